"""The vote on a number that was recognised more than once: the grammar of numbers is the judge.

Serials are written by hand into ``800/   /BKPP``, and recognisers read ``!60`` for ``160``
or a slash for a 7. What has the form of a document number outweighs what was only read with
confidence. Forms: Permendagri 54/2009 (code/serial/unit/year), 83/2022 (code), and the
ministries' own (letters first).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from circular_parser.document import Reading

_DIGIT = re.compile(r"\d")
_TAHUN = re.compile(r".*\d\s+tahun\s+\d{4}", re.IGNORECASE)
_CHARACTERS = re.compile(r"[\w./\-()& \u2010-\u2013]+")
# A code of three digits and its subdivisions, a serial, or letters with or without a code.
_FIRST = re.compile(
    r"\d{3}(?:\.\d{1,2}){0,4}|\d{1,4}[a-z]?|[A-Z]{1,6}[.-]?\d[\d.]*|[A-Z]{1,6}", re.I
)
# Of letters in two cases, as no unit is abbreviated; a strange mix ends in a small letter.
_TWO_CASES = re.compile(r".*[A-Z]{2}[a-z].*")
# Units with a digit are in capitals: DP3A, P2P.
_MIXED = re.compile(r"(?=.*\d)(?:(?=.*[A-Za-z])\w{1,5}|(?=.*[a-z])\w+)")
# What stands for a digit where the rest of a segment is digits.
_LIKE_DIGITS = str.maketrans("!|\\lI\u221asS$oOzZqg:", "111111555002299.")
_DIGITS_OR_LIKE = re.compile(r"[\d.!|\\lI\u221asS$oOzZqg:]+")
_AGREEMENT = 0.1  # what each further reading of the same text is worth


def repaired(value: str) -> str:
    """Return *value* with what stands for a digit between digits put right, segment by segment.

    A segment without a single digit is a unit and stays: ``SS``, ``IV``.
    """
    # A code has three digits: a fourth and a space after them are a slash.
    value = re.sub(r"^(\d{3})[1Il|!] (?=\d)", r"\1/", value)
    # Nor has a code six digits on end: the fourth, a stroke, is the slash.
    value = re.sub(r"^(\d{3})[17](\d{2,4})(?=/|$)", r"\1/\2", value)
    segments = value.split("/")
    for index, segment in enumerate(segments):
        bare = segment.strip()
        if _DIGIT.search(bare) and _DIGITS_OR_LIKE.fullmatch(bare):
            segments[index] = segment.replace(bare, bare.translate(_LIKE_DIGITS))
    if len(segments) > 1 and "." in segments[0]:
        # Codes are divided by dots, never by strokes, and do not end in one.
        code = re.sub(r"(?<=\d)-(?=\d)", ".", segments[0])
        segments[0] = re.sub(r"(?<=\d)\.\s*$", "", code)
    return "/".join(segments)


def outvoting(value: str, confidence: float | None, readings: Sequence[Reading]) -> Reading | None:
    """Return the reading that outweighs *value* as first read, None where none does.

    A reading that agrees with *value* may be the one: then it is the surer of the two.

    Args:
        value: the number, repaired.
        confidence: of the engine that read *value*; None for text that was not recognised.
        readings: of the same place, each with the bare number as its text.
    """
    votes: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        votes[repaired(reading.text)].append(reading)
    best, most = None, plausibility(value) * (1.0 if confidence is None else confidence)
    for text, voters in votes.items():
        first = max(voters, key=lambda reading: reading.confidence)
        agreeing = len(voters) - 1 + (text == value)
        worth = plausibility(text) * first.confidence + _AGREEMENT * agreeing
        if worth > most:
            best, most = Reading(text, first.engine, first.confidence), worth
    return best


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
    odd = sum(x == "" or _TWO_CASES.fullmatch(x) is not None for x in segments[1:])
    return max(0.3, (1.0 if numeric else 0.8) - 0.3 * mixed - 0.2 * odd)
