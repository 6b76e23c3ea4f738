"""Softmax regression by a table of weights: named features speak for classes.

The models are trained by the scripts under ``models/``; each has its features in a module of
its own. A file of weights holds the ``names`` of the features and the ``classes``, a line each;
how many weights each feature has (``counts``), and of all these in turn the class (``columns``)
and the weight, in hundredths of a logarithm; and the ``bias`` of each class, in hundredths, too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any
from zipfile import BadZipFile

import numpy as np

from circular_parser.resources import ModelFolder

_Numbers = np.ndarray[Any, np.dtype[np.float32]]
# All sets of features are scaled to this length, so that long texts are no surer than short ones.
_LENGTH = 3.0


class LinearModel:
    """The weights in the file *name* of *folder*, read when first asked for."""

    def __init__(self, folder: ModelFolder, name: str) -> None:
        self._made_of = folder, name
        self._path = (folder / name).layers[-1]
        self._classes: list[str] = []
        self._bias = np.zeros(0, dtype=np.float32)
        # The hashes of the names, rising, and in their order the weights: a dict of so many
        # names takes ten times as much room, and the look-ups in it take longer than the sums.
        self._hashes = np.zeros(0, dtype=np.int64)
        self._weights = np.zeros((0, 0), dtype=np.int16)

    def __reduce__(self) -> tuple[type[LinearModel], tuple[ModelFolder, str]]:
        """Send where the weights stand, not them: another process hashes names otherwise."""
        return LinearModel, self._made_of

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
        best = (-shares).argsort(kind="stable")[:count]
        return [(classes[i], float(shares[i])) for i in best.tolist()]

    def _shares(self, found: Mapping[str, float]) -> _Numbers:
        hashes = np.fromiter(map(hash, found), np.int64, len(found))
        values = np.fromiter(found.values(), np.float32, len(found))
        rows = self._hashes.searchsorted(hashes)
        known = self._hashes.take(rows, mode="clip") == hashes
        weights = self._weights.take(rows[known], axis=0).astype(np.float32)
        totals: _Numbers = self._bias + values[known] @ weights * (_scale(found) / 100)
        totals -= totals[totals.argmax()]
        totals -= math.log(np.exp(totals).sum())
        return totals

    def _read(self) -> None:
        try:
            with np.load(self._path) as data:
                names, classes = (str(data[key]).split("\n") for key in ("names", "classes"))
                hashes = np.fromiter(map(hash, names), np.int64, len(names))
                order = hashes.argsort()
                table = np.zeros((len(names), len(classes)), dtype=np.int16)
                rows = np.repeat(order.argsort(), data["counts"])
                table[rows, data["columns"]] = data["weights"]
                bias = data["bias"]
        except (KeyError, ValueError, EOFError, IndexError, BadZipFile) as error:
            raise ValueError(f"{self._path.name}: {error}") from error
        self._hashes = hashes[order]
        self._weights = table
        self._bias = bias / np.float32(100)
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
