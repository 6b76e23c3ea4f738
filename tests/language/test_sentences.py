"""Sentence ends among abbreviations, and quoted spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_parser.language.sentences import headline, number_quote, quote, sentences


@pytest.mark.parametrize(
    "marked",
    [
        "Loket dibuka. | Pegawai hadir.",
        "RSUD Moch. Amin tetap buka. | Loket ramai.",
        "Surat ditandatangani Ir. Hasan Basri. | Ia hadir.",
        "Jam kerja pukul 08.00 s.d. 15.00 WIB. | Selesai.",
        "Sesuai No. 5 Tahun 2021 pegawai hadir. | Cukup.",
        'Loket tutup." | Bupati pergi.',
        "Aturan tersebut. | Di kantor sepi.",
        "Kantor a.n. Bupati ditutup. | Loket buka.",
        "Loket ditutup akibat COVID-19. | Warga tenang.",
        "Daerah itu masuk level 4. | Pasar ditutup.",
        "Loket ditutup. | ''Jangan datang dulu.''",
    ],
)
def test_sentence_ends(marked: str) -> None:
    text = marked.replace(" | ", " ")
    assert [text[s:e] for s, e in sentences(text)] == marked.split(" | ")


def test_sentences_set_without_a_space_are_split() -> None:
    text = "Itu tertuang dalam edaran tersebut.Di kantor pegawai hadir.SE itu berlaku."
    assert [text[s:e] for s, e in sentences(text)] == [
        "Itu tertuang dalam edaran tersebut.",
        "Di kantor pegawai hadir.",
        "SE itu berlaku.",
    ]


@given(st.text(alphabet="ab .\n,A1/", max_size=80))
def test_sentences_cover_all_that_is_no_white_space(text: str) -> None:
    covered = "".join(text[s:e] for s, e in sentences(text))
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Bupati Buka Loket\n\nBupati membuka loket.", "Bupati Buka Loket"),
        ("Loket dibuka.\nFoto: Bupati di loket  \n", "Foto: Bupati di loket"),
        ("Bupati membuka loket.", None),
        ("“Buka,” kata Bupati,\nSenin.", None),
    ],
)
def test_lines_that_no_sentence_ends_are_headlines(text: str, line: str | None) -> None:
    start = text.index("Bupati")
    assert headline(text, start, start + len("Bupati")) == line


def test_quotes() -> None:
    assert quote("  jam\n kerja ") == "jam kerja"
    assert number_quote("061.2 / 285 /\nRo.Org") == "061.2/285/Ro.Org"
