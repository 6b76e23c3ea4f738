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
