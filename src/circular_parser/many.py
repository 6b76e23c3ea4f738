"""Parses several files on all cores; what goes wrong with one leaves the others alone."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import Failure, ModelError

if TYPE_CHECKING:
    from .parser import Parser
    from .reading import ReadOptions
    from .record import Circular
    from .workers import Finished, Task, WorkerPool, WorkOrder

_LOOK_UP = 60.0  # seconds after which a wait without events begins anew


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its record as JSON, or the failure."""

    path: Path
    result: str | Failure


def cores() -> int:
    """Return the number of processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def parse_many(
    paths: Iterable[str | Path],
    workers: int | None = None,
    *,
    options: ReadOptions | None = None,
    models: Sequence[Path] = (),
    deadline: float | None = None,
    memory: int | None = None,
) -> Generator[tuple[Path, Circular | Failure], None, None]:
    """Yield each path with its record or failure, in the order in which they get done.

    Paths are taken from the iterable as workers get free, so it may be endless. A document
    whose process dies or is ended is tried once more by itself; then it has failed.

    Args:
        paths: the documents.
        workers: processes to use; all cores by default.
        options: how to read.
        models: folders of data files, as for :class:`~circular_parser.Parser`.
        deadline: seconds that one document may take; ``deadline`` is its code then.
        memory: bytes that one process may take; ``too_large`` is the code of what needs more.

    Raises:
        ModelError: the models cannot be loaded.
    """
    from .reading import ReadOptions
    from .record import Circular
    from .workers import MEMORY, Parsed, StartError, WorkOrder

    order = WorkOrder(
        options or ReadOptions(), tuple(models), deadline=deadline, memory=memory or MEMORY
    )
    try:
        with closing(_parsed(map(str, paths), order, workers or cores())) as done:
            for task, finished in done:
                result = finished.result
                if isinstance(result, Parsed):
                    yield Path(task.path), Circular.model_validate_json(result.record)
                else:
                    yield Path(task.path), result
    except StartError as error:
        raise ModelError("models", error.failure.message) from None


def parse_files(
    paths: Sequence[Path],
    options: ReadOptions,
    workers: int | None = None,
    models: Sequence[Path] = (),
) -> Generator[tuple[int, Outcome], None, None]:
    """Yield (index in *paths*, outcome) of each file as it gets done.

    Args:
        paths: the files.
        options: how to read them.
        workers: processes to use; all cores by default. With one worker, or one file,
            everything happens in this process; pages of one file are recognised in threads.
        models: folders of data files for the :class:`~circular_parser.Parser`.

    A worker process that dies takes no other document with it: the one it had in hand is
    parsed again by itself, and gets the code ``crashed`` when its process dies again.
    """
    spare = (workers or cores()) // max(len(paths), 1)
    if spare > 1:
        # Fewer documents than cores: the pages of each are recognised side by side.
        options = replace(options, jobs=spare)
    workers = min(workers or cores(), len(paths))
    if workers <= 1:
        yield from _parse_here(paths, options, models)
        return
    from pydantic_core import from_json, to_json

    from .workers import Parsed, StartError, WorkOrder

    left = dict(enumerate(paths))
    order = WorkOrder(options, tuple(models))
    try:
        with closing(_parsed(map(str, paths), order, workers)) as done:
            for task, finished in done:
                result: str | Failure
                if isinstance(finished.result, Parsed):
                    result = to_json(from_json(finished.result.record), indent=2).decode()
                else:
                    result = finished.result
                yield task.number, Outcome(left.pop(task.number), result)
    except StartError as error:
        for index, path in left.items():
            yield index, Outcome(path, error.failure)


def in_order(outcomes: Iterator[tuple[int, Outcome]]) -> Iterator[Outcome]:
    """Yield the outcomes in the order of their indices."""
    ready: dict[int, Outcome] = {}
    following = 0
    for index, outcome in outcomes:
        ready[index] = outcome
        while following in ready:
            yield ready.pop(following)
            following += 1


def _parse_here(
    paths: Sequence[Path], options: ReadOptions, models: Sequence[Path]
) -> Iterator[tuple[int, Outcome]]:
    from .parser import Parser

    parser: Parser | None = None
    for index, path in enumerate(paths):
        try:
            parser = parser or Parser(options, models)
            yield index, Outcome(path, parser.parse(path).model_dump_json(indent=2))
        except Exception as error:
            yield index, Outcome(path, Failure.of(str(path), error))


def _parsed(
    paths: Iterable[str], order: WorkOrder, workers: int
) -> Generator[tuple[Task, Finished], None, None]:
    """Yield a task for each path, numbered from 0, and what became of it."""
    from .workers import Task, WorkerPool

    with closing(WorkerPool(order, workers)) as pool:
        lost: list[Task] = []
        tasks = (Task(number, path) for number, path in enumerate(paths))
        yield from _work_off(pool, tasks, lost)
        for task in lost:
            yield from _work_off(pool, iter([task]), None)


def _work_off(
    pool: WorkerPool, tasks: Iterator[Task], lost: list[Task] | None
) -> Iterator[tuple[Task, Finished]]:
    """Yield what became of the tasks; with *lost*, those whose process died go there."""
    from .workers import Finished

    in_hand: dict[int, Task] = {}
    more = True
    while more or in_hand:
        while more and pool.free:
            task = next(tasks, None)
            if task is None:
                more = False
            else:
                in_hand[task.number] = task
                pool.submit(task)
        for event in pool.wait(_LOOK_UP) if in_hand else ():
            if isinstance(event, Finished):
                task = in_hand.pop(event.number)
                if event.lost and lost is not None:
                    lost.append(task)
                else:
                    yield task, event
