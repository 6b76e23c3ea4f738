"""Which lines are furniture: running heads and feet, page numbers, signature notices.

Furniture stays in the text, marked by its kind. A letterhead is text: it names the issuer.
"""

from __future__ import annotations

import re
from collections import Counter

from ..document import Line, Page
from .settings import reading_patterns

_MARGIN = 0.09  # of the page's height
_DIGITS = re.compile(r"\d+")


def mark_kinds(pages: list[Page]) -> None:
    """Set ``Line.kind`` of the lines of *pages* that are not text."""
    for page in pages:
        _mark_page_numbers(page)
        _mark_notices(page)
        _mark_scanner_marks(page)
    _mark_repeated(pages)


def _mark_page_numbers(page: Page) -> None:
    patterns = reading_patterns()
    for line in _edge_lines(page, 2):
        if line.kind == "text" and patterns.page_number.fullmatch(line.text.strip()):
            line.kind = "page_number"


def _edge_lines(page: Page, count: int) -> list[Line]:
    """Return the topmost and lowest *count* lines, those within the margins only."""
    placed = [(box, line) for line in page.lines if (box := line.box) is not None]
    placed.sort(key=lambda pair: pair[0].top)
    height = page.height or 0.0
    near = [
        *(pair for pair in placed[:count] if pair[0].top < 1.5 * _MARGIN * height),
        *(pair for pair in placed[-count:] if pair[0].bottom > (1 - 1.5 * _MARGIN) * height),
    ]
    return [line for _, line in near]


def _mark_notices(page: Page) -> None:
    """Mark the lines of a block that holds a notice from its first such line on."""
    notice = reading_patterns().signature_notice
    by_block: dict[int, list[Line]] = {}
    for line in page.lines:
        by_block.setdefault(line.block, []).append(line)
    for lines in by_block.values():
        # In running text the words may be quoted; a notice is short and low on the page.
        if len(lines) > 12:
            continue
        hits = [index for index, line in enumerate(lines) if notice.search(line.text)]
        if not hits or not _low(lines[hits[0]], page):
            continue
        for line in lines[hits[0] : hits[-1] + 2]:
            if line.kind == "text":
                line.kind = "signature_notice"


def _mark_scanner_marks(page: Page) -> None:
    marks = reading_patterns().scanner_marks
    for line in page.lines:
        if line.kind == "text" and len(line.text) < 60 and marks.match(line.text):
            line.kind = "footer"


def _low(line: Line, page: Page) -> bool:
    box = line.box
    return box is None or page.height is None or box.top > 0.55 * page.height


def _mark_repeated(pages: list[Page]) -> None:
    """Mark lines that stand in the margin of at least two pages and half of them.

    What stands at the head of the first page is its letterhead, though later pages repeat it.
    """
    if len(pages) < 2:
        return
    seen: Counter[tuple[str, str]] = Counter()
    found: list[tuple[tuple[str, str], Line]] = []
    for page in pages:
        own: set[tuple[str, str]] = set()
        for line in page.lines:
            edge = _edge(line, page)
            text = _DIGITS.sub("0", line.text.casefold())
            if edge and line.kind == "text" and len(text) > 3:
                own.add((edge, text))
                found.append(((edge, text), line))
        seen.update(own)
    least = max(2, len(pages) / 2)
    for key, line in found:
        if seen[key] >= least and not (key[0] == "header" and line.page == pages[0].number):
            line.kind = "header" if key[0] == "header" else "footer"


def _edge(line: Line, page: Page) -> str:
    box = line.box
    if box is None or not page.height:
        return ""
    if box.bottom < _MARGIN * page.height:
        return "header"
    return "footer" if box.top > (1 - _MARGIN) * page.height else ""
