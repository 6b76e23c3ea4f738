"""The loop of a batch: inputs into the ledger, tasks to workers, records to the outputs.

Records are gathered into chunks. Every output brings a chunk to the disk, whole or not at
all, then one transaction of the ledger names it; until then its documents count as not done.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol

from ..errors import Failure
from ..exports.records import StoredRecord
from ..exports.sinks import Sink
from ..workers import Begun, Event, Finished, Parsed, Task
from ..workers.contents import with_data
from .ledger import ATTEMPTS, Claimed, Ledger, Row, now
from .sources import Input

_log = logging.getLogger(__name__)

_LISTED_AT_ONCE = 500  # inputs entered in one transaction
_CLAIMED_AT_ONCE = 250
_TURN = 0.25  # seconds after which the loop looks round though nothing happened
_CHUNK_BYTES = 64_000_000
_END = Input("")  # stands for the end of what is listed


class Executor(Protocol):
    """What parses: processes on this machine, or a cluster."""

    @property
    def free(self) -> int:
        """How many tasks it takes now."""

    def submit(self, task: Task) -> None:
        """Take on *task*."""

    def answer(self, number: int, go: bool) -> None:
        """Say whether a document that was begun is to be parsed; if not, it never ends."""

    def wait(self, seconds: float) -> list[Event]:
        """Return what happened within *seconds*."""

    def working(self) -> list[tuple[str, float]]:
        """Return what is in work, and for how many seconds."""

    def close(self) -> None:
        """End all work."""


@dataclass(frozen=True, slots=True)
class Chunking:
    """When a chunk is full: at so many records, or so many seconds after its first one."""

    records: int = 2000
    seconds: float = 15.0


@dataclass(slots=True)
class Status:
    """How far a run is.

    Attributes:
        to_do: inputs that it has to parse, as far as they are listed.
        listing: whether there may be more.
        through: how many of them are through.
        failed: how many of these gave no record.
        working: what is in work, and for how many seconds.
    """

    to_do: int = 0
    listing: bool = True
    through: int = 0
    failed: int = 0
    working: list[tuple[str, float]] = field(default_factory=list)


@dataclass(slots=True)
class _Chunk:
    """Outcomes that wait to be written."""

    rows: list[Row] = field(default_factory=list)
    records: list[StoredRecord] = field(default_factory=list)
    size: int = 0
    since: float = 0.0


class Runner:
    """Runs one batch.

    Args:
        ledger: started; its rows are worked off.
        open_sinks: opens the outputs; any thread may use one, one thread at a time.
        executor: what parses.
        inputs: what there is to enter in the ledger; None in between says that there is
            nothing more for now.
        version: of the parser.
        show: is told now and then how far things are.
        chunking: when records are written.
    """

    def __init__(
        self,
        ledger: Ledger,
        open_sinks: Callable[[], Sequence[Sink]],
        executor: Executor,
        inputs: Iterator[Input | None],
        version: str,
        show: Callable[[Status], None] = lambda status: None,
        chunking: Chunking | None = None,
    ) -> None:
        self._ledger = ledger
        self._open_sinks = open_sinks
        self._sinks: Sequence[Sink] = ()
        self._executor = executor
        self._inputs = inputs
        self._version = version
        self._show = show
        self._chunking = chunking or Chunking()
        self._status = Status()
        self._stopping = False
        self._more_now = False
        self._claimed: list[Claimed] = []
        self._in_hand: dict[int, Claimed] = {}
        # Content that is in hand or waits to be written, by its hash: who has it, who wants it.
        self._holders: dict[str, int] = {}
        self._twins: dict[str, list[Claimed]] = {}
        self._hash_of: dict[int, str] = {}
        self._chunk = _Chunk()
        self._writing: tuple[_Chunk, Future[None]] | None = None
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._outputs = ThreadPoolExecutor(thread_name_prefix="output")
        self._next_chunk = 0

    def stop(self) -> None:
        """Have the run end in order: what is in hand is left for the next one."""
        self._stopping = True

    def run(self) -> bool:
        """Work until there is nothing left, or :meth:`stop`; return whether all was done.

        Raises:
            OSError: an output cannot be written.
            sqlite3.Error: the ledger cannot.
            MissingChunksError: an output lacks what the ledger says it holds.
        """
        try:
            self._prepare()
            while not self._stopping and self._turn():
                pass
            self._write_chunk()
            self._await_writer()
            self._compact()
            return not self._stopping
        finally:
            self._executor.close()
            self._close_sinks()

    def _prepare(self) -> None:
        """Remove from the outputs what the ledger does not know of."""
        self._status.to_do = self._ledger.counts()["pending"]
        chunks = self._ledger.chunks()
        self._next_chunk = max(chunks, default=0) + 1
        self._sinks = self._writer.submit(self._open_sinks).result()
        for sink in self._sinks:
            self._writer.submit(sink.keep, chunks).result()

    def _turn(self) -> bool:
        """Do what is due; return whether there is more to do."""
        more = self._list_some()
        self._hand_out()
        idle = not self._in_hand and not self._claimed
        if idle and not self._status.listing and not self._ledger.has_suspects():
            return False
        self._note_all(self._executor.wait(0.0 if more else _TURN))
        chunk = self._chunk
        if chunk.rows and (
            idle
            or len(chunk.rows) >= self._chunking.records
            or chunk.size >= _CHUNK_BYTES
            or time.monotonic() - chunk.since >= self._chunking.seconds
        ):
            self._write_chunk()
        elif self._writing is not None and self._writing[1].done():
            self._await_writer()
        self._status.working = self._executor.working()
        self._show(self._status)
        return True

    def _list_some(self) -> bool:
        """Enter some inputs in the ledger; return whether there are more at once."""
        found: list[Input] = []
        self._more_now = False
        while self._status.listing and len(found) < _LISTED_AT_ONCE:
            one = next(self._inputs, _END)
            if one is None:
                break
            if one is _END:
                self._status.listing = False
            else:
                found.append(one)
        else:
            self._more_now = self._status.listing
        if found:
            self._status.to_do += self._ledger.add(found)
        return self._more_now

    def _hand_out(self) -> None:
        for _ in range(self._executor.free):
            claimed = self._next_claimed()
            if claimed is None:
                return
            self._in_hand[claimed.task.number] = claimed
            self._executor.submit(with_data(claimed.task))

    def _next_claimed(self) -> Claimed | None:
        if not self._claimed:
            self._claimed = self._ledger.claim(_CLAIMED_AT_ONCE)[::-1]
        if self._claimed:
            return self._claimed.pop()
        # A second attempt is made alone, so that no other document is to blame or to suffer.
        if self._in_hand or self._more_now:
            return None
        return next(iter(self._ledger.claim(1, suspects=True)), None)

    def _note_all(self, events: Sequence[Event]) -> None:
        hashes = {event.sha256 for event in events if event.sha256 is not None}
        known = self._ledger.known(hashes - self._holders.keys())
        for event in events:
            self._note(event, known)

    def _note(self, event: Event, known: Mapping[str, Row]) -> None:
        if isinstance(event, Begun):
            claimed = self._in_hand[event.number]
            go = self._is_first(claimed, event.sha256, known)
            self._executor.answer(event.number, go)
            if not go:
                del self._in_hand[event.number]
        else:
            self._note_end(self._in_hand.pop(event.number), event, known)

    def _is_first(self, claimed: Claimed, sha256: str, known: Mapping[str, Row]) -> bool:
        """Whether content is to be parsed; else it is *known*, or will be in a while."""
        number = claimed.task.number
        if self._hash_of.get(number, sha256) != sha256:
            self._let_go(number)
        holder = self._holders.setdefault(sha256, number)
        if holder != number:
            self._twins.setdefault(sha256, []).append(claimed)
            return False
        self._hash_of[number] = sha256
        if sha256 not in known:
            return True
        self._add_row(_same(claimed, known[sha256]))
        return False

    def _let_go(self, number: int) -> None:
        """Have the twins of a document that has changed since tried by themselves."""
        before = self._hash_of.pop(number)
        del self._holders[before]
        twins = self._twins.pop(before, [])
        self._claimed += twins

    def _note_end(self, claimed: Claimed, event: Finished, known: Mapping[str, Row]) -> None:
        task = claimed.task
        attempts = claimed.attempts + 1
        sha256 = event.sha256 or self._hash_of.get(task.number)
        result = event.result
        if (
            event.sha256 is not None
            and self._hash_of.get(task.number) != event.sha256
            and not self._is_first(claimed, event.sha256, known)
        ):
            return  # changed since it was begun, or read by an executor that does not ask
        if isinstance(result, Parsed):
            assert sha256 is not None
            row = Row(
                task.number,
                "done",
                attempts,
                sha256,
                self._next_chunk,
                None,
                event.seconds,
                result.pages,
                result.ocr_pages,
                " ".join(result.doubtful),
            )
            record = StoredRecord(sha256, task.name, now(), self._version, result.record)
            self._add_row(row, record)
            return
        if event.lost and attempts < ATTEMPTS:
            _log.warning("%s It will be tried once more.", result.message)
            self._ledger.put_back(task.number, attempts, result)
            return
        state = "quarantined" if event.lost else "failed"
        self._add_row(
            Row(task.number, state, attempts, sha256, failure=result, seconds=event.seconds)
        )

    def _add_row(self, row: Row, record: StoredRecord | None = None) -> None:
        chunk = self._chunk
        if not chunk.rows:
            chunk.since = time.monotonic()
        rows = [row]
        if row.sha256 is not None:
            rows += [_same(twin, row) for twin in self._twins.pop(row.sha256, [])]
        chunk.rows += rows
        if record is not None:
            chunk.records.append(record)
            chunk.size += len(record.record)
        self._status.through += len(rows)
        self._status.failed += sum(one.state != "done" for one in rows)

    def _write_chunk(self) -> None:
        """Start to write what was gathered; the loop goes on meanwhile."""
        self._await_writer()
        chunk, self._chunk = self._chunk, _Chunk()
        if not chunk.rows:
            return
        number = self._next_chunk
        if chunk.records:
            self._next_chunk += 1
        self._writing = chunk, self._writer.submit(self._put_out, number, chunk.records)

    def _put_out(self, number: int, records: Sequence[StoredRecord]) -> None:
        if records:
            # Side by side: they wait for the disk at the same time.
            parts = [self._outputs.submit(sink.write, number, records) for sink in self._sinks]
            wait(parts)
            for part in parts:
                part.result()

    def _await_writer(self) -> None:
        """Wait until what is being written is on the disk, and take it down in the ledger."""
        if self._writing is None:
            return
        chunk, future = self._writing
        self._writing = None
        future.result()
        rows = chunk.rows
        for row in chunk.rows:
            # Twins that turned up while their content was being written.
            if row.sha256 is not None and self._holders.get(row.sha256) == row.number:
                del self._holders[row.sha256]
                twins = [_same(twin, row) for twin in self._twins.pop(row.sha256, [])]
                rows = [*rows, *twins]
                self._status.through += len(twins)
                self._status.failed += sum(one.state != "done" for one in twins)
            self._hash_of.pop(row.number, None)
        self._ledger.settle(rows)

    def _compact(self) -> None:
        stale = self._ledger.stale()
        if stale and not self._stopping:
            for sink in self._sinks:
                self._writer.submit(sink.compact, stale).result()
            self._ledger.compacted()

    def _close_sinks(self) -> None:
        for sink in self._sinks:
            self._writer.submit(sink.close).result()
        self._writer.shutdown()
        self._outputs.shutdown()


def _same(claimed: Claimed, row: Row) -> Row:
    """Return the row of an input whose content is that of *row*."""
    name = claimed.task.name
    failure = row.failure and Failure(
        row.failure.code,
        row.failure.exit_code,
        f"{name}: same content as {row.failure.message}",
    )
    return Row(
        claimed.task.number,
        row.state,
        claimed.attempts,
        row.sha256,
        row.chunk,
        failure,
        0.0,
        row.pages,
        row.ocr_pages,
        row.doubtful,
    )
