"""Records as JSON Lines, with an index that tells which bytes are whole."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from pydantic_core import from_json, to_json

from .durable import check_complete, part_name, replace_durably, sync_folder
from .stored import StoredRecord, printable_path

RECORDS = "records.jsonl"
INDEX = "records.index.jsonl"

_NOTHING: Mapping[int, Collection[str]] = {}


@dataclass(frozen=True, slots=True)
class IndexedRecord:
    """Where a record stands in the file, and what the record itself does not tell."""

    document_id: str
    offset: int
    length: int
    path: str
    parsed_at: str | None
    parser_version: str | None


@dataclass(frozen=True, slots=True)
class IndexedChunk:
    """The records of one chunk; they follow each other, and the chunks do."""

    chunk: int
    start: int
    end: int
    records: list[IndexedRecord]

    def line(self) -> bytes:
        """Return the chunk as it stands in the index."""
        return to_json(self) + b"\n"


def read_index(path: Path) -> Iterator[IndexedChunk]:
    """Yield the chunks that the index *path* names; a last line that is half written ends it.

    Raises:
        OSError: it cannot be read. A missing one names nothing.
    """
    if not path.exists():
        return
    end = 0
    with path.open("rb") as file:
        for line in file:
            try:
                found = from_json(line)
                records = [IndexedRecord(**record) for record in found.pop("records")]
                chunk = IndexedChunk(**found, records=records)
            except (ValueError, TypeError, KeyError):
                return
            if chunk.start != end or not line.endswith(b"\n"):
                return
            end = chunk.end
            yield chunk


class JsonLinesSink:
    """Writes ``records.jsonl``: the records, each a line, and beside it their index.

    A chunk is appended and brought to the disk, then its line of the index: bytes after
    those that the index names were never finished.

    Args:
        folder: where the two files stand; made if missing.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._records, self._index = folder / RECORDS, folder / INDEX
        self._finish_rewriting()
        for path in (self._records, self._index):
            path.touch()
        sync_folder(folder)
        self._load()

    def write(self, chunk: int, records: Sequence[StoredRecord]) -> None:
        """Append the records of *chunk*, which are on the disk on return.

        Raises:
            OSError: the disk is full, or the like; nothing of the chunk is then kept.
        """
        if chunk in self._chunks:
            self._rewrite(self._chunks - {chunk})
        start, index_end = self._ends
        indexed, lines, offset = [], [], start
        for record in records:
            if "\n" in record.record:
                raise ValueError(f"the record of {record.document_id} is not in one line")
            line = record.record.encode() + b"\n"
            path = printable_path(record.path)
            indexed.append(
                IndexedRecord(
                    record.document_id,
                    offset,
                    len(line),
                    path,
                    record.parsed_at,
                    record.parser_version,
                )
            )
            lines.append(line)
            offset += len(line)
        entry = IndexedChunk(chunk, start, offset, indexed)
        _append(self._records, start, b"".join(lines))
        line = entry.line()
        _append(self._index, index_end, line)
        self._note(entry, len(line))

    def keep(self, chunks: Collection[int]) -> None:
        """Remove all that is not of *chunks*, and what was left half written.

        Raises:
            MissingChunksError: one of *chunks* is not there.
        """
        check_complete(self._records, chunks, self._chunks)
        if self._chunks - set(chunks):
            self._rewrite(self._chunks & set(chunks))
        for path, end in zip((self._records, self._index), self._ends, strict=True):
            if path.stat().st_size > end:
                _append(path, end, b"")

    def compact(self, stale: Mapping[int, Collection[str]]) -> None:
        """See :class:`~circular_parser.exports.sinks.Sink`."""
        if self._chunks.intersection(stale):
            self._rewrite(self._chunks, stale)

    def close(self) -> None:
        """Do nothing: each chunk was finished when it was written."""

    def _load(self) -> None:
        self._chunks: set[int] = set()
        self._ends = (0, 0)  # of what is whole in the two files
        size = self._records.stat().st_size
        for chunk in read_index(self._index):
            if chunk.end > size:
                break
            self._note(chunk, len(chunk.line()))

    def _note(self, chunk: IndexedChunk, length: int) -> None:
        """Count in *chunk*, whose line of the index has this *length*."""
        self._chunks.add(chunk.chunk)
        self._ends = (chunk.end, self._ends[1] + length)

    def _rewrite(self, chunks: set[int], stale: Mapping[int, Collection[str]] = _NOTHING) -> None:
        """Leave *chunks*, and of their records those that are not *stale*.

        Both files are made anew beside the old ones. The new index getting its name
        ``.next`` is the moment that counts: from then on the change is carried through,
        if need be at the next start.
        """
        records, index = part_name(self._records), part_name(self._index)
        with self._records.open("rb") as old, records.open("wb") as new, index.open("wb") as names:
            for chunk in read_index(self._index):
                if chunk.chunk in chunks:
                    dropped = stale.get(chunk.chunk, ())
                    left = [r for r in chunk.records if r.document_id not in dropped]
                    names.write(_copied(chunk.chunk, left, old, new).line())
            for file in (new, names):
                file.flush()
                os.fsync(file.fileno())
        replace_durably(index, self._next)
        self._finish_rewriting()
        self._load()

    @property
    def _next(self) -> Path:
        return self._index.with_name(f".{INDEX}.next")

    def _finish_rewriting(self) -> None:
        records = part_name(self._records)
        if self._next.exists():
            if records.exists():
                replace_durably(records, self._records)
            replace_durably(self._next, self._index)
        for path in (records, part_name(self._index)):
            path.unlink(missing_ok=True)


def _copied(chunk: int, records: list[IndexedRecord], old: BinaryIO, new: BinaryIO) -> IndexedChunk:
    start = new.tell()
    moved = []
    for record in records:
        old.seek(record.offset)
        moved.append(replace(record, offset=new.tell()))
        new.write(old.read(record.length))
    return IndexedChunk(chunk, start, new.tell(), moved)


def _append(path: Path, end: int, content: bytes) -> None:
    """Write *content* to *path* after its first *end* bytes, drop what follows, and sync."""
    with path.open("r+b") as file:
        file.truncate(end)
        file.seek(end)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
