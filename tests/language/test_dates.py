"""Dates in marked sentences: printed forms, shared parts, roles, and what is no date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysed import analysed, letter, parsed, pipeline, unmarked
from circular_parser.language.inferred_dates import read_date
from circular_parser.language.pipeline import analyse
from circular_parser.resolve import resolve
from rule_examples import document

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
        "Rapat <d 2021-06-07>07.06.2021</d> s/d <d 2021-06-18>18.06.2021</d>. Pukul 08.12 dimulai.",
        "Rapat pada <d 2020-03-23>23/03/20</d> di aula.",
        "Rapat pada <d 2020-03-17>l7 Maret 2O20</d> di aula.",
        "Surat tanggal <d 2020-03-21>21 Maret 20020</d> itu beredar.",
        "Mulai <d 2020-03-17>17</d> s.d. <d 2020-03-31>31 Maret 2020</d> di rumah.",
        "Mulai <d 2020-03-16>16</d> - <d 2020-03-31>31 Maret 2020</d> di rumah.",
        "Mulai <d 2026-03-16>16</d>–<d 2026-03-17>17 Maret 2026</d> di rumah.",
        "Mulai <d 2020-03-20>20 Maret</d> sampai dengan tanggal <d 2020-04-04>4 April 2020</d>.",
        "Mulai <d 2020-12-28>28 Desember</d> s/d <d 2021-01-03>3 Januari 2021</d> di rumah.",
        "Tanggal <d 2026-03-25>25</d>, <d 2026-03-26>26</d>, dan <d 2026-03-27>27 Maret 2026</d>.",
        "Libur tanggal <d 2020-03-23>23</d> sampai dengan tanggal <d 2020-03-31>31 Maret 2020</d>.",
        "Mulai <d 2020-03-24>Selasa tanggal 24</d> hingga <d 2020-03-31>Selasa 31 Maret 2020</d>.",
        "Mulai <d 2025-09-01>1</d> s.d <d 2025-09-04>4 September 2025</d> di rumah.",
        "Mulai <d 2023-08-21>21 Agustus</d> - <d 2023-10-21>21 Oktober 2023</d> di rumah.",
        "Mulai <d 2021-07-01>1</d>/<d 2021-07-16>16 juli tahun 2021</d> di rumah.",
        # The space before the end of a range lost.
        "Mulai <d 2021-12-26>26 Desember</d>hingga <d 2021-12-31>31 Desember 2021</d> di rumah.",
        "Mulai <d 2021-07-05>5</d> hingga<d 2021-07-16>16 Juli 2021</d> di rumah.",
        # Short names of months.
        "Rapat <d 2021-01-03>3 Jan 2021</d>, <d 2021-02-03>3 Feb 2021</d>, <d 2021-03-03>3 Mar "
        "2021</d>, <d 2021-04-03>3 Apr 2021</d>, <d 2021-06-03>3 Jun 2021</d>, <d 2021-07-03>3 Jul "
        "2021</d>, <d 2021-08-03>3 Agu 2021</d>, <d 2021-08-04>4 Ags 2021</d>, <d 2021-08-05>5 Agt "
        "2021</d>, <d 2021-09-03>3 Sept 2021</d>, <d 2021-09-04>4 Sep 2021</d>, <d 2021-10-03>3 "
        "Okt 2021</d>, <d 2021-12-03>3 Des 2021</d>.",
        "Rapat pada (<d 2021-07-10>10/7/2021</d>) di aula.",
        # Neither end has the year; it is the one that the text calls its own.
        "Tahun 2021 ini libur <d 2021-05-23>23</d> sampai dengan <d 2021-05-31>31 Mei</d>.",
        "Tahun 2021 ini rapat <d 2021-03-22>Senin (22/3</d>) besok.",
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
        "Rapat JUN mm di aula.",
        "Rapat le Juni 2021 di aula.",
    ],
)
def test_what_is_no_full_date(text: str) -> None:
    assert [c for c in analysed(text).dates if c.value.resolved is not None] == []


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("3 Mare1 2021", "2021-03-03"),
        ("3 Apri1 2021", "2021-04-03"),
        ("3 N0vember 2021", "2021-11-03"),
    ],
)
def test_a_digit_read_for_a_letter_of_a_month(printed: str, day: str) -> None:
    text = letter("1. Loket dibuka.").replace("4 Mei 2021", printed)
    assert printed in text
    assert str(parsed(text).issued_on) == day


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
        ("Edaran itu beredar, merujuk tanggal surat, 3 Mei 2021.", "issued"),
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


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Bantaeng, 4 Mei 2021", "2021-05-04"),
        ("Bantaeng, 4 mei 2021", "2021-05-04"),
        ("Bantaeng , 04 Mei 2021", "2021-05-04"),
        ("Bantaeng, Selasa, 4 Mei 2021", "2021-05-04"),
        ("4 Mei 2021", "2021-05-04"),
        ("Selasa, 4 Mei 2021", "2021-05-04"),
        ("                                    Bantaeng, 4 Mei 2021", "2021-05-04"),
        ("Bantaeng,    Mei 2021", None),
        ("BUPATI BANTAENG Bantaeng, \\} Mei 2021", None),
        ("Bantaeng, ... Mei 2021", None),
    ],
)
def test_the_day_of_signing_at_the_head(head: str, day: str | None) -> None:
    issued = parsed(letter(head=head)).issued_on
    assert (str(issued) if issued else None) == day


@pytest.mark.parametrize(
    ("printed", "read", "day", "doubted"),
    [
        pytest.param("Ambon, 2/ Juni 2021", ["Ambon, 27Juni 2021"], "2021-06-27", False, id="sure"),
        pytest.param("Ambon, £ Juni 2021", ["Ambon, C Juni 2021"], "2021-06-06", False, id="a six"),
        pytest.param("Ambon, ? Juni 2021", ["Ambon,9Juni 2021"], "2021-06-09", False, id="comma"),
        pytest.param("Ambon, W Juni 2021", ["Ambon, 2 1 Juni 2021"], "2021-06-21", False, id="gap"),
        pytest.param("Ambon, W Juni 2021", ["Ambon, 2/ Juni 2021"], "2021-06-21", False, id="one"),
        pytest.param("Ambon, W Juni 2021", ["Ambon, 77 Juni 2021"], "2021-06-17", False, id="ten"),
        pytest.param("Ambon, s Juni 2021", ["Ambon,Juni 2021"], "2021-06-05", False, id="a five"),
        pytest.param("Ambon, 7 Juni 2021", ["Ambon, 17 Juni 2021"], "2021-06-17", False, id="lost"),
        pytest.param("Ambon, 7 Juni 2021", ["Ambon, 18 Juni 2021"], "2021-06-07", None, id="other"),
        pytest.param("& Juni 2021", ["5Juni 2021", "S Juni 2021"], "2021-06-05", True, id="split"),
    ],
)
def test_a_day_by_hand_is_read_a_second_time(
    printed: str, read: list[str], day: str, doubted: bool | None
) -> None:
    again = "".join(f"~ {text}\n" for text in read)
    text = f"DINAS SOSIAL\n\n{printed}\n{again}\nNomor : 465/12/DINSOS\nHal : Rapat\n\nKepada\n"
    record = resolve(analyse(pipeline(), document(text)))
    assert str(record.issued_on) == day
    warned = {w.code for w in record.warnings if w.field == "/issued_on"}
    expected = set() if doubted is None else {"second_reading"}
    assert warned == expected | ({"poorly_read"} if doubted else set())


@pytest.mark.parametrize(
    ("foot", "day", "place"),
    [
        ("Ditetapkan di Bantaeng\npada tanggal 5 Mei 2021", "2021-05-05", "Bantaeng"),
        ("Ditetapkan di : Bantaeng\nPada tanggal : 5 Mei 2021", "2021-05-05", "Bantaeng"),
        ("Dikeluarkan di Bantaeng\npada tanggal 5 Mei 2021", "2021-05-05", "Bantaeng"),
        ("Ditetapkan di Bantaeng\npada tanggal      Mei 2021", None, "Bantaeng"),
        ("Bantaeng, 5 Mei 2021", "2021-05-05", "Bantaeng"),
    ],
)
def test_the_day_of_signing_at_the_foot(foot: str, day: str | None, place: str) -> None:
    text = letter(head="", signature=f"{foot}\nBUPATI BANTAENG,\n\nH. RAMLI DAENG, S.E.")
    record = parsed(text)
    assert (str(record.issued_on) if record.issued_on else None) == day
    assert record.issued_at == place


# The line of a page above its report, which tells its day.
_PAGE = "Jam Loket Diatur\n\nRabu, 5 Mei 2021 10:20 WIB\n\nBANTAENG - "
_SE = "Surat Edaran Bupati Bantaeng Nomor 800/12/ORG/2021"


@pytest.mark.parametrize(
    ("report", "day"),
    [
        # Glued to the number, or before it.
        (f"{_SE} tanggal 3 Mei 2021 terbit.", "2021-05-03"),
        (f"{_SE}, tertanggal 3 Mei 2021, terbit.", "2021-05-03"),
        (f"{_SE} tgl. 3 Mei 2021 terbit.", "2021-05-03"),
        (f"{_SE} tentang Jam Kerja Pegawai, per tanggal 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} diteken Bupati Ramli Daeng. Berlaku sejak 3 Mei 2021, SE ini tegas.", None),
        ("Circular letter number 800/12/ORG/2021 dated May 3, 2021 was issued.", "2021-05-03"),
        (f"{_SE} per tanggal 3 Mei 2021 terbit.", "2021-05-03"),
        (f"{_SE} Bantaeng, 3 Mei 2021 yang mengatur loket.", "2021-05-03"),
        (f"{_SE} soal tanggap darurat banjir yang keluar pada 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} soal loket. Isinya: Bantaeng, 3 Mei 2021 Kepada Yth. para camat.", "2021-05-03"),
        (f"{_SE} soal loket. Isinya: Bantaeng,3 Mei 2021 Kepada, Yth. camat.", "2021-05-03"),
        (f"{_SE} soal loket. Isinya: di 3 Mei 2021 Para Camat di Bantaeng.", "2021-05-03"),
        ("Bupati mengeluarkan surat edaran, tanggal 3 Mei 2021, soal loket.", "2021-05-03"),
        (f"{_SE} soal loket, dikutip, Senin, 3 Mei 2021.", None),
        (f"{_SE} dikeluarkan per 3 Arpil 2021.", "2021-04-03"),
        (
            "Bupati menerbitkan Surat Edaran Nomor 800/237/2021 tentang Penyesuaian Jam Loket dan "
            "Antrean Layanan Kependudukan pada Masa Perbaikan Gedung Kantor Kecamatan di Seluruh "
            "Wilayah Kabupaten Bantaeng pada 3 Mei 2021.",
            "2021-05-03",
        ),
        # By a verb of signing or issuing, also misspelled.
        (f"{_SE} diterbitkan pada Senin (3/5/2021).", "2021-05-03"),
        (f"{_SE} ditetapkan di Bantaeng, pada Senin (3/5/2021).", "2021-05-03"),
        (f"{_SE} ditandatangi Bupati pada 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} yang di tandatangani Bupati, Senin (3/5/2021), beredar.", "2021-05-03"),
        (f"{_SE} diteken pada tanggal 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} dibuat pada Senin (3/5/2021).", "2021-05-03"),
        (f"{_SE} terbit pada Senin, 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} beredar. Surat tertanggal 3 Mei 2021 itu mengatur loket.", "2021-05-03"),
        (f"{_SE} diteken 3 Mei oleh bupati.", "2021-05-03"),
        (
            f"{_SE} ditandatangani Kepala Dinas (Kadis) Bantaeng, Ali, pada 3 Mei 2021.",
            "2021-05-03",
        ),
        (f"{_SE} yang dikeluarkan pada tanggl 3 Mei 2021 beredar.", "2021-05-03"),
        (
            f'{_SE} beredar. "Edaran itu kami terbitkan tanggal 3 Mei 2021," kata camat.',
            "2021-05-03",
        ),
        (f"{_SE} sudah diterbitkan sejak 3 Mei 2021, kata camat.", "2021-05-03"),
        (f"{_SE} terbit. Bupati meneken edaran itu pada Senin (3/5) demi warga.", "2021-05-03"),
        # Before the verb, or between it and who issues.
        ("Pada Senin (3/5/2021), Bupati Bantaeng mengeluarkan edaran jam ronda.", "2021-05-03"),
        ("Bupati Bantaeng, Senin (3/5/2021) menerbitkan surat edaran ronda.", "2021-05-03"),
        ("Bupati Bantaeng, 3 Mei 2021, resmi mengeluarkan surat edaran ronda.", "2021-05-03"),
        (f"{_SE} dikeluarkan di Bantaeng 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} ditandatangani 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} berlaku pada tanggal yang ditetapkan yakni 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} diteken pada tanggal 3 Mei lalu.", "2021-05-03"),
        # On the day told last; behind a number with dots; at a place, behind the state it is of.
        (f"{_SE} diteken bupati pada hari yang sama.", None),
        (
            f"Camat berkata demikian Senin (3/5/2021). {_SE} ditandatangani bupati hari itu juga.",
            "2021-05-03",
        ),
        (
            "Bupati menandatangani Surat Edaran Nomor 188.65/12/ORG tentang Ronda pada Senin "
            "(3/5/2021).",
            "2021-05-03",
        ),
        (
            "Dasarnya Surat Edaran Nomor 188/12/ORG tentang Ronda Masa Tanggap Darurat Banjir yang "
            "ditetapkan di Bantaeng, 3 Mei 2021.",
            "2021-05-03",
        ),
        (f"{_SE} ditandatangani Ketua Satgas Covid-19 Ramli pada tanggal 3 Mei ini.", "2021-05-03"),
        (f"{_SE} ditandatangani Bupati Ramli per hari ini, Senin (3/5/2021).", "2021-05-03"),
        (f"{_SE} mengatur loket. Demikian edaran itu, tertanggal pada 3 Mei 2021.", "2021-05-03"),
        (
            f"{_SE} diteken Senin (3/5). SE yang dikeluarkan pada 1 Mei 2021 dengan Nomor "
            "800/9/ORG/2021 dicabut.",
            "2021-05-03",
        ),
        (f"{_SE} ditandatangani Bupati Bantaeng, H. Ramli.,M.Si pada 3 Mei 2021.", "2021-05-03"),
        (f'{_SE} beredar. "SE itu sudah saya tandatanganinya 3 Mei 2021," kata dia.', "2021-05-03"),
        ("Pada tanggal 3 Mei 2021 Bupati telah menandatangani surat edaran.", "2021-05-03"),
        (f"Loket ditata. Pada 3 Mei 2021 telah diterbitkan {_SE}.", "2021-05-03"),
        # Before the number.
        ("Surat Edaran (SE) tanggal 3 mei 2021 nomor: 800/12/ORG/2021 terbit.", "2021-05-03"),
        (
            "Bupati menerbitkan Surat Edaran Bupati Bantaeng tanggal 3 Mei 2021 Nomor "
            "800/12/ORG/2021 tentang loket.",
            "2021-05-03",
        ),
        # At the end of the article, far from the number.
        (
            f"{_SE} mengatur loket. Pegawai hadir pukul 08.00. Demikian surat edaran Bupati "
            "Bantaeng, tertanggal 3 Mei 2021.",
            "2021-05-03",
        ),
        # A cited document may be younger than the circular, or of the same day.
        (
            f"{_SE} tanggal 3 Mei 2021 menindaklanjuti SE Gubernur Nomor 440/1/2021 tanggal 5 "
            "Mei 2021.",
            "2021-05-03",
        ),
        (
            f"{_SE} tanggal 3 Mei 2021 menindaklanjuti SE Gubernur Nomor 440/1/2021 tanggal 3 "
            "Mei 2021.",
            "2021-05-03",
        ),
        ("Bupati Bantaeng sudah mengeluarkan surat edaran sejak 3 Mei 2021.", "2021-05-03"),
        ("Senin, 3 Mei 2021, Bupati Bantaeng mengeluarkan surat edaran soal loket.", "2021-05-03"),
        ("Pemkab Bantaeng telah menetapkan surat edaran soal loket pada 3 Mei 2021.", "2021-05-03"),
        (
            f'{_SE} terbit. "Tanggal 3 Mei 2021, saya menandatangani SE itu," kata dia.',
            "2021-05-03",
        ),
        ("Bupati Bantaeng menantandatangani surat edaran itu pada 3 Mei 2021.", "2021-05-03"),
        # Verbs with -nya, of press releases and of making valid; the dateline's dash; kemarin.
        (f"{_SE} beredar sejak dikeluarkannya pada 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} dirilis pada Senin (3/5/2021).", "2021-05-03"),
        (f"{_SE} disahkan Bupati Bantaeng pada 3 Mei 2021.", "2021-05-03"),
        ("BANTAENG – Pada 3 Mei 2021, Bupati Bantaeng menandatangani surat edaran.", "2021-05-03"),
        ("Senin (3/5/2021) kemarin, Bupati Bantaeng menerbitkan surat edaran.", "2021-05-03"),
        ("Surat edaran Bupati Bantaeng tanggal 3 Mei 2021 berisi jadwal loket.", "2021-05-03"),
        # Active and with a pronoun, the object left at the verb; a nickname; kemarin beside it.
        (f"{_SE} berlaku. Bupati Ramli menandatanganinya pada Senin (3/5/2021).", "2021-05-03"),
        (f"{_SE} berlaku. Bupati Ramli menekennya Senin, 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} yang ia tandatangani Senin, 3 Mei 2021, mengatur loket.", "2021-05-03"),
        (f"{_SE} berlaku. Edaran itu sudah dia teken pada 3 Mei 2021.", "2021-05-03"),
        (f'{_SE} terbit. "Bupati sudah tanda tangan tanggal 3 Mei 2021," katanya.', "2021-05-03"),
        (
            f"{_SE} itu ditandatangani Rami, sapaan akrab Ramli Daeng, pada Senin, 3 Mei 2021.",
            "2021-05-03",
        ),
        (f"{_SE} ditandatangani Bupati akhir pekan lalu, Sabtu (1/5/2021).", "2021-05-01"),
        (f"{_SE} diterbitkan kemarin (3/5/2021).", "2021-05-03"),
        ("Bupati Bantaeng meneken surat edaran itu, Senin (3/5/2021).", "2021-05-03"),
        ("Bupati Bantaeng menerbitkan surat edaran, Sabtu (1/5/2021).", None),
        # What is signed by another word, and the place of signing before the day.
        (f"{_SE} berlaku. Bupati meneken kebijakan ini kemarin, Senin (3/5/2021).", "2021-05-03"),
        (
            f'{_SE} berlaku. "Tertib," ujarnya usai menandatangani edaran itu di Kantor Bupati, '
            "Senin (3/5/2021).",
            "2021-05-03",
        ),
        (
            f"{_SE} berlaku. Bupati menandatangani edaran itu di pendopo, Senin (3/5/2021).",
            "2021-05-03",
        ),
        # Behind a comma the place and the day are those of what is said.
        (
            f'{_SE} berlaku. "Tertib," kata Bupati, yang meneken edaran itu, di Kudus, Senin '
            "(3/5/2021).",
            None,
        ),
        (f"{_SE} berlaku. Bupati membahas kebijakan ini kemarin, Senin (3/5/2021).", None),
        # With lalu behind it; the object with -nya; by its number alone; another circular's.
        ("Bupati Bantaeng menerbitkan SE tentang Jam Loket pada 3 Mei 2021 lalu.", "2021-05-03"),
        (f"{_SE} berlaku. Ramli sudah meneken surat edarannya, Senin (3/5/2021).", "2021-05-03"),
        (
            f'{_SE} berlaku. "Sudah ditandatangani Bupati tanggal 3 kemarin," kata camat, Selasa '
            "(4/5/2021).",
            "2021-05-03",
        ),
        (
            f'{_SE} berlaku. "Sudah ditandatangani Bupati tanggal 28 lalu," kata camat, Selasa '
            "(4/5/2021).",
            "2021-04-28",
        ),
        (
            f'{_SE} berlaku. "Loket dibuka tanggal 6 mendatang," kata camat, Selasa (4/5/2021).',
            None,
        ),
        (f"{_SE} mencabut edaran sebelumnya soal ronda yang dikeluarkan 3 Mei 2021.", None),
        # Keluar of a circular, its signature as a noun, the day at the end of its clause.
        (f"{_SE} tentang Jam Loket, keluar pada Senin 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} terbit. Edaran itu resmi keluar Senin (3/5/2021).", "2021-05-03"),
        (f"{_SE} terbit. Pegawai boleh keluar pada 3 Mei 2021.", None),
        (f"{_SE} terbit. Tanda tangan bupati dibubuhkan pada 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} memuat tanda tangan Bupati Ramli Daeng, dengan tanggal 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} memakai kop bupati dan diberi tanggal 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} beredar. Diterbitkan 3 Mei 2021 oleh Tim Redaksi.", None),
        ("Bupati Bantaeng meneken edaran perubahan itu 3 Mei 2021.", "2021-05-03"),
        ("Bupati membubuhkan tanda tangan pada SE itu Senin pekan lalu (3/5/2021).", "2021-05-03"),
        (
            f"{_SE} terbit. Edarannya ditandatangani ibu bupati kemarin, Senin 3 Mei 2021.",
            "2021-05-03",
        ),
        (f"{_SE} terbit. Surat itu dilayangkan 3 Mei 2021.", "2021-05-03"),
        ("Ketentuannya ada pada edaran Dinas Taman dan Hutan Kota Senin (3/5/2021).", "2021-05-03"),
        ("Edaran bupati 3 Mei 2021 sekaligus menegaskan ronda malam.", "2021-05-03"),
        (f"{_SE} terbit menindaklanjuti surat Menteri Agama bertanggal 3 Mei 2021.", None),
        (f"{_SE} itu tindak lanjut edaran Dirjen P2P Kemenkes yang terbit 3 Mei 2021.", None),
        ("Bupati Bantaeng mengeluarkan edaran menyusul kecelakaan bus, Senin (3/5/2021).", None),
        (
            "Bupati Bantaeng meneken SE Nomor 5/2 terkait cuti bersama itu, 3 Mei 2021.",
            "2021-05-03",
        ),
        (f"{_SE} terbit. Penandatanganan edaran dilakukan Senin, 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} bertanda tangan Bupati Ramli Daeng, 3 Mei 2021, itu beredar.", "2021-05-03"),
        (f"{_SE} bertitimangsa 3 Mei 2021 itu beredar.", "2021-05-03"),
        (f"{_SE} beredar. Pada surat tertera tanggal 3 Mei 2021.", "2021-05-03"),
        (f"{_SE} tentang Jam Loket, tanggal 3 Mei 2021. Loket buka pagi.", "2021-05-03"),
        (f"{_SE} tentang Jam Loket, tanggal 3 Mei 2021 loket tutup.", None),
        (f'{_SE} terbit. "SE-nya tanggal 3 Mei 2021 kemarin," kata camat.', "2021-05-03"),
        # The day at the end of the sentence, behind what was signed.
        (
            f"Bupati Bantaeng menandatangani {_SE} tentang Jam Loket, 3 Mei 2021. Loket tutup.",
            "2021-05-03",
        ),
        (f"Bupati Bantaeng meneken {_SE} tentang Jam Loket per 3 Mei 2021.", "2021-05-03"),
        ("Bupati menandatangani surat edaran soal loket, Senin (3/5/2021).", "2021-05-03"),
        (
            "Bupati menerbitkan Surat Edaran Nomor 7/2021 soal loket, Senin (3/5/2021).",
            "2021-05-03",
        ),
        ('"Sip," kata Bupati yang meneken edaran soal loket, Senin (3/5/2021).', None),
        # A weekday told as past; Minggu lalu is the week before.
        (
            f'"{_SE} sudah diteken hari Sabtu kemarin," kata Sekda, Senin (3/5/2021).',
            "2021-05-01",
        ),
        (f'"{_SE} diteken Kamis pekan lalu," kata Sekda, Rabu (5/5/2021).', "2021-04-29"),
        (f'"{_SE} diteken hari Minggu lalu," kata Sekda, Rabu (5/5/2021).', "2021-05-02"),
        (f'"{_SE} diteken Minggu lalu," kata Sekda, Rabu (5/5/2021).', None),
        (
            '"The Mayor of Palu has signed the circular letter, number 7/2021, on Monday, May 3," '
            "he said on Tuesday, May 4, 2021. Edaran itu mengatur loket.",
            "2021-05-03",
        ),
        # Days that are another's: of the letter followed, the president's, a feast's, one to come.
        (f"{_SE} menindaklanjuti SE Menteri Agama yang terbit pada 29 April 2021.", None),
        (f"{_SE} terbit. Hari raya panen ditetapkan pada 29 April 2021.", None),
        (f"{_SE} terbit. Perpres itu ditandatangani Presiden pada 29 April 2021.", None),
        (f"{_SE} terbit. Zona loket ditetapkan pada 9 Mei 2021 mendatang.", None),
        (f"{_SE} terbit. Harga pupuk yang ditetapkan tgl 29 April 2021 tetap.", None),
        ("Bupati Bantaeng menerbitkan surat edaran soal loket, Sabtu (1/5/2021).", None),
        (f"{_SE} terbit. Status tanggap darurat ditetapkan sejak 29 April 2021.", None),
        (
            f"{_SE} menindaklanjuti Instruksi Gubernur Nomor 7 Tahun 2021 tentang penataan loket "
            "di pasar, terminal dan pelabuhan pada masa libur panen raya serta hari pasaran di "
            "seluruh kecamatan, yang ditetapkan pada 21 April 2021.",
            None,
        ),
        (f"{_SE} terbit. Cuti ditetapkan pada tanggal 2, 3 dan 4 Mei 2021.", None),
        (f'{_SE} berlaku besok. "Loket tutup," kata camat saat ditemui (9/5/2021).', None),
        (f"Loket Bantaeng, Minggu (2/5/2021). (Foto: Istimewa)\n{_SE} terbit.", None),
        (f'{_SE} terbit. "Kami siap," kata Sekda, Selasa (4/5/2021).', None),
        (f"{_SE} kami terima Selasa siang, 4 Mei 2021.", None),
        (f"{_SE} menindaklanjuti SE Menpan-RB Nomor 7/2021 tanggal 1 Mei 2021.", None),
        (f"{_SE} menetapkan rapat pada 10 Mei 2021.", None),
        (f"{_SE} terbit. Jadwal piket ditetapkan pada 21 sampai 28 Mei 2021.", None),
        (f"Foto: rapat 2 Mei 2021\n{_SE} terbit.", None),
        (f"{_SE} diterbitkan Selasa kemarin (4/5/2021).", "2021-05-04"),
        (f"{_SE} terbit. Pada Sabtu (1/5/2021), gubernur lebih dulu mengeluarkan edaran.", None),
        (f"{_SE} terbit. Sekda, Senin (3/5/2021) mengeluarkan dompet.", None),
        # Right behind the circular, of others and of those replaced.
        ("Loket ditata lewat edaran 3 Mei 2021.", "2021-05-03"),
        ("Loket ditata dalam surat edaran wali kota Senin, 3 Mei 2021.", "2021-05-03"),
        ("Surat edaran 3 Mei 2021 itu mengecualikan camat.", "2021-05-03"),
        ("Edaran sekda per 3 Mei 2021 menata loket.", "2021-05-03"),
        ("Surat edaran 3 Mei 2021 yang mengatur loket dinyatakan tidak berlaku.", None),
        ("Bupati mencabut edaran 3 Mei 2021 soal loket.", None),
        ("Dalam edaran 3-7 Mei 2021 loket tutup.", None),
        (f"{_SE} menyusul SKB yang diteken 3 Mei 2021.", None),
        (f"{_SE} dibuat setelah terbit Instruksi Mendagri pada 3 Mei 2021.", None),
        # At an event, on behalf of another, by an office without its comma.
        ("Bupati meneken edaran jam loket Senin (3/5/2021).", "2021-05-03"),
        ("Bupati meneken edaran libur Senin (3/5/2021).", None),
        ("Edaran itu diteken bupati seusai rapat, Senin (3/5/2021).", "2021-05-03"),
        ("Sekda menandatangani edaran jam loket a.n. bupati 3 Mei 2021.", "2021-05-03"),
        ("Edaran itu diteken Dedi Hamid sebagai Plh Sekda, Senin (3/5/2021).", "2021-05-03"),
        ("Edaran itu pada 3 Mei 2021 resmi diteken bupati.", "2021-05-03"),
        ("Penerbitan edaran bupati pada 3 Mei 2021 disambut warga.", "2021-05-03"),
        # Counted from the day of the report.
        (f"{_PAGE}Edaran jam loket itu diteken Senin.", "2021-05-03"),
        (f"{_PAGE}Edaran jam loket itu diteken Rabu.", "2021-05-05"),
        (f"{_PAGE}Edaran jam loket itu berlaku Senin.", None),
        (f"{_PAGE}Edaran jam loket itu diteken dua hari lalu.", "2021-05-03"),
        (f"{_PAGE}Edaran jam loket itu keluar semalam.", "2021-05-04"),
        (f"{_PAGE}Bupati menandatangani edaran jam loket kemarin.", "2021-05-04"),
        (f"{_PAGE}Bupati menerbitkan edaran soal loket, Selasa (4/5/2021).", "2021-05-04"),
        (f"{_PAGE}Bupati menerbitkan edaran soal loket, Rabu (5/5/2021).", None),
        (f"{_PAGE}Kemarin (4/5), bupati meneken surat edaran jam loket.", "2021-05-04"),
        (f"{_PAGE}Edaran jam loket itu diteken 7 Mei 2021.", None),
        ("Edaran jam loket itu diteken Senin.", None),
        (f"{_PAGE}Bupati meneken edarannya Selasa malam.", "2021-05-04"),
        (f"{_PAGE}Edaran jam loket ia teken Selasa malam sesudah rapat.", "2021-05-04"),
        (f"{_PAGE}Surat edaran dinas itu ditulis Senin setelah rapat.", "2021-05-03"),
        (f'{_PAGE}"Kemarin edarannya sudah diteken," kata camat.', "2021-05-04"),
        (f'{_PAGE}Edaran beredar. "Tadi malam sudah saya teken," kata bupati.', "2021-05-04"),
        # In a report of no known day the nearest one to that told last as news.
        ("Pasar tutup Senin (3/5/2021). Edaran jam loket itu diteken Minggu.", "2021-05-02"),
        ("Pasar terbakar Sabtu (1/5/2021). Edaran jam loket itu diteken Minggu.", "2021-05-02"),
        ("Pasar tutup Senin, 3 Mei 2021. Edaran jam loket itu dibahas Minggu.", None),
        # On the day told last, in the words of somebody before, and behind the number.
        (
            f"{_PAGE}Loket tutup, ujar bupati, Selasa (4/5/2021).\n\n"
            "Surat edaran sudah ia teken pada hari yang sama.",
            "2021-05-04",
        ),
        (
            "Hal itu diumumkan Senin (3/5/2021). Edarannya bernomor 800/12/ORG/2021, tertanggal "
            "hari yang sama.",
            "2021-05-03",
        ),
        # What another than a circular rests on; what the circular of a day lays down.
        ("Loket tutup, mengacu surat edaran sekda tanggal 3 Mei 2021.", "2021-05-03"),
        ("Pengumuman itu merujuk edaran bupati 3 Mei 2021.", "2021-05-03"),
        ("Edaran bupati 3 Mei 2021 mewajibkan ronda.", "2021-05-03"),
        ("Edaran bupati itu merujuk edaran gubernur 3 Mei 2021.", None),
        ("Edaran gubernur tanggal 3 Mei 2021 menjadi dasar edaran bupati.", None),
        ("Isi edaran itu sama dengan edaran 3 Mei 2021.", None),
        ("Edaran itu mengacu SE Menpan Nomor 16 Tahun 2021 yang keluar 3 Mei 2021.", None),
        # The day before the circular, and behind a deed; what follows it.
        ("Sejak 3 Mei 2021 edaran bupati sudah keluar.", "2021-05-03"),
        ("Pada 3 Mei 2021 terbit edaran bupati soal loket.", "2021-05-03"),
        ("Per 3 Mei 2021, bupati mengeluarkan edaran soal loket.", "2021-05-03"),
        ("Seusai rapat Senin (3/5/2021), bupati meneken edaran soal loket.", "2021-05-03"),
        ("Bupati pada 3 Mei 2021 lalu sudah menerbitkan edaran soal loket.", "2021-05-03"),
        ("Edaran itu terbit setelah rapat koordinasi pada Senin (3/5/2021).", "2021-05-03"),
        ("Disdik menerbitkan SE soal loket pada 3 Mei 2021 menyusul banjir.", "2021-05-03"),
        ("SE Nomor 421/2/Disdik keluar Senin (3/5/2021).", "2021-05-03"),
        ("Edaran diteken bupati bertepatan Hari Pendidikan, 3 Mei 2021.", "2021-05-03"),
        ('"Edarannya, Pak Bupati yang tanda tangan tanggal 3 Mei 2021," katanya.', "2021-05-03"),
        ("Edaran yang diterima redaksi tertanggal 3 Mei 2021.", "2021-05-03"),
        # Who signs and where, between the deed and its day.
        ("Surat edaran itu diteken sendiri oleh Bupati Ramli, Senin (3/5/2021).", "2021-05-03"),
        ("Bupati meneken surat itu 3 Mei 2021 bersamaan dengan apel.", "2021-05-03"),
        ("Ia menunjukkan surat edaran yang dikeluarkan olehnya pada 3 Mei 2021.", "2021-05-03"),
        ("Edaran itu diteken Ramli Daeng (Bupati Kabupaten Bantaeng) 3 Mei 2021.", "2021-05-03"),
        ("Edaran soal loket ditandatangani Bupati Ramli, tanggalnya 3 Mei 2021.", "2021-05-03"),
        ("Penetapan edaran soal loket dilakukan Bupati Ramli, Senin (3/5/2021).", "2021-05-03"),
        ("Surat bertanda tangan bupati itu keluar Senin, 3 Mei 2021.", "2021-05-03"),
        ("Tanda tangannya di edaran itu di Loka, Senin (3/5/2021).", "2021-05-03"),
        (
            "Bupati mengeluarkan edaran pada awal pekan ini, tepatnya Senin, 3 Mei 2021.",
            "2021-05-03",
        ),
        (
            '"Loket buka," ringkas Bupati Ramli, Rabu (5/5/2021). SE-nya terbit kemarin.',
            "2021-05-04",
        ),
        (
            '"Buka," kata Hj. Siti, Rabu (5/5/2021). Edaran diteken Siti dua hari sebelumnya.',
            "2021-05-03",
        ),
        ("Surat perjanjian loket yang dibawa bupati, Senin (3/5/2021), mengatur edaran.", None),
        (
            "Bupati menandatangani Surat Edaran Nomor 800/12 tentang Jam Loket pada Masa Tanggap "
            "Darurat Banjir, Senin malam, 3 Mei 2021.",
            "2021-05-03",
        ),
        (
            "Edaran loket mulai berlaku pada hari ditandatangani, yakni Senin (3/5/2021).",
            "2021-05-03",
        ),
        ("Surat Nomor 800/12/2021 itu keluar tanggal 3 Mei 2021 dan memuat jam.", "2021-05-03"),
        ('"Loket buka," ringkas Bupati Ramli di kantor, Senin (3/5/2021). Ada edaran.', None),
    ],
)
def test_the_day_that_a_report_gives_the_circular(report: str, day: str | None) -> None:
    issued = parsed(report).issued_on
    assert (str(issued) if issued else None) == day


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (f"{_SE} diteken 3 Mei oleh bupati.", "inferred_year"),
        (f"{_SE} diteken Senin, 4 Mei 2021.", "weekday_mismatch"),
        (f"{_SE} tanggal 3 Mei 2O21 terbit.", "repaired_digits"),
        (f"{_SE} tanggal 3 Mei 20021 terbit.", "repaired_digits"),
    ],
)
def test_doubtful_days_are_warned_of(report: str, code: str) -> None:
    assert (code, "/issued_on") in {(w.code, w.field) for w in parsed(report).warnings}


@pytest.mark.parametrize(
    "text",
    [
        "Surat Edaran Nomor 800/12/ORG/2019 diteken bupati pada <d 2019-05-03>3 Mei</d>.",
        "Pemilu tahun 2019 ini. Surat edaran diteken bupati pada <d 2019-05-03>3 Mei</d>.",
    ],
)
def test_the_year_of_the_document_completes_its_dates(text: str) -> None:
    plain, marks = unmarked(text)
    found = [str(c.value.resolved) for c in analysed(plain).dates]
    assert found == [value for _, value, _ in marks]
