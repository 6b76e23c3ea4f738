"""DOCX to blocks of lines: headers (the letterhead) first, then the body, footers last.

Macros and embedded objects are not looked at; deleted text of tracked changes is left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from circular_parser.document import LineKind
from circular_parser.errors import BrokenFileError, TooLargeError
from circular_parser.reading.blocks import Block, Prose
from circular_parser.reading.decoding import printed_lines
from circular_parser.reading.docx_numbering import ListNumbers

MAX_UNPACKED_BYTES = 200_000_000
MAX_XML_BYTES = 40_000_000
MAX_PARTS = 5_000
_PAGE_NUMBER = re.compile(r"[-\u2013—\s]*\d{1,4}[-\u2013—\s]*")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
# No text of the page: deleted, a field's code, properties, a second form for old programs.
_UNREAD = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")}
    | {_MC_FALLBACK}
)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(data: bytes, path: str) -> Prose:
    """Read the text of a DOCX.

    Raises:
        TooLargeError: it unpacks to more than the limits.
        BrokenFileError: it cannot be opened as a Word file.
    """
    _check_size(data, path)
    try:
        return Prose(_blocks(data), "docx", [])
    except Exception as error:  # python-docx raises whatever the XML of a part provokes
        raise BrokenFileError(path, f"it cannot be opened as a Word file: {error}") from error


def _blocks(data: bytes) -> list[Block]:
    document = _open(data)
    walker = _Walker(ListNumbers.of(document))
    headers, footers = _heads_and_feet(document)
    blocks: list[Block] = []
    for element in headers:
        blocks.extend(walker.blocks(element, "header"))
    blocks.extend(walker.blocks(document.element.body, "text"))
    for element in footers:
        blocks.extend(walker.blocks(element, "footer"))
    return blocks


def _check_size(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BrokenFileError(path, f"no ZIP archive can be read from it: {error}") from error
    if len(parts) > MAX_PARTS:
        raise TooLargeError(path, f"{len(parts)} parts, the limit is {MAX_PARTS}")
    # zipfile reads no more of a part than its directory entry declares.
    unpacked = sum(part.file_size for part in parts)
    xml = sum(p.file_size for p in parts if p.filename.lower().endswith((".xml", ".rels")))
    for size, limit, what in (
        (unpacked, MAX_UNPACKED_BYTES, "bytes"),
        (xml, MAX_XML_BYTES, "bytes of XML"),
    ):
        if size > limit:
            raise TooLargeError(path, f"unpacks to {size} {what}, the limit is {limit}")


def _open(data: bytes) -> Any:
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    # A document with macros is read like one without.
    PartFactory.part_type_for.setdefault(_MACRO_MAIN, DocumentPart)
    document = Package.open(BytesIO(data)).main_document_part.document
    if document.element.body is None:
        raise ValueError("it has no body")
    return document


def _heads_and_feet(document: Any) -> tuple[list[Any], list[Any]]:
    """Return the header and footer elements in use, each part once."""
    headers: dict[int, Any] = {}
    footers: dict[int, Any] = {}
    for section in document.sections:
        first = section.different_first_page_header_footer
        heads = [section.first_page_header] if first else []
        feet = [section.first_page_footer] if first else []
        for part in (*heads, section.header):
            if not part.is_linked_to_previous:
                headers.setdefault(id(part._element), part._element)
        for part in (*feet, section.footer):
            if not part.is_linked_to_previous:
                footers.setdefault(id(part._element), part._element)
    return list(headers.values()), list(footers.values())


class _Walker:
    """Walks the XML of one story after the other; tables are numbered through."""

    def __init__(self, numbers: ListNumbers) -> None:
        self._numbers = numbers
        self._tables = 0

    def blocks(self, container: Any, kind: LineKind) -> Iterator[Block]:
        """Yield the paragraphs and table cells of *container* in order."""
        for element in container:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element, kind)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag not in _UNREAD:
                # Content controls and other wrappers.
                yield from self.blocks(element, kind)

    def _table(self, table: Any) -> Iterator[Block]:
        number = self._tables
        self._tables += 1
        for row_number, row in enumerate(table.iter(f"{_W}tr")):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue
            cells = [c for c in row.iter(f"{_W}tc") if next(c.iterancestors(f"{_W}tr")) is row]
            column = 0
            for cell in cells:
                lines = [
                    line
                    for paragraph in cell.iter(f"{_W}p")
                    for block in self._paragraph(paragraph, "table")
                    for line in block.lines
                ]
                if lines:
                    yield Block(lines, "table", (number, row_number, column))
                column += _columns(cell)

    def _paragraph(self, paragraph: Any, kind: LineKind) -> Iterator[Block]:
        boxes: list[Any] = []
        text = "".join(_run_text(paragraph, boxes))
        lines = [line for line in printed_lines(text) if line]
        if lines:
            label = self._numbers.label(paragraph)
            lines[0] = f"{label} {lines[0]}" if label else lines[0]
            margin = kind in {"header", "footer"}
            numbers_page = margin and len(lines) == 1 and _PAGE_NUMBER.fullmatch(lines[0])
            yield Block(lines, "page_number" if numbers_page else kind)
        if kind != "table":
            for box in boxes:
                yield from self.blocks(box, kind)


def _columns(cell: Any) -> int:
    """Return how many columns of the grid *cell* spans."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = "1" if span is None else str(span.get(f"{_W}val"))
    return int(value) if re.fullmatch(r"[1-9]\d?", value) else 1


def _run_text(element: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the text below *element*; text boxes are collected, not read."""
    stack = list(reversed(element))
    while stack:
        item = stack.pop()
        if item.tag == f"{_W}t":
            yield item.text or ""
        elif item.tag in _SIGNS:
            yield _SIGNS[item.tag]
        elif item.tag == f"{_W}txbxContent":
            boxes.append(item)
        elif item.tag not in _UNREAD and not _is_vanished(item):
            stack.extend(reversed(item))


def _is_vanished(item: Any) -> bool:
    return item.tag == f"{_W}r" and item.find(f"{_W}rPr/{_W}vanish") is not None
