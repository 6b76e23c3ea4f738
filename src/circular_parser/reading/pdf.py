"""PDF pages by PDFium: words with boxes, what else is on a page, and its picture.

PDFium is not safe to use from two threads, not even on two files: parallel work is done
in processes. pdfplumber is asked only for pages that show ruled lines.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from ctypes import byref, c_float
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..document import Box, Word
from ..errors import BrokenFileError, EncryptedError, NoPagesError, TooLargeError
from .geometry import Affine, Grid
from .options import Limits
from .quality import TextLayer

if TYPE_CHECKING:
    from .ink import Picture


_NO_PAGES = re.compile(rb"/Count\s+0\b")
_A_PAGE = re.compile(rb"/Type\s*/Page\b")
# PDFium's own marks for a hyphen at a line end, behind which it leaves the line break out.
_LINE_END_HYPHENS = frozenset({2, 0xFFFE})
_SOFT_HYPHEN = 0xAD
_LAST_CODE = 0x10FFFF
# What is no character, and a hyphen that ends a line and so a word.
_NOTHING, _BREAK = "\x00", "\x02"
_RUN = re.compile(r"[^ \x00\x02][^ \x02]*\x02?|\x02")
_BANDS = frozenset(range(100))  # of a page's height
_ZERO_WIDTH = frozenset({0x200B, 0xFEFF})
_MAX_OBJECTS = 20_000
_MAX_DEPTH = 4
_INVISIBLE = 3
_RULE_THICKNESS = 2.5  # points
_RULE_LENGTH = 18.0
_FRAME_WIDTH = 60.0  # a cell of a table; the shapes of an emblem are smaller
_MAX_SEGMENTS = 2_000


@dataclass(slots=True)
class PageContent:
    """What stands on a page, in points of the page as shown.

    Attributes:
        words: the words of the text layer in the order of the file.
        image: box of the largest picture.
        image_scale: pixels for each point of that picture.
        drawn: there is any picture or path.
        invisible: most text objects are drawn invisibly.
        ruled: horizontal and vertical lines that may form a table.
    """

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    image: Box | None = None
    image_scale: float = 0.0
    drawn: bool = False
    invisible: bool = False
    ruled: bool = False

    def text_layer(self) -> TextLayer:
        """Return the facts that the choice between text layer and OCR rests on."""
        share = 0.0
        if self.image is not None:
            share = self.image.width * self.image.height / (self.width * self.height)
        return TextLayer(
            text=" ".join(word.text for word in self.words),
            text_area=self._covered_height(),
            image_share=share,
            invisible=self.invisible,
            drawn=self.drawn,
        )

    def _covered_height(self) -> float:
        covered: set[int] = set()
        for word in self.words:
            if word.box is not None:
                low = int(100 * word.box.top / self.height)
                covered.update(range(max(low, 0), int(100 * word.box.bottom / self.height) + 1))
        return len(covered & _BANDS) / len(_BANDS)


@dataclass(slots=True)
class _Tally:
    """Counts made while walking over a page's objects."""

    seen: int = 0
    texts: int = 0
    invisible: int = 0
    level_rules: int = 0
    upright_rules: int = 0


class PdfFile:
    """An open PDF. Use as a context manager.

    Raises:
        BrokenFileError: PDFium cannot open it.
        EncryptedError: it asks for a password that was not given, or another one.
        NoPagesError: it has no page.
        TooLargeError: it has more pages than the limit.
    """

    def __init__(self, data: bytes, path: str, password: str | None, limits: Limits) -> None:
        self.path = path
        self._data = data
        self._password = password
        self._limits = limits
        self._plumber: Any = None
        try:
            self._pdf = pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            raise _opening_error(error, data, path, password) from None
        self.page_count = len(self._pdf)
        if not self.page_count:
            self.close()
            raise NoPagesError(path, "the PDF has no pages")
        if self.page_count > limits.max_pages:
            self.close()
            raise TooLargeError(path, f"{self.page_count} pages, over {limits.max_pages}")

    def __enter__(self) -> PdfFile:
        """Return the open file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._plumber is not None:
            self._plumber.close()
        self._pdf.close()

    def pages(self) -> Iterator[PdfPage]:
        """Yield the pages; each is closed when the next is asked for."""
        for index in range(self.page_count):
            try:
                page = self._pdf[index]
            except pdfium.PdfiumError:
                raise BrokenFileError(self.path, f"page {index + 1} cannot be loaded") from None
            try:
                yield PdfPage(self, page, index + 1, self._limits)
            finally:
                page.close()

    def table_boxes(self, number: int) -> list[Grid]:
        """Return the ruled tables of page *number*: rows of cell boxes, None where merged."""
        import pdfplumber

        try:
            if self._plumber is None:
                self._plumber = pdfplumber.open(BytesIO(self._data), password=self._password)
            page = self._plumber.pages[number - 1]
            left, top = page.bbox[:2]
            tables: list[Grid] = [
                [
                    [
                        None
                        if cell is None
                        else Box(cell[0] - left, cell[1] - top, cell[2] - left, cell[3] - top)
                        for cell in row.cells
                    ]
                    for row in table.rows
                ]
                for table in page.find_tables()
            ]
            page.close()
        # pdfminer raises nearly anything on pages that PDFium reads; tables are a mere gain.
        except Exception:
            return []
        return tables


class PdfPage:
    """One loaded page of a :class:`PdfFile`."""

    def __init__(self, file: PdfFile, page: Any, number: int, limits: Limits) -> None:
        self.number = number
        self._file = file
        self._page = page
        self._limits = limits
        self.width, self.height = page.get_size()
        if not (0 < self.width <= limits.max_page_side and 0 < self.height <= limits.max_page_side):
            raise TooLargeError(
                file.path,
                f"page {number} measures {self.width:.0f} x {self.height:.0f} points, "
                f"over {limits.max_page_side:.0f}",
            )
        self._to_shown = self._shown_map()

    def content(self) -> PageContent:
        """Return the words and the facts about pictures and lines."""
        content = PageContent(self.width, self.height)
        content.words = self._words()
        tally = _Tally()
        self._walk(self._page.raw, Affine(), 0, content, tally)
        content.invisible = tally.texts > 0 and tally.invisible >= 0.5 * tally.texts
        content.ruled = tally.level_rules >= 3 and tally.upright_rules >= 3
        return content

    def tables(self) -> list[Grid]:
        """Return the ruled tables: rows of cell boxes."""
        return self._file.table_boxes(self.number)

    def render(self, scale: float) -> Picture:
        """Return the page as shown, *scale* pixels for each point.

        Raises:
            BrokenFileError: PDFium cannot render it.
            TooLargeError: a picture on it, or the result, has more pixels than the limit.
        """
        if self.width * self.height * scale * scale > self._limits.max_pixels:
            raise TooLargeError(self._file.path, f"page {self.number} is too large to render")
        from .ink import picture_of

        try:
            pixels = self._page.render(scale=scale).to_numpy()
            return picture_of(np.ascontiguousarray(pixels[:, :, :3]))
        except (pdfium.PdfiumError, ValueError, MemoryError):
            raise BrokenFileError(
                self._file.path, f"page {self.number} cannot be rendered"
            ) from None

    def _shown_map(self) -> Affine:
        """Map PDF user space (origin lower left, before /Rotate) to the page as shown."""
        # PDFium's own: boxes given upside down, empty or beyond the sheet are put right.
        left, bottom, right, top = self._page.get_bbox()
        return {
            90: Affine(0.0, 1.0, 1.0, 0.0, -bottom, -left),
            180: Affine(-1.0, 0.0, 0.0, 1.0, right, -bottom),
            270: Affine(0.0, -1.0, -1.0, 0.0, top, right),
        }.get(self._page.get_rotation(), Affine(1.0, 0.0, 0.0, -1.0, -left, top))

    def _words(self) -> list[Word]:
        textpage = self._page.get_textpage()
        try:
            return list(_words_of(textpage.raw, self._to_shown))
        finally:
            textpage.close()

    def _walk(
        self, holder: Any, to_page: Affine, depth: int, content: PageContent, tally: _Tally
    ) -> None:
        """Take note of the objects of a page (depth 0) or of a form on it."""
        form = depth > 0
        count = (raw.FPDFFormObj_CountObjects if form else raw.FPDFPage_CountObjects)(holder)
        get = raw.FPDFFormObj_GetObject if form else raw.FPDFPage_GetObject
        to_shown = to_page.then(self._to_shown)
        for index in range(count):
            tally.seen += 1
            if tally.seen > _MAX_OBJECTS:
                return
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                tally.texts += 1
                tally.invisible += raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._note_image(item, to_shown, content)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                content.drawn = True
                _note_rules(item, _bounds(item, to_shown), tally)
            elif kind == raw.FPDF_PAGEOBJ_SHADING:
                content.drawn = True
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                matrix = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(item, matrix)
                inner = Affine(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
                self._walk(item, inner.then(to_page), depth + 1, content, tally)

    def _note_image(self, item: Any, to_shown: Affine, content: PageContent) -> None:
        content.drawn = True
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        raw.FPDFImageObj_GetImagePixelSize(item, wide, high)
        if wide.value * high.value > self._limits.max_pixels:
            raise TooLargeError(
                self._file.path,
                f"a picture on page {self.number} has {wide.value} x {high.value} pixels, "
                f"over {self._limits.max_pixels}",
            )
        box = _bounds(item, to_shown)
        shown = Box(
            max(box.x0, 0.0),
            max(box.top, 0.0),
            min(box.x1, self.width),
            min(box.bottom, self.height),
        )
        if shown.width <= 0 or shown.height <= 0:
            return
        largest = content.image
        if largest is None or shown.width * shown.height > largest.width * largest.height:
            content.image = shown
            content.image_scale = max(wide.value, high.value) / max(box.width, box.height)


def _opening_error(
    error: pdfium.PdfiumError, data: bytes, path: str, password: str | None
) -> BrokenFileError | EncryptedError | NoPagesError:
    # PDFium may report the cause of an earlier failure: believe it only on encrypted files.
    code = getattr(error, "err_code", None) if b"/Encrypt" in data else None
    if code == raw.FPDF_ERR_PASSWORD:
        detail = "the password does not open it" if password else "it asks for a password"
        return EncryptedError(path, detail)
    if code == raw.FPDF_ERR_SECURITY:
        return EncryptedError(path, "it is encrypted in a way that is not supported")
    if _NO_PAGES.search(data) and not _A_PAGE.search(data):
        return NoPagesError(path, "the PDF has no pages")
    return BrokenFileError(path, "the PDF cannot be opened")


def _words_of(textpage: Any, to_shown: Affine) -> Iterator[Word]:
    """Yield runs of characters without white space.

    The loose boxes of PDFium are as high as the font and as wide as the advance, so those of
    the first and the last character span the word.
    """
    left, right = raw.FS_RECTF(), raw.FS_RECTF()
    for run in _RUN.finditer(_characters(textpage)):
        printed = run[0].rstrip(_NOTHING)
        raw.FPDFText_GetLooseCharBox(textpage, run.start(), byref(left))
        raw.FPDFText_GetLooseCharBox(textpage, run.start() + len(printed) - 1, byref(right))
        span = Box(
            min(left.left, right.left),
            min(left.bottom, right.bottom),
            max(left.right, right.right),
            max(left.top, right.top),
        )
        text = printed.replace(_NOTHING, "").replace(_BREAK, "-")
        yield Word(text, to_shown.box(span))


def _characters(textpage: Any) -> str:
    """Return the characters of a page, one for each that PDFium counts."""
    count = raw.FPDFText_CountChars(textpage)
    units = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(textpage, 0, count, units)
    text = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if len(text.rstrip("\x00")) != count:
        # Some have no code, or one of two units: asked for one by one they keep their places.
        codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
        text = "".join(chr(min(code, _LAST_CODE)) for code in codes)
    return text.translate(_CHARACTERS)


class _Characters(dict[int, str]):
    """What stands for each code: a space for any white space, ``_NOTHING`` for none."""

    def __missing__(self, code: int) -> str:
        self[code] = _character(code)
        return self[code]


def _character(code: int) -> str:
    if code in _LINE_END_HYPHENS:
        return _BREAK
    if code == _SOFT_HYPHEN:  # which is drawn where it stands
        return "-"
    if code in _ZERO_WIDTH or chr(code).isspace():
        return " "
    if 32 < code < 0xD800 or 0xE000 <= code < _LAST_CODE:
        return chr(code)
    # Control characters are nothing; halves of pairs stand for what is not known.
    return _NOTHING if code < 32 else "\ufffd"


_CHARACTERS = _Characters()


def _bounds(item: Any, to_shown: Affine) -> Box:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return Box(0.0, 0.0, 0.0, 0.0)
    return to_shown.box(Box(left.value, bottom.value, right.value, top.value))


def _note_rules(item: Any, box: Box, tally: _Tally) -> None:
    """Count the straight rules of one path: a line, a frame, or a whole grid."""
    level = box.height <= _RULE_THICKNESS and box.width >= _RULE_LENGTH
    upright = box.width <= _RULE_THICKNESS and box.height >= 6.0
    if level or upright:
        tally.level_rules += level
        tally.upright_rules += upright
    elif box.width >= _FRAME_WIDTH and box.height >= 6.0 and _is_straight(item):
        # A frame counts as its sides; a grid may be drawn as one path of many segments.
        sides = max(raw.FPDFPath_CountSegments(item) // 4, 1)
        tally.level_rules += sides
        tally.upright_rules += sides


def _is_straight(path: Any) -> bool:
    """Whether a path has no curve; emblems in a letterhead have."""
    count = min(raw.FPDFPath_CountSegments(path), _MAX_SEGMENTS)
    segments = (raw.FPDFPath_GetPathSegment(path, index) for index in range(count))
    return all(raw.FPDFPathSegment_GetType(s) != raw.FPDF_SEGMENT_BEZIERTO for s in segments)
