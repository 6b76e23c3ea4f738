"""The tables: nothing of the record is left out, and what describes them is complete."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from circular_parser import exports
from circular_parser.exports.data_package import satu_data
from circular_parser.exports.flatten import flatten
from circular_parser.exports.tables import TABLES, record_schema
from made_records import bare, batch, circular, stored
from make_tables import tables_page

ROOT = Path(__file__).parent.parent.parent

# What stands in the nested records and the JSON Lines alone.
LEFT_OUT = {"evidence", "pages", "sha256"}


def members() -> set[str]:
    """Return the names of all members of the record that hold a value."""
    found = set()
    for name, schema in record_schema()["properties"].items():
        parts = schema.get("properties") or schema.get("items", {}).get("properties")
        prefix = f"{name}_" if name in {"issuer", "signatory"} else ""
        found |= {prefix + part for part in parts} if parts else {name}
    return found


def test_every_member_of_the_record_has_a_column() -> None:
    columns = {column.name for table in TABLES for column in table.columns}
    lists = {table.member for table in TABLES}
    assert members() - columns - lists == LEFT_OUT


def test_the_page_of_tables_is_fresh() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert page == tables_page(), "run `make tables`"


def test_rows_are_as_wide_as_their_tables() -> None:
    rows = flatten((stored(circular()), stored(bare()))).rows
    for table in TABLES:
        assert {len(row) for row in rows[table.name]} == {len(table.columns)}
        for column, cells in zip(table.columns, zip(*rows[table.name], strict=True), strict=True):
            assert not column.required or None not in cells


def test_a_row_has_the_place_of_its_evidence() -> None:
    (row,) = flatten(tuple(batch("a"))).rows["obligations"]
    assert row[-3:] == (2, 0.91, "duties.verb")
    assert {row[-3:] for row in flatten(tuple(batch("a"))).rows["periods"]} == {(None, None, None)}


def test_two_copies_of_a_circular_share_their_readable_id() -> None:
    rows = flatten(tuple(batch("a", "b"))).rows["circulars"]
    assert rows[0][0] != rows[1][0]
    assert {row[1] for row in rows} == {"id-7309/surat-edaran/2021-07-05/060-123-org-2021"}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"number": None}, "id-7309/surat-edaran/2021-07-05/~ca978112ca1b"),
        ({"number": "  "}, "id-7309/surat-edaran/2021-07-05/~ca978112ca1b"),
        ({"issued_on": None}, "id-7309/surat-edaran/unknown/060-123-org-2021"),
        ({"document_type": None}, "id-7309/unknown/2021-07-05/060-123-org-2021"),
        ({"number": "../../é \x00/1"}, "id-7309/surat-edaran/2021-07-05/e-1"),
    ],
)
def test_readable_ids_of_what_is_not_stated(changes: dict[str, str | None], name: str) -> None:
    ((_, found, *_),) = flatten(tuple(batch("a", **changes))).rows["circulars"]
    assert found == name


def test_paths_that_are_no_text_are_written_so_that_they_can_be_told_apart() -> None:
    ((_, _, path, *_),) = flatten((stored(circular(), path="in/\udce9.pdf"),)).rows["circulars"]
    assert path == r"in/\xe9.pdf"


def test_every_column_is_described_in_indonesian_and_nothing_else() -> None:
    file = Path(next(iter(exports.__path__))) / "columns_id.toml"
    texts = tomllib.loads(file.read_text(encoding="utf-8"))
    names = {column.name for table in TABLES for column in table.columns}
    full = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    assert set(texts["columns"]) <= names | full
    assert set(texts["units"]) == {table.name for table in TABLES}
    for table in TABLES:
        for column in table.columns:
            about = satu_data(table, column)
            assert {"nama_variabel", "definisi", "unit_observasi", "tipe_data"} <= set(about)


def test_classes_are_listed_where_the_vocabularies_have_them() -> None:
    columns = {(t.name, c.name): satu_data(t, c) for t in TABLES for c in t.columns}
    services = columns["exempt_services", "service"]["klasifikasi"]
    types = columns["obligations", "type"]["klasifikasi"]
    assert {"hospital", "generic_public_service"} <= set(services)
    assert {"wear_mask", "other"} <= set(types)
    assert len(set(types)) == len(types)
    assert columns["obligations", "modality"]["klasifikasi"][0] == "must"
    assert "salah satu dari klasifikasi" not in columns["obligations", "type"].get(
        "aturan_validasi", []
    )
