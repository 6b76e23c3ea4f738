"""Tells what opens a period before its dates, and whether these are of something else.

Openers stand before a date (``berlaku mulai``, ``diperpanjang sampai dengan``) or round it; a
range needs none in a sentence that lays down a measure. Deadlines, events, cited and past dates
are none of a period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from circular_parser.language.date_runs import DateRun
from circular_parser.language.period_patterns import Lead
from circular_parser.language.period_sentences import FAR, NEAR_BEHIND, REACH, PeriodSentence

_OTHER_ROLES = {"issued", "number", "quoted", "received", "published", "return"}
_STRONG = 0.9
# Leads of more hold in any sentence, others only where it lays down a measure.
_SURE = 0.7
_NOTHING = re.compile("")
_TOLD_PAST = re.compile(r"(?:kemarin|lalu|silam)$", re.IGNORECASE)
_BARE = Lead("range", 0.6, _NOTHING, _NOTHING)
_ITS_LAST = Lead("last_day", 0.8, _NOTHING, _NOTHING)
_HOLIDAY = Lead("on_day", 0.75, _NOTHING, _NOTHING, whole=True)


@dataclass(frozen=True, slots=True)
class Opener:
    """The lead of a period, where it starts, and whether it leads to an end."""

    lead: Lead
    start: int
    rule: str
    to_end: bool = False


def opener_of(sentence: PeriodSentence, run: DateRun) -> Opener | None:
    """Return what opens a period before *run*, None where nothing does or it is none."""
    before = sentence.before(run.start)
    opener = _opener(sentence, run, before)
    if opener is None or _has_been(sentence, run, opener):
        return None
    if _speaks_of_other(sentence, run, before, opener):
        return None
    return opener


def _opener(sentence: PeriodSentence, run: DateRun, before: str) -> Opener | None:
    patterns, begin = sentence.patterns, run.start - len(before)
    if not run.several:
        for lead in patterns.end:
            at = lead.start_in(before)
            if at is not None and (lead.weight > _SURE or _lays_down(sentence, run)):
                return Opener(lead, begin + at, f"periods.{lead.name}", to_end=True)
        if patterns.its_last.search(sentence.behind(run.end, REACH)):
            return Opener(_ITS_LAST, run.start, f"periods.{_ITS_LAST.name}", to_end=True)
    other_role = any(d.role in _OTHER_ROLES for d in run.dates)
    for lead in patterns.start:
        if other_role and lead.weight < _STRONG:
            continue
        if lead.whole and not lead.told and not _is_one_day(sentence, run):
            continue
        at = lead.start_in(before)
        if at is None or not _followed(sentence, run, lead):
            continue
        if lead.weight > _SURE or (run.several and _lays_down(sentence, run)):
            return Opener(lead, begin + at, f"periods.{lead.name}")
    days_on_end = run.several and not run.gaps
    if (run.ranged or days_on_end) and not other_role and _lays_down(sentence, run):
        # A range of days that nothing opens, where the sentence speaks of working arrangements.
        return Opener(_BARE, run.start, "periods.range")
    behind = sentence.plain[run.end : run.end + NEAR_BEHIND]
    if not run.several and patterns.made_holiday.search(behind):
        return Opener(_HOLIDAY, run.start, f"periods.{_HOLIDAY.name}")
    return None


def _followed(sentence: PeriodSentence, run: DateRun, lead: Lead) -> bool:
    """Whether behind the one day of *run* stands what its *lead* asks for."""
    if lead.behind is None:
        return True
    one_day = not run.several or (lead.whole and _is_listed(sentence, run))
    return one_day and lead.behind.search(sentence.behind(run.end, REACH)) is not None


def _is_one_day(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether *run* is one day of a letter, or one month of what a report says is arranged.

    Days that a letter lists are each such a day.
    """
    if run.several or sentence.kind == "body":
        return not run.several or _is_listed(sentence, run)
    arranged = sentence.patterns.arrangement.search(sentence.plain, sentence.start, sentence.end)
    return run.dates[0].value.day is None and arranged is not None


def _is_listed(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether *run* is a list of days in a letter."""
    return sentence.kind == "body" and run.several and not run.ranged


def _lays_down(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether the sentence lays down a measure, so that a range in it is the measure's."""
    if sentence.kind == "body" and run.ranged:
        return True
    around = sentence.plain[
        max(0, sentence.start - 250, run.start - FAR) : min(sentence.end, run.end + FAR)
    ]
    return sentence.patterns.arrangement.search(around) is not None


def _speaks_of_other(sentence: PeriodSentence, run: DateRun, before: str, opener: Opener) -> bool:
    patterns, lead = sentence.patterns, opener.lead
    at = opener.start - run.start + len(before)
    behind = sentence.behind(run.end, 90)
    if any(pattern.search(behind) for pattern in patterns.other_after):
        return True
    # The day of a return to the office, unless what is in force opens it.
    if (
        not run.several
        and not opener.to_end
        and not patterns.applies.search(before[at:])
        and patterns.back_at_work.search(behind)
    ):
        return True
    if lead.name == "begin" and _is_past_fact(sentence, run):
        return True
    strong = lead.weight >= _STRONG
    if sentence.in_recital(run.start, run.end, strong=strong):
        return True
    for other in patterns.other:
        of_holiday = other.name == "holiday"
        if of_holiday and (sentence.of_holidays or _is_closed_then(sentence, run, behind)):
            continue
        if other.name == "return_day" and (lead.behind is not None or run.ranged):
            continue
        its = other.start_in(before)
        if its is not None and (other.firm or not (strong and at >= its)):
            return True
    return False


def _is_past_fact(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether a start is told as past, of no measure: ``pasokan tersendat sejak Jumat lalu``."""
    if run.several or _TOLD_PAST.search(sentence.text, run.start, run.end) is None:
        return False
    arranged = sentence.patterns.arrangement.search(sentence.plain, sentence.start, sentence.end)
    return arranged is None


def _has_been(sentence: PeriodSentence, run: DateRun, opener: Opener) -> bool:
    """Whether a bare start before the day of a report is told of no measure.

    ``Pasokan tersendat sejak Jumat``.
    """
    day = run.dates[0].value.resolved
    if opener.rule != "periods.begin" or run.several or day is None or sentence.published is None:
        return False
    if day >= sentence.published:
        return False
    return not any(
        pattern.search(sentence.plain, sentence.start, sentence.end)
        for pattern in (sentence.patterns.arrangement, sentence.patterns.named_measure)
    )


def _is_closed_then(sentence: PeriodSentence, run: DateRun, behind: str) -> bool:
    """Whether the days of a holiday are those on which something is closed."""
    return run.several and sentence.patterns.closed_then.search(behind) is not None
