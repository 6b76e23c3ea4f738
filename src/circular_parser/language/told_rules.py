"""Tells a rule from other clauses of a report by its own words, whatever stands round it.

In prose a modal or a phrase of duty makes a rule; a passive or a noun only where it arranges
something: closes a place, sets hours or shares, punishes, hands on. The words are in
``duties.toml`` under ``[press]``.
"""

from __future__ import annotations

from circular_parser.language.duty_types import OTHER
from circular_parser.language.norms import MAX_RULE_WORDS, Norm, NormReader
from circular_parser.language.told_quotes import ToldQuotes

# From this score on the type of a clause is sure.
SURE_SCORE = 0.88
_LIKELY_SCORE = 0.7


class ToldRules:
    """Tells which clauses are rules in the report of *reader*."""

    def __init__(self, reader: NormReader, quotes: ToldQuotes) -> None:
        self._reader = reader
        self._text = reader.text
        self._lower = reader.lower
        self._press = reader.patterns.press
        self._types = reader.patterns.press_types
        self._quotes = quotes

    def is_rule(self, norm: Norm) -> bool:
        """Whether the clause is a rule by its own words."""
        words = self._text[norm.start : norm.end].split()
        if not 2 <= len(words) <= MAX_RULE_WORDS:
            return False
        if self._quotes.are_days(norm.start, norm.end) or self.only_dates(norm):
            return False
        if norm.verb >= norm.end and norm.cue in self._reader.predicates.addressed:
            return False  # "Bupati juga meminta:" says not what
        if norm.cue == "told":
            return norm.binds_subject
        if self._stays(norm):
            return True
        if norm.shape == "modal":
            if norm.cue != "have_to" or self._binds_people(norm):
                return True
            done = self._lower.startswith("di", norm.verb)
            return norm.type != OTHER and (done or norm.score >= _LIKELY_SCORE)
        if self.is_past(norm):
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
        if self._suffices(norm) or self._is_ruled(norm) or self._is_english(norm):
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
        return norm.shape != "noun" or norm.type != "sanction" or norm.score < SURE_SCORE

    def only_dates(self, norm: Norm) -> bool:
        """Whether it says nothing but on which days a scheme holds: that is the period."""
        if norm.shape in ("modal", "weak"):
            return False
        held = self._press["held_on"].search(self._lower, norm.start, norm.end)
        if (
            held is None
            or self._press["scheme"].search(self._lower, norm.start, held.end()) is None
        ):
            return False
        return self._quotes.are_scheme_days(held.end(), norm.end)

    def is_past(self, norm: Norm) -> bool:
        """Whether the clause tells what was: ``Pasar sudah ditutup``, ``kemarin``."""
        told = self._lower[norm.start : norm.end]
        past = self._reader.patterns.names["past"].search(told)
        return past is not None or self._press["bygone"].search(told) is not None

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

    def _stays(self, norm: Norm) -> bool:
        """Whether it opens the list of who goes on at work: ``Yang tetap masuk adalah ...``."""
        return self._press["stays"].match(self._lower, norm.start, norm.end) is not None

    def _is_ruled(self, norm: Norm) -> bool:
        """Whether who rules speaks, the thing before: ``Rapat kami tiadakan``."""
        return self._press["ruled"].search(self._lower, norm.start, norm.end) is not None

    def _is_english(self, norm: Norm) -> bool:
        """Whether an English sentence says who goes on at work or what share works where."""
        if norm.shape not in ("noun", "limit"):
            return False
        return self._press["english"].search(self._lower, norm.start, norm.end) is not None

    def is_outcome(self, norm: Norm) -> bool:
        """Whether it tells what comes of a rule, or what that does not mean."""
        return self._press["outcome"].match(self._lower, norm.start) is not None

    def is_subject(self, norm: Norm, end: int) -> bool:
        """Whether it only tells of whom the rest of a sentence up to *end* speaks."""
        if norm.shape != "verb" or norm.end >= end:
            return False
        return self._press["said_of"].match(self._lower, norm.start, norm.end) is not None

    def _suffices(self, norm: Norm) -> bool:
        """Whether people need do no more: ``Mereka cukup menyerahkan surat keterangan``."""
        if norm.shape != "verb" or norm.type == OTHER:
            return False
        subject = self._lower[norm.start : norm.cue_start]
        spoken_of = self._reader.patterns.names["subject_pronoun"].match(subject) is not None
        enough = self._press["enough"].search(self._lower, norm.cue_start, norm.verb)
        return enough is not None and (spoken_of or norm.binds_subject)

    def _shares(self, norm: Norm) -> bool:
        """Whether it says what share works where: ``Staf WFH 75 persen``."""
        if norm.shape == "verb":
            works = self._press["share_works"].match(self._lower, norm.start, norm.end)
            return works is not None and norm.type in self._types
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
        return norm.type == "sanction" and norm.score >= SURE_SCORE

    def _binds_people(self, norm: Norm) -> bool:
        """Whether the bearer is a group of people: ``harus`` of things is mere speech."""
        if norm.bearer is None:
            return False
        bearer = self._lower[norm.bearer[0] : norm.bearer[1]]
        return self._reader.patterns.names["person"].match(bearer) is not None
