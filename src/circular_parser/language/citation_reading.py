"""Reads one citation: its noun, issuer, number, article, date and subject.

``Surat Edaran Menteri X Nomor 19 Tahun 2020 tanggal ... tentang ...``. Where it ends is told by
what may stand in it; whether it counts, and what is done with it, is decided in
:mod:`circular_parser.language.citations`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from circular_parser.language.number_patterns import NumberPatterns
from circular_parser.language.patterns import compile_lower, compile_pattern, load
from circular_parser.language.sentences import number_quote
from circular_parser.record import DocumentType, Relation
from circular_parser.resources import ModelFile

_MAX_ISSUER_WORDS = 28
_MAX_SUBJECT = 420
# Ministers who decide together have a number each.
_MOST_JOINT = 8
_TOKEN = re.compile(r"[\s,]*(?:dan\s+)?(\(?[^\s,;:!?\"“”]+)")
_COVID = re.compile(r"\bcovid\W$", re.IGNORECASE)
_FOLLOWING_NUMBER = re.compile(
    r"\s*(?:(?:dan|beserta|serta|dengan) perubahannya|,|dan|serta|/|,\s*dan)\s*$", re.IGNORECASE
)
_HARD_STOP = re.compile(r";|\n\n|\(\s*(?:lembaran|tambahan|berita)\s", re.IGNORECASE)
_SEPARATOR = re.compile(r",\s*(?:dan\s+|serta\s+)?|\s(?:dan|serta|jo\.?)\s+")
# Perubahan atas Keputusan Bersama ... Nomor 3, Nomor 5: each of its issuers has a number.
_JOINT_NUMBERED = re.compile(r"\bbersama\b.*\bnomor\b[^,;]*\d\s*$", re.IGNORECASE | re.DOTALL)
# Keputusan Bersama 4 (Empat) Menteri: how many issue it.
_JOINT = re.compile(r"\d (?:\(\w+\) )?menteri\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[\w/-]+")
_NON_SPACE = re.compile(r"\S+")
_JOINS = re.compile(r"\bdan\s")
_OPENS_SMALL = frozenset({"yang", "untuk", "tidak"})
_VERB = re.compile(r"(?:me|di|ber)[a-z]{4}")
_TRAILING = re.compile(r"(?:[\s.,;:(]|\s\w)*$")


@dataclass(frozen=True)
class _RelationCue:
    """Where the words stand that tell a relation."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    lead: re.Pattern[str] | None


@dataclass(frozen=True)
class CitationPatterns:
    """The compiled patterns of ``citations.toml``."""

    noun: re.Pattern[str]
    head: dict[str, re.Pattern[str]]
    tail: dict[str, re.Pattern[str]]
    subject_stop: re.Pattern[str]
    subject_trailing: re.Pattern[str]
    functions: frozenset[str]
    office: re.Pattern[str]
    national: re.Pattern[str]
    bare_heads: frozenset[str]
    untold: frozenset[str]
    before: dict[str, re.Pattern[str]]
    basis: dict[str, re.Pattern[str]]
    relation: dict[Relation, _RelationCue]
    regulation_follow_up: re.Pattern[str]
    inherits: re.Pattern[str]
    annex: dict[str, re.Pattern[str]]
    fold: dict[str, re.Pattern[str]]
    earlier: dict[str, re.Pattern[str]]

    @classmethod
    def load(cls, path: ModelFile) -> CitationPatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        nouns = "|".join(f"(?P<{name}>{find})" for name, find in data["noun"].items())
        subject = data["subject"]
        return cls(
            noun=compile_pattern(rf"\b(?<![\w-])(?:{nouns})(?![\w-])"),
            head=_compiled(data["head"]),
            tail=_compiled(data["tail"]),
            subject_stop=compile_pattern(subject["stop"]),
            subject_trailing=compile_pattern(subject["trailing"]),
            functions=frozenset(subject["functions"].split("|")),
            office=compile_pattern(data["issuer"]["office"]),
            national=compile_pattern(data["issuer"]["national"]),
            bare_heads=frozenset(data["issuer"]["bare_heads"]),
            untold=frozenset(data["issuer"]["untold"].split()),
            before=_compiled(data["before"]),
            basis=_compiled(data["basis"]),
            earlier=_compiled(data["earlier"]),
            relation={cast(Relation, name): _cue(cues) for name, cues in data["relation"].items()},
            regulation_follow_up=compile_pattern(data["regulation"]["follows_up"]),
            inherits=compile_pattern(data["chain"]["inherits"]),
            annex={
                name: re.compile(compile_pattern(p).pattern, re.I | re.M)
                for name, p in data["annex"].items()
            },
            fold={name: compile_lower(p) for name, p in data["fold"].items()},
        )


def _compiled(table: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: compile_pattern(pattern) for name, pattern in table.items()}


def _cue(cues: dict[str, str]) -> _RelationCue:
    patterns = _compiled(cues)
    return _RelationCue(patterns.get("before"), patterns.get("after"), patterns.get("lead"))


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in a view: offsets, kind, what is printed of issuer and number."""

    start: int
    end: int
    type: DocumentType
    noun: str
    issuer: str
    number: str | None
    number_end: int
    dated: bool = False
    titled: bool = False
    joint: bool = False


class CitationReader:
    """Reads citations in running text, by the patterns of kinds and of numbers."""

    def __init__(self, patterns: CitationPatterns, numbers: NumberPatterns) -> None:
        self._patterns = patterns
        self._numbers = numbers

    def next(self, text: str, start: int, end: int, last: Citation | None) -> Citation | None:
        """Return the next citation at or after *start*."""
        if last is not None and last.number is not None:
            more = self._further_number(text, start, end, last)
            if more is not None:
                return more
        for noun in self._patterns.noun.finditer(text, start, end):
            citation = self._parse(text, noun, end)
            if citation is not None:
                return self._with_tail(text, citation, end)
        return None

    def _further_number(self, text: str, start: int, end: int, last: Citation) -> Citation | None:
        """``Nomor 12 Tahun 2008 dan Nomor 9 Tahun 2015``: a second number of one kind."""
        label = self._patterns.head["label"].search(text, start, min(end, start + 32))
        if label is None or not _FOLLOWING_NUMBER.match(text[start : label.start()]):
            return None
        match = self._numbers.match(text, label.end(), end)
        if match is None:
            return None
        citation = replace(
            last, start=label.start(), end=match[1], number_end=match[1],
            number=number_quote(text[match[0] : match[1]]), dated=False, titled=False,
        )  # fmt: skip
        return self._with_tail(text, citation, end)

    def _parse(self, text: str, noun: re.Match[str], end: int) -> Citation | None:
        """Read the head of a citation: noun, issuer, number; None where it is no citation."""
        head = self._patterns.head
        if head["paper"].match(text, noun.start(), end):
            return None
        kind = cast(DocumentType, noun.lastgroup)
        position = noun.end()
        bracket = head["bracket"].match(text, position, end)
        position = bracket.end() if bracket is not None else position
        clause = head["issued"].match(text, position, end)
        position = clause.end() if clause is not None else position
        issuer_start = position
        for _ in range(_MAX_ISSUER_WORDS):
            number = self._number_at(text, position, end)
            if number is not None:
                return self._numbered(text, noun, kind, (issuer_start, position), number)
            token = _TOKEN.match(text, position, end)
            if token is None or self._ends_issuer(text, token, end, position > noun.end()):
                break
            position = token.end()
        position = _trimmed_end(text, issuer_start, position)
        issuer = text[issuer_start:position]
        if not self._patterns.office.search(issuer):
            return None
        return Citation(noun.start(), position, kind, noun[0], issuer, None, position)

    def _number_at(self, text: str, position: int, end: int) -> tuple[int, int, str] | None:
        """Return the number whose label, or which itself, begins behind *position*."""
        while position < end and text[position] in " \n,(":
            position += 1
        date = self._patterns.tail["date"].match(text, position, end)
        if date is not None:
            position = date.end()
            while position < end and text[position] in " \n,":
                position += 1
        label = self._patterns.head["label"].match(text, position, end)
        if label is not None:
            begin = label.end()
            while begin < end and text[begin].isspace():
                begin += 1
            return self._numbers.match(text, begin, end)
        if date is None and self._patterns.head["unlabelled"].match(text, position, end):
            return self._numbers.match(text, position, end)
        return None

    def _ends_issuer(self, text: str, token: re.Match[str], end: int, inside: bool) -> bool:
        word = token[1].lstrip("(")
        if _JOINT.match(text, token.start(1), end):
            return False
        if (
            not word
            or (
                word[0].isdigit()
                and _COVID.search(text[max(0, token.start(1) - 7) : token.start(1)]) is None
            )
            or (not word[0].isalnum() and word[0] not in "-\u2013\u2014&/")
        ):
            return True
        start = token.start(1)
        if self._patterns.head["stop"].match(text, start, end):
            return True
        between = text[token.start() : start]
        if word[0].islower() and "," in between and _JOINS.search(between) is None:
            # "SKB tiga menteri, jatuh pada": behind a comma only offices go on.
            return self._patterns.office.match(text, start, end) is None
        if word[0].islower() and _JOINS.search(token[0]) and text[token.start() - 1].isalnum():
            # "... Gubernur Kalimantan Barat dan arahan": what is added is no office.
            last = text[max(0, token.start() - 30) : token.start()].split()[-1]
            if last[0].isupper():
                return True
        return inside and self._patterns.noun.match(text, start, end) is not None

    def _numbered(
        self,
        text: str,
        noun: re.Match[str],
        kind: DocumentType,
        issuer: tuple[int, int],
        number: tuple[int, int, str],
    ) -> Citation | None:
        begin, end, shape = number
        value = number_quote(text[begin:end])
        if kind == "surat" and shape == "plain" and not re.search(r"\d{3}", value):
            return None
        printed = text[issuer[0] : issuer[1]]
        return Citation(
            noun.start(),
            end,
            kind,
            noun[0],
            printed,
            value,
            end,
            joint="bersama" in printed.casefold(),
        )

    def _with_tail(self, text: str, citation: Citation, end: int) -> Citation:
        """Add article, date and subject."""
        position = citation.end
        dated = titled = False
        for _ in range(_MOST_JOINT):
            for name in ("article", "date"):
                part = self._patterns.tail[name].match(text, position, end)
                if part is not None:
                    position = part.end()
                    dated = dated or name == "date"
            if citation.joint:
                more = self._further_number(text, position, end, replace(citation, joint=False))
                if more is not None:
                    position = more.number_end
        if citation.number is None:
            year = self._patterns.tail["year"].match(text, position, end)
            position = year.end() if year is not None else position
        subject = self._patterns.tail["subject"].match(text, position, end)
        if subject is not None:
            stop = self._subject_end(text, subject.end(), end)
            if stop > subject.end():
                position, titled = stop, True
        return replace(citation, end=position, dated=dated, titled=titled)

    def _subject_end(self, text: str, start: int, end: int) -> int:
        """Return where the subject that begins at *start* ends."""
        end = min(end, start + _MAX_SUBJECT)
        hard = _HARD_STOP.search(text, start, end)
        end = hard.start() if hard else end
        stop = self._patterns.subject_stop.search(text, start, end)
        end = stop.start() if stop else end
        for separator in _SEPARATOR.finditer(text, start, end):
            if self._breaks_subject(text, start, separator, end):
                end = separator.start()
                break
        end = self._before_small_letters(text, start, end)
        span = text[start:end].rstrip(" \n")
        while span:
            shorter = self._patterns.subject_trailing.sub("", span).rstrip(" \n")
            if shorter == span:
                break
            span = shorter
        return start + len(span)

    def _breaks_subject(self, text: str, start: int, separator: re.Match[str], end: int) -> bool:
        """Whether another citation, or the sentence itself, goes on behind a comma or dan."""
        after = separator.end()
        noun = self._patterns.noun.match(text, after, end)
        if noun is not None:
            following = self._parse(text, noun, end + 80)
            if following is not None:
                return True
        label = self._patterns.head["label"].match(text, after, end)
        if label is not None and self._numbers.match(text, label.end(), end) is not None:
            return _JOINT_NUMBERED.search(text, start, separator.start()) is None
        word = _FIRST_WORD.match(text, after, end)
        if word is None:
            return True
        if not word[0][0].islower() or word[0] in self._patterns.functions:
            return False
        return _title_case(text[start : separator.start()], self._patterns.functions)

    def _before_small_letters(self, text: str, start: int, end: int) -> int:
        """Cut a title in capitals where two small words in a row show that it is over."""
        functions = self._patterns.functions
        if not _title_case(text[start:end], functions):
            return end
        words = list(_NON_SPACE.finditer(text, start, end))
        for before, first, second in zip(words, words[1:], words[2:], strict=False):
            pair = (first[0], second[0])
            if before[0] in _OPENS_SMALL or not all(
                w[0].islower() and w.strip(",.") not in functions for w in pair
            ):
                continue
            comma = text.rfind(",", start, first.start())
            return comma if comma > start and _VERB.match(first[0]) else first.start()
        return end


def _trimmed_end(text: str, start: int, end: int) -> int:
    """Return *end* without punctuation and stray letters before it."""
    match = _TRAILING.search(text[max(start, end - 40) : end])
    return end - len(match[0]) if match else end


def _title_case(text: str, functions: frozenset[str]) -> bool:
    """Whether most words, function words apart, begin with a capital but not all are in them."""
    words = [w for w in text.split() if w[:1].isalpha() and w not in functions][:4]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.75 * len(words)
