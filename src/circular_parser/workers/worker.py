"""The loop of a worker process: tasks in, their records or failures out."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, TypeVar

from ..errors import Failure, TooLargeError
from .contents import Contents
from .messages import Begun, Finished, Parsed, Task, WorkOrder

if TYPE_CHECKING:
    from ..parser import Parser
    from ..record import Circular

_T = TypeVar("_T")


@dataclass(slots=True)
class _Waiting:
    """A task that has come; the hash of its bytes, once they are read; whether it may be parsed."""

    task: Task
    sha256: str | None = None
    go: bool = False


class Worker:
    """Parses what comes over *connection* until it is closed, one document after another.

    It is sent lists of :class:`Task` and :class:`.messages.Answer`, and sends lists of events.
    Small files are read as they come: while one document is parsed, the parent has time to
    say whether the next ones are to be. After as many documents as the order says, or one
    that ran out of memory, it sends None: it is to be replaced.
    """

    def __init__(self, connection: Connection, parser: Parser, order: WorkOrder) -> None:
        self._connection = connection
        self._parser = parser
        self._ask = order.ask
        self._left = order.recycle
        self._contents = Contents(order.options)
        self._waiting: dict[int, _Waiting] = {}

    def run(self) -> None:
        """Work until there is nobody to work for, or it is time for another process."""
        with contextlib.suppress(EOFError, OSError):
            while self._left > 0:
                while not self._waiting or self._connection.poll():
                    self._hear()
                self._work(next(iter(self._waiting.values())))
            self._connection.send(None)
            # Who leaves with something unread takes back what the parent has not read yet.
            while True:
                self._connection.recv()

    def _hear(self) -> None:
        """Take in what the parent says next."""
        begun: list[Begun] = []
        for said in self._connection.recv():
            if isinstance(said, Task):
                one = self._waiting[said.number] = _Waiting(said)
                data = self._contents.of_small_file(said) if self._ask else None
                if data is not None:
                    one.task = said._replace(data=data)
                    one.sha256 = hashlib.sha256(data).hexdigest()
                    begun.append(Begun(said.number, one.sha256))
            elif said.number in self._waiting:
                if said.go:
                    self._waiting[said.number].go = True
                else:
                    del self._waiting[said.number]
        if begun:
            self._connection.send(begun)

    def _work(self, one: _Waiting) -> None:
        task, started = one.task, time.perf_counter()
        data = self._tried(task, partial(self._contents.of, task))
        result: Parsed | Failure
        if isinstance(data, Failure):
            result = data
        else:
            started += self._seconds_until_answered(one, data)
            if self._waiting.get(task.number) is not one:
                return
            result = self._tried(task, partial(self._parsed, data, task.name))
        del self._waiting[task.number]
        self._left -= 1
        seconds = time.perf_counter() - started
        self._connection.send([Finished(task.number, result, one.sha256, seconds)])

    def _seconds_until_answered(self, one: _Waiting, data: bytes) -> float:
        """Have the parent know the hash of *data*, and wait until it has said what to do."""
        number = one.task.number
        if one.sha256 is None:
            one.sha256 = hashlib.sha256(data).hexdigest()
            if self._ask:
                self._connection.send([Begun(number, one.sha256)])
        began = time.perf_counter()
        # What is dropped may come again under its number.
        while self._ask and self._waiting.get(number) is one and not one.go:
            self._hear()
        return time.perf_counter() - began

    def _parsed(self, data: bytes, name: str) -> Parsed:
        return parsed(self._parser.parse(data, name))

    def _tried(self, task: Task, work: Callable[[], _T]) -> _T | Failure:
        """Return what *work* does, or why it did not."""
        try:
            return work()
        except MemoryError:
            self._left = 0
            return Failure.of(
                task.name, TooLargeError(task.name, "there is not enough memory to read it")
            )
        except Exception as error:
            return Failure.of(task.name, error)


def parsed(record: Circular) -> Parsed:
    """Return *record* as it is sent and stored."""
    doubtful = {
        (warning.field or "").split("/")[1]
        for warning in record.warnings
        if warning.code == "low_confidence" and "/" in (warning.field or "")
    }
    pages = record.source.pages
    return Parsed(
        record.model_dump_json(),
        len(pages),
        sum(page.text_source == "ocr" for page in pages),
        tuple(sorted(doubtful)),
    )
