"""Parts of a letter, form of a text, and the tree of clauses."""

from __future__ import annotations

import pytest

from analysed import analysed, letter, parsed, pipeline
from circular_parser.document import Box, Document, Line, Page, TextBuilder, Word
from circular_parser.language.analysis import Clause
from circular_parser.language.pipeline import analyse
from circular_parser.reading.prose import read_prose
from circular_parser.reading.sniff import PLAIN
from rule_examples import document


def _tree(clauses: list[Clause], text: str) -> list[object]:
    return [
        (c.label, " ".join(text[c.start : c.end].split()), _tree(c.children, text)) for c in clauses
    ]


def test_parts_of_a_letter_in_their_order() -> None:
    kinds = [s.kind for s in analysed(letter()).sections]
    assert kinds == ["letterhead", "place_date", "title", "body", "closing", "signature"]


def test_head_block_and_copies() -> None:
    text = (
        "PEMERINTAH KOTA BONTANG\nDINAS KESEHATAN\n\nBontang, 3 Mei 2021\n\n"
        "Nomor : 440/12/DINKES\nSifat : Biasa\nLampiran : -\nHal : Imunisasi anak\nsekolah\n\n"
        "Kepada\nYth. Kepala Puskesmas\ndi -\nTempat\n\n"
        "Sehubungan dengan jadwal imunisasi, diminta kepada Saudara hadir.\n\n"
        "Demikian disampaikan.\n\nKEPALA DINAS KESEHATAN,\n\nSITI AMINAH, S.K.M.\n\n"
        "Tembusan :\n1. Wali Kota Bontang\n"
    )
    kinds = [s.kind for s in analysed(text).sections]
    assert kinds == [
        "letterhead",
        "place_date",
        "head",
        "addressees",
        "body",
        "closing",
        "signature",
        "copies",
    ]


def test_second_annex_of_a_text_without_pages_is_a_section_of_its_own() -> None:
    annexes = [
        f"LAMPIRAN {n}\nDAFTAR UNIT YANG TETAP MASUK KANTOR\n\n1. RSUD\n" for n in ("I", "II")
    ]
    kinds = [s.kind for s in analysed("\n\n".join([letter(), *annexes])).sections]
    assert kinds[-3:] == ["signature", "annex", "annex"]


def test_annex_below_the_copies_where_a_notice_hides_the_signature() -> None:
    notice = "Catatan :\n\nHasil cetak dokumen ini merupakan alat bukti hukum yang sah menurut"
    copies = "Tembusan:\n\n1. Gubernur Sulawesi Barat;\n2. Ketua DPRD Kota Bontang."
    annex = "LAMPIRAN\nDAFTAR UNIT YANG TETAP MASUK KANTOR\n\n1. RSUD\n2. BPBD\n"
    kinds = [s.kind for s in analysed(f"{letter()}\n{notice}\n{copies}\n\n{annex}").sections]
    assert kinds[-2:] == ["copies", "annex"]


def test_annex_below_the_signature_of_a_text_without_pages() -> None:
    annex = "LAMPIRAN\nDAFTAR UNIT YANG TETAP MASUK KANTOR\n\n1. RSUD\n2. BPBD\n"
    kinds = [s.kind for s in analysed(f"{letter()}\n\n{annex}").sections]
    assert kinds[-2:] == ["signature", "annex"]


def test_annex_of_offices_below_the_signature_and_its_notice() -> None:
    notice = "- Hasil cetak dokumen ini merupakan alat bukti hukum yang sah menurut undang-undang"
    annex = (
        "Lampiran Surat\nNomor : 005/4/DP\n\nDAFTAR UNDANGAN\n\n1. KEPALA DINAS SOSIAL KOTA TUAL\n"
        "2. CAMAT DULLAH UTARA\n3. KEPALA PUSKESMAS UN\n"
    )
    sections = analysed(f"{letter()}\n\n{notice}\n\n{annex}").sections
    assert [s.kind for s in sections][-2:] == ["signature", "annex"]
    assert sections[-1].lines[0].text == "Lampiran Surat"


def test_annex_below_the_copies_of_a_letter_whose_signature_was_not_found() -> None:
    copies = "Tembusan:\n\n1. Gubernur Maluku;\n\n2. Ketua DPRD Kota Tual.\n\n"
    annex = "LAMPIRAN\nSURAT EDARAN WALI KOTA TUAL\n\n1. RSUD Maren\n2. Dinas Sosial\n"
    notice = (
        "Catatan :\nSalinan cetak surat ini adalah bukti hukum yang sah bagi siapa pun juga\n\n"
    )
    kinds = [s.kind for s in analysed(f"{letter()}\n\n{notice}{copies}{annex}").sections]
    assert kinds[-2:] == ["copies", "annex"]


def test_no_body_begins_above_the_full_title() -> None:
    text = (
        "WALI KOTA TARAKAN\n\nKepada\nYth. 1. Camat\n2. Lurah\n\n"
        "3. Kepala Sekolah\n4. Kepala Puskesmas\n\n"
        "SURAT EDARAN\nNOMOR : 600/1/2021\nTENTANG\nKERJA BAKTI\n\n"
        "Dalam rangka menata kota, diminta kepada Saudara membersihkan parit.\n\n"
        "Demikian disampaikan.\n\nWALI KOTA TARAKAN,\n\nH. MUSTAFA\n"
    )
    kinds = [s.kind for s in analysed(text).sections]
    assert kinds[-5:] == ["addressees", "title", "body", "closing", "signature"]


def test_body_begins_where_the_numbers_of_the_addressees_begin_anew() -> None:
    text = (
        "DINAS PASAR\nKOTA LANGSA\n\nSURAT EDARAN\nNOMOR 3 TAHUN 2022\nTENTANG\nSEWA LAPAK\n\n"
        "Yth.\n1. Ketua Paguyuban Pedagang;\n2. Juru Tagih.\n"
        "1. Umum\nSewa lapak naik.\n2. Ketentuan\na. Pedagang wajib melunasi sewa.\n\n"
        "Ditetapkan di Langsa\npada tanggal 4 Mei 2022\nKEPALA DINAS PASAR,\n\nT. RAHMAN\n"
    )
    analysis = analysed(text)
    kinds = [s.kind for s in analysis.sections]
    assert kinds == ["letterhead", "title", "addressees", "body", "signature"]
    assert [line.text for line in next(analysis.of("addressees")).lines][-1] == "2. Juru Tagih."


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (letter(), "circular"),
        ("Bupati menerbitkan surat edaran. Pegawai bekerja dari rumah, kata dia.", "report"),
        (
            "Edaran Loket\n\nDengan ini loket diatur.\n\nDemikian untuk dilaksanakan.\n\n"
            "Kepala Dinas,\nRAMLI\nNIP 19700101 199503 1 002\n\nTembusan:\n1. Bupati",
            "circular",
        ),
        (
            "SURAT EDARAN KEPALA DINAS PERIKANAN DAN KELAUTAN KABUPATEN BANTAENG Nomor : 5/2/2011 "
            "( unduh berkas di sini )\nPerihal : Lelang ikan\nK e p a d a :\nYth. Para Nelayan",
            "circular",
        ),
        (
            "No. 12/7/DPK\nBima, 4 Mei 2011\nSURAT EDARAN\nPerihal: Laporan Bulanan",
            "circular",
        ),
        # A letterhead over the addressees; the labels of the head were lost.
        (
            "PEMERINTAH KABUPATEN BANTAENG\nSEKRETARIAT DAERAH\n\nBantaeng, 4 Mei 2021\n\nKepada\n"
            "Yth. Para Camat\n\nDalam rangka hari besar, loket ditutup.\n",
            "circular",
        ),
        (
            "BANTAENG, Kabar - Surat Edaran Nomor 1/2/2021 terbit.\n\nBupati berkata, ujarnya.\n",
            "report",
        ),
    ],
)
def test_form(text: str, form: str) -> None:
    assert analysed(text).form == form


def test_lists_hang_below_their_lead() -> None:
    body = (
        "1. Kepala dinas agar :\n   a. menata loket;\n   b. menambah petugas.\n"
        "2. Pegawai hadir pukul 08.00."
    )
    analysis = analysed(letter(body))
    (lead,) = [c for c in analysis.clauses if c.section == "body"]
    assert _tree(lead.children, analysis.text) == [
        (
            "1.",
            "Kepala dinas agar :",
            [("a.", "menata loket;", []), ("b.", "menambah petugas.", [])],
        ),
        ("2.", "Pegawai hadir pukul 08.00.", []),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "1. Rapat pada tanggal\n31. Mei ditunda.",
        "1. Pegawai eselon\nII. hadir.",
        "1. Sesuai Pasal\n5. ayat pertama.",
    ],
)
def test_numbers_at_a_line_start_are_no_items_out_of_sequence(body: str) -> None:
    analysis = analysed(letter(body))
    labels = [c.label for c in analysis.all_clauses() if c.label is not None]
    assert labels == ["1."]


def test_dictums_are_items() -> None:
    body = "Menginstruksikan untuk :\nKESATU : Menghemat air.\nKEDUA : Menyediakan ember.\n"
    analysis = analysed(letter(body))
    found = [c for c in analysis.all_clauses() if c.label in ("KESATU", "KEDUA")]
    texts = [analysis.text[c.start : c.end] for c in found]
    assert texts == ["Menghemat air.", "Menyediakan ember."]


def test_roman_and_bullet_lists() -> None:
    analysis = analysed(letter("I. Umum\nII. Khusus\nIII. Penutup"))
    assert [c.label for c in analysis.all_clauses() if c.label] == ["I.", "II.", "III."]
    analysis = analysed(letter("- menata loket\n- menambah petugas"))
    assert [c.label for c in analysis.all_clauses() if c.label] == ["-", "-"]


def test_a_paragraph_ends_the_bullets_of_an_article_that_have_no_stop() -> None:
    article = "Yang tetap buka, yaitu:\n\n- RSUD\n- Pasar\n\nApa kewajibannya?\n\n1. Pegawai hadir."
    analysis = analysed(f"MAROS - Surat edaran bupati terbit.\n\n{article}")
    texts = {analysis.text[c.start : c.end]: c for c in analysis.all_clauses()}
    assert {"RSUD", "Pasar", "Apa kewajibannya?"} <= texts.keys()
    assert not texts["Pasar"].children


_BODY = (
    "Dalam rangka menata loket, dengan ini disampaikan :\n1. Loket dibuka pukul 08.00.\n\n"
    "Demikian untuk dilaksanakan.\n\n"
)
_SIGNED = "BUPATI BANTAENG,\n\nH. RAMLI DAENG, S.E.\n"
_HEAD = "Nomor : 065/11/ORG\nSifat : Biasa\nLampiran : -\nPerihal : Loket\n\n"
_TITLE = "SURAT EDARAN\nNOMOR 065/11/ORG\nTENTANG\nLOKET\n\n"
_TO = "Kepada\nYth. Camat\ndi -\nTempat\n\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # The title alone, number and subject in small letters, no letterhead.
        (
            "BUPATI BANTAENG\nSURAT EDARAN\nNomor : 065/11/ORG\nTentang\nLOKET\n\n"
            + _BODY
            + "Bantaeng, 4 Mei 2021\n"
            + _SIGNED,
            ["letterhead", "title", "body", "closing", "signature"],
        ),
        # Date and addressees above the title.
        (
            "BUPATI BANTAENG\n\nBantaeng, 4 Mei 2021\n\n" + _TO + _TITLE + _BODY + _SIGNED,
            ["letterhead", "place_date", "addressees", "title", "body", "closing", "signature"],
        ),
        # The head block with the words SURAT EDARAN below it.
        (
            "BUPATI BANTAENG\n\nBantaeng, 4 Mei 2021\n\n"
            + _HEAD
            + _TO
            + "SURAT EDARAN\n\n"
            + _BODY
            + _SIGNED,
            [
                "letterhead",
                "place_date",
                "head",
                "addressees",
                "title",
                "body",
                "closing",
                "signature",
            ],
        ),
        # The subject on the line below an empty Hal.
        (
            "BUPATI BANTAENG\n\nBantaeng, 4 Mei 2021\n\n"
            + _HEAD.replace("Perihal : Loket", "Perihal :\nLoket")
            + _TO
            + _BODY
            + _SIGNED,
            ["letterhead", "place_date", "head", "addressees", "body", "closing", "signature"],
        ),
    ],
)
def test_layouts_of_letters(text: str, kinds: list[str]) -> None:
    analysis = analysed(text)
    assert analysis.form == "circular"
    assert [s.kind for s in analysis.sections] == kinds


@pytest.mark.parametrize(
    "opening",
    [
        "Mengacu Peraturan Bupati Bantaeng Nomor 7 Tahun 2020, dengan ini diminta untuk:",
        # No blank line, and few small letters, part them from the place.
        "Menindaklanjuti Surat Edaran Bupati Bantaeng Nomor 9/8 perihal Loket",
        "Om Swastyastu,\nMenindaklanjuti Surat Edaran Bupati Bantaeng Nomor 9/8, diminta untuk:",
        "Apabila loket ditutup lebih lama dari yang diumumkan, diminta untuk:",
        "Perum Bulog Cabang Bantaeng Membuka Gudang Beras Baru, Saudara diminta untuk:",
    ],
)
def test_body_below_the_place_of_the_addressees(opening: str) -> None:
    text = f"BUPATI BANTAENG\n\n{_HEAD}{_TO}{opening}\na. membuka loket.\n\n{_SIGNED}"
    kinds = [s.kind for s in analysed(text).sections]
    assert kinds == ["letterhead", "head", "addressees", "body", "signature"]


@pytest.mark.parametrize(
    "text",
    [
        "Bupati meneken surat edaran nomor 065/11/ORG tentang loket, kata Sekda.",
        "Isi edaran:\n1. Loket dibuka pukul 08.00.\n2. Pegawai hadir, ujar Sekda kepada wartawan.",
        "18. Pegawai bekerja dari rumah.\n19. Loket dibuka, kata juru bicara Pemkab.",
    ],
)
def test_texts_about_a_circular_are_reports(text: str) -> None:
    assert analysed(text).form == "report"


def test_numbered_copies_of_acting_heads_open_no_signature() -> None:
    text = letter(signature="BUPATI BANTAENG,\n\nRAMLI\n\nTembusan :\n1. Pj. Gubernur\n2. Arsip")
    copies = next(analysed(text).of("copies"))
    assert [line.text for line in copies.lines] == ["Tembusan :", "1. Pj. Gubernur", "2. Arsip"]


def test_the_certified_copy_below_the_copies_is_none_of_them() -> None:
    text = letter(
        signature="BUPATI BANTAENG,\n\nRAMLI\n\nTembusan :\n1. Gubernur.\n\n"
        "Salinan sesuai dengan aslinya\nKEPALA BAGIAN HUKUM,\nANDI SOSE"
    )
    copies = next(analysed(text).of("copies"))
    assert copies.lines[-1].text == "1. Gubernur."


@pytest.mark.parametrize("mark", ["1.", "Il.", "l.", "I,"])
def test_the_first_mark_of_the_text_may_be_misread(mark: str) -> None:
    text = (
        "SURAT EDARAN\nNOMOR 5/2\nTENTANG\nLOKET\n\nYth.\nPara Camat\nPara Lurah\n\n"
        f"{mark} Berdasarkan "
        "hasil Rapat Loket Kabupaten Bantaeng Tahun 2021.\n2. Loket dibuka."
    )
    sections = analysed(text).sections
    assert [s.kind for s in sections] == ["title", "addressees", "body"]


def test_copies_go_on_below_a_signature_to_their_right() -> None:
    placed = [
        (60, 100, "PEMERINTAH KABUPATEN BANTAENG"), (60, 130, "SURAT EDARAN"),
        (60, 145, "NOMOR 5/2021"), (60, 160, "TENTANG"), (60, 175, "LOKET"),
        (60, 220, "Dalam rangka menata loket, maka loket wajib dibuka setiap hari kerja."),
        (60, 250, "Demikian untuk dilaksanakan."), (60, 300, "Tembusan :"),
        (330, 270, "BUPATI BANTAENG,"), (330, 330, "RAMLI DAENG"),
        (60, 315, "1. Gubernur"), (60, 330, "2. Arsip"),
    ]  # fmt: skip
    builder = TextBuilder()
    lines = []
    for block, (x0, top, text) in enumerate(placed):
        box = Box(x0, top, x0 + 6 * len(text), top + 10)
        line = Line([Word(word, box) for word in text.split()], 1, block)
        builder.add(line)
        lines.append(line)
    page = Page(1, 595, 842, "text_layer", "letter", lines)
    document = Document(builder.text(), [page], "x.pdf", "0" * 64, "application/pdf")
    analysis = analyse(pipeline(), document)
    assert [c.value for c in analysis.copies] == ["Gubernur", "Arsip"]
    assert analysis.signatories[0].value.name == "RAMLI DAENG"


def test_an_office_right_below_the_word_for_copies_gets_one() -> None:
    record = parsed(letter(signature="KEPALA LOKET,\n\nRAMLI DAENG\n\nTembusan:\nMenteri Sosial."))
    assert record.copies_to == ["Menteri Sosial"]
    assert record.signatory.name == "RAMLI DAENG"


def test_numbered_copies_in_the_head_of_a_nota_dinas() -> None:
    text = (
        "NOTA DINAS\n\nKepada : Kepala Ruangan\nDari : Direktur\nTembusan : 1. Wakil Direktur\n"
        "2. Kepala Mutu\nTanggal : 4 Mei 2021\nNomor : 445/8\nHal : Jadwal Jaga\n\nJadwal disusun."
    )
    copies = next(analysed(text).of("copies"))
    assert [line.text for line in copies.lines] == [
        "Tembusan : 1. Wakil Direktur",
        "2. Kepala Mutu",
    ]


def test_the_basis_behind_its_label_is_no_addressee() -> None:
    text = (
        "SURAT EDARAN\nNomor : 5/2\n\nKepada\nYth. Para Camat\nDasar : 1. Peraturan Bupati\n2. Data"
    )
    kinds = [(s.kind, s.lines[0].text) for s in analysed(text).sections]
    assert kinds[-1] == ("body", "Dasar : 1. Peraturan Bupati")


def test_copies_go_on_overleaf() -> None:
    first = letter(
        signature="BUPATI BANTAENG,\n\nRAMLI DAENG\n\nTembusan :\n1. Gubernur di Makassar;"
    )
    analysis = analyse(pipeline(), document(f"{first}\n====\n2. Ketua DPRD;\n3. Arsip.\n"))
    assert [c.value for c in analysis.copies] == ["Gubernur di Makassar", "Ketua DPRD", "Arsip"]


def test_the_day_of_another_letter_in_the_file_is_not_that_of_the_letter() -> None:
    cover = "SURAT PENGANTAR\n\nRimbo, 12 Mei 2021\n\nKepada Yth. Bupati\ndi Tempat\n"
    analysis = analyse(pipeline(), document(f"{cover}====\n{letter('1. Loket wajib dibuka.')}"))
    issued = [c.value.day for c in analysis.dates if c.role == "issued"]
    assert issued == [4]


def test_a_letter_dated_by_two_calendars() -> None:
    record = parsed(
        letter(
            head="Yth. Para Camat",
            signature="Bantaeng, 22 Ramadan 1442 H\n4 Mei 2021 M\nCAMAT,\n\nRAMLI DAENG",
        )
    )
    assert (str(record.issued_on), record.issued_at) == ("2021-05-04", "Bantaeng")


def test_copies_in_the_head_of_a_nota_dinas() -> None:
    text = (
        "NOTA DINAS\n\nKepada : Kepala Ruangan\nDari : Direktur\nTembusan : Wakil Direktur\n"
        "Tanggal : 4 Mei 2021\nNomor : 445/8\nHal : Jadwal Jaga\n\nJadwal jaga disusun kembali."
    )
    kinds = [(s.kind, s.lines[0].text) for s in analysed(text).sections]
    assert ("copies", "Tembusan : Wakil Direktur") in kinds
    assert ("head", "Tanggal : 4 Mei 2021") in kinds


def test_a_lettered_head_begins_the_text_below_the_addressees() -> None:
    text = (
        "SURAT EDARAN\nNOMOR 5/2\nTENTANG\nLOKET\n\nYth. 1. Para Camat\n2. Para Lurah\n\n"
        "A. Umum\nLoket ditata agar warga cepat dilayani."
    )
    assert [s.lines[0].text for s in analysed(text).of("body")] == ["A. Umum"]


@pytest.mark.parametrize(
    "opening", ["Menindaklanjuti Surat", "Berdasarkan hasil", "Sehubungan dengan"]
)
def test_the_reasons_right_below_the_addressees_begin_the_text(opening: str) -> None:
    text = (
        "SURAT EDARAN\nNOMOR 5/2\nTENTANG\nLOKET\n\nYth.\n1. Para Camat\n2. Para Lurah\n"
        f"{opening} Rapat Koordinasi Nomor B-\n20/3, disampaikan:\na. Loket ditata."
    )
    assert [s.lines[0].text[:5] for s in analysed(text).of("body")] == [opening[:5]]


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("Penataan Kembali Loket Layanan di Kecamatan", True),
        ("Loket ditata kembali.", False),
        ("Loket Layanan Kecamatan ditata kembali", False),
    ],
)
def test_a_subject_in_title_case_below_the_number(line: str, subject: bool) -> None:
    text = (
        f"SURAT EDARAN\nNOMOR : 5/2\n\n{line}\n\nKepada Yth. Para Camat\n\n"
        "Bersama ini disampaikan agar loket ditata.\n\nTembusan :\n1. Bupati"
    )
    titles = [x.text for s in analysed(text).of("title") for x in s.lines]
    assert (line in titles) is subject


def test_a_letter_without_its_head_is_one() -> None:
    text = (
        "Yth :\n1. Para Camat\n2. Para Lurah\nLoket wajib dibuka.\nDemikian untuk dilaksanakan.\n"
    )
    assert analysed(text).form == "circular"


def test_addressees_at_the_foot_are_no_part_of_the_signature() -> None:
    record = parsed(
        letter(signature="KEPALA LOKET,\n\nRAMLI DAENG\n\nYth. :\n1. Para Camat\n2. Para Lurah")
    )
    assert record.addressees == ["Para Camat", "Para Lurah"]
    assert (record.signatory.name, record.signatory.position) == ("RAMLI DAENG", "KEPALA LOKET")


@pytest.mark.parametrize("said", ["dihimbau", ", bersama ini diumumkan"])
def test_a_sentence_that_urges_all_people_is_the_text(said: str) -> None:
    text = (
        "KELURAHAN RANTE\n\nHIMBAUAN\nNomor : 440/3/RT\n\n"
        f"Kepada seluruh pedagang pasar {said} :\n"
        "1. Menutup lapak pukul 17.00.\n2. Membawa wadah sampah.\n\n"
        "Rante, 4 Mei 2021\nLurah Rante,\n\n"
        "RAMLI DAENG"
    )
    record = parsed(text)
    assert record.addressees == []
    assert record.signatory.name == "RAMLI DAENG"
    assert len(record.obligations) == 2


def test_a_sheet_before_a_letter_in_plain_text_is_none_of_it() -> None:
    sheet = (
        "LEMBAR DISPOSISI\nSurat dari : Gubernur Contoh\nNomor Surat : 005/1/2021\n"
        "Diterima Tgl : 3 Mei 2021\nNo. Agenda : 77\nDiteruskan kepada : Kepala Bagian\n"
    )
    text = f"{sheet}\f{letter('1. Loket wajib dibuka.')}"
    analysis = analyse(pipeline(), read_prose(text.encode(), PLAIN, "surat.txt"))
    assert list(analysis.roles.values()) == ["cover_sheet", "letter"]


def test_the_title_of_a_form_ends_the_copies() -> None:
    text = letter(
        signature="BUPATI BANTAENG,\n\nRAMLI DAENG\n\nTembusan :\n1. Gubernur di Makassar;\n"
        "2. Arsip.\n\nDAFTAR RIWAYAT HIDUP SINGKAT\nCALON PENERIMA TANDA JASA\n\n1. Nama : ....\n"
    )
    assert [c.value for c in analysed(text).copies] == ["Gubernur di Makassar", "Arsip"]


@pytest.mark.parametrize(
    ("first", "overleaf"),
    [
        ("BUPATI BANTAENG,", "RAMLI DAENG\n\nTembusan :\n1. Gubernur di Makassar;\n2. Arsip."),
        (
            "BUPATI BANTAENG,\n\nttd",
            "RAMLI DAENG\n\nTembusan :\n1. Gubernur di Makassar;\n2. Arsip.",
        ),
        (
            "BUPATI BANTAENG,\n\nRAMLI DAENG",
            "NIP. 197009152003121004\n\nTembusan :\n1. Gubernur di Makassar;\n2. Arsip.",
        ),
        ("BUPATI BANTAENG,\n\nRAMLI DAENG\n\nTembusan :", "1. Gubernur di Makassar;\n2. Arsip."),
        ("BUPATI BANTAENG,\n\nRAMLI DAENG\n\nTembusan :\n1. Gubernur di Makassar;", "2. Arsip."),
    ],
)
def test_a_signature_goes_on_overleaf(first: str, overleaf: str) -> None:
    analysis = analyse(pipeline(), document(f"{letter(signature=first)}\n====\n{overleaf}\n"))
    assert "RAMLI DAENG" in {c.value.name for c in analysis.signatories}
    assert [c.value for c in analysis.copies] == ["Gubernur di Makassar", "Arsip"]


def test_an_annex_behind_a_signed_letter_is_none_of_it() -> None:
    annex = (
        "LAMPIRAN\nDAFTAR UNIT\n1. RSUD\n\nBUPATI BANTAENG,\n\nRAMLI DAENG\nNIP. 197009152003121004"
    )
    analysis = analyse(pipeline(), document(f"{letter()}\n====\n{annex}\n"))
    assert analysis.roles == {1: "letter", 2: "annex"}


def test_a_place_with_its_letters_set_apart_is_still_the_addressees() -> None:
    text = (
        "PEMERINTAH KOTA TERNATE\n\nNomor : 061/104\nPerihal : Jam Kerja\n\n"
        "Kepada Yth.\n1. Para Camat\ndi -\n\nT e r n a t e\n\nSURAT EDARAN\n\n"
        "Berdasarkan surat di atas, jam kerja diatur sebagai berikut."
    )
    kinds = [(s.kind, s.lines[0].text) for s in analysed(text).sections]
    assert ("title", "SURAT EDARAN") in kinds


def test_a_line_to_an_audience_in_an_article_is_no_addressee() -> None:
    text = (
        "PEMERINTAH KABUPATEN SUMBA TIMUR\nPortal Resmi | Beranda\n\nWaingapu - Bupati Sumba Timur "
        "Khris Praing mengeluarkan Instruksi Nomor 524/412/2021.\n\n"
        "Kepada para peternak, Bupati memerintahkan agar kandang dibersihkan setiap hari.\n"
    )
    assert analysed(text).form == "report"
