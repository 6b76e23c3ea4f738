"""The flat tables as one SQLite file with full-text search."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from .durable import as_os_error, check_complete, part_name, replace_durably, transaction
from .flatten import flatten, in_chunks
from .stored import StoredRecord
from .tables import TABLES, Row, Table

DATABASE = "circulars.sqlite"

_ROOM_KIB = 16_384
_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
_INDEXES = {
    "circulars": ("readable_id", "number", "issued_on", "issuer_region_code", "chunk"),
    "periods": ("start", "end"),
    "exempt_services": ("service",),
    "obligations": ("type",),
    "references": ("number",),
}
# The columns that full-text search covers.
SEARCHED = {
    "circulars": ("number", "subject", "issuer_title", "issuer_region", "signatory_name"),
    "obligations": ("text", "bearer"),
    "exempt_services": ("text",),
}


class SqliteSink:
    """Writes ``circulars.sqlite``: the flat tables, keys, indexes and full-text search.

    A chunk is one transaction. A document that comes again replaces its earlier rows.
    Any thread may write, one at a time.

    Args:
        path: the database; made if missing.

    Raises:
        OSError: it cannot be opened, or was made by a version with other tables.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with as_os_error(path):
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            with as_os_error(path):
                self._set_up()
        except BaseException:
            self._connection.close()
            raise

    def write(self, chunk: int, records: Sequence[StoredRecord]) -> None:
        """Write the rows of *chunk*, which are on the disk on return.

        Raises:
            OSError: the disk is full, or the like; nothing of the chunk is then kept.
        """
        rows = flatten(tuple(records)).rows
        with self._transaction() as run:
            run.execute("DELETE FROM circulars WHERE chunk = ?", (chunk,))
            run.executemany(
                "DELETE FROM circulars WHERE document_id = ?",
                [(record.document_id,) for record in records],
            )
            run.execute("INSERT OR IGNORE INTO chunks VALUES (?)", (chunk,))
            first = _last_id(run, "circulars") + 1
            ids = {record.document_id: first + place for place, record in enumerate(records)}
            for table in TABLES:
                last = _last_id(run, table.name)
                link = ids if table.member else dict.fromkeys(ids, chunk)
                numbered = enumerate(rows[table.name], last + 1)
                _insert(run, table, ((number, link[row[0]], *row) for number, row in numbered))
                _make_searchable(run, table.name, last)

    def keep(self, chunks: Collection[int]) -> None:
        """Remove all that is not of *chunks*.

        Raises:
            MissingChunksError: one of *chunks* was never written.
        """
        with self._transaction() as run:
            found = {chunk for (chunk,) in run.execute("SELECT chunk FROM chunks")}
            check_complete(self._path, chunks, found)
            for gone in found.difference(chunks):
                run.execute("DELETE FROM circulars WHERE chunk = ?", (gone,))
                run.execute("DELETE FROM chunks WHERE chunk = ?", (gone,))

    def compact(self, stale: Mapping[int, Collection[str]]) -> None:
        """See :class:`~circular_parser.exports.sinks.Sink`.

        What was written again is not there any more: its earlier rows went then.
        """
        with self._transaction() as run:
            for chunk, documents in stale.items():
                run.executemany(
                    "DELETE FROM circulars WHERE document_id = ? AND chunk = ?",
                    [(document, chunk) for document in documents],
                )

    def close(self) -> None:
        """Leave a database that is one file and knows how its values are spread."""
        with as_os_error(self._path):
            self._connection.execute("PRAGMA optimize")
            # A reader that has it open now keeps the second file alive; nothing is lost by that.
            with suppress(sqlite3.OperationalError):
                self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.close()

    def _set_up(self) -> None:
        run = self._connection
        run.execute("PRAGMA journal_mode = WAL")
        run.execute("PRAGMA synchronous = FULL")
        run.execute("PRAGMA foreign_keys = ON")
        # Room for what a chunk touches; less than that is written over and over.
        run.execute(f"PRAGMA cache_size = {-_ROOM_KIB}")
        run.execute(f"PRAGMA wal_autocheckpoint = {_ROOM_KIB // 4}")
        wanted = list(_statements())
        made = {
            sql for (sql,) in run.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        }
        if not made:
            with self._transaction():
                for statement in wanted:
                    run.execute(statement)
        elif not made.issuperset(wanted):
            raise OSError(
                errno.EINVAL, "made by a version with other tables; give a new folder", self._path
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with as_os_error(self._path), transaction(self._connection) as run:
            yield run


def write_sqlite(records: Iterable[StoredRecord], path: Path) -> None:
    """Write the database *path* in place of what was there.

    Raises:
        OSError: it cannot be written.
    """
    part = part_name(path)
    part.unlink(missing_ok=True)
    try:
        with closing(SqliteSink(part)) as sink:
            for chunk, some in enumerate(in_chunks(records)):
                sink.write(chunk, some)
        replace_durably(part, path)
    finally:
        part.unlink(missing_ok=True)


def _last_id(run: sqlite3.Connection, table: str) -> int:
    (last,) = run.execute(f"SELECT coalesce(max(id), 0) FROM {_name(table)}").fetchone()
    return int(last)


def _insert(run: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    marks = ",".join("?" * (2 + len(table.columns)))
    run.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", rows)


def _make_searchable(run: sqlite3.Connection, table: str, last: int) -> None:
    """Enter the rows after *last*: all at once takes a quarter of a trigger's time for each."""
    if table in SEARCHED:
        names = ", ".join(map(_name, SEARCHED[table]))
        run.execute(
            f"INSERT INTO {_search_table(table)} (rowid, {names}) "
            f"SELECT id, {names} FROM {_name(table)} WHERE id > ?",
            (last,),
        )


def _statements() -> Iterator[str]:
    """Yield the statements that make the database."""
    yield 'CREATE TABLE "chunks" (\n  "chunk" INTEGER PRIMARY KEY -- Written as a whole.\n)'
    for table in TABLES:
        yield _table(table)
        for column in _INDEXES.get(table.name, ()):
            index = _name(f"{table.name}_by_{column}")
            yield f"CREATE INDEX {index} ON {_name(table.name)} ({_name(column)})"
        if table.name in SEARCHED:
            yield from _search(table.name, SEARCHED[table.name])


def _table(table: Table) -> str:
    """Return the statement that makes *table*.

    Rows are joined by small numbers that grow: by the hashes of documents, each row would
    be written to another place of the file, and that decides how fast a long run is.
    """
    lines = ['  "id" INTEGER PRIMARY KEY, -- Number of the row.']
    if table.member:
        link = '"circular" INTEGER NOT NULL REFERENCES "circulars" ("id") ON DELETE CASCADE'
        lines.append(f"  {link}, -- The circular it is of.")
    else:
        lines.append('  "chunk" INTEGER NOT NULL, -- The part of the run that wrote the row.')
    for column in table.columns:
        definition = f"{_name(column.name)} {_TYPES.get(column.kind, 'TEXT')}"
        definition += " NOT NULL" if column.required else ""
        lines.append(f"  {definition}, -- {column.description}")
    key = '"circular", "position"' if table.member else '"document_id"'
    return f"CREATE TABLE {_name(table.name)} (\n" + "\n".join(lines) + f"\n  UNIQUE ({key})\n)"


def _search(table: str, columns: Sequence[str]) -> Iterator[str]:
    """Yield what makes a full-text index that holds no copy of the texts."""
    search, names = _search_table(table), ", ".join(map(_name, columns))
    yield (
        f"CREATE VIRTUAL TABLE {search} USING FTS5 "
        f'({names}, content="{table}", content_rowid="id", '
        'tokenize="unicode61 remove_diacritics 2")'
    )
    old = ", ".join(f"old.{_name(column)}" for column in columns)
    yield (
        f'CREATE TRIGGER "{table}_removed" AFTER DELETE ON {_name(table)} BEGIN\n'
        f"  INSERT INTO {search} ({search}, rowid, {names})\n"
        f"  VALUES ('delete', old.id, {old});\nEND"
    )


def _search_table(table: str) -> str:
    return _name(f"{table}_fts")


def _name(name: str) -> str:
    """Return *name* quoted: `references` and `end` are words of the language."""
    return f'"{name}"'
