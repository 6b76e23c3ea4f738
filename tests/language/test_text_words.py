"""Which patterns, and which of their alternatives, may be found in a text."""

from __future__ import annotations

from circular_parser.language.patterns import compile_lower, compile_pattern, ways_of
from circular_parser.language.text_words import TextWords


def test_a_pattern_is_found_where_one_of_its_alternatives_is() -> None:
    texts = ("surat ini dicabut", "edaran  ini", "tidak berlaku", "x dicabut", "Surat", "")
    for written in (
        r"dicabut|surat (?:ini|itu)",
        r"^surat\b| dicabut ?$",
        r"\b(?:surat|edaran) +ini\b",
        r"\b(?:surat|edaran(?! ini)| tidak)?",
        r"(?-i:Surat)|berlaku",
    ):
        for pattern in (compile_lower(written), compile_pattern(written)):
            ways = ways_of(pattern)
            for text in texts:
                found = any(way.search(text) is not None for way in ways)
                assert found == (pattern.search(text) is not None)


def test_only_alternatives_whose_words_stand_in_the_text_are_tried() -> None:
    words = TextWords("surat edaran ini dicabut")
    pattern = compile_lower(r"dicabut|berlaku sejak|\d+|surat tugas")
    tried = words.ways(pattern)
    found = ("dicabut", "berlaku sejak", "12", "surat tugas")
    assert [sum(way.search(text) is not None for way in tried) for text in found] == [1, 0, 1, 0]
