"""Numbers that are written out."""

from __future__ import annotations

import pytest

from circular_parser.language.number_words import number_of


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dua puluh lima", 25),
        ("seratus", 100),
        ("sepuluh", 10),
        ("sebelas", 11),
        ("dua belas", 12),
        ("lima puluh", 50),
        ("tujuh puluh lima", 75),
        ("entah", None),
    ],
)
def test_number_words(words: str, value: int | None) -> None:
    assert number_of(words) == value
