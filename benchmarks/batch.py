"""Measures a batch: documents a second end to end, ledger and outputs alone, memory of the parent.

Short letters of text are made, no two alike. Run it with as many as there is time for:
`benchmarks/batch.py --documents 100000`. Processor seconds are told besides those of the
clock, for a machine that is busy with other things.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import tempfile
import time
from contextlib import closing
from pathlib import Path

from circular_parser import Parser
from circular_parser.batch import Job, Summary, run
from circular_parser.batch.ledger import Ledger
from circular_parser.batch.runner import Runner, Status
from circular_parser.batch.sources import Input
from circular_parser.exports.sinks import open_sinks
from circular_parser.many import cores
from circular_parser.workers import Event, Finished, Parsed, Task, WorkOrder
from circular_parser.workers.worker import parsed

LETTER = """WALI KOTA TARAKAN

SURAT EDARAN
NOMOR 800/{serial}/BKPSDM/2022
TENTANG
PENYESUAIAN JAM KERJA PEGAWAI

Dalam rangka menjaga kelancaran pelayanan, disampaikan hal sebagai berikut:
1. Pegawai wajib mengisi daftar hadir setiap hari kerja.
2. Surat edaran ini berlaku mulai tanggal 7 Februari 2022 sampai dengan 18 Februari 2022.

Ditetapkan di Tarakan
pada tanggal 4 Februari 2022
WALI KOTA TARAKAN,

dr. KHAIRUL, M.Kes.
"""
IN_A_FOLDER = 1000


def main() -> None:
    """Measure and print."""
    arguments = argument_parser().parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        if arguments.only in (None, "outputs"):
            ledger_and_outputs(folder / "outputs", arguments.documents)
        if arguments.only in (None, "whole"):
            write_letters(folder / "in", arguments.documents)
            end_to_end(folder / "in", folder / "out", arguments.workers, arguments.cluster)


def argument_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=cores())
    parser.add_argument("--cluster", help="address of a Dask scheduler, or local")
    parser.add_argument("--only", choices=["outputs", "whole"])
    parser.add_argument("--folder", help="where the files are made; the system's by default")
    return parser


def write_letters(folder: Path, count: int) -> None:
    """Make *count* letters, some hundred to a folder."""
    for number in range(count):
        path = folder / str(number // IN_A_FOLDER) / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LETTER.format(serial=number), encoding="utf-8")


def end_to_end(source: Path, output: Path, workers: int, cluster: str | None) -> None:
    """Run the whole batch, as the command does."""
    clock, before = time.perf_counter(), processor_seconds()
    summary = run(Job([str(source)], output, WorkOrder(), workers, cluster=cluster))
    tell(
        f"end to end{', by Dask' if cluster else ''}",
        summary,
        time.perf_counter() - clock,
        processor_seconds() - before,
    )
    print(f"  parent: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def tell(what: str, summary: Summary, clock: float, processor: float) -> None:
    """Print a line."""
    done = summary.counts["done"]
    print(
        f"{what}: {done} documents, {done / clock:.0f}/s by the clock; "
        f"{processor * 1000 / done:.2f} ms of processor time each, "
        f"which is {cores() * done / processor:.0f}/s on {cores()} cores"
    )


def processor_seconds() -> float:
    """Return what this process and those it has waited for have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


class Ready:
    """An executor that has the record of every document at once."""

    def __init__(self) -> None:
        self._record = parsed(Parser().parse(LETTER.format(serial=0).encode(), "0.txt"))
        self._tasks: list[Task] = []

    @property
    def free(self) -> int:
        """See :class:`~circular_parser.batch.runner.Executor`."""
        return 100 - len(self._tasks)

    def submit(self, task: Task) -> None:
        """See :class:`~circular_parser.batch.runner.Executor`."""
        self._tasks.append(task)

    def answer(self, number: int, go: bool) -> None:
        """Nothing was asked."""

    def wait(self, seconds: float) -> list[Event]:
        """Give each document a record with a hash of its own."""
        events: list[Event] = []
        for task in self._tasks:
            sha256 = hashlib.sha256(task.path.encode()).hexdigest()
            record = Parsed(self._record.record, 1, 0, ())
            events.append(Finished(task.number, record, sha256, 0.01))
        self._tasks.clear()
        return events

    def working(self) -> list[tuple[str, float]]:
        """Return nothing: no work takes time."""
        return []

    def close(self) -> None:
        """Do nothing."""


def ledger_and_outputs(output: Path, count: int) -> None:
    """Measure all but the parsing."""
    output.mkdir(parents=True)
    executor = Ready()
    inputs = (Input(f"/in/{number}.txt", "1") for number in range(count))
    sizes: list[int] = []

    def look(status: Status) -> None:
        if status.through * 10 >= count * (len(sizes) + 1):
            sizes.append(resident())

    clock, before = time.perf_counter(), processor_seconds()
    with closing(Ledger(output / "ledger.sqlite")) as ledger:
        ledger.start("1")
        Runner(ledger, lambda: open_sinks(output), executor, inputs, "1", look).run()
        assert ledger.counts()["done"] == count
    clock, processor = time.perf_counter() - clock, processor_seconds() - before
    print(
        f"ledger and outputs alone: {count} documents, {count / clock:.0f}/s by the clock; "
        f"{processor * 1000 / count:.2f} ms of processor time each"
    )
    print(f"  memory in MB, at each tenth of the documents: {', '.join(map(str, sizes))}")


def resident() -> int:
    """Return the megabytes of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1_000_000


if __name__ == "__main__":  # workers of a local cluster import this file
    main()
