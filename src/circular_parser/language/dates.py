"""Finds dates, gives them their printed parts and their role.

The grammar of official Indonesian finds the string and knows ranges and lists
(``17 s.d. 31 Maret 2020``, ``25, 26, dan 27 Maret 2026``), where a day may share month and
year with the date after it; dateparser then reads the one full date, strictly. Digits that
OCR mistook (``l7 Maret 2O20``) are repaired inside the date only. A year that is not printed
is filled by :mod:`circular_parser.language.inferred_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise

from circular_parser.language.analysis import Analysis, Candidate, DateValue
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.date_readings import with_second_readings
from circular_parser.language.inferred_dates import (
    anchor_of,
    complete_years,
    day_of_text,
    read_date,
    relative_days,
    same_days,
    with_year,
)
from circular_parser.language.named_days import ends_of_months, ends_of_starts, named_days
from circular_parser.language.patterns import lower_view, lowered
from circular_parser.misreadings import misreadings

# The day on a line read by itself: no space after the comma, or one between its digits.
_DAY_APART = re.compile(r"(?<=[,.al])\s*([0-37z/|!\\]?)\s?([\d/|!\\])\s?(?=[a-z]{3})")
# What a recogniser of print makes of a pen's 1 and 2; no day has a 7 for its first digit.
_TENS = str.maketrans("7z/|!\\", "121111")
_UNITS = str.maketrans("/|!\\", "1111")
_DIGIT_BY_HAND = {"c": "6", "g": "6", "s": "5"}
_BEFORE, _AFTER = 280, 140
# Weighing the words round a date takes half a millisecond; no letter has so many dates.
_MOST_WEIGHED = 2_000
_SPAN = 30  # characters round a date that may say that it is the first of two ends, or to come
_SLASHED = re.compile(r"\d[/-]\d|\d\.\d\d?\.[12]\d{3}")
# What a year has at its end; its days are looked for nowhere else.
_END_OF = re.compile(r"(?:akhir|berakhirnya)\stahun\s")
_IN_BRACKETS = re.compile(r"\((?:\d{1,2}(?:/\d{1,2})? ?[-–] ?)?$")
_REACH = 48  # characters round a month's name that a date may take, weekday included
_YEARS = range(1945, 2100)
_ROLES_OF_A_DAY = ("issued", "number", "quoted", "received")
# What says so for one end of a range, too: the place of a date, or since_signing.
_SURE_OF_A_DAY = (
    "dates.place_date",
    "dates.signing_block",
    "dates.head",
    "dates.since_signing",
)


def find_dates(analysis: Analysis, patterns: DatePatterns) -> list[Candidate[DateValue]]:
    """Return every date of the text with its role, in the order of the text."""
    text = analysis.text
    named = _windows(patterns.month_name, analysis.plain)
    windows = {
        "dates.date": named,
        "dates.english": named,
        "dates.month": named,
        "dates.lone_month": named,
        "dates.numeric": _windows(_SLASHED, text),
        "dates.year_end": _windows(_END_OF, analysis.plain),
    }
    found: dict[int, Candidate[DateValue]] = {}
    taken = bytearray(len(text))
    for rule, pattern in (
        ("dates.date", patterns.date),
        ("dates.english", patterns.english),
        ("dates.numeric", patterns.numeric),
        ("dates.month", patterns.month),
        ("dates.lone_month", patterns.lone_month),
        ("dates.year_end", patterns.year_end),
    ):
        for match in _matches(pattern, analysis.plain, windows[rule]):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            value = _value(match, patterns)
            if value is None or (rule == "dates.numeric" and not _looks_dated(text, match)):
                continue
            taken[start:end] = b"\1" * (end - start)
            if rule == "dates.month" and match["first"]:
                # Bulan Maret sampai dengan Mei 2025: two months that share their year.
                month = replace(value, month=patterns.months[match["first"].casefold()])
                found[start] = Candidate(start, match.end("first"), month, rule, _score(month))
                start = match.start("last")
            found[start] = Candidate(start, end, value, rule, _score(value))
            for earlier in _earlier_days(text, start, value, patterns):
                if any(taken[earlier.start : earlier.end]):
                    break
                taken[earlier.start : earlier.end] = b"\1" * (earlier.end - earlier.start)
                found[earlier.start] = earlier
    ordered = _share_years([found[start] for start in sorted(found)], text, patterns)
    if len(ordered) > _MOST_WEIGHED:
        message = f"of {len(ordered)} dates the words round the first {_MOST_WEIGHED} were weighed"
        analysis.warnings.append(("many_dates", message, None))
    dated = [_with_role(analysis, candidate, patterns) for candidate in ordered[:_MOST_WEIGHED]]
    dated += [_role_of_place(analysis, c) or c for c in ordered[_MOST_WEIGHED:]]
    dated = with_second_readings(analysis, dated, partial(_read_date, patterns=patterns))
    dated = _without_ends_of_ranges(dated, text, patterns)
    to_come = [c for c in dated if patterns.to_come.search(text[c.end : c.end + _SPAN])]
    dated = complete_years(dated, anchor_of(analysis, dated), to_come)
    dated = _ranges_in_order(dated, text, patterns)
    words = patterns.relative
    counted = [*relative_days(analysis, dated, words), *same_days(analysis, dated, words)]
    unprinted = [c for c in counted if not any(taken[c.start : c.end])]
    told = [_with_role_of_relative(analysis, c, patterns) for c in unprinted]
    dated += [c for c in told if c.role == "issued" or c.rule != "dates.ago"]
    dated += _named(analysis, dated, taken, patterns)
    return sorted(_none_issued_later(dated), key=lambda candidate: candidate.start)


def _named(
    analysis: Analysis,
    dates: list[Candidate[DateValue]],
    taken: bytearray,
    patterns: DatePatterns,
) -> list[Candidate[DateValue]]:
    """Days named by a number, a weekday or a part of the month in a report of a known day.

    The end of a month needs no such day, only its year, and what ends a range only its start.
    """
    if analysis.form != "report":
        return []
    today = day_of_text(analysis, dates)
    if today is not None:
        named = named_days(analysis, dates, today, patterns.named_days)
    elif (near := anchor_of(analysis, dates)) is not None:
        named = chain(
            ends_of_months(analysis.plain, near, patterns.named_days),
            ends_of_starts(analysis, dates, patterns.named_days),
        )
    else:
        return []
    for date in dates:
        taken[date.start : date.end] = b"\1" * (date.end - date.start)
    found = []
    for day in named:
        if not any(taken[day.start : day.end]):
            taken[day.start : day.end] = b"\1" * (day.end - day.start)
            found.append(_with_role_of_relative(analysis, day, patterns))
    return found


def _none_issued_later(dates: list[Candidate[DateValue]]) -> list[Candidate[DateValue]]:
    """Take the role of issuing from a day that the report itself is not later than.

    ``Menerbitkan edaran soal Y, Minggu (18/1)`` dates the circular in a report of a later day;
    in one of that day it tells when it was told.
    """
    published = next((c.value.resolved for c in dates if c.role == "published"), None)
    kept = []
    for date in dates:
        day = date.value.resolved
        if date.rule == "dates.issued_before":
            told = published is None or day is None or day >= published
        else:
            told = published is not None and day is not None and day > published
        later = told and date.role == "issued" and date.rule not in _SURE_OF_A_DAY
        kept.append(replace(date, role="none") if later else date)
    return kept


def _read_date(text: str, patterns: DatePatterns) -> tuple[DateValue, float] | None:
    """Return the full date that a line recognised by itself names, if any, with its score."""
    text = _DAY_APART.sub(_joined_day, lower_view(text))
    text = patterns.digit_by_hand.sub(lambda match: _DIGIT_BY_HAND[match[0]], text)
    match = patterns.date.search(text)
    value = _value(match, patterns) if match is not None else None
    return (value, _score(value)) if value is not None and value.year is not None else None


def _joined_day(match: re.Match[str]) -> str:
    return f" {match[1].translate(_TENS)}{match[2].translate(_UNITS)} "


def _windows(sign: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a date may stand: the surroundings of month names or of digits with slashes.

    The whole grammar tried at every place of a text costs ten times as much.
    """
    windows: list[tuple[int, int]] = []
    for match in sign.finditer(text):
        start, end = max(0, match.start() - _REACH), min(len(text), match.end() + _REACH)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _matches(
    pattern: re.Pattern[str], text: str, windows: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    return (match for start, end in windows for match in pattern.finditer(text, start, end))


def _looks_dated(text: str, match: re.Match[str]) -> bool:
    """Whether digits with slashes are a date and not a fraction or a part of a number."""
    if match["year"] is not None:
        return len(match["year"]) == 4 or match["sep"] == "/"
    return match["sep"] == "/" and (
        match["weekday"] is not None
        or _IN_BRACKETS.search(text, max(0, match.start() - 10), match.start()) is not None
    )


def _value(match: re.Match[str], patterns: DatePatterns) -> DateValue | None:
    groups = match.groupdict()
    printed_day, printed_year = groups.get("day"), groups.get("year")
    if printed_day is None:
        named = groups.get("month")  # the end of a year is that of its last month
        number = patterns.months[named.casefold()] if named is not None else 12
        return DateValue(None, number, _year(printed_year))
    if printed_day.isalpha() and match.end("day") == match.start("month"):
        return None  # lagu is no 1 Agu
    digits = printed_day.translate(misreadings().digits)
    if not digits.isdecimal():  # a letter of another alphabet that differs from I by case alone
        return None
    day = int(digits)
    name = groups["month"].casefold()
    month = int(name) if name.isdigit() else patterns.months[name]
    year = _year(printed_year)
    if not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    if (day == 31 and month in (4, 6, 9, 11)) or (month == 2 and day > 29):
        return None
    repaired = not printed_day.isdigit() or bool(printed_year and not printed_year.isdigit())
    repaired = repaired or bool(printed_year and len(printed_year) == 5)
    weekday = groups.get("weekday")
    return DateValue(
        day,
        month,
        year,
        patterns.weekdays[re.sub(r"\s", "", weekday.casefold())] if weekday else None,
        read_date(day, month, year) if year is not None else None,
        ("digits",) if repaired else (),
    )


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    digits = printed.translate(misreadings().digits)
    if len(digits) == 5:
        # One digit too many, as in 20020: the misprint keeps the century and the last two.
        digits = digits[:2] + digits[-2:]
    if not digits.isdecimal():
        return None
    year = int(digits) + 2000 if len(digits) == 2 else int(digits)
    return year if year in _YEARS else None


def _score(value: DateValue) -> float:
    score = 0.95 if value.year is not None else 0.7
    if "digits" in value.inferred:
        score -= 0.2
    if value.resolved is not None and value.weekday not in (None, value.resolved.weekday()):
        score -= 0.3
    return score


def _earlier_days(
    text: str, start: int, later: DateValue, patterns: DatePatterns
) -> Iterable[Candidate[DateValue]]:
    """Days before a full date that share its month and year: ``16 dan 17 April 2024``."""
    while True:
        window = max(0, start - 60)
        match = patterns.earlier.search(lowered(text[window:start]))
        if match is None:
            return
        digits = match["day"].translate(misreadings().digits)
        day = int(digits) if digits.isdecimal() else 0
        if not 1 <= day <= 31:
            return
        begin = window + match.start()
        weekday = match["weekday"]
        if weekday and patterns.weekday_of_list.search(text[max(0, begin - 40) : begin]):
            begin, weekday = window + match.start("day"), None
        value = DateValue(
            day,
            later.month,
            later.year,
            patterns.weekdays[weekday] if weekday else None,
            read_date(day, later.month, later.year) if later.month and later.year else None,
            ("month",) if later.year is None else (),
        )
        yield Candidate(begin, window + match.end("day"), value, "dates.shared_month", 0.9)
        start = begin


def _share_years(
    dates: list[Candidate[DateValue]], text: str, patterns: DatePatterns
) -> list[Candidate[DateValue]]:
    """Give the first date of a range or list the year printed with the last."""
    shared = list(dates)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        if first.value.year is not None or second.value.year is None:
            continue
        if joined(text, first, second, patterns) is None:
            continue
        year = second.value.year
        if (first.value.month or 0) > (second.value.month or 0):
            year -= 1
        shared[index] = replace(first, value=with_year(first.value, year), score=0.9)
    return shared


def joined(
    text: str,
    first: Candidate[DateValue],
    second: Candidate[DateValue],
    patterns: DatePatterns,
) -> str | None:
    """Tell whether two dates are the ends of a ``range`` or items of a ``list``, else None."""
    between = text[first.end : second.start]
    if len(between) > 60:
        return None
    # A dash at the head of a line marks an item.
    if "\n" in between and patterns.list_join.match(between):
        return "list"
    if patterns.range_join.match(between):
        return "range"
    if patterns.list_join.match(between) is None:
        return None
    spanned = patterns.span.search(text[max(0, first.start - _SPAN) : first.start])
    return "range" if spanned is not None else "list"


def _role_of_place(
    analysis: Analysis, candidate: Candidate[DateValue]
) -> Candidate[DateValue] | None:
    """The date of signing by the section it stands in, None elsewhere."""
    kind = analysis.kind_at(candidate.start)
    if kind == "place_date":
        words = analysis.document.words_between(candidate.start, candidate.end)
        score = candidate.score * min(
            (w.confidence for w in words if w.confidence is not None), default=1
        )
        return replace(candidate, role="issued", rule="dates.place_date", score=score)
    if kind in ("signature", "head", "title") and analysis.form == "circular":
        rule = "dates.signing_block" if kind == "signature" else "dates.head"
        return replace(candidate, role="issued", rule=rule, score=candidate.score - 0.05)
    return None


def _with_role(
    analysis: Analysis, candidate: Candidate[DateValue], patterns: DatePatterns
) -> Candidate[DateValue]:
    """The date with its role: by its section, a news page's line, a number or words beside it."""
    placed = _role_of_place(analysis, candidate)
    if placed is not None:
        return placed
    if analysis.kind_at(candidate.start) == "other_page":
        return candidate  # another letter in the file is no issue of this one
    text = analysis.text
    before = text[max(0, candidate.start - _BEFORE) : candidate.start]
    after = text[candidate.end : candidate.end + _AFTER]
    line_start = text.rfind("\n", 0, candidate.start) + 1
    if (
        analysis.form == "report"
        and patterns.published_before.match(text[line_start : candidate.start])
        and patterns.published_after.match(after)
    ):
        return replace(candidate, role="published", rule="dates.published")
    if any(
        patterns.after_number.match(text[n.end : candidate.start])
        for n in analysis.numbers
        if 0 < candidate.start - n.end < 40
    ):
        return replace(candidate, role="number", rule="dates.after_number")
    lower = before.lower()
    for cue in patterns.roles:
        if cue.fits(before, lower, text[candidate.start : candidate.end], after):
            return replace(candidate, role=cue.role, rule=f"dates.{cue.name}")
    return replace(candidate, role="none")


def _without_ends_of_ranges(
    dates: list[Candidate[DateValue]], text: str, patterns: DatePatterns
) -> list[Candidate[DateValue]]:
    """Take from the ends of a range the roles that only a single day can have.

    Days below each other in a list do not date the page either.
    """
    freed = list(dates)
    for index, (first, second) in enumerate(pairwise(dates)):
        join = joined(text, first, second, patterns)
        listed = join == "list" and first.role == second.role == "published"
        if join == "range" or listed:
            for at, date in ((index, first), (index + 1, second)):
                of_a_day = date.role in _ROLES_OF_A_DAY and date.rule not in _SURE_OF_A_DAY
                if of_a_day or listed:
                    freed[at] = replace(date, role="none")
    return freed


def _ranges_in_order(
    dates: list[Candidate[DateValue]], text: str, patterns: DatePatterns
) -> list[Candidate[DateValue]]:
    """Let the end of a range whose year is filled in be the first such day after its start.

    A misprinted weekday may have led to another year.
    """
    ordered = list(dates)
    for index, (first, second) in enumerate(pairwise(dates)):
        start, end = first.value.resolved, second.value.resolved
        if start is None or end is None or "year" not in second.value.inferred:
            continue
        year = start.year + ((end.month, end.day) < (start.month, start.day))
        if year != end.year and joined(text, first, second, patterns) == "range":
            ordered[index + 1] = replace(second, value=with_year(second.value, year))
    return ordered


def _with_role_of_relative(
    analysis: Analysis, candidate: Candidate[DateValue], patterns: DatePatterns
) -> Candidate[DateValue]:
    told = _with_role(analysis, candidate, patterns)
    if told.rule in ("dates.issued_before", "dates.same_day_signing"):
        return told
    return replace(candidate, role=told.role if told.role in ("issued", "number") else "none")
