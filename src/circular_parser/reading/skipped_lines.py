"""Lines that an engine passed over, though there is ink of the form of print: read by themselves.

Tesseract takes a page for one block of text of one size; a line of small print at its foot,
the notice of an electronic signature above all, may be dirt to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ..document import Box
from .geometry import Affine, scaling
from .ocr import GreyImage, Recognised

_SIDE = 700  # pixels of the shorter side on which lines are sought
_LETTER_GAP = 15  # pixels there: words of one line join
_LEAST_WIDTH = 60
_LOWEST, _TALLEST = 4, 24
_LONG = 6.0  # times as wide as high: no stamp, no signature
_INKED = 0.25  # of the line's box
_MOST_LINES = 6  # on one page
_PAD = 0.6  # of a line's height, above, below and beside
_SURE = 0.8  # mean confidence of what is a line of print
_LEAST_LETTERS = 6


def read_skipped(
    image: GreyImage,
    ink: GreyImage,
    to_ink: Affine,
    words: Sequence[Recognised],
    recognise: Callable[[GreyImage], list[Recognised]],
) -> list[Recognised]:
    """Return the words of lines of *image* that are not among its *words*.

    Args:
        image: a level page.
        ink: a mask of what looks like words but is in none of *words*.
        to_ink: maps pixels of *image* to those of *ink*.
        words: what was read.
        recognise: reads a part of the page.
    """
    found: list[Recognised] = []
    height, width = image.shape
    for number, box in enumerate(_lines(image, ink, to_ink)):
        pad = _PAD * box.height
        left, top = max(int(box.x0 - pad), 0), max(int(box.top - pad), 0)
        right, bottom = min(int(box.x1 + pad), width), min(int(box.bottom + pad), height)
        line = [
            replace(
                word,
                x0=word.x0 + left,
                x1=word.x1 + left,
                top=word.top + top,
                bottom=word.bottom + top,
                line=(-2 - number, *word.line[1:]),
            )
            for word in recognise(image[top:bottom, left:right])
        ]
        line = [word for word in line if not any(word.stands_in(other) for other in words)]
        letters = sum(len(word.text) for word in line)
        sure = sum(len(word.text) * word.confidence for word in line)
        if letters >= _LEAST_LETTERS and sure >= _SURE * letters:
            found += line
    return found


def _lines(image: GreyImage, ink: GreyImage, to_ink: Affine) -> Iterator[Box]:
    """Yield the boxes of lines of *ink* in pixels of *image*."""
    height, width = image.shape
    scale = min(height, width) / _SIDE
    back = scaling(scale, scale).then(to_ink)
    matrix = np.array([[back.a, back.c, back.e], [back.b, back.d, back.f]])
    size = round(width / scale), round(height / scale)
    level = cv2.warpAffine(ink, matrix, size, flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)
    joined = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, _LETTER_GAP), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    lines = 0
    for x, y, wide, high, area in stats[1:].tolist():
        if (
            wide >= max(_LEAST_WIDTH, _LONG * high)
            and _LOWEST <= high <= _TALLEST
            and area >= _INKED * wide * high
            and lines < _MOST_LINES
        ):
            lines += 1
            yield Box(x * scale, y * scale, (x + wide) * scale, (y + high) * scale)
