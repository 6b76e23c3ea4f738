"""The marks of lists, put right by those around them."""

from __future__ import annotations

import pytest

from circular_parser.document import Word
from circular_parser.reading.layout import LaidLine
from circular_parser.reading.list_marks import mend_lists


def _mended(*lines: str) -> list[str]:
    laid = [LaidLine([Word(text, None) for text in line.split()], 0) for line in lines]
    return [" ".join(word.text for word in line.words) for line in mend_lists(laid)]


@pytest.mark.parametrize(
    ("before", "read", "mended"),
    [
        ("b. satu;", "Cc. dua;", "c. dua;"),
        ("b. satu;", "c, dua;", "c. dua;"),
        ("2. satu", "3, Dua", "3. Dua"),
        ("2. satu", "\u201c3. Dua", "3. Dua"),
        ("a. satu;", "5b. dua", "b. dua"),
        ("1) satu;", "2). dua", "2) dua"),
        ("sebagai berikut:", "\u201c1. satu", "1. satu"),
        # No mark, not the next one, of a section, of a name.
        ("2. satu", "3 hari kerja", "3 hari kerja"),
        ("2. satu", "5, 6 dan 7", "5, 6 dan 7"),
        ("b. satu;", "Dd. dua", "Dd. dua"),
        ("a. satu;", "B. Maksud", "B. Maksud"),
        ("g. satu;", "H. Ahmad", "H. Ahmad"),
    ],
)
def test_a_mark_by_the_one_before(before: str, read: str, mended: str) -> None:
    assert _mended(before, read) == [before, mended]


def test_no_colon_ends_an_item_before_the_next() -> None:
    lines = ["1. yang tetap buka:", "a. rumah sakit:", "b. puskesmas", "induk:", "c. pasar."]
    mended = ["1. yang tetap buka:", "a. rumah sakit;", "b. puskesmas", "induk;", "c. pasar."]
    assert _mended(*lines, "2. pegawai:", "a. wajib:") == [*mended, "2. pegawai:", "a. wajib:"]


def test_the_last_item_of_a_list_in_a_list_is_left() -> None:
    lines = ["1. satu", "a. dua", "b. sebagai berikut:", "2. tiga"]
    assert _mended(*lines) == lines
