"""Dates in marked sentences: printed forms, shared parts, roles, and what is no date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysed import analysed, letter, unmarked
from circular_parser.language.inferred_dates import read_date

_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rapat pada <d 2021-05-03>3 Mei 2021</d> di aula.",
        "Rapat pada <d 2021-05-03>03 mei 2021</d> di aula.",
        "Rapat pada <d 2019-11-06>6 Nopember 2019</d> di aula.",
        "Rapat pada <d 2019-11-06>6 Nop 2019</d> di aula.",
        "Rapat pada <d 2020-02-17>17 Pebruari 2020</d> di aula.",
        "Rapat pada <d 2021-08-01>1 Agst 2021</d> di aula.",
        "Rapat pada hari <d 2020-03-20>Jum'at, 20 Maret 2020</d> di aula.",
        "Rapat pada hari <d 2020-03-20>Jum’at, 20 Maret 2020</d> di aula.",
        "Rapat pada hari <d 2020-04-14>Selasa, tanggal 14 April 2020</d> di aula.",
        "Rapat pada <d 2020-03-18>18/03/2020</d> di aula.",
        "Rapat <d 2022-02-17>Kamis (17/2/2022</d>) di aula.",
        "Rapat pada <d 2020-03-23>23/03/20</d> di aula.",
        "Rapat pada <d 2020-03-17>l7 Maret 2O20</d> di aula.",
        "Surat tanggal <d 2020-03-21>21 Maret 20020</d> itu beredar.",
        "Mulai <d 2020-03-17>17</d> s.d. <d 2020-03-31>31 Maret 2020</d> di rumah.",
        "Mulai <d 2020-03-16>16</d> - <d 2020-03-31>31 Maret 2020</d> di rumah.",
        "Mulai <d 2026-03-16>16</d>–<d 2026-03-17>17 Maret 2026</d> di rumah.",
        "Mulai <d 2020-03-20>20 Maret</d> sampai dengan tanggal <d 2020-04-04>4 April 2020</d>.",
        "Mulai <d 2020-12-28>28 Desember</d> s/d <d 2021-01-03>3 Januari 2021</d> di rumah.",
        "Tanggal <d 2026-03-25>25</d>, <d 2026-03-26>26</d>, dan <d 2026-03-27>27 Maret 2026</d>.",
        "From <d 2021-05-18>Tuesday 18 May</d> to <d 2021-05-31>Monday 31 May 2021</d> staff rest.",
    ],
)
def test_printed_dates(sentence: str) -> None:
    text, marks = unmarked(sentence)
    analysis = analysed(text)
    found = [(str(c.value.resolved), analysis.text[c.start : c.end]) for c in analysis.dates]
    assert found == [(value, printed) for _, value, printed in marks]


@pytest.mark.parametrize(
    "text",
    [
        "Rapat pada 31 Juni 2020 dibatalkan.",
        "Nomor 800/17/2020 berlaku.",
        "Masa 14 hari dihitung.",
        "Tahun 2020 dan bulan puasa.",
        "Wabah COVID-19 Maret ini.",
        "Sebanyak 3/4 pegawai hadir.",
        "Mulai 1 Ramadan 1447 H.",
    ],
)
def test_what_is_no_full_date(text: str) -> None:
    assert [c for c in analysed(text).dates if c.value.resolved is not None] == []


def test_missing_year_comes_from_the_document_with_a_mark() -> None:
    body = "1. Layanan dibuka lagi pada tanggal 9 Mei."
    dates = [c for c in analysed(letter(body)).dates if c.value.day == 9]
    assert [(c.value.resolved, c.value.inferred) for c in dates] == [
        (dt.date(2021, 5, 9), ("year",))
    ]


def test_missing_year_stays_open_without_any_anchor() -> None:
    dates = analysed("Surat edaran bupati berlaku pada 9 Mei.").dates
    assert [c.value.resolved for c in dates] == [None]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Surat Edaran Nomor 800/12/ORG/2021 tanggal 3 Mei 2021 terbit.", "number"),
        ("Surat edaran itu ditandatangani pada 3 Mei 2021 oleh bupati.", "issued"),
        ("Edaran ditandatangani wali kota dr Ramli pada 3 Mei 2021.", "issued"),
        ("Surat edaran tertanggal 3 Mei 2021 itu beredar.", "issued"),
        ("Surat diterima pada tanggal 3 Mei 2021 di kantor.", "received"),
        ('"Kami siap," kata Bupati Bantaeng, Senin 3 Mei 2021.', "quoted"),
        ("Pegawai masuk kantor kembali pada tanggal 3 Mei 2021.", "return"),
    ],
)
def test_roles_in_reports(sentence: str, role: str) -> None:
    assert [c.role for c in analysed(sentence).dates] == [role]


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
def test_any_day_of_the_calendar_is_read(day: dt.date) -> None:
    assert read_date(day.day, day.month, day.year) == day
    text = f"Surat pada {day.day} {_MONTHS[day.month - 1]} {day.year} terbit."
    assert [c.value.resolved for c in analysed(text).dates] == [day]


def test_a_day_of_an_english_range_is_read_once() -> None:
    dates = analysed("Surat edaran: from April 1 to April 14, 2020.").dates
    assert [c.value.resolved for c in dates] == [dt.date(2020, 4, 1), dt.date(2020, 4, 14)]
