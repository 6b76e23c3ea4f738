"""Compares circulars across regions and days: who ruled what, when, and for how long.

>>> from circular_parser.compare import compare
>>> comparison = compare("records/")  # doctest: +SKIP
>>> comparison.service_matrix().to_pandas()  # doctest: +SKIP
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from circular_parser.exports.records import StoredRecord, read_records
from circular_parser.garbage import collection_paused
from circular_parser.record import Circular

from .comparison import Comparison, compare_documents
from .differences import Difference, differences
from .documents import Document, document_of

__all__ = ["Comparison", "Difference", "compare", "diff"]


def compare(source: str | Path, on: dt.date | None = None) -> Comparison:
    """Compare the circulars whose records *source* holds.

    Args:
        source: the folder of a batch, a file of JSON Lines, a folder of ``<stem>.json``, or
            Parquet with nested records.
        on: the day whose standing is told, if any.

    Raises:
        DocumentError: there is nothing there, or it holds what is no record.
    """
    records = read_records(Path(source))
    with collection_paused():
        return compare_documents((document_of(record) for record in records), on)


def diff(before: Circular, after: Circular) -> list[Difference]:
    """Return what was added, dropped and changed from one circular, or version of it, to another.

    Rules are matched by type, bearer and words, whatever their order.
    """
    return differences(_told(before), _told(after))


def _told(record: Circular) -> Document:
    source = record.source
    path = source.path or source.sha256
    return document_of(StoredRecord(source.sha256, path, None, None, record.model_dump_json()))
