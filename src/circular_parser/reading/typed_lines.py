"""Second readings of the lines whose value is often written by hand.

The serial in a circular's number and the day in its date are filled in with a pen.
Tesseract reads print; the crops of these few lines are read once more by a neural
recogniser, and both readings are handed on (``Line.readings``).
"""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Box, Reading, Word
from .layout import LaidLine
from .neural import NAME
from .ocr import GreyImage
from .recognisers import ReadsLines, Recognisers
from .settings import reading_patterns

_SURE = 0.95  # no second reading where every word of the line is as sure as this
_MOST_LINES = 5  # on one page
_LONGEST = 60  # characters; longer lines are running text
_SURE_PRINT = 0.8  # enough for a title, which is never written by hand
_TITLE_WORDS = 5
_PAD = 0.35  # of the line's height above and below: pens do not keep the line
_LEAST_ROOM = 12.0  # line heights right of a label that stands alone


def second_readings(
    image: GreyImage, laid: Sequence[LaidLine], recognisers: Recognisers
) -> dict[int, list[Reading]]:
    """Return new readings by the index of the line in *laid*.

    Args:
        image: the page as it was recognised.
        laid: its lines, boxes in pixels of *image*.
        recognisers: of this run; without a line reader nothing is read again.
    """
    chosen = [index for index in range(len(laid)) if _is_read_twice(index, laid)][:_MOST_LINES]
    reader = recognisers.line_reader if chosen else None
    if reader is None:
        return {}
    boxes = [_box(line.words) for line in laid]
    labels = [_box(line.words[:1]) for line in laid]
    return {
        index: [reading]
        for index in chosen
        if (reading := _read(reader, image, _crop(index, boxes, labels, image))) is not None
    }


def names_a_field(line: LaidLine) -> bool:
    """Whether a line begins with the label of a number, or is a place with its date."""
    patterns = reading_patterns()
    text = " ".join(word.text for word in line.words)
    if len(text) > _LONGEST:
        return False
    return bool(patterns.number_label.match(text) or patterns.place_and_date.match(text))


def _is_read_twice(index: int, laid: Sequence[LaidLine]) -> bool:
    """Whether a line is unsure and carries a field, or the title over a number does."""
    line = laid[index]
    least = min(word.confidence or 0.0 for word in line.words)
    if least >= _SURE:
        return False
    below = laid[index + 1] if index + 1 < len(laid) else None
    over_number = below is not None and below.block == line.block and _is_number(below)
    title = over_number and least < _SURE_PRINT and len(line.words) <= _TITLE_WORDS
    return title or names_a_field(line)


def _is_number(line: LaidLine) -> bool:
    return reading_patterns().number_label.match(line.words[0].text) is not None


def _box(words: Sequence[Word]) -> Box:
    return Box.around(word.box for word in words if word.box is not None)


def _crop(index: int, boxes: Sequence[Box], first_words: Sequence[Box], image: GreyImage) -> Box:
    """Return the cell of a line: to its right as far as nothing else is printed.

    Its height is that of the printed label: what is written by hand reaches into the
    lines around it.
    """
    box = boxes[index]
    label = first_words[index]
    size = min(label.height, image.shape[0] / 40)
    middle = (label.top + label.bottom) / 2
    top, bottom = middle - (0.5 + _PAD) * size, middle + (0.5 + _PAD) * size
    limit = min(
        (
            other.x0
            for other in boxes
            if other.x0 > box.x1 and other.top < bottom and other.bottom > top
        ),
        default=float(image.shape[1]),
    )
    room = min(box.x1 + _LEAST_ROOM * size, limit - 0.5 * size)
    return Box(box.x0 - 0.5 * size, top, max(box.x1 + 0.3 * size, room), bottom)


def _read(reader: ReadsLines, image: GreyImage, crop: Box) -> Reading | None:
    height, width = image.shape
    top, bottom = max(int(crop.top), 0), min(int(crop.bottom) + 1, height)
    left, right = max(int(crop.x0), 0), min(int(crop.x1) + 1, width)
    if bottom - top < 8 or right - left < 8:
        return None
    text, confidence = reader.read(image[top:bottom, left:right])
    return Reading(text, NAME, confidence) if text else None
