"""A Parquet dataset at a URL, made chunk by chunk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import fsspec
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from batch_outputs import batch, rows, write_documents
from circular_parser.batch.url_outputs import UrlParquetSink
from circular_parser.cli import app
from circular_parser.errors import ExitCode
from circular_parser.exports.parquet import FOLDERS
from circular_parser.exports.sinks import MissingChunksError

URL = "memory://results/2020"


@pytest.fixture(autouse=True)
def memory() -> Any:
    fs = fsspec.filesystem("memory")
    if fs.exists("/results"):
        fs.rm("/results", recursive=True)
    return fs


def documents(fs: Any, table: str = "circulars") -> list[str]:
    found: list[str] = []
    for name in fs.glob(f"/results/2020/{table}/*"):
        assert name.endswith(".parquet")
        with fs.open(name) as file:
            found += pq.read_table(file)["document_id"].to_pylist()
    return found


def test_each_document_once_in_every_table(tmp_path: Path, memory: Any) -> None:
    write_documents(tmp_path / "in", [*(f"Nomor {number}" for number in range(12)), "fail"])
    batch(tmp_path / "ledger", tmp_path / "in", url=URL)
    (tmp_path / "in/000.txt").write_text("Nomor lain")
    batch(tmp_path / "ledger", tmp_path / "in", url=URL)
    done = {row["sha256"]: 1 for row in rows(tmp_path / "ledger").values() if row["chunk"]}
    assert len(done) == 12
    for table in ("circulars", "records"):
        assert Counter(documents(memory, table)) == done
    batch(tmp_path / "ledger", tmp_path / "in", url=URL, redo=True)
    assert Counter(documents(memory)) == done
    assert not (tmp_path / "ledger/records.jsonl").exists()


def test_what_was_not_finished_is_removed_and_what_is_missing_is_missed(
    tmp_path: Path, memory: Any
) -> None:
    write_documents(tmp_path / "in", [f"Nomor {number}" for number in range(12)])
    batch(tmp_path / "ledger", tmp_path / "in", url=URL)
    for folder in FOLDERS:
        memory.pipe(f"/results/2020/{folder}/part-000009.parquet", b"")
        memory.pipe(f"/results/2020/{folder}/part-000010.parquet.part", b"half")
    batch(tmp_path / "ledger", tmp_path / "in", url=URL)
    assert len(documents(memory)) == 12
    memory.rm("/results/2020/periods/part-000001.parquet")
    with pytest.raises(MissingChunksError, match="periods"):
        batch(tmp_path / "ledger", tmp_path / "in", url=URL)


def test_who_makes_the_parts_is_the_callers_choice(memory: Any) -> None:
    asked: list[str] = []

    def run(function: Any, *arguments: Any) -> None:
        asked.append(function.__name__)
        function(*arguments)

    records: Sequence[Any] = []
    UrlParquetSink(URL, run).write(1, records)
    assert asked == ["write_parts"]
    assert {name.split("/")[-2] for name in memory.glob("/results/2020/*/*")} == set(FOLDERS)


def test_a_url_needs_a_folder_for_the_ledger(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["batch", str(tmp_path), "-o", URL])
    assert result.exit_code == ExitCode.USAGE
    assert "--ledger" in result.output
