"""Makes one circular of the documents that tell it: fields by confidence, conflicts kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import eq
from typing import Any, TypeVar

from circular_parser.evaluation.matching import same_person, same_share

from .documents import Arrangement, Citation, Document, Duty, Exemption, Period
from .duplicates import same_subject
from .folding import fold_number, fold_words

Item = TypeVar("Item")

# Fields in which documents of one circular are held against each other, and when two values
# of one say the same.
_Same = Callable[[Any, Any], bool]
_SINGLE: dict[str, _Same] = {
    "/document_type": eq,
    "/number": lambda one, other: fold_number(one) == fold_number(other),
    "/subject": same_subject,
    "/issued_on": eq,
    "/signatory/name": same_person,
    "/signatory/position": lambda one, other: fold_words(one) == fold_words(other),
    "/signatory/capacity": eq,
    "/work_arrangement/home_share": same_share,
}
# What a report tells of a circular goes behind what the circular says itself.
_OF_A_REPORT = 0.5


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which the documents of one circular differ; ``chosen`` is what is compared."""

    circular_id: str
    field: str
    value: str
    document_id: str
    confidence: float | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Circular:
    """One circular: what its documents say of it together, and where they differ."""

    told: Document
    sources: tuple[Document, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def id(self) -> str:
        """The id of the document that tells it best."""
        return self.told.id


def merge(sources: Sequence[Document]) -> Circular:
    """Return the circular that *sources* tell.

    A single value comes from the document that is surest of it, the circular itself before a
    report; lists come from the best document, with what only another has added to them.
    """
    ranked = sorted(sources, key=_rank)
    best = ranked[0]
    if len(ranked) == 1:
        return Circular(best, (best,))
    chosen: dict[str, Any] = {}
    places = dict(best.places)
    conflicts: list[Conflict] = []
    for field, same in _SINGLE.items():
        told = [doc for doc in ranked if _value(doc, field) is not None]
        if not told:
            continue
        winner = min(told, key=lambda doc: (doc.form == "report", -_confidence(doc, field)))
        chosen[field] = _value(winner, field)
        if field in winner.places:
            places[field] = winner.places[field]
        if not all(same(chosen[field], _value(doc, field)) for doc in told):
            conflicts += _conflicts(best.id, field, told, winner)
    periods, differing = _merged_periods(best, ranked)
    merged = replace(
        best,
        document_type=chosen.get("/document_type"),
        number=chosen.get("/number"),
        subject=chosen.get("/subject"),
        issued_on=chosen.get("/issued_on"),
        signatory=replace(
            best.signatory,
            name=chosen.get("/signatory/name"),
            position=chosen.get("/signatory/position"),
            capacity=chosen.get("/signatory/capacity"),
        ),
        arrangement=_arrangement(ranked, chosen.get("/work_arrangement/home_share")),
        periods=periods,
        exemptions=_united([doc.exemptions for doc in ranked], _exempted),
        duties=_united([doc.duties for doc in ranked], _demanded),
        citations=_united([doc.citations for doc in ranked], _cited),
        places=places,
    )
    return Circular(merged, tuple(ranked), (*conflicts, *differing))


def _rank(document: Document) -> tuple[float, str]:
    worth = document.confidence * (_OF_A_REPORT if document.form == "report" else 1.0)
    return -worth, document.id


def _value(document: Document, field: str) -> Any:
    value: Any = document
    for name in field.strip("/").replace("work_arrangement", "arrangement").split("/"):
        value = getattr(value, name)
    return value


def _confidence(document: Document, field: str) -> float:
    place = document.places.get(field)
    return place.confidence or 0.0 if place is not None else 0.0


def _conflicts(
    circular_id: str, field: str, told: list[Document], winner: Document
) -> list[Conflict]:
    return [
        Conflict(
            circular_id,
            field,
            str(_value(doc, field)),
            doc.id,
            doc.places[field].confidence if field in doc.places else None,
            doc is winner,
        )
        for doc in told
    ]


def _merged_periods(
    best: Document, ranked: list[Document]
) -> tuple[tuple[Period, ...], list[Conflict]]:
    """Return the periods of the best document that states any, and where another has others."""
    told = [doc for doc in ranked if doc.periods]
    if not told:
        return (), []
    if all(_agree(period, told[0].periods) for doc in told[1:] for period in doc.periods):
        return told[0].periods, []
    differing = [
        Conflict(
            best.id,
            "/effective_periods",
            "; ".join(f"{p.start or '?'} - {p.end or '?'}" for p in doc.periods),
            doc.id,
            doc.periods[0].place.confidence,
            doc is told[0],
        )
        for doc in told
    ]
    return told[0].periods, differing


def _agree(period: Period, others: Sequence[Period]) -> bool:
    """Whether one of *others* says the same as *period*, or more."""
    return any(
        period.start in {None, other.start}
        and period.end in {None, other.end}
        and (period.open_ended <= other.open_ended or period.end is not None)
        for other in others
    )


def _arrangement(ranked: list[Document], home_share: float | None) -> Arrangement:
    def first(name: str) -> Any:
        values = (getattr(doc.arrangement, name) for doc in ranked)
        return next((value for value in values if value is not None), None)

    return Arrangement(
        home_share, first("office_share"), first("rotation"), first("minimum_structural_levels")
    )


def _united(
    lists: Sequence[tuple[Item, ...]], meaning: Callable[[Item], object]
) -> tuple[Item, ...]:
    """Return the items of the first list, then those of the others that mean something new."""
    united = list(lists[0])
    known = {meaning(item) for item in united}
    for items in lists[1:]:
        new = [item for item in items if meaning(item) not in known]
        united += new
        known |= {meaning(item) for item in new}
    return tuple(united)


def _exempted(item: Exemption) -> object:
    return item.service if item.service not in {None, "other"} else fold_words(item.text)


def _demanded(item: Duty) -> object:
    return (item.type, item.modality) if item.type != "other" else fold_words(item.text)


def _cited(item: Citation) -> object:
    return fold_number(item.number) or fold_words(item.text)
