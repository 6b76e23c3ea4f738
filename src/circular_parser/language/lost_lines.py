"""Gives a letter that a transcript has run into one paragraph its lines back.

The words that open the parts of an official letter tell where its lines began: the labels of
the head, the title, the addressee, the first words of the text; in the foot the closing words,
the office, NIP and copies. The text stays as it is, only its lines are divided.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from circular_parser.document import Document, Line, Word
from circular_parser.language.patterns import compile_pattern

_LONG = 40  # words of a line that is no printed one
_HEAD_REACH = 1_500  # characters from the start of the head to that of the text
_LEAST_CUES = 3
_MOST_OPENINGS = 10  # that are tried as the first words of the text
_MOST_NAME_WORDS = 9
_STREET = 60  # characters in which a street has its number
_HEAD_ZONE_LINES = 60
_MOST_PARTS = 1_000  # of one paragraph
# What a subject may cite: no line of the head begins there.
_CITED = frozenset({"number", "title", "subject"})


@dataclass(frozen=True)
class LostLinePatterns:
    """The compiled patterns of the table ``flattened`` of ``sections.toml``."""

    head: re.Pattern[str]
    text: re.Pattern[str]
    closing: re.Pattern[str]
    foot: re.Pattern[str]

    @classmethod
    def compile(cls, table: dict[str, str]) -> LostLinePatterns:
        """Compile the patterns of *table*."""
        return cls(**{name: compile_pattern(pattern) for name, pattern in table.items()})


def with_lines(document: Document, patterns: LostLinePatterns) -> Document:
    """Return *document*, the paragraph of a run-in letter divided into its lines."""
    run_in = (line for line in document.lines[:_HEAD_ZONE_LINES] if _is_run_in(line))
    if not any(_head(line.text, patterns) for line in run_in):
        return document
    pages = [
        replace(page, lines=[part for line in page.lines for part in _divided(line, patterns)])
        for page in document.pages
    ]
    return replace(document, pages=pages)


def _is_run_in(line: Line) -> bool:
    return len(line.words) >= _LONG and line.words[0].box is None


def _divided(line: Line, patterns: LostLinePatterns) -> Iterator[Line]:
    """The lines that *line* was run together from, each in a block of its own."""
    cuts = [0]
    if _is_run_in(line):
        cuts += [*_head(line.text, patterns), *_foot(line.text, patterns)]
    edges = sorted(set(cuts))
    runs: list[list[Word]] = [[] for _ in edges]
    at = 0
    for word in line.words:
        runs[bisect_right(edges, at) - 1].append(word)
        at += len(word.text) + 1
    for number, run in enumerate(runs):
        if run:
            yield Line(run, line.page, line.block * _MOST_PARTS + number, line.kind)


def _head(text: str, patterns: LostLinePatterns) -> list[int]:
    """Where the lines of the head begin, and the text below it; nothing without either."""
    for body in islice(patterns.text.finditer(text, 0, _HEAD_REACH), _MOST_OPENINGS):
        cues = list(_cues(text, body.start(), patterns))
        if len({name for name, _ in cues} - {"address"}) >= _LEAST_CUES:
            return [*(start for _, start in cues), body.start()]
    return []


def _cues(text: str, end: int, patterns: LostLinePatterns) -> Iterator[tuple[str, int]]:
    """Yield name and start of the words that open a part of the head, before *end*."""
    in_subject, street = False, -_STREET
    for match in patterns.head.finditer(text, 0, end):
        name = str(match.lastgroup)
        if in_subject and name in _CITED:
            continue
        if name == "address":
            street = match.start()
        elif name == "number" and match.start() - street < _STREET and ":" not in match[0]:
            continue
        in_subject = in_subject or name == "subject"
        yield name, match.start()


def _foot(text: str, patterns: LostLinePatterns) -> Iterator[int]:
    """Where the lines of the foot begin, from the closing words on."""
    closings = list(patterns.closing.finditer(text))
    closing = max(closings, key=lambda m: (m.lastgroup == "words", m.start()), default=None)
    if closing is None:
        return
    yield closing.start()
    sentence = text.find(".", closing.end()) if closing.lastgroup == "words" else -1
    cuts: list[re.Match[str]] = []
    # The closing sentence may lack its full stop.
    found = patterns.foot.finditer(text, closing.end())
    copies = next((m.start() for m in found if m.lastgroup == "copies"), len(text))
    for match in patterns.foot.finditer(text, min(max(sentence, closing.end()), copies)):
        cuts.append(match)
        if match.lastgroup == "copies":
            break
    ends = [*(m.start() for m in cuts[1:]), len(text)]
    for cut, end in zip(cuts, ends, strict=False):  # no cut has one end too many
        yield cut.start()
        # The name follows on ttd, or on the comma that ends the office.
        if cut.lastgroup == "sign":
            yield cut.end()
        comma = text.find(", ", cut.start(), end) if cut.lastgroup == "office" else -1
        if comma > 0 and 2 <= len(text[comma:end].split()) <= _MOST_NAME_WORDS:
            yield comma + 2
