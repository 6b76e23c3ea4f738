"""Tells what a pen wrote from print, by the doubt in the scores of the recogniser of lines.

A recogniser that was trained on print divides its scores otherwise over the signs of a hand than
over those of any font: a small network looks at them, step by step.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..errors import ModelError
from ..resources import model_folder

_FILE = "handwriting.npz"
LEAST_SCORE = 1e-13
REACH = 2  # steps seen before and after each
_STEPS = 3  # the likeliest ones of a line: a digit or two
_BY_HAND = 0.5  # likelihood of a step
_MARGIN = 1  # steps around them


class Handwriting:
    """The network, for a recogniser with certain characters; ``models/handwriting`` trains it."""

    def __init__(self, weights: dict[str, npt.NDArray[np.float32]], columns: list[int]) -> None:
        self._weights = weights
        self._columns = columns

    def steps(self, scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return how likely each step of a line is written by hand, 0..1.

        Args:
            scores: of each character of the recogniser (columns) in each step (rows).
        """
        weights = self._weights
        seen = np.pad(features(scores, self._columns), ((REACH, REACH), (0, 0)), mode="edge")
        # One product for each step of the window: a large one wakes threads, which cost more.
        parts = np.split(weights["hidden"], 2 * REACH + 1)
        sums = sum(seen[at : at + len(scores)] @ part for at, part in enumerate(parts))
        hidden = np.maximum(sums + weights["hidden_bias"], 0.0)
        sums = hidden @ weights["output"] + weights["output_bias"]
        return np.asarray(1.0 / (1.0 + np.exp(-sums)), np.float32)


def likelihood(steps: npt.NDArray[np.float32]) -> float:
    """Return how likely a part of a line is written by hand, from what its *steps* are."""
    return float(np.sort(steps)[-_STEPS:].mean())


def written(steps: npt.NDArray[np.float32]) -> list[tuple[int, int]]:
    """Return the runs of steps that a pen wrote, each from its first step to the one after it."""
    near = np.convolve(steps > _BY_HAND, np.ones(2 * _MARGIN + 1), "same") > 0
    edges = np.flatnonzero(np.diff(near, prepend=False, append=False))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def features(scores: npt.NDArray[np.float32], columns: Sequence[int]) -> npt.NDArray[np.float32]:
    """Return the logarithms of some columns, the first as it is, the others less their mean."""
    logs = np.log(np.maximum(scores[:, columns], LEAST_SCORE))
    logs[:, 1:] -= logs[:, 1:].mean(axis=1, keepdims=True)
    return np.asarray(logs, np.float32)


def handwriting_of(recogniser: str, characters: Sequence[str]) -> Handwriting | None:
    """Return the network for the *recogniser* of this file name; None for another one's.

    Raises:
        ModelError: its file is missing or malformed.
    """
    path = model_folder().base / _FILE
    try:
        with np.load(path) as file:
            weights = dict(file)
        wanted, trained_for = weights.pop("characters").tolist(), weights.pop("recogniser").item()
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(str(path), f"cannot be used: {error}") from None
    if trained_for != recogniser or not set(wanted) <= set(characters):
        return None
    places = {character: place for place, character in enumerate(characters)}
    return Handwriting(weights, [places[character] for character in wanted])
