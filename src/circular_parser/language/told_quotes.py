"""Cuts the quote of a rule out of the prose that a report wraps it in.

Who tells others of it, a long subject before it, the names of units, days and remarks behind
it are no part of the quote. The words are in ``duties.toml`` under ``[press]``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from circular_parser.language.norms import Norm, NormReader

_MAX_SUBJECT_WORDS = 12
_MAX_CLASS_WORDS = 6  # a class and the names of its units
_LEAST_WORDS = 4
_LEAST_TOLD = 9  # words: fewer say little without their subject: "... diizinkan bekerja dari rumah"
_LEAST_TOLD_ALONE = 2  # words: who asks others, or a long condition, is no part of the rule
_MOST_TAIL = 2.5  # of a rule's words, remarks behind it included
_WORD = re.compile(r"[a-z]+|\d+")


class ToldQuotes:
    """Cuts the quotes of rules that the report of *reader* retells."""

    def __init__(self, reader: NormReader) -> None:
        self._reader = reader
        self._text = reader.text
        self._lower = reader.lower
        self._press = reader.patterns.press
        self._printed = reader.patterns.printed

    def without_long_subject(self, norm: Norm) -> Norm:
        """Return the rule without who tells others of it or a long subject: prose round it."""
        norm = self._from_own_subject(norm)
        subject = self._lower[norm.start : norm.cue_start]
        limit, least = _MAX_SUBJECT_WORDS, _LEAST_TOLD
        if self._tells(norm):
            norm = self._without_long_addressee(norm)
            limit, least = 0, _LEAST_TOLD_ALONE
        elif subject.rstrip().endswith(",") and self._press["whenever"].match(subject):
            # "Apabila rapat harus digelar, harap ...": nobody is named who is bound.
            least = _LEAST_TOLD_ALONE
        told = self._text[norm.cue_start : norm.end].split()
        on_subject = self._press["acted_on"].match(self._lower, norm.verb) is not None
        acted_on = len(told) < least or on_subject
        if self._press["listed_subject"].search(subject):
            # "Unit pelayanan, yakni A, B, dan C, tetap buka": the class and its list stand apart.
            limit, acted_on = _MAX_CLASS_WORDS, len(told) < _LEAST_TOLD_ALONE
        if len(subject.split()) > limit and not acted_on and norm.type != "sanction":
            return replace(norm, start=norm.cue_start)
        return norm

    def _from_own_subject(self, norm: Norm) -> Norm:
        """Return the rule from the subject behind who said it: ``RSUD A, ujarnya, petugas``."""
        said = self._press["said_within"].search(self._lower, norm.start, norm.cue_start)
        if said is None or self._reader.people(said.end(), norm.cue_start) is None:
            return norm
        return replace(norm, start=said.end())

    def _without_long_addressee(self, norm: Norm) -> Norm:
        """Return ``agar menyusun`` of ``mengingatkan unit yang ..., agar menyusun``."""
        told = norm.bearer
        if told is None or not norm.cue_start < told[0] < told[1] <= norm.verb:
            return norm
        link = self._press["link"].search(self._lower, told[1], norm.verb)
        long = len(self._text[told[0] : norm.verb].split()) > _MAX_SUBJECT_WORDS
        rest = self._text[norm.verb : norm.end].split()
        if not long or link is None or len(rest) < _LEAST_WORDS:
            return norm
        return replace(norm, start=link.start(), cue_start=link.start())

    def _tells(self, norm: Norm) -> bool:
        """Whether the subject is who tells others, not who is bound: ``Bupati meminta ...``."""
        active = self._lower.startswith("me", norm.cue_start)
        return active and norm.cue in self._reader.predicates.addressed

    def tight(self, norm: Norm) -> Norm:
        """Return the rule without a long subject before it and remarks behind it.

        Reports wrap a rule in prose; what is quoted is the rule.
        """
        norm = self._without_days(self.without_long_subject(norm))
        for tail in self._press["tail"].finditer(self._lower, norm.verb, norm.end):
            told = self._text[norm.cue_start : tail.start()]
            words = len(told.split())
            # What is said by the way is not the most of it.
            most = _MOST_TAIL * words < len(self._text[norm.cue_start : norm.end].split())
            named = norm.shape != "noun" and self._printed["names"].match(
                self._text, tail.start(), norm.end
            )
            if most and not named and self._press["new_matter"].match(tail[0]) is None:
                continue
            if words >= _LEAST_WORDS and not self._press["counted"].search(told):
                return replace(norm, end=tail.start())
        return norm

    def _without_days(self, norm: Norm) -> Norm:
        """Return the rule without the days on which it holds at its end: those are the period."""
        for begin in self._press["days"].finditer(self._lower, norm.verb, norm.end):
            told = len(self._text[norm.cue_start : begin.start()].split())
            if told >= _LEAST_WORDS and self.are_days(begin.end(), norm.end):
                return replace(norm, end=begin.start())
        return norm

    def are_days(self, start: int, end: int) -> bool:
        """Whether there is nothing but dates in ``text[start:end]``."""
        return self._are_days(start, end, "day")

    def are_scheme_days(self, start: int, end: int) -> bool:
        """The same of the days of a scheme, which may be counted and joined."""
        return self._are_days(start, end, "scheme_day")

    def _are_days(self, start: int, end: int, day: str) -> bool:
        words = _WORD.findall(self._lower, start, end)
        if not all(self._press[day].fullmatch(word) for word in words):
            return False
        return any(self._press["dated"].fullmatch(word) for word in words)
