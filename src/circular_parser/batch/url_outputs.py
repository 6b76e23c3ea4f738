"""The Parquet dataset of a batch at a URL: its parts are made and put there by workers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..exports.durable import MissingChunksError
from ..exports.parquet import FOLDERS, RECORDS, parquet_parts, part_file
from ..exports.records import StoredRecord

_PART = re.compile(r"part-(\d+)\.parquet")

Run = Callable[..., Any]
"""Calls a function with its arguments, here or on a worker, and returns when it is done."""


def run_here(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call *function* in this process."""
    return function(*arguments)


class UrlParquetSink:
    """An output (see :class:`circular_parser.exports.sinks.Sink`): a Parquet dataset at *url*.

    Args:
        url: folder, as fsspec knows it.
        run: who makes the parts.
    """

    def __init__(self, url: str, run: Run = run_here) -> None:
        self._url = url
        self._run = run

    def write(self, chunk: int, records: Sequence[StoredRecord]) -> None:
        """See :class:`~circular_parser.exports.sinks.Sink`."""
        self._run(write_parts, self._url, chunk, list(records))

    def keep(self, chunks: Collection[int]) -> None:
        """See :class:`~circular_parser.exports.sinks.Sink`."""
        fs, _ = _place(self._url)
        for folder in FOLDERS:
            there = dict(self._parts(folder))
            for name, chunk in there.items():
                if chunk not in chunks:
                    fs.rm_file(name)
            missing = set(chunks).difference(there.values())
            if missing:
                raise MissingChunksError(posixpath.join(self._url, folder), missing)

    def compact(self, stale: Mapping[int, Collection[str]]) -> None:
        """See :class:`~circular_parser.exports.sinks.Sink`."""
        there = {chunk for _, chunk in self._parts(RECORDS) if chunk is not None}
        for chunk in sorted(there.intersection(stale)):
            self._run(drop_documents, self._url, chunk, sorted(stale[chunk]))

    def close(self) -> None:
        """Do nothing: each chunk was finished when it was written."""

    def _parts(self, folder: str) -> Iterator[tuple[str, int | None]]:
        """Yield the files of *folder*, with their chunk where they are whole."""
        fs, root = _place(self._url)
        path = posixpath.join(root, folder)
        fs.invalidate_cache()
        for name in fs.ls(path, detail=False) if fs.isdir(path) else ():
            match = _PART.fullmatch(posixpath.basename(name))
            yield name, int(match[1]) if match else None


def write_parts(url: str, chunk: int, records: Sequence[StoredRecord]) -> None:
    """Make the files of *chunk* and put them where the dataset is; done twice it is the same."""
    for folder, content in parquet_parts(records):
        _put(url, folder, chunk, content)


def drop_documents(url: str, chunk: int, documents: Sequence[str]) -> None:
    """Make the files of *chunk* anew without *documents*."""
    gone = pa.array(documents)
    _, root = _place(url)
    for folder in FOLDERS:
        table = _read(url, posixpath.join(root, folder, part_file(chunk)))
        left = table.filter(pc.invert(pc.is_in(table["document_id"], gone)))
        buffer = pa.BufferOutputStream()
        pq.write_table(left, buffer, compression="zstd")
        _put(url, folder, chunk, buffer.getvalue().to_pybytes())


def _read(url: str, name: str) -> pa.Table:
    fs, _ = _place(url)
    with fs.open(name, "rb") as file:
        return pq.read_table(file)


def _put(url: str, folder: str, chunk: int, content: bytes) -> None:
    """Write a file under another name first: not every file system shows whole files only."""
    fs, root = _place(url)
    path = posixpath.join(root, folder, part_file(chunk))
    fs.makedirs(posixpath.dirname(path), exist_ok=True)
    fs.pipe_file(f"{path}.part", content)
    if fs.exists(path):
        fs.rm_file(path)
    fs.mv(f"{path}.part", path)


def _place(url: str) -> tuple[Any, str]:
    import fsspec

    fs, root = fsspec.core.url_to_fs(url)
    return fs, root
