"""Softmax regression by a table of weights: named features speak for classes.

The models are trained by the scripts under ``models/``; each has its features in a module of
its own. A weight is a hundredth of a logarithm.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache

from circular_parser.resources import ModelFolder

# All sets of features are scaled to this length, so that long texts are no surer than short ones.
_LENGTH = 3.0


class LinearModel:
    """The weights in the file *name* of *folder*, read when first asked for."""

    def __init__(self, folder: ModelFolder, name: str) -> None:
        self._path = (folder / name).layers[-1]
        self._classes: list[str] = []
        self._bias: list[float] = []
        self._weights: dict[str, list[int]] = {}

    def log_shares(self, found: Mapping[str, float]) -> dict[str, float]:
        """Return the logarithm of each class's probability, for the features *found*.

        Raises:
            OSError: the weights cannot be read.
            ValueError: the file is malformed.
        """
        if not self._classes:
            self._read()
        scale = _scale(found) / 100
        totals = self._bias.copy()
        # A feature speaks for few classes: a few sums, no matrix.
        for name, value in found.items():
            pairs = self._weights.get(name)
            if pairs is not None:
                value *= scale
                columns = iter(pairs)
                for column, weight in zip(columns, columns, strict=True):
                    totals[column] += value * weight
        most = max(totals)
        whole = most + math.log(sum([math.exp(total - most) for total in totals]))
        return dict(zip(self._classes, [total - whole for total in totals], strict=True))

    def _read(self) -> None:
        data = json.loads(self._path.read_text(encoding="utf-8"))
        try:
            bias, weights, classes = data["bias"], data["weights"], data["types"]
        except KeyError as error:
            raise ValueError(f"{self._path.name}: no {error}") from error
        # A feature has the columns of classes and its weights for them, in hundredths, in turn.
        self._weights = weights
        self._bias = [weight / 100 for weight in bias]
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
