"""Tells what opens a period before its dates, and whether these are of something else.

Openers stand before a date (``berlaku mulai``, ``diperpanjang sampai dengan``) or round it; a
range needs none in a sentence that lays down a measure. Deadlines, events, cited and past dates
are none of a period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from circular_parser.language.date_runs import DateRun, last_day_of
from circular_parser.language.period_patterns import Lead
from circular_parser.language.period_sentences import FAR, NEAR_BEHIND, REACH, PeriodSentence

_OTHER_ROLES = {"issued", "number", "quoted", "received", "published", "return"}
CLEAR = 0.9  # the weight of a lead that holds whatever role a day has
# Leads of more hold in any sentence, others only where it lays down a measure.
_SURE = 0.7
_NOTHING = re.compile("")
_BARE = Lead("range", 0.6, _NOTHING, _NOTHING)
_ITS_LAST = Lead("last_day", 0.8, _NOTHING, _NOTHING)
BARE_RANGE = "periods.range"
COMING = "periods.coming"
_COMING = Lead("coming", 0.4, _NOTHING, _NOTHING)
_THAT_DAY = replace(_COMING, whole=True)
_HOLIDAY = Lead("on_day", 0.75, _NOTHING, _NOTHING, whole=True)


@dataclass(frozen=True, slots=True)
class Opener:
    """The lead of a period, where it starts, and whether it leads to an end.

    ``said`` is where its words stand, which need not be part of the phrase.
    """

    lead: Lead
    start: int
    rule: str
    said: int
    to_end: bool = False


def opener_of(sentence: PeriodSentence, run: DateRun) -> Opener | None:
    """Return what opens a period before *run*, None where nothing does or it is none."""
    before = sentence.before(run.start)
    for find in (_opener, _of_whole_days, _of_coming_days):
        opener = find(sentence, run, before)
        if (
            opener is not None
            and not _has_been(sentence, run, opener)
            and not _speaks_of_other(sentence, run, before, opener)
        ):
            return opener
    return None


def _opener(sentence: PeriodSentence, run: DateRun, before: str) -> Opener | None:
    patterns, begin = sentence.patterns, run.start - len(before)
    if not run.several:
        for lead in patterns.end:
            at = lead.start_in(before)
            if at is not None and (lead.weight > _SURE or _lays_down(sentence, run)):
                return _opened(lead, begin + at, to_end=True)
        if patterns.its_last.search(sentence.behind(run.end, REACH)):
            return _opened(_ITS_LAST, run.start, to_end=True)
    opener = _first_of(patterns.start, sentence, run, before)
    if opener is not None:
        return opener
    other_role = has_other_role(run)
    days_on_end = run.several and not run.gaps
    if (run.ranged or days_on_end) and not other_role and _lays_down(sentence, run):
        whole_days = _of_whole_days(sentence, run, before)
        if whole_days is not None:
            return whole_days
        # A range of days that nothing opens, where the sentence speaks of working arrangements.
        return Opener(_BARE, run.start, "periods.range", run.start)
    behind = sentence.plain[run.end : run.end + NEAR_BEHIND]
    off = patterns.made_holiday.search(behind) or patterns.day_off.search(behind)
    if off and not run.several and not _is_over(sentence, run):
        return _opened(_HOLIDAY, run.start)
    return None


def _opened(lead: Lead, at: int, *, to_end: bool = False) -> Opener:
    return Opener(lead, at, f"periods.{lead.name}", at, to_end)


def _of_whole_days(sentence: PeriodSentence, run: DateRun, before: str) -> Opener | None:
    """Return what tells that *run* is whole days of the measure; several are the phrase alone."""
    opener = _first_of(sentence.patterns.whole_days, sentence, run, before)
    return replace(opener, start=run.start) if opener is not None and run.several else opener


def _of_coming_days(sentence: PeriodSentence, run: DateRun, before: str) -> Opener | None:
    """Return the range, end or day of an order to come that a report tells with no clear word.

    It counts only where the report tells nothing else.
    """
    if sentence.kind == "body" or sentence.published is None or not _is_to_come(sentence, run):
        return None
    if has_other_role(run):
        return None
    until = None if run.several else sentence.patterns.until.search(before)
    at = run.start - (len(before) - until.start() if until is not None else 0)
    if until is None and not run.several:
        today = run.dates[0].value.resolved == sentence.published
        that_day = sentence.patterns.that_day.search(before)
        if today or that_day is None or not is_ordered(sentence, run):
            return None
    lead = _COMING if run.several or until is not None else _THAT_DAY
    return Opener(lead, at, "periods.coming", at, to_end=until is not None)


def _first_of(
    leads: list[Lead], sentence: PeriodSentence, run: DateRun, before: str
) -> Opener | None:
    """Return the first of *leads* that opens a period before *run*, if any."""
    begin = run.start - len(before)
    other_role = has_other_role(run)
    for lead in leads:
        if (other_role and lead.weight < CLEAR) or not _is_for(lead, sentence, run):
            continue
        at = lead.start_in(before)
        if at is None or not _followed(sentence, run, lead):
            continue
        if lead.weight > _SURE or (run.several and _lays_down(sentence, run)):
            return _opened(lead, begin + at)
    return None


def has_other_role(run: DateRun) -> bool:
    """Whether *run* is the day of something else; a range is none on which a letter came."""
    roles = _OTHER_ROLES - {"received"} if run.ranged else _OTHER_ROLES
    return any(d.role in roles for d in run.dates)


def _is_for(lead: Lead, sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether *lead* is for dates such as those of *run*."""
    if lead.whole and not lead.told and not _is_one_day(sentence, run):
        return False
    if lead.several and not run.several:
        return False
    return not lead.to_come or _is_to_come(sentence, run)


def _followed(sentence: PeriodSentence, run: DateRun, lead: Lead) -> bool:
    """Whether behind the one day of *run* stands what its *lead* asks for."""
    if lead.behind is None:
        return True
    for_several = lead.round or lead.to_come or (lead.whole and _is_listed(sentence, run))
    if run.several and not for_several:
        return False
    return lead.behind.search(sentence.behind(run.end, REACH)) is not None


def _is_one_day(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether *run* is one day of a letter, or one month of what a report says is arranged.

    Days that a letter lists are each such a day.
    """
    if run.several or sentence.kind == "body":
        return not run.several or _is_listed(sentence, run)
    arranged = sentence.patterns.arrangement.search(sentence.plain, sentence.start, sentence.end)
    is_month = run.dates[0].value.day is None
    return is_month and (
        arranged is not None or is_ordered(sentence, run) or _is_to_come(sentence, run)
    )


def _is_to_come(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether *run* has not ended by the document's own day."""
    day = last_day_of(run.dates[-1].value)
    return sentence.today is not None and day is not None and day >= sentence.today


def is_ordered(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether words of an order stand beside *run*."""
    ordered = sentence.patterns.ordered
    return bool(
        ordered.search(sentence.before(run.start))
        or ordered.search(sentence.behind(run.end, NEAR_BEHIND * 2))
    )


def _is_listed(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether *run* is a list of days in a letter."""
    return sentence.kind == "body" and run.several and not run.ranged


def _lays_down(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether the sentence lays down a measure, so that a range in it is the measure's."""
    if sentence.kind == "body" and run.ranged:
        return True
    if run.several and is_ordered(sentence, run):
        return True
    around = sentence.plain[
        max(0, sentence.start - 250, run.start - FAR) : min(sentence.end, run.end + FAR)
    ]
    return sentence.patterns.arrangement.search(around) is not None


def _speaks_of_other(sentence: PeriodSentence, run: DateRun, before: str, opener: Opener) -> bool:
    patterns, lead = sentence.patterns, opener.lead
    at = opener.said - run.start + len(before)
    behind = sentence.behind(run.end, 90)
    began = _has_begun(sentence, run, opener)
    after = (p for name, p in patterns.other_after.items() if not (began and name == "over"))
    if any(pattern.search(behind) for pattern in after):
        return True
    # The day of a return to the office, unless what is in force opens it.
    if (
        not run.several
        and not opener.to_end
        and not patterns.applies.search(before[at:])
        and patterns.back_at_work.search(behind)
    ):
        return True
    strong = lead.weight >= CLEAR
    if sentence.in_recital(run.start, run.end, strong=strong):
        return True
    for other in patterns.other:
        of_holiday = other.name == "holiday"
        if of_holiday and (sentence.of_holidays or _is_closed_then(sentence, run, behind)):
            continue
        if other.name == "return_day" and (lead.behind is not None or run.several):
            continue
        its = other.start_in(before)
        if lead.round and its is not None and its >= at and not other.firm:
            continue
        if its is not None and (other.firm or not (strong and at >= its)):
            return True
    return False


def is_of_other(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether words behind *run*, or firm ones before it, say that it is of something else."""
    before, behind = sentence.before(run.start), sentence.behind(run.end, 90)
    if any(pattern.search(behind) for pattern in sentence.patterns.other_after.values()):
        return True
    others = (other for other in sentence.patterns.other if other.firm)
    return any(other.start_in(before) is not None for other in others)


def _has_begun(sentence: PeriodSentence, run: DateRun, opener: Opener) -> bool:
    """Whether a day that is over may be the start of what was ruled no later than it.

    ``Mulai Senin (28/8) kemarin pegawai bekerja dari rumah``.
    """
    day = run.dates[0].value.resolved
    if opener.rule != "periods.begin" or run.several or day is None or sentence.today is None:
        return False
    return day >= sentence.today and _lays_down(sentence, run)


def _has_been(sentence: PeriodSentence, run: DateRun, opener: Opener) -> bool:
    """Whether a bare start before the day of a report is told of no measure.

    ``Pasokan tersendat sejak Jumat``.
    """
    if opener.rule != "periods.begin" or run.several or not _is_over(sentence, run):
        return False
    if sentence.patterns.asked_since.search(
        sentence.text, max(0, sentence.start - FAR), sentence.start
    ):
        return False
    return not any(
        pattern.search(sentence.plain, sentence.start, sentence.end)
        for pattern in (sentence.patterns.arrangement, sentence.patterns.named_measure)
    )


def _is_over(sentence: PeriodSentence, run: DateRun) -> bool:
    """Whether *run* starts before the day of the report that tells it."""
    day = run.dates[0].value.resolved
    return day is not None and sentence.published is not None and day < sentence.published


def _is_closed_then(sentence: PeriodSentence, run: DateRun, behind: str) -> bool:
    """Whether the days of a holiday are those on which something is closed."""
    return run.several and sentence.patterns.closed_then.search(behind) is not None
