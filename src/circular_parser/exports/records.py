"""Reads records back from whatever holds them: a batch, JSON Lines, JSON files, Parquet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError
from pydantic_core import from_json, to_json

from circular_parser.errors import BrokenFileError, NotFoundError, UnreadableError
from circular_parser.record import Circular

from .json_lines import INDEX, RECORDS, IndexedRecord, read_index
from .stored import StoredRecord

__all__ = ["StoredRecord", "read_records"]

_ROWS = 500
# The one member of a record with this name; to look for it is quicker than to read all of it.
_STATED = re.compile(rb'"sha256":\s*"([0-9a-f]{64})"')


def read_records(path: Path) -> Iterator[StoredRecord]:
    """Yield the records that *path* holds, one each document: the last where there are several.

    Args:
        path: the folder of a batch, a file of JSON Lines, a folder of ``<stem>.json``, or a
            Parquet file or folder with nested records.

    Raises:
        DocumentError: there is nothing there, it cannot be read, or it holds what is no record.
    """
    try:
        if not path.exists():
            raise NotFoundError(str(path), "there is no such file or folder")
        yield from _reader(path)
    except OSError as error:
        raise UnreadableError(str(path), f"not read: {error.strerror or error}") from None


def _reader(path: Path) -> Iterator[StoredRecord]:
    if path.is_file():
        return _read_parquet([path]) if path.suffix == ".parquet" else _read_lines(path)
    if (path / RECORDS).is_file():
        return _read_lines(path / RECORDS)
    nested = path / "records"
    for folder in (nested, path):
        if parts := sorted(folder.glob("*.parquet")):
            return _read_parquet(parts)
    if files := sorted(file for file in path.glob("*.json") if file.name != "datapackage.json"):
        return _read_files(files)
    raise NotFoundError(str(path), "no record in this folder (JSON, JSON Lines or Parquet)")


class _Last:
    """Tells the last record of each document; holds eight bytes a document, there may be millions.

    Args:
        documents: gives the documents of all records in their order; called twice at most.
    """

    def __init__(self, documents: Callable[[], Iterable[str]]) -> None:
        marks = np.fromiter(map(hash, documents()), np.int64)
        marks.sort()
        again = set(marks[1:][marks[1:] == marks[:-1]].tolist())
        self._place: dict[str, int] = {}
        if again:
            numbered = enumerate(documents())
            self._place = {name: place for place, name in numbered if hash(name) in again}

    def is_at(self, place: int, document: str) -> bool:
        """Whether the last record of *document* is that at *place*."""
        return self._place.get(document, place) == place


def _read_lines(path: Path) -> Iterator[StoredRecord]:
    index = path.with_name(INDEX)
    if path.name == RECORDS and index.exists():
        yield from _read_indexed(path, index)
        return

    def lines() -> Iterator[tuple[str, bytes]]:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"line {number}", line

    last = _Last(lambda: (_document_id(path, part, line) for part, line in lines()))
    for place, (part, line) in enumerate(lines()):
        record = _checked(path, part, line)
        if last.is_at(place, record.document_id):
            yield record


def _read_indexed(path: Path, index: Path) -> Iterator[StoredRecord]:
    def entries() -> Iterator[IndexedRecord]:
        return (entry for chunk in read_index(index) for entry in chunk.records)

    last = _Last(lambda: (entry.document_id for entry in entries()))
    with path.open("rb") as file:
        for place, entry in enumerate(entries()):
            if last.is_at(place, entry.document_id):
                file.seek(entry.offset)
                line = file.read(entry.length)
                if not (line.startswith(b"{") and line.endswith(b"}\n")):
                    detail = f"it does not fit {index.name}, or was changed by hand"
                    raise BrokenFileError(str(path), detail)
                text = line.decode().rstrip("\n")
                about = (entry.document_id, entry.path, entry.parsed_at, entry.parser_version)
                yield StoredRecord(*about, text)


def _read_files(files: list[Path]) -> Iterator[StoredRecord]:
    last = _Last(lambda: (_document_id(path, "the file", path.read_bytes()) for path in files))
    for place, path in enumerate(files):
        record = _checked(path, "the file", path.read_bytes())
        if last.is_at(place, record.document_id):
            yield record


def _document_id(path: Path, part: str, content: bytes) -> str:
    if stated := _STATED.search(content):
        return stated[1].decode()
    try:
        document = from_json(content)["source"]["sha256"]
        if isinstance(document, str):
            return document
    except ValueError as error:
        raise BrokenFileError(str(path), f"{part} is no JSON: {error}") from None
    except (LookupError, TypeError):
        pass
    raise BrokenFileError(str(path), f"{part} holds no record: source.sha256 is missing")


def _checked(path: Path, part: str, content: bytes) -> StoredRecord:
    try:
        record = Circular.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        detail = f"{part} holds no record: {where}: {first['msg']}"
        raise BrokenFileError(str(path), detail) from None
    source = record.source
    return StoredRecord(
        source.sha256, source.path or str(path), None, None, record.model_dump_json()
    )


def _read_parquet(parts: list[Path]) -> Iterator[StoredRecord]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:

        def documents() -> Iterator[str]:
            for part in parts:
                yield from pq.ParquetFile(part).read(columns=["document_id"])[0].to_pylist()

        last = _Last(documents)
        batches = (some for part in parts for some in pq.ParquetFile(part).iter_batches(_ROWS))
        for place, row in enumerate(row for some in batches for row in some.to_pylist()):
            if last.is_at(place, row["document_id"]):
                yield _from_row(row)
    except (pa.ArrowException, LookupError, TypeError) as error:
        raise BrokenFileError(str(parts[0].parent), f"no nested records: {error}") from None


def _from_row(row: dict[str, Any]) -> StoredRecord:
    document, path, time, version = (
        row.pop(name) for name in ("document_id", "path", "parsed_at", "parser_version")
    )
    evidence: dict[str, list[dict[str, Any]]] = {}
    for place in row["evidence"]:
        evidence.setdefault(place.pop("pointer"), []).append(place)
    row["evidence"] = evidence
    text = to_json(row).decode()
    time = time and time.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return StoredRecord(document, path, time, version, text)
