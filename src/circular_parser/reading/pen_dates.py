"""The day of a date as the network for digits of a pen reads it, in its printed line."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from .pen_digits import OTHER, PenText
from .settings import month_names

_LEAST_SHARE = 0.02
# The month is letters to the network: 27 Januari 2020, and a speck behind it.
_DAY_AND_YEAR = re.compile(rf"(?<!\d)(\d\d?)[-/.]*{OTHER}[-/.]*(\d{{4}})?[-/.]*{OTHER}?$")
# The day, however it was read, stands behind the comma, the colon or the last whole word.
_PLACE = re.compile(r".*(?:[,:]|tanggal)|.*[a-z]{3}(?=[^a-z]*$)", re.IGNORECASE)


class DateLine(NamedTuple):
    """A line with a date in its parts; of the day, what was read for it."""

    place: str
    day: str
    month: str
    year: str

    def __str__(self) -> str:
        """Return it with spaces."""
        return " ".join(part for part in self if part)


def date_line(text: str) -> DateLine | None:
    """Return the parts of *text*, in which spaces may be lost; None without month and year."""
    found = _month_and_year().search(text)
    if found is None:
        return None
    before = text[: found.start()]
    place = _PLACE.match(before)
    end = place.end() if place is not None else 0
    # Dots are those to write on.
    day = "".join(char for char in before[end:] if char not in " .")
    return DateLine(before[:end].strip(), day, found[1], found[2])


def with_day_of_pen(
    line: DateLine, pens: Sequence[Sequence[PenText]], written: Sequence[tuple[float, float]]
) -> dict[DateLine, float]:
    """Return what *line* may be by the network, with shares; empty where no pen wrote a day.

    Args:
        line: as the print reader has it; the year, too, is the network's where a pen wrote it.
        pens: for each crop of the line what the network reads.
        written: from where to where a pen wrote, in shares of the width of the crops.
    """
    shares: dict[DateLine, float] = defaultdict(float)
    for texts in pens:
        for pen in texts:
            found = _DAY_AND_YEAR.search(pen.text)
            if found is None or not _by_hand(pen, found.span(1), written):
                continue
            year = line.year
            if found[2] and _by_hand(pen, found.span(2), written):
                year = found[2]
            shares[line._replace(day=found[1], year=year)] += pen.share / len(pens)
    return {date: share for date, share in shares.items() if share >= _LEAST_SHARE}


def _by_hand(pen: PenText, span: tuple[int, int], written: Sequence[tuple[float, float]]) -> bool:
    """Whether a pen wrote each of the signs in *span*."""
    return all(
        any(start <= place <= end for start, end in written) for place in pen.places[slice(*span)]
    )


@functools.cache
def _month_and_year() -> re.Pattern[str]:
    names = "|".join(sorted(month_names(), key=len, reverse=True))
    return re.compile(rf"({names})\W?\s?([12]\d{{3}})(?!\d)", re.IGNORECASE)
