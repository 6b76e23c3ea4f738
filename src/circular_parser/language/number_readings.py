"""The vote on a number that was recognised more than once: the grammar of numbers is the judge.

Serials are written by hand into ``800/   /BKPP``, and recognisers read ``!60`` for ``160``
or a slash for a 7. What has the form of a document number outweighs what was only read with
confidence. Forms: Permendagri 54/2009 (code/serial/unit/year), 83/2022 (code), and the
ministries' own (letters first).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circular_parser.document import BY_HAND, Reading
from circular_parser.misreadings import misreadings

_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"[\d.]+")
_TAHUN = re.compile(r".*\d\s+tahun\s+\d{4}", re.IGNORECASE)
_CHARACTERS = re.compile(r"[\w./\-()& \u2010-\u2013]+")
# A code of three digits and its subdivisions, a serial, or letters with or without a code.
_FIRST = re.compile(
    r"\d{3}(?:\.\d{1,2}){0,4}|\d{1,4}[a-z]?|[A-Z]{1,6}[.-]?\d[\d.]*|[A-Z]{1,6}", re.I
)
# Of letters in two cases, as no unit is abbreviated; a strange mix ends in a small letter.
_TWO_CASES = re.compile(r".*[A-Z]{2}[a-z].*")
_MARKS = re.compile(r"\W+")
# Units with a digit are in capitals: DP3A, P2P.
_MIXED = re.compile(r"(?=.*\d)(?:(?=.*[A-Za-z])\w{1,5}|(?=.*[a-z])\w+)")
_STROKES = re.compile(r"//(?=\d)(?!(?:19|20)\d\d(?:/|$))")
_STROKES_OF_CODE = re.compile(r"(?<=\d)//(?=\d{3}\.\d)")
_SPACED_TAHUN = re.compile(r"(\d)\.?\s*(tahun)\s*(\d{4})$", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_SPECK = re.compile(r"/\s*\.+(?=\d)")  # no segment begins with a dot
# A month in Roman figures with the digit for its first letter.
_ROMAN_WITH_DIGIT = re.compile(r"(?=.*1)(?=.*[VX])[1IVX]{2,4}")
_REPAIRED = 0.8  # of a reading's share, where what was read had to be put right
_FIRST_ENGINE = 0.3  # of the page engine's confidence: it reads print, and pens now and then
_TOSS_UP = 0.25  # of the share of the other reading
# O1 Tahun 2021
_SERIAL = re.compile(r"^(?=\D?\d)[\dOoIl]{2,4}(?=\s+tahun\b)", re.IGNORECASE)


def repaired(value: str) -> str:
    """Return *value* with what stands for a digit between digits put right, segment by segment.

    A segment without a single digit is a unit and stays: ``SS``, ``IV``.
    """
    digits = misreadings().digits
    # A code has three digits: a fourth and a space after them are a slash.
    value = re.sub(r"^(\d{3})[1Il|!] (?=\d)", r"\1/", value)
    # Nor has a code six digits on end: the fourth, a stroke, is the slash.
    value = re.sub(r"^(\d{3})[17](\d{2,4}(?:\.\d)?)(?=/|$)", r"\1/\2", value)
    value = _SERIAL.sub(lambda match: match[0].translate(digits), value)
    # Two strokes before digits are a slash and a 1, in that order but before a code.
    value = _STROKES_OF_CODE.sub("1/", value)
    value = _STROKES.sub("/1", value)
    value = _SPACED_TAHUN.sub(r"\1 \2 \3", value)
    segments = value.split("/")
    for index, segment in enumerate(segments):
        bare = segment.strip()
        if _ROMAN_WITH_DIGIT.fullmatch(bare):
            segments[index] = segment.replace("1", "I")
        elif _DIGIT.search(bare) and _DIGITS.fullmatch(mended := bare.translate(digits)):
            segments[index] = segment.replace(bare, mended)
    if len(segments) > 1 and "." in segments[0]:
        # Codes are divided by dots, never by strokes, and do not end in one.
        code = re.sub(r"(?<=\d)-(?=\d)", ".", segments[0])
        segments[0] = re.sub(r"(?<=\d)\.\s*$", "", code)
    return _SPECK.sub("/", "/".join(segments))


@dataclass(frozen=True, slots=True)
class Vote:
    """The value that won, its share of what all readings are worth, and the next best value."""

    value: str
    engine: str
    confidence: float
    next_best: str | None


def vote(value: str, confidence: float | None, readings: Sequence[Reading]) -> Vote | None:
    """Weigh what a line may say: by how likely each reading is and how well it fits a number.

    Readings that are repaired to the same value support each other.

    Args:
        value: the number as first read, repaired.
        confidence: of the engine that read *value*; None where it gave none.
        readings: of the same place, each with the bare number as its text and its share of
            the probability as its confidence. Without any there is no vote.
    """
    if not readings:
        return None
    shares: dict[str, float] = defaultdict(float)
    by_hand = (readings[0].by_hand or 0.0) >= BY_HAND
    for reading in readings:
        mended = repaired(reading.text)
        shares[mended] += reading.confidence * (1.0 if mended == reading.text else _REPAIRED)
    if by_hand:
        for text, share in _ones(readings):
            shares[repaired(text)] += share
    spaced = repaired("".join(value.split()))
    shares[spaced] += _FIRST_ENGINE * (1.0 if confidence is None else confidence)
    worth = {text: share * plausibility(text) ** 2 for text, share in shares.items()}
    total = sum(worth.values())
    if not total:
        return None
    best, *others = sorted(worth, key=lambda text: -worth[text])
    return Vote(
        _BETWEEN_DIGITS.sub("", value) if best == "".join(value.split()) else best,
        readings[0].engine,
        worth[best] / total,
        others[0] if others else None,
    )


def _ones(readings: Sequence[Reading]) -> Iterator[tuple[str, float]]:
    """Yield what a number is where one sign is a 7 or a slash: a 1 written aslant."""
    shares = {reading.text: reading.confidence for reading in readings}
    for text, share in shares.items():
        for seven in re.finditer("7", text):
            stroke = f"{text[: seven.start()]}/{text[seven.end() :]}"
            also = shares.get(stroke, 0.0)
            if also > _TOSS_UP * share:
                yield f"{text[: seven.start()]}1{text[seven.end() :]}", share + also


def plausibility(value: str) -> float:
    """How well *value* fits the grammar of a document number, 0..1."""
    if not _CHARACTERS.fullmatch(value) or not _DIGIT.search(value):
        return 0.0
    if _TAHUN.fullmatch(value):
        return 1.0
    segments = [segment.strip() for segment in value.split("/")]
    if len(segments) == 1:
        return 0.2
    if not _FIRST.fullmatch(segments[0]):
        return 0.5
    # A serial that is letters and digits mixed is a misreading more often than not.
    mixed = sum(_MIXED.fullmatch(x) is not None for x in segments[1:])
    numeric = any(re.fullmatch(r"\d[\d.]*[a-z]?", x) for x in segments[1:])
    if any(_MARKS.fullmatch(x) for x in segments):
        return 0.1
    odd = sum(x == "" or _TWO_CASES.fullmatch(x) is not None for x in segments[1:])
    return max(0.3, (1.0 if numeric else 0.8) - 0.3 * mixed - 0.2 * odd)
