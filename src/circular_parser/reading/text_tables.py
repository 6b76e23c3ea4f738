"""Finds the tables that blanks set in a plain text, as ``pdftotext -layout`` leaves them.

A table is known by the head of its first column, ``NO``, and the rows numbered below it. Read
line by line, a unit and the remark on it would run into each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Fields of a line: at least two blanks part them.
_FIELD = re.compile(r"\S+(?: \S+)*")
_HEAD = re.compile(r"\s*NO(?:MOR)?\.?\s{2,}\S[^:]*$", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]?(?=\s+\S)")
# A line drawn below the head or between rows.
_RULE = re.compile(r"\s*[-=_+–—]{3}[-=_+–—\s]*$")
_FRAMED = re.compile(r"\s*\|.*\|\s*$")
_FEWEST_ROWS, _MOST_COLUMNS = 2, 8
# A field may begin so many characters left of its column.
_SLACK = 2

_Field = tuple[int, str]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table in ``lines[start:end]``; each cell of its ``rows`` is a list of lines."""

    start: int
    end: int
    rows: list[list[list[str]]]


def text_tables(lines: Sequence[str]) -> Iterator[TextTable]:
    """Yield the tables of *lines*, which still have their blanks, from the top."""
    lines = [_unframed(line) for line in lines]
    index = 0
    while index < len(lines):
        table = _table(lines, index) if _HEAD.match(lines[index]) else None
        if table is not None:
            yield table
        index = index + 1 if table is None else table.end


def _unframed(line: str) -> str:
    """Return a row set between bars with blanks for them."""
    return line.replace("|", " ") if _FRAMED.match(line) else line


def _table(lines: Sequence[str], start: int) -> TextTable | None:
    """Return the table whose head is the line at *start*, None without rows below it."""
    head = _fields(lines[start])
    if not 2 <= len(head) <= _MOST_COLUMNS:
        return None
    rows: list[list[_Field]] = []
    end, gap = start + 1, False
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if _RULE.match(line):
            end = index + 1
            continue
        number = _NUMBER.match(line)
        if number is not None and int(number[1]) != len(rows) + 1:
            number = None
        fields = _fields(line, number.end() if number is not None else 0)
        if number is not None:
            rows.append([(-1, number[1]), *fields])
        elif not fields:
            gap = True
            continue
        elif gap or not rows or fields[0][0] < rows[-1][1][0] - _SLACK:
            break  # nothing that goes on with the row above
        else:
            rows[-1] += fields
        end, gap = index + 1, False
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = _columns(rows, [at for at, _ in head])
    cells = [[[text] for _, text in head], *(_cells(row, columns) for row in rows)]
    return TextTable(start, end, cells)


def _fields(line: str, begin: int = 0) -> list[_Field]:
    return [(field.start(), field[0]) for field in _FIELD.finditer(line, begin)]


def _columns(rows: list[list[_Field]], heads: list[int]) -> list[int]:
    """Return where the columns begin: the leftmost fields of rows that have one in each."""
    full = [row for row in rows if len(row) == len(heads)]
    return [min(row[i][0] for row in full) for i in range(len(heads))] if full else heads


def _cells(row: list[_Field], columns: list[int]) -> list[list[str]]:
    cells: list[list[str]] = [[] for _ in columns]
    for at, text in row:
        column = sum(at >= begin - _SLACK for begin in columns[1:])
        cells[column].append(text)
    return cells
