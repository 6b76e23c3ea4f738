"""Finds the documents that a circular or a report cites, and what it does with each.

A citation is a noun that names a kind of document, its issuer, a number, and what follows
(date, ``tentang ...``). Kinds of regulation: Undang-Undang 12/2011, articles 7 and 8. Without
a number a citation counts only where its issuer is named and the sentence builds on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from circular_parser.language.analysis import Analysis, Candidate, Clause, Section, SectionKind
from circular_parser.language.numbers import NumberPatterns, find_numbers
from circular_parser.language.patterns import compile_lower, compile_pattern, load
from circular_parser.language.running_text import RunningText, whole_sentences
from circular_parser.language.sentences import number_quote, quote
from circular_parser.record import DocumentType, Reference, Relation
from circular_parser.resources import ModelFile

_RUNNING: tuple[SectionKind, ...] = (
    "head",
    "addressees",
    "title",
    "body",
    "closing",
    "annex",
    "article",
)
_MAX_ISSUER_WORDS = 28
_MAX_SUBJECT = 420
_CONTEXT = 600
_TOKEN = re.compile(r"[\s,]*(?:dan\s+)?(\(?[^\s,;:!?\"“”]+)")
_SERIAL_YEAR = re.compile(r"0*(\d+[a-z]?)\s*(?:/|tahun)\s*((?:19|20)\d\d)")
_FOLLOWING_NUMBER = re.compile(r"\s*(?:,|dan|serta|/|,\s*dan)\s*$", re.IGNORECASE)
_HARD_STOP = re.compile(r";|\n\n|\(\s*(?:lembaran|tambahan|berita)\s", re.IGNORECASE)
_SEPARATOR = re.compile(r",\s*(?:dan\s+|serta\s+)?|\s(?:dan|serta|jo\.?)\s+")
_FIRST_WORD = re.compile(r"[\w/-]+")
_NON_SPACE = re.compile(r"\S+")
_ANNEX_OF = re.compile(r"lampiran[^\w#]+(?:\w+[^\w#]+){0,2}$", re.IGNORECASE)
_JOINS = re.compile(r"\bdan\s")
_OPENS_SMALL = frozenset({"yang", "untuk", "tidak"})
_VERB = re.compile(r"(?:me|di|ber)[a-z]{4}")
_TRAILING = re.compile(r"(?:[\s.,;:(]|\s\w)*$")
_WORD = re.compile(r"[a-z0-9]+")
_UNTOLD = frozenset(
    {
        *("ri", "republik", "indonesia", "nomor", "no", "bersama", "kabupaten", "kota", "provinsi"),
        *("kab", "prov", "plt", "plh", "pj", "pjs", "surat", "edaran", "se", "peraturan"),
        *("keputusan", "instruksi", "undang", "uu", "pp", "menteri", "kepala", "dan", "per", "kep"),
        "in",
    }
)
_RANK: dict[Relation | None, int] = {
    "revokes": 5, "amends": 4, "extends": 3, "follows_up": 2, "basis": 1, None: 0
}  # fmt: skip


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
    before: dict[str, re.Pattern[str]]
    basis: dict[str, re.Pattern[str]]
    relation: dict[Relation, _RelationCue]
    regulation_follow_up: re.Pattern[str]
    inherits: re.Pattern[str]
    annex: dict[str, re.Pattern[str]]
    fold: dict[str, re.Pattern[str]]

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
            noun=compile_pattern(rf"(?<![\w-])(?:{nouns})(?![\w-])"),
            head=_compiled(data["head"]),
            tail=_compiled(data["tail"]),
            subject_stop=compile_pattern(subject["stop"]),
            subject_trailing=compile_pattern(subject["trailing"]),
            functions=frozenset(subject["functions"].split("|")),
            office=compile_pattern(data["issuer"]["office"]),
            before=_compiled(data["before"]),
            basis=_compiled(data["basis"]),
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
class _Citation:
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


def find_citations(
    analysis: Analysis, patterns: CitationPatterns, numbers: NumberPatterns
) -> list[Candidate[Reference]]:
    """Return the documents cited, one candidate each, in the order of the text.

    The document's own number, printed or reported, is no citation of another document. A
    citation that goes over a page end has its second part in ``extra``.
    """
    return _Finder(analysis, patterns, numbers).run()


@dataclass(slots=True)
class _Found:
    candidate: Candidate[Reference]
    citation: _Citation
    keys: frozenset[str] = field(default_factory=frozenset)


class _Finder:
    def __init__(
        self, analysis: Analysis, patterns: CitationPatterns, numbers: NumberPatterns
    ) -> None:
        self._analysis = analysis
        self._patterns = patterns
        self._numbers = numbers
        own = _own_numbers(analysis, numbers)
        self._own = {_folded(number.value) for number in own}
        self._own_places = [(number.start, number.end) for number in own]
        self._clauses: list[Clause] = list(analysis.all_clauses())
        self._issuer = " ".join(
            _plain(analysis.text[s.start : s.end])
            for s in analysis.of("title", "letterhead", "signature")
        )

    def run(self) -> list[Candidate[Reference]]:
        """Search all running text; drop repetitions."""
        found: list[_Found] = []
        for view in self._views():
            for start, end in whole_sentences(view.text):
                found += self._in_sentence(view, start, end)
        return [each.candidate for each in self._unrepeated(found)]

    def _views(self) -> Iterator[RunningText]:
        run: list[Section] = []
        in_form = False
        for section in self._analysis.sections:
            if section.kind == "annex":
                in_form = self._is_form(section, in_form)
                if in_form:
                    continue
            if section.kind not in _RUNNING:
                continue
            if run and run[-1].kind != section.kind:
                yield RunningText(self._analysis, run)
                run = []
            run.append(section)
        if run:
            yield RunningText(self._analysis, run)

    def _is_form(self, section: Section, in_form: bool) -> bool:
        """Whether an annex page holds a form or a draft, or goes on with one."""
        text = "\n".join(line.text for line in section.lines)
        patterns = self._patterns.annex
        if patterns["form"].search(text) or patterns["decree"].search(text):
            return True
        return in_form and not patterns["new"].match(text)

    def _in_sentence(self, view: RunningText, start: int, end: int) -> list[_Found]:
        found: list[_Found] = []
        masked: list[tuple[int, int]] = []
        last: _Citation | None = None
        last_relation: Relation | None = None
        position = start
        while True:
            citation = self._next(view.text, position, end, last)
            if citation is None:
                return found
            before = _masked(view.text, start, citation.start, masked)
            own = self._is_own(view, citation, before)
            position = citation.number_end if own else citation.end
            if own:
                masked.append((citation.start, citation.number_end))
                last = None
                continue
            masked.append((citation.start, citation.end))
            last = citation
            if not self._counts(view, citation, before):
                continue
            chained = last_relation if self._patterns.inherits.search(before) else None
            relation = chained or self._relation(view, citation, before, end)
            last_relation = relation
            found.append(self._found(view, citation, relation))

    def _next(self, text: str, start: int, end: int, last: _Citation | None) -> _Citation | None:
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

    def _further_number(self, text: str, start: int, end: int, last: _Citation) -> _Citation | None:
        """``Nomor 12 Tahun 2008 dan Nomor 9 Tahun 2015``: a second number of one kind."""
        label = self._patterns.head["label"].search(text, start, min(end, start + 24))
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

    def _parse(self, text: str, noun: re.Match[str], end: int) -> _Citation | None:
        """Read the head of a citation: noun, issuer, number; None where it is no citation."""
        head = self._patterns.head
        if head["paper"].match(text, noun.start(), end):
            return None
        kind = cast(DocumentType, noun.lastgroup)
        position = noun.end()
        bracket = head["bracket"].match(text, position, end)
        position = bracket.end() if bracket is not None else position
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
        return _Citation(noun.start(), position, kind, noun[0], issuer, None, position)

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
        if (
            not word
            or word[0].isdigit()
            or (not word[0].isalnum() and word[0] not in "-\u2013\u2014&/")
        ):
            return True
        start = token.start(1)
        if self._patterns.head["stop"].match(text, start, end):
            return True
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
    ) -> _Citation | None:
        begin, end, shape = number
        value = number_quote(text[begin:end])
        if kind == "surat" and shape == "plain" and not re.search(r"\d{3}", value):
            return None
        printed = text[issuer[0] : issuer[1]]
        return _Citation(
            noun.start(),
            end,
            kind,
            noun[0],
            printed,
            value,
            end,
            joint="bersama" in printed.casefold(),
        )

    def _with_tail(self, text: str, citation: _Citation, end: int) -> _Citation:
        """Add article, date and subject."""
        position = citation.end
        dated = titled = False
        for _ in range(3):
            for name in ("article", "date"):
                part = self._patterns.tail[name].match(text, position, end)
                if part is not None:
                    position = part.end()
                    dated = dated or name == "date"
            if citation.joint:
                more = self._further_number(text, position, end, replace(citation, joint=False))
                if more is not None:
                    position = more.number_end
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

    def _is_own(self, view: RunningText, citation: _Citation, before: str) -> bool:
        """Whether the citation names the document itself."""
        if citation.number is not None and _folded(citation.number) in self._own:
            return True
        if citation.number is not None and self._inside_own(view.offset(citation.number_end - 1)):
            return True
        if view.kind == "annex" and _ANNEX_OF.search(before):
            return True
        if view.kind == "title":
            return re.search(r"\btentang\b", view.text[: citation.start], re.IGNORECASE) is None
        printed = view.text[citation.start : citation.end]
        if self._analysis.form == "report" and citation.titled and printed[:60].isupper():
            # The title of the document, run into the text of a poor copy.
            return re.search(r"\b(?:atas|dari|dan)\W*$", before, re.IGNORECASE) is None
        return False

    def _inside_own(self, offset: int) -> bool:
        """Whether a number is only the beginning of the document's own, as a sentence cut it."""
        return any(start <= offset < end - 1 for start, end in self._own_places)

    def _counts(self, view: RunningText, citation: _Citation, before: str) -> bool:
        """Whether a citation is one of a document in force that is another's."""
        patterns = self._patterns
        if patterns.before["draft"].search(before):
            return False
        if citation.number is not None:
            return True
        if view.kind in ("title", "head", "addressees", "closing"):
            return False
        if citation.dated and citation.titled:
            return True
        if citation.type in ("peraturan", "other", "surat_perintah") and not citation.titled:
            return False
        if not citation.dated and _plain(citation.issuer) in self._issuer:
            return False
        if patterns.office.match(citation.issuer.lstrip(" \n,.(")) is None:
            return False
        if self._analysis.form == "report":
            return patterns.basis["report_cue"].search(before) is not None
        if patterns.basis["cue"].search(before):
            return True
        return any(patterns.basis["list_lead"].search(lead) for lead in self._leads(view, citation))

    def _leads(self, view: RunningText, citation: _Citation) -> Iterator[str]:
        """Yield the clauses that the citation hangs below, nearest first."""
        offset = view.offset(citation.start)
        inside = [c for c in self._clauses if c.start <= offset < c.end]
        for clause in inside[-1:]:
            for parent in clause.ancestors:
                yield self._analysis.text[parent.start : parent.end]

    def _relation(self, view: RunningText, citation: _Citation, before: str, end: int) -> Relation:
        after = view.text[citation.end : end]
        nearest: tuple[int, Relation] = (-1, "basis")
        led = False
        for name, cue in self._patterns.relation.items():
            for match in cue.before.finditer(before) if cue.before is not None else ():
                if match.start() > nearest[0] and self._may(name, match, citation):
                    nearest = (match.start(), name)
                    led = not before[match.end() :].strip()
        for name, cue in self._patterns.relation.items():
            told = cue.after.search(after) if cue.after is not None else None
            if told is None:
                continue
            # Menindaklanjuti A, B dicabut: the verb behind B is not A's, which has its own.
            if not led or self._patterns.noun.search(after, 0, told.end()) is None:
                return name
        if nearest[0] >= 0:
            return nearest[1]
        for lead in self._leads(view, citation):
            for name, cue in self._patterns.relation.items():
                told = cue.lead.search(lead) if cue.lead is not None else None
                if told is not None and self._may(name, told, citation):
                    return name
        return "basis"

    def _may(self, name: Relation, match: re.Match[str], citation: _Citation) -> bool:
        """Whether the cue found may tell the relation to a document of that kind."""
        if name != "follows_up" or citation.type != "peraturan":
            return True
        return self._patterns.regulation_follow_up.match(match[0]) is not None

    def _found(self, view: RunningText, citation: _Citation, relation: Relation) -> _Found:
        """A document cited with its number, or by its issuer and subject or date alone."""
        spans = view.spans(citation.start, citation.end)
        score = 0.9 if citation.number is not None else 0.65 if citation.dated else 0.5
        rule = "citations.numbered" if citation.number is not None else "citations.unnumbered"
        reference = Reference(
            text=quote(view.text[citation.start : citation.end]),
            document_type=citation.type,
            number=citation.number,
            relation=relation,
        )
        candidate = Candidate(
            *spans[0], reference, rule, score, role=relation, extra=tuple(spans[1:])
        )
        return _Found(candidate, citation, self._issuer_keys(f"{citation.noun} {citation.issuer}"))

    def _issuer_keys(self, printed: str) -> frozenset[str]:
        """Fold an issuer to the words that tell it from others."""
        text = " ".join(printed.casefold().split())
        keys = set()
        for name, pattern in self._patterns.fold.items():
            text, count = pattern.subn(" ", text)
            if count:
                keys.add(name)
        return frozenset(keys | {w for w in _WORD.findall(text) if w not in _UNTOLD and len(w) > 2})

    def _unrepeated(self, found: list[_Found]) -> list[_Found]:
        """Keep each document once: its fullest citation, its strongest relation."""
        kept: list[_Found] = []
        for each in found:
            index = next((i for i, other in enumerate(kept) if _same(each, other)), None)
            if index is None:
                kept.append(each)
                continue
            kept[index] = _fuller(kept[index], each)
        return sorted(kept, key=lambda each: each.candidate.start)


def _own_numbers(analysis: Analysis, numbers: NumberPatterns) -> list[Candidate[str]]:
    """The numbers that the document has for its own; for a report the best one."""
    candidates = analysis.numbers or find_numbers(analysis, numbers)
    own = [c for c in candidates if c.role == "own"]
    if analysis.form == "report" and own:
        return [max(own, key=lambda c: (c.score, -c.start))]
    return own


def _trimmed_end(text: str, start: int, end: int) -> int:
    """Return *end* without punctuation and stray letters before it."""
    match = _TRAILING.search(text[max(start, end - 40) : end])
    return end - len(match[0]) if match else end


def _masked(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """Return the end of ``text[start:end]``, the given spans blanked: their words cue nothing."""
    start = max(start, end - _CONTEXT)
    parts: list[str] = []
    for begin, stop in reversed(spans):
        if stop <= start:
            break
        parts += [text[stop:end], " # "]
        end = begin
    parts.append(text[start:end] if end > start else "")
    return "".join(reversed(parts))


def _title_case(text: str, functions: frozenset[str]) -> bool:
    """Whether most words, function words apart, begin with a capital but not all are in them."""
    words = [w for w in text.split() if w[:1].isalpha() and w not in functions][:4]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.75 * len(words)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold())) or "-"


def _folded(number: str) -> str:
    """Fold a number so that ``19/2020`` and ``19 Tahun 2020`` are one."""
    text = " ".join(number.casefold().split()).strip(" .:,;")
    match = _SERIAL_YEAR.fullmatch(text)
    return f"{match[1]}/{match[2]}" if match else re.sub(r"\s", "", text)


def _same(one: _Found, other: _Found) -> bool:
    """Whether two citations name one document."""
    a, b = one.citation, other.citation
    if a.type != b.type:
        return False
    alike = one.keys <= other.keys or other.keys <= one.keys
    if a.number is None or b.number is None:
        return alike and bool(one.keys) and (a.number is None and not a.dated)
    if _folded(a.number) != _folded(b.number):
        return False
    return alike or _SERIAL_YEAR.fullmatch(" ".join(a.number.casefold().split())) is None


def _fuller(one: _Found, other: _Found) -> _Found:
    """Return the fuller of two citations of one document, with the stronger relation."""
    best = max(one, other, key=lambda each: len(each.candidate.value.text))
    values = (one.candidate.value, other.candidate.value)
    relation = max((v.relation for v in values), key=lambda r: _RANK[r])
    if best.candidate.value.relation == relation:
        return best
    value = best.candidate.value.model_copy(update={"relation": relation})
    candidate = replace(best.candidate, value=value, role=relation or "")
    return _Found(candidate, best.citation, best.keys)
