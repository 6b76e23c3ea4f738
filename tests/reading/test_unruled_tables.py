"""Tables of PDFs that no rules draw."""

from __future__ import annotations

import pytest

from circular_parser.document import Document
from circular_parser.reading import read
from reading.made_pages import Placed, pdf_of

ROWS: list[Placed] = [
    (72, 200, "No."),
    (110, 200, "Unit Kerja"),
    (330, 200, "Keterangan"),
    (72, 220, "1."),
    (110, 220, "Dinas Kependudukan dan"),
    (330, 220, "loket"),
    (110, 233, "Pencatatan Sipil"),
    (72, 250, "2."),
    (110, 250, "Puskesmas"),
    (330, 250, "24 jam"),
]
ABOVE: Placed = (72, 170, "2. Ketentuan ini tidak berlaku bagi unit berikut :")
BELOW: Placed = (72, 290, "3. Pegawai lain bekerja dari rumah.")


def _cells(document: Document) -> dict[tuple[int, int], str]:
    (table,) = document.pages[0].tables
    return {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}


def test_a_table_that_blanks_set_is_read_cell_by_cell() -> None:
    document = read(pdf_of([ABOVE, *ROWS, BELOW]))
    assert _cells(document) == {
        (0, 0): "No.",
        (0, 1): "Unit Kerja",
        (0, 2): "Keterangan",
        (1, 0): "1.",
        (1, 1): "Dinas Kependudukan dan\nPencatatan Sipil",
        (1, 2): "loket",
        (2, 0): "2.",
        (2, 1): "Puskesmas",
        (2, 2): "24 jam",
    }
    assert document.text.startswith("2. Ketentuan")
    assert document.text.rstrip().endswith("dari rumah.")


@pytest.mark.parametrize(
    "placed",
    [
        [(72, 200, "No."), (110, 200, "800/12"), (72, 220, "Hal"), (110, 220, "Jam kerja")],
        [(72, 200, "No"), (110, 200, "Unit"), (72, 220, "1."), (110, 220, "BPBD")],
        [(72, 200, "Nomor"), (110, 200, ": 800/12"), (72, 220, "1."), (110, 220, "A"),
         (72, 240, "2."), (110, 240, "B")],
        ROWS[3:],
    ],
    ids=["a letter's head", "one row", "a labelled number", "no head"],
)  # fmt: skip
def test_what_is_no_table(placed: list[Placed]) -> None:
    assert read(pdf_of([ABOVE, *placed, BELOW])).pages[0].tables == []
