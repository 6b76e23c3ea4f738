"""Keeps what recognisers made of images, so that a second run over a folder costs no OCR.

One SQLite file in a folder of the user's. A key is the hash of the pixels and of all that
bears on the answer: the recogniser, its release, its model, its settings. Values are JSON.
Whatever is wrong with the file, reading goes on without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from .ocr import GreyImage

FILE_NAME = "ocr.sqlite3"
_FORM = 1  # of keys and values; raised when either changes
_WAIT = 10.0  # seconds for another process that is writing
_STILL_FRESH = 3600  # seconds in which a use is not noted again
_BETWEEN_CHECKS = 100  # entries written between two looks at the size
_KEPT = 0.75  # of the size allowed, once it is passed

_log = logging.getLogger(__name__)


class OcrCache:
    """A cache on disk that several processes may use at once.

    Args:
        folder: where it lies; made when the first entry is written.
        max_bytes: what the file may take; the entries used longest ago go first.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._path = folder / FILE_NAME
        self._max_bytes = max_bytes
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._written = 0
        self._broken = False
        self._one_at_a_time = threading.Lock()  # pages are read in several threads

    def recall(self, maker: str, image: GreyImage, compute: Callable[[], Any]) -> Any:
        """Return what *compute* gave for *image* before, or let it compute and keep that.

        Args:
            maker: all that bears on the answer besides the pixels.
            image: the picture given to the recogniser.
            compute: gives a value that JSON can hold; what it raises passes through.
        """
        key = _key(maker, image)
        with self._one_at_a_time:
            kept = self._get(key)
        if kept is not None:
            return kept
        value = compute()
        with self._one_at_a_time:
            self._put(key, value)
        return value

    def close(self) -> None:
        """Close the file; it opens again when it is needed."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _get(self, key: bytes) -> Any:
        try:
            connection = self._open()
            if connection is None:
                return None
            found = connection.execute("SELECT value, used FROM entries WHERE key = ?", (key,))
            row = found.fetchone()
            if row is None:
                return None
            now = int(time.time())
            if now - row[1] > _STILL_FRESH:
                connection.execute("UPDATE entries SET used = ? WHERE key = ?", (now, key))
            return json.loads(zlib.decompress(row[0]))
        except (sqlite3.Error, zlib.error, ValueError, TypeError) as error:
            self._give_up(error)
            return None

    def _put(self, key: bytes, value: Any) -> None:
        try:
            connection = self._open()
            if connection is None:
                return
            packed = zlib.compress(json.dumps(value, ensure_ascii=False).encode())
            connection.execute(
                "INSERT OR REPLACE INTO entries (key, value, used) VALUES (?, ?, ?)",
                (key, packed, int(time.time())),
            )
            if self._written % _BETWEEN_CHECKS == 0:
                self._shrink(connection)
            self._written += 1
        except sqlite3.Error as error:
            self._give_up(error)

    def _open(self) -> sqlite3.Connection | None:
        """Return this process's connection; one must not be carried over a fork."""
        if self._broken:
            return None
        if self._connection is None or self._process != os.getpid():
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                # It holds the text of documents; what SQLite lays beside it gets the same mode.
                self._path.touch(mode=0o600)
                self._connection = _connect(self._path)
            except (OSError, sqlite3.Error) as error:
                self._give_up(error)
                return None
            self._process = os.getpid()
        return self._connection

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """Drop the entries used longest ago once the file has outgrown its size."""
        if _pages(connection) * _page_size(connection) <= self._max_bytes:
            return
        total = connection.execute("SELECT sum(length(value)) FROM entries").fetchone()[0] or 0
        surplus = total - _KEPT * self._max_bytes
        for key, length in connection.execute(
            "SELECT key, length(value) FROM entries ORDER BY used, key"
        ).fetchall():
            if surplus <= 0:
                break
            connection.execute("DELETE FROM entries WHERE key = ?", (key,))
            surplus -= length
        connection.execute("PRAGMA incremental_vacuum").fetchall()

    def _give_up(self, error: Exception) -> None:
        """Go on without the cache for the rest of this run."""
        _log.warning("the OCR cache %s is not used: %s", self._path, error)
        self.close()
        self._broken = True


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        # A power cut may cost the newest entries, never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL, "
            "used INTEGER NOT NULL)"
        )
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _pages(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("PRAGMA page_count").fetchone()[0]
    return count


def _page_size(connection: sqlite3.Connection) -> int:
    size: int = connection.execute("PRAGMA page_size").fetchone()[0]
    return size


def _key(maker: str, image: GreyImage) -> bytes:
    told = f"{_FORM}\n{maker}\n{image.shape}\n".encode()
    digest = hashlib.blake2b(told, digest_size=20)
    digest.update(np.ascontiguousarray(image).data)
    return digest.digest()
