"""Finds what a sentence of a report tells, leaving out who said it.

A sentence that speaks about the document only, or says how many fell ill, tells no rule. The
words are in ``duties.toml`` under ``[press]`` and ``[printed]``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from circular_parser.language.norms import NormReader

_EARLY = 2  # sentences: heading and lead


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells: ``text[start:end]`` of its *whole*, without who said it.

    ``issued`` is where it says how the document came about, ``early`` whether it is one of the
    first of the report.
    """

    start: int
    end: int
    whole: tuple[int, int]
    issued: re.Match[str] | None
    early: bool


def find_told(reader: NormReader, start: int, end: int, place: int) -> Told | None:
    """Return what the sentence tells, None if it speaks about the document only."""
    press = reader.patterns.press
    if press["about"].match(reader.lower, start, end):
        return None
    whole = start, end
    start, end = _without_speaker(reader, start, end)
    if press["about"].match(reader.lower, start, end):
        return None
    if press["skip"].search(reader.lower[whole[0] : end]):  # "^" is the sentence's start
        return None
    if press["cases"].match(reader.lower[slice(*whole)]):
        return None
    issued = press["issued"].search(reader.lower, start, end)
    return Told(start, end, whole, issued, place < _EARLY)


def _without_speaker(reader: NormReader, start: int, end: int) -> tuple[int, int]:
    """Leave out who said it, before and behind."""
    press = reader.patterns.press
    dateline = reader.patterns.printed["dateline"].match(reader.text[start:end])
    if dateline is not None:
        start += dateline.end()
    for name in ("opener", "intro", "intro_by", "opener", "intro_order", "intro_noun"):
        intro = press[name].match(reader.lower[start:end])
        if intro is not None and start + intro.end() < end:
            start += intro.end()
    attribution = press["attribution"].search(reader.lower[start:end])
    if attribution is not None and attribution.start() > 10:
        stop = start + attribution.start()
        if not _is_inserted(reader, start, stop, end):
            end = stop
    return start, end


def _is_inserted(reader: NormReader, start: int, stop: int, end: int) -> bool:
    """Whether who said it parts a sentence at *stop*: ``Warga, ujarnya, wajib ...``."""
    if reader.patterns.press["inserted"].match(reader.lower, stop, end) is None:
        return False
    # "Meski bekerja dari rumah, lanjut dia, pegawai wajib ...": the rule comes behind it.
    opens = reader.predicates.after_opener(f"{reader.lower[start:stop]}, pegawai")
    return opens > stop - start or reader.predicates.find(reader.text[start:stop]) is None
