"""Document numbers: the own number by its place or cue, cited ones, blanks, spacing."""

from __future__ import annotations

import pytest

from analysed import analysed, letter, parsed, pipeline, unmarked
from circular_parser.document import Reading
from circular_parser.language.pipeline import analyse
from circular_parser.reading.prose import read_prose
from circular_parser.record import Circular
from circular_parser.resolve import resolve


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


@pytest.mark.parametrize(
    "report",
    [
        # The nearest noun before a number says whose it is.
        "Peraturan jam kerja itu tertuang dalam Surat Edaran (SE) Nomor <n>800/9/BKD/2021</n>.",
        "Keputusan itu dituangkan dalam SE bernomor <n>800/237/2021</n> bertanggal 3 Mei 2021.",
        "Bupati meneken surat penting dengan nomor: <n>800/237/2021</n> bagi para camat.",
        "Bupati mengirim surat edaran Bupati Bantaeng, H. Ramli nomor <n>800/237/2021</n>.",
        "Imbauan itu dibuat tertulis dengan nomor <n>005/99/2020</n> dan diteken wali kota.",
        # A number that is only followed up, served as a model or revoked is another's.
        "Dengan dasar SE Mendikbud Nomor 6/MK/2021, Sekda meneken SE Nomor: <n>B/40/003/2021</n>.",
        "SE Nomor <n>800/22/BKD/2021</n> terbit, selanjutnya dirinci dalam SE Nomor 800/26/2021.",
        "Merujuk SE Gubernur Nomor 31/OT/ORG, bupati menerbitkan SE Nomor <n>000.8.6/8/ORG</n>.",
        "Lewat SE Nomor <n>065/12/ORG</n> wali kota mencabut SE Nomor 065/4/ORG.",
        "Saat SE Nomor <n>21/2021</n> berlaku, maka SE Nomor 16/2021 dan Nomor 18/2021 dicabut.",
        "SE Nomor <n>12/SE/2021</n> menggantikan SE Nomor 8/SE/2021.",
        "Bupati menyebut UU Nomor 5 Tahun 2014. Ia lalu meneken SE Nomor <n>800/31/2021</n>.",
        "Tim dibentuk dengan SK Sekda Nomor 800/23/SK/2021 dan SE Nomor <n>800/22/2021</n>.",
        # A ministry's circular is the one reported on where no other is spoken of.
        "Menteri PANRB menerbitkan SE Menteri PANRB Nomor <n>9 Tahun 2023</n> tentang jam kerja.",
        "Menteri menerbitkan Instruksi Mendagri (Inmendagri) No <n>14 Tahun 2021</n> soal pasar.",
        "Aturan itu ada dalam SE Menteri PANRB No. <n>54/2020</n> tentang Perubahan Ketiga Atas "
        "SE Menteri PANRB No. 19/2020 tentang sistem kerja.",
        # Where a region issues one, the ministry's is not.
        "Bupati menerbitkan surat edaran. SE Menpan-RB Nomor 19 Tahun 2020 mengatur hal serupa.",
        # The short form of a number printed in full elsewhere.
        "Larangan itu ada dalam SE Menteri Agama Nomor <n>36 Tahun 2020</n>. "
        'Bunyi SE No. 36/2020: "pegawai tidak pulang."',
        "Penutupan itu mendasarkan pada Surat Edaran (SE) Bupati Nomor <n>556 Tahun 2017</n>.",
        # Nothing of the kind.
        "Sekda bicara soal PP Nomor 94 Tahun 2021. Surat edaran segera terbit.",
        "Surat edaran segera terbit. Baca juga: manfaat puasa, nomor 8 mengejutkan.",
    ],
)
def test_marked_numbers_of_reports(report: str) -> None:
    text, marks = unmarked(report)
    assert parsed(text).number == (marks[0][2] if marks else None)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        (": 060/ /I.7/TB/V/2021", "060//I.7/TB/V/2021"),
        (": 800/_____/BKPP/2021", "800//BKPP/2021"),
        (": 800 / 298 / SETDA / 07 / 2021", "800/298/SETDA/07/2021"),
        (": 443.1/986/Kesra.", "443.1/986/Kesra."),
        (": 5138 TAHUN 2026", "5138 TAHUN 2026"),
        ("SE-DJPL 14 TAHUN 2021", "SE-DJPL 14 TAHUN 2021"),
        (": 001/KPA.1-900/I/2017", "001/KPA.1-900/I/2017"),
        (": 440/842/07/2021 TANGGAL 4 MEI 2021", "440/842/07/2021"),
    ],
)
def test_more_numbers_of_titles(printed: str, number: str) -> None:
    assert parsed(letter(number=printed)).number == number


def test_a_month_like_segment_of_a_number_dates_nothing() -> None:
    record = parsed(letter(number=": 800/15/III-BKPSDM/2021", head="Bantaeng,      Mei 2021"))
    assert (record.number, record.issued_on) == ("800/15/III-BKPSDM/2021", None)


@pytest.mark.parametrize(
    "printed",
    ["065/JO t404.O31 t2020", "Boo lg?t t s.zo3 l zozo", "DISDIK SEKRETARIAT 7"],
)
def test_a_damaged_number_is_quoted_as_printed_with_a_warning(printed: str) -> None:
    record = parsed(letter(number=f": {printed}"))
    assert record.number is not None
    assert record.number.replace(" ", "") in printed.replace(" ", "")
    assert "doubtful_number" in {w.code for w in record.warnings if w.field == "/number"}
    sound = parsed(letter(number=": 065/10/404.031/2020"))
    confidences = [r.evidence["/number"][0].confidence for r in (record, sound)]
    assert confidences[0] < confidences[1] - 0.1


def _scanned(
    number: str, *confidences: float, readings: tuple[tuple[str, float], ...] = ()
) -> Circular:
    """Return the record of a letter whose number was recognised with the *confidences* told."""
    document = read_prose(letter(number=number).encode(), "text/plain", "test.txt")
    for line in document.lines:
        for word in line.words:
            word.confidence = 0.96
        if line.text.startswith("NOMOR"):
            for word, confidence in zip(line.words, confidences, strict=True):
                word.confidence = confidence
            line.readings.extend(Reading(text, "neural", share) for text, share in readings)
    return resolve(analyse(pipeline(), document))


def _warned(record: Circular) -> set[str]:
    return {warning.code for warning in record.warnings if warning.field == "/number"}


@pytest.mark.parametrize(
    ("confidences", "marked"),
    [
        pytest.param((0.95, 0.93, 0.2, 0.9), True, id="one part is hardly read"),
        pytest.param((0.95, 0.93, 0.9, 0.9), False, id="all is well read"),
        pytest.param((0.6, 0.5, 0.4, 0.5), False, id="the print is badly read too"),
    ],
)
def test_a_number_by_hand_is_marked(confidences: tuple[float, ...], marked: bool) -> None:
    record = _scanned("065/ 11 /ORG/2021", *confidences, readings=(("065/11/ORG/2021", 0.9),))
    assert record.number == "065/11/ORG/2021"
    assert ("handwriting" in _warned(record)) is marked


def test_a_serial_that_stays_open_names_the_next_best_reading() -> None:
    record = _scanned(
        "065/ //ORG/2021",
        *(0.95, 0.9, 0.1),
        readings=(("065/41/ORG/2021", 0.5), ("065/91/ORG/2021", 0.4)),
    )
    assert record.number == "065/41/ORG/2021"
    assert _warned(record) >= {"second_reading", "poorly_read"}
    assert any("065/91/ORG/2021" in warning.message for warning in record.warnings)
