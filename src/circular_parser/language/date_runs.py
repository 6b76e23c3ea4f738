"""Joins dates to ranges, and ranges and days that are listed together to one schedule."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from circular_parser.language.analysis import Candidate, DateValue
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.dates import joined

# Days between two windows of one schedule at most, and of days off.
MAX_GAP = 14
LONG_WEEKEND = 4
# How far behind a day may stand that all is over then.
_REACH = 40
GAP_WARNING = ("gap_in_period", "several days or windows with days between them")


@dataclass(frozen=True)
class DateRun:
    """Days and ranges joined to one schedule: each of its ``parts`` is a day or two ends."""

    parts: list[list[Candidate[DateValue]]]

    @cached_property
    def dates(self) -> list[Candidate[DateValue]]:
        """All its dates, in the order of the text."""
        return [date for part in self.parts for date in part]

    @property
    def start(self) -> int:
        """Where the first date begins."""
        return self.dates[0].start

    @property
    def end(self) -> int:
        """Where the last date ends."""
        return self.dates[-1].end

    @property
    def several(self) -> bool:
        """Whether it is more than one date."""
        return len(self.dates) > 1

    @cached_property
    def ranged(self) -> bool:
        """Whether a range is in it."""
        return any(len(part) > 1 for part in self.parts)

    @cached_property
    def gaps(self) -> bool:
        """Whether days lie between its parts."""
        return any(days != 1 for days in self._steps())

    def windows(self) -> list[DateRun]:
        """Return the runs of its parts with no more between them than a long weekend.

        Single days with a week between them, as every Friday, are one schedule.
        """
        apart = [days is None or days > LONG_WEEKEND for days in self._steps()]
        if not any(apart) or (len(apart) > 1 and all(apart) and not self.ranged):
            return [self]
        cuts = [0, *(at for at, cut in enumerate(apart, 1) if cut), len(self.parts)]
        return [DateRun(self.parts[first:last]) for first, last in pairwise(cuts)]

    def _steps(self) -> list[int | None]:
        """Return how many days after each part the next one starts."""
        return [_days_between(one[-1].value, two[0].value) for one, two in pairwise(self.parts)]


def date_runs(
    dates: list[Candidate[DateValue]], text: str, patterns: DatePatterns
) -> Iterator[DateRun]:
    """Join dates to ranges, and ranges and days listed together to one schedule.

    Windows of one measure round public holidays (``16-17 Maret dan 25-27 Maret``) are one
    schedule with a gap.
    """
    previous: DateRun | None = None
    for run in _ranges_and_lists(dates, text, patterns):
        if previous is not None and _next_window(previous, run, text, patterns):
            previous = DateRun(previous.parts + run.parts)
            continue
        if previous is not None:
            yield previous
        previous = run
    if previous is not None:
        yield previous


def last_day_of(value: DateValue) -> dt.date | None:
    """Return the day that *value* names, of a month its last."""
    if value.day is None and value.month is not None and value.year is not None:
        return dt.date(value.year, value.month, monthrange(value.year, value.month)[1])
    return value.resolved


def _ranges_and_lists(
    dates: list[Candidate[DateValue]], text: str, patterns: DatePatterns
) -> list[DateRun]:
    """Join dates to ranges, and ranges and days that nothing but a comma or ``dan`` parts."""
    runs: list[DateRun] = []
    index = 0
    while index < len(dates):
        run = [dates[index]]
        if index + 1 < len(dates) and joined(text, run[0], dates[index + 1], patterns) == "range":
            run.append(dates[index + 1])
        index += len(run)
        previous = runs[-1] if runs else None
        if previous is not None and _listed_with(previous, run, text, patterns):
            runs[-1] = DateRun([*previous.parts, run])
        else:
            runs.append(DateRun([run]))
    return runs


def _listed_with(
    previous: DateRun, run: list[Candidate[DateValue]], text: str, patterns: DatePatterns
) -> bool:
    """Whether a day or range belongs to the same list as the one before it."""
    days = _days_between(previous.dates[-1].value, run[0].value)
    if days is None or not 0 < days <= MAX_GAP:
        return False
    if joined(text, previous.dates[-1], run[0], patterns) != "list":
        return False
    if len(run) == 1 and patterns.returns.match(text[run[0].end : run[0].end + _REACH]):
        return False
    # Days off for another feast are no later days of the same list.
    return days == 1 or not patterns.feast.search(text, previous.end, run[0].start)


def _next_window(previous: DateRun, run: DateRun, text: str, patterns: DatePatterns) -> bool:
    """Whether *run* is the next window of the measure that *previous* is one of.

    Each is several days, a range or a list: ``16 dan 17 Maret, lalu 25, 26 dan 27 Maret``.
    """
    if not (previous.several and run.several):
        return False
    days = _days_between(previous.dates[-1].value, run.dates[0].value)
    if days is None or not 0 < days <= MAX_GAP:
        return False
    return patterns.window_join.match(text[previous.end : run.start]) is not None


def _days_between(first: DateValue, second: DateValue) -> int | None:
    if first.resolved is None or second.resolved is None:
        return None
    return (second.resolved - first.resolved).days
