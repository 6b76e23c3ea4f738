"""Finds the periods in which a document's measures apply.

A period is a date or a range of dates with an opener (``berlaku mulai``, ``terhitung
sejak``, ``diperpanjang sampai dengan``), a range in a sentence that lays down a measure, an
open end (``sampai dengan batas waktu yang ditentukan kemudian``), or a start that is the day
of signing (``berlaku sejak tanggal ditetapkan``), which the resolver fills in. A month of the
Hijri calendar is one without days. Deadlines, events, cited and past dates are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from circular_parser.language.analysis import Analysis, Candidate, PeriodValue
from circular_parser.language.calendar_periods import calendar_period
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.date_runs import DateRun
from circular_parser.language.dated_periods import dated_periods
from circular_parser.language.inferred_dates import anchor_of
from circular_parser.language.learned_periods import LearnedPeriods, in_context
from circular_parser.language.linear_model import LinearModel
from circular_parser.language.open_periods import open_period
from circular_parser.language.period_features import DatesInContext
from circular_parser.language.period_openers import COMING, opener_of
from circular_parser.language.period_patterns import PeriodPatterns
from circular_parser.language.period_sentences import (
    PeriodSentence,
    headline_end,
    period_sentences,
)
from circular_parser.language.period_windows import join_windows


def find_periods(
    analysis: Analysis, patterns: PeriodPatterns, dates: DatePatterns, model: LinearModel
) -> list[Candidate[PeriodValue]]:
    """Return every period candidate, in the order of the text.

    Role ``told_of`` marks one that a relative clause tells of something (``tarif yang berlaku
    sejak ...``), and an open end until which something is put off. One of the calendar counts
    only where the text tells no other.
    """
    found: list[Candidate[PeriodValue]] = []
    of_calendar: Candidate[PeriodValue] | None = None
    learned = LearnedPeriods(model)
    for sentence in _sentences(analysis, patterns, dates):
        calendar = calendar_period(sentence) if sentence.kind != "title" else None
        found.extend(_periods_of(sentence, learned, of_calendar=calendar is not None))
        of_calendar = of_calendar or calendar
    found = learned.completed(found)
    return join_windows(found, analysis, patterns) or ([of_calendar] if of_calendar else [])


def dates_in_context(
    analysis: Analysis, patterns: PeriodPatterns, dates: DatePatterns
) -> Iterator[tuple[DateRun, DatesInContext]]:
    """Yield the dates of a report's prose, each run of them as the trained model sees it."""
    for sentence in _sentences(analysis, patterns, dates):
        if sentence.kind == "article":
            for run in sentence.runs:
                yield run, in_context(sentence, run, opener_of(sentence, run))


def _sentences(
    analysis: Analysis, patterns: PeriodPatterns, dates: DatePatterns
) -> Iterator[PeriodSentence]:
    of_holidays = _is_of_holidays(analysis, patterns)
    today = anchor_of(analysis, analysis.dates)
    for section in analysis.of("body", "closing", "article", "title"):
        yield from period_sentences(
            analysis, section, patterns, dates, of_holidays=of_holidays, today=today
        )


def _is_of_holidays(analysis: Analysis, patterns: PeriodPatterns) -> bool:
    """Whether the document's own subject, or the headline of a report, is a holiday."""
    if any(patterns.holiday.match(c.value.casefold()) for c in analysis.subjects):
        return True
    title = headline_end(analysis)
    return patterns.holiday_headline.search(analysis.plain, 0, title) is not None


def _periods_of(
    sentence: PeriodSentence, learned: LearnedPeriods, *, of_calendar: bool
) -> list[Candidate[PeriodValue]]:
    """Return the dated periods, then one without a date that stands apart from them."""
    found = list(dated_periods(sentence, learned.opener_of))
    alone = open_period(sentence, of_calendar=of_calendar)
    if alone is None:
        return found
    clear = [c for c in found if c.rule != COMING]
    if any(alone.start < c.end and c.start < alone.end for c in clear):
        return found
    return [*clear, alone]
