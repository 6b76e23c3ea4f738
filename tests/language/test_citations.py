"""Citations: sentences that carry their own marks, and what is no citation.

``<<text||type|number|relation>>`` marks a citation; ``-`` stands for no number.
"""

# ruff: noqa: E501 - a marked sentence stands on one line

from __future__ import annotations

import re
import time
from typing import Literal

import pytest

from analysed import letter, parsed, recognised
from circular_parser.document import Document, Line, Page, TextBuilder, Word
from circular_parser.language.analysis import Analysis, Candidate, Section, SectionKind
from circular_parser.language.citation_reading import CitationPatterns
from circular_parser.language.citations import find_citations
from circular_parser.language.clauses import build_clauses
from circular_parser.language.number_patterns import NumberPatterns
from circular_parser.record import Reference
from circular_parser.resources import model_folder

_MARK = re.compile(r"<<(.*?)\|\|(\w+)\|(.*?)\|(\w+)>>", re.DOTALL)
_MODEL = model_folder()
_PATTERNS = CitationPatterns.load(_MODEL / "citations.toml")
_NUMBERS = NumberPatterns.load(_MODEL / "numbers.toml")

Found = tuple[str, str | None, str | None, str | None]


def _analysis(
    *parts: tuple[SectionKind, str],
    form: Literal["circular", "report"] = "circular",
    own: str | None = None,
) -> Analysis:
    """Return an analysis with one section for each part; an empty line ends a block."""
    builder = TextBuilder()
    sections: list[Section] = []
    block = 0
    for kind, text in parts:
        lines: list[Line] = []
        for paragraph in text.split("\n\n"):
            block += 1
            for printed in paragraph.splitlines():
                line = Line([Word(word, None) for word in printed.split()], 1, block)
                builder.add(line)
                lines.append(line)
        sections.append(Section(kind, lines))
    page = Page(1, None, None, "plain", "prose", [line for s in sections for line in s.lines])
    document = Document(builder.text(), [page], "x.txt", "0" * 64, "text/plain")
    analysis = Analysis(document, form, {1: "letter"}, sections)
    for section in analysis.of("body", "annex", "article"):
        analysis.clauses += build_clauses(section, document.text)
    if own is not None:
        analysis.numbers = [Candidate(0, 1, own, "numbers.head", 0.9, "own")]
    return analysis


def _find(analysis: Analysis) -> list[Candidate[Reference]]:
    return find_citations(analysis, _PATTERNS, _NUMBERS)


def _tuples(found: list[Candidate[Reference]]) -> list[Found]:
    values = [c.value for c in found]
    return [(v.text, v.document_type, v.number, v.relation) for v in values]


def _marked(text: str) -> tuple[str, list[Found]]:
    """Return the text without marks and what they say."""
    expected: list[Found] = [
        (" ".join(m[1].split()), m[2], None if m[3] == "-" else m[3], m[4])
        for m in _MARK.finditer(text)
    ]
    return _MARK.sub(lambda m: m[1], text), expected


LETTERS = [
    # laws and regulations, long and short nouns
    "Berdasarkan <<Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah||peraturan|23 Tahun 2014|basis>>, diminta hal berikut.",
    "Sesuai <<Undang - undang No. 5 Tahun 2014||peraturan|5 Tahun 2014|basis>> pegawai wajib hadir.",
    "Mengingat <<UU Nomor 24 Tahun 2007 tentang Penanggulangan Bencana||peraturan|24 Tahun 2007|basis>>; maka diatur.",
    "Mempedomani <<Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil||peraturan|94 Tahun 2021|basis>>.",
    "Pelanggaran dikenai sanksi menurut <<PP 94/2021||peraturan|94/2021|basis>>.",
    "Hari kerja mengikuti <<Perpres Nomor 21 Tahun 2023||peraturan|21 Tahun 2023|basis>>.",
    # each issuer of a joint decree has a number, in the title of the decree that amends it, too
    "Berdasarkan <<Keputusan Bersama Menteri Agama dan Menteri Ketenagakerjaan Nomor 7 Tahun 2023, Nomor 4 Tahun 2023 tentang Perubahan atas Keputusan Bersama Menteri Agama dan Menteri Ketenagakerjaan Nomor 9 Tahun 2022, Nomor 6 Tahun 2022 tentang Libur||keputusan|7 Tahun 2023|basis>>, diatur hal berikut.",
    "Mengacu pada <<Surat Edaran Satgas Penanganan Covid 19 Nomor 7 Tahun 2021||surat_edaran|7 Tahun 2021|basis>>.",
    "Berdasarkan <<Keputusan Kepala Dinas Sosial Prov. Bali Nomor 8 Tahun 2021||keputusan|8 Tahun 2021|basis>>.",
    "Sesuai <<Intruksi Bupati Pati Nomor 3 Tahun 2021||instruksi|3 Tahun 2021|basis>> loket dibuka.",
    "Mengacu pada <<Permenpan RB Nomor 4 Tahun 2025||peraturan|4 Tahun 2025|basis>>, dapat bekerja fleksibel.",
    "Merujuk <<Permendagri No.54 Tahun 2009 tentang Tata Naskah Dinas||peraturan|54 Tahun 2009|basis>>.",
    "Dasar: <<Peraturan Menteri Kesehatan Republik Indonesia Nomor 9 Tahun 2020||peraturan|9 Tahun 2020|basis>>.",
    "sesuai <<Perda Kabupaten Blora Nomor 3 Tahun 2018 tentang Ketertiban Umum||peraturan|3 Tahun 2018|basis>>",
    "sebagaimana diatur dalam <<Pergub Nomor 33 Tahun 2020||peraturan|33 Tahun 2020|basis>>.",
    "Memperhatikan <<Perbup Klaten No 45 Tahun 2021||peraturan|45 Tahun 2021|basis>> dan keadaan.",
    "berdasarkan <<Perwali Nomor 88 Tahun 2022||peraturan|88 Tahun 2022|basis>> tersebut.",
    "menurut <<POJK Nomor 10/POJK.05/2022||peraturan|10/POJK.05/2022|basis>>.",
    "Sesuai Pasal 3 ayat (2) <<Peraturan Wali Kota Madiun Nomor 12 Tahun 2019||peraturan|12 Tahun 2019|basis>>.",
    # decrees, instructions, circulars, letters
    "Berdasarkan <<Keputusan Presiden Nomor 12 Tahun 2020 tentang Penetapan Bencana Nonalam||keputusan|12 Tahun 2020|basis>>.",
    "sesuai <<Kepmendagri Nomor 440-830 Tahun 2020||keputusan|440-830 Tahun 2020|basis>>.",
    "Memperhatikan <<SK Gubernur Bali Nomor 258/04-G/HK/2020||keputusan|258/04-G/HK/2020|basis>>.",
    "Menindaklanjuti <<Inmendagri Nomor 53 Tahun 2022||instruksi|53 Tahun 2022|follows_up>>, maka:",
    "Sebagai tindak lanjut <<Instruksi Menteri Dalam Negeri Nomor 15 Tahun 2021 tentang PPKM Darurat||instruksi|15 Tahun 2021|follows_up>>, disampaikan:",
    "Menindaklanjuti <<Inpres No 6 Tahun 2020||instruksi|6 Tahun 2020|follows_up>>.",
    "Menindaklanjuti <<Surat Edaran Menteri PANRB Nomor 19 Tahun 2020 tanggal 16 Maret 2020 tentang Penyesuaian Sistem Kerja||surat_edaran|19 Tahun 2020|follows_up>>, dengan ini diatur:",
    "Mengacu <<SE Menpan-RB Nomor 19/2020||surat_edaran|19/2020|basis>> itu.",
    "Memperhatikan <<edaran Gubernur Jambi No. 800/1122||surat_edaran|800/1122|basis>>.",
    "Sehubungan dengan <<surat Kepala Dinas Sosial Provinsi Banten Nomor 460/0912 tanggal 3 Juni 2021 perihal Data Penerima||surat|460/0912|follows_up>>, bersama ini kami sampaikan.",
    "Menunjuk <<Surat Sekretaris Daerah Nomor : 005/ 77/ UM tanggal 2-3-2021||surat|005/77/UM|follows_up>>.",
    "Menjawab <<surat Saudara Nomor 045/12/2023 tanggal 9 Mei 2023||surat|045/12/2023|follows_up>>, disetujui.",
    "berdasarkan <<telegram Menteri Dalam Negeri Nomor T.131/44/OTDA||surat|T.131/44/OTDA|basis>>",
    "Memperhatikan <<radiogram Gubernur Nomor 120/881/B.I||surat|120/881/B.I|basis>>.",
    "sesuai <<Nota Dinas Kepala Bagian Umum Nomor 800/45/UM||nota_dinas|800/45/UM|basis>>.",
    "sesuai <<Maklumat Kapolri Nomor Mak/2/III/2020||maklumat|Mak/2/III/2020|basis>>.",
    "mempedomani <<Fatwa MUI Nomor 14 Tahun 2020||other|14 Tahun 2020|basis>>.",
    # what is done with it
    "Mencabut <<Surat Edaran Bupati Batang Nomor 800/10/2021||surat_edaran|800/10/2021|revokes>>.",
    "Dengan berlakunya edaran ini, <<Surat Edaran Wali Kota Salatiga Nomor 443/7/2021||surat_edaran|443/7/2021|revokes>> dicabut dan dinyatakan tidak berlaku.",
    "Memperpanjang masa berlaku <<Surat Edaran Bupati Demak Nomor 440/99/2020||surat_edaran|440/99/2020|extends>>.",
    "Mengubah ketentuan angka 2 <<Surat Edaran Gubernur Riau Nomor 80/SE/2020||surat_edaran|80/SE/2020|amends>> sebagaimana telah diubah dengan <<Surat Edaran Gubernur Riau Nomor 85/SE/2020||surat_edaran|85/SE/2020|amends>>.",
    "Berdasarkan <<Undang-Undang Nomor 23 Tahun 2014||peraturan|23 Tahun 2014|basis>> sebagaimana telah beberapa kali diubah terakhir dengan <<Undang-Undang Nomor 9 Tahun 2015||peraturan|9 Tahun 2015|basis>>.",
    "Memperhatikan <<SE Menteri PANRB Nomor 67 Tahun 2020||surat_edaran|67 Tahun 2020|basis>> yang mengubah <<SE Menteri PANRB Nomor 58 Tahun 2020||surat_edaran|58 Tahun 2020|basis>>.",
    # one ministry in many spellings, one document each
    "Merujuk <<SE Menteri PANRB Nomor 5 Tahun 2022 tentang Hari Kerja||surat_edaran|5 Tahun 2022|basis>>; SE MenPAN-RB Nomor 5 Tahun 2022 tetap berlaku.",
    "Merujuk <<Surat Edaran Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 5 Tahun 2022||surat_edaran|5 Tahun 2022|basis>> (SE Menpan RB No. 5/2022).",
    "Sesuai <<SE Menteri PANRB Nomor 16 Tahun 2022||surat_edaran|16 Tahun 2022|basis>> dan <<SE Menteri Kesehatan Nomor 16 Tahun 2022||surat_edaran|16 Tahun 2022|basis>>.",
    # the verb near each tells what is done with it
    "Menindaklanjuti <<Instruksi Gubernur Bali Nomor 8 Tahun 2021||instruksi|8 Tahun 2021|follows_up>>, <<Surat Edaran Bupati Badung Nomor 440/1/2021||surat_edaran|440/1/2021|revokes>> dicabut.",
    "Berdasarkan <<Peraturan Presiden Nomor 21 Tahun 2023||peraturan|21 Tahun 2023|basis>> dan menindaklanjuti <<Surat Edaran Gubernur Papua Nomor 800/9/SET||surat_edaran|800/9/SET|follows_up>>, diatur:",
    "Berdasarkan hal tersebut, <<Surat Edaran Bupati Badung Nomor 440/1/2021||surat_edaran|440/1/2021|revokes>> dan <<Surat Edaran Bupati Badung Nomor 440/2/2021||surat_edaran|440/2/2021|revokes>> dicabut.",
    "Perpanjangan kedua atas <<Surat Edaran Bupati Sikka Nomor 440/12/2021||surat_edaran|440/12/2021|extends>>.",
    "Perubahan kelima atas <<Surat Edaran Bupati Sikka Nomor 440/12/2021||surat_edaran|440/12/2021|amends>>.",
    "Surat ini menggantikan <<Surat Edaran Camat Cepu Nomor 005/7/2022||surat_edaran|005/7/2022|revokes>>.",
    "Dengan telah diterbitkannya <<Keputusan Bupati Sikka Nomor 12/KEP/HK/2021||keputusan|12/KEP/HK/2021|follows_up>>, diminta hadir.",
    # several in one sentence, one noun for two numbers, joint decrees
    "Berdasarkan <<Undang-Undang Nomor 12 Tahun 2008||peraturan|12 Tahun 2008|basis>> dan <<Nomor 9 Tahun 2015||peraturan|9 Tahun 2015|basis>> diatur.",
    "sesuai <<Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan dan Menteri PANRB Nomor 855 Tahun 2023, Nomor 3 Tahun 2023, dan Nomor 4 Tahun 2023 tentang Hari Libur Nasional||keputusan|855 Tahun 2023|basis>>.",
    "Berdasarkan <<Peraturan Bupati Kendal Nomor 7 Tahun 2019 tentang Jam Kerja||peraturan|7 Tahun 2019|basis>>, <<Peraturan Bupati Kendal Nomor 9 Tahun 2020 tentang Kode Etik||peraturan|9 Tahun 2020|basis>> serta <<surat Gubernur Jawa Tengah Nomor 065/11||surat|065/11|basis>>.",
    # a subject ends where the sentence goes on
    "Berdasarkan <<Peraturan Daerah Nomor 2 Tahun 2016 tentang Ketertiban Umum||peraturan|2 Tahun 2016|basis>>, perangkat daerah menertibkan pasar.",
    "Berdasarkan <<Peraturan Daerah Nomor 2 Tahun 2016 tentang Pajak, Retribusi dan Denda||peraturan|2 Tahun 2016|basis>> agar ditagih.",
    "Sesuai <<Undang-Undang Nomor 6 Tahun 2014 tentang Desa||peraturan|6 Tahun 2014|basis>> (Lembaran Negara Tahun 2014 Nomor 7).",
    "Sesuai <<Peraturan Pemerintah Nomor 43 Tahun 2014 tentang Pelaksanaan Undang-Undang Nomor 6 Tahun 2014||peraturan|43 Tahun 2014|basis>>.",
    "sesuai <<Peraturan Pemerintah Nomor 48 Tahun 2005 Pasal 8||peraturan|48 Tahun 2005|basis>> jo. <<Peraturan Pemerintah Nomor 43 Tahun 2007||peraturan|43 Tahun 2007|basis>>.",
    # lines and misreadings
    "Menindaklanjuti <<Surat Camat Tanjung Nomor : 590/ 151/\nKEC-TJ/ PEM tanggal 24 Mei 2023||surat|590/151/KEC-TJ/PEM|follows_up>>.",
    "1. <<Peraturan Gubernur Aceh Nomor 4 Tahun 2020||peraturan|4 Tahun 2020|basis>>;\n2. <<Instruksi Gubernur Aceh Nomor 5 Tahun 2020||instruksi|5 Tahun 2020|basis>>;",
    "Berdasarkan <<Surat Edaran Menteri Perhubungan Nomor SE. 28 Tahun 2021||surat_edaran|SE.28 Tahun 2021|basis>>.",
    # further words of a basis; abbreviated kinds; forms of numbers
    "Menindak lanjuti <<SE Mendagri Nomor 440/3127/SJ||surat_edaran|440/3127/SJ|follows_up>>.",
    "Mendasar pada <<Keppres Nomor 14 Tahun 2021||keputusan|14 Tahun 2021|basis>>.",
    "Berpedoman kepada <<Perpres 27/2022||peraturan|27/2022|basis>>.",
    "Sesuai <<Keppres No 9||keputusan|9|basis>> itu.",
    "Mengacu pada <<Kepmendagri 441-907 Tahun 2021||keputusan|441-907 Tahun 2021|basis>>.",
    "Atas dasar <<Inpres Nomor 3 Tahun 2024||instruksi|3 Tahun 2024|basis>> listrik dihemat.",
    "Sebagai tindak lanjut <<surat Gugus Tugas Nomor B-19/GT/2021||surat|B-19/GT/2021|follows_up>>.",
    "Sesuai <<SE BKN Nomor 17/SE/V/2021||surat_edaran|17/SE/V/2021|basis>>.",
    "Sesuai <<Surat Menko PMK Nomor S-34/MENKO/PMK/IV/2021||surat|S-34/MENKO/PMK/IV/2021|basis>>.",
    "Berdasarkan <<Kepgub Nomor 317/HK/2021||keputusan|317/HK/2021|basis>> dan <<Perwal Nomor 19 Tahun 2021||peraturan|19 Tahun 2021|basis>>.",
    "Pelanggar dikenai sanksi sesuai <<PP 48 Tahun 2012||peraturan|48 Tahun 2012|basis>>, <<PP 91 Tahun 2020||peraturan|91 Tahun 2020|basis>> dan <<PP 47 Tahun 2019||peraturan|47 Tahun 2019|basis>>.",
    # an amended circular and its earlier change; what stays in force, ends or goes on
    "Perubahan ketiga atas <<Surat Edaran Bupati Alor Nomor 800/12/2020||surat_edaran|800/12/2020|amends>> sebagaimana telah diubah dengan <<Surat Edaran Bupati Alor Nomor 800/15/2020||surat_edaran|800/15/2020|amends>>.",
    "<<Surat Edaran Bupati Alor Nomor 800/12/2020||surat_edaran|800/12/2020|basis>> tetap berlaku dan merupakan satu kesatuan dengan edaran ini.",
    "<<Surat Edaran Bupati Alor Nomor 800/12/2020||surat_edaran|800/12/2020|basis>> masih berlaku.",
    "<<Surat Edaran Bupati Alor Nomor 800/12/2020||surat_edaran|800/12/2020|revokes>> ditiadakan.",
    "Sesuai <<Surat Edaran Bupati Alor Nomor 800/12/2020||surat_edaran|800/12/2020|basis>>, apel ditiadakan.",
    "<<Surat Edaran Bupati Alor Nomor 800/12/2020||surat_edaran|800/12/2020|extends>> diperpanjang sampai 31 Mei 2020.",
    # our own earlier letters, joint decrees, short names, numbers with the code of a body
    "Sesuai <<surat kami terdahulu Nomor 800/12/2021 tanggal 3 Agustus 2021||surat|800/12/2021|basis>>.",
    # As many numbers as there are who decide.
    "Sesuai <<Keputusan Bersama Menteri PANRB, Kepala BKN, Ketua KASN dan Ketua Bawaslu Nomor 2 Tahun 2022, Nomor 246 Tahun 2022, Nomor 30 Tahun 2022, Nomor 31 Tahun 2022, Nomor 1447.1/PM.01/K.1/09/2022 tentang Pedoman Netralitas||keputusan|2 Tahun 2022|basis>>.",
    "Menindaklanjuti <<Laporan Hasil Pemeriksaan Nomor 22.B/LHP/05/2022 tanggal 20 Mei 2022||other|22.B/LHP/05/2022|follows_up>>, aset didata.",
    "Sesuai <<Keputusan Bersama 4 (Empat) Menteri Nomor 04/KB/2020||keputusan|04/KB/2020|basis>>.",
    "Menindaklanjuti <<SEMA Nomor 1 Tahun 2020 tentang Tugas||surat_edaran|1 Tahun 2020|follows_up>>.",
    "Berdasarkan <<Keputusan Direktur Jenderal Perhubungan Darat Nomor KP-DRJD 1305 Tahun 2024||keputusan|KP-DRJD 1305 Tahun 2024|basis>>.",
    # a second number of one kind, behind the day or the subject of the first
    "Berdasarkan <<Keputusan Direksi Nomor : Kep/14/2018 tanggal 17 April 2018||keputusan|Kep/14/2018|basis>> beserta perubahannya <<Nomor : Kep/14a/2018||keputusan|Kep/14a/2018|basis>>.",
    "<<Surat Edaran Bupati Nomor 5/1/2016 tentang Jam Loket||surat_edaran|5/1/2016|revokes>> dan <<Nomor 5/2/2018 tentang Pakaian||surat_edaran|5/2/2018|revokes>> dicabut dan dinyatakan tidak berlaku.",
    # the amended document inside the title of a cited one belongs to that title
    "Menindaklanjuti <<Surat Edaran Menteri PANRB Nomor 54 Tahun 2020 tentang Perubahan Ketiga atas Surat Edaran Menteri PANRB Nomor 19 Tahun 2020||surat_edaran|54 Tahun 2020|follows_up>>.",
    # no number, but an issuer and a cue
    "Menindaklanjuti <<Surat Edaran Gubernur Kalimantan Barat||surat_edaran|-|follows_up>> dan arahan Presiden.",
    "Memperhatikan <<surat Kepala Badan Pusat Statistik tanggal 4 Januari 2020 perihal Sensus Penduduk||surat|-|basis>>.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", LETTERS)
def test_cited(sentence: str) -> None:
    text, expected = _marked(sentence)
    assert _tuples(_find(_analysis(("body", text)))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Surat Edaran ini berlaku sejak tanggal ditetapkan.",
        "Surat edaran itu tidak berlaku bagi tenaga kesehatan.",
        "dikenai sanksi sesuai ketentuan peraturan perundang-undangan.",
        "Pegawai membawa surat tugas yang ditandatangani Kepala Perangkat Daerah.",
        "melampirkan surat keterangan Nomor 12/RS/2021 dari rumah sakit",
        "Rancangan Peraturan Daerah Nomor 5 Tahun 2020 sedang dibahas.",
        "dalam proses penetapan Peraturan Daerah tentang Usaha Pariwisata",
        "Kepala Perangkat Daerah membuat surat edaran di unit kerjanya.",
        "Untuk itu perlu ditetapkan Surat Edaran Bupati Bima sebagai petunjuk teknis.",
        "Hubungi nomor telepon 0812-3456-7890 pada jam kerja.",
        "Telah terbit Surat Edaran Bupati Kudus hari ini.",
    ],
)
def test_no_citation(text: str) -> None:
    assert _find(_analysis(("body", text))) == []


REPORTS = [
    "Edaran itu menindaklanjuti <<SE Menteri PANRB Nomor 8 Tahun 2021||surat_edaran|8 Tahun 2021|follows_up>> dan <<Surat Edaran Gubernur Sumatera Barat||surat_edaran|-|follows_up>>.",
    "Surat Edaran Bupati Lebak Nomor 800/77/2020 tentang perubahan kedua atas <<surat edaran Bupati Lebak Nomor 800/61/2020||surat_edaran|800/61/2020|amends>>.",
    "SE Bupati Lebak Nomor 800/77/2020 tentang Perubahan Kedua atas <<surat edaran nomor 61 tahun 2020 tentang jam kerja||surat_edaran|61 tahun 2020|amends>>.",
    "SE Bupati Lebak Nomor 800/77/2020 tentang Perubahan atas Surat Edaran Bupati Lebak atas <<surat edaran nomor 61 tahun 2020||surat_edaran|61 tahun 2020|amends>>.",
    "Keputusan itu sesuai surat gugus tugas, kata Sekda.",
    "Menindaklanjuti arahan itu, Pemprov Banten menerbitkan Instruksi Gubernur Banten soal pasar.",
    # The reported circular may be named by its day and subject alone; another's is what it builds on.
    "Ia menyebut surat edaran Gubernur Maluku tertanggal 10 Mei 2020 tentang Hari Libur, kata Sekda.",
    "Larangan tersebut berdasarkan surat edaran Bupati Lebak tertanggal 3 Mei 2020 tentang loket.",
    "Bupati mempedomani <<surat edaran Gubernur Banten tanggal 1 Mei 2020 tentang Hari Libur||surat_edaran|-|basis>>.",
    "Surat itu tindak lanjut dari <<surat edaran yang dikeluarkan Gubernur Banten nomor 541/30/EKO||surat_edaran|541/30/EKO|follows_up>>.",
    "Edaran itu lanjutan dari <<instruksi Dirjen Bimas Islam nomor 11 tahun 1988||instruksi|11 tahun 1988|follows_up>>.",
    "Edaran itu menindaklanjuti pengumuman Presiden tanggal 19 Mei 2020 tentang minyak goreng.",
    "Aturan lama dalam <<SE 440/3127/SJ||surat_edaran|440/3127/SJ|basis>> kini diganti.",
    "Kebijakan ini berdasarkan Surat Edaran Wali Kota Ambon yang terbit kemarin.",
    "Bupati Lebak menerbitkan surat edaran. Sesuai Surat Edaran Bupati Lebak tentang loket, camat hadir.",
    "Edaran itu untuk menindak-lanjuti <<Surat Edaran Gubernur Banten Nomor 443/6/2020||surat_edaran|443/6/2020|follows_up>>.",
    "Menindaklanjuti SE Bupati Lebak tersebut, Desa Cimarga menata loket.",
    "Dasarnya <<Kepres No 7 Tahun 2020||keputusan|7 Tahun 2020|basis>>, kata Sekda.",
    "Hal itu tertuang dalam SE Bupati Lebak Nomor 800/77/2020 tanggal 3 Mei 2020.",
    # Without a number: what a kindred rule is in line with, and obeys; a regulation by its serial alone.
    "Aturan ini sejalan dengan <<SKB tiga menteri tentang pembelajaran jarak jauh||keputusan|-|basis>>.",
    "Pemkab menuruti <<SE Menteri Dalam Negeri tentang penghematan listrik||surat_edaran|-|basis>>.",
    '"Yang membolos dijerat <<PP 94||peraturan|94|basis>>," katanya.',
    "Ada 2 PP 30 halaman dan UU 5 bab.",
    # A decree of ministers is never the circular reported on; its year stands for its number.
    "Cuti bersama itu mengacu kepada <<SKB tiga menteri||keputusan|-|basis>>.",
    "Edaran itu berlandaskan <<UU Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara||peraturan|20 Tahun 2023|basis>> dan <<Keputusan Bersama Tahun 2022 tentang Netralitas Pegawai||keputusan|-|basis>>.",
    # An earlier circular without a number, by what becomes of it.
    "“<<SE gubernur yang lama||surat_edaran|-|revokes>> dicabut,” kata Sekda.",
    "Dengan edaran ini, <<surat edaran sebelumnya tentang piket yang terbit 3 Maret lalu||surat_edaran|-|revokes>> dinyatakan tidak berlaku.",
    "SE ini memperpanjang masa berlaku <<edaran sebelumnya||surat_edaran|-|extends>>.",
    "Aturan itu otomatis mencabut <<instruksi lama||instruksi|-|revokes>>, kata Sekda.",
    "Pada edaran sebelumnya, piket berlaku sampai 21 April, dan dibanding edaran sebelumnya ini lebih longgar.",
    # The one before by its number; one of the same kind that no longer holds.
    "SE Bupati Lebak Nomor 800/77/2020 mengubah <<edaran sebelumnya Nomor 800/61/2020||surat_edaran|800/61/2020|amends>>.",
    "Pemkab menerbitkan <<edaran serupa pada Juni lalu||surat_edaran|-|revokes>> dan kini dinyatakan tidak berlaku lagi.",
    "Pemkab juga menerbitkan edaran serupa pada Juni lalu.",
    # Another of the same kind is no basis.
    "Tahun lalu pemprov juga mengeluarkan edaran serupa dengan Nomor 22 Tahun 2019.",
    "Ada pula <<surat penegasan, nomor : 700/28-21/Inspektorat||surat|700/28-21/Inspektorat|basis>>.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", REPORTS)
def test_reported(sentence: str) -> None:
    """The reported circular itself is no citation, with its number or without."""
    text, expected = _marked(sentence)
    analysis = _analysis(("article", text), form="report", own="800/77/2020")
    assert _tuples(_find(analysis)) == expected


def test_title_names_the_amended_document() -> None:
    analysis = _analysis(
        ("title", "SURAT EDARAN\nWALI KOTA TEGAL\nNOMOR 800/44/2020\nTENTANG\nPERUBAHAN KEDUA ATAS "
                  "SURAT EDARAN WALI KOTA TEGAL\nNOMOR 800/21/2020 TENTANG JAM KERJA"),
        own="800/44/2020",
    )  # fmt: skip
    assert _tuples(_find(analysis)) == [
        (
            "SURAT EDARAN WALI KOTA TEGAL NOMOR 800/21/2020 TENTANG JAM KERJA",
            "surat_edaran",
            "800/21/2020",
            "amends",
        )
    ]


def test_the_amended_document_under_the_short_name_of_its_issuer_is_one() -> None:
    analysis = _analysis(
        ("title", "SURAT EDARAN\nNOMOR 2 TAHUN 2020\nTENTANG\nPERUBAHAN ATAS SURAT EDARAN KEPALA "
                  "BADAN SIBER DAN SANDI NEGARA\nNOMOR 1 TAHUN 2020 TENTANG JAM KERJA"),
        ("body", "Ketentuan dalam Surat Edaran Kepala BSSN Nomor 1 Tahun 2020 diubah menjadi:"),
        own="2 TAHUN 2020",
    )  # fmt: skip
    assert [number for _, _, number, _ in _tuples(_find(analysis))] == ["1 TAHUN 2020"]


def test_list_takes_the_relation_of_its_lead() -> None:
    text = (
        "Mencabut dan menyatakan tidak berlaku :\n"
        "a. Surat Edaran Bupati Pati Nomor 065/1/2021 tanggal 4 Mei 2021; dan\n"
        "b. Surat Sekretaris Daerah Nomor 065/9/2021 perihal Presensi."
    )
    found = _tuples(_find(_analysis(("body", text))))
    assert [(number, relation) for _, _, number, relation in found] == [
        ("065/1/2021", "revokes"),
        ("065/9/2021", "revokes"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        ("SE Menpan-RB Nomor 19/2020",
         "Surat Edaran Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 19 "
         "Tahun 2020 tanggal 16 Maret 2020", "19 Tahun 2020"),
        ("Surat Edaran MenPAN & RB Nomor 8 Tahun 2021", "SE PANRB Nomor 08 Tahun 2021",
         "8 Tahun 2021"),
        ("Permendagri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan",
         "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017", "86 Tahun 2017"),
        ("SE Menpan-RB Nomor 8", "SE Menpan-RB Nomor 8 Tahun 2021", "8 Tahun 2021"),
        ("Perwali Nomor 88 Tahun 2022 tentang Lembaga Kelurahan",
         "Peraturan Wali Kota Nomor 88 Tahun 2022", "88 Tahun 2022"),
    ],
)  # fmt: skip
def test_twice_cited_is_one(first: str, second: str, number: str) -> None:
    text = f"Berdasarkan {first}, pegawai bekerja.\n\nSesuai dengan {second}, cuti dibatasi."
    found = _find(_analysis(("body", text)))
    assert [c.value.number for c in found] == [number]
    assert found[0].value.text in (first, second)


@pytest.mark.parametrize(
    "spelling",
    ["Menteri PANRB", "Menpan RB", "MenPAN-RB", "MenpanRB", "Menteri PAN - RB", "Menteri PAN dan RB",
     "Menpan/RB", "MenPAN RB", "KemenPAN-RB", "Kementerian PANRB", "Kemenpan RB", "Men PAN-RB",
     "Menteri PAN & RB", "Menpan dan RB",
     "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
     "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (PANRB)",
     "Menteri Pendayaagunaan Aparatur Negara dan Reformasi Birokrasi",
     "Menteri Pemberdayaan Aparatur Negara dan Reformasi Birokrasi"],
)  # fmt: skip
def test_spellings_of_a_ministry_are_one_issuer(spelling: str) -> None:
    text = f"Berdasarkan SE Menteri PANRB Nomor 7 Tahun 2022, loket dibuka.\n\nSesuai SE {spelling} Nomor 7/2022, cuti dibatasi."
    assert len(_find(_analysis(("body", text)))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Keputusan Presiden Nomor 17 Tahun 2020", "Peraturan Pemerintah Nomor 17 Tahun 2020"),
        ("Peraturan Menteri Keuangan Nomor 5 Tahun 2020",
         "Peraturan Menteri Kesehatan Nomor 5 Tahun 2020"),
        ("Instruksi Gubernur Banten Nomor 7/INSTR/2021", "Instruksi Bupati Lebak Nomor 7/INSTR/2021"),
    ],
)  # fmt: skip
def test_same_number_other_document(first: str, second: str) -> None:
    found = _find(_analysis(("body", f"Sesuai {first} dan {second} diatur hal ini.")))
    assert [c.value.text for c in found] == [first, second]


def test_form_in_an_annex_cites_nothing() -> None:
    draft = (
        "KEPUTUSAN KEPALA DESA SUKAMAJU\nNOMOR 1 TAHUN 2020\n"
        "Mengingat : Undang-Undang Nomor 6 Tahun 2014 tentang Desa;"
    )
    assert _find(_analysis(("annex", draft))) == []
    assert _find(_analysis(("annex", f"CONTOH FORMAT\n{draft}"))) == []


def test_annex_names_its_circular() -> None:
    text = "LAMPIRAN SURAT EDARAN BUPATI GRESIK\nNOMOR 800/5/2020\n\nMelaksanakan Instruksi Bupati Nomor 3 Tahun 2019."
    found = _find(_analysis(("annex", text), own="800/S/2020"))
    assert [c.value.number for c in found] == ["3 Tahun 2019"]


def test_signature_notice_is_no_citation() -> None:
    analysis = _analysis(("furniture", "Sesuai Pasal 5 ayat (1) UU Nomor 11 Tahun 2008"))
    assert _find(analysis) == []


def test_named_by_its_issuer_before_its_number_is_told() -> None:
    text = (
        "Edaran itu mengikuti Surat Edaran Gubernur Banten, kata Sekda. Surat Edaran Gubernur "
        "Banten Nomor 443/6/2020 terbit lebih dulu."
    )
    found = _find(_analysis(("article", text), form="report", own="800/77/2020"))
    assert [c.value.number for c in found] == ["443/6/2020"]


@pytest.mark.parametrize(
    "report",
    [
        "Surat Edaran Bupati Lebak Nomor 800/77/2020 terbit. Mengikuti surat edaran Bupati, camat "
        "hadir.",
        "Surat Edaran Bupati Lebak terkait loket terbit. Sebagai tindak lanjut, camat membawa "
        "Surat Edaran Bupati Lebak kepada warga.",
    ],
)
def test_a_circular_of_the_same_head_without_number_is_the_reported_one(report: str) -> None:
    assert parsed(report).references == []


@pytest.mark.parametrize("short", ["4", "04"])
def test_the_own_number_without_its_year_is_no_citation(short: str) -> None:
    text = f"Bupati Lebak meneken SE Nomor 4 Tahun 2020. Sesuai SE Nomor {short}, camat hadir."
    assert _find(_analysis(("article", text), form="report", own="4 Tahun 2020")) == []


def test_unnumbered_citation_of_the_issuer_is_the_document_itself() -> None:
    body = "Hal ini dilaporkan sesuai Surat Edaran Bupati Ende."
    assert len(_find(_analysis(("body", body)))) == 1
    assert _find(_analysis(("body", body), ("signature", "a.n. BUPATI ENDE\nSEKRETARIS"))) == []


def test_offsets_quote_the_text() -> None:
    text = "Memperhatikan Surat Bupati Kaur Nomor : 061/ 12/\nORG tanggal 1 Mei 2021, maka"
    analysis = _analysis(("body", text))
    (found,) = _find(analysis)
    quoted = " ".join(analysis.text[found.start : found.end].split())
    assert quoted == found.value.text == "Surat Bupati Kaur Nomor : 061/ 12/ ORG tanggal 1 Mei 2021"
    assert found.extra == ()


def test_over_a_page_end_the_rest_is_extra() -> None:
    analysis = _analysis(
        ("body", "Berdasarkan Peraturan Gubernur Papua"),
        ("furniture", "- 2 -"),
        ("body", "Nomor 7 Tahun 2020 tentang Jam Kerja, maka"),
    )
    (found,) = _find(analysis)
    assert found.value.number == "7 Tahun 2020"
    assert analysis.text[found.start : found.end] == "Peraturan Gubernur Papua"
    places = [analysis.text[start:end] for start, end in found.extra]
    assert places == ["Nomor 7 Tahun 2020 tentang Jam Kerja"]


@pytest.mark.parametrize(
    "unit", ["surat edaran ", "Peraturan Menteri dan ", "Nomor 1 ", "tentang A dan B, ", "((((. . "]
)
def test_hostile_text_is_quick(unit: str) -> None:
    analysis = _analysis(("body", unit * (60_000 // len(unit))), own="1/2/3")
    begin = time.process_time()
    _find(analysis)
    assert time.process_time() - begin < 5


def test_letters_read_for_digits_in_a_number() -> None:
    body = "Berdasarkan Instruksi Bupati Bantaeng Nomor O1 Tahun 2021, loket wajib dibuka."
    assert [r.number for r in recognised(letter(body=body)).references] == ["01 Tahun 2021"]
    assert [r.number for r in parsed(letter(body=body)).references] == ["O1 Tahun 2021"]


def test_another_document_with_the_same_number() -> None:
    body = (
        "Menindaklanjuti Surat Edaran Menteri PANRB Nomor 7 Tahun 2021 dan Keputusan Presiden "
        "Nomor 7 Tahun 2021 tentang Cuti Bersama, dengan ini disampaikan:\n"
        "1. Pegawai wajib masuk.\n2. Surat Edaran Nomor 7 Tahun 2021 ini mulai berlaku."
    )
    record = parsed(letter(body, number="7 TAHUN 2021"))
    assert [r.text for r in record.references] == [
        "Surat Edaran Menteri PANRB Nomor 7 Tahun 2021",
        "Keputusan Presiden Nomor 7 Tahun 2021 tentang Cuti Bersama",
    ]
    told = parsed(
        "SRAGEN - Bupati Sragen Ramli Daeng menerbitkan Surat Edaran Nomor 7 Tahun 2021 tentang Jam "
        "Kerja, menindaklanjuti Surat Edaran Menteri PANRB Nomor 7 Tahun 2021."
    )
    assert (told.number, [r.number for r in told.references]) == ("7 Tahun 2021", ["7 Tahun 2021"])


def test_decrees_without_a_number() -> None:
    record = parsed(
        letter(
            "Berdasarkan Keputusan Bersama Menteri Agama dan Menteri Ketenagakerjaan tentang Hari "
            "Libur Nasional, disampaikan:\n1. Pegawai wajib masuk."
        )
    )
    assert [r.text for r in record.references] == [
        "Keputusan Bersama Menteri Agama dan Menteri Ketenagakerjaan tentang Hari Libur Nasional"
    ]
    told = parsed(
        "SRAGEN - Bupati Sragen Ramli Daeng menerbitkan Surat Edaran Nomor 8 Tahun 2021. Libur sudah "
        "diatur lewat SKB Tiga Menteri, yaitu 28 Mei dan 31 Mei."
    )
    assert [r.text for r in told.references] == ["SKB Tiga Menteri"]
