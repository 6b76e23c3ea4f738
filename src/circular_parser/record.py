"""The record of one circular: what a document rules, each value traced to its place.

Plain data, no behaviour. ``null`` and ``[]`` say that the document does not state the
value. The JSON Schema is generated from these models and published as
``docs/circular.schema.json``; ``SCHEMA_VERSION`` changes whenever it does.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0.0"

DocumentType = Literal[
    "surat_edaran",
    "instruksi",
    "keputusan",
    "peraturan",
    "surat",
    "pengumuman",
    "maklumat",
    "nota_dinas",
    "surat_perintah",
    "other",
]
Level = Literal["kota", "kabupaten", "provinsi", "kementerian", "lembaga", "kecamatan", "desa"]
Capacity = Literal["definitive", "plt", "plh", "pj", "pjs", "ad_interim"]
Modality = Literal["must", "must_not", "should", "may"]
ExemptKind = Literal["service", "agency", "position"]
Relation = Literal["basis", "follows_up", "amends", "extends", "revokes"]
PageRole = Literal["letter", "annex", "cover_sheet", "forwarding_letter", "blank", "other"]

Share = Annotated[float, Field(ge=0, le=1)]


class _Part(BaseModel):
    """Base of all parts: unknown keys are refused, values are checked on assignment."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class SourcePage(_Part):
    """One page of the source and how its text was had."""

    number: int = Field(ge=1, description="Page number from 1, in the order of the file.")
    role: PageRole = Field(description="What the page is in the file.")
    text_source: Literal["text_layer", "ocr", "plain"] = Field(
        description="Where the page's text comes from."
    )
    reason: str = Field(description="Why that source was chosen, as a short code.")
    ocr_confidence: Share | None = Field(
        None, description="Mean word confidence of the OCR engine, 0..1; null without OCR."
    )
    rotation: Literal[0, 90, 180, 270] = Field(
        0, description="Degrees clockwise the page was turned to stand upright."
    )
    skew: float = Field(
        0.0, description="Skew found and removed, in degrees, positive counter-clockwise."
    )


class Source(_Part):
    """The file and what kind of text it holds."""

    path: str | None = Field(None, description="Path as given by the caller; null for bytes.")
    sha256: str = Field(description="SHA-256 of the file's bytes, hexadecimal.")
    media_type: str = Field(description="Media type found from the bytes.")
    form: Literal["circular", "report"] = Field(
        description="The document itself, or a text about one such as a news article."
    )
    pages: list[SourcePage] = Field(default_factory=list, description="One item each page.")


class Issuer(_Part):
    """The office in whose name the document is issued."""

    title: str | None = Field(None, description="Office, as printed; the a.n. office if any.")
    level: Level | None = Field(None, description="Level of government.")
    region: str | None = Field(
        None,
        description="Region in full (`Kota Metro`, `Kabupaten Kudus`, `Provinsi Lampung`); "
        "null for national bodies.",
    )
    region_code: str | None = Field(
        None, pattern=r"^\d\d(\.\d\d)?$", description="Kemendagri code of the region (`18.72`)."
    )
    province: str | None = Field(None, description="Province of the region, without the word.")


class Signatory(_Part):
    """The person who signs."""

    name: str | None = Field(None, description="Name with degrees, as printed.")
    position: str | None = Field(
        None, description="Position of the person who signs, without Plt. or a.n."
    )
    capacity: Capacity | None = Field(None, description="In what capacity the post is held.")
    on_behalf_of: str | None = Field(None, description="Office after a.n.; null if none.")
    rank: str | None = Field(None, description="Civil service rank (pangkat), as printed.")
    nip: str | None = Field(None, description="Civil servant number (NIP), as printed.")
    electronic: bool | None = Field(
        None, description="True when signed electronically; null where it cannot be known."
    )


class EffectivePeriod(_Part):
    """A period in which a measure of this document applies."""

    start: dt.date | None = Field(None, description="First day; null if not stated.")
    end: dt.date | None = Field(None, description="Last day; null if not stated.")
    open_ended: bool = Field(
        False, description="True when it says until further notice or until a time to be set."
    )
    text: str = Field(description="The phrase that states the period.")


class WorkArrangement(_Part):
    """Work from home, shares and rotation; members not stated are null."""

    home_share: Share | None = Field(None, description="Share of staff who work from home.")
    office_share: Share | None = Field(None, description="Share of staff at the office.")
    rotation: str | None = Field(None, description="Quoted phrase of a rotation.")
    minimum_structural_levels: int | None = Field(
        None, ge=0, description="Structural levels that must stay at the office."
    )


class ExemptService(_Part):
    """A service, agency or position to which the restriction does not apply."""

    text: str = Field(description="The item alone, as printed.")
    kind: ExemptKind = Field(description="Service, agency (a named unit) or position.")
    service: str | None = Field(None, description="Taxonomy id; null for a position.")


class Obligation(_Part):
    """One rule laid on officials, staff, units or the public."""

    text: str = Field(description="The clause that states the rule.")
    type: str = Field(description="Taxonomy id of what is to be done; `other` if none fits.")
    modality: Modality = Field(description="Force of the rule.")
    bearer: str | None = Field(None, description="Who must, as printed.")
    exception: str | None = Field(None, description="What is excepted, as printed.")
    consequence: str | None = Field(None, description="Sanction, as printed.")


class Reference(_Part):
    """Another document that this one cites."""

    text: str = Field(description="The citation as printed.")
    document_type: DocumentType | None = Field(None, description="Type of the cited document.")
    number: str | None = Field(None, description="Its number; null where none is printed.")
    relation: Relation | None = Field(None, description="What this document does with it.")


class Alternative(_Part):
    """A candidate that lost."""

    value: str = Field(description="The value it would have given.")
    confidence: Share = Field(description="Confidence, 0..1.")
    rule: str = Field(description="Name of the rule that found it.")
    start: int = Field(ge=0, description="Offset in the document's text.")
    end: int = Field(ge=0, description="Offset after the last character.")


class Evidence(_Part):
    """Where a value stands and what found it."""

    page: int | None = Field(description="Page number from 1.")
    bbox: tuple[float, float, float, float] | None = Field(
        description="x0, top, x1, bottom in PDF points from the page's top left; "
        "null where the source has no page image."
    )
    start: int = Field(ge=0, description="Offset in the document's text.")
    end: int = Field(ge=0, description="Offset after the last character.")
    quote: str = Field(description="The document's text from start to end.")
    confidence: Share = Field(description="Confidence in the value, 0..1.")
    rule: str = Field(description="Name of the rule that found it.")
    alternatives: list[Alternative] = Field(
        default_factory=list, description="Candidates that lost, best first."
    )


class RecordWarning(_Part):
    """Something a person should look at."""

    code: str = Field(description="Stable code, listed in docs/errors.md.")
    message: str = Field(description="What was found, in one line.")
    field: str | None = Field(None, description="JSON Pointer of the value concerned.")


class Circular(_Part):
    """One circular, or what a report says of one."""

    schema_version: str = Field(SCHEMA_VERSION, description="Version of this schema.")
    source: Source = Field(description="The file the record was made from.")
    document_type: DocumentType | None = Field(None, description="Type of the document.")
    number: str | None = Field(
        None, description="Its own number as printed, without spaces round / . -"
    )
    subject: str | None = Field(None, description="The words after TENTANG, Hal or Perihal.")
    issued_on: dt.date | None = Field(None, description="Day of signing.")
    issued_at: str | None = Field(None, description="Place of signing.")
    issuer: Issuer = Field(default_factory=Issuer, description="The issuing office.")
    signatory: Signatory = Field(default_factory=Signatory, description="Who signs.")
    addressees: list[str] = Field(default_factory=list, description="To whom it is addressed.")
    effective_periods: list[EffectivePeriod] = Field(
        default_factory=list, description="Periods of this document's measures, main one first."
    )
    work_arrangement: WorkArrangement | None = Field(
        None, description="Null where the document arranges no work from home or shifts."
    )
    exempt_services: list[ExemptService] = Field(
        default_factory=list, description="Who goes on working in spite of the restriction."
    )
    obligations: list[Obligation] = Field(default_factory=list, description="Rules laid down.")
    references: list[Reference] = Field(default_factory=list, description="Documents cited.")
    copies_to: list[str] = Field(default_factory=list, description="Who gets a copy (tembusan).")
    evidence: dict[str, list[Evidence]] = Field(
        default_factory=dict, description="JSON Pointer of a value to its places."
    )
    confidence: Share = Field(0.0, description="Confidence in the whole record, 0..1.")
    warnings: list[RecordWarning] = Field(
        default_factory=list, description="What a person should look at."
    )
