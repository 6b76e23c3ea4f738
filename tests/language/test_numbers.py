"""Document numbers: the own number by its place or cue, cited ones, blanks, spacing."""

from __future__ import annotations

import pytest

from analysed import analysed, letter, parsed


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("065/11/ORG/2021", "065/11/ORG/2021"),
        (": 061.2 / 285 / Ro.Org", "061.2/285/Ro.Org"),
        (": 800/  /BKPP", "800//BKPP"),
        (": 800/......./BKPP/2021", "800//BKPP/2021"),
        ("19 TAHUN 2021", "19 TAHUN 2021"),
        ("48/SE/2021", "48/SE/2021"),
        (": SE. 28 TAHUN 2025", "SE.28 TAHUN 2025"),
        ("440-842 TAHUN 2020", "440-842 TAHUN 2020"),
        (": 870.1024/BKPSDM-PDG/2021", "870.1024/BKPSDM-PDG/2021"),
        ("800.1.6.2/2993/2024", "800.1.6.2/2993/2024"),
        ("360/6013/IV.06/VI/2021", "360/6013/IV.06/VI/2021"),
    ],
)
def test_number_in_the_title(printed: str, number: str) -> None:
    assert parsed(letter(number=printed)).number == number


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Bupati menerbitkan Surat Edaran Nomor 800/237 tentang jam kerja.", "800/237"),
        ("Surat edaran bernomor: 443/545/Din. Kes itu berlaku.", "443/545/Din.Kes"),
        ("Hal itu tertuang dalam SE No. 100.3.4/1051-Org yang diteken bupati.", "100.3.4/1051-Org"),
        ("Kebijakan itu diatur dalam SE Nomor 34/SE/2023.", "34/SE/2023"),
        ("Surat edaran dengan nomer 433/4956 tersebut beredar.", "433/4956"),
        ("Surat Edaran (SE) 440/5944 terbit.", "440/5944"),
        ("Surat Edaran Nomor 800.1/8019 Tahun 2025 terbit.", "800.1/8019 Tahun 2025"),
        (
            "Menindaklanjuti SE Menpan-RB Nomor 57/2020, bupati mengeluarkan Surat Edaran "
            "Nomor 065/77/ORG/2020.",
            "065/77/ORG/2020",
        ),
        (
            "Surat Edaran Nomor 149/X-KK/V/2020 tentang perubahan keempat atas surat edaran "
            "Nomor 53/X-KK/III/2020 beredar.",
            "149/X-KK/V/2020",
        ),
    ],
)
def test_own_number_in_reports(sentence: str, number: str) -> None:
    assert parsed(sentence).number == number


@pytest.mark.parametrize(
    "sentence",
    [
        "Surat edaran bupati menindaklanjuti SE Menteri PANRB Nomor 19 Tahun 2020.",
        "Surat edaran bupati memedomani Keputusan Presiden Nomor 7 Tahun 2020.",
        "Surat edaran itu sesuai Peraturan Pemerintah Nomor 94 Tahun 2021.",
    ],
)
def test_cited_numbers_are_not_the_own_one(sentence: str) -> None:
    assert parsed(sentence).number is None


def test_number_of_the_amended_circular_in_the_subject_is_no_own_number() -> None:
    text = letter().replace(
        "PENGATURAN JAM LAYANAN LOKET",
        "PERUBAHAN ATAS SURAT EDARAN BUPATI BANTAENG\nNOMOR 065/3/ORG/2021 TENTANG JAM LAYANAN",
    )
    assert [c.value for c in analysed(text).numbers if c.role == "own"] == ["065/11/ORG/2021"]


def test_blank_serial_is_warned_of() -> None:
    warnings = parsed(letter(number="800/    /BKPP")).warnings
    assert ("blank_in_number", "/number") in {(w.code, w.field) for w in warnings}


_SHAPES = """800/1894/BKPSDM/2021 | 061.1/1492/Org | 443.2/1352/BKD | 800/237 | 061.2/633/2020 |
800.1.6.2/2993/2024 | 065/7238/438.1.3.1/2020 | 061/781/013.02 | 360/6013/IV.06/VI/2021 |
800/29/IV.I/BKD | 800/15/III-BKPSDM/2021 | 443.1/60/III/2020 | 060/146/ORG/XII/2020 |
149/X-KK/V/2020 | 242/BM-III-2020 | 800/BKPP/368/III-2020 | 003/Setda-KK/208/IV/2021 |
870.1024/BKPSDM-PDG/2021 | 800/763-BKD/2020 | 443/244-26/BKPSDM | 48/SE/2020 |
921/SE/GUB.ORG-3.1/III/2020 | E-0021/SE/2023 | 800/SE-70/BKKPD | 443/SE.088-BKPSDM |
022-Setda/2024 | 100.3.4/1051-Org | Organ.065/62/III/2020 | 440/2436/SJ | B/531/M.KT.02/2025 |
S-21/MENKO/PMK/III/2021 | 19/SEOJK.06/2023 | 440-842 Tahun 2020 | SE.28 TAHUN 2025 |
B.153/40/08/2020 | 32 Tahun 2024 | 05 Tahun 2022 | 15449 Tahun 2023 | 800.1/8019 Tahun 2025 |
800.1.6/1101/BKD Tahun 2024 | 007/SE/MDA-Prov Bali/IX/2020"""


@pytest.mark.parametrize("number", [n.strip() for n in _SHAPES.split("|")])
def test_every_shape_is_read_whole_wherever_it_stands(number: str) -> None:
    for text in (
        letter(number=number),
        f"Bupati mengeluarkan Surat Edaran Nomor {number} tentang jam kerja. Pegawai hadir.",
        f"Surat Edaran (SE) Bupati Bantaeng Nomor: {number} tanggal 3 Mei 2021 terbit.",
        f"Surat edaran nomor {number}, yang ditandatangani bupati, berlaku hari ini.",
    ):
        assert parsed(text).number == number, text
