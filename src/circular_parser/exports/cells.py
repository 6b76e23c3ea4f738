"""Texts as cells: without what files cannot hold, and without what a spreadsheet would run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from .stored import StoredRecord
from .tables import Flattened, flatten

_T = TypeVar("_T")

# What XML cannot hold, and CSV and spreadsheets only at the reader's risk.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# How formulas begin, in the wide forms of East Asian input too, and what is skipped before them.
_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile("'+[=+\\-@＝＋－＠\t\r\n]")
_AT_ONCE = 500


def clean(text: str) -> str:
    """Return *text* with U+FFFD for each character that XML does not allow."""
    return _FORBIDDEN.sub("\ufffd", text)


def guard(text: str) -> str:
    """Return *text* so that a spreadsheet takes it for a text: an apostrophe before a formula.

    >>> guard("=1+1"), guard("'=1"), guard("1+1")
    ("'=1+1", "''=1", '1+1')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return what :func:`guard` was given.

    >>> unguard(guard("'-1")), unguard("'s-Gravenhage")
    ("'-1", "'s-Gravenhage")
    """
    return text[1:] if _GUARDED.match(text) else text


def in_chunks(items: Iterable[_T], size: int = _AT_ONCE) -> Iterator[tuple[_T, ...]]:
    """Yield the *items* in tuples of *size*, the last one shorter."""
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk


def flattened(records: Iterable[StoredRecord]) -> Iterator[Flattened]:
    """Yield the rows of *records*, some records at a time."""
    return map(flatten, in_chunks(records))
