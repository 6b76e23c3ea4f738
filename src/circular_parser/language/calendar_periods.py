"""Finds months and feasts of the Hijri calendar, and school years, as periods without days.

On which days they fall only another document says.
"""

from __future__ import annotations

from circular_parser.language.analysis import Candidate, PeriodValue
from circular_parser.language.period_sentences import PeriodSentence

# What they are, by the names of their patterns.
_KINDS = {
    "hijri_month": "a month of the Hijri calendar",
    "hijri_days": "days counted from a feast of the Hijri calendar",
    "school_year": "a school year",
}


def calendar_period(sentence: PeriodSentence) -> Candidate[PeriodValue] | None:
    """Return the Hijri month or school year that *sentence* tells of a measure, if any."""
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
        if sentence.kind != "body":
            measure = patterns.arrangement.search(*span) or patterns.applies.search(*span)
            if not measure or hints["past"].search(*span):
                continue
        warning = ("undated_period", f"{_KINDS[name]}; its days are not printed")
        return Candidate(*match.span(), PeriodValue(), f"periods.{name}", 0.6, "", (warning,))
    return None
