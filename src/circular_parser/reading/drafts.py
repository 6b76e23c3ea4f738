"""The draft of a page: its words laid out as lines, its ruled tables as cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..document import Box, Cell, Line, LineKind, Page, Table, Word
from .geometry import Grid, Projective
from .layout import LaidLine

TIMED_OUT = "timeout"  # Page.reason of a page whose OCR was stopped


@dataclass(slots=True)
class PageDraft:
    """A page whose lines have no offsets yet, and the lines of each table cell.

    ``repairs`` are labels that were put right: what was recognised, and what it was taken for.
    """

    page: Page
    cells: list[tuple[Cell, list[Line]]] = field(default_factory=list)
    repairs: list[tuple[str, str]] = field(default_factory=list)

    def place_cells(self) -> None:
        """Give the cells their spans, once the lines have theirs."""
        for cell, lines in self.cells:
            cell.start, cell.end = lines[0].start, lines[-1].end


# Makes lines of words, their first block and kind given.
Lay = Callable[[Sequence[Word], int, LineKind], list[Line]]


def compose(draft: PageDraft, words: Sequence[Word], grids: Sequence[Grid], lay: Lay) -> None:
    """Add words to *draft*: what stands above a table, its cells, what stands below."""
    for grid in sorted(grids, key=lambda grid: _around(grid).top):
        words = _add_table(draft, grid, words, lay)
    _add_lines(draft, words, lay)


def _add_table(draft: PageDraft, grid: Grid, words: Sequence[Word], lay: Lay) -> list[Word]:
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
    draft: PageDraft, words: Sequence[Word], lay: Lay, kind: LineKind = "text"
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


def lines_of(
    laid: Sequence[LaidLine], number: int, back: Projective | None, kind: LineKind = "text"
) -> list[Line]:
    """Return laid lines as lines of page *number*, their boxes mapped by *back* to points."""
    if back is not None:
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
