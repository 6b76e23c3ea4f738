"""Finds the type and the subject of the document.

The subject stands after TENTANG in the centred title, after Hal / Perihal in the head block,
or, in a report, after ``tentang`` behind the document's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from rapidfuzz.distance import Levenshtein

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Candidate, Section
from circular_parser.language.patterns import compile_pattern, load
from circular_parser.language.section_patterns import SectionPatterns
from circular_parser.language.sentences import headline, quote, trim
from circular_parser.record import DocumentType
from circular_parser.resources import ModelFile

_MAX_SUBJECT = 420
# From line to line of a wrapped subject, in heights of its letters.
_LINE_PITCH = 3.5
# How far before its number a document may be named.
_NOUN_REACH = 110
_WORDLIKE = re.compile(r"[^\W\d_]{2}")
_MISPRINTED = 2  # characters by which a number may differ where it is printed again
# A title in capitals: of its words longer than the small ones, so many begin with one.
_SMALL, _TITLE_CASE = 3, 0.8
# What joins the day of signing to the subject before it.
_DAY_LEAD = re.compile(r"(?:\s(?:(?P<on>pada)|per)|,)\s(?:(?:hari|tanggal|[A-Z][a-z’']+,?)\s)*\(?$")
_SIGNS = re.compile(r"\b(?:meneken|menan\w{0,6}tangani|mengesahkan|tanda ?tangan)\b[^;\n]*$")
# A headline shortens the subject that a sentence gives in full.
_SHORTENED = 0.05
# Where a title in capitals is run together with the text below it: ... KOTA X Berdasarkan surat
_TEXT_BELOW = re.compile(r"(?<=[A-Z\d)])\s(?=[A-Z][a-z]+\s(?:[a-z]|[A-Z][a-z]))")
_CAPITALS = 25  # characters at the head of a title that must be capitals
_LINE_BELOW = re.compile(r"\n{1,2}(?P<line>\S[^\n]*)")
# The head whose instruction it is, between the title and its text.
_HEAD = re.compile(r"(?:GUBERNUR|BUPATI|WALI ?KOTA|MENTERI)\s[A-Z .]+$")
_EDGES = " .,;:\"“”'—-_|"


@dataclass(frozen=True)
class SubjectPatterns:
    """The compiled patterns of ``subjects.toml``."""

    types: dict[DocumentType, re.Pattern[str]]
    letter: re.Pattern[str]
    label: re.Pattern[str]
    addressee: re.Pattern[str]
    tentang: re.Pattern[str]
    opening: re.Pattern[str]
    described: re.Pattern[str]
    unnumbered: re.Pattern[str]
    followed: re.Pattern[str]
    of_ministry: re.Pattern[str]
    follows: re.Pattern[str]
    number_label: re.Pattern[str]
    ends: re.Pattern[str]
    itself: re.Pattern[str]
    amended: re.Pattern[str]
    amended_subject: re.Pattern[str]
    by_circular: re.Pattern[str]
    predicate: re.Pattern[str]
    small: re.Pattern[str]

    @classmethod
    def load(cls, path: ModelFile) -> SubjectPatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        subject = {name: compile_pattern(p) for name, p in data["subject"].items()}
        return cls(
            {cast(DocumentType, n): compile_pattern(p) for n, p in data["type"].items()},
            letter=compile_pattern(data["letter"]["by"]),
            **subject,
        )


def find_document_types(
    analysis: Analysis, patterns: SubjectPatterns, sections: SectionPatterns
) -> Iterator[Candidate[DocumentType]]:
    """Yield the types that title, form or a report's own words give."""
    if analysis.form == "report":
        yield from _reported_types(analysis, patterns)
        return
    for section in analysis.of("title"):
        for line in section.lines:
            named = sections.title_of_line(line)
            if named is not None:
                yield Candidate(line.start, line.end, named, "subjects.title", 0.95)
    for section in analysis.of("letterhead", "head", "addressees"):
        for line in section.lines:
            if sections.is_("telegram", line):
                yield Candidate(line.start, line.end, "other", "subjects.telegram", 0.8)
    for section in analysis.of("body", "closing"):
        match = patterns.itself.search(analysis.text, section.start, section.end)
        if match is not None:
            named = cast(DocumentType, re.sub(r"\s+", "_", match["type"].casefold()))
            yield Candidate(match.start(), match.end(), named, "subjects.itself", 0.7)
    heads = list(analysis.of("head"))
    labels = [line for section in heads for line in section.lines if sections.is_("label", line)]
    if len(labels) >= 2 or (labels and any(True for _ in analysis.of("addressees"))):
        # A letter with Nomor / Sifat / Lampiran / Hal and no title of its own.
        yield Candidate(heads[0].start, heads[0].end, "surat", "subjects.head_block", 0.6)


def _reported_types(
    analysis: Analysis, patterns: SubjectPatterns
) -> Iterator[Candidate[DocumentType]]:
    """The types of document that a report names."""
    for name, pattern in patterns.types.items():
        match = analysis.words.search(pattern, analysis.text)
        if match is not None:
            score = 0.8 if name == "surat_edaran" else 0.4
            yield Candidate(match.start(), match.end(), name, "subjects.reported", score)
        for number in analysis.numbers:
            if number.role == "own":
                near = max(0, number.start - _NOUN_REACH)
                noun = patterns.letter if name == "surat" else pattern
                nouns = list(noun.finditer(analysis.text, near, number.start))
                if nouns:
                    # Of two nouns before the number the nearer one names its document.
                    score = 0.7 + 0.2 * number.score + (nouns[-1].start() - near) / 10_000
                    span = nouns[-1].span()
                    yield Candidate(*span, name, "subjects.before_number", score)


def find_subjects(
    analysis: Analysis, patterns: SubjectPatterns, sections: SectionPatterns
) -> Iterator[Candidate[str]]:
    """Yield the subjects that title, head block and running text give."""
    for section in analysis.of("title"):
        yield from _after_tentang(section, patterns, sections)
    head = [x for s in analysis.of("head", "place_date", "addressees") for x in s.lines]
    yield from _after_label(head, patterns, sections)
    if analysis.form == "report":
        yield from _reported(analysis, patterns)


def _after_tentang(
    section: Section, patterns: SubjectPatterns, sections: SectionPatterns
) -> Iterator[Candidate[str]]:
    """The subject behind or below ``TENTANG`` in a title, or below its number."""
    for index, line in enumerate(section.lines):
        match = patterns.tentang.match(line.text)
        if match is None and not sections.is_("ends_in_tentang", line):
            continue
        rest = line.text[match.end() :].strip(_EDGES) if match is not None else ""
        below = section.lines[index + 1 :]
        issuer = next((x for x in below if _names_issuer(x, line, sections)), None)
        run = below if issuer is None else below[: below.index(issuer)]
        if match is not None and rest:
            yield _joined(line.start + match.end(), [line, *run], rest, "subjects.tentang", 0.95)
        elif run:
            yield _joined(run[0].start, run, run[0].text, "subjects.tentang", 0.95)
        return
    number = next((i for i, x in enumerate(section.lines) if sections.is_("number", x)), None)
    below = section.lines[number + 1 :] if number is not None else []
    if below:
        yield _joined(below[0].start, below, below[0].text, "subjects.below_number", 0.7)


def _names_issuer(line: Line, tentang: Line, sections: SectionPatterns) -> bool:
    """Whether *line* is the office that issues, below the subject: ``BUPATI X,``."""
    return (
        (line.page, line.block) != (tentang.page, tentang.block)
        and (line.text.endswith(",") or _HEAD.match(line.text) is not None)
        and sections.is_("office", line)
    )


def _after_label(
    lines: list[Line], patterns: SubjectPatterns, sections: SectionPatterns
) -> Iterator[Candidate[str]]:
    """The subject behind or below ``Hal`` or ``Perihal`` in the head block."""
    for index, line in enumerate(lines):
        match = patterns.label.match(line.text)
        if match is None:
            continue
        printed = line.text[match.end() :]
        # The addressee, set to the right of the subject, may be read into its line.
        beside = patterns.addressee.search(printed)
        rest = printed[: beside.start() if beside is not None else None].strip(_EDGES)
        if line.confidence is not None and _WORDLIKE.search(rest) is None:
            rest = ""  # the colon, taken for a figure
        run: list[Line] = []
        for below in lines[index + 1 :]:
            if sections.is_("label", below) or sections.is_("addressee", below):
                break
            above = run[-1] if run else line
            started = bool(rest or run)
            if below.block != above.block and started and not _set_below(line, match, above, below):
                if below.confidence is not None and _WORDLIKE.search(below.text) is None:
                    continue  # a speck between the lines of the subject
                break
            run.append(below)
        if rest:
            yield _joined(line.start + match.end(), [line, *run], rest, "subjects.hal", 0.9)
        elif run:
            yield _joined(run[0].start, run, run[0].text, "subjects.hal", 0.8)


def _set_below(line: Line, label: re.Match[str], above: Line, below: Line) -> bool:
    """Whether *below* goes on under the subject of *line*, right of its label, close below."""
    value = [word for word in line.words if word.start >= line.start + label.end()]
    if not value or value[0].box is None or above.box is None or below.box is None:
        return False
    left, height = value[0].box.x0, value[0].box.height
    return (
        below.page == line.page
        and abs(below.box.x0 - left) < 2 * height
        and 0 <= below.box.top - above.box.top < _LINE_PITCH * height
    )


def _joined(start: int, lines: list[Line], first: str, rule: str, score: float) -> Candidate[str]:
    parts = [first]
    for above, line in pairwise(lines):
        # Halves of a divided word stand without a space.
        parts += [line.text] if line.start == above.end else [" ", line.text]
    return Candidate(start, lines[-1].end, quote("".join(parts)).strip(_EDGES), rule, score)


def _reported(analysis: Analysis, patterns: SubjectPatterns) -> Iterator[Candidate[str]]:
    """The subject in a report: behind the circular's number, or behind its name alone."""
    text = analysis.text
    for number in _of_the_document(analysis):
        opening = patterns.opening.match(text[number.end : number.end + 160])
        if opening is not None:
            start = number.end + opening.end()
            score = 0.6 + 0.3 * number.score
            if headline(text, number.start, number.end) is not None:
                score -= _SHORTENED
            yield _until_end(analysis, start, "subjects.after_number", score, patterns)
    cited = [number.start for number in analysis.numbers if number.role == "cited"]
    own = [number.start for number in _of_the_document(analysis)]
    for match in analysis.words.finditer(patterns.unnumbered, text):
        if any(match.start() < start < match.end() for start in cited):
            continue
        if patterns.followed.search(text, max(0, match.start() - 120), match.start()):
            continue
        of_ministry = patterns.of_ministry.search(match[0]) is not None
        if of_ministry and patterns.follows.search(text, max(0, match.start() - 40), match.start()):
            continue
        # Of a ministry's circular and a region's the region's is the one reported on.
        score = 0.4 if of_ministry else 0.5
        # The circular's number may stand behind its subject: it is no part of it.
        label = next(
            (
                found
                for start in own
                if 0 < start - match.end() <= _MAX_SUBJECT
                and (found := patterns.number_label.search(text, match.end() + 4, start))
            ),
            None,
        )
        yield _until_end(
            analysis,
            match.end(),
            "subjects.unnumbered",
            score,
            patterns,
            len(text) if label is None else label.start(),
        )
    for match in analysis.words.finditer(patterns.described, text):
        yield _until_end(analysis, match.end(), "subjects.described", 0.45, patterns)


def _of_the_document(analysis: Analysis) -> list[Candidate[str]]:
    """The own number wherever it is printed, misprints too; of several the surest is it."""
    own = [number for number in analysis.numbers if number.role == "own"]
    if not own:
        return []
    sure = max(own, key=lambda c: (c.score, -c.start)).value
    return [c for c in own if _same_number(sure, c.value)]


def _same_number(one: str, other: str) -> bool:
    """Whether two prints are of one number: misprinted, or one of them cut short."""
    if one in other or other in one:
        return True
    return Levenshtein.distance(one, other, score_cutoff=_MISPRINTED) <= _MISPRINTED


def _until_end(
    analysis: Analysis,
    start: int,
    rule: str,
    score: float,
    patterns: SubjectPatterns,
    limit: int | None = None,
) -> Candidate[str]:
    text = analysis.text
    while start < len(text) and text[start] in _EDGES:
        start += 1
    limit = min(len(text) if limit is None else limit, start + _MAX_SUBJECT)
    end = limit
    amends = patterns.amended.match(text, start) is not None
    for match in patterns.ends.finditer(text, start, limit):
        if match[0] == "\n" and _goes_on_below(text, start, match.start()):
            continue
        if amends and patterns.amended_subject.match(text[match.end() : limit]):
            continue
        end = match.start()
        break
    end = _before_own_day(analysis, start, end) if not amends else end
    end = _before_main_clause(text, start, end, patterns)
    end = _before_its_subject(text, start, end, patterns)
    if text[start : start + _CAPITALS].isupper():
        below = _TEXT_BELOW.search(text, start, end)
        end = below.start() if below is not None else end
    span = trim(text, start, end, _EDGES) or (start, end)
    return Candidate(*span, quote(text[span[0] : span[1]]), rule, score)


def _goes_on_below(text: str, start: int, end: int) -> bool:
    """Whether a title goes on behind the line break at *end*: so one in capitals in capitals."""
    below = _LINE_BELOW.match(text, end)
    if below is None:
        return False
    line = below["line"]
    return line[0].islower() or (
        line.isupper() and text[start:end].isupper() and _WORDLIKE.match(line) is not None
    )


def _before_own_day(analysis: Analysis, start: int, end: int) -> int:
    """Where a subject ends before the day of signing: ``tentang Jam Kerja pada 3 Maret 2025``."""
    for date in analysis.dates:
        if date.role == "issued" and start < date.start < end:
            lead = _DAY_LEAD.search(analysis.text, start, date.start)
            # Who issues may write of a day to come: menerbitkan ... tentang Pawai pada 17 Agustus.
            told = lead is not None and (
                lead["on"] is None or _SIGNS.search(analysis.text, max(0, start - 200), start)
            )
            if lead is not None and told:
                return lead.start()
    return end


def _before_main_clause(text: str, start: int, end: int, patterns: SubjectPatterns) -> int:
    """Where a title in capitals gives way, behind a comma, to a clause in small letters."""
    for comma in patterns.small.finditer(text, start, end):
        words = [word for word in text[start : comma.start()].split() if len(word) > _SMALL]
        capital = sum(word[0].isupper() for word in words)
        if len(words) >= _SMALL and capital >= _TITLE_CASE * len(words):
            return comma.start()
    return end


def _before_its_subject(text: str, start: int, end: int, patterns: SubjectPatterns) -> int:
    """Where a title gives way to the subject of the clause whose predicate ends it.

    ``Berdasarkan SE Nomor 1 tentang Hari Libur, Disdukcapil akan ...``: a sentence that opens
    with the circular by which something is done goes on behind a comma.
    """
    comma = text.rfind(", ", start, end)
    if comma < 0 or not text[comma + 2].isupper() or not text[end : end + 2].strip(_EDGES):
        return end
    by = patterns.by_circular.search(text, max(0, start - _MAX_SUBJECT), start)
    predicate = patterns.predicate.match(text, end)
    return end if by is None or predicate is None else comma
