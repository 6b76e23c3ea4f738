"""Dates of lines that were recognised more than once; the vote on a day that a pen wrote.

Print that one engine lost is taken from the other. What a pen wrote no engine reads well: the
page engine, the recogniser of print and the network for digits of a pen are heard together, and
where they are at odds the day stays open.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from circular_parser.document import BY_HAND, PEN, Line, Reading
from circular_parser.language.analysis import Analysis, Candidate, DateValue
from circular_parser.misreadings import misreadings

_SURELY_READ = 0.9
_PAGE_ENGINE = "page engine"
# Exponents of the shares of each reader, and what a day has that a reader does not name.
_WEIGHTS = {PEN: 0.6, _PAGE_ENGINE: 0.2}
_OF_PRINT, _FLOOR = 0.8, 0.003
_LEAST_SHARE = 0.5  # of a day by hand: a day left open is better than a wrong one
_DOUBTFUL, _WORTH_TELLING = 0.8, 0.05
_FALL = 2  # of the score: a day with a share of 0.7 is right less often than 0.7 of 1.0
_AFTER_PLACE = re.compile(r"[,:]|tanggal", re.IGNORECASE)
# What stands before the month, if it is as short as a day; the place has its comma.
_DAY_AND_MONTH = re.compile(r"(?:^|\s)(?:(?P<day>[^\s,:]{1,2}) )?(?P<month>[a-z]+ \d{4})$", re.I)

Dates = list[Candidate[DateValue]]
ReadsDate = Callable[[str], tuple[DateValue, float] | None]


def with_second_readings(analysis: Analysis, dated: Dates, read: ReadsDate) -> Dates:
    """Return *dated* and what other readings of lines of head or signature have for dates.

    Args:
        analysis: of the document; gets a warning where a day by hand stays open.
        dated: the dates of the first reading.
        read: gives the full date that a line names, and its score.
    """
    all_of_them = list(dated)
    for section in analysis.of("place_date", "head", "letterhead", "signature", "addressees"):
        for line in section.lines:
            if not line.readings:
                continue
            first = [c for c in dated if line.start <= c.start < line.end]
            if (line.readings[0].by_hand or 0.0) < BY_HAND:
                all_of_them += _read_again(line, first, read)
                continue
            # Their day was heard in the vote.
            own = {id(c) for c in first}
            all_of_them = [replace(c, role="none") if id(c) in own else c for c in all_of_them]
            all_of_them += _voted(analysis, line, first, read)
    return all_of_them


def _read_again(line: Line, first: Dates, read: ReadsDate) -> Dates:
    """Dates that another engine read in print."""
    found = []
    dates = [(read(reading.text), reading) for reading in line.readings]
    if not first and not any(date for date, _ in dates):
        own = Reading(line.text, "first reading", line.confidence or 0.0)
        dates = [(read(own.text), own)]
    for date, reading in dates:
        if date is None:
            continue
        value, worth = date
        agreed = sum(other is not None and other[0] == value for other, _ in dates) > 1
        score = worth * reading.confidence - (0.05 if agreed else 0.1)
        if reading.confidence >= _SURELY_READ:
            lost = [c.score for c in first if _has_lost_a_digit(c.value, value)]
            score = max([score, *(other + 0.01 for other in lost)])
        warnings: tuple[tuple[str, str], ...] = (_second_reading(reading),)
        if other := next((r.text for v, r in dates if v is None or v[0] != value), None):
            warnings += (("poorly_read", f"the line may also say {other!r}"),)
        found.append(_issued(line, value, "dates.second_reading", score, warnings))
    return found


def _voted(analysis: Analysis, line: Line, first: Dates, read: ReadsDate) -> Dates:
    """The date of a line whose day a pen wrote, if the readers agree on it."""
    months, heard = _heard(line.readings)
    if not months:
        return []
    month = max(months, key=lambda month: months[month])
    heard[_PAGE_ENGINE] = _by_page_engine(line, month)
    dates = {day: date for day in range(1, 32) if (date := read(f"{day} {month}")) is not None}
    values = {day: date for day, (date, _) in dates.items() if date.resolved is not None}
    if not values:
        return []
    shares = joint_shares(values, heard)
    best, *others = sorted(shares, key=lambda day: -shares[day])[:3]
    share = shares[best] * months[month] / sum(months.values())
    also = " or ".join(str(day) for day in others if shares[day] >= _WORTH_TELLING)
    if share < _LEAST_SHARE:
        message = f"the day is written by hand and could not be read: {best}"
        message += f" or {also}, perhaps" if also else ", perhaps"
        analysis.warnings.append(("handwriting", message, "/issued_on"))
        return []
    warnings: tuple[tuple[str, str], ...] = (
        ("handwriting", f"the day, {best}, is written by hand, it seems"),
    )
    if all(c.value.resolved != values[best].resolved for c in first):
        engines = ", ".join(dict.fromkeys(reading.engine for reading in line.readings))
        message = f"read a second time: the day is {best} ({engines})"
        warnings += (("second_reading", message),)
    if share < _DOUBTFUL and also:
        warnings += (("poorly_read", f"the day may also be {also}"),)
    return [_issued(line, values[best], "dates.by_hand", share**_FALL, warnings)]


def _heard(
    readings: Sequence[Reading],
) -> tuple[dict[str, float], dict[str, dict[int, float]]]:
    """Return the months with their years, and by reader the days, each with its share."""
    months: dict[str, float] = defaultdict(float)
    heard: dict[str, dict[int, float]] = defaultdict(dict)
    for reading in readings:
        if (found := _DAY_AND_MONTH.search(reading.text)) is not None:
            months[found["month"]] += reading.confidence
            days = heard[reading.engine]
            for day, share in days_as_read(found["day"] or "").items():
                days[day] = days.get(day, 0.0) + share * reading.confidence
    return months, heard


def days_as_read(signs: str) -> dict[int, float]:
    """Return the days that *signs* may stand for, each with its share; empty where for any.

    A sign that no day has in its place, as the 7 in 75, stands for each that may be there.
    """
    signs = signs.translate(misreadings().pen_digits)
    if len(signs) > 2 or not any(sign.isdigit() for sign in signs):
        return {}
    signs = "0?" if signs == "0" else signs.rjust(2, "0")
    tens, units = signs[0], signs[1]
    for first in (tens, "0123"):
        for second in (units, "0123456789"):
            days = [
                int(a + b)
                for a in (first if first in "0123" else "0123")
                for b in (second if second.isdigit() else "0123456789")
                if 1 <= int(a + b) <= 31
            ]
            if days:
                return dict.fromkeys(days, 1 / len(days))
    return {}


def joint_shares(days: Iterable[int], heard: Mapping[str, Mapping[int, float]]) -> dict[int, float]:
    """Return the share of each of *days* once all readers are heard.

    Args:
        days: those that there are.
        heard: for each reader the shares of the days it names.
    """
    readers = [(_WEIGHTS.get(reader, _OF_PRINT), shares) for reader, shares in heard.items()]
    joint = {
        day: math.prod((shares.get(day, 0.0) + _FLOOR) ** weight for weight, shares in readers)
        for day in days
    }
    total = sum(joint.values())
    return {day: share / total for day, share in joint.items()}


def _by_page_engine(line: Line, month: str) -> dict[int, float]:
    """Return the days that the page engine's own text may mean, as sure as its worst word is."""
    name, year = month.split()
    found = re.search(rf"{name}\W?\s?{year}", line.text, re.IGNORECASE)
    if found is None:
        return {}
    before = _AFTER_PLACE.split(line.text[: found.start()])[-1]
    sure = min(word.confidence or 0.0 for word in line.words)
    days = days_as_read("".join(char for char in before if char not in " ."))
    return {day: share * sure for day, share in days.items()}


def _issued(
    line: Line,
    value: DateValue,
    rule: str,
    score: float,
    warnings: tuple[tuple[str, str], ...],
) -> Candidate[DateValue]:
    return Candidate(line.start, line.end, value, rule, score, "issued", warnings)


def _second_reading(reading: Reading) -> tuple[str, str]:
    return ("second_reading", f"read a second time as {reading.text!r} ({reading.engine})")


def _has_lost_a_digit(value: DateValue, other: DateValue) -> bool:
    """Whether *other* has one more digit in its day: an engine for print loses a pen's 1 or 2."""
    return (
        value.day is not None
        and other.day is not None
        and (value.year, value.month) == (other.year, other.month)
        and value.day < 10 <= other.day
        and str(value.day) in str(other.day)
    )
