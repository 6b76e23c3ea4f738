"""Softmax regression by a table of weights: named features speak for classes.

The models are trained by the scripts under ``models/``; each has its features in a module of
its own. A weight is a hundredth of a logarithm.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Any

import numpy as np

from circular_parser.resources import ModelFolder

_Numbers = np.ndarray[Any, np.dtype[np.float32]]
# All sets of features are scaled to this length, so that long texts are no surer than short ones.
_LENGTH = 3.0


class LinearModel:
    """The weights in the file *name* of *folder*, read when first asked for."""

    def __init__(self, folder: ModelFolder, name: str) -> None:
        self._path = (folder / name).layers[-1]
        self._classes: list[str] = []
        self._bias = np.zeros(0, dtype=np.float32)
        self._rows: dict[str, int] = {}
        self._weights = np.zeros((0, 0), dtype=np.int16)

    @property
    def classes(self) -> list[str]:
        """The names of the classes.

        Raises:
            OSError: the weights cannot be read.
            ValueError: the file is malformed.
        """
        if not self._classes:
            self._read()
        return self._classes

    def log_shares(self, found: Mapping[str, float]) -> dict[str, float]:
        """Return the logarithm of each class's probability, for the features *found*.

        Raises:
            OSError: the weights cannot be read.
            ValueError: the file is malformed.
        """
        classes = self.classes
        return dict(zip(classes, self._shares(found).tolist(), strict=True))

    def likeliest(self, found: Mapping[str, float], count: int) -> list[tuple[str, float]]:
        """Return the *count* likeliest classes, best first, each as :meth:`log_shares` has it."""
        classes = self.classes
        shares = self._shares(found)
        best = np.argsort(-shares, kind="stable")[:count]
        return [(classes[i], float(shares[i])) for i in best.tolist()]

    def _shares(self, found: Mapping[str, float]) -> _Numbers:
        rows, values = [], []
        for name, value in found.items():
            row = self._rows.get(name)
            if row is not None:
                rows.append(row)
                values.append(value)
        weights = self._weights[rows].astype(np.float32)
        totals = self._bias + np.array(values, dtype=np.float32) @ weights * (_scale(found) / 100)
        totals -= totals.max()
        totals -= math.log(np.exp(totals).sum())
        return totals

    def _read(self) -> None:
        data = json.loads(self._path.read_text(encoding="utf-8"))
        try:
            bias, weights, classes = data["bias"], data["weights"], data["types"]
        except KeyError as error:
            raise ValueError(f"{self._path.name}: no {error}") from error
        # A feature has the columns of classes and its weights for them, in hundredths, in turn.
        pairs = np.array(list(chain.from_iterable(weights.values())), dtype=np.int32)
        rows = np.repeat(np.arange(len(weights)), [len(row) // 2 for row in weights.values()])
        table = np.zeros((len(weights), len(classes)), dtype=np.int16)
        table[rows, pairs[::2]] = pairs[1::2]
        self._rows = {name: row for row, name in enumerate(weights)}
        self._weights = table
        self._bias = np.array(bias, dtype=np.float32) / np.float32(100)
        self._classes = classes


@cache
def load_linear_model(folder: ModelFolder, name: str) -> LinearModel:
    """Return the model in the file *name* of *folder*, whose weights are read once."""
    return LinearModel(folder, name)


def scaled(found: Mapping[str, float]) -> dict[str, float]:
    """Return the features *found* scaled to one length, as they are trained on."""
    scale = _scale(found)
    return {name: value * scale for name, value in found.items()}


def _scale(found: Mapping[str, float]) -> float:
    return _LENGTH / (math.hypot(*found.values()) or 1.0)
