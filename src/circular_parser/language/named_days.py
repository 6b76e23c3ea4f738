"""Days that a report names by a number, a weekday or a part of the month alone.

``Sampai tanggal 30``, ``tanggal 6 sampai 17 bulan ini``, ``Senin ini``, ``hingga Jumat``,
``Kamis dan Jumat pekan ini``, ``hingga akhir Juli``: which day it is follows from the day of
the report, or from the date it is the end of. Where neither is known, none is named.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from circular_parser.language.analysis import Analysis, Candidate, DateValue
from circular_parser.language.patterns import compile_lower

_MONTHS = 12
_WEEK = 7
_LONGEST = 31  # days till the same number comes again
# A day just past is as likely as one three times as far ahead.
_PAST_WEIGHT = 3
_NEAR = 12  # characters before a number that say that it is an end
_BEFORE = 60  # characters before a weekday that may say that it is one of every week
_TOLD_BEFORE = 80  # characters between a start and the number of its end

Dates = list[Candidate[DateValue]]


@dataclass(frozen=True)
class NamedDayPatterns:
    """The patterns of ``[named_days]``, and the numbers of months and weekdays."""

    months: dict[str, int]
    weekdays: dict[str, int]
    number: re.Pattern[str]
    until: re.Pattern[str]
    this: re.Pattern[str]
    coming: re.Pattern[str]
    work_week: re.Pattern[str]
    coming_months: re.Pattern[str]
    end: re.Pattern[str]
    last: re.Pattern[str]
    first: re.Pattern[str]
    month_end: re.Pattern[str]
    period_end: re.Pattern[str]

    @classmethod
    def of(
        cls, table: dict[str, Any], months: dict[str, int], weekdays: dict[str, int]
    ) -> NamedDayPatterns:
        """Compile the patterns of *table*, in which the names stand already."""
        return cls(months, weekdays, **{name: compile_lower(p) for name, p in table.items()})


def named_days(
    analysis: Analysis, dates: Dates, today: dt.date, patterns: NamedDayPatterns
) -> Iterator[Candidate[DateValue]]:
    """Yield the days named from *today*, that of the report, and from the *dates* before them."""
    plain = analysis.plain
    yield from _by_number(plain, dates, today, patterns)
    for match in patterns.this.finditer(plain):
        ahead = (patterns.weekdays[match["weekday"]] - today.weekday()) % _WEEK
        if match["week"]:
            ahead = patterns.weekdays[match["weekday"]] - today.weekday()
        last = today + dt.timedelta(days=ahead)
        yield _named(match.span(), last)
        yield from _first_weekday(plain, match.start(), last, patterns)
    for date in dates:
        day = date.value.resolved
        if day is not None and "relative" in date.value.inferred:
            yield from _first_weekday(plain, date.start, day, patterns)
    ends = list(ends_of_starts(analysis, dates, patterns, today))
    yield from ends
    yield from _weekday_ends(plain, {end.start for end in ends}, today, patterns)
    yield from _coming(plain, today, patterns)
    yield from _months(plain, today, patterns)
    yield from ends_of_months(plain, today, patterns)


def _by_number(
    plain: str, dates: Dates, today: dt.date, patterns: NamedDayPatterns
) -> Iterator[Candidate[DateValue]]:
    """``tanggal 6 sampai 17``, ``sampai tanggal 30``, ``tanggal 13 bulan depan``."""
    for match in patterns.number.finditer(plain):
        until = patterns.until.search(plain, max(0, match.start() - _NEAR), match.start())
        day: dt.date | None
        if match["month"]:
            day = _in_month(int(match["day"]), today, match["month"])
        elif until is not None:
            told = _told_before(match.start(), dates)
            day = _next_number(int(match["day"]), max(told, today) if told else today)
        else:
            day = _nearest_number(int(match["day"]), today)
        if day is None:
            continue
        yield _named(match.span("day"), day)
        if match["last"]:
            last = _next_number(int(match["last"]), day)
            if last is not None:
                yield _named(match.span("last"), last)


def _told_before(at: int, dates: Dates) -> dt.date | None:
    """The day told just before *at*, of which *at* may be the end."""
    near = [c for c in dates if 0 < at - c.end < _TOLD_BEFORE and c.role == "none"]
    return max(near, key=lambda c: c.start).value.resolved if near else None


def _in_month(number: int, today: dt.date, word: str) -> dt.date | None:
    """The day of that *number* in this month, the next or the last one."""
    step = {"ini": 0, "depan": 1, "lalu": -1}[word]
    years, month = divmod(today.month - 1 + step, _MONTHS)
    return _calendar_day(today.year + years, month + 1, number)


def _calendar_day(year: int, month: int, day: int) -> dt.date | None:
    return dt.date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _next_number(number: int, first: dt.date) -> dt.date | None:
    """The first day of that *number* on or after *first*."""
    ahead = (first + dt.timedelta(days=days) for days in range(_LONGEST + 1))
    return next((day for day in ahead if day.day == number), None)


def _nearest_number(number: int, today: dt.date) -> dt.date | None:
    """The nearest day of that *number*; one to come is nearer than one past."""
    days = [today + dt.timedelta(days=days) for days in range(-_LONGEST, _LONGEST + 1)]
    found = [day for day in days if day.day == number]
    return min(found, key=lambda day: _distance(day, today), default=None)


def _distance(day: dt.date, today: dt.date) -> int:
    days = (day - today).days
    return days if days >= 0 else -days * _PAST_WEIGHT


def _first_weekday(
    plain: str, at: int, last: dt.date, patterns: NamedDayPatterns
) -> Iterator[Candidate[DateValue]]:
    """``Senin sampai Kamis pekan depan``: the first of two weekdays, in the week of the last."""
    match = patterns.first.search(plain, max(0, at - 30), at)
    if match is not None:
        back = (last.weekday() - patterns.weekdays[match["weekday"]]) % _WEEK
        yield _named(match.span("weekday"), last - dt.timedelta(days=back))


def ends_of_starts(
    analysis: Analysis, dates: Dates, patterns: NamedDayPatterns, today: dt.date | None = None
) -> Iterator[Candidate[DateValue]]:
    """Yield the ends named from the starts that *dates* tell just before them.

    ``Selasa (2/9) sampai Jumat pekan depan``; ``mulai 3 Juli hingga akhir bulan`` where no day
    of the report is known, else the end is counted from *today*.
    """
    plain = analysis.plain
    for date in dates:
        start = date.value.resolved
        match = patterns.end.match(plain, date.end) if start is not None else None
        if start is None or match is None:
            continue
        ahead = (patterns.weekdays[match["weekday"]] - start.weekday() - 1) % _WEEK + 1
        if match["next"]:
            ahead = patterns.weekdays[match["weekday"]] - start.weekday() + _WEEK
        yield _named((match.start("weekday"), match.end()), start + dt.timedelta(days=ahead))
    for match in patterns.period_end.finditer(plain):
        day = today or _told_before(match.start(), dates)
        if day is not None:
            yield _named((match.start("unit"), match.end()), _end_of(match, day))


def _end_of(match: re.Match[str], day: dt.date) -> dt.date:
    """The end of the month or year of *day*, or of the next one: ``akhir bulan depan``."""
    if match["unit"] == "tahun":
        return dt.date(day.year + bool(match["next"]), _MONTHS, 31)
    years, month = divmod(day.month - 1 + bool(match["next"]), _MONTHS)
    year = day.year + years
    return dt.date(year, month + 1, monthrange(year, month + 1)[1])


def _weekday_ends(
    plain: str, ends: set[int], today: dt.date, patterns: NamedDayPatterns
) -> Iterator[Candidate[DateValue]]:
    """``Sampai Kamis``: the next such day, but where one of the *ends* of starts stands."""
    for match in patterns.last.finditer(plain):
        if match.start("weekday") not in ends:
            ahead = (patterns.weekdays[match["weekday"]] - today.weekday() - 1) % _WEEK + 1
            yield _named(match.span("weekday"), today + dt.timedelta(days=ahead))


def _coming(
    plain: str, today: dt.date, patterns: NamedDayPatterns
) -> Iterator[Candidate[DateValue]]:
    """``Mulai Senin``, ``diliburkan Kamis dan Jumat``: the next such days."""
    for match in patterns.coming.finditer(plain):
        if patterns.work_week.search(plain, max(0, match.start() - _BEFORE), match.start()):
            continue
        ahead = (patterns.weekdays[match["weekday"]] - today.weekday()) % _WEEK
        first = today + dt.timedelta(days=ahead)
        yield _named(match.span("weekday"), first)
        if match["last"]:
            ahead = (patterns.weekdays[match["last"]] - first.weekday() - 1) % _WEEK + 1
            yield _named(match.span("last"), first + dt.timedelta(days=ahead))


def _months(
    plain: str, today: dt.date, patterns: NamedDayPatterns
) -> Iterator[Candidate[DateValue]]:
    """``Mulai Juli``, ``Juli hingga September 2026``: this month or one to come.

    A month more than half a year ahead is as likely one of the past.
    """
    for match in patterns.coming_months.finditer(plain):
        first = patterns.months[match["month"]]
        ahead = (first - today.month) % _MONTHS
        if ahead > _MONTHS // 2 or (match["year"] and not match["last"]):
            continue
        year = today.year + (first < today.month)
        yield _month(match.span("month"), first, year)
        if match["last"]:
            last = patterns.months[match["last"]]
            yield _month((match.start("last"), match.end()), last, year + (last < first))


def _month(span: tuple[int, int], month: int, year: int) -> Candidate[DateValue]:
    """A month whose year is not printed."""
    value = DateValue(None, month, year, None, None, ("relative",))
    return Candidate(*span, value, "dates.named_day", 0.6)


def ends_of_months(
    plain: str, today: dt.date, patterns: NamedDayPatterns
) -> Iterator[Candidate[DateValue]]:
    """Yield the ends of months whose year is not printed: the next from *today*.

    ``hingga akhir Juli``.
    """
    for match in patterns.month_end.finditer(plain):
        month = patterns.months[match["month"]]
        year = today.year + (month < today.month)
        yield _named(match.span("month"), dt.date(year, month, monthrange(year, month)[1]))


def _named(span: tuple[int, int], day: dt.date) -> Candidate[DateValue]:
    """A day named by a number, a weekday or the end of a month alone."""
    value = DateValue(day.day, day.month, day.year, None, day, ("relative",))
    return Candidate(*span, value, "dates.named_day", 0.6)
