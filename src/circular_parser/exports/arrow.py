"""The tables and the nested records as Arrow has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any

import pyarrow as pa

from .stored import StoredRecord, printable_path
from .tables import Column, Row, Schema, Table, record_schema

_KINDS: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", "UTC"),
}
_SIMPLE = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean"}


@cache
def flat_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """Return the Arrow schema of a flat table, each column with its description."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _KINDS[column.kind],
                nullable=not column.required,
                metadata={"description": column.description},
            )
            for column in columns
        ]
    )


@cache
def nested_schema(temporal: bool = True) -> pa.Schema:
    """Return the Arrow schema of the nested records.

    The evidence is a list, for the keys of its object are JSON Pointers and no column names:
    each item has its ``pointer``. Without *temporal*, dates and times are texts, as in JSON.
    """
    about = (
        pa.field("document_id", pa.string(), False),
        pa.field("path", pa.string(), False),
        pa.field("parsed_at", _KINDS["timestamp"] if temporal else pa.string()),
        pa.field("parser_version", pa.string()),
    )
    members = record_schema()["properties"]
    fields = [_field(name, schema, temporal) for name, schema in members.items()]
    return pa.schema([*about, *fields])


def flat_table(table: Table, rows: Sequence[Row]) -> pa.Table:
    """Return the *rows* of *table*."""
    schema = flat_schema(table.columns)
    arrays = [
        # Arrow makes a date of a text by a cast alone.
        pa.array(cells, pa.string() if pa.types.is_temporal(kind) else kind).cast(kind)
        for cells, kind in zip(_columns(rows, len(schema)), schema.types, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def nested_batch(
    records: Sequence[StoredRecord], values: Sequence[dict[str, Any]]
) -> pa.RecordBatch:
    """Return *records*, whose members are *values*, nested; dates and times are texts."""
    columns: dict[str, list[Any]] = {
        "document_id": [record.document_id for record in records],
        "path": [printable_path(record.path) for record in records],
        "parsed_at": [record.parsed_at for record in records],
        "parser_version": [record.parser_version for record in records],
    }
    schema = nested_schema(temporal=False)
    arrays = []
    for name, kind in zip(schema.names, schema.types, strict=True):
        cells = columns.get(name) or [value[name] for value in values]
        arrays.append(_evidence(cells, kind) if name == "evidence" else pa.array(cells, kind))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _evidence(objects: Sequence[dict[str, list[dict[str, Any]]]], kind: pa.ListType) -> pa.Array:
    """Return *objects* of places by their pointer as lists; made by columns, they cost a third."""
    place = kind.value_type
    members = itemgetter(*(field.name for field in list(place)[1:]))
    rows = [
        [(pointer, *members(one)) for pointer, places in pointers.items() for one in places]
        for pointers in objects
    ]
    columns = _columns(list(chain.from_iterable(rows)), len(place))
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, place, strict=True)]
    ends = pa.array(accumulate(map(len, rows), initial=0), pa.int32())
    return pa.ListArray.from_arrays(ends, pa.StructArray.from_arrays(arrays, fields=list(place)))


def _columns(rows: Sequence[Row], width: int) -> Iterable[tuple[Any, ...]]:
    return zip(*rows, strict=True) if rows else [()] * width


def _field(name: str, schema: Schema, temporal: bool) -> pa.Field:
    about = {"description": schema["description"]} if "description" in schema else None
    return pa.field(name, _type(schema, temporal), metadata=about)


def _type(schema: Schema, temporal: bool) -> pa.DataType:
    if schema["type"] == "array":
        item = schema.get("items") or schema["prefixItems"][0]
        return pa.list_(_type(item, temporal))
    if schema.get("additionalProperties"):
        item = schema["additionalProperties"]["items"]
        pointer = pa.field("pointer", pa.string())
        return pa.list_(pa.struct([pointer, *_members(item, temporal)]))
    if schema["type"] == "object":
        return pa.struct(_members(schema, temporal))
    if temporal and schema.get("format") == "date":
        return _KINDS["date"]
    return _KINDS[_SIMPLE[schema["type"]]]


def _members(schema: Schema, temporal: bool) -> list[pa.Field]:
    return [_field(name, member, temporal) for name, member in schema["properties"].items()]
