"""What confidences are worth: how often values of each confidence are right.

The expected calibration error and the Brier score say how far confidences are from the
shares that are right; a threshold says from which confidence on values may be taken
unseen, with the one-sided bound that so few or so many values allow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
"""Edges of the bins; finer at the top, where most values are."""

TARGET = 0.99
"""Share of values right that a threshold is to assure."""

FEWEST = 20
"""Values below which no threshold is given."""

_LEVEL = 0.95


class Judgement(NamedTuple):
    """One value found: its document, field and JSON Pointer, its confidence, its truth."""

    document: str
    field: str
    pointer: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The values whose confidence is at least ``low`` and under ``high`` (1 included)."""

    low: float
    high: float
    count: int
    right: int
    mean_confidence: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """The lowest confidence at and above which at least the target share is right.

    ``lower_bound`` is what the share is at least, with 95 % confidence, for so many values
    (Clopper and Pearson 1934, one-sided; the values taken as independent). ``enough`` says
    whether even that bound reaches the target; without it the threshold is a point figure
    of few values.
    """

    confidence: float
    count: int
    right: int
    lower_bound: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Reliability:
    """What the confidences of one field are worth.

    ``calibration_error`` is the expected calibration error over the bins; ``brier`` the
    mean squared distance of confidence and truth. ``threshold`` is None where no confidence
    assures the target, or fewer than twenty values lie above any that does.
    """

    count: int
    right: int
    calibration_error: float
    brier: float
    bins: list[Bin]
    threshold: Threshold | None


def reliability_table(
    judgements: Iterable[Judgement], target: float = TARGET
) -> dict[str, Reliability]:
    """Return the reliability of each field that has values, and of ``all`` together."""
    groups: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        groups.setdefault(judgement.field, []).append(judgement)
    if len(groups) > 1:
        groups["all"] = [judgement for group in groups.values() for judgement in group]
    return {name: _reliability(group, target) for name, group in groups.items()}


def _reliability(values: Sequence[Judgement], target: float) -> Reliability:
    bins = [_bin(values, low, high) for low, high in pairwise(BINS)]
    filled = [part for part in bins if part.count]
    count = len(values)
    distance = sum(abs(part.right - part.mean_confidence * part.count) for part in filled)
    return Reliability(
        count=count,
        right=sum(value.right for value in values),
        calibration_error=distance / count,
        brier=sum((value.confidence - value.right) ** 2 for value in values) / count,
        bins=filled,
        threshold=_threshold(values, target),
    )


def _bin(values: Sequence[Judgement], low: float, high: float) -> Bin:
    top = high == BINS[-1]
    inside = [v for v in values if low <= v.confidence and (top or v.confidence < high)]
    mean = sum(v.confidence for v in inside) / len(inside) if inside else 0.0
    return Bin(low, high, len(inside), sum(v.right for v in inside), mean)


def _threshold(values: Sequence[Judgement], target: float) -> Threshold | None:
    """Take in values from the surest down; keep the lowest confidence that holds the target."""
    ordered = sorted(values, key=lambda value: -value.confidence)
    found, right = None, 0
    for count, value in enumerate(ordered, 1):
        right += value.right
        last_of_its_kind = count == len(ordered) or ordered[count].confidence < value.confidence
        if last_of_its_kind and count >= FEWEST and right >= target * count:
            bound = lower_bound(right, count)
            found = Threshold(value.confidence, count, right, bound, bound >= target)
    return found


def lower_bound(right: int, count: int, level: float = _LEVEL) -> float:
    """Return the one-sided bound of Clopper and Pearson on the share behind *right* of *count*.

    It is the share at which *right* or more of *count* would come about with probability
    1 - *level*; found by halving.
    """
    if right == 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if _at_least(right, count, middle) < 1 - level:
            low = middle
        else:
            high = middle
    return low


def _at_least(right: int, count: int, share: float) -> float:
    """Return the probability of *right* or more of *count* where each is right with *share*."""
    if share in (0.0, 1.0):
        return share
    hit, miss = math.log(share), math.log1p(-share)
    whole = math.lgamma(count + 1)
    return math.fsum(
        math.exp(
            whole - math.lgamma(k + 1) - math.lgamma(count - k + 1) + k * hit + (count - k) * miss
        )
        for k in range(right, count + 1)
    )
