"""Labels that were read with a slip, put right by what labels there are.

Every rule about a head or a foot hangs on its label: ``Iembusan :`` is none. What is printed in
another order of letters is a misprint and stays. The colon behind a label may be read as a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ..misreadings import misreadings
from .ocr import Recognised
from .settings import reading_patterns
from .signature_area import Run, line_height, runs_of

_LEAST_LABEL = 5
_PER_SLIP_IN_LABEL = 4  # letters, where a colon follows
_UPRIGHTS = frozenset("1lI|!i")  # what a colon is taken for
_COLON_HEIGHT = 0.75  # of a line at most; a figure is as high as a capital


def repair_labels(words: Sequence[Recognised]) -> list[Recognised]:
    """Return *words* of a page with its misread labels put right."""
    repaired: dict[int, Recognised] = {}
    for run in runs_of(words) if words else ():
        label = _label(run)
        if label is not None:
            first = run.words[0]
            repaired[id(first)] = replace(first, text=_like(first.text, label))
    repaired |= {id(mark): replace(mark, text=":") for mark in _misread_colons(words)}
    return [repaired.get(id(word), word) for word in words]


def _misread_colons(words: Sequence[Recognised]) -> Iterator[Recognised]:
    """Yield what was read for the colon behind a label: ``Nomor 1``."""
    if not words:
        return
    labels = {label.casefold() for label in reading_patterns().labels}
    highest = _COLON_HEIGHT * line_height(words)
    for label, mark in pairwise(words):
        if (
            mark.text in _UPRIGHTS
            and mark.line == label.line
            and mark.bottom - mark.top < highest
            and label.text.casefold() in labels
        ):
            yield mark


def _label(run: Run) -> str | None:
    """Return the label that a line nearly begins with; None as nearly always."""
    first = _bare(run.words[0].text)
    patterns = reading_patterns()
    if len(first) < _LEAST_LABEL or first.casefold() in patterns.no_labels:
        return None
    colon = any(mark in run.words[0].text[-1] + run.text[len(first) :][:3] for mark in ":;")
    for label in patterns.labels:
        if first.casefold() == label.casefold():
            return None
        slips = Levenshtein.distance(first, label)
        few = colon and _PER_SLIP_IN_LABEL * slips <= len(label)
        if few or _signs(first) == _signs(label):
            return None if sorted(first) == sorted(label) else label
    return None


def _signs(text: str) -> str:
    return text.replace("rn", "m").translate(misreadings().alike)


def _bare(text: str) -> str:
    return text.strip(".,:;'\"")


def _like(text: str, label: str) -> str:
    """Return *label* with the mark that ends *text*."""
    return label + text[len(text.rstrip(".,:;")) :]
