"""The feed that the national network of legal documentation (JDIHN) harvests."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from pydantic_core import from_json

from .cells import clean
from .durable import open_whole
from .stored import StoredRecord, printable_path
from .titles import TYPE_NAMES, full_title

# What the feed prints for keys that the kind of document does not have.
_NONE = "-"
_HEAD_OF_REGION = re.compile(r"(gubernur|bupati|wali\s?kota)\b", re.IGNORECASE)
_HEADS = {"gubernur": "Gubernur", "bupati": "Bupati", "walikota": "Walikota"}


def write_jdihn(
    records: Iterable[StoredRecord], path: Path, base_url: str | None = None, on: str | None = None
) -> None:
    """Write the JSON array *path*, one object each circular; reports about one are left out.

    Args:
        records: the records.
        path: the file.
        base_url: where the documents can be had; their file names are added to it.
        on: the day for which the status is told, ISO; today by default.

    Raises:
        OSError: it cannot be written.
    """
    day = on or dt.date.today().isoformat()
    with open_whole(path) as file:
        file.write("[")
        for number, entry in enumerate(_entries(records, base_url, day)):
            file.write(",\n" if number else "\n")
            json.dump(entry, file, ensure_ascii=False)
        file.write("\n]\n")


def _entries(
    records: Iterable[StoredRecord], base_url: str | None, day: str
) -> Iterator[dict[str, str]]:
    for stored in records:
        record = from_json(stored.record)
        if record["source"]["form"] == "circular":
            entry = jdihn_entry(stored, record, base_url, day)
            yield {key: clean(value) for key, value in entry.items()}


def jdihn_entry(
    stored: StoredRecord, record: dict[str, Any], base_url: str | None, day: str
) -> dict[str, str]:
    """Return the feed's object of one circular: texts all, empty where nothing is stated."""
    date = record["issued_on"] or ""
    kind = record["document_type"]
    pages = len(record["source"]["pages"])
    name = PurePosixPath(printable_path(stored.path).replace("\\", "/")).name
    short = "SE" if kind == "surat_edaran" else _NONE
    region = record["issuer"]["region"] or record["issuer"]["title"] or ""
    return {
        "idData": stored.document_id,
        "tahun_pengundangan": date[:4],
        "tanggal_pengundangan": date,
        "jenis": TYPE_NAMES.get(kind, ""),
        "noPeraturan": record["number"] or "",
        "judul": full_title(record),
        "noPanggil": _NONE,
        "singkatanJenis": short,
        "tempatTerbit": record["issued_at"] or "",
        "penerbit": record["issuer"]["title"] or "",
        "deskripsiFisik": f"{pages} hlm" if pages else _NONE,
        "sumber": f"{short} {region} {date[:4]} : {pages} HLM".upper() if pages else _NONE,
        "subjek": (record["subject"] or "").upper(),
        "isbn": _NONE,
        "status": "Tidak Berlaku" if _is_over(record, day) else "Berlaku",
        "bahasa": "Indonesia",
        "bidangHukum": "Hukum Administrasi Negara",
        "teuBadan": corporate_author(record["issuer"]),
        "nomorIndukBuku": _NONE,
        "fileDownload": name,
        "urlDownload": base_url.rstrip("/") + "/" + quote(name) if base_url else _NONE,
        "urlDetailPeraturan": _NONE,
        "operasi": "4",
        "display": "1",
        "lastUpdated": stored.parsed_at or "",
    }


def _is_over(record: dict[str, Any], day: str) -> bool:
    """Whether every period that the circular states ended before *day*."""
    periods = record["effective_periods"]
    return bool(periods) and all(
        period["end"] is not None and not period["open_ended"] and period["end"] < day
        for period in periods
    )


def corporate_author(issuer: dict[str, Any]) -> str:
    """Return the heading of the body that issued (T.E.U. badan): ``Maros. Bupati``."""
    title, region = issuer["title"] or "", issuer["region"]
    if region is None:
        ministry = re.sub(r"^menteri\b", "Kementerian", title, flags=re.IGNORECASE)
        return f"Indonesia. {ministry}" if title else ""
    kind, _, name = region.partition(" ")
    head = _HEAD_OF_REGION.match(title)
    if head:
        return f"{name}. {_HEADS[head[1].replace(' ', '').lower()]}"
    office = re.sub(rf"\s+{re.escape(region)}$", "", title, flags=re.IGNORECASE)
    return f"{name} ({kind}). {office}" if office else f"{name} ({kind})"
