"""Where a long run puts its records: outputs written chunk by chunk, whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from .durable import MissingChunksError
from .json_lines import JsonLinesSink
from .parquet import ParquetSink
from .sqlite import DATABASE, SqliteSink
from .stored import StoredRecord

__all__ = [
    "JsonLinesSink",
    "MissingChunksError",
    "ParquetSink",
    "Sink",
    "SqliteSink",
    "StoredRecord",
    "open_sinks",
]


class Sink(Protocol):
    """An output of a run. Whoever runs keeps the list of the chunks that are done.

    Every method raises OSError when the disk is full or cannot be written to.
    """

    def write(self, chunk: int, records: Sequence[StoredRecord]) -> None:
        """Bring *records* to the disk; a chunk written again replaces what it was."""

    def keep(self, chunks: Collection[int]) -> None:
        """Remove all that is not of *chunks*: call it once, before the first chunk.

        Raises:
            MissingChunksError: one of *chunks* is not there.
        """

    def compact(self, stale: Mapping[int, Collection[str]]) -> None:
        """Remove of each chunk the documents that *stale* gives for it.

        That is what was written again in a later chunk, or is gone.
        """

    def close(self) -> None:
        """Let go of files; no chunk waits for it."""


def open_sinks(folder: Path) -> list[Sink]:
    """Return the outputs of a batch: JSON Lines, Parquet and SQLite, all in *folder*."""
    return [JsonLinesSink(folder), ParquetSink(folder), SqliteSink(folder / DATABASE)]
