"""Lists as pages set them: headings above them, pages between them, paragraphs after them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from circular_parser.document import Box, Line, TextBuilder, Word
from circular_parser.language.analysis import Clause, Section
from circular_parser.language.clauses import build_clauses, heading_end, is_heading

_WIDTH = 5.0  # points a letter


def tree(rows: Sequence[tuple[int, int, float, str]]) -> list[object]:
    """Return the clauses of lines given as (page, block, left edge, text)."""
    builder = TextBuilder()
    lines: list[Line] = []
    for number, (page, block, left, text) in enumerate(rows):
        top = 14.0 * number
        words: list[Word] = []
        for word in text.split(" "):
            words.append(Word(word, Box(left, top, left + _WIDTH * len(word), top + 10)))
            left += _WIDTH * (len(word) + 1)
        lines.append(Line(words, page, block))
        builder.add(lines[-1])
    text = builder.text()

    def shape(clauses: list[Clause]) -> list[object]:
        return [(c.label, *shape(c.children)) if c.children else c.label for c in clauses]

    return shape(build_clauses(Section("body", lines), text))


def test_a_list_begins_below_a_heading() -> None:
    rows = [
        (1, 0, 50, "Hal-hal berikut diminta perhatian Saudara:"),
        (1, 0, 50, "1. Penghematan Air"),
        (1, 0, 70, "a. Keran ditutup setelah dipakai."),
        (1, 0, 70, "b. Kebocoran pipa dilaporkan."),
        (1, 0, 50, "2. Penghematan Listrik dan Bahan Bakar"),
        (1, 0, 70, "a. Lampu dimatikan pada siang hari."),
    ]
    assert tree(rows) == [(None, ("1.", "a.", "b."), ("2.", "a."))]


def test_the_order_behind_the_last_reason_opens_the_list() -> None:
    rows = [
        (1, 0, 50, "Sehubungan dengan pemilihan lurah, serta memperhatikan :"),
        (1, 0, 70, "a. Peraturan Daerah Nomor 2 Tahun 2019; dan"),
        (1, 0, 70, "b. Peraturan Bupati Nomor 7 Tahun 2020,"),
        (1, 0, 50, "disampaikan hal-hal sebagai berikut :"),
        (1, 0, 50, "1. Pegawai wajib bersikap netral."),
        (1, 0, 50, "2. Camat agar mengawasi stafnya."),
    ]
    assert tree(rows) == [(None, "a.", "b."), (None, "1.", "2.")]
    # An item of orders wraps: what it asks for is its own.
    rows[0] = (1, 0, 50, "Camat mengerjakan :")
    assert tree(rows) == [(None, "a.", ("b.", "1.", "2."))]


def test_items_are_counted_below_a_chapter() -> None:
    rows = [
        (1, 0, 50, "1. Kepala dinas meneruskan edaran."),
        (1, 0, 50, "2. Kepala dinas membina pegawai sebagai berikut:"),
        (1, 0, 50, "2.1. Menyampaikan aturan kepada pegawai."),
        (1, 0, 50, "2.2. Mencatat pelanggaran."),
        (1, 0, 50, "3. Loket dibuka pukul"),
        (1, 0, 50, "08.00. Camat mengawasi."),
    ]
    assert tree(rows) == ["1.", ("2.", "2.1.", "2.2."), "3."]


def test_rows_of_a_week_and_words_of_an_amendment_belong_to_what_asks_for_them() -> None:
    rows = [
        (1, 0, 50, "1. Jam kerja diatur sebagai berikut:"),
        (1, 1, 50, "Hari Senin s/d Kamis"),
        (1, 1, 50, "Masuk : 08.00 - 15.00 WIB"),
        (1, 2, 50, "2. Angka 3 diubah sehingga berbunyi:"),
        (1, 3, 50, "“Pegawai bekerja di kantor.”"),
        (1, 4, 50, "3. Rapat pada:"),
        (1, 5, 50, "Tempat : Aula Kantor"),
    ]
    assert tree(rows) == ["1.", "2.", "3.", None]


def test_a_letter_that_wraps_begins_no_list() -> None:
    rows = [
        (1, 0, 50, "Hal-hal berikut diminta perhatian Saudara:"),
        (1, 0, 50, "1. pegawai yang bertugas pada kantor dengan kelas"),
        (1, 0, 70, "a. bergiliran setiap pekan."),
    ]
    assert tree(rows) == [(None, "1.")]


def test_a_paragraph_follows_an_item_without_its_full_stop() -> None:
    rows = [
        (1, 0, 50, "Dasar:"),
        (1, 0, 50, "a. Peraturan Bupati Nomor 4 Tahun 2020"),
        (1, 0, 50, "b. Hasil rapat dengan para pedagang pasar kecamatan"),
        (1, 1, 80, "Berkenaan dengan itu disampaikan kepada para pedagang"),
        (1, 1, 50, "hal-hal sebagai berikut:"),
        (2, 0, 50, "1. Memilah sampah."),
        (2, 0, 50, "2. Menyapu lorong pasar."),
    ]
    assert tree(rows) == [(None, "a.", "b."), (None, "1.", "2.")]


def test_a_list_goes_on_below_the_rest_of_an_item_on_the_next_page() -> None:
    rows = [
        (1, 0, 50, "Disampaikan hal-hal sebagai berikut:"),
        (1, 0, 50, "1. Kebersihan Lingkungan."),
        (1, 0, 70, "a. Selokan dibersihkan setiap pekan."),
        (1, 0, 70, "b. Pohon tepi jalan dipangkas."),
        # The next page lies a little to the left on the scanner's glass.
        (2, 0, 60, "Pemangkasan dikoordinasikan dengan petugas listrik."),
        (2, 1, 60, "c. Sampah diangkut setiap pagi."),
        (2, 2, 40, "2. Keamanan Lingkungan."),
    ]
    assert tree(rows) == [(None, ("1.", "a.", "b.", "c."), "2."), None]


def test_a_new_lead_ends_the_list_before_it() -> None:
    rows = [
        (1, 0, 50, "Para lurah dilarang:"),
        (1, 0, 50, "1. memungut biaya."),
        (1, 0, 50, "2. menunda pelayanan."),
        (1, 1, 50, "Para camat wajib:"),
        (1, 1, 50, "3. memantau pelayanan."),
    ]
    assert tree(rows)[0] == (None, "1.", "2.")


def test_a_list_below_an_item_may_have_the_marks_of_the_list_it_is_in() -> None:
    rows = [
        (1, 0, 50, "Tahapan seleksi sebagai berikut:"),
        (1, 0, 50, "a. Pendaftaran dibuka pada hari Senin."),
        (1, 0, 50, "b. Ujian dilaksanakan dengan urutan sebagai berikut:"),
        (1, 0, 70, "a. Ujian tulis."),
        (1, 0, 70, "b. Wawancara."),
    ]
    assert tree(rows) == [(None, "a.", ("b.", "a.", "b."))]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Masa Pakai", True),
        ("Pembatasan Kegiatan di Luar Ruangan", True),
        ("Staf PNS / Non PNS", True),
        ("Pakaian dinas harian", False),
        ("Kendaraan Dinas dan", False),
        ("Kendaraan Dinas:", False),
        ("Memeriksa kendaraan dinas setiap pekan", False),
        ("", False),
    ],
)
def test_headings(text: str, heading: bool) -> None:
    assert is_heading(text) is heading


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Masa Pakai\nKartu parkir ini dipakai sampai dengan akhir tahun.", "Masa Pakai"),
        ("Maksud / Isi\n\nhari dihitung sejak kartu parkir diterima pemohon.", "Maksud / Isi"),
        # A line as long as the next one was wrapped.
        ("Kepala Dinas Perhubungan Kabupaten\nSukamaju wajib menata parkir", ""),
        ("Dinas Perhubungan\nmenata parkir di sepanjang jalan protokol kota", ""),
    ],
)
def test_where_a_heading_ends(text: str, heading: str) -> None:
    assert text[: heading_end(text)] == heading


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Between its neighbours a number is a marker though the item above has lost its stop.
        (["1. Sopir membawa surat jalan", "2 Muatan ditutup terpal", "3. Bak truk dicuci."], 3),
        (["1. Sopir membawa surat jalan.", "2 Muatan ditutup terpal."], 2),
        # With one neighbour it is the rest of a sentence that has not ended.
        (["1. Sopir membawa surat jalan tanggal", "2 Maret sampai selesai."], 1),
        (["1. Sopir membawa surat jalan.", "7 Maret sampai selesai."], 1),
        (["1. Sopir membawa surat jalan.", "2 lembar ditempel di kaca."], 1),
    ],
)
def test_a_number_that_has_lost_its_point(rows: list[str], expected: int) -> None:
    assert len(tree([(1, 0, 50, row) for row in rows])) == expected


def test_the_order_below_a_list_of_reasons_is_no_part_of_its_last_item() -> None:
    reasons = [
        (1, 0, 50, "Berdasarkan:"),
        (1, 0, 50, "1. Peraturan Bupati Nomor 4 Tahun 2021;"),
        (1, 0, 50, "2. Surat Camat Nomor 7 Tahun 2021,"),
    ]
    order = (1, 1, 50, "diminta kepada Saudara agar memperhatikan hal-hal berikut:")
    items = [(1, 2, 50, "a. Pedagang memilah sampah."), (1, 2, 50, "b. Pasar dibuka pagi.")]
    assert tree([*reasons, order, *items]) == [(None, "1.", "2."), (None, "a.", "b.")]
    # What goes on with the item itself.
    more = (1, 1, 66, "tentang kebersihan pasar.")
    assert tree([*reasons, more]) == [(None, "1.", "2.")]
