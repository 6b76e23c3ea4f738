"""Trains linear models: softmax regression by scikit-learn, and writes their weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from circular_parser.language.linear_model import scaled

# When the search for better weights ends.
_STEPS, _CLOSE = 100, 1e-3
# Smaller weights are left out.
_LEAST = 0.05


def train(
    classes: Sequence[str],
    found: Iterable[dict[str, float]],
    path: Path,
    *,
    cost: float = 1.0,
    least_seen: int = 1,
    weights: Sequence[float] | None = None,
) -> str:
    """Learn the class of each example from the features *found* and write the weights to *path*.

    *cost* is what a wrong example costs beside large weights. Features of fewer than *least_seen*
    examples are left out. *weights* tell how much each example counts, all alike without.
    Returns how much there was to learn from.
    """
    table = DictVectorizer(dtype=np.float32)
    cells = table.fit_transform(map(scaled, found))
    seen = np.flatnonzero(cells.getnnz(axis=0) >= least_seen)
    model = LogisticRegression(C=cost, max_iter=_STEPS, tol=_CLOSE).fit(
        cells[:, seen], classes, weights
    )
    names = table.get_feature_names_out()[seen].tolist()
    known = model.classes_.tolist()
    learned, bias = model.coef_.T, model.intercept_
    if len(known) == 2:  # scikit-learn has one column for two classes
        learned = np.hstack([-learned, learned]) / 2
        bias = np.concatenate([-bias, bias]) / 2
    _write(path, known, names, learned, bias)
    return f"{len(classes)} examples, {len(names)} features, {len(known)} classes"


def _write(path: Path, classes: list[str], names: list[str], weights: Any, bias: Any) -> None:
    """Write the *weights*, a row for each of *names* and a column for each class, to *path*."""
    kept = np.where(np.abs(weights) >= _LEAST, np.round(100 * weights), 0).astype(np.int16)
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
