"""Finds the rules that a document lays down, each as a candidate for an obligation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from circular_parser.language.analysis import Analysis, Candidate
from circular_parser.language.circular_duties import CircularDuties
from circular_parser.language.duty_types import OTHER, WORK, DutyTypes, in_company
from circular_parser.language.learned_retellings import RETOLD
from circular_parser.language.measures import PUT_IN_FORCE
from circular_parser.language.norms import Norm, NormReader
from circular_parser.language.reported_duties import ReportedDuties
from circular_parser.language.retelling_features import ReportClause
from circular_parser.language.sentences import quote
from circular_parser.record import Obligation

_SAME_SHARE = 0.8
_SCORES = {"modal": 0.9, "weak": 0.8, "verb": 0.8, "passive": 0.7, "noun": 0.55, "limit": 0.6}
_RETOLD_SCORE = 0.5
_LEAST_ACT = 2  # words: fewer say too little to be said again
_WORD = re.compile(r"\w+")
_Told = tuple[set[str], set[str]]  # the words of a rule, and its figures


def find_obligations(analysis: Analysis, types: DutyTypes) -> list[Candidate[Obligation]]:
    """Return every rule of the document as a candidate, in the order of the text.

    The candidate's span is the quoted text; a bearer that stands elsewhere (in the lead of
    the list) is an extra span. ``rule`` is ``duties.<cue>``, the modal's name in
    ``predicates.toml`` or the shape of the clause; ``duties.retold`` where a trained model took it,
    ``duties.put_in_force`` where a report's lead tells it.
    """
    reader = NormReader(analysis.text, types)
    circular = CircularDuties(reader, analysis.text)
    report = analysis.form == "report"
    finder = ReportedDuties(reader, circular) if report else circular
    found: list[Norm] = []
    texts: set[str] = set()
    told: dict[str, list[_Told]] = {}
    for norm in finder.norms(analysis):
        text = quote(reader.text[norm.start : norm.end]).casefold()
        if text in texts:
            continue
        if report:
            words_and_figures = _words_and_figures(norm, reader)
            alike = told.setdefault(norm.type, [])
            if _retells(*words_and_figures, alike):
                continue
            alike.append(words_and_figures)
        texts.add(text)
        found.append(norm)
    if report:
        found = _without_repeats(found, reader)
    types_found = in_company([norm.matter.shares for norm in found])
    return [_candidate(reader, norm, type_) for norm, type_ in zip(found, types_found, strict=True)]


def report_clauses(analysis: Analysis, types: DutyTypes) -> Iterator[tuple[Norm, ReportClause]]:
    """Yield every clause of a report's prose, rule or not, as quoted and as the model sees it."""
    reader = NormReader(analysis.text, types)
    return ReportedDuties(reader, CircularDuties(reader, analysis.text)).clauses(analysis)


def _words_and_figures(norm: Norm, reader: NormReader) -> _Told:
    # What is done to something is another rule with another subject.
    acts = norm.start if norm.shape == "passive" or norm.verb >= norm.end else norm.verb
    words = reader.text[acts : norm.end].casefold().split()
    figures = reader.patterns.names["figure"].findall(reader.lower, norm.start, norm.end)
    return set(words), set(figures)


def _retells(words: set[str], figures: set[str], told: list[_Told]) -> bool:
    """Tell whether a rule was told before: a report says the same thing in several ways.

    Other hours or days than before make another rule.
    """
    return any(
        2 * len(words & other) >= _SAME_SHARE * (len(words) + len(other))
        and not (figures and others and figures != others)
        for other, others in told
    )


def _without_repeats(norms: list[Norm], reader: NormReader) -> list[Norm]:
    """Leave out what another rule of a report says too, of the same people or of nobody."""
    told = [_Words.of(norm, reader) for norm in norms]
    return [
        norm
        for place, norm in enumerate(norms)
        if not any(
            told[place].is_in(told[other], earlier=other < place)
            and norm.force == norms[other].force
            for other in range(len(norms))
            if other != place
        )
    ]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a rule, days left out: who is bound, and what is to be done."""

    subject: frozenset[str]
    act: frozenset[str]

    @classmethod
    def of(cls, norm: Norm, reader: NormReader) -> _Words:
        """Return the words of *norm*."""
        act = reader.patterns.press["days"].split(reader.lower[norm.verb : norm.end], maxsplit=1)[0]
        subject = reader.lower[norm.start : norm.cue_start]
        if norm.bearer is not None:
            subject += " " + reader.lower[slice(*norm.bearer)]
        return cls(frozenset(_WORD.findall(subject)), frozenset(_WORD.findall(act)))

    def is_in(self, other: _Words, *, earlier: bool) -> bool:
        """Whether the *other* rule says all of it; of two that say the same the first stays."""
        if len(self.act) < _LEAST_ACT or not (self.act <= other.act):
            return False
        if not self.subject <= other.subject:
            return False
        return earlier or self.act != other.act


def _candidate(reader: NormReader, norm: Norm, likeliest: str) -> Candidate[Obligation]:
    def quoted(span: tuple[int, int] | None) -> str | None:
        return quote(reader.text[span[0] : span[1]]) if span else None

    bearer = norm.bearer
    inside = bearer is not None and norm.start <= bearer[0] and bearer[1] <= norm.end
    score = _RETOLD_SCORE if norm.cue == RETOLD else _SCORES[norm.shape]
    return Candidate(
        norm.start,
        norm.end,
        Obligation(
            text=quote(reader.text[norm.start : norm.end]),
            type=_type(norm, likeliest),
            modality=norm.modality,
            bearer=quoted(bearer),
            exception=quoted(norm.exception),
            consequence=quoted(reader.consequence(norm)),
        ),
        _rule(norm),
        round(score * (0.7 + 0.3 * norm.score), 3),
        extra=(bearer,) if bearer is not None and not inside else (),
    )


def _type(norm: Norm, likeliest: str) -> str:
    """Return the type of *norm*: the likeliest, but a noun that fits none well keeps none."""
    if norm.type == OTHER and norm.shape == "noun":
        return OTHER
    return WORK if likeliest == OTHER else likeliest


def _rule(norm: Norm) -> str:
    if norm.cue == PUT_IN_FORCE:
        # What a report's lead says an office puts into force: "Pemkab memberlakukan WFH bagi ASN".
        return "duties.put_in_force"
    if norm.cue == RETOLD:
        # What a trained model takes of the clauses of a report that no rule takes.
        return "duties.retold"
    # A noun that must be obeyed, or a heading of a list of orders, has no cue of its own.
    return f"duties.{norm.cue}" if norm.cue != "noun" else "duties.noun"
