"""Finds the ruled tables of a page image and paints their rules over.

An engine takes the rules of a table for letters or walls; without them it reads the rows,
and the grid tells which word stands in which cell.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from ..document import Box
from .ocr import GreyImage
from .probe import darker, reduced

CellBoxes = list[list[Box]]  # rows of cells, in pixels of the image

_CONTRAST = 60  # grey levels between paper and rule
_LEVEL_SHARE = 12  # a level rule is at least a 12th of the page's width long
_UPRIGHT_SHARE = 40  # an upright one a 40th of its height: a row of a table
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_NARROWEST = 12  # pixels between two rules, else they are one


def find_grids(image: GreyImage) -> tuple[list[CellBoxes], GreyImage]:
    """Return the tables of a level page, top to bottom, and the image without their rules.

    At least three level and three upright rules that meet make a table; a rule under a
    letterhead, an underline and the frame round a signature are none.
    """
    small = _ink(reduced(image))
    if _count(_upright(small)) <= _LEAST_COLUMNS or _count(_level(small)) <= _LEAST_ROWS:
        return [], image
    ink = _ink(image)
    level, upright = _level(ink), _upright(ink)
    joined = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    grids: list[CellBoxes] = []
    cleaned = image.copy()
    for index in range(1, count):
        left, top, width, height = (int(value) for value in stats[index, :4])
        part = slice(top, top + height), slice(left, left + width)
        rows = _lines_along(level[part], axis=1)
        columns = _lines_along(upright[part], axis=0)
        if len(rows) <= _LEAST_ROWS or len(columns) <= _LEAST_COLUMNS:
            continue
        grids.append(_cells([top + y for y in rows], [left + x for x in columns]))
        cleaned[part][joined[part] > 0] = 255
    return sorted(grids, key=lambda grid: grid[0][0].top), cleaned


def _ink(image: GreyImage) -> GreyImage:
    return darker(image, float(np.median(image[::4, ::4])) - _CONTRAST)


def _level(ink: GreyImage) -> GreyImage:
    """Return a mask of the long level strokes."""
    across = np.ones((1, max(ink.shape[1] // _LEVEL_SHARE, 2)), np.uint8)
    return _grey(cv2.morphologyEx(ink, cv2.MORPH_OPEN, across))


def _upright(ink: GreyImage) -> GreyImage:
    """Return a mask of the long upright strokes."""
    down = np.ones((max(ink.shape[0] // _UPRIGHT_SHARE, 2), 1), np.uint8)
    return _grey(cv2.morphologyEx(ink, cv2.MORPH_OPEN, down))


def _count(mask: GreyImage) -> int:
    return int(cv2.connectedComponents(mask)[0]) - 1


def _lines_along(mask: GreyImage, axis: int) -> list[int]:
    """Return where rules of at least a quarter of the table's extent stand."""
    extent = mask.shape[axis]
    filled = np.flatnonzero((mask > 0).sum(axis=axis) >= extent / 4)
    places: list[int] = []
    for place in filled:
        if not places or place - places[-1] > _NARROWEST:
            places.append(int(place))
    return places


def _cells(rows: list[int], columns: list[int]) -> CellBoxes:
    return [
        [Box(left, top, right, bottom) for left, right in pairwise(columns)]
        for top, bottom in pairwise(rows)
    ]


def _grey(image: npt.NDArray[np.generic]) -> GreyImage:
    return np.asarray(image, dtype=np.uint8)
