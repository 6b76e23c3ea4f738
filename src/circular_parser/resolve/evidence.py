"""Traces values to their places: JSON Pointer to page, box, offsets, rule and confidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from circular_parser.document import Box, Document
from circular_parser.language.analysis import Candidate
from circular_parser.record import Alternative, Evidence, RecordWarning
from circular_parser.resolve.confidence import MAIN_FIELDS, Calibration, field_of

_MAX_ALTERNATIVES = 5
_MAIN_POINTERS = {field: "/" + field.replace(".", "/") for field in MAIN_FIELDS}


class Trace:
    """Collects the evidence and warnings of one record.

    *calibration* makes probabilities of the scores; *form* is that of the document.
    """

    def __init__(self, document: Document, form: str, calibration: Calibration) -> None:
        self._document = document
        self._form = form
        self._calibration = calibration
        self.evidence: dict[str, list[Evidence]] = {}
        self.warnings: list[RecordWarning] = []
        self._warned: set[tuple[str, str, str | None]] = set()

    def add(
        self,
        pointer: str,
        candidate: Candidate[Any],
        losers: Iterable[Candidate[Any]] = (),
        span: tuple[int, int] | None = None,
    ) -> None:
        """Say that the value at *pointer* rests on *candidate*, or on its part *span*."""
        start, end = span or (candidate.start, candidate.end)
        field = field_of(pointer)
        confidence = self._probability(field, candidate, start, end)
        alternatives = [
            Alternative(
                value=str(loser.value),
                confidence=min(
                    self._probability(field, loser, loser.start, loser.end),
                    round(1 - confidence, 3),
                ),
                rule=loser.rule,
                start=loser.start,
                end=loser.end,
            )
            for loser in sorted(losers, key=lambda c: -c.score)[:_MAX_ALTERNATIVES]
        ]
        self.evidence[pointer] = [
            Evidence(
                page=page,
                bbox=None if box is None else tuple(round(x, 1) for x in box),
                start=begin,
                end=stop,
                quote=self._document.text[begin:stop],
                confidence=confidence,
                rule=candidate.rule,
                alternatives=alternatives if index == 0 else [],
            )
            for index, (page, box, begin, stop) in enumerate(self._places(start, end))
        ]
        for code, message in candidate.warnings:
            self.warn(code, message, pointer)

    def _places(self, start: int, end: int) -> list[tuple[int, Box | None, int, int]]:
        """Where a value stands; one that only a second engine saw, on the line it read."""
        found = self._document.places(start, end)
        if found:
            return found
        line = next(line for line in reversed(self._document.lines) if line.start < end)
        return self._document.places(line.start, line.end)

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
