"""The outputs of a run: whole chunks or none, written twice or cut off at any byte."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from circular_parser import Circular
from circular_parser.exports import durable
from circular_parser.exports.json_lines import JsonLinesSink, read_index
from circular_parser.exports.parquet import FOLDERS, ParquetSink, part_file
from circular_parser.exports.sinks import (
    MissingChunksError,
    Sink,
    SqliteSink,
    StoredRecord,
    open_sinks,
)
from circular_parser.exports.tables import TABLES
from made_records import HOSTILE, bare, batch, circular, content_hash, stored

Reader = Callable[[Path], list[tuple[str, str]]]


def open_json_lines(folder: Path) -> Sink:
    return JsonLinesSink(folder)


def open_parquet(folder: Path) -> Sink:
    return ParquetSink(folder)


def open_sqlite(folder: Path) -> Sink:
    return SqliteSink(folder / "circulars.sqlite")


def read_json_lines(folder: Path) -> list[tuple[str, str]]:
    lines = (folder / "records.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "", "a half line is visible"
    records = [Circular.model_validate_json(line) for line in lines]
    return [(record.source.sha256, record.subject or "") for record in records]


def read_parquet(folder: Path) -> list[tuple[str, str]]:
    found = []
    for table in ("records", "circulars"):
        query = f"select document_id, coalesce(subject, '') from '{folder}/{table}/*.parquet'"
        found.append(sorted(duckdb.execute(query).fetchall()))
    assert found[0] == found[1]
    return found[0]


def read_sqlite(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "circulars.sqlite")) as database:
        assert database.execute("pragma foreign_key_check").fetchall() == []
        for table in ("circulars", "obligations", "exempt_services"):
            check = f"insert into {table}_fts ({table}_fts, rank) values ('integrity-check', 1)"
            database.execute(check)
        query = "select document_id, coalesce(subject, '') from circulars"
        return database.execute(query).fetchall()


KINDS = {
    "json lines": (open_json_lines, read_json_lines),
    "parquet": (open_parquet, read_parquet),
    "sqlite": (open_sqlite, read_sqlite),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> tuple[Callable[[Path], Sink], Reader]:
    return KINDS[request.param]


Kind = tuple[Callable[[Path], Sink], Reader]


def ids(*names: str) -> list[str]:
    return sorted(content_hash(name) for name in names)


def documents(found: list[tuple[str, str]]) -> list[str]:
    return sorted(document for document, _ in found)


@contextmanager
def suppress_full_disk() -> Iterator[None]:
    """Let the disk be full; not every output notices each of its failures."""
    try:
        yield
    except OSError as error:
        assert error.errno == 28


def test_what_is_written_is_there(kind: Kind, tmp_path: Path) -> None:
    start, read = kind
    with closing(start(tmp_path)) as sink:
        sink.keep([])
        sink.write(0, batch("a", "b"))
        sink.write(1, batch("c"))
    assert documents(read(tmp_path)) == ids("a", "b", "c")


def test_a_chunk_written_again_replaces_what_it_was(kind: Kind, tmp_path: Path) -> None:
    start, read = kind
    with closing(start(tmp_path)) as sink:
        sink.write(0, batch("a", "b"))
        sink.write(1, batch("c"))
        sink.write(0, batch("b", "d"))
        sink.write(1, batch("c"))
    assert documents(read(tmp_path)) == ids("b", "c", "d")


@pytest.mark.parametrize("kept", [[], [0], [1], [2], [0, 1], [0, 2], [0, 1, 2]])
def test_what_was_not_entered_as_done_is_removed(
    kind: Kind, tmp_path: Path, kept: list[int]
) -> None:
    start, read = kind
    with closing(start(tmp_path)) as sink:
        for chunk, name in enumerate("abc"):
            sink.write(chunk, batch(name))
    with closing(start(tmp_path)) as sink:
        sink.keep(kept)
        sink.write(7, batch("x"))
    assert documents(read(tmp_path)) == ids(*("abc"[chunk] for chunk in kept), "x")


def test_chunks_that_went_missing_are_told(kind: Kind, tmp_path: Path) -> None:
    start, _ = kind
    with closing(start(tmp_path)) as sink:
        sink.write(0, batch("a"))
    with closing(start(tmp_path)) as sink, pytest.raises(MissingChunksError) as caught:
        sink.keep([0, 4])
    assert caught.value.chunks == {4}


def test_a_document_parsed_again_has_its_last_record_alone(kind: Kind, tmp_path: Path) -> None:
    start, read = kind
    with closing(start(tmp_path)) as sink:
        sink.write(0, batch("a", "b", subject="first"))
        sink.write(1, batch("c", subject="first"))
        sink.write(2, batch("b", "c", subject="second"))
        stale = {0: ids("b"), 1: ids("c")}
        sink.compact(stale)
        sink.compact(stale)
        sink.keep([0, 1, 2])
    a, b, c = (content_hash(name) for name in "abc")
    assert sorted(read(tmp_path)) == sorted([(a, "first"), (b, "second"), (c, "second")])


def test_documents_that_are_gone_leave_nothing(kind: Kind, tmp_path: Path) -> None:
    start, read = kind
    with closing(start(tmp_path)) as sink:
        sink.write(0, batch("a", "b"))
        sink.write(1, batch("b", "c"))
        sink.compact({0: ids("b"), 1: ids("b", "never written"), 7: ids("c")})
    assert documents(read(tmp_path)) == ids("a", "c")


def test_what_a_document_lost_when_parsed_again_is_gone_from_every_table(tmp_path: Path) -> None:
    with closing(ParquetSink(tmp_path)) as parquet, closing(open_sqlite(tmp_path)) as sqlite:
        for sink in (parquet, sqlite):
            sink.write(0, batch("a"))
            sink.write(1, batch("a", obligations=[], exempt_services=[]))
            sink.compact({0: ids("a")})
    with closing(sqlite3.connect(tmp_path / "circulars.sqlite")) as database:
        for table in ("obligations", "exempt_services"):
            assert database.execute(f"select * from {table}").fetchall() == []
            assert duckdb.execute(f"select * from '{tmp_path}/{table}/*.parquet'").fetchall() == []
        (found,) = database.execute("select count(*) from periods").fetchone()
    assert found == 2


def test_the_index_of_json_lines_finds_each_record(tmp_path: Path) -> None:
    with closing(JsonLinesSink(tmp_path)) as sink:
        sink.write(0, batch("a", "b"))
        sink.write(1, batch("b", "c", subject="second"))
        sink.compact({0: ids("b")})
    content = (tmp_path / "records.jsonl").read_bytes()
    entries = [r for chunk in read_index(tmp_path / "records.index.jsonl") for r in chunk.records]
    assert [entry.document_id for entry in entries] == [content_hash(n) for n in "abc"]
    for entry in entries:
        record = json.loads(content[entry.offset : entry.offset + entry.length])
        assert record["source"]["sha256"] == entry.document_id
        assert (entry.path, entry.parser_version) == (record["source"]["path"], "1.2.3")


def test_json_lines_cut_off_at_any_byte_hold_whole_chunks_after_the_restart(tmp_path: Path) -> None:
    full = tmp_path / "full"
    with closing(JsonLinesSink(full)) as sink:
        sink.write(0, batch("a"))
        sizes = [(full / name).stat().st_size for name in ("records.jsonl", "records.index.jsonl")]
        sink.write(1, batch("b", "c"))
    lines, index = ((full / n).read_bytes() for n in ("records.jsonl", "records.index.jsonl"))
    cuts = [(cut, sizes[1]) for cut in range(sizes[0], len(lines), 997)]
    cuts += [(len(lines), cut) for cut in range(sizes[1], len(index), 29)]
    for number, (cut, index_cut) in enumerate(cuts):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "records.jsonl").write_bytes(lines[:cut])
        (folder / "records.index.jsonl").write_bytes(index[:index_cut])
        with closing(JsonLinesSink(folder)) as sink:
            sink.keep([0])
            assert documents(read_json_lines(folder)) == ids("a")
            sink.write(1, batch("b", "c"))
        assert (folder / "records.jsonl").read_bytes() == lines


def test_json_lines_being_rewritten_survive_a_stop_at_each_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop before each of the moves that a rewriting makes, then start again."""
    moves = 0
    for allowed in range(4):
        folder = tmp_path / str(allowed)
        with closing(JsonLinesSink(folder)) as sink:
            sink.write(0, batch("a"))
            sink.write(1, batch("a", "b", subject="second"))
            moves = 0

            def replace(part: Path, path: Path, allowed: int = allowed) -> None:
                nonlocal moves
                if moves == allowed:
                    raise KeyboardInterrupt
                moves += 1
                durable.replace_durably(part, path)

            with monkeypatch.context() as patch:
                patch.setattr("circular_parser.exports.json_lines.replace_durably", replace)
                try:
                    sink.compact({0: ids("a")})
                except KeyboardInterrupt:
                    assert allowed < 3
        with closing(JsonLinesSink(folder)) as sink:
            sink.keep([0, 1])
            sink.compact({0: ids("a")})
        found = sorted(read_json_lines(folder))
        assert found == sorted((content_hash(name), "second") for name in "ab")
        assert sorted(path.name for path in folder.iterdir()) == [
            "records.index.jsonl",
            "records.jsonl",
        ]
    assert moves == 3


def test_a_chunk_of_parquet_that_lacks_a_file_is_none(tmp_path: Path) -> None:
    with closing(ParquetSink(tmp_path)) as sink:
        sink.write(0, batch("a"))
        sink.write(1, batch("b"))
        (tmp_path / "references" / part_file(1)).unlink()
        (tmp_path / "periods" / f".{part_file(1)}.part").write_bytes(b"PAR1 half")
        with pytest.raises(MissingChunksError):
            sink.keep([0, 1])
        sink.keep([0])
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert left == sorted(f"{folder}/{part_file(0)}" for folder in FOLDERS)


@pytest.mark.parametrize("failing", ["os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_leaves_what_was_there(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    start, read = kind

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with closing(start(tmp_path)) as sink:
        sink.write(0, batch("a"))
        with monkeypatch.context() as patch:
            patch.setattr(failing, full)
            with suppress_full_disk():
                sink.write(1, batch("b"))
    with closing(start(tmp_path)) as sink:
        sink.keep([0])
        sink.write(1, batch("b"))
    assert documents(read(tmp_path)) == ids("a", "b")


def test_a_full_database_is_told_as_a_full_disk(tmp_path: Path) -> None:
    sink = SqliteSink(tmp_path / "circulars.sqlite")
    with closing(sink):
        sink.write(0, batch("a"))
        (pages,) = sink._connection.execute("PRAGMA page_count").fetchone()
        sink._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(OSError, match="full") as caught:
            sink.write(1, batch(*(f"n{number}" for number in range(50))))
        assert caught.value.errno == 28
        sink._connection.execute("PRAGMA max_page_count = 1000000")
        sink.write(1, batch("b"))
    assert documents(read_sqlite(tmp_path)) == ids("a", "b")


def test_a_database_with_other_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "circulars.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("create table circulars (document_id text)")
    with pytest.raises(OSError, match="other tables"):
        SqliteSink(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "circulars.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(OSError, match="not a database"):
        SqliteSink(path)


def test_full_text_search_covers_subject_names_and_rules(tmp_path: Path) -> None:
    with closing(open_sqlite(tmp_path)) as sink:
        sink.write(0, batch("a"))
    with closing(sqlite3.connect(tmp_path / "circulars.sqlite")) as database:

        def hits(table: str, words: str) -> int:
            query = f"select count(*) from {table} where id in "
            query += f"(select rowid from {table}_fts where {table}_fts match ?)"
            return int(database.execute(query, (words,)).fetchone()[0])

        assert hits("circulars", "penyesuaian") == 1
        assert hits("circulars", "andi AND maros") == 1
        assert hits("obligations", "masker") == 1
        assert hits("exempt_services", "rsud") == 1
        assert hits("obligations", "swab") == 0
        database.execute("delete from circulars where issuer_region = 'Kabupaten Gowa'")
        database.commit()
        database.execute("vacuum")
        assert hits("obligations", "masker") == 1


def test_the_tables_hold_every_value(tmp_path: Path) -> None:
    sinks = open_sinks(tmp_path)
    for sink in sinks:
        sink.keep([])
        sink.write(0, [stored(circular("a")), stored(bare())])
        sink.close()
    with closing(sqlite3.connect(tmp_path / "circulars.sqlite")) as database:
        for table in TABLES:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            query = f'select {names} from "{table.name}" order by {", ".join(table.key)}'
            in_sqlite = database.execute(query).fetchall()
            parts = query.replace(f'"{table.name}"', f"'{tmp_path}/{table.name}/*.parquet'")
            in_parquet = duckdb.execute(parts).fetchall()
            plain = [tuple(_as_text(cell) for cell in row) for row in in_parquet]
            assert [tuple(_as_text(cell) for cell in row) for row in in_sqlite] == plain
            assert in_sqlite


def _as_text(cell: Any) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(int(cell))
    text = str(cell)
    # DuckDB gives times of its session's zone.
    return "a time" if text.startswith("2026-01-02") else text


def test_nested_records_hold_lists_of_parts(tmp_path: Path) -> None:
    with closing(ParquetSink(tmp_path)) as sink:
        sink.write(0, batch("a"))
    query = f"""select effective_periods[1].start, len(effective_periods), addressees[2],
        evidence[1].pointer, evidence[1].bbox[2], work_arrangement.home_share, source.pages[2].role
        from '{tmp_path}/records/*.parquet'"""
    (row,) = duckdb.execute(query).fetchall()
    assert [str(cell) for cell in row] == [
        "2021-07-06", "2", "Camat", "/obligations/0", "90.5", "0.75", "annex",
    ]  # fmt: skip


def test_hostile_texts_and_paths_are_carried(kind: Kind, tmp_path: Path) -> None:
    start, read = kind
    record = stored(circular("a", subject=HOSTILE), path="in/caf\udce9\n.pdf")
    with closing(start(tmp_path)) as sink:
        sink.write(0, [record])
    assert read(tmp_path) == [(content_hash("a"), HOSTILE)]


def test_a_record_of_several_lines_is_refused(tmp_path: Path) -> None:
    (record,) = batch("a")
    broken = replace(record, record=circular("a").model_dump_json(indent=1))
    with closing(JsonLinesSink(tmp_path)) as sink, pytest.raises(ValueError, match="one line"):
        sink.write(0, [broken])


def test_an_empty_chunk_counts_as_written(kind: Kind, tmp_path: Path) -> None:
    start, read = kind
    nothing: list[StoredRecord] = []
    with closing(start(tmp_path)) as sink:
        sink.write(0, nothing)
        sink.keep([0])
    assert read(tmp_path) == []
