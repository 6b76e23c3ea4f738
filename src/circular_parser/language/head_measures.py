"""Finds the heads of regions whose measures a report tells beside a circular of nobody else.

``Bupati NAME menambah masa libur. Itu diatur dalam edaran bertanggal 5 Desember.`` No verb says
who issues the circular; the measure is the head's own, and so is the circular that lays it down.
"""

from __future__ import annotations

from collections.abc import Iterator

from circular_parser.language.analysis import Analysis, OfficeValue
from circular_parser.language.offices import OfficePatterns
from circular_parser.language.person_names import CALLED
from circular_parser.language.told_beside import follows, past_aside
from circular_parser.language.told_signers import NamedOffice

_REACH = 110  # characters before and behind a head in which the words stand
_NEAR = 30  # characters before a speaker in which the verb stands


def measuring_heads(
    analysis: Analysis, named: list[NamedOffice], patterns: OfficePatterns
) -> Iterator[tuple[NamedOffice, str]]:
    """Yield the heads of regions who are said to lay something down, and the words that say it."""
    text, said = analysis.text, patterns.reported
    if said["unattributed"].search(text) is None or said["by_body"].search(text) is not None:
        return
    heads = [person for person in named if person.office.value.head]
    alone = len({head.name for head in heads}) == 1
    acting = next((head for head in heads if not _is_idle(text, head, patterns)), None)
    if alone and acting is not None and not _another_issues(analysis, acting.office.value):
        yield acting, "only_head"
    for person in named:
        office = person.office.value
        if not office.head or _another_issues(analysis, office):
            continue
        after = text[person.last : person.last + 2 * _REACH]
        called = CALLED.match(after)
        after = after[called.end() :] if called is not None else after
        after = past_aside(said["aside"], after)
        if follows(patterns.press["measures"][1], after):
            yield person, "measures"
        elif patterns.press["measure_of"][1].search(
            text, max(0, person.first - _REACH), person.first
        ):
            yield person, "measure_of"


def _is_idle(text: str, person: NamedOffice, patterns: OfficePatterns) -> bool:
    """Whether a person is named only as who speaks or comes, which makes no circular his."""
    if patterns.reported["said_by"].search(text, max(0, person.first - _NEAR), person.first):
        return True
    after = past_aside(patterns.reported["aside"], text[person.last : person.last + 2 * _REACH])
    return follows(patterns.press["only_head"][1], after)


def _another_issues(analysis: Analysis, head: OfficeValue) -> bool:
    """Whether a circular is said to be of another office than *head*."""
    return any(
        o.role in ("circular", "issuing", "body")
        and not (o.value.head and o.value.level == head.level)
        for o in analysis.offices
    )
