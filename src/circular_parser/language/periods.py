"""Finds the periods in which a document's measures apply.

A period is a date or a range of dates with an opener (``berlaku mulai``, ``terhitung
sejak``, ``diperpanjang sampai dengan``), a range in a sentence that lays down a measure, an
open end (``sampai dengan batas waktu yang ditentukan kemudian``), or a start that is the day
of signing (``berlaku sejak tanggal ditetapkan``), which the resolver fills in. A month of the
Hijri calendar is one without days. Deadlines, events, cited and past dates are none.
"""

from __future__ import annotations

from circular_parser.language.analysis import Analysis, Candidate, PeriodValue
from circular_parser.language.calendar_periods import calendar_period
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.dated_periods import dated_periods
from circular_parser.language.inferred_dates import anchor_of
from circular_parser.language.open_periods import open_period
from circular_parser.language.period_openers import COMING
from circular_parser.language.period_patterns import PeriodPatterns
from circular_parser.language.period_sentences import (
    PeriodSentence,
    headline_end,
    period_sentences,
)
from circular_parser.language.period_windows import join_windows


def find_periods(
    analysis: Analysis, patterns: PeriodPatterns, dates: DatePatterns
) -> list[Candidate[PeriodValue]]:
    """Return every period candidate, in the order of the text.

    Role ``told_of`` marks one that a relative clause tells of something (``tarif yang berlaku
    sejak ...``), and an open end until which something is put off. One of the calendar counts
    only where the text tells no other.
    """
    found: list[Candidate[PeriodValue]] = []
    of_calendar: Candidate[PeriodValue] | None = None
    of_holidays = _is_of_holidays(analysis, patterns)
    today = anchor_of(analysis, analysis.dates)
    for section in analysis.of("body", "closing", "article", "title"):
        for sentence in period_sentences(
            analysis, section, patterns, dates, of_holidays=of_holidays, today=today
        ):
            calendar = calendar_period(sentence) if section.kind != "title" else None
            found.extend(_periods_of(sentence, of_calendar=calendar is not None))
            of_calendar = of_calendar or calendar
    return join_windows(found, analysis, patterns) or ([of_calendar] if of_calendar else [])


def _is_of_holidays(analysis: Analysis, patterns: PeriodPatterns) -> bool:
    """Whether the document's own subject, or the headline of a report, is a holiday."""
    if any(patterns.holiday.match(c.value.casefold()) for c in analysis.subjects):
        return True
    title = headline_end(analysis)
    return patterns.holiday_headline.search(analysis.plain, 0, title) is not None


def _periods_of(sentence: PeriodSentence, *, of_calendar: bool) -> list[Candidate[PeriodValue]]:
    """Return the dated periods, then one without a date that stands apart from them."""
    found = list(dated_periods(sentence))
    alone = open_period(sentence, of_calendar=of_calendar)
    if alone is None:
        return found
    clear = [c for c in found if c.rule != COMING]
    if any(alone.start < c.end and c.start < alone.end for c in clear):
        return found
    return [*clear, alone]
