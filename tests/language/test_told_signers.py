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
        # Where, when and to whom he speaks, between the name and the verb.
        f"{HEAD} kepada wartawan Rabu (5/5) menuturkan, dirinya telah menandatangani edaran.",
        f"{HEAD} saat dikonfirmasi di ruangannya, Senin, membenarkan telah menerbitkan edaran.",
        f"{HEAD}, yang ditemui seusai rapat, Senin (5/5), menyatakan telah meneken edaran.",
        f"{HEAD} melalui keterangan tertulisnya menyebut telah mengeluarkan edaran.",
        f"{HEAD} usai rapat di pendopo, Senin, mengeluarkan edaran ronda malam.",
        f"{HEAD}, dalam edaran yang diterima redaksi, menginstruksikan camat meronda.",
        f"{HEAD} sudah memangkas jam ronda. Aturan itu dimuat dalam surat edaran.",
        # Other verbs of saying; a nickname that nobody explains.
        f'"Saya sudah teken edarannya," sebut {HEAD}.',
        f'"Edaran itu baru saja saya tanda tangani," beber {HEAD}.',
        f'{HEAD} hadir. "Edarannya sudah saya keluarkan Jumat," kata Dato di lokasi.',
        f'{HEAD} dan Sekda Siti Aminah hadir. "Edarannya sudah saya teken," kata Raml.',
        # By a pronoun or an epithet, in a circular told first.
        f"{HEAD} menertibkan ronda. Itu ia tulis dalam surat edaran tertanggal 5 Mei.",
        f"{HEAD} tegas. Melalui Surat Edaran Nomor 5/2025, ia melarang pesta.",
        f"{HEAD} tegas. Politisi asal Loka itu menandatangani surat edaran ronda malam.",
        # The day between the verb and who did it; the signature that is seen.
        f"Edaran ronda malam diterbitkan Senin (5/5) oleh {HEAD}.",
        f"Edaran itu ditandatangani pada Senin, 5 Mei 2025, oleh {HEAD}.",
        f"Di edaran itu sudah ada tanda tangan {HEAD}.",
        # Words that are no verb between the name and what he issues.
        f"{HEAD} sendiri yang meneken edaran itu.",
        f"{HEAD} belum lama ini mengeluarkan surat edaran ronda malam.",
        f"{HEAD} bersama Kapolres dan Dandim menandatangani maklumat bersama.",
        f"{HEAD}, yang juga dokter, menerbitkan surat edaran.",
        f"{HEAD} langsung bersikap dengan meneken surat edaran.",
        f"{HEAD} menjadi penanda tangan surat edaran itu.",
        f"{HEAD} beralasan warga lelah. Edaran ronda malam dikeluarkan Jumat.",
        f"Jam ronda diputuskan {HEAD} dan dituangkan dalam surat edaran.",
        # The office behind the name, or a title of respect before it.
        "Ramli Daeng sebagai Bupati Bantaeng menerbitkan surat edaran ronda malam.",
        "Ramli Daeng (Bupati Bantaeng) menerbitkan surat edaran ronda malam.",
        "Ramli Daeng yang kini menjabat Bupati Bantaeng menerbitkan surat edaran ronda malam.",
        "Bupati Bantaeng Bapak Ramli Daeng menerbitkan surat edaran ronda malam.",
        # Who signs, as a noun; somebody says that he signed; whoever heads the region.
        f"{HEAD} hadir. Ramli Daeng selaku penanda tangan surat edaran itu meminta warga tenang.",
        f'Edaran {HEAD[:15]} dibaca camat. "Sudah diteken Pak Bupati (Ramli Daeng)," kata Sekda.',
        f"{HEAD}, kembali menyurati jajarannya. Itu dimuat dalam surat edaran.",
        f"{HEAD} mengaku sudah membubuhkan tanda tangan pada surat edaran itu.",
        "Edaran itu ditandatangani atas nama Bupati oleh Sekretaris Daerah Bantaeng, Ramli Daeng.",
        f"{HEAD} menegaskan hal itu lewat surat edaran ronda malam.",
        f"{HEAD} menyebut, edaran ditekennya Jumat.",
        f"{HEAD} menuliskannya di surat edaran Jumat.",
        f"{HEAD} hadir. Warga antre. Hujan turun. Camat menunggu. "
        "Orang nomor satu di Bantaeng itu mengeluarkan surat edaran.",
        # What the region's own measure rests on.
        f"Ronda malam mengacu surat edaran yang dikeluarkan {HEAD} pada Mei.",
    ],
)
def test_heads_who_are_told_to_sign(sentences: str) -> None:
    assert parsed(report(sentences)).signatory.name == "Ramli Daeng"


@pytest.mark.parametrize(
    "sentences",
    [
        # The report names the head by office alone, and who signs by the name alone.
        "Bupati Bantaeng membatasi truk. Ramli Daeng meneken surat edarannya Jumat.",
        "Truk dibatasi bupati. Edaran itu dibuat oleh Ramli Daeng, yang juga dokter.",
        "Edaran itu ditandatangani langsung Ramli Daeng selaku kepala daerah. Bupati tegas.",
        "Ramli Daeng dalam edarannya meminta camat bersiap. Bupati Bantaeng itu tegas.",
        "Ramli Daeng yang memimpin Bantaeng menerbitkannya Jumat lewat edaran. Bupati itu tegas.",
        "Ramli Daeng membatasi truk lewat surat edaran. Aturan bupati itu disambut warga.",
        "Orang yang menandatangani edaran itu adalah Ramli Daeng. Bupati Bantaeng tegas.",
        # He is the only head in a report on a circular of nobody else.
        f"Jam ronda diatur edaran. {HEAD} bertindak cepat. Camat meronda.",
        "Ramli Daeng, sang bupati, bertindak cepat. Edaran ronda malam diunggah Jumat.",
        "Ramli Daeng, yang baru dua bulan menjabat Bupati Bantaeng, menerbitkan edaran.",
        f"Peringatan tertulis itu datang dari {HEAD}. Surat edaran disebar Jumat.",
        f"Penetapan edaran tentang ronda malam dilakukan {HEAD}.",
        f'{HEAD} tegas soal ronda. "Kita sudah keluarkan edaran," katanya.',
        f'{HEAD} tegas. "Ronda dulu," kata Ramli, Senin. Ia menunjukkan edaran yang dikeluarkan '
        "olehnya Jumat.",
    ],
)
def test_heads_by_the_name_alone(sentences: str) -> None:
    signatory = parsed(report(sentences)).signatory
    assert (signatory.name, signatory.position) == ("Ramli Daeng", "Bupati Bantaeng")


@pytest.mark.parametrize(
    "sentences",
    [
        # Who has another office, or is not named in full; a head who only speaks or comes.
        "Bupati Bantaeng membatasi truk. Ramli Daeng, Kabag Umum, menyebarkan surat edaran itu.",
        "Bupati Bantaeng tegas. Pengelola pasar Ramli menempelkan surat edaran itu.",
        "Bupati Bantaeng tegas. Sopir Ramli Daeng mematuhi larangan dalam surat edaran.",
        f"Edaran sudah dikirim ke camat Rabu. {HEAD} melepas peserta pawai.",
        f'"Sabar dulu," kata {HEAD}. Surat edaran dikirim Rabu.',
        f"{HEAD} tegas. Edaran Gugus Tugas nasional sudah ada.",
        f"{HEAD} meminta warga tenang. Camat memedomani surat edaran Badan Pangan Nasional.",
        "Hal itu disampaikan Kepala Dinas Kesehatan Ramli Daeng dalam surat edaran bupati.",
        # Another's circular, or nothing in writing.
        f"Disdik kemudian membuat edaran ke sekolah. {HEAD} menambah jam ronda.",
        f"Surat edaran itu diteken Sekda Bantaeng. {HEAD} melarang warga lupa.",
        f"{HEAD} menambah jam ronda. Warga senang.",
        # He comes to a meeting, or speaks of what others do.
        f"{HEAD} menghadiri rapat. Edaran dibagikan di sana.",
        f"{HEAD} mengharapkan edaran itu dipatuhi.",
        "Gubernur Sulawesi Selatan menerbitkan edaran. "
        f"{HEAD} mengatakan akan mengikuti edaran gubernur itu.",
        # Who held the office before, or wants it.
        f"Mantan {HEAD} menerbitkan edaran saat menjabat.",
        f"Calon {HEAD} menandatangani pakta. Surat edaran dibagikan.",
        # What somebody below him says or spreads, and what is still to come.
        "Kepala BKPSDM Bantaeng Ramli Daeng kepada wartawan, Rabu, menuturkan, bupati telah "
        "menandatangani surat edaran.",
        "Kepala BKPSDM Bantaeng Ramli Daeng menyebarkan surat edaran bupati ke camat.",
        f"{HEAD} kepada wartawan Senin menuturkan, dirinya belum menandatangani edaran.",
        # What he did before, waits for, or what another does.
        "Menteri Agama Ramli Daeng sebelumnya mengeluarkan edaran. Pemkab Bantaeng ikut.",
        f"{HEAD} menunggu gubernur menerbitkan surat edaran.",
        f"{HEAD} belum menerbitkan surat edaran.",
        f"Kepala BKPSDM {HEAD[7:]} saat bupati menerbitkan surat edaran sedang sakit.",
        # A speaker who is named in full elsewhere has no nickname.
        f'{HEAD} hadir. Kabag Umum Andi Dato ikut. "Edarannya kami teken," kata Dato.',
        # What is followed is a minister's.
        "Pemkab Bantaeng menerbitkan edaran menindaklanjuti edaran yang diteken Menteri Agama "
        "Ramli Daeng.",
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


def test_the_head_of_an_agency_who_writes() -> None:
    record = parsed(
        report("Hal itu disampaikan Kepala Dinas Sosial Bantaeng, Siti Aminah, dalam surat edaran.")
    )
    assert record.signatory.name == "Siti Aminah"
    assert record.issuer.title == record.signatory.position == "Kepala Dinas Sosial Bantaeng"


@pytest.mark.parametrize(
    "sentences",
    [
        "Atas nama Bupati, surat edaran itu ditandatangani Sekretaris Daerah Siti Aminah, Jumat.",
        "Surat edaran diteken Sekretaris Daerah Bantaeng atas nama bupati. Sang Sekda, "
        "Siti Aminah, meneken surat itu Jumat.",
    ],
)
def test_a_secretary_for_the_head(sentences: str) -> None:
    record = parsed(report(sentences, "Loket di Kabupaten Bantaeng buka."))
    assert record.signatory.name == "Siti Aminah"
    assert record.issuer.title == "Bupati Bantaeng"


def test_who_is_said_to_lead_the_region() -> None:
    record = parsed(
        report(
            '"Parkir di kantor saja," kata Siti Aminah. Perempuan pertama yang memimpin Bantaeng '
            "itu menaruh larangan di Surat Edaran Bupati Bantaeng Nomor 28/6."
        )
    )
    assert (record.signatory.name, record.signatory.position) == ("Siti Aminah", "Bupati Bantaeng")


def test_the_only_circular_told_of_is_a_cited_one() -> None:
    cited = parsed(report("Ronda digelar mengacu pada surat edaran Bupati Bantaeng."))
    assert (cited.issuer.title, cited.signatory.name) == ("Bupati Bantaeng", None)


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


@pytest.mark.parametrize(
    ("who", "capacity"),
    [
        ("Pejabat Bupati Bantaeng Ramli Daeng", "pj"),
        ("Sekda Bantaeng Ramli Daeng selaku Plh Bupati Bantaeng", "plh"),
        ("Wakil Bupati Bantaeng Ramli Daeng yang kini menjabat Plt Bupati", "plt"),
        ("Pjs. Bupati Bantaeng Ramli Daeng", "pjs"),
    ],
)
def test_who_acts_for_a_head(who: str, capacity: str) -> None:
    signatory = parsed(report(f"{who} menandatangani surat edaran ronda malam.")).signatory
    assert (signatory.name, signatory.capacity) == ("Ramli Daeng", capacity)
    assert signatory.position == "Bupati Bantaeng"


def test_a_name_that_is_a_region_s_is_none_behind_a_national_office() -> None:
    text = (
        "Kepala BKN Bima Haria meneken Surat Edaran Nomor 7/SE/III/2020 tertanggal 17 Maret 2020."
    )
    signatory = parsed(report(text)).signatory
    assert (signatory.name, signatory.position) == ("Bima Haria", "Kepala BKN")


def test_an_acting_capacity_is_no_name() -> None:
    text = 'Bupati Bantaeng membuat edaran. "Ditandatangani Pak Plt, Pak Ramli Daeng," kata Sekda.'
    assert parsed(report(text)).signatory.name != "Plt"


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        (f"{HEAD} menandatangani surat edaran ronda malam.", set()),
        (f"{HEAD} menambah ronda malam. Itu dimuat dalam edaran.", {"inferred_signatory"}),
        (f"{HEAD} optimistis. Surat edaran ronda malam sudah beredar.", {"inferred_signatory"}),
        ("Ronda malam mengacu edaran Bupati Bantaeng.", {"inferred_issuer"}),
    ],
)
def test_what_nobody_says_is_marked_as_inferred(sentence: str, codes: set[str]) -> None:
    warnings = {w.code for w in parsed(report(sentence)).warnings}
    assert {code for code in warnings if code.startswith("inferred_")} == codes


def test_an_acting_mayor_in_english() -> None:
    record = parsed(
        "Surabaya, Dec. 29, 2020. Acting Surabaya mayor Ramli Daeng has issued Circular No. "
        "443/12/2020 on malls, dated Dec. 28, 2020.\n\nMalls must close by 8 p.m."
    )
    assert (record.signatory.name, record.signatory.capacity) == ("Ramli Daeng", "plt")
    assert record.issuer.title == "Surabaya mayor"
    assert str(record.issued_on) == "2020-12-28"
