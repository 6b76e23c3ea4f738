"""The process that holds the loaded models and forks workers; ends all that they leave behind.

It is the subreaper of its workers: when one dies, the programs it had started become children
of this process, which ends them. When the parent is gone, so are all of these.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import logging
import os
import pickle
import resource
import signal
import socket
import sys
import warnings
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DocumentError, Failure
from ..garbage import collection_paused
from .messages import WorkOrder
from .worker import Worker  # here, so that all workers are of the version that was started

if TYPE_CHECKING:
    from ..parser import Parser

FORK, END = b"fork", b"end"
READY = b"ready"
LARGEST = 100_000  # bytes of one message

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def main(descriptor: int, level: int) -> None:
    """Serve on the socket *descriptor*: load what the order says, then fork and end workers."""
    # That the parent is gone before the models are loaded is nobody's concern.
    with contextlib.suppress(OSError), socket.socket(fileno=descriptor) as control:
        _quiet(level)
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)
        order: WorkOrder = pickle.loads(control.recv(LARGEST))
        try:
            parser = _load(order)
        except Exception as error:
            named = error.path if isinstance(error, DocumentError) else order.parser
            control.send(pickle.dumps(Failure.of(named, error)))
            return
        control.send(READY)
        Server(control, parser, order).run()


class Server:
    """Forks workers and ends them, as the parent asks.

    Args:
        control: a socket of whole messages; the parent's end closes when the parent dies.
        parser: what the workers parse with.
        order: what holds for all of them.
    """

    def __init__(self, control: socket.socket, parser: Parser, order: WorkOrder) -> None:
        self._control = control
        self._parser = parser
        self._order = order
        self._workers: set[int] = set()

    def run(self) -> None:
        """Serve until the parent is gone, then end everything."""
        try:
            while True:
                message, descriptors, _, _ = socket.recv_fds(self._control, LARGEST, 1)
                if not message:
                    return
                word, _, number = message.partition(b" ")
                if word == FORK:
                    self._control.send(b"%d" % self._fork(descriptors[0]))
                elif word == END:
                    self._control.send(b"%d" % self._end(int(number)))
        except OSError:
            return  # the parent is gone
        finally:
            for worker in set(self._workers):
                self._end(worker)

    def _fork(self, descriptor: int) -> int:
        server = os.getpid()
        pid = os.fork()
        if pid:
            os.close(descriptor)
            self._workers.add(pid)
            return pid
        status = 1
        try:
            self._control.close()
            _silence()
            _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() == server:
                self._serve(descriptor)
            status = 0
        finally:
            os._exit(status)

    def _serve(self, descriptor: int) -> None:
        _limit_memory(self._order.memory)
        with Connection(descriptor) as connection:
            Worker(connection, self._parser, self._order).run()

    def _end(self, worker: int) -> int:
        """End *worker* and whatever it has left; return its exit status, negative of a signal."""
        if worker not in self._workers:
            return 0
        with contextlib.suppress(ProcessLookupError):
            # A worker whose connection was closed is leaving; one that hangs is not asked.
            os.kill(worker, signal.SIGKILL)
        _, status = os.waitpid(worker, 0)
        self._workers.discard(worker)
        while orphans := _children() - self._workers:
            for orphan in orphans:
                _kill(orphan)
        return os.waitstatus_to_exitcode(status)


def _load(order: WorkOrder) -> Parser:
    module, _, name = order.parser.partition(":")
    with collection_paused():
        parser: Parser = getattr(import_module(module), name)(order.options, order.models)
        # What is made at its first use is made here once, and not by every worker.
        with contextlib.suppress(Exception):
            parser.warm_up()
    gc.freeze()  # it all stays: workers neither search it nor copy its memory for that
    return parser


def _children() -> set[int]:
    """Return the processes whose parent is this one."""
    own = str(os.getpid())
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError, IndexError):
                # The name, in brackets, may hold anything; the parent stands second after it.
                status = (entry / "stat").read_text(errors="replace").rpartition(")")[2]
                if status.split()[1] == own:
                    found.add(int(entry.name))
    return found


def _kill(child: int) -> None:
    """Kill a child, with its group if it leads one."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.getpgid(child) == child:
            os.killpg(child, signal.SIGKILL)
        else:
            os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)


def _limit_memory(limit: int | None) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limit is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _silence() -> None:
    """Have libraries of C complain of damaged files to nobody, unless somebody asked to hear."""
    if logging.getLogger().getEffectiveLevel() >= logging.WARNING:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _quiet(level: int) -> None:
    # Ctrl-C reaches the whole process group; the parent alone decides what to do about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=level, format="%(name)s: %(message)s")
    if level >= logging.ERROR:
        warnings.simplefilter("ignore")
