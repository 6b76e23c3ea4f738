"""Records read back are those that were written, whatever holds them."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from circular_parser.errors import BrokenFileError, DocumentError, NotFoundError
from circular_parser.exports.json_lines import JsonLinesSink
from circular_parser.exports.parquet import ParquetSink
from circular_parser.exports.records import read_records
from circular_parser.exports.stored import StoredRecord
from made_records import HOSTILE, bare, batch, circular, content_hash, stored

RECORDS = [
    stored(circular("a")),
    stored(bare()),
    stored(circular("h", subject=HOSTILE, addressees=[HOSTILE]), parsed_at=None),
]


def values(records: list[StoredRecord]) -> list[tuple[StoredRecord, Any]]:
    """Return the records in a form that does not depend on how their JSON is spaced."""
    return [(replace(record, record=""), json.loads(record.record)) for record in records]


@pytest.mark.parametrize("sink", [JsonLinesSink, ParquetSink])
def test_a_batch_gives_back_what_it_was_given(sink: type[Any], tmp_path: Path) -> None:
    with closing(sink(tmp_path)) as output:
        output.write(0, RECORDS[:2])
        output.write(1, RECORDS[2:])
    assert values(list(read_records(tmp_path))) == values(RECORDS)


@pytest.mark.parametrize("sink", [JsonLinesSink, ParquetSink])
def test_of_a_document_parsed_again_the_last_record_counts(sink: type[Any], tmp_path: Path) -> None:
    with closing(sink(tmp_path)) as output:
        output.write(0, batch("a", "b", subject="first"))
        output.write(1, batch("b", subject="second"))
    found = {r.document_id: json.loads(r.record)["subject"] for r in read_records(tmp_path)}
    assert found == {content_hash("a"): "first", content_hash("b"): "second"}


def test_plain_json_lines_and_folders_of_json_are_read(tmp_path: Path) -> None:
    lines = tmp_path / "some.jsonl"
    lines.write_text(
        "\n".join(record.record for record in [*RECORDS, *batch("a", subject="last")]),
        encoding="utf-8",
    )
    folder = tmp_path / "folder"
    folder.mkdir()
    for number, record in enumerate(RECORDS):
        text = json.dumps(json.loads(record.record), indent=2)
        (folder / f"{number}.json").write_text(text, encoding="utf-8")
    expected = {record.document_id: json.loads(record.record) for record in RECORDS}
    assert {r.document_id: json.loads(r.record) for r in read_records(folder)} == expected
    expected[content_hash("a")]["subject"] = "last"
    assert {r.document_id: json.loads(r.record) for r in read_records(lines)} == expected


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", b'{"source": {"sha256": "x"', "line 1 is no JSON"),
        ("a.jsonl", b"[1]", "source.sha256 is missing"),
        ("a.jsonl", b'\n{"source": {"sha256": "x"}, "sums": 1}', "line 2 holds no record"),
        ("a.jsonl", b'{"source": {"sha256": "\xff"}}', "line 1 is no JSON"),
        ("a.parquet", b"PAR1 no", "no nested records"),
    ],
)
def test_what_is_no_record_is_told_with_its_place(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BrokenFileError, match=said):
        list(read_records(path))


def test_lines_that_do_not_fit_their_index_are_told(tmp_path: Path) -> None:
    with closing(JsonLinesSink(tmp_path)) as output:
        output.write(0, RECORDS)
    lines = tmp_path / "records.jsonl"
    for changed in (lines.read_bytes()[:-9], b" " + lines.read_bytes()):
        lines.write_bytes(changed)
        with pytest.raises(BrokenFileError, match=r"does not fit records\.index\.jsonl"):
            list(read_records(tmp_path))


def test_a_flat_table_is_no_record(tmp_path: Path) -> None:
    with closing(ParquetSink(tmp_path)) as output:
        output.write(0, RECORDS)
    with pytest.raises(BrokenFileError, match="no nested records"):
        list(read_records(tmp_path / "periods"))


def test_nothing_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NotFoundError):
            list(read_records(path))


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}")

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError, match="Permission denied"):
        list(read_records(path))
