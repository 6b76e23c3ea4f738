"""Coloured ink is lifted off the print, and only where there is any."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from circular_parser.reading import Limits
from circular_parser.reading.image import pages_of_image
from circular_parser.reading.ink import Picture, picture_of
from circular_parser.reading.prepare import prepare
from circular_parser.reading.probe import Probe
from reading.made_pages import file_of

BLACK, WHITE = (20, 20, 20), (255, 255, 255)


def _page(ink: tuple[int, int, int], paper: tuple[int, int, int] = WHITE) -> Image.Image:
    """Return a page with a black bar and, across it, a bar in *ink*."""
    page = Image.new("RGB", (1240, 1754), paper)
    draw = ImageDraw.Draw(page)
    draw.rectangle((600, 1000, 1000, 1020), fill=BLACK)
    draw.rectangle((700, 950, 720, 1100), fill=ink)
    return page


def _picture(page: Image.Image) -> Picture:
    (image,) = pages_of_image(file_of(page, "PNG"), "page.png", Limits())
    return image.picture


@pytest.mark.parametrize(
    "ink",
    [
        pytest.param((40, 60, 190), id="blue"),
        pytest.param((120, 40, 170), id="purple"),
        pytest.param((70, 30, 110), id="dark violet"),
        pytest.param((200, 30, 40), id="red"),
    ],
)
def test_a_stamp_is_lifted_and_print_is_not(ink: tuple[int, int, int]) -> None:
    grey, lifted = _picture(_page(ink))
    assert lifted is not None
    assert grey[1090, 710] < 130  # the stamp as it is seen
    assert lifted[1090, 710] > 160  # as good as paper
    assert lifted[1010, 900] < 40  # the print beside it


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(_page((90, 90, 90)), id="grey ink"),
        pytest.param(_page((90, 90, 90), (250, 244, 225)), id="yellowed paper"),
        pytest.param(_page((90, 90, 90)).convert("L"), id="no colours at all"),
        pytest.param(_page((90, 90, 90)).convert("1"), id="black and white"),
    ],
)
def test_a_page_without_colour_has_one_picture(page: Image.Image) -> None:
    assert _picture(page).lifted is None


def test_the_lifted_picture_lies_as_the_prepared_one_does() -> None:
    turned = _page((40, 60, 190)).rotate(3, expand=False, fillcolor=WHITE)
    picture = picture_of(np.ascontiguousarray(np.asarray(turned, dtype=np.uint8)[:, :, ::-1]))
    assert picture.lifted is not None
    prepared = prepare(picture.grey, Probe(picture.grey), 180)
    moved = prepared.same_for(picture.lifted)
    assert moved.shape == prepared.image.shape
    print_of_both = [np.argwhere(image < 60).mean(axis=0) for image in (prepared.image, moved)]
    assert np.abs(print_of_both[0] - print_of_both[1]).max() < 12
