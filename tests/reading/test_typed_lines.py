from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from circular_parser.document import Box, Word
from circular_parser.reading import ReadOptions
from circular_parser.reading.handwriting import handwriting_of
from circular_parser.reading.layout import LaidLine
from circular_parser.reading.line_reader import Alternatives, line_reader
from circular_parser.reading.ocr import GreyImage
from circular_parser.reading.pen_digits import PenText
from circular_parser.reading.recognisers import Recognisers
from circular_parser.reading.typed_lines import second_readings
from reading.made_pages import lines_on_picture

RECOGNISERS = Recognisers(ReadOptions())
PICTURE = np.asarray(
    lines_on_picture(["SURAT EDARAN", "NOMOR: 800/ 235 /2021", "Contoh, 25 Mei 2021"]),
    dtype=np.uint8,
)


def _line(row: int, *words: tuple[str, float]) -> LaidLine:
    """Return a line at *row* of the picture, its words side by side."""
    top = 40.0 + 50 * row
    return LaidLine(
        [
            Word(text, Box(40 + 120.0 * n, top + 4, 150 + 120.0 * n, top + 30), confidence=sure)
            for n, (text, sure) in enumerate(words)
        ],
        0,
    )


def test_an_unsure_number_is_read_from_its_picture() -> None:
    lines = [_line(0, ("SURAT", 0.9), ("EDARAN", 0.9)), _line(1, ("NOMOR:", 0.95), ("8OO/", 0.3))]
    found = second_readings(PICTURE, lines, RECOGNISERS)
    assert list(found) == [1]
    assert {reading.engine for reading in found[1]} == {"rapidocr"}
    assert "800/235/2021" in found[1][0].text.replace(" ", "")
    assert found[1][0].confidence > 0.25


def test_a_title_over_the_number_is_read_again_where_a_pen_spoils_it() -> None:
    lines = [_line(0, ("SURAT", 0.9), ("ai", 0.2)), _line(1, ("NOMOR:", 0.95), ("8OO/", 0.3))]
    assert sorted(second_readings(PICTURE, lines, RECOGNISERS)) == [0, 1]


@pytest.mark.parametrize("day", [("1/", 0.3), ("Y", 0.96)], ids=["unsure", "surely no day"])
def test_a_doubtful_date_is_read_from_its_picture(day: tuple[str, float]) -> None:
    lines = [_line(2, ("Contoh,", 0.95), day, ("Mei", 0.9), ("2021", 0.9))]
    first, *_ = second_readings(PICTURE, lines, RECOGNISERS)[0]
    assert "25" in first.text and first.text.endswith("2021")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(_line(1, ("NOMOR:", 0.97), ("800/117/2021", 0.98)), id="every word is sure"),
        pytest.param(_line(1, ("Normal", 0.5), ("kembali", 0.5)), id="no label"),
        pytest.param(_line(1, ("Nomor", 0.5), *[("pegawai" * 2, 0.5)] * 5), id="running text"),
    ],
)
def test_other_lines_are_left_alone(line: LaidLine) -> None:
    assert second_readings(PICTURE, [line], RECOGNISERS) == {}


def test_a_number_with_room_for_a_serial_is_read_again_though_its_words_are_sure() -> None:
    # On the picture the serial stands between both.
    words = [("NOMOR:", 40, 155), ("800/", 165, 240), ("/2021", 310, 400)]
    number = LaidLine([Word(t, Box(x0, 94, x1, 120), confidence=0.97) for t, x0, x1 in words], 0)
    first, *_ = second_readings(PICTURE, [number], RECOGNISERS)[0]
    assert "235" in first.text


def test_what_stands_right_of_the_number_is_not_read_with_it() -> None:
    right = LaidLine([Word("Kepada", Box(260, 94, 400, 120), confidence=0.9)], 1)
    number = LaidLine([Word("NOMOR:", Box(40, 94, 150, 120), confidence=0.5)], 0)
    for reading in second_readings(PICTURE, [number, right], RECOGNISERS)[0]:
        assert "2021" not in reading.text


class Told:
    """A line reader that gives the texts told, one a crop, and keeps the crops."""

    def __init__(self, *texts: str, by_hand: float | None = None, pen: str | None = None) -> None:
        self.pen = pen
        self._texts = iter(texts)
        self.likely = by_hand
        self.crops: list[GreyImage] = []

    def read(self, image: GreyImage, alphabet: str = "") -> tuple[str, float]:
        self.crops.append(image)
        return next(self._texts), 0.9

    def readings(self, image: GreyImage, alphabet: str, label: re.Pattern[str]) -> Alternatives:
        return Alternatives([self.read(image, alphabet)], self.likely, [(0.0, 1.0)])

    def by_hand(self, image: GreyImage) -> tuple[float | None, list[tuple[float, float]]]:
        return self.likely, [(0.0, 1.0)]

    def by_pen(self, image: GreyImage, places: Sequence[tuple[float, float]]) -> list[PenText]:
        if self.pen is None:
            return []
        return [PenText(self.pen, 1.0, [0.5] * len(self.pen))]


def _read_by(reader: Told, *lines: LaidLine) -> list[str]:
    recognisers = Recognisers(ReadOptions())
    vars(recognisers)["line_reader"] = reader
    return [reading.text for reading in second_readings(PICTURE, lines, recognisers)[0]]


DATE = _line(2, ("Contoh,", 0.95), ("1/", 0.3), ("Mei", 0.9), ("2021", 0.9))
NUMBER = _line(1, ("NOMOR:", 0.95), ("8OO/", 0.3))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param(["Contoh, 25 Mei 2021"] * 2, ["Contoh, 25 Mei 2021"] * 2, id="two agree"),
        pytest.param(["Contoh, 1/ Mei 2021"], ["Contoh, 1/ Mei 2021"], id="the engine was right"),
        pytest.param(["a", "b", "c"], ["a", "b", "c"], id="none agree"),
    ],
)
def test_crops_of_a_date_are_read_until_two_readings_agree(
    told: list[str], kept: list[str]
) -> None:
    assert _read_by(Told(*told), DATE) == kept


def test_all_that_a_number_may_say_is_kept_with_its_share() -> None:
    recognisers = Recognisers(ReadOptions())
    vars(recognisers)["line_reader"] = Told("800/1", "800/7")
    found = second_readings(PICTURE, [NUMBER], recognisers)[0]
    assert [(reading.text, reading.confidence) for reading in found] == [
        ("800/1", 0.45),
        ("800/7", 0.45),
    ]


def test_a_number_by_hand_is_told_from_print() -> None:
    reader = line_reader()
    assert reader is not None
    typed = np.array(lines_on_picture(["", "NOMOR: 800/235/2021", ""]), np.uint8)
    written = np.array(lines_on_picture(["", "NOMOR: 800/", ""]), np.uint8)
    x = int(np.flatnonzero((written[90:130] < 128).any(axis=0))[-1]) + 15
    for strokes in (  # 2 4 7 as a pen sets them, each a little otherwise
        [(0, 8), (8, 1), (15, 7), (9, 18), (-1, 29), (5, 26), (18, 28)],
        [(26, 2), (22, 17), (30, 19), (40, 15)],
        [(39, 3), (35, 31)],
        [(48, 6), (52, 3), (64, 2), (57, 15), (54, 30)],
    ):
        points = np.array([(x + across, 93 + down) for across, down in strokes], np.int32)
        cv2.polylines(written, [points], False, (40,), 2, cv2.LINE_AA)
    found = []
    for picture in (typed, written):
        recognisers = Recognisers(ReadOptions())
        page = np.pad(picture, ((0, 800), (0, 0)), constant_values=255)
        found.append(second_readings(page, [NUMBER], recognisers)[0][0].by_hand)
    printed, by_hand = found
    assert printed is not None and by_hand is not None
    assert printed < 0.5 < 0.8 < by_hand


def test_the_network_of_another_recogniser_is_not_used() -> None:
    reader = line_reader()
    assert reader is not None
    assert handwriting_of("PP-OCRv6_rec_small.onnx", reader.characters) is not None
    assert handwriting_of("other.onnx", reader.characters) is None
    assert handwriting_of("PP-OCRv6_rec_small.onnx", ["", "a", "b"]) is None


def test_the_likelihood_of_handwriting_is_that_of_all_crops() -> None:
    recognisers = Recognisers(ReadOptions())
    vars(recognisers)["line_reader"] = Told("800/1", "800/7", "800/1", by_hand=0.7)
    found = second_readings(PICTURE, [NUMBER], recognisers)[0]
    assert {reading.by_hand for reading in found} == {0.7}


@pytest.mark.parametrize(("by_hand", "crops"), [(0.7, 3), (0.1, 2)])
def test_what_a_pen_wrote_is_read_from_a_higher_crop_too(by_hand: float, crops: int) -> None:
    reader = Told("800/1", "800/7", "800/17", by_hand=by_hand)
    _read_by(reader, NUMBER)
    assert len(reader.crops) == crops
    heights = [crop.shape[0] for crop in reader.crops]
    assert heights == sorted(heights)


@pytest.mark.parametrize(("by_hand", "asked"), [(0.7, True), (0.1, False)])
def test_the_network_for_pens_is_asked_where_a_pen_wrote(by_hand: float, asked: bool) -> None:
    reader = Told("800/7", "800/7", "800/7", by_hand=by_hand, pen="#800/17")
    assert ("800/17" in _read_by(reader, NUMBER)) is asked


def test_a_number_that_the_engine_has_read_needs_one_crop() -> None:
    assert _read_by(Told("8OO/"), NUMBER) == ["8OO/"]


@pytest.mark.parametrize(
    ("right", "reaches"), [("/2021", True), (":800/21", True), ("Kepada", False)]
)
def test_a_number_goes_on_over_the_blank_for_its_serial(right: str, reaches: bool) -> None:
    picture = np.full((1200, 900), 255, np.uint8)
    for left in (100, 250):  # "800/", a blank, what stands right of it
        picture[20:40, left : left + 60] = 0
    number = LaidLine([Word("NOMOR:", Box(10, 20, 90, 40), confidence=0.5)], 0)
    beside = LaidLine([Word(right, Box(250, 20, 310, 40))], 1)
    reader = Told("800/", "800/")
    recognisers = Recognisers(ReadOptions())
    vars(recognisers)["line_reader"] = reader
    second_readings(picture, [number, beside], recognisers)
    assert (reader.crops[0].shape[1] > 280) is reaches


@pytest.mark.parametrize(
    ("lost", "begins"),
    [
        pytest.param((60, 96), True, id="the first letters of the word"),
        pytest.param((10, 60), False, id="another word"),
    ],
)
def test_a_date_begins_with_the_word_that_the_engine_has_cut(
    lost: tuple[int, int], begins: bool
) -> None:
    picture = np.full((1200, 900), 255, np.uint8)
    for left, right in (lost, (100, 300)):
        picture[20:40, left:right] = 0
    words = [Word("toh,", Box(100, 20, 150, 40), confidence=0.9)]
    words += [Word("1/", Box(160, 20, 190, 40), confidence=0.3)]
    words += [Word("Mei 2021", Box(200, 20, 300, 40), confidence=0.9)]
    reader = Told("a", "b", "c")
    recognisers = Recognisers(ReadOptions())
    vars(recognisers)["line_reader"] = reader
    second_readings(picture, [LaidLine(words, 0)], recognisers)
    assert (reader.crops[0].shape[1] > 250) is begins


def test_a_date_without_its_place_is_read_from_its_picture() -> None:
    line = _line(2, ("&", 0.9), ("Mei", 0.9), ("2021", 0.9))
    assert list(second_readings(PICTURE, [line], RECOGNISERS)) == [0]


def test_only_characters_that_can_stand_there_are_read() -> None:
    reader = line_reader()
    assert reader is not None
    crop = PICTURE[90:130, 30:600]
    assert "235" in reader.read(crop)[0]
    text, _ = reader.read(crop, "abcdefghijklmnopqrstuvwxyzNOMR:/ ")
    assert text and not any(char.isdigit() for char in text)


@pytest.mark.parametrize(
    ("by_hand", "pen", "readings"),
    [
        (0.7, "#25#2021", {("rapidocr", "2/"), ("pen_digits", "25")}),
        (0.7, "#2021", {("rapidocr", "2/")}),
        (0.1, "#25#2021", {("rapidocr", "2/")}),
    ],
    ids=["by hand", "the network sees no day", "print"],
)
def test_a_day_by_hand_is_read_by_the_network_for_pens_too(
    by_hand: float, pen: str, readings: set[tuple[str, str]]
) -> None:
    recognisers = Recognisers(ReadOptions())
    told = Told(*["Contoh, 2/ Mei 2021"] * 5, by_hand=by_hand, pen=pen)
    vars(recognisers)["line_reader"] = told
    found = second_readings(PICTURE, [DATE], recognisers)[0]
    assert {(reading.engine, reading.text.split()[1]) for reading in found} == readings
    sure = {reading.by_hand for reading in found}
    assert sure == ({0.7} if len(readings) > 1 else {None})
