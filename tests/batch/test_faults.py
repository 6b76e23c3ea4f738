"""Documents, disks and people at their worst: the rest is complete, each has its code."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import fsspec
import pypdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from batch_outputs import QUICK, assert_one_record_each, batch, records, rows, write_documents
from circular_parser.batch.ledger import Ledger
from circular_parser.batch.report import summarise
from circular_parser.batch.runner import Chunking, Runner
from circular_parser.batch.sources import Input
from circular_parser.cli import app
from circular_parser.errors import ExitCode
from circular_parser.exports.sinks import MissingChunksError, open_sinks
from circular_parser.reading.options import ReadOptions
from circular_parser.workers import Begun, Event, Task
from processes import is_alive, started


def pdf(*, locked: bool = False, size: tuple[float, float] = (595, 842)) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    canvas.drawString(72, 700, "SURAT EDARAN NOMOR 800/21/BKPSDM/2022")
    canvas.showPage()
    canvas.save()
    if not locked:
        return buffer.getvalue()
    writer = pypdf.PdfWriter(clone_from=buffer)
    writer.encrypt(user_password="rahasia", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_poisoned_set_of_files(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    whole = pdf()
    image = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(image, "PNG")
    files = {
        b"good.pdf": whole,
        b"good\nline.txt": b"SURAT EDARAN NOMOR 1 TAHUN 2020",
        b"good-\xff.txt": b"SURAT EDARAN NOMOR 2 TAHUN 2020",
        b"cut.pdf": whole[: len(whole) // 3],
        b"locked.pdf": pdf(locked=True),
        b"vast.png": image.getvalue(),
        b"empty.pdf": b"",
        b"noise.pdf": bytes(range(256)) * 20,
        b"table.xls": b"",
    }
    for name, content in files.items():
        Path(os.fsdecode(os.fsencode(source) + b"/" + name)).write_bytes(content)
    (source / "round.txt").symlink_to(source / "round.txt")
    (source / "up").symlink_to(source)
    with zipfile.ZipFile(source / "some.zip", "w") as archive:
        archive.writestr("../inside.txt", "SURAT EDARAN NOMOR 3 TAHUN 2020")
    command = ["batch", str(source), str(tmp_path / "none.pdf"), "-o", str(output)]
    result = CliRunner().invoke(app, [*command, "--workers", "1"])
    assert result.exit_code == ExitCode.SOME_FAILED, result.output
    assert "Traceback" not in result.output
    found = {
        name if isinstance(name, str) else os.fsdecode(name): row["code"] or row["state"]
        for name, row in rows_by_path(output)
    }
    assert found == {
        "good.pdf": "done",
        "good\nline.txt": "done",
        os.fsdecode(b"good-\xff.txt"): "done",
        "inside.txt": "done",
        "cut.pdf": "broken_file",
        "locked.pdf": "encrypted",
        "vast.png": "too_large",
        "empty.pdf": "empty_file",
        "noise.pdf": "unsupported_format",
        "table.xls": "no_document",
        "round.txt": "unreadable",
        "up": "linked_folder",
        "none.pdf": "not_found",
    }
    assert_one_record_each(output)
    page = (output / "report.html").read_text(encoding="utf-8")
    for text in ("broken_file", "encrypted", "good-\\xff.txt", "some.zip!/../inside.txt"):
        assert text in page


def rows_by_path(output: Path) -> Iterator[tuple[str | bytes, dict[str, str]]]:
    with closing(Ledger(output / "ledger.sqlite")) as ledger:
        for path, member, state, code in ledger.query(
            "SELECT path, member, state, code FROM inputs"
        ):
            name = member or path
            base = name.rpartition("/" if isinstance(name, str) else b"/")[2]
            yield base, {"state": state, "code": code}


def test_documents_that_do_harm_to_their_process(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    texts = ["satu", "crash", f"hang {mark}", "eat", f"crash-once {tmp_path / 'once'}", "enam"]
    write_documents(tmp_path / "in", texts)
    (tmp_path / "in/006.txt").write_text("tujuh")
    order = replace(QUICK, deadline=3.0, memory=400_000_000)
    summary = batch(tmp_path / "out", tmp_path / "in", order=order, workers=2, quarantine="copy")
    found = rows(tmp_path / "out")
    assert {
        name[:3]: (row["state"], row["code"], row["attempts"]) for name, row in found.items()
    } == {
        "000": ("done", None, 1),
        "001": ("quarantined", "crashed", 2),
        "002": ("quarantined", "deadline", 2),
        "003": ("failed", "too_large", 1),
        "004": ("done", None, 2),
        "005": ("done", None, 1),
        "006": ("done", None, 1),
    }
    assert not any(map(is_alive, started(mark)))
    assert summary.exit_code == ExitCode.SOME_FAILED
    aside = {path.read_text() for path in (tmp_path / "out/quarantine").iterdir()}
    assert aside == {"crash", f"hang {mark}"}
    assert_one_record_each(tmp_path / "out")


def test_quarantined_documents_are_linked_to_when_that_is_asked(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["crash"])
    batch(tmp_path / "out", tmp_path / "in", quarantine="link")
    (link,) = (tmp_path / "out/quarantine").iterdir()
    assert link.readlink() == tmp_path / "in/000.txt"


def test_a_file_that_vanishes_before_it_is_read(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu", "dua"])

    def vanish(runner: Runner) -> None:
        inputs = list(runner._inputs)
        (tmp_path / "in/001.txt").unlink()
        runner._inputs = iter(inputs)

    from circular_parser.batch import Job, run

    run(Job([str(tmp_path / "in")], tmp_path / "out", QUICK, 1), started=vanish)
    found = rows(tmp_path / "out")
    assert found["000.txt"]["state"] == "done"
    assert found["001.txt"]["code"] == "not_found"
    # Given again it is read.
    write_documents(tmp_path / "in", ["satu", "dua"])
    batch(tmp_path / "out", tmp_path / "in")
    assert rows(tmp_path / "out")["001.txt"]["state"] == "done"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu", "dua"])
    (tmp_path / "in/001.txt").chmod(0)
    batch(tmp_path / "out", tmp_path / "in")
    assert rows(tmp_path / "out")["001.txt"]["code"] == "unreadable"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of few megabytes; only root can have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(bytes(4096))
    return filler


def test_a_full_disk(tmp_path: Path, small_disk: Path) -> None:
    write_documents(tmp_path / "in", [f"Nomor {number}" for number in range(30)])
    output = small_disk / "out"
    batch(output, tmp_path / "in/000.txt")
    filler = fill(small_disk)
    with pytest.raises(OSError, match="No space"):
        batch(output, tmp_path / "in")
    filler.unlink()
    summary = batch(output, tmp_path / "in")
    assert summary.counts["done"] == 30
    assert_one_record_each(output)


def test_a_full_disk_is_told_in_a_line(tmp_path: Path, small_disk: Path) -> None:
    write_documents(tmp_path / "in", ["satu"])
    fill(small_disk)
    output = small_disk / "out"
    result = CliRunner().invoke(app, ["batch", str(tmp_path / "in"), "-o", str(output)])
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.output.count("\n") == 1
    assert "[cannot_write]" in result.output


def test_an_output_that_was_taken_away_is_missed(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu"])
    batch(tmp_path / "out", tmp_path / "in")
    for path in (tmp_path / "out").glob("records*.jsonl"):
        path.unlink()
    write_documents(tmp_path / "in", ["satu", "dua"])
    with pytest.raises(MissingChunksError):
        batch(tmp_path / "out", tmp_path / "in")


class Echo:
    """An executor that has read everything at once, and asks nobody whether it should."""

    def __init__(self) -> None:
        self._tasks: list[Task] = []
        self.free = 2

    def submit(self, task: Task) -> None:
        self._tasks.append(task)
        self.free -= 1

    def answer(self, number: int, go: bool) -> None:
        raise AssertionError("nothing was asked")

    def wait(self, seconds: float) -> list[Event]:
        from circular_parser.workers import Finished
        from circular_parser.workers.worker import parsed
        from faulty_parser import FaultyParser

        events: list[Event] = []
        for task in self._tasks:
            data = Path(task.path).read_bytes()
            record = FaultyParser(ReadOptions(), ()).parse(data, task.name)
            events.append(Finished(task.number, parsed(record), record.source.sha256))
        self._tasks.clear()
        self.free = 2
        return events

    def working(self) -> list[tuple[str, float]]:
        return []

    def close(self) -> None:
        pass


def test_an_executor_need_not_ask_for_equal_files_to_have_one_record(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu", "satu", "dua", "satu"])
    output = tmp_path / "out"
    output.mkdir()
    inputs = iter([Input(str(path), "1") for path in sorted((tmp_path / "in").iterdir())])
    with closing(Ledger(output / "ledger.sqlite")) as ledger:
        ledger.start("1")
        runner = Runner(
            ledger, lambda: open_sinks(output), Echo(), inputs, "1", chunking=Chunking(2, 9.0)
        )
        assert runner.run()
        assert summarise(ledger).documents == 2
        assert ledger.counts()["done"] == 4
    assert len(records(output)) == 2
    assert_one_record_each(output)


class Slow(Echo):
    """An executor that asks first, and reads so late that its first document has changed."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: list[Task] = []
        self._begun: dict[int, Task] = {}

    def answer(self, number: int, go: bool) -> None:
        task = self._begun.pop(number)
        if go:
            self._wanted.append(task)

    def wait(self, seconds: float) -> list[Event]:
        waiting, self._tasks = self._tasks, self._wanted
        if self._tasks and self._tasks[0].name.endswith("000.txt"):
            Path(self._tasks[0].path).write_text("lain")
        finished = super().wait(seconds)
        self._tasks, self._wanted = [], []
        self._begun |= {task.number: task for task in waiting}
        hashes = [hashlib.sha256(Path(task.path).read_bytes()).hexdigest() for task in waiting]
        begun = [Begun(task.number, one) for task, one in zip(waiting, hashes, strict=True)]
        return [*finished, *begun]


def test_a_file_that_changes_before_it_is_parsed_leaves_its_twins_alone(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", ["satu", "satu"])
    (tmp_path / "out").mkdir()
    inputs = iter([Input(str(path), "1") for path in sorted((tmp_path / "in").iterdir())])
    with closing(Ledger(tmp_path / "out/ledger.sqlite")) as ledger:
        ledger.start("1")
        assert Runner(ledger, lambda: open_sinks(tmp_path / "out"), Slow(), inputs, "1").run()
        assert ledger.counts()["done"] == 2
    assert {record["subject"] for record in records(tmp_path / "out")} == {"satu", "lain"}


def test_urls_of_memory_and_of_files(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/inbox/a.txt", b"satu")
    memory.pipe("/inbox/sub/b.txt", b"dua")
    write_documents(tmp_path / "in", ["dua", "tiga"])
    output = tmp_path / "out"
    summary = batch(output, "memory://inbox", f"file://{tmp_path}/in", "memory://inbox/none.txt")
    assert summary.counts["done"] == 4
    assert {record["subject"] for record in records(output)} == {"satu", "dua", "tiga"}
    assert rows(output)["none.txt"]["code"] == "not_found"
    assert_one_record_each(output)
