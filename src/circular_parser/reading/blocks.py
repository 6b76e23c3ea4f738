"""What the readers of prose hand on: blocks of lines that have no place on a page image."""

from __future__ import annotations

from typing import NamedTuple

from circular_parser.document import LineKind


class Block(NamedTuple):
    """Lines that belong together; ``cell`` is (table, row, column), each from 0.

    ``page`` counts from 1.
    """

    lines: list[str]
    kind: LineKind = "text"
    cell: tuple[int, int, int] | None = None
    page: int = 1


class Prose(NamedTuple):
    """The blocks in reading order, a code that says how they were found, and notes."""

    blocks: list[Block]
    reason: str
    notes: list[tuple[str, str]]
