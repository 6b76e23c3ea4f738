"""Finds the periods whose first or last day is printed.

The dates give the days, what opens them tells whether the first is a start or an end. An end
that is not printed follows from an open end or a duration beside the date; a start from the day
on which the document came out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from circular_parser.language.analysis import Candidate, DateValue, Duration, PeriodValue
from circular_parser.language.date_runs import GAP_WARNING, DateRun, last_day_of
from circular_parser.language.durations import duration_of, last_day
from circular_parser.language.period_openers import Opener
from circular_parser.language.period_sentences import (
    NEAR_BEFORE,
    NEAR_BEHIND,
    REACH,
    PeriodSentence,
)
from circular_parser.language.period_windows import are_days_off
from circular_parser.language.sentences import quote

EXTENDED = "periods.extended"
Openers = Callable[[PeriodSentence, DateRun], Opener | None]
# How far behind a date a duration may stand that no word opens.
_BESIDE = 5
# Sampai dengan 21 April (21 hari terhitung sejak 1 April), sampai 21 April, dihitung mulai 1 April:
# what stands before the start.
_START_BEHIND = re.compile(r"\s?\([^().;\d]{0,60}|,? (?:ter|di)hitung ?")
# What may stand before a phrase and is none of it: the marker of an item, a quote.
_BEFORE_PHRASE = re.compile(r"[\s,(:\"“”'‘’]*(?:\w{1,2}[.)]\s+)?")


def dated_periods(sentence: PeriodSentence, opener_of: Openers) -> Iterator[Candidate[PeriodValue]]:
    """Yield the periods of the runs of dates in *sentence* that *opener_of* opens."""
    waiting: Candidate[PeriodValue] | None = None
    for candidate in _of_runs(sentence, opener_of):
        whole = None
        if waiting is not None:
            behind = _START_BEHIND.fullmatch(sentence.plain, waiting.end, candidate.start)
            first, last = (candidate, waiting) if behind else (waiting, candidate)
            whole = _in_one_sentence(first, last)
        if waiting is not None and whole is None:
            yield waiting
        waiting = whole or candidate
    if waiting is not None:
        yield waiting


def _of_runs(sentence: PeriodSentence, opener_of: Openers) -> Iterator[Candidate[PeriodValue]]:
    """Yield the periods of each run of dates; windows of days off are each a period."""
    previous: DateRun | None = None
    for run in sentence.runs:
        opener = opener_of(sentence, run)
        apart = run.gaps and are_days_off(
            sentence.plain, sentence.start, sentence.end, sentence.patterns
        )
        for window in run.windows() if apart else [run]:
            if opener is not None and window.start != run.start:
                opener = replace(opener, start=window.start, lead=replace(opener.lead, whole=True))
            if opener is not None:
                candidate = dated_period(sentence, window, opener, previous)
                if candidate is not None:
                    yield candidate
        previous = run


def _in_one_sentence(
    start: Candidate[PeriodValue], end: Candidate[PeriodValue]
) -> Candidate[PeriodValue] | None:
    """Return the period whose *start* and *end* one sentence tells apart, if they are such.

    ``dibuka sejak 1 November dan ditutup 31 Desember``; one in brackets, or counted, comes last.
    """
    first, last = start.value, end.value
    if first.start is None or first.open_ended or start.role != end.role:
        return None
    if first.end not in (None, last.end):
        return None
    if last.end is None or last.start is not None or last.from_issue or first.start >= last.end:
        return None
    warnings = tuple(dict.fromkeys((*start.warnings, *end.warnings)))
    score = max(start.score, end.score)
    value = replace(first, end=last.end)
    begin, stop = (end.start, start.end) if end.end < start.start else (start.start, end.end)
    rule = end.rule if end.rule == EXTENDED else start.rule
    return replace(
        start, start=begin, end=stop, value=value, rule=rule, score=score, warnings=warnings
    )


def dated_period(
    sentence: PeriodSentence, run: DateRun, opener: Opener, previous: DateRun | None = None
) -> Candidate[PeriodValue] | None:
    """Return the period of *run* before which stands *opener*, behind the *previous* dates.

    None where the days it tells are none, or the last is before the first.
    """
    text, lead = sentence.text, opener.lead
    begin = _trimmed(text, opener.start, run.start)
    end, open_ended = sentence.open_end(run.end)
    first, last = run.dates[0].value, run.dates[-1].value
    period = PeriodValue(_first_day(first), last_day_of(last) if run.several else None)
    warnings = _warnings(run, text)
    if opener.to_end:
        came_out = _issued_before(sentence, run, previous)
        issue = _from_issue_before(sentence, run.start)
        if came_out is not None:
            begin, period = came_out[0], PeriodValue(came_out[1], last_day_of(first))
        else:
            period = PeriodValue(None, last_day_of(first), from_issue=issue is not None)
            begin = begin if issue is None else issue
    elif open_ended:
        period = replace(period, end=None, open_ended=True)
    elif not run.several and _is_whole(sentence, run, opener):
        period = replace(period, end=last_day_of(first))
    elif period.end is None and period.start is not None:
        duration, begin, end = _duration(sentence, begin, run)
        if duration is not None:
            period = replace(period, end=last_day(period.start, duration))
            warnings += (("counted_end", "the end is counted from a duration"),)
    if period.start is None and period.end is None:
        return None
    if period.start is not None and period.end is not None and period.end < period.start:
        return None
    if text[end : end + 1] == ")" and "(" in text[begin:end]:
        end += 1
    told_of = sentence.patterns.told_of.search(text, max(0, begin - 16), begin)
    role = "told_of" if told_of else ""
    score = min(lead.weight + (0.1 if run.several or open_ended else 0.0), 0.98)
    return Candidate(begin, end, period, opener.rule, score, role, warnings)


def _is_whole(sentence: PeriodSentence, run: DateRun, opener: Opener) -> bool:
    """Whether the one day or month of *run* is the whole period, and not its start."""
    patterns = sentence.patterns
    if opener.lead.whole:
        return patterns.begins.search(sentence.plain, opener.start, run.start) is None
    whole_month = patterns.throughout.search(sentence.before(run.start))
    return run.dates[0].value.day is None and whole_month is not None


def _trimmed(text: str, start: int, at: int) -> int:
    """Return where the phrase from *start* begins behind a marker, quotes and white space."""
    lead = _BEFORE_PHRASE.match(text, start, at)
    return lead.end() if lead is not None else start


def _duration(
    sentence: PeriodSentence, begin: int, run: DateRun
) -> tuple[Duration | None, int, int]:
    """Return the duration told beside a single date, and the span of phrase and duration.

    ``selama 14 hari kalender terhitung mulai D``: the first day counts.
    """
    plain, patterns = sentence.plain, sentence.patterns
    limit, first = (
        min(sentence.end, run.end + NEAR_BEHIND + 40),
        max(sentence.start, run.start - NEAR_BEFORE),
    )
    for length, near in ((patterns.duration, NEAR_BEHIND), (patterns.bare_duration, _BESIDE)):
        behind = length.search(plain, run.end, limit)
        if behind is not None and behind.start() - run.end < near:
            return duration_of(behind), begin, behind.end()
        before = length.search(plain, first, run.start)
        if before is not None:
            return duration_of(before), min(begin, before.start()), run.end
    return None, begin, run.end


def _from_issue_before(sentence: PeriodSentence, at: int) -> int | None:
    """Return where a start at signing stands whose end is the date at *at*."""
    for pattern in sentence.patterns.from_issue.values():
        match = pattern.search(sentence.plain, max(sentence.start, at - REACH), at)
        if match is not None and at - match.end() < 60:
            return match.start()
    return None


def _issued_before(
    sentence: PeriodSentence, run: DateRun, previous: DateRun | None
) -> tuple[int, dt.date] | None:
    """Return where, and on which day, it came out of which *run* tells the end in one breath.

    ``terbit pada 3 Mei 2021 dan berlaku sampai 9 Mei 2021``.
    """
    if previous is None or previous.several:
        return None
    issue, patterns, plain = previous.dates[0], sentence.patterns.in_force, sentence.plain
    if issue.value.resolved is None:
        return None
    if patterns["joined"].search(plain[issue.end : run.start]) is None:
        return None
    verb = patterns["verb"].search(plain[max(sentence.start, issue.start - 120) : issue.start])
    if verb is None:
        return None
    return issue.start - len(verb[0]), issue.value.resolved


def _warnings(run: DateRun, text: str) -> tuple[tuple[str, str], ...]:
    warnings = tuple(
        ("inferred_year", f"the year of {quote(text[d.start : d.end])!r} is not printed")
        for d in run.dates
        if "year" in d.value.inferred
    )
    if any("relative" in d.value.inferred for d in run.dates):
        warnings += (("relative_date", "a day is named from the day of the text itself"),)
    return (*warnings, GAP_WARNING) if run.gaps else warnings


def _first_day(value: DateValue) -> dt.date | None:
    if value.day is None and value.month is not None and value.year is not None:
        return dt.date(value.year, value.month, 1)
    return value.resolved
