"""Patterns put so that a search is quick find what they found before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from circular_parser.language.pattern_heads import divided, headed
from circular_parser.language.patterns import load, lower_view
from circular_parser.resources import model_folder

TEXT = """Surat Edaran Wali Kota Nomor 5 Tahun 2021 tentang Sistem Kerja; SE itu, kata dia,
berlaku mulai Senin (4/1/2021). Dilarang mudik! Tidak boleh cuti, kecuali perawat dan dokter.
Sekretaris daerah meminta pegawai masuk kantor pukul 07.30 di\u017febut, ber\u212aantor."""


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        (r"\bsurat|\bedaran", r"(?:s(?<=\bs)urat|e(?<=\be)daran)"),
        (r"\b(?:surat|maklumat) ini\b", r"(?:s(?<=\bs)urat|m(?<=\bm)aklumat) ini\b"),
        (r"surat|edaran", r"(?:surat|edaran)"),
        (r"(?<!no )\bmudik", r"(?:m(?<=(?<!no )\bm)udik)"),
    ],
)
def test_begins_with_letters(pattern: str, begun: str) -> None:
    """The letter stands first, what must stand round it behind."""
    assert headed(pattern, any_case=False) == begun


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d+|surat",  # not every alternative begins with a letter
        r"s?urat",
        r"(?:surat)?edaran",
        r"\b(?:surat|edaran)+",
        r"\bagar\b",  # its letter is everywhere
        r"^surat",
        r"\b(?:surat|edaran",  # no pattern at all
        "|".join("bcdefghij"),
    ],
)
def test_is_left_as_it_is(pattern: str) -> None:
    """What does not begin with few letters stays."""
    assert headed(pattern, any_case=False) == pattern


@pytest.mark.parametrize("word", ["Surat", "\u017furat", "KANTOR", "\u212aantor", "kantor"])
def test_any_case(word: str) -> None:
    """Every form of the first letter counts, those of other alphabets too."""
    pattern = r"\b(?:surat|kantor)\b"
    found = re.compile(headed(pattern, any_case=True), re.IGNORECASE).fullmatch(word)
    assert found is not None
    assert re.compile(pattern, re.IGNORECASE).fullmatch(word) is not None


def test_divided_at_the_top_only() -> None:
    """Alternatives within groups and classes are no alternatives of the pattern."""
    assert divided(r"a(?:b|c)|[|]d|\|e") == ["a(?:b|c)", "[|]d", r"\|e"]


def strings(data: Any) -> Iterator[str]:
    """Yield every string in the tables of a pattern file."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from strings(item)


@pytest.mark.parametrize("name", sorted(p.name for p in model_folder().base.glob("*.toml")))
def test_patterns_of_the_model_find_the_same(name: str) -> None:
    """Begun with their letters all patterns match what they match as written, groups included."""
    for pattern in strings(load(model_folder() / name)):
        for any_case in (False, True):
            begun, text = headed(pattern, any_case=any_case), TEXT if any_case else lower_view(TEXT)
            if begun != pattern:
                flags = re.IGNORECASE if any_case else 0
                assert [
                    [(m.span(), m.groups()) for m in re.finditer(p, text, flags)]
                    for p in (begun, pattern)
                ] == [[(m.span(), m.groups()) for m in re.finditer(pattern, text, flags)]] * 2
