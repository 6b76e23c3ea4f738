"""What a comparison takes from the record of one document, each value with its evidence.

A record is read leniently: keys that are absent count as not stated, so that records made by
hand are compared like those of the parser.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Literal

Form = Literal["circular", "report"]
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its quote, and in which document, on which page, found by what."""

    document_id: str
    quote: str
    page: int | None
    start: int | None
    end: int | None
    rule: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Period:
    """A period in which a measure applies; ``end`` None: open, or not stated."""

    start: dt.date | None
    end: dt.date | None
    open_ended: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Exemption:
    """A service, agency or position that goes on working."""

    text: str
    kind: str
    service: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule: who must, must not, should or may do what."""

    text: str
    type: str
    modality: str
    bearer: str | None
    exception: str | None
    consequence: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document that this one names, and what it does with it."""

    text: str
    document_type: str | None
    number: str | None
    relation: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Issuer:
    """The office in whose name a document is issued."""

    title: str | None
    level: str | None
    region: str | None
    region_code: str | None
    province: str | None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed, and in what capacity."""

    name: str | None
    position: str | None
    capacity: str | None
    on_behalf_of: str | None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Shares of staff, rotation, and how many structural levels stay at the office."""

    home_share: float | None
    office_share: float | None
    rotation: str | None
    minimum_structural_levels: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """One circular as one document tells it; ``places`` holds the evidence of single values."""

    id: str
    path: str | None
    sha256: str | None
    form: Form
    confidence: float
    document_type: str | None
    number: str | None
    subject: str | None
    issued_on: dt.date | None
    issuer: Issuer
    signatory: Signatory
    arrangement: Arrangement
    periods: tuple[Period, ...]
    exemptions: tuple[Exemption, ...]
    duties: tuple[Duty, ...]
    citations: tuple[Citation, ...]
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its file, else its id."""
        return PurePath(self.path).name if self.path else self.id


_SINGLE = (
    "/document_type",
    "/number",
    "/subject",
    "/issued_on",
    "/issuer/title",
    "/signatory/name",
    "/signatory/position",
    "/signatory/capacity",
    "/work_arrangement/home_share",
    "/work_arrangement/rotation",
)


def document_of(document_id: str, record: Record, path: str | None = None) -> Document:
    """Return what is compared of a *record*, JSON as the parser writes it.

    Raises:
        ValueError: a date is none.
        TypeError: a part of the record has another type than the schema says.
    """
    source = _part(record, "source")
    places = _Places(document_id, _part(record, "evidence"))
    issuer, signatory = _part(record, "issuer"), _part(record, "signatory")
    arrangement = _part(record, "work_arrangement")
    return Document(
        id=document_id,
        path=path or source.get("path"),
        sha256=source.get("sha256"),
        form="report" if source.get("form") == "report" else "circular",
        confidence=record.get("confidence") or 0.0,
        document_type=record.get("document_type"),
        number=record.get("number"),
        subject=record.get("subject"),
        issued_on=_date(record.get("issued_on")),
        issuer=Issuer(
            issuer.get("title"),
            issuer.get("level"),
            issuer.get("region"),
            issuer.get("region_code"),
            issuer.get("province"),
        ),
        signatory=Signatory(
            signatory.get("name"),
            signatory.get("position"),
            signatory.get("capacity"),
            signatory.get("on_behalf_of"),
        ),
        arrangement=Arrangement(
            arrangement.get("home_share"),
            arrangement.get("office_share"),
            arrangement.get("rotation"),
            arrangement.get("minimum_structural_levels"),
        ),
        periods=tuple(
            Period(
                _date(item.get("start")),
                _date(item.get("end")),
                bool(item.get("open_ended")),
                places.of(f"/effective_periods/{index}", item.get("text")),
            )
            for index, item in enumerate(record.get("effective_periods") or ())
        ),
        exemptions=tuple(
            Exemption(
                item["text"],
                item.get("kind") or "service",
                item.get("service"),
                places.of(f"/exempt_services/{index}", item["text"]),
            )
            for index, item in enumerate(record.get("exempt_services") or ())
        ),
        duties=tuple(
            Duty(
                item["text"],
                item["type"],
                item["modality"],
                item.get("bearer"),
                item.get("exception"),
                item.get("consequence"),
                places.of(f"/obligations/{index}", item["text"]),
            )
            for index, item in enumerate(record.get("obligations") or ())
        ),
        citations=tuple(
            Citation(
                item["text"],
                item.get("document_type"),
                item.get("number"),
                item.get("relation"),
                places.of(f"/references/{index}", item["text"]),
            )
            for index, item in enumerate(record.get("references") or ())
        ),
        places=places.single(),
    )


class _Places:
    """The evidence of a record, by JSON Pointer."""

    def __init__(self, document_id: str, evidence: Mapping[str, Any]) -> None:
        self._document_id = document_id
        self._evidence = evidence

    def of(self, pointer: str, text: str | None) -> Place:
        """Return the place of the value at *pointer*, its *text* alone where none is recorded."""
        found = self._evidence.get(pointer)
        if not found:
            return Place(self._document_id, text or "", None, None, None, None, None)
        first = found[0]
        return Place(
            self._document_id,
            first["quote"],
            first["page"],
            first["start"],
            first["end"],
            first["rule"],
            first["confidence"],
        )

    def single(self) -> dict[str, Place]:
        """Return the places of the single values that have one."""
        return {
            pointer: self.of(pointer, None) for pointer in _SINGLE if self._evidence.get(pointer)
        }


def _part(record: Record, key: str) -> Mapping[str, Any]:
    part = record.get(key) or {}
    if not isinstance(part, Mapping):
        raise TypeError(f"{key} is no object")
    return part


def _date(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
