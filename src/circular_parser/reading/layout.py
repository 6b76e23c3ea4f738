"""Words to lines to columns to reading order.

Words are gathered to rows, rows are cut into cells at wide gaps, and neighbouring rows
that leave the same gutter free become a band of two columns, each read whole before the
next: the head of a letter (Nomor, Sifat, Hal beside place, date and addressee) and its
foot (copies beside the signature). A list marker or a label with its colon stays with
what follows it, however wide the gap.

All measures are in units of the page's own line height, so points and pixels serve alike.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from ..document import Box, Word
from .settings import month_names

_SAME_ROW = 0.45  # of the lower of two runs
_NEAR = 6  # rows above that a run may still belong to
_WIDE_GAP = 1.9  # line heights: wider than any space in justified text
_SURE_GAP = 6.0  # wider gaps part columns even on a single row
_COLON_GAP = 7.0  # from a label's colon to its value
_GUTTER = 0.9
_ALIGNED = 0.2
_OUTSTANDING = 2.5  # times the next gap of its row
_LONE = 4.0  # the same where only one row near it begins there
_RIGHT = 0.4  # of the width: where a right column begins at the least
_ROUND = 8  # rows on each side that may show where a column begins
_MARKER = re.compile(
    r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|[-\u2013\u2022\u25cf\u25aa\u27a2\uf0b7\u2713*]"
    # In a message by wire stops are words.
    r"|[A-Z]{3,5} ?TTK"
)
_MARKER_GAP = 5.0
# A marker whose point was not seen.
_BARE_MARKER = re.compile(r"\d{1,2}|[a-z]")
_LABEL = re.compile(r"[^\W\d_][\w ./]{0,28}", re.UNICODE)
_LABELLED = re.compile(r"[^\W\d_][\w./]{0,20} ?[:\u00bb]")
_HEAD_LABEL = re.compile(r"(?:nomor|no\.?|sifat|lampiran|lamp\.?|perihal|hal)", re.IGNORECASE)
_LABEL_GAP = 9.0
# The day between place and month is left blank, or written by hand and lost.
_PLACE = re.compile(r"[^\W\d_][\w .'-]{2,30},")
_MARK_WORDS = 4  # a mark, its colon and the first words behind them at most
_COLUMN_JUMP = 8.0  # between a position and the name under it, the signature's room


@dataclass(frozen=True, slots=True)
class LaidLine:
    """One printed line of one column: words left to right, and the number of its block."""

    words: list[Word]
    block: int


@dataclass(slots=True)
class _Cell:
    """Words of one row of one column."""

    words: list[Word]
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.box = Box.around(_box(word) for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


_Row = list[_Cell]


def lay_out(
    words: Sequence[Word], keys: Sequence[Hashable] | None = None, first_block: int = 0
) -> list[LaidLine]:
    """Return the lines of *words* in reading order.

    Args:
        words: words with boxes on a level page.
        keys: for each word what it shares with the others of its line as the engine saw it;
            a wrong one does little harm.
        first_block: number of the first block.
    """
    placed = [(word, key) for word, key in zip(words, keys or range(len(words)), strict=True)]
    placed = [(word, key) for word, key in placed if word.box is not None]
    if not placed:
        return []
    size = statistics.median(_box(word).height for word, _ in placed) or 1.0
    rows = [_cells(row, size) for row in _rows(placed)]
    _part_at_columns(rows, size)
    _mend_rivers(rows, size)
    _join_labels(rows, size)
    _join_bare_markers(rows, size)
    return _blocks(_ordered(rows, size), size, first_block)


def _box(word: Word) -> Box:
    assert word.box is not None
    return word.box


def _rows(placed: Sequence[tuple[Word, Hashable]]) -> list[list[Word]]:
    """Gather words to rows by the vertical overlap of their runs."""
    runs: dict[Hashable, list[Word]] = {}
    for word, key in placed:
        runs.setdefault(key, []).append(word)
    listed = list(runs.values())
    # Where the engine tells no lines, a number is a word like others.
    told = len(runs) < len(placed)
    banded = sorted(
        (told and _is_marker(run), *_band(run), index) for index, run in enumerate(listed)
    )
    rows: list[tuple[float, float, list[Word]]] = []
    for marker, _, top, bottom, index in banded:
        words = listed[index]
        recent = rows if marker else rows[-_NEAR:]
        near = [
            (_shared((top, bottom), _facing(words[-1], row) if marker else row[:2]), number)
            for number, row in enumerate(recent)
        ]
        for _, number in sorted((pair for pair in near if pair[0] >= _SAME_ROW), reverse=True):
            members = recent[number][2]
            if not _collide(members, words):
                members.extend(words)
                break
        else:
            rows.append((top, bottom, list(words)))
    ordered = sorted(rows, key=lambda row: row[0] + row[1])
    return [sorted(members, key=lambda word: _box(word).x0) for _, _, members in ordered]


def _is_marker(run: Sequence[Word]) -> bool:
    """Whether *run* is the marker of a list item that the engine saw apart from its line."""
    text = " ".join(word.text for word in run)
    return _MARKER.fullmatch(text) is not None or _BARE_MARKER.fullmatch(text) is not None


def _facing(marker: Word, row: tuple[float, float, list[Word]]) -> tuple[float, float]:
    """Return top and bottom of the word of *row* that *marker* stands before.

    On a page that is bent the middle of the row stands higher or lower.
    """
    reach = _box(marker).x1
    behind = (_box(word) for word in row[2] if _box(word).x0 > reach)
    item = min(behind, key=lambda box: box.x0, default=None)
    return (item.top, item.bottom) if item is not None else row[:2]


def _shared(band: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the overlap of two bands as a share of the lower one."""
    overlap = min(band[1], other[1]) - max(band[0], other[0])
    return overlap / max(min(band[1] - band[0], other[1] - other[0]), 1e-6)


def _band(run: Sequence[Word]) -> tuple[float, float, float]:
    """Return (middle, top, bottom) of a run, by its median so that one stain moves nothing."""
    top = statistics.median(_box(word).top for word in run)
    bottom = statistics.median(_box(word).bottom for word in run)
    return (top + bottom) / 2, top, bottom


def _collide(members: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a word of one run stands over a word of the other by half its width."""
    others = [_box(word) for word in words]
    for member in members:
        x0, _, x1, _ = _box(member)
        for other in others:
            shared = (x1 if x1 < other[2] else other[2]) - (x0 if x0 > other[0] else other[0])
            if shared > 0 and shared > 0.5 * min(x1 - x0, other[2] - other[0]):
                return True
    return False


def _cells(row: Sequence[Word], size: float) -> _Row:
    height = max(size, statistics.median(_box(word).height for word in row))
    cells: list[list[Word]] = [[row[0]]]
    reach = _box(row[0]).x1
    for word in row[1:]:
        gap = (_box(word).x0 - reach) / height
        if gap > _WIDE_GAP and not _belongs(cells[-1], word, gap, len(cells) == 1):
            cells.append([word])
        else:
            cells[-1].append(word)
        reach = max(reach, _box(word).x1)
    return [_Cell(words) for words in cells]


def _part_at_columns(rows: Sequence[_Row], size: float) -> None:
    """Cut a row at a gap behind which rows near it begin the right column of the page.

    The copies at the left may run as far as the gutter: the name beside them stands close.
    In justified text all gaps are wide alike.
    """
    left = min(row[0].box.x0 for row in rows)
    right = left + _RIGHT * (max(row[-1].box.x1 for row in rows) - left)
    starts = [[cell.box.x0 for cell in row if cell.box.x0 > right] for row in rows]
    for index, row in enumerate(rows):
        words = row[0].words
        if row[0].box.x0 > right or row[0].box.x1 < right:
            continue
        gaps = [_box(word).x0 - _box(before).x1 for before, word in itertools.pairwise(words)]
        if len(gaps) < 2 or max(gaps) < max(_GUTTER * size, _OUTSTANDING * sorted(gaps)[-2]):
            continue
        cut = gaps.index(max(gaps)) + 1
        if _belongs(words[:cut], words[cut], max(gaps) / size, True):
            continue
        x0 = _box(words[cut]).x0
        near = starts[max(index - _ROUND, 0) : index + _ROUND + 1]
        begins = sum(abs(x - x0) < _ALIGNED * size for begun in near for x in begun)
        if begins > 1 or (begins and max(gaps) > _LONE * sorted(gaps)[-2]):
            row[:1] = [_Cell(words[:cut]), _Cell(words[cut:])]


def _belongs(left: Sequence[Word], word: Word, gap: float, first: bool) -> bool:
    """Whether *word* goes with the cell on its left in spite of the wide gap between them."""
    text = " ".join(member.text for member in left)
    if _MARKER.fullmatch(text):
        return gap <= _MARKER_GAP
    if word.text.startswith("/") or text.endswith("/"):
        # The room left in a number for its serial.
        return gap <= _LABEL_GAP
    if _PLACE.fullmatch(text) and word.text.casefold() in month_names():
        return gap <= _LABEL_GAP
    if word.text.startswith(":") or (len(word.text) == 1 and not word.text.isalnum()):
        # OCR reads a label's colon as any small mark.
        return first and gap <= _LABEL_GAP and _LABEL.fullmatch(text) is not None
    # An item of a list ends in a semicolon, too.
    mark = text[-1] in ":\u00bb" or (text[-1] in ";=" and _LABEL.fullmatch(text[:-1]) is not None)
    return mark and len(text) <= 30 and gap <= _COLON_GAP


def _mend_rivers(rows: Sequence[_Row], size: float) -> None:
    """Rejoin a line cut at a gap that the lines around it print over.

    Both neighbours printing over it make a river in justified text; one does when the two
    parts together stand centred under it, as the lines of a letterhead do.
    """
    for index, row in enumerate(rows):
        near = [*rows[max(index - 1, 0) : index], *rows[index + 1 : index + 2]]
        for cut in range(len(row) - 1, 0, -1):
            left, right = row[cut - 1], row[cut]
            if right.box.x0 - left.box.x1 > _SURE_GAP * size:
                continue
            over = [
                cell.box
                for other in near
                for cell in other
                if abs(_middle(cell.box) - _middle(left.box)) < 2.2 * size
                and cell.box.x0 < left.box.x1
                and cell.box.x1 > right.box.x0
            ]
            centre = (left.box.x0 + right.box.x1) / 2
            # A short title may stand under the middle of two columns.
            centred = any(
                abs((box.x0 + box.x1) / 2 - centre) < 1.5 * size
                and 2 * (box.x1 - box.x0) > right.box.x1 - left.box.x0
                for box in over
            )
            if len(over) >= 2 or (centred and len(row) == 2):
                row[cut - 1 : cut + 1] = [_Cell(left.words + right.words)]


def _join_labels(rows: Sequence[_Row], size: float) -> None:
    """Join a label whose colon was not seen to its value, where the rows beside it have one."""
    for index, row in enumerate(rows):
        if len(row) < 2 or not _LABEL.fullmatch(row[0].text) or " " in row[0].text:
            continue
        beside = [*rows[max(index - 2, 0) : index], *rows[index + 1 : index + 3]]
        labelled = any(
            abs(other[0].box.x0 - row[0].box.x0) < size
            and (
                _LABELLED.match(other[0].text)
                # A head set with tabs and no colons: Nomor over Sifat over Perihal.
                or (_HEAD_LABEL.fullmatch(row[0].text) and _HEAD_LABEL.match(other[0].text))
            )
            for other in beside
        )
        gap = row[1].box.x0 - row[0].box.x1
        if labelled and gap <= _LABEL_GAP * size and row[1].box.x0 < _value_limit(beside, row):
            row[:2] = [_Cell(row[0].words + row[1].words)]


def _join_bare_markers(rows: Sequence[_Row], size: float) -> None:
    """Join a marker whose point was not seen to its item, where others stand over or under it."""
    marked = [row[0].words for row in rows if _MARKER.fullmatch(row[0].words[0].text)]
    items = [(_box(first), _box(then[0])) for first, *then in marked if then]
    for row in rows:
        if len(row) < 2 or not _BARE_MARKER.fullmatch(row[0].text):
            continue
        marker, item = row[0].box, row[1].box
        if any(
            abs(marker.x0 - other.x0) < size and abs(item.x0 - text.x0) < size
            for other, text in items
        ):
            row[:2] = [_Cell(row[0].words + row[1].words)]


def _value_limit(beside: Sequence[_Row], row: _Row) -> float:
    """Return where the column right of the labels and values begins at the least."""
    starts = [other[1].box.x0 for other in beside if len(other) > 1]
    return min(starts, default=float("inf")) if len(row) == 2 else float("inf")


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _ordered(rows: Sequence[_Row], size: float) -> list[list[_Cell]]:
    """Return runs of cells in reading order; a run is a stretch of one column."""
    runs: list[list[_Cell]] = []
    single: list[_Row] = []
    index = 0
    while index < len(rows):
        if len(rows[index]) == 1:
            single.append(rows[index])
            index += 1
            continue
        end, gutter = _extend_down(rows, index, size)
        above = _extend_up(single, rows[index], gutter, size)
        band = [*(single[len(single) - above :] if above else []), *rows[index:end]]
        del single[len(single) - above :]
        if single:
            runs.append([row[0] for row in single])
            single = []
        runs.extend(_columns(band, gutter, size))
        index = end
    if single:
        runs.append([row[0] for row in single])
    return runs


def _widest_gap(row: _Row) -> tuple[float, float]:
    gaps = [
        (right.box.x0 - left.box.x1, left.box.x1, right.box.x0)
        for left, right in itertools.pairwise(row)
    ]
    _, x0, x1 = max(gaps)
    return x0, x1


def _narrowed(gutter: tuple[float, float], row: _Row, size: float) -> tuple[float, float] | None:
    """Return what *row* leaves free of *gutter*, None when it prints across."""
    x0, x1 = gutter
    for cell in row:
        middle = (x0 + x1) / 2
        if cell.box.x1 <= middle:
            x0 = max(x0, cell.box.x1)
        elif cell.box.x0 >= middle:
            x1 = min(x1, cell.box.x0)
        elif cell.box.x0 < x0 + 0.1 * size and cell.box.x1 < x1 - _GUTTER * size:
            x0 = cell.box.x1
        elif cell.box.x1 > x1 - 0.1 * size and cell.box.x0 > x0 + _GUTTER * size:
            x1 = cell.box.x0
        else:
            return None
    return (x0, x1) if x1 - x0 >= _GUTTER * size else None


def _side(row: _Row, gutter: tuple[float, float]) -> str:
    middle = sum(gutter) / 2
    left = any(cell.box.x1 <= middle for cell in row)
    right = any(cell.box.x0 >= middle for cell in row)
    return "both" if left and right else "left" if left else "right"


def _extend_down(rows: Sequence[_Row], start: int, size: float) -> tuple[int, tuple[float, float]]:
    """Return the end of the band that begins at row *start*, and its gutter."""
    gutter = _widest_gap(rows[start])
    last = {"left": rows[start][0].box.bottom, "right": rows[start][0].box.bottom}
    end = start + 1
    while end < len(rows):
        row = rows[end]
        narrowed = _narrowed(gutter, row, size)
        if narrowed is None:
            break
        side = _side(row, narrowed)
        top = min(cell.box.top for cell in row)
        bottom = max(cell.box.bottom for cell in row)
        if side == "both":
            reach = 5.0
        elif side == "left":
            reach = 1.2
        else:
            reach = _COLUMN_JUMP
        nearest = max(last.values()) if side == "both" else last[side]
        if top - nearest > reach * size:
            break
        for name in ("left", "right") if side == "both" else (side,):
            last[name] = bottom
        gutter = narrowed
        end += 1
    return end, gutter


def _extend_up(
    single: Sequence[_Row], start: _Row, gutter: tuple[float, float], size: float
) -> int:
    """Return how many of the last *single* rows are the beginning of the right column."""
    count, top = 0, min(cell.box.top for cell in start)
    # A letterhead or title is centred: only what begins right of the middle is a column.
    edges = [cell.box for row in (*single, start) for cell in row]
    centre = (min(box.x0 for box in edges) + max(box.x1 for box in edges)) / 2
    for index, row in enumerate(reversed(single), start=1):
        narrowed = _narrowed(gutter, row, size)
        if narrowed is None or top - row[0].box.bottom > 3.5 * size:
            break
        top = row[0].box.top
        gutter = narrowed
        if _side(row, gutter) == "right":
            above = single[-index - 1][0].box if index < len(single) else None
            if row[0].box.x0 < centre - 0.5 * size or _centred(above, row[0].box, size):
                break
            count = index
        elif index - count > 2:
            break
    return count


def _centred(above: Box | None, below: Box, size: float) -> bool:
    """Whether *below* stands centred under a wider line, as the lines of a letterhead do."""
    if above is None or below.top - above.bottom > 2 * size:
        return False
    apart = abs((above.x0 + above.x1) - (below.x0 + below.x1)) / 2
    return apart < 1.5 * size and above.x0 < below.x0 - size


def _columns(band: Sequence[_Row], gutter: tuple[float, float], size: float) -> list[list[_Cell]]:
    """Return the runs of a band: its left column, then its right, each ordered in itself."""
    middle = sum(gutter) / 2
    sides: tuple[list[_Row], list[_Row]] = ([], [])
    for row in band:
        left = [cell for cell in row if (cell.box.x0 + cell.box.x1) / 2 < middle]
        right = [cell for cell in row if (cell.box.x0 + cell.box.x1) / 2 >= middle]
        if left:
            sides[0].append(left)
        if right:
            sides[1].append(right)
    if not (sides[0] and sides[1]):
        return [[cell for row in band for cell in row]]
    first, second = (_ordered(side, size) for side in sides)
    return [*first, *second]


def _blocks(runs: Sequence[Sequence[_Cell]], size: float, first: int) -> list[LaidLine]:
    pitch = _pitch(runs, size)
    lines: list[LaidLine] = []
    block = first - 1
    for run in runs:
        right = _is_right_column(run, runs)
        for index, cell in enumerate(run):
            if index == 0 or _breaks(run[index - 1], cell, pitch, size, right):
                block += 1
            lines.append(LaidLine(cell.words, block))
    return lines


def _pitch(runs: Sequence[Sequence[_Cell]], size: float) -> float:
    """Return the usual distance from line to line."""
    steps = [
        _middle(below.box) - _middle(above.box)
        for run in runs
        for above, below in itertools.pairwise(run)
    ]
    steps = [step for step in steps if 0.7 * size < step < 2.6 * size]
    return statistics.median_low(steps) if steps else 1.3 * size


def _is_right_column(run: Sequence[_Cell], runs: Sequence[Sequence[_Cell]]) -> bool:
    cells = [cell for other in runs for cell in other]
    left = min(cell.box.x0 for cell in cells)
    width = max(cell.box.x1 for cell in cells) - left
    return min(cell.box.x0 for cell in run) > left + _RIGHT * width


def _breaks(above: _Cell, below: _Cell, pitch: float, size: float, right: bool) -> bool:
    """Whether a new block begins with *below*."""
    step = _middle(below.box) - _middle(above.box)
    if step < 0:
        return True
    overlap = min(above.box.x1, below.box.x1) - max(above.box.x0, below.box.x0)
    if overlap <= 0:
        return True
    if right:
        return step > _COLUMN_JUMP * size
    if step > 1.4 * pitch + 0.15 * size:
        return True
    # Flush left or centred under each other, or text under a list marker: one block.
    jump = abs(below.box.x0 - above.box.x0)
    centred = abs(sum(above.box[::2]) - sum(below.box[::2])) / 2 < 3 * size
    return jump > 9 * size and not centred and not _hangs(above, below, size)


def _hangs(above: _Cell, below: _Cell, size: float) -> bool:
    """Whether *below* is set under the text behind the mark of its item: ``KEDUA : Semua ...``."""
    behind_mark = above.words[1:_MARK_WORDS]
    return any(
        word.box is not None and abs(word.box.x0 - below.box.x0) < _ALIGNED * size
        for word in behind_mark
    )
