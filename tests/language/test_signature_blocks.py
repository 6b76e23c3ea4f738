"""Closing blocks of letters that carry their own marks.

``<p>`` marks the position, its value the capacity; ``<n>`` the name, ``<b>`` the office signed
for, ``<rank>`` and ``<nip>``. What is not marked must be null. The head is that of
Kabupaten Bantaeng unless another stands above the block.
"""

# ruff: noqa: E501 - a marked line stands on one line

from __future__ import annotations

import pytest

from analysed import letter, parsed, recognised, unmarked

_NOTICE = "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh BSrE, BSSN"
_NIP = "NIP. <nip>19700101 199503 1 002</nip>"

# Block, title of the issuer.
BLOCKS = [
    # Names: capitals, degrees before and behind, one word, initials, particles.
    ("<p>BUPATI BANTAENG</p>,\n\n<n>RAMLI</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n\n<n>Prof. Dr. Ir. H. M. RAMLI DAENG, M.Agr</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n\n<n>Hj. SITI AMINAH, S.Sos., M.AP.</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>\n\n<n>dr. Hj. Siti Aminah binti Daeng, M.Kes</n>", "BUPATI BANTAENG"),
    ("<p>Bupati Bantaeng</p>,\n\n<n>Ramli Daeng</n>", "Bupati Bantaeng"),
    ("<p>BUPATI BANTAENG</p>,\nttd\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\nttd.\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\ncap/ttd\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n(cap/ttd)\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    # Of two equal signatories the first, whose office its comma closes.
    ("<p>BUPATI BANTAENG</p>,\n\n<n>RAMLI DAENG</n>\n\nKEPALA KANTOR AGAMA\nKABUPATEN BANTAENG,\n\nSITI AMINAH, S.H.\nNIP. 19700101 199503 1 002", "BUPATI BANTAENG"),
    # Behind u.b. stands an office, whatever its first word.
    ("a.n. <b>BUPATI BANTAENG</b>\nSEKRETARIS DAERAH\nu.b.\n<p>PEMIMPIN LAYANAN LOKET</p>,\n\n<n>SITI AMINAH, S.H.</n>", "BUPATI BANTAENG"),
    # Degrees name nobody: what stood above them was lost under a stamp.
    ("<p>BUPATI BANTAENG</p>,\n\nM.A.P.", "BUPATI BANTAENG"),
    (f"<p>SEKRETARIS DAERAH</p>,\n\nS.Sos., M.Si\n{_NIP}", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    # Name under brackets or a rule.
    ("<p>BUPATI BANTAENG</p>,\n\n( <n>RAMLI DAENG</n> )", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n\n_______________\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    # Rank and NIP in their forms.
    (f"<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH, S.H.</n>\n<rank>Pembina Utama Madya</rank>\n{_NIP}", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    ("<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n<rank>Pembina Tk. I</rank>\nNIP : <nip>19700101 199503 1 002</nip>", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    ("<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\nPangkat : <rank>Pembina</rank>\nNIP <nip>197001011995031002</nip>", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    (f"<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    ("a.n. <b>LURAH SUKAMAJU</b>\n<p>CARIK</p>,\n\n<n>SUPARDI</n>", "LURAH SUKAMAJU"),
    # a.n. in all its spellings, u.b., and chains of three.
    (f"a.n. <b>BUPATI BANTAENG</b>\n<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"A.N. <b>BUPATI BANTAENG</b>\n<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"an. <b>BUPATI BANTAENG</b>\n<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"a/n <b>BUPATI BANTAENG</b>\n<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"Atas nama <b>BUPATI BANTAENG</b>\n<p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    # a.n. below the office of who signs.
    (f"Pj. <p pj>SEKRETARIS DAERAH</p>\na.n. <b>BUPATI BANTAENG</b>\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"<p>SEKRETARIS DAERAH</p>,\na.n. <b>BUPATI BANTAENG</b>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"a.n. <b>BUPATI BANTAENG</b>\nPj. <p pj>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"a.n. <b>BUPATI BANTAENG</b>\nPlt. <p plt>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"a.n. <b>BUPATI BANTAENG</b>\nSEKRETARIS DAERAH\nub.\n<p>ASISTEN PEMERINTAHAN</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"a.n. <b>BUPATI BANTAENG</b>\nSEKRETARIS DAERAH\nu.b. <p>KEPALA BAGIAN UMUM</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"An. Pj. <b>BUPATI BANTAENG</b>\nPlh. SEKRETARIS DAERAH,\nub.\n<p>ASISTEN PEMERINTAHAN</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    # Acting for the secretary: the position is the office acted for, unless u.b. passes it on.
    (f"a.n. <b>BUPATI BANTAENG</b>\nPlh. <p plh>SEKRETARIS DAERAH</p>\nASISTEN UMUM,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    (f"a.n. <b>BUPATI BANTAENG</b>\nPlt. SEKRETARIS DAERAH\nu.b.\nPlh. <p plh>ASISTEN UMUM</p>\nKEPALA BAGIAN HUKUM,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    ("a.n. <b>BUPATI BANTAENG</b>\n<p>SEKRETARIS DAERAH</p>,\n\ndto\n\n<n>dr. RAMLI, M.Kes</n>", "BUPATI BANTAENG"),
    # Acting for the head of region.
    ("Pjs. <p pjs>BUPATI BANTAENG</p>,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("PENJABAT <p pj>BUPATI BANTAENG</p>,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("Plt <p plt>BUPATI BANTAENG</p>,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("PLT. <p plt>BUPATI BANTAENG</p>\nWAKIL BUPATI,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("Plh. <p plh>BUPATI BANTAENG</p>\nSEKRETARIS DAERAH,\n\n<n>SITI AMINAH</n>", "BUPATI BANTAENG"),
    ("Pelaksana Tugas (Plt.) <p plt>BUPATI BANTAENG</p>,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p plt>BUPATI BANTAENG</p>\nPlt.,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p plh>BUPATI BANTAENG</p> Plh.\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>\nttd\n<n>Ramli Daeng Manrapi</n>\nNIP. <nip>130889802</nip>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>\nselaku\nKETUA SATUAN TUGAS,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p>DATOK PENGHULU BUNDAR</p>\n\n<n>RAMLI</n>", "DATOK PENGHULU BUNDAR"),
    ("<p>KEPALA DISTRIK SAMOFA</p>\n\n<n>RAMLI</n>", "KEPALA DISTRIK SAMOFA"),
    # Signed for two offices above.
    (f"a.n. <b>BUPATI BANTAENG</b>\nSEKRETARIS DAERAH\nuntuk beliau\n<p>ASISTEN UMUM</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    # The name below rank and NIP; the class of the rank is no part of it.
    (f"<p>SEKRETARIS DAERAH</p>,\n\n{_NIP}\n<n>SITI AMINAH, S.H.</n>", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    (f"<p>SEKRETARIS DAERAH</p>,\n\n<rank>Pembina Utama Muda</rank> (IV/c)\n{_NIP}\n<n>SITI AMINAH, S.H.</n>", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    # A misprinted office.
    (f"<p>SEKERTARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>\n{_NIP}", "SEKERTARIS DAERAH KABUPATEN BANTAENG"),
    # Without its gap, comma, degree or NIP the last line is the name.
    ("<p>PERBEKEL BANGLI</p>\n<n>I KETUT SUMADI</n>", "PERBEKEL BANGLI"),
    # Names with words that are none where others stand beside them.
    ("<p>BUPATI BANTAENG</p>,\n\n<n>I GUSTI RAI NEGARA</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n\n<n>ABDUL SALAM</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n\n<n>SRI SANTI</n>", "BUPATI BANTAENG"),
    # A long name over three lines.
    ("<p>BUPATI BANTAENG</p>,\n\n<n>H. ANDI ACHMAD RAMLI\nTAMMALELE,\nS.E., M.M.</n>", "BUPATI BANTAENG"),
    # The name behind a military rank.
    ("<p>BUPATI BANTAENG</p>,\n\n<n>Mayjen TNI Ramli, S.Sos.</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n\n<n>Kolonel (Purn) Ramli Daeng</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n\n<n>RAMLI DAENG</n>\n<rank>Kolonel Inf</rank>", "BUPATI BANTAENG"),
    # The first of two who sign; the duty of a ketua goes before the office held besides.
    ("<p>BUPATI BANTAENG</p>,\nttd\n<n>RAMLI DAENG</n>\n\nKETUA DPRD BANTAENG,\nttd\nANDI SOSE", "BUPATI BANTAENG"),
    ("<p>KETUA SATUAN TUGAS BANJIR</p>\nKEPALA BADAN KEUANGAN,\n\n<n>ANDI SOSE</n>", "KETUA SATUAN TUGAS BANJIR KABUPATEN BANTAENG"),
    # A duty held besides and a company's name are no part of position and name.
    (f"a.n. <b>BUPATI BANTAENG</b>\nPlt. <p plt>SEKRETARIS DAERAH</p>\nSelaku Ketua Panitia Lelang,\n\n<n>SITI AMINAH</n>\n{_NIP}", "BUPATI BANTAENG"),
    ("Om Santih, Santih, Santih Om\n<p>BUPATI BANTAENG</p>\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    # Noise of a stamp, a greeting or a certified copy round the block.
    ("Wassalamu'alaikum Wr. Wb.\n<p>BUPATI BANTAENG</p>,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    (f"<p>SEKRETARIS DAERAH</p>,\nPEMERINTAH KAB\n* BANTAENG *\n<n>SITI AMINAH, S.H.</n>\n<rank>Pembina</rank>\n{_NIP}", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n${ttd_pengirim}\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\nTTE\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("KABUPATEN BANTAENG <p>SEKRETARIS DAERAH</p>,\n\n<n>SITI AMINAH</n>", "SEKRETARIS DAERAH KABUPATEN BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n* * *\n| .\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG"),
    ("<p>BUPATI BANTAENG</p>,\n\nttd\n<n>RAMLI DAENG</n>\n\nSalinan sesuai dengan aslinya\nKEPALA BAGIAN HUKUM,\nSITI AMINAH, S.H.", "BUPATI BANTAENG"),
    # A comma inside a title; two offices of one holder.
    ("<p>KEPALA DINAS PENDIDIKAN,\nPEMUDA, DAN OLAHRAGA</p>,\n\n<n>SITI AMINAH</n>", "KEPALA DINAS PENDIDIKAN, PEMUDA, DAN OLAHRAGA KABUPATEN BANTAENG"),
    ("<p>BUPATI BANTAENG/\nKETUA SATUAN TUGAS BANJIR</p>,\n\n<n>RAMLI DAENG</n>", "BUPATI BANTAENG/ KETUA SATUAN TUGAS BANJIR"),
    ("<p>BUPATI BANTAENG</p>,\n\nttd\n<n>RAMLI DAENG</n>\n\nDisalin sesuai dengan aslinya\na.n. Sekretaris Daerah\nKepala Bagian Hukum,\nSITI AMINAH, S.H.", "BUPATI BANTAENG"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "issuer"), BLOCKS)
def test_block(marked: str, issuer: str) -> None:
    text, marks = unmarked(marked)
    said = {tag: text for tag, _, text in marks}
    capacity = next((value for tag, value, _ in marks if tag == "p"), "") or "definitive"
    record = parsed(letter(signature=f"Bantaeng, 4 Mei 2021\n{text}"))
    signatory = record.signatory
    name = " ".join(said["n"].split()) if "n" in said else None
    assert (signatory.name, signatory.position) == (name, " ".join(said["p"].split()))
    assert (signatory.capacity, signatory.on_behalf_of) == (capacity, said.get("b"))
    assert (signatory.rank, signatory.nip) == (said.get("rank"), said.get("nip"))
    assert (record.issuer.title, record.issuer.region_code) == (issuer, "73.03")
    assert signatory.electronic is False


def test_of_two_who_issue_together_the_first_is_named() -> None:
    record = parsed(
        "HIMBAUAN BERSAMA\nBUPATI BANTAENG DAN KEPALA KEPOLISIAN RESOR BANTAENG\nNOMOR : 331/4/2021\n"
        "TENTANG\nMALAM TAHUN BARU\n\nKepada seluruh warga dihimbau :\n1. Tidak menyalakan petasan.\n"
    )
    assert record.issuer.title == "BUPATI BANTAENG"


def test_the_page_ends_below_the_office_signed_for() -> None:
    record = parsed(letter(signature="a.n. BUPATI BANTAENG"))
    signatory = record.signatory
    assert (signatory.name, signatory.position, signatory.capacity) == (None, None, None)
    assert (signatory.on_behalf_of, record.issuer.title) == ("BUPATI BANTAENG", "BUPATI BANTAENG")
    assert "unread_signatory" in {warning.code for warning in record.warnings}


@pytest.mark.parametrize(
    "form", ["a.i.", "a.i", "AD INTERIM", "ad interim", "\nREPUBLIK INDONESIA a.i."]
)
def test_a_minister_ad_interim(form: str) -> None:
    record = parsed(
        "MENTERI KESEHATAN\nREPUBLIK INDONESIA\n\nSURAT EDARAN\nNOMOR : 12/A/2023\nTENTANG\nLOKET\n\n"
        "Dengan ini disampaikan bahwa loket wajib dibuka pukul 08.00.\n\nDemikian untuk "
        f"dilaksanakan.\n\nMENTERI KESEHATAN {form},\n\nSITI AMINAH\n"
    )
    signatory = record.signatory
    assert signatory.position in ("MENTERI KESEHATAN", "MENTERI KESEHATAN REPUBLIK INDONESIA")
    assert signatory.capacity == "ad_interim"


ELECTRONIC = [
    f"BUPATI BANTAENG,\n\nRAMLI DAENG\n\n{_NOTICE}",
    "BUPATI BANTAENG,\n\nDitandatangani secara elektronik oleh:\nRAMLI DAENG",
    "Ditandatangani secara elektronik oleh :\nBUPATI BANTAENG\nRAMLI DAENG",
    "BUPATI BANTAENG,\n\nDitandatangani Secara Elektronik\nRAMLI DAENG",
    "BUPATI BANTAENG,\n\n#\n\nRAMLI DAENG\n\nDitandatangani secara elektronik\nDokumen ini telah "
    "ditandatangani menggunakan sertifikat elektronik yang diterbitkan oleh balai sertifikasi",
    f"BUPATI BANTAENG,\n\nRAMLI DAENG\n\nUU ITE No. 11 Tahun 2008 Pasal 5 Ayat 1\n{_NOTICE}",
]


@pytest.mark.parametrize("block", ELECTRONIC)
def test_electronic(block: str) -> None:
    signatory = parsed(letter(signature=block)).signatory
    assert (signatory.name, signatory.position) == ("RAMLI DAENG", "BUPATI BANTAENG")
    assert signatory.electronic is True


# Letterhead, block, title of the issuer, code of its region.
HEADS = [
    ("PEMERINTAH KOTA BONTANG\nDINAS KESEHATAN", "KEPALA DINAS,", "Kepala Dinas Kesehatan Kota Bontang", "64.74"),
    ("PEMERINTAH KOTA BONTANG\nDINAS KESEHATAN", "Kepala Dinas Kesehatan\nKota Bontang,", "Kepala Dinas Kesehatan Kota Bontang", "64.74"),
    ("PEMERINTAH KABUPATEN BLORA\nKECAMATAN CEPU", "CAMAT,", "Camat Cepu", "33.16"),
    ("PEMERINTAH KABUPATEN BLORA\nKECAMATAN CEPU", "CAMAT CEPU,", "CAMAT CEPU", "33.16"),
    ("PEMERINTAH KABUPATEN BLORA\nKECAMATAN CEPU\nDESA SUMBERPITU", "KEPALA DESA SUMBERPITU,", "KEPALA DESA SUMBERPITU", "33.16"),
    ("PEMERINTAH KABUPATEN BLORA\nKECAMATAN CEPU\nDESA SUMBERPITU", "KEPALA DESA,", "Kepala Desa Sumberpitu", "33.16"),
    ("PEMERINTAH KOTA BONTANG\nKECAMATAN SELATAN\nKELURAHAN TANJUNG", "LURAH,", "Lurah Tanjung", "64.74"),
    ("PEMERINTAH KOTA BONTANG\nBADAN KEPEGAWAIAN DAERAH", "KEPALA BADAN,", "Kepala Badan Kepegawaian Daerah Kota Bontang", "64.74"),
    ("BUPATI BOGOR\nPROVINSI JAWA BARAT", "BUPATI BOGOR,", "BUPATI BOGOR", "32.01"),
    ("WALI KOTA BOGOR\nPROVINSI JAWA BARAT", "WALI KOTA BOGOR,", "WALI KOTA BOGOR", "32.71"),
    ("GUBERNUR JAWA BARAT", "GUBERNUR JAWA BARAT,", "GUBERNUR JAWA BARAT", "32"),
    ("KEMENTERIAN AGAMA REPUBLIK INDONESIA\nKANTOR WILAYAH KEMENTERIAN AGAMA PROVINSI JAMBI", "Plt. Kepala,", "Kepala Kantor Wilayah Kementerian Agama Provinsi Jambi", None),
    ("KEMENTERIAN KEUANGAN REPUBLIK INDONESIA\nDIREKTORAT JENDERAL PAJAK", "DIREKTUR JENDERAL PAJAK,", "DIREKTUR JENDERAL PAJAK", None),
    ("MENTERI PENDAYAGUNAAN APARATUR NEGARA\nDAN REFORMASI BIROKRASI\nREPUBLIK INDONESIA", "MENTERI PENDAYAGUNAAN APARATUR NEGARA\nDAN REFORMASI BIROKRASI,", "MENTERI PENDAYAGUNAAN APARATUR NEGARA DAN REFORMASI BIROKRASI", None),
    ("PT BUNGA NUSANTARA (PERSERO)\nREGIONAL 4 BONTANG", "GENERAL MANAGER REGIONAL 4,", "GENERAL MANAGER REGIONAL 4", None),
    # Names over two lines: of a head's region, of an agency.
    ("GUBERNUR\nDAERAH ISTIMEWA YOGYAKARTA", "GUBERNUR\nDAERAH ISTIMEWA YOGYAKARTA,", "GUBERNUR DAERAH ISTIMEWA YOGYAKARTA", "34"),
    ("BUPATI\nBLORA", "BUPATI BLORA,", "BUPATI BLORA", "33.16"),
    ("PEMERINTAH KOTA BONTANG\nDINAS TENAGA KERJA DAN PENANAMAN\nMODAL", "KEPALA DINAS,", "Kepala Dinas Tenaga Kerja Dan Penanaman Modal Kota Bontang", "64.74"),
    ("PEMERINTAH KOTA BONTANG\nDINAS PANGAN, TANI,\nTERNAK DAN IKAN", "KEPALA DINAS,", "Kepala Dinas Pangan, Tani, Ternak Dan Ikan Kota Bontang", "64.74"),
    ("KEMENTERIAN RISET\nLEMBAGA LAYANAN PENDIDIKAN TINGGI\nWILAYAH III", "Kepala,", "Kepala Lembaga Layanan Pendidikan Tinggi Wilayah III", None),
    # The address of a national body is no region of its own; the signature names the body.
    ("MAHKAMAH AGUNG REPUBLIK INDONESIA\nSEKRETARIS\nJalan Melati 1 Kota Bontang", "SEKRETARIS MAHKAMAH AGUNG,", "SEKRETARIS MAHKAMAH AGUNG", None),
    ("UNIVERSITAS BUNGA BANGSA\nJalan Melati 1 Bontang", "REKTOR,", "Rektor Universitas Bunga Bangsa", None),
    ("UNIVERSITAS BUNGA BANGSA\nFAKULTAS KEHUTANAN", "Plt. Dekan,", "Dekan Fakultas Kehutanan", None),
    # A head that the signature names by its post alone.
    ("PENGADILAN AGAMA BONTANG\nJalan Melati 1 Bontang", "Ketua,", "Ketua Pengadilan Agama Bontang", None),
    ("BADAN PENGAWAS PEMILIHAN UMUM\nKOTA BONTANG", "Ketua,", "Ketua Badan Pengawas Pemilihan Umum Kota Bontang", "64.74"),
    ("PEMERINTAH KOTA BONTANG\nSMP NEGERI 3 BONTANG", "Kepala Sekolah,", "Kepala Sekolah SMP Negeri 3 Bontang", "64.74"),
    ("PEMERINTAH KOTA BONTANG\nSEKOLAH DASAR NEGERI 3 BONTANG", "Kepala Sekolah,", "Kepala Sekolah Dasar Negeri 3 Bontang", "64.74"),
    ("PEMERINTAH KOTA BONTANG\nDINAS KESEHATAN", "Kepala,", "Kepala Dinas Kesehatan Kota Bontang", "64.74"),
    ("PT BUNGA NUSANTARA\nJalan Melati 1 Bontang", "DIREKTUR UTAMA,", "Direktur Utama PT Bunga Nusantara", None),
    ("SEKRETARIAT JENDERAL\nKEMENTERIAN SOSIAL REPUBLIK INDONESIA", "Sekretaris Jenderal,", "Sekretaris Jenderal Kementerian Sosial Republik Indonesia", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "block", "title", "code"), HEADS)
def test_issuer_from_head_and_block(head: str, block: str, title: str, code: str | None) -> None:
    record = parsed(
        f"{head}\n\nSURAT EDARAN\nNOMOR : 12/A/2023\nTENTANG\nLAYANAN LOKET\n\n"
        "Dengan ini disampaikan bahwa loket wajib dibuka pukul 08.00.\n\nDemikian untuk "
        f"dilaksanakan.\n\nDitetapkan di Bontang\npada tanggal 4 Mei 2023\n{block}\n\nSITI AMINAH\n"
    )
    assert (record.issuer.title, record.issuer.region_code) == (title, code)
    assert record.signatory.name == "SITI AMINAH"


def test_who_takes_note_is_no_signatory() -> None:
    block = "KEPALA KAMPUNG,\n\nRAMLI DAENG\n\nMengetahui,\nKepala Distrik Selatan\n\nSITI AMINAH, S.STP"
    signatory = parsed(letter(signature=block)).signatory
    assert (signatory.name, signatory.position) == ("RAMLI DAENG", "KEPALA KAMPUNG")


def test_a_nota_dinas_names_its_issuer_in_the_head() -> None:
    record = parsed(
        "NOTA DINAS\n\nKepada : Yth. Kepala Bidang\nDari : Kepala Dinas Sosial Kota Bontang\n"
        "Tanggal : 4 Mei 2023\nNomor : 12/A/2023\nHal : Layanan Loket\n\n"
        "Dengan hormat, loket wajib dibuka pukul 08.00.\n\nDemikian untuk dilaksanakan.\n\n"
        "KEPALA DINAS,\n\nSITI AMINAH\n"
    )
    issuer, signatory = record.issuer, record.signatory
    assert (issuer.title, issuer.region_code) == ("Kepala Dinas Sosial Kota Bontang", "64.74")
    assert (signatory.name, signatory.position) == ("SITI AMINAH", "KEPALA DINAS")


def test_title_from_the_letterhead_where_no_office_is_read() -> None:
    record = parsed(
        "PEMERINTAH KABUPATEN BLORA\nKECAMATAN CEPU\n\nSURAT EDARAN\nNOMOR : 12/A/2023\nTENTANG\n"
        "LAYANAN LOKET\n\nLoket wajib dibuka.\n\nDemikian untuk dilaksanakan.\n"
    )
    assert (record.issuer.title, record.issuer.region_code) == ("Camat Cepu", "33.16")
    assert "inferred_issuer" in {w.code for w in record.warnings}


def test_under_an_office_the_region_of_the_letterhead_goes_on_however_a_stamp_spoils_it() -> None:
    signature = """kasih.
a.n. KEPALA DINAS KESEHATAN
KAEUPATEM BANTAENG
SEKRETARIS,

SITI AMINAH"""
    signatory = recognised(letter(signature=signature)).signatory
    assert (signatory.name, signatory.position) == ("SITI AMINAH", "SEKRETARIS")


def test_the_region_below_an_office_is_that_of_the_letterhead() -> None:
    signature = "a.n. KEPALA DINAS KESEHATAN\nKAEUPATEM BANTAENG\nSEKRETARIS,\n\nSITI AMINAH"
    record = recognised(letter(signature=signature))
    assert record.signatory.on_behalf_of == "KEPALA DINAS KESEHATAN KABUPATEN BANTAENG"
    assert "repaired_office" in {warning.code for warning in record.warnings}


def test_the_kind_of_a_region_is_named_once() -> None:
    record = recognised(letter(signature="SEKRETARIS DAERAH KABUPATEN,\n\nSITI AMINAH, S.H."))
    assert record.issuer.title == "SEKRETARIS DAERAH KABUPATEN BANTAENG"
    record = recognised(letter(signature="WALI KOTA,\n\nSITI AMINAH, S.H."))
    assert record.issuer.title == "WALI KOTA BANTAENG"


def test_two_offices_of_one_signer_stay_apart_where_a_stamp_lies_over_the_second() -> None:
    offices = (
        "Plt. Kepala Dinas Pariwisata\nKabupaten Bantaeng\nKep Dinas Sosial\nKabupaten Bantaeng"
    )
    signatory = recognised(letter(signature=f"{offices}\n\nSITI AMINAH, S.H.")).signatory
    position = "Kepala Dinas Pariwisata Kabupaten Bantaeng"
    assert (signatory.position, signatory.capacity) == (position, "plt")


def test_an_office_lost_under_a_stamp_is_no_name() -> None:
    text = letter(signature="PLT. BUPATI BANTAENG\nP. Aki BEAT,\n\nSITI AMINAH")
    signatory = recognised(text, {"P. Aki BEAT,": 0.5}).signatory
    assert (signatory.position, signatory.name) == ("BUPATI BANTAENG", "SITI AMINAH")
    spoilt = text.replace("BEAT,", "BEAT").replace("SITI AMINAH", "")
    signatory = recognised(spoilt, {"P. Aki BEAT": 0.5}).signatory
    assert (signatory.position, signatory.name) == ("BUPATI BANTAENG", None)


# Line over the name as OCR read it, and the office it was taken for.
SPOILED = [
    ("EKRETARIS DAERAH,", "SEKRETARIS DAERAH"),
    ("UPATI BANTAENG,", "BUPATI BANTAENG"),
    ("BUPATI RANTAENG,", "BUPATI BANTAENG"),
    ("ekretaris Daerah,", "Sekretaris Daerah"),
    ("PALA PELAKSANA HARIAN LOKET,", "KEPALA PELAKSANA HARIAN LOKET"),
    ("EPALA PELAKSANA HARIAN LOKET,", "KEPALA PELAKSANA HARIAN LOKET"),
    ("BUPATI BAN NG,", "BUPATI BANTAENG"),
    ("Pj. BUP, BANTAENG,", "BUPATI BANTAENG"),
    ("Plh. SEKRETARS DAERAH,", "SEKRETARIS DAERAH"),
    ("DIREKTUR JENDERAI,", "DIREKTUR JENDERAL"),
    ("Sekretaris Doerah,", "Sekretaris Daerah"),
    ("Kep Dinas Pariwisata,", "Kepala Dinas Pariwisata"),
    ("Kep la Badan Pangan,", "Kepala Badan Pangan"),
    ("KERAIA KANTOR PANGAN,", "KEPALA KANTOR PANGAN"),
]


@pytest.mark.parametrize(("read", "office"), SPOILED)
def test_an_office_that_a_stamp_spoils_is_restored_with_a_warning(read: str, office: str) -> None:
    record = recognised(letter(signature=f"{read}\n\nSITI AMINAH, S.H."))
    assert (record.signatory.position, record.signatory.name) == (office, "SITI AMINAH, S.H.")
    assert "repaired_office" in {warning.code for warning in record.warnings}


@pytest.mark.parametrize("office", ["WAKIL BUPATI BANTAENG", "Bupati Bantaeng", "KEPALA DINAS"])
def test_an_office_that_was_read_stays_as_printed(office: str) -> None:
    record = recognised(letter(signature=f"{office},\n\nSITI AMINAH, S.H."))
    assert record.signatory.position == office
    assert "repaired_office" not in {warning.code for warning in record.warnings}


def test_the_name_of_the_region_in_a_stamp_is_no_office() -> None:
    signature = "SEKRETARIS DAERAH,\nKABUPATEN BANTAENG\nSITI AMINAH, S.H."
    assert recognised(letter(signature=signature)).signatory.position == "SEKRETARIS DAERAH"


# Lines of the block with words of the stamp, the position, the capacity.
STAMPED = [
    ("HKABUPATE SEKRETARIS DAERAH,", "SEKRETARIS DAERAH", "definitive"),
    ("BUPATI Pj. BUPATI BANTAENG,", "BUPATI BANTAENG", "pj"),
    ("BUPATI BUPATI BANTAENG,", "BUPATI BANTAENG", "definitive"),
    ("BUPATI BANTAENG,\nBUPATI", "BUPATI BANTAENG", "definitive"),
    ("SEKRETARIS DAERAH\nBUPATE", "SEKRETARIS DAERAH", "definitive"),
    ("BUPATI BANTAENG,\n\nANTAENG", "BUPATI BANTAENG", "definitive"),
    ("BUPATI BANTAENG,\n\nPEMERINTAH KAB", "BUPATI BANTAENG", "definitive"),
    ("KABUPA\n\nCAMAT,\n\nCAMAT", "CAMAT", "definitive"),
    ("Plh P} SEKRETARIS DAERAH,", "SEKRETARIS DAERAH", "plh"),
    ("BUPATI BANTAENG\n4", "BUPATI BANTAENG", "definitive"),
    ("BUPATI BANTAENG/", "BUPATI BANTAENG", "definitive"),
]


@pytest.mark.parametrize(("read", "office", "capacity"), STAMPED)
def test_words_of_a_stamp_are_no_part_of_the_block(read: str, office: str, capacity: str) -> None:
    signatory = recognised(letter(signature=f"{read}\nSITI AMINAH, S.H.")).signatory
    assert (signatory.position, signatory.capacity) == (office, capacity)
    assert signatory.name == "SITI AMINAH, S.H."


def test_copies_whose_heading_was_not_read_are_no_names() -> None:
    copies = "1. Gubernur;\n2. Inspektur;\n7, Kabid. se Bappeda Bantaeng."
    record = recognised(letter(signature=f"PLT. BUPATI BANTAENG\n4\n\n{copies}"))
    assert record.signatory.name is None
    assert record.copies_to[:2] == ["Gubernur", "Inspektur"]


def test_copies_are_told_by_any_of_their_first_items() -> None:
    copies = "1. Oubernur;\n2. Inspektur Bantaeng;\n3. Arsip."
    record = recognised(letter(signature=f"BUPATI BANTAENG,\n\nRAMLI DAENG\n\n{copies}"))
    assert record.copies_to == ["Oubernur", "Inspektur Bantaeng", "Arsip"]


@pytest.mark.parametrize(
    ("read", "sure", "name"),
    [
        ("RAMLI, S.E., M.M.", 0.95, "RAMLI, S.E., M.M."),
        ("RAMLI, S.E., M.M.", 0.7, None),
        ("RAMLI DAENG, S.E.", 0.7, "RAMLI DAENG, S.E."),
    ],
)
def test_of_one_word_in_doubt_the_rest_may_be_lost(
    read: str, sure: float, name: str | None
) -> None:
    record = recognised(letter(signature=f"BUPATI BANTAENG,\n\n{read}"), {read: sure})
    assert record.signatory.name == name


def test_the_item_of_a_list_is_no_name() -> None:
    signature = "BUPATI BANTAENG,\n\n7, Kabid. se Bappeda Bantaeng."
    assert recognised(letter(signature=signature)).signatory.name is None


@pytest.mark.parametrize(
    ("read", "elsewhere", "title"),
    [
        ("CEPU I INDAH", "Warga Cepui Indah", "Camat Cepui Indah"),
        ("CEPU I INDAH", "Warga Cepu", "Camat Cepu I Indah"),
        ("CEPU I", "Wilayah Cepu I", "Camat Cepu I"),
    ],
)
def test_a_letter_is_put_to_its_word_as_the_text_has_it(
    read: str, elsewhere: str, title: str
) -> None:
    record = recognised(
        f"PEMERINTAH KABUPATEN BLORA\nKECAMATAN {read}\n\nSURAT EDARAN\nNOMOR : 12/A/2023\nTENTANG\n"
        f"LAYANAN LOKET\n\n{elsewhere} wajib datang.\n\nDemikian untuk dilaksanakan.\n"
    )
    assert record.issuer.title == title
    repaired = "repaired_office" in {warning.code for warning in record.warnings}
    assert repaired is (title == "Camat Cepui Indah")


def test_words_of_the_letterhead_are_no_name() -> None:
    assert recognised(letter(signature="BUPATI BANTAENG,\n\nANTAENG")).signatory.name is None
    assert recognised(letter(signature="BUPATI BANTAENG,\n\nRAMLI")).signatory.name == "RAMLI"


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("SITI AMINAH S.H.", "SITI AMINAH, S.H."),
        ("Drs. RAMLI DAENG M.Si", "Drs. RAMLI DAENG, M.Si"),
        ("RAMLI H. DAENG", "RAMLI H. DAENG"),
        ("H. RAMLI DAENG", "H. RAMLI DAENG"),
        ("SITI AMINAH, S.H. M.Si", "SITI AMINAH, S.H. M.Si"),
    ],
)
def test_the_comma_before_degrees_is_small(read: str, name: str) -> None:
    block = f"BUPATI BANTAENG,\n\n{read}"
    assert recognised(letter(signature=block)).signatory.name == name
    # What no one recognised is quoted as it is.
    assert parsed(letter(signature=block)).signatory.name == read


def test_an_office_signed_for_is_restored() -> None:
    record = recognised(letter(signature="a.n. PUPAT BANTAENG\nSEKRETARIS DAERAH,\n\nRAMLI DAENG"))
    assert record.signatory.on_behalf_of == "BUPATI BANTAENG"
    assert "repaired_office" in {warning.code for warning in record.warnings}


def test_below_an_office_signed_for_stands_the_signers_however_it_was_read() -> None:
    record = parsed(letter(signature="a.n. KEPALA DINAS SOSIAL\nSKRTRS,\n\nSITI AMINAH, S.H."))
    signatory = record.signatory
    assert (signatory.on_behalf_of, signatory.position) == ("KEPALA DINAS SOSIAL", "SKRTRS")


def test_an_office_whose_title_has_commas_goes_on_below() -> None:
    block = (
        "KEPALA EKSEKUTIF PENGAWAS ASURANSI,\nLEMBAGA KREDIT DAN PASAR\nMODAL\n\nttd\n\nRAMLI DAENG"
    )
    signatory = parsed(letter(signature=block)).signatory
    assert (
        signatory.position == "KEPALA EKSEKUTIF PENGAWAS ASURANSI, LEMBAGA KREDIT DAN PASAR MODAL"
    )
    assert signatory.name == "RAMLI DAENG"


def test_a_region_misread_in_the_title_of_a_scan_is_spelt_as_the_gazetteer_has_it() -> None:
    text = (
        "BUPATI BANTAERG\n\nBantaeng, 3 Maret 2021\n\nSURAT EDARAN\nNOMOR : 12/A/2021\nTENTANG\n"
        "LAYANAN LOKET\n\nLoket wajib dibuka.\n"
    )
    record = recognised(text)
    assert record.issuer.title == "BUPATI BANTAENG"
    assert "repaired_office" in {warning.code for warning in record.warnings}
    # A misprint of a text that was typed is quoted.
    assert parsed(text).issuer.title == "BUPATI BANTAERG"
