"""A page of a PDF or an image file to lines with boxes: text layer or OCR."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ..document import Box, Line, LineKind, Page, Word
from .drafts import PageDraft, compose, lines_of
from .layout import lay_out
from .options import ReadOptions
from .quality import decide
from .unruled_tables import unruled_tables

if TYPE_CHECKING:
    from .image import PageImage
    from .pdf import PageContent, PdfPage
    from .scans import ScanDrafter


class PageDrafter:
    """Drafts the pages of one file."""

    def __init__(self, path: str, options: ReadOptions) -> None:
        self._path = path
        self._options = options

    @cached_property
    def _scans(self) -> ScanDrafter:
        from .scans import ScanDrafter

        return ScanDrafter(self._path, self._options)

    def stop(self) -> None:
        """Make what is being recognised in other threads end soon."""
        if "_scans" in self.__dict__:
            self._scans.stop()

    def from_pdf(self, pdf_page: PdfPage) -> Callable[[], PageDraft]:
        """Return what drafts a page of a PDF, in any thread; PDFium is done with it.

        Raises:
            DocumentError: it cannot be rendered or is too large; when it is called, also
                where OCR is not to be had.
        """
        content = pdf_page.content()
        decision = decide(content.text_layer(), self._options.ocr)
        if decision.ocr:
            return self._scans.from_pdf(pdf_page, content, decision.reason)
        draft = _text_layer_draft(pdf_page, content, decision.reason)
        return lambda: draft

    def from_image(self, image: PageImage, number: int) -> Callable[[], PageDraft]:
        """Return what drafts a page of an image file; raises as :meth:`from_pdf`."""
        if self._options.ocr == "never":
            draft = PageDraft(Page(number, image.width, image.height, "text_layer", "not_allowed"))
            return lambda: draft
        reason = "forced" if self._options.ocr == "always" else "no_text"
        return self._scans.from_image(image, number, reason)


def _text_layer_draft(pdf_page: PdfPage, content: PageContent, reason: str) -> PageDraft:
    number = pdf_page.number

    def lay(words: Sequence[Word], first_block: int, kind: LineKind) -> list[Line]:
        laid = lay_out(words, _baselines(words), first_block)
        return lines_of(laid, number, None, kind)

    page = Page(number, content.width, content.height, "text_layer", reason)
    ruled = pdf_page.tables() if content.ruled and content.words else []
    grids = ruled or unruled_tables(content.words)
    draft = PageDraft(page)
    compose(draft, content.words, grids, lay)
    return draft


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
