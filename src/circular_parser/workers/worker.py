"""The loop of a worker process: a task in, its record or failure out."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections import deque
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from ..errors import Failure, TooLargeError
from .contents import Contents
from .messages import Begun, Finished, Parsed, Task, WorkOrder

if TYPE_CHECKING:
    from ..parser import Parser
    from ..record import Circular


class Worker:
    """Parses what comes over *connection* until it is closed.

    It is sent :class:`Task`, and booleans that answer :class:`Begun`; the tasks that come
    while it waits for an answer wait in turn. After a task that ran out of memory it sends
    None, which asks to be replaced.
    """

    def __init__(self, connection: Connection, parser: Parser, order: WorkOrder) -> None:
        self._connection = connection
        self._parser = parser
        self._ask = order.ask
        self._contents = Contents(order.options)
        self._waiting: deque[Task] = deque()

    def run(self) -> None:
        """Work until there is nobody to work for."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                task = self._waiting.popleft() if self._waiting else self._connection.recv()
                self._work(task)

    def _work(self, task: Task) -> None:
        started = time.perf_counter()
        sha256: str | None = None
        result: Parsed | Failure
        spent = False
        try:
            data = self._contents.of(task)
            sha256 = hashlib.sha256(data).hexdigest()
            self._connection.send(Begun(task.number, sha256))
            if self._ask and not self._answer():
                return
            result = parsed(self._parser.parse(data, task.name))
        except MemoryError:
            spent = True
            result = Failure.of(
                task.name, TooLargeError(task.name, "there is not enough memory to read it")
            )
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:
            result = Failure.of(task.name, error)
        seconds = time.perf_counter() - started
        self._connection.send(Finished(task.number, result, sha256, seconds))
        if spent:
            self._connection.send(None)

    def _answer(self) -> bool:
        while True:
            message = self._connection.recv()
            if isinstance(message, bool):
                return message
            self._waiting.append(message)


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
