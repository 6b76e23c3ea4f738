"""Heads and feet of letters whose two columns stand side by side in a plain text."""

from __future__ import annotations

import time

import pytest

from analysed import parsed
from circular_parser.reading.text_columns import without_columns

_LETTER = """\
PEMERINTAH KOTA BONTANG
DINAS KESEHATAN

{head}
Sehubungan dengan jadwal imunisasi, diminta kepada Saudara hadir.

Demikian disampaikan.

{foot}"""

HEADS = [
    """\
                                             Bontang, 3 Mei 2021

Nomor     : 440/12/DINKES                    Kepada
Sifat     : Penting                          Yth. 1. Kepala Puskesmas
Lampiran  : -                                     2. Direktur RSUD
Perihal   : Imunisasi anak sekolah                di -
            dasar dan menengah               Tempat
""",
    # The date beside the number, the columns of unequal length.
    """\
Nomor     : 440/12/DINKES                    Bontang, 3 Mei 2021
Sifat     : Penting
Lampiran  : -                                Kepada
Perihal   : Imunisasi anak sekolah           Yth. 1. Kepala Puskesmas
            dasar dan menengah                    2. Direktur RSUD
                                             di -
                                                  Tempat
""",
    # The right column begins above the left one; empty lines between the rows.
    """\
                                             Bontang, 3 Mei 2021
                                             Kepada
Nomor     : 440/12/DINKES                    Yth. 1. Kepala Puskesmas

Sifat     : Penting                               2. Direktur RSUD

Lampiran  : -                                di -

Perihal   : Imunisasi anak sekolah                Tempat
            dasar dan menengah
""",
    # The addressees at the left, the labels at the right.
    """\
Kepada                                       Bontang, 3 Mei 2021
Yth. 1. Kepala Puskesmas                     Nomor    : 440/12/DINKES
     2. Direktur RSUD                        Sifat    : Penting
di Tempat                                    Perihal  : Imunisasi anak sekolah dasar dan menengah
""",
    # A title in the middle of the page below them, which crosses the gap between them.
    """\
                                             Bontang, 3 Mei 2021

Nomor     : 440/12/DINKES                    Kepada Yth.
Sifat     : Penting                          1. Kepala Puskesmas
Lampiran  : -                                2. Direktur RSUD
Perihal   : Imunisasi anak sekolah           di-
            dasar dan menengah                  Tempat


                                   SURAT EDARAN

""",
    # Columns set by tabs.
    """\
Nomor\t: 440/12/DINKES\t\t\tBontang, 3 Mei 2021
Sifat\t: Penting\t\t\tKepada
Lampiran\t: -\t\t\tYth. 1. Kepala Puskesmas
Perihal\t: Imunisasi anak sekolah\t2. Direktur RSUD
\t  dasar dan menengah\t\tdi Tempat
""",
]

FEET = [
    (
        """\
                                             KEPALA DINAS KESEHATAN,

                                             SITI AMINAH, S.K.M.
""",
        [],
    ),
    (
        """\
Tembusan :                                   KEPALA DINAS KESEHATAN,
1. Wali Kota Bontang
2. Arsip
                                             SITI AMINAH, S.K.M.
""",
        ["Wali Kota Bontang", "Arsip"],
    ),
    # The office and a gap above the copies, the name beside the first of them.
    (
        """\
                                             KEPALA DINAS KESEHATAN,

Tembusan :
1. Wali Kota Bontang                         H. RAMLI DAENG, S.K.M.
2. Arsip
""",
        ["Wali Kota Bontang", "Arsip"],
    ),
    # The office above the copies, the name beside the last of them.
    (
        """\
                                             KEPALA DINAS KESEHATAN,
Tembusan :
1. Wali Kota Bontang
2. Arsip                                     SITI AMINAH, S.K.M.
""",
        ["Wali Kota Bontang", "Arsip"],
    ),
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("foot", "copies"), FEET)
def test_columns_are_read_one_after_the_other(head: str, foot: str, copies: list[str]) -> None:
    record = parsed(_LETTER.format(head=head, foot=foot))
    assert (record.number, str(record.issued_on)) == ("440/12/DINKES", "2021-05-03")
    assert record.subject == "Imunisasi anak sekolah dasar dan menengah"
    assert record.addressees == ["Kepala Puskesmas", "Direktur RSUD"]
    assert record.copies_to == copies
    signatory = record.signatory
    assert signatory.position == "KEPALA DINAS KESEHATAN"
    assert signatory.name in ("SITI AMINAH, S.K.M.", "H. RAMLI DAENG, S.K.M.")


@pytest.mark.parametrize(
    "text",
    [
        "Nomor     : 440/12/DINKES\nSifat     : Penting\nPerihal   : Imunisasi\n",
        # Running text, and a table without the labels of a head.
        "Nomor telepon dinas berubah.\nPegawai hadir.\n",
        "1. Camat                      30 orang\n2. Lurah                      12 orang\n",
        # The addressees at the right, above a title and its number in the middle.
        "                                        Bontang, 3 Mei 2021\n\n"
        "                                        Kepada\n"
        "                                        Yth. 1. Camat\n"
        "                                             2. Lurah\n\n"
        "                    SURAT EDARAN\n                 NOMOR : 440/12\n\n"
        "                       TENTANG\n\n",
        # One row alone is no column.
        "Nomor : 440/12                          Penting\n\nPegawai hadir.\n",
    ],
)
def test_what_stands_in_one_column_stays(text: str) -> None:
    assert without_columns(text) == text


def test_hostile_columns_cost_little() -> None:
    text = ("nomor" + "    a" * 500 + "\n") * 2_000 + ("nomor" + "    a" * 25 + "\n") * 20_000
    begin = time.process_time()
    without_columns(text)
    assert time.process_time() - begin < 5
