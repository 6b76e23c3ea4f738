"""Circulars of our own making, for the tests of comparisons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from circular_parser.compare import Comparison
from circular_parser.compare.comparison import compare_documents
from circular_parser.compare.documents import Document, document_of
from circular_parser.record import (
    Circular,
    EffectivePeriod,
    ExemptService,
    Issuer,
    Obligation,
    Reference,
    Signatory,
    Source,
)
from made_records import content_hash, stored

BARRU = Issuer(
    title="Bupati Barru",
    level="kabupaten",
    region="Kabupaten Barru",
    region_code="73.11",
    province="Sulawesi Selatan",
)
PALOPO = Issuer(
    title="Wali Kota Palopo",
    level="kota",
    region="Kota Palopo",
    region_code="73.73",
    province="Sulawesi Selatan",
)


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def record(name: str, form: str = "circular", **changes: Any) -> Circular:
    """Return the record of a circular of Barru; *changes* replaces members."""
    source = Source(
        path=f"in/{name}", sha256=content_hash(name), media_type="text/plain", form=form
    )
    values: dict[str, Any] = {
        "source": source,
        "document_type": "surat_edaran",
        "number": "800/12/BKPSDM/2020",
        "subject": "Pelaksanaan tugas dari rumah",
        "issued_on": dt.date(2020, 3, 18),
        "issuer": BARRU,
        "signatory": Signatory(name="Rahman Malik", position="Bupati Barru", capacity="definitive"),
        "confidence": 0.8,
    }
    return Circular(**(values | changes))


def told(name: str, form: str = "circular", **changes: Any) -> Document:
    return document_of(stored(record(name, form, **changes)))


def compared(*documents: Document, on: str | None = None) -> Comparison:
    return compare_documents(documents, day(on))


def period(start: str | None, end: str | None = None, open_ended: bool = False) -> EffectivePeriod:
    return EffectivePeriod(
        start=day(start), end=day(end), open_ended=open_ended, text="masa berlaku"
    )


def duty(
    type_: str, modality: str = "must", text: str = "aturan", bearer: str | None = None
) -> Obligation:
    return Obligation(text=text, type=type_, modality=modality, bearer=bearer)


def service(text: str, service_: str | None, kind: str = "agency") -> ExemptService:
    return ExemptService(text=text, kind=kind, service=service_)


def cites(
    text: str, number: str | None, relation: str | None = "basis", type_: str = "surat_edaran"
) -> Reference:
    return Reference(text=text, document_type=type_, number=number, relation=relation)
