"""Fits the curves from scores of rules to probabilities: models/circular_id/confidence.toml.

Parses documents that have gold records and learns, for each form and field, how often a
value of a score is right. Rules mended on a document are rosy there: give such sets with
`--seen`, all others with `--unseen`; the curves are those of unseen documents, the
difference is learned from both. A set is unseen only once: `--keep` writes what was
measured. What was kept beside this file takes part in every fit, unless `--rows` names others.

    python -m models.confidence.fit --seen GOLD FILES --unseen GOLD FILES [--keep ROWS] [--write]

One logistic regression serves all fields, with normal priors that hold each field close
to the others until its own values say otherwise. It is checked by cross-validation, five
folds by document, and the figures are printed as Markdown.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from circular_parser.errors import DocumentError
from circular_parser.evaluation import Judgement, load_gold, reliability_table
from circular_parser.evaluation.scoring import FIELDS, Score, compare, look_up
from circular_parser.inputs import find_documents
from circular_parser.language.pipeline import analyse, load_pipeline
from circular_parser.reading import read
from circular_parser.resolve import resolve
from circular_parser.resolve.confidence import MAIN_FIELDS, UNCALIBRATED
from circular_parser.resources import model_folder

Vector = NDArray[np.float64]

HERE = Path(__file__).parent
FORMS = ("circular", "report")
SCORES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
LOW = 0.8
SUREST = 0.999  # no curve tells certainty
# Log odds by which a rule must differ to be listed.
LEAST_SHIFT = 0.2
# The score that stands in the rows of values left null; any will do.
NULL = 0.5
FOLDS = 5
# Fields that no gold set scores go with the one that rests on the same words.
AS = {
    "issuer.level": "issuer.region",
    "issuer.province": "issuer.region",
    "signatory.rank": "signatory.position",
    "signatory.nip": "signatory.position",
    "signatory.electronic": "signatory.position",
    "work_arrangement.office_share": "work_arrangement.home_share",
    "work_arrangement.rotation": "work_arrangement.home_share",
    "work_arrangement.minimum_structural_levels": "work_arrangement.home_share",
}
# Standard deviations of the priors, in log odds.
SPREAD = {
    "common": 3.0,
    "form": 0.4,
    "field": 0.6,
    "form_field": 0.4,
    "slope": 1.0,
    "field_slope": 0.6,
    "rule": 0.8,
    "seen": 2.0,
    "form_seen": 0.8,
}
SLOPES = ("slope", "field_slope")


class Row(NamedTuple):
    """One value found, or one left null (its field then starts with `no `).

    ``document`` is a digest of the id, which all files of one document share, a full stop,
    and one of the file.
    """

    document: str
    form: str
    field: str
    rule: str
    score: float
    seen: bool
    right: bool


def measure(gold_folder: Path, files: Path, seen: bool) -> list[Row]:
    """Parse the documents that have gold, and judge each value."""
    gold = load_gold(gold_folder)
    nlp = load_pipeline()
    rows: list[Row] = []
    for path in find_documents([files])[0]:
        if path.stem in gold:
            try:
                record = resolve(analyse(nlp, read(path)), UNCALIBRATED).model_dump(mode="json")
            except DocumentError as error:
                print(f"left out: {error}")
                continue
            rows += judge(f"{files}/{path.stem}", gold[path.stem], record, seen)
    return rows


def judge(name: str, gold: dict[str, Any], record: dict[str, Any], seen: bool) -> list[Row]:
    """Return a row for each value of *record* that gold can judge, and each null."""
    document = f"{_digest(Path(name).name)}.{_digest(name)}"
    form = record["source"]["form"]
    rows = [
        Row(
            document,
            form,
            found.field,
            record["evidence"][found.pointer][0]["rule"],
            found.confidence,
            seen,
            found.right,
        )
        for found in compare(name, gold, record, {field: Score() for field in FIELDS})
    ]
    for field in MAIN_FIELDS:
        annotated, wanted = look_up(gold, field)
        if annotated and look_up(record, field)[1] is None:
            rows.append(Row(document, form, f"no {field}", "", NULL, seen, wanted is None))
    return rows


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@dataclass
class Model:
    """A fitted regression; `probability` speaks of unseen documents unless told otherwise."""

    names: dict[tuple[str, ...], int]
    weights: Vector

    def log_odds(self, form: str, field: str, rule: str, score: float, seen: bool) -> float:
        """Return the log odds that a value is right."""
        parts = _features(form, field, rule, score, seen)
        slope = sum(self.weight(name) for name, _ in parts if name[0] in SLOPES)
        rest = sum(self.weight(name) * by for name, by in parts if name[0] not in SLOPES)
        # A curve that falls would be one of chance: more score is never less sure.
        return max(slope, 0.0) * _position(score) + rest

    def probability(
        self, form: str, field: str, rule: str, score: float, seen: bool = False
    ) -> float:
        """Return the probability that a value is right."""
        return float(1 / (1 + np.exp(-self.log_odds(form, field, rule, score, seen))))

    def weight(self, name: tuple[str, ...]) -> float:
        """Return the weight of a feature, 0 for one that was not there to learn."""
        return float(self.weights[self.names[name]]) if name in self.names else 0.0


def _position(score: float) -> float:
    """Return the log odds of a score, about a middling one."""
    clipped = min(max(score, 0.05), 0.97)
    return float(np.log(clipped / (1 - clipped)) - np.log(0.8 / 0.2))


def _features(
    form: str, field: str, rule: str, score: float, seen: bool
) -> list[tuple[tuple[str, ...], float]]:
    position = _position(score)
    return [
        (("common",), 1.0),
        (("form", form), 1.0),
        (("field", field), 1.0),
        (("form_field", form, field), 1.0),
        (("slope",), position),
        (("field_slope", field), position),
        (("rule", field, rule), 1.0),
        (("seen",), float(seen)),
        (("form_seen", form), float(seen)),
    ]


def fit(rows: Sequence[Row]) -> Model:
    """Fit by Newton's steps; items of one list count as the root of their number together."""
    described = [_features(r.form, r.field, r.rule, r.score, r.seen) for r in rows]
    names = {name: i for i, name in enumerate(sorted({n for d in described for n, _ in d}))}
    table = np.zeros((len(rows), len(names)))
    for line, parts in enumerate(described):
        for name, value in parts:
            table[line, names[name]] = value
    right = np.array([float(row.right) for row in rows])
    siblings = Counter((row.document, row.field) for row in rows)
    share = np.array([siblings[row.document, row.field] ** -0.5 for row in rows])
    precision = np.array([SPREAD[name[0]] ** -2 for name in names])
    prior = np.array([float(name == ("slope",)) for name in names])
    weights = prior.copy()
    for _ in range(50):
        odds = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (share * (right - odds)) - precision * (weights - prior)
        curvature = (table * (share * odds * (1 - odds))[:, None]).T @ table + np.diag(precision)
        step = np.linalg.solve(curvature, slope)
        weights = weights + step
        if np.abs(step).max(initial=0.0) < 1e-9:
            break
    return Model(names, weights)


def cross_validated(rows: Sequence[Row]) -> list[tuple[Row, float]]:
    """Return each row with its probability by a fit without its document."""
    documents = sorted({_id(row) for row in rows})
    fold = {document: index % FOLDS for index, document in enumerate(documents)}
    found = []
    for number in range(FOLDS):
        values = [row for row in rows if fold[_id(row)] != number]
        model = fit([row for row in values if not _is_null(row)])
        nulls = fit([row for row in values if _is_null(row)])
        for row in rows:
            if fold[_id(row)] == number:
                chosen = nulls if _is_null(row) else model
                share = chosen.probability(*row[1:-1])
                found.append((row, share))
    return found


def _id(row: Row) -> str:
    return row.document.split(".")[0]


def _is_null(row: Row) -> bool:
    return row.field.startswith("no ")


def print_figures(rows: Sequence[Row]) -> None:
    """Print calibration before and after, by field, for unseen and for seen documents."""
    checked = cross_validated(rows)
    for seen in (False, True):
        part = [(row, share) for row, share in checked if row.seen == seen]
        values = [(row, share) for row, share in part if not _is_null(row)]
        if not values:
            continue
        before = reliability_table(
            Judgement(r.document, r.field, "", r.score, r.right) for r, _ in values
        )
        after = reliability_table(Judgement(r.document, r.field, "", p, r.right) for r, p in values)
        documents = len({row.document for row, _ in part})
        print(f"\n{'Seen' if seen else 'Unseen'}: {documents} documents\n")
        print("| Field | Values | Right | ECE before | after | Brier before | after |")
        print("|---|---|---|---|---|---|---|")
        for field, old in before.items():
            new = after[field]
            print(
                f"| {field} | {old.count} | {old.right / old.count:.3f} "
                f"| {old.calibration_error:.3f} | {new.calibration_error:.3f} "
                f"| {old.brier:.3f} | {new.brier:.3f} |"
            )
        _print_records(part)


def _print_records(part: Iterable[tuple[Row, float]]) -> None:
    """Print how often all main values are right, beside the product of their probabilities."""
    shares: defaultdict[str, float] = defaultdict(lambda: 1.0)
    right: defaultdict[str, bool] = defaultdict(lambda: True)
    for row, share in part:
        if row.field.removeprefix("no ") in MAIN_FIELDS:
            shares[row.document] *= share
            right[row.document] &= row.right
    whole = [Judgement(name, "record", "", share, right[name]) for name, share in shares.items()]
    figures = reliability_table(whole)["record"]
    mean = sum(shares.values()) / len(shares)
    print(
        f"\nRecords: all main values right in {figures.right} of {figures.count}, "
        f"mean confidence {mean:.3f}, ECE {figures.calibration_error:.3f}, "
        f"Brier {figures.brier:.3f}"
    )


def as_toml(rows: Sequence[Row]) -> str:
    """Return the fitted curves as the text of `confidence.toml`."""
    values = [row for row in rows if not _is_null(row)]
    model, nulls = fit(values), fit([row for row in rows if _is_null(row)])
    documents = {row.document: row.seen for row in rows}
    unseen = sum(not seen for seen in documents.values())
    lines = [
        "# How probable it is that a value is right, by the score of its rule.",
        "# Written by models/confidence/fit.py: fit anew, do not edit. See docs/confidence.md.",
        f"# From {len(values)} values of {len(documents)} documents, {unseen} of them unseen.",
        "",
        "# Values less probable than this carry the warning low_confidence.",
        f"low = {LOW}",
        "",
        "# The scores at which each curve below is given; between them it is straight.",
        f"scores = {list(SCORES)}",
    ]
    lines += ["", "# Fields that gold does not score, each with the one whose curve serves it."]
    lines += ["", "[as]", *(f'"{field}" = "{served}"' for field, served in AS.items())]
    scored = [field for field in FIELDS if any(row.field == field for row in values)]
    for form in FORMS:
        lines += ["", f"[{form}]"]
        for field in [*scored, "other"]:
            curve = [min(model.probability(form, field, "", at), SUREST) for at in SCORES]
            lines.append(f'"{field}" = [{", ".join(f"{share:.3f}" for share in curve)}]')
    lines += [
        "",
        "# Added to the log odds of values of a rule that fares worse or better than most.",
    ]
    for field in scored:
        shifts = {
            rule: model.weight(("rule", field, rule))
            for rule in sorted({row.rule for row in values if row.field == field})
        }
        told = {rule: shift for rule, shift in shifts.items() if abs(shift) >= LEAST_SHIFT}
        if told:
            lines += ["", f'[rules."{field}"]']
            lines += [f'"{rule}" = {shift:.2f}' for rule, shift in told.items()]
    lines += ["", "# How often a main value that is left null is rightly so."]
    for form in FORMS:
        lines += ["", f"[absent.{form}]"]
        for field in MAIN_FIELDS:
            lines.append(f'"{field}" = {nulls.probability(form, f"no {field}", "", NULL):.3f}')
    return "\n".join(lines) + "\n"


def read_rows(path: Path) -> list[Row]:
    """Read rows that an earlier run has kept."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                line["document"],
                line["form"],
                line["field"],
                line["rule"],
                float(line["score"]),
                *(line[name] == "True" for name in ("seen", "right")),
            )
            for line in csv.DictReader(file)
        ]


def main() -> None:
    """Measure, check, and write what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for option in ("--seen", "--unseen"):
        parser.add_argument(
            option, nargs=2, type=Path, action="append", default=[], metavar=("GOLD", "FILES")
        )
    parser.add_argument(
        "--rows", type=Path, action="append", help="kept rows to add (default: all kept here)"
    )
    parser.add_argument("--keep", type=Path, help="write the rows measured now, as CSV")
    parser.add_argument("--write", action="store_true", help="write the model's confidence.toml")
    options = parser.parse_args()
    kept = sorted(HERE.glob("*.csv")) if options.rows is None else options.rows
    measured = [row for gold, files in options.seen for row in measure(gold, files, True)]
    measured += [row for gold, files in options.unseen for row in measure(gold, files, False)]
    if options.keep:
        with options.keep.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(Row._fields)
            writer.writerows(measured)
    rows = measured + [row for path in kept for row in read_rows(path)]
    if not rows:
        parser.error("nothing to fit: give --seen, --unseen or --rows")
    print_figures(rows)
    if options.write:
        (model_folder().base / "confidence.toml").write_text(as_toml(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
