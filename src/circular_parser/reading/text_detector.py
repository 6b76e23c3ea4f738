"""A neural detector of lines of text.

It finds print under stamps and signatures, where an engine that works on black and white
finds one blot. It costs about 1.5 s of CPU for a million pixels, so it is given small crops.
"""

from __future__ import annotations

import functools
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..document import Box
from .neural import NeuralModel, model_files
from .ocr import GreyImage

_STEP = 32  # the sides of the model's input are multiples of this many pixels
# As the model was trained: Liao et al., Real-time Scene Text Detection with Differentiable
# Binarization, AAAI 2020.
_TEXT = 0.3  # probability above which a pixel belongs to the core of a line
_SURE = 0.5  # mean probability in a core that is a line
_TALLEST = 2.0  # of the usual core's height
_UNCLIP = 1.6  # area of the line over its core's, times the core's perimeter
_LEAST_SIDE = 3  # pixels of a core
_LEAST_LENGTH = 24  # pixels of a core: three letters
_STEEPEST = 8.0  # degrees; the text of a level page does not rise more, that of a stamp does


class TextDetector:
    """Finds the level lines of text in a crop."""

    def __init__(self, model: Path) -> None:
        self._model = NeuralModel(model)

    def lines(self, image: GreyImage, scale: float = 1.0) -> list[Box]:
        """Return the boxes of the lines in pixels of *image*, from top to bottom.

        Args:
            image: a level crop.
            scale: by which it is reduced for the search; letters need some 10 pixels.
        """
        height, width = image.shape
        size = (_stepped(width * scale), _stepped(height * scale))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        level = small.astype(np.float32) / 127.5 - 1.0
        scores = self._model.scores(level)[0]
        found = _boxes(scores, width / size[0], height / size[1])
        return sorted(found, key=lambda box: box.top)


def _stepped(side: float) -> int:
    return max(round(side / _STEP), 1) * _STEP


def _boxes(scores: npt.NDArray[np.float32], across: float, down: float) -> list[Box]:
    core: npt.NDArray[Any] = cv2.dilate(
        (scores > _TEXT).astype(np.uint8), np.ones((2, 2), np.uint8)
    )
    # The ring of a stamp and the strokes of a pen join lines that they cross.
    core = cv2.morphologyEx(core, cv2.MORPH_OPEN, np.ones((1, _LEAST_LENGTH), np.uint8))
    boxes = []
    for x, y, mask in _cores(core):
        height, width = mask.shape
        if cv2.mean(scores[y : y + height, x : x + width], mask)[0] < _SURE:
            continue
        grown = _UNCLIP * width * height / (2 * (width + height))
        boxes.append(
            Box(
                (x - grown) * across,
                (y - grown) * down,
                (x + width + grown) * across,
                (y + height + grown) * down,
            )
        )
    return boxes


def _cores(
    core: npt.NDArray[Any], *, again: bool = True
) -> Iterator[tuple[int, int, npt.NDArray[np.uint8]]]:
    """Yield the place and mask of each level line; what is bent is cut to its level part."""
    outlines, _ = cv2.findContours(core, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    frames = [cv2.boundingRect(outline) for outline in outlines]
    usual = statistics.median_low(height for *_, height in frames) if frames else 0
    for outline, (x, y, width, height) in zip(outlines, frames, strict=True):
        if min(width, height) < _LEAST_SIDE or width < _LEAST_LENGTH:
            continue
        mask = np.zeros((height, width), np.uint8)
        cv2.drawContours(mask, [outline], -1, 1, cv2.FILLED, offset=(-x, -y))
        if height <= min(_TALLEST * usual, width) and _slope(outline) <= _STEEPEST:
            yield x, y, mask
        elif again:
            level = np.ones((1, max(width // 2, _LEAST_LENGTH)), np.uint8)
            straight = cv2.morphologyEx(mask, cv2.MORPH_OPEN, level)
            for x1, y1, part in _cores(straight.astype(np.uint8), again=False):
                yield x + x1, y + y1, part


def _slope(outline: npt.NDArray[Any]) -> float:
    """Return the degrees between the long side of *outline* and the level."""
    _, (width, height), angle = cv2.minAreaRect(outline)
    along = angle if width >= height else angle - 90.0
    return abs((along + 90.0) % 180.0 - 90.0)


@functools.cache
def text_detector() -> TextDetector | None:
    """Return the detector, loaded once a process; None where it is not installed.

    Raises:
        ModelError: it is there and cannot be used.
    """
    model = next(model_files("det"), None)
    return None if model is None else TextDetector(model)
