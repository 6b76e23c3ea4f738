"""Tells what a pen wrote from print, by the doubt in the scores of the recogniser of lines.

A recogniser that was trained on print divides its scores otherwise over the signs of a hand than
over those of any font: a small network looks at them, step by step.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..resources import model_folder

_FILE = "handwriting.npz"
LEAST_SCORE = 1e-13
_STEPS = 3  # the likeliest ones of a line: a digit or two


class Handwriting:
    """The network, for a recogniser with certain characters; ``models/handwriting`` trains it."""

    def __init__(self, weights: dict[str, npt.NDArray[np.float32]], columns: list[int]) -> None:
        self._weights = weights
        self._columns = columns

    def likelihood(self, scores: npt.NDArray[np.float32]) -> float:
        """Return how likely a part of a line is written by hand, 0..1.

        Args:
            scores: of each character of the recogniser (columns) in each step (rows).
        """
        weights = self._weights
        seen = windows(features(scores, self._columns))
        hidden = np.maximum(seen @ weights["hidden"] + weights["hidden_bias"], 0.0)
        steps = 1.0 / (1.0 + np.exp(-(hidden @ weights["output"] + weights["output_bias"])))
        return float(np.sort(steps)[-_STEPS:].mean())


def features(scores: npt.NDArray[np.float32], columns: Sequence[int]) -> npt.NDArray[np.float32]:
    """Return the logarithms of some columns, the first as it is, the others less their mean."""
    logs = np.log(np.maximum(scores[:, columns], LEAST_SCORE))
    logs[:, 1:] -= logs[:, 1:].mean(axis=1, keepdims=True)
    return np.asarray(logs, np.float32)


def windows(rows: npt.NDArray[np.float32], reach: int = 2) -> npt.NDArray[np.float32]:
    """Return each row between those *reach* before and after it; the ends are repeated."""
    padded = np.pad(rows, ((reach, reach), (0, 0)), mode="edge")
    return np.concatenate([padded[at : at + len(rows)] for at in range(2 * reach + 1)], axis=1)


def handwriting_of(recogniser: str, characters: Sequence[str]) -> Handwriting | None:
    """Return the network for the *recogniser* of this file name; None for another one's."""
    with np.load(model_folder().base / _FILE) as file:
        weights = dict(file)
    wanted = weights.pop("characters").tolist()
    if weights.pop("recogniser").item() != recogniser or not set(wanted) <= set(characters):
        return None
    return Handwriting(weights, [characters.index(character) for character in wanted])
