"""Lines that the page engine lost or hardly believes in."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from circular_parser.reading import ReadOptions
from circular_parser.reading.doubtful_lines import reread_doubtful
from circular_parser.reading.geometry import scaling
from circular_parser.reading.misread_labels import repair_labels
from circular_parser.reading.ocr import GreyImage, Recognised
from circular_parser.reading.recognisers import Recognisers
from circular_parser.reading.skipped_lines import read_skipped

_PAGE: GreyImage = np.full((2000, 1400), 255, np.uint8)


def _line(
    text: str, top: int, sure: float | list[float] = 0.95, x: int = 200, height: int = 24
) -> list[Recognised]:
    words, at = text.split(), x
    sures = sure if isinstance(sure, list) else [sure] * len(words)
    line = []
    for word, confidence in zip(words, sures, strict=True):
        wide = 14 * len(word)
        line.append(Recognised(word, at, top, at + wide, top + height, confidence, (1, 1, top)))
        at += wide + 10
    return line


_SURE = [word for top in (400, 440, 480, 520) for word in _line("setiap pegawai wajib hadir", top)]


class Reader:
    """Reads every crop as it was told to."""

    def __init__(self, text: str, confidence: float = 0.99) -> None:
        self.answer = text, confidence
        self.calls = 0

    def read(self, image: GreyImage, alphabet: str = "") -> tuple[str, float]:
        self.calls += 1
        return self.answer


def _again(line: list[Recognised], reader: Reader, noise: list[Recognised] | None = None) -> str:
    recognisers = Recognisers(ReadOptions())
    recognisers.__dict__["line_reader"] = reader
    words = reread_doubtful(_PAGE, [*_SURE, *line], noise or [], recognisers)
    return " ".join(word.text for word in words if word not in _SURE)


def test_a_line_without_confidence_is_replaced() -> None:
    reader = Reader("tetap menjaga jarak")
    assert _again(_line("tctap mcnjsga jarnk", 600, 0.4), reader) == "tetap menjaga jarak"


def test_a_line_lost_as_noise_comes_back() -> None:
    reader = Reader("tetap menjaga jarak")
    assert _again([], reader, _line("tctap-mcnjsga-jarnk", 600, 0.05)) == "tetap menjaga jarak"


def test_what_lies_over_another_line_is_not_read_with_it() -> None:
    line = _line("KARTINI, S.Sos.", 612)
    pen = _line("8KARTlNl", 596, 0.05, x=180, height=40)
    assert _again(line, Reader("8KARTINI"), pen) == "KARTINI, S.Sos."


def test_only_the_weak_words_of_a_good_line_are_replaced() -> None:
    line = _line("wajib memakai mxskqr selama bekerja", 600, [0.95, 0.95, 0.1, 0.95, 0.95])
    words = _again(line, Reader("masker")).split()
    assert sorted(words) == sorted(["wajib", "memakai", "masker", "selama", "bekerja"])


@pytest.mark.parametrize(
    ("line", "reader"),
    [
        (_line("tetap menjaga jarak", 600, 0.9), Reader("lain sekali bunyinya")),
        (_line("tctap mcnjsga jarnk", 600, 0.4), Reader("lain sekali bunyinya", 0.7)),
        (_line("tctap mcnjsga jarnk", 600, 0.4), Reader("jarak")),
        (_line("Nomor : 800/17/BKD/2021", 600, 0.4), Reader("lain sekali bunyinya ini")),
        (_line("199803 1 006", 600, 0.4), Reader("199803 1 007")),
        (_line("tctap mcnjsga jarnk", 600, 0.4, height=90), Reader("lain sekali bunyinya")),
    ],
    ids=["sure", "no surer", "much shorter", "a number", "digits", "as tall as a signature"],
)
def test_other_lines_stay(line: list[Recognised], reader: Reader) -> None:
    assert _again(line, reader) == " ".join(word.text for word in line)


def test_no_doubt_asks_no_reader() -> None:
    reader = Reader("tidak")
    _again(_line("tetap menjaga jarak", 600, 0.9), reader)
    assert not reader.calls


def _ink(width: int, height: int) -> GreyImage:
    """Return a mask with words in a row, at half the size of the page."""
    ink = np.zeros((1000, 700), np.uint8)
    for left in range(100, 100 + width, 40):
        cv2.rectangle(ink, (left, 900), (left + 32, 900 + height), 1, -1)
    return ink


@pytest.mark.parametrize(
    ("ink", "read", "found"),
    [
        (_ink(300, 10), "ditandatangani secara elektronik", True),
        (_ink(300, 60), "ditandatangani secara elektronik", False),
        (_ink(30, 10), "ditandatangani", False),
        (_ink(300, 10), "a - 1", False),
    ],
    ids=["a line", "as tall as a stamp", "one word", "hardly a letter in it"],
)
def test_a_line_passed_over_is_read(ink: GreyImage, read: str, found: bool) -> None:
    words = read_skipped(_PAGE, ink, scaling(0.5, 0.5), _SURE, lambda part: _line(read, 8, x=10))
    assert " ".join(word.text for word in words) == (read if found else "")
    for word in words:
        assert 180 < word.x0 < 900
        assert 1780 < word.top < 1830


def test_a_line_passed_over_is_no_second_reading_of_words() -> None:
    known = _line("ditandatangani secara elektronik", 1800)
    part = _line("ditandatangani secara elektronik", 8, x=10)
    assert not read_skipped(_PAGE, _ink(300, 10), scaling(0.5, 0.5), known, lambda image: part)


@pytest.mark.parametrize(
    ("line", "repaired"),
    [
        ("Iembusan :", "Tembusan :"),
        ("Iembusan disampaikan kepada:", "Tembusan disampaikan kepada:"),
        ("Nornor : 12", "Nomor : 12"),
        ("Perlbal: Undangan", "Perihal: Undangan"),
        ("Tembusen: 1. Camat", "Tembusan: 1. Camat"),
        # Other words, misprints, and what a slip of the engine does not make of a label.
        ("Tembusen disampaikan", None),
        ("Kepala : Dinas", None),
        ("Nomer : 12", None),
        ("Lampirkan : daftar", None),
        ("Tanggla : 12", None),
        ("Pembinaan : umum", None),
    ],
)
def test_a_label_read_with_a_slip(line: str, repaired: str | None) -> None:
    read = repair_labels([*_SURE, *_line(line, 1200)])
    assert " ".join(word.text for word in read[len(_SURE) :]) == (repaired or line)


@pytest.mark.parametrize(
    ("line", "height", "repaired"),
    [
        ("Nomor 1 556/12/2020", 16, "Nomor : 556/12/2020"),
        ("Sifat l Penting", 16, "Sifat : Penting"),
        # A figure is as high as a capital; behind other words nothing is put right.
        ("Lampiran 1 berkas", 24, None),
        ("pegawai 1 orang", 16, None),
    ],
)
def test_a_colon_read_as_a_figure(line: str, height: int, repaired: str | None) -> None:
    label, mark, *rest = _line(line, 1200)
    low = replace(mark, top=mark.bottom - height)
    read = repair_labels([*_SURE, label, low, *rest])
    assert " ".join(word.text for word in read[len(_SURE) :]) == (repaired or line)
