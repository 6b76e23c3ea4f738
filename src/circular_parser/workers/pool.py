"""The parent's side of the workers: hands out tasks, gathers events, ends what hangs."""

from __future__ import annotations

import contextlib
import logging
import math
import os
import pickle
import secrets
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from ..errors import CrashedError, DeadlineError, DocumentError, Failure
from .forkserver import END, FORK, LARGEST, READY
from .messages import Answer, Begun, Event, Finished, Task, WorkOrder

# What waits at a worker, beside the task in work: so many, of so many seconds together. A task
# that takes longer waits for the next worker that gets free.
_AHEAD = 7
_SECONDS_AHEAD = 0.5
_FIRST_GUESS = 0.6  # seconds that a task takes
_PAUSE = 0.05  # seconds in which events may gather while all workers have enough to do
_START = 120.0  # seconds in which the models are to be loaded
_MARK = "CIRCULAR_PARSER_WORKERS"  # in the environment of all that a fork server starts
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OMP_THREAD_LIMIT",
    "OPENBLAS_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)


class StartError(Exception):
    """The workers cannot start: the models cannot be loaded, or there is no process to be had."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.message)

    def __reduce__(self) -> tuple[type[StartError], tuple[Failure]]:
        """Pickle by the failure, so that a cluster can hand it back."""
        return type(self), (self.failure,)


class WorkerPool:
    """Processes that parse; used from one thread.

    Args:
        order: what holds for all documents.
        workers: how many processes.
    """

    def __init__(self, order: WorkOrder, workers: int) -> None:
        self._order = order
        self._server: ForkServer | None = ForkServer(order)
        self._slots = [_Slot() for _ in range(workers)]
        self._events: deque[Event] = deque()
        self._selector = selectors.DefaultSelector()
        self._mean = _FIRST_GUESS

    @property
    def free(self) -> int:
        """How many tasks may be handed in now."""
        most = 1 + min(_AHEAD, int(_SECONDS_AHEAD / max(self._mean, 0.001)))
        return sum(max(most - len(slot.tasks), 0) for slot in self._slots)

    def working(self) -> list[tuple[str, float]]:
        """Return what each busy worker has in hand, and for how many seconds."""
        now = time.monotonic()
        return [(slot.current.name, now - slot.since) for slot in self._slots if slot.tasks]

    def processes(self) -> list[int]:
        """Return the process ids of the workers."""
        return [slot.pid for slot in self._slots if slot.connection is not None]

    def submit(self, task: Task) -> None:
        """Hand in *task*; there must be room for it. It is sent by :meth:`wait`.

        Raises:
            StartError: no worker can be started.
        """
        slot = min(self._slots, key=lambda slot: len(slot.tasks))
        self._give(slot, task)

    def answer(self, number: int, go: bool) -> None:
        """Answer a :class:`Begun`: parse the document, or drop it; a dropped one never ends."""
        for slot in self._slots:
            if number in slot.tasks:
                slot.answer(Answer(number, go))

    def wait(self, seconds: float) -> list[Event]:
        """Return what has happened, within *seconds*; documents past their deadline are ended.

        Raises:
            StartError: a worker died and no other can be started.
        """
        for slot in self._slots:
            slot.send()
        left = [self._left(slot) for slot in self._slots if slot.tasks]
        self._read(max(min([seconds, *left]), 0.0))
        for slot in self._slots:
            # What has come and is not read yet, for the parent was busy, is not late.
            if slot.tasks and self._left(slot) <= 0 and not slot.sender.poll():
                self._lose(slot, late=True)
        events = list(self._events)
        self._events.clear()
        return events

    def close(self) -> None:
        """End all workers and what they have started, whatever they have in hand."""
        for slot in self._slots:
            self._disconnect(slot)
        if self._server is not None:
            self._server.close()
            self._server = None
        self._selector.close()

    def _left(self, slot: _Slot) -> float:
        """Return the seconds that the document in work has left."""
        if self._order.deadline is None:
            return math.inf
        return slot.since + self._order.deadline - time.monotonic()

    def _give(self, slot: _Slot, task: Task) -> None:
        if slot.connection is None:
            self._connect(slot)
        slot.add(task)

    def _read(self, seconds: float) -> None:
        time.sleep(min(self._pause(), seconds))
        ready = self._selector.select(seconds)
        while ready:
            for key, _ in ready:
                slot: _Slot = key.data
                try:
                    self._note(slot, slot.sender.recv())
                except (EOFError, OSError, pickle.UnpicklingError):
                    self._lose(slot)
            ready = self._selector.select(0)

    def _pause(self) -> float:
        """Return for how long no worker needs the parent: it is woken for several events then."""
        if self._order.ask:
            sure = min(len(slot.agreed) for slot in self._slots)
        else:
            sure = min(len(slot.tasks) for slot in self._slots)
        return min(max(sure - 1, 0) * self._mean / 2, _PAUSE)

    def _note(self, slot: _Slot, events: list[Event] | None) -> None:
        if events is None:
            self._disconnect(slot)
            self._start_again(slot)
            return
        self._events += events
        for event in events:
            if isinstance(event, Finished):
                slot.drop(event.number)
                self._mean += 0.1 * (event.seconds - self._mean)
            else:
                slot.begun(event)

    def _lose(self, slot: _Slot, late: bool = False) -> None:
        """End the worker of *slot*; the document in its hand is lost, those waiting are not."""
        began = slot.since
        status = self._disconnect(slot)
        if slot.tasks:
            task = slot.current
            slot.drop(task.number)
            error: DocumentError
            if late:
                error = DeadlineError(task.name, f"not done after {self._order.deadline:g} s")
            else:
                error = CrashedError(task.name, f"the process that read it {_ended(status)}")
            failure = Failure.of(task.name, error)
            seconds = time.monotonic() - began
            self._events.append(Finished(task.number, failure, seconds=seconds, lost=True))
        self._start_again(slot)

    def _start_again(self, slot: _Slot) -> None:
        for task in slot.empty():
            self._give(slot, task)

    def _connect(self, slot: _Slot) -> None:
        if self._server is None:
            self._server = ForkServer(self._order)
        try:
            slot.connect(*self._server.fork())
        except OSError as error:
            self._server.close()
            self._server = None
            failure = Failure.of("workers", CrashedError("workers", f"cannot start: {error}"))
            raise StartError(failure) from None
        self._selector.register(slot.sender, selectors.EVENT_READ, slot)

    def _disconnect(self, slot: _Slot) -> int | None:
        """Close the connection and end the worker; return its exit status where it is known."""
        if slot.connection is None:
            return None
        self._selector.unregister(slot.connection)
        slot.connection.close()
        slot.connection = None
        if self._server is None:
            return None
        try:
            return self._server.end(slot.pid)
        except OSError:
            # The server died, and all workers with it; the next task starts another.
            self._server.close()
            self._server = None
            return None


@dataclass(eq=False)
class _Slot:
    """The place of one worker: the process that fills it now, and its tasks.

    Attributes:
        tasks: the first one is in work.
        agreed: those of them that the worker was told to parse.
        unsent: what it is to be told next.
        since: when it was last heard, or told something, about the task in work.
    """

    connection: Connection | None = None
    pid: int = 0
    tasks: dict[int, Task] = field(default_factory=dict)
    agreed: set[int] = field(default_factory=set)
    unsent: list[Task | Answer] = field(default_factory=list)
    since: float = 0.0

    @property
    def sender(self) -> Connection:
        """The connection of a worker that was started."""
        assert self.connection is not None
        return self.connection

    @property
    def current(self) -> Task:
        """The task in work."""
        return next(iter(self.tasks.values()))

    def connect(self, pid: int, connection: Connection) -> None:
        self.pid, self.connection = pid, connection

    def add(self, task: Task) -> None:
        self.tasks[task.number] = task
        self.unsent.append(task)
        self._stir(task.number)

    def begun(self, event: Begun) -> None:
        self._stir(event.number)

    def answer(self, answer: Answer) -> None:
        self.unsent.append(answer)
        if answer.go:
            self.agreed.add(answer.number)
        else:
            self.drop(answer.number)

    def send(self) -> None:
        """Tell the worker what it was not told yet.

        A worker in the midst of sending does not listen: what a pipe does not hold would wait
        for it, and it for the parent. So a large task waits until the worker has no other.
        """
        told: list[Task | Answer] = []
        kept: list[Task | Answer] = []
        for one in self.unsent:
            waits = isinstance(one, Task) and one is not self.current and (kept or one.is_large)
            (kept if waits else told).append(one)
        self.unsent = kept
        if told:
            for one in told:
                self._stir(one.number)
            with contextlib.suppress(OSError):  # that it died is seen when it is read from
                self.sender.send(told)

    def drop(self, number: int) -> None:
        """Take off a task; where it was in work, the clock of the next one starts."""
        self._stir(number)
        del self.tasks[number]
        self.agreed.discard(number)

    def empty(self) -> list[Task]:
        """Take off all tasks, and return them."""
        tasks = list(self.tasks.values())
        self.tasks.clear()
        self.agreed.clear()
        self.unsent.clear()
        return tasks

    def _stir(self, number: int) -> None:
        if number == next(iter(self.tasks), None):
            self.since = time.monotonic()


class ForkServer:
    """The process of :mod:`.forkserver`, started at once, waited for at the first fork."""

    def __init__(self, order: WorkOrder) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ready = False
        self._mark = f"{_MARK}={secrets.token_hex(16)}"
        level = logging.getLogger().getEffectiveLevel()
        program = f"from {__package__}.forkserver import main; main({theirs.fileno()}, {level})"
        with theirs:
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", program],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    env=_environment(self._mark),
                    start_new_session=True,
                )
            except OSError:
                self._control.close()
                raise
        self._control.settimeout(_START)
        self._control.send(pickle.dumps(order))

    def fork(self) -> tuple[int, Connection]:
        """Return the process id of a new worker, and the connection to it.

        Raises:
            StartError: the models cannot be loaded.
            OSError: the server is gone.
        """
        self._await_start()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [FORK], [theirs.fileno()])
                pid = int(self._reply())
            except OSError:
                ours.close()
                raise
        return pid, Connection(ours.detach())

    def end(self, pid: int) -> int:
        """End a worker with all that it left; return its exit status, negative of a signal."""
        self._control.send(b"%s %d" % (END, pid))
        return int(self._reply())

    def close(self) -> None:
        """End the server and, through it, all workers."""
        self._control.close()
        if not self._ready:
            self._process.kill()  # busy with loading; it has no workers yet
        try:
            self._process.wait(_START)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.returncode and self._ready:
            _kill_marked(self._mark)  # it was killed and could not end what it was to end

    def _await_start(self) -> None:
        if not self._ready:
            said = self._reply()
            if said != READY:
                raise StartError(pickle.loads(said))
            self._ready = True

    def _reply(self) -> bytes:
        reply = self._control.recv(LARGEST)
        if not reply:
            raise ConnectionResetError("the process that forks the workers is gone")
        return reply


def _environment(mark: str) -> dict[str, str]:
    """Return the environment of the workers: the same modules, one thread each, a mark."""
    path = os.pathsep.join(folder or str(os.curdir) for folder in sys.path)
    name, _, value = mark.partition("=")
    return {**dict.fromkeys(_ONE_THREAD, "1"), **os.environ, "PYTHONPATH": path, name: value}


def _kill_marked(mark: str) -> None:
    """Kill the processes that have *mark* in their environment."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (entry / "environ").read_bytes().split(b"\0"):
                os.kill(int(entry.name), signal.SIGKILL)


def _ended(status: int | None) -> str:
    if status is None:
        return "died"
    if status < 0:
        with contextlib.suppress(ValueError):
            return f"was ended by {signal.Signals(-status).name}"
    return f"ended with status {status}"
