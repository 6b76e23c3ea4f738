"""Lines of a signature area, found by the neural detector and read by both engines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..document import Box
from .ocr import GreyImage, Recognised
from .recognise import mean_confidence
from .recognisers import FindsLines, ReadsLines
from .settings import SignaturePatterns, reading_patterns

PLAIN = 0.9  # of the recogniser for a line of no known form; letters of stamps are below it
HALF = 0.5  # confidence under which a line is rubbish
# What is added to a detected line at its sides, and taken off above and below, as parts of its
# height: the recogniser is touchy about both, so the best of some readings is taken.
CROPS = ((0.0, 0.0), (0.3, 0.12), (0.0, 0.12))
_LETTER = 12.0  # pixels of a line's height for the detector: x-height and more
_MOST_PIXELS = 350_000  # given to the detector: half a second
_GROWN = 0.2  # by which the detector's boxes are larger than the letters, as part of their height
_NO_DOUBT = 0.96  # of the recogniser: no second try
_CUT_SHORT = 0.05  # what a reading must be surer than one that says it and more
_LEAST_SIDE = 6  # pixels of a crop
_DIGIT_IN_NAME = re.compile(r"(?<=[A-Z])[015](?=[A-Z])")
_DOT_AS_COMMA = re.compile(  # before a degree
    r"(?<=[A-Z]{4})\. ?(?=[SM]\.?[A-Z]|Apt\b)"
    r"|(?<=[a-z]{2})(?<!Drs)(?<!Dra)(?<!Prof)\. ?(?=[SM]\.[A-Z][a-z]{0,3}\b)"
)
_NO_COMMA = re.compile(r"(?<=[A-Z]{4})(?=[SM]\.[A-Z][a-z]{0,3}\b)")
_DRS = re.compile(r"(?:\bDr[sS]|Dr[sS]\.) ?(?=[A-Z]{2})")  # to the recogniser s and S are alike
# Letters of a ring before a line's first word; Plh, Pj and An belong to the office behind them.
_SCRAPS = re.compile(r"(?:(?!P[A-Za-z]{1,2} |A[Nn] )[A-Z][A-Za-z]{0,2} )+")
_STROKE = re.compile(r"(?<=[A-Z]{2})[/\\|(](?=[A-Z]{2})")  # of a pen or ring between two names
_ACTING = re.compile(r"^P[I1i]([ht])\b")  # Plt., Plh.: pelaksana tugas, harian
_NO_P = re.compile(r"^[FER](?=(?:j|[lI1i][ht])\. )")  # their P, which a stamp spoilt
_ACTING_WIDTH = 2.5  # of a line's height: Plt. before an office
_TITLE_COMMA = re.compile(r"(?<=\b(?:Drs|Dra))[,:] ?(?=[A-Z])|(?<=\b(?:Dr|Ir|Hj)), (?=[A-Z])")
_AS_LETTER = {"0": "O", "1": "I", "5": "S"}


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line the detector found: what it holds in Tesseract's reading and in the other."""

    box: Box
    held: list[Recognised]
    text: str = ""
    confidence: float = 0.0

    @property
    def held_confidence(self) -> float:
        """Mean confidence of Tesseract's words, 0 without one."""
        return mean_confidence(self.held) or 0.0


def detected_lines(
    image: GreyImage, area: Box, size: float, detector: FindsLines, letter: float = _LETTER
) -> list[Box]:
    """Return the lines in *area*, in pixels of the page; *letter* is their height when sought."""
    left, top = int(area.x0), int(area.top)
    crop = image[top : int(area.bottom), left : int(area.x1)]
    scale = min(letter / size, 1.0, (_MOST_PIXELS / crop.size) ** 0.5)
    boxes = detector.lines(crop, scale)
    return [
        Box(box.x0 + left, box.top + top, box.x1 + left, box.bottom + top)
        for box in boxes
        if box.top > -0.3 * size and box.height < 4 * size
    ]


def as_detected(box: Box) -> Box:
    """Return the box of words grown as the detector grows its own."""
    margin = _GROWN * box.height
    return Box(box.x0 - margin, box.top - margin, box.x1 + margin, box.bottom + margin)


def words_in(box: Box, words: Sequence[Recognised]) -> list[Recognised]:
    """Return the words that lie in a detected line, from left to right."""
    held = [
        word
        for word in words
        if box.top <= (word.top + word.bottom) / 2 <= box.bottom
        and min(word.x1, box.x1) - max(word.x0, box.x0) > 0.5 * (word.x1 - word.x0)
    ]
    return sorted(held, key=lambda word: word.x0)


def read_line(
    image: GreyImage,
    box: Box,
    held: list[Recognised],
    reader: ReadsLines,
    crops: Sequence[tuple[float, float]],
) -> FoundLine:
    """Read a detected line, unless Tesseract has read the whole of it with confidence."""
    if covers(held, box) and all(word.confidence >= PLAIN for word in held):
        return as_tesseract(box, held)
    readings: list[tuple[str, float]] = []
    for wider, lower in crops:
        crop = Box(
            box.x0 - wider * box.height,
            box.top + lower * box.height,
            box.x1 + wider * box.height,
            box.bottom - lower * box.height,
        )
        readings.append(_recognised(image, crop, reader))
        if readings[-1][1] >= _NO_DOUBT or readings[-1][1] < HALF:
            break
    text, confidence = _best(readings)
    ring = _ring(text)
    if ring:
        box = box._replace(x0=box.x0 + box.width * ring / len(text))
        held = words_in(box, held)
    return FoundLine(box, held, text[ring:], confidence)


def with_acting(image: GreyImage, line: FoundLine, reader: ReadsLines) -> FoundLine:
    """Return the line of an office with the Plt., Plh. or Pj. before it that a stamp hid."""
    patterns = reading_patterns().signature
    office = patterns.head.match(line.text)
    if office is None:
        return line
    wider = line.box._replace(x0=line.box.x0 - _ACTING_WIDTH * line.box.height)
    text, confidence = _recognised(image, wider, reader)
    found = re.search(rf"\b(P[lIi1]?[thj]s?)\W{{0,3}}(?={office[0]})", text, re.IGNORECASE)
    if found is None or confidence < HALF:
        return line
    acting = _ACTING.sub(r"Pl\1", found[1])
    width = (len(acting) + 2) * line.box.width / max(len(line.text), 1)
    box = line.box._replace(x0=line.box.x0 - width)
    return FoundLine(box, line.held, f"{acting}. {line.text}", confidence)


def _best(readings: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """Return the surest reading, as far as the others say the same.

    A reading that lost a letter or two at an end is like the whole one, and may be surer.
    Offices are words that the recogniser knows: of theirs the surest counts alone.
    """
    patterns = reading_patterns().signature
    known = any(is_known(text, patterns) for text, _ in readings)

    def worth(reading: tuple[str, float]) -> float:
        text, confidence = reading
        heard = sum(sure * fuzz.ratio(text, other) / 100 for other, sure in readings)
        heard = 0.0 if known else heard
        whole = any(text != other and text in other for other, _ in readings)
        return confidence + heard / len(readings) - (_CUT_SHORT if whole else 0.0)

    return max(readings, key=worth)


def _recognised(image: GreyImage, crop: Box, reader: ReadsLines) -> tuple[str, float]:
    height, width = image.shape
    top, bottom = max(int(crop.top), 0), min(int(crop.bottom) + 1, height)
    left, right = max(int(crop.x0), 0), min(int(crop.x1) + 1, width)
    if bottom - top < _LEAST_SIDE or right - left < _LEAST_SIDE:
        return "", 0.0
    text, confidence = reader.read(image[top:bottom, left:right])
    return _tidied(text), confidence


def as_tesseract(box: Box, held: list[Recognised]) -> FoundLine:
    """Return a line as Tesseract read it."""
    return FoundLine(box, held, " ".join(word.text for word in held), mean_confidence(held) or 0.0)


def covers(held: Sequence[Recognised], box: Box) -> bool:
    """Whether the words stand over a detected line's length, without room for another word."""
    ends = [box.x0, *(word.x1 for word in held)]
    if any(word.x0 - end > box.height for word, end in zip(held, ends, strict=False)):
        return False
    return sum(word.x1 - word.x0 for word in held) > 0.7 * (box.width - box.height)


def _tidied(text: str) -> str:
    """Drop what is no Latin letter, digit or mark, and undo the recogniser's usual slips."""
    plain = " ".join(re.sub(r"[^\x20-\x7e\xe8\xe9\u2013\u2019]+", " ", text).split())
    plain = _DIGIT_IN_NAME.sub(lambda match: _AS_LETTER[match[0]], plain)
    plain = _NO_P.sub("P", plain.lstrip(" /\\|_-.,:;~'*\""))
    plain = _ACTING.sub(r"Pl\1", plain)
    plain = _TITLE_COMMA.sub(". ", _DRS.sub("Drs. ", plain))
    plain = _NO_COMMA.sub(", ", _DOT_AS_COMMA.sub(", ", plain))
    patterns = reading_patterns().signature
    if not is_known(plain, patterns):
        plain = _STROKE.sub(" ", plain)
    return patterns.glued.sub(r"\g<0> ", plain)


def _ring(text: str) -> int:
    """Count the letters of a stamp's ring that run into a line's first word or number."""
    patterns = reading_patterns().signature
    begins = patterns.begins.search(text)
    if begins is None or is_known(text, patterns):
        return 0
    before = text[: begins.start()]
    sticks = before[-1:].isalnum() or begins[0][0].isdigit() or _SCRAPS.fullmatch(before)
    return len(before) if sticks and re.fullmatch(r"[A-Z][A-Za-z0-9 ]{0,13}", before) else 0


def is_known(text: str, patterns: SignaturePatterns) -> bool:
    """Whether a line has the form of an office, a rank or a NIP."""
    return bool(patterns.office.match(text) or patterns.below_name.match(text))
