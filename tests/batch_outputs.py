"""What tests read from the folder of a batch, and how they start one."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import faulty_parser
from circular_parser.batch import Job, Summary, run
from circular_parser.batch.runner import Chunking, Status
from circular_parser.workers import WorkOrder

QUICK = WorkOrder(parser=faulty_parser.NAME)


def batch(
    output: Path, *sources: str | Path, order: WorkOrder = QUICK, workers: int = 1, **options: Any
) -> Summary:
    """Run a batch with the parser of the tests."""
    options.setdefault("chunking", Chunking(5, 1.0))
    return run(Job([str(source) for source in sources], output, order, workers, **options))


def write_documents(folder: Path, texts: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number:03d}.txt").write_text(text, encoding="utf-8")


def rows(output: Path) -> dict[str, dict[str, Any]]:
    """Return the rows of the ledger by the last part of their name."""
    with closing(sqlite3.connect(output / "ledger.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute("SELECT * FROM inputs")]
    return {str(row["member"] or row["path"]).rpartition("/")[2]: row for row in found}


def records(output: Path) -> list[dict[str, Any]]:
    text = (output / "records.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def parquet_documents(output: Path, table: str = "circulars") -> list[str]:
    parts = sorted((output / table).glob("*.parquet"))
    return [one for part in parts for one in pq.read_table(part)["document_id"].to_pylist()]


def sqlite_documents(output: Path) -> list[str]:
    with closing(sqlite3.connect(output / "circulars.sqlite")) as connection:
        return [one for (one,) in connection.execute("SELECT document_id FROM circulars")]


def assert_one_record_each(output: Path) -> None:
    """Hold that each content that is done has one record in every output, and nothing else has."""
    done = {row["sha256"]: 1 for row in rows(output).values() if row["state"] == "done"}
    assert Counter(record["source"]["sha256"] for record in records(output)) == done
    for table in ("circulars", "records"):
        assert Counter(parquet_documents(output, table)) == done
    assert Counter(sqlite_documents(output)) == done


# What is started must lie in a module that the new process can import by its name.
PROCESSES = multiprocessing.get_context("forkserver")
# With what a run loads later on: what is not loaded here is loaded anew by each process.
PROCESSES.set_forkserver_preload(["circular_parser.batch", "catalogue", "jinja2"])


def start(source: Path, output: Path, through: int = 0) -> ForkServerProcess:
    """Start a batch in a process of its own; return when *through* documents are through."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=run_quickly, args=(source, output, through, theirs))
    process.start()
    theirs.close()
    with ours, contextlib.suppress(EOFError):
        ours.recv()
    return process


def run_quickly(source: Path, output: Path, through: int, begun: Connection) -> None:
    job = Job([str(source)], output, QUICK, workers=2, chunking=Chunking(4, 0.1))

    def show(status: Status) -> None:
        if status.through >= through and not begun.closed:
            begun.send(True)
            begun.close()

    run(job, show)
