"""Records laid out for the outputs: read once, as rows of the flat tables and as nested columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from threading import Lock
from typing import Any, TypeVar

import pyarrow as pa
from pydantic_core import from_json

from circular_parser.garbage import collection_paused

from .arrow import nested_batch, nested_schema
from .identity import readable_id
from .stored import StoredRecord, printable_path
from .tables import CIRCULAR_MEMBERS, OF_THE_EVIDENCE, TABLES, Row, Table

_T = TypeVar("_T")

_one_at_a_time = Lock()
_AT_ONCE = 500
_IN_HAND = 250  # records that are Python objects at a time

_PATHS = tuple(path.rpartition(".")[::2] for path in CIRCULAR_MEMBERS)
_NOTHING: dict[str, Any] = {}
_of_place = itemgetter(*(column.name for column in OF_THE_EVIDENCE))
_NO_PLACE: Row = (None,) * len(OF_THE_EVIDENCE)


@dataclass(frozen=True, slots=True)
class Flattened:
    """The rows of each table by its name; the records nested, with dates as ISO texts."""

    rows: dict[str, list[Row]]
    nested: pa.Table


def flatten(records: tuple[StoredRecord, ...]) -> Flattened:
    """Return the rows and values of *records*; dates are ISO texts, what is not stated None.

    The last answer is kept: several outputs of one chunk, each in its thread, share the work.
    """
    with _one_at_a_time:
        return _flatten(records)


@lru_cache(maxsize=1)
def _flatten(records: tuple[StoredRecord, ...]) -> Flattened:
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    batches = []
    with collection_paused():
        for some in in_chunks(records, _IN_HAND):
            values: list[dict[str, Any]] = [from_json(record.record) for record in some]
            for record, value in zip(some, values, strict=True):
                _add_rows(rows, record, value)
            batches.append(nested_batch(some, values))
    return Flattened(rows, pa.Table.from_batches(batches, nested_schema(temporal=False)))


def in_chunks(items: Iterable[_T], size: int = _AT_ONCE) -> Iterator[tuple[_T, ...]]:
    """Yield the *items* in tuples of *size*, the last one shorter."""
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk


def flattened(records: Iterable[StoredRecord]) -> Iterator[Flattened]:
    """Yield the rows of *records*, some records at a time."""
    return map(flatten, in_chunks(records))


def _add_rows(rows: dict[str, list[Row]], record: StoredRecord, value: dict[str, Any]) -> None:
    circulars, *lists = TABLES
    rows[circulars.name].append(_circular(record, value))
    for table in lists:
        if value[table.member]:
            rows[table.name] += _items(table, record.document_id, value)


def _circular(record: StoredRecord, value: dict[str, Any]) -> Row:
    return (
        record.document_id,
        readable_id(value, record.document_id),
        printable_path(record.path),
        record.parsed_at,
        record.parser_version,
        *[(value[part] or _NOTHING if part else value).get(member) for part, member in _PATHS],
    )


def _items(table: Table, document_id: str, value: dict[str, Any]) -> Iterator[Row]:
    evidence, member, names = value["evidence"], table.member, table.item
    for position, item in enumerate(value[member]):
        own = [item[name] for name in names] if names else (item,)
        if table.name == "warnings":
            yield (document_id, position, *own)
        else:
            places = evidence.get(f"/{member}/{position}")
            yield (document_id, position, *own, *(_of_place(places[0]) if places else _NO_PLACE))
