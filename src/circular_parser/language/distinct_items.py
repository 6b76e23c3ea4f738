"""Tells which items found in several lists of one document are the same unit.

A report names a unit in full and later by its abbreviation, a letter repeats in one point
what another has listed. Within one list every item is an item of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from circular_parser.language.analysis import Candidate
from circular_parser.record import ExemptService

# The role of an item that only says "public service", in a list that says no more.
GENERAL = "general"
# The role of the staff of a sector, of which the text may list the units elsewhere.
SECTOR = "sector"
_FEW_SPECIFIC = 3
_LONGEST_ABBREVIATION = 14
_BETWEEN_WORDS = re.compile(r"\W+")
_COUNTED = re.compile(r"(?:dua|tiga|empat|lima|kedua|ketiga|keempat|\d) (?P<kind>\w+)", re.I)
_FEW_COUNTED = 2
_BRACKET = re.compile(r"\(([^()]+)\)")

Item = Candidate[ExemptService]


def distinct(lists: list[list[Item]]) -> list[Item]:
    """Return the best of overlapping or equal items of *lists*, in the order of the text.

    General items stay only where few others are named, and only those of the best list; so
    do the staff of a sector, in every list.
    """
    place = {id(item): number for number, items in enumerate(lists) for item in items}
    kept: list[Item] = []
    names: set[str] = set()
    every = [item for items in lists for item in items]
    for item in sorted(every, key=lambda c: (-c.score, c.start - c.end, c.start)):
        name = _name(item.value.text)
        overlaps = any(c.start < item.end and item.start < c.end for c in kept)
        if name in names or overlaps:
            continue
        names.add(name)
        kept.append(item)
    kept = [
        item
        for item in kept
        if not any(place[id(c)] != place[id(item)] and _is_short_for(item, c) for c in kept)
    ]
    kept = [item for item in kept if not _counts(item, kept)]
    few = sum(not c.role and c.value.kind != "position" for c in kept) < _FEW_SPECIFIC
    if not few:
        kept = [c for c in kept if c.role != SECTOR]
    general = [c for c in kept if c.role == GENERAL]
    if general:
        best = place[id(max(general, key=lambda c: (c.score, len(c.value.text))))]
        kept = [c for c in kept if c.role != GENERAL or (few and place[id(c)] == best)]
    return sorted(kept, key=lambda c: c.start)


def _counts(item: Item, items: list[Item]) -> bool:
    """Say whether *item* only tells how many of *items* there are (``dua RSUD``)."""
    counted = _COUNTED.fullmatch(item.value.text)
    if counted is None:
        return False
    kind = _name(counted["kind"])
    return sum(_name(other.value.text).startswith(f"{kind} ") for other in items) >= _FEW_COUNTED


def _is_short_for(item: Item, other: Item) -> bool:
    """Say whether *item* names the unit that *other* names in full (``Dishub``)."""
    short, full = _name(item.value.text), _name(other.value.text)
    if item.value.service != other.value.service or len(short) >= len(full):
        return False
    bracket = _BRACKET.search(other.value.text)
    if full.startswith(f"{short} "):
        return not full.startswith(f"{short} dan ")  # "eselon II dan III" is more than one
    # "Kepala OPD" stands for "Kepala Organisasi Perangkat Daerah (OPD)".
    if bracket is not None and short.endswith(letters := _name(bracket[1])):
        return full.startswith(short.removesuffix(letters))
    return (
        other.value.kind == "agency"
        and " " not in short
        and len(short) <= _LONGEST_ABBREVIATION
        and " " in full
        and abbreviates(short, full)
    )


def abbreviates(short: str, full: str) -> bool:
    """Tell whether the letters of *short* stand in *full* in this order, the first first."""
    letters = iter(full)
    return short[0] == full[0] and all(letter in letters for letter in short)


@lru_cache  # each item is held against each other one
def _name(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()
