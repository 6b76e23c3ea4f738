"""Records of our own making, for the tests of what is made of records."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from circular_parser.exports.stored import StoredRecord
from circular_parser.record import (
    Circular,
    EffectivePeriod,
    Evidence,
    ExemptService,
    Issuer,
    Obligation,
    RecordWarning,
    Reference,
    Signatory,
    Source,
    SourcePage,
    WorkArrangement,
)

# What a file of any kind must carry or make harmless: formulas, quotes, breaks, control
# characters, markup, other scripts.
HOSTILE = (
    "=cmd|'/c calc'!A1 \"x\",\ty\r\nz <b>&amp;</b> ]]> "
    "\x00\x07\x1f\u2028\ufffe \U0001f600 O'Neil; --"
)


def content_hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def circular(name: str = "a", **changes: Any) -> Circular:
    """Return a record with a value in every member; *changes* replaces some."""
    place = Evidence(
        page=2,
        bbox=(72.0, 90.5, 300.0, 104.0),
        start=40,
        end=52,
        quote="wajib masker",
        confidence=0.91,
        rule="duties.verb",
    )
    values: dict[str, Any] = {
        "source": Source(
            path=f"in/{name}.pdf",
            sha256=content_hash(name),
            media_type="application/pdf",
            form="circular",
            pages=[
                SourcePage(number=1, role="letter", text_source="text_layer", reason="good"),
                SourcePage(
                    number=2, role="annex", text_source="ocr", reason="scan", ocr_confidence=0.9
                ),
            ],
        ),
        "document_type": "surat_edaran",
        "number": "060/123/Org/2021",
        "subject": "Penyesuaian Sistem Kerja",
        "issued_on": dt.date(2021, 7, 5),
        "issued_at": "Maros",
        "issuer": Issuer(
            title="Bupati Maros",
            level="kabupaten",
            region="Kabupaten Maros",
            region_code="73.09",
            province="Sulawesi Selatan",
        ),
        "signatory": Signatory(
            name="Drs. H. Andi Contoh, M.Si.",
            position="Sekretaris Daerah",
            capacity="plh",
            on_behalf_of="Bupati Maros",
            rank="Pembina Utama Madya",
            nip="19650101 199003 1 001",
            electronic=False,
        ),
        "addressees": ["Kepala Perangkat Daerah", "Camat"],
        "effective_periods": [
            EffectivePeriod(
                start=dt.date(2021, 7, 6), end=dt.date(2021, 7, 20), text="6 s.d. 20 Juli 2021"
            ),
            EffectivePeriod(start=dt.date(2021, 8, 1), open_ended=True, text="mulai 1 Agustus"),
        ],
        "work_arrangement": WorkArrangement(home_share=0.75, office_share=0.25),
        "exempt_services": [
            ExemptService(text="RSUD", kind="service", service="hospital"),
            ExemptService(text="Camat", kind="position"),
        ],
        "obligations": [
            Obligation(
                text="Pegawai wajib memakai masker",
                type="wear_mask",
                modality="must",
                bearer="Pegawai",
                exception="kecuali makan",
                consequence="teguran",
            )
        ],
        "references": [
            Reference(
                text="Instruksi Menteri Dalam Negeri Nomor 15 Tahun 2021",
                document_type="instruksi",
                number="15 Tahun 2021",
                relation="basis",
            ),
            Reference(text="Surat Edaran Nomor 060/9/Org/2021", relation="amends"),
        ],
        "copies_to": ["Gubernur Sulawesi Selatan"],
        "evidence": {"/obligations/0": [place], "/number": [place]},
        "confidence": 0.8,
        "warnings": [RecordWarning(code="inferred_year", message="m", field="/issued_on")],
    }
    return Circular(**(values | changes))


def bare(name: str = "bare") -> Circular:
    """Return a record that states nothing."""
    source = Source(sha256=content_hash(name), media_type="text/plain", form="report")
    return Circular(source=source)


def stored(
    record: Circular, path: str | None = None, parsed_at: str | None = "2026-01-02T03:04:05Z"
) -> StoredRecord:
    return StoredRecord(
        record.source.sha256,
        path or record.source.path or "-",
        parsed_at,
        "1.2.3",
        record.model_dump_json(),
    )


def batch(*names: str, **changes: Any) -> list[StoredRecord]:
    """Return one stored record each name."""
    return [stored(circular(name, **changes)) for name in names]
