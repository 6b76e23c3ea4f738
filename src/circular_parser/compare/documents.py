"""What a comparison takes from the record of one document, each value with its evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Literal

from pydantic_core import from_json

from circular_parser.errors import BrokenFileError
from circular_parser.exports.identity import readable_id
from circular_parser.exports.stored import StoredRecord

Form = Literal["circular", "report"]
Record = dict[str, Any]


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
    """One circular as one document tells it; ``places`` holds the evidence of single values.

    ``id`` is the SHA-256 of the document, ``readable_id`` made of region, type, day and number.
    """

    id: str
    readable_id: str
    path: str
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
        return PurePath(self.path).name

    @property
    def whose(self) -> str:
        """The region that issued it, else the office, else the name of its file."""
        if self.issuer.region is not None:
            return self.issuer.region
        title = self.issuer.title or self.name
        return title.title().replace(" Dan ", " dan ") if title.isupper() else title


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


def document_of(stored: StoredRecord) -> Document:
    """Return what is compared of a *stored* record.

    Raises:
        BrokenFileError: it is no record.
    """
    try:
        record = from_json(stored.record, cache_strings="all")
        return _document(record, stored)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        detail = f"no record: {type(error).__name__}: {error}"
        raise BrokenFileError(stored.path, detail) from None


def _document(record: Record, stored: StoredRecord) -> Document:
    places = _Places(stored.document_id, record["evidence"])
    issuer, signatory = record["issuer"], record["signatory"]
    # Null as a whole where the document arranges nothing.
    arrangement = record["work_arrangement"] or {}
    return Document(
        id=stored.document_id,
        readable_id=readable_id(record, stored.document_id),
        path=stored.path,
        form=record["source"]["form"],
        confidence=record["confidence"],
        document_type=record["document_type"],
        number=record["number"],
        subject=record["subject"],
        issued_on=_date(record["issued_on"]),
        issuer=Issuer(
            issuer["title"],
            issuer["level"],
            issuer["region"],
            issuer["region_code"],
            issuer["province"],
        ),
        signatory=Signatory(
            signatory["name"],
            signatory["position"],
            signatory["capacity"],
            signatory["on_behalf_of"],
        ),
        arrangement=Arrangement(
            arrangement.get("home_share"),
            arrangement.get("office_share"),
            arrangement.get("rotation"),
            arrangement.get("minimum_structural_levels"),
        ),
        periods=tuple(
            Period(
                _date(item["start"]),
                _date(item["end"]),
                item["open_ended"],
                places.of(f"/effective_periods/{index}", item["text"]),
            )
            for index, item in enumerate(record["effective_periods"])
        ),
        exemptions=tuple(
            Exemption(
                item["text"],
                item["kind"],
                item["service"],
                places.of(f"/exempt_services/{index}", item["text"]),
            )
            for index, item in enumerate(record["exempt_services"])
        ),
        duties=tuple(
            Duty(
                item["text"],
                item["type"],
                item["modality"],
                item["bearer"],
                item["exception"],
                item["consequence"],
                places.of(f"/obligations/{index}", item["text"]),
            )
            for index, item in enumerate(record["obligations"])
        ),
        citations=tuple(
            Citation(
                item["text"],
                item["document_type"],
                item["number"],
                item["relation"],
                places.of(f"/references/{index}", item["text"]),
            )
            for index, item in enumerate(record["references"])
        ),
        places=places.single(),
    )


class _Places:
    """The evidence of a record, by JSON Pointer."""

    def __init__(self, document_id: str, evidence: Mapping[str, Any]) -> None:
        self._document_id = document_id
        self._evidence = evidence

    def of(self, pointer: str, text: str) -> Place:
        """Return the place of the value at *pointer*, its *text* alone where none is recorded."""
        found = self._evidence.get(pointer)
        if not found:
            return Place(self._document_id, text, None, None, None, None, None)
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
        return {pointer: self.of(pointer, "") for pointer in _SINGLE if self._evidence.get(pointer)}


def _date(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
