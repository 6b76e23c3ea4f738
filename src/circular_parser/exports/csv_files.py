"""The flat tables as CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from .cells import clean, guard
from .durable import open_whole
from .flatten import flattened
from .stored import StoredRecord
from .tables import TABLES


def write_csv(records: Iterable[StoredRecord], folder: Path) -> None:
    """Write one ``<table>.csv`` each table into *folder*: UTF-8, a header, RFC 4180.

    An empty cell is a value that is not stated. A text that a spreadsheet would take for a
    formula has an apostrophe before it (:func:`~circular_parser.exports.cells.unguard`).

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context(open_whole(folder / f"{table.name}.csv", newline=""))
            writers[table.name] = csv.writer(file)
            writers[table.name].writerow([column.name for column in table.columns])
        for some in flattened(records):
            for name, rows in some.rows.items():
                writers[name].writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return guard(clean(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
