"""Signs that recognisers take for one another, of ``misreadings.toml``, loaded once.

Nothing is put right everywhere: each table is for one kind of place, where it is known what
can stand there.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from .shipped_data import shipped_data

_Table = dict[int, str]  # for str.translate


@dataclass(frozen=True, slots=True)
class Misreadings:
    """What was read to what was printed, for :meth:`str.translate`.

    Attributes:
        digits: inside document numbers and dates.
        pen_digits: inside a day that a pen wrote.
        letters: inside names.
        alike: signs of labels to the one that stands for all that are like them.
    """

    digits: _Table
    pen_digits: _Table
    letters: _Table
    alike: _Table


@functools.cache
def misreadings() -> Misreadings:
    """Return the tables.

    Raises:
        ModelError: the file is missing or malformed.
    """
    with shipped_data("misreadings.toml") as data:
        return Misreadings(
            digits=_table(data["digits"]),
            pen_digits=_table(data["pen_digits"]),
            letters=_table(data["letters"]),
            alike=_table({row[0]: row[1:] for row in data["labels"]["alike"]}),
        )


def _table(signs: dict[str, str]) -> _Table:
    return str.maketrans({read: printed for printed, row in signs.items() for read in row})
