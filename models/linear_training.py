"""Trains linear models: softmax regression with a quadratic penalty, by full gradients."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

RATE = 0.05
BIAS = 0.3  # the constant feature of every example
LEAST = 0.08  # smaller weights are left out
_SEED = 1


def train(
    examples: Sequence[tuple[str, dict[str, float]]],
    path: Path,
    penalty: float,
    steps: int,
    *,
    dropped: float = 0.0,
    averaged: bool = False,
    least: float = LEAST,
) -> str:
    """Learn the class of each example from its features and write the weights to *path*.

    Rare classes count more. The share *dropped* of the features, others at each step, is not
    seen: so no class comes to hang on one word. *averaged*: the weights are the mean of those of
    the second half of the steps, which hangs less on chance. Weights smaller than *least* are
    left out.
    Returns how much there was to learn from.
    """
    known = sorted({type_ for type_, _ in examples})
    types = np.zeros((len(examples), len(known)), dtype=np.float32)
    for row, (type_, _) in enumerate(examples):
        types[row, known.index(type_)] = 1
    places, weights = _fit([f for _, f in examples], types, penalty, steps, dropped, averaged)
    write_weights(path, known, list(places), weights[:-1], BIAS * weights[-1], least)
    return f"{len(examples)} examples, {len(places)} features, {len(known)} classes"


def write_weights(
    path: Path, classes: list[str], names: list[str], weights: Any, bias: Any, least: float
) -> None:
    """Write the *weights*, a row for each of *names* and a column for each class, to *path*.

    Those smaller than *least* are left out.
    """
    kept = np.where(np.abs(weights) >= least, np.round(100 * weights), 0).astype(np.int16)
    some = np.flatnonzero(kept.any(axis=1))
    kept = kept[some]
    rows, columns = np.nonzero(kept)
    np.savez_compressed(
        path,
        names="\n".join(names[row] for row in some),
        classes="\n".join(classes),
        counts=np.bincount(rows, minlength=len(kept)).astype(np.uint8),
        columns=columns.astype(np.uint8),
        weights=kept[rows, columns],
        bias=np.round(100 * np.asarray(bias), 1).astype(np.float32),
    )


def _fit(
    found: list[dict[str, float]],
    types: Any,
    penalty: float,
    steps: int,
    dropped: float,
    averaged: bool,
) -> tuple[dict[str, int], Any]:
    """Return the row of each feature and the weights by types, rare types counted more.

    *types* has a one in each example's row at its type. The last row is the bias.
    """
    places = {name: i for i, name in enumerate(sorted({name for f in found for name in f}))}
    cells = [(row, places[n], v) for row, f in enumerate(found) for n, v in f.items()]
    cells += [(row, len(places), BIAS) for row in range(len(found))]
    by_example, by_feature = _Cells(cells, 0), _Cells(cells, 1)
    random = np.random.default_rng(_SEED)
    share = types @ (1 / np.sqrt(types.sum(axis=0)))
    share = (share / share.mean())[:, None]
    weights = np.zeros((len(places) + 1, types.shape[1]), dtype=np.float32)
    mean, spread, late = (np.zeros_like(weights) for _ in range(3))
    for step in range(1, steps + 1):
        if dropped:
            seen = (random.random(len(cells)) >= dropped).astype(np.float32) / (1 - dropped)
            by_example.weigh(seen)
            by_feature.weigh(seen)
        z = by_example.sums(weights)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        slope = by_feature.sums((p - types) * share) / len(found) + penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        move = mean / (1 - 0.9**step) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights -= RATE * move
        if averaged and 2 * step > steps:
            late += weights
    return places, late / (steps - steps // 2) if averaged else weights


class _Cells:
    """A sparse matrix by its rows (*axis* 0) or columns (1), none of them empty."""

    def __init__(self, cells: list[tuple[int, int, float]], axis: int) -> None:
        table = np.array(cells)
        self._order = np.argsort(table[:, axis], kind="stable")
        own = table[self._order, axis]
        self._other = table[self._order, 1 - axis].astype(int)
        self._whole = table[self._order, 2].astype(np.float32)[:, None]
        self._values = self._whole
        self._begins = np.concatenate(([0], np.flatnonzero(np.diff(own)) + 1))

    def weigh(self, shares: Any) -> None:
        """Let the cells, in the order they were given, count with *shares* of their values."""
        self._values = self._whole * shares[self._order, None]

    def sums(self, rows: Any) -> Any:
        """Return the product with the dense matrix *rows*."""
        return np.add.reduceat(rows[self._other] * self._values, self._begins, axis=0)
