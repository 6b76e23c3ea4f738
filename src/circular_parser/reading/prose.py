"""Text, Markdown, HTML and DOCX to a document without boxes.

It has one page, unless form feeds part the pages of a letter, as pdftotext leaves them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from circular_parser.document import Cell, Document, Line, Page, Table, TextBuilder, Word
from circular_parser.errors import EmptyFileError, TooLargeError, UnsupportedFormatError
from circular_parser.reading.blocks import Block, Prose
from circular_parser.reading.decoding import decode, printed_lines, unescape
from circular_parser.reading.press_noise import CleanText, cut_furniture, cut_noise, is_transcript
from circular_parser.reading.sniff import DOCX, HTML, MARKDOWN, PLAIN
from circular_parser.reading.text_columns import without_columns
from circular_parser.reading.text_tables import text_tables

MAX_TEXT_BYTES = 10_000_000
MAX_TEXT_PAGES = 1_000
# A line of a hard-wrapped text is at most this long; a longer one is a paragraph.
_MAX_WRAPPED = 115
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”\u2019)\]]*$")
# A point that ends no sentence, whatever the next line begins with: 8 s.d. / 11 April.
# The last is what stands before a name: RSUD dr. / H. Jusuf.
_GOES_ON = re.compile(r"\b(?:s\.\s?d|tgl|pkl|dr[gsah]?|ir|prof|k?\.?hj?|st)\.$", re.IGNORECASE)
_LIST_ITEM = re.compile(
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]|[-\u2013—•*·▪➢])(?:\s|$)"
)
# A label whose value the line breaks off before, and the value: Surat Bupati Nomor : / 440.1/67.
_BROKEN_OFF = re.compile(r"\S\s+(?:nomor|no\.?|tanggal|tgl\.?)\s*:?$", re.IGNORECASE)
_VALUE = re.compile(r"(?:[A-Z]{1,8}[./-])?\d[^\s)]*/|\d+ [Tt]ahun \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}")
# Words set with a blank between their letters, wider blanks between the words: U N T U N G.
_LETTER_SPACED = re.compile(r"(?<!\S)[A-Z](?: [A-Z]){3,}(?:[ \t]{2,}[A-Z](?: [A-Z])+)*(?![^\s,.])")
# Quotation marks set as two apostrophes: ''Harus hemat,'' ujar Bupati.
_TWO_APOSTROPHES = re.compile("''|``|‘‘|’’")
_BLANK_BETWEEN = re.compile(r"(?<=[A-Z]) (?=[A-Z])")


def read_prose(data: bytes, media_type: str, path: str) -> Document:
    """Read *data*, a text of the kind *media_type*.

    Words have no boxes. Form feeds in the plain text of a letter begin new pages. News texts
    lose their page noise, with a note ``noise_cut``; transcripts of circulars lose page
    furniture only.

    Raises:
        EmptyFileError: nothing but white space.
        TooLargeError: over the size limits of its format, or more than a thousand pages.
        BrokenFileError: a DOCX that cannot be opened.
        UnsupportedFormatError: a media type that is not read here.
    """
    if media_type == DOCX:
        from circular_parser.reading.docx_text import read_docx

        prose = read_docx(data, path)
    else:
        prose = _read_text(data, media_type, path)
    return _document(prose, data, media_type, path)


def _read_text(data: bytes, media_type: str, path: str) -> Prose:
    if len(data) > MAX_TEXT_BYTES:
        raise TooLargeError(path, f"{len(data)} bytes of text, the limit is {MAX_TEXT_BYTES}")
    text, damaged = decode(data)
    if media_type == PLAIN:
        text = _LETTER_SPACED.sub(lambda m: _BLANK_BETWEEN.sub("", m[0]), unescape(text))
        lines, reason = printed_lines(without_columns(text)), "plain_text"
        if is_transcript(lines):
            return _read_letter(text.split("\f"), damaged, path)
    elif media_type == MARKDOWN:
        from circular_parser.reading.markdown_text import markdown_lines

        lines, reason = printed_lines(unescape(markdown_lines(text))), "markdown"
    elif media_type == HTML:
        from circular_parser.reading.html_text import html_lines

        found, reason = html_lines(text, path)
        lines = printed_lines(unescape(found))
    else:
        raise UnsupportedFormatError(path, f"media type {media_type} is no text that is read")
    clean = cut_noise([_TWO_APOSTROPHES.sub('"', line) for line in lines])
    if not any(clean.lines):
        # All of it looks like noise: then it is no news page, and stays.
        clean = CleanText(lines, Counter())
    if media_type == PLAIN:
        groups = paragraphs(clean.lines, transcript=False)  # letters went another way
    else:
        groups = by_gaps(clean.lines)
    return Prose([Block(group) for group in groups], reason, _notes(clean.cut, damaged))


def _read_letter(pages: list[str], damaged: bool, path: str) -> Prose:
    """The blocks of a letter whose *pages* form feeds part, its tables cell by cell."""
    if len(pages) > MAX_TEXT_PAGES:
        raise TooLargeError(path, f"{len(pages)} pages of text, the limit is {MAX_TEXT_PAGES}")
    cut: Counter[str] = Counter()
    blocks: list[Block] = []
    for number, page in enumerate(pages, 1):
        lines = page.expandtabs().splitlines()
        begin = 0
        for index, table in enumerate(text_tables(lines)):
            blocks += _paragraph_blocks(lines[begin : table.start], number, cut)
            blocks += [
                Block(printed_lines("\n".join(cell)), "table", (index, row, column), number)
                for row, cells in enumerate(table.rows)
                for column, cell in enumerate(cells)
                if cell
            ]
            begin = table.end
        blocks += _paragraph_blocks(lines[begin:], number, cut)
    return Prose(blocks, "plain_text", _notes(cut, damaged))


def _paragraph_blocks(lines: list[str], page: int, cut: Counter[str]) -> list[Block]:
    kept = cut_furniture(printed_lines(without_columns("\n".join(lines))), cut)
    return [Block(group, page=page) for group in paragraphs(kept, transcript=True)]


def _notes(cut: Counter[str], damaged: bool) -> list[tuple[str, str]]:
    notes = []
    if damaged:
        notes.append(("decoding_loss", "some bytes fit no character encoding"))
    if cut:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(cut.items()))
        notes.append(("noise_cut", f"{cut.total()} pieces of page noise left out ({kinds})"))
    return notes


def by_gaps(lines: Iterable[str]) -> list[list[str]]:
    """Group *lines* to blocks at empty lines."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def paragraphs(lines: Sequence[str], *, transcript: bool) -> list[list[str]]:
    """Group the lines of a plain text to paragraphs.

    An empty line always ends a paragraph. Without one, a line goes on in the next where
    the text is wrapped; it does not where a list item begins or a sentence ends before a
    capital. In the press a line is a paragraph of its own unless it breaks off.
    """
    groups: list[list[str]] = []
    for group in by_gaps(lines):
        groups.append([group[0]])
        width = max(map(len, group))
        for last, line in pairwise(group):
            if _goes_on(last, line, width, transcript=transcript):
                groups[-1].append(line)
            else:
                groups.append([line])
    return groups


def _goes_on(last: str, line: str, width: int, *, transcript: bool) -> bool:
    if _BROKEN_OFF.search(last) and _VALUE.match(line):
        return True
    abbreviated = _GOES_ON.search(last) is not None
    if abbreviated and line[:1].isalpha():
        return True
    if _LIST_ITEM.match(line):
        return False
    if abbreviated or line[:1].islower() or last.endswith((",", "-")):
        return True
    if _SENTENCE_END.search(last):
        return False
    if transcript:
        return True
    return width <= _MAX_WRAPPED and len(last) > 0.6 * width


def _document(prose: Prose, data: bytes, media_type: str, path: str) -> Document:
    builder = TextBuilder()
    last = max((block.page for block in prose.blocks), default=1)
    pages = [Page(n, None, None, "plain", prose.reason) for n in range(1, last + 1)]
    cells: dict[tuple[int, int], list[Cell]] = {}
    for number, block in enumerate(prose.blocks):
        added = [
            Line([Word(word, None) for word in text.split()], block.page, number, block.kind)
            for text in block.lines
            if text.split()
        ]
        for line in added:
            builder.add(line)
        pages[block.page - 1].lines.extend(added)
        if block.cell is not None and added:
            table, row, column = block.cell
            cell = Cell(row, column, added[0].start, added[-1].end)
            cells.setdefault((block.page, table), []).append(cell)
    for (number, _), of in cells.items():
        rows, columns = max(c.row for c in of), max(c.column for c in of)
        pages[number - 1].tables.append(Table(number, 1 + rows, 1 + columns, of))
    if not any(page.lines for page in pages):
        raise EmptyFileError(path, "there is no text in it")
    return Document(
        text=builder.text(),
        pages=pages,
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        notes=prose.notes,
    )
