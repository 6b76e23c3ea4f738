"""A whole page read by the neural models: lines found by the detector, read one by one."""

from __future__ import annotations

from collections.abc import Callable

from ..document import Box
from .ocr import EngineTimeoutError, GreyImage, Recognised
from .recognisers import Recognisers
from .words_of_line import words_of_line

_MOST_PIXELS = 1_200_000  # given to the detector: two seconds
_SIDES = 0.15  # of a line's height, added to what the detector found
_LEAST_SIDE = 8  # pixels of a line
_SURE = 0.5  # of a line that is no speck


def read_page(
    image: GreyImage, recognisers: Recognisers, time_left: Callable[[], float]
) -> list[Recognised] | None:
    """Return the words of a level page; None where the models are not installed.

    The recogniser reads lines: a word's box is its share of the line's.

    Args:
        image: the page.
        recognisers: of this run.
        time_left: asked before each line; it raises :class:`EngineTimeoutError` where no
            time is left, and what was read by then is returned.
    """
    detector, reader = recognisers.text_detector, recognisers.line_reader
    if detector is None or reader is None:
        return None
    height, width = image.shape
    scale = min((_MOST_PIXELS / (height * width)) ** 0.5, 1.0)
    words: list[Recognised] = []
    time_left()
    for number, box in enumerate(detector.lines(image, scale)):
        sides = _SIDES * box.height
        left, right = max(int(box.x0 - sides), 0), min(int(box.x1 + sides) + 1, width)
        top, bottom = max(int(box.top), 0), min(int(box.bottom) + 1, height)
        if min(right - left, bottom - top) < _LEAST_SIDE:
            continue
        try:
            time_left()
        except EngineTimeoutError:
            break
        text, confidence = reader.read(image[top:bottom, left:right])
        if confidence >= _SURE:
            line = Box(float(left), float(top), float(right), float(bottom))
            words += words_of_line(text, confidence, line, (number, 1, 1))
    return words
