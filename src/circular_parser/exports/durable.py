"""Files that are whole, old or new, whatever moment the power goes."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_NO_ROOM = 1_000_000  # bytes


class MissingChunksError(Exception):
    """An output lacks chunks that were once written to it: it was deleted or changed."""

    def __init__(self, path: Path | str, chunks: Collection[int]) -> None:
        self.path = path
        self.chunks = chunks
        some = ", ".join(str(chunk) for chunk in sorted(chunks)[:5])
        super().__init__(f"{path} lacks {len(chunks)} chunks written before ({some}, ...)")


def check_complete(path: Path, wanted: Collection[int], found: Collection[int]) -> None:
    """Raise :class:`MissingChunksError` unless all chunks *wanted* are among those *found*."""
    missing = set(wanted).difference(found)
    if missing:
        raise MissingChunksError(path, missing)


def write_durably(path: Path, content: bytes) -> None:
    """Write *content* to *path* so that it is on the disk, under its name, on return.

    Raises:
        OSError: the disk is full, or the folder cannot be written to.
    """
    part = part_name(path)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace_durably(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def open_whole(path: Path, newline: str | None = None) -> Iterator[TextIO]:
    """Open a UTF-8 text that gets its name *path* when the block ends well, else vanishes.

    Raises:
        OSError: the disk is full, or the folder cannot be written to.
    """
    part = part_name(path)
    try:
        with part.open("w", encoding="utf-8", newline=newline) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        replace_durably(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Do what the block does to a database as a whole, or none of it.

    The connection is one that leaves transactions to its user (``isolation_level=None``).

    Raises:
        sqlite3.Error: the disk is full, or another process writes.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def as_os_error(path: Path) -> Iterator[None]:
    """Tell of a full disk, and the like, under a database at *path* as of any file.

    Raises:
        OSError: whatever went wrong with the database.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        # SQLite calls it an input/output error where the file that it shares cannot grow.
        full = full or shutil.disk_usage(path.parent).free < _NO_ROOM
        code = errno.ENOSPC if full else errno.EIO
        raise OSError(code, f"{os.strerror(code)} ({error})", str(path)) from error


def part_name(path: Path) -> Path:
    """Return the hidden name under which *path* is made; one who finds it may delete it."""
    return path.with_name(f".{path.name}.part")


def replace_durably(part: Path, path: Path) -> None:
    """Give the file *part*, whose content is on the disk, its name *path*."""
    part.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in *folder* to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
