"""Parts a section into the sentences that may tell when a measure applies.

What only goes on with the sentence before belongs to it: a sentence that opens with ``yakni``,
an item of a list that is but a day.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    DateValue,
    Section,
    SectionKind,
)
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.date_runs import DateRun, date_runs
from circular_parser.language.period_patterns import PeriodPatterns
from circular_parser.language.sentences import sentences

# How far round a date words may say what it is, and of a measure at most.
REACH, FAR = 200, 600
# How far from a date its duration may stand, before it and behind it.
NEAR_BEFORE, NEAR_BEHIND = 80, 45
# An item of a list that is but a day.
_LONGEST_DAY = 50
_LONGEST_HEADLINE = 160
_MARKER = re.compile(r"\s*(?:[•●◦*–-]|\w{1,2}[.)])\s*(?:(?:hari|tanggal)\s+)*")
_ITEM_END = re.compile(r"(?:\)|\s?\([A-Z][a-z’']+\))?\s*[;,.]?(?:\s*(?:dan|serta))?\s*")


@dataclass(frozen=True, slots=True)
class PeriodSentence:
    """One sentence, ``text[start:end]``, with the *runs* of dates in it.

    ``plain`` is the text for the patterns in small letters; ``of_holidays`` tells that the
    document's own subject is a holiday, ``headline`` that the sentence is a report's title,
    ``published`` the day of the report, ``today`` the document's own.
    """

    text: str
    plain: str
    start: int
    end: int
    kind: SectionKind | None
    runs: list[DateRun]
    patterns: PeriodPatterns
    of_holidays: bool
    headline: bool = False
    published: dt.date | None = None
    today: dt.date | None = None

    def before(self, at: int) -> str:
        """Return what stands before *at* and may say what is there."""
        return self.plain[max(self.start, at - REACH) : at]

    def behind(self, at: int, reach: int) -> str:
        """Return what stands behind *at*, *reach* characters at most."""
        return self.plain[at : min(self.end, at + reach)]

    def in_recital(self, start: int, end: int, *, strong: bool) -> bool:
        """Whether what stands from *start* to *end* belongs to the reasons before a sentence."""
        opening = self.patterns.recital.search(
            self.text, self.start, min(start, self.start + REACH)
        )
        if opening is None:
            return False
        if self.patterns.main_clause.search(self.plain, end, min(self.end, end + FAR)):
            return True
        return not strong and "," not in self.text[opening.end() : start]

    def open_end(self, at: int) -> tuple[int, bool]:
        """Return the end of the phrase and whether an open end follows the date at *at*."""
        limit = min(self.end, at + 140)
        if self.patterns.open_hint.search(self.plain, at, min(limit, at + NEAR_BEHIND + 12)):
            for pattern in self.patterns.open_end.values():
                match = pattern.search(self.plain, at, limit)
                if match is not None and match.start() - at < NEAR_BEHIND:
                    return match.end(), True
        return at, False


def period_sentences(
    analysis: Analysis,
    section: Section,
    patterns: PeriodPatterns,
    dates: DatePatterns,
    *,
    of_holidays: bool,
    today: dt.date | None = None,
) -> Iterator[PeriodSentence]:
    """Yield the sentences of *section*, in the order of the text."""
    title = headline_end(analysis)
    told = {d.role: d.value.resolved for d in reversed(analysis.dates)}
    published = told.get("published") or told.get("quoted")
    for start, end in _spans(analysis, section, patterns):
        first = bisect_left(analysis.dates, start, key=_start)
        last = bisect_left(analysis.dates, end, lo=first, key=_start)
        yield PeriodSentence(
            analysis.text,
            analysis.plain,
            start,
            end,
            analysis.kind_at(start),
            list(date_runs(analysis.dates[first:last], analysis.text, dates)),
            patterns,
            of_holidays,
            end <= title,
            None if analysis.form == "circular" else published,
            today,
        )


def headline_end(analysis: Analysis) -> int:
    """Return where the headline of a report ends: its first line, no sentence; 0 without one."""
    section = analysis.sections[0] if analysis.sections else None
    if analysis.form == "circular" or section is None or section.kind != "article":
        return 0
    end = analysis.text.find("\n\n", section.start, section.start + _LONGEST_HEADLINE)
    line = analysis.text[section.start : end].rstrip() if end > 0 else "."
    return 0 if line.endswith(".") else end


def _spans(analysis: Analysis, section: Section, patterns: PeriodPatterns) -> list[tuple[int, int]]:
    """Return the sentences of a section, what only goes on joined to the one before."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences(analysis.text, section.start, section.end):
        if spans and (
            patterns.goes_on.match(analysis.text, start, end) or _is_a_day(analysis, start, end)
        ):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _is_a_day(analysis: Analysis, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is an item of a list that is but a day."""
    if end - start >= _LONGEST_DAY:
        return False
    first = bisect_left(analysis.dates, start, key=_start)
    if first == len(analysis.dates) or analysis.dates[first].end > end:
        return False
    day = analysis.dates[first]
    return (
        _MARKER.fullmatch(analysis.text, start, day.start) is not None
        and _ITEM_END.fullmatch(analysis.text, day.end, end) is not None
    )


def _start(date: Candidate[DateValue]) -> int:
    return date.start
