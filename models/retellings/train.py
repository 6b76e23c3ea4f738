"""Trains the model of retold rules on ``reports.txt`` and ``clauses.tsv`` beside this file.

    pip install scikit-learn
    python -m models.retellings.train

writes ``models/circular_id/retelling_weights.npz``, which
``circular_parser.language.linear_model`` reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from models.linear_training import train

from circular_parser.language.duties import report_clauses
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.pipeline import analyse, load_pipeline
from circular_parser.language.retelling_features import FILE, RULE, ReportClause, features
from circular_parser.reading.prose import read_prose
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
MODEL = model_folder()
# What a wrong example costs beside large weights.
COST = 3.0
PROSE = "prose"
ALIKE = 0.5  # the share of words that a clause has in common with a marked rule
_MARKED = re.compile(r"\[([^\]]+)\]")


def reports() -> Iterator[tuple[str, list[Counter[str]]]]:
    """Yield the text of each report, and the words of each rule that is marked in it."""
    for report in (HERE / "reports.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        rules = [words_of(rule) for rule in _MARKED.findall(report)]
        heading, _, body = _MARKED.sub(r"\1", report).partition("\n")
        yield f"{heading}\n\n{body.strip()}\n", rules


def examples() -> list[tuple[str, dict[str, float]]]:
    """Return every clause of the reports as (rule or prose, features)."""
    pipeline, types = load_pipeline(), DutyTypes.load(MODEL)
    pipeline.select_pipes(enable="sections")  # the weights are not there yet
    found = []
    for text, rules in reports():
        analysis = analyse(pipeline, read_prose(text.encode(), "text/plain", "report.txt"))
        for norm, clause in report_clauses(analysis, types):
            marked = is_marked(analysis.text[norm.start : norm.end], rules)
            found.append((RULE if marked else PROSE, features(clause)))
    return found


def clauses() -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the clauses that annotators of whole reports took for rules, or left, as examples.

    A row of ``clauses.tsv`` holds, by tabs, what it is, the shape, cue, force and place of the
    clause, a letter for each thing that is so of it, the first word of its sentence, a quotation
    mark if one stands before it, its subject, modal and act.
    """
    for row in (HERE / "clauses.tsv").read_text(encoding="utf-8").splitlines():
        kind, shape, cue, force, place, so, opening, quoted, subject, modal, act = row.split("\t")
        bound, has_bearer, introduced, attributed, issued, early = (f in so for f in "bhiase")
        clause = ReportClause(
            subject,
            modal,
            act,
            opening,
            quoted,
            shape,
            cue,
            force,
            int(place),
            bound,
            has_bearer,
            introduced,
            attributed,
            issued,
            early,
        )
        yield kind, features(clause)


def words_of(text: str) -> Counter[str]:
    """Return how often each word stands in *text*."""
    return Counter(re.findall(r"\w+", text.lower()))


def is_marked(clause: str, rules: list[Counter[str]]) -> bool:
    """Tell whether *clause* is one of the marked *rules*, given by their words."""
    words = words_of(clause)
    return any(_alike(words, rule) >= ALIKE for rule in rules)


def _alike(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def main() -> None:
    """Train and write the weights."""
    classes, found = zip(*examples(), *clauses(), strict=True)
    print(train(classes, found, MODEL.base / FILE, cost=COST))


if __name__ == "__main__":
    main()
