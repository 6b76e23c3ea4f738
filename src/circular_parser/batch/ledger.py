"""The ledger of a batch: one row for each input, so that each is accounted for.

An SQLite file in WAL mode. A row is ``pending`` until a worker has it, ``running`` then, and
ends ``done``, ``failed``, ``quarantined`` (its process died or hung twice) or ``skipped`` (no
document at all). Records lie in numbered chunks in the outputs; a chunk that no row names was
never finished. A row becomes ``done`` in the transaction that names its chunk, after the
outputs have the chunk on the disk: a run that ends at any moment whatever can go on from here.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ..errors import ExitCode, Failure
from ..exports.durable import transaction
from ..workers import Task
from .sources import FOLDER_STAMP, Input

_T = TypeVar("_T")

FILE_NAME = "ledger.sqlite"
STATES = ("pending", "running", "done", "failed", "quarantined", "skipped")
ATTEMPTS = 2

_FORM = 2  # of the tables; raised when they change
_WHOLE = -1  # in the column `entry`: the path is the document itself

_TABLES = """
CREATE TABLE IF NOT EXISTS inputs (
    id INTEGER PRIMARY KEY,
    path NOT NULL,              -- file or URL; a BLOB of its bytes where they are no UTF-8
    entry INTEGER NOT NULL,     -- place in the archive at path, -1 for the file itself
    member,                     -- name inside the archive, NULL for the file itself
    stamp TEXT NOT NULL,        -- size and date: the input is read again when they change
    state TEXT NOT NULL,        -- pending, running, done, failed, quarantined, skipped
    attempts INTEGER NOT NULL DEFAULT 0,
    code TEXT,                  -- why it failed or was skipped, see docs/errors.md
    message TEXT,
    sha256 TEXT,                -- of the content: the document_id of the outputs
    chunk INTEGER,              -- part of the outputs that holds its record
    seconds REAL,
    pages INTEGER,
    ocr_pages INTEGER,
    doubtful TEXT,              -- fields with low confidence, separated by spaces
    parser_version TEXT,
    finished_at TEXT,
    UNIQUE (path, entry)
);
CREATE INDEX IF NOT EXISTS inputs_waiting ON inputs (attempts, id) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS inputs_by_content ON inputs (sha256) WHERE sha256 IS NOT NULL;
-- Records in the outputs that no row names any more, until the outputs are rid of them.
CREATE TABLE IF NOT EXISTS stale (
    chunk INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (chunk, sha256)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    redo INTEGER NOT NULL,
    parser_version TEXT NOT NULL
);
"""

_ENTER = """
INSERT INTO inputs (path, entry, member, stamp, parser_version, state, code, message)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path, entry) DO UPDATE SET member = excluded.member, stamp = excluded.stamp,
    state = excluded.state, code = excluded.code, message = excluded.message, attempts = 0
WHERE (stamp IS NOT excluded.stamp OR member IS NOT excluded.member)
    -- What was read before it was taken away stays read.
    AND NOT (state = 'done' AND excluded.state = 'failed')
"""
_SETTLE = """
UPDATE inputs SET state = ?, attempts = ?, sha256 = ?, chunk = ?, code = ?, message = ?,
    seconds = ?, pages = ?, ocr_pages = ?, doubtful = ?, parser_version = ?, finished_at = ?
WHERE id = ? AND state = 'running'
"""
_PUT_BACK = "UPDATE inputs SET state = 'pending' WHERE state = 'running'"
_AT_ONCE = 500  # ids in one statement

# A row that has to be parsed again keeps its chunk: its old record stands until then.
_AGAIN = "state = 'pending', attempts = 0, code = NULL, message = NULL"


@dataclass(frozen=True, slots=True)
class Row:
    """What the ledger takes down of an input that is through.

    ``chunk`` is None where there is no record.
    """

    number: int
    state: str
    attempts: int
    sha256: str | None = None
    chunk: int | None = None
    failure: Failure | None = None
    seconds: float = 0.0
    pages: int | None = None
    ocr_pages: int | None = None
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that was pending: its task, and how often it was tried before."""

    task: Task
    attempts: int


class Ledger:
    """The ledger at *path*, made if missing; used by one thread of one process at a time.

    Raises:
        sqlite3.Error: of every method, when the disk is full or the file no ledger.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._set_up()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def start(self, version: str, *, redo: bool = False, retry_failed: bool = False) -> None:
        """Note that a run starts; put back to ``pending`` what it has to do (again).

        That is what an earlier run left in hand, what another *version* of the parser did,
        and all that *redo* or *retry_failed* ask for. A *redo* that was cut off goes on.
        """
        with transaction(self._connection) as run:
            last = run.execute(
                "SELECT redo AND ended_at IS NULL FROM runs ORDER BY id DESC LIMIT 1"
            ).fetchone()
            going_on = bool(last and last[0])
            run.execute(_PUT_BACK)
            # Of a folder that still cannot be searched the sources tell again.
            run.execute("DELETE FROM inputs WHERE stamp = ?", (FOLDER_STAMP,))
            of_old = "state IN ('done', 'failed', 'quarantined')"
            run.execute(
                f"UPDATE inputs SET {_AGAIN} WHERE {of_old} AND parser_version IS NOT ?",
                (version,),
            )
            if redo and not going_on:
                run.execute(f"UPDATE inputs SET {_AGAIN} WHERE {of_old}")
            if retry_failed:
                run.execute(f"UPDATE inputs SET {_AGAIN} WHERE state IN ('failed', 'quarantined')")
            run.execute(
                "INSERT INTO runs (started_at, redo, parser_version) VALUES (?, ?, ?)",
                (now(), redo, version),
            )
        self._version = version

    def put_back_all(self) -> None:
        """Make ``pending`` again what is in hand: the run was stopped."""
        self._connection.execute(_PUT_BACK)

    def end(self) -> None:
        """Note that the run is through with all there was."""
        self._connection.execute(
            "UPDATE runs SET ended_at = ? WHERE id = (SELECT max(id) FROM runs)", (now(),)
        )

    def add(self, inputs: Iterable[Input]) -> int:
        """Enter *inputs* that are new or have changed; return how many are to be parsed."""
        documents: list[tuple[object, ...]] = []
        others: list[tuple[object, ...]] = []
        for one in inputs:
            entry = _WHOLE if one.entry is None else one.entry
            member = None if one.entry is None else _cell(one.member)
            cells = (_cell(one.path), entry, member, one.stamp, self._version)
            if one.failure is not None:
                others.append((*cells, "failed", one.failure.code, _text(one.failure.message)))
            elif one.skipped:
                others.append((*cells, "skipped", one.skipped, None))
            else:
                documents.append((*cells, "pending", None, None))
        with transaction(self._connection) as run:
            run.executemany(_ENTER, others)
            before = run.total_changes
            run.executemany(_ENTER, documents)
            return run.total_changes - before

    def claim(self, most: int, *, suspects: bool = False) -> list[Claimed]:
        """Return up to *most* pending rows, ``running`` from now on.

        With *suspects* those whose process died before, else the others.
        """
        with transaction(self._connection) as run:
            rows = run.execute(
                "SELECT id, path, entry, member, attempts FROM inputs WHERE state = 'pending' "
                f"AND attempts {'>' if suspects else '='} 0 ORDER BY attempts, id LIMIT ?",
                (most,),
            ).fetchall()
            for some in _parts(rows):
                run.execute(
                    f"UPDATE inputs SET state = 'running' WHERE id IN {_marks(some)}",
                    [row[0] for row in some],
                )
        return [
            Claimed(_task(number, path, entry, member), attempts)
            for number, path, entry, member, attempts in rows
        ]

    def known(self, hashes: Collection[str]) -> dict[str, Row]:
        """Return the outcomes that contents had under other names, of those that are through."""
        rows: dict[str, Row] = {}
        for some in _parts(list(hashes)):
            found = self._connection.execute(
                "SELECT id, state, attempts, sha256, chunk, code, message, pages, ocr_pages, "
                f"doubtful FROM inputs WHERE sha256 IN {_marks(some)} "
                "AND state IN ('done', 'failed', 'quarantined') ORDER BY state",
                some,
            )
            for cells in found:
                number, state, attempts, sha256, chunk, code, message, pages, ocr, doubtful = cells
                failure = None if code is None else Failure(code, ExitCode.SOME_FAILED, message)
                about = (number, state, attempts, sha256, chunk, failure)
                rows.setdefault(sha256, Row(*about, 0.0, pages, ocr, doubtful or ""))
        return rows

    def put_back(self, number: int, attempts: int, failure: Failure) -> None:
        """Make a row ``pending`` again after an attempt that was lost."""
        self._connection.execute(
            "UPDATE inputs SET state = 'pending', attempts = ?, code = ?, message = ? WHERE id = ?",
            (attempts, failure.code, _text(failure.message), number),
        )

    def settle(self, rows: Sequence[Row]) -> None:
        """Take down the outcomes of *rows*, all or none."""
        at = now()
        with transaction(self._connection) as run:
            earlier = [one for part in _parts(rows) for one in self._with_a_past(run, part)]
            run.executemany(_SETTLE, [self._cells(row, at) for row in rows])
            if self._value("SELECT EXISTS (SELECT 1 FROM stale)"):
                run.executemany(
                    "DELETE FROM stale WHERE chunk = ? AND sha256 = ?",
                    [(row.chunk, row.sha256) for row in rows if row.chunk is not None],
                )
            for row, state, sha256, chunk in earlier:
                if state != "running":
                    # It changed while it was read, and waits to be read again.
                    self._retire(run, row.sha256, row.chunk)
                elif (sha256, chunk) != (row.sha256, row.chunk):
                    self._retire(run, sha256, chunk)

    def chunks(self) -> set[int]:
        """Return the chunks that some row has its record in."""
        found = self._connection.execute(
            "SELECT DISTINCT chunk FROM inputs WHERE chunk IS NOT NULL"
        )
        return {chunk for (chunk,) in found}

    def stale(self) -> Stale:
        """Return the records that the outputs should be rid of."""
        return Stale(self._connection)

    def compacted(self) -> None:
        """Note that the outputs hold no stale records any more."""
        self._connection.execute("DELETE FROM stale")

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each state."""
        found = dict(
            self._connection.execute("SELECT state, count(*) FROM inputs GROUP BY state").fetchall()
        )
        return {state: found.get(state, 0) for state in STATES}

    def has_suspects(self) -> bool:
        """Whether a row waits for its second attempt."""
        return bool(
            self._value(
                "SELECT EXISTS (SELECT 1 FROM inputs WHERE state = 'pending' AND attempts > 0)"
            )
        )

    def quarantined(self) -> Iterator[Task]:
        """Yield the documents that ended or hung their process twice."""
        for row in self.query(
            "SELECT id, path, entry, member FROM inputs WHERE state = 'quarantined'"
        ):
            yield _task(*row)

    def query(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a SELECT."""
        yield from self._connection.execute(sql, values)

    def _with_a_past(
        self, run: sqlite3.Connection, rows: Sequence[Row]
    ) -> list[tuple[Row, str, str | None, int | None]]:
        """Return which of *rows* are not just new, with the state and record that they had."""
        by_number = {row.number: row for row in rows}
        found = run.execute(
            f"SELECT id, state, sha256, chunk FROM inputs WHERE id IN {_marks(rows)} "
            "AND (chunk IS NOT NULL OR state != 'running')",
            list(by_number),
        )
        return [(by_number[number], *about) for number, *about in found]

    def _cells(self, row: Row, at: str) -> tuple[object, ...]:
        failure = row.failure
        return (
            row.state,
            row.attempts,
            row.sha256,
            row.chunk,
            failure.code if failure else None,
            _text(failure.message) if failure else None,
            round(row.seconds, 4),
            row.pages,
            row.ocr_pages,
            row.doubtful or None,
            self._version,
            at,
            row.number,
        )

    def _retire(self, run: sqlite3.Connection, sha256: str | None, chunk: int | None) -> None:
        """Note that a row has its record in *chunk* no more: another replaced it, or it is gone."""
        if chunk is None:
            return
        run.execute(
            "INSERT OR IGNORE INTO stale SELECT ?1, ?2 WHERE NOT EXISTS "
            "(SELECT 1 FROM inputs WHERE sha256 = ?2 AND chunk = ?1)",
            (chunk, sha256),
        )

    def _value(self, sql: str) -> Any:
        return self._connection.execute(sql).fetchone()[0]

    def _set_up(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
        # A power cut may cost the last transactions, whose chunks then count for nothing.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        form = self._value("PRAGMA user_version")
        if form not in (0, _FORM):
            raise sqlite3.DatabaseError("it was made by another version; give a new folder")
        with transaction(self._connection) as run:
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    run.execute(statement)
            run.execute(f"PRAGMA user_version = {_FORM}")


class Stale(Mapping[int, set[str]]):
    """The documents whose records are to go, by their chunk; read from the ledger when asked for.

    After a ``--redo`` that is every document there was: too many to hold.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __getitem__(self, chunk: int) -> set[str]:
        """Return the documents of *chunk*."""
        found = self._connection.execute("SELECT sha256 FROM stale WHERE chunk = ?", (chunk,))
        documents = {sha256 for (sha256,) in found}
        if not documents:
            raise KeyError(chunk)
        return documents

    def __iter__(self) -> Iterator[int]:
        """Yield the chunks."""
        found = self._connection.execute("SELECT DISTINCT chunk FROM stale").fetchall()
        return iter([chunk for (chunk,) in found])

    def __len__(self) -> int:
        """Return how many chunks there are."""
        found = self._connection.execute("SELECT count(DISTINCT chunk) FROM stale").fetchone()
        return int(found[0])


def _parts(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield *items* as many at a time as one statement takes."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def _marks(items: Sequence[object]) -> str:
    """Return the place holders of *items* in a statement."""
    return f"({','.join('?' * len(items))})"


def now() -> str:
    """Return the time in UTC, as outputs and ledger write it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def name_of(path: str | bytes, entry: int, member: str | bytes | None) -> str:
    """Return the name of an input by the cells of its row."""
    return _task(0, path, entry, member).name


def _task(number: int, path: str | bytes, entry: int, member: str | bytes | None) -> Task:
    if entry == _WHOLE:
        return Task(number, _name(path))
    return Task(number, _name(path), _name(member or ""), entry)


def _cell(name: str) -> str | bytes:
    """Return *name* as it is stored: bytes where it is no UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name)
    return name


def _name(cell: str | bytes) -> str:
    return os.fsdecode(cell) if isinstance(cell, bytes) else cell


def _text(message: str) -> str:
    return message.encode("utf-8", "backslashreplace").decode()
