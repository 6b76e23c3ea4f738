"""The signature area of a letter read again by the neural models, and put together with the rest.

They read most of what lies under a stamp, at the price of a large part of a page's time; so
only the one area below the closing is read, and only where Tesseract has not read an office
and a name there.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..document import Box
from .ocr import GreyImage, Recognised
from .recognise import box_of
from .recognisers import Recognisers
from .settings import SignaturePatterns, reading_patterns
from .signature_area import (
    DOUBTFUL,
    SURE,
    doubtful_name,
    is_empty,
    is_name,
    line_height,
    runs_of,
    within,
)
from .signature_lines import (
    CROPS,
    HALF,
    PLAIN,
    FoundLine,
    as_detected,
    as_tesseract,
    covers,
    detected_lines,
    is_known,
    read_line,
    with_acting,
    words_in,
)
from .signature_names import KNOWN, sought_name, whole_names
from .words_of_line import words_of_line

_LONG = 12  # letters
_SCRAP = re.compile(r"[A-Z][A-Za-z0-9]{1,2}")
_MOST_READ = 24  # crops of one area: about a second


def reread_signature(
    image: GreyImage, words: Sequence[Recognised], area: Box, recognisers: Recognisers
) -> list[Recognised]:
    """Return *words* with those of the signature area read again.

    Args:
        image: the page, level.
        words: its words, in pixels of *image*.
        area: as :func:`signature_area` gives it.
        recognisers: of this run; without neural ones the words stay as they are.
    """
    words = list(words)
    if is_empty(image, area):
        return words
    detector, reader = recognisers.text_detector, recognisers.line_reader
    if detector is None or reader is None:
        return words
    patterns = reading_patterns().signature
    size = line_height(words)
    inside = [run for run in runs_of(words) if within(run.box, area)]
    name = doubtful_name(inside, size)
    if name is not None:
        boxes = [as_detected(run.box) for run in inside]
        whole = [as_detected(name.box)]
    else:
        boxes = detected_lines(image, area, size, detector)
        whole = [box for box in boxes if box.x0 > area.x0 + 0.3 * size]
    crops = CROPS[: max(_MOST_READ // max(len(whole), 1), 1)]
    found = [
        read_line(image, box, words_in(box, words), reader, crops) for box in whole[:_MOST_READ]
    ]
    if name is not None:
        found += [
            read_line(image, as_detected(run.box), run.words, reader, crops)
            if is_known(run.text, patterns)
            else as_tesseract(as_detected(run.box), run.words)
            for run in inside
            if run is not name
        ]
    else:
        found = whole_names(image, found, words, reader)
        if not any(is_name(line.text, patterns) for line in found):
            found += sought_name(image, found, area, size, words, detector, reader)
    found = [with_acting(image, line, reader) for line in found]
    # Lines of the copies reach into the area; they are none of its own.
    others = {id(word) for box in boxes if box not in whole for word in words_in(box, words)}
    return _merged(words, area, found, others)


def _merged(
    words: Sequence[Recognised], area: Box, found: Sequence[FoundLine], others: set[int]
) -> list[Recognised]:
    """Put the lines *found* in the place of the words that Tesseract read there.

    *others* are the ids of words in *area* that are not to be touched.
    """
    patterns = reading_patterns().signature
    size = line_height(words)
    axis = _axis(found, size)
    apart = {id(line) for line in found if axis is not None and axis.misses(line.box)}
    named = any(is_name(line.text, patterns) for line in found if id(line) not in apart)
    offices = [line.box for line in found if patterns.office.match(line.text)]
    dropped: set[int] = set()
    surer: dict[int, float] = {}
    supported = set(others)
    new: list[Recognised] = []
    for number, line in enumerate(found):
        known = is_known(line.text, patterns)
        agreed = _agreed(line)
        if not known and (id(line) in apart or (named and _inscription(line, offices, size))):
            dropped.update(id(word) for word in line.held)
        elif not agreed and not _believed(line, patterns, axis):
            if line.held_confidence >= HALF:
                supported.update(id(word) for word in line.held)
        elif _replaces(line, patterns) or _torn(line.held, size):
            dropped.update(id(word) for word in line.held)
            better = line
            if not _replaces(line, patterns):
                better = as_tesseract(line.box, line.held)
            new.extend(_split(better, number))
        else:
            supported.update(id(word) for word in line.held)
            surer.update((id(word), line.confidence) for word in line.held if agreed)
    scraps = _scraps(words, offices, size)
    for word in words:
        if id(word) in scraps and id(word) not in others and within(box_of(word), area):
            dropped.add(id(word))
        weak = word.confidence < DOUBTFUL or _alone(word)
        if weak and id(word) not in supported and within(box_of(word), area):
            dropped.add(id(word))
    kept = [
        replace(word, confidence=max(word.confidence, surer.get(id(word), 0.0)))
        for word in words
        if id(word) not in dropped
    ]
    return kept + new


def _agreed(line: FoundLine) -> bool:
    """Whether both engines read the same: then the words are as sure as the surer holds them."""
    there = "".join(word.text for word in line.held)
    return line.text.replace(" ", "") == there and line.confidence >= HALF


def _inscription(line: FoundLine, offices: Sequence[Box], size: float) -> bool:
    """Whether a line is one word in capitals, not the rest of an office: the middle of a stamp."""
    if re.fullmatch(r"[A-Z]{2,}", line.text) is None:
        return False
    return line.held_confidence < HALF or not _goes_on(line.box, offices, size)


def _goes_on(box: Box, offices: Sequence[Box], size: float) -> bool:
    """Whether a short line stands close under a longer one, within its ends."""
    return any(
        -size < box.top - office.bottom < size
        and office.x0 - size < box.x0
        and box.x1 < office.x1 + size
        for office in offices
    )


def _torn(held: Sequence[Recognised], size: float) -> bool:
    """Whether the boxes of the words of one line leave a gap that is not in the picture."""
    return any(after.x0 - word.x1 > 1.5 * size for word, after in itertools.pairwise(held))


def _scraps(words: Sequence[Recognised], offices: Sequence[Box], size: float) -> set[int]:
    """Return the ids of up to three capitals by themselves: letters of a ring, no office's end."""
    return {
        id(run.words[0])
        for run in runs_of(words)
        if len(run.words) == 1
        and _SCRAP.fullmatch(run.text) is not None
        and not _goes_on(run.box, offices, size)
    }


def _alone(word: Recognised) -> bool:
    """Whether a word is a single letter or mark: a piece of a stamp or of a pen stroke."""
    return len(word.text) == 1 and word.confidence < PLAIN


@dataclass(frozen=True, slots=True)
class _Axis:
    """What the lines of the signature share: their left edges, or their middles."""

    at: float
    centred: bool
    tolerance: float
    widest: float

    def misses(self, box: Box) -> bool:
        """Whether a short line stands apart, as the inscription of a stamp does."""
        place = (box.x0 + box.x1) / 2 if self.centred else box.x0
        return abs(place - self.at) > self.tolerance and box.width < 0.6 * self.widest


def _axis(found: Sequence[FoundLine], size: float) -> _Axis | None:
    """Return the axis of the long lines that are well read; None with less than two."""
    long = [line.box for line in found if line.confidence >= SURE and len(line.text) >= 12]
    if len(long) < 2:
        return None
    ways = [[box.x0 for box in long], [(box.x0 + box.x1) / 2 for box in long]]
    middles = [statistics.median(way) for way in ways]
    spreads = [
        statistics.median(abs(place - middle) for place in way)
        for way, middle in zip(ways, middles, strict=True)
    ]
    centred = spreads[1] < spreads[0]
    at = middles[1] if centred else middles[0]
    return _Axis(at, centred, 3.0 * size, max(box.width for box in long))


def _believed(line: FoundLine, patterns: SignaturePatterns, axis: _Axis | None) -> bool:
    letters = sum(char.isalnum() for char in line.text)
    if letters < 3:
        return False
    tesseract = line.held_confidence
    if letters >= _LONG and line.confidence >= max(HALF, tesseract + 0.2):
        return True
    in_place = axis is not None or tesseract > DOUBTFUL
    return line.confidence >= (KNOWN if in_place or is_known(line.text, patterns) else PLAIN)


def _replaces(line: FoundLine, patterns: SignaturePatterns) -> bool:
    """Whether the neural reading of a line is the better one."""
    tesseract = as_tesseract(line.box, line.held).text
    here, there = line.text.replace(" ", ""), tesseract.replace(" ", "")
    if here == there or (is_known(tesseract, patterns) and not is_known(line.text, patterns)):
        return False
    # Before a name that a stamp hides in part no honorific is left.
    begun = patterns.begins.match(line.text) is not None
    begun = begun and patterns.begins.match(tesseract) is None
    more = begun or there in here or not covers(line.held, line.box)
    return more or line.confidence > line.held_confidence + 0.03


def _split(line: FoundLine, number: int) -> list[Recognised]:
    # The detector grows its boxes by about a third of the letters' height on each side.
    margin = 0.2 * line.box.height
    left, top, right, bottom = line.box
    box = Box(left + margin, top + margin, right - margin, bottom - margin)
    return words_of_line(line.text, line.confidence, box, (-1, 0, number))
