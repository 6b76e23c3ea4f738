"""Works off the pages of one document, several at a time where the caller has the cores."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")
_AHEAD = 2  # pages rendered for each thread: what waits takes memory


def work_off(
    tasks: Iterable[Callable[[], _T]], jobs: int, stop: Callable[[], None] = lambda: None
) -> list[_T]:
    """Return what each of *tasks* returns, in their order.

    Args:
        tasks: drawn from in this thread, as the results make room.
        jobs: threads that work on them; one does without threads.
        stop: called where something goes wrong, so that what runs ends soon; the error of
            the first task that has one is raised then.
    """
    if jobs <= 1:
        return [task() for task in tasks]
    results: list[_T] = []
    waiting: deque[Future[_T]] = deque()
    with ThreadPoolExecutor(jobs, thread_name_prefix="page") as pool:
        try:
            for task in tasks:
                waiting.append(pool.submit(task))
                if len(waiting) >= _AHEAD * jobs:
                    results.append(waiting.popleft().result())
            results += [future.result() for future in waiting]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            stop()
            raise
    return results
