"""Hands records over in the form that was asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from circular_parser.errors import ExportError

from .stored import StoredRecord


class ExportFormat(StrEnum):
    """What records can be exported to."""

    csv = "csv"
    parquet = "parquet"
    sqlite = "sqlite"
    xlsx = "xlsx"
    frictionless = "frictionless"
    jdihn = "jdihn"
    jsonld = "jsonld"
    akn = "akn"
    feed = "feed"


_WRITERS = {
    ExportFormat.csv: (".csv_files", "write_csv"),
    ExportFormat.parquet: (".parquet", "write_parquet"),
    ExportFormat.sqlite: (".sqlite", "write_sqlite"),
    ExportFormat.xlsx: (".workbook", "write_workbook"),
    ExportFormat.frictionless: (".data_package", "write_data_package"),
    ExportFormat.jdihn: (".jdihn", "write_jdihn"),
    ExportFormat.jsonld: (".linked_data", "write_linked_data"),
    ExportFormat.akn: (".akoma_ntoso", "write_akoma_ntoso"),
    ExportFormat.feed: (".change_feed", "update_feed"),
}
# The file that a form makes in a folder; the others fill the folder with files.
_FILES = {
    ExportFormat.sqlite: "circulars.sqlite",
    ExportFormat.xlsx: "circulars.xlsx",
    ExportFormat.jdihn: "jdihn.json",
    ExportFormat.jsonld: "circulars.jsonld",
    ExportFormat.feed: "changes.jsonl",
}
# What a batch writes too, and goes on writing.
_OF_A_BATCH = {ExportFormat.parquet, ExportFormat.sqlite}


def export_records(
    source: Path,
    form: ExportFormat,
    destination: Path,
    *,
    since: dt.datetime | None = None,
    base_url: str | None = None,
) -> int:
    """Write the records that *source* holds to *destination*.

    Args:
        source: what :func:`~circular_parser.exports.records.read_records` reads.
        form: the form.
        destination: the file; a folder for the forms of many files, which may be given for
            the others too.
        since: leaves out what was parsed before; *source* must be a batch or Parquet, for
            others do not tell when that was.
        base_url: where the documents can be had, for the feed of JDIHN.

    Returns:
        How many records were exported; of a feed, how many there are.

    Raises:
        DocumentError: *source* cannot be read, or this cannot be made of it.
        OSError: *destination* cannot be written to.
    """
    from .json_lines import RECORDS
    from .records import read_records

    if since is not None and form is ExportFormat.feed:
        raise ExportError(str(source), "a feed needs all records to tell what was removed")
    if form in _FILES and destination.is_dir():
        destination /= _FILES[form]
    folder = destination.parent if form in _FILES else destination
    if form in _OF_A_BATCH and (folder / RECORDS).exists():
        raise ExportError(str(folder), f"a batch keeps its own {form.value} here")
    writer = _writer(form)
    folder.mkdir(parents=True, exist_ok=True)
    counted = _Counted(_since(source, since, read_records(source)))
    options = {"base_url": base_url} if form is ExportFormat.jdihn else {}
    writer(counted, destination, **options)
    return counted.count


class _Counted:
    """Counts what is taken of some records."""

    def __init__(self, records: Iterable[StoredRecord]) -> None:
        self._records = records
        self.count = 0

    def __iter__(self) -> Iterator[StoredRecord]:
        for record in self._records:
            self.count += 1
            yield record


def _since(
    source: Path, since: dt.datetime | None, records: Iterable[StoredRecord]
) -> Iterator[StoredRecord]:
    for record in records:
        if since is not None and record.parsed_at is None:
            detail = "nothing tells when its records were parsed, as --since asks"
            raise ExportError(str(source), detail)
        if since is None or dt.datetime.fromisoformat(record.parsed_at or "") >= since:
            yield record


def _writer(form: ExportFormat) -> Callable[..., object]:
    """Return what writes the *form*; each is loaded when it is asked for."""
    module, function = _WRITERS[form]
    try:
        writer: Callable[..., object] = getattr(import_module(module, __package__), function)
    except ModuleNotFoundError as error:
        detail = f"{error.name} is missing: pip install 'circular-parser[exports]'"
        raise ExportError(form.value, detail) from None
    return writer
