"""The bytes of a document, wherever it lies: a file, a member of an archive, a URL."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from typing import IO, Any

from ..errors import (
    BrokenFileError,
    DocumentError,
    EncryptedError,
    NotFoundError,
    TooLargeError,
    UnreadableError,
    UnsupportedFormatError,
)
from ..reading.options import ReadOptions
from ..reading.read import bytes_of
from .messages import Task

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OverflowError)
_SMALL = 1_000_000  # bytes
_ENCRYPTED = 0x1  # bit of a member's flags


class Contents:
    """Reads documents; keeps the archive open from which it read last."""

    def __init__(self, options: ReadOptions) -> None:
        self._limits = options.limits
        self._small = replace(options.limits, max_bytes=min(_SMALL, options.limits.max_bytes))
        self._password = options.password
        self._archive: tuple[str, zipfile.ZipFile] | None = None
        self._opened = ExitStack()

    def of(self, task: Task) -> bytes:
        """Return the bytes of the document.

        Raises:
            DocumentError: they cannot be had.
        """
        if task.data is not None:
            return task.data
        if task.entry is not None:
            return self._of_member(task)
        if not is_url(task.path):
            return bytes_of(task.path, self._limits)
        try:
            with open_source(task.path) as stream:
                return self._limited(stream, task.name)
        except DocumentError:
            raise
        except FileNotFoundError:
            raise NotFoundError(task.path, "there is no such file") from None
        except Exception as error:
            raise UnreadableError(task.path, f"it cannot be read: {one_line(error)}") from None

    def of_small_file(self, task: Task) -> bytes | None:
        """Return the bytes of a small file; None where reading takes time, or fails."""
        if task.data is None and task.entry is None and not is_url(task.path):
            with suppress(DocumentError, MemoryError):
                return bytes_of(task.path, self._small)
        return task.data

    def close(self) -> None:
        """Close the archive that is open."""
        self._opened.close()
        self._archive = None

    def _of_member(self, task: Task) -> bytes:
        """Read from the archive in memory; nothing is unpacked to where its name points."""
        try:
            archive = self._open(task.path)
            member = archive.infolist()[task.entry or 0]
            if member.flag_bits & _ENCRYPTED and self._password is None:
                raise EncryptedError(task.name, "the member of the archive asks for a password")
            password = None if self._password is None else self._password.encode()
            with archive.open(member, pwd=password) as stream:
                return self._limited(stream, task.name)
        except DocumentError:
            raise
        except (FileNotFoundError, IndexError):
            raise NotFoundError(task.name, "it is in the archive no more") from None
        except NotImplementedError as error:
            raise UnsupportedFormatError(task.name, one_line(error)) from None
        except RuntimeError:  # zipfile's word for a wrong password
            raise EncryptedError(task.name, "the password does not fit") from None
        except _BROKEN as error:
            raise BrokenFileError(task.name, f"the archive is broken: {one_line(error)}") from None
        except OSError as error:
            raise UnreadableError(task.name, f"it cannot be read: {one_line(error)}") from None

    def _open(self, path: str) -> zipfile.ZipFile:
        if self._archive is None or self._archive[0] != path:
            self.close()
            stream = self._opened.enter_context(open_source(path))
            self._archive = path, self._opened.enter_context(zipfile.ZipFile(stream))
        return self._archive[1]

    def _limited(self, stream: IO[bytes], name: str) -> bytes:
        """Read no more than is allowed: what an archive says of sizes may be a lie."""
        data = stream.read(self._limits.max_bytes + 1)
        if len(data) > self._limits.max_bytes:
            raise TooLargeError(name, f"over {self._limits.max_bytes} bytes")
        return data


def is_url(path: str) -> bool:
    """Whether *path* is a URL of fsspec's and no file name."""
    scheme, found, _ = path.partition("://")
    return bool(found) and scheme.replace("+", "").replace("-", "").isalnum()


def with_data(task: Task) -> Task:
    """Return *task* with its bytes, if they lie in the memory of this process alone."""
    if not task.path.startswith("memory://"):
        return task
    # What cannot be read here is left to the worker, which has a way to say so.
    with suppress(DocumentError), closing(Contents(ReadOptions())) as contents:
        return task._replace(data=contents.of(task))
    return task


def open_source(path: str) -> IO[bytes]:
    """Open a file or URL for reading."""
    if not is_url(path):
        return open(path, "rb")  # noqa: PTH123 - a name need not be a sound Path
    import fsspec

    opened: Any = fsspec.open(path, "rb").open()
    stream: IO[bytes] = opened
    return stream


def one_line(error: BaseException) -> str:
    """Return what *error* says, in one line."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).split())[:300]
