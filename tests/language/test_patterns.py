"""How pattern files become compiled patterns: word lists, anchors, views."""

from __future__ import annotations

import re

import pytest

from circular_parser.language.patterns import compile_lower, compile_pattern, either, lower_view

_WORDS = ["mei", "mart", "maret", "mar", "juni", "jun", "desember"]


@pytest.mark.parametrize("word", _WORDS)
def test_a_list_of_words_matches_each_of_them_whole(word: str) -> None:
    match = re.match(either(_WORDS), f"{word} 2024")
    assert match is not None
    assert match[0] == word


@pytest.mark.parametrize("text", ["ma", "m", "junx", "des", ""])
def test_a_list_of_words_matches_no_beginning_of_one(text: str) -> None:
    assert re.fullmatch(either(_WORDS), text) is None


def test_a_shorter_word_is_taken_where_the_longer_does_not_fit() -> None:
    assert re.match(rf"{either(['surat', 'surat edaran'])} nomor", "surat nomor") is not None
    assert re.fullmatch(f"{either(['tidak'])} boleh", "tidak boleh") is not None


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^surat|^nota", "Nota dinas", True),
        ("^surat|^nota", "sebuah nota", False),
        ("^surat|nota", "sebuah nota", True),
        ("^(?:surat|nota)", "sebuah nota", False),
        ("(?:^surat|nota)$", "sebuah nota", True),
        (r"^[^|]+\|surat", "lampiran|surat", True),
        (r"^a[\]|]b|c", "dua c", True),
    ],
)
def test_an_anchored_pattern_is_found_at_the_beginning_only(
    pattern: str, text: str, found: bool
) -> None:
    assert (compile_pattern(pattern).search(text) is not None) is found
    assert (re.search(pattern, text, re.IGNORECASE) is not None) is found


def test_an_anchored_pattern_is_not_found_from_a_later_place_on() -> None:
    pattern = compile_pattern("^nota")
    assert pattern.search("nota nota", 5) is None
    assert pattern.search("nota nota") is not None


def test_a_view_in_small_letters_keeps_every_place() -> None:
    text = "SURAT\tEDARAN\nİstanbul\u00a0X"
    assert len(lower_view(text)) == len(text)
    assert lower_view(text).startswith("surat edaran ")
    assert compile_lower("edaran").search(lower_view(text)) is not None


def test_a_pattern_for_small_letters_has_the_letters_of_ascii() -> None:
    assert compile_lower(r"\w+").findall("kabupaten café") == ["kabupaten", "caf"]
    assert compile_pattern(r"\w+").findall("Kabupaten Café") == ["Kabupaten", "Café"]
