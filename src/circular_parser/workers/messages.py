"""What goes between the parent and its workers: tasks and answers one way, events the other.

What goes with every document is a tuple: it is pickled in half the time of a dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..errors import Failure
from ..reading.options import ReadOptions

PARSER = "circular_parser.parser:Parser"
MEMORY = 3_000_000_000
_LONG = 5_000  # characters; a path has no more than 4096


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What holds for all documents of a run.

    Attributes:
        options: how to read.
        models: folders of data files for the parser.
        deadline: seconds that one document may take, None for any.
        memory: bytes of memory that one worker, and each program it starts, may take.
        recycle: documents after which a worker is replaced by a fresh one.
        ask: whether a worker tells the hash of a document and waits for an answer before it
            parses it.
        parser: where the parser's class is, as ``module:name``.
    """

    options: ReadOptions = field(default_factory=ReadOptions)
    models: tuple[Path, ...] = ()
    deadline: float | None = None
    memory: int | None = MEMORY
    recycle: int = 500
    ask: bool = False
    parser: str = PARSER


class Task(NamedTuple):
    """One document to parse.

    Attributes:
        number: by which events speak of it.
        path: file, or URL that fsspec can open.
        member: name inside the archive at *path*.
        entry: its place in that archive, None where *path* is the document itself.
        data: the bytes, where a worker cannot get at them.
    """

    number: int
    path: str
    member: str = ""
    entry: int | None = None
    data: bytes | None = None

    @property
    def name(self) -> str:
        """What messages and records call the document."""
        return self.path if self.entry is None else f"{self.path}!/{self.member}"

    @property
    def is_large(self) -> bool:
        """Whether a pipe may not hold some of these at a time."""
        return self.data is not None or len(self.path) + len(self.member) > _LONG


class Parsed(NamedTuple):
    """A record, as JSON in one line, and what reports tell of it.

    Attributes:
        record: the record.
        pages: how many pages the document has.
        ocr_pages: how many of these were recognised.
        doubtful: names of the fields with low confidence.
    """

    record: str
    pages: int
    ocr_pages: int
    doubtful: tuple[str, ...]


class Answer(NamedTuple):
    """Whether a document that was begun is to be parsed; if not, it is dropped."""

    number: int
    go: bool


class Begun(NamedTuple):
    """The bytes of a document were read; the worker awaits an answer (see ``WorkOrder.ask``)."""

    number: int
    sha256: str


class Finished(NamedTuple):
    """What became of a document.

    ``lost`` says that its process died or was ended: another attempt may do better.
    """

    number: int
    result: Parsed | Failure
    sha256: str | None = None
    seconds: float = 0.0
    lost: bool = False


Event = Begun | Finished
