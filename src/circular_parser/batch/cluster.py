"""Runs the documents of a batch on a Dask cluster; the loop of the batch stays the same.

Each worker of the cluster relays documents to a process of its own, as a batch on one machine
does: a document that crashes or hangs costs that process and not the cluster's worker. Few
tasks are in flight at a time and each result is let go of when it has come, so the scheduler
holds next to nothing.

A group of documents goes to the cluster twice: for the hashes of their contents, and, those
that turn out to be new, to be parsed. No worker has to wait for an answer.
"""

from __future__ import annotations

import errno
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..errors import CrashedError, ExitCode, Failure
from ..workers import Begun, Event, Finished, StartError, Task, WorkerPool, WorkOrder

LOCAL = "local"

_AHEAD = 3  # groups that a worker of the cluster has at hand: in work, hashed, to be hashed
_GROUP_SECONDS = 0.5  # of work in one group, so that the scheduler is asked seldom
_LARGEST_GROUP = 64
_SOONER = 1  # priority of hashing: what is parsed next is known before its turn comes
_TURN = 60.0
_CONNECT = 20.0  # seconds in which a scheduler is to answer

# A local cluster shares the cores with the documents. What Dask does by the clock, whether there
# is work or not, takes a twelfth of two cores: it samples stacks a hundred times a second.
_CALM = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
}
# Its workers would tell of a heartbeat that is under way when the cluster ends, by a traceback; a
# document that is lost with a worker has its code.
_QUIET = {"distributed.nanny.pre-spawn-environ.DASK_LOGGING__DISTRIBUTED": "critical"}


class ClusterExecutor:
    """An executor (see :mod:`.runner`) that hands documents to a Dask cluster.

    Args:
        address: of a scheduler, as ``tcp://host:8786``; ``local`` starts a cluster here.
        order: what holds for all documents. Paths in it, and those of documents, must lead
            to the same files on every machine.
        workers: processes of a local cluster.

    Raises:
        StartError: there is no cluster to be had.
    """

    def __init__(self, address: str, order: WorkOrder, workers: int) -> None:
        self._order = replace(order, ask=True)
        self._cluster: Any = None
        try:
            import dask
            from distributed import Client, LocalCluster

            logging.getLogger("distributed").setLevel(logging.getLogger().getEffectiveLevel())
            if address == LOCAL:
                # The order caps the memory of what parses; the workers hold next to nothing.
                with dask.config.set(_CALM | _QUIET):
                    self._cluster = LocalCluster(
                        n_workers=workers,
                        threads_per_worker=1,
                        memory_limit=0,
                        dashboard_address=None,
                        # None alone has its server listen to everybody, at a fixed port.
                        scheduler_kwargs={"dashboard_address": "127.0.0.1:0", "dashboard": False},
                    )
            self.client: Any = Client(
                self._cluster or address, timeout=_CONNECT, set_as_default=False
            )
        except Exception as error:
            if self._cluster is not None:
                self._cluster.close()
            raise _no_cluster(address, error) from error
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._groups: dict[Any, tuple[list[Task], float]] = {}
        self._to_hash: deque[Task] = deque()
        self._hashed: dict[int, Task] = {}  # those that wait for an answer
        self._to_parse: deque[Task] = deque()
        self._mean = _GROUP_SECONDS
        self._threads = 1
        self._counted = 0.0

    @property
    def free(self) -> int:
        """See :class:`.Executor`."""
        if time.monotonic() - self._counted > 1.0:
            # Workers come and go.
            self._threads = max(sum(self.client.nthreads().values()), 1)
            self._counted = time.monotonic()
        in_hand = sum(len(tasks) for tasks, _ in self._groups.values()) + len(self._hashed)
        in_hand += len(self._to_hash) + len(self._to_parse)
        return max(self._threads * _AHEAD * self._group - in_hand, 0)

    @property
    def _group(self) -> int:
        return max(1, min(_LARGEST_GROUP, round(_GROUP_SECONDS / max(self._mean, 0.001))))

    def submit(self, task: Task) -> None:
        """See :class:`.Executor`."""
        self._to_hash.append(task)

    def answer(self, number: int, go: bool) -> None:
        """See :class:`.Executor`."""
        task = self._hashed.pop(number)
        if go:
            self._to_parse.append(task)

    def wait(self, seconds: float) -> list[Event]:
        """See :class:`.Executor`.

        Raises:
            StartError: the cluster is lost.
        """
        self._send(parse_group, self._to_parse, 0)
        self._send(hash_group, self._to_hash, _SOONER)
        events: list[Event] = []
        try:
            future = self._done.get(timeout=seconds)
            while True:
                events += self._gather(future)
                future = self._done.get_nowait()
        except queue.Empty:
            return events

    def working(self) -> list[tuple[str, float]]:
        """See :class:`.Executor`."""
        now = time.monotonic()
        return [(tasks[0].name, now - since) for tasks, since in self._groups.values()]

    def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call *function* on a worker of the cluster and return what it gives.

        Raises:
            OSError: it could not write; or the cluster is lost.
        """
        future = self.client.submit(function, *arguments, pure=False, retries=2)
        try:
            return future.result()
        except OSError:
            raise
        except Exception as error:
            raise OSError(errno.EIO, f"the cluster could not write it: {error}") from error

    def close(self) -> None:
        """See :class:`.Executor`."""
        for future in self._groups:
            future.cancel()
        self._groups.clear()
        self.client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _send(self, function: Callable[..., list[Event]], tasks: deque[Task], sooner: int) -> None:
        """Have the cluster do *function* with *tasks*, group by group."""
        while tasks:
            group = [tasks.popleft() for _ in range(min(self._group, len(tasks)))]
            future = self.client.submit(
                function, self._order, group, pure=False, retries=2, priority=sooner
            )
            self._groups[future] = group, time.monotonic()
            future.add_done_callback(self._done.put)

    def _gather(self, future: Any) -> list[Event]:
        tasks, _ = self._groups.pop(future)
        events: list[Event]
        try:
            events = future.result()
        except StartError:
            raise
        except Exception as error:
            if self.client.status != "running":
                raise _no_cluster("the cluster is lost", error) from error
            # More workers died of this group than the scheduler allows.
            events = [_lost(task, error) for task in tasks]
        finally:
            future.release()
        by_number = {task.number: task for task in tasks}
        for event in events:
            if isinstance(event, Begun):
                self._hashed[event.number] = by_number[event.number]
            else:
                self._mean += 0.1 * (event.seconds - self._mean)
        return events


def _no_cluster(what: str, error: Exception) -> StartError:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    advice = "See that the scheduler runs, and give the command again: it goes on."
    message = f"{what}: {said} [no_cluster]. {advice}"
    return StartError(Failure("no_cluster", ExitCode.NO_CLUSTER, message))


def _lost(task: Task, error: Exception) -> Finished:
    crash = CrashedError(task.name, f"no worker of the cluster came through: {error}")
    return Finished(task.number, Failure.of(task.name, crash), lost=True)


# What a worker of the cluster holds: a pool of one process for each of its threads.
_held = threading.local()


def hash_group(order: WorkOrder, tasks: list[Task]) -> list[Event]:
    """Return the hashes of *tasks*; of those that cannot be read, what became of them."""
    return _relay(order, tasks, go=False)


def parse_group(order: WorkOrder, tasks: list[Task]) -> list[Event]:
    """Parse *tasks* in a process of this thread's; run again it gives the same."""
    return _relay(order, tasks, go=True)


def _relay(order: WorkOrder, tasks: list[Task], *, go: bool) -> list[Event]:
    pool = _pool(order)
    waiting = deque(tasks)
    ends: list[Event] = []
    try:
        while len(ends) < len(tasks):
            while waiting and pool.free:
                pool.submit(waiting.popleft())
            for event in pool.wait(_TURN):
                if isinstance(event, Begun):
                    pool.answer(event.number, go)
                if isinstance(event, Finished) or not go:
                    ends.append(event)
    except BaseException:
        # What it has in hand must not turn up among the documents of another group.
        pool.close()
        del _held.pool
        raise
    return ends


def _pool(order: WorkOrder) -> WorkerPool:
    held: tuple[WorkOrder, WorkerPool] | None = getattr(_held, "pool", None)
    if held is None or held[0] != order:
        if held is not None:
            held[1].close()
        held = order, WorkerPool(order, 1)
        _held.pool = held
    return held[1]
