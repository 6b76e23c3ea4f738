"""Finds the periods in which a document's measures apply.

A period is a date or a range of dates with an opener (``berlaku mulai``, ``terhitung
sejak``, ``diperpanjang sampai dengan``), a range in a sentence that lays down a measure, an
open end (``sampai dengan batas waktu yang ditentukan kemudian``), or a start that is the day
of signing (``berlaku sejak tanggal ditetapkan``), which the resolver fills in. A month of the
Hijri calendar is one without days. Deadlines, events, cited and past dates are none.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    DateValue,
    Duration,
    PeriodValue,
    Section,
)
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.date_runs import MAX_GAP, DateRun, date_runs
from circular_parser.language.durations import duration_of, last_day
from circular_parser.language.period_patterns import Lead, PeriodPatterns
from circular_parser.language.sentences import quote, sentences

_OTHER_ROLES = {"issued", "number", "quoted", "received", "published", "return"}
# How far round a date words may say what it is, and of a measure at most.
_WINDOW, _FAR = 200, 600
# How far from a date its duration may stand, before it and behind it.
_BEFORE, _BEHIND = 80, 45
_STRONG = 0.9
_BARE_RANGE = 0.6
# An item of a list that is but a day.
_LONGEST_DAY = 50
_MARKER = re.compile(r"\s*(?:[•●◦*–-]|\w{1,2}[.)])\s*(?:(?:hari|tanggal)\s+)*")
_ITEM_END = re.compile(r"\)?\s*[;,.]?(?:\s*(?:dan|serta))?\s*")
# Parts of the calendar whose days stand in other documents, by the name of their pattern.
_UNDATED = {"hijri_month": "a month of the Hijri calendar", "school_year": "a school year"}
_GAP = ("gap_in_period", "several days or windows with days between them")


def find_periods(
    analysis: Analysis, patterns: PeriodPatterns, dates: DatePatterns
) -> list[Candidate[PeriodValue]]:
    """Return every period candidate, in the order of the text.

    Role ``told_of`` marks one that a relative clause tells of something (``tarif yang berlaku
    sejak ...``), and an open end until which something is put off.
    """
    found: list[Candidate[PeriodValue]] = []
    undated: list[Candidate[PeriodValue]] = []
    of_holidays = any(patterns.holiday.match(c.value.casefold()) for c in analysis.subjects)
    for section in analysis.of("body", "closing", "article", "title"):
        for start, end in _sentences(analysis, section, patterns):
            sentence = _Sentence(analysis, patterns, dates, of_holidays, start, end)
            found.extend(sentence.periods())
            if section.kind != "title" and not undated:
                undated.extend(sentence.of_the_calendar())
    return _join_windows(found, analysis, patterns) or undated


def _sentences(
    analysis: Analysis, section: Section, patterns: PeriodPatterns
) -> list[tuple[int, int]]:
    """Return the sentences of a section, what only goes on joined to the one before.

    So do items that are but a day, and a sentence that opens with ``yakni``.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sentences(analysis.text, section.start, section.end):
        if spans and patterns.goes_on.match(analysis.text, start, end):
            spans[-1] = (spans[-1][0], end)
            continue
        if spans and end - start < _LONGEST_DAY:
            first = bisect_left(analysis.dates, start, key=_start)
            day = analysis.dates[first] if first < len(analysis.dates) else None
            if (
                day is not None
                and day.end <= end
                and _MARKER.fullmatch(analysis.text, start, day.start)
                and _ITEM_END.fullmatch(analysis.text, day.end, end)
            ):
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return spans


class _Sentence:
    """One sentence and the periods in it."""

    def __init__(
        self,
        analysis: Analysis,
        patterns: PeriodPatterns,
        dates: DatePatterns,
        of_holidays: bool,
        start: int,
        end: int,
    ) -> None:
        self._text, self._plain = analysis.text, analysis.plain
        self._patterns = patterns
        self._start, self._end = start, end
        self._kind = analysis.kind_at(start)
        self._of_holidays = of_holidays
        first = bisect_left(analysis.dates, start, key=_start)
        last = bisect_left(analysis.dates, end, lo=first, key=_start)
        self._runs = list(date_runs(analysis.dates[first:last], self._text, dates))

    def periods(self) -> Iterator[Candidate[PeriodValue]]:
        """Yield dated periods, then starts at signing and open ends that stand alone."""
        covered: list[tuple[int, int]] = []
        for run in self._runs:
            candidate = self._dated(run)
            if candidate is not None:
                covered.append((candidate.start, candidate.end))
                yield candidate
        for candidate in self._undated():
            if not any(s < candidate.end and candidate.start < e for s, e in covered):
                covered.append((candidate.start, candidate.end))
                yield candidate

    def of_the_calendar(self) -> Iterator[Candidate[PeriodValue]]:
        """Yield a Hijri month or school year in which a measure applies, its days unknown."""
        told = self._told_undated()
        if told is not None:
            name, match = told
            warning = ("undated_period", f"{_UNDATED[name]}; its days are not printed")
            yield Candidate(*match.span(), PeriodValue(), f"periods.{name}", 0.6, "", (warning,))

    def _told_undated(self) -> tuple[str, re.Match[str]] | None:
        text, hints = self._plain, self._patterns.undated_hint
        if hints["words"].search(text, self._start, self._end) is None:
            return None
        for name, pattern in self._patterns.undated.items():
            match = pattern.search(text, self._start, self._end)
            if match is None or self._in_recital(*match.span(), strong=False):
                continue
            if hints["title"].search(text, self._start, match.start()):
                continue
            if self._kind == "body":
                return name, match
            measure = self._patterns.arrangement.search(text, self._start, self._end)
            applies = self._patterns.applies.search(text, self._start, self._end)
            past = hints["past"].search(text, self._start, self._end)
            if (measure or applies) and not past:
                return name, match
        return None

    def _dated(self, run: DateRun) -> Candidate[PeriodValue] | None:
        before = self._plain[max(self._start, run.start - _WINDOW) : run.start]
        lead, at, is_end = self._opener(before, run)
        if lead is None or self._speaks_of_other(before, run, lead, at):
            return None
        begin = self._trimmed(run.start - len(before) + at, run.start)
        end, open_ended = self._open_end(run.end)
        first, last = run.dates[0].value, run.dates[-1].value
        period = PeriodValue(_first_day(first), _last_day(last) if len(run.dates) > 1 else None)
        warnings = _warnings(run, self._text)
        if is_end:
            came_out = self._issued_before(run)
            issue = self._from_issue_before(run.start)
            if came_out is not None:
                begin, period = came_out[0], PeriodValue(came_out[1], _last_day(first))
            else:
                period = PeriodValue(None, _last_day(first), from_issue=issue is not None)
                begin = begin if issue is None else issue
        elif open_ended:
            period = replace(period, end=None, open_ended=True)
        elif (lead.whole and len(run.dates) == 1) or (
            len(run.dates) == 1 and first.day is None and self._patterns.throughout.search(before)
        ):
            period = replace(period, end=_last_day(first))
        elif period.end is None and period.start is not None:
            duration, begin, end = self._duration(begin, run)
            if duration is not None:
                period = replace(period, end=last_day(period.start, duration))
                warnings += (("counted_end", "the end is counted from a duration"),)
        if period.start is None and period.end is None:
            return None
        if period.start is not None and period.end is not None and period.end < period.start:
            return None
        if self._text[end : end + 1] == ")" and "(" in self._text[begin:end]:
            end += 1
        told_of = self._patterns.told_of.search(self._text, max(0, begin - 16), begin)
        role = "told_of" if told_of else ""
        score = min(lead.weight + (0.1 if len(run.dates) > 1 or open_ended else 0.0), 0.98)
        # A range of days that nothing opens, where the sentence speaks of working arrangements.
        rule = f"periods.{lead.name}" if lead is not _BARE else "periods.range"
        return Candidate(begin, end, period, rule, score, role, warnings)

    def _opener(self, before: str, run: DateRun) -> tuple[Lead | None, int, bool]:
        """Return the lead of a run, where in *before* it starts, and whether it leads to an end."""
        if len(run.dates) == 1:
            for lead in self._patterns.end:
                at = lead.start_in(before)
                if at is not None and (lead.weight > 0.7 or self._lays_down(run)):
                    return lead, at, True
        other_role = any(d.role in _OTHER_ROLES for d in run.dates)
        for lead in self._patterns.start:
            if other_role and lead.weight < _STRONG:
                continue
            if lead.whole and not lead.told and not self._of_one_day(run):
                continue
            at = lead.start_in(before)
            if at is None or not self._followed(lead, run):
                continue
            if lead.weight > 0.7 or (len(run.dates) > 1 and self._lays_down(run)):
                return lead, at, False
        days_on_end = len(run.dates) > 1 and not run.gaps
        if (run.ranged or days_on_end) and not other_role and self._lays_down(run):
            return _BARE, len(before), False
        behind = self._plain[run.end : run.end + _BEHIND]
        if len(run.dates) == 1 and self._patterns.made_holiday.search(behind):
            return _HOLIDAY, len(before), False
        return None, 0, False

    def _followed(self, lead: Lead, run: DateRun) -> bool:
        """Whether behind the one day of *run* stands what its *lead* asks for."""
        if lead.behind is None:
            return True
        behind = self._plain[run.end : min(self._end, run.end + _WINDOW)]
        return len(run.dates) == 1 and lead.behind.search(behind) is not None

    def _of_one_day(self, run: DateRun) -> bool:
        """Whether *run* is one day of a letter, or one month of what a report says is arranged."""
        if len(run.dates) > 1 or self._kind == "body":
            return len(run.dates) == 1
        arranged = self._patterns.arrangement.search(self._plain, self._start, self._end)
        return run.dates[0].value.day is None and arranged is not None

    def _lays_down(self, run: DateRun) -> bool:
        """Whether the sentence lays down a measure, so that a range in it is the measure's."""
        if self._kind == "body" and run.ranged:
            return True
        around = self._plain[
            max(0, self._start - 250, run.start - _FAR) : min(self._end, run.end + _FAR)
        ]
        return self._patterns.arrangement.search(around) is not None

    def _speaks_of_other(self, before: str, run: DateRun, lead: Lead, at: int) -> bool:
        behind = self._plain[run.end : min(self._end, run.end + 90)]
        if any(pattern.search(behind) for pattern in self._patterns.other_after):
            return True
        if self._is_return(before[at:], behind, run):
            return True
        strong = lead.weight >= _STRONG
        if self._in_recital(run.start, run.end, strong):
            return True
        for other in self._patterns.other:
            if other.name == "holiday" and self._of_holidays:
                continue
            if other.name == "return_day" and lead.behind is not None:
                continue
            its = other.start_in(before)
            if its is not None and (other.firm or not (strong and at >= its)):
                return True
        return False

    def _is_return(self, opening: str, behind: str, run: DateRun) -> bool:
        """Whether *run* is the day of a return to the office, unless what is in force opens it."""
        if len(run.dates) > 1 or self._patterns.applies.search(opening):
            return False
        return self._patterns.back_at_work.search(behind) is not None

    def _in_recital(self, start: int, end: int, strong: bool) -> bool:
        """Whether what stands from *start* to *end* belongs to the reasons before a sentence."""
        opening = self._patterns.recital.search(
            self._text, self._start, min(start, self._start + _WINDOW)
        )
        if opening is None:
            return False
        if self._patterns.main_clause.search(self._plain, end, min(self._end, end + _FAR)):
            return True
        return not strong and "," not in self._text[opening.end() : start]

    def _trimmed(self, start: int, at: int) -> int:
        while start < at and (self._text[start].isspace() or self._text[start] in ",(:"):
            start += 1
        return start

    def _open_end(self, at: int) -> tuple[int, bool]:
        """Return the end of the phrase and whether an open end follows the date at *at*."""
        limit = min(self._end, at + 140)
        if self._patterns.open_hint.search(self._plain, at, min(limit, at + _BEHIND + 12)):
            for pattern in self._patterns.open_end.values():
                match = pattern.search(self._plain, at, limit)
                if match is not None and match.start() - at < _BEHIND:
                    return match.end(), True
        return at, False

    def _duration(self, begin: int, run: DateRun) -> tuple[Duration | None, int, int]:
        """Return the duration told beside a single date, and the span of phrase and duration.

        ``selama 14 hari kalender terhitung mulai D``: the first day counts.
        """
        behind = self._patterns.duration.search(
            self._plain, run.end, min(self._end, run.end + _BEHIND + 40)
        )
        if behind is not None and behind.start() - run.end < _BEHIND:
            return duration_of(behind), begin, behind.end()
        for match in self._patterns.duration.finditer(
            self._plain, max(self._start, run.start - _BEFORE), run.start
        ):
            return duration_of(match), min(begin, match.start()), run.end
        return None, begin, run.end

    def _from_issue_before(self, at: int) -> int | None:
        """Return where a start at signing stands whose end is the date at *at*."""
        for pattern in self._patterns.from_issue.values():
            match = pattern.search(self._plain, max(self._start, at - _WINDOW), at)
            if match is not None and at - match.end() < 60:
                return match.start()
        return None

    def _issued_before(self, run: DateRun) -> tuple[int, dt.date] | None:
        """Return where, and on which day, it came out of which *run* tells the end in one breath.

        ``terbit pada 3 Mei 2021 dan berlaku sampai 9 Mei 2021``.
        """
        at = next((i for i, other in enumerate(self._runs) if other is run), 0)
        if at == 0 or len(self._runs[at - 1].dates) != 1:
            return None
        issue, patterns = self._runs[at - 1].dates[0], self._patterns.in_force
        if issue.value.resolved is None:
            return None
        if patterns["joined"].search(self._plain[issue.end : run.start]) is None:
            return None
        verb = patterns["verb"].search(
            self._plain[max(self._start, issue.start - 120) : issue.start]
        )
        if verb is None:
            return None
        return issue.start - len(verb[0]), issue.value.resolved

    def _undated(self) -> Iterator[Candidate[PeriodValue]]:
        text, start, end = self._plain, self._start, self._end
        if self._kind == "title" or not self._patterns.open_hint.search(text, start, end):
            return
        for name, pattern in self._patterns.from_issue.items():
            match = pattern.search(text, start, end)
            if match is not None:
                yield self._from_signing(name, match)
                return
        if self._told_undated() is not None:
            return
        for name, pattern in self._patterns.open_end.items():
            match = pattern.search(text, start, end)
            if match is not None and self._stands_alone(name, match.start()):
                period = PeriodValue(open_ended=True)
                role = "told_of" if self._is_postponed(match.start()) else ""
                yield Candidate(*match.span(), period, f"periods.{name}", 0.6, role)
                return

    def _is_postponed(self, at: int) -> bool:
        """Whether the time from *at* is that until which something is put off."""
        put_off = self._patterns.postponed
        before = self._plain[max(self._start, at - _WINDOW) : at]
        return put_off is not None and put_off.start_in(before) is not None

    def _from_signing(self, name: str, match: re.Match[str]) -> Candidate[PeriodValue]:
        begin = match.start()
        end, open_ended = self._open_end(match.end())
        duration = None
        if not open_ended:
            for length in self._patterns.duration.finditer(self._plain, self._start, self._end):
                if begin - _BEFORE < length.start() < match.end() + _BEHIND:
                    duration = duration_of(length)
                    begin, end = min(begin, length.start()), max(end, length.end())
        period = PeriodValue(open_ended=open_ended, from_issue=True, duration=duration)
        return Candidate(begin, end, period, f"periods.{name}", 0.9)

    def _stands_alone(self, name: str, at: int) -> bool:
        """Whether an open end without a date is a period of its own.

        The end of an event is one only where the measure is said to apply until then.
        """
        if name == "onwards":
            return False
        before = self._plain[self._start : at]
        if self._patterns.others_in_force.search(before):
            return False
        return name != "until_event" or self._patterns.applies.search(before) is not None


_BARE = Lead("range", _BARE_RANGE, re.compile(""), re.compile(""))
_HOLIDAY = Lead("on_day", 0.75, re.compile(""), re.compile(""), whole=True)


def _warnings(run: DateRun, text: str) -> tuple[tuple[str, str], ...]:
    warnings = tuple(
        ("inferred_year", f"the year of {quote(text[d.start : d.end])!r} is not printed")
        for d in run.dates
        if "year" in d.value.inferred
    )
    if any("relative" in d.value.inferred for d in run.dates):
        warnings += (("relative_date", "a day is named from the day of the text itself"),)
    return (*warnings, _GAP) if run.gaps else warnings


def _join_windows(
    found: list[Candidate[PeriodValue]], analysis: Analysis, patterns: PeriodPatterns
) -> list[Candidate[PeriodValue]]:
    """Make one schedule of windows that follow each other in sentences or items of their own."""
    joined_up: list[Candidate[PeriodValue]] = []
    for candidate in found:
        previous = joined_up[-1] if joined_up else None
        if previous is None or not _continues(previous, candidate, analysis, patterns):
            joined_up.append(candidate)
            continue
        period = replace(previous.value, end=candidate.value.end)
        warnings = dict.fromkeys((*previous.warnings, *candidate.warnings, _GAP))
        joined_up[-1] = replace(previous, end=candidate.end, value=period, warnings=tuple(warnings))
    return joined_up


def _continues(
    first: Candidate[PeriodValue],
    second: Candidate[PeriodValue],
    analysis: Analysis,
    patterns: PeriodPatterns,
) -> bool:
    one, two = first.value, second.value
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return False
    if not 1 < (two.start - one.end).days <= MAX_GAP:
        return False
    if second.start - first.end > _WINDOW:
        return False
    if patterns.another.search(analysis.plain, first.end, second.end):
        return False
    if patterns.continued.search(analysis.plain, first.end, second.start):
        return True
    return patterns.item.search(analysis.text[first.end : second.start]) is not None


def _start(date: Candidate[DateValue]) -> int:
    return date.start


def _first_day(value: DateValue) -> dt.date | None:
    if value.day is None and value.month is not None and value.year is not None:
        return dt.date(value.year, value.month, 1)
    return value.resolved


def _last_day(value: DateValue) -> dt.date | None:
    if value.day is None and value.month is not None and value.year is not None:
        return dt.date(value.year, value.month, monthrange(value.year, value.month)[1])
    return value.resolved
