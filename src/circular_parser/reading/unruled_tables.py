"""Finds tables that no rules draw: rows numbered below a head ``No``, columns parted by blanks.

Read line by line, a unit and the remark beside it would run into each other, or a column be read
down before the next.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Box, Word
from .geometry import Grid

_HEAD = re.compile(r"no(?:mor)?\.?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})[.)]?")
_FEWEST_ROWS, _MOST_COLUMNS = 2, 8
# Shares of a word's height: what parts two fields, how far words of one line lie apart, how far
# left of its column a field may begin, how far below a line the next of its row stands.
_GAP, _LEVEL, _SLACK, _STEP = 0.85, 0.4, 1.2, 2.2


@dataclass(frozen=True, slots=True)
class _Field:
    """Words of one line that stand close together."""

    text: str
    box: Box


def unruled_tables(words: Sequence[Word]) -> list[Grid]:
    """Return the tables among the *words* of a page as rows of cell boxes, in PDF points."""
    if not any(_HEAD.fullmatch(word.text) for word in words):
        return []
    lines = [_fields(line) for line in _lines(words)]
    grids: list[Grid] = []
    index = 0
    while index < len(lines):
        grid, index = _table(lines, index)
        if grid is not None:
            grids.append(grid)
    return grids


def _table(lines: Sequence[list[_Field]], start: int) -> tuple[Grid | None, int]:
    """Return the table whose head is the line at *start*, if any, and where to look on."""
    head = lines[start]
    if not 2 <= len(head) <= _MOST_COLUMNS or _HEAD.fullmatch(head[0].text) is None:
        return None, start + 1
    if any(field.text.startswith(":") for field in head):
        return None, start + 1  # No : 12
    rows: list[list[_Field]] = []
    index = start + 1
    for index in range(start + 1, len(lines)):
        fields = lines[index]
        number = _NUMBER.fullmatch(fields[0].text)
        if number is not None and int(number[1]) == len(rows) + 1 and len(fields) > 1:
            rows.append(list(fields))
        elif not rows or not _goes_on(rows[-1], fields):
            break
        else:
            rows[-1] += fields
    else:
        index = len(lines)
    if len(rows) < _FEWEST_ROWS:
        return None, start + 1
    return _grid(head, rows), index


def _goes_on(row: list[_Field], fields: list[_Field]) -> bool:
    """Whether *fields* stand right below a *row*, none of them under its number."""
    size = fields[0].box.height
    below = fields[0].box.top - row[-1].box.top
    return below < _STEP * size and fields[0].box.x0 >= row[1].box.x0 - _SLACK * size


def _grid(head: list[_Field], rows: list[list[_Field]]) -> Grid:
    """Return the boxes of the cells: columns begin where fields do, rows with their numbers."""
    size = rows[0][0].box.height
    full = [row for row in rows if len(row) == len(head)] or [head]
    lefts = [min(row[i].box.x0 for row in full) - _SLACK * size for i in range(len(head))]
    lefts[0] = min(lefts[0], head[0].box.x0 - size)
    right = max(field.box.x1 for row in (head, *rows) for field in row) + size
    tops = [min(field.box.top for field in row) - _LEVEL * size for row in (head, *rows)]
    bottom = max(field.box.bottom for field in rows[-1]) + _LEVEL * size
    columns = list(itertools.pairwise([*lefts, right]))
    return [
        [Box(x0, top, x1, below) for x0, x1 in columns]
        for top, below in itertools.pairwise([*tops, bottom])
    ]


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of each printed line, from the top, left to right."""
    lines: list[list[Word]] = []
    for word in sorted((w for w in words if w.box is not None), key=_middle):
        if lines and _middle(word) - _middle(lines[-1][0]) < _LEVEL * _box(word).height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: _box(word).x0) for line in lines]


def _fields(line: Sequence[Word]) -> list[_Field]:
    groups: list[list[Word]] = []
    for word in line:
        box = _box(word)
        if groups and box.x0 - _box(groups[-1][-1]).x1 < _GAP * box.height:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [
        _Field(" ".join(w.text for w in group), Box.around(_box(w) for w in group))
        for group in groups
    ]


def _box(word: Word) -> Box:
    assert word.box is not None
    return word.box


def _middle(word: Word) -> float:
    return (_box(word).top + _box(word).bottom) / 2
