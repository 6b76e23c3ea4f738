"""Explains a record: every candidate of a document, what became of it, and why.

Nothing is decided here. The resolver's trace says what it chose and what it set aside; this
puts each candidate beside its rule, its place in the text and that reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from circular_parser.document import Document
from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    OfficeValue,
    RegionValue,
    SignatoryValue,
)
from circular_parser.language.rules import RuleHome, all_rules
from circular_parser.record import Circular
from circular_parser.resolve.confidence import Calibration
from circular_parser.resolve.evidence import Trace, Verdict
from circular_parser.resolve.resolver import resolve_traced

# Where an analysis keeps the candidates of each field: attribute, JSON Pointer of the decision.
_KEPT = {
    "document_type": (("document_types", "/document_type"),),
    "number": (("numbers", "/number"),),
    "subject": (("subjects", "/subject"),),
    "issued_on": (("dates", "/issued_on"),),
    "issued_at": (("places", "/issued_at"),),
    "issuer": (("offices", "/issuer/title"), ("regions", "/issuer/region")),
    "signatory": (("signatories", "/signatory"),),
    "addressees": (("addressees", "/addressees"),),
    "effective_periods": (("periods", "/effective_periods"),),
    "work_arrangement": (("arrangements", "/work_arrangement"),),
    "exempt_services": (("exempt_services", "/exempt_services"),),
    "obligations": (("obligations", "/obligations"),),
    "references": (("references", "/references"),),
    "copies_to": (("copies", "/copies_to"),),
}
FIELDS = tuple(_KEPT)
"""The fields of a record that have candidates, in the order of the record."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A candidate and what became of it.

    ``number`` counts the candidates from 1 in the order of the text; ``pointers`` name the
    values of the record that rest on it, ``confidence`` is that of the first of them, None if
    there is none; ``reasons`` say why it was chosen or set aside.
    """

    number: int
    field: str
    candidate: Candidate[Any]
    chosen: bool
    pointers: tuple[str, ...]
    reasons: tuple[str, ...]
    confidence: float | None

    @property
    def value(self) -> str:
        """The value it stands for, in a line."""
        return _in_a_line(self.candidate.value)

    @property
    def homes(self) -> tuple[RuleHome, ...]:
        """Where its rule is written; nothing for a rule of a model that is not the shipped one."""
        return all_rules().get(self.candidate.rule, ())


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document, its record, and all that was considered for it in the order of the text."""

    document: Document
    record: Circular
    considered: tuple[Considered, ...]

    def of(self, field: str) -> list[Considered]:
        """Return what was considered for *field*: what was chosen first, then by score."""
        its = [one for one in self.considered if one.field == field]
        return sorted(its, key=lambda one: (not one.chosen, -one.candidate.score, one.number))

    def only(self, field: str) -> Explanation:
        """Return the same explanation, limited to *field*."""
        its = tuple(one for one in self.considered if one.field == field)
        return Explanation(self.document, self.record, its)

    def value(self, field: str) -> str:
        """Return what the record holds for *field*, in a line; empty if that is nothing."""
        value = getattr(self.record, field)
        if isinstance(value, list):
            return f"{len(value)}" if value else ""
        return _in_a_line(value)

    def segments(self) -> Iterator[tuple[str, tuple[Considered, ...]]]:
        """Yield the text in pieces, each with the candidates that cover it.

        A candidate without words stands over a piece of its own, which is empty.
        """
        text = self.document.text
        edges = {0, len(text)}
        for one in self.considered:
            edges |= {one.candidate.start, one.candidate.end}
        begin: dict[int, list[Considered]] = {}
        for one in self.considered:
            begin.setdefault(one.candidate.start, []).append(one)
        here: list[Considered] = []
        for start, end in pairwise([*sorted(edges), len(text)]):
            new = begin.get(start, [])
            here = [one for one in [*here, *new] if one.candidate.end > start]
            for one in new:
                if one.candidate.end <= start:
                    yield "", (*here, one)
            yield text[start:end], tuple(here)


def explain(analysis: Analysis, calibration: Calibration | None = None) -> Explanation:
    """Resolve *analysis* and explain the record it gives."""
    record, trace = resolve_traced(analysis, calibration)
    found = [
        (candidate, field, decision)
        for field, kept in _KEPT.items()
        for attribute, decision in kept
        for candidate in getattr(analysis, attribute)
    ]
    fates = _Fates(trace, [candidate for candidate, _, _ in found])
    # What the resolver put together from several candidates is shown beside them.
    for pointer, candidate in fates.completed.items():
        field = pointer.split("/")[1]
        found.append((candidate, field, f"/{field}"))
    found.sort(key=lambda item: (item[0].start, -item[0].end, FIELDS.index(item[1])))
    considered = []
    for number, (candidate, field, decision) in enumerate(found, 1):
        chosen, pointers, reasons = fates.of(candidate, decision)
        confidence = record.evidence[pointers[0]][0].confidence if pointers else None
        considered.append(
            Considered(number, field, candidate, chosen, pointers, reasons, confidence)
        )
    return Explanation(analysis.document, record, tuple(considered))


class _Fates:
    """Looks up in a trace what became of the candidates of an analysis.

    The resolver may have completed a copy of a candidate: the same rule at the same place.
    ``completed`` are copies that have no such original, by a pointer to what they gave.
    """

    def __init__(self, trace: Trace, candidates: Iterable[Candidate[Any]]) -> None:
        self._originals = {(c.rule, c.start, c.end): id(c) for c in candidates}
        self._known = {id(c) for c in candidates}
        self._verdicts: dict[int, dict[str, Verdict]] = {}
        self._chosen: dict[str, Verdict] = {}
        self._pointers: dict[int, list[str]] = {}
        self.completed: dict[str, Candidate[Any]] = {}
        for verdict in trace.verdicts:
            # A later verdict on the same question overrules an earlier one.
            its = self._verdicts.setdefault(self._original(verdict.candidate), {})
            its[verdict.field] = verdict
            if verdict.chosen:
                self._chosen[verdict.field] = verdict
        for pointer, candidate in trace.bases.items():
            original = self._original(candidate)
            if original not in self._known and original not in self._pointers:
                self.completed[pointer] = candidate
            self._pointers.setdefault(original, []).append(pointer)

    def _original(self, candidate: Candidate[Any]) -> int:
        if id(candidate) in self._known:
            return id(candidate)
        place = (candidate.rule, candidate.start, candidate.end)
        return self._originals.get(place, id(candidate))

    def of(
        self, candidate: Candidate[Any], decision: str
    ) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
        """Return whether *candidate* was chosen, for which values, and why."""
        verdicts = self._verdicts.get(self._original(candidate), {})
        pointers = tuple(self._pointers.get(self._original(candidate), ()))
        chosen = bool(pointers) or any(verdict.chosen for verdict in verdicts.values())
        reasons = [
            verdict.reason
            if field == decision
            else f"{field.removeprefix(decision).strip('/')}: {verdict.reason}"
            for field, verdict in verdicts.items()
        ]
        return chosen, pointers, tuple(reasons) or (self._otherwise(candidate, decision),)

    def _otherwise(self, candidate: Candidate[Any], decision: str) -> str:
        """Why a candidate on which no word was said gave nothing: another did."""
        winner = self._chosen.get(decision)
        if self._original(candidate) in self._pointers:
            return "what the record holds rests on it"
        if winner is None:
            return "no value is taken from it by itself"
        if winner.candidate.value == candidate.value:
            return "it says the same as the one that was chosen"
        return f"another goes before it: {winner.reason}"


def _in_a_line(value: Any) -> str:
    """Return any value of a candidate as words for a person."""
    if value is None:
        return ""
    if isinstance(value, RegionValue):
        return f"{value.name} ({value.code})"
    if isinstance(value, OfficeValue):
        return ", ".join(x for x in (value.title, value.region and value.region.name) if x)
    if isinstance(value, SignatoryValue):
        return ", ".join(_in_a_line(getattr(value, f.name)) for f in fields(value)[:2])
    if isinstance(value, BaseModel):
        members = value.model_dump(mode="json", exclude_defaults=True, exclude={"text"})
        return ", ".join(f"{key} {member}" for key, member in members.items())
    return str(value)
