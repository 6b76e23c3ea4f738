"""The one way in: bytes or a path to a document, whatever the kind of file."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Sequence
from pathlib import Path

from ..document import Document, Page, TextBuilder
from ..errors import (
    EmptyFileError,
    NotFoundError,
    ReadTimeoutError,
    TooLargeError,
    UnreadableError,
    UnsupportedFormatError,
)
from .drafts import TIMED_OUT, PageDraft
from .line_kinds import mark_kinds
from .neural import NAME as NEURAL
from .options import Limits, ReadOptions
from .pages import PageDrafter
from .side_by_side import work_off
from .sniff import PDF, PROSE, media_type_of

_BYTES = "<bytes>"


def read(
    source: str | Path | bytes,
    *,
    options: ReadOptions | None = None,
    media_type: str | None = None,
    name: str | None = None,
) -> Document:
    """Read a file.

    Args:
        source: a path, or the bytes themselves.
        options: how to read; the defaults suit most callers.
        media_type: what the caller knows of bytes without a name; for kinds of text only,
            other kinds show themselves.
        name: path by which bytes are known; its suffix tells kinds of text apart.

    Raises:
        DocumentError: the one of :mod:`circular_parser.errors` that fits; nothing else.
    """
    options = options or ReadOptions()
    path = (name or _BYTES) if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else bytes_of(path, options.limits)
    if len(data) > options.limits.max_bytes:
        raise TooLargeError(path, f"{len(data)} bytes, over {options.limits.max_bytes}")
    if not data.strip(b" \t\r\n\f\v\0"):
        raise EmptyFileError(path, "the file has no content")
    found = media_type_of(data, "" if path == _BYTES else path)
    if found in PROSE and media_type in PROSE:
        found = media_type
    if found is None:
        raise UnsupportedFormatError(path, "the kind of file is not known")
    if found in PROSE:
        from .prose import read_prose

        return read_prose(data, found, path)
    try:
        return _document(data, path, found, options)
    except MemoryError:
        raise TooLargeError(path, "there is not enough memory to read it") from None


def bytes_of(path: str, limits: Limits) -> bytes:
    """Return the bytes of the file at *path*.

    Raises:
        DocumentError: there is none, it is too large, or it cannot be read.
    """
    try:
        file = Path(path)
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError(path, "it is a folder")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(path, "it is no regular file")
        if status.st_size > limits.max_bytes:
            raise TooLargeError(path, f"{status.st_size} bytes, over {limits.max_bytes}")
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(path, "there is no such file") from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(path, f"it cannot be read: {detail}") from None


def _document(data: bytes, path: str, media_type: str, options: ReadOptions) -> Document:
    """Read a PDF or an image file."""
    drafts = _drafts(data, path, media_type, options)
    pages = [draft.page for draft in drafts]
    mark_kinds(pages)
    builder = TextBuilder()
    for draft in drafts:
        for line in draft.page.lines:
            builder.add(line)
        draft.place_cells()
    late = _timed_out(pages, path, options.ocr_timeout)
    notes = [*late, *_read_otherwise(pages), *_repaired(drafts)]
    return Document(
        text=builder.text(),
        pages=pages,
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        notes=notes,
    )


def _timed_out(pages: Sequence[Page], path: str, seconds: float) -> list[tuple[str, str]]:
    """Return notes on the pages whose OCR was stopped.

    Raises:
        ReadTimeoutError: no page was read.
    """
    late = [page for page in pages if page.reason == TIMED_OUT]
    unread = [page for page in late if not page.lines]
    in_part = [page for page in late if page.lines]
    if late and not any(page.lines for page in pages):
        raise ReadTimeoutError(path, _late(late, seconds))
    notes = [("page_timeout", f"{_late(unread, seconds)}: not read")] if unread else []
    if in_part:
        notes.append(("page_timeout", f"{_late(in_part, seconds)}: read in part"))
    return notes


def _late(pages: Sequence[Page], seconds: float) -> str:
    return f"the OCR of page {_numbers(pages)} took longer than {seconds:g} s"


def _read_otherwise(pages: Sequence[Page]) -> list[tuple[str, str]]:
    """Return a note on the pages that the usual engine could hardly read."""
    hard = [page for page in pages if page.engine == NEURAL]
    message = f"page {_numbers(hard)} was hard to read: the reading of {NEURAL} was taken"
    return [("hard_page", message)] if hard else []


def _repaired(drafts: Sequence[PageDraft]) -> list[tuple[str, str]]:
    """Return a note on the labels that were put right; marks of lists decide no value."""
    repairs = [f"{read!r} was taken for {label!r}" for d in drafts for read, label in d.repairs]
    message = ", ".join(repairs)
    return [("repaired_label", message)] if repairs else []


def _numbers(pages: Sequence[Page]) -> str:
    return ", ".join(str(page.number) for page in pages)


def _drafts(data: bytes, path: str, media_type: str, options: ReadOptions) -> list[PageDraft]:
    """Draft the pages; only the libraries of this kind of file are imported."""
    drafter = PageDrafter(path, options)
    if media_type == PDF:
        from .pdf import PdfFile

        with PdfFile(data, path, options.password, options.limits) as pdf:
            tasks = (drafter.from_pdf(page) for page in pdf.pages())
            return work_off(tasks, options.jobs, drafter.stop)
    from .image import pages_of_image

    images = pages_of_image(data, path, options.limits)
    of_images = (drafter.from_image(image, number) for number, image in enumerate(images, 1))
    return work_off(of_images, options.jobs, drafter.stop)
