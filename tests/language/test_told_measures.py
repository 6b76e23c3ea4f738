"""What a report says of the measure itself, of shares, limits and breaches, and how it is quoted.

``[...]`` marks the rules; what is not marked is none.
"""

from __future__ import annotations

import re

import pytest

from circular_parser.language.duties import find_obligations
from circular_parser.language.duty_types import DutyTypes
from circular_parser.record import Obligation
from circular_parser.resources import model_folder
from mini_letters import report

_MARK = re.compile(r"\[([^\[\]]+)\]")
_TYPES = DutyTypes.load(model_folder())


def _found(text: str) -> list[Obligation]:
    return [candidate.value for candidate in find_obligations(report(text), _TYPES)]


def _check(marked: str) -> None:
    assert [o.text for o in _found(_MARK.sub(r"\1", marked))] == _MARK.findall(marked)


@pytest.mark.parametrize(
    "marked",
    [
        # What an office puts into force, without the days on which it holds.
        "Pemkab Sukamaju [memberlakukan kerja dari rumah bagi pegawai kontrak] mulai Senin.",
        "Bupati Sukamaju [memperpanjang masa kerja dari rumah (WFH) bagi ASN] hingga 5 Mei 2020.",
        "Wali Kota Rawa [menetapkan Kamis sebagai hari kerja dari rumah bagi ASN] terhitung 1 Mei.",
        "Dinas Pendidikan [meliburkan murid taman kanak-kanak] sampai 3 April 2020.",
        "Pemprov Rawa [menerapkan pola kerja 60 persen WFH dan 40 persen WFO] sejak Kamis.",
        # For nobody in particular, by nobody who issues, or not put into force by this.
        "Pemkab Sukamaju menerapkan kerja dari rumah pekan ini.",
        "Pabrik itu memberlakukan kerja dari rumah bagi karyawannya sejak 2019.",
        "Pemkab Sukamaju menerbitkan edaran untuk merumahkan pegawainya.",
        "Pemkab Sukamaju sudah memberlakukan kerja dari rumah bagi ASN tahun lalu.",
        # Told again as a rule, or in detail.
        "Pemkab Sukamaju menerapkan WFH bagi ASN. [Seluruh ASN wajib bekerja dari rumah].",
        "Pemkab Sukamaju menerapkan WFH bagi ASN. [Pegawai di kantor paling banyak 40 persen].",
        "Pemkab Sukamaju [menerapkan WFH bagi ASN]. [Yang hamil wajib bekerja dari rumah].",
    ],
)
def test_what_is_put_into_force(marked: str) -> None:
    _check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        # Shares, limits and last days, without a modal.
        '"[Yang nonesensial WFH 80 persen]," ujar camat.',
        "Isinya antara lain, [kegiatan kantor swasta 60% WFH serta 40% WFO].",
        "[Ruang rapat dibersihkan minimal sehari tiga kali].",
        "[Kelas menampung paling banyak lima belas murid].",
        "Ruang rapat dibersihkan pekan lalu.",
        # What heads of units see to.
        '"[Jadwalnya disusun kepala bidang masing-masing]," kata camat.',
        "[Porsi pegawai ditentukan oleh kepala dinas].",
        "Juara lomba ditentukan oleh penonton.",
        # Breaches and what follows, in speech.
        '"[Kalau ketahuan mudik, TPP-nya dipotong separuh]," kata sekda.',
        '"[Jika ada yang membandel, saya potong tunjangannya]," ujarnya.',
        "Bagi [pengusaha yang melanggar, izin usahanya dicabut].",
        '"[Kalau ada yang nekat pesta, petugas akan membubarkan]," imbuhnya.',
        "Surat edaran lama dicabut.",
        # What places may do, and what is granted.
        "[Sektor energi seperti pembangkit dan kilang dapat beroperasi penuh].",
        "[Cuti melahirkan dan cuti sakit tetap dapat diberikan].",
        "Wabah dapat dikendalikan.",
        # What suffices; staying put is told without a verb.
        "[Acara wisuda cukup digelar di halaman sekolah].",
        "[Kepala dinas dan camat tetap di kantor].",
        "[Kepala dinas tetap ngantor seperti biasa].",
        # In some case, of those spoken of before.
        "[Pegawai wajib siaga]. [Kalau dipanggil atasan ya harus datang].",
        # Speech of the first person that bans; its own deeds are none.
        '"[ASN saya larang bikin acara di rumah dinas]," kata bupati.',
        "Saya membatasi tamu yang datang.",
        "[Lurah ditugasi menggelar razia tiap malam].",
    ],
)  # fmt: skip
def test_what_binds_without_a_modal(marked: str) -> None:
    _check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        # Where the rules stand, for whom they do not hold, when.
        "Ketentuannya diatur lewat Surat Edaran Bupati Nomor 7 Tahun 2021.",
        "Penerapan ini merujuk pada Surat Edaran Menteri.",
        "Larangan bepergian berlaku pada 6 sampai 17 Mei 2021.",
        "Mulai Senin 1 September sampai Kamis 4 September 2025.",
        "Pola kerja itu tidak dapat diterapkan pada rumah sakit dan puskesmas.",
        "Puskesmas, BPBD, dan Satpol PP dikecualikan.",
        "Pekan lalu, lewat edaran lain, bioskop dan karaoke sudah lebih dulu ditutup.",
        "Camat, sebelumnya meminta warga tidak panik.",
        '"Ini bukan untuk pulang kampung," ujarnya.',
        '"Sifatnya tidak wajib," katanya.',
        "Wali kota meminta penjelasan kepala dinas.",
        "Warga tidak bisa lagi sembarangan menebang pohon.",
        # Ways and concessions are no rules of their own.
        "[Pegawai diminta melapor setiap hari], boleh lewat pesan singkat.",
        "Meski bekerja dari rumah, lanjut Rahman, [ASN tetap harus memenuhi target kinerja].",
        # What is said twice.
        '"Jangan bikin pesta. [ASN saya larang bikin atau hadiri pesta]," tegasnya.',
        "[Seluruh ASN wajib bekerja dari rumah]. Isinya, ASN bekerja dari rumah.",
        # Hours that change are told by those of the clock.
        "Jam kerja pegawai dikurangi selama Ramadan 2021. [Jam kerja dipersingkat menjadi pukul"
        " 08.00 hingga 14.00].",
    ],
)
def test_what_is_told_round_the_rules(marked: str) -> None:
    _check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        # A class and the names of its units, before and behind the verb.
        "Untuk unit pelayanan dasar, yakni RSUD Cempaka, Puskesmas Rawa, dan Dinas Sosial,"
        " [tetap buka seperti biasa].",
        "Adapun [unit yang harus tetap memberikan pelayanan tatap muka] yakni RSUD Cempaka,"
        " Puskesmas Rawa, dan Dinas Sosial.",
        # A long list of those who are told.
        "Camat mengingatkan kantor yang melayani warga, seperti puskesmas, kantor pos, pasar,"
        " terminal dan stasiun, [agar menyusun jadwal jaga pegawai].",
        # The days on which a rule holds.
        "[Pegawai dilarang bepergian ke luar kota] mulai 6 Mei hingga 17 Mei 2021.",
        "[Laporan dikirim paling lambat tanggal 6 Mei].",
        "[Kegiatan belajar wajib dihentikan pada 25 hingga 30 Mei 2021].",
        "[Pengelola diminta menutup usaha wisatanya untuk sementara waktu].",
        # What was seen before it, who is quoted behind it.
        "Melihat asap makin pekat, [kami minta agar sekolah meliburkan siswanya].",
        "“[Seluruh kegiatan sekolah wajib diliburkan],” sebagaimana dikutip dari edaran itu.",
        # Who said it stands before the subject.
        "Khusus RSUD Cempaka dan puskesmas, tambahnya, [pegawainya tetap bertugas seperti biasa].",
        # Nouns that stand for a verb, contrasts, and things that are bound.
        "[ASN wajib memenuhi target kinerja] dan [presensi lewat aplikasi dua kali sehari].",
        "[Warga dilarang mudik] maupun [cuti selama libur Lebaran].",
        "[Perjalanan ke luar kota dikurangi 40 persen], sementara [rapat di hotel ditiadakan].",
        "[Gawai harus selalu aktif] dan [panggilan pimpinan wajib dijawab dalam 10 menit].",
        "Khusus [PAUD maksimal 30 persen], dan [orang tua dilarang menunggu di kelas].",
        "[Yang piket bergantian], [jadwalnya disusun kepala bidang].",
        "[Petugas lapangan tidak diberi uang makan, hanya diberi uang bensin].",
        "[ASN dilarang makan, minum dan merokok di ruang pelayanan].",
    ],
)
def test_how_a_rule_is_quoted(marked: str) -> None:
    _check(marked)


@pytest.mark.parametrize(
    ("text", "bearer", "modality"),
    [
        ("Selama WFH pegawai dilarang keluar kota.", "pegawai", "must_not"),
        ("Ia mengingatkan, saat WFH pegawai wajib siaga.", "pegawai", "must"),
        ("Setiap Sabtu pegawai agar tetap di rumah.", "pegawai", "must"),
        ("Jam kerja diatur kepala dinas masing-masing.", "kepala dinas masing-masing", "must"),
        ("Bupati membolehkan staf bekerja dari rumah.", "staf", "may"),
        ("Kepala dinas dapat memanggil staf sewaktu-waktu.", "Kepala dinas", "may"),
        ("Pegawai yang hamil tidak ditugaskan di kantor.", "Pegawai yang hamil", "must_not"),
        ("Pemkab Sukamaju memberlakukan WFH bagi tenaga kontrak.", "tenaga kontrak", "must"),
        ("Kepala dinas, lanjutnya, wajib melapor.", "Kepala dinas", "must"),
    ],
)  # fmt: skip
def test_who_is_bound(text: str, bearer: str, modality: str) -> None:
    (found,) = _found(text)
    assert (found.bearer, found.modality) == (bearer, modality)


def test_joined_rules_bind_the_same_people() -> None:
    text = "Para guru wajib hadir. Mereka diminta membersihkan kelas dan menyediakan sabun."
    assert [o.bearer for o in _found(text)] == ["Para guru"] * 3
