"""Which patterns, and which of their alternatives, may be found in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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


@given(st.text("ab ", max_size=12))
def test_the_matches_of_alternatives_are_those_of_the_pattern(text: str) -> None:
    for written in ("ab|a b|b+", "a|ab|b(?= )", r"\bab|b*a"):
        pattern = compile_lower(written)
        found = [match.span() for match in TextWords(text).finditer(pattern, text)]
        assert found == [match.span() for match in pattern.finditer(text)]
        first = TextWords(text).search(pattern, text, 1)
        assert (first and first.span()) == ((m := pattern.search(text, 1)) and m.span())


def test_empty_texts_are_no_matches() -> None:
    pattern = compile_lower(r"a*|b?")
    assert [match[0] for match in TextWords("xaa").finditer(pattern, "xaa")] == ["aa"]
