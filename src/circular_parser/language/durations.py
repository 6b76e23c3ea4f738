"""Counts durations: ``selama 14 (empat belas) hari kalender``, ``sebulan``, ``dua pekan``."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import Literal

from circular_parser.language.analysis import Duration
from circular_parser.language.number_words import number_of
from circular_parser.language.sentences import quote

_UNITS: dict[str, tuple[int, Literal["days", "months"]]] = {
    "hari": (1, "days"),
    "pekan": (7, "days"),
    "minggu": (7, "days"),
    "bulan": (1, "months"),
    "tahun": (12, "months"),
}


def duration_of(match: re.Match[str]) -> Duration | None:
    """Return the duration that *match* (groups n, one, unit, office) prints.

    None for number words that are none and for office days, whose end depends on holidays.
    """
    if match["office"]:
        return None
    printed = match["n"]
    if printed is None:
        count: int | None = 1
    else:
        count = int(printed) if printed.isdecimal() else number_of(quote(printed))
    if not count:
        return None
    factor, unit = _UNITS[match["unit"].casefold()]
    return Duration(count * factor, unit)


def last_day(start: dt.date, duration: Duration) -> dt.date | None:
    """Return the last day of a duration whose first day is *start*; None past the calendar."""
    try:
        if duration.unit == "days":
            return start + dt.timedelta(days=duration.count - 1)
        year, month = divmod(start.year * 12 + start.month - 1 + duration.count, 12)
        day = min(start.day, monthrange(year, month + 1)[1])
        return dt.date(year, month + 1, day) - dt.timedelta(days=1)
    except (OverflowError, ValueError):
        return None
