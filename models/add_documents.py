"""Adds the rules of annotated documents to what the models of duties learn from.

    python -m models.add_documents TEXTS GOLD

reads the record ``GOLD/NAME.json`` of each ``TEXTS/NAME.txt``, appends the obligations to
``duty_types/annotated.txt`` and the clauses of the reports among the documents, each as a rule or
as prose, to ``retellings/clauses.tsv``. Use it only for documents of our own wording, whose records
were written before the parser saw them; then train both models.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from models.retellings.train import PROSE, is_marked, words_of

from circular_parser.language.duties import report_clauses
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.pipeline import analyse, load_pipeline
from circular_parser.language.retelling_features import RULE, ReportClause
from circular_parser.reading.prose import read_prose
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
Annotated = tuple[str, dict[str, Any]]
# Stands for a person's name: the model must not learn who signs.
_NAME = "nama"
_SPACE = re.compile(r"\s+")


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
    """Append to both files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("texts", type=Path, metavar="TEXTS")
    parser.add_argument("gold", type=Path, metavar="GOLD")
    arguments = parser.parse_args()
    documents = list(annotated(arguments.texts, arguments.gold))
    for name, lines in (
        ("duty_types/annotated.txt", list(typed_rules(documents))),
        ("retellings/clauses.tsv", list(clause_rows(documents))),
    ):
        with (HERE / name).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        print(f"{len(lines)} lines more in {name}")


if __name__ == "__main__":
    main()
