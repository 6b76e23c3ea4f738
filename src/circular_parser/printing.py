"""What the command line prints of records: JSON, JSON Lines, or a table to look over."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = (
    "file",
    "type",
    "number",
    "issued",
    "region",
    "signatory",
    "periods",
    "exempt",
    "obligations",
)
_COUNTS = {"exempt", "obligations"}
_WIDTH_IN_A_FILE = 200


class Printer:
    """Prints records one by one as they come.

    Args:
        form: ``json``, ``jsonl``, ``table``, or None for nothing at all.
        single: whether there is one document by itself: then ``json`` is that record,
            else an array.
        write: takes each piece of the output, UTF-8.
    """

    def __init__(self, form: str | None, single: bool, write: Callable[[bytes], None]) -> None:
        self._form = form
        self._single = single
        self._write = write
        self._count = 0
        self._rows: list[tuple[str, ...]] = []

    def add(self, name: str, record: str) -> None:
        """Print *record*, JSON of the document *name*; a table waits for :meth:`close`."""
        if self._form == "jsonl":
            value = json.loads(record)
            line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            self._put(line + "\n")
        elif self._form == "json":
            opening = "" if self._single else ",\n" if self._count else "[\n"
            self._put(opening + record + ("\n" if self._single else ""))
        elif self._form == "table":
            self._rows.append(summary_row(name, json.loads(record)))
        self._count += 1

    def close(self) -> None:
        """Print what is still to come."""
        if self._form == "json" and not self._single:
            self._put("\n]\n" if self._count else "[]\n")
        elif self._form == "table" and self._rows:
            _print_table(self._rows)

    def _put(self, text: str) -> None:
        self._write(text.encode("utf-8"))


def summary_row(name: str, record: dict[str, Any]) -> tuple[str, ...]:
    """Return the cells of a record; an empty cell is a value that is not stated."""
    return (
        name,
        record["document_type"] or "",
        record["number"] or "",
        record["issued_on"] or "",
        record["issuer"]["region"] or "",
        record["signatory"]["name"] or "",
        "\n".join(_period(period) for period in record["effective_periods"]),
        str(len(record["exempt_services"])),
        str(len(record["obligations"])),
    )


def printable(text: str) -> str:
    """Return *text* without characters that steer a terminal or cannot be encoded."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)


def console() -> Console:
    """Return the console of standard output, wide where nobody looks at it."""
    from rich.console import Console

    asked = os.environ.get("COLUMNS", "").strip("0")
    made = Console(highlight=False)
    if not asked.isdecimal() and (made.width < 1 or not made.is_terminal):
        made = Console(highlight=False, width=_WIDTH_IN_A_FILE)
    return made


def _period(period: dict[str, Any]) -> str:
    start, end = period["start"] or "?", period["end"]
    return f"{start} .. {end or ('open' if period['open_ended'] else '?')}"


def _short_names(names: list[str]) -> list[str]:
    """Return the paths without the folder that all have in common."""
    common = os.path.commonpath([str(Path(name).absolute().parent) for name in names])
    return [str(Path(name).absolute().relative_to(common)) for name in names]


def _print_table(rows: list[tuple[str, ...]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in COLUMNS:
        justify: Literal["right", "left"] = "right" if column in _COUNTS else "left"
        table.add_column(column, justify=justify, overflow="fold")
    names = _short_names([row[0] for row in rows])
    for name, row in zip(names, rows, strict=True):
        table.add_row(*(Text(printable(cell)) for cell in (name, *row[1:])))
    console().print(table)
