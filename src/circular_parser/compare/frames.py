"""The tables of a comparison as polars frames, and as CSV that is safe to open in an office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from circular_parser.exports.cells import guard

from .codes import TARGET
from .documents import Place
from .merging import Circular

if TYPE_CHECKING:
    from .comparison import Comparison

Row = tuple[Any, ...]

TEXT, DAY, SHARE, COUNT, FLAG = pl.String(), pl.Date(), pl.Float64(), pl.Int64(), pl.Boolean()

_WHOSE = {"circular_id": TEXT, "region_code": TEXT, "region": TEXT}
_EVIDENCE = {
    "quote": TEXT,
    "document_id": TEXT,
    "page": COUNT,
    "quote_start": COUNT,
    "quote_end": COUNT,
    "rule": TEXT,
    "confidence": SHARE,
}
_NO_EVIDENCE: Row = (None,) * len(_EVIDENCE)

# Name and columns of each table.
TABLES: dict[str, dict[str, pl.DataType]] = {
    "circulars": _WHOSE
    | {
        "readable_id": TEXT,
        "province": TEXT,
        "level": TEXT,
        "document_type": TEXT,
        "number": TEXT,
        "subject": TEXT,
        "issued_on": DAY,
        "issuer": TEXT,
        "signatory": TEXT,
        "position": TEXT,
        "office": TEXT,
        "capacity": TEXT,
        "on_behalf_of": TEXT,
        "start": DAY,
        "end": DAY,
        "open_ended": FLAG,
        "home_share": SHARE,
        "office_share": SHARE,
        "minimum_structural_levels": COUNT,
        "days_after_national": COUNT,
        "national": TEXT,
        "national_cited": FLAG,
        "strictness": SHARE,
        "binding_share": SHARE,
        "obligations": COUNT,
        "exempt_services": COUNT,
        "sources": COUNT,
        "in_force": TEXT,
        "confidence": SHARE,
    },
    "services": _WHOSE | {"service": TEXT, "kind": TEXT, "exempt": TEXT, "text": TEXT} | _EVIDENCE,
    "duties": _WHOSE | {"type": TEXT, "modality": TEXT, "bearer": TEXT, "text": TEXT} | _EVIDENCE,
    "periods": _WHOSE
    | {"start": DAY, "end": DAY, "end_kind": TEXT, "start_stated": FLAG, "by": TEXT}
    | _EVIDENCE,
    "codes": _WHOSE
    | {"indicator": TEXT, "value": TEXT, "flag": COUNT, "target": TEXT, "code_rule": TEXT}
    | _EVIDENCE,
    "relations": {"source": TEXT, "relation": TEXT, "target": TEXT, "target_label": TEXT}
    | _EVIDENCE,
    "documents": {
        "document_id": TEXT,
        "circular_id": TEXT,
        "path": TEXT,
        "form": TEXT,
        "linked_by": TEXT,
        "confidence": SHARE,
    },
    "conflicts": {
        "circular_id": TEXT,
        "field": TEXT,
        "value": TEXT,
        "document_id": TEXT,
        "confidence": SHARE,
        "chosen": FLAG,
    },
}

_STRONGEST_FIRST = ("must", "must_not", "should", "may")


def frames_of(comparison: Comparison) -> dict[str, pl.DataFrame]:
    """Return the tables of *comparison* by name."""
    rows = {
        "circulars": _circulars(comparison),
        "services": _services(comparison),
        "duties": _duties(comparison),
        "periods": _periods(comparison),
        "codes": _codes(comparison),
        "relations": _relations(comparison),
        "documents": _documents(comparison),
        "conflicts": _conflicts(comparison),
    }
    return {name: _frame(TABLES[name], rows[name]) for name in TABLES}


def _frame(schema: dict[str, pl.DataType], rows: Iterable[Row]) -> pl.DataFrame:
    # By columns: polars takes them in a quarter of the time of rows.
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pl.DataFrame(
        [
            pl.Series(name, values, dtype)
            for (name, dtype), values in zip(schema.items(), columns, strict=True)
        ]
    )


def class_matrix(comparison: Comparison, kind: str) -> pl.DataFrame:
    """Return regions by classes of a *kind*: ``yes``, ``no``, ``mixed``, null for not stated."""
    said = pl.col("exempt").unique()
    cell = pl.when(said.len() > 1).then(pl.lit("mixed")).otherwise(said.first())
    facts = comparison.frames["services"].filter(pl.col("kind") == kind)
    return _pivot(comparison, facts, "service", cell)


def duty_matrix(comparison: Comparison) -> pl.DataFrame:
    """Return regions by types of obligation: the modalities, strongest first."""
    order = {name: rank for rank, name in enumerate(_STRONGEST_FIRST)}
    said = pl.col("modality").unique()
    ranked = said.sort_by(said.replace_strict(order, default=len(order), return_dtype=COUNT))
    return _pivot(comparison, comparison.frames["duties"], "type", ranked.str.join(" "))


def _pivot(comparison: Comparison, facts: pl.DataFrame, column: str, cell: pl.Expr) -> pl.DataFrame:
    """Return a row for each region, also for one of which there is no fact."""
    whose = ["region_code", "region"]
    regions = comparison.frames["circulars"].select(whose).unique()
    cells = facts.group_by([*whose, column]).agg(cell.alias("cell"))
    wide = cells.sort(column).pivot(on=column, index=whose, values="cell")
    return regions.join(wide, on=whose, how="left", nulls_equal=True).sort(whose, nulls_last=True)


def write_csv(comparison: Comparison, folder: Path) -> None:
    """Write each table, and the two matrices, as CSV to *folder*.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    tables = dict(comparison.frames)
    tables["service_matrix"] = comparison.service_matrix()
    tables["position_matrix"] = comparison.position_matrix()
    tables["duty_matrix"] = comparison.duty_matrix()
    for name, frame in tables.items():
        part = folder / f".{name}.csv.part"
        guarded = frame.with_columns(pl.col(TEXT).map_elements(guard, return_dtype=TEXT))
        guarded.write_csv(part)
        part.replace(folder / f"{name}.csv")


def _whose(circular: Circular) -> Row:
    return circular.id, circular.told.issuer.region_code, circular.told.whose


def _evidence(place: Place | None) -> Row:
    if place is None:
        return _NO_EVIDENCE
    return (
        place.quote,
        place.document_id,
        place.page,
        place.start,
        place.end,
        place.rule,
        place.confidence,
    )


def _circulars(comparison: Comparison) -> Iterator[Row]:
    standing = {} if comparison.on is None else comparison.standings(comparison.on)
    for circular in comparison.circulars:
        told = circular.told
        delay = comparison.delays.get(circular.id)
        main = told.periods[0] if told.periods else None
        yield (
            *_whose(circular),
            told.readable_id,
            told.issuer.province,
            told.issuer.level,
            told.document_type,
            told.number,
            told.subject,
            told.issued_on,
            told.issuer.title,
            told.signatory.name,
            told.signatory.position,
            comparison.office(circular),
            told.signatory.capacity,
            told.signatory.on_behalf_of,
            main.start if main else None,
            main.end if main else None,
            main.open_ended if main else None,
            told.arrangement.home_share,
            told.arrangement.office_share,
            told.arrangement.minimum_structural_levels,
            delay.days if delay else None,
            delay.national if delay else None,
            delay.cited if delay else None,
            comparison.strictness(circular),
            comparison.binding(circular),
            len(told.duties),
            len(told.exemptions),
            len(circular.sources),
            standing.get(circular.id),
            told.confidence,
        )


def _services(comparison: Comparison) -> Iterator[Row]:
    for circular in comparison.circulars:
        for fact in comparison.services[circular.id]:
            row = (fact.service, fact.kind, fact.status, fact.text)
            yield (*_whose(circular), *row, *_evidence(fact.place))


def _duties(comparison: Comparison) -> Iterator[Row]:
    for circular in comparison.circulars:
        for duty in circular.told.duties:
            row = (duty.type, duty.modality, duty.bearer, duty.text)
            yield (*_whose(circular), *row, *_evidence(duty.place))


def _periods(comparison: Comparison) -> Iterator[Row]:
    by_id = {circular.id: circular for circular in comparison.circulars}
    for span in comparison.spans:
        row = (span.start, span.end, span.end_kind, span.start_stated, span.by)
        yield (*_whose(by_id[span.circular_id]), *row, *_evidence(span.place))


def _codes(comparison: Comparison) -> Iterator[Row]:
    for circular in comparison.circulars:
        for code in comparison.codes[circular.id]:
            # OxCGRT's flag: 0 for a measure that is not general.
            row = (code.indicator, code.value, 0, TARGET, code.rule)
            yield (*_whose(circular), *row, *_evidence(code.place))


def _relations(comparison: Comparison) -> Iterator[Row]:
    labels = {node.id: node.label for node in comparison.graph.nodes}
    for edge in comparison.graph.edges:
        row = (edge.source, edge.relation, edge.target, labels[edge.target])
        yield (*row, *_evidence(edge.place))


def _documents(comparison: Comparison) -> Iterator[Row]:
    for circular in comparison.circulars:
        for document in circular.sources:
            linked = comparison.linked.get(document.id)
            about = (document.path, document.form, linked, document.confidence)
            yield (document.id, circular.id, *about)


def _conflicts(comparison: Comparison) -> Iterator[Row]:
    for circular in comparison.circulars:
        for conflict in circular.conflicts:
            yield (
                conflict.circular_id,
                conflict.field,
                conflict.value,
                conflict.document_id,
                conflict.confidence,
                conflict.chosen,
            )
