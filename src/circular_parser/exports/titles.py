"""How a circular is called in catalogues of law."""

from __future__ import annotations

from typing import Any

TYPE_NAMES = {
    "surat_edaran": "Surat Edaran",
    "instruksi": "Instruksi",
    "keputusan": "Keputusan",
    "peraturan": "Peraturan",
    "surat": "Surat",
    "pengumuman": "Pengumuman",
    "maklumat": "Maklumat",
    "nota_dinas": "Nota Dinas",
    "surat_perintah": "Surat Perintah",
}


def full_title(record: dict[str, Any]) -> str:
    """Return ``<type> <office> Nomor <number> tentang <subject>``, less what is not stated."""
    parts = [TYPE_NAMES.get(record["document_type"], "Naskah dinas")]
    if record["issuer"]["title"]:
        parts.append(record["issuer"]["title"])
    if record["number"]:
        parts.append(f"Nomor {record['number']}")
    if record["subject"]:
        parts.append(f"tentang {record['subject']}")
    return " ".join(parts)
