"""Worker processes: what one document does to its process is no other's."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread

import psutil
import pytest

import faulty_parser
from circular_parser import Circular, Failure, parse_many
from circular_parser.errors import ModelError
from circular_parser.many import parse_files
from circular_parser.reading import ReadOptions
from circular_parser.workers import Begun, Finished, Parsed, StartError, Task, WorkerPool, WorkOrder
from circular_parser.workers.pool import _Slot
from processes import is_alive, started, wait_for

ORDER = WorkOrder(parser=faulty_parser.NAME)


def documents(folder: Path, *texts: str) -> list[Task]:
    tasks = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text)
        tasks.append(Task(number, str(path)))
    return tasks


def finished(pool: WorkerPool, count: int) -> dict[int, Finished]:
    """Wait until so many documents are through."""
    found: dict[int, Finished] = {}
    end = time.monotonic() + 60
    while len(found) < count:
        assert time.monotonic() < end
        found |= {event.number: event for event in pool.wait(5.0) if isinstance(event, Finished)}
    return found


def codes(found: dict[int, Finished]) -> dict[int, str]:
    return {
        number: one.result.code if isinstance(one.result, Failure) else "ok"
        for number, one in sorted(found.items())
    }


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with closing(WorkerPool(replace(ORDER, memory=400_000_000), 1)) as pool:
        yield pool


def hand_out(pool: WorkerPool, tasks: list[Task]) -> dict[int, Finished]:
    found: dict[int, Finished] = {}
    for task in tasks:
        while not pool.free:
            found |= {e.number: e for e in pool.wait(5.0) if isinstance(e, Finished)}
        pool.submit(task)
    return found | finished(pool, len(tasks) - len(found))


def test_each_document_has_its_own_end(tmp_path: Path, pool: WorkerPool) -> None:
    tasks = documents(tmp_path, "satu", "fail", "odd", "crash", "eat", "enam")
    assert pool.free == 1  # a slow one that waited at a worker would leave another without work
    found = hand_out(pool, [*tasks, Task(6, str(tmp_path / "none.txt"))])
    assert pool.free > 1
    assert codes(found) == {
        0: "ok",
        1: "broken_file",
        2: "unexpected",
        3: "crashed",
        4: "too_large",
        5: "ok",
        6: "not_found",
    }
    assert [number for number, one in found.items() if one.lost] == [3]
    crashed, odd = found[3].result, found[2].result
    assert isinstance(crashed, Failure)
    assert isinstance(odd, Failure)
    assert "SIGKILL" in crashed.message
    assert "\n" not in odd.message


def test_after_want_of_memory_a_fresh_process_goes_on(tmp_path: Path, pool: WorkerPool) -> None:
    found = hand_out(pool, documents(tmp_path, "satu", "eat", "tiga"))
    assert process_of(found[0]) != process_of(found[2])


def process_of(event: Finished) -> int:
    assert isinstance(event.result, Parsed)
    number = Circular.model_validate_json(event.result.record).number
    assert number is not None
    return int(number.partition("/")[0])


def test_a_worker_is_replaced_after_so_many_documents(tmp_path: Path) -> None:
    with closing(WorkerPool(replace(ORDER, recycle=3), 1)) as pool:
        found = hand_out(pool, documents(tmp_path, *(f"n {n}" for n in range(8))))
    done = [process_of(found[number]) for number in range(8)]
    assert [done.count(process) for process in dict.fromkeys(done)] == [3, 3, 2]


def test_what_hangs_is_ended_with_the_programs_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with closing(WorkerPool(replace(ORDER, deadline=3.0), 1)) as pool:
        found = hand_out(pool, documents(tmp_path, f"hang {mark}", "dua"))
        assert codes(found) == {0: "deadline", 1: "ok"}
        pids = started(mark)
        assert len(pids) == 2
        assert not any(map(is_alive, pids))


def test_closing_ends_what_is_in_work(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with closing(WorkerPool(ORDER, 2)) as pool:
        pool.submit(documents(tmp_path, f"hang {mark}")[0])
        pool.wait(0.0)
        pids = started(mark)
        assert [name for name, _ in pool.working()] == [str(tmp_path / "0.txt")]
    assert not any(map(is_alive, pids))


def test_a_worker_killed_from_outside_costs_one_attempt(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with closing(WorkerPool(ORDER, 1)) as pool:
        for task in documents(tmp_path, f"hang {mark}", "dua"):
            pool.submit(task)
        pool.wait(0.0)
        worker, program = started(mark)
        os.kill(worker, signal.SIGKILL)
        assert codes(finished(pool, 2)) == {0: "crashed", 1: "ok"}
        assert not is_alive(program)


def test_the_process_that_forks_may_die_too(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with closing(WorkerPool(ORDER, 1)) as pool:
        for task in documents(tmp_path, f"hang {mark}", "dua"):
            pool.submit(task)
        pool.wait(0.0)
        pids = started(mark)
        psutil.Process(pids[0]).parent().kill()
        assert codes(finished(pool, 2)) == {0: "crashed", 1: "ok"}
        wait_for(lambda: not any(map(is_alive, pids)))


def test_a_document_is_parsed_only_when_the_answer_is_yes(tmp_path: Path) -> None:
    with closing(WorkerPool(replace(ORDER, ask=True), 1)) as pool:
        for task in documents(tmp_path, "satu", "dua"):
            pool.submit(task)
        told: list[Begun | Finished] = []
        while not any(isinstance(event, Finished) for event in told):
            for event in pool.wait(5.0):
                told.append(event)
                if isinstance(event, Begun):
                    pool.answer(event.number, event.number == 1)
    assert [type(event) for event in told] == [Begun, Begun, Finished]
    assert [event.number for event in told] == [0, 1, 1]


def test_small_files_are_asked_about_while_another_is_parsed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with closing(WorkerPool(replace(ORDER, ask=True), 1)) as pool:
        hanging, *others = documents(tmp_path, f"hang {mark}", "dua", "tiga")
        pool.submit(hanging)
        (begun,) = until_begun(pool, 1)
        pool.answer(begun, True)
        for task in others:
            pool.submit(task)
        assert until_begun(pool, 2) == [1, 2]
        pool.answer(1, False)
        worker, program = started(mark)
        os.kill(worker, signal.SIGKILL)
        while not any(isinstance(event, Finished) and event.lost for event in pool.wait(5.0)):
            pass
        # Those that were waiting are asked about by the next worker; not what was dropped.
        assert until_begun(pool, 1) == [2]
    assert not is_alive(program)


def test_a_document_that_was_dropped_may_come_again(tmp_path: Path) -> None:
    with closing(WorkerPool(replace(ORDER, ask=True), 1)) as pool:
        (task,) = documents(tmp_path, "satu")
        for go in (False, True):
            pool.submit(task)
            assert until_begun(pool, 1) == [0]
            pool.answer(0, go)
        assert codes(finished(pool, 1)) == {0: "ok"}


def until_begun(pool: WorkerPool, count: int) -> list[int]:
    found: list[int] = []
    end = time.monotonic() + 60
    while len(found) < count:
        assert time.monotonic() < end
        found += [event.number for event in pool.wait(5.0) if isinstance(event, Begun)]
    return found


def test_a_large_task_waits_until_the_worker_listens() -> None:
    ours, theirs = Pipe()
    slot = _Slot(connection=ours)
    for number, size in enumerate([10, 1_000_000, 10]):
        slot.add(Task(number, "memory://a", data=bytes(size)))
    slot.send()
    assert [task.number for task in theirs.recv()] == [0]
    slot.drop(0)
    listening = Thread(target=lambda: said.extend(theirs.recv()))
    said: list[Task] = []
    listening.start()
    slot.send()
    listening.join(10.0)
    assert [task.number for task in said] == [1]


def test_a_worker_has_one_thread_for_images(tmp_path: Path, pool: WorkerPool) -> None:
    (one,) = hand_out(pool, documents(tmp_path, "threads")).values()
    assert isinstance(one.result, Parsed)
    assert Circular.model_validate_json(one.result.record).subject == "1"


def test_workers_that_cannot_start_say_why(tmp_path: Path) -> None:
    with closing(WorkerPool(replace(ORDER, parser="faulty_parser:Missing"), 1)) as pool:
        with pytest.raises(StartError) as caught:
            pool.submit(Task(0, "a.txt"))
        assert "Missing" in caught.value.failure.message


def test_parse_many_yields_records_and_failures_as_they_come(tmp_path: Path) -> None:
    paths = [Path(task.path) for task in documents(tmp_path, "Surat Edaran", " ")]
    found = dict(parse_many([*paths, str(tmp_path / "none.pdf")], workers=1))
    assert isinstance(found[paths[0]], Circular)
    failed = {path.name: one.code for path, one in found.items() if isinstance(one, Failure)}
    assert failed == {"1.txt": "empty_file", "none.pdf": "not_found"}


def test_parse_many_takes_paths_only_as_workers_get_free(tmp_path: Path) -> None:
    path = Path(documents(tmp_path, "Surat Edaran")[0].path)
    taken = 0

    def endless() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield path

    with closing(parse_many(endless(), workers=1)) as results:
        next(results)
    assert taken < 10


def test_parse_many_tells_of_bad_models(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        next(parse_many([tmp_path / "a.txt"], models=[tmp_path / "none"]))


def test_a_lost_document_is_tried_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("circular_parser.workers.WorkOrder", _faulty_order)
    tasks = documents(tmp_path, "satu", f"crash-once {tmp_path / 'mark'}", "tiga", "crash")
    paths = [Path(task.path) for task in tasks]
    outcomes = dict(parse_files(paths, ReadOptions(), workers=2))
    failed = {
        index: one.result.code for index, one in outcomes.items() if isinstance(one.result, Failure)
    }
    assert sorted(outcomes) == [0, 1, 2, 3]
    assert failed == {3: "crashed"}


def _faulty_order(options: ReadOptions, models: tuple[Path, ...]) -> WorkOrder:
    return WorkOrder(options, models, parser=faulty_parser.NAME)
