"""Finds the measure that a report's lead says an office puts into force.

*Pemkab Sukamaju memberlakukan kerja dari rumah bagi ASN* has no modal, and who issued the
document is its subject; the rule is the act, and those it is for are bound. The words are in
``duties.toml`` under ``[measures]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from circular_parser.language.norms import Norm, NormReader
from circular_parser.language.sentences import trim

# The cue of such a rule.
PUT_IN_FORCE = "put_in_force"
_FROM_HOME = "work_from_home"


def find_measure(reader: NormReader, start: int, end: int) -> Norm | None:
    """Return the measure that the sentence ``text[start:end]`` puts into force, if it does."""
    patterns = reader.patterns.measures
    act = patterns["act"].search(reader.lower, start, end)
    if act is None or reader.patterns.names["past"].search(reader.lower[start:end]):
        return None
    if patterns["office"].search(reader.lower, start, act.start()) is None:
        return None
    stop = patterns["ends"].search(reader.lower, act.end(), end)
    span = trim(reader.text, act.start(), end if stop is None else stop.start(), also=" ,.;")
    norms = [] if span is None else reader.norms(*span)
    if span is None or not norms:
        return None
    bearer = reader.people(act.end(), span[1])
    return replace(norms[0], end=span[1], told=span, cue=PUT_IN_FORCE, bearer=bearer, force="must")


def without_repeated(norms: Iterable[Norm], reader: NormReader) -> Iterator[Norm]:
    """Leave out measures that are told again as rules (``ASN bekerja dari rumah``) or in detail.

    So with hours that are only said to change where others tell the hours of the clock.

    What is told of some of them only (``Yang tidak piket ...``) is another rule.
    """
    found = list(norms)
    measures = [norm for norm in found if norm.cue == PUT_IN_FORCE]
    others = [norm for norm in found if norm.cue != PUT_IN_FORCE] if measures else []
    told = {norm.type for norm in others if not _tells_of_some(norm, reader)}
    detailed = any(_details(norm, reader) for norm in others)
    timed = next((norm.start for norm in reversed(found) if _sets_hours(norm, reader)), -1)
    for norm in found:
        if norm.start < timed and _announces_hours(norm, reader):
            continue  # Jam kerja dikurangi: to which hours is told below
        again = norm.cue == PUT_IN_FORCE and (
            _type(norm, reader) in told or (detailed and _begins(norm, reader))
        )
        if not again:
            yield norm


def _announces_hours(norm: Norm, reader: NormReader) -> bool:
    """Whether a rule says that hours change and not to which."""
    told = reader.lower[norm.start : norm.end]
    return reader.patterns.measures["hours_change"].search(told) is not None


def _sets_hours(norm: Norm, reader: NormReader) -> bool:
    clock = reader.patterns.measures["clock"].search(reader.lower, norm.start, norm.end)
    return clock is not None and norm.type == "working_hours"


def _type(norm: Norm, reader: NormReader) -> str:
    """Return the type of a measure; staff that is sent home works there."""
    home = reader.patterns.measures["home"].match(reader.lower, norm.verb)
    return norm.type if home is None else _FROM_HOME


def _details(norm: Norm, reader: NormReader) -> bool:
    """Whether a rule tells what share of the staff works from home, or in which turns."""
    told = reader.lower[norm.start : norm.end]
    of_staff = reader.patterns.measures["detail"].search(told) is not None
    return norm.type in reader.patterns.measure_details and of_staff


def _begins(norm: Norm, reader: NormReader) -> bool:
    """Whether the measure is a new one, whose details may be told behind it."""
    goes_on = reader.patterns.measures["goes_on"].match(reader.lower, norm.verb)
    return goes_on is None and norm.type not in reader.patterns.measure_details


def _tells_of_some(norm: Norm, reader: NormReader) -> bool:
    subject = reader.lower[norm.start : norm.cue_start]
    some = reader.patterns.measures["some"].search(subject) is not None
    return norm.force == "must_not" or some
