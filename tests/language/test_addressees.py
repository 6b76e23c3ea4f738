"""Addressees and copies: blocks as printed and what they hold.

Each block is followed by its items; with places (``x|``) where columns matter.
"""

# ruff: noqa: E501 - a block and its items stand together

from __future__ import annotations

import time
from typing import Literal

import pytest

from analysed import letter, parsed
from circular_parser.document import Box, Document, Line, Page, TextBuilder, Word
from circular_parser.language.addressee_blocks import AddresseePatterns
from circular_parser.language.addressees import (
    find_addressees,
    find_copies,
)
from circular_parser.language.analysis import Analysis, Candidate, Section, SectionKind
from circular_parser.resources import model_folder

_PATTERNS = AddresseePatterns.load(model_folder() / "addressees.toml")
Placed = tuple[float, float, str]


def _analysis(
    *parts: tuple[SectionKind, str | list[Placed]],
    form: Literal["circular", "report"] = "circular",
) -> Analysis:
    """Return an analysis with a section for each part.

    A part is lines of text, or lines with the place (x0, top) of their first word.
    """
    builder = TextBuilder()
    sections: list[Section] = []
    for block, (kind, content) in enumerate(parts):
        lines: list[Line] = []
        placed: list[tuple[float | None, float, str]] = (
            [(None, 0.0, text) for text in content.splitlines()]
            if isinstance(content, str)
            else [*content]
        )
        for x0, top, text in placed:
            words: list[Word] = []
            for word in text.split():
                box = None if x0 is None else Box(x0, top, x0 + 5 * len(word), top + 10)
                words.append(Word(word, box))
                x0 = None if x0 is None else x0 + 5 * len(word) + 4
            line = Line(words, 1, block)
            builder.add(line)
            lines.append(line)
        sections.append(Section(kind, lines))
    page = Page(1, 595, 842, "plain", "prose", [line for s in sections for line in s.lines])
    document = Document(builder.text(), [page], "x.txt", "0" * 64, "text/plain")
    return Analysis(document, form, {1: "letter"}, sections)


def _values(found: list[Candidate[str]]) -> list[str]:
    return [candidate.value for candidate in found]


def _check(analysis: Analysis, found: list[Candidate[str]]) -> None:
    """Every value is what stands at its places."""
    for candidate in found:
        spans = [(candidate.start, candidate.end), *candidate.extra]
        quoted = " ".join(" ".join(analysis.text[a:b].split()) for a, b in spans)
        assert candidate.value.replace(" ", "") in quoted.replace(" ", "")


BLOCKS = [
    ("Kepada\nYth. 1. Kepala Dinas;\n2. Pimpinan BUMD.\nmasing-masing di -\nBATU", ["Kepala Dinas", "Pimpinan BUMD"]),
    ("Kepada Yth.\nBapak/Ibu :\n1. Pengawas Sekolah\n2. Para Lurah\ndi\nBatu", ["Pengawas Sekolah", "Para Lurah"]),
    ("Kepada Yth.\nBapak Camat Batu\ndi\nBatu", ["Bapak Camat Batu"]),
    ("Kepada\nYth. Camat se-Kabupaten Brebes\ndi\nTempat", ["Camat se-Kabupaten Brebes"]),
    ("Kepada Yth. :\n1. Kepala Dinas\n2. Para Lurah\ndi - Batu", ["Kepala Dinas", "Para Lurah"]),
    ("Yth. 1. Bupati/Wali Kota se-Nusa\nTenggara;\n2. Kepala Biro;\ndi -\nTempat",
     ["Bupati/Wali Kota se-Nusa Tenggara", "Kepala Biro"]),
    ("Kepada\nYth. Sdr. Kepala Perangkat Daerah\ndi Lingkungan Pemerintah\nKota Batam\ndi",
     ["Kepala Perangkat Daerah di Lingkungan Pemerintah Kota Batam"]),
    ("Yth.\n1) Inspektur;\n2) Direktur RSUD dr. Gondo\ndan RSUD Suwondo; dan\n3) Camat.\ndi-Kendal",
     ["Inspektur", "Direktur RSUD dr. Gondo dan RSUD Suwondo", "Camat"]),
    ("Kepada Yth:\na. Para Asisten\nb. Para Staf Ahli\nc. Para Kepala Bagian\ndi Tempat",
     ["Para Asisten", "Para Staf Ahli", "Para Kepala Bagian"]),
    ("Kepada Yth.\n- Ketua DPRD\n- Kapolres\n- Dandim 0716\nDi\nDEMAK",
     ["Ketua DPRD", "Kapolres", "Dandim 0716"]),
    ("Yth.\nKepala Dinas/Badan\nCamat\nLurah/Kepala Desa\ndi \u2013\nCiamis",
     ["Kepala Dinas/Badan", "Camat", "Lurah/Kepala Desa"]),
    ("Yth. Kepala Perangkat Daerah, Camat dan Lurah\ndi Tempat",
     ["Kepala Perangkat Daerah", "Camat", "Lurah"]),
    ("Yth. Kepala Dinas Perumahan, Permukiman dan Pertanahan\ndi\nDumai",
     ["Kepala Dinas Perumahan, Permukiman dan Pertanahan"]),
    ("Yth. Direksi Penyelenggara Jasa Keuangan\nBerbasis Teknologi Informasi,\ndi tempat.",
     ["Direksi Penyelenggara Jasa Keuangan Berbasis Teknologi Informasi"]),
    ("Kepada Yth.\nBapak Gubernur,\nBapak/Ibu Bupati: dan\nBapak/Ibu Wali Kota.\ndi\nTempat",
     ["Bapak Gubernur", "Bapak/Ibu Bupati", "Bapak/Ibu Wali Kota"]),
    ("Kepada\n1 Kepala Sekolah Negeri\n2 Kepala Sekolah Swasta\ndi-\nTegal",
     ["Kepala Sekolah Negeri", "Kepala Sekolah Swasta"]),
    ("K e p a d a\nYang terhormat\n1. Rektor;\n2. Dekan.\ndi\nMalang", ["Rektor", "Dekan"]),
    ("Kepada Yth :\nSemua Direktur /\nPimpinan BUMD Metro\nUntuk : PDAM\ndi-\nMETRO",
     ["Semua Direktur / Pimpinan BUMD Metro", "PDAM"]),
    ("Kepada Yth.\nKepala OPD / UPTD\nSe-Kabupaten Pati\nUntuk : KEPALA DKK\ndi-\nPATI",
     ["Kepala OPD / UPTD Se-Kabupaten Pati", "KEPALA DKK"]),
    ("Yth.\n1. Kepala Seksi\n(yang membidangi)\n2. Penyuluh\ndi\nTempat",
     ["Kepala Seksi (yang membidangi)", "Penyuluh"]),
    ("Kepada\nYth. Kepala Organisasi\nPerangkat Daerah\ndi Tempat", ["Kepala Organisasi Perangkat Daerah"]),
    ("Yth. Pegawai Sekretariat\nDPRD Kota Metro\ndi\nTempat", ["Pegawai Sekretariat DPRD Kota Metro"]),
    ("Yth. Ketua dan Anggota\nDPRD Kota Metro\ndi\nTempat", ["Ketua dan Anggota DPRD Kota Metro"]),
    ("« Kepada Yth.\nPara Camat\ndi\nTempat", ["Para Camat"]),
    ("Yth. 1. Para Camat 2._Para Lurah\ndi\nTempat", ["Para Camat", "Para Lurah"]),
    ("Yth. Administratur Perhutani di Magelang\ndi -\nTempat",
     ["Administratur Perhutani di Magelang"]),
    ("Kepada Yth :\n1. Ketua Asosiasi Hotel (Vila, Homestay,\ndan sejenisnya);\n2. Pengelola Wisata.\n"
     "se Kabupaten Karo\nDi-KABANJAHE",
     ["Ketua Asosiasi Hotel (Vila, Homestay, dan sejenisnya)", "Pengelola Wisata"]),
    ("Kepada Yth.\n| |\n1. Camat\n.\n2. Lurah\ndi\nSolo", ["Camat", "Lurah"]),
    ("Kepada Yth.\nSdr. Kepala Desa\nKarang, Bajo, Senaru,\nAkar-akar dan Bayan\nMasing-masing di\nTempat",
     ["Kepala Desa Karang, Bajo, Senaru, Akar-akar dan Bayan"]),
    ("Yth.\nKepala Unit Pelaksana Teknis\nKementerian Kehutanan Provinsi Bali\ndi\nTempat",
     ["Kepala Unit Pelaksana Teknis Kementerian Kehutanan Provinsi Bali"]),
    ("Yth. 1. Para Camat;2. Para Lurah dan 3. Ketua RW\ndi Tempat", ["Para Camat", "Para Lurah", "Ketua RW"]),
    ("Kepada Yth.\nKepala Dinas Provinsi\nu.p. Kepala Bidang Mutu\ndi seluruh Indonesia",
     ["Kepala Dinas Provinsi u.p. Kepala Bidang Mutu"]),
    # The place of the one kind of addressee there is; below several it is none of the last.
    ("Yth.\nPara Wali Kota\ndi seluruh Indonesia", ["Para Wali Kota di seluruh Indonesia"]),
    ("Yth. Para Rektor\ndi seluruh Indonesia", ["Para Rektor di seluruh Indonesia"]),
    ("Yth.\n1. Para Rektor\n2. Para Dekan\ndi seluruh Indonesia", ["Para Rektor", "Para Dekan"]),
    ("Kepada Yth.\n1. Para Camat\n2. Para Lurah\nLingkup Pemda Muna\ndi Tempat", ["Para Camat", "Para Lurah"]),
    ("Kepada Yth.\n1. Kepala SMP\n2. Kepala SMA\nse- Kabupaten Alor", ["Kepala SMP", "Kepala SMA"]),
    ("Kepada Yth.\n1. Para Camat\n2. Para Lurah\ndalam Wilayah Kota Melati", ["Para Camat", "Para Lurah"]),
    ("Yth.\n1. Kepala SD\n2. Kepala SMP\nNegeri dan Swasta Kota Melati", ["Kepala SD", "Kepala SMP"]),
    ("Ditujukan kepada : Seluruh warga Desa Melati", ["Seluruh warga Desa Melati"]),
    ("Kepada : Kepala Bagian di Lingkungan\nSekretariat Kota", ["Kepala Bagian di Lingkungan Sekretariat Kota"]),
    # The cue was not read, but the place was.
    ("1. Kepala SMP\n2. Kepala SMA\ndi Tempat", ["Kepala SMP", "Kepala SMA"]),
    (". Kepala SMP\n2. Kepala SMA\ndi Tempat", ["Kepala SMP", "Kepala SMA"]),
    ("1. Kepala SMP\n2. Kepala SMA", []),
    ("1. Loket\n2. Kepala SMA\ndi Tempat", []),
    ("Yth. Seluruh Pasien dan Pengunjung\nRSUD Melati\ndi\nTempat", ["Seluruh Pasien dan Pengunjung RSUD Melati"]),
    ("Kepada:\n1. YM. Para Hakim dan\nHakim Ad Hoc\n2. Yth. Panitera\nPengadilan\n3. Yth. Jurusita\ndi\nTempat",
     ["Para Hakim dan Hakim Ad Hoc", "Panitera Pengadilan", "Jurusita"]),
    ("Yth. Daftar terlampir\ndi\nTempat", []),
    ("Kepada\nYth. Terlampir\ndi -\nTempat", []),
    ("Kepada Yth.\n1. Para Dekan\n2. Para Ketua Lembaga\ndi lingkungan Universitas Melati",
     ["Para Dekan", "Para Ketua Lembaga"]),
    ("Yth. 1. Para Camat; dan\n2. Para Lurah.\ndi Padang Panjang", ["Para Camat", "Para Lurah"]),
    ("Kepada Yth.\nKetua RT dan Ketua RW\nDesa Sardono", ["Ketua RT dan Ketua RW Desa Sardono"]),
    ("Yth. Seluruh Pegawai BPS\nMengacu pada surat Kepala BPS, jam kerja diatur.", ["Seluruh Pegawai BPS"]),
]  # fmt: skip


@pytest.mark.parametrize(("block", "items"), BLOCKS)
def test_block(block: str, items: list[str]) -> None:
    analysis = _analysis(("addressees", block))
    found = find_addressees(analysis, _PATTERNS)
    assert _values(found) == items
    assert {candidate.rule for candidate in found} <= {"addressees.block"}
    _check(analysis, found)


def test_column_beside_the_head() -> None:
    """The left column's lines and the letterhead's are left out, whatever their order."""
    analysis = _analysis(
        ("addressees", [(60, 40, "KECAMATAN SUKASARI"), (70, 150, "Jam Kerja Ramadan"),
                        (340, 120, "Kepada"), (340, 135, "Yth. 1. Para Kasi"),
                        (365, 150, "2. Para Lurah"), (340, 165, "di -"), (360, 180, "Tempat"),
                        (80, 230, "Camat dan Lurah wajib hadir")]),
    )  # fmt: skip
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Para Kasi", "Para Lurah"]


def test_labels_at_the_right_are_no_addressees() -> None:
    analysis = _analysis(
        ("addressees", [(60, 90, "Kepada"), (60, 105, "Yth. 1. Camat"), (84, 120, "2. Lurah")]),
        ("head", [(340, 97, "Nomor : 12/A"), (340, 112, "Hal : Loket"), (400, 127, "di Kantor")]),
    )  # fmt: skip
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Camat", "Lurah"]


def test_line_across_two_columns() -> None:
    analysis = _analysis(
        ("head", [(60, 120, "Perihal : Jam Kerja Yth. Kepala Perangkat Daerah")]),
        ("addressees", [(190, 100, "Kepada:"), (190, 135, "di -"), (200, 150, "BLORA")]),
    )
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Kepala Perangkat Daerah"]


def test_rows_of_two_columns_run_together() -> None:
    head = (
        "Nomor : 065/7 Kepada\nSifat : Segera Yth. 1. Para Camat\nLampiran : - 2. Para Lurah\n"
        "Hal : Loket 3. Para Ketua RW"
    )
    analysis = _analysis(("head", head), ("addressees", "4. Arsip\ndi\nTempat"))
    assert _values(find_addressees(analysis, _PATTERNS)) == [
        "Para Camat",
        "Para Lurah",
        "Para Ketua RW",
        "Arsip",
    ]


def test_rest_of_the_column_below_a_misplaced_body() -> None:
    analysis = _analysis(
        ("addressees", [(340, 100, "Kepada"), (340, 115, "Yth. 1. Kepala Dinas")]),
        ("head", [(70, 130, "Hal : Kewaspadaan")]),
        ("body", [(370, 130, "2. Direktur RSUD"), (340, 145, "di-"), (360, 160, "TEMPAT"),
                  (70, 200, "Dengan hormat disampaikan hal berikut")]),
    )  # fmt: skip
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Kepala Dinas", "Direktur RSUD"]


def test_list_that_runs_on_in_a_second_column() -> None:
    places: list[Placed] = [
        (380, 60, "Kepada"),
        (250, 74, "Yth. 1. Inspektur 4. Kepala Bappeda"),
        (275, 88, "2. Sekretaris DPRD"),
        (275, 102, "3. Kepala Satpol PP"),
        (275, 116, "di Tarakan"),
        (410, 88, "5. Kepala BPKAD"),
        (410, 102, "6. Kepala Biro Umum"),
    ]
    found = find_addressees(_analysis(("addressees", places)), _PATTERNS)
    assert _values(found) == [
        "Inspektur",
        "Sekretaris DPRD",
        "Kepala Satpol PP",
        "Kepala Bappeda",
        "Kepala BPKAD",
        "Kepala Biro Umum",
    ]


def test_addressees_of_an_instruction_stand_below_its_verb() -> None:
    body = """\
Dengan ini menginstruksikan:
Kepada : 1. Camat;
2. Kepala Perangkat Daerah.
Untuk :
KESATU : Menghemat air."""
    found = find_addressees(_analysis(("body", body)), _PATTERNS)
    assert _values(found) == ["Camat", "Kepala Perangkat Daerah"]


def test_addressees_of_an_instruction_whose_colon_was_not_read() -> None:
    text = (
        "Dengan ini menginstruksikan\nKepada\n1. Para Camat\n2. Para Lurah\n. Untuk\nmembuka loket."
    )
    assert _values(find_addressees(_analysis(("body", text)), _PATTERNS)) == [
        "Para Camat",
        "Para Lurah",
    ]


def test_sender_of_a_nota_dinas_is_no_addressee() -> None:
    head = "Kepada : Kepala Bidang Aset\nDari : Kepala Dinas\nHal : Stok"
    found = find_addressees(_analysis(("addressees", head)), _PATTERNS)
    assert _values(found) == ["Kepala Bidang Aset"]


def test_poor_reading_is_told() -> None:
    analysis = _analysis(("addressees", "Yth. Kepala Dinas Kesehatan\ndi\nTempat"))
    for word in analysis.document.words:
        word.confidence = 0.4
    (found,) = find_addressees(analysis, _PATTERNS)
    assert [code for code, _ in found.warnings] == ["poorly_read"]


def test_what_all_share_is_left_out() -> None:
    """``se-Kabupaten`` under the numbers of a list is no part of its last item."""
    lines: list[Placed] = [
        (340, 100, "Yth."),
        (348, 115, "1. Kepala Dinas"),
        (348, 130, "2. Camat"),
    ]
    shared = _analysis(
        ("addressees", [*lines, (340, 145, "se-Kabupaten Sragen"), (340, 160, "di -")])
    )
    assert _values(find_addressees(shared, _PATTERNS)) == ["Kepala Dinas", "Camat"]
    wrapped = _analysis(
        ("addressees", [*lines, (361, 145, "se-Kabupaten Sragen"), (340, 160, "di -")])
    )
    assert _values(find_addressees(wrapped, _PATTERNS)) == [
        "Kepala Dinas",
        "Camat se-Kabupaten Sragen",
    ]


def test_text_far_below_is_no_addressee() -> None:
    analysis = _analysis(
        ("addressees", [(340, 100, "Kepada"), (340, 115, "Yth. Para Camat"), (340, 300, "Bupati")])
    )
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Para Camat"]


ATTACHED = [
    "DAFTAR LAMPIRAN\n1. KEPALA DINAS SOSIAL\n2. CAMAT JATEN\n3. CAMAT GONDANG",
    "PEMERINTAH KOTA X\nDINAS ARSIP\nDAFTAR PENERIMA\n- KEPALA DINAS SOSIAL\n. CAMAT JATEN\nCAMAT GONDANG",
    "Lampiran Surat Nomor 1/2020\nKEPALA DINAS SOSIAL,\nCAMAT JATEN:\nke) CAMAT GONDANG.\nNIP. 19",
]


@pytest.mark.parametrize("page", ATTACHED)
@pytest.mark.parametrize(
    "pointer", ["DAFTAR TERLAMPIR", "(Daftar Terlampir)", "sebagaimana terlampir"]
)
def test_attached_list(page: str, pointer: str) -> None:
    analysis = _analysis(("addressees", f"Kepada\nYth. {pointer}\ndi\nTempat"), ("annex", page))
    found = find_addressees(analysis, _PATTERNS)
    assert _values(found) == ["KEPALA DINAS SOSIAL", "CAMAT JATEN", "CAMAT GONDANG"]
    assert {candidate.rule for candidate in found} == {"addressees.attached"}
    _check(analysis, found)


def test_attached_list_over_two_pages() -> None:
    analysis = _analysis(
        ("addressees", "Kepada\nYth. Daftar terlampir\ndi\nTempat"),
        ("annex", "DAFTAR PENERIMA\n1. Kepala Dinas Sosial\n2. Kepala Dinas Kesehatan"),
        ("annex", "3. Camat Jaten\n4. Camat Gondang"),
        ("annex", "LAMPIRAN II\nJadwal\n1. Kepala Dinas membuka acara"),
    )
    found = _values(find_addressees(analysis, _PATTERNS))
    assert found == [
        "Kepala Dinas Sosial",
        "Kepala Dinas Kesehatan",
        "Camat Jaten",
        "Camat Gondang",
    ]


def test_notice_below_an_attached_list_is_left_out() -> None:
    analysis = _analysis(
        ("addressees", "Yth. Daftar terlampir\ndi\nTempat"),
        ("annex", "DAFTAR PENERIMA\n1. Camat Jaten\n2. Camat Ngawi\nDokumen ini sah tanpa cap"),
    )
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Camat Jaten", "Camat Ngawi"]


def test_signature_below_an_attached_list_is_left_out() -> None:
    analysis = _analysis(
        ("addressees", "Yth. Daftar terlampir\ndi\nTempat"),
        ("annex", [(250, 50, "DAFTAR LAMPIRAN"), (60, 80, "1. Camat Jaten"), (60, 95, "2. Camat Ngawi"),
                   (340, 160, "KEPALA DINAS SOSIAL,"), (340, 220, "SUNARTI, S.E.")]),
    )  # fmt: skip
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Camat Jaten", "Camat Ngawi"]


def test_signature_below_an_attached_list_without_places_is_left_out() -> None:
    analysis = _analysis(
        ("addressees", "Yth. Daftar terlampir\ndi\nTempat"),
        ("annex", "DAFTAR PENERIMA\n1. Camat Jaten\n2. Camat Ngawi\nKepala Badan,\n"
                  "H. SUTRISNO, S.STP., M.Si\nPembina Utama Muda\nNIP. 19780101 199612 1 001"),
    )  # fmt: skip
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Camat Jaten", "Camat Ngawi"]


@pytest.mark.parametrize(
    ("body", "items"),
    [
        (
            "Sesuai kalender, maka kepada Saudara Kepala SD dan SMP\nse-Kota Tual disampaikan ini :",
            ["Kepala SD dan SMP se-Kota Tual"],
        ),
        ("Laporan dikirim kepada Kepala Dinas paling lambat Jumat.", []),
    ],
)
def test_addressees_that_only_the_text_speaks_to(body: str, items: list[str]) -> None:
    analysis = _analysis(("title", "SURAT EDARAN"), ("body", body))
    assert _values(find_addressees(analysis, _PATTERNS)) == items


def test_annex_of_another_kind_is_no_list_of_addressees() -> None:
    analysis = _analysis(
        ("addressees", "Yth. Para Camat\ndi\nTempat"),
        ("annex", "DAFTAR LAMPIRAN\n1. DINAS KESEHATAN\n2. DINAS SOSIAL"),
    )
    assert _values(find_addressees(analysis, _PATTERNS)) == ["Para Camat"]


COPIES = [
    ("Tembusan :\n1. Wali Kota Tual di Tual;\n2. Arsip.", ["Wali Kota Tual di Tual", "Arsip"]),
    ("Tembusan disampaikan kepada Yth. :\n1. Bupati (sebagai laporan):\n2. Pertinggal",
     ["Bupati (sebagai laporan)", "Pertinggal"]),
    ("Maklumat ini disampaikan kepada Yth :\n1. Ketua DPRD;\n2. Camat.", ["Ketua DPRD", "Camat"]),
    (".Tembusan :\n1. Ketua RW;\n2. Arsip", ["Ketua RW", "Arsip"]),
    ("Tembusan Yth.:\n1. Bapak Presiden; dan\n2. Bapak Wakil Presiden.",
     ["Bapak Presiden", "Bapak Wakil Presiden"]),
    ("TEMBUSAN:\nKepala Dinas Kesehatan Provinsi Bali\n(sebagai laporan).",
     ["Kepala Dinas Kesehatan Provinsi Bali (sebagai laporan)"]),
    ("Tembusan:\n1.Kapolres Siak di Siak\n2.Kadis Perkim Siak", ["Kapolres Siak di Siak", "Kadis Perkim Siak"]),
    ("Tembusan: Disampaikan kepada Yth. :\nKepala Dinas Pariwisata, Seni,\ndan Olahraga,\n2 Bupati,\n3 Kapolres,",
     ["Kepala Dinas Pariwisata, Seni, dan Olahraga", "Bupati", "Kapolres"]),
    ("Tembusan :\n1. Yth. Gubernur;\n2. Yth. Ketua DPRD;", ["Gubernur", "Ketua DPRD"]),
    ("Tembusan :\n1. Sdr.Camat Siak di Sungai Apit\n2. A r s i p.", ["Sdr.Camat Siak di Sungai Apit", "Arsip"]),
    ("Tembusan\nGubernur Jambi\nInspektur\nArsip", ["Gubernur Jambi", "Inspektur", "Arsip"]),
    ("Tembusan: Bupati Alor", ["Bupati Alor"]),
    ("Tembusan: 1. Bupati Alor; 2. Arsip.", ["Bupati Alor", "Arsip"]),
    ("Tembusan :\n9. Kepala Satpol PP dan Linmas\n10. Pertinggal", ["Kepala Satpol PP dan Linmas", "Pertinggal"]),
    ("Tembusan :\n1. Dandim 0707 Rokan,\n2. Kepala Bagian Hukum\nSekretariat Daerah\nDipindai dengan CamScanner",
     ["Dandim 0707 Rokan", "Kepala Bagian Hukum Sekretariat Daerah"]),
    ("Tembusan:\n1. Rektor; dan\n2. Dekan.\nDokumen ini ditandatangani secara elektronik dan dapat\ndiuji dengan memindai gambar\n3. Arsip",
     ["Rektor", "Dekan", "Arsip"]),
    ("Tembusan:\nRektor\nDipindai dengan CamScanner\nDekan", ["Rektor", "Dekan"]),
    ("Tembusan:\n1. Rektor\n- UU ITE Nomor 11 Tahun 2008 Pasal 5 ayat 1", ["Rektor"]),
    ("TINDASAN surat ini dikirim kepada Yth. :\n1. Gubernur\n2. Arsip", ["Gubernur", "Arsip"]),
    ("Cc Kepada Yth:\n1. Direksi\n2. Arsip", ["Direksi", "Arsip"]),
    ("CC : Camat Siak", ["Camat Siak"]),
    ("Tembusan Instruksi ini disampaikan kepada Yth :\n1. Rektor;\n2. A r s i p.-", ["Rektor", "Arsip"]),
    ("Tembusan : dengan hormat disampaikan kepada :\n1. Rektor\n2. Dekan", ["Rektor", "Dekan"]),
    ("Tembusan :\n1. Rektor;\n2. Arsip.\nDr. SRI LESTARI, S.Sos., M.Si\nPangkat : Pembina Muda\nNIP : 19700101 199503 1 002",
     ["Rektor", "Arsip"]),
    ("Tembusan :\n1. Rektor\n2. Arsip\nKepala Badan,\nH. SUTRISNO, S.E.\nPembina Utama Muda", ["Rektor", "Arsip"]),
    ("Tembusan :", []),
]  # fmt: skip


@pytest.mark.parametrize(("block", "items"), COPIES)
def test_copies(block: str, items: list[str]) -> None:
    analysis = _analysis(("copies", block))
    found = find_copies(analysis, _PATTERNS)
    assert _values(found) == items
    assert {candidate.rule for candidate in found} <= {"addressees.copies"}
    _check(analysis, found)


def test_signature_beside_the_copies_is_left_out() -> None:
    analysis = _analysis(
        ("copies", [(70, 600, "Tembusan :"), (340, 605, "KEPALA DINAS,"), (70, 612, "1. Bupati"),
                    (200, 612, "(sebagai laporan)"), (340, 640, "SUTRISNO"), (70, 624, "2. Arsip")]),
    )  # fmt: skip
    found = _values(find_copies(analysis, _PATTERNS))
    assert found == ["Bupati (sebagai laporan)", "Arsip"]


def test_copies_that_begin_at_the_very_edge_of_the_page() -> None:
    texts = ["Tembusan:", "1. Gubernur;", "2. Arsip."]
    lines: list[Placed] = [(0.0, 12.0 * number, text) for number, text in enumerate(texts)]
    analysis = _analysis(("copies", lines))
    assert _values(find_copies(analysis, _PATTERNS)) == ["Gubernur", "Arsip"]


REPORTED = [
    ("Surat edaran itu ditujukan kepada seluruh kepala dinas, camat, dan lurah se-Kota Palu.",
     ["seluruh kepala dinas", "camat", "lurah se-Kota Palu"], []),
    ("Surat edaran itu ditujukan kepada Sekda, Direktur RSUD R.A. Sutomo, Direktur PDAM dan Camat.",
     ["Sekda", "Direktur RSUD R.A. Sutomo", "Direktur PDAM", "Camat"], []),
    ("Edaran diteken Bupati Poso Kol. Mar (Purn) Andi Baso, dan ditujukan kepada para Camat.",
     ["para Camat"], []),
    ("Surat edaran itu ditujukan ke siapa? Bukan warga.", [], []),
    ("Edaran itu sudah disebar ke seluruh perangkat daerah.", ["seluruh perangkat daerah"], []),
    ("SE tersebut dikirim ke staf ahli, asisten, dan kepala bagian untuk dilaksanakan.",
     ["staf ahli", "asisten", "kepala bagian"], []),
    ("Edaran ditujukan ke jajaran pemkab mulai dari Sekretaris Daerah, para Asisten dan Camat.",
     ["Sekretaris Daerah", "para Asisten", "Camat"], []),
    ("Surat itu juga ditembuskan ke Gubernur Papua, Ketua DPRD dan Kapolres Biak.",
     [], ["Gubernur Papua", "Ketua DPRD", "Kapolres Biak"]),
    ("Tembusan dikirim ke Wali Kota dan Wakil Wali Kota.", [], ["Wali Kota", "Wakil Wali Kota"]),
    # A copy of their own papers that staff have to hand in.
    ("Kepala dinas menyusun daftar piket dan menyerahkan tembusannya ke BKPSDM.", [], []),
    ("Edaran itu ditujukan kepada para bupati dan wali kota, camat, serta kepala desa.",
     ["para bupati", "wali kota", "camat", "kepala desa"], []),
    ("SE itu ditujukan kepada pemilik dan pengelola tempat hiburan.",
     ["pemilik dan pengelola tempat hiburan"], []),
    ("Surat itu ditujukan kepada kepala sekolah TK, SD, dan SMP se-Kota Batu.",
     ["kepala sekolah TK, SD, dan SMP se-Kota Batu"], []),
    ("Instruksi ditujukan kepada Gubernur Bali, Gubernur Banten serta Bupati/Wali Kota di wilayahnya.",
     ["Gubernur Bali", "Gubernur Banten", "Bupati/Wali Kota di wilayahnya"], []),
    ("Ingub itu ditujukan untuk bupati dan wali kota di NTB.", ["bupati", "wali kota di NTB"], []),
    ("Surat edaran sudah disampaikan kepada seluruh camat dan lurah untuk dijalankan.",
     ["seluruh camat", "lurah"], []),
    ("Surat edaran ditujukan bagi umat Islam, pengurus masjid, dan instansi terkait.",
     ["umat Islam", "pengurus masjid", "instansi terkait"], []),
    ("Edaran tertanggal 3 Mei itu ditujukan kepada Sekwan, Inspektur, dan Direktur RSUD.",
     ["Sekwan", "Inspektur", "Direktur RSUD"], []),
    ("SE dikirimkan kepada Ketua Badan Amil Zakat (Baznas) dan Kepala Unit Pelaksana Teknis (UPT).",
     ["Ketua Badan Amil Zakat (Baznas)", "Kepala Unit Pelaksana Teknis (UPT)"], []),
    ("Surat itu ditujukan kepada seluruh camat, dan diminta segera dijalankan.",
     ["seluruh camat"], []),
    ("Ditujukan kepada para camat se Langkat, pelaku usaha, serta pengusaha hiburan untuk tutup.",
     ["para camat se Langkat", "pelaku usaha", "pengusaha hiburan"], []),
    ("Surat itu ditujukan kepada Kepala Dinas Pemberdayaan Masyarakat dan Desa (PMD) serta camat.",
     ["Kepala Dinas Pemberdayaan Masyarakat dan Desa (PMD)", "camat"], []),
    ("Surat itu ditujukan kepada Dekan FEB, FH, FT serta Direktur Pascasarjana.",
     ["Dekan FEB, FH, FT", "Direktur Pascasarjana"], []),
    ("Surat itu ditujukan kepada seluruh OPD, BUMD, dan BUMN.", ["seluruh OPD", "BUMD", "BUMN"], []),
    ("Edaran itu ditujukan kepada kepala SD, kepala SMP, baik negeri maupun swasta, dan ketua komite.",
     ["kepala SD", "kepala SMP", "ketua komite"], []),
    ("Edaran itu ditujukan kepada camat serta pimpinan BUMD dan perusahaan swasta di Kudus.",
     ["camat", "pimpinan BUMD dan perusahaan swasta di Kudus"], []),
    ("Surat itu ditujukan bagi kepala bagian dan direktur BUMD.",
     ["kepala bagian", "direktur BUMD"], []),
    ("Instruksi itu ditujukan kepada 12 camat dan 132 kepala desa.",
     ["12 camat", "132 kepala desa"], []),
    ("Tembusan surat disampaikan kepada Gubernur Bali dan Ketua DPRD.",
     [], ["Gubernur Bali", "Ketua DPRD"]),
    ("Edaran itu ditujukan kepada pimpinan BUMD dan camat di Kudus.",
     ["pimpinan BUMD", "camat di Kudus"], []),
    ("SE itu ditembuskan kepada Gubernur Banten dan OPD terkait.",
     [], ["Gubernur Banten", "OPD terkait"]),
    ('"Edaran ini ditujukan kepada 15 camat," ujar Kepala Dinas Kominfo, Budi.', ["15 camat"], []),
    # Two whole addressees at the end; told in the first person, and passed on from there.
    ("Edaran ditujukan kepada kepala SD, kepala SMP dan pengawas sekolah, serta penilik.",
     ["kepala SD", "kepala SMP", "pengawas sekolah", "penilik"], []),
    ('"Edaran ini kami sampaikan ke camat, lurah dan direksi Perumda se-Kota Palu untuk diteruskan kepada semua pegawai," katanya.',
     ["camat", "lurah", "direksi Perumda se-Kota Palu"], []),
    ("Surat edaran itu sudah kami kirimkan kepada kepala dinas dan camat.", ["kepala dinas", "camat"], []),
    ('"Soal edaran itu kami sampaikan kepada wartawan besok," ujarnya.', [], []),
    ("Edaran itu ditujukan untuk menekan laju penularan.", [], []),
    # Who else got it is no addressee where the text says to whom it is addressed; nor is the day.
    ("Edaran itu sudah dikirim ke semua instansi. Surat itu ditujukan kepada camat dan lurah.",
     ["camat", "lurah"], []),
    ("Edaran itu dikirim ke semua camat, kemarin.", ["semua camat"], []),
    ("Edaran itu ditujukan kepada bendesa adat, perbekel/lurah dan ketua sekaa teruna.",
     ["bendesa adat", "perbekel/lurah", "ketua sekaa teruna"], []),
    # Who writes to whom; to one above it is no circular.
    ("Bupati Kudus menyurati semua camat, lurah serta pimpinan perusahaan.",
     ["semua camat", "lurah", "pimpinan perusahaan"], []),
    ("Bupati Kudus menyurati Menteri Sosial soal loket.", [], []),
    ("Larangan itu ada dalam instruksi bupati No. 188/07/2021 tertanggal 4 Mei 2021 kepada seluruh "
     "pimpinan SKPD dan para camat.", ["seluruh pimpinan SKPD", "para camat"], []),
    ("Ia mengedarkan surat kepada para pengelola loket dan kios se-Kabupaten Kudus.",
     ["para pengelola loket dan kios se-Kabupaten Kudus"], []),
    ("Bupati mengirim surat kepada Menteri Sosial.", [], []),
    ("Surat edaran itu disampaikan kepada wartawan, Senin.", [], []),
    ("Isi surat edaran disampaikan kepada media di balai kota.", [], []),
    ("Bantuan beras itu ditujukan kepada warga terdampak.", [], []),
    ("Hal itu disampaikan kepada wartawan di kantornya.", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "addressees", "copies"), REPORTED)
def test_reported(text: str, addressees: list[str], copies: list[str]) -> None:
    analysis = _analysis(("article", text), form="report")
    found = find_addressees(analysis, _PATTERNS)
    assert _values(found) == addressees
    assert _values(find_copies(analysis, _PATTERNS)) == copies
    _check(analysis, found)


@pytest.mark.parametrize("unit", ["1. Camat\n", "Camat, ", "( ( (\n", ". . . . ", "a b c d\n"])
def test_hostile_text_is_quick(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    begin = time.process_time()
    letter = _analysis(("addressees", f"Yth. {text}"), ("copies", f"Tembusan : {text}"))
    assert len(find_addressees(letter, _PATTERNS)) <= 200
    find_copies(letter, _PATTERNS)
    report = _analysis(("article", f"Surat itu ditujukan kepada {text}"), form="report")
    find_addressees(report, _PATTERNS)
    assert time.process_time() - begin < 5


def test_a_long_item_of_the_list_is_no_text() -> None:
    head = (
        "Yth.\n1. Kepala Dinas Provinsi yang membidangi fungsi peternakan dan kesehatan hewan;\n"
        "2. Kepala Balai Veteriner.\ndi seluruh Indonesia"
    )
    assert parsed(letter(head=head)).addressees == [
        "Kepala Dinas Provinsi yang membidangi fungsi peternakan dan kesehatan hewan",
        "Kepala Balai Veteriner",
    ]
