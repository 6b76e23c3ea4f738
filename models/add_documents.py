"""Adds annotated documents to what the models of duties and of period dates learn from.

    python -m models.add_documents TEXTS GOLD

reads the record ``GOLD/NAME.json`` of each ``TEXTS/NAME.txt`` and appends the obligations to
``duty_types/annotated.txt``; of the reports among the documents, the clauses, each as a rule or
as prose, to ``retellings/clauses.tsv``, and the texts, their periods marked, to
``period_dates/reports.txt``. Use it only for documents of our own wording, whose records were
written before the parser saw them; then train the three models.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from models.period_dates.train import seen
from models.retellings.train import PROSE, is_marked, words_of

from circular_parser.language.analysis import DateValue
from circular_parser.language.date_runs import DateRun, last_day_of
from circular_parser.language.duties import report_clauses
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.period_features import DatesInContext
from circular_parser.language.pipeline import analyse, load_pipeline
from circular_parser.language.retelling_features import RULE, ReportClause
from circular_parser.reading.prose import read_prose
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
Annotated = tuple[str, dict[str, Any]]
Days = tuple[str | None, str | None]
# What a date is of the document itself, and no day of its measures.
_OF_THE_PAPER = ("issued", "number", "published", "quoted")
# Stands for a person's name: the model must not learn who signs.
_NAME = "nama"
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"\s*\n\s*")


def annotated(texts: Path, gold: Path) -> Iterator[Annotated]:
    """Yield each text with its record, in order of their names."""
    for record in sorted(gold.glob("*.json")):
        text = texts / f"{record.stem}.txt"
        yield text.read_text(encoding="utf-8"), json.loads(record.read_text(encoding="utf-8"))


def typed_rules(documents: Iterable[Annotated]) -> Iterator[str]:
    """Yield the lines of ``annotated.txt`` for the obligations of *documents*, type by type."""
    by_type: dict[str, dict[str, None]] = {}
    for _, record in documents:
        for rule in record.get("obligations") or ():
            by_type.setdefault(rule["type"], {})[_SPACE.sub(" ", rule["text"]).strip()] = None
    for type_, rules in sorted(by_type.items()):
        yield f"[{type_}]"
        yield from rules


def clause_rows(documents: Iterable[Annotated]) -> Iterator[str]:
    """Yield the rows of ``clauses.tsv`` for the reports among *documents*."""
    pipeline, types = load_pipeline(), DutyTypes.load(model_folder())
    for text, record in documents:
        analysis = analyse(pipeline, read_prose(text.encode(), "text/plain", "report.txt"))
        if analysis.form != "report":
            continue
        rules = [words_of(rule["text"]) for rule in record.get("obligations") or ()]
        names = _names(record)
        for norm, clause in report_clauses(analysis, types):
            marked = is_marked(analysis.text[norm.start : norm.end], rules)
            yield _row(RULE if marked else PROSE, clause, names)


def marked_reports(documents: Iterable[Annotated]) -> Iterator[str]:
    """Yield the reports among *documents*, the dates of their periods marked, blank lines between.

    A date that tells a period's first or last day is marked as that wherever it stands.
    """
    known = list(documents)
    for (_, record), (analysis, dates) in zip(known, seen(t for t, _ in known), strict=True):
        if analysis.form != "report":
            continue
        periods = record.get("effective_periods") or ()
        told = {(period["start"], period["end"]) for period in periods}
        text, at = analysis.text, 0
        pieces: list[str] = []
        for run, context in dates:
            label = _label(run, context, told)
            if label is not None:
                words = text[run.start : run.end]
                pieces += (text[at : run.start], f"{{{label}:{words}}}")
                at = run.end
        yield _BREAK.sub("\n", "".join((*pieces, text[at:])).strip())
        yield ""


def _label(run: DateRun, context: DatesInContext, told: set[Days]) -> str | None:
    """Return what *run* is to the periods *told*, as ``reports.txt`` marks it; None to none."""
    if context.role in _OF_THE_PAPER and not context.opener:
        return None
    first, last = run.dates[0].value, run.dates[-1].value
    days = _iso(first.resolved if first.day else _first_day(first)), _iso(last_day_of(last))
    if days in told:
        return "W"
    if run.several or first.day is None:
        return "E" if not run.several and days[1] in {end for _, end in told} else None
    if days[0] in {start for start, _ in told}:
        return "S"
    return "E" if days[1] in {end for _, end in told} else None


def _first_day(month: DateValue) -> dt.date | None:
    last = last_day_of(month)
    return last.replace(day=1) if last is not None else None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _names(record: dict[str, Any]) -> re.Pattern[str]:
    name = ((record.get("signatory") or {}).get("name") or "").lower()
    words = [re.escape(word) for word in re.findall(r"\w{3,}", name)]
    return re.compile(rf"\b(?:{'|'.join(words) or '(?!)'})(?: (?:{'|'.join(words)}))*\b")


def _row(kind: str, clause: ReportClause, names: re.Pattern[str]) -> str:
    """Return the row as ``retellings/train.py`` reads it."""
    so = {
        "b": clause.bound,
        "h": clause.has_bearer,
        "i": clause.introduced,
        "a": clause.attributed,
        "s": clause.issued,
        "e": clause.early,
    }
    opening = re.search(r"[a-z]+|\d+", clause.sentence)
    quoted = re.search("[\"“']", clause.before)
    cells = (
        kind,
        clause.shape,
        clause.cue,
        clause.force,
        str(clause.place),
        "".join(letter for letter, holds in so.items() if holds) or "-",
        names.sub(_NAME, opening[0]) if opening else "-",
        quoted[0] if quoted else "-",
        *(names.sub(_NAME, part) for part in (clause.subject, clause.modal, clause.act)),
    )
    return "\t".join(_SPACE.sub(" ", cell).strip() for cell in cells)


def main() -> None:
    """Append to the three files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("texts", type=Path, metavar="TEXTS")
    parser.add_argument("gold", type=Path, metavar="GOLD")
    arguments = parser.parse_args()
    documents = list(annotated(arguments.texts, arguments.gold))
    for name, lines in (
        ("duty_types/annotated.txt", list(typed_rules(documents))),
        ("retellings/clauses.tsv", list(clause_rows(documents))),
        ("period_dates/reports.txt", ["", *marked_reports(documents)][:-1]),
    ):
        with (HERE / name).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        print(f"{len(lines)} lines more in {name}")


if __name__ == "__main__":
    main()
