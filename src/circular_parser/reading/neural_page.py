"""A whole page read by the neural models: lines found by the detector, read one by one."""

from __future__ import annotations

from collections.abc import Callable

from .ocr import EngineTimeoutError, GreyImage, Recognised
from .recognisers import Recognisers

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
            words += _words(text, confidence, (left, top, right, bottom), number)
    return words


def _words(
    text: str, confidence: float, box: tuple[int, int, int, int], number: int
) -> list[Recognised]:
    left, top, right, bottom = box
    step = (right - left) / max(len(text), 1)
    words, at = [], 0
    for part in text.split():
        start = text.index(part, at)
        at = start + len(part)
        x0, x1 = left + round(start * step), left + round(at * step)
        words.append(Recognised(part, x0, top, x1, bottom, confidence, (number, 1, 1)))
    return words
