"""Photographed pages are flattened and open spreads cut, and nothing else is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4

from circular_parser.document import Box
from circular_parser.reading import read
from circular_parser.reading.geometry import Affine, Projective, rotation_about, scaling
from circular_parser.reading.ink import Picture
from circular_parser.reading.ocr import GreyImage
from circular_parser.reading.probe import Probe
from circular_parser.reading.sheets import Sheet, sheets_of
from reading.made_pages import LETTER, Placed, file_of, picture_of

_share = st.floats(-0.06, 0.06)


def _page(lines: list[Placed] | None = None, dpi: int = 150) -> GreyImage:
    return np.asarray(picture_of(lines or LETTER, dpi), np.uint8)


def _sheets(pixels: GreyImage) -> list[Sheet]:
    return sheets_of(Picture(pixels), Probe(pixels))


def _on_desk(page: GreyImage, corners: list[tuple[float, float]], desk: int = 90) -> GreyImage:
    """Return a photo a fifth wider and higher than *page*, its corners at these shares of it."""
    height, width = page.shape
    size = round(1.2 * width), round(1.2 * height)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32) * np.float32(size))
    paper = cv2.warpPerspective(page, warp, size, borderValue=desk)
    mask = cv2.warpPerspective(np.ones_like(page), warp, size)
    return np.where(mask > 0, paper, desk).astype(np.uint8)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(_share, _share), min_size=4, max_size=4))
def test_points_of_a_photo_are_found_again(offsets: list[tuple[float, float]]) -> None:
    page = _page(dpi=100)
    corners = [
        (x + dx, y + dy)
        for (x, y), (dx, dy) in zip(
            [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)], offsets, strict=True
        )
    ]
    photo = _on_desk(page, corners)
    (sheet,) = _sheets(photo)
    height, width = sheet.picture.grey.shape
    found = [
        sheet.to_picture.point(x, y) for x, y in ((0, 0), (width, 0), (width, height), (0, height))
    ]
    expected = [(x * photo.shape[1], y * photo.shape[0]) for x, y in corners]
    assert np.abs(np.array(found) - np.array(expected)).max() < 0.012 * photo.shape[1]


_number = st.floats(-500, 500)


@given(_number, _number, st.floats(-0.0003, 0.0003), st.floats(-8, 8), st.floats(0.3, 3))
def test_maps_one_after_another_are_one_map(
    x: float, y: float, depth: float, angle: float, scale: float
) -> None:
    tilt = Projective(((1.0, 0.1, 5.0), (0.0, 1.0, -3.0), (depth, depth / 2, 1.0)))
    turn = rotation_about(angle, 10, 20).then(scaling(scale, scale))
    both = Projective.of(turn).then(tilt)
    assert both.point(x, y) == pytest.approx(tilt.point(*turn.point(x, y)), rel=1e-6, abs=1e-6)


def test_a_box_seen_at_an_angle_holds_its_corners() -> None:
    tilt = Projective(((1.0, 0.2, 5.0), (0.1, 1.0, -3.0), (0.0005, 0.0002, 1.0)))
    box = tilt.box(Box(100, 50, 300, 80))
    for x, y in ((100, 50), (300, 50), (300, 80), (100, 80)):
        u, v = tilt.point(x, y)
        assert box.x0 <= u <= box.x1 and box.top <= v <= box.bottom
    assert Projective.of(Affine()).box(box) == box


def _shaded(page: GreyImage) -> GreyImage:
    fall = np.linspace(0.45, 1.0, page.shape[1], dtype=np.float32)
    return (page * fall).astype(np.uint8)


def _letterhead_bar(page: GreyImage) -> GreyImage:
    out = page.copy()
    out[:150] = 60
    return out


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(_page(), id="a scan"),
        pytest.param(np.asarray(picture_of(LETTER, 150).rotate(4, fillcolor=255)), id="skewed"),
        pytest.param(_shaded(_page()), id="dark to one side"),
        pytest.param(_letterhead_bar(_page()), id="a dark bar at the top"),
        pytest.param(_page() // 2, id="a dark copy"),
    ],
)
def test_a_scan_is_left_as_it_is(pixels: GreyImage) -> None:
    (sheet,) = _sheets(pixels)
    assert sheet.picture.grey is pixels
    assert sheet.to_picture == Projective.of(Affine())


def _spread(left: GreyImage, right: GreyImage) -> GreyImage:
    return np.hstack([left, right])


_FULL: list[Placed] = [
    (
        72,
        80 + 16 * row,
        "Setiap kepala perangkat daerah mengatur giliran kerja pegawai di kantor dan",
    )
    for row in range(40)
]


def test_an_open_spread_is_two_sheets() -> None:
    page = _page(_FULL, 100)
    left, right = _sheets(_spread(page, page))
    width = left.picture.grey.shape[1]
    assert abs(width - page.shape[1]) < 0.06 * page.shape[1]
    assert right.to_picture.point(0, 10) == (width, 10)


def test_the_halves_of_a_spread_on_its_side_are_one_above_the_other() -> None:
    spread = _spread(_page(_FULL, 100), _page(_FULL, 100))
    first, second = _sheets(np.ascontiguousarray(np.rot90(spread)))
    assert first.picture.grey.shape[1] == second.picture.grey.shape[1] == spread.shape[0]
    assert second.to_picture.point(0, 0) == (0, first.picture.grey.shape[0])


def _landscape(lines: list[Placed]) -> GreyImage:
    return np.asarray(picture_of(lines, 100, A4[::-1]), np.uint8)


_COLUMNS: list[Placed] = [
    (x, 100 + 20 * row, text)
    for row in range(20)
    for x, text in ((60, f"{row + 1}"), (90, "Dinas Kesehatan"), (480, "Senin"), (600, "8 orang"))
]


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(_page(), id="a letter with a head in two columns"),
        pytest.param(_landscape(_COLUMNS), id="a table on a sheet across"),
        pytest.param(_landscape([*_FULL, (380, 300, "Daftar giliran kerja")]), id="half a sheet"),
        pytest.param(
            _landscape([(60, y, "Setiap pegawai bekerja dari rumah " * 4) for y in (90, 110, 130)]),
            id="text across",
        ),
    ],
)
def test_one_sheet_stays_one(pixels: GreyImage) -> None:
    assert len(_sheets(pixels)) == 1


def test_a_spread_is_read_left_then_right_and_boxes_lie_on_the_whole() -> None:
    left = [*_FULL[:12], (72, 300, "KIRI BAWAH")]
    right = [*_FULL[:12], (72, 60, "KANAN ATAS")]
    spread = Image.fromarray(_spread(_page(left), _page(right)))
    document = read(file_of(spread, "PNG", dpi=(150, 150)))
    assert document.text.index("KIRI BAWAH") < document.text.index("KANAN ATAS")
    page = document.pages[0]
    assert len(document.pages) == 1
    assert page.width == pytest.approx(2 * A4[0], abs=2)
    place = {line.text: line.box for line in page.lines}
    box = place["KANAN ATAS"]
    assert box is not None
    assert box.x0 == pytest.approx(A4[0] + 72, abs=5)
    assert box.bottom == pytest.approx(61, abs=5)


def test_boxes_of_a_photo_lie_where_the_words_are_on_it() -> None:
    page = _page(dpi=200)
    corners = [(0.12, 0.1), (0.93, 0.07), (0.96, 0.95), (0.06, 0.92)]
    photo = _on_desk(page, corners)
    document = read(file_of(Image.fromarray(photo), "PNG", dpi=(200, 200)))
    words = {word.text: word.box for word in document.words}
    box = words["19680925"]
    assert box is not None
    flat = np.array([[0, 0], [A4[0], 0], A4, [0, A4[1]]], np.float32)
    size = np.float32([photo.shape[1] * 0.36, photo.shape[0] * 0.36])  # in points
    warp = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32) * size)
    seen = cv2.perspectiveTransform(np.array([[[366 + 24, 440]]], np.float32), warp).ravel()
    assert box.x0 - 3 <= seen[0] <= box.x1 + 3
    assert box.top - 3 <= seen[1] <= box.bottom + 3
