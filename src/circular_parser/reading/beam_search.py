"""The likeliest texts behind the scores of a recogniser of lines, each with its probability.

The one likeliest character of every step makes a text of which some strokes are often a toss-up;
what else it may say is left for those who know what can stand there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_LIKELY = 0.02  # of a character in one step; the rest is not followed
_WIDTH = 8  # texts followed at once


class LikelyText(NamedTuple):
    """A text, its share of the probability, and the step at which each character begins."""

    text: str
    share: float
    steps: tuple[int, ...]


@dataclass(slots=True)
class _Beam:
    """A text as far as it is read: its probability after a blank and after its last character."""

    after_blank: float = 0.0
    after_character: float = 0.0
    steps: tuple[int, ...] = ()
    likeliest_way: float = 0.0

    @property
    def share(self) -> float:
        return self.after_blank + self.after_character

    def add(self, share: float, steps: tuple[int, ...], *, blank: bool) -> None:
        """Add a way to read the text; where it begins is told by the likeliest one."""
        if blank:
            self.after_blank += share
        else:
            self.after_character += share
        if share > self.likeliest_way:
            self.likeliest_way, self.steps = share, steps


def likeliest_texts(
    scores: npt.NDArray[np.float32],
    characters: Sequence[str],
    doubtful: npt.NDArray[np.bool_] | None = None,
    run: str = "",
) -> list[LikelyText]:
    """Return texts with their shares of the probability, likeliest first.

    Args:
        scores: of each character (columns) in each step (rows), none of the rows empty;
            column 0 is the blank of connectionist temporal classification (Graves et al.,
            ICML 2006).
        characters: those of the columns; an empty one adds nothing to a text.
        doubtful: whether more than the likeliest character of a step is followed; by default
            in all of them.
        run: a character that stands for a run of signs, with whatever gaps.
    """
    beams = {"": _Beam(1.0)}
    for step, row in enumerate(scores / scores.sum(axis=1, keepdims=True)):
        sure = doubtful is not None and not doubtful[step]
        columns = [row.argmax()] if sure else np.flatnonzero(row > _LIKELY)
        likely = [(characters[int(column)], float(row[column])) for column in columns]
        grown: dict[str, _Beam] = defaultdict(_Beam)
        for text, beam in beams.items():
            begun = (*beam.steps, step)
            for character, score in likely:
                if not character:
                    grown[text].add(beam.share * score, beam.steps, blank=True)
                elif not text.endswith(character):
                    grown[text + character].add(beam.share * score, begun, blank=False)
                elif character == run:
                    grown[text].add(beam.share * score, beam.steps, blank=False)
                else:
                    grown[text].add(beam.after_character * score, beam.steps, blank=False)
                    grown[text + character].add(beam.after_blank * score, begun, blank=False)
        best = sorted(grown.items(), key=lambda item: -item[1].share)[:_WIDTH]
        total = sum(beam.share for _, beam in best)
        beams = {
            text: _Beam(beam.after_blank / total, beam.after_character / total, beam.steps)
            for text, beam in best
        }
    return [LikelyText(t, beam.share, beam.steps) for t, beam in beams.items() if t and beam.share]
