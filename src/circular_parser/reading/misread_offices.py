"""Offices over a signature that were read with a slip, put right by what offices there are.

A stamp's ring and the strokes of a pen cross the office more than any other line: BURATI MUNA
stands under the letterhead of the BUPATI MUNA. What is printed in another order of letters is a
misprint and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from .ocr import Recognised
from .settings import reading_patterns
from .signature_area import Run, runs_of

_LEFT, _TOP = 0.3, 0.2  # of the page: where no office signs
_PER_SLIP = 3  # letters, where the region behind the office is on the page a second time
_SLIPS = 3  # at the most
_LONG = 12  # letters of an office that needs no region
_LEAST_PLACE = 3  # letters


def repair_offices(words: Sequence[Recognised], width: int, height: int) -> list[Recognised]:
    """Return *words* of a page with the misread offices over a signature put right.

    Args:
        words: in pixels of a page.
        width: of the page.
        height: of the page.
    """
    runs = list(runs_of(words)) if words else []
    repaired: dict[int, Recognised] = {}
    for run in runs:
        if run.box.x0 < _LEFT * width or run.box.top < _TOP * height:
            continue
        office = _misread(run, runs)
        if office is not None:
            parts = office.split()
            pairs = zip(run.words, parts, strict=False)
            repaired |= {
                id(word): replace(word, text=_like(word.text, part)) for word, part in pairs
            }
    return [repaired.get(id(word), word) for word in words]


def _misread(run: Run, runs: Sequence[Run]) -> str | None:
    """Return the office that a line in capitals nearly begins with; None as nearly always."""
    if not run.text.isupper():
        return None
    misread = reading_patterns().misread
    bare = [_bare(word.text) for word in run.words]
    if any(_begins_with(bare, office) for office in misread.offices):
        return None
    for office in misread.offices:
        count = len(office.split())
        head, place = bare[:count], bare[count:]
        if not misread.others.isdisjoint(word.casefold() for word in head):
            continue
        given, wanted = "".join(head), office.replace(" ", "")
        slips = Levenshtein.distance(given, wanted, score_cutoff=_SLIPS)
        if slips > _SLIPS or sorted(given) == sorted(wanted):
            continue
        known_place = bool(place) and _elsewhere(place, run, runs)
        if (_PER_SLIP * slips <= len(wanted) and known_place) or (
            len(wanted) >= _LONG and len(head) == count
        ):
            return office
    return None


def _begins_with(bare: Sequence[str], office: str) -> bool:
    return "".join(bare).startswith(office.replace(" ", ""))


def _elsewhere(place: Iterable[str], run: Run, runs: Sequence[Run]) -> bool:
    """Whether the name of a place stands in another line too."""
    parts = list(place)
    if max(map(len, parts)) < _LEAST_PLACE:
        return False
    name = " ".join(parts)
    return any(
        name in " ".join(_bare(word.text).upper() for word in other.words)
        for other in runs
        if other is not run
    )


def _bare(text: str) -> str:
    return text.strip(".,:;'\"|")


def _like(text: str, office: str) -> str:
    """Return *office* with the mark that ends *text*."""
    return office + text[len(text.rstrip(".,")) :]
