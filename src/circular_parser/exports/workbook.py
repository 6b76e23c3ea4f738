"""The flat tables as one Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from circular_parser.errors import ExportError

from .cells import clean
from .durable import part_name, replace_durably
from .flatten import flattened
from .stored import StoredRecord
from .tables import TABLES, Column

MOST_ROWS = 1_048_576
_LONGEST_CELL = 32_767
_FIRST_YEAR = 1900
_WIDTHS = {"text": 40, "date": 12, "timestamp": 20}


def write_workbook(records: Iterable[StoredRecord], path: Path) -> None:
    """Write the workbook *path*: a sheet each table, and one that tells what the columns are.

    Texts are texts: none is run as a formula. One that is longer than a cell holds is cut
    and ends in an ellipsis.

    Raises:
        OSError: it cannot be written.
        ExportError: a table has more rows than a sheet holds.
    """
    book = Workbook(write_only=True)
    part = part_name(path)
    try:
        _fill(book, records, path)
        book.save(part)
        replace_durably(part, path)
    finally:
        for sheet in book:
            if not sheet.closed:
                sheet.close()
        part.unlink(missing_ok=True)


def _fill(book: Workbook, records: Iterable[StoredRecord], path: Path) -> None:
    sheets = {table.name: _sheet(book, table.name, table.columns) for table in TABLES}
    rows = dict.fromkeys(sheets, 1)
    for some in flattened(records):
        for table in TABLES:
            sheet = sheets[table.name]
            rows[table.name] += len(some.rows[table.name])
            if rows[table.name] > MOST_ROWS:
                raise ExportError(str(path), f"{table.name} has more rows than a sheet holds")
            for row in some.rows[table.name]:
                sheet.append([_cell(sheet, *pair) for pair in zip(table.columns, row, strict=True)])
    for table in TABLES:
        last = get_column_letter(len(table.columns))
        sheets[table.name].auto_filter.ref = f"A1:{last}{rows[table.name]}"
    _describe(book)


def _sheet(book: Workbook, name: str, columns: Iterable[Column]) -> WriteOnlyWorksheet:
    sheet: WriteOnlyWorksheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    header = []
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.kind, 10)
        cell = WriteOnlyCell(sheet, column.name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    return sheet


def _describe(book: Workbook) -> None:
    about = [Column(name, "text", "") for name in ("table", "column", "kind", "description")]
    sheet = _sheet(book, "columns", about)
    for table in TABLES:
        for column in table.columns:
            texts = (table.name, column.name, column.kind, column.description)
            sheet.append([_text(sheet, text) for text in texts])


def _cell(sheet: WriteOnlyWorksheet, column: Column, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if column.kind == "timestamp":
        time = dt.datetime.fromisoformat(value).astimezone(dt.UTC)
        return time.replace(tzinfo=None)  # a spreadsheet knows no zones
    if column.kind == "date":
        date = dt.date.fromisoformat(value)
        return date if date.year >= _FIRST_YEAR else _text(sheet, value)
    return _text(sheet, value)


def _text(sheet: WriteOnlyWorksheet, value: str) -> WriteOnlyCell:
    text = clean(value)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - 1] + "…"
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True  # stays a text when the cell is edited
    return cell
