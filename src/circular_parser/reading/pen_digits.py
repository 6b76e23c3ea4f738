"""Reads digits that a pen wrote: a small network of our own beside the recogniser of print.

A recogniser of print loses digits of a pen and takes a 1 written aslant for a slash. The network
knows digits, slash, dot and dash only; whatever else stands in a line is one sign to it.
``models/pen_digits`` trains it.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ..errors import ModelError
from ..resources import model_folder
from .beam_search import likeliest_texts
from .neural import session
from .ocr import GreyImage

Scores = npt.NDArray[np.float32]

OTHER = "#"  # letters, and whatever else is no digit or mark of a number
SIGNS = ("", *"0123456789/-.", OTHER)  # of the columns; the first is the blank
HEIGHT = 32  # pixels, as the network was trained
_STEP = 2  # pixels of width that a step sees anew
_FILE = "pen_digits.onnx"
_LEAST_WIDTH = 16  # pixels
_LEAST_CONTRAST = 50.0  # grey levels from paper to ink


def pen_digits_file() -> Path:
    """Return the file of the network."""
    return model_folder().base / _FILE


@functools.cache
def pen_digits_identity() -> str:
    """Return what tells these weights from others: their file keeps its size.

    Raises:
        ModelError: the file is missing.
    """
    path = pen_digits_file()
    try:
        return f"{path.name} {zlib.crc32(path.read_bytes()):08x}"
    except OSError as error:
        raise ModelError(str(path), f"cannot be used: {error}") from None


class PenText(NamedTuple):
    """What a line may say, its share of the probability, and where each sign begins.

    Places are shares of the width of the crop.
    """

    text: str
    share: float
    places: list[float]


class PenDigits:
    """The network, run by onnxruntime."""

    def __init__(self) -> None:
        self._session: Any = session(pen_digits_file())

    def texts(self, image: GreyImage, written: Sequence[tuple[float, float]]) -> list[PenText]:
        """Return what a level crop may say, the likeliest in what is *written* by hand.

        Args:
            image: a crop two to two and a half times as high as its printed digits.
            written: from where to where a pen wrote, in shares of the width. What stands
                elsewhere is given as the likeliest sign alone.
        """
        seen = prepared(image)
        scores: Scores = np.exp(self._session.run(None, {"x": seen[None, None]})[0][0])
        at = (np.arange(len(scores)) + 0.5) * _STEP / seen.shape[1]
        doubtful = np.zeros(len(scores), bool)
        for start, end in written:
            doubtful |= (at >= start) & (at <= end)
        return [
            PenText(text, share, [float(at[step]) for step in steps])
            for text, share, steps in likeliest_texts(scores, SIGNS, doubtful, run=OTHER)
        ]


def prepared(image: GreyImage) -> Scores:
    """Return a crop as the network sees it: of its height, paper 0 and ink 1."""
    height, width = image.shape
    wide = max(round(width * HEIGHT / height), _LEAST_WIDTH)
    way = cv2.INTER_AREA if height >= HEIGHT else cv2.INTER_LINEAR
    scaled = cv2.resize(image, (wide, HEIGHT), interpolation=way).astype(np.float32)
    paper, ink = float(np.median(scaled)), float(np.percentile(scaled, 2))
    seen = np.clip((paper - scaled) / max(paper - ink, _LEAST_CONTRAST), -0.3, 1.3)
    return np.pad(seen, ((0, 0), (0, wide % _STEP)))


@functools.cache
def pen_digits() -> PenDigits:
    """Return the network, loaded once a process.

    Raises:
        ModelError: its file, which is part of the program, is missing or cannot be used.
    """
    return PenDigits()
