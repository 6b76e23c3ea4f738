"""Resolves which region a report is about."""

from __future__ import annotations

import re
from collections import Counter

from circular_parser.language.analysis import Analysis, Candidate, RegionValue
from circular_parser.resolve.evidence import Trace
from circular_parser.resolve.parties import NATIONAL, unambiguous

_CAPITAL = "31"
_JAVA_AND = re.compile(r"\bJawa(?:\s(?:dan|&)\s|\s?[-–/]\s?)$")
_ADDRESS = re.compile(r"[\s,(]*(?:\(?\w+\),?\s*)?(?:provinsi\s*)?\(?", re.IGNORECASE)


def main_region(analysis: Analysis, trace: Trace) -> Candidate[RegionValue] | None:
    """The region that a report is about: most often named, a cued name counts thrice."""
    weights: Counter[str] = Counter()
    first: dict[str, Candidate[RegionValue]] = {}
    previous: Candidate[RegionValue] | None = None
    for candidate in unambiguous(analysis, trace):
        code = candidate.value.code
        if _JAVA_AND.search(analysis.text, max(0, candidate.start - 12), candidate.start):
            reason = "Jawa and Bali together are most of the country"
            trace.decide("/issuer/region", candidate, False, reason)
            continue
        if previous is not None and _address_of(analysis, previous, candidate):
            reason = "it only tells where the place before it lies"
            trace.decide("/issuer/region", candidate, False, reason)
            continue
        previous = candidate
        weights[code] += 3 if candidate.role == "cued" else 1
        if code not in first or candidate.score > first[code].score:
            first[code] = candidate
    if _only_seat(analysis, weights, first):
        reason = "the seat of the ministry that is named"
        trace.decide("/issuer/region", first[_CAPITAL], False, reason)
        return None
    if not weights:
        return None
    # A province that holds the most named kabupaten or kota is only its address.
    ranked = weights.most_common()
    top = ranked[0][0]
    if len(top) == 2:
        inside = [
            code for code, n in ranked[1:] if code.startswith(f"{top}.") and n >= ranked[0][1]
        ]
        top = inside[0] if inside else top
    reason = f"named most: weight {weights[top]} of {weights.total()}"
    trace.decide("/issuer/region", first[top], True, reason)
    return first[top]


def _address_of(
    analysis: Analysis, place: Candidate[RegionValue], province: Candidate[RegionValue]
) -> bool:
    """Whether a province only tells where the place named right before it lies."""
    if not place.value.code.startswith(f"{province.value.code}."):
        return False
    between = analysis.text[place.end : province.start]
    return len(between) <= 30 and _ADDRESS.fullmatch(between) is not None


def _only_seat(
    analysis: Analysis, weights: Counter[str], first: dict[str, Candidate[RegionValue]]
) -> bool:
    """Whether the one region named is Jakarta, the seat of a ministry or of the newspaper."""
    if set(weights) != {_CAPITAL} or first[_CAPITAL].role == "cued":
        return False
    national = any(office.value.level in NATIONAL for office in analysis.offices)
    return national or weights[_CAPITAL] == 1
