"""Finds the place of signing: before the date of a letter, or after ``Ditetapkan di``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Candidate
from circular_parser.language.sentences import quote

_BEFORE_DATE = re.compile(r"^\W{0,3}(?P<place>[A-Z][A-Za-z.'’ -]{2,40}?)\s*[,.;]")
# Above the office of a signature the date stands behind the place on a line of its own.
_DATED = re.compile(
    r"^\W{0,3}[A-Z][A-Za-z.'’ -]{2,40}?,\s*(?:tanggal\s+)?"
    r"(?:\d{0,2}\s*[A-Z][a-z]+\s+\d{4}(?:\s[HM])?|\d{1,2}([-/.])\d{1,2}\1\d{4})\W*$"
)
# At the right end of a line of the head, behind the number above all.
PLACE_AND_DAY = re.compile(
    r"\s(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,3}),\s*\d{0,2}\s*[A-Z][a-z]+\s+\d{4}\W*$"
)
_PLACE_ALONE = re.compile(r"(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,3})\s*,")
_MOST_BETWEEN = 8  # lines of columns that were read between place and month
_MONTH_ALONE = re.compile(r"\W{0,3}[A-Z][a-z]+\s+(?:19|20)\d\d\W*")
_SIGNED_AT = re.compile(
    r"^\W{0,3}(?:ditetapkan|dikeluarkan|dibuat)\s+di\s*:?\s*(?P<place>[A-Z][A-Za-z.'’ -]{2,40})",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?:\w ){2,}\w")  # M A D I U N
_REPORTED = re.compile(
    r"\b(?:ditetapkan|dikeluarkan|ditandatangani)\s+di\s+(?P<place>(?-i:[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}))",
    re.IGNORECASE,
)


def find_places(analysis: Analysis) -> Iterator[Candidate[str]]:
    """Yield the places of signing that head, signature or a report's words give."""
    for section in analysis.of("signature", "head", "place_date", "closing"):
        for line in section.lines:
            match = _SIGNED_AT.match(line.text)
            rule, score = "places.signed_at", 0.95
            if match is None and (section.kind == "place_date" or _DATED.match(line.text)):
                match, rule, score = _BEFORE_DATE.match(line.text), "places.before_date", 0.9
            if match is None and section.kind == "head":
                match, rule, score = PLACE_AND_DAY.search(line.text), "places.beside", 0.85
            if match is not None:
                place = quote(re.sub(r"\s+(?:pada|tanggal)\b.*$", "", match["place"], flags=re.I))
                start = line.start + match.start("place")
                end = start + len(place)
                if _SPACED.fullmatch(place):
                    place = place.replace(" ", "")
                yield Candidate(start, end, place, rule, score)
    yield from _day_left_blank(analysis)
    yield from _second_readings(analysis)
    if analysis.form == "report":
        for match in _REPORTED.finditer(analysis.text):
            yield Candidate(*match.span("place"), quote(match["place"]), "places.reported", 0.8)


def _day_left_blank(analysis: Analysis) -> Iterator[Candidate[str]]:
    """``Semarang,      Januari 2020``: the space of the day parts the line."""
    heads = analysis.of("letterhead", "head", "addressees", "place_date")
    lines = [line for section in heads for line in section.lines]
    for index, line in enumerate(lines):
        place = _PLACE_ALONE.fullmatch(line.text)
        if place is None:
            continue
        near = lines[index + 1 : index + 1 + (_MOST_BETWEEN if line.box is not None else 1)]
        if any(_MONTH_ALONE.fullmatch(x.text) and _beside(line, x) for x in near):
            end = line.start + place.end("place")
            yield Candidate(line.start, end, quote(place["place"]), "places.before_date", 0.85)


def _beside(line: Line, other: Line) -> bool:
    """Whether *other* stands to the right of *line*, as far as their places are known."""
    left, right = line.box, other.box
    if left is None or right is None:
        return True
    return abs(right.top - left.top) < left.height and right.x0 > left.x0


def _second_readings(analysis: Analysis) -> Iterator[Candidate[str]]:
    """Places before a date that another engine read, where a pen or a copy spoilt the line."""
    for section in analysis.of("place_date", "head", "letterhead", "signature", "addressees"):
        for line in section.lines:
            for reading in line.readings:
                match = _DATED.match(reading.text) and _BEFORE_DATE.match(reading.text)
                if match:
                    message = f"read a second time as {reading.text!r} ({reading.engine})"
                    yield Candidate(
                        line.start,
                        line.end,
                        quote(match["place"]),
                        "places.second_reading",
                        0.8 * reading.confidence,
                        warnings=(("second_reading", message),),
                    )
