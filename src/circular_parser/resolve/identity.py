"""Resolves what the document is: type, number, subject, day and place of signing."""

from __future__ import annotations

import re

from circular_parser.language.analysis import Analysis, Candidate, DateValue
from circular_parser.record import Circular
from circular_parser.resolve.evidence import Trace

_UNSURE = 0.6
_READ_AGAIN = ("dates.second_reading", "dates.by_hand")  # not of what the page engine read
# SE Menteri X Nomor 1 tentang ..., yang ditetapkan pada D: the day of the one cited.
_OF_THE_CITED = re.compile(r"\byang\s(?:telah\s)?di[a-z]+(?:\s(?:di|pada|tanggal|hari|oleh))*\s*$")
_WITH_NUMBER = re.compile(r"\)?,?\s(?:dengan\s)?(?:ber)?no(?:mor)?\.?\s?:?\s?", re.IGNORECASE)


def resolve_identity(analysis: Analysis, record: Circular, trace: Trace) -> None:
    """Fill in type, number, subject, issued_on and issued_at of *record*."""
    _type(analysis, record, trace)
    number = _number(analysis, record, trace)
    _subject(analysis, record, trace)
    _issued_on(analysis, record, trace, number)
    place = trace.best("/issued_at", analysis.places)
    if place is not None:
        record.issued_at = place.value
        trace.add("/issued_at", place, [c for c in analysis.places if c is not place])


def _type(analysis: Analysis, record: Circular, trace: Trace) -> None:
    chosen = trace.best("/document_type", analysis.document_types)
    if chosen is not None:
        record.document_type = chosen.value
        trace.add("/document_type", chosen, [c for c in analysis.document_types if c is not chosen])


def _number(analysis: Analysis, record: Circular, trace: Trace) -> Candidate[str] | None:
    own = trace.keep(
        "/number", analysis.numbers, lambda c: c.role == "own", "another document's number"
    )
    chosen = trace.best("/number", own)
    if chosen is None:
        return None
    record.number = chosen.value
    trace.add("/number", chosen, [c for c in analysis.numbers if c is not chosen])
    return chosen


def _subject(analysis: Analysis, record: Circular, trace: Trace) -> None:
    chosen = trace.best("/subject", analysis.subjects)
    if chosen is not None and chosen.value:
        chosen = _whole(chosen, analysis.subjects)
        record.subject = chosen.value
        trace.add("/subject", chosen, [c for c in analysis.subjects if c is not chosen])


def _whole(chosen: Candidate[str], subjects: list[Candidate[str]]) -> Candidate[str]:
    """The subject as the same rule found it in full: a headline or caption may cut it short."""
    start = chosen.value.casefold()
    whole = [
        c for c in subjects if c.rule == chosen.rule and c.value.casefold().startswith(f"{start} ")
    ]
    return max(whole, key=lambda c: c.score, default=chosen)


def _issued_on(
    analysis: Analysis, record: Circular, trace: Trace, number: Candidate[str] | None
) -> None:
    if analysis.form == "circular":
        candidates = trace.keep(
            "/issued_on",
            analysis.dates,
            lambda c: c.role == "issued",
            "it stands where no day of signing stands",
        )
    else:
        candidates = trace.keep(
            "/issued_on",
            analysis.dates,
            lambda c: _dates_the_circular(analysis, c, number),
            "it is not said to be the circular's: no number, no verb of signing beside it",
        )
    full = trace.keep(
        "/issued_on",
        candidates,
        lambda c: c.value.resolved is not None,
        "a part of it is not printed or is no date of the calendar",
    )
    chosen = trace.best("/issued_on", full)
    if chosen is None:
        return
    value: DateValue = chosen.value
    record.issued_on = value.resolved
    trace.add("/issued_on", chosen, [c for c in candidates if c is not chosen])
    warn_of_date(chosen, trace, "/issued_on")
    words = analysis.document.words_between(chosen.start, chosen.end)
    least = min((w.confidence for w in words if w.confidence is not None), default=1.0)
    if least < _UNSURE and chosen.rule not in _READ_AGAIN:
        message = f"a part of the date was read with confidence {least:.2f}"
        trace.warn("poorly_read", message, "/issued_on")


def _dates_the_circular(
    analysis: Analysis, candidate: Candidate[DateValue], number: Candidate[str] | None
) -> bool:
    """Whether a report's date is the circular's own: beside its number or a signing verb."""
    if candidate.role == "number":
        before = [c for c in analysis.numbers if c.end <= candidate.start]
        nearest = max(before, key=lambda c: c.end, default=None)
        return (
            nearest is not None
            and candidate.start - nearest.end < 60
            and nearest.role == "own"
            and (number is None or nearest.value == number.value)
        )
    if candidate.role == "none" and number is not None:
        return _ends_the_sentence_of(analysis, number, candidate)
    if candidate.role == "issued":
        # Dikeluarkan pada 3 Mei dengan Nomor X: the day of that document.
        if any(c.role == "cited" and _names(analysis, candidate, c) for c in analysis.numbers):
            return False
        cited = [c for c in analysis.numbers if c.role == "cited" and c.end <= candidate.start]
        sentence = analysis.text[max((c.end for c in cited), default=0) : candidate.start]
        if cited and "." not in sentence and _OF_THE_CITED.search(sentence):
            return False
        return (
            not cited
            or "." in sentence
            or candidate.start - cited[-1].end > 120
            or (candidate.rule != "dates.dated")
        )
    return False


def _names(analysis: Analysis, day: Candidate[DateValue], number: Candidate[str]) -> bool:
    """Whether *number* stands right behind *day*, as that of the document issued then."""
    between = analysis.text[day.end : number.start]
    return len(between) < 30 and _WITH_NUMBER.fullmatch(between) is not None


def _ends_the_sentence_of(
    analysis: Analysis, number: Candidate[str], candidate: Candidate[DateValue]
) -> bool:
    """``Surat Edaran Nomor X tentang ..., Selasa 17 Maret 2020.``: the date set at its end.

    A date in brackets there is the day of the report.
    """
    text = analysis.text
    if candidate.value.weekday is None or not number.end < candidate.start < number.end + 400:
        return False
    between, after = text[number.end : candidate.start], text[candidate.end : candidate.end + 1]
    return (
        re.search(r"[.!?]\s", between) is None and between.rstrip().endswith(",") and after in ".,"
    )


def warn_of_date(candidate: Candidate[DateValue], trace: Trace, pointer: str) -> None:
    """Warn of a date whose parts were inferred or repaired, or whose weekday is wrong."""
    value = candidate.value
    if "year" in value.inferred:
        trace.warn("inferred_year", "the year is not printed; taken from the document", pointer)
    if "relative" in value.inferred:
        trace.warn("relative_date", "named from the day of the report", pointer)
    if "digits" in value.inferred:
        trace.warn("repaired_digits", "digits of the date were repaired", pointer)
    if value.resolved is not None and value.weekday not in (None, value.resolved.weekday()):
        trace.warn("weekday_mismatch", "the printed weekday does not fit the date", pointer)
