from __future__ import annotations

import cv2
import numpy as np
import pytest

from circular_parser.reading.ocr import GreyImage
from circular_parser.reading.pen_digits import PenText, pen_digits, prepared
from circular_parser.reading.pen_part import heard_on_pen, level_crop, put_in_place
from reading.made_pages import lines_on_picture

# Strokes of digits in a box one wide and one high.
STROKES: dict[str, list[list[tuple[float, float]]]] = {
    "4": [[(0.2, 0), (0.1, 0.55), (0.9, 0.5)], [(0.75, 0.2), (0.65, 1)]],
    "7": [[(0.1, 0.05), (0.9, 0), (0.4, 1)]],
    "1": [[(0.6, 0), (0.4, 1)]],
    "2": [[(0.1, 0.2), (0.4, 0), (0.8, 0.2), (0.6, 0.6), (0.1, 1), (0.95, 0.97)]],
}


def _pen(text: str, *places: float) -> PenText:
    return PenText(text, 0.9, [*places] or [(n + 0.5) / len(text) for n in range(len(text))])


@pytest.mark.parametrize(
    ("read", "pen", "written", "made"),
    [
        ("065/58/Org", "#065/548/#", (0.45, 0.75), "065/548/Org"),
        ("065/58/Org", "#065/548/#", (0.0, 0.3), "065/58/Org"),
        ("800/1/6/ORG/2020", "#800/116/#/2020", (0.2, 0.6), "800/116/ORG/2020"),
        ("800/O12/BKD", "#800/012/#", (0.4, 0.8), "800/012/BKD"),
        ("800/12B/BKD", "#800/12#/#", (0.4, 0.8), "800/12B/BKD"),
        ("440/1I8/SE", "#440/18/#", (0.4, 0.9), "440/18/SE"),
    ],
    ids=["lost", "not by hand", "a slash for a 1", "a letter", "letters stay", "too many"],
)
def test_the_network_is_heard_only_on_what_a_pen_wrote(
    read: str, pen: str, written: tuple[float, float], made: str
) -> None:
    assert put_in_place(read, _pen(pen), [written]) == made


def test_shares_of_both_are_joined() -> None:
    shares = {"065/58/Org": 0.6, "065/548/Org": 0.2}
    joint = heard_on_pen(shares, [[_pen("#065/548/#")]], [(0.45, 0.75)])
    assert sum(joint.values()) == pytest.approx(0.8)
    before = shares["065/58/Org"] / shares["065/548/Org"]
    assert joint["065/58/Org"] / joint["065/548/Org"] < before / 2


@pytest.mark.parametrize(
    ("shorter", "longer", "winner"),
    [(0.5, 0.3, "800/27/BKD"), (0.8, 0.1, "800/2/BKD")],
    ids=["a sign is lost more often than seen in vain", "hardly anything speaks for it"],
)
def test_without_the_network_a_sign_more_is_worth_more(
    shorter: float, longer: float, winner: str
) -> None:
    shares = heard_on_pen({"800/2/BKD": shorter, "800/27/BKD": longer}, [[], []], [(0.0, 1.0)])
    assert max(shares, key=lambda text: shares[text]) == winner
    assert sum(shares.values()) == pytest.approx(shorter + longer)


def _line_with_pen(digits: str) -> tuple[GreyImage, float]:
    """Return a typed line with room, digits drawn into it, and where these begin."""
    drawn = lines_on_picture(["", "NOMOR: 800/            /2021", ""])
    picture: GreyImage = np.array(drawn, np.uint8)
    for place, digit in enumerate(digits):
        for stroke in STROKES[digit]:
            points = [(262 + 24 * place + 18 * x, 88 + 34 * y) for x, y in stroke]
            cv2.polylines(picture, [np.array(points, np.int32)], False, (30,), 2, cv2.LINE_AA)
    return picture[60:150, 30:480], 232 / 450


@pytest.mark.parametrize("digits", ["47", "274", "1471"])
def test_digits_of_a_pen_are_read(digits: str) -> None:
    network = pen_digits()
    assert network is not None
    picture, start = _line_with_pen(digits)
    crop = level_crop(picture, 45, 24, 1.0)
    texts = network.texts(crop, [(start - 0.02, start + (24 * len(digits) + 12) / 450)])
    assert any(f"/{digits}/" in pen.text for pen in texts)
    assert sum(pen.share for pen in texts) == pytest.approx(1)
    assert all(len(pen.places) == len(pen.text) for pen in texts)


def test_a_line_is_cut_to_the_height_of_its_print_whatever_the_engine_took_for_it() -> None:
    picture, _ = _line_with_pen("")
    heights = {level_crop(picture, 45, size, 1.0).shape[0] for size in (24, 30, 36)}
    assert max(heights) - min(heights) <= 2


def test_paper_and_ink_of_any_grey_are_alike() -> None:
    picture, _ = _line_with_pen("47")
    faint = (170 + picture.astype(np.float32) / 5).astype(np.uint8)
    assert np.abs(prepared(picture) - prepared(faint)).mean() < 0.1
