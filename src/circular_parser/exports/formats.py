"""Hands records over in the form that was asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
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
        How many records were read.

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
    folder.mkdir(parents=True, exist_ok=True)
    counted = _Counted(_since(read_records(source), since))
    _writer(form, base_url)(counted, destination)
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


def _since(records: Iterable[StoredRecord], since: dt.datetime | None) -> Iterator[StoredRecord]:
    for record in records:
        if since is not None and record.parsed_at is None:
            detail = "nothing tells when it was parsed, as --since asks"
            raise ExportError(record.path, detail)
        if since is None or dt.datetime.fromisoformat(record.parsed_at or "") >= since:
            yield record


def _writer(
    form: ExportFormat, base_url: str | None
) -> Callable[[Iterable[StoredRecord], Path], object]:
    """Return what writes the *form*; each is loaded when it is asked for."""
    if form is ExportFormat.csv:
        from .csv_files import write_csv

        return write_csv
    if form is ExportFormat.frictionless:
        from .data_package import write_data_package

        return write_data_package
    if form is ExportFormat.parquet:
        from .parquet import write_parquet

        return write_parquet
    if form is ExportFormat.sqlite:
        from .sqlite import write_sqlite

        return write_sqlite
    if form is ExportFormat.xlsx:
        try:
            from .workbook import write_workbook
        except ImportError as error:
            detail = f"{error.name} is missing: pip install 'circular-parser[exports]'"
            raise ExportError(form.value, detail) from None
        return write_workbook
    if form is ExportFormat.jdihn:
        from .jdihn import write_jdihn

        return lambda records, path: write_jdihn(records, path, base_url)
    if form is ExportFormat.jsonld:
        from .linked_data import write_linked_data

        return write_linked_data
    if form is ExportFormat.akn:
        from .akoma_ntoso import write_akoma_ntoso

        return write_akoma_ntoso
    from .change_feed import update_feed

    return update_feed
