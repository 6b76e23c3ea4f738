"""Types and subjects: titles, Hal lines, reports, nested amendments, where a subject ends."""

from __future__ import annotations

import pytest

from analysed import letter, parsed, recognised

_SE = "Bupati Bantaeng menerbitkan Surat Edaran Nomor 800/237/BKD/2021"


@pytest.mark.parametrize(
    "report",
    [
        f"{_SE} tentang <s>penataan loket layanan</s>. Pegawai hadir.",
        # The day or the place of the announcement is no part of it.
        f"{_SE} tentang <s>Penataan Loket</s> pada 7 Mei lalu.",
        f"{_SE} tentang <s>Penataan Loket</s> pada akhir pekan lalu.",
        f"{_SE} tentang <s>Penataan Loket</s> di Gedung Wanita, Bantaeng, Minggu (6/6/2021).",
        f"{_SE} tentang <s>Larangan Merokok di Gedung Pemerintah</s>. Pegawai hadir.",
        f"{_SE} tentang <s>Larangan Merokok di Kantor</s> yang ia tanda tangani pada 3 Mei 2021.",
        f"{_SE} tentang <s>Tertib Pawai pada 17 Agustus 2021</s>. Pegawai hadir.",
        # Named behind another word than tentang.
        f"{_SE}. Edaran bertajuk tentang <s>Penataan Loket Sore</s> itu berlaku.",
        "Edaran Nomor 800/237/BKD/2021 itu mengatur <s>Kewajiban Apel bagi Pegawai</s>. Titik.",
        f"{_SE}. Surat itu terbit kemarin dan perihalnya <s>Pemasangan Umbul-umbul</s>.",
        "Loket diatur Instruksi Bupati Bantaeng Nomor 800/237/2021. Instruksi tentang "
        "<s>penataan loket</s> itu diteken kemarin.",
        f"{_SE} tentang: <s>Penataan Loket</s>, tertanggal 3 Mei 2021.",
        "The mayor issued Circular Number 4 of 2024 on the <s>Order of Counters</s>. Staff come.",
        f"{_SE} perihal <s>penataan loket</s> yang ditandatangani sekda.",
        f"{_SE} tertanggal 3 Mei 2021 hal <s>Penataan Loket</s>, Senin (3/5/2021).",
        f"{_SE} hal: <s>Penataan Loket</s>. Hal itu penting.",
        f"{_SE} perihal: <s>Penataan Loket</s> kepada seluruh camat.",
        f"{_SE} tentang <s>imbauan kepada Pedagang Pasar</s>. Pegawai hadir.",
        f"{_SE} prihal <s>penataan loket</s>, Senin (3/5/2021).",
        f"{_SE}. Tentang <s>penataan loket layanan</s>. Pegawai hadir.",
        f"{_SE} tentang <s>penataan loket</s>, terkecuali bagi puskesmas.",
        "Dalam surat bernomor 800/237/2021 tentang <s>Penataan Loket</s> diatur jam layanan. Surat "
        "edaran itu terbit.",
        f"{_SE} tentang <s>penataan loket</s>, ada sembilan kantor yang diatur.",
        "Bupati menerbitkan edaran terbaru tentang <s>Penataan Loket</s>. Pegawai hadir.",
        "Surat edaran tentang <s>Penataan Loket</s> nomor 800/237/2021 itu terbit.",
        "Surat berisi perihal '<s>penataan loket</s>' bernomor 800/237/2021 itu terbit.",
        f"{_SE} mengenai <s>penataan loket di kecamatan</s>. Pegawai hadir.",
        f'{_SE} tentang "<s>Gerakan Pilah Sampah</s>" itu.',
        f"{_SE} tanggal 3 Mei 2021 tentang <s>penataan loket</s> terhitung mulai 4 Mei.",
        f"{_SE} tentang <s>penyesuain sistim kerja dilingkungan kecamatan</s>.",
        f"{_SE} tentang <s>jam kerja bulan puasa</s>, mengacu pada Perpres Nomor 21 Tahun 2023.",
        f"{_SE} tentang <s>jam kerja puasa</s> yang mengacu pada Perpres Nomor 21 Tahun 2023.",
        f"{_SE} tentang <s>jam kerja</s> telah disampaikan kepada para camat.",
        f"{_SE} tentang <s>Gerakan Mengurangi Plastik</s> dibuat berdasarkan rapat.",
        f"{_SE} tentang <s>jam kerja</s> sesuai kebijakan menteri.",
        "SE Ketua Satgas Kabupaten Maros tentang <s>jadwal ronda</s> mulai 3 Mei 2021.",
        f"{_SE} tentang <s>jam kerja tahun 2021</s>.Camat Uluere Andi Sose hadir.",
        f"{_SE} tentang <s>jam kerja puasa</s> yang berlaku mulai 4 Mei 2021.",
        f"{_SE} tentang <s>jam kerja</s> menyusul naiknya kasus flu.",
        "Bupati Maros mengeluarkan instruksi tentang <s>penataan loket</s>. Instruksi Bupati Nomor "
        "800/237/2021 itu berlaku.",
        "Bupati Maros meneken instruksi bupati perihal <s>penataan loket</s>.",
        "Hal itu disampaikan melalui Surat Edaran Bupati tentang <s>jadwal ronda</s> Nomor "
        "800/237/2021. Dasarnya Surat Edaran Bupati Nomor 12/HK/2020 tentang denda.",
        "Bupati menerbitkan Surat Edaran bagi camat dan lurah tentang <s>jadwal ronda</s>. Titik.",
        f"{_SE} tentang <s>larangan parkir</s> tersebut juga merupakan imbauan.",
        f"{_SE} tentang <s>larangan parkir</s>, dan selanjutnya dirinci dinas.",
        f"{_SE} tentang <s>libur panen raya bagi siswa</s>\nBaca juga: berita lain.",
        f"{_SE} tentang <s>Ronda Malam</s> yang merupakan hasil musyawarah camat.",
        f"{_SE} <s>perubahan ketiga atas surat edaran nomor 800/12 tentang loket</s>. Titik.",
        f"{_SE}. Edaran tersebut mengatur tentang <s>Penataan Loket Pelayanan</s>. Pegawai hadir.",
        f"{_SE}. SE itu berisi tentang <s>Jadwal Ronda</s>, kata camat.",
        f"{_SE}. Edaran tersebut bertajuk <s>Jadwal Ronda bagi Warga</s>. Pegawai hadir.",
        f"{_SE}. Edaran dengan hal <s>Jadwal Ronda</s> tersebut diteken bupati.",
        f"{_SE}. Edarannya berjudul <s>Jadwal Ronda</s>.",
        f"{_SE} tentang <s>Jadwal Ronda</s> yang keluar pada 3 Mei 2021.",
        f"{_SE}. SE Bupati Bantaeng tersebut, mengatur tentang <s>Jadwal Ronda</s>, kata camat.",
        f"{_SE} TENTANG <s>PENATAAN LOKET</s>. Pegawai hadir.",
        f"{_SE} Tentang <s>Penataan Loket</s> yang ditandatangani bupati.",
        f"{_SE} tentang <s>PEBYEBARAN petugas dilingkungan camat saat pendemi</s>. Titik.",
        f"{_SE} tentang <s>penataan loket</s>, kata camat.",
        f"{_SE} tentang <s>penataan loket</s> yang di dalamnya ada empat larangan.",
        f"{_SE} tentang <s>penataan loket</s> tertanggal 3 Mei 2021.",
        f"{_SE} tentang <s>penataan loket</s>, setiap camat diwajibkan melapor.",
        f"{_SE} tentang <s>penataan loket</s>, telah disampaikan kepada para camat.",
        f"{_SE} tentang <s>penataan loket</s>, belum menyinggung parkir.",
        f"{_SE} tentang <s>penataan loket</s>, memuat tiga kebijakan.",
        f"{_SE} tentang <s>Penataan Loket</s> maka camat harus menata loket.",
        f"{_SE} tentang <s>penataan loket</s> yang telah ditanda tangani bupati kemarin.",
        f"{_SE} tertanggal 3 Mei 2021 yang diteken Bupati, H. Ramli, itu tentang <s>Penataan "
        "Loket</s>.",
        f"Loket Ditata\n\n{_SE} tentang penataan loket\n\nBANTAENG - {_SE} tentang <s>penataan "
        "loket di kecamatan serta kelurahan</s>. Pegawai hadir.",
        "Edaran itu bernomor 800/237/BKD/2021 tentang <s>penataan loket</s>, kata dia.",
        "Surat Edaran Wali Kota tentang <s>penataan loket</s>, kata dia, segera terbit.",
        "Surat Edaran resmi tertanggal 3 Mei 2021 tentang <s>jadwal ronda</s>. Titik.",
        "Surat Edaran dari Dinas Pasar Kabupaten Maros tentang <s>jadwal ronda</s> ternyata palsu.",
        # A quoted title, a short form, a clause between the number and the subject.
        f'{_SE} berjudul "<s>Penataan Loket Layanan</s>", Senin (3/5/2021).',
        f"{_SE} ttg <s>Penataan Loket</s>, kata camat.",
        f"{_SE} yang ditandatangani Bupati H. Ramli tentang <s>penataan loket</s>. Titik.",
        f"{_SE}, diteken Bupati H. Ramli pada 4 Mei 2021, tentang <s>Penataan Loket</s>. Titik.",
        f"{_SE} tentang <s>penataan loket</s> yag ditandatangani bupati.",
        "Bupati menerbitkan Surat Edaran (SE), tentang <s>penataan loket</s>, Senin (3/5/2021).",
        "Camat menerima surat edaran. Surat tersebut berisi tentang <s>Larangan Parkir</s>.",
        # What is told of the circular behind its subject.
        f"{_SE} tentang <s>penataan loket</s> disebutkan camat wajib melapor.",
        f"{_SE} tentang <s>penataan loket</s> ditujukan kepada para camat.",
        f"{_SE} tentang <s>penataan loket</s> menyebutkan empat larangan.",
        f"{_SE} tentang <s>penataan loket</s> sebagai tindak lanjut rapat.",
        f"{_SE} tentang <s>penataan loket</s> per 3 Mei 2021.",
        "Bupati meneken Surat Edaran Nomor 7/2021 tentang <s>Penataan Loket</s> pada 3 Mei 2021.",
        f"{_SE} tentang <s>Penataan Loket</s>, 3 Mei 2021. Titik.",
        f"{_SE} tentang <s>Penutupan Loket pada 3 Mei 2021</s>.",
        f"{_SE} tentang <s>penataan loket</s> yang berisi empat larangan.",
        f"{_SE} tentang <s>penataan loket</s> terbit kemarin.",
        f"{_SE} tentang <s>penataan loket</s> diatur soal jam layanan.",
        f"{_SE} tentang <s>penataan loket</s> sebagai aturan turunan perbup.",
        "Surat edaran yang ditandatangani Sekda Maros tentang <s>jadwal ronda</s>. Titik.",
        # A headline shortens what a sentence gives in full.
        f"{_SE} tentang Penataan Loket\n\nMAROS - {_SE} tentang <s>Penataan Loket Kecamatan</s>.",
        f"{_SE} tentang <s>Penataan Loket Layanan</s>, jam kerja camat berubah.",
        f"{_SE} tentang <s>penataan loket</s>, Ramli Daeng meminta camat melapor.",
        f"{_SE} tentang <s>Penataan Loket</s> dan diteken bupati pada 3 Mei 2021.",
        # A sentence that opens with the circular goes on with who has to do something.
        "Berdasarkan Surat Edaran Bupati Nomor 800/237/BKD/2021 tentang <s>Penataan Loket Tahun "
        "2021</s>, Disdukcapil Maros dan UPT akan menata loket.",
        f"Sesuai {_SE} tentang <s>Penataan Loket, Parkir, dan Pasar</s>, seluruh camat melapor.",
        # Behind `terkait`, where it begins as titles do; behind `berisi tentang`.
        "Bupati menerbitkan surat edaran terkait <s>penertiban parkir di Pasar Baru</s>. Titik.",
        f"{_SE}, terkait <s>ketentuan parkir di Pasar Baru</s>.",
        "Edaran terbit. Surat tersebut berisi tentang <s>pembatasan parkir di Pasar Baru</s>.",
        # Of two circulars of one office each has its subject.
        "Bupati meneken Surat Edaran Tentang <s>Penataan Loket</s>. Surat bernomor "
        "800/237/BKD/2021 itu terbit. Camat kembali ke Surat Edaran Nomor 800/91/BKD/2021 tentang "
        "Jam Apel.",
        # Where the lines of a title in capitals are lost: a stray dot, and the text below.
        "SURAT EDARAN NOMOR 800/237/BKD/2021 TENTANG <s>PENATAAN LOKET LAYANAN WARGA. DI KOTA "
        "PALU</s> Menindaklanjuti Surat Gubernur Nomor 440/7/2021, camat hadir.",
    ],
)
def test_subjects_of_reports(report: str) -> None:
    subject = report.split("<s>")[1].split("</s>")[0]
    assert parsed(report.replace("<s>", "").replace("</s>", "")).subject == subject


@pytest.mark.parametrize(
    "subject",
    [
        "Perubahan Kedua atas Surat Edaran Bupati Nomor 065/3/ORG/2021 tentang Jam Layanan Loket",
        "Perubahan atas Surat Edaran Bupati No. 65/2021 tentang Jam Layanan Loket",
        "Perubahan Ketiga Atas Surat Edaran Nomor 3 Tahun 2021 tanggal 5 Mei 2021 tentang Loket",
        "Perpanjangan Surat Edaran Nomor 065/3/ORG/2021 tentang Penutupan Pasar",
    ],
)
def test_the_subject_of_an_amendment_runs_through_the_second_tentang(subject: str) -> None:
    record = parsed(f"{_SE} tentang {subject}. Pegawai hadir seperti biasa.")
    assert (record.subject, record.number) == (subject, "800/237/BKD/2021")


def test_the_subject_of_an_amending_letter_is_whole_and_its_number_its_own() -> None:
    text = letter().replace(
        "PENGATURAN JAM LAYANAN LOKET",
        "PERUBAHAN KEDUA ATAS SURAT EDARAN BUPATI BANTAENG\nNOMOR 065/3/ORG/2021\n"
        "TENTANG JAM LAYANAN LOKET",
    )
    record = parsed(text)
    assert record.number == "065/11/ORG/2021"
    assert record.subject == (
        "PERUBAHAN KEDUA ATAS SURAT EDARAN BUPATI BANTAENG NOMOR 065/3/ORG/2021 "
        "TENTANG JAM LAYANAN LOKET"
    )


@pytest.mark.parametrize(
    "report",
    [
        "Surat Edaran Nomor 800/237 terbit, terkait pengaturan loket di kecamatan.",
        "Imbauan itu dikeluarkan sesuai dengan surat edaran Bupati Bantaeng perihal jam pasar.",
        "Bupati bicara soal loket. Surat Edaran Nomor 800/237 segera terbit.",
        "Edaran bupati itu mengacu pada Surat Edaran Menteri Agama Nomor 10 Tahun 2014 tentang "
        "Jam Masuk Sekolah.",
        f"{_SE} terkait penataan loket.",
        f"{_SE} soal penataan loket.",
        f"{_SE} yang mengatur jam buka loket.",
        "Surat Edaran Nomor 800/237 terbit. Edaran itu mengatur tentang siapa yang boleh masuk.",
        "Bupati Bantaeng menerbitkan surat edaran menindaklanjuti surat edaran Menteri Agama "
        "tentang Jam Masuk Sekolah.",
    ],
)
def test_a_paraphrase_is_no_subject(report: str) -> None:
    assert parsed(report).subject is None


@pytest.mark.parametrize(
    ("report", "kind"),
    [
        ("Bupati meneken Surat Edaran (SE) Nomor 800/237/2021 soal loket.", "surat_edaran"),
        ("Itu ada dalam Inmendagri Nomor 53 Tahun 2022.", "instruksi"),
        ("Itu ada dalam Surat Menteri PANRB No. B/123/M.KT/2021, lanjutan SE lama.", "surat"),
        (
            "Surat edaran terbit. Dalam surat bernomor 800/237/2021 itu loket ditata.",
            "surat_edaran",
        ),
        ("Wali kota menerbitkan Instruksi Nomor 3 Tahun 2021 soal pasar.", "instruksi"),
        (
            "Gubernur menerbitkan Instruksi Gubernur Nomor 7 Tahun 2021. Sebelumnya sudah ada "
            "surat edaran dinas.",
            "instruksi",
        ),
        ("Instruksi itu tertuang dalam Surat Edaran Nomor 800/237/2021.", "surat_edaran"),
        ("Kapolres mengeluarkan Maklumat Nomor Mak/2/V/2021 soal petasan.", "maklumat"),
        ("Bupati mengirim surat bernomor 800/237/2021 kepada para camat.", "surat"),
        ("Bupati menyurati camat lewat suratnya Nomor 800/237/2021, sesuai maklumat.", "surat"),
        ("Bupati meneken Surat Pemberitahuan Nomor 800/237/2021 soal cuti.", "surat"),
        ("Bupati meneken Surat Perintah Tugas Nomor 800/237/2021 bagi lurah.", "surat_perintah"),
        ("Bupati mengeluarkan Pengumuman Nomor 800/237/2021 soal cuti.", "pengumuman"),
        ("Instruksi berupa surat edaran Nomor 800/237/2021 terbit.", "surat_edaran"),
        ("Imbauan itu ada dalam Surat Edaran Nomor 800/237/2021.", "surat_edaran"),
        ("Bupati mengeluarkan Nota Dinas Nomor 800/237/2021 soal cuti.", "nota_dinas"),
        # A prefix that only looks like the short form of surat edaran.
        ("Bupati meneken Intruksi Nomor 12/HK/2021 soal pasar.", "instruksi"),
        ("Bupati mengirim surat Instuksi Nomor 12/HK/2021 soal pasar.", "instruksi"),
        ("Gubernur mengeluarkan instruksi kepada camat se-Kalteng dan se Jawa.", "instruksi"),
        # A circular that the next sentence miscalls.
        ("SE Nomor 800/237/2021 terbit. Surat keputusan itu berlaku besok.", "surat_edaran"),
    ],
)
def test_types_of_reports(report: str, kind: str) -> None:
    assert parsed(report).document_type == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("SURAT EDARAN", "surat_edaran"),
        ("S U R A T   E D A R A N", "surat_edaran"),
        ("INSTRUKSI BUPATI BANTAENG", "instruksi"),
        ("PENGUMUMAN", "pengumuman"),
        ("MAKLUMAT BUPATI BANTAENG", "maklumat"),
        ("NOTA DINAS", "nota_dinas"),
        ("SURAT HIMBAUAN", "surat"),
        ("SERUAN BERSAMA", "surat"),
        ("KEPUTUSAN BUPATI BANTAENG", "keputusan"),
    ],
)
def test_types_of_titles(title: str, kind: str) -> None:
    assert parsed(letter().replace("SURAT EDARAN", title, 1)).document_type == kind


_PLAIN = """\
PEMERINTAH KOTA BONTANG
DINAS KESEHATAN

Bontang, 3 Mei 2021

Nomor : 440/12/DINKES
Sifat : Biasa
Lampiran : -
{hal}

Kepada
Yth. Kepala Puskesmas
di -
Tempat

Sehubungan dengan jadwal imunisasi, diminta kepada Saudara hadir.

Demikian disampaikan.

KEPALA DINAS KESEHATAN,

SITI AMINAH, S.K.M.
"""


@pytest.mark.parametrize(
    ("hal", "subject"),
    [
        ("Hal : Imunisasi anak sekolah", "Imunisasi anak sekolah"),
        ("Perihal : Imunisasi anak\nsekolah dasar", "Imunisasi anak sekolah dasar"),
        ("Prihal : Imunisasi anak", "Imunisasi anak"),
        ("Hal :\nImunisasi anak", "Imunisasi anak"),
        ("Hal : Imunisasi anak usia seko-\nlah dasar", "Imunisasi anak usia sekolah dasar"),
        ("Perihal: Imunisasi anak.", "Imunisasi anak"),
    ],
)
def test_a_letter_without_title_has_its_subject_from_hal(hal: str, subject: str) -> None:
    record = parsed(_PLAIN.format(hal=hal))
    assert (record.subject, record.document_type) == (subject, "surat")


def test_a_colon_that_was_taken_for_a_figure_is_no_subject() -> None:
    assert recognised(_PLAIN.format(hal="Perihal 1\nImunisasi anak")).subject == "Imunisasi anak"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("TENTANG PENATAAN LOKET", "PENATAAN LOKET"),
        ("TENTANG:\nPENATAAN LOKET", "PENATAAN LOKET"),
        ("Tentang\nPenataan Loket", "Penataan Loket"),
        ("TENTANG\nPENATAAN LOKET\n\nBUPATI BANTAENG,", "PENATAAN LOKET"),
        # Over many lines, its misprints kept.
        (
            "TENTANG\nPENYESUAIN SISTIM LOKET\nDILINGKUNGAN KECAMATAN\nDALAM RANGKA PENCEGAHAN\n"
            "PEBYEBARAN CORONA VIRUS DESEASE\nDI KABUPATEN BANTAENG",
            "PENYESUAIN SISTIM LOKET DILINGKUNGAN KECAMATAN DALAM RANGKA PENCEGAHAN PEBYEBARAN "
            "CORONA VIRUS DESEASE DI KABUPATEN BANTAENG",
        ),
    ],
)
def test_subjects_of_titles(title: str, subject: str) -> None:
    text = letter().replace("TENTANG\nPENGATURAN JAM LAYANAN LOKET", title)
    assert parsed(text).subject == subject


def test_the_head_below_the_subject_is_no_part_of_it() -> None:
    record = parsed(
        "INSTRUKSI GUBERNUR BALI\nNOMOR 7/INSTR/2021\n\nTENTANG\nLAYANAN LOKET\n\nGUBERNUR BALI\n\n"
        "Dengan ini diinstruksikan:\n\nKESATU : Loket wajib dibuka.\n"
    )
    assert record.subject == "LAYANAN LOKET"


def test_the_subject_below_a_number_without_tentang() -> None:
    record = parsed(
        "Surat Edaran\nNomor: 12/A/2023\n\nPENUTUPAN LOKET\ndi KANTOR CAMAT\n\n"
        "Dengan hormat, loket ditutup.\n\nDemikian untuk dilaksanakan.\n\nTual, 4 Mei 2023\n"
        "Camat Tayando,\n\nSITI AMINAH\n"
    )
    assert (record.document_type, record.subject) == (
        "surat_edaran",
        "PENUTUPAN LOKET di KANTOR CAMAT",
    )


@pytest.mark.parametrize(
    "title", ["NOMOR 065/11/ORG/2021 TENTANG", "NOMOR 065/11/ORG/2021 Tentang :"]
)
def test_the_subject_below_a_number_that_ends_in_tentang(title: str) -> None:
    record = parsed(letter().replace("NOMOR 065/11/ORG/2021\nTENTANG", title))
    assert record.subject == "PENGATURAN JAM LAYANAN LOKET"
    assert record.number == "065/11/ORG/2021"
