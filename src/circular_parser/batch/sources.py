"""What a batch is given to read: folders, globs, lists, archives, URLs; told one by one."""

from __future__ import annotations

import glob
import os
import posixpath
import stat
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from ..errors import (
    BrokenFileError,
    DocumentError,
    Failure,
    NotFoundError,
    TooLargeError,
    UnreadableError,
    UnsupportedFormatError,
)
from ..inputs import DOCUMENT_SUFFIXES, tells_about_its_folder
from ..workers.contents import is_url, one_line, open_source

STANDARD_INPUT = "-"
MAX_MEMBERS = 100_000
"""Members of one archive: its list is held in memory."""
FOLDER_STAMP = "folder"
"""Stamp of a folder that cannot be searched: it is no document, and is told of in each run."""

_ARCHIVE = ".zip"
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Input:
    """One input as listed, not yet read.

    Attributes:
        path: absolute file name, or URL.
        stamp: what changes when the content does.
        member: name inside the archive at *path*.
        entry: its place there, None where *path* is the document itself.
        skipped: why it is no document, as a code; empty for a document.
        failure: why it cannot be read, where that is known already.
    """

    path: str
    stamp: str = ""
    member: str = ""
    entry: int | None = None
    skipped: str = ""
    failure: Failure | None = None


class Lister:
    """Tells the inputs of sources as they are found.

    A file is taken as named, a folder walked, a pattern expanded, a ``.zip`` looked into;
    ``-`` stands for the names on standard input, one a line, or ended by zero bytes where
    there are any. Of folders and archives, what has the suffix of no document is skipped,
    told all the same; hidden files, and README and the like, are passed over. Links to
    folders are not followed: they may loop.

    Args:
        without: absolute name of a folder that is not looked into.
        ready: whether a file is to be told of yet.
        listing: what to read names from instead of standard input.
    """

    def __init__(
        self,
        without: str = "",
        ready: Callable[[str, os.stat_result], bool] = lambda path, status: True,
        listing: IO[bytes] | None = None,
    ) -> None:
        self._without = without
        self._ready = ready
        self._listing = listing

    def inputs(self, sources: Iterable[str]) -> Iterator[Input]:
        """Yield the inputs of *sources*."""
        for source in sources:
            if source == STANDARD_INPUT:
                for name in _names(self._listing or sys.stdin.buffer):
                    yield from self._from_source(name)
            else:
                yield from self._from_source(source)

    def _from_source(self, source: str) -> Iterator[Input]:
        if is_url(source):
            yield from _from_url(source)
        elif glob.has_magic(source) and not os.path.lexists(source):
            found = False
            for name in glob.iglob(source, recursive=True):  # noqa: PTH207 - of any root
                found = True
                yield from self._from_path(absolute(name))
            if not found:
                yield _missing(source, "nothing fits the pattern")
        else:
            yield from self._from_path(absolute(source))

    def _from_path(self, path: str) -> Iterator[Input]:
        try:
            status = Path(path).stat()
        except (FileNotFoundError, NotADirectoryError):
            yield _missing(path, "there is no such file")
            return
        except (OSError, ValueError) as error:
            yield _unreadable(path, error)
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._walk(path)
        else:
            yield from self._file(path, status)

    def _walk(self, folder: str) -> Iterator[Input]:
        """Yield what is in *folder* and below, folder by folder, none held in memory as a whole."""
        folders = [folder]
        while folders:
            base = folders.pop()
            try:
                with os.scandir(base) as entries:
                    for entry in entries:
                        if entry.name.startswith("."):
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            if entry.path != self._without:
                                folders.append(entry.path)
                        else:
                            yield from self._found(entry)
            except OSError as error:
                yield replace(_unreadable(base, error), stamp=FOLDER_STAMP)

    def _found(self, entry: os.DirEntry[str]) -> Iterator[Input]:
        """Yield the inputs that an entry of a folder makes; a broken link is left to the reader."""
        try:
            status = entry.stat()
        except FileNotFoundError:
            yield _missing(entry.path, "it was gone, or is a link to nothing")
            return
        except OSError as error:
            yield _unreadable(entry.path, error)
            return
        if not self._ready(entry.path, status):
            return
        if stat.S_ISDIR(status.st_mode):
            yield Input(entry.path, skipped="linked_folder")
        elif not stat.S_ISREG(status.st_mode):
            yield Input(entry.path, skipped="no_file")
        elif tells_about_its_folder(entry.name):
            return
        elif _suffix(entry.name) in (*DOCUMENT_SUFFIXES, _ARCHIVE):
            yield from self._file(entry.path, status)
        else:
            yield Input(entry.path, skipped="no_document")

    def _file(self, path: str, status: os.stat_result) -> Iterator[Input]:
        stamp = f"{status.st_size} {status.st_mtime_ns}"
        if _suffix(path) == _ARCHIVE and stat.S_ISREG(status.st_mode):
            yield from _members(path, stamp)
        else:
            yield Input(path, stamp)


def _names(listing: IO[bytes]) -> Iterator[str]:
    """Yield the names of a list that may be longer than memory."""
    block = listing.read(_BLOCK)
    end = b"\0" if b"\0" in block else b"\n"
    rest = b""
    while block:
        *lines, rest = (rest + block).split(end)
        yield from _decoded(lines)
        block = listing.read(_BLOCK)
    yield from _decoded([rest])


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        if name := line.removesuffix(b"\r"):
            yield os.fsdecode(name)


def _members(path: str, stamp: str) -> Iterator[Input]:
    """Yield the members of an archive; where their names point to does not matter."""
    try:
        with open_source(path) as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except Exception as error:
        yield _failed(path, stamp, _archive_error(path, error))
        return
    if len(members) > MAX_MEMBERS:
        detail = f"{len(members)} members, over {MAX_MEMBERS}"
        yield _failed(path, stamp, TooLargeError(path, detail))
        return
    for entry, member in enumerate(members):
        name = member.filename
        base = posixpath.basename(name)
        of_a_system = name.startswith("__MACOSX/") or base.startswith(".")
        if member.is_dir() or of_a_system or tells_about_its_folder(base):
            continue
        mark = f"{member.CRC:08x} {member.file_size}"
        if _suffix(base) == _ARCHIVE:
            inside = UnsupportedFormatError(f"{path}!/{name}", "an archive within an archive")
            failure = Failure.of(inside.path, inside)
            yield Input(path, mark, name, entry, failure=failure)
        elif _suffix(base) in DOCUMENT_SUFFIXES:
            yield Input(path, mark, name, entry)
        else:
            yield Input(path, mark, name, entry, skipped="no_document")


def _archive_error(path: str, error: Exception) -> DocumentError:
    if isinstance(error, FileNotFoundError):
        return NotFoundError(path, "there is no such file")
    if isinstance(error, OSError):
        return UnreadableError(path, f"it cannot be read: {one_line(error)}")
    return BrokenFileError(path, f"the archive is broken: {one_line(error)}")


def _from_url(url: str) -> Iterator[Input]:
    try:
        yield from _listed(url)
    except FileNotFoundError:
        yield _missing(url, "there is no such file")
    except Exception as error:
        yield _unreadable(url, error)


def _listed(url: str) -> Iterator[Input]:
    """Yield what a URL leads to; what fsspec and its file systems raise passes through."""
    import fsspec

    fs, root = fsspec.core.url_to_fs(url)
    if glob.has_magic(root):
        found = fs.glob(root, detail=True)
        for name, about in sorted(found.items()):
            if about.get("type") != "directory":
                yield from _remote(fs, name, about)
    elif fs.isdir(root):
        for _, _, files in fs.walk(root, detail=True):
            for base, about in files.items():
                if base.startswith(".") or tells_about_its_folder(base):
                    continue
                name = about["name"]
                if _suffix(base) in (*DOCUMENT_SUFFIXES, _ARCHIVE):
                    yield from _remote(fs, name, about)
                else:
                    yield Input(fs.unstrip_protocol(name), skipped="no_document")
    else:
        yield from _remote(fs, root, fs.info(root))


def _remote(fs: Any, name: str, about: dict[str, Any]) -> Iterator[Input]:
    url = fs.unstrip_protocol(name)
    marks = (about.get(key) for key in ("size", "ETag", "etag", "md5Hash", "mtime", "LastModified"))
    stamp = " ".join(str(mark) for mark in marks if mark is not None)
    if _suffix(name) == _ARCHIVE:
        yield from _members(url, stamp)
    else:
        yield Input(url, stamp)


def absolute(name: str) -> str:
    """Return the absolute name, without ``..``, links left as they are."""
    return os.path.abspath(name)  # noqa: PTH100


def _suffix(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


def _missing(path: str, detail: str) -> Input:
    return _failed(path, "", NotFoundError(path, detail))


def _unreadable(path: str, error: Exception) -> Input:
    return _failed(path, "", UnreadableError(path, f"it cannot be read: {one_line(error)}"))


def _failed(path: str, stamp: str, error: DocumentError) -> Input:
    return Input(path, stamp, failure=Failure.of(path, error))
