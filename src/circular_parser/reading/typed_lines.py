"""Second readings of the lines whose value is often written by hand.

The serial in a circular's number and the day in its date are filled in with a pen.
Tesseract reads print; the crops of these few lines are read once more by a neural
recogniser, and both readings are handed on (``Line.readings``).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_letters, digits

import numpy as np

from ..document import BY_HAND, PEN, Box, Reading, Word
from .layout import LaidLine
from .neural import NAME
from .ocr import GreyImage
from .pen_dates import DateLine, date_line, with_day_of_pen
from .pen_digits import PenText
from .pen_part import REACHES, heard_on_pen, level_crop
from .recognisers import ReadsLines, Recognisers
from .settings import reading_patterns

_SURE = 0.95  # no second reading where every word of a number's line is as sure as this
_SURE_DATE = 0.9  # of a date, which is seldom written by hand
_MOST_LINES = 5  # on one page
_LONGEST = 60  # characters; longer lines are running text
_SURE_PRINT = 0.8  # enough for a title, which is never written by hand
_TITLE_WORDS = 5
# Of the label's height above and below: pens do not keep the line, but what is printed in
# the lines around should stay out. The readings of several crops vote.
_CROPS = (0.35, 0.15, 0.6)
_NUMBER_CROPS = (0.25, 0.35)
_HAND_CROP = 0.5  # a third one of what is written by hand, which reaches out of the line
_ROOM_AROUND = 1.0
_ALREADY_READ = 0.8  # share of the engine's own reading that needs no second crop
_LEAST_SHARE = 0.01
_DATE_CROPS = (_CROPS[0], _HAND_CROP)  # of a date with its day by hand
_NO_LABEL = re.compile("")
_GAP = 5.0  # label heights: the blank in which a serial is to be written
_LONE_GAP = 12.0  # after a label that stands alone
_WORD_GAP = 0.4  # no more than between the letters of one word
_INK = 60  # darker than the paper
_LEAST_SIDE = 8  # pixels of a crop
_NO_DOUBT = 0.99
# Of numbers, dates and their labels, with what a stroke of the pen is taken for.
ALPHABET = f"{ascii_letters}{digits}/.,:-\\!|"


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
    return {
        index: readings
        for index in chosen
        if (readings := _readings(reader, image, laid[index], laid))
    }


def names_a_field(line: LaidLine) -> bool:
    """Whether a line begins with the label of a number, or is a place with its date."""
    return text_names_a_field(" ".join(word.text for word in line.words))


def text_names_a_field(text: str) -> bool:
    """Whether the text of a line is as :func:`names_a_field` tells."""
    patterns = reading_patterns()
    if len(text) > _LONGEST:
        return False
    return bool(patterns.number_label.match(text) or patterns.place_and_date.match(text))


def _is_read_twice(index: int, laid: Sequence[LaidLine]) -> bool:
    """Whether a line is unsure and carries a field, or the title over a number does."""
    line = laid[index]
    least = min(word.confidence or 0.0 for word in line.words)
    labelled = names_a_field(line)
    if labelled and is_number(line) and not _has_digits(line):
        return True  # what was written beside the label was not read at all
    if is_number(line):
        sure = least >= _SURE and not _has_room(line)
    else:
        sure = least >= _SURE_DATE and (not labelled or _has_day(line))
    if sure:
        return False
    below = laid[index + 1] if index + 1 < len(laid) else None
    over_number = below is not None and below.block == line.block and is_number(below)
    title = over_number and least < _SURE_PRINT and len(line.words) <= _TITLE_WORDS
    return title or labelled


def _has_digits(line: LaidLine) -> bool:
    return any(char.isdigit() for word in line.words for char in word.text)


def _has_room(line: LaidLine) -> bool:
    """Whether there is room between the words of a value: what a pen wrote there was lost."""
    words = line.words[1:]
    size = _box(line.words[:1]).height
    return any(
        before.box is not None and after.box is not None and after.box.x0 - before.box.x1 > size
        for before, after in itertools.pairwise(words)
        if before.text.strip(":")
    )


def _has_day(line: LaidLine) -> bool:
    """Whether some word begins with one or two digits, as the day in a date."""
    return any(re.match(r"\d\d?(?!\d)", word.text) for word in line.words)


def is_number(line: LaidLine) -> bool:
    """Whether a line begins with the label of a number."""
    return reading_patterns().number_label.match(line.words[0].text) is not None


def _box(words: Sequence[Word]) -> Box:
    return Box.around(word.box for word in words if word.box is not None)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: its ends, its middle, the height of its print."""

    left: float
    right: float
    middle: float
    size: float

    def crop(self, pad: float) -> Box:
        reach = (0.5 + pad) * self.size
        return Box(self.left, self.middle - reach, self.right, self.middle + reach)


def place_of(line: LaidLine, laid: Sequence[LaidLine], image: GreyImage) -> _Place:
    """Return the place of a line, to its right as far as its ink goes on.

    A line without a label begins where its first word does, of which the engine may have
    lost a part. The height is that of the printed label: what is written by hand reaches into
    the lines around it.
    """
    box, label = _box(line.words), _box(line.words[:1])
    size = min(label.height, image.shape[0] / 40)
    middle = (label.top + label.bottom) / 2
    width = float(image.shape[1])
    beside = [
        place
        for other in laid
        if other is not line and not _goes_on(other)
        for place in [_box(other.words)]
        if place.top < middle + size and place.bottom > middle - size
    ]
    limit = min((place.x0 for place in beside if place.x0 > box.x1), default=width) - 0.5 * size
    gap = (_GAP if len(line.words) > 2 else _LONE_GAP) * size
    end = _end_of_ink(image, middle, size, box.x1, limit, gap)
    begin = box.x0
    if not is_number(line):
        limit = max((place.x1 for place in beside if place.x1 < box.x0), default=0.0) + 0.5 * size
        gap = _WORD_GAP * size
        mirrored = image[:, ::-1]
        begin = width - _end_of_ink(mirrored, middle, size, width - box.x0, width - limit, gap)
    return _Place(begin - 0.5 * size, end + 0.5 * size, middle, size)


def _goes_on(line: LaidLine) -> bool:
    """Whether a line is the rest of a number, over the blank for its serial."""
    return reading_patterns().number_rest.match(line.words[0].text) is not None


def _end_of_ink(
    image: GreyImage, middle: float, size: float, start: float, limit: float, gap: float
) -> float:
    """Return how far ink goes on from *start*, with gaps of at most *gap* pixels."""
    rows = image[max(int(middle - 0.6 * size), 0) : int(middle + 0.6 * size) + 1]
    strip = rows[:, int(start) : max(int(limit), int(start))]
    if not strip.size:
        return start
    # One dark pixel in a column is a speck or a rule's edge.
    inked = np.flatnonzero((strip < np.median(rows) - _INK).sum(axis=0) > 1)
    ends = np.concatenate([[0], inked])
    breaks = np.flatnonzero(np.diff(ends) > gap)
    return start + float(ends[breaks[0]] if len(breaks) else ends[-1])


def _readings(
    reader: ReadsLines, image: GreyImage, line: LaidLine, laid: Sequence[LaidLine]
) -> list[Reading]:
    place = place_of(line, laid, image)
    if is_number(line):
        return _number_readings(reader, image, place, line)
    if names_a_field(line) and (by_hand := _date_by_hand(reader, image, place)):
        return by_hand
    read = _bare("".join(word.text for word in line.words))
    return _agreed_readings(reader, image, place, read)


def _number_readings(
    reader: ReadsLines, image: GreyImage, place: _Place, line: LaidLine
) -> list[Reading]:
    """Return what may stand behind the label, each with its mean share of the probability."""
    label = reading_patterns().label_as_read
    read = _bare("".join(word.text for word in line.words[1:]))
    shares: dict[str, float] = defaultdict(float)
    crops = 0
    by_hand: list[float] = []
    written: list[tuple[float, float]] = []
    for pad in (*_NUMBER_CROPS, _HAND_CROP):
        if pad == _HAND_CROP and (not by_hand or max(by_hand) < BY_HAND):
            break
        crop = cut(image, place.crop(pad))
        if crop is None:
            continue
        crops += 1
        texts, likelihood, places = reader.readings(crop, ALPHABET, label)
        if likelihood is not None and pad != _HAND_CROP:
            by_hand.append(likelihood)
            written += places
        for text, share in texts:
            shares[text] += share
        if shares.get(read, 0.0) >= _ALREADY_READ:
            break
    hand = sum(by_hand) / len(by_hand) if by_hand else None
    shares = {text: share / crops for text, share in shares.items()}
    if by_hand and max(by_hand) >= BY_HAND:
        shares = _heard_on_pen(reader, image, place, shares, written)
    found = [Reading(text, NAME, share, hand) for text, share in shares.items()]
    likely = [reading for reading in found if reading.confidence >= _LEAST_SHARE]
    return sorted(likely, key=lambda reading: -reading.confidence)


def _heard_on_pen(
    reader: ReadsLines,
    image: GreyImage,
    place: _Place,
    shares: dict[str, float],
    written: list[tuple[float, float]],
) -> dict[str, float]:
    """Return *shares* once the network for digits of a pen is heard on what is *written*."""
    pens = _by_pen(reader, image, place, written)
    return heard_on_pen(shares, pens, written) if pens and shares else shares


def _by_pen(
    reader: ReadsLines, image: GreyImage, place: _Place, written: list[tuple[float, float]]
) -> list[list[PenText]]:
    """Return what the network for digits of a pen reads in each crop of a line."""
    whole = cut(image, place.crop(_ROOM_AROUND))
    if whole is None:
        return []
    middle = place.middle - max(int(place.crop(_ROOM_AROUND).top), 0)
    crops = [level_crop(whole, middle, place.size, reach) for reach in REACHES]
    return [reader.by_pen(crop, written) for crop in crops]


def _date_by_hand(reader: ReadsLines, image: GreyImage, place: _Place) -> list[Reading]:
    """Return what a line whose day a pen wrote may say to each reader; empty where none did.

    The confidence of a reading is its share of what that reader says.
    """
    crops = [cut(image, place.crop(pad)) for pad in _DATE_CROPS]
    first, *_ = crops
    if first is None:
        return []
    hand, written = reader.by_hand(first)
    if hand is None or hand < BY_HAND:
        return []
    as_read = date_line(reader.read(first, ALPHABET)[0])
    if as_read is None:
        return []
    shares: dict[DateLine, float] = defaultdict(float)
    for crop in crops:
        texts = [] if crop is None else reader.readings(crop, ALPHABET, _NO_LABEL).texts
        for text, share in texts:
            if (parts := date_line(text)) is not None:
                # The spaces in the name of the place are lost here.
                shares[parts._replace(place=as_read.place)] += share / len(crops)
    if not shares:
        return []
    likeliest = max(shares, key=lambda parts: shares[parts])
    pens = with_day_of_pen(likeliest, _by_pen(reader, image, place, written), written)
    if not pens:
        return []
    return [
        Reading(str(parts), engine, share, hand)
        for engine, found in ((NAME, shares), (PEN, pens))
        for parts, share in sorted(found.items(), key=lambda item: -item[1])
        if share >= _LEAST_SHARE
    ]


def _agreed_readings(
    reader: ReadsLines, image: GreyImage, place: _Place, read: str
) -> list[Reading]:
    """Read several crops until one is beyond doubt or two readings agree."""
    texts = [read]
    readings: list[Reading] = []
    for pad in _CROPS:
        crop = cut(image, place.crop(pad))
        text, confidence = ("", 0.0) if crop is None else reader.read(crop, ALPHABET)
        if not text:
            break
        readings.append(Reading(text, NAME, confidence))
        if _bare(text) in texts or confidence >= _NO_DOUBT:
            break
        texts.append(_bare(text))
    return readings


def _bare(text: str) -> str:
    return "".join(char for char in text if char not in " :;")


def cut(image: GreyImage, crop: Box) -> GreyImage | None:
    """Return a part of *image*, None where it is too small to hold a line."""
    height, width = image.shape
    top, bottom = max(int(crop.top), 0), min(int(crop.bottom) + 1, height)
    left, right = max(int(crop.x0), 0), min(int(crop.x1) + 1, width)
    if bottom - top < _LEAST_SIDE or right - left < _LEAST_SIDE:
        return None
    return image[top:bottom, left:right]
