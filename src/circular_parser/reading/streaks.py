"""Streaks across a page, as faxes and dirty glass draw them, painted over.

A streak is a long thin stroke, level or upright, that letters reach through. The rule under a
letterhead, an underline and the rules of a table have print beside them at the most. Where
there is a streak, what is drawn like one goes with it, but for the rules of a table.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from .ocr import GreyImage
from .probe import MOST_LABELS, Probe, darker

_CONTRAST = 60  # grey levels between paper and ink
_PALE = 40  # on a reduced copy, where thin strokes are pale
_LEAST_LENGTH = 8  # a streak is at least an 8th of the page's width or height long
_PIECE = 40  # its level pieces a 40th: on a page that leans it goes down in steps
_THICKEST = 8  # pixels, its edges included; a row of closed print is thicker
_AROUND = np.ones((3, 3), np.uint8)
_CROSSED = 4  # pixels of its length on a reduced copy that letters reach through
_TABLE = 2  # upright strokes that stand on a rule of a table
_Mask = npt.NDArray[np.bool_]


def without_streaks(image: GreyImage, probe: Probe) -> GreyImage:
    """Return the page without the streaks through its print; *image* itself where it has none.

    Args:
        image: the page.
        probe: of it, or of the same page at another size.
    """
    small = _ink(probe.grey, _PALE)
    if not any(_is_streaked(ink) for ink in (small, _turned(small))):
        return image
    for _ in range(2):  # level ones, then upright ones
        streaks = np.zeros(image.shape, bool)
        for part, stroke, through in _level_strokes(_ink(image, _CONTRAST)):
            streaks[part] |= stroke & ~through
        image = _turned(_grey(np.where(streaks, 255, image)))
    return image


def _is_streaked(ink: GreyImage) -> bool:
    return any(
        np.count_nonzero(through.any(axis=0)) >= _CROSSED for _, _, through in _level_strokes(ink)
    )


def _level_strokes(ink: GreyImage) -> Iterator[tuple[tuple[slice, slice], _Mask, _Mask]]:
    """Yield the long level strokes that are no rules of a table.

    Each is a part of the page, where in it the stroke is, and where letters reach through it.
    """
    height, width = ink.shape
    upright = max(height // _PIECE, 2)
    across = max(width // _PIECE, 2)
    pieces = _pieces(ink, across, 1)
    # With the grey of its edges, and its steps joined.
    joined = cv2.dilate(pieces, _AROUND)
    few = cv2.countNonZero(pieces) < across * MOST_LABELS
    kind = cv2.CV_16U if few else cv2.CV_32S
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, ltype=kind)
    for number in np.flatnonzero(stats[:, cv2.CC_STAT_WIDTH] >= width // _LEAST_LENGTH):
        left, top, wide, high, area = stats[number].tolist()
        thick = round(area / wide)
        if number == 0 or thick > _THICKEST:
            continue
        rows = slice(max(top - upright, 0), min(top + high + upright, height))
        part = rows, slice(left, left + wide)
        stroke = labels[part] == number
        tall = cv2.dilate(_pieces(ink[part], 1, upright), _AROUND)
        sides = np.diff(np.any(stroke & (tall > 0), axis=0), prepend=False)
        if np.count_nonzero(sides) < 2 * _TABLE:
            letters = cv2.subtract(cv2.subtract(ink[part], joined[part]), tall)
            yield part, stroke, stroke & _bridged(_grey(letters), thick + 2)


def _pieces(ink: GreyImage, wide: int, high: int) -> GreyImage:
    """Return the ink in unbroken pieces of that size."""
    return _grey(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((high, wide), np.uint8)))


def _bridged(ink: GreyImage, gap: int) -> _Mask:
    """Return where *ink* would be if no gap of so many rows divided it."""
    return _grey(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((gap + 1, 1), np.uint8))) > 0


def _ink(image: GreyImage, contrast: float) -> GreyImage:
    return darker(image, float(np.median(image[::4, ::4])) - contrast)


def _turned(image: GreyImage) -> GreyImage:
    return _grey(cv2.transpose(image))


def _grey(image: npt.NDArray[np.generic]) -> GreyImage:
    return np.asarray(image, dtype=np.uint8)
