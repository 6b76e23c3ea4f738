"""What kind of file some bytes are: by the bytes, the suffix only among kinds of text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
PROSE = frozenset({PLAIN, MARKDOWN, HTML, DOCX})

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
)
_PDF_HEAD_WITHIN = 1024  # readers accept some bytes of rubbish before %PDF-
_HTML_HEAD = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|article|div|p|meta|table)\b", re.IGNORECASE
)
_MARKDOWN_LINE = re.compile(r"^(?:#{1,6} \S|\*\*\S|\[[^\]\n]+\]\(http|```)", re.MULTILINE)
_NO_TEXT = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


def media_type_of(data: bytes, name: str = "") -> str | None:
    """Return the media type of *data*, None for a kind that is not read.

    Args:
        data: the whole file.
        name: its name; the suffix tells Markdown from plain text, nothing else.
    """
    if b"%PDF-" in data[:_PDF_HEAD_WITHIN]:
        return PDF
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK\x03\x04"):
        return DOCX if _is_docx(data) else None
    head = text_head(data)
    return None if head is None else _kind_of_text(head, PurePath(name).suffix.lower())


def text_head(data: bytes, length: int = 4096) -> str | None:
    """Decode the first *length* bytes as text, None when they are none."""
    head = data[:length]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if not _NO_TEXT.isdisjoint(head):
        return None
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A character cut at the end of the head is no sign of another encoding.
        if len(data) > length and error.start > len(head) - 4:
            return head[: error.start].decode("utf-8-sig")
    # cp1252 decodes nearly anything: letters must prevail.
    decoded = head.decode("cp1252", errors="replace")
    readable = sum(char.isalnum() or char.isspace() for char in decoded)
    return decoded if readable >= 0.7 * len(decoded) else None


def _kind_of_text(head: str, suffix: str) -> str:
    start = head.lstrip()[:1024]
    if start.startswith("<") and _HTML_HEAD.search(start):
        return HTML
    if suffix in {".html", ".htm", ".xhtml"} and "<" in head:
        return HTML
    if suffix in {".md", ".markdown"} or (not suffix and _MARKDOWN_LINE.search(head)):
        return MARKDOWN
    return PLAIN


def _is_docx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # A truncated DOCX has no directory but still names its first parts.
        return b"word/" in data[:65536]
