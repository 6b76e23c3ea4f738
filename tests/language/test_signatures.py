"""Who signs: closing blocks with all forms of Permendagri 54/2009, and reports."""

from __future__ import annotations

import pytest

from analysed import letter, parsed

_NIP = "Pembina Utama Muda\nNIP. 19700101 199503 1 002"


@pytest.mark.parametrize(
    ("block", "name", "position", "capacity", "behalf", "issuer"),
    [
        (
            "BUPATI BANTAENG,\n\nH. RAMLI DAENG, S.E.",
            "H. RAMLI DAENG, S.E.",
            "BUPATI BANTAENG",
            "definitive",
            None,
            "BUPATI BANTAENG",
        ),
        (
            "Ditetapkan di Bantaeng\npada tanggal 4 Mei 2021\nPlt. BUPATI BANTAENG,\n\nRAMLI",
            "RAMLI",
            "BUPATI BANTAENG",
            "plt",
            None,
            "BUPATI BANTAENG",
        ),
        (
            "BUPATI BANTAENG,\n\nDr. RAMLI ASYA, S.H., M.H.",
            "Dr. RAMLI ASYA, S.H., M.H.",
            "BUPATI BANTAENG",
            "definitive",
            None,
            "BUPATI BANTAENG",
        ),
        (
            "Pj. BUPATI BANTAENG,\n\nDrs. RAMLI",
            "Drs. RAMLI",
            "BUPATI BANTAENG",
            "pj",
            None,
            "BUPATI BANTAENG",
        ),
        (
            "Plt. BUPATI BANTAENG\nWAKIL BUPATI,\n\nRAMLI DAENG",
            "RAMLI DAENG",
            "BUPATI BANTAENG",
            "plt",
            None,
            "BUPATI BANTAENG",
        ),
        (
            f"a.n. BUPATI BANTAENG\nSEKRETARIS DAERAH,\n\nDr. SITI AMINAH, M.Si.\n{_NIP}",
            "Dr. SITI AMINAH, M.Si.",
            "SEKRETARIS DAERAH",
            "definitive",
            "BUPATI BANTAENG",
            "BUPATI BANTAENG",
        ),
        (
            f"An. BUPATI BANTAENG\nPlh. SEKRETARIS DAERAH,\n\nSITI AMINAH\n{_NIP}",
            "SITI AMINAH",
            "SEKRETARIS DAERAH",
            "plh",
            "BUPATI BANTAENG",
            "BUPATI BANTAENG",
        ),
        (
            f"a.n. BUPATI BANTAENG\nSEKRETARIS DAERAH\nu.b.\nASISTEN ADMINISTRASI UMUM,\n\n"
            f"SITI AMINAH, S.H.\n{_NIP}",
            "SITI AMINAH, S.H.",
            "ASISTEN ADMINISTRASI UMUM",
            "definitive",
            "BUPATI BANTAENG",
            "BUPATI BANTAENG",
        ),
        (
            f"SEKRETARIS DAERAH,\n\nSITI AMINAH\n{_NIP}",
            "SITI AMINAH",
            "SEKRETARIS DAERAH",
            "definitive",
            None,
            "SEKRETARIS DAERAH KABUPATEN BANTAENG",
        ),
    ],
)
def test_closing_blocks(
    block: str, name: str, position: str, capacity: str, behalf: str | None, issuer: str
) -> None:
    record = parsed(letter(signature=block))
    signatory = record.signatory
    assert (signatory.name, signatory.position) == (name, position)
    assert (signatory.capacity, signatory.on_behalf_of) == (capacity, behalf)
    assert record.issuer.title == issuer
    assert record.issuer.region_code == "73.03"


@pytest.mark.parametrize(
    ("head", "block", "title", "region"),
    [
        (
            "PEMERINTAH KOTA BONTANG\nRUMAH SAKIT UMUM DAERAH PELITA\nJalan Melati 1 Bontang",
            "Plt. DIREKTUR,",
            "Direktur Rumah Sakit Umum Daerah Pelita",
            "Kota Bontang",
        ),
        (
            "KEMENTERIAN PENDIDIKAN TINGGI\nUNIVERSITAS BUNGA BANGSA\nJalan Melati 1 Bontang",
            "a.n. Rektor\nWakil Rektor Bidang Umum,",
            "Rektor Universitas Bunga Bangsa",
            None,
        ),
        (
            "PEMERINTAH KOTA BONTANG\nKECAMATAN SELATAN\nKELURAHAN KUPANG\nJalan Melati 1",
            "LURAH KUPANG,",
            "LURAH KUPANG",
            "Kota Bontang",
        ),
    ],
)
def test_issuer_is_completed_from_the_letterhead(
    head: str, block: str, title: str, region: str | None
) -> None:
    text = (
        f"{head}\n\nPENGUMUMAN\nNOMOR : 12/A/2023\nTENTANG\nLAYANAN LOKET\n\n"
        "Diberitahukan kepada warga bahwa loket wajib dibuka pukul 08.00.\n\n"
        f"Demikian untuk diketahui.\n\nBontang, 4 Mei 2023\n{block}\n\nSITI AMINAH\n{_NIP}\n"
    )
    record = parsed(text)
    assert (record.issuer.title, record.issuer.region) == (title, region)
    assert (record.signatory.name, record.issued_at) == ("SITI AMINAH", "Bontang")


def test_rank_and_nip_are_quoted() -> None:
    block = f"SEKRETARIS DAERAH,\n\nSITI AMINAH\n{_NIP}"
    signatory = parsed(letter(signature=block)).signatory
    assert (signatory.rank, signatory.nip) == ("Pembina Utama Muda", "19700101 199503 1 002")


def test_electronic_signature_is_told_from_its_notice() -> None:
    block = "Ditandatangani secara elektronik oleh:\nBUPATI BANTAENG,\n\nRAMLI DAENG"
    assert parsed(letter(signature=block)).signatory.electronic is True
    assert parsed(letter()).signatory.electronic is False


def test_unread_name_is_null_and_warned_of() -> None:
    record = parsed(letter(signature="BUPATI BANTAENG,"))
    assert record.signatory.name is None
    assert "unread_signatory" in {w.code for w in record.warnings}


@pytest.mark.parametrize(
    ("sentence", "name", "position"),
    [
        (
            "Surat edaran ditandatangani oleh Bupati Bantaeng, Ramli Daeng.",
            "Ramli Daeng",
            "Bupati Bantaeng",
        ),
        (
            "Edaran diteken Sekda Kabupaten Bantaeng Siti Aminah kemarin.",
            "Siti Aminah",
            "Sekda Kabupaten Bantaeng",
        ),
        (
            "Bupati Bantaeng Ramli Daeng menerbitkan surat edaran jam kerja.",
            "Ramli Daeng",
            "Bupati Bantaeng",
        ),
        (
            "Ramli Daeng, Bupati Bantaeng, mengeluarkan surat edaran jam kerja.",
            "Ramli Daeng",
            "Bupati Bantaeng",
        ),
        (
            "Bupati Konawe Kepulauan (Konkep), Provinsi Sulawesi Tenggara, Moh. Ramli Daeng "
            "mengeluarkan surat edaran.",
            "Moh. Ramli Daeng",
            "Bupati Konawe Kepulauan",
        ),
        (
            "Wali Kota Tarakan, dr. Ramli Daeng M.Kes, menindaklanjuti SE Gubernur Kaltara "
            "dengan menerbitkan surat edaran.",
            "dr. Ramli Daeng M.Kes",
            "Wali Kota Tarakan",
        ),
        (  # One word between an office and a name is a place.
            "Surat edaran diteken Kepala Disdik Kobar, Ramli Daeng, kemarin.",
            "Ramli Daeng",
            "Kepala Disdik",
        ),
        (
            "Kebijakan Bupati Bantaeng Ramli Ch. Daeng itu tertuang dalam SE Nomor 7/2021.",
            "Ramli Ch. Daeng",
            "Bupati Bantaeng",
        ),
        (
            "Surat edaran itu ditandatangani Menteri Agama Ramli Daeng, Senin.",
            "Ramli Daeng",
            "Menteri Agama",
        ),
        (
            "Surat edaran ditetapkan oleh Plt Bupati Bantaeng Ramli Daeng pada Senin.",
            "Ramli Daeng",
            "Bupati Bantaeng",
        ),
    ],
)
def test_signing_verbs_of_reports(sentence: str, name: str, position: str) -> None:
    signatory = parsed(sentence).signatory
    assert (signatory.name, signatory.position) == (name, position)


@pytest.mark.parametrize(
    "sentence",
    [
        "Surat edaran berlaku mulai besok, kata Kepala BKPSDM Siti Aminah.",
        "Juru bicara Ramli Daeng membacakan surat edaran itu.",
        # Who works for an office does not hold it, and nobody is an agency.
        "Staf Khusus Gubernur Jawa Timur Ramli Daeng menyampaikan surat edaran itu.",
        "Staf Ahli Menteri Pendidikan Bidang Hukum, Ramli Daeng, menyebut surat edaran itu.",
        "Guna mencegah virus Corona, Dinas Pasar Maros mengeluarkan surat edaran penutupan.",
    ],
)
def test_spokesmen_do_not_sign(sentence: str) -> None:
    assert parsed(sentence).signatory.name is None


@pytest.mark.parametrize(
    ("sentence", "name", "title"),
    [
        (
            "Surat Edaran Nomor 3 Tahun 2021 diteken Sekretaris MA Ramli Daeng.",
            "Ramli Daeng",
            "Sekretaris MA",
        ),
        (
            "Surat Edaran Nomor SE/3/2021 ditandatangani Sekretaris Jenderal Kemhan, Laksamana "
            "Madya TNI Dr Ramli Daeng, pada 4 Mei 2021.",
            "Laksamana Madya TNI Dr Ramli Daeng",
            "Sekretaris Jenderal Kemhan",
        ),
        (
            "Minister of Home Affairs Ramli Daeng issued Circular Number 4 of 2024.",
            "Ramli Daeng",
            "Minister of Home Affairs",
        ),
        (
            "Minister of Health (Menkes) Ramli Daeng Saturday issued Circular Number 4 of 2024.",
            None,
            None,
        ),
        (
            "The SE Number 800/12 follows the Circular (SE) of the Minister of Home Affairs.",
            None,
            None,
        ),
    ],
)
def test_secretaries_and_ministers(sentence: str, name: str | None, title: str | None) -> None:
    record = parsed(sentence)
    assert record.signatory.name in (name, "Ramli Daeng") and record.signatory.name != "Number"
    assert title is None or record.issuer.title == record.signatory.position == title


@pytest.mark.parametrize(
    "report",
    [
        # Who amends a circular issued it.
        "Wali Kota Bontang Ramli Daeng mengatakan pegawai bekerja dari rumah. Ini tertuang dalam "
        "Surat Edaran Nomor 800/23/SETDA/2020 tentang Perubahan kedua atas surat edaran Wali Kota "
        "Bontang nomor 800/9/SETDA/2020 tentang Jam Kerja.",
        # The circular is issued by a government whose head speaks of it.
        "Jam Kerja Diatur Selama Puasa, Wali Kota Bontang Minta Disiplin\n\nAturan ini ada dalam "
        'surat edaran yang dikeluarkan Pemkot Bontang bernomor 800/23/2020. "Semua hadir," tegas '
        "Wali Kota Bontang, Ramli Daeng.",
    ],
)
def test_the_head_of_the_government_that_issues(report: str) -> None:
    record = parsed(report)
    assert record.issuer.title == record.signatory.position == "Wali Kota Bontang"
    assert record.signatory.name == "Ramli Daeng"


def test_report_names_the_office_on_whose_behalf() -> None:
    record = parsed(
        "Surat edaran itu ditandatangani oleh Pj. Sekretaris Daerah Bantaeng, Siti Aminah, "
        "atas nama Bupati Bantaeng pada 4 Mei 2021."
    )
    assert record.signatory.name == "Siti Aminah"
    assert record.signatory.capacity == "pj"
    assert record.issuer.title == record.signatory.on_behalf_of == "Bupati Bantaeng"


def test_a_signer_whose_verb_stands_behind_the_office_signed_for() -> None:
    record = parsed(
        "Sekretaris Daerah Bantaeng Siti Aminah atas nama Bupati menerbitkan surat edaran "
        "nomor 800/12/ORG/2022 perihal Disiplin Apel.Dalam surat itu ASN wajib hadir."
    )
    assert (record.signatory.name, record.signatory.on_behalf_of) == ("Siti Aminah", "Bupati")
    assert record.issuer.title == "Bupati Bantaeng"
    assert record.subject == "Disiplin Apel"


def test_a_province_behind_its_regency_is_only_the_address() -> None:
    record = parsed(
        "Dinas Pendidikan Kabupaten Lingga, Provinsi Kepulauan Riau (Kepri), mengeluarkan "
        "surat edaran tentang libur sekolah."
    )
    assert record.issuer.region_code == "21.04"


def test_the_seat_of_a_ministry_is_no_issuing_region() -> None:
    record = parsed(
        "Menteri Agama Ramli Daeng menerbitkan Surat Edaran Menteri Agama Nomor 5 Tahun 2021 "
        "di Jakarta."
    )
    assert record.issuer.title == "Menteri Agama"
    assert record.issuer.region is None


def test_the_second_page_of_an_article_names_no_document() -> None:
    record = parsed(
        "Selain itu, ASN yang bekerja dari rumah wajib mengaktifkan telepon. Kebijakan WFH "
        "50 persen itu tidak berlaku bagi tenaga kesehatan dan petugas pemadam kebakaran."
    )
    assert [x.text for x in record.exempt_services] == [
        "tenaga kesehatan",
        "petugas pemadam kebakaran",
    ]
    assert record.number is None and record.document_type is None


def test_a_translated_report() -> None:
    record = parsed(
        "The Mayor of Semarang, Ramli Daeng, has issued Circular Letter Number "
        "800/12/BKPP/2020 concerning Work From Home. It was signed by the Mayor on 31 March 2020."
    )
    assert record.issuer.region_code == "33.74"
    assert record.signatory.name == "Ramli Daeng"
    assert record.subject == "Work From Home"
    assert str(record.issued_on) == "2020-03-31"


@pytest.mark.parametrize("office", ["Bali Governor", "Governor", "South Sulawesi Governor"])
def test_an_english_office_before_a_name_is_no_part_of_it(office: str) -> None:
    record = parsed(
        "The rule is in Circular Letter Number 800/12/BKPP/2020, signed by "
        f"{office} Ramli Daeng on 31 March 2020, about office hours."
    )
    assert record.signatory.name == "Ramli Daeng"
