"""Finds to whom a report says that a circular goes: ``ditujukan kepada A, B, dan C``.

A comma divides the list; ``dan`` only where a whole addressee stands on either side of it, as
in ``camat dan lurah`` but not in ``pemilik dan pengelola toko``. Levels of school and the like
(``TK, SD, dan SMP``) belong to the addressee before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from circular_parser.language.analysis import Analysis, Candidate
from circular_parser.language.sentences import quote, sentences, trim

_ENDS = " \n.,;:|"
_SHORT = re.compile(r"([A-Z]{2,6})(?:\s+(?:dan|serta)\s|$)")
_AND = re.compile(r"\s+(?:dan|serta)\s+")
_SHORT_END = re.compile(r"\b[A-Z]{2,6}$")
_BRACKET = re.compile(r"\([^()\n]{0,80}\)")


def find_reported(
    analysis: Analysis, patterns: Mapping[str, re.Pattern[str]], cue: str, rule: str
) -> list[Candidate[str]]:
    """Return who the sentences with *cue* (``addressed``, ``copied``) name, in their order."""
    text = analysis.text
    found: list[Candidate[str]] = []
    addressed = False  # said who it is addressed to; then who else got it is no addressee
    for section in analysis.of("article", "body"):
        if patterns[cue].search(text, section.start, section.end) is None:
            continue
        for start, end in sentences(text, section.start, section.end):
            match = patterns[cue].search(text, start, end)
            if match is None:
                continue
            # Ditujukan kepada ...: a sentence without a subject speaks of the letter.
            said = match.start() == start or patterns["letter"].search(text, start, match.end())
            if cue != "copied" and (not said or _is_copied(text, match, start, end, patterns)):
                continue
            said_before = {candidate.value.casefold() for candidate in found}
            if addressed and match["sure"] is None:
                continue
            listed = list(_enumerated(text, match, end, patterns, rule))
            if listed and match["sure"] is not None and not addressed and cue == "addressed":
                addressed, found, said_before = True, [], set()
            found += [c for c in listed if c.value.casefold() not in said_before]
    return found


def _is_copied(
    text: str,
    cue: re.Match[str],
    start: int,
    end: int,
    patterns: Mapping[str, re.Pattern[str]],
) -> bool:
    """Whether what is sent is a copy: ``tembusan surat disampaikan kepada ...``."""
    copied = patterns["copied"].search(text, start, end)
    return copied is not None and copied.start() <= cue.start() < copied.end()


def parts(text: str, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans that *separator* divides *text* into."""
    position = 0
    for match in separator.finditer(text):
        yield position, match.start()
        position = match.end()
    yield position, len(text)


def _enumerated(
    text: str,
    cue: re.Match[str],
    end: int,
    patterns: Mapping[str, re.Pattern[str]],
    rule: str,
) -> Iterator[Candidate[str]]:
    start = cue.end()
    # What stands in brackets ends no list: only its place counts.
    masked = _BRACKET.sub(lambda m: "x" * len(m[0]), text[start:end])
    stop = patterns["stop"].search(masked)
    masked = masked[: stop.start()] if stop else masked
    lead = patterns["lead"].match(masked.replace("\n", " "))
    skip = lead.end() if lead else 0
    sure = cue["sure"] is not None
    for a, b in _items(masked[skip:], patterns):
        span = trim(text, start + skip + a, start + skip + b, _ENDS)
        if span is None or patterns["verb"].match(text, *span):
            return
        if patterns["attribute"].match(text, *span) is not None:
            continue
        if not sure and patterns["head"].match(text, *span) is None:
            return
        sure = True
        yield Candidate(*span, quote(text[span[0] : span[1]]), rule, 0.7)


def _belonging(before: str, part: str, patterns: Mapping[str, re.Pattern[str]]) -> int:
    """How much of *part*, a level of school or an abbreviation, goes on with those before it."""
    if patterns["level"].match(part):
        return len(part) if patterns["level"].search(before) is not None else 0
    short = _SHORT.match(part)
    if short is None or patterns["head"].match(part) or not _SHORT_END.search(before):
        return 0
    return short.end(1)


def _items(listed: str, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the items of a list."""
    spans: list[tuple[int, int]] = []
    for start, end in parts(listed, patterns["joint"]):
        part = listed[start:end]
        taken = _belonging(listed[slice(*spans[-1])], part, patterns) if spans else 0
        if taken:
            spans[-1] = (spans[-1][0], start + taken)
            rest = _AND.match(part, taken)
            if rest is None:
                continue
            start += rest.end()
        spans.append((start, end))
    for start, end in spans:
        yield from _joined(listed, start, end, patterns)


def _joined(
    listed: str, start: int, end: int, patterns: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[int, int]]:
    """Divide ``listed[start:end]`` at each ``dan`` with a whole addressee on either side."""

    def whole(a: int, b: int) -> bool:
        bare = patterns["bare"].fullmatch(listed, a, b)
        return patterns["head"].match(listed, a, b) is not None and bare is None

    inner = [(start + a, start + b) for a, b in parts(listed[start:end], patterns["and"])]
    begin, last = inner[0]
    for a, b in inner[1:]:
        shared = patterns["leads"].match(listed, begin, last) and patterns["body"].match(
            listed, a, b
        )
        if not shared and whole(begin, last) and whole(a, b):
            yield begin, last
            begin = a
        last = b
    yield begin, last
