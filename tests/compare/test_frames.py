"""The tables: what they hold, as frames and as CSV that is safe to open in an office."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from circular_parser.compare import compare
from circular_parser.compare.documents import document_of
from circular_parser.compare.frames import TABLES
from compared import cites, compared, day, duty, period, record, service, told
from made_records import HOSTILE, bare, stored


def test_every_table_has_its_columns_even_without_a_row() -> None:
    frames = compared(told("a", issued_on=None)).frames
    assert list(frames) == list(TABLES)
    for name, frame in frames.items():
        assert frame.columns == list(TABLES[name])
    assert frames["conflicts"].is_empty()


def test_records_that_state_nothing_are_compared(tmp_path: Path) -> None:
    found = compared(
        document_of(stored(bare("a"))), document_of(stored(bare("b"))), on="2020-04-01"
    )
    found.write(tmp_path)
    assert found.frames["circulars"]["in_force"].to_list() == ["unknown", "unknown"]
    assert found.service_matrix().columns == ["region_code", "region"]


def test_every_fact_has_its_quote_and_document() -> None:
    document = told(
        "a",
        obligations=[duty("wear_mask", text="wajib masker")],
        exempt_services=[service("RSUD", "hospital")],
        references=[cites("SE PANRB 19/2020", "19/2020")],
        effective_periods=[period("2020-03-20")],
    )
    frames = compared(document).frames
    for name in ("services", "duties", "periods", "relations"):
        (row,) = frames[name].to_dicts()
        assert row["quote"], name
        assert row["document_id"] == document.id, name


def test_the_standing_is_told_for_the_day_asked_for() -> None:
    document = told("a", effective_periods=[period("2020-03-20", "2020-03-31")])
    assert compared(document).frames["circulars"]["in_force"].to_list() == [None]
    frames = compared(document, on="2020-03-31").frames
    assert frames["circulars"]["in_force"].to_list() == ["in_force"]


@pytest.mark.parametrize("text", ["=1+2", "+1", "-1", "@x", "\t=1", "\r=1", " =1", HOSTILE])
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    found = compared(told("a", subject=text, obligations=[duty("wear_mask", text=text)]))
    found.write(tmp_path)
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for name, cell in row.items():
                    assert not cell.lstrip().startswith(tuple("=+-@")), (path.name, name)


def test_numbers_and_days_stay_what_they_are(tmp_path: Path) -> None:
    compared(told("a", issued_on=day("2020-03-18"))).write(tmp_path)
    table = pl.read_csv(tmp_path / "circulars.csv", try_parse_dates=True)
    assert table["issued_on"].to_list() == [day("2020-03-18")]


def test_records_are_read_from_a_folder_and_from_json_lines(tmp_path: Path) -> None:
    made = [record("a"), record("b", number="800/99/X/2020", subject="Lain")]
    lines = tmp_path / "records.jsonl"
    lines.write_text("".join(one.model_dump_json() + "\n" for one in made), encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for number, one in enumerate(made):
        (folder / f"{number}.json").write_text(one.model_dump_json(), encoding="utf-8")
    for source in (lines, folder):
        assert len(compare(source).circulars) == 2


def test_the_same_records_give_the_same_report(tmp_path: Path) -> None:
    documents = [told("a"), told("b", "report"), told("c", number="800/99/X/2020", subject="Lain")]
    for name, some in (("one", documents), ("other", documents[::-1])):
        compared(*some).write(tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()
