"""Compares a record with a golden one, value by value, for the tests of samples."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

SCALARS = (
    "document_type",
    "number",
    "subject",
    "issued_on",
    "issued_at",
    "issuer.title",
    "issuer.region_code",
    "signatory.name",
    "signatory.position",
    "signatory.capacity",
    "signatory.on_behalf_of",
)
_LIKE = 0.6


def _get(record: dict[str, Any], key: str) -> Any:
    value: Any = record
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _words(value: Any) -> list[str]:
    text = value if isinstance(value, str) else value.get("text", "")
    return re.findall(r"[a-z0-9]+", text.casefold())


def likeness(one: Any, other: Any) -> float:
    """Return the F1 of the words that two values share."""
    a, b = Counter(_words(one)), Counter(_words(other))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0


def misses(gold: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return the single values of *gold* that *found* has otherwise."""
    wrong = []
    for key in SCALARS:
        if key.split(".")[0] not in gold:
            continue
        want, have = _get(gold, key), _get(found, key)
        same = want == have or (want and have and likeness(want, have) > 0.8)
        if key in ("number", "issued_on"):
            same = want == have
        if not same:
            wrong.append(key)
    return wrong


def matched(gold: dict[str, Any], found: dict[str, Any], key: str) -> tuple[int, int, int]:
    """Return how many items of a list match, how many were expected and how many given."""
    want, have = list(gold.get(key) or []), list(found.get(key) or [])
    left = list(have)
    hits = 0
    for item in want:
        best = max(left, key=lambda other: likeness(item, other), default=None)
        if best is not None and likeness(item, best) >= _LIKE:
            left.remove(best)
            hits += 1
    return hits, len(want), len(have)
