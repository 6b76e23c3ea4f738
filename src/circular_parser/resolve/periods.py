"""Resolves when the measures apply: the distinct periods, the main one first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from circular_parser.language.analysis import Analysis, Candidate, PeriodValue
from circular_parser.language.dated_periods import EXTENDED
from circular_parser.language.durations import last_day
from circular_parser.language.period_openers import COMING
from circular_parser.language.period_sentences import headline_end
from circular_parser.language.sentences import quote
from circular_parser.record import EffectivePeriod
from circular_parser.resolve.evidence import Trace

Period = Candidate[PeriodValue]
_POINTER = "/effective_periods"
_RANGE = "periods.range"
_BEGIN = "periods.begin"
_CAME_OUT = "periods.came_out"
# Ends that may be but the day of a count: hingga Kamis belum masuk.
_UNTIL_NOW = ("periods.until_first", "periods.lasts", "periods.spanned")
# Said of the measure itself: "berlaku mulai".
_SURE = 0.9
# How many days a counted end and a told one may lie apart.
_SLACK = 3
_LONG_AGO = dt.timedelta(days=30)
# How far before a start its noun may stand.
_BEFORE = 40


def resolve_periods(
    analysis: Analysis, issued_on: dt.date | None, trace: Trace
) -> list[EffectivePeriod]:
    """Choose the distinct periods; those that start at signing start on *issued_on*."""
    found = _without_former(_of_these_days(analysis), analysis, issued_on)
    found = _coming_last(found)
    found = _lengths_joined([_from_issue(c, issued_on) for c in found])
    if analysis.form != "circular":
        found = [c for c in found if not _of_unknown_issue(c)]
    found = _halves_joined(
        _counted_ends_left(found), _in_title(analysis), analysis.plain, analysis.form
    )
    found = _of_the_measure(_started_later(found), analysis.form)
    if analysis.form != "circular":
        found = _halves_left_out(found, _in_title(analysis))
    found = _followed_left_out(found)
    named = [c for c in found if not _relative(c, analysis)]
    if any(c.value.start is not None for c in named):
        found = named
    chosen: list[Period] = []
    for candidate in sorted(found, key=lambda c: (-c.score, c.start)):
        if any(_covers(other.value, candidate.value) for other in chosen):
            trace.decide(_POINTER, candidate, False, "another says the same or more")
        else:
            chosen = [c for c in chosen if not _covers(candidate.value, c.value)]
            chosen.append(candidate)
    schedules = [c.value for c in chosen if any(code == "gap_in_period" for code, _ in c.warnings)]
    chosen = [c for c in chosen if not any(_inside(c.value, s) for s in schedules)]
    chosen = _open_ends_joined(chosen)
    chosen.sort(key=lambda c: (-round(c.score, 1), c.start))
    for index, candidate in enumerate(chosen):
        trace.decide(_POINTER, candidate, True, "a period of its own" if index else "the main one")
        trace.add(f"{_POINTER}/{index}", candidate)
    return [
        EffectivePeriod(
            start=c.value.start,
            end=c.value.end,
            open_ended=c.value.open_ended,
            text=quote(analysis.text[c.start : c.end]),
        )
        for c in chosen
    ]


def _of_unknown_issue(candidate: Period) -> bool:
    """Whether all that is told is a start at signing, and no day of signing."""
    value = candidate.value
    return value.from_issue and value.start is None and value.end is None and not value.open_ended


def _halves_left_out(found: list[Period], in_title: frozenset[int]) -> list[Period]:
    """Leave out starts and ends beside a whole period: a report tells a measure's days whole.

    What a title tells otherwise contradicts it, and both stay.
    """
    whole = [c for c in found if c.value.start is not None and c.value.end is not None]
    kept = [
        c
        for c in found
        if c.value.open_ended or c.start in in_title or c in whole or c.score >= _SURE
    ]
    return kept if whole else found


def _coming_last(found: list[Period]) -> list[Period]:
    """Leave out the coming days that no word opens but the first where nothing else is told."""
    told = [c for c in found if c.rule not in (COMING, "periods.lone_length")]
    coming = [c for c in found if c.rule == COMING]
    return [c for c in found if c.rule != COMING or (not told and c is coming[0])]


def _followed_left_out(found: list[Period]) -> list[Period]:
    """Leave out what ends on the eve of what follows it: the end of another measure.

    ``PSBB ketat berakhir 11 Oktober``, and the measure is in force from 12 October. What
    expires beside an extension, and all that ends on its eve, is what is extended.
    """
    extended = [c for c in found if c.rule == EXTENDED]
    if extended:
        found = [c for c in found if c.rule != "periods.expires"]
    starts = [c.value.start for c in extended if c.value.start and c.value.end]
    if starts:  # what ended before is what was extended before
        found = [c for c in found if not _is_end_before(c.value, min(starts))]
    before, eves = {_eve(c) for c in extended} - {None}, {_eve(c) for c in found} - {None}
    return [
        c
        for c in found
        if c.value.end not in (before if c.value.start is not None else before | eves)
    ]


def _is_end_before(value: PeriodValue, day: dt.date) -> bool:
    """Whether *value* is an end alone, before *day*."""
    return value.start is None and value.end is not None and value.end < day


def _eve(extension: Period) -> dt.date | None:
    """Return the day before *extension* starts, None where it does not tell."""
    start = extension.value.start
    return None if start is None else start - dt.timedelta(days=1)


def _started_later(found: list[Period]) -> list[Period]:
    """Let what came out on one day and has no end start on the later day that a text tells.

    ``WFH diterapkan mulai 10 Mei``, and later ``edaran ditetapkan pada 4 Mei dan berlaku sampai
    ada kebijakan baru``.
    """
    came_out = [c for c in found if c.rule == _CAME_OUT and c.value.open_ended]
    starts = [c for c in found if c.value.start is not None and not c.value.from_issue]
    if len(came_out) != 1 or len({c.value.start for c in starts}) != 1:
        return found
    open_one, start = came_out[0], starts[0]
    if any(c.value.end is not None or c.value.open_ended for c in starts):
        return found
    if _not_before(open_one.value.start, start.value.start):
        return found
    value = replace(start.value, open_ended=True)
    whole = replace(open_one, value=value, extra=(*open_one.extra, (start.start, start.end)))
    return [whole, *(c for c in found if c is not open_one and c not in starts)]


def _not_before(issue: dt.date | None, start: dt.date | None) -> bool:
    return issue is not None and start is not None and issue >= start


def _of_the_measure(found: list[Period], form: str) -> list[Period]:
    """Leave out what stands beside a clearer statement of when the measure applies.

    In a letter that says when it is in force, what a relative clause tells of; in a report
    that tells a whole period, bare ranges of days, bare starts (``sejak 9 Februari``) and what
    is put off until further notice.
    """
    if form == "circular":
        own = any(c.role != "told_of" and (c.value.from_issue or c.score >= _SURE) for c in found)
        return [c for c in found if not (own and c.role == "told_of")]
    ends = {c.value.end for c in found if c.rule != "periods.range"} - {None}
    whole = any(c.value.start is not None and c.value.end is not None for c in found)
    return [
        c
        for c in found
        if not (ends and _stands_beside(c, ends))
        and not (whole and c.role == "told_of" and c.value.open_ended)
    ]


def _of_these_days(analysis: Analysis) -> list[Period]:
    """Return the periods that *analysis* found but for what tells no more, or of the past.

    The one day of a title (``WFH Senin depan``) that is the first day of a measure elsewhere; in
    a report, a sentence that opens with an end that is over when it came out (``Hingga Kamis``).
    """
    found = list(analysis.periods)
    starts = {c.value.start for c in found if c.value.start and c.value.end != c.value.start}
    found = [
        c
        for c in found
        if not (_relative(c, analysis) and c.value.start == c.value.end and c.value.start in starts)
    ]
    published = [c.value.resolved for c in analysis.dates if c.role == "published"]
    if analysis.form == "circular" or not published or published[0] is None:
        return found
    day = published[0]
    # A bare range that is over is what was before, where something else is told.
    bare = () if all(c.rule == _RANGE for c in found) else (_RANGE,)
    over = (*_UNTIL_NOW, *bare)
    return [c for c in found if c.rule not in over or c.value.end is None or c.value.end > day]


def _without_former(
    found: list[Period], analysis: Analysis, issued_on: dt.date | None
) -> list[Period]:
    """Leave out what was before, where what comes is told, too.

    That ended before the circular was signed, or long before a report of it; or it is a bare
    start before that day (``sejak 27 September udara tidak sehat``).
    """
    told = [c.value.resolved for c in analysis.dates if c.role in ("published", "quoted")]
    reported = [day for day in told if day is not None]
    if issued_on is not None:
        first = issued_on
    elif analysis.form != "circular" and reported:
        first = min(reported) - _LONG_AGO
    else:
        return found
    of_now = [c for c in found if not _is_former(c, first)]
    return (
        of_now if any(c.value.start or c.value.end or c.value.from_issue for c in of_now) else found
    )


def _is_former(candidate: Period, day: dt.date | None) -> bool:
    """Whether *candidate* ended before *day*, or is a start before it that nothing lays down."""
    value = candidate.value
    if day is None:
        return False
    if value.end is not None:
        return value.end < day
    bare = candidate.rule == _BEGIN and not value.open_ended
    return bare and value.start is not None and value.start < day


def _counted_ends_left(found: list[Period]) -> list[Period]:
    """Leave the end counted from a duration where the text tells a last day beside it.

    ``mulai 21 Agustus selama dua bulan``, and elsewhere ``masih jalan sampai 21 Oktober``.
    """
    told = {c.value.end for c in found if c.value.start is None and c.value.end is not None}
    if len(told) != 1:
        return found
    end = told.pop()
    return [
        replace(c, value=replace(c.value, end=None)) if _is_counted_near(c, end) else c
        for c in found
    ]


def _is_counted_near(candidate: Period, day: dt.date | None) -> bool:
    counted = any(code == "counted_end" for code, _ in candidate.warnings)
    end = candidate.value.end
    return counted and end is not None and day is not None and abs((day - end).days) <= _SLACK


def _in_title(analysis: Analysis) -> frozenset[int]:
    """Return where the periods start that titles tell."""
    title = headline_end(analysis)
    return frozenset(c.start for c in analysis.periods if c.start < title)


def _halves_joined(
    found: list[Period], in_title: frozenset[int], plain: str, form: str
) -> list[Period]:
    """Make one period of the one start and the one end that a text tells apart.

    ``diterapkan mulai 5 Mei``, and later ``berlaku hingga 20 Mei``. The end of an extension
    has its start in another document.
    """
    starts = [c for c in found if c.value.start is not None and not c.value.open_ended]
    if form == "circular":  # a letter may give a single measure days of its own
        starts = [c for c in starts if c.value.end is None and c.role != "told_of"] or starts
        if any(c.value.from_issue for c in starts):
            return found  # the letter itself is in force from then, an end is that of a measure
    # A bare "sejak D" beside what is said of the measure itself may be of anything.
    starts = [c for c in starts if c.score >= _SURE] or starts
    if len({c.value.start for c in starts}) > 1:
        starts = [c for c in starts if c.start in in_title] or starts
    told = [c for c in found if c.value.start is None and c.value.end is not None]
    # What ended before the start was before: perpanjangan edaran yang habis hari ini.
    ends = [c for c in told if not any(_is_former(c, s.value.start) for s in starts)] or told
    days = {c.value.start for c in starts}, {c.value.end for c in ends}
    if [len(d) for d in days] != [1, 1] or any(c.value.end is not None for c in starts):
        return found
    if any(c.rule == EXTENDED for c in ends) and not all(_of_extension(c, plain) for c in starts):
        return found
    start, end = starts[0], ends[0]
    value = replace(start.value, end=end.value.end)
    if value.start is None or value.end is None or value.start >= value.end:
        return found
    warnings = dict.fromkeys((*start.warnings, *end.warnings))
    places = (*start.extra, (end.start, end.end))
    whole = replace(start, value=value, extra=places, warnings=tuple(warnings))
    return [whole, *(c for c in found if c not in starts and c not in told)]


def _of_extension(start: Period, plain: str) -> bool:
    """Whether *start* is said to be that of an extension: ``masa perpanjangan terhitung D``."""
    told = plain[max(0, start.start - _BEFORE) : start.end]
    return start.rule == EXTENDED or "perpanjangan" in told or "perubahan ini" in told


def _lengths_joined(found: list[Period]) -> list[Period]:
    """Count the end of the one start that has none from the one duration told apart from it.

    ``Mulai 5 Mei pegawai bekerja dari rumah. Kebijakan itu berlaku selama dua pekan``.
    """
    lengths = [c for c in found if c.rule == "periods.lone_length"]
    others = [c for c in found if c not in lengths]
    if len({c.value.duration for c in lengths}) != 1 or not others:
        return others
    length, duration = lengths[0], lengths[0].value.duration
    ended = any(c.value.end is not None or c.value.open_ended for c in others)
    start = max(others, key=lambda c: (c.score, -c.start))
    if ended or duration is None or len({c.value.start for c in others}) != 1:
        return others
    if start.value.start is None:
        return others
    value = replace(start.value, end=last_day(start.value.start, duration))
    warnings = (*start.warnings, ("counted_end", "the end is counted from a duration"))
    places = (*start.extra, (length.start, length.end))
    return [replace(start, value=value, extra=places, warnings=warnings)]


def _stands_beside(candidate: Period, ends: set[dt.date | None]) -> bool:
    """Whether it is a bare start, or a bare range that tells another end than *ends*."""
    value = candidate.value
    bare_start = candidate.rule == _BEGIN and value.end is None and not value.open_ended
    return bare_start or (candidate.rule == "periods.range" and value.end not in ends)


def _from_issue(candidate: Period, issued_on: dt.date | None) -> Period:
    """Let a period that starts at signing start on the day of signing."""
    value = candidate.value
    if not value.from_issue or issued_on is None:
        return candidate
    if value.end is not None and issued_on > value.end:
        return candidate
    warnings = candidate.warnings
    end = value.end
    if value.duration is not None and end is None:
        end = last_day(issued_on, value.duration)
        warnings += (("counted_end", "the end is counted from a duration"),)
    return replace(candidate, value=replace(value, start=issued_on, end=end), warnings=warnings)


def _open_ends_joined(chosen: list[Period]) -> list[Period]:
    """Give an open end told in a sentence of its own to the one start that has no end."""
    lone = [c for c in chosen if c.value == PeriodValue(open_ended=True)]
    starts = [
        c
        for c in chosen
        if c.value.start is not None and c.value.end is None and not c.value.open_ended
    ]
    if len(lone) != 1 or len(starts) != 1 or len(chosen) != 2:
        return chosen
    start = starts[0]
    places = (*start.extra, (lone[0].start, lone[0].end))
    return [replace(start, value=replace(start.value, open_ended=True), extra=places)]


def _relative(candidate: Period, analysis: Analysis) -> bool:
    """Whether a period starts on a day named from the text's own, as ``hari ini``."""
    if all(code != "relative_date" for code, _ in candidate.warnings):
        return False
    days = (d.value for d in analysis.dates if candidate.start <= d.start < candidate.end)
    return "relative" in next(days).inferred


def _inside(period: PeriodValue, schedule: PeriodValue) -> bool:
    """Whether *period* repeats one window of a *schedule* of several."""
    if period is schedule or period.start is None or schedule.start is None:
        return False
    if period.end is None or schedule.end is None:
        return False
    return schedule.start <= period.start and period.end <= schedule.end


def _covers(one: PeriodValue, other: PeriodValue) -> bool:
    """Whether *one* says all that *other* says of the same period."""
    if one.start is None and one.end is None and not (one.open_ended and other.open_ended):
        return False
    return (
        (other.start is None or other.start == one.start)
        and (other.end is None or other.end == one.end)
        and (not other.open_ended or one.open_ended)
    )
