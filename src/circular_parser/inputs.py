"""Which files a command reads, and under what names it leaves their records."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from .errors import DocumentError, NotFoundError, UnreadableError

DOCUMENT_SUFFIXES = frozenset(
    {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}
    | {".txt", ".md", ".html", ".htm", ".docx"}
)
"""What a walk through a folder picks up; a file named outright is tried whatever its suffix."""

# Files that tell about a folder and are none of its documents.
_ABOUT_THE_FOLDER = frozenset({"readme", "license", "licence", "changelog"})

# File systems allow 255 bytes; room is left for the suffixes and for a temporary name.
_LONGEST_STEM = 200


def find_documents(paths: Iterable[Path]) -> tuple[list[Path], list[DocumentError]]:
    """Return the files to read, and an error for each path that leads to none.

    Files are taken as named, folders walked recursively in sorted order. Hidden files
    and folders are passed over, so is a README; links to folders are not followed (they
    may loop). A file that is named twice is read once.
    """
    found: dict[Path, Path] = {}
    errors: list[DocumentError] = []
    for path in paths:
        if is_folder(path):
            documents, unread = _walk(path)
            errors += unread
            if not documents and not unread:
                errors.append(NotFoundError(str(path), "no document in this folder"))
        elif _is_missing(path):
            documents = []
            errors.append(NotFoundError(str(path), "there is no such file"))
        else:
            documents = [path]
        for document in documents:
            found.setdefault(document.absolute(), document)
    return list(found.values()), errors


def is_folder(path: Path) -> bool:
    """Whether *path* leads to a folder that can be walked."""
    return _is(stat.S_ISDIR, path)


def _walk(folder: Path) -> tuple[list[Path], list[DocumentError]]:
    documents: list[Path] = []
    unread: list[DocumentError] = []

    def note(error: OSError) -> None:
        unread.append(UnreadableError(str(error.filename), f"not searched: {error.strerror}"))

    for base, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(base, name) for name in sorted(files))
        documents += [path for path in paths if _looks_like_a_document(path)]
    return documents, unread


def tells_about_its_folder(name: str) -> bool:
    """Whether a file of this name tells about its folder and is none of its documents."""
    return Path(name).stem.lower() in _ABOUT_THE_FOLDER


def _looks_like_a_document(path: Path) -> bool:
    return (
        path.suffix.lower() in DOCUMENT_SUFFIXES
        and not path.name.startswith(".")
        and not tells_about_its_folder(path.name)
        and _is(stat.S_ISREG, path)
    )


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    """Whether *path* is of the *kind*; what cannot be examined is left to the reader."""
    try:
        return kind(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def record_names(documents: Sequence[Path]) -> list[str]:
    """Return one file name for the record of each document, no two the same.

    The first document of a stem gets ``<stem>.json``, a further one ``<stem>-<suffix>.json``
    or, where that is taken too, ``<stem>-<hash of its path>.json``. Names that differ in
    case alone count as the same: some file systems hold them so.
    """
    names: list[str | None] = [None] * len(documents)
    taken: set[str] = set()
    stems = [_short(path.stem) for path in documents]
    for index, stem in enumerate(stems):
        if stem.casefold() not in taken:
            taken.add(stem.casefold())
            names[index] = stem
    for index, path in enumerate(documents):
        if names[index] is None:
            names[index] = _free_name(stems[index], path, taken)
    return [f"{name}.json" for name in names]


def _free_name(stem: str, path: Path, taken: set[str]) -> str:
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()
    candidates = [path.suffix[1:].lower()] if path.suffix[1:] else []
    candidates += [digest[:length] for length in (8, 16, 64)]
    name = next(n for n in (f"{stem}-{c}" for c in candidates) if n.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _short(stem: str) -> str:
    raw = os.fsencode(stem)
    if len(raw) <= _LONGEST_STEM:
        return stem
    head = raw[: _LONGEST_STEM - 9].decode("utf-8", "ignore")
    return f"{head}-{hashlib.sha256(raw).hexdigest()[:8]}"


def write_atomically(path: Path, text: str) -> None:
    """Write *text* to *path* so that a reader finds the old file or the whole new one.

    Raises:
        OSError: the folder cannot be written to.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
