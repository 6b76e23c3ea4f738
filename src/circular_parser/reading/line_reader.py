"""A neural recogniser for one line of text."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from .beam_search import likeliest_texts
from .handwriting import Handwriting, handwriting_of, likelihood, written
from .neural import NeuralModel, model_files
from .ocr import GreyImage
from .pen_digits import PenText, pen_digits

_HEIGHT = 48  # pixels, as the model was trained
_LEAST_WIDTH = 320
_MOST_WIDTH = 2000
_STEP = 8  # pixels of width that a step of the model sees anew


class Alternatives(NamedTuple):
    """What a line may say, likeliest first, each text with its share of the probability.

    ``by_hand`` is how likely a part of it is written by hand; None where nothing can tell.
    ``written`` tells where, from and to, in shares of the width of the crop.
    """

    texts: list[tuple[str, float]]
    by_hand: float | None
    written: list[tuple[float, float]]


class LineReader:
    """Reads the crop of one line."""

    def __init__(self, model: Path) -> None:
        self._model = NeuralModel(model)
        self.characters = ["", *self._model.metadata("character").splitlines(), " "]
        self.name = model.name

    @functools.cached_property
    def handwriting(self) -> Handwriting | None:
        """What tells handwriting from print; None where it is for another recogniser.

        Raises:
            ModelError: its file is missing or malformed.
        """
        return handwriting_of(self.name, self.characters)

    def read(self, image: GreyImage, alphabet: str = "") -> tuple[str, float]:
        """Return the text of a level crop, and the mean confidence of its characters.

        *alphabet* holds the only characters that can stand there; empty for any.
        """
        return self._decoded(self._within(self.scores(image), alphabet))

    def readings(self, image: GreyImage, alphabet: str, label: re.Pattern[str]) -> Alternatives:
        """Return what a level crop may say behind its *label*, without spaces.

        *alphabet* as in :meth:`read`.
        """
        by_hand, places = self.by_hand(image)
        scores = self._within(self.scores(image), alphabet)
        steps = _steps(scores)
        found = label.match(self._text(scores, steps))
        if found is not None:
            scores = scores[steps[found.end()] :] if found.end() < len(steps) else scores[:0]
        # What cannot stand there adds nothing, as the space and the blank between characters.
        characters = [char if char in alphabet else "" for char in self.characters]
        texts = [(text, share) for text, share, _ in likeliest_texts(scores, characters)]
        return Alternatives(texts, by_hand, places)

    def by_hand(self, image: GreyImage) -> tuple[float | None, list[tuple[float, float]]]:
        """Return how likely a part of a level crop is written by hand, and where.

        As ``by_hand`` and ``written`` of :class:`Alternatives`.
        """
        network = self.handwriting
        if network is None:
            return None, []
        likely = network.steps(self.scores(image))
        step = _STEP / _width(image)
        places = [(start * step, end * step) for start, end in written(likely)]
        return likelihood(likely), places

    def by_pen(self, image: GreyImage, places: Sequence[tuple[float, float]]) -> list[PenText]:
        """Return what a level crop may say where a pen wrote, in *places* of its width."""
        return pen_digits().texts(image, places)

    def scores(self, image: GreyImage) -> npt.NDArray[np.float32]:
        """Return the score of each of the ``characters`` (columns) in each step of a crop."""
        return self._scores(image.tobytes(), image.shape)

    @functools.lru_cache(maxsize=2)  # noqa: B019 - as of a crop that is read in two ways
    def _scores(self, pixels: bytes, shape: tuple[int, int]) -> npt.NDArray[np.float32]:
        image = np.frombuffer(pixels, np.uint8).reshape(shape)
        wide = _width(image)
        scaled = cv2.resize(image, (wide, _HEIGHT), interpolation=cv2.INTER_AREA)
        canvas = np.zeros((_HEIGHT, max(wide, _LEAST_WIDTH)), dtype=np.float32)
        canvas[:, :wide] = scaled.astype(np.float32) / 127.5 - 1.0
        return self._model.scores(canvas)

    def _within(self, scores: npt.NDArray[np.float32], alphabet: str) -> npt.NDArray[np.float32]:
        """Give the steps of a character that cannot stand there to the likeliest that can."""
        if not alphabet:
            return scores
        allowed = self._allowed(alphabet)
        best = scores.argmax(axis=1)
        scores = scores * allowed
        strange = np.flatnonzero(~allowed.astype(bool)[best])
        for run in np.split(strange, np.flatnonzero(np.diff(strange) > 1) + 1):
            if len(run):
                # It is a character: that nothing stands there is not among the choices.
                total = scores[run].sum(axis=0)
                total[0] = 0.0
                one = total.argmax()
                scores[run] = 0.0
                scores[run, one] = total[one] / len(run)
        return scores

    @functools.lru_cache(maxsize=8)  # noqa: B019 - one reader lives as long as the process
    def _allowed(self, alphabet: str) -> npt.NDArray[np.float32]:
        wanted = {"", " ", *alphabet}
        return np.array([char in wanted for char in self.characters], dtype=np.float32)

    def _decoded(self, scores: npt.NDArray[np.float32]) -> tuple[str, float]:
        steps = _steps(scores)
        confidence = float(scores.max(axis=1)[steps].mean()) if len(steps) else 0.0
        return " ".join(self._text(scores, steps).split()), confidence

    def _text(self, scores: npt.NDArray[np.float32], steps: npt.NDArray[np.intp]) -> str:
        return "".join(self.characters[index] for index in scores[steps].argmax(axis=1))


def _width(image: GreyImage) -> int:
    """Return the width of a crop as the model sees it."""
    height, width = image.shape
    return int(min(max(round(width * _HEIGHT / height), _STEP), _MOST_WIDTH))


def _steps(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.intp]:
    """Return where the likeliest characters begin; repeats and blanks fall away."""
    best = scores.argmax(axis=1)
    fresh = np.ones(len(best), dtype=bool)
    fresh[1:] = best[1:] != best[:-1]
    return np.flatnonzero(fresh & (best > 0))


@functools.cache
def line_reader() -> LineReader | None:
    """Return the recogniser, loaded once a process; None where it is not installed.

    Raises:
        ModelError: it is there and cannot be used.
    """
    model = next(model_files("rec"), None)
    return None if model is None else LineReader(model)
