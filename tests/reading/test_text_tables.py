"""Tables that blanks set in a plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from circular_parser.reading.prose import read_prose
from circular_parser.reading.sniff import PLAIN
from circular_parser.reading.text_tables import text_tables

ROWS = """\
 NO   UNIT KERJA                    KETERANGAN

  1   Dinas Kesehatan               24 jam
  2   Badan Penanggulangan Bencana  regu jaga
      Daerah                        dan Pusdalops

  3.  Puskesmas
 10   Arsip lama                    -

      WALI KOTA CONTOH,
"""
LETTER = f"""\
WALI KOTA CONTOH
SURAT EDARAN
NOMOR : 800/12/SETDA/2020

Yth. Para Kepala Dinas

LAMPIRAN
{ROWS}"""


def test_rows_are_told_by_their_numbers() -> None:
    (table,) = text_tables(ROWS.splitlines())
    assert (table.start, table.end) == (0, 7)
    assert table.rows == [
        [["NO"], ["UNIT KERJA"], ["KETERANGAN"]],
        [["1"], ["Dinas Kesehatan"], ["24 jam"]],
        [["2"], ["Badan Penanggulangan Bencana", "Daerah"], ["regu jaga", "dan Pusdalops"]],
        [["3"], ["Puskesmas"], []],
    ]


def test_a_line_may_be_drawn_below_the_head_and_between_rows() -> None:
    drawn = " NO   UNIT         KETERANGAN\n----------------\n 1  RSUD     24 jam\n---- ---- ----\n"
    (table,) = text_tables([*drawn.splitlines(), " 2  BPBD     posko"])
    assert [row[1] for row in table.rows] == [["UNIT"], ["RSUD"], ["BPBD"]]


def test_what_is_no_table() -> None:
    for text in (
        "NO  UNIT\n1  Dinas Kesehatan",  # one row
        "NO : 5\n1  Dinas\n2  Badan",
        "1  Dinas Kesehatan   24 jam\n2  Puskesmas   24 jam",  # a list without a head
        "NO  UNIT\n\nDemikian untuk dilaksanakan.",
    ):
        assert not list(text_tables(text.splitlines()))


def test_a_letter_has_its_table_in_cells() -> None:
    document = read_prose(LETTER.encode(), PLAIN, "surat.txt")
    (table,) = document.pages[0].tables
    assert (table.page, table.rows, table.columns) == (1, 4, 3)
    cells = {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}
    assert cells[2, 1] == "Badan Penanggulangan Bencana\nDaerah"
    assert (3, 2) not in cells
    assert document.text.endswith("WALI KOTA CONTOH,")


def test_the_table_of_a_report_stays_as_it_is() -> None:
    text = f"Warga diminta antre di loket yang dibuka pemerintah kota sejak pagi.\n\n{ROWS}"
    document = read_prose(text.encode(), PLAIN, "berita.txt")
    assert not document.pages[0].tables


@given(
    st.lists(st.sampled_from(["NO  UNIT  LAIN", "1  a  b", "2  c", "     d", "", "x"]), max_size=9)
)
def test_no_line_is_in_two_tables_and_no_word_is_lost(lines: list[str]) -> None:
    end = 0
    for table in text_tables(lines):
        assert end <= table.start < table.end <= len(lines)
        end = table.end
        words = sorted(" ".join(lines[table.start : table.end]).split())
        assert words == sorted(" ".join(" ".join(cell) for r in table.rows for cell in r).split())


def test_a_table_set_between_bars() -> None:
    framed = """\
+----+---------------+------------+
| No | Unit          | Keterangan |
+----+---------------+------------+
|  1 | RSUD Melati   | 24 jam     |
|  2 | Dinas         | posko      |
|    | Perhubungan   |            |
+----+---------------+------------+
"""
    (table,) = text_tables(framed.splitlines())
    assert table.rows[1:] == [
        [["1"], ["RSUD Melati"], ["24 jam"]],
        [["2"], ["Dinas", "Perhubungan"], ["posko"]],
    ]
