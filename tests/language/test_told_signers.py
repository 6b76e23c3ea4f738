"""Who is told to sign a circular that no verb of signing gives him."""

from __future__ import annotations

import pytest

from analysed import parsed

HEAD = "Bupati Bantaeng Ramli Daeng"


def report(*sentences: str) -> str:
    body = " ".join(sentences)
    return f"Ronda Malam Digelar Lagi\n\nBANTAENG - {body}\n\nWarga diminta siaga."


@pytest.mark.parametrize(
    "sentences",
    [
        # A measure of the head, beside a circular of nobody else.
        f"{HEAD} menambah masa ronda malam. Itu dimuat dalam edaran bertanggal 5 Mei.",
        f"{HEAD} mengaktifkan lagi ronda malam. Edaran terbit Jumat.",
        f"Keputusan itu diambil {HEAD}. Surat edaran dikirim kemarin.",
        f"Seruan {HEAD} itu disebar ke camat melalui surat edaran.",
        f"{HEAD} melarang pesta. Seruan bersama itu diterbitkan Jumat.",
        f"{HEAD} meneken perpanjangan jam malam pada Jumat.",
        # What he does by a circular, and in one of a day.
        f"{HEAD} membebaskan denda lewat edarannya.",
        f"{HEAD} dalam edaran 12 Mei 2025 mewajibkan ronda malam.",
        # What he says of it.
        f"{HEAD}, Senin (5/5/2025), mengatakan instruksinya sudah ditandatangani.",
        f"Menurut {HEAD}, edaran itu diteken Jumat.",
        f'"Edaran sudah saya kirim ke camat," ujar {HEAD}.',
        f'"Kami sudah terbitkan edaran," ujar {HEAD}.',
        f"{HEAD} memastikan sudah menandatangani edaran ronda malam.",
        f"{HEAD} menyatakan jam kerja dipangkas lewat edaran yang terbit Jumat.",
        # By a pronoun.
        f'{HEAD} memberlakukan lima hari kerja. "Suratnya sudah saya teken," ujarnya.',
        f"{HEAD} memberi tahu warga soal penutupan jalan. Pengumuman ditekennya Senin.",
        f"{HEAD} membacakan edaran yang diteken olehnya Jumat.",
        # Two who sign together: the first. What is signed has another name than a circular.
        f"{HEAD} dan Kapolres Siti Aminah meneken edaran bersama.",
        f"Larangan itu ditandatangani {HEAD}, Jumat.",
        # By a noun of signing, and in the words of somebody else.
        f"Penandatanganan edaran dilakukan {HEAD}, Jumat.",
        'Sekda Siti Aminah membenarkan. "Pak Bupati [Ramli Daeng] sudah keluarkan edaran," '
        "ujarnya di Kabupaten Bantaeng.",
        f"{HEAD} yang akrab disapa Ramli itu menerbitkan edaran.",
    ],
)
def test_heads_who_are_told_to_sign(sentences: str) -> None:
    assert parsed(report(sentences)).signatory.name == "Ramli Daeng"


@pytest.mark.parametrize(
    "sentences",
    [
        # Another's circular, or nothing in writing.
        f"Disdik kemudian membuat edaran ke sekolah. {HEAD} menambah jam ronda.",
        f"Surat edaran itu diteken Sekda Bantaeng. {HEAD} melarang warga lupa.",
        f"{HEAD} menambah jam ronda. Warga senang.",
        # He comes to a meeting, or speaks of what others do.
        f"{HEAD} menghadiri rapat. Edaran dibagikan di sana.",
        f"{HEAD} mengharapkan edaran itu dipatuhi.",
        "Gubernur Sulawesi Selatan menerbitkan edaran. "
        f"{HEAD} mengatakan akan mengikuti edaran gubernur itu.",
    ],
)
def test_heads_who_are_not(sentences: str) -> None:
    assert parsed(report(sentences)).signatory.name is None


@pytest.mark.parametrize(
    "name",
    [
        "Eman Beri Nope",
        "Ny. Endang Daeng",
        "Rd. Haris Daeng",
        "Ramli Daeng (Elli)",
        "Ramli Daeng, Lc",
    ],
)
def test_names_in_a_sentence(name: str) -> None:
    text = report(f"Bupati Bantaeng {name} menerbitkan surat edaran ronda malam.")
    assert parsed(text).signatory.name == name


def test_an_acting_minister_and_a_chair() -> None:
    record = parsed(
        "Surat Edaran Nomor 4 Tahun 2020 ditandatangani Menteri Perhubungan Ad Interim "
        "Ramli Daeng pada 16 Maret 2020."
    )
    assert (record.signatory.name, record.signatory.capacity) == ("Ramli Daeng", "ad_interim")
    chair = parsed("Surat edaran Ketua BPK Agung Daeng Ramli yang terbit Jumat mengatur loket.")
    assert chair.signatory.name == "Agung Daeng Ramli"


def test_the_behalf_told_in_another_sentence() -> None:
    record = parsed(
        "Sekretaris Kota Balikpapan Siti Aminah Daeng sudah meneken surat edaran itu. "
        "Edaran diteken Siti atas nama wali kota pada 30 Maret 2020."
    )
    assert record.signatory.name == "Siti Aminah Daeng"
    assert record.signatory.on_behalf_of == "wali kota"
    assert record.issuer.title == "Wali Kota Balikpapan"


def test_an_english_office_behind_its_region() -> None:
    record = parsed(
        "The Ambon City Government enforces Circular Letter Number 800/12/SEKOT, dated July 6, "
        '2021. "Offices stay open," said Ambon Mayor Ramli Daeng. The letter signed by the mayor '
        "cancels all trips."
    )
    assert record.issuer.title == record.signatory.position == "Ambon Mayor"
    assert record.signatory.name == "Ramli Daeng"
