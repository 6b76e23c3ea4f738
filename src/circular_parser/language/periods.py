"""Finds the periods in which a document's measures apply.

A period is a date or a range of dates with an opener (``berlaku mulai``, ``terhitung
sejak``, ``diperpanjang sampai dengan``), an open end (``sampai dengan batas waktu yang
ditentukan kemudian``), or a start that is the day of signing (``berlaku sejak tanggal
ditetapkan``: role ``from_issue``, the resolver fills in the day). Deadlines, events, cited
and past dates are none.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from circular_parser.language.analysis import Analysis, Candidate, DateValue
from circular_parser.language.dates import DatePatterns, joined
from circular_parser.language.patterns import compile_pattern, load
from circular_parser.language.sentences import quote, sentences
from circular_parser.record import EffectivePeriod
from circular_parser.resources import ModelFile

_OTHER_ROLES = {"issued", "number", "quoted", "received", "published", "return"}
_ONE_TO_ELEVEN = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"
_NUMBERS = {word: number for number, word in enumerate(_ONE_TO_ELEVEN.split(" "), 1)} | {
    "dua belas": 12,
    "empat belas": 14,
    "lima belas": 15,
    "tiga puluh": 30,
}
_WINDOW = 200
_MAX_GAP = 14
_WINDOW_JOIN = re.compile(r"^[ ,)]*(?:dan|serta|,)[^.;:]{0,60}$", re.IGNORECASE)


@dataclass(frozen=True)
class _Opener:
    name: str
    weight: float
    before: re.Pattern[str]


@dataclass(frozen=True)
class PeriodPatterns:
    """The compiled patterns of ``periods.toml``."""

    start: list[_Opener]
    end: list[_Opener]
    other: dict[str, re.Pattern[str]]
    open_end: dict[str, re.Pattern[str]]
    from_issue: dict[str, re.Pattern[str]]
    duration: re.Pattern[str]
    subject: re.Pattern[str]
    applies: re.Pattern[str]

    @classmethod
    def load(cls, path: ModelFile) -> PeriodPatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)

        def openers(table: str) -> list[_Opener]:
            return [
                _Opener(name, float(entry["weight"]), compile_pattern(entry["before"]))
                for name, entry in data[table].items()
            ]

        def named(table: str) -> dict[str, re.Pattern[str]]:
            return {name: compile_pattern(p) for name, p in data[table].items()}

        return cls(
            openers("start"),
            openers("end"),
            named("not_a_period"),
            named("open"),
            named("from_issue"),
            compile_pattern(data["duration"]["days"]),
            compile_pattern(data["subject"]["arrangement"]),
            compile_pattern(data["subject"]["applies"]),
        )


@dataclass(frozen=True)
class _Run:
    """Dates joined to one range or list, with the span they take."""

    dates: list[Candidate[DateValue]]
    gaps: bool = False

    @property
    def start(self) -> int:
        return self.dates[0].start

    @property
    def end(self) -> int:
        return self.dates[-1].end


def find_periods(
    analysis: Analysis, patterns: PeriodPatterns, dates: DatePatterns
) -> list[Candidate[EffectivePeriod]]:
    """Return every period candidate, in the order of the text."""
    found: list[Candidate[EffectivePeriod]] = []
    for section in analysis.of("body", "closing", "article", "title"):
        for start, end in sentences(analysis.text, section.start, section.end):
            found.extend(_Sentence(analysis, patterns, dates, start, end).periods())
    return found


class _Sentence:
    """One sentence and the periods in it."""

    def __init__(
        self,
        analysis: Analysis,
        patterns: PeriodPatterns,
        dates: DatePatterns,
        start: int,
        end: int,
    ) -> None:
        self._text = analysis.text
        self._patterns = patterns
        self._start, self._end = start, end
        self._title = analysis.kind_at(start) == "title"
        first = bisect_left(analysis.dates, start, key=_start)
        last = bisect_left(analysis.dates, end, lo=first, key=_start)
        self._runs = list(_runs(analysis.dates[first:last], self._text, dates))

    def periods(self) -> Iterator[Candidate[EffectivePeriod]]:
        """Yield dated periods, then starts at signing and open ends that stand alone."""
        covered: list[tuple[int, int]] = []
        for run in self._runs:
            candidate = self._dated(run)
            if candidate is not None:
                covered.append((candidate.start, candidate.end))
                yield candidate
        for candidate in self._undated():
            if not any(s < candidate.end and candidate.start < e for s, e in covered):
                covered.append((candidate.start, candidate.end))
                yield candidate

    def _dated(self, run: _Run) -> Candidate[EffectivePeriod] | None:
        before = self._text[max(self._start, run.start - _WINDOW) : run.start]
        if any(d.role in _OTHER_ROLES for d in run.dates) and not self._opens_strongly(before):
            return None
        opener, is_end = self._opener(before, run)
        if opener is None or self._speaks_of_other(before, opener):
            return None
        begin = self._phrase_start(opener, before, run.start)
        end, open_ended = self._open_end(run.end)
        first, last = run.dates[0].value, run.dates[-1].value
        starts, ends = _first_day(first), _last_day(last) if len(run.dates) > 1 else None
        if is_end:
            starts, ends = None, _last_day(first)
        elif ends is None and not open_ended:
            ends = self._after_duration(starts, before)
        if starts is None and ends is None:
            return None
        if starts is not None and ends is not None and ends < starts:
            return None
        warnings = tuple(
            ("inferred_year", f"the year of {quote(self._text[d.start : d.end])!r} is not printed")
            for d in run.dates
            if "year" in d.value.inferred
        )
        if any("relative" in d.value.inferred for d in run.dates):
            warnings += (("relative_date", "a day is named from the day of the report"),)
        if run.gaps:
            warnings += (("gap_in_period", "several days or windows with days between them"),)
        from_issue = self._from_issue_before(run.start) if is_end else None
        role = "from_issue" if from_issue is not None else ""
        if from_issue is not None:
            begin = from_issue
        text = quote(self._text[begin:end])
        period = EffectivePeriod(start=starts, end=ends, open_ended=open_ended, text=text)
        weight = opener.weight + (0.1 if len(run.dates) > 1 or open_ended else 0.0)
        return Candidate(
            begin, end, period, f"periods.{opener.name}", min(weight, 0.98), role, warnings
        )

    def _opens_strongly(self, before: str) -> bool:
        return any(o.before.search(before) for o in self._patterns.start if o.weight >= 0.9)

    def _opener(self, before: str, run: _Run) -> tuple[_Opener | None, bool]:
        for opener in self._patterns.end:
            if len(run.dates) == 1 and opener.before.search(before):
                return opener, True
        for opener in self._patterns.start:
            if not opener.before.search(before):
                continue
            if opener.weight > 0.7 or (len(run.dates) > 1 and self._arranges()):
                return opener, False
        return None, False

    def _arranges(self) -> bool:
        """Whether the sentence speaks of working arrangements, so that a bare range is theirs."""
        around = self._text[max(0, self._start - 250) : self._end]
        return self._patterns.subject.search(around) is not None

    def _speaks_of_other(self, before: str, opener: _Opener) -> bool:
        own = opener.before.search(before)
        for name, pattern in self._patterns.other.items():
            match = pattern.search(before)
            if match is None:
                continue
            strong = opener.weight >= 0.9 and own is not None and own.start() >= match.start()
            if name in ("former", "cited") or not strong:
                return True
        return False

    def _phrase_start(self, opener: _Opener, before: str, at: int) -> int:
        match = opener.before.search(before)
        assert match is not None
        start = at - len(before) + match.start()
        while start < at and (self._text[start].isspace() or self._text[start] in ",("):
            start += 1
        return start

    def _open_end(self, at: int) -> tuple[int, bool]:
        """Return the end of the phrase and whether an open end follows the date at *at*."""
        for pattern in self._patterns.open_end.values():
            match = pattern.search(self._text, at, min(self._end, at + 140))
            if match is not None and match.start() - at < 45:
                return match.end(), True
        return at, False

    def _after_duration(self, start: dt.date | None, before: str) -> dt.date | None:
        """``selama 14 hari kalender terhitung mulai D``: the first day counts."""
        matches = list(self._patterns.duration.finditer(before))
        if start is None or not matches or "kerja" in matches[-1][0].casefold():
            return None
        count = _number(matches[-1]["n"])
        if count and matches[-1]["unit"].casefold() != "hari":
            count *= 7
        return start + dt.timedelta(days=count - 1) if count else None

    def _from_issue_before(self, at: int) -> int | None:
        for pattern in self._patterns.from_issue.values():
            match = pattern.search(self._text, self._start, at)
            if match is not None and at - match.end() < 60:
                return match.start()
        return None

    def _undated(self) -> Iterator[Candidate[EffectivePeriod]]:
        if self._title:
            return
        for name, pattern in self._patterns.from_issue.items():
            match = pattern.search(self._text, self._start, self._end)
            if match is not None:
                end, open_ended = self._open_end(match.end())
                yield self._without_dates(
                    match.start(), end, open_ended, f"periods.{name}", 0.9, "from_issue"
                )
                return
        for name, pattern in self._patterns.open_end.items():
            match = pattern.search(self._text, self._start, self._end)
            if match is not None and self._stands_alone(name, match.start()):
                yield self._without_dates(
                    match.start(), match.end(), True, f"periods.{name}", 0.6, ""
                )
                return

    def _stands_alone(self, name: str, at: int) -> bool:
        """Whether an open end without a date is a period of its own.

        The end of an event is one only where the measure is said to apply until then.
        """
        if name == "onwards":
            return False
        before = self._text[self._start : at]
        return name != "until_event" or self._patterns.applies.search(before) is not None

    def _without_dates(
        self, start: int, end: int, open_ended: bool, rule: str, score: float, role: str
    ) -> Candidate[EffectivePeriod]:
        text = quote(self._text[start:end])
        period = EffectivePeriod(start=None, end=None, open_ended=open_ended, text=text)
        return Candidate(start, end, period, rule, score, role)


def _runs(dates: list[Candidate[DateValue]], text: str, patterns: DatePatterns) -> Iterator[_Run]:
    """Join dates to ranges, and ranges and days listed together to one schedule.

    Windows of one measure round public holidays (``16-17 Maret dan 25-27 Maret``) are one
    period with a gap; it is marked as such.
    """
    runs: list[_Run] = []
    index = 0
    while index < len(dates):
        run = [dates[index]]
        if index + 1 < len(dates) and joined(text, run[0], dates[index + 1], patterns) == "range":
            run.append(dates[index + 1])
        index += len(run)
        previous = runs[-1] if runs else None
        if previous is not None and _listed_with(previous, run, text, patterns):
            gap = _days_between(previous.dates[-1], run[0]) != 1
            runs[-1] = _Run(previous.dates + run, previous.gaps or gap)
        else:
            runs.append(_Run(run))
    yield from runs


def _listed_with(
    previous: _Run, run: list[Candidate[DateValue]], text: str, patterns: DatePatterns
) -> bool:
    """Whether a day or range belongs to the same list as the one before it."""
    days = _days_between(previous.dates[-1], run[0])
    if days is None or not 0 < days <= _MAX_GAP:
        return False
    if joined(text, previous.dates[-1], run[0], patterns) == "list":
        return True
    between = text[previous.end : run[0].start]
    both_ranges = len(previous.dates) > 1 and len(run) > 1
    return both_ranges and _WINDOW_JOIN.match(between) is not None


def _days_between(first: Candidate[DateValue], second: Candidate[DateValue]) -> int | None:
    a, b = first.value.resolved, second.value.resolved
    return (b - a).days if a is not None and b is not None else None


def _start(date: Candidate[DateValue]) -> int:
    return date.start


def _first_day(value: DateValue) -> dt.date | None:
    if value.day is None and value.month is not None and value.year is not None:
        return dt.date(value.year, value.month, 1)
    return value.resolved


def _last_day(value: DateValue) -> dt.date | None:
    if value.day is None and value.month is not None and value.year is not None:
        return dt.date(value.year, value.month, monthrange(value.year, value.month)[1])
    return value.resolved


def _number(printed: str) -> int | None:
    return int(printed) if printed.isdigit() else _NUMBERS.get(quote(printed.casefold()))
