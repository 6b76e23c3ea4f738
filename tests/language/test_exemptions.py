"""Who is left out of a restriction: marked sentences, lists below a clause, annexes, traps."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from analysed import letter, parsed
from circular_parser.document import (
    Box,
    Cell,
    Document,
    Line,
    Page,
    Table,
    TextBuilder,
    Word,
)
from circular_parser.language.analysis import Analysis, Section, SectionKind
from circular_parser.language.clauses import build_clauses
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.exemptions import find_exemptions
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.resources import model_folder

_MARK = re.compile(r"\[([^\]]*)\]")
_CONTEXT = "Pegawai bekerja dari rumah."


@pytest.fixture(scope="module")
def patterns() -> ExemptionPatterns:
    folder = model_folder()
    return ExemptionPatterns.load(folder, ServiceTaxonomy.load(folder))


def _analysis(text: str, kind: SectionKind = "body", left: float | None = None) -> Analysis:
    """Return the analysis of *text*: an empty line begins a block, a tab sets a column."""
    builder = TextBuilder()
    lines: list[Line] = []
    block = 0
    for number, row in enumerate(text.split("\n")):
        if not row.strip():
            block += 1
            continue
        x = 60.0 if left is None else left + 200.0 * row.count("\t")
        words = [
            Word(w, None if left is None else Box(x, 12.0 * number, x + 50, 12.0 * number + 10))
            for w in row.split()
        ]
        line = Line(words, page=1, block=block)
        builder.add(line)
        lines.append(line)
    page = Page(1, 595, 842, "plain", "test", lines=lines)
    document = Document(builder.text(), [page], "test", "0" * 64, "text/plain")
    section = Section(kind, lines)
    analysis = Analysis(document, sections=[section], roles={1: "letter"})
    analysis.clauses = build_clauses(section, document.text)
    return analysis


def _texts(patterns: ExemptionPatterns, text: str) -> list[str]:
    analysis = _analysis(f"{text}\n\n{_CONTEXT}")
    found = find_exemptions(analysis, patterns)
    for candidate in found:
        quoted = " ".join(analysis.text[candidate.start : candidate.end].split())
        assert quoted == candidate.value.text
        assert 0 < candidate.score <= 1
    return [c.value.text for c in found]


SENTENCES = [
    line.replace("|", "\n")
    for line in Path(__file__).with_name("exemptions.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_marked_sentence(patterns: ExemptionPatterns, marked: str) -> None:
    assert _texts(patterns, _MARK.sub(r"\1", marked)) == _MARK.findall(marked)


def test_there_are_marked_sentences_and_traps() -> None:
    marked = [sentence for sentence in SENTENCES if _MARK.search(sentence)]
    assert len(marked) > 190
    assert len(SENTENCES) - len(marked) > 55


def test_every_rule_has_words_that_call_it_and_a_score(patterns: ExemptionPatterns) -> None:
    rules = {*patterns.after, *patterns.before}
    assert {name for names in patterns.hints.values() for name in names} == rules
    assert rules <= set(patterns.scores)


ANNEX = """LAMPIRAN SURAT EDARAN BUPATI
DAFTAR PERANGKAT DAERAH YANG DIKECUALIKAN DARI KERJA DARI RUMAH

1. RSUD dr. Harjono
2. Dinas Kependudukan dan Pencatatan Sipil
3. Kecamatan dan Kelurahan
"""

COLUMNS = """DAFTAR UNIT KERJA YANG TETAP BEKERJA DI KANTOR SELAMA WFH

RSUD
Dinas Penanaman Modal dan
Pelayanan Terpadu Satu Pintu
Dinas Perhubungan

\tloket pelayanan
\tterminal"""


REMARKS = """LAMPIRAN SURAT EDARAN BUPATI
UNIT PELAYANAN YANG TETAP BEKERJA DI KANTOR SELAMA WFH

No Unit Pelayanan
1 RSUD Melati
2 Dinas Perhubungan

Keterangan
seluruh instalasi
petugas lapangan, terminal"""


def test_annex_whose_remarks_stand_below(patterns: ExemptionPatterns) -> None:
    found = find_exemptions(_analysis(REMARKS, "annex"), patterns)
    assert [c.value.text for c in found] == ["RSUD Melati", "Dinas Perhubungan"]


def test_annex_whose_remarks_stand_behind_the_names(patterns: ExemptionPatterns) -> None:
    annex = (
        "DAFTAR UNIT DENGAN KEHADIRAN 100%\n\nNo. Unit Kerja Keterangan\n"
        "1. Dinas Kesehatan termasuk petugas pelacak\n2. RSUD dr. Melati sistem sif\n"
        "3. UPTD Puskesmas 13 unit\n4. Petugas kebersihan\n\nPegawai WFH."
    )
    found = find_exemptions(_analysis(annex, "annex"), patterns)
    units = ["Dinas Kesehatan", "RSUD dr. Melati", "UPTD Puskesmas", "Petugas kebersihan"]
    assert [c.value.text for c in found] == units


def test_lists_within_and_before_the_list_below(patterns: ExemptionPatterns) -> None:
    text = (
        "1. WFH tidak berlaku bagi Pejabat Eselon II, Lurah dan pegawai OPD berikut:\n"
        "a. Perangkat Daerah yang menangani COVID-19, meliputi BPBD dan Satpol PP;\n"
        "b. RSUD dr.\nH. Melati."
    )
    found = find_exemptions(_analysis(text), patterns)
    expected = ["Pejabat Eselon II", "Lurah", "BPBD", "Satpol PP", "RSUD dr. H. Melati"]
    assert [c.value.text for c in found] == expected


def test_annex_of_numbered_items(patterns: ExemptionPatterns) -> None:
    found = find_exemptions(_analysis(ANNEX, "annex"), patterns)
    assert [(c.value.text, c.value.service) for c in found] == [
        ("RSUD dr. Harjono", "hospital"),
        ("Dinas Kependudukan dan Pencatatan Sipil", "civil_registry"),
        ("Kecamatan dan Kelurahan", "district_office"),
    ]


def test_annex_of_any_heading_that_the_body_refers_to(patterns: ExemptionPatterns) -> None:
    annex = "UPT SE-KABUPATEN\n\n1. RSUD Melati\n2. UPT Pasar\n\nPegawai WFH."
    assert find_exemptions(_analysis(annex, "annex"), patterns) == []
    said = "Angka 1 tidak berlaku bagi UPT sebagaimana tercantum pada Lampiran."
    found = find_exemptions(_analysis(f"{annex}\n\n{said}", "annex"), patterns)
    assert [c.value.text for c in found] == ["RSUD Melati", "UPT Pasar"]


def test_of_several_annexes_the_one_with_such_a_heading_is_the_list() -> None:
    body = "1. Pegawai bekerja dari rumah, kecuali unit sebagaimana tercantum dalam Lampiran."
    listed = "LAMPIRAN I\nDAFTAR UNIT YANG TETAP MASUK KANTOR\n\n1. RSUD Melati\n2. UPT Pasar\n"
    form = "LAMPIRAN II\nTUJUAN LAPORAN\n\n1. Dinas Kesehatan\n2. Dinas Perhubungan\n"
    record = parsed(f"{letter(body)}\n\n{listed}\n{form}")
    assert [e.text for e in record.exempt_services] == ["RSUD Melati", "UPT Pasar"]


def test_units_of_no_known_name_below_a_sure_lead() -> None:
    body = (
        "1. Pegawai bekerja dari rumah.\n2. Angka 1 dikecualikan bagi pegawai yang bertugas pada:\n"
        "a. Stasiun Geofisika;\nb. Pusat Gempabumi dan Tsunami; dan\nc. Direktorat Komputasi."
    )
    assert [e.text for e in parsed(letter(body)).exempt_services] == [
        "Stasiun Geofisika",
        "Pusat Gempabumi dan Tsunami",
        "Direktorat Komputasi",
    ]


def test_the_verb_behind_the_last_item_is_that_of_all() -> None:
    body = (
        "1. Pegawai bekerja dari rumah.\n2. Unit kerja berikut :\n   a. RSUD Melati;\n"
        "   b. UPTD Puskesmas; dan\n   c. Dinas Perhubungan\n   tetap bekerja di kantor."
    )
    found = [e.text for e in parsed(letter(body)).exempt_services]
    assert found == ["RSUD Melati", "UPTD Puskesmas", "Dinas Perhubungan"]


def test_annex_read_by_columns(patterns: ExemptionPatterns) -> None:
    found = find_exemptions(_analysis(COLUMNS, "annex", left=60.0), patterns)
    assert [c.value.text for c in found] == [
        "RSUD",
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "Dinas Perhubungan",
    ]


def test_annex_from_a_ruled_table(patterns: ExemptionPatterns) -> None:
    rows = "DAFTAR YANG DIKECUALIKAN DARI WFH\n\n1\n\nBPBD\n\nregu jaga\n\n2\n\nDishub"
    analysis = _analysis(rows, "annex")
    at = analysis.text.index
    cells = [
        Cell(row, column, at(word), at(word) + len(word))
        for row, column, word in ((1, 1, "BPBD"), (1, 2, "regu jaga"), (2, 1, "Dishub"))
    ]
    analysis.document.pages[0].tables.append(Table(1, 3, 3, cells))
    assert [c.value.text for c in find_exemptions(analysis, patterns)] == ["BPBD", "Dishub"]


def test_annex_with_agencies_and_their_units_in_columns() -> None:
    annex = """LAMPIRAN
DAFTAR UNIT YANG TETAP MASUK KANTOR

NO   PERANGKAT DAERAH        UNIT KERJA                  KETERANGAN
1    RSUD Melati             Seluruh unit                24 jam
2    Dinas Kesehatan         UPTD Puskesmas              rawat inap
                             UPTD Laboratorium           jam kerja
3    Dinas Kependudukan dan  Pelayanan Administrasi      loket
     Pencatatan Sipil        Kependudukan
"""
    record = parsed(letter("1. Pegawai bekerja dari rumah.") + "\n\n" + annex)
    assert [e.text for e in record.exempt_services] == [
        "RSUD Melati",
        "UPTD Puskesmas",
        "UPTD Laboratorium",
        "Pelayanan Administrasi Kependudukan",
    ]


def test_rows_of_an_annex_that_keep_a_part_where_others_keep_all(
    patterns: ExemptionPatterns,
) -> None:
    rows = "DAFTAR PEGAWAI YANG TETAP MASUK KANTOR\n\nBPBD 100%\nRSUD 100%\nBappeda 25%"
    found = find_exemptions(_analysis(rows, "annex"), patterns)
    assert [c.value.text for c in found] == ["BPBD", "RSUD"]


def test_annex_of_another_kind(patterns: ExemptionPatterns) -> None:
    text = "DAFTAR PENERIMA\n\n1. Dinas Kesehatan\n2. RSUD\n\nmasuk kerja dari rumah"
    assert find_exemptions(_analysis(text, "annex"), patterns) == []


def test_document_that_restricts_no_work(patterns: ExemptionPatterns) -> None:
    text = "Data dikirim oleh semua, kecuali Dinas Kesehatan dan RSUD."
    assert find_exemptions(_analysis(text), patterns) == []


@pytest.mark.parametrize(
    "marked",
    [
        "Iuran naik. Ada kekecualian. [Puskesmas] dan [panti jompo] masih boleh gratis.",
        "Kendaraan dinas dikandangkan. [Ambulans] dan [truk sampah] tidak termasuk larangan ini.",
        "Pejabat jalan kaki. [Mobil damkar] dan [ambulans] bebas dari aturan tersebut.",
        "Pejabat jalan kaki. Pengecualian hanya untuk [mobil damkar] dan [ambulans].",
        "Pejabat bersepatu. Dikecualikan dari kegiatan ini adalah [perawat RSUD], [puskesmas], "
        "dan [petugas terminal].",
        'Pegawai rapi. "Tidak berlaku untuk [petugas RSUD], [Satpol PP], dan [Damkar]," katanya.',
        "Beras dijatah. Pembatasan itu tidak diberlakukan bagi [panti asuhan] dan [rumah sakit].",
        "Warga turun. [Puskesmas], [Damkar] dan [PDAM] tidak dilibatkan dalam kerja bakti.",
        "Bensin dijatah. [Ambulans], [mobil damkar], dan [truk sampah] masih boleh membeli solar.",
        "Mobil dinas dikandangkan. Larangan itu tidak mencakup [ambulans] dan [mobil damkar].",
        "Pejabat jalan kaki. Puskesmas dan pasar bebas dari sampah.",
        "Pejabat jalan kaki. Puskesmas dan pasar masih boleh dikunjungi.",
    ],
)
def test_units_freed_from_any_rule(patterns: ExemptionPatterns, marked: str) -> None:
    found = find_exemptions(_analysis(_MARK.sub(r"\1", marked)), patterns)
    assert [c.value.text for c in found] == _MARK.findall(marked)


def test_item_named_twice_is_given_once(patterns: ExemptionPatterns) -> None:
    text = "WFH tidak berlaku bagi RSUD dan BPBD. RSUD dan BPBD tetap masuk kantor."
    assert _texts(patterns, text) == ["RSUD", "BPBD"]


def test_general_words_yield_to_named_units(patterns: ExemptionPatterns) -> None:
    text = (
        "WFH tidak berlaku bagi RSUD, BPBD dan Satpol PP. "
        "ASN yang melayani masyarakat tetap masuk kantor."
    )
    assert _texts(patterns, text) == ["RSUD", "BPBD", "Satpol PP"]


def test_kind_and_class_of_items(patterns: ExemptionPatterns) -> None:
    analysis = _analysis("WFH dikecualikan bagi Camat, BPBD, dan petugas kebersihan.")
    assert [(c.value.kind, c.value.service) for c in find_exemptions(analysis, patterns)] == [
        ("position", None),
        ("agency", "disaster"),
        ("service", "sanitation"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WFH kecuali " + "Dinas A, " * 3000,
        "WFH kecuali " + "(" * 5000,
        "WFH " + "tetap " * 4000,
        "WFH dikecualikan dari ketentuan " + "a " * 8000,
        "WFH tidak berlaku bagi " + "dan " * 5000,
        "WFH " + "1 (satu) " * 4000,
        "WFH, " + "Camat, " * 4000 + "tetap masuk kantor.",
        "WFH " + "kecuali Camat " * 1000,
    ],
)
def test_hostile_text_costs_little(patterns: ExemptionPatterns, text: str) -> None:
    begin = time.process_time()
    find_exemptions(_analysis(text), patterns)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("lead", "heads", "units"),
    [
        (
            "unit pelayanan di bawah ini :",
            ("Unit Pelayanan", "Keterangan"),
            ["RSUD Melati", "Dishub"],
        ),
        (
            "Perangkat Daerah/Unit Kerja sebagai berikut :",
            ("Perangkat Daerah", "Unit Kerja"),
            ["UPTD Puskesmas", "Terminal Barat"],
        ),
        (
            "layanan sebagaimana dalam tabel.",
            ("Unit Kerja", "Layanan"),
            ["UPTD Puskesmas", "Terminal Barat"],
        ),
    ],
)
def test_a_table_below_what_leaves_units_out(
    lead: str, heads: tuple[str, str], units: list[str]
) -> None:
    cells = {
        "Unit Pelayanan": ("RSUD Melati", "Dishub"),
        "Perangkat Daerah": ("Dinas Kesehatan", "Dishub"),
        "Unit Kerja": ("UPTD Puskesmas", "Terminal Barat"),
        "Layanan": ("UPTD Puskesmas", "Terminal Barat"),
        "Keterangan": ("24 jam", "posko mudik"),
    }
    first, second = heads
    if first == "Unit Kerja":
        cells["Unit Kerja"] = ("Biro Umum", "Biro Hukum")
    rows = "".join(f"{n}   {cells[first][n - 1]:<20}   {cells[second][n - 1]}\n" for n in (1, 2))
    table = f"\nNO  {first:<20}   {second}\n{rows}\n"
    record = parsed(
        letter(f"1. Pegawai bekerja dari rumah.\n2. WFH tidak berlaku bagi {lead}\n{table}")
    )
    assert [item.text for item in record.exempt_services] == units


def test_an_annex_that_the_body_says_lists_them() -> None:
    text = letter(
        "1. Staf bekerja dari rumah.\n"
        "2. Ketentuan ini tidak berlaku bagi unit sebagaimana daftar terlampir."
    )
    annex = "LAMPIRAN\nDAFTAR UNIT\n1. RSUD Melati\n2. XYZABC\n3. Dinas Perhubungan"
    assert [e.text for e in parsed(f"{text}\n\n{annex}").exempt_services] == [
        "RSUD Melati",
        "XYZABC",
        "Dinas Perhubungan",
    ]
