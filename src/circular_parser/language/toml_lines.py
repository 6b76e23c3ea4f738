"""Finds the line of a value in a TOML file; ``tomli`` tells lines of syntax errors only.

It asks ``tomli`` itself where statements end, so nothing of TOML is parsed a second way.
It takes time and is meant for files in which something is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import tomli

Key = Sequence[str | int]


def line_of(text: str, key: Key) -> int:
    """Return the line, from 1, that sets the value at *key*, or what comes nearest above it.

    *text* is sound TOML; *key* has a name for each table and an index for each list.
    """
    best, deepest = 1, 0
    for line, lines, above, statement in _statements(text):
        if tuple(key[: len(above)]) != above:
            continue
        depth = len(above) + _depth(statement, key[len(above) :])
        if depth > deepest:
            best, deepest = line + _line_within(lines, key[len(above) :]), depth
    return best


def _statements(
    text: str,
) -> Iterator[tuple[int, list[str], tuple[str | int, ...], dict[str, Any]]]:
    """Yield each statement: its line, its lines, the table it stands in, what it sets."""
    lines = text.split("\n")
    table: tuple[str | int, ...] = ()
    tables: Counter[tuple[str | int, ...]] = Counter()
    start = 0
    while start < len(lines):
        end = start + 1
        while (statement := _parsed("\n".join(lines[start:end]))) is None and end < len(lines):
            end += 1
        statement = statement or {}
        if lines[start].lstrip().startswith("["):
            table = tuple(_header(statement))
            if lines[start].lstrip().startswith("[["):
                tables[table] += 1
                table = (*table, tables[table] - 1)
            statement = {}
        yield start + 1, lines[start:end], table, statement
        start = end


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError:
        return None


def _header(table: Any) -> Iterator[str]:
    """Yield the names of a table's header, which sets nothing but that one table."""
    while isinstance(table, dict) and table:
        ((name, table),) = table.items()
        yield name


def _depth(value: Any, key: Key) -> int:
    """Return how many steps of *key* lead to something in *value*."""
    for depth, step in enumerate(key):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return depth
    return len(key)


def _line_within(lines: list[str], key: Key) -> int:
    """Return on which of the *lines* of one statement, from 0, the list item of *key* ends."""
    index = next((index for index, step in enumerate(key) if isinstance(step, int)), None)
    if index is None:
        return 0
    for line in range(1, len(lines)):
        value: Any = _parsed("\n".join(lines[:line]) + "]")
        if value is not None and _depth(value, key[: index + 1]) > index:
            return line - 1
    return len(lines) - 1
