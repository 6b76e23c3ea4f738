"""Finds the type and the subject of the document.

The subject stands after TENTANG in the centred title, after Hal / Perihal in the head block,
or, in a report, after ``tentang`` behind the document's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Candidate, Section
from circular_parser.language.patterns import compile_pattern, load
from circular_parser.language.sections import SectionPatterns
from circular_parser.language.sentences import quote, trim
from circular_parser.record import DocumentType
from circular_parser.resources import ModelFile

_MAX_SUBJECT = 420
_EDGES = " .,;:\"“”'—-_|"


@dataclass(frozen=True)
class SubjectPatterns:
    """The compiled patterns of ``subjects.toml``."""

    types: dict[DocumentType, re.Pattern[str]]
    label: re.Pattern[str]
    tentang: re.Pattern[str]
    opening: re.Pattern[str]
    unnumbered: re.Pattern[str]
    ends: re.Pattern[str]
    itself: re.Pattern[str]

    @classmethod
    def load(cls, path: ModelFile) -> SubjectPatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        subject = {name: compile_pattern(p) for name, p in data["subject"].items()}
        return cls(
            {cast(DocumentType, n): compile_pattern(p) for n, p in data["type"].items()}, **subject
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
    for name, pattern in patterns.types.items():
        match = pattern.search(analysis.text)
        if match is not None:
            score = 0.8 if name == "surat_edaran" else 0.4
            yield Candidate(match.start(), match.end(), name, "subjects.reported", score)


def find_subjects(
    analysis: Analysis, patterns: SubjectPatterns, sections: SectionPatterns
) -> Iterator[Candidate[str]]:
    """Yield the subjects that title, head block and running text give."""
    for section in analysis.of("title"):
        yield from _after_tentang(section, patterns)
    for section in analysis.of("head", "place_date", "addressees"):
        yield from _after_label(section, patterns, sections)
    if analysis.form == "report":
        yield from _reported(analysis, patterns)


def _after_tentang(section: Section, patterns: SubjectPatterns) -> Iterator[Candidate[str]]:
    for index, line in enumerate(section.lines):
        match = patterns.tentang.match(line.text)
        if match is None:
            continue
        rest = line.text[match.end() :].strip(_EDGES)
        run = section.lines[index + 1 :]
        if rest:
            yield _joined(line.start + match.end(), [line, *run], rest, "subjects.tentang", 0.95)
        elif run:
            yield _joined(run[0].start, run, run[0].text, "subjects.tentang", 0.95)
        return


def _after_label(
    section: Section, patterns: SubjectPatterns, sections: SectionPatterns
) -> Iterator[Candidate[str]]:
    for index, line in enumerate(section.lines):
        match = patterns.label.match(line.text)
        if match is None:
            continue
        run: list[Line] = []
        for below in section.lines[index + 1 :]:
            if below.block != line.block or sections.is_("label", below):
                break
            run.append(below)
        rest = line.text[match.end() :].strip(_EDGES)
        if rest:
            yield _joined(line.start + match.end(), [line, *run], rest, "subjects.hal", 0.9)
        elif run:
            yield _joined(run[0].start, run, run[0].text, "subjects.hal", 0.8)


def _joined(start: int, lines: list[Line], first: str, rule: str, score: float) -> Candidate[str]:
    value = quote(" ".join([first, *(line.text for line in lines[1:])])).strip(_EDGES)
    return Candidate(start, lines[-1].end, value, rule, score)


def _reported(analysis: Analysis, patterns: SubjectPatterns) -> Iterator[Candidate[str]]:
    text = analysis.text
    for number in analysis.numbers:
        if number.role != "own":
            continue
        opening = patterns.opening.match(text[number.end : number.end + 160])
        if opening is not None:
            start = number.end + opening.end()
            yield _until_end(
                text, start, "subjects.after_number", 0.6 + 0.3 * number.score, patterns
            )
    for match in patterns.unnumbered.finditer(text):
        yield _until_end(text, match.end(), "subjects.unnumbered", 0.5, patterns)


def _until_end(
    text: str, start: int, rule: str, score: float, patterns: SubjectPatterns
) -> Candidate[str]:
    limit = min(len(text), start + _MAX_SUBJECT)
    end = limit
    for match in patterns.ends.finditer(text, start, limit):
        if match[0] == "\n" and text[match.end() : match.end() + 1].islower():
            continue
        end = match.start()
        break
    span = trim(text, start, end, _EDGES) or (start, end)
    return Candidate(*span, quote(text[span[0] : span[1]]), rule, score)
