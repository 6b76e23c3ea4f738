"""Finds the units that an annex lists: cells of a table, numbered lines or a column of lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from circular_parser.document import Line, Table
from circular_parser.language.analysis import Analysis, Clause, Section
from circular_parser.language.enumerations import Span, Splitter

_COLUMN_STEP = 12.0
_ALL = 100
# The share of a unit's staff, in a list of units.
_SHARE = re.compile(r"\b(\d{1,3}) ?(?:%|persen\b)", re.IGNORECASE)
# The heading of a column with remarks on each row.
_REMARKS = re.compile(r"\bketerangan\b", re.IGNORECASE)
# Headings of two columns: whose units, and which of them; a row may mean all of them.
_AGENCIES = re.compile(r"(?:perangkat daerah|opd|skpd|instansi|dinas)\b", re.IGNORECASE)
_UNITS = re.compile(r"(?:unit|bidang|bagian|jenis layanan|layanan)\b", re.IGNORECASE)
_ALL_UNITS = re.compile(r"(?:seluruh|semua|-|–|$)", re.IGNORECASE)
_HEADER = re.compile(r"\s*no(?:mor)?\b\.? +[a-z]", re.IGNORECASE)
# Words with a capital, and what joins them, before those of the remark.
_NAME = re.compile(
    r"[A-Z(][\w()./'’-]*(?:\s(?:(?:dan|serta|&|/)\s)?(?:[A-Z(][\w()./'’-]*|drg?\.(?=\s[A-Z])))*(?=\s)"
)
_LINE = re.compile(r"\S[^\n]*")
_ROW = re.compile(r"\s*\d{1,2}\s*[.)]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class AnnexLists:
    """Reads the lists in the annexes of one document; *is_item* says what names a unit."""

    analysis: Analysis
    splitter: Splitter
    is_item: Callable[[Span], bool]

    def items(self, section: Section, begin: int) -> list[Span]:
        """Return the items of the annex *section*, whose list begins behind *begin*."""
        pages = {line.page for line in section.lines}
        tables = [t for p in self.analysis.document.pages if p.number in pages for t in p.tables]
        spans: list[Span] = []
        for table in tables:
            columns: dict[int, list[Span]] = {}
            rows: dict[int, str] = {}
            for cell in table.cells:
                text = self.analysis.text[cell.start : cell.end]
                rows[cell.row] = f"{rows.get(cell.row, '')} {text}"
            partial = _partial(rows)
            of_agencies = self._units_of_agencies(table, partial)
            spans += of_agencies
            for cell in table.cells if not of_agencies else ():
                if cell.row not in partial:
                    columns.setdefault(cell.column, []).append((cell.start, cell.end))
            spans += self._best_column(columns)
        lines = [line for line in section.lines if line.start >= begin]
        lines = _without_remarks(lines)
        partial = _partial({line.start: line.text for line in lines})
        lines = [line for line in lines if line.start not in partial]
        spans = spans or self._numbered(begin, section.end)
        return spans or self._best_column(self._aligned(lines))

    def _units_of_agencies(self, table: Table, partial: set[int]) -> list[Span]:
        """Return the units of a table that names in one column whose they are, else nothing.

        A row that means all units of an agency gives the agency.
        """
        grid = {(cell.row, cell.column): (cell.start, cell.end) for cell in table.cells}
        top = min((row for row, _ in grid), default=0)
        heads = {c: self.analysis.text[slice(*span)] for (r, c), span in grid.items() if r == top}
        owner = next((c for c, head in heads.items() if _AGENCIES.match(head)), None)
        unit = next((c for c, head in heads.items() if _UNITS.match(head) and c != owner), None)
        if owner is None or unit is None:
            return []
        found: list[Span] = []
        for row in sorted({row for row, _ in grid} - {top} - partial):
            agency, part = grid.get((row, owner)), grid.get((row, unit))
            if part is None or _ALL_UNITS.match(self.analysis.text, *part):
                found += self._named(*agency) if agency is not None else []
            else:
                found += self._lines_of_units(*part)
        return found

    def _lines_of_units(self, start: int, end: int) -> list[Span]:
        """Return the units of a cell; a line that begins like none goes on with the one above."""
        units: list[Span] = []
        begins_item = self.splitter.taxonomy.begins_item
        for line in _LINE.finditer(self.analysis.text, start, end):
            if units and not begins_item(line[0]):
                units[-1] = (units[-1][0], line.end())
            else:
                units.append(line.span())
        return units

    def _best_column(self, columns: dict[int, list[Span]]) -> list[Span]:
        """Return the items of the column most of whose cells name a unit, of equals the first."""
        best: list[Span] = []
        most = 0
        for _, cells in sorted(columns.items()):
            named = [self._named(*cell) for cell in cells]
            if sum(map(bool, named)) > most:
                most = sum(map(bool, named))
                best = [span for items in named for span in items]
        return best

    def _numbered(self, begin: int, end: int) -> list[Span]:
        """Return the items of the numbered lines of the annex from *begin* to *end*."""
        clauses = (c for c in self.analysis.all_clauses() if c.section == "annex")
        rows = [c for c in clauses if begin <= c.start < end and c.label and not c.children]
        remarks = rows and _REMARKS.search(self.analysis.text, begin, rows[0].start)
        named = (self._named(row.start, self._end(row)) for row in rows)
        if not remarks:
            return [span for spans in named for span in spans]
        return [self._without_remark(spans[0]) for spans in named if spans]

    def _without_remark(self, span: Span) -> Span:
        """Return the capitals that head a row: ``RSUD Madani`` of ``RSUD Madani sif``."""
        name = _NAME.match(self.analysis.text, *span)
        if (
            name is None
            or self.splitter.taxonomy.is_staff(name[0])
            or not self.is_item(name.span())
        ):
            return span  # Petugas kebersihan
        return name.span()

    def _end(self, row: Clause) -> int:
        """Return where a row ends: what follows an empty line is no part of it."""
        empty = self.analysis.text.find("\n\n", row.start, row.end)
        return empty if empty > 0 else row.end

    def _aligned(self, lines: list[Line]) -> dict[int, list[Span]]:
        """Return the columns of *lines*, each known by its left edge.

        A line that does not begin like a unit goes on with the item above it.
        """
        text = self.analysis.text
        columns: dict[int, list[Span]] = {}
        for line in lines:
            row = _ROW.match(text, line.start, line.end)
            start = row.end() if row is not None else line.start
            edge = round(line.box.x0 / _COLUMN_STEP) if line.box is not None else 0
            near = next((e for e in (edge, edge - 1, edge + 1) if e in columns), edge)
            column = columns.setdefault(near, [])
            begins = self.splitter.taxonomy.begins_item(text[start : line.end])
            if column and not begins and row is None and line.start - column[-1][1] <= 2:
                column[-1] = (column[-1][0], line.end)
            else:
                column.append((start, line.end))
        return columns

    def _named(self, start: int, end: int) -> list[Span]:
        spans = self.splitter.split(self.analysis.text, start, end, single=True)
        return [span for span in spans if self.is_item(span)]


def _without_remarks(lines: list[Line]) -> list[Line]:
    """Return *lines* without the column of remarks that a text sets below the others."""
    heads = (i for i, line in enumerate(lines) if _REMARKS.fullmatch(line.text.strip(" :")))
    kept = lines[: next(heads, len(lines))]
    return [line for line in kept if _HEADER.match(line.text) is None]


def _partial(rows: dict[int, str]) -> set[int]:
    """Return which *rows* keep only a part of the staff at work, where others keep all."""
    shares = {key: int(share[1]) for key, row in rows.items() if (share := _SHARE.search(row))}
    return {key for key, share in shares.items() if share < _ALL and _ALL in shares.values()}
