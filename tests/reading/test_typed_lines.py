from __future__ import annotations

import numpy as np
import pytest

from circular_parser.document import Box, Word
from circular_parser.reading import ReadOptions
from circular_parser.reading.layout import LaidLine
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
    (reading,) = found[1]
    assert reading.engine == "rapidocr"
    assert "800/235/2021" in reading.text.replace(" ", "")
    assert reading.confidence > 0.8


def test_a_title_over_the_number_is_read_again_where_a_pen_spoils_it() -> None:
    lines = [_line(0, ("SURAT", 0.9), ("ai", 0.2)), _line(1, ("NOMOR:", 0.95), ("8OO/", 0.3))]
    assert sorted(second_readings(PICTURE, lines, RECOGNISERS)) == [0, 1]


def test_an_unsure_date_is_read_from_its_picture() -> None:
    lines = [_line(2, ("Contoh,", 0.95), ("1/", 0.3), ("Mei", 0.9), ("2021", 0.9))]
    (reading,) = second_readings(PICTURE, lines, RECOGNISERS)[0]
    assert "25" in reading.text and reading.text.endswith("2021")


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


def test_what_stands_right_of_the_number_is_not_read_with_it() -> None:
    right = LaidLine([Word("Kepada", Box(260, 94, 400, 120), confidence=0.9)], 1)
    number = LaidLine([Word("NOMOR:", Box(40, 94, 150, 120), confidence=0.5)], 0)
    (reading,) = second_readings(PICTURE, [number, right], RECOGNISERS)[0]
    assert "2021" not in reading.text
