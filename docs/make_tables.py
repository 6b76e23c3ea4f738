"""Prints docs/tables.md: the flat tables and their columns. `make tables` runs it."""

from __future__ import annotations

from collections.abc import Iterator

from circular_parser.exports.sqlite import SEARCHED
from circular_parser.exports.tables import TABLES, Column, Table

_HEAD = """\
# Tables

The flat tables that `circular-parser batch` and `circular-parser export` write, the same in
Parquet, SQLite, CSV, Excel and the data package. `document_id`, the SHA-256 of the document's
bytes, joins them. An empty cell is a value that the document does not state.

Types, descriptions and lists of values are those of [the record](circular.schema.json).

In Parquet, `records/` holds the records nested as they are: the lists as list columns, the
evidence as a list whose items have their JSON Pointer in `pointer`.

In SQLite each row has a number, `id`, and the rows of all other tables have in `circular` the
`id` of their circular: join by it, it is faster than the long `document_id`. `circulars` has
further `chunk`, the part of the run that wrote the row; `chunks` lists the parts that are
whole. Dates are ISO texts, booleans 0 and 1.

This page is made by `make tables`. Do not edit it.
"""


def tables_page() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *(line for table in TABLES for line in _section(table))])


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"{table.description} Key: {', '.join(f'`{name}`' for name in table.key)}."
    if table.name in SEARCHED:
        names = ", ".join(f"`{name}`" for name in SEARCHED[table.name])
        yield f"Full-text search in SQLite (`{table.name}_fts`): {names}."
    yield "\n| Column | Type | What it is |\n|---|---|---|"
    for column in table.columns:
        kind = column.kind if column.required else f"{column.kind}, may be empty"
        yield f"| `{column.name}` | {kind} | {_description(column)} |"
    yield ""


def _description(column: Column) -> str:
    values = ", ".join(f"`{value}`" for value in column.values)
    return f"{column.description} One of {values}." if values else column.description


if __name__ == "__main__":
    print(tables_page(), end="")
