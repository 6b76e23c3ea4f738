"""Finds months and feasts of the Hijri calendar, and school years, as periods without days.

On which days they fall only another document says. A calendar year is found here, too.
"""

from __future__ import annotations

import datetime as dt
import re

from circular_parser.language.analysis import Candidate, PeriodValue
from circular_parser.language.period_sentences import PeriodSentence

# What has no days of its own, by the names of their patterns.
_KINDS = {
    "hijri_month": "a month of the Hijri calendar",
    "hijri_days": "days counted from a feast of the Hijri calendar",
    "school_year": "a school year",
}
_YEAR = "calendar_year"  # the one that has days


def calendar_period(sentence: PeriodSentence) -> Candidate[PeriodValue] | None:
    """Return the Hijri month, the school or calendar year of a measure in *sentence*, if any."""
    patterns, span = sentence.patterns, (sentence.plain, sentence.start, sentence.end)
    hints = patterns.undated_hint
    if hints["words"].search(*span) is None:
        return None
    for name, pattern in patterns.undated.items():
        match = pattern.search(*span)
        if match is None or sentence.in_recital(*match.span(), strong=False):
            continue
        if hints["title"].search(sentence.plain, sentence.start, match.start()):
            continue
        if sentence.kind != "body" or name == _YEAR:
            measure = patterns.arrangement.search(*span) or patterns.applies.search(*span)
            if not measure or hints["past"].search(*span):
                continue
        if name == _YEAR:
            return Candidate(*match.span(), _year_of(match), f"periods.{name}", 0.75)
        warning = ("undated_period", f"{_KINDS[name]}; its days are not printed")
        return Candidate(*match.span(), PeriodValue(), f"periods.{name}", 0.6, "", (warning,))
    return None


def _year_of(match: re.Match[str]) -> PeriodValue:
    """The year that *match* names, from its first day to its last."""
    year = int(match["year"])
    return PeriodValue(dt.date(year, 1, 1), dt.date(year, 12, 31))
