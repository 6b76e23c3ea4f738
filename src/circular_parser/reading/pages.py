"""A page of a PDF or an image file to lines with boxes: text layer or OCR."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from ..document import Box, Cell, Line, LineKind, Page, Table, Word
from ..errors import BrokenFileError, MissingProgramError, ReadTimeoutError
from .geometry import Affine, quarter_turn, scaling
from .image import PageImage
from .layout import LaidLine, lay_out
from .ocr import (
    EngineFailedError,
    EngineMissingError,
    EngineTimeoutError,
    GreyImage,
    OcrEngine,
    engine_for,
)
from .options import ReadOptions
from .pdf import Grid, PageContent, PdfPage
from .prepare import MAX_SIDE, MIN_SIDE, is_blank
from .quality import decide
from .recognise import PageReading, box_of, recognise_page
from .signature_area import reread_signature
from .typed_lines import names_a_field, second_readings

_DRAWN_SIDE = 1700  # pixels of the shorter side for a page without a large picture: 200 dpi of A4


@dataclass(slots=True)
class PageDraft:
    """A page whose lines have no offsets yet, and the lines of each table cell."""

    page: Page
    cells: list[tuple[Cell, list[Line]]] = field(default_factory=list)

    def place_cells(self) -> None:
        """Give the cells their spans, once the lines have theirs."""
        for cell, lines in self.cells:
            cell.start, cell.end = lines[0].start, lines[-1].end


class PageDrafter:
    """Drafts the pages of one file; loads the OCR engine when the first page needs it."""

    def __init__(self, path: str, options: ReadOptions) -> None:
        self._path = path
        self._options = options
        self._engine: OcrEngine | None = None

    def from_pdf(self, pdf_page: PdfPage) -> PageDraft:
        """Draft a page of a PDF.

        Raises:
            DocumentError: it cannot be rendered, is too large, or OCR is not to be had.
        """
        content = pdf_page.content()
        decision = decide(content.text_layer(), self._options.ocr)
        if not decision.ocr:
            return _text_layer_draft(pdf_page, content, decision.reason)
        scale = _render_scale(content)
        pixels = pdf_page.render(scale)
        size = (pdf_page.width, pdf_page.height)
        return self._recognised(pixels, size, pdf_page.number, decision.reason)

    def from_image(self, image: PageImage, number: int) -> PageDraft:
        """Draft a page of an image file; raises as :meth:`from_pdf`."""
        size = (image.width, image.height)
        if self._options.ocr == "never":
            return PageDraft(Page(number, *size, "text_layer", "not_allowed"))
        reason = "forced" if self._options.ocr == "always" else "no_text"
        return self._recognised(image.pixels, size, number, reason)

    def _recognised(
        self, pixels: GreyImage, size: tuple[float, float], number: int, reason: str
    ) -> PageDraft:
        if is_blank(pixels):
            return PageDraft(Page(number, *size, "text_layer", "blank"))
        reading = self._recognise(pixels, number)
        prepared = reading.prepared
        # The page is shown upright: its size turns with the picture, and so do the boxes.
        to_points = scaling(size[0] / pixels.shape[1], size[1] / pixels.shape[0])
        turn = quarter_turn(prepared.rotation, *size)
        if prepared.rotation in (90, 270):
            size = size[1], size[0]
        back = prepared.to_page.then(to_points).then(turn)
        recognised = reread_signature(prepared.image, reading.words)
        words = [Word(w.text, box_of(w), confidence=w.confidence) for w in recognised]
        keys = {id(word): found.line for word, found in zip(words, recognised, strict=True)}

        def lay(members: Sequence[Word], first_block: int, kind: LineKind) -> list[Line]:
            laid = _without_strokes(members, [keys[id(word)] for word in members], first_block)
            readings = second_readings(prepared.image, laid) if kind == "text" else {}
            lines = _lines(laid, number, back, kind)
            for index, found in readings.items():
                lines[index].readings.extend(found)
            return lines

        page = Page(
            number,
            *size,
            "ocr",
            reason,
            ocr_confidence=reading.confidence,
            rotation=prepared.rotation,
            skew=prepared.skew,
        )
        return _composed(page, words, prepared.grids, lay)

    def _recognise(self, pixels: GreyImage, number: int) -> PageReading:
        try:
            if self._engine is None:
                self._engine = engine_for(self._options.engine, self._options.language)
            return recognise_page(pixels, self._engine, self._options.ocr_timeout)
        except EngineMissingError as error:
            raise MissingProgramError(self._path, f"page {number} needs OCR: {error}") from None
        except EngineTimeoutError as error:
            detail = f"the OCR of page {number} took longer than {error}"
            raise ReadTimeoutError(self._path, detail) from None
        except EngineFailedError as error:
            detail = f"the OCR of page {number} failed: {error}"
            raise BrokenFileError(self._path, detail) from None


def _without_strokes(
    words: Sequence[Word], keys: Sequence[Hashable], first_block: int
) -> list[LaidLine]:
    """Lay out recognised words; what proves to be no text is taken away and bends no column."""
    laid = lay_out(words, keys, first_block)
    dropped = {id(word) for line in laid if not _is_text(line) for word in line.words}
    if not dropped:
        return laid
    kept = [pair for pair in zip(words, keys, strict=True) if id(pair[0]) not in dropped]
    again = lay_out([word for word, _ in kept], [key for _, key in kept], first_block)
    return [line for line in again if _is_text(line)]


def _is_text(line: LaidLine) -> bool:
    """Whether a recognised line is worth keeping: emblems, stamps and pen strokes are not."""
    if names_a_field(line):
        return True
    words = [(word.confidence or 0.0, len(word.text)) for word in line.words]
    letters = sum(char.isalnum() for word in line.words for char in word.text)
    sure = max(confidence for confidence, _ in words)
    if letters <= 4:
        return letters > 0 and sure >= 0.55
    mean = sum(confidence * length for confidence, length in words)
    mean /= sum(length for _, length in words)
    return mean >= 0.4 or 4 * sum(confidence >= 0.75 for confidence, _ in words) >= len(words)


def _render_scale(content: PageContent) -> float:
    """Return pixels for each point: a scan at its own resolution, within useful bounds."""
    shorter = min(content.width, content.height)
    side: float = _DRAWN_SIDE
    if content.image is not None and content.image.width > 0.3 * content.width:
        side = min(max(content.image_scale * shorter, MIN_SIDE), MAX_SIDE)
    return side / shorter


# Makes lines of words, their first block and kind given.
_Lay = Callable[[Sequence[Word], int, LineKind], list[Line]]


def _text_layer_draft(pdf_page: PdfPage, content: PageContent, reason: str) -> PageDraft:
    number = pdf_page.number

    def lay(words: Sequence[Word], first_block: int, kind: LineKind) -> list[Line]:
        laid = lay_out(words, _baselines(words), first_block)
        return _lines(laid, number, Affine(), kind)

    page = Page(number, content.width, content.height, "text_layer", reason)
    grids = pdf_page.tables() if content.ruled and content.words else []
    return _composed(page, content.words, grids, lay)


def _baselines(words: Sequence[Word]) -> list[int]:
    """Number the runs of words that a text layer sets one after another on one baseline."""
    runs: list[int] = []
    run = 0
    last: Box | None = None
    for word in words:
        box = word.box
        if box is not None and last is not None:
            level = abs(box.top - last.top) < 0.5 and abs(box.bottom - last.bottom) < 0.5
            run += not (level and box.x0 >= last.x0)
        runs.append(run)
        last = box
    return runs


def _composed(page: Page, words: Sequence[Word], grids: Sequence[Grid], lay: _Lay) -> PageDraft:
    """Draft *page* of its words: what stands above a table, its cells, what stands below."""
    draft = PageDraft(page)
    for grid in sorted(grids, key=lambda grid: _around(grid).top):
        words = _add_table(draft, grid, words, lay)
    _add_lines(draft, words, lay)
    return draft


def _add_table(draft: PageDraft, grid: Grid, words: Sequence[Word], lay: _Lay) -> list[Word]:
    """Add the lines above a table, then its cells; return the words below it."""
    frame = _around(grid)
    inside = [word for word in words if _holds(frame, word)]
    outside = [word for word in words if not _holds(frame, word)]
    filled = [
        (row, column, [word for word in inside if _holds(box, word)])
        for row, boxes in enumerate(grid)
        for column, box in enumerate(boxes)
        if box is not None
    ]
    filled = [cell for cell in filled if cell[2]]
    if len({row for row, _, _ in filled}) < 2 or len({column for _, column, _ in filled}) < 2:
        return list(words)
    above = [word for word in outside if _middle(word) < frame.top]
    below = [word for word in outside if _middle(word) >= frame.top]
    held = {id(word) for _, _, members in filled for word in members}
    left_over = [word for word in inside if id(word) not in held]
    _add_lines(draft, above, lay)
    table = Table(draft.page.number, len(grid), max(len(row) for row in grid), [])
    for row, column, members in filled:
        lines = _add_lines(draft, members, lay, "table")
        if lines:
            cell = Cell(row, column, -1, -1)
            table.cells.append(cell)
            draft.cells.append((cell, lines))
    draft.page.tables.append(table)
    _add_lines(draft, left_over, lay)
    return below


def _add_lines(
    draft: PageDraft, words: Sequence[Word], lay: _Lay, kind: LineKind = "text"
) -> list[Line]:
    """Add the lines of *words*; those of a table's cell are one block."""
    lines = draft.page.lines
    first = lines[-1].block + 1 if lines else 0
    new = lay(words, first, kind)
    if kind == "table":
        for line in new:
            line.block = first
    lines.extend(new)
    return new


def _lines(
    laid: Sequence[LaidLine], number: int, back: Affine, kind: LineKind = "text"
) -> list[Line]:
    if back != Affine():
        for line in laid:
            for word in line.words:
                if word.box is not None:
                    word.box = back.box(word.box)
    return [Line(line.words, number, line.block, kind) for line in laid]


def _around(grid: Sequence[Sequence[Box | None]]) -> Box:
    return Box.around(box for row in grid for box in row if box is not None)


def _holds(box: Box, word: Word) -> bool:
    if word.box is None:
        return False
    x = (word.box.x0 + word.box.x1) / 2
    return box.x0 <= x <= box.x1 and box.top <= _middle(word) <= box.bottom


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2 if word.box is not None else 0.0
