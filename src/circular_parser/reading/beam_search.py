"""The likeliest texts behind the scores of a recogniser of lines, each with its probability.

The one likeliest character of every step makes a text of which some strokes are often a toss-up;
what else it may say is left for those who know what can stand there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_LIKELY = 0.02  # of a character in one step; the rest is not followed
_WIDTH = 8  # texts followed at once


def likeliest_texts(
    scores: npt.NDArray[np.float32], characters: Sequence[str]
) -> list[tuple[str, float]]:
    """Return texts with their shares of the probability, likeliest first.

    Args:
        scores: of each character (columns) in each step (rows), none of the rows empty;
            column 0 is the blank of connectionist temporal classification (Graves et al.,
            ICML 2006).
        characters: those of the columns; an empty one adds nothing to a text.
    """
    # For each text: its probability where a blank came last, and where its last character did.
    beams = {"": (1.0, 0.0)}
    for row in scores / scores.sum(axis=1, keepdims=True):
        likely = [
            (characters[int(column)], float(row[column]))
            for column in np.flatnonzero(row > _LIKELY)
        ]
        grown: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for text, (after_blank, after_character) in beams.items():
            either = after_blank + after_character
            for character, score in likely:
                if not character:
                    grown[text][0] += either * score
                elif text.endswith(character):
                    grown[text][1] += after_character * score
                    grown[text + character][1] += after_blank * score
                else:
                    grown[text + character][1] += either * score
        best = sorted(grown.items(), key=lambda item: -sum(item[1]))[:_WIDTH]
        total = sum(sum(shares) for _, shares in best)
        beams = {text: (blank / total, other / total) for text, (blank, other) in best}
    return [(text, sum(shares)) for text, shares in beams.items() if text and any(shares)]
