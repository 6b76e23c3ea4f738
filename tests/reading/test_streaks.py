"""Streaks through print are painted over; what else is long and thin stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from circular_parser.reading.ocr import GreyImage
from circular_parser.reading.probe import Probe
from circular_parser.reading.streaks import without_streaks
from reading.made_pages import LETTER, picture_of

_CLEAN = np.asarray(picture_of(LETTER, 200), np.uint8)
_HEIGHT, _WIDTH = _CLEAN.shape
_THROUGH = 698  # the middle of a line of the running text


def _with(*strokes: tuple[int, int, int, int], thick: int = 2) -> GreyImage:
    page = _CLEAN.copy()
    for x0, y0, x1, y1 in strokes:
        cv2.line(page, (x0, y0), (x1, y1), 0, thick)
    return page


def _cleaned(page: GreyImage) -> GreyImage:
    return without_streaks(page, Probe(page))


@pytest.mark.parametrize(
    "stroke",
    [
        (0, _THROUGH, _WIDTH, _THROUGH),
        (200, _THROUGH, 1100, _THROUGH + 18),
        (500, 0, 500, _HEIGHT),
    ],
    ids=["level", "leaning", "upright"],
)
def test_a_streak_is_taken_away_and_the_letters_stay(stroke: tuple[int, int, int, int]) -> None:
    page = _with(stroke)
    spoilt, left = (np.count_nonzero(cv2.absdiff(i, _CLEAN) > 60) for i in (page, _cleaned(page)))
    assert left < spoilt / 3


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        [(150, 230, 1500, 230), (150, 238, 1500, 238)],
        [(275, 717, 1400, 717)],
        [
            *((200, y, 1400, y) for y in (1500, 1560, 1620, 1680)),
            *((x, 1500, x, 1680) for x in (200, 500, 800, 1100, 1400)),
        ],
    ],
    ids=["a clean page", "under a letterhead", "an underline", "a table"],
)
def test_other_strokes_stay(strokes: list[tuple[int, int, int, int]]) -> None:
    page = _with(*strokes)
    assert np.array_equal(_cleaned(page), page)
