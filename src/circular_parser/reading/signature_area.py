"""Where a signature and a stamp lie over the print of a letter, and whether it was read.

Tesseract sees black and white: office, name and rank under a stamp are one blot to it. What
it has not read with confidence below the closing is read again: :mod:`signature_reading`.
"""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..document import Box
from .ocr import GreyImage, Recognised
from .recognise import box_of
from .settings import SignaturePatterns, reading_patterns

SURE = 0.8  # confidence of a word of Tesseract that is taken as read
DOUBTFUL = 0.6
_LEFT = 0.35  # of the page's width: left of it stand the copies
_FARTHEST_LEFT = 0.22  # where a long office may begin
_MOST_LINES = 26.0  # line heights from the closing to the end of the area
_BESIDE = 6.0  # line heights that the signature may reach down beside the copies
_ABOVE_NIP = 18.0  # line heights above a NIP or rank, where no closing is on the page
_HEADING = 8.0  # line heights under the head of a letter or annex, where offices are addressees
_TALLEST = 3.0  # line heights of a line of print, with what a pen added to it
_REMAINS = 2  # letters: what is left of a word under a stamp, or strokes of a pen
_ROOM = 2.5  # line heights under an office: no line of it is so far below the last
_FEW_LINES = 3  # of running text in the area: the end of the closing
_SMALL_DEGREES = frozenset({"dr.", "drg.", "drh.", "apt."})
_INK = 60  # grey levels darker than the paper
_LEAST_INK = 0.001  # of an area with a line of print


def signature_area(words: Sequence[Recognised], width: int, height: int) -> Box | None:
    """Return the area below a letter's closing that is to be read again, in pixels.

    None where the page has none, or where office and name are read in it with confidence.
    """
    runs = list(runs_of(words))
    patterns = reading_patterns().signature
    if not runs or any(patterns.cover_sheet.search(run.text) for run in runs):
        return None
    size = line_height(words)
    area = _bounds(runs, width, height, size, patterns)
    if area is None or area.height < 1.5 * size:
        return None
    inside = [run for run in runs if within(run.box, area)]
    return area if _unread(inside, size, patterns) else None


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line that stand close together."""

    words: list[Recognised]
    box: Box

    @property
    def text(self) -> str:
        """The words with spaces between."""
        return " ".join(word.text for word in self.words)

    @property
    def sure(self) -> bool:
        """Whether each word of more than a letter was read with confidence."""
        return all(word.confidence >= SURE for word in self.words if _letters(word.text) > 1)


def runs_of(words: Sequence[Recognised]) -> Iterator[Run]:
    """Yield the words of each line that stand close together, from left to right."""
    lines: dict[tuple[int, int, int], list[Recognised]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    for line in lines.values():
        ordered = sorted(line, key=lambda word: word.x0)
        gap = 2.0 * statistics.median(word.bottom - word.top for word in ordered)
        run = ordered[:1]
        for word in ordered[1:]:
            if word.x0 - run[-1].x1 > gap:
                yield _run(run)
                run = []
            run.append(word)
        yield _run(run)


def _run(words: list[Recognised]) -> Run:
    return Run(words, Box.around(box_of(word) for word in words))


def line_height(words: Sequence[Recognised]) -> float:
    """Return the usual height of a word."""
    return float(statistics.median(word.bottom - word.top for word in words))


def is_empty(image: GreyImage, area: Box) -> bool:
    """Whether there is no ink: the signature is on the next page."""
    crop = image[int(area.top) : int(area.bottom) : 2, int(area.x0) : int(area.x1) : 2]
    return bool(np.mean(crop < np.median(crop) - _INK) < _LEAST_INK)


def _bounds(
    runs: Sequence[Run], width: int, height: int, size: float, patterns: SignaturePatterns
) -> Box | None:
    below = [
        run.box
        for run in runs
        if run.box.x0 > _FARTHEST_LEFT * width and patterns.below_name.match(run.text)
    ]
    top = _top(runs, below, width, size, patterns)
    if top is None:
        return None
    copies = [run.box.top for run in runs if patterns.copies.match(run.text)]
    bottom = min(
        float(height),
        top + _MOST_LINES * size,
        *(box.bottom + 5 * size for box in below if box.top > top),
        *(place + _BESIDE * size for place in copies if place > top + 4 * size),
    )
    reaching = (
        run.box.x0 - size
        for run in runs
        if top < (run.box.top + run.box.bottom) / 2 < bottom
        and _FARTHEST_LEFT * width < run.box.x0 < _LEFT * width
        and run.box.x1 > 0.55 * width
    )
    area = Box(min(_LEFT * width, *reaching, width), top, float(width), bottom)
    text = [run for run in runs if run.box.x0 < 0.3 * width and run.box.x1 > 0.7 * width]
    # Where the text goes on, what looked like a closing was a sentence.
    return area if sum(within(run.box, area) for run in text) <= _FEW_LINES else None


def _top(
    runs: Sequence[Run],
    below: Sequence[Box],
    width: int,
    size: float,
    patterns: SignaturePatterns,
) -> float | None:
    """Return where the area begins: under the closing, else by the lines of the signature."""
    closings = [run.box.bottom for run in runs if patterns.closing.match(run.text)]
    if closings:
        return max(closings)
    starts = [run.box.top for run in _signing(runs, width, size, patterns)]
    if starts:
        return max(min(starts) - 0.5 * size, 0.0)
    if below:
        return max(min(box.top for box in below) - _ABOVE_NIP * size, 0.0)
    return None


def _signing(
    runs: Sequence[Run], width: int, size: float, patterns: SignaturePatterns
) -> Iterator[Run]:
    """Yield the lines at the right that begin a signature: place, office, on behalf of."""
    heads = [run.box for run in runs if patterns.heading.match(run.text)]
    for run in runs:
        if run.box.x0 < _LEFT * width or not patterns.signing.match(run.text):
            continue
        if any(-_HEADING * size < head.top - run.box.top < 3 * size for head in heads):
            continue
        yield run


def _unread(inside: Sequence[Run], size: float, patterns: SignaturePatterns) -> bool:
    office = name = electronic = doubtful = False
    for run in inside:
        if _is_pen(run, inside, size):
            continue
        doubtful = doubtful or _is_doubtful(run, patterns)
        if patterns.office.match(run.text):
            office = office or run.sure
        elif patterns.electronic.match(run.text):
            electronic = electronic or run.sure
        elif is_name(run.text, patterns):
            name = name or run.sure
    # No stamp and no pen lies over an electronic signature: what is odd there is an emblem.
    return not (office and name) or (doubtful and not electronic)


def doubtful_name(inside: Sequence[Run], size: float) -> Run | None:
    """Return the line of the name where nothing else of a whole signature is in doubt."""
    patterns = reading_patterns().signature
    names = []
    office = below = False
    for run in inside:
        if _is_pen(run, inside, size):
            continue
        if patterns.below_name.match(run.text):
            below = True
        elif is_name(run.text, patterns):
            names.append(run)
            continue
        elif patterns.office.match(run.text):
            office = office or run.sure
        if _is_doubtful(run, patterns):
            return None
    return names[0] if office and below and len(names) == 1 else None


def _is_pen(run: Run, inside: Sequence[Run], size: float) -> bool:
    """Whether a line is the strokes of a signature: too tall, or apart in the room for one."""
    if run.box.height > _TALLEST * size:
        return True
    above = [other.box.bottom for other in inside if other.box.bottom <= run.box.top]
    apart = bool(above) and run.box.top - max(above) > _ROOM * size
    return apart and _letters(run.text) <= _REMAINS


def _is_doubtful(run: Run, patterns: SignaturePatterns) -> bool:
    # One or two letters by themselves are what is left of a word under a stamp.
    remains = 0 < _letters(run.text) <= _REMAINS and not patterns.under.match(run.text)
    return remains or any(
        word.confidence < DOUBTFUL and _letters(word.text) > 2 for word in run.words
    )


def is_name(text: str, patterns: SignaturePatterns) -> bool:
    """Whether a line of no other known form has that of a person's name."""
    tokens = re.findall(r"[^\W\d_][\w.'\u2019-]*", text)
    return (
        patterns.not_a_name.search(text) is None
        and 2 <= len(tokens) <= 9
        and all(token[0].isupper() or token in _SMALL_DEGREES for token in tokens)
        and _letters(text) >= 0.6 * len(text)
    )


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def within(box: Box, area: Box) -> bool:
    """Whether the middle of *box* lies in *area*."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom
