from __future__ import annotations

import json
import time
import zipfile
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from circular_parser.document import Document
from circular_parser.errors import (
    BrokenFileError,
    EmptyFileError,
    TooLargeError,
    UnsupportedFormatError,
)
from circular_parser.reading import docx_text, html_text
from circular_parser.reading.numerals import list_label
from circular_parser.reading.press_noise import cut_noise, is_transcript, noise_rules
from circular_parser.reading.prose import read_prose
from circular_parser.reading.sniff import DOCX, HTML, MARKDOWN, PLAIN

LEAD = (
    "KOTA CONTOH - Wali Kota Contoh menerbitkan Surat Edaran Nomor 800/12/SETDA/2020 tentang kerja "
    "dari rumah bagi seluruh pegawai pemerintah kota mulai pekan ini."
)
BODY = (
    "Kepala dinas mengatur jadwal piket pegawai masing-masing agar pelayanan kepada warga tetap "
    "berjalan, sedangkan rumah sakit dan puskesmas tetap buka setiap hari seperti biasa."
)
TRANSCRIPT = [
    "WALI KOTA CONTOH",
    "SURAT EDARAN",
    "NOMOR : 800/12/SETDA/2020",
    "TENTANG",
    "KERJA DARI RUMAH",
]


def read(text: str, media_type: str = PLAIN) -> Document:
    return read_prose(text.encode(), media_type, "berkas")


def blocks(document: Document) -> list[str]:
    return document.text.split("\n\n")


def check_offsets(document: Document) -> None:
    text = document.text
    covered = [False] * len(text)
    for word in document.words:
        assert text[word.start : word.end] == word.text
        assert word.box is None
        assert not any(covered[word.start : word.end])
        covered[word.start : word.end] = [True] * (word.end - word.start)
    assert all(char.isspace() != inside for char, inside in zip(text, covered, strict=True))
    for line, following in pairwise(document.lines):
        assert line.end <= following.start


# Page noise

CUT = [
    ("breadcrumb", "Beranda Daerah Kota Contoh Pemkot Contoh Atur Kerja Pegawai"),
    ("breadcrumb", "Home » Daerah » Kota Contoh"),
    ("share", "1.204 views"),
    ("share", "37"),
    ("share", "BAGIKAN"),
    ("share", "Facebook Twitter WhatsApp"),
    ("loading", "Memuat..."),
    ("advertisement", "ADVERTISEMENT"),
    ("advertisement", "Scroll untuk melanjutkan membaca"),
    ("code", "gtag('config', 'UA-1');"),
    ("code", "window.dataLayer = window.dataLayer"),
    ("portal", "Anda di halaman 2dari 7"),
    ("portal", "You are on page 3of 5"),
    ("chrome", "URL berhasil dicopy"),
    ("chrome", "1 2 3 Selanjutnya"),
    ("reaction", "Apa reaksi anda tentang tulisan ini?"),
    ("promotion", "Ikuti berita terbaru kami di Google News"),
    ("promotion", "• BREAKING NEWS : Jembatan Lama Ambruk Dini Hari"),
    ("promotion", "Artikel ini telah tayang di Kabarcontoh.com dengan judul Pegawai Kota Contoh"),
    ("promotion", "Simak video pilihan di bawah ini:"),
    ("read_also", "Baca selengkapnya: Harga Beras"),
    ("byline", "Laporan Wartawan Kabar Contoh, Budi Santoso"),
    ("read_also", "Baca juga: Harga Cabai di Pasar Induk Naik Lagi"),
    ("read_also", "BACA JUGA Warga Padati Taman Kota"),
    ("read_also", "Baca : Harga Cabai Turun"),
    ("tags", "id Pemkot Contoh, kerja dari rumah, asn contoh"),
    ("tags", "Tags: ASN, WFH"),
    ("tags", "#ASN #WFH #Contoh"),
    ("byline", "Pewarta: Budi Santoso"),
    ("byline", "Penulis: Budi | Editor: Siti Aminah"),
    ("byline", "Budi Santoso | Kabarcontoh.com"),
    ("byline", "Editor Siti Aminah"),
    ("caption", "Wali Kota Contoh memimpin rapat. Foto: Humas"),
    ("caption", "Suasana kantor wali kota /- Foto: Dok. Humas Contoh"),
    ("caption", "Suasana kantor wali kota (Dok. Pemkot Contoh)"),
    ("caption", "Antrean warga di kantor camat (Kabar Contoh/Siti Aminah)"),
    ("caption", "Ilustrasi pegawai bekerja dari rumah"),
    ("caption", "Pegawai melapor pagi hari (ANTARA/Budi Santoso)"),
    ("caption", "Foto: istimewa"),
    ("caption", "KABARCONTOH.com/Budi Santoso"),
    ("chrome", "Pedoman Media Siber"),
    ("chrome", "oleh Redaksi"),
    ("chrome", "Load More"),
    ("chrome", "Halaman:"),
    ("chrome", "Gabung Kabarcontoh.com+"),
    ("chrome", "Baca berita dengan sedikit iklan, klik di sini"),
    ("chrome", "Jangan lewatkan:"),
    ("chrome", "Tim Redaksi"),
    ("reaction", "Posting Komentar"),
    ("reaction", "Tidak ada komentar:"),
    ("reaction", "Your email address will not be published. Required fields are marked *"),
    ("reaction", "Dapatkan Voucher Belanja dengan menulis komentar di bawah ini!"),
    ("byline", "Redaktur & Reporter : Budi"),
    ("byline", "(bud/siti)"),
    ("byline", "(*)"),
    ("portal", "Anda di halaman 1dari 4"),
    ("portal", "You are on page 1of 3"),
    ("page_number", "-1-"),
]

KEPT = [
    "- 18 Maret 2020, 21:55 WIB",
    "Selasa, 17 Maret 2020 - 18:49 WIB",
    "Kabarcontoh.com Kamis, 26 Maret 2020 - 05:20 WIB",
    "Editor: Siti Aminah, 26 Maret 2020",
    "Pegawai wajib mengirim foto kegiatan: pagi dan sore.",
    "3. Melampirkan dokumentasi kegiatan (Foto/Video)",
    "c. Pengamanan kantor (Satuan Polisi Pamong Praja/Satpol PP)",
    "Penanggung jawab ialah Sekda (Ketua Gugus Tugas/Asisten Satu)",
    "Laporan: dikirim setiap hari kepada atasan",
    "2. Rumah sakit dan puskesmas tetap melayani.",
    "Baca surat edaran ini dengan saksama, kata dia.",
    "Kabarcontoh.com - 17/03/2020, 10:00 WIB",
    "17 Maret 2020 oleh Admin",
    "Beranda kantor dijaga petugas piket.",
    "Surat edaran nomor 061/77/ORG/2020 dipasang di kantor. Foto: ist",
    "Pegawai bekerja dari rumah atau 'work from home' (WFH)",
    "(wajib)",
    "Sumber: Surat Edaran Nomor 800/12/BKD/2021",
    "Komentar warga ditampung di kantor kelurahan.",
]


@pytest.mark.parametrize(("kind", "line"), CUT)
def test_noise_line_is_cut(kind: str, line: str) -> None:
    clean = cut_noise(["Wali Kota Contoh Atur Kerja Pegawai", line, LEAD, BODY])
    assert line not in clean.lines
    assert clean.cut == {kind: 1}


@pytest.mark.parametrize("line", KEPT)
def test_line_with_content_stays(line: str) -> None:
    clean = cut_noise(["Wali Kota Contoh Atur Kerja Pegawai", LEAD, line, BODY])
    assert line in clean.lines
    assert not clean.cut


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (
            "Demikian kata Budi, Senin.Baca: Pasar Induk Contoh Ditutup Sementara Di luar kota "
            "aturan itu tidak berlaku.",
            "Demikian kata Budi, Senin. Di luar kota aturan itu tidak berlaku.",
        ),
        (
            "Aturan itu berlaku besok. (Baca juga: Pasar ditutup sementara) Pegawai diminta patuh.",
            "Aturan itu berlaku besok. Pegawai diminta patuh.",
        ),
        ("Aturan berlaku sampai akhir bulan. (bdi/sti)", "Aturan berlaku sampai akhir bulan."),
        ('"Semua wajib patuh," ujarnya. (*)', '"Semua wajib patuh," ujarnya.'),
        ("Pegawai tetap patuh.(**/bdi)", "Pegawai tetap patuh."),
        ("Pegawai tetap patuh. (Humas Pemkot Contoh)", "Pegawai tetap patuh."),
        ("Aturan itu bukan libur. (lihat lampiran surat ini)",) * 2,
    ],
)
def test_noise_inside_a_line(line: str, left: str) -> None:
    assert cut_noise([LEAD, line]).lines == [LEAD, left]


def test_two_apostrophes_are_a_quotation_mark() -> None:
    text = f"{LEAD}\n\n{BODY} ''Harus hemat,'' ujar wali kota, ''mulai dari kantor ini''."
    document = read_prose(text.encode(), PLAIN, "berita.txt")
    assert '"Harus hemat," ujar wali kota, "mulai dari kantor ini".' in document.text


def test_caption_that_the_article_repeats_is_cut() -> None:
    caption = "Surat edaran nomor 800/12/SETDA/2020 yang dipasang di kantor. Foto: ist"
    assert caption not in cut_noise([caption, LEAD, BODY]).lines


def test_alternative_text_before_its_caption_is_cut() -> None:
    lines = ["Wali Kota Contoh, Budi.", "Wali Kota Contoh, Budi. /- Foto: Dok. Humas", LEAD]
    assert [line for line in cut_noise(lines).lines if line] == [LEAD]


@pytest.mark.parametrize(
    "marker",
    ["Berita Lainnya", "Berita Terkait", "TERKINI", "Tags", "Komentar (3)", "Artikel Lainnya:"],
)
def test_all_after_the_article_is_cut(marker: str) -> None:
    tail = ["Gubernur Lain terbitkan Surat Edaran Nomor 1/2/2021", "Selasa, 16 September 2025"]
    assert cut_noise([LEAD, BODY, marker, *tail]).lines == [LEAD, BODY]


def test_menu_above_the_article_does_not_end_it() -> None:
    clean = cut_noise(["Terkini", "Terpopuler", LEAD, BODY])
    assert [line for line in clean.lines if line] == [LEAD, BODY]


def test_headlines_after_a_bare_read_also_are_cut() -> None:
    lines = [LEAD, "Baca Juga:", "", "- Harga Cabai Naik", "- Jembatan Ambruk", BODY]
    assert [line for line in cut_noise(lines).lines if line] == [LEAD, BODY]


def test_date_stamp_stands_alone() -> None:
    assert blocks(read(f" date 2026-03-11 {LEAD}")) == ["date 2026-03-11", LEAD]


def test_repeated_headline_is_cut_once() -> None:
    title = "Wali Kota Contoh Atur Kerja Pegawai"
    assert blocks(read("\n".join([title, title, LEAD]))) == [title, LEAD]


def test_noise_is_noted_with_its_count() -> None:
    document = read("\n\n".join([LEAD, "ADVERTISEMENT", BODY, "Editor: Siti"]))
    assert [code for code, _ in document.notes] == ["noise_cut"]
    assert document.notes[0][1].startswith("2 pieces")


def test_transcript_loses_page_furniture_only() -> None:
    tail = ["1. Pegawai bekerja dari rumah.", "Komentar", "Foto: dikirim setiap hari", "2"]
    lines = ["Anda di halaman 1dari 4", *TRANSCRIPT, "- 2 -", *tail]
    document = read("\n".join(lines))
    assert [line.text for line in document.lines] == [*TRANSCRIPT, *tail]


def test_transcript_is_known_by_two_signs() -> None:
    assert is_transcript(TRANSCRIPT)
    assert is_transcript(["Yth. Para Kepala Dinas", "Hal : Kerja dari rumah"])
    assert not is_transcript([LEAD, BODY, "SURAT EDARAN"])


def test_every_pattern_copes_with_long_repetitions() -> None:
    # No pattern may backtrack beyond measure: all of them together take some hundredths.
    began = time.process_time()
    for piece in ("Foto ", "a » ", "(Aaa Bbb", "A (Bcd Efg/Hi ", "1/", "#a ", "x line on ", "Aa "):
        line = (piece * 200)[:590]
        for rule in noise_rules().rules:
            rule.pattern.search(line) if rule.scope == "inline" else rule.pattern.fullmatch(line)
        for pattern in noise_rules().content.values():
            list(pattern.finditer(line))
    assert time.process_time() - began < 2


def test_news_page_that_quotes_a_circular_is_no_transcript() -> None:
    tail = ["Baca juga: Harga Cabai Naik", "Editor: Siti Aminah", "Terkini", "Gubernur Lain"]
    clean = cut_noise([LEAD, *TRANSCRIPT, BODY, *tail])
    assert [line for line in clean.lines if line] == [LEAD, *TRANSCRIPT, BODY]


def test_text_that_is_all_noise_stays() -> None:
    assert read("Komentar").text == "Komentar"


# Plain text


@pytest.mark.parametrize(
    "data",
    [
        "Nomor “12” — Jumat".encode(),
        "Nomor “12” — Jumat".encode("utf-8-sig"),
        "Nomor “12” — Jumat".encode("utf-16"),
        b"\xfe\xff" + "Nomor “12” — Jumat".encode("utf-16-be"),
        "Nomor “12” — Jumat".encode("utf-16-le"),
        "Nomor “12” — Jumat".encode("cp1252"),
    ],
)
def test_encodings(data: bytes) -> None:
    document = read_prose(data, PLAIN, "berkas")
    assert document.text == "Nomor “12” — Jumat"
    assert not document.notes


def test_text_cut_in_a_character_is_still_utf8() -> None:
    document = read_prose("“Jumat” dan “Sabtu”".encode()[:-1], PLAIN, "berkas")
    assert document.text.startswith("“Jumat” dan “Sabtu")
    assert document.notes[0][0] == "decoding_loss"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"kata dia, \"patuh\"", 'kata dia, "patuh"'),
        (r"Nomor 800\/12\/2020", "Nomor 800/12/2020"),
        ("a&nbsp;b &amp; c &#8211; d", "a b & c \u2013 d"),
        ("AT&T; R&D", "AT&T; R&D"),
        (r"\u201cpatuh\u201d \ud800", "“patuh” \ufffd"),
        ("a\u00a0\u00a0b\tc", "a b c"),
        # Letters set apart; single ones stay.
        ("S I T I   A M I N A H, S.Pd\nR I D W A N", "SITI AMINAH, S.Pd\nRIDWAN"),
        ("Kelas A B C dibuka", "Kelas A B C dibuka"),
        ("ke\u00adpada\u200b \x00Yth.", "kepada Yth."),
    ],
)
def test_escapes_and_spaces(raw: str, text: str) -> None:
    assert read(raw).text == text


def test_each_line_of_a_press_text_is_a_paragraph() -> None:
    first, second = "1. Pegawai bekerja dari rumah.", "2. Piket diatur kepala dinas."
    assert blocks(read("\n".join([LEAD, BODY, first, second]))) == [LEAD, BODY, first, second]


def test_wrapped_lines_stay_in_one_block() -> None:
    text = (
        "Pemerintah Kota Contoh mengatur kerja pegawai dari rumah selama\n"
        "masa tanggap darurat. Kepala dinas menyusun jadwal piket untuk\n"
        "Kantor Camat dan Kantor Lurah.\n"
        "Rumah sakit tetap buka.\n"
    )
    first, second = blocks(read(text))
    assert first.endswith("Lurah.") and first.count("\n") == 2
    assert second == "Rumah sakit tetap buka."


def test_a_range_goes_on_in_the_next_line() -> None:
    text = "      Pegawai tidak mengambil cuti pada tanggal 10 s.d.\n11 Mei 2021 di Contoh.\n"
    (block,) = blocks(read(text))
    assert block.endswith("di Contoh.")


def test_a_name_goes_on_in_the_next_line() -> None:
    text = (
        "      Pegawai tetap bertugas di RSUD dr.\nH. Contoh, RSUD Drs. H.\nAbdul dan Puskesmas.\n"
    )
    (block,) = blocks(read(text))
    assert block.endswith("Puskesmas.")


@pytest.mark.parametrize("value", ["440.1/67 tanggal 4 Mei 2021", "B-12/440/2021", "9 Tahun 2021"])
def test_a_number_stays_with_the_label_that_the_line_before_ends_in(value: str) -> None:
    text = (
        f"      Menindaklanjuti Surat Bupati Contoh Nomor :\n{value} perihal rapat,\nagar hadir.\n"
    )
    (block,) = blocks(read(text))
    assert block.endswith("agar hadir.")


def test_a_list_below_a_label_without_value_begins_anew() -> None:
    assert len(blocks(read("Nomor telepon dinas berubah. Nomor :\n1. Loket\n2. Piket\n"))) == 3


def test_transcript_keeps_its_lines() -> None:
    text = "\n".join([*TRANSCRIPT, "", "1. Pegawai bekerja dari", "rumah;", "2. Piket diatur."])
    assert blocks(read(text)) == [
        "\n".join(TRANSCRIPT),
        "1. Pegawai bekerja dari\nrumah;",
        "2. Piket diatur.",
    ]


def test_one_page_without_boxes() -> None:
    document = read("Satu dua.")
    (page,) = document.pages
    assert (page.number, page.width, page.text_source, page.reason) == (
        1,
        None,
        "plain",
        "plain_text",
    )
    assert document.media_type == PLAIN and len(document.sha256) == 64


def test_form_feeds_part_the_pages_of_a_letter() -> None:
    text = "\n".join(TRANSCRIPT) + "\n1. Piket diatur.\n\f\f2. Laporan\ndikirim.\n\f"
    document = read(text)
    assert [(p.number, [line.text for line in p.lines]) for p in document.pages] == [
        (1, [*TRANSCRIPT, "1. Piket diatur."]),
        (2, []),
        (3, ["2. Laporan", "dikirim."]),
    ]
    check_offsets(document)


def test_form_feeds_part_no_report() -> None:
    assert len(read(f"{LEAD}\n\f{BODY}").pages) == 1


def test_too_many_pages_of_text_are_refused() -> None:
    with pytest.raises(TooLargeError, match="1001 pages"):
        read("\n".join(TRANSCRIPT) + "\f" * 1000)


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff", "&nbsp;"])
def test_empty_text(text: str) -> None:
    with pytest.raises(EmptyFileError):
        read(text)


def test_other_media_types_are_refused() -> None:
    with pytest.raises(UnsupportedFormatError):
        read("x", "application/pdf")


def test_too_long_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circular_parser.reading.prose.MAX_TEXT_BYTES", 10)
    with pytest.raises(TooLargeError):
        read("panjang sekali")


_LINE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [LEAD, BODY, "masing-", "penga-", "turan kerja", "1. Satu", *TRANSCRIPT, "", "\f"]
    ),
    st.sampled_from([line for _, line in CUT]),
)


@given(st.lists(_LINE, max_size=12), st.sampled_from([PLAIN, MARKDOWN]))
@settings(max_examples=150, deadline=None)
def test_every_character_belongs_to_one_word(lines: list[str], media_type: str) -> None:
    data = "\n".join(lines).encode("utf-8", errors="replace")
    try:
        document = read_prose(data, media_type, "berkas")
    except EmptyFileError:
        return
    check_offsets(document)


@given(st.binary(max_size=200), st.sampled_from([PLAIN, MARKDOWN, HTML, DOCX]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, media_type: str) -> None:
    try:
        document = read_prose(data, media_type, "berkas")
    except (EmptyFileError, BrokenFileError):
        return
    check_offsets(document)
    json.dumps(document.text).encode()


# Markdown


def test_markdown_loses_its_marks() -> None:
    text = (
        "# Aturan **kerja**\n\nIsi [tautan](http://contoh.id) dan _miring_.\nBaris dua.\n\n"
        "1. Satu\n2. Dua\n   - anak\n\n| Unit | Jam |\n|---|---|\n| Dinas | 8 |\n\n"
        "![gambar](a.png)\n\n<b>tebal</b> \\*bintang\n"
    )
    document = read(text, MARKDOWN)
    assert blocks(document) == [
        "Aturan kerja",
        "Isi tautan dan miring.\nBaris dua.",
        "1. Satu",
        "2. Dua",
        "- anak",
        "Unit Jam\nDinas 8",
        "tebal *bintang",
    ]
    assert document.pages[0].reason == "markdown"
    check_offsets(document)


def test_markdown_of_the_press_loses_noise() -> None:
    document = read(f"# Aturan Kerja Baru\n\n{LEAD}\n\n**Baca juga:** [Cabai](x)\n", MARKDOWN)
    assert blocks(document) == ["Aturan Kerja Baru", LEAD]


# HTML

ARTICLE = f"""<!doctype html><html><head><title>Kota Contoh Atur Kerja Pegawai | Kabar</title>
<script>var a = "<p>Nomor 9/9/9999</p>";</script><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Beranda</a> <a href="/p">Politik</a></nav>
<article><h1>Kota Contoh Atur Kerja Pegawai</h1><div>Senin, 23 Maret 2020 10:00 WIB</div>
<figure><img src="http://contoh.invalid/x.jpg"><figcaption>Rapat di balai kota</figcaption></figure>
<p>{LEAD}</p><p>Baca juga: <a href="/z">Harga Cabai Naik</a></p><p>Isi edaran itu:</p>
<ol><li>Pegawai bekerja dari rumah sampai akhir bulan.</li>
<li>Rumah&nbsp;sakit &amp; puskesmas tetap melayani masyarakat.</li></ol><p>{BODY}</p></article>
<aside><h3>Pilihan</h3><ul><li>Gubernur Lain terbitkan SE Nomor 1/2/2021</li></ul></aside>
<div id="comments"><p>Komentar pembaca yang panjang sekali tentang tulisan ini.</p></div>
<footer>Alamat redaksi</footer></body></html>"""


def test_html_gives_the_article_alone() -> None:
    document = read(ARTICLE, HTML)
    assert blocks(document) == [
        "Kota Contoh Atur Kerja Pegawai",
        "Senin, 23 Maret 2020 10:00 WIB",
        LEAD,
        "Isi edaran itu:",
        "1. Pegawai bekerja dari rumah sampai akhir bulan.",
        "2. Rumah sakit & puskesmas tetap melayani masyarakat.",
        BODY,
    ]
    assert document.pages[0].reason == "html_main_text"
    check_offsets(document)


def test_html_that_is_a_circular_keeps_its_lines() -> None:
    page = (
        "<body><header>PEMERINTAH KOTA CONTOH<br>SEKRETARIAT DAERAH</header><nav>Menu</nav>"
        "<h2>SURAT EDARAN</h2><p>NOMOR : 800/12/2020</p><p>TENTANG</p><p>KERJA DARI RUMAH</p>"
        '<table><tr><td>Sifat</td><td>:</td><td>Segera</td></tr></table><ol type="a" start="2">'
        "<li>Pegawai bekerja dari rumah.</li><li>Piket diatur.</li></ol>"
        '<p style="display: none">tersembunyi</p></body>'
    )
    document = read(page, HTML)
    assert document.pages[0].reason == "html_page"
    assert [line.text for line in document.lines] == [
        "PEMERINTAH KOTA CONTOH",
        "SEKRETARIAT DAERAH",
        "SURAT EDARAN",
        "NOMOR : 800/12/2020",
        "TENTANG",
        "KERJA DARI RUMAH",
        "Sifat : Segera",
        "b. Pegawai bekerja dari rumah.",
        "c. Piket diatur.",
    ]


def test_html_without_an_article_gives_all_text() -> None:
    document = read("<html><body><div>Pegawai wajib patuh.</div></body></html>", HTML)
    assert "Pegawai wajib patuh." in document.text


def test_html_in_its_declared_charset() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Caf\xe9 Contoh</p></body></html>'
    document = read_prose(page.encode("latin-1"), HTML, "berkas")
    assert document.text == "Café Contoh"


def test_html_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr("socket.socket.connect", refuse)
    page = '<!DOCTYPE html SYSTEM "http://contoh.invalid/a.dtd">' + ARTICLE
    assert LEAD in read(page, HTML).text


def test_html_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_text, "MAX_ELEMENTS", 20)
    with pytest.raises(TooLargeError):
        read("<p>a" * 30, HTML)


def test_deep_html_does_not_break_the_reader() -> None:
    with suppress(EmptyFileError):
        check_offsets(read("<div>" * 5000 + LEAD, HTML))


# DOCX


def _bytes(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def read_docx(document: Any) -> Document:
    return read_prose(_bytes(document), DOCX, "berkas")


def test_docx_parts_in_order() -> None:
    source = docx.Document()
    section = source.sections[0]
    section.header.paragraphs[0].text = "PEMERINTAH KOTA CONTOH"
    section.footer.paragraphs[0].text = "Jalan Melati 1"
    section.footer.add_paragraph("- 1 -")
    source.add_paragraph("SURAT EDARAN\nNOMOR 800/12/2020")
    source.add_paragraph("Satu", style="List Number")
    source.add_paragraph("Dua", style="List Number")
    source.add_paragraph("Butir", style="List Bullet")
    document = read_docx(source)
    assert [(line.kind, line.text) for line in document.lines] == [
        ("header", "PEMERINTAH KOTA CONTOH"),
        ("text", "SURAT EDARAN"),
        ("text", "NOMOR 800/12/2020"),
        ("text", "1. Satu"),
        ("text", "2. Dua"),
        ("text", "- Butir"),
        ("footer", "Jalan Melati 1"),
        ("page_number", "- 1 -"),
    ]
    assert document.pages[0].reason == "docx"
    check_offsets(document)


def test_docx_table_cells() -> None:
    source = docx.Document()
    table = source.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Unit kerja"
    table.cell(0, 2).text = "Jam"
    table.cell(1, 0).text = "Dinas\nKesehatan"
    table.cell(1, 2).text = "08.00"
    document = read_docx(source)
    (found,) = document.pages[0].tables
    assert (found.rows, found.columns) == (2, 3)
    assert [(c.row, c.column, document.text[c.start : c.end]) for c in found.cells] == [
        (0, 0, "Unit kerja"),
        (0, 2, "Jam"),
        (1, 0, "Dinas\nKesehatan"),
        (1, 2, "08.00"),
    ]
    assert {line.kind for line in document.lines} == {"table"}


def _numbered(source: Any, text: str, list_id: int, level: int) -> None:
    paragraph = source.add_paragraph(text)
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = list_id


def test_docx_levels_of_numbers() -> None:
    source = docx.Document()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    root = source.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (style, pattern) in enumerate(
            [("upperRoman", "%1."), ("lowerLetter", "%2."), ("decimal", "%2.%3)")]
        )
    )
    root.insert(
        0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    abstract = '<w:abstractNumId w:val="90"/>'
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    root.append(parse_xml(f'<w:num {space} w:numId="90">{abstract}</w:num>'))
    root.append(parse_xml(f'<w:num {space} w:numId="91">{abstract}{override}</w:num>'))
    for text, list_id, level in [
        ("Umum", 90, 0),
        ("dasar", 90, 1),
        ("tujuan", 90, 1),
        ("rinci", 90, 2),
        ("Ketentuan", 90, 0),
        ("baru", 90, 1),
        ("Penutup", 91, 0),
    ]:
        _numbered(source, text, list_id, level)
    assert blocks(read_docx(source)) == [
        "I. Umum",
        "a. dasar",
        "b. tujuan",
        "b.1) rinci",
        "II. Ketentuan",
        "a. baru",
        "V. Penutup",
    ]


def test_docx_leaves_out_what_is_not_shown() -> None:
    source = docx.Document()
    paragraph = source.add_paragraph("Pegawai ")
    for tag, inner, text in [("w:ins", "w:t", "bekerja"), ("w:del", "w:delText", "libur")]:
        change, run, piece = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        piece.text = text
        run.append(piece)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" rahasia").font.hidden = True
    assert read_docx(source).text == "Pegawai bekerja"


def _with_part(data: bytes, name: str, change: Any) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
    return file.getvalue()


def test_docx_with_macros_is_read() -> None:
    source = docx.Document()
    source.add_paragraph("Pegawai bekerja.")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    data = _with_part(_bytes(source), "[Content_Types].xml", lambda c: c.replace(plain, macro))
    assert read_prose(data, DOCX, "berkas").text == "Pegawai bekerja."


@pytest.mark.parametrize("content", [b"", b"<w:document", b"<a/>"])
def test_broken_docx(content: bytes) -> None:
    data = _with_part(_bytes(docx.Document()), "word/document.xml", lambda _: content)
    with pytest.raises(BrokenFileError):
        read_prose(data, DOCX, "berkas")


def test_truncated_docx() -> None:
    with pytest.raises(BrokenFileError):
        read_prose(_bytes(docx.Document())[:2000], DOCX, "berkas")


def test_empty_docx() -> None:
    with pytest.raises(EmptyFileError):
        read_docx(docx.Document())


def test_docx_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_text, "MAX_XML_BYTES", 1_000_000)
    data = _with_part(_bytes(docx.Document()), "word/document.xml", lambda c: c + b" " * 2_000_000)
    assert len(data) < 100_000
    with pytest.raises(TooLargeError):
        read_prose(data, DOCX, "berkas")


def test_docx_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    source = docx.Document()
    source.add_paragraph("ISI")

    def change(content: bytes) -> bytes:
        head, rest = content.split(b"?>", 1)
        return head + b"?>" + bomb + rest.replace(b"ISI", b"Isi &b;")

    data = _with_part(_bytes(source), "word/document.xml", change)
    assert "aaaa" not in read_prose(data, DOCX, "berkas").text


@pytest.mark.parametrize(
    ("number", "style", "label"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (14, "lowerRoman", "xiv"),
        (1999, "upperRoman", "MCMXCIX"),
        (0, "lowerLetter", "0"),
        (4, "ordinalText", "4"),
    ],
)
def test_list_labels(number: int, style: str, label: str) -> None:
    assert list_label(number, style) == label
