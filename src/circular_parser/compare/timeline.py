"""When circulars are in force: their periods, cut short by revocations, drawn out by extensions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .documents import Place
from .graph import Graph
from .merging import Circular

EndKind = Literal["stated", "open", "not_stated", "extended", "revoked"]
Standing = Literal["in_force", "presumed", "not_yet", "ended", "revoked", "unknown"]


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a measure of a circular applies.

    ``end`` is the last day, None where there is none; ``by`` the circular that extended or
    revoked it; ``start_stated`` False where the day of signing stands for the first day.
    """

    circular_id: str
    start: dt.date
    end: dt.date | None
    end_kind: EndKind
    start_stated: bool
    by: str | None
    place: Place | None

    def has(self, day: dt.date) -> bool:
        """Whether *day* is one of its days."""
        return self.start <= day and (self.end is None or day <= self.end)


def spans_of(circulars: Sequence[Circular], graph: Graph) -> list[Span]:
    """Return the spans of all *circulars*, those of one circular together, its main one first.

    A circular without any day has none. One that states no period counts from its signing,
    its end not stated.
    """
    own = {circular.id: _own_spans(circular) for circular in circulars}
    signed = {circular.id: circular.told.issued_on for circular in circulars}
    extended, revoked = graph.to("extends"), graph.to("revokes")
    spans: list[Span] = []
    for circular in circulars:
        these = list(own[circular.id])
        for edge in extended.get(circular.id, ()):
            these += _extension(these, own[edge.source], edge.source)
        for edge in revoked.get(circular.id, ()):
            starts = [span.start for span in own[edge.source]]
            day = min(starts) if starts else signed[edge.source]
            these = _revoked(these, day, edge.source)
        spans += these
    return spans


def _own_spans(circular: Circular) -> list[Span]:
    told = circular.told
    spans = []
    for period in told.periods:
        start = period.start or told.issued_on
        if start is None and period.end is not None:
            # Only the last day is known: it is drawn as that day.
            start = period.end
        if start is None or (period.end is not None and period.end < start):
            continue
        kind: EndKind = "open" if period.open_ended else "not_stated"
        if period.end is not None:
            kind = "stated"
        stated = period.start is not None
        spans.append(Span(told.id, start, period.end, kind, stated, None, period.place))
    if not told.periods and told.issued_on is not None:
        place = told.places.get("/issued_on")
        spans.append(Span(told.id, told.issued_on, None, "not_stated", False, None, place))
    return spans


def _extension(spans: list[Span], later: list[Span], by: str) -> list[Span]:
    """Return the days that the circular *by* adds behind the last stated end."""
    ends = [span.end for span in spans if span.end is not None]
    if not ends:
        return []
    after = max(ends) + dt.timedelta(days=1)
    longest = max(later, key=lambda span: span.end or dt.date.max, default=None)
    if longest is None or (longest.end is not None and longest.end < after):
        return []
    circular_id = spans[0].circular_id
    added = replace(longest, circular_id=circular_id, start=after, start_stated=True)
    return [replace(added, end_kind="extended", by=by)]


def _revoked(spans: list[Span], day: dt.date | None, by: str) -> list[Span]:
    """Return *spans* cut off before *day*; those without a known day end on none."""
    if day is None:
        return [replace(s, end_kind="revoked", by=by) if s.end is None else s for s in spans]
    last = day - dt.timedelta(days=1)
    kept = [span for span in spans if span.start <= last]
    return [
        replace(span, end=last, end_kind="revoked", by=by) if span.has(day) else span
        for span in kept
    ]


def standings(
    circulars: Iterable[Circular], spans: Iterable[Span], graph: Graph, day: dt.date
) -> dict[str, Standing]:
    """Return how each circular stands on *day*.

    ``presumed``: it had begun, states no end, and nothing compared has revoked it.
    """
    by_circular: defaultdict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_circular[span.circular_id].append(span)
    revoked = graph.to("revokes")
    return {
        circular.id: _standing(by_circular[circular.id], circular.id in revoked, day)
        for circular in circulars
    }


def _standing(spans: Sequence[Span], is_revoked: bool, day: dt.date) -> Standing:
    now = [span for span in spans if span.has(day)]
    if any(span.end is not None or span.end_kind in {"open", "extended"} for span in now):
        return "in_force"
    if any(span.end_kind == "not_stated" for span in now):
        return "presumed"
    if spans and all(span.start > day for span in spans):
        return "not_yet"
    if is_revoked:
        return "revoked"
    return "ended" if spans else "unknown"
