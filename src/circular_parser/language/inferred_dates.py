"""Completes dates from the document itself: years not printed, days named from another.

A year is taken from the document's own date, else from a printed weekday or from the year
that the document says it is; ``hari ini``, ``besok`` and ``Jumat besok`` are counted from
the day of the report or of the letter. What is completed here is marked as inferred.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any

from circular_parser.language.analysis import Analysis, Candidate, DateValue

_PANDEMIC = range(2020, 2024)
_NUMBER_YEAR = re.compile(r"(?:/|\btahun )(?P<year>20[0-4]\d)$", re.IGNORECASE)
_THIS_YEAR = re.compile(r"(?:\btahun |© .{0,40}?)(?P<year>20[0-4]\d)(?: ini\b|$)", re.I | re.M)
# The day from which every date of a year is nearer to that year than to its neighbours.
_MIDDLE = (7, 2)
_LONGEST_MONTHS = 62  # days of two months: each number of a day stands in one of them
# How far before ``hari itu`` the day may stand that it means.
_TOLD_BEFORE = 240
_MID_MONTH = 15
_TODAY = re.compile(r"\bhari ini,? ?\(?$")
_CALLED_TODAY = 12  # characters of it
_BY_VERB = 50  # characters that words of signing take before a weekday


@dataclass(frozen=True)
class RelativeWords:
    """Words for days counted from the day of the text, and the patterns that find them.

    ``distance`` gives the days to a word that ``word`` finds where no date is printed behind
    it; ``coming`` finds a weekday, numbered by ``weekdays``, with a word for the next one or at
    the end of a range (``besok sampai Jumat``); ``past`` a weekday said to be over (``Sabtu
    kemarin``), or one of the ``week`` before (``Rabu pekan lalu``); ``lone`` finds a weekday
    by its name alone, ``signed`` before it words of signing (``diteken Kamis``), so that it is
    the last one; ``ago`` one counted back by ``numbers`` (``dua hari lalu``);
    ``same_day`` finds what means the day told last (``mulai hari itu juga``), ``next_day`` the
    day after it (``keesokan harinya``); ``numbered`` finds days told by number alone, those
    past by -1, those to come by 1 (``tanggal 14 kemarin``).
    """

    distance: dict[str, int]
    word: re.Pattern[str]
    weekdays: dict[str, int]
    coming: re.Pattern[str]
    past: re.Pattern[str]
    lone: re.Pattern[str]
    signed: re.Pattern[str]
    ago: re.Pattern[str]
    numbers: dict[str, int]
    same_day: re.Pattern[str]
    next_day: re.Pattern[str]
    numbered: dict[int, re.Pattern[str]]


@cache
def _dateparser() -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["id"],
        settings={"STRICT_PARSING": True, "PARSERS": ["custom-formats"]},
    )


_MONTH_NAMES = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@cache
def read_date(day: int, month: int, year: int) -> dt.date | None:
    """Read one date by dateparser, strictly; None where the calendar has no such day."""
    printed = f"{day} {_MONTH_NAMES[month - 1]} {year}"
    # One format, so that neither time zones nor relative words are tried.
    parsed = _dateparser().get_date_data(printed, date_formats=["%d %B %Y"]).date_obj
    return parsed.date() if parsed is not None else None


def with_year(value: DateValue, year: int, *inferred: str) -> DateValue:
    """Return *value* in *year*, the names of inferred parts added."""
    if value.day is None or value.month is None:
        return value
    resolved = read_date(value.day, value.month, year)
    return replace(value, year=year, resolved=resolved, inferred=value.inferred + inferred)


def nearest_year(value: DateValue, anchor: dt.date) -> int | None:
    """The year that brings *value* nearest to *anchor*, or to the printed weekday."""
    options: list[tuple[bool, int, int]] = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        if value.day is None or value.month is None:
            continue
        day = read_date(value.day, value.month, year)
        if day is not None:
            wrong_weekday = value.weekday not in (None, day.weekday())
            options.append((wrong_weekday, abs((day - anchor).days), year))
    return min(options)[2] if options else None


def complete_years(
    dates: list[Candidate[DateValue]],
    anchor: dt.date | None,
    to_come: Sequence[Candidate[DateValue]] = (),
) -> list[Candidate[DateValue]]:
    """Fill missing years from *anchor*, the document's own date, marked ``year`` inferred.

    Those *to_come* (``31 Desember mendatang``) are not before it.
    """
    coming = {candidate.start for candidate in to_come}
    if anchor is None:
        return dates
    completed: list[Candidate[DateValue]] = []
    year: int | None = None
    for candidate in reversed(dates):
        value = candidate.value
        if value.year is None and value.day is not None:
            # A day that shares the month of the next date has its year, too.
            if "month" not in value.inferred or year is None:
                year = nearest_year(value, anchor)
            if year is not None:
                value = with_year(value, year, "year")
                if candidate.start in coming and value.resolved and value.resolved < anchor:
                    year += 1
                    value = with_year(candidate.value, year, "year")
        elif value.year is None and value.month is not None:
            # A month without days is the one nearest to the anchor: selama November.
            near = nearest_year(replace(value, day=_MID_MONTH), anchor)
            value = replace(value, year=near, inferred=(*value.inferred, "year"))
        else:
            year = value.year
        completed.append(replace(candidate, value=value))
    return completed[::-1]


def anchor_of(analysis: Analysis, dates: list[Candidate[DateValue]]) -> dt.date | None:
    """The document's own date, to which dates without a year are nearest.

    It is the date of signing, else of publication, else the first full date printed; where no
    full date is printed, the middle of the year that the own number ends in or that the text
    calls its own; else the one year since the pandemic began in which a printed weekday fits
    (texts about COVID-19 only).
    """
    for roles in (("issued",), ("published",), ("number", "quoted", "none", "received", "return")):
        known = [c.value.resolved for c in dates if c.role in roles and c.value.resolved]
        if known:
            return known[0]
    return _middle_of_own_year(analysis) or _day_of_weekday(analysis, dates)


def _middle_of_own_year(analysis: Analysis) -> dt.date | None:
    own = [c.value for c in analysis.numbers if c.role == "own"]
    found = [m for value in own if (m := _NUMBER_YEAR.search(value))]
    match = found[0] if found else _THIS_YEAR.search(analysis.text)
    return dt.date(int(match["year"]), *_MIDDLE) if match is not None else None


def _day_of_weekday(analysis: Analysis, dates: list[Candidate[DateValue]]) -> dt.date | None:
    if not re.search(r"covid|corona", analysis.text, re.IGNORECASE):
        return None
    for candidate in dates:
        value = candidate.value
        if value.weekday is None or value.day is None or value.month is None:
            continue
        fitting = [
            day
            for year in _PANDEMIC
            if (day := read_date(value.day, value.month, year)) and day.weekday() == value.weekday
        ]
        if len(fitting) == 1:
            return fitting[0]
    return None


def relative_days(
    analysis: Analysis, dates: list[Candidate[DateValue]], words: RelativeWords
) -> Iterator[Candidate[DateValue]]:
    """Read ``hari ini``, ``besok``, ``Jumat besok`` from the day of the report or letter.

    In a report without such a day they are counted from the day of signing told last before.
    """
    today = day_of_text(analysis, dates)
    if today is not None:
        yield from _days_from(today, (0, len(analysis.plain)), analysis, words)
    elif analysis.form == "report":
        told = [c for c in dates if _is_news(c, analysis.text)]
        for index, news in enumerate(told):
            end = told[index + 1].start if index + 1 < len(told) else len(analysis.plain)
            day = news.value.resolved
            if day is not None:
                found = _days_from(day, (news.end, end), analysis, words)
                yield from (c for c in found if c.value.resolved and c.value.resolved >= day)
        yield from _weekdays_near(analysis, dates, words)


def day_of_text(analysis: Analysis, dates: list[Candidate[DateValue]]) -> dt.date | None:
    """The day of the report, or of the letter, from which others are counted."""
    roles = ("published", "quoted") if analysis.form == "report" else ("issued",)
    known = (c.value.resolved for role in roles for c in dates if c.role == role)
    today = (c.value.resolved for c in dates if _is_today(c, analysis))
    return next((day for day in chain(known, today) if day is not None), None)


def _is_today(date: Candidate[DateValue], analysis: Analysis) -> bool:
    """Whether a report calls the day its own: ``hari ini, Selasa (29/12/2020)``."""
    before = analysis.plain[max(0, date.start - _CALLED_TODAY) : date.start]
    return analysis.form == "report" and _TODAY.search(before) is not None


def _is_news(date: Candidate[DateValue], text: str) -> bool:
    """Whether a report tells of a signing as of news: ``menandatangani ..., Selasa (6/7/2021)``."""
    value = date.value
    if date.role not in ("issued", "number") or value.weekday is None or value.resolved is None:
        return False
    return "year" not in value.inferred and text.startswith(")", date.end)


def _days_from(
    today: dt.date, span: tuple[int, int], analysis: Analysis, words: RelativeWords
) -> Iterator[Candidate[DateValue]]:
    """Read the words for days that stand in *span* of the text, counted from *today*."""
    plain = analysis.plain
    past = list(words.past.finditer(plain, *span))
    for match in past:
        last = _past_weekday(words.weekdays[match["weekday"]], today, match["week"] is not None)
        yield _counted(match.span(), last)
    yield from _signed_weekdays(today, span, analysis, words)
    for match in words.ago.finditer(plain, *span):
        days = words.numbers.get(match["n"]) or int(match["n"])
        yield replace(_counted(match.span(), today - dt.timedelta(days=days)), rule="dates.ago")
    over = {match.end() for match in past}
    named = any(word in plain for word in words.distance)
    for match in words.word.finditer(plain, *span) if named else ():
        if match.end() in over:
            continue
        yield _counted(match.span(), today + dt.timedelta(days=words.distance[match[0]]))
    for match in words.coming.finditer(plain, *span):
        name = "weekday" if match["weekday"] else "until"
        weekday = words.weekdays[match[name]] - today.weekday()
        ahead = weekday + 7 if match["week"] else (weekday - 1) % 7 + 1
        yield _counted((match.start(name), match.end()), today + dt.timedelta(days=ahead))
    for step, pattern in words.numbered.items():
        for match in pattern.finditer(plain, *span):
            day = _day_of_number(int(match["day"]), today, step)
            if day is not None:
                yield _counted((match.start("day"), match.end()), day)


def _signed_weekdays(
    today: dt.date, span: tuple[int, int], analysis: Analysis, words: RelativeWords
) -> Iterator[Candidate[DateValue]]:
    """Weekdays behind a word of signing: ``edaran itu diteken Kamis`` is the last Thursday."""
    if analysis.form != "report":
        return
    for match in words.lone.finditer(analysis.plain, *span):
        if words.signed.search(analysis.plain, max(0, match.start() - _BY_VERB), match.start()):
            ago = (today.weekday() - words.weekdays[match["weekday"]]) % 7
            yield _counted(match.span(), today - dt.timedelta(days=ago))


def _weekdays_near(
    analysis: Analysis, dates: list[Candidate[DateValue]], words: RelativeWords
) -> Iterator[Candidate[DateValue]]:
    """``Edaran itu diteken Minggu`` in a report of no known day: the Sunday nearest to the news.

    News is the day told last before in brackets: ``Senin (1/9/2025)``.
    """
    told = [
        c for c in dates if c.value.weekday is not None and analysis.text.startswith(")", c.end)
    ]
    for match in words.lone.finditer(analysis.plain):
        day = next((c.value.resolved for c in reversed(told) if c.end <= match.start()), None)
        before = max(0, match.start() - _BY_VERB)
        if day is not None and words.signed.search(analysis.plain, before, match.start()):
            ahead = (words.weekdays[match["weekday"]] - day.weekday() + 3) % 7 - 3
            yield _counted(match.span(), day + dt.timedelta(days=ahead))


def _past_weekday(weekday: int, today: dt.date, week_before: bool) -> dt.date:
    """The last *weekday* before *today*, or that of the week before."""
    if week_before:
        return today - dt.timedelta(days=today.weekday() + 7 - weekday)
    return today - dt.timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _day_of_number(number: int, today: dt.date, step: int) -> dt.date | None:
    """The nearest day with that *number* in its month, on or before *today*, or behind it."""
    days = (today + dt.timedelta(days=step * ahead) for ahead in range(_LONGEST_MONTHS))
    return next((day for day in days if day.day == number), None)


def same_days(
    analysis: Analysis, dates: list[Candidate[DateValue]], words: RelativeWords
) -> Iterator[Candidate[DateValue]]:
    """Read ``hari itu juga`` in a report as the day told last before it.

    ``Keesokan harinya`` is the day after it.
    """
    if analysis.form != "report":
        return
    for ahead, pattern in enumerate((words.same_day, words.next_day)):
        for match in analysis.words.finditer(pattern, analysis.plain):
            day = _told_before(match.start(), analysis, dates)
            if day is not None:
                yield _counted(match.span(), day + dt.timedelta(days=ahead))


def _told_before(at: int, analysis: Analysis, dates: list[Candidate[DateValue]]) -> dt.date | None:
    """The day told last before *at* in its paragraph, if it is near."""
    told = [
        c for c in dates if 0 < at - c.end < _TOLD_BEFORE and "\n" not in analysis.text[c.end : at]
    ]
    if not told:
        # Nothing in the paragraph: the last day of the one before, which is no line of the page.
        told = [
            c
            for c in dates
            if 0 < at - c.end < _TOLD_BEFORE
            and (c.role not in ("published", "quoted") or c.rule == "dates.said")
            and len(analysis.text[c.end : at].split("\n\n")) == 2
        ]
    return max(told, key=lambda c: c.start).value.resolved if told else None


def _counted(span: tuple[int, int], day: dt.date) -> Candidate[DateValue]:
    """A day named from that of the report or letter: ``hari ini``, ``Jumat besok``."""
    value = DateValue(day.day, day.month, day.year, None, day, ("relative",))
    return Candidate(*span, value, "dates.relative", 0.6)
