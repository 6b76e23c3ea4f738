"""Measures a batch: documents a second end to end, ledger and outputs alone, memory of the parent.

Short letters of text are made, no two alike. Run it with as many as there is time for:
`benchmarks/batch.py --documents 100000`. Processor seconds are told besides those of the
clock, for a machine that is busy with other things.

`--only scans` compares two workers with one on scanned pages, beside two bare `tesseract`
commands at a time with one; `--only cluster` compares Dask's local cluster with processes, on
scanned pages and on letters. These are ratios of one run, without the start of the workers: the
clock runs from the moment that some documents are through. At the end one of two workers is
idle for half a page on average, so take many pages.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil
import pypdfium2

from circular_parser.batch import Job, Summary, run
from circular_parser.batch.ledger import Ledger
from circular_parser.batch.runner import Runner, Status
from circular_parser.batch.sources import Input
from circular_parser.exports.sinks import open_sinks
from circular_parser.many import cores
from circular_parser.workers import Event, Finished, Parsed, Task, WorkerPool, WorkOrder

SAMPLES = Path(__file__).parent.parent / "samples"
SCAN_DPIS = (300, 250, 200)

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
# Documents before the clock starts: all workers are at work by then.
WARM_PAGES = 4
WARM_LETTERS = 300
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}


def main() -> None:
    """Measure and print."""
    parser = argument_parser()
    arguments = parser.parse_args()
    if arguments.only == "cluster" and arguments.documents <= WARM_LETTERS:
        parser.error(f"--documents must be more than {WARM_LETTERS}: so many come before the clock")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        if arguments.only in (None, "outputs"):
            ledger_and_outputs(folder / "outputs", arguments.documents)
        if arguments.only in (None, "whole"):
            write_letters(folder / "in", arguments.documents)
            end_to_end(folder / "in", folder / "out", arguments.workers, arguments.cluster)
        if arguments.only in (None, "scans", "cluster"):
            pages = scanned_pages(folder / "pages", arguments.pages)
        if arguments.only in (None, "scans"):
            two_against_one(folder / "scans", pages, arguments.rounds)
        if arguments.only in (None, "cluster"):
            by_cluster(folder / "cluster", pages, arguments)


def argument_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=cores())
    parser.add_argument("--cluster", help="address of a Dask scheduler, or local")
    parser.add_argument("--only", choices=["outputs", "whole", "scans", "cluster"])
    parser.add_argument("--pages", type=int, default=44, help="scanned pages to compare on")
    parser.add_argument("--rounds", type=int, default=1, help="of the comparisons, in turns")
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

    def __init__(self, folder: Path) -> None:
        letter = folder / "0.txt"
        letter.write_text(LETTER.format(serial=0), encoding="utf-8")
        # Parsed in another process, as ever: the parser is no part of the parent's memory.
        with closing(WorkerPool(WorkOrder(), 1)) as pool:
            pool.submit(Task(0, str(letter)))
            events: list[Event] = []
            while not any(isinstance(event, Finished) for event in events):
                events = pool.wait(60.0)
        (result,) = (event.result for event in events if isinstance(event, Finished))
        assert isinstance(result, Parsed)
        self._record = result
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
    executor = Ready(output)
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


@dataclass
class Clock:
    """Takes the time of a batch, by the clock and by the processor, once *warm* are through."""

    warm: int
    through: int = 0
    started: tuple[float, float] | None = None
    ended: tuple[float, float] = (0.0, 0.0)

    def look(self, status: Status) -> None:
        """Be told how far the batch is."""
        if status.through == self.through:
            return
        self.through = status.through
        if status.through >= self.warm:
            self.ended = time.perf_counter(), tree_seconds()
            self.started = self.started or self.ended

    @property
    def seconds(self) -> tuple[float, float]:
        """The seconds of the clock and of the processor."""
        assert self.started is not None
        return self.ended[0] - self.started[0], self.ended[1] - self.started[1]


def tree_seconds() -> float:
    """Return what this process and all below it have used."""
    parent, used = psutil.Process(), 0.0
    for process in [parent, *parent.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            used += sum(process.cpu_times()[:4])
    return used


def timed(
    sources: Sequence[Path], output: Path, workers: int, warm: int, cluster: str | None = None
) -> tuple[float, float]:
    """Run a batch over *sources* and return its seconds, once *warm* documents are through."""
    clock = Clock(warm)
    names = [str(source) for source in sources]
    summary = run(Job(names, output, WorkOrder(), workers, cluster=cluster), clock.look)
    assert summary.counts["done"] == clock.through
    return clock.seconds


def scanned_pages(folder: Path, count: int) -> list[Path]:
    """Make images of pages of the samples, at one resolution, then at another."""
    folder.mkdir()
    return list(islice(_scanned(folder), count))


def _scanned(folder: Path) -> Iterator[Path]:
    for dpi in SCAN_DPIS:
        for path in sorted(SAMPLES.glob("*.pdf")):
            with closing(pypdfium2.PdfDocument(path)) as document:
                for number, sheet in enumerate(document):
                    page = folder / f"{path.stem}-{number}-{dpi}.png"
                    bitmap = sheet.render(scale=dpi / 72, grayscale=True)
                    bitmap.to_pil().save(page, dpi=(dpi, dpi))
                    yield page


def two_against_one(folder: Path, pages: Sequence[Path], rounds: int) -> None:
    """Compare two workers with one, and two bare Tesseracts at a time with one."""
    taken: dict[str, list[float]] = {}
    for number in range(rounds):
        for count in (1, 2):
            seconds, used = timed(pages, folder / f"{number}-{count}", count, WARM_PAGES)
            taken.setdefault(f"workers {count}", []).append(seconds)
            taken.setdefault(f"processor {count}", []).append(used)
            taken.setdefault(f"tesseract {count}", []).append(bare(pages, count))
    median = {what: statistics.median(seconds) for what, seconds in taken.items()}
    ours = median["workers 1"] / median["workers 2"]
    theirs = median["tesseract 1"] / median["tesseract 2"]
    print(
        f"{len(pages)} scanned pages by the clock, ours after {WARM_PAGES}: "
        f"one worker {median['workers 1']:.1f} s, "
        f"two {median['workers 2']:.1f} s: {ours:.2f} times as fast; "
        f"bare tesseract {median['tesseract 1']:.1f} s, two at a time "
        f"{median['tesseract 2']:.1f} s: {theirs:.2f} times; ours to theirs {ours / theirs:.2f}"
    )
    # More processor time with two is what the machine takes for sharing its memory; what is
    # left of the clock is time in which a worker had nothing to do.
    print(
        f"  processor time: one worker {median['processor 1']:.1f} s, two "
        f"{median['processor 2']:.1f} s; cores in use "
        f"{median['processor 1'] / median['workers 1']:.2f} and "
        f"{median['processor 2'] / median['workers 2']:.2f}"
    )


def bare(pages: Sequence[Path], count: int) -> float:
    """Return the seconds that *count* bare commands at a time take for the *pages*."""

    def recognise(page: Path) -> None:
        command = ["tesseract", str(page), "-", "-l", "ind", "--psm", "6", "tsv"]
        subprocess.run(command, check=True, capture_output=True, env=ONE_THREAD)

    start = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(recognise, pages))
    return time.perf_counter() - start


def by_cluster(folder: Path, pages: Sequence[Path], arguments: argparse.Namespace) -> None:
    """Compare Dask's local cluster with processes of this machine."""
    write_letters(folder / "letters", arguments.documents)
    for what, sources, warm in (
        ("scanned pages", pages, WARM_PAGES),
        ("letters", [folder / "letters"], WARM_LETTERS),
    ):
        rounds: list[dict[str | None, tuple[float, float]]] = []
        for number in range(arguments.rounds):
            # In turns: a machine that others use is slower now and then.
            order: list[str | None] = [None, "local"] if number % 2 == 0 else ["local", None]
            rounds.append({})
            for cluster in order:
                output = folder / f"{what}-{cluster}-{number}"
                taken = timed(sources, output, arguments.workers, warm, cluster)
                rounds[-1][cluster] = taken
        for index, kind in enumerate(("by the clock", "of processor time")):
            ours, dask = (
                statistics.median(one[cluster][index] for one in rounds)
                for cluster in (None, "local")
            )
            ratios = [one["local"][index] / one[None][index] for one in rounds]
            print(
                f"{what}, processes to a local cluster: {ours:.1f} s to {dask:.1f} s {kind}; "
                f"median of the rounds' ratios {statistics.median(ratios):.2f}, "
                f"of {', '.join(f'{ratio:.2f}' for ratio in ratios)}"
            )


def resident() -> int:
    """Return the megabytes of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1_000_000


if __name__ == "__main__":  # workers of a local cluster import this file
    main()
