"""Labels and offices that were read with a slip, put right by what labels and offices there are.

Every rule about a head or a foot hangs on its label: ``Iembusan :`` is none. A stamp's ring and
the strokes of a pen cross the office over a name more than any other line: BURATI MUNA stands
under the letterhead of the BUPATI MUNA. What is printed in another order of letters is a misprint
and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from .ocr import Recognised
from .settings import reading_patterns
from .signature_area import Run, runs_of

_LEFT, _TOP = 0.3, 0.2  # of the page: where no office signs
_PER_SLIP = 3  # letters, where the region behind the office is on the page a second time
_SLIPS = 3  # at the most
_LONG = 12  # letters of an office that needs no region
_TORN = 2  # letters
_LEAST_PLACE = 3  # letters
_LEAST_LABEL = 5


# Signs that engines take for one another, each row for its first.
_ALIKE = ("ITlJ1|!i", "oceO0QC", "sS5$", "hb6", "nu", "gq9")
_SIGN = str.maketrans({sign: row[0] for row in _ALIKE for sign in row})
_PER_SLIP_IN_LABEL = 4  # letters, where a colon follows


def repair_words(words: Sequence[Recognised], width: int, height: int) -> list[Recognised]:
    """Return *words* of a page with misread labels, and offices over a signature, put right.

    Args:
        words: in pixels of a page.
        width: of the page.
        height: of the page.
    """
    runs = list(runs_of(words)) if words else []
    repaired: dict[int, Recognised] = {}
    dropped: set[int] = set()
    for run in runs:
        label = _label(run)
        if label is not None:
            first = run.words[0]
            repaired[id(first)] = replace(first, text=_like(first.text, label))
        elif run.box.x0 >= _LEFT * width and run.box.top >= _TOP * height:
            office, torn = _misread(run, runs)
            dropped.update(id(word) for word in run.words[:torn])
            for word, part in zip(run.words[torn:], office.split(), strict=False):
                repaired[id(word)] = replace(word, text=_like(word.text, part))
    return [repaired.get(id(word), word) for word in words if id(word) not in dropped]


def _label(run: Run) -> str | None:
    """Return the label that a line nearly begins with; None as nearly always."""
    first = _bare(run.words[0].text)
    misread = reading_patterns().misread
    if len(first) < _LEAST_LABEL or first.casefold() in misread.no_labels:
        return None
    colon = any(mark in run.words[0].text[-1] + run.text[len(first) :][:3] for mark in ":;")
    for label in misread.labels:
        if first.casefold() == label.casefold():
            return None
        slips = Levenshtein.distance(first, label)
        few = colon and _PER_SLIP_IN_LABEL * slips <= len(label)
        if few or _signs(first) == _signs(label):
            return None if sorted(first) == sorted(label) else label
    return None


def _signs(text: str) -> str:
    return text.replace("rn", "m").translate(_SIGN)


def _misread(run: Run, runs: Sequence[Run]) -> tuple[str, int]:
    """Return the office that a line in capitals nearly begins with, empty as nearly always.

    With it goes how many words at the beginning are what a pen has torn off the first.
    """
    bare = [_bare(word.text) for word in run.words]
    misread = reading_patterns().misread
    if not run.text.isupper() or any(_begins_with(bare, office) for office in misread.offices):
        return "", 0
    torn = 1 if len(bare) > 1 and len(bare[0]) <= _TORN else 0
    for office in misread.offices:
        count = len(office.split()) + torn
        head, place = bare[:count], bare[count:]
        if not misread.no_offices.isdisjoint(word.casefold() for word in head):
            continue
        given, wanted = "".join(head), office.replace(" ", "")
        slips = Levenshtein.distance(given, wanted, score_cutoff=_SLIPS)
        if slips > _SLIPS or sorted(given) == sorted(wanted):
            continue
        known_place = bool(place) and _elsewhere(place, run, runs)
        if (_PER_SLIP * slips <= len(wanted) and known_place) or (
            len(wanted) >= _LONG and len(head) == count
        ):
            return office, torn
    return "", 0


def _begins_with(bare: Sequence[str], office: str) -> bool:
    return "".join(bare).startswith(office.replace(" ", ""))


def _elsewhere(place: Iterable[str], run: Run, runs: Sequence[Run]) -> bool:
    """Whether the name of a place stands in another line too."""
    parts = list(place)
    if max(map(len, parts)) < _LEAST_PLACE:
        return False
    name = " ".join(parts)
    return any(
        name in " ".join(_bare(word.text).upper() for word in other.words)
        for other in runs
        if other is not run
    )


def _bare(text: str) -> str:
    return text.strip(".,:;'\"")


def _like(text: str, office: str) -> str:
    """Return *office* with the mark that ends *text*."""
    return office + text[len(text.rstrip(".,:;")) :]
