"""Builds analyses of little letters and reports for the tests of rules and arrangements."""

from __future__ import annotations

import re
from textwrap import dedent

from circular_parser.document import Document
from circular_parser.language.analysis import Analysis, Clause, SectionKind

_ITEM = re.compile(r"( *)(\d{1,2}\.|[a-z]\.|\d\)|-) ")


def letter(text: str, section: SectionKind = "body") -> Analysis:
    """Return the analysis of a letter's body: one clause a line, lists by their indent."""
    body = dedent(text).strip("\n")
    analysis = Analysis(
        document=Document(body, [], "letter.txt", "0" * 64, "text/plain"),
        form="report" if section == "article" else "circular",
    )
    above: list[tuple[int, Clause]] = []
    offset = 0
    for line in body.split("\n"):
        if line.strip():
            _add(analysis, above, line, offset, section)
        offset += len(line) + 1
    return analysis


def report(text: str) -> Analysis:
    """Return the analysis of a report, one paragraph a line."""
    return letter(text, "article")


def _add(
    analysis: Analysis,
    above: list[tuple[int, Clause]],
    line: str,
    offset: int,
    section: SectionKind,
) -> None:
    marker = _ITEM.match(line)
    depth = len(marker[1]) + 1 if marker else 0
    begin = marker.end() if marker else len(line) - len(line.lstrip())
    while above and above[-1][0] >= depth:
        above.pop()
    parent = above[-1][1] if above and marker else None
    clause = Clause(
        offset + begin, offset + len(line), section, marker[2] if marker else None, parent
    )
    (parent.children if parent else analysis.clauses).append(clause)
    above.append((depth, clause))
