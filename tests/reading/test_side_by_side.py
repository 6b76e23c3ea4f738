"""Pages of one document side by side: in order, few at a time, and stopped together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from circular_parser.reading import ReadOptions, read
from circular_parser.reading.side_by_side import work_off
from reading.made_pages import file_of, lines_on_picture


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_order(jobs: int) -> None:
    def task(number: int) -> Callable[[], int]:
        def run() -> int:
            time.sleep(0.002 * (number % 3))
            return number

        return run

    assert work_off((task(number) for number in range(20)), jobs) == list(range(20))


def test_two_tasks_run_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=10)
    assert sorted(work_off([both.wait, both.wait], 2)) == [0, 1]


def test_few_tasks_are_drawn_ahead() -> None:
    drawn, gate = 0, threading.Event()

    def tasks() -> Iterator[Callable[[], object]]:
        nonlocal drawn
        for number in range(30):
            drawn += 1
            if number == 10:
                gate.set()
            yield lambda: gate.wait(0.2)

    watcher: list[int] = []
    threading.Timer(0.1, lambda: watcher.append(drawn)).start()
    work_off(tasks(), 2)
    assert watcher[0] <= 5


def test_an_error_stops_what_runs_and_is_raised() -> None:
    stopped = threading.Event()
    ended: list[bool] = []

    def fail() -> None:
        raise ValueError("page 1")

    with pytest.raises(ValueError, match="page 1"):
        work_off([fail, lambda: ended.append(stopped.wait(10))], 2, stopped.set)
    assert ended in ([], [True])


def test_pages_read_side_by_side_read_the_same() -> None:
    pictures = [
        lines_on_picture([f"HALAMAN {name}", "Setiap pegawai bekerja dari rumah"])
        for name in ("SATU", "DUA", "TIGA", "EMPAT")
    ]
    tiff = file_of(pictures[0], "TIFF", save_all=True, append_images=pictures[1:])
    alone = read(tiff, options=ReadOptions())
    beside = read(tiff, options=replace(ReadOptions(), jobs=3))
    assert beside.text == alone.text
    assert [page.number for page in beside.pages] == [1, 2, 3, 4]
    assert [w.box for w in beside.words] == [w.box for w in alone.words]
