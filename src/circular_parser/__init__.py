"""Reads Indonesian government circulars (surat edaran) and what the press says of them.

>>> from circular_parser import parse
>>> parse("edaran.pdf").number  # doctest: +SKIP
'800/298/SETDA/07/2020'
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circular_parser.garbage import lasting

if TYPE_CHECKING:
    from circular_parser.errors import DocumentError, Failure
    from circular_parser.many import parse_many
    from circular_parser.parser import Parser
    from circular_parser.reading import ReadOptions
    from circular_parser.record import Circular

__version__ = "0.1.0"
__all__ = [
    "Circular",
    "DocumentError",
    "Failure",
    "Parser",
    "ReadOptions",
    "__version__",
    "parse",
    "parse_many",
]

_HOMES = {
    "Circular": "record",
    "DocumentError": "errors",
    "Failure": "errors",
    "Parser": "parser",
    "ReadOptions": "reading",
    "parse_many": "many",
}


def parse(source: str | Path | bytes) -> Circular:
    """Parse one document, given by path or as bytes, with the default options.

    The models are loaded at the first call and kept. Build a :class:`Parser` for options.

    Raises:
        DocumentError: one of its kinds, with a code, when the file yields no record.
    """
    return _default_parser().parse(source)


@cache
def _default_parser() -> Parser:
    from circular_parser import Parser

    return Parser()


def __getattr__(name: str) -> Any:
    """Import the public names on first use: a command that parses nothing starts at once."""
    if name in _HOMES:
        with lasting():
            value = getattr(import_module(f"circular_parser.{_HOMES[name]}"), name)
        globals()[name] = value  # so this is asked once for each name
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
