"""The gazetteer: data, names as printed, cues, traps, speed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from circular_parser.language.regions import Gazetteer
from circular_parser.resources import ModelFolder, model_folder


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(model_folder())


def _found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str, str]]:
    return [(text[c.start : c.end], c.value.code, c.role) for c in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("code", "name", "level", "province"),
    [
        ("18.72", "Kota Metro", "kota", "Lampung"),
        ("33.19", "Kabupaten Kudus", "kabupaten", "Jawa Tengah"),
        ("18", "Provinsi Lampung", "provinsi", "Lampung"),
        ("31", "Provinsi DKI Jakarta", "provinsi", "DKI Jakarta"),
        ("34", "Provinsi DI Yogyakarta", "provinsi", "DI Yogyakarta"),
        ("34.04", "Kabupaten Sleman", "kabupaten", "DI Yogyakarta"),
        (
            "71.09",
            "Kabupaten Kepulauan Siau Tagulandang Biaro",
            "kabupaten",
            "Sulawesi Utara",
        ),
    ],
)
def test_get(gazetteer: Gazetteer, code: str, name: str, level: str, province: str) -> None:
    region = gazetteer.get(code)
    assert (region.name, region.level, region.province) == (name, level, province)
    assert region.province_code == code[:2]


def test_all_regions_are_there(gazetteer: Gazetteer) -> None:
    levels = [region.level for region in gazetteer._regions.values()]
    assert (levels.count("provinsi"), levels.count("kabupaten"), levels.count("kota")) == (
        38,
        416,
        98,
    )


def test_unknown_code(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError):
        gazetteer.get("99.99")


# Names that a kabupaten and a kota share: the cue tells them apart, without one both may be.
NAMESAKES = [
    "Bandung", "Banjar", "Bekasi", "Bima", "Blitar", "Bogor", "Cirebon", "Gorontalo",
    "Jayapura", "Kediri", "Kupang", "Madiun", "Magelang", "Malang", "Mojokerto", "Pasuruan",
    "Pekalongan", "Probolinggo", "Semarang", "Serang", "Solok", "Sorong", "Sukabumi", "Tangerang",
    "Tasikmalaya", "Tegal",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMESAKES)
def test_namesakes(gazetteer: Gazetteer, name: str) -> None:
    for level, cues in (
        ("kota", ("Wali Kota", "Pemkot", "Kota")),
        ("kabupaten", ("Bupati", "Pemkab", "Kabupaten")),
    ):
        for cue in cues:
            (found,) = gazetteer.find(f"{cue} {name} hadir")
            assert (found.value.level, found.value.name.split(" ", 1)[1]) == (level, name)
    assert {c.role for c in gazetteer.find(f"warga {name} hadir")} <= {"ambiguous"}


@pytest.mark.parametrize(
    ("text", "printed", "code"),
    [
        # cues decide the level
        ("Wali Kota Bogor menetapkan", "Bogor", "32.71"),
        ("Walikota Bogor menetapkan", "Bogor", "32.71"),
        ("Bupati Bogor menetapkan", "Bogor", "32.01"),
        ("Plt. Wakil Wali Kota Tegal", "Tegal", "33.76"),
        ("Pemkab Madiun", "Madiun", "35.19"),
        ("pemkot Madiun", "Madiun", "35.77"),
        ("Gubernur Jambi", "Jambi", "15"),
        ("Sekdako Bengkulu", "Bengkulu", "17.71"),
        ("Pemprov Gorontalo", "Gorontalo", "75"),
        ("Kab. Gorontalo", "Gorontalo", "75.01"),
        ("Kotamadya Cirebon", "Cirebon", "32.74"),
        ("Propinsi Bengkulu", "Bengkulu", "17"),
        # letterheads, line breaks, run-together words, OCR damage
        ("PEMERINTAH KOTA\nDUMAI\nDINAS KESEHATAN", "DUMAI", "14.72"),
        ("PEMERINTAHKOTADUMAI", "DUMAI", "14.72"),
        ("WALIKOTASALATIGA,", "SALATIGA", "33.73"),
        ("BUPATI TULANG\nBAWANG BARAT", "TULANG\nBAWANG BARAT", "18.12"),
        ("BUPATI W0NOSOBO,", "W0NOSOBO", "33.07"),
        ("BUPATI WONOSOBQ,", "WONOSOBQ", "33.07"),
        ("Kabupaten Bolaang Mongoudow Tirnur", "Bolaang Mongoudow Tirnur", "71.10"),
        ("Wali Kota Pekanbnru", "Pekanbnru", "14.71"),
        # spelling and spacing
        ("di Bandarlampung", "Bandarlampung", "18.71"),
        ("Provinsi Sumatra Barat", "Sumatra Barat", "13"),
        ("Kabupaten Toli Toli", "Toli Toli", "72.04"),
        ("Kab. Kep. Aru", "Kep. Aru", "81.07"),
        ("Kota Palangka Raya", "Palangka Raya", "62.71"),
        ("Kota Padangsidempuan", "Padangsidempuan", "12.77"),
        ("Kabupaten 50 Kota", "50 Kota", "13.07"),
        # press forms
        ("Pemkot Tangsel", "Tangsel", "36.74"),
        ("warga Solo", "Solo", "33.72"),
        ("Bupati Batola", "Batola", "63.04"),
        ("Bupati Benteng", "Benteng", "17.09"),
        ("ASN Pemprov Sultra", "Sultra", "74"),
        ("kebijakan Gubri", "Gubri", "14"),
        ("Gubernur Daerah Istimewa Yogyakarta", "Daerah Istimewa Yogyakarta", "34"),
        ("Daerah Khusus Ibukota Jakarta", "Daerah Khusus Ibukota Jakarta", "31"),
        ("Wali Kota Jogja", "Jogja", "34.71"),
        ("WALI KOTA JAKARTA SELATAN", "JAKARTA SELATAN", "31.74"),
        # longest name first; words that need a cue
        ("Kabupaten Tangerang", "Tangerang", "36.03"),
        ("di Papua Barat Daya", "Papua Barat Daya", "96"),
        ("Kota Metro", "Metro", "18.72"),
        ("Bupati Aru", "Aru", "81.07"),
        ("Kabupaten Sula", "Sula", "82.05"),
        ("Pemerintah Kota Batu", "Batu", "35.79"),
        ("Bupati Batu Bara", "Batu Bara", "12.19"),
    ],
)
def test_one_region(gazetteer: Gazetteer, text: str, printed: str, code: str) -> None:
    assert [(p, c) for p, c, _ in _found(gazetteer, text)] == [(printed, code)]


@pytest.mark.parametrize(
    "text",
    [
        "Kecamatan Dumai Timur",
        "Camat Medan Kota",
        "Kecamatan Kota Kudus",
        "Desa Jepara",
        "Kelurahan Palembang",
        "Jl. Surabaya No. 5",
        "warga Dumai Barat",
        "Polda Metro Jaya",
        "batu dan pasir",
        "serang balik di medan laga",
        "seluruh kabupaten dan kota",
        "Universitas Lampung",
        "kata Agam kepada wartawan",
        "Pemerintah Kabupaten/Kota",
    ],
)
def test_no_region(gazetteer: Gazetteer, text: str) -> None:
    assert [c for c in _found(gazetteer, text) if c[2] != "ambiguous"] == []
    assert all(c.score <= 0.6 for c in gazetteer.find(text))


def test_namesakes_without_a_cue_are_both_given(gazetteer: Gazetteer) -> None:
    assert _found(gazetteer, "di Bandung") == [
        ("Bandung", "32.04", "ambiguous"),
        ("Bandung", "32.73", "ambiguous"),
    ]


def test_cue_that_fits_no_region_scores_low(gazetteer: Gazetteer) -> None:
    (candidate,) = gazetteer.find("di pusat Kota Karawang")
    assert candidate.value.code == "32.15"
    assert candidate.rule == "regions.mismatch"
    assert candidate.score < 0.5


def test_cue_is_reported(gazetteer: Gazetteer) -> None:
    text = "oleh Wali Kota Metro"
    (candidate,) = gazetteer.find(text)
    ((start, end),) = candidate.extra
    assert text[start:end] == "Wali Kota"
    assert candidate.role == "cued"


def test_range_keeps_offsets(gazetteer: Gazetteer) -> None:
    text = "Kota Dumai dan Kota Metro"
    (candidate,) = gazetteer.find(text, 11)
    assert (candidate.start, candidate.end) == (20, 25)


def test_broken_files(tmp_path: Path) -> None:
    for name in ("regions.toml", "region_aliases.csv"):
        (tmp_path / name).write_bytes((model_folder().base / name).read_bytes())
    (tmp_path / "regions.csv").write_text(
        "code,level,name,province_code,common_word\n11,provinsi,Provinsi Aceh,11,0\n"
    )
    with pytest.raises(ValueError, match="missing"):
        Gazetteer.load(ModelFolder((tmp_path,)))


def test_fast_enough(gazetteer: Gazetteer) -> None:
    text = ("Pemerintah Kota Metro mengatur sistem kerja pegawai sampai akhir bulan. " * 80)[:5000]
    best = min(_seconds(gazetteer, text) for _ in range(5))
    assert best < 0.05


def _seconds(gazetteer: Gazetteer, text: str) -> float:
    begin = time.process_time()
    gazetteer.find(text)
    return time.process_time() - begin


def test_every_region_is_found_by_its_full_name(gazetteer: Gazetteer) -> None:
    for region in gazetteer._regions.values():
        for text in (region.name, f"PEMERINTAH {region.name.upper()}", f"di {region.name},"):
            codes = [c.value.code for c in gazetteer.find(text)]
            assert codes == [region.code], text


def test_every_region_is_found_with_its_words_run_together(gazetteer: Gazetteer) -> None:
    for region in gazetteer._regions.values():
        text = f"PEMERINTAH{region.name.upper().replace(' ', '')}"
        assert [c.value.code for c in gazetteer.find(text)] == [region.code], text
