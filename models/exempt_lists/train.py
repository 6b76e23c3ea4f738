"""Trains the model of exempt lists on ``sentences.txt`` beside this file.

    pip install scikit-learn
    python -m models.exempt_lists.train

writes ``models/circular_id/exempt_weights.npz``, which
``circular_parser.language.linear_model`` reads.
"""

from __future__ import annotations

import re
from pathlib import Path

from models.linear_training import train

from circular_parser.language.exempt_features import FILE, Kind, ListInContext, features
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
# What a wrong example costs beside large weights.
COST = 3.0
# What stands for the list: of one unit or of several, and what they are.
LIST = re.compile(r"@(?P<one>1?)(?P<kind>[ps]?)(?![a-z])")
KINDS: dict[str, Kind] = {"": "agency", "p": "position", "s": "service"}


def sentences() -> list[tuple[str, ListInContext]]:
    """Return (class, list in its sentence) of all that is written down.

    A bar parts the sentence from the one before and, if there are two, the one behind it.
    """
    found: list[tuple[str, ListInContext]] = []
    class_ = ""
    for line in (HERE / "sentences.txt").read_text(encoding="utf-8").lower().splitlines():
        if line.startswith("["):
            class_ = line.strip("[]")
        elif line.strip():
            previous, sentence, *rest = line.split("|") if "|" in line else ("", line)
            at = LIST.search(sentence)
            if at is None:
                raise ValueError(f"no list in {line!r}")
            before, after = sentence[: at.start()], sentence[at.end() :]
            following = rest[0] if rest else ""
            count = 1 if at["one"] else 3
            listed = ListInContext(before, after, previous, following, count, KINDS[at["kind"]])
            found.append((class_, listed))
    return found


def main() -> None:
    """Train and write the weights."""
    classes, lists = zip(*sentences(), strict=True)
    print(train(classes, map(features, lists), model_folder().base / FILE, cost=COST))


if __name__ == "__main__":
    main()
