"""Which files a command reads, and under what names it leaves their records."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

DOCUMENT_SUFFIXES = frozenset(
    {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}
    | {".txt", ".md", ".html", ".htm", ".docx"}
)
"""What a walk through a folder picks up; a file named outright is tried whatever its suffix."""

# Files that tell about a folder and are none of its documents.
_ABOUT_THE_FOLDER = frozenset({"readme", "license", "licence", "changelog"})

# File systems allow 255 bytes; room is left for the suffixes and for a temporary name.
_LONGEST_STEM = 200


def find_documents(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files to read and the folders in which there is none.

    Files are taken as named, folders walked recursively in sorted order. Hidden files
    and folders are passed over, so is a README; links to folders are not followed (they
    may loop). A file that is named twice is read once.
    """
    found: dict[Path, Path] = {}
    barren: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.setdefault(path.absolute(), path)
            continue
        inside = _walk(path)
        if not inside:
            barren.append(path)
        for document in inside:
            found.setdefault(document.absolute(), document)
    return list(found.values()), barren


def _walk(folder: Path) -> list[Path]:
    documents: list[Path] = []
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(base, name) for name in sorted(files))
        documents += [path for path in paths if _looks_like_a_document(path)]
    return documents


def _looks_like_a_document(path: Path) -> bool:
    return (
        path.suffix.lower() in DOCUMENT_SUFFIXES
        and not path.name.startswith(".")
        and path.stem.lower() not in _ABOUT_THE_FOLDER
        and path.is_file()
    )


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
