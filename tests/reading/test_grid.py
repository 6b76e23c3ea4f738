"""Ruled tables of scans: found as grids, their rules painted over, read cell by cell."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from circular_parser.reading import read
from circular_parser.reading.grid import find_grids
from reading.made_pages import FONT

_ROWS = [
    ("No", "Unit Kerja", "Layanan"),
    ("1", "Dinas Sosial", "bantuan pangan"),
    ("2", "RSUD Tora", "rawat jalan"),
]
_LEFTS = [150, 260, 800, 1450]


def _page(*, ruled: bool) -> Image.Image:
    """Return a page of 1654 x 2339 pixels (200 dpi) with a heading and a table."""
    page = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 34)
    draw.text((400, 200), "DAFTAR UNIT KERJA YANG TETAP MELAYANI", fill=0, font=font)
    draw.line((150, 300, 1450, 300), fill=0, width=4)
    for index, row in enumerate(_ROWS):
        for left, text in zip(_LEFTS, row, strict=False):
            draw.text((left + 15, 420 + 90 * index), text, fill=0, font=font)
    if ruled:
        for index in range(len(_ROWS) + 1):
            draw.line((150, 400 + 90 * index, 1450, 400 + 90 * index), fill=0, width=3)
        for left in _LEFTS:
            draw.line((left, 400, left, 400 + 90 * len(_ROWS)), fill=0, width=3)
    return page


def test_rules_make_a_grid_and_are_painted_over() -> None:
    image = np.asarray(_page(ruled=True))
    grids, cleaned = find_grids(image)
    assert [(len(grid), len(grid[0])) for grid in grids] == [(3, 3)]
    assert abs(grids[0][1][1].x0 - 260) <= 3
    assert cleaned[400 + 45, 150] == 255
    assert cleaned[300, 700] == 0, "the rule under the heading is no table"


def test_no_grid_without_upright_rules() -> None:
    image = np.asarray(_page(ruled=False))
    grids, cleaned = find_grids(image)
    assert grids == []
    assert cleaned is image


def test_a_scanned_table_is_read_cell_by_cell() -> None:
    data = io.BytesIO()
    _page(ruled=True).save(data, "PNG", dpi=(200, 200))
    document = read(data.getvalue())
    (table,) = document.pages[0].tables
    assert (table.rows, table.columns) == (3, 3)
    cells = {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}
    assert cells[1, 1] == "Dinas Sosial"
    assert cells[2, 1] == "RSUD Tora"
    assert {line.kind for line in document.lines if "Sosial" in line.text} == {"table"}
