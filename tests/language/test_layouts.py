"""Whole letters in the layouts of the rules on official writing, each field of them.

Permendagri 54/2009 (the head of a letter over the words SURAT EDARAN), Peraturan ANRI 5/2021
(title, lettered heads), plain letters, and documents that only look like a circular.
"""

from __future__ import annotations

import pytest

from analysed import analysed, letter, parsed

HEADED = """\
BUPATI SANGGAU
PROVINSI KALIMANTAN BARAT

Yth.
1. Para Kepala Perangkat Daerah;
2. Para Camat
di Tempat

SURAT EDARAN
NOMOR 060/118/ORG-B
TENTANG
PENATAAN JAM LOKET
DI LINGKUNGAN PEMERINTAH KABUPATEN SANGGAU

A. Latar Belakang
Dalam rangka menata loket perlu diatur jam layanan.
B. Maksud dan Tujuan
Surat Edaran ini menjadi pedoman bagi petugas loket.
C. Ruang Lingkup
Surat Edaran ini mengatur jam loket.
D. Dasar
1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;
2. Peraturan Bupati Sanggau Nomor 14 Tahun 2022 tentang Loket.
E. Isi Edaran
1. Petugas loket wajib hadir pukul 07.30.
2. Camat agar melaporkan jumlah antrean setiap bulan.
3. Ketentuan ini berlaku mulai 2 Oktober 2023 sampai dengan 29 Desember 2023.
F. Penutup
Demikian Surat Edaran ini untuk dilaksanakan.

Ditetapkan di Sanggau
pada tanggal 25 September 2023
BUPATI SANGGAU,

YOHANES ANTON, S.H.

Tembusan disampaikan kepada Yth. :
1. Gubernur Kalimantan Barat di Pontianak;
2. Arsip.

LAMPIRAN SURAT EDARAN BUPATI SANGGAU
NOMOR 060/118/ORG-B TANGGAL 25 SEPTEMBER 2023
TENTANG PENATAAN JAM LOKET
"""


def test_title_and_lettered_heads() -> None:
    record = parsed(HEADED)
    assert (record.document_type, record.number) == ("surat_edaran", "060/118/ORG-B")
    assert record.subject == "PENATAAN JAM LOKET DI LINGKUNGAN PEMERINTAH KABUPATEN SANGGAU"
    assert (str(record.issued_on), record.issued_at) == ("2023-09-25", "Sanggau")
    assert (record.issuer.title, record.issuer.region_code) == ("BUPATI SANGGAU", "61.03")
    assert (record.signatory.name, record.signatory.capacity) == (
        "YOHANES ANTON, S.H.",
        "definitive",
    )
    assert record.addressees == ["Para Kepala Perangkat Daerah", "Para Camat"]
    assert record.copies_to == ["Gubernur Kalimantan Barat di Pontianak", "Arsip"]
    assert [(r.number, r.relation) for r in record.references] == [
        ("25 Tahun 2009", "basis"),
        ("14 Tahun 2022", "basis"),
    ]
    assert [(str(p.start), str(p.end)) for p in record.effective_periods] == [
        ("2023-10-02", "2023-12-29")
    ]
    assert [o.text for o in record.obligations] == [
        "Petugas loket wajib hadir pukul 07.30",
        "Camat agar melaporkan jumlah antrean setiap bulan",
    ]


LETTER_HEAD = """\
PEMERINTAH KABUPATEN SANGGAU
SEKRETARIAT DAERAH
Jalan Melati 3 Telepon (0564) 21000

Sanggau, 25 September 2023

Kepada
Yth. Para Camat
di -
TEMPAT

Nomor : 060/ 119 /ORG-B
Sifat : {sifat}
Lampiran : -
Hal : Penataan Jam Loket

{title}Sehubungan dengan bertambahnya antrean, diminta kepada Saudara untuk menata loket.

Demikian disampaikan untuk menjadi perhatian.

a.n. BUPATI SANGGAU
SEKRETARIS DAERAH,

Drs. PAULUS GARA, M.Si.
Pembina Utama Muda
NIP. 19680310 199403 1 007
"""


@pytest.mark.parametrize(
    "sifat", ["Biasa", "Segera", "Sangat Segera", "Penting", "Rahasia", "Terbatas"]
)
@pytest.mark.parametrize(("title", "kind"), [("SURAT EDARAN\n\n", "surat_edaran"), ("", "surat")])
def test_the_head_of_a_letter_with_and_without_a_title(sifat: str, title: str, kind: str) -> None:
    record = parsed(LETTER_HEAD.format(sifat=sifat, title=title))
    assert (record.document_type, record.number) == (kind, "060/119/ORG-B")
    assert (record.subject, str(record.issued_on)) == ("Penataan Jam Loket", "2023-09-25")
    assert record.addressees == ["Para Camat"]
    assert record.issuer.title == record.signatory.on_behalf_of == "BUPATI SANGGAU"
    assert (record.signatory.name, record.signatory.nip) == (
        "Drs. PAULUS GARA, M.Si.",
        "19680310 199403 1 007",
    )


LOOKALIKES = [
    (
        "KEPUTUSAN BUPATI SANGGAU\nNOMOR 118 TAHUN 2023\nTENTANG\nTIM LOKET\n\nBUPATI SANGGAU,\n\n"
        "Menimbang : bahwa loket perlu ditata;\n\n"
        "Mengingat : Undang-Undang Nomor 25 Tahun 2009;\n\n"
        "MEMUTUSKAN:\n\nMenetapkan :\nKESATU : Membentuk tim loket.\n",
        "keputusan",
    ),
    (
        "INSTRUKSI BUPATI SANGGAU\nNOMOR 118 TAHUN 2023\nTENTANG\nTIM LOKET\n\nDalam rangka menata "
        "loket, dengan ini menginstruksikan:\n\nKepada : Para Camat\n\nUntuk :\n"
        "KESATU : Membentuk tim loket.\n",
        "instruksi",
    ),
    (
        "SURAT PERINTAH TUGAS\nNOMOR 118 TAHUN 2023\n\nDasar : Surat Bupati Nomor 060/1/ORG\n\n"
        "MEMERINTAHKAN:\n\nKepada : Paulus Gara\n\nUntuk : Menata loket.\n",
        "surat_perintah",
    ),
    (
        "PENGUMUMAN\nNOMOR 118 TAHUN 2023\nTENTANG\nJAM LOKET\n\nDiberitahukan kepada warga bahwa "
        "loket dibuka pukul 08.00.\n",
        "pengumuman",
    ),
    (
        "MAKLUMAT BUPATI SANGGAU\nNOMOR 118 TAHUN 2023\nTENTANG\nJAM LOKET\n\nDengan ini kami "
        "menyatakan sanggup melayani warga di loket.\n",
        "maklumat",
    ),
]


@pytest.mark.parametrize(("text", "kind"), LOOKALIKES)
def test_documents_that_look_like_a_circular(text: str, kind: str) -> None:
    foot = "\nDitetapkan di Sanggau\npada tanggal 25 September 2023\nBUPATI SANGGAU,\n\nPAULUS\n"
    record = parsed(f"BUPATI SANGGAU\nPROVINSI KALIMANTAN BARAT\n\n{text}{foot}")
    assert (record.document_type, record.number) == (kind, "118 TAHUN 2023")
    assert str(record.issued_on) == "2023-09-25"


def test_a_certified_copy() -> None:
    text = HEADED.replace("BUPATI SANGGAU\n", "SALINAN\n\nBUPATI SANGGAU\n", 1).replace(
        "YOHANES ANTON, S.H.\n",
        "ttd\n\nYOHANES ANTON, S.H.\n\nSalinan sesuai dengan aslinya\nKEPALA BAGIAN HUKUM,\nANI\n",
    )
    record = parsed(text)
    assert (record.document_type, record.number) == ("surat_edaran", "060/118/ORG-B")
    assert record.signatory.name == "YOHANES ANTON, S.H."


def test_an_office_that_ends_a_sentence_of_the_body_signs_nothing() -> None:
    item = "1. BKPSDM merekap kehadiran pegawai dan melaporkannya kepada\nBupati pada hari itu.\n\n"
    text = LETTER_HEAD.format(sifat="Biasa", title="").replace(
        "Demikian disampaikan", f"{item}Demikian"
    )
    record = parsed(text)
    assert record.signatory.name == "Drs. PAULUS GARA, M.Si."
    assert record.signatory.position == "SEKRETARIS DAERAH"


def test_the_notice_of_an_electronic_signature_is_no_part_of_the_letter() -> None:
    notice = (
        "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik "
        "yang diterbitkan oleh BSrE.\nUU ITE No 11 Tahun 2008 Pasal 5 Ayat 1\n"
    )
    record = parsed(LETTER_HEAD.format(sifat="Biasa", title="") + notice)
    assert record.signatory.electronic is True
    assert record.references == []


@pytest.mark.parametrize("number", ["17/SE/V/2023", "800/411/SETDA/07/2023", "443/519/IV.06/2023"])
def test_segments_of_a_number_date_nothing(number: str) -> None:
    text = HEADED.replace("060/118/ORG-B", number).replace("25 September", "     September")
    record = parsed(text)
    assert (record.number, record.issued_on) == (number, None)


def test_the_annex_repeats_the_own_number() -> None:
    own = [c.value for c in analysed(HEADED).numbers if c.role == "own"]
    assert set(own) == {"060/118/ORG-B"}


def test_secretary_over_the_province() -> None:
    text = (
        "SEKRETARIS DAERAH\nPROVINSI DAERAH KHUSUS IBUKOTA JAKARTA\n\n4 Mei 2021\n\n"
        "SURAT EDARAN\nNOMOR 1/SE/2021\nTENTANG\nJAM LOKET\n\nDalam rangka menata loket, pegawai "
        "wajib hadir.\n\nSEKRETARIS DAERAH,\n\nANDI SOSE\n"
    )
    issuer = parsed(text).issuer
    assert issuer.title == "SEKRETARIS DAERAH PROVINSI DAERAH KHUSUS IBUKOTA JAKARTA"
    assert issuer.region_code == "31"


@pytest.mark.parametrize("body", ["BADAN STANDARDISASI NASIONAL", "PERPUSTAKAAN NASIONAL"])
def test_a_body_that_is_called_national_belongs_to_no_region(body: str) -> None:
    text = (
        f"{body}\nJalan Thamrin Nomor 8, Jakarta 10340\n\n"
        "SURAT EDARAN\nNOMOR 4 TAHUN 2025\nTENTANG\nJAM LOKET\n\nDalam rangka menata loket, "
        "pegawai wajib hadir.\n\nDitetapkan di Jakarta\npada tanggal 4 Maret 2025\n\n"
        f"a.n. KEPALA {body}\nSEKRETARIS UTAMA,\n\nANDI SOSE\n"
    )
    issuer = parsed(text).issuer
    assert (issuer.title, issuer.region) == (f"KEPALA {body}", None)


_AMENDED = """\
WALI KOTA BIMA

SURAT EDARAN
NOMOR 443/3/2021
TENTANG
PERUBAHAN KEDUA ATAS SURAT EDARAN WALI KOTA BIMA
NOMOR 443/1/2021 TENTANG JAM LOKET
SEBAGAIMANA TELAH DIUBAH DENGAN SURAT EDARAN WALI KOTA BIMA
NOMOR 443/2/2021

Dalam rangka menata loket, pegawai wajib hadir.

WALI KOTA BIMA,

ANDI SOSE
"""


def test_chain_of_amendments_in_the_title() -> None:
    record = parsed(_AMENDED)
    assert record.number == "443/3/2021"
    assert [(r.number, r.relation) for r in record.references] == [
        ("443/1/2021", "amends"),
        ("443/2/2021", "amends"),
    ]


def test_place_in_spaced_capitals() -> None:
    text = _AMENDED.replace("WALI KOTA BIMA,\n", "Ditetapkan di : B I M A\n\nWALI KOTA BIMA,\n")
    assert parsed(text).issued_at == "BIMA"


def test_day_in_digits_behind_the_place() -> None:
    text = _AMENDED.replace("WALI KOTA BIMA,\n", "Bima, 5-10-2021\nWALI KOTA BIMA,\n")
    record = parsed(text)
    assert (record.issued_at, str(record.issued_on)) == ("Bima", "2021-10-05")


def test_the_place_where_the_day_is_left_blank() -> None:
    record = parsed(letter(head="Bantaeng,\n      Mei 2021"))
    assert (record.issued_at, record.issued_on) == ("Bantaeng", None)
