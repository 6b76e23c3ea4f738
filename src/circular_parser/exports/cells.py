"""Texts as cells: without what files cannot hold, and without what a spreadsheet would run."""

from __future__ import annotations

import re

# What XML cannot hold, and CSV and spreadsheets only at the reader's risk.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# How formulas begin, in the wide forms of East Asian input too, and what is skipped before them.
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile(f"'{_FORMULA.pattern}")


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
