"""Each step of the preparation is taken on the pages that ask for it and on no others."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from circular_parser.reading.ocr import GreyImage
from circular_parser.reading.prepare import (
    MAX_SIDE,
    MIN_SIDE,
    Way,
    even_out,
    prepare,
    shows_faint_ink,
    working_scale,
)
from circular_parser.reading.probe import Probe, darker
from reading.made_pages import LETTER, picture_of

_CLEAN = np.asarray(picture_of(LETTER, 200), np.uint8)


def _specked(page: GreyImage, share: float) -> GreyImage:
    chance = np.random.default_rng(3).random(page.shape)
    return np.where(chance < share, 0, page).astype(np.uint8)


def _shaded(page: GreyImage) -> GreyImage:
    return (page * np.linspace(0.4, 1.0, page.shape[1])).astype(np.uint8)


def _bled(page: GreyImage) -> GreyImage:
    back = cv2.GaussianBlur(page[:, ::-1], (0, 0), 1.2)
    return np.minimum(page, 255 - (255 - back) // 2)


def _blurred(page: GreyImage, by: float) -> GreyImage:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), by), np.uint8)


def _at(dpi: int) -> GreyImage:
    return np.asarray(picture_of(LETTER, dpi), np.uint8)


def _prepared(page: GreyImage, way: Way = Way.USUAL) -> GreyImage:
    return prepare(page, Probe(page), 0, way).image


def test_a_clean_page_of_a_useful_size_is_left_as_it_is() -> None:
    assert np.array_equal(_prepared(_CLEAN), _CLEAN)


@pytest.mark.parametrize(("dpi", "side"), [(100, MIN_SIDE), (150, MIN_SIDE), (400, MAX_SIDE)])
def test_letters_get_a_useful_size(dpi: int, side: int) -> None:
    assert min(_prepared(_at(dpi)).shape) == side


@pytest.mark.parametrize(
    ("shape", "longest"),
    [((400, 20_000), 20_000), ((300, 3_000), 6_000), ((2_000, 64_000), 32_000)],
    ids=["a long strip", "a short strip", "longer than an engine takes"],
)
def test_a_strip_is_not_enlarged_to_the_width_of_a_page(
    shape: tuple[int, int], longest: int
) -> None:
    assert working_scale(*shape) * max(shape) == pytest.approx(longest)


def test_specks_are_taken_away() -> None:
    page = _specked(_CLEAN, 0.01)
    before, after = (np.count_nonzero(i[600:1000, :100] < 100) for i in (page, _prepared(page)))
    assert before > 300
    assert after < before / 50


def test_a_blurred_page_is_sharpened() -> None:
    page = _blurred(_CLEAN, 2.0)
    steepest = [int(cv2.absdiff(i[:, 2:], i[:, :-2]).max()) for i in (page, _prepared(page))]
    assert steepest[1] > 1.4 * steepest[0]


def test_a_slight_blur_is_left() -> None:
    page = _blurred(_CLEAN, 0.8)
    assert np.array_equal(_prepared(page), page)


def test_uneven_light_is_evened_out() -> None:
    page = _shaded(_CLEAN)
    paper = [np.median(even_out(page, Probe(page))[:, column]) for column in (40, 800, 1600)]
    assert min(paper) > 235


def test_what_shines_through_goes_where_it_is_asked() -> None:
    page = _bled(_CLEAN)
    assert shows_faint_ink(page) and not shows_faint_ink(_CLEAN)
    faint = (page < 160) & (_CLEAN > 250)
    assert np.median(page[faint]) < 160 < 230 < np.median(_prepared(page, Way.CLEAR)[faint])


def test_softening_joins_the_dots() -> None:
    dotted = _CLEAN.copy()
    dotted[::3] = 255
    dotted[:, ::3] = 255
    dotted = _blurred(dotted, 0.5)

    def parts(image: GreyImage) -> int:
        return int(cv2.connectedComponents((image < 215).astype(np.uint8))[0])

    assert parts(_prepared(dotted, Way.SOFT)) < parts(dotted) / 3


@pytest.mark.parametrize(
    ("make", "crowded"),
    [
        pytest.param(lambda page: page, False, id="print"),
        pytest.param(lambda page: _specked(page, 0.01), False, id="specks that were taken away"),
        pytest.param(
            lambda page: (np.random.default_rng(1).random(page.shape) < 0.5).astype(np.uint8) * 255,
            True,
            id="noise",
        ),
    ],
)
def test_crowded_pages_are_known(make: Callable[[GreyImage], GreyImage], crowded: bool) -> None:
    page = make(_CLEAN)
    assert prepare(page, Probe(page)).crowded is crowded


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_skew_is_that_of_the_page_turned_upright(rotation: int) -> None:
    turn = cv2.getRotationMatrix2D((_CLEAN.shape[1] / 2, _CLEAN.shape[0] / 2), 3.0, 1.0)
    skewed = cv2.warpAffine(_CLEAN, turn, _CLEAN.shape[::-1], borderValue=255)
    lying = np.ascontiguousarray(np.rot90(skewed, rotation // 90))
    probe = Probe(np.asarray(lying, np.uint8))
    assert probe.runs_upright is (rotation in (90, 270))
    assert probe.skew(rotation) == pytest.approx(3.0, abs=0.3)


@pytest.mark.parametrize("degrees", [-9.5, -2.2, -0.4, 0.0, 0.4, 1.3, 4.7, 10.0])
def test_the_skew_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    turn = cv2.getRotationMatrix2D((_CLEAN.shape[1] / 2, _CLEAN.shape[0] / 2), degrees, 1.0)
    skewed = cv2.warpAffine(_CLEAN, turn, _CLEAN.shape[::-1], borderValue=255)
    assert Probe(np.asarray(skewed, np.uint8)).skew() == pytest.approx(degrees, abs=0.15)


@pytest.mark.parametrize(
    ("level", "marked"),
    [(-3, []), (0, []), (1, [0]), (7, [0, 1]), (7.5, [0, 1, 7]), (256, [0, 1, 7, 255])],
)
def test_darker_leaves_the_level_itself_out(level: float, marked: list[int]) -> None:
    greys = np.array([[0, 1, 7, 255]], np.uint8)
    assert greys[darker(greys, level) > 0].tolist() == marked


def test_more_specks_than_16_bits_can_number() -> None:
    page = np.full((1400, 1400), 255, np.uint8)
    page[::4, ::4] = page[1::4, ::4] = page[::4, 1::4] = page[1::4, 1::4] = 0
    page[600:680, 600:1100] = 255
    page[630:650, 640:1060] = 0  # a rule as long as no word
    assert Probe(page).ink[290:310, 300:480].sum() == 0
