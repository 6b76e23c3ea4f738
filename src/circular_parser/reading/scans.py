"""A page image to lines with boxes: prepared, recognised, its weak places read again.

Only a page that needs it imports this module: what it draws on takes time to load.
"""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from threading import Event

from ..document import Line, LineKind, Page, Word
from ..errors import BrokenFileError, MissingProgramError
from .doubtful_lines import reread_doubtful
from .drafts import TIMED_OUT, PageDraft, compose, lines_of
from .geometry import Projective, quarter_turn, scaling
from .image import PageImage
from .ink import Picture
from .layout import LaidLine, lay_out
from .list_marks import mend_lists
from .misread_labels import repair_labels
from .ocr import (
    EngineFailedError,
    EngineMissingError,
    EngineTimeoutError,
    Recognised,
    end_commands,
)
from .options import ReadOptions
from .pdf import PageContent, PdfPage
from .prepare import MAX_SIDE, MIN_SIDE
from .probe import Probe
from .recognise import Deadline, PageReading, box_of, mean_confidence, recognise_sheet
from .recognisers import Recognisers
from .sheets import Sheet, sheets_of
from .signature_area import signature_area
from .signature_reading import reread_signature
from .typed_lines import names_a_field, second_readings

_log = logging.getLogger(__name__)

_TALL = 1.7  # of the usual height of a word: what a few letters by themselves have in an emblem
_SURE, _LIKELY = 0.9, 0.55  # confidence of a few letters by themselves that are print
_MARGIN = 0.045  # of the page's width: a centimetre
_EMBLEM = 0.3, 0.2  # of the page's width and height: the corner in which an emblem stands
_DRAWN_SIDE = 1700  # pixels of the shorter side for a page without a large picture: 200 dpi of A4

_Size = tuple[int, int]  # width and height in pixels


class ScanDrafter:
    """Drafts the scanned pages of one file; loads the OCR engine when the first needs it."""

    def __init__(self, path: str, options: ReadOptions) -> None:
        self._path = path
        self._options = options
        self._recognisers = Recognisers(options)
        self._stopped = Event()

    def stop(self) -> None:
        """Make what is being recognised in other threads end soon."""
        self._stopped.set()
        end_commands()

    def from_pdf(
        self, pdf_page: PdfPage, content: PageContent, reason: str
    ) -> Callable[[], PageDraft]:
        """Render a page of a PDF; return what recognises it for *reason*, in any thread.

        Raises:
            DocumentError: it cannot be rendered or is too large; when it is called, also
                where OCR is not to be had.
        """
        picture = pdf_page.render(_render_scale(content))
        size = (pdf_page.width, pdf_page.height)
        return partial(self._recognised, picture, size, pdf_page.number, reason)

    def from_image(self, image: PageImage, number: int, reason: str) -> Callable[[], PageDraft]:
        """Return what recognises a page of an image file; raises as :meth:`from_pdf`."""
        size = image.width, image.height
        return partial(self._recognised, image.picture, size, number, reason)

    def _recognised(
        self, picture: Picture, size: tuple[float, float], number: int, reason: str
    ) -> PageDraft:
        start = time.monotonic()
        probe = Probe(picture.grey)
        if probe.is_negative:
            picture = picture.turned_positive()
            probe = Probe(picture.grey)
        if probe.is_blank:
            return PageDraft(Page(number, *size, "text_layer", "blank"))
        sheets = sheets_of(picture, probe)
        read = self._read(sheets, number)
        if not read:
            return PageDraft(Page(number, *size, "ocr", TIMED_OUT))
        height, width = picture.grey.shape
        # The page is shown upright: its size turns with the picture, and so do the boxes.
        rotation = read[0][1].prepared.rotation
        to_points = scaling(size[0] / width, size[1] / height)
        shown = Projective.of(to_points.then(quarter_turn(rotation, *size)))
        if rotation in (90, 270):
            size = size[1], size[0]
        page = Page(
            number,
            *size,
            "ocr",
            reason if all(reading.complete for _, reading in read) else TIMED_OUT,
            ocr_confidence=mean_confidence(word for _, r in read for word in r.words),
            rotation=rotation,
            skew=read[0][1].prepared.skew,
            engine=read[0][1].engine,
        )
        seconds = time.monotonic() - start
        _log.info("page %d: read by %s in %.1f s", number, page.engine, seconds)
        draft = PageDraft(page)
        # Turned upright, what was the lower or right part is on the left.
        for sheet, reading in reversed(read) if rotation in (90, 180) else read:
            self._add(draft, sheet, reading, sheet.to_picture.then(shown))
        return draft

    def _add(
        self, draft: PageDraft, sheet: Sheet, reading: PageReading, to_page: Projective
    ) -> None:
        """Add the lines of one sheet, whose pixels *to_page* maps to points of the page."""
        prepared = reading.prepared
        back = Projective.of(prepared.to_page).then(to_page)
        read_again = self._read_again(sheet.picture, reading)
        recognised = repair_labels(read_again)
        pairs = zip(read_again, recognised, strict=True)
        draft.repairs += [(old.text, new.text) for old, new in pairs if old.text != new.text]
        words = [Word(w.text, box_of(w), confidence=w.confidence) for w in recognised]
        keys = {id(word): found.line for word, found in zip(words, recognised, strict=True)}

        height, width = prepared.image.shape

        def lay(members: Sequence[Word], first_block: int, kind: LineKind) -> list[Line]:
            text = kind == "text"
            lines_of_engine = [keys[id(word)] for word in members]
            laid = _without_strokes(
                members, lines_of_engine, first_block, (width, height) if text else None
            )
            laid = mend_lists(laid) if text else laid
            again = second_readings(prepared.image, laid, self._recognisers) if text else {}
            lines = lines_of(laid, draft.page.number, back, kind)
            for index, found in again.items():
                lines[index].readings.extend(found)
            return lines

        compose(draft, words, prepared.grids, lay)

    def _read_again(self, picture: Picture, reading: PageReading) -> list[Recognised]:
        """Return the words; those of doubtful lines and under a signature are read again."""
        prepared, words = reading.prepared, reading.words
        height, width = prepared.image.shape
        area = signature_area(words, width, height)
        if area is not None:
            grey = prepared.image if picture.lifted is None else prepared.same_for(picture.lifted)
            words = reread_signature(grey, words, area, self._recognisers)
        if reading.complete:
            words = reread_doubtful(prepared.image, words, reading.noise, self._recognisers)
        return words

    def _read(self, sheets: Sequence[Sheet], number: int) -> list[tuple[Sheet, PageReading]]:
        """Read the sheets of a page until its time runs out; nothing is left running."""
        deadline = Deadline(self._options.ocr_timeout, self._stopped)
        read = []
        try:
            for sheet in sheets:
                pixels = sheet.picture.grey
                reading = recognise_sheet(pixels, sheet.probe, self._recognisers, deadline)
                read.append((sheet, reading))
        except EngineMissingError as error:
            raise MissingProgramError(self._path, f"page {number} needs OCR: {error}") from None
        except EngineTimeoutError:
            pass
        except EngineFailedError as error:
            detail = f"the OCR of page {number} failed: {error}"
            raise BrokenFileError(self._path, detail) from None
        return read


def _without_strokes(
    words: Sequence[Word], keys: Sequence[Hashable], first_block: int, page: _Size | None
) -> list[LaidLine]:
    """Lay out recognised words; what proves to be no text is taken away and bends no column.

    *page* is the size of the whole picture, None for the cell of a table.
    """
    laid = lay_out(words, keys, first_block)
    size = statistics.median(_height(word) for word in words) if words else 0.0
    dropped = {id(word) for line in laid if not _is_text(line, size, page) for word in line.words}
    if not dropped:
        return laid
    kept = [pair for pair in zip(words, keys, strict=True) if id(pair[0]) not in dropped]
    again = lay_out([word for word, _ in kept], [key for _, key in kept], first_block)
    return [line for line in again if _is_text(line, size, page)]


def _is_text(line: LaidLine, size: float, page: _Size | None) -> bool:
    """Whether a recognised line is worth keeping: emblems, stamps and pen strokes are not.

    *size* is the usual height of a word; *page* as in :func:`_without_strokes`.
    """
    if names_a_field(line):
        return True
    words = [(word.confidence or 0.0, len(word.text)) for word in line.words]
    letters = sum(char.isalnum() for word in line.words for char in word.text)
    sure = max(confidence for confidence, _ in words)
    if letters <= 4:
        tall = max(_height(word) for word in line.words) > _TALL * size
        if page is not None:
            if _is_lone_letter(line) or (letters == 1 and _beside_the_text(line, page)):
                return False
            tall = tall or _in_emblem(line, page)
        return letters > 0 and sure >= (_SURE if tall else _LIKELY)
    mean = sum(confidence * length for confidence, length in words)
    mean /= sum(length for _, length in words)
    return mean >= 0.4 or 4 * sum(confidence >= 0.75 for confidence, _ in words) >= len(words)


def _is_lone_letter(line: LaidLine) -> bool:
    """Whether a line is one letter, without the mark of a list: one of a stamp's ring."""
    return len(line.words) == 1 and len(line.words[0].text) == 1 and line.words[0].text.isalpha()


def _beside_the_text(line: LaidLine, page: _Size) -> bool:
    """Whether a line stands in the margin, where a scan has shadows and punched holes."""
    box = line.words[0].box
    return box is not None and (box.x1 < _MARGIN * page[0] or box.x0 > (1.0 - _MARGIN) * page[0])


def _in_emblem(line: LaidLine, page: _Size) -> bool:
    boxes = [word.box for word in line.words if word.box is not None]
    x, y = (share * side for share, side in zip(_EMBLEM, page, strict=True))
    return all(box.x1 <= x and box.bottom <= y for box in boxes)


def _height(word: Word) -> float:
    return word.box.height if word.box else 0.0


def _render_scale(content: PageContent) -> float:
    """Return pixels for each point: a scan at its own resolution, within useful bounds."""
    shorter = min(content.width, content.height)
    side: float = _DRAWN_SIDE
    if content.image is not None and content.image.width > 0.3 * content.width:
        side = min(max(content.image_scale * shorter, MIN_SIDE), MAX_SIDE)
    return side / shorter
