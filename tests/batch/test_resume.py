"""A batch goes on where it was cut off: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from batch_outputs import (
    QUICK,
    assert_one_record_each,
    batch,
    parquet_documents,
    records,
    rows,
    start,
    write_documents,
)
from circular_parser.batch import BusyError
from circular_parser.batch import job as batch_job
from circular_parser.batch.ledger import Ledger, Row
from circular_parser.batch.runner import Runner
from circular_parser.batch.sources import FOLDER_STAMP, Input
from circular_parser.errors import ExitCode, Failure
from circular_parser.workers import WorkOrder
from processes import is_alive, started, wait_for


def assert_what_is_done_is_there(output: Path) -> None:
    """Hold that of each document that counts as done there is one record in the chunk named."""
    done = {row["sha256"]: row["chunk"] for row in rows(output).values() if row["state"] == "done"}
    there: Counter[tuple[str, int]] = Counter()
    whole = (output / "records.jsonl").read_bytes()
    for line in (output / "records.index.jsonl").read_bytes().splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            break  # the half of a line
        for one in entry["records"]:
            text = whole[one["offset"] : one["offset"] + one["length"]]
            assert json.loads(text)["source"]["sha256"] == one["document_id"]
            there[one["document_id"], entry["chunk"]] += 1
    assert all(there[item] == 1 for item in done.items())
    assert set(done) <= set(parquet_documents(output))


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on(tmp_path: Path) -> None:
    """The parent is killed 20 times; each time the next run goes on with what is left."""
    moments = random.Random(5)
    source, output = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    documents = 0
    for _ in range(20):
        for _ in range(12):
            (source / f"{documents}.txt").write_text(f"slow {documents}")
            documents += 1
        process = start(source, output, moments.choice([0, 1, 4, 8]))
        time.sleep(moments.uniform(0.0, 0.15))
        process.kill()
        process.join()
        if (output / "records.jsonl").exists():
            assert_what_is_done_is_there(output)
    process = start(source, output)
    process.join()
    assert process.exitcode == 0
    with_record = [record["subject"] for record in records(output)]
    assert sorted(with_record) == sorted(f"slow {number}" for number in range(documents))
    assert_one_record_each(output)


def test_workers_and_their_programs_end_with_a_killed_parent(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    write_documents(tmp_path / "in", [f"hang {mark}"])
    process = start(tmp_path / "in", tmp_path / "out")
    pids = started(mark)
    process.kill()
    process.join()
    wait_for(lambda: not any(map(is_alive, pids)))


def test_ctrl_c_ends_the_command_in_order(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", [f"Nomor {number}" for number in range(3)])
    command = [sys.executable, "-m", "circular_parser", "batch", "--watch", "--log-format", "json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [*command, str(tmp_path / "in"), "-o", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    page = tmp_path / "out" / "records.jsonl"
    wait_for(lambda: page.exists() and len(page.read_bytes().splitlines()) == 3, 60.0)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in said
    assert "3 inputs: 3 done" in said
    assert (tmp_path / "out" / "report.html").exists()
    assert_one_record_each(tmp_path / "out")


def test_a_second_run_parses_nothing_again(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu", "dua", "fail", "satu"])
    first = batch(tmp_path / "out", tmp_path / "in")
    assert first.counts["done"] == 3
    assert first.counts["failed"] == 1
    assert first.documents == 2  # the same content twice
    before = records(tmp_path / "out")
    again = batch(tmp_path / "out", tmp_path / "in")
    assert records(tmp_path / "out") == before
    assert again.counts == first.counts
    found = rows(tmp_path / "out")
    assert found["000.txt"]["sha256"] == found["003.txt"]["sha256"]
    assert_one_record_each(tmp_path / "out")


def test_the_same_failure_under_two_names_is_told_of_both(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["fail", "fail"])
    summary = batch(tmp_path / "out", tmp_path / "in")
    assert summary.codes == [("failed", "broken_file", 2)]
    said = {name: row["message"] for name, row in rows(tmp_path / "out").items()}
    assert all(name in message for name, message in said.items())
    assert sum("same content as" in message for message in said.values()) == 1


def test_what_has_changed_is_read_again_and_its_old_record_goes(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu", "dua", "tiga"])
    batch(tmp_path / "out", tmp_path / "in")
    (tmp_path / "in/001.txt").write_text("dua kali")
    (tmp_path / "in/002.txt").write_text("fail now")
    batch(tmp_path / "out", tmp_path / "in")
    assert {record["subject"] for record in records(tmp_path / "out")} == {"satu", "dua kali"}
    assert_one_record_each(tmp_path / "out")


def test_redo_replaces_every_record(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", [f"Nomor {number}" for number in range(7)])
    batch(tmp_path / "out", tmp_path / "in")
    before = {record["number"] for record in records(tmp_path / "out")}
    batch(tmp_path / "out", tmp_path / "in", redo=True)
    after = {record["number"] for record in records(tmp_path / "out")}
    assert before.isdisjoint(after)
    assert_one_record_each(tmp_path / "out")


def test_a_redo_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", [f"Nomor {number}" for number in range(40)])
    batch(tmp_path / "out", tmp_path / "in")
    output = tmp_path / "out"
    first = {record["number"] for record in records(output)}
    stopped = batch_job.run(
        batch_job.Job([str(tmp_path / "in")], output, QUICK, 1, redo=True),
        started=lambda runner: stop_at_once(runner),
    )
    assert stopped.ended_at is None
    assert stopped.counts["running"] == 0  # what was in hand waits again
    half = {row["sha256"] for row in rows(output).values() if row["state"] == "done"}
    assert 0 < len(half) < 40
    done = {record["number"] for record in records(output)} - first
    batch(output, tmp_path / "in", redo=True)
    now = {record["number"] for record in records(output)}
    assert done <= now
    assert now.isdisjoint(first)
    assert_one_record_each(output)


def stop_at_once(runner: Runner) -> None:
    """Have the runner stop when some documents are through."""
    shown = runner._show

    def show(status: object) -> None:
        shown(status)  # type: ignore[arg-type]
        if runner._status.through >= 5:
            runner.stop()

    runner._show = show


def test_another_version_of_the_parser_parses_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_documents(tmp_path / "in", ["satu", "fail"])
    batch(tmp_path / "out", tmp_path / "in")
    before = records(tmp_path / "out")
    monkeypatch.setattr(batch_job, "__version__", "9.9")
    batch(tmp_path / "out", tmp_path / "in")
    assert records(tmp_path / "out") != before
    versions = {row["parser_version"].partition("+")[0] for row in rows(tmp_path / "out").values()}
    assert versions == {"9.9"}
    assert_one_record_each(tmp_path / "out")


def test_options_that_bear_on_records_make_another_version() -> None:
    from circular_parser.reading.options import ReadOptions

    plain = batch_job.parser_version(WorkOrder())
    assert plain == batch_job.parser_version(WorkOrder(deadline=3.0))
    assert plain != batch_job.parser_version(WorkOrder(ReadOptions(ocr="never")))


def test_retry_failed_tries_these_alone(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu", "fail 1", "crash"])
    batch(tmp_path / "out", tmp_path / "in")
    before = rows(tmp_path / "out")
    assert before["002.txt"]["state"] == "quarantined"
    batch(tmp_path / "out", tmp_path / "in", retry_failed=True)
    after = rows(tmp_path / "out")
    assert after["000.txt"] == before["000.txt"]
    assert after["001.txt"]["code"] == "broken_file"
    assert after["002.txt"]["state"] == "quarantined"
    assert after["002.txt"]["attempts"] == 2


def test_one_batch_at_a_time_in_a_folder(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu"])
    with batch_job._locked(make(tmp_path / "out")), pytest.raises(BusyError):
        batch(tmp_path / "out", tmp_path / "in")


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_folder_that_can_be_searched_again_has_not_failed(tmp_path: Path) -> None:
    closed = Input(
        "/closed", FOLDER_STAMP, failure=Failure("unreadable", ExitCode.UNREADABLE, "no")
    )
    with closing(Ledger(tmp_path / "ledger.sqlite")) as ledger:
        ledger.start("1")
        ledger.add([closed])
        assert ledger.counts()["failed"] == 1
        ledger.start("1", retry_failed=True)
        assert ledger.counts()["failed"] == ledger.counts()["pending"] == 0
        ledger.add([closed])
        assert ledger.counts()["failed"] == 1


def test_an_input_that_changes_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.start("1")
    ledger.add([Input("/a.txt", "10 1")])
    (claimed,) = ledger.claim(5)
    ledger.add([Input("/a.txt", "12 2")])
    ledger.settle([Row(claimed.task.number, "done", 1, "f" * 64, 1)])
    assert ledger.counts()["pending"] == 1
    assert ledger.stale() == {1: {"f" * 64}}
    ledger.close()


def test_a_record_that_is_wanted_again_is_not_removed(tmp_path: Path) -> None:
    """A file changes; before the outputs are rid of its old record, its twin asks for that."""
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.start("1")
    ledger.add([Input("/a.txt", "10 1"), Input("/b.txt", "10 1")])
    a, b = (claimed.task.number for claimed in ledger.claim(2))
    old, new = "e" * 64, "f" * 64
    ledger.settle([Row(a, "done", 1, old, 1)])
    ledger.add([Input("/a.txt", "12 2")])
    assert [claimed.task.number for claimed in ledger.claim(2)] == [a]
    assert ledger.known([old, new]) == {}
    ledger.settle([Row(a, "done", 1, new, 2)])
    assert ledger.stale() == {1: {old}}
    ledger.settle([Row(b, "done", 1, old, 1)])
    assert not ledger.stale()
    assert {sha256: row.chunk for sha256, row in ledger.known([old, new]).items()} == {
        old: 1,
        new: 2,
    }
    ledger.close()
