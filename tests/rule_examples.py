"""Reads ``rule_examples.txt``: small documents in which the words that a rule finds are marked.

``<dates.place_date>4 Mei 2021</dates.place_date>`` says that the rule finds just these words.
Marks may hold others. A line ``----`` stands between two documents, ``====`` between two pages,
``~ ...`` is how another engine reads the line above it, ``~~ ...`` how it reads what a pen wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from circular_parser.document import Document, Line, Page, Reading, TextBuilder, Word
from circular_parser.language.analysis import Analysis, Candidate
from circular_parser.language.pipeline import analyse, load_pipeline

EXAMPLES = Path(__file__).parent / "rule_examples.txt"
_NOT_PRINTED = re.compile(r"^(?:====|~~? .*)\n", re.MULTILINE)
_MARK = re.compile(r"<(?P<end>/?)(?P<rule>[a-z]+\.[a-z_]+)>")


@dataclass(frozen=True)
class Example:
    """The words ``analysis.text[start:end]`` that a *rule* is to find."""

    analysis: Analysis
    rule: str
    start: int
    end: int

    @property
    def found(self) -> Candidate[Any] | None:
        """The candidate that the rule gives for just these words."""
        return next(
            (
                c
                for c in candidates(self.analysis)
                if (c.rule, c.start, c.end) == (self.rule, self.start, self.end)
            ),
            None,
        )


@cache
def examples() -> list[Example]:
    """Return every mark of the file, its document analysed."""
    pipeline = load_pipeline()
    found = []
    for block in EXAMPLES.read_text(encoding="utf-8").split("----\n"):
        printed, marks = unmarked(block)
        analysis = analyse(pipeline, document(_MARK.sub("", block)))
        offsets = _offsets(printed, analysis.text)
        for rule, start, end in marks:
            found.append(Example(analysis, rule, offsets[start], offsets[end - 1] + 1))
    return found


def candidates(analysis: Analysis) -> list[Candidate[Any]]:
    """Return every candidate of *analysis*."""
    lists = [value for value in vars(analysis).values() if isinstance(value, list)]
    return [item for its in lists for item in its if isinstance(item, Candidate)]


def unmarked(block: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Return what is printed of a marked text, and (rule, start, end) of each mark in it."""
    printed, at = "", 0
    marks: list[tuple[str, int, int]] = []
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(block):
        printed += _NOT_PRINTED.sub("", block[at : match.start()])
        at = match.end()
        if not match["end"]:
            open_marks.append((match["rule"], len(printed)))
        else:
            rule, start = open_marks.pop()
            assert rule == match["rule"], f"{match[0]} closes {rule}"
            marks.append((rule, start, len(printed)))
    assert not open_marks, open_marks
    return printed + _NOT_PRINTED.sub("", block[at:]), marks


def document(text: str) -> Document:
    """Return a document of the lines of *text*; an empty line begins a new block."""
    builder = TextBuilder()
    pages = []
    for number, its in enumerate(text.split("====\n"), 1):
        page = Page(number, None, None, "plain", "example")
        block = 0
        for written in its.splitlines():
            words = [Word(word, None) for word in written.split()]
            if written.startswith(("~ ", "~~ ")):
                mark, again = written.split(" ", 1)
                by_hand = 1.0 if mark == "~~" else None
                page.lines[-1].readings.append(Reading(again, "example", 0.95, by_hand))
            elif words:
                page.lines.append(Line(words, number, block))
                builder.add(page.lines[-1])
            block += not words
        pages.append(page)
    return Document(builder.text(), pages, "example.txt", "0" * 64, "text/plain")


def _offsets(written: str, read: str) -> dict[int, int]:
    """Map the offsets of a text as written to those as read: only white space may differ."""
    places = [index for index, char in enumerate(read) if not char.isspace()]
    letters = [index for index, char in enumerate(written) if not char.isspace()]
    assert [written[i] for i in letters] == [read[i] for i in places], "text is lost in reading"
    return dict(zip(letters, places, strict=True))
