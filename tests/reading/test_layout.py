from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_parser.document import Box, Document, Word
from circular_parser.reading import read
from circular_parser.reading.layout import lay_out
from reading.made_pages import LETTER, pdf_of


@pytest.fixture(scope="module")
def letter() -> Document:
    return read(pdf_of(LETTER))


def _lines(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def _block_of(document: Document, text: str) -> int:
    return next(line.block for line in document.lines if line.text.startswith(text))


def test_the_two_columns_of_the_head_are_read_one_after_the_other(letter: Document) -> None:
    lines = _lines(letter)
    start = lines.index("Nomor : 800/ 0041")
    assert lines[start : start + 10] == [
        "Nomor : 800/ 0041",
        "Sifat : Segera",
        "Hal : Pengaturan jam kerja",
        "pegawai di kantor",
        "Contoh, 4 Mei 2021",
        "Kepada",
        "Yth. 1. Kepala Dinas;",
        "2. Camat;",
        "di -",
        "TEMPAT",
    ]


def test_the_columns_of_head_and_foot_are_blocks_of_their_own(letter: Document) -> None:
    assert _block_of(letter, "Nomor") == _block_of(letter, "pegawai di")
    assert _block_of(letter, "Nomor") != _block_of(letter, "Kepada")
    assert _block_of(letter, "a.n. BUPATI") == _block_of(letter, "NIP.")
    assert _block_of(letter, "Tembusan") not in {
        _block_of(letter, "NIP."),
        _block_of(letter, "Demikian"),
    }


def test_a_list_marker_stays_with_its_item(letter: Document) -> None:
    assert any(line.startswith("1. Setiap pegawai bekerja") for line in _lines(letter))


def test_a_paragraph_gap_begins_a_block(letter: Document) -> None:
    assert _block_of(letter, "Dalam rangka") == _block_of(letter, "2. Kepala perangkat")
    assert _block_of(letter, "Dalam rangka") != _block_of(letter, "Demikian")


def test_text_and_offsets_agree(letter: Document) -> None:
    for line in letter.lines:
        for word in line.words:
            assert letter.text[word.start : word.end] == word.text


def test_a_letterhead_part_set_wide_stays_one_line() -> None:
    page = [
        (180, 60, "PEMERINTAH KABUPATEN CONTOH TENGAH"),
        (235, 76, "CONTOH"),
        (310, 76, "59411"),
    ]
    assert _lines(read(pdf_of(page)))[1] == "CONTOH 59411"


def test_a_label_whose_colon_is_lost_keeps_its_value() -> None:
    page = [
        (72, 100, "Nomor : 12/SE/2021"),
        (72, 114, "Sifat : Biasa"),
        (72, 128, "Perihal"),
        (150, 128, "Jam kerja pegawai"),
        (360, 100, "Kepada"),
        (360, 114, "Yth. Camat"),
    ]
    assert _lines(read(pdf_of(page)))[2] == "Perihal Jam kerja pegawai"


def test_a_day_left_blank_parts_no_date() -> None:
    page = [(300, 100, "Contoh,"), (400, 100, "November 2023"), (300, 114, "Kepada")]
    assert _lines(read(pdf_of(page)))[0] == "Contoh, November 2023"


def test_a_head_set_with_tabs_keeps_label_and_value_together() -> None:
    page = [
        (72, 100, "Nomor"),
        (130, 100, "12/SE/2021"),
        (72, 114, "Sifat"),
        (130, 114, "Biasa"),
        (72, 128, "Perihal"),
        (130, 128, "Jam kerja pegawai"),
        (360, 100, "Kepada"),
        (360, 114, "Yth. Camat"),
    ]
    lines = ["Nomor 12/SE/2021", "Sifat Biasa", "Perihal Jam kerja pegawai"]
    assert _lines(read(pdf_of(page)))[:3] == lines


def test_a_short_line_of_the_letterhead_is_no_part_of_the_right_column() -> None:
    page = [
        (190, 60, "JALAN RAYA CONTOH INDAH NOMOR SATU"),
        (287, 74, "CONTOH"),
        (340, 96, "Contoh, 4 Mei 2021"),
        (72, 110, "Nomor : 12/SE"),
        (340, 110, "Kepada"),
        (72, 124, "Sifat : Biasa"),
        (340, 124, "Yth. Camat"),
    ]
    assert _lines(read(pdf_of(page))) == [
        "JALAN RAYA CONTOH INDAH NOMOR SATU",
        "CONTOH",
        "Nomor : 12/SE",
        "Sifat : Biasa",
        "Contoh, 4 Mei 2021",
        "Kepada",
        "Yth. Camat",
    ]


def test_a_name_close_beside_the_copies_is_of_the_right_column() -> None:
    page = [
        (300, 100, "BUPATI CONTOH,"),
        (72, 128, "Tembusan :"),
        (72, 142, "1. Gubernur;"),
        (300, 142, "RAMLI DAENG, S.H."),
        (72, 156, "2. Ketua Dewan Perwakilan Rakyat Daerah"),
        (300, 156, "Pembina"),
        (72, 170, "3. Arsip."),
    ]
    # The second copy reaches to the gutter.
    assert _lines(read(pdf_of(page))) == [
        "Tembusan :",
        "1. Gubernur;",
        "2. Ketua Dewan Perwakilan Rakyat Daerah",
        "3. Arsip.",
        "BUPATI CONTOH,",
        "RAMLI DAENG, S.H.",
        "Pembina",
    ]


def test_a_list_item_that_ends_in_a_semicolon_is_no_label() -> None:
    page = [(72, 100, "1. Bupati Contoh;"), (240, 100, "RAMLI DAENG, S.H.")]
    assert _lines(read(pdf_of(page))) == ["1. Bupati Contoh;", "RAMLI DAENG, S.H."]


def test_a_short_title_under_two_columns_joins_no_row() -> None:
    page = [
        (72, 100, "Nomor : 12/SE"),
        (340, 100, "Kepada"),
        (72, 114, "Hal : Jam Kerja Loket"),
        (340, 114, "Yth. Camat"),
        (120, 128, "Bulan Suci Ramadan 1442 H"),
        (325, 128, "PEKALONGAN"),
        (225, 150, "SURAT EDARAN"),
    ]
    lines = _lines(read(pdf_of(page)))
    assert "Bulan Suci Ramadan 1442 H" in lines
    assert "PEKALONGAN" in lines


def test_a_river_in_justified_text_cuts_no_line() -> None:
    page = [
        (72, 100, "Setiap pegawai wajib menjaga kesehatan di tempat kerja"),
        (72, 114, "dan memakai masker"),
        (205, 114, "di semua ruang kantor itu"),
        (72, 128, "serta mencuci tangan sebelum dan sesudah bekerja di sana"),
    ]
    assert _lines(read(pdf_of(page)))[1] == "dan memakai masker di semua ruang kantor itu"


def _tilted(start: int, top: int, text: str) -> list[Word]:
    """Return a line that falls by a point a word, as on a bent page."""
    words: list[Word] = []
    for fall, word in enumerate(text.split(" ")):
        if word:
            words.append(Word(word, Box(start, top + fall, start + 6 * len(word), top + fall + 10)))
        start += 6 * len(word) + 6
    return words


@pytest.mark.parametrize("marker", ["2", "b", "2.", "DUATTK", "BBB TTK"])
def test_a_marker_seen_apart_goes_before_the_item_at_its_height(marker: str) -> None:
    item = "Muatan ditutup terpal selama truk berjalan di jalan umum kota"
    lines = [
        _tilted(84, 100, "1.    Sopir wajib membawa surat jalan dari pemilik barang itu"),
        _tilted(118, 114, item),
        _tilted(118, 128, "agar jalan di kota tetap bersih dan aman bagi semua orang"),
        _tilted(84, 142, "3.    Bak truk dibersihkan sebelum meninggalkan tempat bongkar muat"),
    ]
    words = [word for line in lines for word in line]
    keys = [key for key, line in enumerate(lines) for _ in line]
    apart = _tilted(86 - 4 * len(marker), 113, marker)
    words, keys = words + apart, keys + [9] * len(apart)
    laid = [" ".join(word.text for word in line.words) for line in lay_out(words, keys)]
    assert laid[1] == f"{marker} {item}"


_words = st.lists(
    st.tuples(
        st.integers(0, 500),
        st.integers(0, 800),
        st.integers(5, 90),
        st.integers(6, 20),
        st.text("abc:.1", min_size=1, max_size=6),
    ),
    max_size=40,
)


@given(_words)
def test_no_word_is_lost_or_doubled(places: list[tuple[int, int, int, int, str]]) -> None:
    words = [Word(text, Box(x, y, x + w, y + h)) for x, y, w, h, text in places]
    laid = [word for line in lay_out(words) for word in line.words]
    assert sorted(map(id, laid)) == sorted(map(id, words))


@given(_words)
def test_blocks_are_numbered_in_reading_order(
    places: list[tuple[int, int, int, int, str]],
) -> None:
    words = [Word(text, Box(x, y, x + w, y + h)) for x, y, w, h, text in places]
    blocks = [line.block for line in lay_out(words, first_block=3)]
    assert blocks == sorted(blocks)
    assert not blocks or blocks[0] == 3


def test_text_set_far_in_under_the_text_of_its_item_is_one_block() -> None:
    rows = [
        (50.0, 100.0, "KEDELAPANBELAS"),
        (124.0, 100.0, ":"),
        (132.0, 100.0, "Instruksi ini berlaku sampai dengan tanggal"),
        (132.0, 112.0, "31 Oktober 2019."),
    ]
    words = [Word(text, Box(x, y, x + 5.0 * len(text), y + 8.0)) for x, y, text in rows]
    assert len({line.block for line in lay_out(words)}) == 1
