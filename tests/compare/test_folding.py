"""One document has one key, whatever the spelling of its name and number."""

from __future__ import annotations

from functools import cache

import pytest

from circular_parser.compare.documents import Citation, Place
from circular_parser.compare.folding import Folding, fold_number
from compared import told


@cache
def folding() -> Folding:
    return Folding()


def key(text: str, number: str | None, document_type: str = "surat_edaran") -> str:
    place = Place("x", text, None, None, None, None, None)
    return str(folding().cited(Citation(text, document_type, number, "basis", place)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("19/2020", "19 Tahun 2020"),
        ("800 / 0298 /SETDA/ 07/2020", "800/298/Setda/7/2020"),
        ("443/O52/BPBD", "443/052/BPBD"),
        ("No. 5 TAHUN 2021", "5 tahun 2021"),
        ("061.2/117/SETDA\u2013ORG", "061.2/117/SETDA-ORG"),
    ],
)
def test_spellings_of_a_number_are_one(one: str, other: str) -> None:
    assert fold_number(one) == fold_number(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("19/2020", "19/2021"),
        ("800/29/SETDA", "800/298/SETDA"),
        ("061.2/117/ORG", "061.2/117/ORG-2"),
    ],
)
def test_numbers_of_two_documents_stay_two(one: str, other: str) -> None:
    assert fold_number(one) != fold_number(other)


@pytest.mark.parametrize("number", [None, "", "SETDA", "/"])
def test_without_a_digit_there_is_no_number(number: str | None) -> None:
    assert fold_number(number) is None


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (
            [
                ("Surat Edaran Menpan-RB Nomor 19/2020", "19/2020"),
                ("SE MenPAN RB No. 19 Tahun 2020", "19 Tahun 2020"),
                (
                    "Surat Edaran Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi "
                    "Nomor 19 Tahun 2020 tentang Sistem Kerja",
                    "19 Tahun 2020",
                ),
            ],
            "surat_edaran:panrb:19/2020",
        ),
        (
            [
                ("keputusan Presiden RI nomor 7 tahun 2020", "7 tahun 2020"),
                ("Keppres 7/2020", "7/2020"),
            ],
            "keputusan:presiden:7/2020",
        ),
        (
            [
                ("Inmendagri Nomor 15 Tahun 2021", "15 Tahun 2021"),
                ("Instruksi Menteri Dalam Negeri No 15/2021", "15/2021"),
            ],
            "instruksi:dagri:15/2021",
        ),
        (
            [("PP 53/2010", "53/2010"), ("Peraturan Pemerintah Nomor 53 Tahun 2010", "53/2010")],
            "peraturan_pemerintah:negara:53/2010",
        ),
        (
            [
                ("Surat Edaran Walikota Palopo Nomor 443/9/BPBD", "443/9/BPBD"),
                ("SURAT EDARAN WALI KOTA PALOPO NOMOR 443/09/BPBD", "443/09/BPBD"),
            ],
            "surat_edaran:73.73:443/9/bpbd",
        ),
        ([("Surat Edaran Gubernur Lampung", None)], "surat_edaran:18:?"),
        # A task force of a region is not the national one.
        (
            [("Surat Satgas Covid-19 Kota Palopo Nomor 5/SATGAS/2021", "5/SATGAS/2021")],
            "surat_edaran:73.73:5/satgas/2021",
        ),
    ],
)
def test_citations_of_one_document_have_one_key(
    spellings: list[tuple[str, str | None]], expected: str
) -> None:
    types = {"k": "keputusan", "i": "instruksi", "p": "peraturan"}
    found = {
        key(text, number, types.get(text[0].lower(), "surat_edaran")) for text, number in spellings
    }
    assert found == {expected}


def test_a_document_has_the_key_by_which_it_is_cited() -> None:
    own = folding().own(told("a", number="800 / 012 /BKPSDM/2020"))
    assert str(own) == key("SE Bupati Barru No. 800/12/BKPSDM/2020", "800/12/BKPSDM/2020")


def test_a_serial_left_blank_makes_no_whole_number() -> None:
    assert not folding().own(told("a", number="800/   /BKPSDM/2020")).is_whole
    assert folding().own(told("a")).is_whole
