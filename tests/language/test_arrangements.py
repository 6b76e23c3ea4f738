"""Shares, rotations and structural levels, in sentences of our own."""

from __future__ import annotations

import pytest

from circular_parser.language.arrangements import ArrangementPatterns, find_arrangements
from circular_parser.resources import model_folder
from mini_letters import letter, report

PATTERNS = ArrangementPatterns.load(model_folder() / "arrangements.toml")


def found(text: str) -> dict[str, object]:
    """Return the members found in *text*, first one of each."""
    members: dict[str, object] = {}
    analysis = letter(text)
    for candidate in find_arrangements(analysis, PATTERNS):
        assert analysis.text[candidate.start : candidate.end].strip()
        for name, value in candidate.value.model_dump().items():
            if value is not None:
                members.setdefault(name, value)
    return members


@pytest.mark.parametrize(
    ("sentence", "home", "office"),
    [
        ("Sebanyak 60 persen pegawai bekerja dari rumah.", 0.6, None),
        ("Pegawai yang WFH paling banyak 40% dari jumlah seluruhnya.", 0.4, None),
        ("Pembagian kerja ditetapkan WFH 70% dan WFO 30%.", 0.7, 0.3),
        (
            "Work From Home (WFH) dan Work From Office (WFO) bagi staf kini menjadi 40:60 persen.",
            0.4,
            0.6,
        ),
        ("Work From Office (WFO) sebesar 35 persen, sisanya 65 persen Work From Home.", 0.65, 0.35),
        ("Kehadiran pegawai di kantor paling banyak 25 % (dua puluh lima persen).", None, 0.25),
        ("Camat mengatur pegawai yang WFA paling banyak 40 (empat puluh) persen.", 0.4, None),
        ("Jumlah pegawai yang bekerja di rumah maksimal 50 Ye (lima puluh persen).", 0.5, None),
        ("Pegawai bekerja dari rumah dengan komposisi 50%-50%.", 0.5, 0.5),
        ("Ada yang di kantor dan di rumah, proporsinya 50:50.", 0.5, 0.5),
        ("50% pegawai bekerja di kantor dan 50% sisanya dua hari bekerja dari rumah.", 0.5, 0.5),
        ("Separuh pegawai bekerja dari rumah setiap hari.", 0.5, None),
        ("Setengah bekerja dari rumah, yang lain di kantor.", 0.5, None),
        ("Separo pegawai kerja di rumah, sisanya berjaga.", 0.5, None),
        ("Minimal separuhnya harus ada di kantor.", None, 0.5),
        ("Pegawai yang bekerja secara fleksibel paling banyak 40 persen.", 0.4, None),
        (
            "Dibagi dua regu, sepekan di kantor sepekan di rumah. Tiap regu 50 persen.",
            0.5,
            None,
        ),
        ("Dibagi dua regu, sepekan di kantor sepekan di rumah.", None, None),
        ("Dinas pada sektor non esensial menerapkan WFH 75 persen.", 0.75, None),
        ("Pegawai di kantor dan di rumah dibagi 50-50.", 0.5, 0.5),
        ("Seluruh perangkat daerah menerapkan WFH 100 persen.", 1.0, None),
        ("Pegawai yang bekerja dari rumah 33,3 persen.", 0.333, None),
        ("Setengah dari jumlah ASN masuk kantor.", None, 0.5),
        ("Bupati merumahkan 65 persen pegawainya.", 0.65, None),
        ("WFH diberlakukan dengan kapasitas 45 persen di setiap kantor.", 0.45, None),
        ("Pegawai WFA maksimal 25% dari jumlah pegawai di setiap OPD.", 0.25, None),
        (
            "SE tentang PPKM level 4 di Kota Y, perkantoran menerapkan WFH sebesar 80 persen.",
            0.8,
            None,
        ),
        ("WFH paling banyak 50 % dan WFO 50 %.", 0.5, 0.5),
        # The rest is told by its word; each of two halves; what a share was before.
        ("Yang masuk kantor hanya 25 persen, sisanya bekerja dari rumah.", 0.75, 0.25),
        ("Pegawai di kantor dibatasi maksimal 40 persen, selebihnya WFH.", 0.6, 0.4),
        ("Pegawai di kantor dibatasi maksimal 40 persen. Selebihnya WFH.", 0.6, 0.4),
        ("Pegawai yang masuk hanya 40 persen, sedangkan 60 persen bekerja dari rumah.", 0.6, 0.4),
        ("Pegawai di kantor dibatasi 40 persen, sisanya cuti.", None, 0.4),
        ("WFH dan WFO masing-masing 50 persen.", 0.5, 0.5),
        ("Separuh pegawai bekerja di kantor dan separuh lagi di rumah.", 0.5, 0.5),
        ("Porsi WFH ditambah dari 25 persen menjadi 50 persen.", 0.5, None),
        # What another circular had, or another year, is no share of this one.
        ("Edaran itu mencabut SE Nomor 443.1/29/2021 yang mengatur WFH 60 persen.", None, None),
        ("Pada tahun 2021 kota ini pernah menerapkan WFH 75 persen.", None, None),
        ("Sebelumnya WFH hanya 25 persen.", None, None),
        ("WFH yang semula 25 persen kini menjadi 75 persen.", 0.75, None),
        (
            "Sebelumnya pegawai WFH 25 persen.\nSekarang 75 persen di rumah, 25 persen di kantor.",
            0.75,
            0.25,
        ),
        ("Petugas loket 100 % tidak boleh WFH.\nStaf lain boleh WFH maksimal 40 %.", 0.4, None),
        ("Pegawai bekerja di rumah sebayak 30 % (tiga puluh).", 0.3, None),
        ("Hanya 20 persen pegawai yang hadir di kantor.", None, 0.2),
        ("Kerja dari rumah penuh lebih hemat dibanding skema 50 persen WFO.", None, None),
        ("WFH berlaku, namun 30 persen pegawai harus tetap hadir.", None, 0.3),
        ("WFH 75 % (tujuh puluh lima persen) dari jumlah pegawai.", 0.75, None),
        ("WFH sebanyak 25% (dua puluh lima) dari jumlah pegawai.", 0.25, None),
        ("WFH 25 (dua puluh lima persen) dari jumlah pegawai.", 0.25, None),
        ("WFH paling sedikit 55 persen.", 0.55, None),
        ("WFH hingga 75 persen pegawai.", 0.75, None),
        ("Pegawai WFO 30 persen.", None, 0.3),
        # Figures without a sign that make up the whole.
        ("Pembagian WFH dan WFO 50:50.", 0.5, 0.5),
        ("Perbandingan WFO dan WFH 40 : 60.", 0.6, 0.4),
        ("Pegawai dibagi WFH 75 dan WFO 25.", 0.75, 0.25),
        ("ASN yang bekerja dari rumah 75% dan dari kantor 25%.", 0.75, 0.25),
        # Misprints of the English words.
        ("Sebanyak 50% pegawai Work Form Home.", 0.5, None),
        ("Sebanyak 50% pegawai Work From Ho.", 0.5, None),
        ("Sebanyak 50% pegawai WorkFrom Home.", 0.5, None),
        ("Sebanyak 50% pegawai EFH.", 0.5, None),
        # Those who all come are no share; what is left has one.
        ("Sektor esensial meliputi kesehatan 100 % WFO, sisanya 50 % WFH.", 0.5, None),
        # Fractions in words, the sign with -nya, other places than the home.
        ("Tiga perempat pegawai berkantor di rumah.", 0.75, None),
        ("Dua pertiga dari jumlah ASN bekerja dari rumah.", 0.667, None),
        ("Seperempat pegawai tetap masuk kantor.", None, 0.25),
        ("Tiga perempat anggaran dipakai untuk kantor.", None, None),
        ("Jadi 60 persen WFO, 40 persennya lagi WFH.", 0.4, 0.6),
        ("Pegawai bekerja dari lokasi lain paling banyak 45 persen.", 0.45, None),
        # The number of those told of in the sentence before.
        ("Pegawai boleh WFH. Namun jumlahnya tidak boleh lebih dari separuh pegawai.", 0.5, None),
        ("Pegawai boleh WFH. Jumlahnya maksimal 40 persen.", 0.4, None),
        ("Pegawai boleh WFH. Jumlah anggarannya 40 persen dari pagu.", None, None),
        # Two halves by turns.
        (
            "Pegawai dibagi 2 (dua) kelompok, masing-masing 50%, yang masuk kantor bergantian.",
            0.5,
            0.5,
        ),
        ("Pegawai dibagi dua kelompok, masing-masing 50%, untuk senam pagi.", None, None),
        # Work at a place of one's choice, with an upper limit.
        ("Paling banyak 45 persen pegawai boleh bekerja dari luar kantor.", 0.45, None),
        ("Jumlah pegawai yang melaksanakan FWA paling banyak 40% (empat puluh persen).", 0.4, None),
        ("Pegawai melaksanakan tugas secara fleksibel paling banyak 30 persen.", 0.3, None),
        ("Cuti tahunan paling banyak 5% dari jumlah pegawai yang melaksanakan FWA.", None, None),
        ("Produktivitas ASN yang WFH naik 20 persen.", None, None),
        # Figures in words, halves, figures before their places.
        ("WFH seratus persen bagi semua pegawai.", 1.0, None),
        ("Empat puluh persen pegawai diperbolehkan kerja dari rumah.", 0.4, None),
        (
            "Kegiatan sektor non esensial 80% (delapan puluh persen) WFH dan 20% WFO.",
            0.8,
            0.2,
        ),
        ("Intinya separuh-separuh. Tiga orang kerja di kantor, tiga di rumah.", 0.5, 0.5),
        ("WFH diterapkan bergiliran separuh-separuh.", 0.5, 0.5),
        ("Pembagian tugas rapat separuh-separuh.", None, None),
        ("Dulu separuh-separuh, sekarang 30 persen di kantor, 70 persen di rumah.", 0.7, 0.3),
        ("ASN WFH dibatasi, tak boleh lebih dari separuh per unit.", 0.5, None),
        ("Bidang keuangan WFH seluruhnya, bidang lain setengahnya.", None, None),
        ("Proporsi yang bekerja di rumah dan yang bekerja di kantor adalah 50% : 50%.", 0.5, 0.5),
        # The rest is at home, so that the figure is of the office.
        ("Ruangan hanya boleh diisi 25 persen pegawai, selebihnya WFH.", None, None),
        ("Perkantoran hanya boleh diisi 25 persen pegawai, selebihnya WFH.", 0.75, 0.25),
        ("Hanya 30 persen ASN boleh berkantor, sementara yang lain WFH.", 0.7, 0.3),
        # Those who are not among the share told with its place.
        ("Kantor hanya boleh diisi 25 persen pegawai, sedangkan 75 persen WFH.", 0.75, 0.25),
        ("Diisi 25 persen pegawai, sedangkan 75 persen sisanya bekerja dari rumah.", 0.75, 0.25),
        ("Ruangan diisi 30 persen pegawai, sedangkan 50 persen WFH.", 0.5, None),
        ("WFA dibagi 50 persen di kantor dan 50 persen di luar kantor.", 0.5, 0.5),
    ],
)
def test_share(sentence: str, home: float | None, office: float | None) -> None:
    members = found(sentence)
    assert members.get("home_share") == pytest.approx(home) if home else "home_share" not in members
    assert (
        members.get("office_share") == pytest.approx(office)
        if office
        else "office_share" not in members
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Selama bekerja dari rumah sediakan cairan alkohol 70 persen.",
        "TPP pegawai yang WFH tanpa melapor dipotong 5 persen.",
        "Kasus positif naik 40 persen sehingga pegawai bekerja dari rumah.",
        "Restoran melayani 25 persen pengunjung dan pegawainya tidak bekerja di rumah.",
        "WFH diberlakukan agar belanja listrik turun 20 persen.",
        "Pegawai unit pelayanan tetap bekerja di kantor 100 persen.",
        "WFH berkisar 50-75 persen menurut keadaan.",
        "Surat ini ditandatangani 17 Maret 2021.",
        "Pasien dirawat di rumah sakit 80 persen.",
        "Misalnya kantor yang menerapkan WFH 40 persen, sisanya 60 persen WFO.",
        "Artinya bisa 40 persen, bisa 30 persen yang WFH.",
        "Tarif tol dipotong 20 persen bagi pemudik yang WFA, harga tiket naik 10 persen.",
        "Kegiatan pada sektor non esensial diberlakukan 100 persen WFH.",
        "Upah naik 8,5 persen sementara pegawai bekerja di rumah.",
        "Pusat belanja menerima 25 persen pengunjung dan pegawai WFH.",
        "Anggaran dipangkas 50 persen, pegawai WFH.",
        "Pegawai WFH 12 dan WFO 30 orang.",
        "Pegawai yang masuk kantor maksimal lima orang per kantor, lainnya WFH.",
        "Jam kerja 32,5 jam per minggu, 6,5 jam per hari bagi pegawai WFH.",
        "Yang WFH 50 persen ditambah 25 persen lagi, sehingga total 75 persen WFH.",
    ],
)
def test_other_percentages_are_no_shares(sentence: str) -> None:
    members = found(sentence)
    assert "home_share" not in members
    assert "office_share" not in members


def test_a_matrix_gives_no_share() -> None:
    members = found(
        """
        Pelaksanaan kerja dari rumah diatur sebagai berikut:
        1. zona kuning, WFH 50 persen;
        2. zona merah, WFH 75 persen.
        """
    )
    assert "home_share" not in members


@pytest.mark.parametrize(
    "text",
    [
        "PPKM level 1, WFO 75 persen.\nPPKM level 4, 100 persen pegawai WFH.",
        "Sektor non-esensial WFH 100 persen.\nSektor esensial WFO paling banyak 50 persen.",
        "Zona rendah WFO 75 persen.\nSehingga yang WFH 25 persen.\nZona tinggi WFO 25 persen.",
        "Zona hijau WFO 100 persen. Zona kuning WFO 75 persen. Zona oranye WFO 50 persen.",
        "Luar Jawa-Bali level 3 WFO 50 persen, level 4 WFO 25 persen.",
        "Sektor non-esensial WFH 75 persen, esensial WFO 50 persen, kritikal WFO 100 persen.",
        "Pegawai yang sudah divaksin WFO 50 persen, sektor esensial WFO 75 persen.",
        "Level 3 WFH sebesar 75 %.\nLevel 4 WFH sebesar 100 %.",
        "WFH 50 persen pada bulan ini.\nWFH 75 persen pada bulan depan.",
        "Pegawai di 9 dinas WFH 100 persen.\nPegawai di tiga kantor WFH 25 persen.",
    ],
)
def test_shares_that_differ_from_case_to_case_give_none(text: str) -> None:
    assert "home_share" not in found(text)


def test_what_is_allowed_counts_before_what_was_counted() -> None:
    members = found(
        """
        Pegawai yang melaksanakan WFH maksimal 50 persen.
        Tetapi menurut data tidak lebih dari 15 persen yang WFH.
        """
    )
    assert members["home_share"] == 0.5


def test_one_share_said_twice_is_one() -> None:
    members = found("WFH sebesar 50 persen. Pegawai yang bekerja dari rumah itu 50 persen.")
    assert members["home_share"] == 0.5


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        (
            "Pegawai satu hari di kantor dan satu hari di rumah.",
            "satu hari di kantor dan satu hari",
        ),
        (
            "Pola kerja 2 (dua) hari masuk dan 2 (dua) hari di rumah.",
            "2 (dua) hari masuk dan 2 (dua) hari di rumah",
        ),
        ("Staf sehari bekerja di kantor dan sehari bekerja di rumah.", "sehari bekerja di rumah"),
        ("Jam kerja dibagi dua shift, pagi dan siang.", "dua shift"),
        ("Kepala bidang mengatur pegawai dengan sistem bergilir.", "sistem bergilir"),
        ("Staf masuk kantor secara bergantian setiap pekan.", "bergantian setiap pekan"),
        ("Jam kerja terdiri atas dua sif, sif pagi dan sif siang.", "dua sif, sif pagi"),
        ("Pegawai diatur masuk kerja selang-seling setiap hari.", "selang-seling setiap hari"),
    ],
)
def test_rotation(sentence: str, phrase: str) -> None:
    assert phrase in str(found(sentence).get("rotation"))


@pytest.mark.parametrize(
    ("sentence", "levels"),
    [
        ("Paling sedikit 2 (dua) level pejabat struktural tetap di kantor.", 2),
        ("Terdapat minimal dua level pejabat struktural tertinggi yang hadir.", 2),
        ("Minimal 1 (satu) tingkat pejabat struktural hadir di kantor.", 1),
        ("Dua level tertinggi tetap bekerja di kantor.", 2),
        ("Hadir perwakilan minimal 2 level pejabat di kantor.", 2),
        ("Camat dan 1 (satu) level pejabat struktural di bawahnya dikecualikan.", None),
        ("Seluruh tingkat pejabat struktural tetap di kantor.", None),
        ("Kota ini berada pada PPKM level 3 sejak kemarin.", None),
        ("Kewaspadaan naik dua tingkat.", None),
    ],
)
def test_structural_levels(sentence: str, levels: int | None) -> None:
    assert found(sentence).get("minimum_structural_levels") == levels


@pytest.mark.parametrize(
    ("sentence", "arranged"),
    [
        ("Pegawai melaksanakan tugas kedinasan dari rumah mulai besok.", True),
        ("Pemkot memberlakukan work from home bagi ASN.", True),
        ("Masa kerja dari rumah yang berakhir kemarin diperpanjang sepekan.", True),
        ("Mencabut Surat Edaran Nomor 5 tentang Pelaksanaan Kerja dari Rumah.", False),
        ("Pegawai tidak lagi bekerja dari rumah dan masuk kantor penuh.", False),
        ("Pemprov tidak memberlakukan sistem Work From Home (WFH) atau WFA bagi ASN.", False),
        ("Undangan rapat koordinasi pajak daerah.", False),
        ("Pengemudi wajib menutup muatan dengan terpal.", False),
    ],
)
def test_mention_of_work_from_home(sentence: str, arranged: bool) -> None:
    rules = {c.rule for c in find_arrangements(report(sentence), PATTERNS)}
    assert ("arrangements.mention" in rules) == arranged
