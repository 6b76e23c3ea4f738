"""Finds the periods without a printed day: starts at signing, and open ends that stand alone.

``berlaku sejak tanggal ditetapkan``, whose day the resolver fills in, and ``sampai dengan batas
waktu yang ditentukan kemudian``.
"""

from __future__ import annotations

import datetime as dt
import re

from circular_parser.language.analysis import Candidate, PeriodValue
from circular_parser.language.durations import duration_of
from circular_parser.language.period_sentences import (
    NEAR_BEFORE,
    NEAR_BEHIND,
    REACH,
    PeriodSentence,
)

# Ends that the office itself will tell: what is put off until then in a letter is put off by it.
_NOTICES = ("until_set", "until_notice")
# Ends that are no word of the office: no period but where a measure lasts until then.
_EVENTS = ("until_event", "until_state", "until_act", "revoked_when")


def open_period(sentence: PeriodSentence, *, of_calendar: bool) -> Candidate[PeriodValue] | None:
    """Return the period from signing or with an open end that *sentence* tells, if any.

    In one that tells a period *of_calendar* an open end is none.

    Role ``told_of`` marks an open end until which something is put off; in a letter it does not
    where notice is to come.
    """
    patterns, span = sentence.patterns, (sentence.plain, sentence.start, sentence.end)
    if sentence.kind == "title":
        return None
    if sentence.headline and (titled := _titled_duration(sentence)) is not None:
        return titled
    if not patterns.open_hint.search(*span):
        return None
    for name, pattern in patterns.from_issue.items():
        match = pattern.search(*span)
        if match is not None:
            return _from_signing(sentence, name, match)
    if of_calendar:
        return None
    for name, pattern in patterns.open_end.items():
        match = pattern.search(*span)
        if match is not None and _stands_alone(sentence, name, match.start()):
            of_letter = name in _NOTICES and sentence.kind == "body"
            put_off = not of_letter and _is_postponed(sentence, match.start())
            role = "told_of" if put_off else ""
            period = PeriodValue(open_ended=True)
            return Candidate(*match.span(), period, f"periods.{name}", 0.6, role)
    return _lone_duration(sentence)


def _lone_duration(sentence: PeriodSentence) -> Candidate[PeriodValue] | None:
    """Return the duration that a sentence tells of the measure with no date near, if any.

    ``Kebijakan itu berlaku selama dua pekan``: the start is told elsewhere.
    """
    patterns, plain = sentence.patterns, sentence.plain
    fragment = patterns.fragment_duration.search(plain[sentence.start : sentence.end])
    if fragment is not None and not sentence.runs and not sentence.headline:
        period = PeriodValue(duration=duration_of(fragment))
        first = sentence.start + fragment.start()
        if period.duration is not None:
            end = sentence.start + fragment.end()
            return Candidate(first, end, period, "periods.lone_length", 0.6)
    for match in patterns.duration.finditer(plain, sentence.start, sentence.end):
        if any(run.start < match.end() + NEAR_BEHIND for run in sentence.runs):
            return None
        if _of_the_measure(sentence, match):
            period = PeriodValue(duration=duration_of(match))
            if period.duration is not None:
                return Candidate(*match.span(), period, "periods.lone_length", 0.6)
    return None


def _of_the_measure(sentence: PeriodSentence, match: re.Match[str]) -> bool:
    """Whether the duration *match* is said to be that of a measure, or stands by its verb."""
    patterns, plain = sentence.patterns, sentence.plain
    if patterns.lone_duration.search(plain[sentence.start : match.end()]):
        return True
    before = plain[sentence.start : match.start()]
    if patterns.other_duration.search(before):
        return False
    if patterns.laid_down_duration.search(plain[sentence.start : match.end()]):
        return True
    # Selama dua pekan pegawai bekerja dari rumah.
    behind = sentence.behind(match.end(), REACH)
    first = not any(letter.isalpha() for letter in before)
    of_other = patterns.other_duration.search(behind)
    return first and not of_other and patterns.arrangement.search(behind) is not None


def _titled_duration(sentence: PeriodSentence) -> Candidate[PeriodValue] | None:
    """Return the duration of the measure that a title without dates tells, if any."""
    if sentence.runs:
        return None
    match = sentence.patterns.titled_duration.search(sentence.plain, sentence.start, sentence.end)
    if match is None or sentence.patterns.other_duration.search(match[0]):
        return None
    period = PeriodValue(duration=duration_of(match))
    return Candidate(*match.span(), period, "periods.lone_length", 0.5)


def _from_signing(
    sentence: PeriodSentence, name: str, match: re.Match[str]
) -> Candidate[PeriodValue]:
    begin = match.start()
    end, open_ended = sentence.open_end(match.end())
    duration = None
    if not open_ended:
        span = (sentence.plain, sentence.start, sentence.end)
        told = (sentence.patterns.duration, sentence.patterns.bare_duration)
        for length in (m for pattern in told for m in pattern.finditer(*span)):
            if begin - NEAR_BEFORE < length.start() < match.end() + NEAR_BEHIND:
                duration = duration_of(length)
                begin, end = min(begin, length.start()), max(end, length.end())
    issue = _told_issue(sentence, match.start())
    period = PeriodValue(issue, open_ended=open_ended, from_issue=True, duration=duration)
    return Candidate(begin, end, period, f"periods.{name}", 0.9)


def _told_issue(sentence: PeriodSentence, at: int) -> dt.date | None:
    """Return the day of signing that the same sentence tells just before *at*, if any.

    ``akan diterbitkan besok, 30 Desember, dan berlaku saat itu juga``.
    """
    before = [run for run in sentence.runs if 0 <= at - run.end < NEAR_BEHIND and not run.several]
    if not before:
        return None
    run = before[-1]
    verb = sentence.patterns.in_force["verb"].search(sentence.before(run.start))
    return run.dates[0].value.resolved if verb is not None else None


def _stands_alone(sentence: PeriodSentence, name: str, at: int) -> bool:
    """Whether an open end without a date is a period of its own.

    The end of an event, or of a state, is one only where the measure is said to apply until then.
    """
    if name == "onwards":
        return False
    before, patterns = sentence.plain[sentence.start : at], sentence.patterns
    if patterns.others_in_force.search(before):
        return False
    if name == "until_state" and patterns.arrangement.search(before):
        return True
    return name not in _EVENTS or patterns.applies.search(before) is not None


def _is_postponed(sentence: PeriodSentence, at: int) -> bool:
    """Whether the time from *at* is that until which something is put off."""
    put_off = sentence.patterns.postponed
    return put_off is not None and put_off.start_in(sentence.before(at)) is not None
