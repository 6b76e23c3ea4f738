"""A document as read: pages, lines and words with their places, and ONE text.

``Document.text`` is the only text there is. Every character of it that is not white
space belongs to exactly one :class:`Word`, and so to a page and, where the source has
a page image, to a box. Boxes are in PDF points (1/72 inch) from the page's top left,
``y`` downwards, as the page is shown upright.

Lines are joined by one line break, blocks (paragraph gaps, columns, table cells) by an
empty line, so ``text`` reads in reading order. A word divided at a line end is joined:
its two halves are two :class:`Word` objects without white space between them in ``text``,
the hyphen belongs to neither.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

TextSource = Literal["text_layer", "ocr", "plain"]
PEN = "pen_digits"  # the engine that reads digits of a pen
BY_HAND = 0.5  # likelihood from which a line is held to be written by hand in part
LineKind = Literal["text", "header", "footer", "page_number", "signature_notice", "table"]


class Box(NamedTuple):
    """A rectangle on a page, in PDF points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent in points."""
        return self.bottom - self.top

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """Return the smallest box that covers all *boxes* (at least one)."""
        x0, top, x1, bottom = zip(*boxes, strict=True)
        return Box(min(x0), min(top), max(x1), max(bottom))


@dataclass(slots=True)
class Word:
    """A run of characters without white space.

    ``text`` is ``Document.text[start:end]``. ``confidence`` is the OCR engine's, 0..1;
    None for text that was not recognised but read.
    """

    text: str
    box: Box | None
    start: int = -1
    end: int = -1
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A second reading of one line by another engine, kept beside the text.

    ``text`` is not part of ``Document.text``; a field rule may prefer it where the first
    reading does not fit the field's grammar. Of the line of a number several are kept: what
    may stand behind its label, each with its share of the probability as ``confidence``.
    ``by_hand`` is how likely a part of the line is written by hand; None where that is unknown.
    """

    text: str
    engine: str
    confidence: float
    by_hand: float | None = None


@dataclass(slots=True)
class Line:
    """One printed line of one column: its words left to right.

    ``block`` numbers the runs of lines that belong together on a page; ``box`` is None
    where the source has no page image.
    """

    words: list[Word]
    page: int
    block: int = 0
    kind: LineKind = "text"
    readings: list[Reading] = field(default_factory=list)
    _text: str = field(default="", init=False, repr=False, compare=False)

    @property
    def start(self) -> int:
        """Offset of the first character in ``Document.text``."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset after the last character in ``Document.text``."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """Return the line's words, joined by one space."""
        if not self._text:
            self._text = " ".join([word.text for word in self.words])
        return self._text

    def cut_last(self, stem: str) -> None:
        """Leave only *stem* of the last word."""
        self.words[-1].text = stem
        self._text = ""

    @property
    def box(self) -> Box | None:
        """The box around the line's words, None without a page image."""
        boxes = [word.box for word in self.words if word.box is not None]
        return Box.around(boxes) if boxes else None

    @property
    def left(self) -> float | None:
        """Where the line begins, None without a page image."""
        return min((word.box.x0 for word in self.words if word.box is not None), default=None)

    @property
    def confidence(self) -> float | None:
        """Mean OCR confidence, weighted by length; None for text that was not recognised."""
        known = [(w.confidence, len(w.text)) for w in self.words if w.confidence is not None]
        if not known:
            return None
        return sum(c * n for c, n in known) / sum(n for _, n in known)


@dataclass(slots=True)
class Cell:
    """One cell of a ruled table: its row and column (from 0) and its span in the text."""

    row: int
    column: int
    start: int
    end: int


@dataclass(slots=True)
class Table:
    """A ruled table on one page; ``cells`` in row order, empty cells left out."""

    page: int
    rows: int
    columns: int
    cells: list[Cell]


@dataclass(slots=True)
class Page:
    """One page: ``number`` from 1, size in points as shown upright.

    ``reason`` says why ``text_source`` was chosen; ``rotation`` (degrees clockwise that
    were turned to bring the page upright: 0, 90, 180, 270) and ``skew`` (degrees, positive
    counter-clockwise, as found) describe the page as it was delivered; ``engine`` names what
    recognised it.
    """

    number: int
    width: float | None
    height: float | None
    text_source: TextSource
    reason: str
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    ocr_confidence: float | None = None
    rotation: int = 0
    skew: float = 0.0
    engine: str | None = None


@dataclass
class Document:
    """A file as read. Build it with :func:`circular_parser.reading.read`.

    ``notes`` are things a person should know about the reading, as (code, message).
    """

    text: str
    pages: list[Page]
    path: str
    sha256: str
    media_type: str
    notes: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def lines(self) -> list[Line]:
        """All lines of all pages in reading order."""
        return [line for page in self.pages for line in page.lines]

    @cached_property
    def words(self) -> list[Word]:
        """All words in the order of the text."""
        return sorted((w for line in self.lines for w in line.words), key=lambda w: w.start)

    @cached_property
    def _recognised(self) -> bool:
        return any(w.confidence is not None for line in self.lines for w in line.words)

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> Line | None:
        """Return the line that holds the character at *offset*, None between lines."""
        index = bisect_right(self._line_starts, offset) - 1
        if index < 0:
            return None
        line = self.lines[index]
        return line if offset < line.end else None

    def words_between(self, start: int, end: int) -> Iterator[Word]:
        """Yield the words that share a character with ``text[start:end]``."""
        index = max(bisect_right(self._word_starts, start) - 1, 0)
        last = bisect_left(self._word_starts, end)
        for word in self.words[index:last]:
            if word.end > start:
                yield word

    def places(self, start: int, end: int) -> list[tuple[int, Box | None, int, int]]:
        """Where ``text[start:end]`` stands: (page, box, start, end) for each page it touches."""
        first = max(bisect_right(self._line_starts, start) - 1, 0)
        last = bisect_left(self._line_starts, end)
        pages: dict[int, list[Word]] = {}
        for line in self.lines[first:last]:
            words = line.words
            if words[0].start < start or words[-1].end > end:
                words = [word for word in words if word.end > start and word.start < end]
            if words:
                pages.setdefault(line.page, []).extend(words)
        found: list[tuple[int, Box | None, int, int]] = []
        for page, words in pages.items():
            boxes = [word.box for word in words if word.box is not None]
            box = Box.around(boxes) if boxes else None
            found.append((page, box, max(words[0].start, start), min(words[-1].end, end)))
        return found

    def confidence(self, start: int, end: int) -> float | None:
        """Mean OCR confidence over ``text[start:end]``; None where nothing was recognised."""
        if not self._recognised:
            return None
        known = [
            (w.confidence, len(w.text))
            for w in self.words_between(start, end)
            if w.confidence is not None
        ]
        if not known:
            return None
        return sum(c * n for c, n in known) / sum(n for _, n in known)


class TextBuilder:
    """Joins lines of words to the one text of a document and gives each word its offsets.

    Used by every reader, so that the rules of joining stand in one place.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last: Line | None = None

    def add(self, line: Line) -> None:
        """Append *line*; a new block or page is set off by an empty line."""
        last = self._last
        if last is not None:
            same_block = last.page == line.page and last.block == line.block
            if not (same_block and self._join_hyphen(last, line)):
                self._append("\n" if same_block else "\n\n")
        for index, word in enumerate(line.words):
            if index:
                self._append(" ")
            word.start = self._length
            self._append(word.text)
            word.end = self._length
        self._last = line

    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._parts)

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)

    def _join_hyphen(self, last: Line, line: Line) -> bool:
        """Join a word divided at the end of *last*; True when no line break is to follow."""
        left, right = last.words[-1], line.words[0].text
        stem = left.text[:-1]
        if not left.text.endswith("-") or not stem[-1:].isalpha() or not right[:1].isalpha():
            return False
        # Reduplication and prefixed capitals keep their hyphen: masing-masing, se-Kota, non-ASN.
        tail = stem.rsplit("-")[-1].casefold()
        doubled = len(tail) > 2 and right.casefold().startswith((tail[:4], tail[-4:]))
        if doubled or right[:1].isupper() or tail in {"se", "non", "pra", "pasca", "antar"}:
            return True
        last.cut_last(stem)
        left.end -= 1
        self._parts[-1] = stem
        self._length -= 1
        return True
