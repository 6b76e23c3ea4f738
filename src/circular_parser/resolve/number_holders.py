"""Tells whose the circular is that a report numbers: of the office that stands before the number.

A report speaks of other circulars too: of the minister's that a mayor's follows.
"""

from __future__ import annotations

import re

from circular_parser.language.analysis import Analysis, Candidate, OfficeValue, RegionValue
from circular_parser.resolve.evidence import best

# Kementerian Agama keluarkan Surat Edaran No.; a ministry's own offices stand in regions.
_MINISTRY_ISSUES = re.compile(
    r"(?<!Kantor )(?<!Wilayah )\b(?:Kemente?rian\s[A-Z]|Kemen[a-z]{2,}\b)[^.;\n]{0,60}?\s"
    r"(?:(?:me)?(?:ngeluarkan|nerbitkan|keluarkan|terbitkan)|melalui)\b(?:[^.;\n]|\b[Nn]o\.){0,160}$"
)
_SENTENCE = 300  # characters
# From an office to the number of its circular: (Menag), Perhubungan Darat, RI Nomor :
_NUMBER_REACH = 60
# Bupati X NAME sudah menerbitkan surat edaran tentang Y dengan nomor
_ISSUES_REACH = 140
_ONE_SENTENCE = re.compile(r"(?:[^.;\n]|\.(?! [A-Z]))*")
_NEXT = re.compile(r"(?:[\s,(]+[A-Z][\w-]*\)?)*[\s,]*(?:[Nn]omor|[Nn]o\.?)?\s*:?\s*")
# Menindaklanjuti Surat Edaran Menteri X: of a circular that is cited.
_CITES = re.compile(
    r"(?:menindak\s?lanjuti|mengikuti|berpedoman|merujuk|mengacu)[^.]*$", re.IGNORECASE
)
_CITING = 160  # characters before the office


def is_numbered(analysis: Analysis, office: Candidate[OfficeValue]) -> bool:
    """Whether the document's own number stands right behind *office*, whose it then is."""
    return any(_stands_behind(analysis, office, own) for own in _own_numbers(analysis))


def is_cited(analysis: Analysis, office: Candidate[OfficeValue]) -> bool:
    """Whether the circular that *office* issued is cited rather than reported."""
    following = [c for c in analysis.numbers if 0 <= c.start - office.end < _NUMBER_REACH]
    # Surat Edaran Bupati X yang mengacu pada Surat Edaran Menteri Y Nomor N: N is the minister's.
    if following and not any(
        office.end <= other.start < following[0].start for other in analysis.offices
    ):
        # The document's own number is the one that resolve_identity takes.
        own = _surest_own(analysis)
        return following[0].role == "cited" or own is None or following[0].value != own.value
    before = max(0, office.start - _CITING)
    return _CITES.search(analysis.text, before, office.start) is not None


def issued_by_head(analysis: Analysis, main: RegionValue) -> bool:
    """Whether the head of *main* is said to issue the circular of the own number."""
    heads = [
        o
        for o in analysis.offices
        if o.role in ("circular", "issuing") and o.value.head and o.value.region == main
    ]
    return any(
        0 <= own.start - head.end < _ISSUES_REACH
        and _ONE_SENTENCE.fullmatch(analysis.text, head.end, own.start)
        and not any(head.end <= other.start < own.start for other in analysis.offices)
        for own in _own_numbers(analysis)
        for head in heads
    )


def numbered_by_ministry(analysis: Analysis) -> bool:
    """Whether the own number is named as a ministry's, not as that of its office in a region."""
    places = [own.places["issuer"] for own in _own_numbers(analysis) if "issuer" in own.places]
    return bool(places) and not any(
        start <= region.start < end for start, end in places for region in analysis.regions
    )


def of_ministry(analysis: Analysis) -> bool:
    """Whether a ministry, and none of its offices in a region, is said to issue the own number."""
    if numbered_by_ministry(analysis):
        return True
    own = _surest_own(analysis)
    if own is None:
        return False
    before = max(0, own.start - _SENTENCE)
    said = _MINISTRY_ISSUES.search(analysis.text, before, own.start)
    return said is not None and not any(
        said.start() <= region.start < said.end() for region in analysis.regions
    )


def _own_numbers(analysis: Analysis) -> list[Candidate[str]]:
    """The document's own number wherever it is printed.

    Where a head of region's circular and a ministry's have one number, the ministry's is not it.
    """
    surest = _surest_own(analysis)
    if surest is None:
        return []
    same = [c for c in analysis.numbers if c.role == "own" and c.value == surest.value]
    heads = [o for o in analysis.offices if o.role == "circular" and o.value.head]
    if any(_stands_behind(analysis, head, number) for head in heads for number in same):
        same = [c for c in same if c is surest or "issuer" not in c.places]
    return same


def _surest_own(analysis: Analysis) -> Candidate[str] | None:
    return best([c for c in analysis.numbers if c.role == "own"])


def _stands_behind(
    analysis: Analysis, office: Candidate[OfficeValue], number: Candidate[str]
) -> bool:
    if not 0 <= number.start - office.end < _NUMBER_REACH:
        return False
    return _NEXT.fullmatch(analysis.text, office.end, number.start) is not None
