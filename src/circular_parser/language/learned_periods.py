"""Asks a trained model what the dates of a report are to the measure.

It finds starts, ends and days that no pattern opens, and takes back what a pattern opens where
it is sure that the dates are of something else. What it sees is told in
:mod:`circular_parser.language.period_features`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from circular_parser.language.analysis import Candidate, PeriodValue
from circular_parser.language.date_runs import DateRun, last_day_of
from circular_parser.language.dated_periods import dated_period
from circular_parser.language.linear_model import LinearModel
from circular_parser.language.period_features import (
    END,
    NONE,
    START,
    WHOLE,
    Age,
    DatesInContext,
    Form,
    features,
)
from circular_parser.language.period_openers import (
    BARE_RANGE,
    CLEAR,
    COMING,
    Opener,
    has_other_role,
    is_of_other,
    is_ordered,
    opener_of,
)
from circular_parser.language.period_patterns import Lead
from circular_parser.language.period_sentences import REACH, PeriodSentence

# How sure the model must be of what no pattern opens, in any report and in one that tells no
# other dates; and that what a pattern opens with no clear word is none. In the reports that it
# learned from more dates lie in wait for the patterns than in others.
_SURELY, _LEAST = 0.8, 0.5
_SURELY_NONE = 0.95
_RATHER = 0.7  # of what a pattern finds with no word that opens it
_SURELY_OTHER = 0.8  # that a day is the first, where a pattern takes it for the whole period
# How likely dates are none beside others that surely are not; clear words make up for some of it.
_DOUBTFUL, _SURE, _CLEARER = 0.7, 0.25, 0.3
# How likely the other end must be where a report tells but one.
_LIKELY = 0.3
_NOTHING = re.compile("")
# What the patterns find with no word that opens it.
_UNOPENED = {END: COMING, WHOLE: BARE_RANGE}
_OTHER_DATE = " @ "
_LONG_AGO = 45  # days
_LENGTHS = ((0, "day"), (3, "few"), (16, "weeks"), (62, "months"))  # days at most
_WEIGHT = 0.8  # of an opener of which the model is certain


class LearnedPeriods:
    """Opens the periods of one report by *model* and the patterns."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model
        self._left: list[_Weighed] = []
        self._taken_back: list[Candidate[PeriodValue]] = []
        self._doubts: dict[int, float] = {}  # of dates that a pattern opens, by where they start

    def opener_of(self, sentence: PeriodSentence, run: DateRun) -> Opener | None:
        """Return what opens a period before *run*, None where nothing does or it is none."""
        given = opener_of(sentence, run)
        if sentence.kind != "article" or (given is None and has_other_role(run)):
            return given
        if given is not None and not run.several and _is_clear(sentence, run, given):
            self._doubts[run.start] = 0.0
            return given
        logs = self._model.log_shares(features(in_context(sentence, run, given)))
        shares = {label: math.exp(share) for label, share in logs.items()}
        best = max(shares, key=lambda label: shares[label])
        if given is not None:
            return self._weighed(sentence, run, given, shares, best)
        if 1 - shares[NONE] < _LIKELY or is_of_other(sentence, run):
            return None
        if best != NONE and shares[best] >= _SURELY:
            return _learned(sentence, run, best, shares[best])
        self._left.append(_Weighed(sentence, run, shares))
        return None

    def _weighed(
        self,
        sentence: PeriodSentence,
        run: DateRun,
        given: Opener,
        shares: dict[str, float],
        best: str,
    ) -> Opener | None:
        """Return what a pattern opens as the model has it, None where it is surely none."""
        clear = _is_clear(sentence, run, given)
        if shares[NONE] > _SURELY_NONE and not clear:
            period = dated_period(sentence, run, given)
            self._taken_back += [period] if period is not None else []
            return None
        self._doubts[run.start] = shares[NONE] - (_CLEARER if clear else 0.0)
        if given.rule == _UNOPENED.get(best) and shares[best] >= _RATHER:
            learned = _learned(sentence, run, best, shares[best])
            return replace(learned or given, start=given.start)
        # The word may stand before the one day of an occasion, or before a start.
        as_start = best == START and given.lead.whole and shares[best] >= _SURELY_OTHER
        if as_start and not clear:
            return replace(given, lead=replace(given.lead, whole=False))
        return given

    def completed(self, found: list[Candidate[PeriodValue]]) -> list[Candidate[PeriodValue]]:
        """Return the periods *found* with what else is likely of the dates that are left.

        Where no dates were found at all that is each period of its own, then the end of the one
        start that is told, or the start of the one end. Beside a sure period the doubtful go.
        """
        if not found:
            likely = (list(self._likely(label, _LEAST)) for label in (WHOLE, START, END))
            found = next(filter(None, likely), [])
        elif any(self._doubt(c) < _SURE and c.value.start and c.value.end for c in found):
            found = [c for c in found if self._doubt(c) < _DOUBTFUL]
        other = self._other_half(found)
        return found if other is None else sorted((*found, other), key=lambda c: c.start)

    def _doubt(self, period: Candidate[PeriodValue]) -> float:
        """Return how likely the dates of *period* are none; of others, as of any."""
        shares = [s for at, s in self._doubts.items() if period.start <= at < period.end]
        return max(shares, default=_DOUBTFUL - 0.1)

    def _likely(self, label: str, least: float) -> Iterator[Candidate[PeriodValue]]:
        """Yield the periods that are *label* by *least* or more, the likeliest first."""
        likely = (w for w in self._left if w.shares[label] >= least)
        for weighed in sorted(likely, key=lambda w: -w.shares[label]):
            opener = _learned(weighed.sentence, weighed.run, label, weighed.shares[label])
            if opener is None:
                continue
            period = dated_period(weighed.sentence, weighed.run, opener)
            if period is not None:
                yield period

    def _other_half(self, found: list[Candidate[PeriodValue]]) -> Candidate[PeriodValue] | None:
        told = [c for c in found if c.rule != COMING]
        halves = {(c.value.start, c.value.end, c.value.open_ended) for c in told}
        if len(halves) != 1 or any(_is_told_otherwise(c.value) for c in told):
            return None
        start, end, open_ended = halves.pop()
        if start is not None and (end is not None or open_ended):
            return None
        likely = self._likely(START if start is None else END, _LIKELY)
        for half in chain(likely, self._taken_back):
            first, last = start or half.value.start, end or half.value.end
            if first is not None and (open_ended or (last is not None and first < last)):
                return half
        return None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Dates that neither a pattern nor the model took, and how likely they are what."""

    sentence: PeriodSentence
    run: DateRun
    shares: dict[str, float]


def _is_clear(sentence: PeriodSentence, run: DateRun, given: Opener) -> bool:
    """Whether *given* is a word that says so in any text, or what follows *run* does.

    It says so of another thing in a relative clause (``edaran yang berlaku sampai``), and the
    day of an issue is no day off.
    """
    told_of = sentence.patterns.told_of.search(sentence.text, max(0, given.start - 16), given.start)
    if told_of is not None or (given.lead.whole and run.dates[0].role == "issued"):
        return False
    if given.lead.weight >= CLEAR or sentence.open_end(run.end)[1]:
        return True
    return (
        run.several and sentence.patterns.continued.search(sentence.before(run.start)) is not None
    )


def _is_told_otherwise(value: PeriodValue) -> bool:
    """Whether the start of a period, or its end, is told by signing or by a duration."""
    return value.from_issue or value.duration is not None


def _learned(sentence: PeriodSentence, run: DateRun, label: str, share: float) -> Opener | None:
    if run.several and label in (START, END):
        return None
    weight = round(_WEIGHT * share, 3)
    lead = Lead("learned", weight, _NOTHING, _NOTHING, whole=label == WHOLE)
    words = sentence.patterns.lead_in.search(sentence.before(run.start))
    at = run.start - (len(words[0]) if words is not None else 0)
    # What the trained model takes for a start, an end or all of a period that no pattern opens.
    return Opener(lead, at, "periods.learned", at, to_end=label == END)


def in_context(sentence: PeriodSentence, run: DateRun, given: Opener | None) -> DatesInContext:
    """Return *run* as the model sees it, *given* what a pattern opens there."""
    plain = sentence.plain
    return DatesInContext(
        before=_without_dates(sentence, max(sentence.start, run.start - REACH), run.start),
        after=_without_dates(sentence, run.end, min(sentence.end, run.end + REACH)),
        previous=plain[max(0, sentence.start - REACH) : sentence.start],
        following=plain[sentence.end : sentence.end + REACH],
        form=_form(run),
        role=run.dates[0].role,
        age=_age(sentence, run),
        opener=given.lead.name if given is not None else "",
        as_end=given is not None and given.to_end,
        headline=sentence.headline,
        arranged=sentence.patterns.arrangement.search(plain, sentence.start, sentence.end)
        is not None,
        ordered=is_ordered(sentence, run),
        named=sentence.patterns.named_measure.search(plain, sentence.start, run.start) is not None,
        length=_length(run),
    )


def _without_dates(sentence: PeriodSentence, start: int, end: int) -> str:
    """Return the text from *start* to *end* with a mark for each date in it."""
    pieces, at = [], start
    for run in sentence.runs:
        if start <= run.start and run.end <= end:
            pieces.append(sentence.plain[at : run.start])
            at = run.end
    return _OTHER_DATE.join([*pieces, sentence.plain[at:end]])


def _form(run: DateRun) -> Form:
    if run.gaps:
        return "windows"
    if run.ranged:
        return "range"
    if run.several:
        return "list"
    return "month" if run.dates[0].value.day is None else "day"


def _length(run: DateRun) -> str:
    """Return how many days *run* is, roughly."""
    first, last = run.dates[0].value.resolved, run.dates[-1].value.resolved
    if first is None or last is None:
        return "unknown"  # as of months
    days = (last - first).days
    return next((name for most, name in _LENGTHS if days <= most), "long")


def _age(sentence: PeriodSentence, run: DateRun) -> Age:
    day, today = last_day_of(run.dates[0].value), sentence.published or sentence.today
    if day is None or today is None:
        return "unknown"
    if day == today:
        return "same"
    if day > today:
        return "after"
    return "before" if (today - day).days < _LONG_AGO else "long before"
