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
        # Carried over to the next line of a narrow column.
        (": 800.1.11.4/ 902\n/BKPSDM/2021", "800.1.11.4/902/BKPSDM/2021"),
        (": B-\n1109/Kk.19.08/KP.00/06/2021", "B-1109/Kk.19.08/KP.00/06/2021"),
        (": 800/12/BKPSDM\nTENTANG-LOKET", "800/12/BKPSDM"),
        ("19 TAHUN 2021", "19 TAHUN 2021"),
        ("48/SE/2021", "48/SE/2021"),
        (": HK 02.02/1/305/2021", "HK 02.02/1/305/2021"),
        (": SE. 28 TAHUN 2025", "SE.28 TAHUN 2025"),
        ("440-842 TAHUN 2020", "440-842 TAHUN 2020"),
        (": 870.1024/BKPSDM-PDG/2021", "870.1024/BKPSDM-PDG/2021"),
        ("800.1.6.2/2993/2024", "800.1.6.2/2993/2024"),
        ("360/6013/IV.06/VI/2021", "360/6013/IV.06/VI/2021"),
        ("PM 25 Tahun 2021", "PM 25 Tahun 2021"),
        # Place and day, or the day alone, at the end of its line.
        (": 12/DPK/2021 Kota Bima, 4 Mei 2021", "12/DPK/2021"),
        (": 12/DPK/2021          4 Mei 2021", "12/DPK/2021"),
        # The column at the right.
        (": 12/DPK/438 . 6/2021   Kepada", "12/DPK/438.6/2021"),
        (": 12/DPK/2021   K e p a d a", "12/DPK/2021"),
        (": 12/DPK/2021   2. Inspektur Daerah", "12/DPK/2021"),
        # TENTANG on the line of the number, the space before it lost.
        (": 12/DPK/2021TENTANG", "12/DPK/2021"),
        # A dotted blank, however many of its dots were read.
        (": 440/./DPK/2021", "440//DPK/2021"),
        (": 440/ .. /DPK/2021", "440//DPK/2021"),
        ("12 Tahun 2021", "12 Tahun 2021"),
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
        ("Bupati meneken Surat Edaran Nomor 800/12/Sekr BKD tentang apel.", "800/12/Sekr BKD"),
        ("Bupati meneken SE Nomor 800/19 427.7/2021 tentang apel.", "800/19 427.7/2021"),
        ("Kebijakan itu diatur dalam SE Nomor 34/SE/2023.", "34/SE/2023"),
        ("Surat edaran dengan nomer 433/4956 tersebut beredar.", "433/4956"),
        ("Surat Edaran (SE) 440/5944 terbit.", "440/5944"),
        ("Surat Edaran Nomor 500/133/EKON & SDM/2020 terbit.", "500/133/EKON & SDM/2020"),
        ("Bupati meneken Surat Edaran Nomor Registrasi 45 Tahun 2023.", "45 Tahun 2023"),
        ("Bupati meneken edaran dengan nomor surat: 045/112/2023.", "045/112/2023"),
        ("Hal itu dimuat dalam surat edaran dengan nomor OR. 800/12/V/2021.", "OR.800/12/V/2021"),
        ("Surat Edaran Nomor 800.1/8019 Tahun 2025 terbit.", "800.1/8019 Tahun 2025"),
        ("Surat Edaran Nomor 004. 1/77/KESRA/2022 terbit.", "004.1/77/KESRA/2022"),
        ("Surat Edaran Nomor 180/612 -Hukum/2022 terbit.", "180/612-Hukum/2022"),
        (
            "Hal itu diatur dalam surat edaran omor 420/61/Disdik/2022 soal libur.",
            "420/61/Disdik/2022",
        ),
        ("SE Nomoe: 100/ 61 /COVID/2022 diteken kemarin.", "100/61/COVID/2022"),
        (
            "Dinas Pendidikan menindaklanjuti Inmendagri Nomor 18 Tahun 2022 dengan menerbitkan "
            "Surat Edaran Nomor 421/61/2022.",
            "421/61/2022",
        ),
        ("Surat Edaran Nomor 12/XI/SATPOL PP yang terbit kemarin.", "12/XI/SATPOL PP"),
        ("Hal itu tertuang dalam SE Wali Kota 300/77/100.25 soal kafe.", "300/77/100.25"),
        (
            "Pegawai pulang cepat. Sebelumnya, Pemkab Bantaeng menerbitkan Surat Edaran Nomor "
            "800/61/2022 soal jam kerja.",
            "800/61/2022",
        ),
        (
            "Kanwil Kemenag Jambi mengeluarkan surat edaran bernomor B-77/Kw.05/2022. Edaran itu "
            "berdasarkan surat Menteri Agama Nomor 16 dan 17 tahun 2022.",
            "B-77/Kw.05/2022",
        ),
        (
            "Hal itu ada dalam Surat Edaran Menteri Sosial Nomor 12 Tahun 2022. Larangan bagi "
            "prajurit ada dalam SE yang diterbitkan Satuan Tugas Nomor B-3/KA/2022.",
            "12 Tahun 2022",
        ),
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
800.1.6/1101/BKD Tahun 2024 | 007/SE/MDA-Prov Bali/IX/2020 |
065/417/B.Adm-KL | 730/6012/MP/BKD | 065/0914/Org-Setda | 441/3107/15/2021 |
060/1841/1.8/2022 | 443/519/100.02 | 100.3.4.3/207/BU-KBR/2026 | 800/B.05/BKPP/611/X/2025 |
800/214/Setda.III.07/2021 | 700/31-17/Inspektorat | 800/1209/31-SK/2022 | 71/SE/BKD/2022 |
000.8.6.1/5120/SE/2025 | 800/211-Org | BKD.840/44/Bid.IV-Kesra/2021 | 443.1/09/BO2.1 |
180/83/Bag.3 | 7 Tahun 2025 | 12807 Tahun 2025 | 1/512/tahun 2021 | 091/PHDI-Bali/X/2021 |
065/3174/B.Org | 800/0317/org | 356/4120/SET | 64/2020 | SE.7 tahun 2021 |
400.7/0004/436.7.2.3.61/2026 | 000.8.3/081e TAHUN 2023 | 800/3071/427.81/2022 |
445/4417/DINKES-YANKES.C | 14/SE/V/2021 | 004/KPA.1-900/II/2018 | 443 2/158/SETDA | 3 of 2024"""


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
        # Whose circular it is says the subject of the verb, if none stands before the number.
        "Bupati Kudus melarang parsel lewat surat edaran. Semula KPK menerbitkan surat nomor "
        "B/77/GTF/2021 soal parsel.",
        "Bupati Kudus meneken edaran. Sebelumnya, Menteri PANRB menerbitkan SE No. 7/2021.",
        "Menteri Agama meneken SE Menteri Agama Nomor <n>5 Tahun 2021</n>, lanjutan dari "
        "instruksi dirjen bimas islam nomor 11 tahun 1988.",
        "Sesuai arahan Menteri PANRB, Bupati Kudus menerbitkan SE Nomor <n>800/31/2021</n>.",
        "Wali kota menerbitkan SE Nomor <n>510/88</n>tentang pencabutan SE Nomor 510/77.",
        "Edaran itu mengatur: Undang Undang Nomor 5 Tahun 2014 tentang ASN tetap dipatuhi.",
        "Ketentuannya ada dalam Surat Edaran <n>M/9.HK/III/2021</n> tentang upah.",
        "Bupati menerbitkan SE Nomor <n>800/180/2021</n>. Surat itu beredar.",
        # A unit code of two words in capitals; a sentence that is but the number.
        "Bupati menerbitkan SE Nomor <n>360/41/SATGAS COVID-19/BPBD/2021</n> soal loket.",
        "Bupati menerbitkan SE Nomor <n>800/41/BKD</n> SATPOL menjaga pasar.",
        "Instruksi Mendagri Nomor 9 Tahun 2021 memperketat. "
        "“Edarannya sudah keluar. Nomor <n>800/14/BKD/2021</n>,” kata Kepala BKD Kota Ambon.",
        # What a measure rests on, or what is followed up, where no other is spoken of.
        "Kebijakan ini merujuk pada surat edaran Wali Kota Ambon No. <n>27/2021</n>.",
        "Satpol PP memantau kafe. Hal ini menindaklanjuti surat edaran nomor <n>451/61/Kesra</n>.",
        "Kebijakan ini merujuk pada SE Gubernur Maluku Nomor 3/OT/2021. Aturan dituangkan dalam SE "
        "Nomor <n>800/20/ORG</n>.",
        "Ini perubahan dari SE Bupati Nomor 360/35/2021 menjadi Nomor <n>360/41/2021</n>.",
        "Instruksi itu diatur dalam Surat Edaran No.<n>17/2021</n> tentang loket.",
        "Aturan itu mengacu surat edaran Menteri Perhubungan <n>22/2021</n> tentang truk.",
        "Hal ini menyusul SE Gubernur Maluku Nomor 186/PT/2021. Edaran itu mengacu ke sana.",
        "Surat edaran beredar. Isinya menindaklanjuti Surat Edaran Menteri Nomor 440/77/SJ.",
        "Kami belum menyusun aturan. Surat itu tindak lanjut dari SE Menteri PANRB No. 13/2021.",
        "Menindaklanjuti SE Menteri PANRB No. 13/2021, Bupati Kudus membuat surat edaran.",
        # A region's government applies what a minister asked for; nobody of a region does.
        "Pemkab Kudus menerapkan kerja dari rumah. Itu tindak lanjut dari SE Menteri PANRB No. "
        "13/2021.",
        "Kantor pajak menerapkan kerja dari rumah. Itu tindak lanjut dari SE Menteri PANRB No. "
        "<n>13/2021</n>.",
        # A label of its own, words that lay it down.
        "Bupati Blora meneken surat edaran dengan nomor surat, <n>121/E/2020</n> soal loket.",
        "Surat edaran bupati itu tertuang dalam <n>061.2/1166/15/2021</n> dan berlaku besok.",
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
    doubts = [1 - r.evidence["/number"][0].confidence for r in (record, sound)]
    assert doubts[0] > 10 * doubts[1]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("000.8.3 /4120/436.3.4/2025", "000.8.3/4120/436.3.4/2025"),
        ("800/ 811/ E.5/IV/2022", "800/811/E.5/IV/2022"),
        ("400.715/BPPD- Kbr/VIII/2022", "400.715/BPPD-Kbr/VIII/2022"),
        ("800/612 /BKPSDM", "800/612/BKPSDM"),
        ("060/ 71 /ORG/2021", "060/71/ORG/2021"),
        ("850/ 1804/ GPB/ 2021", "850/1804/GPB/2021"),
        ("443/ 1418 Tahun 2021", "443/1418 Tahun 2021"),
        ("SE. 4 TAHUN 2021", "SE.4 TAHUN 2021"),
        ("UM 0214-Bb17.7.4/801", "UM 0214-Bb17.7.4/801"),
        # A unit of two words, an abbreviated unit with its dot.
        ("100.3.4/20511/BIRO Org", "100.3.4/20511/BIRO Org"),
        ("443/612/Din. Kes", "443/612/Din.Kes"),
        ("061.2 / 317 / Ro.Org", "061.2/317/Ro.Org"),
        ("300/ 2814 /Pem.", "300/2814/Pem."),
    ],
)
def test_blanks_inside_a_number_are_dropped_wherever_it_stands(printed: str, number: str) -> None:
    for text in (
        letter(number=f": {printed}"),
        f"Bupati mengeluarkan Surat Edaran Nomor {printed} tentang jam loket. Pegawai hadir.",
        f"Surat edaran nomor {printed}, yang ditandatangani bupati, berlaku hari ini.",
    ):
        assert parsed(text).number == number, text


_OWN = "065/41/ORG/2022"


@pytest.mark.parametrize(
    "named",
    [
        "Surat Edaran Nomor {}",
        "Surat Edaran Nomor: {}",
        "Surat Edaran Nomor : {}",
        "Surat Edaran NOMOR {}",
        "SE No. {}",
        "SE No {}",
        "edaran nomer {}",
        "surat edaran bernomor {}",
        "Surat Edaran bernomor: {}",
        "edaran dengan nomor {}",
        "surat dengan nomor: {}",
        "Surat Edaran (SE) {}",
        "(SE) Nomor : {}",
        # Glued to the word or the number beside it.
        "Surat Edaran nomor.{}",
        "Surat Edaran Nomor{}",
        "Surat Edaran tahun 2022Nomor : {}",
        # The issuer or his name between noun and number.
        "surat edaran Bupati Blora Nomor {}",
        "Surat Edaran (SE) Bupati Blora Nomor {}",
        "Surat Edaran Sekretaris Daerah Nomor {}",
        "Surat Edaran Gubernur Kaltara Nomor {}",
        "surat edaran Bupati Blora, Ir. H. Sutarno nomor {}",
        # Other nouns.
        "Edaran Nomor {}",
        "surat bernomor {}",
        "Surat Nomor {}",
        "surat penting dengan nomor {}",
        "Instruksi Nomor {}",
        "Surat pemberitahuan Nomor {}",
        "surat penegasan Nomor {}",
        "Surat Perintah Tugas Nomor {}",
        "Surat Pernyataan Nomor {}",
    ],
)
def test_what_introduces_a_number(named: str) -> None:
    cited = named.format(_OWN)
    assert parsed(f"Bupati mengeluarkan {cited} tentang jam loket.").number == _OWN
    assert parsed(f"Aturan itu tertuang dalam {cited} yang berlaku besok.").number == _OWN


@pytest.mark.parametrize(
    "behind",
    [
        " tentang jam loket",
        " Tentang Jam Loket",
        " TENTANG JAM LOKET",
        " tanggal 3 Mei 2022",
        " tertanggal 3 Mei 2022",
        " perihal jam loket",
        " prihal jam loket",
        ", Senin",
        " yang berlaku",
        " itu",
        " tersebut",
        " efektif besok",
        ".",
        "\nPegawai hadir.",
    ],
)
def test_where_a_number_ends(behind: str) -> None:
    assert parsed(f"Bupati mengeluarkan SE Nomor 065/41/ORG{behind}").number == "065/41/ORG"


@pytest.mark.parametrize(
    "cue",
    [
        "menindaklanjuti",
        "menindak lanjuti",
        "memedomani",
        "mempedomani",
        "berpedoman pada",
        "berpedoman kepada",
        "mendasar pada",
        "berdasar pada",
        "merujuk",
        "mengacu pada",
        "memperhatikan",
        "menunjuk",
        "sebagai tindak lanjut",
        "sesuai",
        "atas dasar",
    ],
)
def test_a_number_behind_the_words_of_a_basis_is_cited(cue: str) -> None:
    cited = f"{cue} SE Gubernur Jambi Nomor 440/77/KES/2022"
    assert parsed(f"Surat edaran bupati itu {cited}. Pegawai hadir.").number is None
    assert parsed(f"Bupati meneken Surat Edaran Nomor {_OWN} {cited}.").number == _OWN
    assert parsed(f"Surat edaran itu {cited}. Edaran bupati bernomor {_OWN}.").number == _OWN


_OLD = "SE Nomor 065/12/ORG/2022"


@pytest.mark.parametrize(
    "report",
    [
        "Penutupan loket menindaklanjuti surat edaran Menteri Agama Nomor 9 Tahun 2022. Kami "
        "menindaklanjuti dengan surat edaran jam loket.",
        f"Dasar : SE Gubernur Jambi Nomor 440/77/2022. Bupati meneken SE Nomor <n>{_OWN}</n>.",
        f"Bupati meneken SE tentang perubahan kedua atas {_OLD}.",
        f"Bupati meneken SE Nomor <n>{_OWN}</n> tentang perubahan ketiga atas {_OLD} soal cuti.",
        f"Bupati meneken SE Nomor <n>{_OWN}</n>. {_OLD} sebagaimana telah diubah dengan SE Nomor "
        "065/20/ORG/2022 dicabut.",
        f"{_OLD} tetap berlaku dan merupakan satu kesatuan dengan edaran baru. Bupati meneken SE "
        f"Nomor <n>{_OWN}</n>.",
        f"{_OLD} masih berlaku, kata camat. Edaran baru tertuang dalam SE Nomor <n>{_OWN}</n>.",
        f"Pegawai tetap berpedoman pada {_OLD}. Bupati mengeluarkan SE Nomor <n>{_OWN}</n>.",
        # What a measure rests on is the circular of the region's own head.
        f"Masa tugas di rumah diperpanjang, didasari surat edaran Bupati nomor <n>{_OWN}</n>.",
        f"Bupati menuturkan edaran itu menjabarkan {_OLD} dan sudah berlaku.",
        f"{_OLD} ditiadakan. Gantinya, bupati mengeluarkan SE Nomor <n>{_OWN}</n>.",
        f"Aturan itu termaktub dalam SE Nomor <n>{_OWN}</n>, merujuk SE Menteri Agama Nomor 9 "
        "Tahun 2022.",
        # A letter of its own name is the document only where no circular is spoken of.
        f"Tim kerja ditugaskan dengan Surat Perintah Nomor 800/3/2022. Bupati meneken SE Nomor "
        f"<n>{_OWN}</n>.",
        # First the own one, then the same as one followed up.
        f"Bupati meneken SE Nomor <n>{_OWN}</n>. Menindaklanjuti SE Nomor {_OWN}, camat bersiap.",
        f"Aturan yang semula dikeluarkan bupati kini ada dalam SE Nomor <n>{_OWN}</n>.",
        # Behind the short form of an instruction; the sign of the number twice; a letter.
        "Bupati Blora meneken Inbup <n>065/9/ORG/2023</n> tentang loket.",
        "Bupati Blora meneken SE No : <n>065/9/ORG/2023</n> tentang loket.",
        "Bupati Blora meneken Surat Edaran Nomor, <n>065/9/ORG/2023</n> tentang loket.",
        "Bupati Blora meneken Surat Edaran Nomor <n>13 A Tahun 2023</n> tentang loket.",
        "Bupati Blora meneken SE Nomor <n>065/9/B.ORG – TU/2023</n> tentang loket.",
        # What was issued first and then taken back.
        f"Bupati awalnya menerbitkan {_OLD} soal cuti. Kini terbit SE Nomor <n>{_OWN}</n>. Edaran "
        "lama dicabut.",
        # Its own number is not told; the minister's is the one followed up.
        "Edaran Bupati Blora terbit Senin. Dalam edaran itu disebutkan, menindaklanjuti Surat "
        "Edaran Menteri Dalam Negeri Nomor 440/77/SJ, loket ditata.",
        # A number named without noun beside another; one withdrawn, with much between.
        f"Bupati meneken SE Nomor <n>{_OWN}</n> dan nomor 065/12/ORG/2022 tetap dipedomani.",
        f"Bupati meneken SE Nomor <n>{_OWN}</n>. Dengan terbitnya edaran itu, maka {_OLD} tentang "
        "penataan loket pelayanan di kecamatan, kelurahan, pasar, dan terminal selama masa panen "
        "raya dinyatakan dicabut dan tidak berlaku.",
        # The governor's, where a bupati issues.
        "Bupati Blora menerbitkan surat edaran tentang masker. Sesuai Surat Edaran Gubernur Nomor "
        "440/77/2022, pedagang wajib bermasker.",
        # Told in a sentence of its own; the days of an extension before it; beside other circulars.
        '"Surat edarannya sudah saya teken. Nomornya <n>BKD.065/9/2023</n>," ungkap Bupati Blora.',
        "Bupati Blora menerbitkan surat edaran. Nomornya adalah <n>065/9/ORG/2023</n>.",
        "Nomor surat edaran itu <n>065/9/ORG/2023</n>, diteken Bupati Blora.",
        "Bupati Blora menerbitkan surat edaran. Rumah itu nomornya 12.",
        f"Perpanjangan dari tanggal 2 hingga 9 Mei itu tertuang dalam SE Nomor <n>{_OWN}</n>.",
        f"Perpanjangan dari {_OLD} disambut warga Blora.",
        f"Aturan itu Surat Edaran Bupati Nomor <n>{_OWN}</n>. Lewat edaran lain bernomor "
        "300/12/2022, kafe ditutup.",
        f"Bupati meneken edaran serupa bernomor 300/12/2022. Kini berlaku SE Nomor <n>{_OWN}</n>.",
        f"Pemkab Blora menata loket menyusul terbitnya Instruksi Gubernur Jateng Nomor 1 Tahun "
        f"2022. Teknisnya diatur lewat SE Bupati Blora Nomor <n>{_OWN}</n>.",
        f"Loket ditata menyusul keluarnya Surat Edaran Bupati Blora Nomor <n>{_OWN}</n>.",
        f"Hal itu diatur dalam SE Menteri Agama No. <n>{_OWN}</n>. Perubahan pertama ialah SE No. "
        "34/2020.",
        # Until something else is revoked; one that the letter at hand extends.
        f"Hal itu dituangkan dalam Instruksi Bupati Blora Nomor <n>{_OWN}</n>, yang mulai "
        "dijalankan Senin hingga status siaga dicabut.",
        'Bupati Blora menerbitkan surat edaran. "Surat ini memperpanjang edaran kami Nomor '
        '065/8/ORG/2023, yang berakhir hari ini," katanya.',
        # It replaces another, which is in force no longer.
        f"Instruksi Bupati Blora bernomor <n>{_OWN}</n> itu terbit dan menggantikan Surat Edaran "
        "Nomor 34/2020 yang dinyatakan tidak berlaku lagi.",
        # A later page of an article names none.
        "Pegawai yang bekerja dari rumah wajib melapor. Selain itu, loket dibuka, ujarnya.",
    ],
)
def test_the_own_number_among_others(report: str) -> None:
    text, marks = unmarked(report)
    assert parsed(text).number == (marks[0][2] if marks else None)


@pytest.mark.parametrize(
    "report",
    [
        "Loket ditutup. Kebijakan ini merujuk pada surat edaran Wali Kota Ambon Nomor 27/SE/2021.",
        "Satpol PP memantau kafe. Hal ini menindaklanjuti surat edaran nomor 451/61/Kesra.",
    ],
)
def test_a_number_that_the_text_only_builds_on_is_warned_of(report: str) -> None:
    record = parsed(report)
    assert ("inferred_number", "/number") in {(w.code, w.field) for w in record.warnings}


def test_a_number_printed_with_and_without_blanks_is_one() -> None:
    record = parsed(
        "Bupati meneken SE Nomor 800/ 612 /BKPSDM tentang cuti. SE Nomor 800/612/BKPSDM berlaku "
        "besok."
    )
    assert (record.number, record.references) == ("800/612/BKPSDM", [])


def test_the_serial_alone_is_the_number_named_in_full_before() -> None:
    report = (
        "Menteri Sosial Ramli Daeng menerbitkan Surat Edaran (SE) No 2 Tahun 2020. SE No 2 "
        "merupakan tindak lanjut atas Surat Edaran Menteri PANRB No. 19 Tahun 2020. Dalam SE No. 2 "
        "diatur jam kerja. SE No. 2 diterbitkan bagi pegawai."
    )
    assert parsed(report).number == "2 Tahun 2020"


def test_a_comma_within_a_number_is_dropped() -> None:
    report = "Bupati Blora meneken Surat Edaran Nomor 11, Tahun 2021 soal loket."
    assert parsed(report).number == "11 Tahun 2021"


def test_one_number_of_two_issuers_stays_the_own() -> None:
    record = parsed(
        "Bupati Blora menerbitkan Surat Edaran Nomor 64 Tahun 2020. Bupati mengacu pada Surat "
        "Edaran Menteri PANRB Nomor 64 Tahun 2020."
    )
    assert record.number == "64 Tahun 2020"


@pytest.mark.parametrize(
    "printed",
    [
        "800 /O4/ BO / GUB",
        "800/ ot /SE-WK-KBR/ Vn /2021",
        "242/BM-ll 1-2021",
        "188/19.N404.04412019",
        "800/611/a35.204.212021",
    ],
)
def test_a_number_that_was_misread_is_quoted_as_it_stands(printed: str) -> None:
    number = parsed(letter(number=f": {printed}")).number
    assert number is not None
    assert number.replace(" ", "") == printed.replace(" ", "")


def _scanned(
    number: str,
    *confidences: float,
    readings: tuple[tuple[str, float], ...] = (),
    by_hand: float | None = None,
) -> Circular:
    """Return the record of a letter whose number was recognised with the *confidences* told."""
    document = read_prose(letter(number=number).encode(), "text/plain", "test.txt")
    for line in document.lines:
        for word in line.words:
            word.confidence = 0.96
        if line.text.startswith("NOMOR"):
            for word, confidence in zip(line.words, confidences, strict=True):
                word.confidence = confidence
            line.readings.extend(
                Reading(text, "neural", share, by_hand) for text, share in readings
            )
    return resolve(analyse(pipeline(), document))


def _warned(record: Circular) -> set[str]:
    return {warning.code for warning in record.warnings if warning.field == "/number"}


@pytest.mark.parametrize(
    ("confidences", "share", "marked"),
    [
        pytest.param((0.95, 0.93, 0.5, 0.9), 0.7, True, id="one part is hardly read by both"),
        pytest.param((0.95, 0.93, 0.9, 0.9), 0.7, False, id="all is well read"),
        pytest.param((0.6, 0.5, 0.4, 0.5), 0.7, False, id="the print is badly read too"),
        pytest.param((0.95, 0.93, 0.5, 0.9), 0.97, False, id="the other engine is sure of it"),
    ],
)
def test_a_number_by_hand_is_marked(
    confidences: tuple[float, ...], share: float, marked: bool
) -> None:
    record = _scanned("065/ 11 /ORG/2021", *confidences, readings=(("065/11/ORG/2021", share),))
    assert record.number == "065/11/ORG/2021"
    assert ("handwriting" in _warned(record)) is marked


@pytest.mark.parametrize(
    ("confidences", "by_hand", "marked"),
    [
        pytest.param((0.95, 0.93, 0.9, 0.9), 0.95, True, id="well read, but by hand"),
        pytest.param((0.95, 0.93, 0.2, 0.9), 0.3, False, id="hardly read, but print"),
        pytest.param((0.6, 0.5, 0.4, 0.5), 0.95, False, id="no print to tell it from"),
    ],
)
def test_what_looks_written_is_marked(
    confidences: tuple[float, ...], by_hand: float, marked: bool
) -> None:
    readings = (("065/11/ORG/2021", 0.6),)
    record = _scanned("065/ 11 /ORG/2021", *confidences, readings=readings, by_hand=by_hand)
    assert ("handwriting" in _warned(record)) is marked


def test_a_number_by_hand_is_marked_where_it_touches_its_colon() -> None:
    assert "handwriting" in _warned(
        _scanned(":065/11/ORG/2021", 0.95, 0.2, readings=(("065/11/ORG/2021", 0.7),))
    )


def test_a_serial_that_stays_open_names_the_next_best_reading() -> None:
    record = _scanned(
        "065/ //ORG/2021",
        *(0.95, 0.9, 0.1),
        readings=(("065/41/ORG/2021", 0.5), ("065/91/ORG/2021", 0.4)),
    )
    assert record.number == "065/41/ORG/2021"
    assert _warned(record) >= {"second_reading", "poorly_read"}
    assert any("065/91/ORG/2021" in warning.message for warning in record.warnings)
