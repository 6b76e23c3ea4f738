"""The line of the name in a signature area, sought and read in more ways than the others.

No vocabulary helps with a name, and stamp and pen lie over it more than over any other line:
the detector loses it, finds it in pieces, or takes letters of a stamp for its beginning.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..document import Box
from .ocr import GreyImage, Recognised
from .recognisers import FindsLines, ReadsLines
from .settings import SignaturePatterns, reading_patterns
from .signature_area import SURE, Run, is_name, runs_of, within
from .signature_lines import (
    CROPS,
    FoundLine,
    as_detected,
    detected_lines,
    is_known,
    read_line,
    words_in,
)

KNOWN = 0.7  # of the recogniser for an office, rank or NIP, or for a line in its place
# Where a name stands above rank or NIP, in heights of their line.
_NAME_ABOVE, _NAME_REACH = 1.1, 4.0
_FINE_LETTER = 18.0  # pixels of a line's height for the detector where it saw no name
_ROOM = 12.0  # line heights below an office in which a name without rank or NIP stands
_LONGER = 8.0  # line heights by which a name is longer than an office, at either side
_TALL = 1.8  # line heights of what a pen has left of a word
_MOST_LEFT = 3
_GAP = 2.5  # heights of a line between its pieces
_ON_LINE = 0.6  # of the height of a line, which its pieces share
_LONG = 12  # letters of a line by which others are measured
_SLACK = 0.6  # line heights by which lines with one edge or middle may differ
_LEAST_CUT = 0.7  # line heights at the end of a name that are worth a second look
_MORE = 2  # letters of an end that was not seen
_AS_SURE = 0.03
_SAME = 85  # likeness of what two readings say, in hundredths


def sought_name(
    image: GreyImage,
    found: Sequence[FoundLine],
    area: Box,
    size: float,
    words: Sequence[Recognised],
    detector: FindsLines,
    reader: ReadsLines,
) -> list[FoundLine]:
    """Return the line of the name that is not among *found*; empty where there is none to see.

    It stands above rank or NIP, else somewhere in the room below the office, where the
    detector looks for it once more, and closer.
    """
    patterns = reading_patterns().signature
    below = [line.box for line in found if patterns.below_name.match(line.text)]
    first = min(below, key=lambda box: box.top) if below else None
    if first is not None:
        height = first.height
        place = Box(
            max(first.x0 - _NAME_REACH * height, area.x0),
            first.top - _NAME_ABOVE * height,
            min(first.x1 + _NAME_REACH * height, area.x1),
            first.top + 0.1 * height,
        )
        line = read_line(image, place, words_in(place, words), reader, CROPS[::2])
        if _is_sure_name(line, patterns):
            return [line]
    offices = [line.box for line in found if patterns.office.match(line.text)]
    if not offices:
        return []
    top = max(box.bottom for box in offices)
    room = Box(
        max(min(box.x0 for box in offices) - _LONGER * size, area.x0),
        top - 0.3 * size,
        min(max(box.x1 for box in offices) + _LONGER * size, area.x1),
        min(top + _ROOM * size, first.top + 0.3 * size if first is not None else area.bottom),
    )
    if room.height < size:
        return []
    seen = detected_lines(image, room, size, detector, _FINE_LETTER)
    # A pen may make one blot of a name and the signature: a word beside it tells the line.
    beside = [as_detected(run.box)._replace(x1=room.x1) for run in _left_over(words, room, size)]
    for boxes in (seen, beside):
        lines = [read_line(image, box, words_in(box, words), reader, CROPS) for box in boxes]
        names = [line for line in lines if _is_sure_name(line, patterns)]
        if names:
            return [max(names, key=lambda line: line.confidence * len(line.text))]
    return []


def _left_over(words: Sequence[Recognised], room: Box, size: float) -> list[Run]:
    """Return the first of what was read in the room of a name, as tall as print."""
    runs = (run for run in runs_of(words) if within(run.box, room))
    return [run for run in runs if 0.5 * size < run.box.height < _TALL * size][:_MOST_LEFT]


def _is_sure_name(line: FoundLine, patterns: SignaturePatterns) -> bool:
    return line.confidence >= KNOWN and is_name(line.text, patterns)


def whole_names(
    image: GreyImage, found: Sequence[FoundLine], words: Sequence[Recognised], reader: ReadsLines
) -> list[FoundLine]:
    """Return *found* with names put together of their pieces and cut to their own letters."""
    lines = _joined(image, found, words, reader)
    patterns = reading_patterns().signature
    return [
        _fitted(image, line, [other for other in lines if other is not line], words, reader)
        if is_name(line.text, patterns)
        else line
        for line in lines
    ]


def _joined(
    image: GreyImage, found: Sequence[FoundLine], words: Sequence[Recognised], reader: ReadsLines
) -> list[FoundLine]:
    """Put two pieces of a line together where they are a name, which a pen has parted."""
    patterns = reading_patterns().signature
    lines = list(found)
    for one, other in itertools.combinations(found, 2):
        left, right = sorted((one, other), key=lambda line: line.box.x0)
        if one not in lines or other not in lines or not _pieces(left, right, patterns):
            continue
        box = Box.around((left.box, right.box))
        whole = read_line(image, box, words_in(box, words), reader, CROPS)
        letters = min(len(left.text), len(right.text))
        longer = len(whole.text) >= len(right.text) + 0.5 * letters
        if longer and _is_sure_name(whole, patterns):
            lines = [line for line in lines if line is not left and line is not right]
            lines.append(whole)
    return lines


def _pieces(left: FoundLine, right: FoundLine, patterns: SignaturePatterns) -> bool:
    """Whether two lines stand beside each other as pieces of one."""
    texts = left.text, right.text
    # Two single words are those of a stamp, or an office with the stamp beside it.
    of_name = any(is_name(text, patterns) or "." in text for text in texts)
    if not of_name or any(is_known(text, patterns) for text in texts):
        return False
    one, other = left.box, right.box
    height = min(one.height, other.height)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    level = shared > _ON_LINE * height and max(one.height, other.height) < 1.5 * height
    return level and -0.5 * height < other.x0 - one.x1 < _GAP * height


@dataclass(frozen=True, slots=True)
class _Edge:
    """What the long lines of a signature share: their left edges, or their middles."""

    at: float
    centred: bool

    def cut(self, box: Box) -> Box:
        """Return the box from the edge on, or as far left of the middle as right of it."""
        return box._replace(x0=2 * self.at - box.x1 if self.centred else self.at)

    def stretched(self, box: Box) -> Box:
        """Return the box as far right of the middle as left of it."""
        return box._replace(x1=2 * self.at - box.x0) if self.centred else box


def _edge(lines: Sequence[FoundLine], slack: float) -> _Edge | None:
    """Return what two long lines and more share; None where they share nothing."""
    long = [line.box for line in lines if line.confidence >= SURE and len(line.text) >= _LONG]
    if len(long) < 2:
        return None
    for centred in (True, False):
        places = [(box.x0 + box.x1) / 2 if centred else box.x0 for box in long]
        at = statistics.median(places)
        near = sum(abs(place - at) <= slack for place in places)
        if near >= max(2, len(places) - 1):
            return _Edge(at, centred)
    return None


def _fitted(
    image: GreyImage,
    line: FoundLine,
    others: Sequence[FoundLine],
    words: Sequence[Recognised],
    reader: ReadsLines,
) -> FoundLine:
    """Return the line of a name without what stands before it, and with its end.

    Lines of a signature have one left edge or one middle: a name that leaves it has letters of
    a stamp before it, or its last ones were not seen.
    """
    box = line.box
    edge = _edge(others, _SLACK * box.height)
    if edge is None:
        return line
    cut, stretched = edge.cut(box), edge.stretched(box)
    if box.width / 2 > stretched.x1 - box.x1 > _LEAST_CUT * box.height:
        longer = read_line(image, stretched, words_in(stretched, words), reader, CROPS)
        if _begins_as(longer, line):
            return longer
    whole = reading_patterns().signature.begins.match(line.text)
    if whole is None and box.width / 2 > cut.x0 - box.x0 > _LEAST_CUT * box.height:
        shorter = read_line(image, cut, words_in(cut, words), reader, CROPS)
        if _is_end(shorter, line):
            return shorter
    return line


def _is_end(shorter: FoundLine, line: FoundLine) -> bool:
    """Whether *shorter* says the same as the end of *line*, and no less surely."""
    patterns = reading_patterns().signature
    least = 0.5 * len(line.text)
    return (
        is_name(shorter.text, patterns)
        and shorter.confidence >= line.confidence - _AS_SURE
        and least < len(shorter.text) < len(line.text) + 2
        and _alike(shorter.text[len(shorter.text) // 3 :], line.text)
    )


def _begins_as(longer: FoundLine, line: FoundLine) -> bool:
    """Whether *longer* goes on where *line* ends, and no less surely."""
    return (
        longer.confidence >= line.confidence - _AS_SURE
        and _letters(longer.text) >= _letters(line.text) + _MORE
        and _alike(line.text[: 2 * len(line.text) // 3], longer.text)
    )


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _alike(part: str, text: str) -> bool:
    return fuzz.partial_ratio(part, text) >= _SAME
