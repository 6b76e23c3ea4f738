"""Makes one schedule of windows that follow each other in sentences or items of their own."""

from __future__ import annotations

from dataclasses import replace

from circular_parser.language.analysis import Analysis, Candidate, PeriodValue
from circular_parser.language.date_runs import GAP_WARNING, LONG_WEEKEND, MAX_GAP
from circular_parser.language.period_patterns import PeriodPatterns

# How far the next window may stand from the one before.
_REACH = 200
# Where the measure of a window may stand beside it.
_BEHIND = 60
_ONE_MORE = "periods.one_more"


def join_windows(
    found: list[Candidate[PeriodValue]], analysis: Analysis, patterns: PeriodPatterns
) -> list[Candidate[PeriodValue]]:
    """Return the periods *found*, a window that goes on with the one before joined to it."""
    joined_up: list[Candidate[PeriodValue]] = []
    for candidate in found:
        previous = joined_up[-1] if joined_up else None
        if previous is None or not _continues(previous, candidate, analysis, patterns):
            joined_up.append(candidate)
            continue
        period = replace(previous.value, end=candidate.value.end)
        warnings = dict.fromkeys((*previous.warnings, *candidate.warnings, GAP_WARNING))
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
    gap = (two.start - one.end).days
    if not 1 < gap <= MAX_GAP:
        return False
    if second.start - first.end > _REACH:
        return False
    if patterns.another.search(analysis.plain, first.end, second.end):
        return False
    if _of_two_measures(first, second, analysis.plain, patterns):
        return False
    if gap > LONG_WEEKEND and are_days_off(analysis.plain, first.start, second.end, patterns):
        return False
    if second.rule == _ONE_MORE or patterns.continued.search(
        analysis.plain, first.end, second.start
    ):
        return True
    return patterns.item.search(analysis.text[first.end : second.start]) is not None


def are_days_off(plain: str, start: int, end: int, patterns: PeriodPatterns) -> bool:
    """Whether what stands from *start* to *end* of *plain* is of days off and of no work.

    Between windows of work from home lie days off, and they are one period; between days off
    lie working days.
    """
    return (
        patterns.days_off.search(plain, start, end) is not None
        and patterns.work_away.search(plain, start, end) is None
    )


def _of_two_measures(
    first: Candidate[PeriodValue],
    second: Candidate[PeriodValue],
    plain: str,
    patterns: PeriodPatterns,
) -> bool:
    """Whether *first* are days off and what *second* tells of is work from elsewhere."""
    behind = patterns.work_away.search(plain, first.end, second.end + _BEHIND)
    return behind is not None and are_days_off(plain, first.start, first.end, patterns)
