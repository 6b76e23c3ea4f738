"""Finds the units that an annex lists: cells of a table, numbered lines or a column of lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Clause, Section
from circular_parser.language.enumerations import Span
from circular_parser.language.listed_items import ListedItems
from circular_parser.language.listed_tables import ListedTables, partial

_COLUMN_STEP = 12.0
# The heading of a column with remarks on each row.
_REMARKS = re.compile(r"\bketerangan\b", re.IGNORECASE)
_HEADER = re.compile(r"\s*no(?:mor)?\b\.? +[a-z]", re.IGNORECASE)
# Words with a capital, and what joins them, before those of the remark.
_NAME = re.compile(
    r"[A-Z(][\w()./'’-]*(?:\s(?:(?:dan|serta|&|/)\s)?(?:[A-Z(][\w()./'’-]*|drg?\.(?=\s[A-Z])))*(?=\s)"
)
_ROW = re.compile(r"\s*\d{1,2}\s*[.)]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class AnnexLists:
    """Reads the lists in the annexes of one document."""

    analysis: Analysis
    listed: ListedItems
    tables: ListedTables

    def items(self, section: Section, begin: int) -> list[Span]:
        """Return the items of the annex *section*, whose list begins behind *begin*."""
        pages = {line.page for line in section.lines}
        spans = [
            span
            for page in self.analysis.document.pages
            if page.number in pages
            for table in page.tables
            for span in self.tables.in_annex(table)
        ]
        lines = [line for line in section.lines if line.start >= begin]
        lines = _without_remarks(lines)
        left_out = partial({line.start: line.text for line in lines})
        lines = [line for line in lines if line.start not in left_out]
        spans = spans or self._numbered(begin, section.end)
        return spans or self.tables.best_column(self._aligned(lines))

    def _numbered(self, begin: int, end: int) -> list[Span]:
        """Return the items of the numbered lines of the annex from *begin* to *end*."""
        clauses = (c for c in self.analysis.all_clauses() if c.section == "annex")
        rows = [c for c in clauses if begin <= c.start < end and c.label and not c.children]
        remarks = rows and _REMARKS.search(self.analysis.text, begin, rows[0].start)
        if not remarks:
            spans = (self.listed.single(row.start, self._end(row)) for row in rows)
            return self.listed.likely([span for of_row in spans for span in of_row])
        named = (self.tables.named(row.start, self._end(row)) for row in rows)
        return [self._without_remark(spans[0]) for spans in named if spans]

    def _without_remark(self, span: Span) -> Span:
        """Return the capitals that head a row: ``RSUD Madani`` of ``RSUD Madani sif``."""
        name = _NAME.match(self.analysis.text, *span)
        if (
            name is None
            or self.tables.splitter.taxonomy.is_staff(name[0])
            or not self.tables.is_item(name.span())
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
            begins = self.tables.splitter.taxonomy.begins_item(text[start : line.end])
            if column and not begins and row is None and line.start - column[-1][1] <= 2:
                column[-1] = (column[-1][0], line.end)
            else:
                column.append((start, line.end))
        return columns


def _without_remarks(lines: list[Line]) -> list[Line]:
    """Return *lines* without the column of remarks that a text sets below the others."""
    heads = (i for i, line in enumerate(lines) if _REMARKS.fullmatch(line.text.strip(" :")))
    kept = lines[: next(heads, len(lines))]
    return [line for line in kept if _HEADER.match(line.text) is None]
