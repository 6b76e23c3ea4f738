"""Which words a pattern cannot do without."""

from __future__ import annotations

import pytest

from circular_parser.language.pattern_words import needed_words
from circular_parser.language.patterns import compile_lower, compile_pattern
from circular_parser.language.text_words import TextWords


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bdicabut(?<!izin\sdicabut)", ("dicabut",)),
        (r"(?:surat|edaran)\b[^.]{0,120}\bdicabut\b", ("dicabut",)),
        (r"dicabut|masih(?<!yang\smasih) berlaku", ("berlaku", "dicabut")),
        (r"(?:me|di)cabut", ("cabut",)),
        (r"(?:be)?kerja dari (?:rumah)?", ("kerja",)),
        (r"a{2,3}kan? [a-z]+x", ("ka",)),
        (r"(?:tutup|buka)", ("buka", "tutup")),
        (r"(?=dicabut)\w+", ("dicabut",)),
        (r"(?<=\bmencabut\s)(?P<paper>se|edaran)", ("edaran", "se")),
        (r"(?P<paper>surat|edaran) (?-i:Baru|Lama)(?! tahun)", ("edaran", "surat")),
        (r"(?!dicabut)(?<!tidak )\w+(?P=paper)(?i:lama)", ("",)),
        (r"dicabut|\d+", ("",)),
    ],
)
def test_one_of_the_words_stands_wherever_the_pattern_is_found(
    pattern: str, words: tuple[str, ...]
) -> None:
    assert needed_words(pattern) == words


def test_a_search_by_words_finds_the_same() -> None:
    pattern = r"(?:surat|edaran) (?:ini )?(?:di|me)?cabut\b"
    plain, by_words = compile_lower(pattern), compile_lower(pattern, by_words=True)
    for text in ("surat ini dicabut", "edaran cabut", "surat berlaku", "cabut", ""):
        for start, end in ((0, len(text)), (3, len(text)), (0, 9)):
            one, other = plain.search(text, start, end), by_words.search(text, start, end)
            assert (one and one.span()) == (other and other.span())


def test_a_pattern_is_allowed_where_one_of_its_words_stands() -> None:
    words = TextWords("edaran itu berlaku")
    assert words.allow(compile_pattern(r"(?:surat|edaran) ini"))
    assert words.allow(compile_lower(r"\d+"))
    assert not words.allow(compile_lower(r"\bdicabut\b"))
    assert words == {"dicabut": False, "edaran": True, "": True}  # looked for once
