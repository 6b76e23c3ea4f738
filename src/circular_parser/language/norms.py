"""Reads one sentence: which rules it lays down, on whom, with what force and what exception.

A sentence may hold several rules (``wajib mengisi presensi dan dilarang bepergian``); they
are told apart where both halves have a verb and are of different types. Where a rule is to
be looked for at all is decided by :mod:`circular_parser.language.circular_duties` and
:mod:`circular_parser.language.reported_duties`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from circular_parser.language.duty_patterns import load_duty_patterns
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.joints import Joints
from circular_parser.language.patterns import lowered, spaced
from circular_parser.language.predicates import Modal, Predicate
from circular_parser.language.sentences import trim
from circular_parser.record import Modality

_Part = tuple[int, int, Predicate | None]
Shape = Literal["modal", "weak", "verb", "passive", "noun", "limit"]
_MAX_BEARER = 220
_MAX_HEADING = 8  # words
_BRACKETS = re.compile(r"\([^()]*\)")
# Punctuation, quotes, bullets and dashes round a sentence.
_ENDS = ".;:,\"\u201c\u201d\u2018\u2019'\u2022*-\u2013\u2014!?|"
MAX_RULE_WORDS = 160
MAX_RULE_CHARACTERS = 4000  # a longer run without a stop is a table or noise
_MAX_JOINT = 24  # characters of a joint at the end of a sentence, white space included
# To be reachable is no permission, though it is said with ``bisa`` and ``dapat``.
_ALWAYS_DUTIES = {"keep_phone_active", "on_call"}


class Matter:
    """What a rule is about: its type and how sure that is, told when first asked for.

    Many a sentence of a report needs no type to be told from a rule, and to find it takes
    longer than all else.
    """

    def __init__(self, types: DutyTypes, text: str, modality: Modality) -> None:
        self._types = types
        self._text = text
        self._modality = modality

    @cached_property
    def found(self) -> tuple[str, float]:
        """The type and its score."""
        return self._types.classify(self._text, self._modality)

    @property
    def shares(self) -> Mapping[str, float]:
        """How likely each of the likelier types is."""
        return self._types.shares(self._text, self._modality)


@dataclass(frozen=True, slots=True)
class Norm:
    """A rule in a sentence; spans are offsets in the document's text.

    ``told`` is the whole clause that was read, of which a report's rule may be a part; ``acts``
    tells whether its verb takes an object (``memanggil``).
    """

    start: int
    end: int
    shape: Shape
    cue: str
    force: Modality
    matter: Matter
    bearer: tuple[int, int] | None
    exception: tuple[int, int] | None
    told: tuple[int, int]
    cue_start: int
    verb: int
    acts: bool

    @property
    def modality(self) -> Modality:
        """The force of the rule, as the record has it."""
        if self.force == "may" and not self.acts and self.type in _ALWAYS_DUTIES:
            return "must"
        return "must" if self.force == "must_not" and self.type == "sanction" else self.force

    @property
    def type(self) -> str:
        """The type of the obligation."""
        return self.matter.found[0]

    @property
    def score(self) -> float:
        """How sure the type is, 0..1."""
        return self.matter.found[1]

    @property
    def binds_subject(self) -> bool:
        """Whether who is bound stands before the cue, as its subject."""
        return self.bearer is not None and self.start <= self.bearer[0] < self.cue_start


class NormReader:
    """Reads the norms of single sentences of one document's *text*."""

    def __init__(self, text: str, types: DutyTypes) -> None:
        # White space is made blanks of the same number, so that offsets stay.
        self.text = spaced(text)
        self.lower = lowered(self.text)
        self.types = types
        self.predicates = types.predicates
        self.patterns = load_duty_patterns(types.folder)
        self._joints = Joints(self.text, types, self.patterns, self._person)
        # A sentence is asked for several times: as a lead, as an item, as a rule.
        self._bounds: dict[tuple[int, int], tuple[int, int, int] | None] = {}
        self._parts: dict[tuple[int, int], list[_Part]] = {}

    def norms(
        self,
        start: int,
        end: int,
        modality: Modality | None = None,
        bearer: tuple[int, int] | None = None,
        *,
        nouns: bool = True,
    ) -> list[Norm]:
        """Return the rules of the sentence ``text[start:end]``.

        *modality* and *bearer* are those of the lead that the sentence hangs on; without
        *nouns* what has no verb is left out.
        """
        bounds = self._bounded(start, end)
        if bounds is None or bounds[2] - bounds[0] > MAX_RULE_CHARACTERS:
            return []
        sentence, order, stop = bounds
        if (start, end) not in self._parts:
            skipped = self.skips(sentence, stop) is not None
            self._parts[start, end] = [] if skipped else list(self._divide(order, stop))
        parts = [part for part in self._parts[start, end] if nouns or part[2] is not None]
        norms: list[Norm] = []
        previous: Predicate | None = None
        for part in parts:
            predicate = part[2]
            norm = self._norm(part, previous, modality, bearer, norms)
            if norm is not None:
                norms.append(norm)
            previous = predicate if predicate is not None and predicate.modal else previous
        return norms

    def consequence(self, norm: Norm) -> tuple[int, int] | None:
        """Return what the rule says to follow a breach, None if it is no sanction."""
        if norm.type != "sanction":
            return None
        match = self.patterns.names["sanction"].search(self.lower, *norm.told)
        return trim(self.text, match.start(), match.end()) if match else None

    def skips(self, start: int, end: int) -> str | None:
        """Return why the sentence is no rule: the name of the pattern; None if it may be one."""
        # What stands in brackets is said by the way.
        sentence = _BRACKETS.sub("", self.lower[start:end])
        patterns = self.patterns
        # Most sentences are skipped for no reason: one look spares them a score of others.
        at_start = patterns.skip_at_start.match(sentence) is not None
        for name, pattern in (patterns.skip if at_start else patterns.skip_within).items():
            if pattern.search(sentence):
                return name
        return None

    def people(self, start: int, end: int) -> tuple[int, int] | None:
        """Return whom a heading such as ``Bagi pedagang:`` names, None if it names nobody."""
        span = self._trimmed(start, end)
        if span is None or self.predicate(start, end) is not None:
            return None
        span = (span[0] + self.predicates.after_opener(self.text[slice(*span)]), span[1])
        named = self._person(*span)
        short = len(self.text[slice(*span)].split()) <= _MAX_HEADING
        if named is None and short and self.text[:end].rstrip().endswith(":"):
            matter = self.patterns.lead["matter"].match(self.lower[slice(*span)])
            return None if matter is not None else span
        return named

    def predicate(self, start: int, end: int) -> Predicate | None:
        """Return the predicate of the sentence, recital and marker left aside."""
        bounds = self._bounded(start, end)
        if bounds is None:
            return None
        _, order, end = bounds
        found = self.predicates.find(self.text[order:end])
        return _shifted(found, order) if found is not None else None

    def _bounded(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Return the offsets of the sentence, of the order in it and of its end."""
        if (start, end) not in self._bounds:
            span = self._trimmed(start, end)
            bounds = None if span is None else (span[0], self._after_recital(*span), span[1])
            self._bounds[start, end] = bounds
        return self._bounds[start, end]

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the sentence without list marker, quotes, final punctuation and ``; dan``."""
        marker = self.patterns.shape["inline_marker"].match(self.text, start, end)
        if marker is not None:
            start = marker.end()
        reviewed = self.patterns.ends["reviewed"].search(self.lower, start, end)
        if reviewed is not None:
            end = reviewed.start()
        joint = self.patterns.ends["joint"].search(self.lower, max(start, end - _MAX_JOINT), end)
        if joint is not None:
            end = joint.start()
        return trim(self.text, start, end, also=_ENDS)

    def _after_recital(self, start: int, end: int) -> int:
        """Return where the order begins behind ``Dalam rangka ..., dengan ini diminta``."""
        sentence = self.lower[start:end]
        exempt = self.patterns.recital["exempt"].match(sentence)
        if exempt is not None:
            return start + exempt.end()
        if not self.patterns.recital["begins"].search(sentence):
            return start
        order = self.patterns.recital["order"].search(sentence)
        bound = self.patterns.shape["bound"].search(sentence)
        if order is not None and order.start() and (bound is None or order.start() < bound.start()):
            begin = start + order.start() + (len(order[0]) - len(order[0].lstrip()))
            body = start + self.predicates.after_opener(sentence)
            told = body < begin and self._person(body, begin)  # "..., kepada Camat diminta"
            return body if told else begin
        body = start + self.predicates.after_opener(sentence)
        # "Untuk mencegah penularan, seperti:" opens nothing.
        return body if self.predicates.verb.search(self.lower, body, end) else start

    def _divide(self, start: int, end: int) -> Iterator[_Part]:
        """Yield the rules that are joined in an order, each with its predicate."""
        for begin, stop in self._joints.divide(start, end):
            part = self.text[begin:stop]
            first = begin == start
            yield begin, stop, self.predicates.find(part) if first else self._joints.second(part)

    def _norm(
        self,
        part: _Part,
        previous: Predicate | None,
        modality: Modality | None,
        inherited: tuple[int, int] | None,
        before: list[Norm],
    ) -> Norm | None:
        start, end, predicate = part
        shape = self._shape(start, end, predicate)
        if shape is None:
            return None
        modal = predicate.modal if predicate is not None else None
        before_it = previous.modal if previous else None
        force = self._force(self.lower[start:end], predicate, before_it, modality)
        begin = self._without_connective(start, end, predicate)
        start = self._without_teller(begin, end) if modal is not None else begin
        matter = Matter(self.types, self.text[start:end], force)
        exception = self._exception(start, end)
        again = self.predicates.find(self.text[start:end])
        own = self._own_bearer(start, end, _shifted(again, start)) if again is not None else None
        bearer = self._bearer(own, predicate, inherited, before)
        cue = modal.name if modal is not None else shape
        cue_start, verb = (again.start, again.verb) if again is not None else (0, 0)
        return Norm(
            start,
            end,
            shape,
            cue,
            force,
            matter,
            bearer,
            exception,
            (start, end),
            start + cue_start,
            start + verb,
            self.lower.startswith("me", start + verb),
        )

    def _shape(self, start: int, end: int, predicate: Predicate | None) -> Shape | None:
        if predicate is not None:
            if predicate.modal is not None:
                return "weak" if predicate.modal.weak else "modal"
            return "passive" if predicate.passive else "verb"
        sentence = self.text[start:end]
        if self.patterns.shape["limit"].search(sentence):
            return "limit"
        return "noun"

    def _force(
        self,
        text: str,
        predicate: Predicate | None,
        before: Modal | None,
        inherited: Modality | None,
    ) -> Modality:
        """Force of the rule: its own modal, that of the rule it is joined to, or its lead's."""
        if predicate is None:
            return inherited or "must"
        own = predicate.modal
        if own is None and predicate.passive and predicate.start > 0:
            before = None  # "diharapkan A, sedangkan ibadah dilakukan di rumah": of another thing
        modality: Modality = own.modality if own else before.modality if before else "must"
        bare = predicate.start == 0
        if own is None and inherited is not None and before is None and bare:
            modality = inherited  # what has a subject of its own does not hang on the lead
        if own is not None and own.name == "order" and inherited == "should":
            modality = "should"
        if predicate.negated and modality == "must":
            return "must_not"
        if own is None and modality == "must_not" and self.patterns.names["keeps"].match(text):
            return "must"  # "dilarang keluar rumah serta tetap ...": the ban ends here
        return modality

    def _without_connective(self, start: int, end: int, predicate: Predicate | None) -> int:
        """Leave out ``maka``, ``selanjutnya``, ``bagi`` in front of the bearer."""
        stop = start + predicate.start if predicate is not None else end
        if predicate is not None and predicate.bearer and ":" in self.text[start:stop]:
            return stop
        match = self.patterns.names["connective"].match(self.lower[start:stop])
        if match is None or start + match.end() >= end:
            return start
        return start + match.end()

    def _without_teller(self, start: int, end: int) -> int:
        """Leave out ``kami selaku Kepala Daerah, bersama ...,`` in front of ``meminta``."""
        teller = self.patterns.names["teller"].match(self.lower, start, end)
        return start if teller is None else teller.end()

    def _bearer(
        self,
        own: tuple[int, int] | None,
        predicate: Predicate | None,
        inherited: tuple[int, int] | None,
        before: list[Norm],
    ) -> tuple[int, int] | None:
        if own is not None and self.text[slice(*own)].casefold().startswith("yang ") and before:
            return before[-1].bearer or own
        if own is not None and not self.patterns.names["pronoun"].match(self.lower[slice(*own)]):
            return own
        if before and not (predicate is not None and predicate.passive):
            return before[-1].bearer or inherited
        # A subject of its own that is no person (`Biaya dibebankan ...`) takes no bearer.
        return inherited if predicate is None or predicate.start == 0 else None

    def _own_bearer(self, start: int, end: int, predicate: Predicate) -> tuple[int, int] | None:
        told = predicate.bearer
        if told is None and predicate.modal is not None and not self._acts(predicate, end):
            told = predicate.verb, end  # "agar Saudara:"
        told = self._person(*told) if told is not None else None
        if told is not None:
            return told
        agent = self.patterns.names["by"].search(self.lower, predicate.start, end)
        agent = agent or self.patterns.names["by_head"].match(self.lower, predicate.verb, end)
        if predicate.passive and agent is not None:
            return trim(self.text, *agent.span("bearer"))
        modal = self.text[predicate.start : predicate.verb].casefold()
        if predicate.modal is not None and predicate.modal.addressed and modal[:2] == "me":
            return None  # "Bupati meminta ...": the subject is who tells
        begin = start + self.predicates.after_opener(self.text[start:end])
        subject = self._person(begin, predicate.start) if begin < predicate.start else None
        if subject is None and begin > start:
            subject = self._addressed_in_opener(start, begin)
        comma = self.text.rfind(", ", start, predicate.start)
        if subject is None and comma > 0:
            subject = self._person(comma + 1, predicate.start)
        if subject is None:
            begin = max(start, comma + 1)
            begin += len(self.lower[begin:end]) - len(self.lower[begin:end].lstrip())
            before = self.lower[begin : predicate.start].rstrip()
            unclosed = self.patterns.names["unclosed"].match(before)
            if unclosed is not None:
                return self._person(begin + unclosed.start("bearer"), predicate.start)
        return subject

    def _acts(self, predicate: Predicate, end: int) -> bool:
        """Tell whether a verb stands behind the modal, and not the list that has it alone."""
        return self.predicates.verb.search(self.lower, predicate.verb, end) is not None

    def _addressed_in_opener(self, start: int, end: int) -> tuple[int, int] | None:
        """Find the bearer in ``Bagi pegawai yang sakit, ...``."""
        match = self.patterns.names["in_opener"].match(self.lower[start:end])
        return self._person(start + match.end(), end) if match else None

    def _person(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span if it names people, offices or bodies, connectives left out."""
        match = self.patterns.names["connective"].match(self.lower[start:end])
        if match is not None:
            start += match.end()
        example = self.patterns.names["example"].search(self.lower, start, end)
        if example is not None:
            end = example.start()
        trailing = self.patterns.names["trailing"].search(self.lower[start:end])
        if trailing is not None:
            end = start + trailing.start()
        span = trim(self.text, start, end, also=',.;:()"“”')
        if span is None or span[1] - span[0] > _MAX_BEARER:
            return None
        if self.text.startswith(")", span[1]) and "(" in self.text[slice(*span)].rpartition(")")[2]:
            span = span[0], span[1] + 1  # "Pejabat Pembina Kepegawaian (PPK)"
        named = self.patterns.names["person"].match(self.lower[span[0] : span[1]])
        return span if named else None

    def _exception(self, start: int, end: int) -> tuple[int, int] | None:
        match = self.patterns.names["exception"].search(self.lower, start, end)
        return trim(self.text, *match.span("exception"), also=" ,.;") if match else None


def _shifted(predicate: Predicate, by: int) -> Predicate:
    bearer = predicate.bearer
    return Predicate(
        predicate.start + by,
        predicate.verb + by,
        predicate.modal,
        predicate.passive,
        predicate.negated,
        (bearer[0] + by, bearer[1] + by) if bearer else None,
    )
