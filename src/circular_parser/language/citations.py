"""Finds the documents that a circular or a report cites, and what it does with each.

A citation is a noun that names a kind of document, its issuer, a number, and what follows
(date, ``tentang ...``). Kinds of regulation: Undang-Undang 12/2011, articles 7 and 8. Without
a number a citation counts only where its issuer is named and the sentence builds on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from circular_parser.language.analysis import Analysis, Candidate, Clause, Section, SectionKind
from circular_parser.language.citation_reading import Citation, CitationPatterns, CitationReader
from circular_parser.language.number_patterns import NumberPatterns
from circular_parser.language.number_readings import repaired
from circular_parser.language.numbers import find_numbers
from circular_parser.language.running_text import RunningText, whole_sentences
from circular_parser.language.sentences import quote
from circular_parser.record import DocumentType, Reference, Relation

# What is no circular, and what stands before the name of who issued it.
_DECREES = ("peraturan", "keputusan")
_BEFORE_ISSUER = " \n,.("
_RUNNING: tuple[SectionKind, ...] = (
    "head",
    "addressees",
    "title",
    "body",
    "closing",
    "annex",
    "article",
)
_CONTEXT = 600
_SERIAL_YEAR = re.compile(r"0*(\d+[a-z]?)\s*(?:/|tahun)\s*((?:19|20)\d\d)")
# A number of so many digits is no serial of a year.
_LONG_SERIAL = 4
_NUMBER_REACH = 30  # characters between an office and the number of its document
_ANNEX_OF = re.compile(r"lampiran[^\w#]+(?:\w+[^\w#]+){0,2}$", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
# Heads of government by the names that their spellings are folded to.
_HEADS = frozenset({"presiden", "gubernur", "bupati", "walikota"})
_RANK: dict[Relation | None, int] = {
    "revokes": 5, "amends": 4, "extends": 3, "follows_up": 2, "basis": 1, None: 0
}  # fmt: skip


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
    citation: Citation
    keys: frozenset[str] = field(default_factory=frozenset)


class _Finder:
    def __init__(
        self, analysis: Analysis, patterns: CitationPatterns, numbers: NumberPatterns
    ) -> None:
        self._analysis = analysis
        self._patterns = patterns
        self._reader = CitationReader(patterns, numbers)
        self._rests = numbers.rests
        own = _own_numbers(analysis, numbers)
        self._own = {_folded(number.value) for number in own}
        self._own_places = [(number.start, number.end) for number in own]
        # Who is said to issue the circular: one of theirs without a number is the same again.
        self._issuing = _issuing(analysis, own)
        self._clauses: list[Clause] = list(analysis.all_clauses())
        self._issuer = " ".join(
            _plain(analysis.text[s.start : s.end])
            for s in analysis.of("title", "letterhead", "signature")
        )
        national = patterns.national
        self._of_region = any(national.match(title) is None for title in self._issuing) or (
            self._issuer != "" and national.search(self._issuer) is None
        )

    def run(self) -> list[Candidate[Reference]]:
        """Search all running text; drop repetitions."""
        found: list[_Found] = []
        for view in self._views():
            for start, end in whole_sentences(view.text):
                found += self._in_sentence(view, start, end)
                found += self._earlier(view, start, end)
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
        last: Citation | None = None
        last_relation: Relation | None = None
        position = start
        while True:
            citation = self._reader.next(view.text, position, end, last)
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

    def _earlier(self, view: RunningText, start: int, end: int) -> Iterator[_Found]:
        """An earlier circular that a report names as such alone: ``SE yang lama dicabut``."""
        if self._analysis.form != "report":
            return
        for name, pattern in self._patterns.earlier.items():
            match = self._analysis.words.search(pattern, view.text, start, end)
            if match is None:
                continue
            kind: DocumentType = "surat_edaran"
            if match[0].casefold().startswith("instruksi"):
                kind = "instruksi"
            relation: Relation = "extends" if name == "extends" else "revokes"
            printed = quote(match[0])
            reference = Reference(text=printed, document_type=kind, number=None, relation=relation)
            spans = view.spans(*match.span())
            candidate = Candidate(
                *spans[0],
                reference,
                "citations.earlier",
                0.5,
                role=relation,
                extra=tuple(spans[1:]),
            )
            citation = Citation(*match.span(), kind, match[0], "", None, match.end(), dated=True)
            yield _Found(candidate, citation)
            return

    def _is_own(self, view: RunningText, citation: Citation, before: str) -> bool:
        """Whether the citation names the document itself."""
        if citation.number is not None and any(
            _same_number(_folded(citation.number), own) for own in self._own
        ):
            return not self._is_anothers(citation)
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

    def _is_anothers(self, citation: Citation) -> bool:
        """Whether another document has the number of this one: ``Keputusan Presiden Nomor 2``.

        So has that of a ministry beside that of a region.
        """
        issuer = citation.issuer.lstrip(_BEFORE_ISSUER)
        if citation.type in _DECREES:
            return self._patterns.office.match(issuer) is not None
        return self._of_region and self._patterns.national.match(issuer) is not None

    def _inside_own(self, offset: int) -> bool:
        """Whether a number is only the beginning of the document's own, as a sentence cut it."""
        return any(start <= offset < end - 1 for start, end in self._own_places)

    def _counts(self, view: RunningText, citation: Citation, before: str) -> bool:
        """Whether a citation is one of a document in force that is another's."""
        patterns = self._patterns
        if patterns.before["draft"].search(before):
            return False
        similar = patterns.head["similar"].match(citation.issuer)
        if self._analysis.form == "report" and similar is not None:
            # The one before, by its number, is no other region's of the same kind.
            return citation.number is not None and similar["before"] is not None
        if citation.number is not None:
            return True
        if view.kind in ("title", "head", "addressees", "closing"):
            return False
        report = self._analysis.form == "report"
        if citation.dated and citation.titled and not report:
            return True
        if citation.type in ("peraturan", "other", "surat_perintah") and not citation.titled:
            return False
        if citation.type == "pengumuman":  # what somebody has said in public
            return False
        if not citation.dated and _plain(citation.issuer) in self._issuer:
            return False
        if patterns.office.match(citation.issuer.lstrip(_BEFORE_ISSUER)) is None:
            return False
        if report:
            # No circular is a keputusan, so that what rests on one cites it: SKB tiga menteri.
            if citation.type == "keputusan" and any(
                patterns.basis[name].search(before) for name in ("cue", "decree_cue")
            ):
                return True
            if patterns.basis["back"].match(view.text, citation.end) is not None:
                return False
            if not citation.dated and self._is_issuing(citation.issuer):
                return False
            # The one that is reported may be dated too; another's is what it builds on.
            if not citation.dated or self._rests.search(before):
                return patterns.basis["report_cue"].search(before) is not None
            return patterns.basis["cue"].search(before) is not None
        if patterns.basis["cue"].search(before):
            return True
        return any(patterns.basis["list_lead"].search(lead) for lead in self._leads(view, citation))

    def _is_issuing(self, printed: str) -> bool:
        """Whether who issued the cited document is said to issue the one reported on."""
        office = _plain(printed.partition(",")[0])
        bare = office in self._patterns.bare_heads
        return any(
            f"{office} ".startswith(f"{title} ") or (bare and title.startswith(office))
            for title in self._issuing
        )

    def _leads(self, view: RunningText, citation: Citation) -> Iterator[str]:
        """Yield the clauses that the citation hangs below, nearest first."""
        offset = view.offset(citation.start)
        inside = [c for c in self._clauses if c.start <= offset < c.end]
        for clause in inside[-1:]:
            for parent in clause.ancestors:
                yield self._analysis.text[parent.start : parent.end]

    def _relation(self, view: RunningText, citation: Citation, before: str, end: int) -> Relation:
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

    def _may(self, name: Relation, match: re.Match[str], citation: Citation) -> bool:
        """Whether the cue found may tell the relation to a document of that kind."""
        if name != "follows_up" or citation.type != "peraturan":
            return True
        return self._patterns.regulation_follow_up.match(match[0]) is not None

    def _found(self, view: RunningText, citation: Citation, relation: Relation) -> _Found:
        """A document cited with its number, or by its issuer and subject or date alone."""
        spans = view.spans(citation.start, citation.end)
        score = 0.9 if citation.number is not None else 0.65 if citation.dated else 0.5
        rule = "citations.numbered" if citation.number is not None else "citations.unnumbered"
        number = citation.number
        if number is not None and self._analysis.document.confidence(*spans[0]) is not None:
            number = repaired(number)
        reference = Reference(
            text=quote(view.text[citation.start : citation.end]),
            document_type=citation.type,
            number=number,
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
        untold = self._patterns.untold
        return frozenset(keys | {w for w in _WORD.findall(text) if w not in untold and len(w) > 2})

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


def _issuing(analysis: Analysis, own: list[Candidate[str]]) -> set[str]:
    """Who is said to issue the document reported on, or stands right before its number."""
    issuing = {_plain(o.value.title) for o in analysis.offices if o.role == "issuing"}
    circular = [o for o in analysis.offices if o.role == "circular" and o.value.head]
    if not issuing and not own:
        heads = {_plain(o.value.title) for o in circular}
        return heads if len(heads) == 1 else set()
    starts = [number.start for number in own]
    return issuing | {
        _plain(o.value.title)
        for o in circular
        if any(0 <= start - o.end < _NUMBER_REACH for start in starts)
    }


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


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold())) or "-"


def _folded(number: str) -> str:
    """Fold a number so that ``19/2020`` and ``19 Tahun 2020`` are one."""
    text = " ".join(number.casefold().split()).strip(" .:,;")
    match = _SERIAL_YEAR.fullmatch(text)
    return f"{match[1]}/{match[2]}" if match else re.sub(r"\s", "", text)


def _same_number(one: str, other: str) -> bool:
    """Whether two folded numbers are one; ``SE No 4`` is short for ``SE No 4 Tahun 2020``."""
    short, full = sorted((one, other), key=len)
    if short == full:
        return True
    serial = short.lstrip("0")
    return serial.isdigit() and len(serial) < _LONG_SERIAL and full.startswith(f"{serial}/20")


def _same(one: _Found, other: _Found) -> bool:
    """Whether two citations name one document."""
    a, b = one.citation, other.citation
    if a.type != b.type:
        return False
    alike = one.keys <= other.keys or other.keys <= one.keys
    if (one.keys & _HEADS) and (other.keys & _HEADS) and not one.keys & other.keys & _HEADS:
        return False  # a governor's and a regent's may have one number
    if a.number is None:
        return alike and bool(one.keys) and not a.dated
    if b.number is None:  # named by its issuer alone before its number is told
        return alike and bool(one.keys) and not (b.dated or b.titled)
    if not _same_number(_folded(a.number), _folded(b.number)):
        return False
    # A letter amends one document of a number, whose issuer it may shorten.
    amended = one.candidate.value.relation == other.candidate.value.relation == "amends"
    return alike or amended or _SERIAL_YEAR.fullmatch(" ".join(a.number.casefold().split())) is None


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
