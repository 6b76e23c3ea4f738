"""The flat tables as a Frictionless data package, described as Satu Data Indonesia asks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import tomli

from circular_parser import __version__
from circular_parser.resources import model_folder

from .csv_files import write_csv
from .durable import open_whole
from .stored import StoredRecord
from .tables import TABLES, Column, Table

DESCRIPTOR = "datapackage.json"

_TYPES = {"text": "string", "timestamp": "datetime"}
_KINDS_ID = {
    "text": "Teks",
    "integer": "Bilangan bulat",
    "number": "Bilangan desimal",
    "boolean": "Benar atau salah",
    "date": "Tanggal (ISO 8601)",
    "timestamp": "Tanggal dan waktu (ISO 8601, UTC)",
}


def write_data_package(records: Iterable[StoredRecord], folder: Path) -> None:
    """Write the tables as CSV and their description, ``datapackage.json``, into *folder*.

    Raises:
        OSError: the folder cannot be written to.
    """
    write_csv(records, folder)
    with open_whole(folder / DESCRIPTOR) as file:
        json.dump(descriptor(), file, ensure_ascii=False, indent=2)
        file.write("\n")


def descriptor() -> dict[str, Any]:
    """Return the data package's description."""
    return {
        "profile": "tabular-data-package",
        "name": "circulars",
        "title": "Indonesian government circulars",
        "description": (
            "What circulars (surat edaran) rule, read by circular-parser. An empty cell is a "
            "value that the document does not state. A text that begins as a formula does "
            "(= + - @, or a tab or a break of lines) has an apostrophe before it."
        ),
        "version": __version__,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.member:
        reference = {"resource": "circulars", "fields": ["document_id"]}
        schema["foreignKeys"] = [{"fields": ["document_id"], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    known = {
        "required": column.required or None,
        "enum": list(column.values),
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern,
    }
    constraints = {key: value for key, value in known.items() if value not in (None, [])}
    return {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "title": _indonesian(table, column)["name"],
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
        "satu_data": satu_data(table, column),
    }


def satu_data(table: Table, column: Column) -> dict[str, Any]:
    """Return what Satu Data Indonesia asks of a variable; what does not apply is left out."""
    said = _indonesian(table, column)
    variable = {
        "nama_variabel": said["name"],
        "definisi": said["definition"],
        "rujukan_konsep": said.get("concept"),
        "unit_observasi": _texts()["units"][table.name],
        "ukuran": said.get("measure"),
        "satuan": said.get("unit"),
        "tipe_data": _KINDS_ID[column.kind],
        "klasifikasi": list(column.values) or _classes().get(f"{table.name}.{column.name}"),
        "aturan_validasi": _rules(table, column),
        "referensi": said.get("reference"),
    }
    return {key: value for key, value in variable.items() if value}


def _rules(table: Table, column: Column) -> list[str]:
    rules = ["wajib diisi"] if column.required else []
    if (column.name,) == table.key:
        rules.append("unik")
    if column.values:
        rules.append("salah satu dari klasifikasi")
    if column.minimum is not None:
        rules.append(f"paling kecil {column.minimum:g}")
    if column.maximum is not None:
        rules.append(f"paling besar {column.maximum:g}")
    if column.pattern:
        rules.append(f"berpola {column.pattern}")
    return rules


def _indonesian(table: Table, column: Column) -> dict[str, str]:
    columns = _texts()["columns"]
    said: dict[str, str] = columns.get(f"{table.name}.{column.name}") or columns[column.name]
    return said


@cache
def _classes() -> dict[str, list[str]]:
    """Return the classes of the shipped vocabularies: not a rule, for users may add their own."""
    base = model_folder().base
    services = tomli.loads((base / "services.toml").read_text(encoding="utf-8"))
    types = tomli.loads((base / "duty_types.toml").read_text(encoding="utf-8"))["types"]
    return {
        "exempt_services.service": [name for name in services if name != "kinds"],
        "obligations.type": [*types, "other"],
    }


@cache
def _texts() -> dict[str, dict[str, Any]]:
    text = resources.files(__package__).joinpath("columns_id.toml").read_text(encoding="utf-8")
    return tomli.loads(text)
