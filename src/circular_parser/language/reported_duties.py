"""Finds the rules that a report retells of the document it is about.

A report wraps rules in prose: who said them, how the document came about, why, and what
happened before. Only sentences with a modal, a phrase of duty or a way to arrange things
count; a list quoted from the document is read as it stands there. Of the clauses that these
rules leave, a trained model takes those that read like a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from circular_parser.language.analysis import Analysis, Clause
from circular_parser.language.circular_duties import CircularDuties
from circular_parser.language.duty_types import OTHER
from circular_parser.language.learned_retellings import RETOLD, LearnedRetellings
from circular_parser.language.measures import PUT_IN_FORCE, find_measure, without_repeated
from circular_parser.language.norms import Norm, NormReader
from circular_parser.language.report_parts import report_parts
from circular_parser.language.retelling_features import ReportClause
from circular_parser.language.told_quotes import ToldQuotes
from circular_parser.language.told_rules import SURE_SCORE, ToldRules
from circular_parser.language.told_sentences import Told, find_told
from circular_parser.record import Modality

_LEAD = 5  # sentences: where a report says what is put into force
# Beginnings of a report's sentence that make its bare verb a rule.
_BINDING = ("one_of_list", "for_whom", "imperative")
# What an office rules by saying so, and with what force.
_PERFORMED: dict[str, Modality] = {"calls_on": "should", "permits": "may", "does_away": "must"}


class ReportedDuties:
    """Walks the sentences of a report about a circular."""

    def __init__(self, reader: NormReader, lists: CircularDuties) -> None:
        self._reader = reader
        self._text = reader.text
        self._lower = reader.lower
        self._press = reader.patterns.press
        self._printed = reader.patterns.printed
        self._lists = lists
        self._quotes = ToldQuotes(reader)
        self._words = ToldRules(reader, self._quotes)
        self._learned = LearnedRetellings(reader, self._words, self._quotes)

    def norms(self, analysis: Analysis) -> Iterator[Norm]:
        """Yield the rules that the report retells."""
        yield from without_repeated(self._all_norms(analysis), self._reader)

    def clauses(self, analysis: Analysis) -> Iterator[tuple[Norm, ReportClause]]:
        """Yield every clause of the prose, rule or not, as quoted and as the model sees it."""
        for part in report_parts(analysis, self._reader, self._lists):
            told = None if isinstance(part, Clause) else find_told(self._reader, *part)
            if told is not None:
                for place, norm in enumerate(self._reader.norms(told.start, told.end)):
                    yield self._quotes.tight(norm), self._learned.clause(norm, told, place)

    def _all_norms(self, analysis: Analysis) -> Iterator[Norm]:
        bearer: tuple[int, int] | None = None
        after_rule = False
        opinion = 0
        for part in report_parts(analysis, self._reader, self._lists):
            if isinstance(part, Clause):
                # A list quoted from the document is read as there.
                yield from map(self._quotes.without_long_subject, self._lists.clause_rules(part))
                continue
            start, end, place = part
            if self._press["bystander"].match(self._lower, start, end):
                # What the bystander is quoted with goes on to the end of the paragraph.
                opinion = analysis.text.find("\n\n", end) % len(analysis.text)
            told = None if start < opinion else find_told(self._reader, *part)
            found = [] if told is None else list(self._rules(told, after_rule))
            measure = find_measure(self._reader, start, end) if place < _LEAD else None
            if measure is not None:
                found = [measure, *(norm for norm in found if norm.start > measure.end)]
            after_rule = any(norm.cue not in (RETOLD, PUT_IN_FORCE) for norm in found)
            for place, norm in enumerate(found):
                norm = self._with_subject(norm, bearer, joined=place > 0)
                bearer = norm.bearer or bearer
                yield norm

    def _with_subject(
        self, norm: Norm, before: tuple[int, int] | None, *, joined: bool = False
    ) -> Norm:
        """Give ``Mereka wajib ...`` and ``Tidak boleh ...`` the bearer spoken of before.

        So with the verb of a rule that is *joined* to another, but not with what is called out.
        """
        if norm.bearer is not None or before is None:
            return norm
        pronoun = self._reader.patterns.names["subject_pronoun"]
        shapes = ("modal", "weak", "verb") if joined else ("modal", "weak")
        bare = norm.start == norm.cue_start and norm.shape in shapes
        if self._lower.startswith("jangan", norm.start) and not joined:
            return norm
        if bare or self._must_in_case(norm) or pronoun.match(self._lower[norm.start : norm.end]):
            return replace(norm, bearer=before)
        return norm

    def _rules(self, told: Told, after_rule: bool) -> Iterator[Norm]:
        """Yield the rules that a sentence tells, *after_rule* if the one before tells one."""
        start, end = told.start, told.end
        bound = any(self._press[name].match(self._lower[start:end]) for name in _BINDING)
        whole, whole_end = told.whole
        bound = bound or self._press["of_document"].search(self._lower, end, whole_end) is not None
        bound = bound or self._press["by_document"].match(self._lower, whole, whole_end) is not None
        if after_rule and not bound:
            bound = self._printed["next_rule"].match(self._text[start:end]) is not None
        headed = False
        for place, read in enumerate(self._reader.norms(start, end)):
            if self._words.is_subject(read, end) or self._words.is_outcome(read):
                continue
            norm = read if told.issued is None else self._behind_issue(read, told.issued.end())
            force = None if norm is None else self._performed(norm)
            if norm is not None and force is not None:
                acted_on = self._acted_on(norm) or norm.bearer
                norm = replace(norm, start=norm.cue_start, force=force, bearer=acted_on)
                yield self._quotes.tight(norm)
            elif norm is not None and (
                self._words.is_rule(norm)
                or ((bound or (headed and norm.shape == "verb")) and self._goes_on(norm))
                or self._restrains(norm, told)
                or self._is_for_heads(norm, told, place)
                or (after_rule and self._is_next_rule(norm, told, place))
            ):
                bound = norm.shape in ("modal", "weak", "passive") or bound
                headed = headed or self._has_heads(norm)
                if self._is_listed(norm):
                    norm = replace(norm, start=norm.cue_start)
                yield self._quotes.tight(norm)
            elif self._learned.takes(read, told, place):
                yield self._quotes.tight(
                    replace(read, cue=RETOLD, force=self._act(read) or read.force)
                )

    def _is_next_rule(self, norm: Norm, told: Told, place: int) -> bool:
        """Whether what is told right behind a rule is one too."""
        if self._has_doer(norm) and not self._words.is_past(norm):
            return self._learned.is_likely(norm, told, place)
        if self._press["likewise"].match(self._lower, told.start) and norm.shape == "noun":
            return place == 0
        return self._must_be_done(norm) or self._must_in_case(norm)

    def _has_doer(self, norm: Norm) -> bool:
        """Whether the verb's subject are people who are bound, not who issued the document."""
        if norm.shape != "verb":
            return False
        subject = self._lower[norm.start : norm.cue_start]
        spoken_of = self._reader.patterns.names["subject_pronoun"].match(subject) is not None
        bound = norm.binds_subject and self._press["issuers"].search(subject) is None
        return (spoken_of or bound) and norm.type != OTHER

    def _must_be_done(self, norm: Norm) -> bool:
        """Whether something must be done to a thing: ``Telepon harus dititipkan``."""
        return norm.cue == "have_to" and self._lower.startswith("di", norm.verb)

    def _must_in_case(self, norm: Norm) -> bool:
        """Whether those spoken of must act in some case: ``Kalau dipanggil harus datang``."""
        subject = self._lower[norm.start : norm.cue_start]
        return norm.cue == "have_to" and self._press["whenever"].match(subject) is not None

    def _behind_issue(self, norm: Norm, issued: int) -> Norm | None:
        """Return a rule told in so many words behind how the document came about, if it is one."""
        if norm.shape != "modal" or norm.cue_start < issued:
            return None
        tells = norm.cue in self._reader.predicates.addressed
        return replace(norm, start=norm.cue_start if tells else max(norm.start, issued))

    def _goes_on(self, norm: Norm) -> bool:
        """Whether a verb hangs on what was said before it: ``wajib A dan B``, ``Bagi X, B``."""
        if self._is_listed(norm):
            return norm.shape in ("verb", "weak", "passive")
        return norm.shape in ("verb", "weak") and norm.bearer is not None and norm.type != OTHER

    def _restrains(self, norm: Norm, told: Told) -> bool:
        """Whether a limit is all that is told of the document: ``SE mengatur penundaan cuti``."""
        named = norm.shape == "noun" and norm.start == told.start > told.whole[0]
        return named and self._press["restraint"].match(self._lower, norm.start) is not None

    def _is_listed(self, norm: Norm) -> bool:
        """Whether nothing but its place in a list stands before the rule: ``Kedua, ...``."""
        before = self._lower[norm.start : norm.cue_start]
        return self._press["one_of_list"].sub("", before).strip(" ,") == ""

    def _performed(self, norm: Norm) -> Modality | None:
        """Return the force of what an office rules by saying so: ``Bupati mengajak warga ...``."""
        force = self._act(norm)
        if force is None or self._words.is_past(norm):
            return None
        subject = self._lower[norm.start : norm.cue_start]
        by_office = (
            force == "should"
            or self._press["issuers"].search(subject)
            or self._press["about_rules"].match(subject)
        )
        return force if by_office else None

    def _acted_on(self, norm: Norm) -> tuple[int, int] | None:
        """Return whom an office lets do something: ``membolehkan staf bekerja dari rumah``."""
        begin = self._lower.find(" ", norm.verb, norm.end)
        does = self._reader.predicates.verb.search(self._lower, begin, norm.end)
        return None if begin < 0 or does is None else self._reader.people(begin, does.start())

    def _act(self, norm: Norm) -> Modality | None:
        """Return the force of a verb that rules by being said, None if the verb does not."""
        for name, force in _PERFORMED.items():
            if norm.shape == "verb" and self._press[name].match(self._lower, norm.verb):
                return force
        return None

    def _is_for_heads(self, norm: Norm, told: Told, place: int) -> bool:
        """Whether heads of units, by their office, do what they must: ``Camat menyusun ...``."""
        if norm.shape != "verb" or not self._has_heads(norm) or self._words.is_past(norm):
            return False
        sure = norm.type != OTHER and norm.score >= SURE_SCORE
        return sure and self._learned.is_likely(norm, told, place)

    def _has_heads(self, norm: Norm) -> bool:
        """Whether the subject are heads of units by their office, nobody by name."""
        return self._press["heads"].match(self._lower[norm.start : norm.cue_start]) is not None
