"""Texts of any kind as cells: nothing is run, nothing is lost that a file can hold."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from circular_parser.exports.akoma_ntoso import write_akoma_ntoso
from circular_parser.exports.cells import clean, guard, unguard
from circular_parser.exports.csv_files import write_csv
from circular_parser.exports.identity import slug
from circular_parser.exports.workbook import write_workbook
from made_records import HOSTILE, circular, stored

ANY = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n\x00＝\ufffe"))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        ("+62 811", "'+62 811"),
        ("-", "'-"),
        ("@a", "'@a"),
        ("\t=1", "'\t=1"),
        ("\r\n=1", "'\r\n=1"),
        ("＝1", "'＝1"),
        (" =1", "' =1"),
        ("' @a", "'' @a"),
        (" a", " a"),
        ("'=1", "''=1"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_marked(text: str, cell: str) -> None:
    assert (guard(text), unguard(cell)) == (cell, text)


@given(ANY)
def test_marks_can_be_taken_away(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text)[:1] or guard(text)[0] not in "=+-@\t\r\n＝＋－＠"


@given(ANY)
def test_what_is_cleaned_can_stand_in_xml(text: str) -> None:
    element = etree.Element("a", {"b": clean(text)})
    element.text = clean(text)
    back = etree.fromstring(etree.tostring(element))
    assert (back.text or "", back.get("b")) == (clean(text), clean(text))
    assert len(clean(text)) == len(text)


@given(ANY)
def test_a_slug_is_plain(text: str) -> None:
    assert not set(slug(text)) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(text)) == slug(text)


@settings(max_examples=15, deadline=None)
@given(st.lists(ANY | st.just(HOSTILE), min_size=1, max_size=20))
def test_any_texts_go_through_the_formats(texts: list[str]) -> None:
    cleaned = [clean(text) for text in texts]
    record = stored(circular("a", addressees=texts, number=texts[0], copies_to=texts))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_csv([record], folder)
        written = (folder / "addressees.csv").read_bytes().decode()
        rows = list(csv.reader(io.StringIO(written, newline="")))[1:]
        assert [unguard(row[2]) for row in rows] == cleaned
        write_workbook([record], folder / "a.xlsx")
        sheet = openpyxl.load_workbook(folder / "a.xlsx")["addressees"]
        found = [str(row[2] or "") for row in sheet.iter_rows(min_row=2, values_only=True)]
        # XML has one kind of break.
        assert [_one_break(text) for text in found] == [_one_break(text) for text in cleaned]
        write_akoma_ntoso([record], folder / "akn")
        (path,) = (folder / "akn").iterdir()
        items = etree.parse(path).xpath("//*[@eId='copies']/*/*")
        assert [_one_break(item.text or "") for item in items] == [
            _one_break(text) for text in cleaned
        ]


def _one_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
