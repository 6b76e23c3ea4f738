"""What the exports take: a record with what is known of how it was made."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """The record of one document, as it is kept in files.

    Args:
        document_id: SHA-256 of the document's bytes, hexadecimal.
        path: where the document was found.
        parsed_at: when it was parsed, ISO 8601 in UTC; None where it is not known.
        parser_version: version of the parser; None where it is not known.
        record: the :class:`~circular_parser.Circular` as JSON in one line.
    """

    document_id: str
    path: str
    parsed_at: str | None
    parser_version: str | None
    record: str


def printable_path(path: str) -> str:
    r"""Return *path* with bytes that are no UTF-8 written as ``\xff``: files take no others."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    return path
