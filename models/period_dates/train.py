"""Trains the model of period dates on ``reports.txt`` beside this file.

    pip install scikit-learn
    python -m models.period_dates.train

writes ``models/circular_id/period_weights.npz``, which
``circular_parser.language.linear_model`` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from models.linear_training import train

from circular_parser.language.analysis import Analysis
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.date_runs import DateRun
from circular_parser.language.period_features import (
    END,
    FILE,
    NONE,
    START,
    WHOLE,
    DatesInContext,
    features,
)
from circular_parser.language.period_patterns import PeriodPatterns
from circular_parser.language.periods import dates_in_context
from circular_parser.language.pipeline import analyse, load_pipeline
from circular_parser.reading.prose import read_prose
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
MODEL = model_folder()
# What a wrong example costs beside large weights.
COST = 1.0
# How much each sentence counts once more without those beside it: what it says must do.
ALONE = 0.5
LEAST_SEEN = 2
_MARKED = re.compile(r"\{(?P<label>[SEW]):(?P<words>[^}]+)\}")
LABELS = {"S": START, "E": END, "W": WHOLE}
# What the pipeline needs not do before the dates are looked at.
_LATER = ("periods", "citations", "addressees", "exemptions", "duties", "arrangements")

Mark = tuple[int, int, str]
Example = tuple[str, DatesInContext]
Seen = tuple[DateRun, DatesInContext]


def reports() -> Iterator[tuple[str, list[Mark]]]:
    """Yield the text of each report, and where in it marks stand.

    A blank line ends a report; its first line is the headline, each other a paragraph. ``{S:...}``
    marks the first day of a measure, ``{E:...}`` the last and ``{W:...}`` all of its days.
    """
    for report in (HERE / "reports.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        yield unmarked(report.replace("\n", "\n\n") + "\n")


def unmarked(text: str) -> tuple[str, list[Mark]]:
    """Return *text* without its marks, and where they stood."""
    marks: list[Mark] = []
    pieces: list[str] = []
    at = length = 0
    for match in _MARKED.finditer(text):
        pieces += (text[at : match.start()], match["words"])
        length += match.start() - at
        marks.append((length, length + len(match["words"]), LABELS[match["label"]]))
        length += len(match["words"])
        at = match.end()
    return "".join((*pieces, text[at:])), marks


def examples() -> Iterator[list[Example]]:
    """Yield the dates of each report as (what they are, how the model sees them)."""
    known = list(reports())
    for (text, marks), (analysis, dates) in zip(known, seen(t for t, _ in known), strict=True):
        places = _placed(marks, text, analysis.text)
        yield [(_label(run, places), context) for run, context in dates]


def seen(texts: Iterable[str]) -> Iterator[tuple[Analysis, list[Seen]]]:
    """Yield what was found in each of *texts* so far, and its dates as the model sees them."""
    pipeline = load_pipeline()
    pipeline.select_pipes(disable=[name for name in _LATER if name in pipeline.pipe_names])
    patterns = PeriodPatterns.load(MODEL / "periods.toml")
    dates = DatePatterns.load(MODEL / "dates.toml")
    for text in texts:
        analysis = analyse(pipeline, read_prose(text.encode(), "text/plain", "report.txt"))
        yield analysis, list(dates_in_context(analysis, patterns, dates))


def _placed(marks: list[Mark], text: str, read: str) -> list[Mark]:
    """Return *marks* of *text* as they lie in what was *read* of it, without its furniture."""
    places: dict[int, int] = {}
    for one, other, size in SequenceMatcher(None, text, read, autojunk=False).get_matching_blocks():
        places.update((one + at, other + at) for at in range(size))
    placed = []
    for start, end, label in marks:
        found = [places[at] for at in range(start, end) if at in places]
        if found:
            placed.append((found[0], found[-1] + 1, label))
    return placed


def _label(run: DateRun, marks: list[Mark]) -> str:
    labels = {label for start, end, label in marks if start < run.end and run.start < end}
    if not labels:
        return NONE
    return labels.pop() if len(labels) == 1 else WHOLE


def main() -> None:
    """Train and write the weights."""
    whole = [example for report in examples() for example in report]
    alone = [(class_, replace(seen, previous="", following="")) for class_, seen in whole]
    classes, found = zip(*whole, *alone, strict=True)
    weights = [1.0] * len(whole) + [ALONE] * len(alone)
    path = MODEL.base / FILE
    print(
        train(
            classes, map(features, found), path, cost=COST, least_seen=LEAST_SEEN, weights=weights
        )
    )


if __name__ == "__main__":
    main()
