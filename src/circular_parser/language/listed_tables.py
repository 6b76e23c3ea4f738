"""Finds the units that a table names: which of its columns lists them, and what a cell holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from circular_parser.document import Table
from circular_parser.language.enumerations import Span, Splitter

_ALL = 100
# The share of a unit's staff, in a list of units.
_SHARE = re.compile(r"\b(\d{1,3}) ?(?:%|persen\b)", re.IGNORECASE)
# Headings of two columns: whose units, and which of them; a row may mean all of them.
_AGENCIES = re.compile(r"(?:perangkat daerah|opd|skpd|instansi|dinas)\b", re.IGNORECASE)
_UNITS = re.compile(r"(?:unit|bidang|bagian|jenis layanan|layanan)\b", re.IGNORECASE)
_ALL_UNITS = re.compile(r"(?:seluruh|semua|-|–|$)", re.IGNORECASE)
_NUMBER = re.compile(r"no(?:mor)?\b\.?", re.IGNORECASE)
_LINE = re.compile(r"\S[^\n]*")


@dataclass(frozen=True, slots=True)
class ListedTables:
    """Reads the tables of one text; *is_item* says what names a unit."""

    text: str
    splitter: Splitter
    is_item: Callable[[Span], bool]

    def cells(self, table: Table, lead: str) -> list[Span]:
        """Return the units of a *table* to which *lead*, the words before it, leads on.

        They stand in the column whose heading *lead* speaks of, else in that with most units.
        """
        agencies = self._units_of_agencies(table, frozenset())
        if agencies:
            return agencies
        top, heads = self._heads(table)
        columns = {
            column: [
                span
                for cell in table.cells
                if cell.column == column and not (cell.row == top and heads)
                for span in self._lines_of_units(cell.start, cell.end)
            ]
            for column in sorted({cell.column for cell in table.cells})
        }
        spoken = lead.lower()
        named = (c for c, head in heads.items() if len(head) > 1 and head.lower() in spoken)
        column = next((c for c in named if self._named_in(columns[c])), None)
        if column is None:
            column = max(columns, key=lambda c: self._named_in(columns[c]), default=None)
        return [] if column is None or not self._named_in(columns[column]) else columns[column]

    def in_annex(self, table: Table) -> list[Span]:
        """Return the units that a *table* of an annex names, without those partly at work."""
        rows: dict[int, str] = {}
        for cell in table.cells:
            rows[cell.row] = f"{rows.get(cell.row, '')} {self.text[cell.start : cell.end]}"
        left_out = partial(rows)
        of_agencies = self._units_of_agencies(table, left_out)
        if of_agencies:
            return of_agencies
        columns: dict[int, list[Span]] = {}
        for cell in table.cells:
            if cell.row not in left_out:
                columns.setdefault(cell.column, []).append((cell.start, cell.end))
        return self.best_column(columns)

    def best_column(self, columns: Mapping[int, list[Span]]) -> list[Span]:
        """Return the items of the column most of whose cells name a unit, of equals the first."""
        best: list[Span] = []
        most = 0
        for _, cells in sorted(columns.items()):
            named = [self.named(*cell) for cell in cells]
            if sum(map(bool, named)) > most:
                most = sum(map(bool, named))
                best = [span for items in named for span in items]
        return best

    def named(self, start: int, end: int) -> list[Span]:
        """Return the units that a cell or a row names."""
        spans = self.splitter.split(self.text, start, end, single=True)
        return [span for span in spans if self.is_item(span)]

    def _named_in(self, cells: list[Span]) -> int:
        return sum(bool(self.named(*cell)) for cell in cells)

    def _heads(self, table: Table) -> tuple[int, dict[int, str]]:
        """Return the top row and the headings in it by their columns, if it holds any."""
        top = min((cell.row for cell in table.cells), default=0)
        row = {c.column: self.text[c.start : c.end] for c in table.cells if c.row == top}
        first = row.get(min(row, default=0), "")
        headed = _NUMBER.fullmatch(first.strip()) or any(map(_AGENCIES.fullmatch, row.values()))
        return top, row if headed else {}

    def _units_of_agencies(self, table: Table, left_out: frozenset[int]) -> list[Span]:
        """Return the units of a table that names in one column whose they are, else nothing.

        A row that means all units of an agency gives the agency.
        """
        grid = {(cell.row, cell.column): (cell.start, cell.end) for cell in table.cells}
        top = min((row for row, _ in grid), default=0)
        heads = {c: self.text[slice(*span)] for (r, c), span in grid.items() if r == top}
        owner = next((c for c, head in heads.items() if _AGENCIES.match(head)), None)
        unit = next((c for c, head in heads.items() if _UNITS.match(head) and c != owner), None)
        if owner is None or unit is None:
            return []
        found: list[Span] = []
        for row in sorted({row for row, _ in grid} - {top} - left_out):
            agency, part = grid.get((row, owner)), grid.get((row, unit))
            if part is None or _ALL_UNITS.match(self.text, *part):
                found += self.named(*agency) if agency is not None else []
            else:
                found += self._lines_of_units(*part)
        return found

    def _lines_of_units(self, start: int, end: int) -> list[Span]:
        """Return the units of a cell; a line that begins like none goes on with the one above."""
        units: list[Span] = []
        begins_item = self.splitter.taxonomy.begins_item
        for line in _LINE.finditer(self.text, start, end):
            if units and not begins_item(line[0]):
                units[-1] = (units[-1][0], line.end())
            else:
                units.append(line.span())
        return units


def partial(rows: Mapping[int, str]) -> frozenset[int]:
    """Return which *rows* keep only a part of the staff at work, where others keep all."""
    shares = {key: int(share[1]) for key, row in rows.items() if (share := _SHARE.search(row))}
    return frozenset(
        key for key, share in shares.items() if share < _ALL and _ALL in shares.values()
    )
