"""Records as a Parquet dataset: nested, and as the flat tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .arrow import flat_schema, flat_table, nested_schema
from .durable import check_complete, part_name, replace_durably, write_durably
from .flatten import flatten, in_chunks
from .stored import StoredRecord
from .tables import TABLES

RECORDS = "records"
FOLDERS = (RECORDS, *(table.name for table in TABLES))

_PART = re.compile(r"part-(\d{6,})\.parquet")


def part_file(chunk: int) -> str:
    """Return the name of the file that holds *chunk* in each folder of the dataset."""
    return f"part-{chunk:06d}.parquet"


def parquet_parts(records: Sequence[StoredRecord]) -> Iterator[tuple[str, bytes]]:
    """Yield the folder and the content of each Parquet file that *records* make.

    Any process may make them and put them where the dataset is.
    """
    for folder, table in arrow_tables(records):
        yield folder, _parquet(table)


def arrow_tables(records: Sequence[StoredRecord]) -> Iterator[tuple[str, pa.Table]]:
    """Yield the name of each table of the dataset, and what *records* put there."""
    flattened = flatten(tuple(records))
    yield RECORDS, flattened.nested.cast(nested_schema())
    for table in TABLES:
        yield table.name, flat_table(table, flattened.rows[table.name])


class ParquetSink:
    """Writes a folder for each table, and in it a file for each chunk.

    ``records/`` holds the records nested as they are, ``circulars/``, ``obligations/`` and
    so on the flat tables; all are read by ``read_parquet('OUT/obligations/*.parquet')``.

    Args:
        folder: where the folders stand; made if missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        # Waiting for the disk is most of the work: the files of a chunk wait together.
        self._pool = ThreadPoolExecutor(len(FOLDERS), thread_name_prefix="parquet")

    def write(self, chunk: int, records: Sequence[StoredRecord]) -> None:
        """Write the files of *chunk*, which are on the disk on return.

        Raises:
            OSError: the disk is full, or the like.
        """
        self._write(chunk, parquet_parts(records))

    def keep(self, chunks: Collection[int]) -> None:
        """Remove all that is not of *chunks*, and what was left half written.

        Raises:
            MissingChunksError: a file of one of *chunks* is not there.
        """
        kept = set(chunks)
        for name in FOLDERS:
            folder = self._folder / name
            found = set()
            for path in folder.iterdir():
                match = _PART.fullmatch(path.name)
                if match and int(match[1]) in kept:
                    found.add(int(match[1]))
                elif match or path.name.endswith(".parquet.part"):
                    path.unlink()
            check_complete(folder, kept, found)

    def compact(self, stale: Mapping[int, Collection[str]]) -> None:
        """See :class:`~circular_parser.exports.sinks.Sink`."""
        for chunk in sorted(self._chunks().intersection(stale)):
            self._write(chunk, self._without(chunk, pa.array(sorted(stale[chunk]))))

    def close(self) -> None:
        """Let go of the threads: each chunk was finished when it was written."""
        self._pool.shutdown()

    def _chunks(self) -> set[int]:
        names = (path.name for path in (self._folder / RECORDS).iterdir())
        return {int(match[1]) for name in names if (match := _PART.fullmatch(name))}

    def _without(self, chunk: int, documents: pa.Array) -> Iterator[tuple[str, bytes]]:
        for name in FOLDERS:
            table = pq.read_table(self._folder / name / part_file(chunk), partitioning=None)
            there = pc.is_in(table["document_id"], documents)
            yield name, _parquet(table.filter(pc.invert(there)))

    def _write(self, chunk: int, parts: Iterator[tuple[str, bytes]]) -> None:
        waiting = [
            self._pool.submit(write_durably, self._folder / name / part_file(chunk), content)
            for name, content in parts
        ]
        for future in waiting:
            future.result()


def write_parquet(records: Iterable[StoredRecord], folder: Path) -> None:
    """Write the dataset into *folder*, one file each table, in place of what was there.

    Raises:
        OSError: the folder cannot be written to.
    """
    paths = {name: folder / name / part_file(0) for name in FOLDERS}
    schemas = {table.name: flat_schema(table.columns) for table in TABLES}
    try:
        with ExitStack() as stack:
            writers = {}
            for name, path in paths.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                file = stack.enter_context(part_name(path).open("wb"))
                schema = schemas.get(name) or nested_schema()
                writer = pq.ParquetWriter(file, schema, compression="zstd")
                writers[name] = stack.enter_context(writer)
            for some in in_chunks(records):
                for name, table in arrow_tables(some):
                    writers[name].write_table(table)
        for path in paths.values():
            replace_durably(part_name(path), path)
    finally:
        for path in paths.values():
            part_name(path).unlink(missing_ok=True)
    with closing(ParquetSink(folder)) as sink:
        sink.keep([0])


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content
