"""Traces values to their places: JSON Pointer to page, box, offsets, rule and confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from circular_parser.document import Document
from circular_parser.language.analysis import Candidate
from circular_parser.record import Alternative, Evidence, RecordWarning
from circular_parser.resolve.confidence import MAIN_FIELDS, Calibration, field_of

_MAX_ALTERNATIVES = 5
_MAIN_POINTERS = {field: "/" + field.replace(".", "/") for field in MAIN_FIELDS}
_Place = tuple[int, list[float] | None, int, int]  # page, box, start, end
C = TypeVar("C", bound=Candidate[Any])


class Verdict(NamedTuple):
    """What was decided on one candidate for *field*, a JSON Pointer, and why."""

    field: str
    candidate: Candidate[Any]
    chosen: bool
    reason: str


def best(candidates: Sequence[C]) -> C | None:
    """Return the candidate of the highest score, the first of equals; None if there is none."""
    return max(candidates, key=lambda c: (c.score, -c.start)) if candidates else None


class Trace:
    """Collects the evidence and warnings of one record, and the reasons of its values.

    Whoever decides between candidates does so by :meth:`keep` and :meth:`best`, or says the
    reason with :meth:`decide`: so what explains a value is what decided it.

    *calibration* makes probabilities of the scores; *form* is that of the document.
    """

    def __init__(self, document: Document, form: str, calibration: Calibration) -> None:
        self._document = document
        self._form = form
        self._calibration = calibration
        self.evidence: dict[str, list[Evidence]] = {}
        self.warnings: list[RecordWarning] = []
        self.verdicts: list[Verdict] = []
        self.bases: dict[str, Candidate[Any]] = {}
        self._warned: set[tuple[str, str, str | None]] = set()
        # An office gives its title, its level and its region: several values stand there.
        self._known: dict[tuple[int, int], list[_Place]] = {}

    def decide(self, field: str, candidate: Candidate[Any], chosen: bool, reason: str) -> None:
        """Say that *candidate* was *chosen* for *field*, or was not, and why."""
        self.verdicts.append(Verdict(field, candidate, chosen, reason))

    def keep(
        self, field: str, candidates: Iterable[C], fits: Callable[[C], bool], otherwise: str
    ) -> list[C]:
        """Return the candidates that *fits* lets pass; *otherwise* says why the others fail."""
        kept = []
        for candidate in candidates:
            if fits(candidate):
                kept.append(candidate)
            else:
                self.decide(field, candidate, False, otherwise)
        return kept

    def best(self, field: str, candidates: Sequence[C]) -> C | None:
        """Return the candidate of the highest score, the first of equals; None if none is left."""
        chosen = best(candidates)
        if chosen is None:
            return None
        for candidate in candidates:
            if candidate is chosen:
                many = len(candidates)
                reason = f"the highest score of {many}" if many > 1 else "the only one that fits"
            elif candidate.score < chosen.score:
                reason = f"score {candidate.score:.2f} against {chosen.score:.2f}"
            else:
                reason = "the same score, but it stands later"
            if candidate is not chosen and candidate.value == chosen.value:
                reason += "; it says the same"
            self.decide(field, candidate, candidate is chosen, reason)
        return chosen

    def add(
        self,
        pointer: str,
        candidate: Candidate[Any],
        losers: Iterable[Candidate[Any]] = (),
        span: tuple[int, int] | None = None,
    ) -> None:
        """Say that the value at *pointer* rests on *candidate*, or on its part *span*.

        Of the *losers* those that say something else are its alternatives, each value once.
        """
        self.bases[pointer] = candidate
        start, end = span or (candidate.start, candidate.end)
        field = field_of(pointer)
        confidence = self._probability(field, candidate, start, end)
        others: dict[str, Candidate[Any]] = {}
        for loser in sorted(losers, key=lambda c: -c.score):
            others.setdefault(str(loser.value), loser)
        if others:  # to write out the value of every item of every list takes its time
            others.pop(str(candidate.value), None)
        alternatives = [
            Alternative(
                value=value,
                confidence=min(
                    self._probability(field, loser, loser.start, loser.end),
                    round(1 - confidence, 3),
                ),
                rule=loser.rule,
                start=loser.start,
                end=loser.end,
            )
            for value, loser in islice(others.items(), _MAX_ALTERNATIVES)
        ]
        # A dict is validated in half the time of keyword arguments, and there are many of these.
        self.evidence[pointer] = [
            Evidence.model_validate(
                {
                    "page": page,
                    "bbox": box,
                    "start": begin,
                    "end": stop,
                    "quote": self._document.text[begin:stop],
                    "confidence": confidence,
                    "rule": candidate.rule,
                    "alternatives": alternatives if index == 0 else [],
                }
            )
            for index, (page, box, begin, stop) in enumerate(self._places(start, end))
        ]
        for code, message in candidate.warnings:
            self.warn(code, message, pointer)

    def _places(self, start: int, end: int) -> list[_Place]:
        """Where a value stands; one that only a second engine saw, on the line it read."""
        if (start, end) not in self._known:
            found = self._document.places(start, end)
            if not found:
                line = next(line for line in reversed(self._document.lines) if line.start < end)
                found = self._document.places(line.start, line.end)
            self._known[start, end] = [
                (page, None if box is None else [round(x, 1) for x in box], begin, stop)
                for page, box, begin, stop in found
            ]
        return self._known[start, end]

    def _probability(self, field: str, candidate: Candidate[Any], start: int, end: int) -> float:
        """How probable it is that *candidate* is right, by its score and how well it was read."""
        read = self._document.confidence(start, end)
        score = candidate.score if read is None else candidate.score * (0.4 + 0.6 * read)
        score = max(0.0, min(score, 1.0))
        return self._calibration.probability(self._form, field, candidate.rule, score)

    def warn(self, code: str, message: str, pointer: str | None = None) -> None:
        """Add a warning once."""
        if (code, message, pointer) not in self._warned:
            self._warned.add((code, message, pointer))
            self.warnings.append(RecordWarning(code=code, message=message, field=pointer))

    def warn_of_low(self) -> None:
        """Warn of values of low confidence for which no warning stands there yet."""
        warned = {warning.field for warning in self.warnings}
        for pointer, places in self.evidence.items():
            share = places[0].confidence
            if share < self._calibration.low and pointer not in warned:
                self.warn("low_confidence", f"right with a probability of {share:.2f}", pointer)

    def overall(self) -> float:
        """How probable it is that all main values are right."""
        found = {
            field: self.evidence[pointer][0].confidence
            for field, pointer in _MAIN_POINTERS.items()
            if pointer in self.evidence
        }
        return self._calibration.overall(self._form, found)
