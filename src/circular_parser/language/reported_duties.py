"""Finds the rules that a report retells of the document it is about.

A report wraps rules in prose: who said them, how the document came about, why, and what
happened before. Only sentences with a modal, a phrase of duty or a way to arrange things
count; a list quoted from the document is read as it stands there. Of the clauses that these
rules leave, a trained model takes those that read like a rule.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from circular_parser.language.analysis import Analysis, Clause
from circular_parser.language.circular_duties import CircularDuties
from circular_parser.language.clauses import heading_end
from circular_parser.language.duty_types import OTHER
from circular_parser.language.linear_model import load_linear_model
from circular_parser.language.measures import PUT_IN_FORCE, find_measure, without_repeated
from circular_parser.language.norms import MAX_RULE_CHARACTERS, MAX_RULE_WORDS, Norm, NormReader
from circular_parser.language.retelling_features import FILE, RULE, ReportClause, features
from circular_parser.language.sentences import sentences
from circular_parser.language.told_quotes import ToldQuotes
from circular_parser.record import Modality

_LONG_SENTENCE = 20  # words: headings are shorter
_LONG_HEADING = 12  # words: those of numbered parts are shorter
# The cue of what the model takes.
RETOLD = "retold"
_SURE_SCORE = 0.88
_LIKELY_SCORE = 0.7
_EARLY = 2  # sentences: heading and lead
_LEAD = 5  # sentences: where a report says what is put into force
# How sure the model must be to take a clause that the rules leave. Passives and nouns serve
# narration too: "rapat dilaksanakan", "pembatasan kegiatan".
_LIKELY_TOLD, _SURELY_TOLD = 0.5, 0.75
_UNLIKELY_TOLD = 0.15
# Beginnings of a report's sentence that make its bare verb a rule.
_BINDING = ("one_of_list", "for_whom", "imperative")
# What an office rules by saying so, and with what force.
_PERFORMED: dict[str, Modality] = {"calls_on": "should", "permits": "may", "does_away": "must"}


def _section_heading(clause: Clause, printed: str) -> int:
    """Return where the heading of a numbered part of prose ends, 0 where there is none."""
    heading, _, rest = printed[clause.start : clause.end].partition("\n\n")
    short = len(heading.split()) < _LONG_HEADING and heading[-1:].isalnum()
    return len(heading) if clause.label is not None and short and rest.strip() else 0


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence tells: ``text[start:end]`` of its *whole*, without who said it.

    ``issued`` is where it says how the document came about, ``early`` whether it is one of the
    first of the report.
    """

    start: int
    end: int
    whole: tuple[int, int]
    issued: re.Match[str] | None
    early: bool


class ReportedDuties:
    """Walks the sentences of a report about a circular."""

    def __init__(self, reader: NormReader, lists: CircularDuties) -> None:
        self._model = load_linear_model(reader.types.folder, FILE)
        self._reader = reader
        self._text = reader.text
        self._lower = reader.lower
        self._press = reader.patterns.press
        self._printed = reader.patterns.printed
        self._types = reader.patterns.press_types
        self._lists = lists
        self._quotes = ToldQuotes(reader)

    def norms(self, analysis: Analysis) -> Iterator[Norm]:
        """Yield the rules that the report retells."""
        yield from without_repeated(self._all_norms(analysis), self._reader)

    def _all_norms(self, analysis: Analysis) -> Iterator[Norm]:
        bearer: tuple[int, int] | None = None
        after_rule = False
        for part in self._parts(analysis):
            if isinstance(part, Clause):
                # A list quoted from the document is read as there.
                yield from map(self._quotes.without_long_subject, self._lists.clause_rules(part))
                continue
            start, end, place = part
            told = self._told(*part)
            found = [] if told is None else list(self._rules(told, after_rule))
            measure = find_measure(self._reader, start, end) if place < _LEAD else None
            if measure is not None:
                found = [measure, *(norm for norm in found if norm.start > measure.end)]
            after_rule = any(norm.cue not in (RETOLD, PUT_IN_FORCE) for norm in found)
            for place, norm in enumerate(found):
                norm = self._with_subject(norm, bearer, joined=place > 0)
                bearer = norm.bearer or bearer
                yield norm

    def clauses(self, analysis: Analysis) -> Iterator[tuple[Norm, ReportClause]]:
        """Yield every clause of the prose, rule or not, as quoted and as the model sees it."""
        for part in self._parts(analysis):
            told = None if isinstance(part, Clause) else self._told(*part)
            if told is not None:
                for place, norm in enumerate(self._reader.norms(told.start, told.end)):
                    yield self._quotes.tight(norm), self._clause(norm, told, place)

    def _parts(self, analysis: Analysis) -> Iterator[Clause | tuple[int, int, int]]:
        """Yield the lists of the document's own, and all other sentences with their place."""
        last = max((clause.end for clause in analysis.all_clauses()), default=0)
        listed = 0
        walked = 0
        for clause in analysis.all_clauses():
            if clause.start >= listed and self._is_list(clause, analysis.text):
                listed = clause.last_end
                if not self._names_exempt(clause):
                    yield clause
                    continue
            elif clause.start < listed:
                continue
            begin = clause.start + self._heading_end(clause, analysis.text)
            for start, end in sentences(self._text, begin, clause.end):
                if end - start > MAX_RULE_CHARACTERS:
                    continue
                if end < last and self._is_heading(start, end, clause):
                    continue
                yield start, end, walked
                walked += 1

    def _is_list(self, clause: Clause, printed: str) -> bool:
        """Whether a list quoted from the document hangs below the clause."""
        if not clause.children or any(_section_heading(c, printed) for c in clause.children):
            return False
        return (
            self._lists.is_lead(clause)
            or self._opens_list(clause)
            or self._lists.lays_orders(clause.children)
            or self._names_exempt(clause)
        )

    def _names_exempt(self, clause: Clause) -> bool:
        """Whether the items below only name who is exempt: they are no sentences."""
        lead = self._text[clause.start : clause.end].rstrip()
        if not lead.endswith(":"):
            return False
        last = sentences(self._text, clause.start, clause.end)[-1]
        return self._press["names_exempt"].search(self._lower, *last) is not None

    def _heading_end(self, clause: Clause, printed: str) -> int:
        return _section_heading(clause, printed) or heading_end(printed[clause.start : clause.end])

    def _opens_list(self, clause: Clause) -> bool:
        return self._press["opens_list"].search(self._lower, clause.start, clause.end) is not None

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

    def _is_heading(self, start: int, end: int, clause: Clause) -> bool:
        """Headings and captions end without a full stop, and are short."""
        ended = self._press["ended"].search(self._lower[start:end])
        short = len(self._text[start:end].split()) < _LONG_SENTENCE
        return clause.label is None and ended is None and short

    def _told(self, start: int, end: int, place: int) -> _Told | None:
        """Return what the sentence tells, None if it speaks about the document only."""
        if self._press["about"].match(self._lower, start, end):
            return None
        whole = start, end
        start, end = self._said(start, end)
        if self._press["about"].match(self._lower, start, end):
            return None
        if self._press["skip"].search(self._lower[whole[0] : end]):  # "^" is the sentence's start
            return None
        if self._press["cases"].match(self._lower[slice(*whole)]):
            return None
        issued = self._press["issued"].search(self._lower, start, end)
        return _Told(start, end, whole, issued, place < _EARLY)

    def _rules(self, told: _Told, after_rule: bool) -> Iterator[Norm]:
        start, end = told.start, told.end
        bound = any(self._press[name].match(self._lower[start:end]) for name in _BINDING)
        whole, whole_end = told.whole
        bound = bound or self._press["of_document"].search(self._lower, end, whole_end) is not None
        bound = bound or self._press["by_document"].match(self._lower, whole, whole_end) is not None
        if after_rule and not bound:
            bound = self._printed["next_rule"].match(self._text[start:end]) is not None
        headed = False
        for place, read in enumerate(self._reader.norms(start, end)):
            norm = read if told.issued is None else self._behind_issue(read, told.issued.end())
            force = None if norm is None else self._performed(norm)
            if norm is not None and force is not None:
                acted_on = self._acted_on(norm) or norm.bearer
                norm = replace(norm, start=norm.cue_start, force=force, bearer=acted_on)
                yield self._quotes.tight(norm)
            elif norm is not None and (
                self._is_rule(norm)
                or ((bound or (headed and norm.shape == "verb")) and self._goes_on(norm))
                or self._restrains(norm, told)
                or self._is_for_heads(norm, told, place)
                or (after_rule and self._has_doer(norm) and self._likely(norm, told, place))
                or (after_rule and self._must_be_done(norm))
                or (after_rule and self._must_in_case(norm))
            ):
                bound = norm.shape in ("modal", "weak", "passive") or bound
                headed = headed or self._has_heads(norm)
                if self._is_listed(norm):
                    norm = replace(norm, start=norm.cue_start)
                yield self._quotes.tight(norm)
            elif self._retells(read, told, place):
                yield self._quotes.tight(
                    replace(read, cue=RETOLD, force=self._act(read) or read.force)
                )

    def _retells(self, norm: Norm, told: _Told, place: int) -> bool:
        """Whether the model takes what the rules leave for a rule."""
        if self._is_past(norm) or self._press["outcome"].match(self._lower, norm.start):
            return False
        if self._quotes.are_days(norm.start, norm.end):
            return False
        if self._press["sourced"].match(self._lower, norm.start, norm.end):
            return False
        if self._press["aside"].match(self._lower[slice(*told.whole)]):
            return False
        if norm.shape == "verb" and self._press["speaker"].match(self._lower, norm.start):
            return False
        least = _SURELY_TOLD if norm.shape in ("passive", "noun") else _LIKELY_TOLD
        return self._share(norm, told, place) >= least

    def _share(self, norm: Norm, told: _Told, place: int) -> float:
        """Return how sure the model is that the clause retells a rule."""
        return math.exp(self._model.log_shares(features(self._clause(norm, told, place)))[RULE])

    def _likely(self, norm: Norm, told: _Told, place: int) -> bool:
        """Whether the model does not take what stands behind a rule for mere prose."""
        return self._share(norm, told, place) >= _UNLIKELY_TOLD

    def _clause(self, norm: Norm, told: _Told, place: int) -> ReportClause:
        return ReportClause(
            subject=self._lower[norm.start : norm.cue_start],
            modal=self._lower[norm.cue_start : norm.verb],
            act=self._lower[norm.verb : norm.end],
            sentence=self._lower[slice(*told.whole)],
            before=self._lower[told.whole[0] : norm.start],
            shape=norm.shape,
            cue=norm.cue,
            force=norm.force,
            place=place,
            bound=norm.binds_subject,
            has_bearer=norm.bearer is not None,
            introduced=told.start > told.whole[0],
            attributed=told.end < told.whole[1],
            issued=told.issued is not None,
            early=told.early,
        )

    def _behind_issue(self, norm: Norm, issued: int) -> Norm | None:
        """Return a rule told in so many words behind how the document came about."""
        if not self._is_told_behind(norm, issued):
            return None
        tells = norm.cue in self._reader.predicates.addressed
        return replace(norm, start=norm.cue_start if tells else max(norm.start, issued))

    def _goes_on(self, norm: Norm) -> bool:
        """Whether a verb hangs on what was said before it: ``wajib A dan B``, ``Bagi X, B``."""
        if self._is_listed(norm):
            return norm.shape in ("verb", "weak", "passive")
        return norm.shape in ("verb", "weak") and norm.bearer is not None and norm.type != OTHER

    def _restrains(self, norm: Norm, told: _Told) -> bool:
        """Whether a limit is all that is told of the document: ``SE mengatur penundaan cuti``."""
        named = norm.shape == "noun" and norm.start == told.start > told.whole[0]
        return named and self._press["restraint"].match(self._lower, norm.start) is not None

    def _is_listed(self, norm: Norm) -> bool:
        """Whether nothing but its place in a list stands before the rule: ``Kedua, ...``."""
        before = self._lower[norm.start : norm.cue_start]
        return self._press["one_of_list"].sub("", before).strip(" ,") == ""

    def _must_be_done(self, norm: Norm) -> bool:
        """Whether something must be done to a thing: ``Telepon harus dititipkan``."""
        return norm.cue == "have_to" and self._lower.startswith("di", norm.verb)

    def _must_in_case(self, norm: Norm) -> bool:
        """Whether those spoken of must act in some case: ``Kalau dipanggil harus datang``."""
        subject = self._lower[norm.start : norm.cue_start]
        return norm.cue == "have_to" and self._press["whenever"].match(subject) is not None

    def _performed(self, norm: Norm) -> Modality | None:
        """Return the force of what an office rules by saying so: ``Bupati mengajak warga ...``."""
        if self._is_past(norm):
            return None
        subject = self._lower[norm.start : norm.cue_start]
        force = self._act(norm)
        if (
            force != "should"
            and self._press["issuers"].search(subject) is None
            and self._press["about_rules"].match(subject) is None
        ):
            return None
        return force

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

    def _is_past(self, norm: Norm) -> bool:
        told = self._lower[norm.start : norm.end]
        past = self._reader.patterns.names["past"].search(told)
        return past is not None or self._press["bygone"].search(told) is not None

    def _is_told_behind(self, norm: Norm, issued: int) -> bool:
        """Whether a sentence on how the document came about ends with a rule in so many words."""
        return norm.shape == "modal" and norm.cue_start >= issued

    def _has_doer(self, norm: Norm) -> bool:
        """Whether the verb's subject are people who are bound, not who issued the document."""
        if norm.shape != "verb":
            return False
        subject = self._lower[norm.start : norm.cue_start]
        spoken_of = self._reader.patterns.names["subject_pronoun"].match(subject) is not None
        bound = norm.binds_subject and self._press["issuers"].search(subject) is None
        return (spoken_of or bound) and norm.type != OTHER

    def _said(self, start: int, end: int) -> tuple[int, int]:
        """Leave out who said it, before and behind."""
        dateline = self._printed["dateline"].match(self._text[start:end])
        if dateline is not None:
            start += dateline.end()
        for name in ("opener", "intro", "intro_by", "opener", "intro_order", "intro_noun"):
            intro = self._press[name].match(self._lower[start:end])
            if intro is not None and start + intro.end() < end:
                start += intro.end()
        attribution = self._press["attribution"].search(self._lower[start:end])
        if attribution is not None and attribution.start() > 10:
            stop = start + attribution.start()
            if not self._is_inserted(start, stop, end):
                end = stop
        return start, end

    def _is_inserted(self, start: int, stop: int, end: int) -> bool:
        """Whether who said it parts a sentence at *stop*: ``Warga, ujarnya, wajib ...``."""
        if self._press["inserted"].match(self._lower, stop, end) is None:
            return False
        # "Meski bekerja dari rumah, lanjut dia, pegawai wajib ...": the rule comes behind it.
        opens = self._reader.predicates.after_opener(f"{self._lower[start:stop]}, pegawai")
        return opens > stop - start or self._reader.predicates.find(self._text[start:stop]) is None

    def _is_rule(self, norm: Norm) -> bool:
        words = self._text[norm.start : norm.end].split()
        if not 2 <= len(words) <= MAX_RULE_WORDS:
            return False
        if self._press["outcome"].match(self._lower, norm.start):
            return False
        if self._quotes.are_days(norm.start, norm.end):
            return False
        if norm.verb >= norm.end and norm.cue in self._reader.predicates.addressed:
            return False  # "Bupati juga meminta:" says not what
        if norm.cue == "told":
            return norm.binds_subject
        if norm.shape == "modal":
            if norm.cue != "have_to" or self._binds_people(norm):
                return True
            done = self._lower.startswith("di", norm.verb)
            return norm.type != OTHER and (done or norm.score >= _LIKELY_SCORE)
        if self._is_past(norm):
            return False
        if norm.cue == "order":
            return True
        if norm.shape == "passive" and self._press["stopped"].match(self._lower, norm.verb):
            return True
        # The words are asked before the type: to find that takes longer.
        if (self._is_arranged(norm) or self._is_permitted(norm)) and norm.type != OTHER:
            return True
        if self._sets_hours(norm) or self._punishes(norm) or self._is_held(norm):
            return True
        if self._shares(norm) or self._limits(norm) or self._is_delegated(norm):
            return True
        if self._is_charged(norm) or self._is_enforced(norm):
            return True
        guided = self._reader.patterns.shape["guided"].match(self._lower, norm.verb)
        if guided and self._press["about_rules"].match(self._lower, norm.start) is None:
            issuers = self._press["issuers"].search(self._lower, norm.start, norm.cue_start)
            return norm.cue_start > norm.start and norm.shape == "verb" and issuers is None
        phrase = self._press["phrases"].search(self._lower, norm.start, norm.end)
        if phrase is None or norm.type not in self._types:
            return False
        return norm.shape != "noun" or norm.type != "sanction" or norm.score < _SURE_SCORE

    def _is_arranged(self, norm: Norm) -> bool:
        """Whether something is closed, held or done: ``Taman kota ditutup sementara``."""
        if norm.shape != "passive" and norm.cue != "ability":
            return False
        enough = self._press["enough"].search(self._lower, norm.cue_start, norm.verb)
        arranged = enough or self._press["carried_out"].match(self._lower, norm.verb)
        about = self._press["about_rules"].match(self._lower, norm.start)
        return arranged is not None and about is None

    def _is_permitted(self, norm: Norm) -> bool:
        """Whether people or places may do what follows: ``Sekolah dapat memungut ...``."""
        if norm.cue != "ability":
            return False
        granted = self._press["granted"].match(self._lower, norm.verb) is not None
        if granted or norm.binds_subject:
            return not granted or norm.type in self._types
        return norm.type in self._reader.patterns.timed_types

    def _sets_hours(self, norm: Norm) -> bool:
        hours = self._press["hours"].search(self._lower, norm.start, norm.end)
        if norm.shape == "limit" or hours is None:
            return False
        return norm.type in self._reader.patterns.timed_types and norm.score >= _LIKELY_SCORE

    def _shares(self, norm: Norm) -> bool:
        """Whether it says what share works where, without a verb: ``Staf WFH 75 persen``."""
        if norm.shape not in ("noun", "limit"):
            return False
        shares = self._press["shares"].search(self._lower, norm.start, norm.end)
        return shares is not None and norm.type in self._types

    def _limits(self, norm: Norm) -> bool:
        """Whether a limit or a last day is set to what is done: ``disemprot minimal dua kali``."""
        if norm.shape not in ("verb", "passive"):
            return False
        limit = self._reader.patterns.shape["limit"].search(self._lower, norm.start, norm.end)
        return limit is not None and norm.type != OTHER and norm.score >= _LIKELY_SCORE

    def _is_delegated(self, norm: Norm) -> bool:
        """Whether heads of units have to see to it: ``Jadwalnya disusun kepala dinas``."""
        if norm.shape == "noun":
            return self._press["competence"].search(self._lower, norm.start, norm.end) is not None
        if norm.shape != "passive":
            return False
        return self._press["delegated"].match(self._lower, norm.verb, norm.end) is not None

    def _is_charged(self, norm: Norm) -> bool:
        """Whether an act is somebody's work: ``Lurah bertugas mendata pendatang``."""
        subject = self._lower[norm.start : norm.cue_start]
        spoken_of = self._reader.patterns.names["subject_pronoun"].match(subject) is not None
        if not (spoken_of or norm.binds_subject):
            return False
        return self._press["charged"].match(self._lower, norm.verb, norm.end) is not None

    def _is_enforced(self, norm: Norm) -> bool:
        """Whether those who enforce the rules will go out: ``Satpol PP akan berpatroli``."""
        if self._press["enforcers"].match(self._lower, norm.start) is None:
            return False
        return self._press["enforced"].search(self._lower, norm.start, norm.end) is not None

    def _is_for_heads(self, norm: Norm, told: _Told, place: int) -> bool:
        """Whether heads of units, by their office, do what they must: ``Camat menyusun ...``."""
        if norm.shape != "verb" or not self._has_heads(norm) or self._is_past(norm):
            return False
        sure = norm.type != OTHER and norm.score >= _SURE_SCORE
        return sure and self._likely(norm, told, place)

    def _has_heads(self, norm: Norm) -> bool:
        """Whether the subject are heads of units by their office, nobody by name."""
        return self._press["heads"].match(self._lower[norm.start : norm.cue_start]) is not None

    def _is_held(self, norm: Norm) -> bool:
        """Whether a noun says what is done in which way: ``Pembelajaran secara daring``."""
        if norm.shape != "noun" or not self._press["held"].match(self._lower, norm.start, norm.end):
            return False
        return norm.type in self._types and norm.score >= _LIKELY_SCORE

    def _punishes(self, norm: Norm) -> bool:
        """Whether it says what follows a breach, in a verb or behind its condition."""
        told = self._lower[norm.start : norm.end]
        if self._press["punished"].search(told) is not None:
            return True
        if self._press["breach"].search(told) is None:
            return False
        if norm.shape == "noun" and not self._reader.patterns.shape["condition"].match(told):
            return False
        return norm.type == "sanction" and norm.score >= _SURE_SCORE

    def _binds_people(self, norm: Norm) -> bool:
        """Whether the bearer is a group of people: ``harus`` of things is mere speech."""
        if norm.bearer is None:
            return False
        bearer = self._lower[norm.bearer[0] : norm.bearer[1]]
        return self._reader.patterns.names["person"].match(bearer) is not None
