"""Parses several files on all cores; what goes wrong with one leaves the others alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from .errors import DocumentError, ExitCode

if TYPE_CHECKING:
    from .parser import Parser
    from .reading import ReadOptions

_Item = tuple[int, Path]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document gave no record: a stable code, its exit status, and what to do."""

    code: str
    exit_code: int
    message: str

    @staticmethod
    def of(path: Path, error: BaseException) -> Failure:
        """Describe *error*; what is no :class:`DocumentError` counts as unexpected."""
        if not isinstance(error, DocumentError):
            detail = " ".join(f"{type(error).__name__}: {error}".split())
            error = DocumentError(str(path), detail)
        message = str(error) if error.path == str(path) else f"{path}: {error}"
        return Failure(error.code, int(error.exit_code), message)


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


def parse_file(path: Path, parser: Parser) -> Outcome:
    """Parse one file; every error becomes a :class:`Failure`."""
    try:
        return Outcome(path, parser.parse(path).model_dump_json(indent=2))
    except Exception as error:
        return Outcome(path, Failure.of(path, error))


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

    A worker process that dies takes no other document with it: those it may have had in
    hand are parsed again, each in a process of its own, and the one that kills its
    process again gets the code ``unexpected``.
    """
    spare = (workers or cores()) // max(len(paths), 1)
    if spare > 1:
        # Fewer documents than cores: the pages of each are recognised side by side.
        options = replace(options, jobs=spare)
    workers = min(workers or cores(), len(paths))
    if workers <= 1:
        yield from _parse_here(paths, options, models)
        return
    waiting = deque(enumerate(paths))
    while waiting:
        with _pool(workers, options, models) as pool:
            suspects = yield from _run(pool, waiting, 2 * workers)
        for index, path in suspects:
            alone = deque([(index, path)])
            with _pool(1, options, models) as pool:
                if (yield from _run(pool, alone, 1)) or alone:
                    death = RuntimeError("the process that read it died")
                    yield index, Outcome(path, Failure.of(path, death))


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
    _prepare(options, models)
    for index, path in enumerate(paths):
        yield index, _parse_with_own_parser(path)


def _run(
    pool: ProcessPoolExecutor, waiting: deque[_Item], limit: int
) -> Generator[tuple[int, Outcome], None, list[_Item]]:
    """Work off *waiting*; return what was in hand when a worker died, else nothing."""
    running: dict[Future[Outcome], _Item] = {}
    suspects: list[_Item] = []
    broken = False
    while running or (waiting and not broken):
        while waiting and not broken and len(running) < limit:
            try:
                running[pool.submit(_parse_with_own_parser, waiting[0][1])] = waiting[0]
                waiting.popleft()
            except BrokenProcessPool:
                broken = True
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            item = running.pop(future)
            try:
                yield item[0], future.result()
            except BrokenProcessPool:
                broken = True
                suspects.append(item)
    return suspects


@contextmanager
def _pool(
    workers: int, options: ReadOptions, models: Sequence[Path]
) -> Iterator[ProcessPoolExecutor]:
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        # Libraries are loaded once, in the server that the workers are forked from.
        context.set_forkserver_preload([f"{__package__}.parser"])
    others = set(multiprocessing.active_children())
    start = (options, models)
    pool = ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=start)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        raise
    pool.shutdown()


# What a worker process holds: one parser, loaded at its first document.
_options: ReadOptions | None = None
_models: Sequence[Path] = ()
_parser: Parser | None = None
_stopping = False


def _prepare(options: ReadOptions, models: Sequence[Path]) -> None:
    global _options, _models, _parser, _stopping
    _options, _models, _parser, _stopping = options, models, None, False


def _start_worker(options: ReadOptions, models: Sequence[Path]) -> None:
    # Ctrl-C reaches the whole process group; the parent alone decides what to do about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    _prepare(options, models)


def _stop(signum: int, frame: FrameType | None) -> None:
    """Leave by an exception, so that readers end the programs they have started."""
    global _stopping
    _stopping = True
    raise SystemExit(128 + signum)


def _parse_with_own_parser(path: Path) -> Outcome:
    global _parser
    if _stopping:
        return Outcome(path, Failure("interrupted", int(ExitCode.INTERRUPTED), str(path)))
    if _parser is None:
        from .parser import Parser

        try:
            _parser = Parser(_options, _models)
        except Exception as error:
            return Outcome(path, Failure.of(path, error))
    return parse_file(path, _parser)
