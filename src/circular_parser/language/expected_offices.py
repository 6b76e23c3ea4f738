"""The offices that a document leads to expect in its signature block.

A stamp lies over the block: its words stand before an office or by themselves, and letters of
what is printed below are lost. Both are told by the letterhead, which names the same office.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Hamming, Levenshtein

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis
from circular_parser.language.offices import OfficePatterns

_GOVERNMENT = re.compile(
    r"\W{0,3}pemerintah\s+(?P<region>(?:provinsi|kabupaten|kota)\s.+)", re.IGNORECASE
)
_HEADS_OF_REGIONS = {"provinsi": "gubernur", "kabupaten": "bupati", "kota": "wali kota"}
# Kepala before its unit, with letters lost under a stamp: Kep la Dinas X.
_HEAD_OF_UNIT = re.compile(
    r"\W{0,3}(?P<head>[a-z]{2,6}(?:\W{1,3}[a-z]{1,3})?)\W{1,3}"
    r"(?=(?:dinas|badan|kantor|biro|bagian|satuan)\b)",
    re.IGNORECASE,
)
# Kepada is a word of its own.
_LONG_WORD = re.compile(r"\b(?!(?i:kepada)\b)[^\W\d_]{6,}\b")
_NO_LETTER = re.compile(r"[^a-z ]")
_LIKE_KEPALA = 65  # likeness of what was read for it, in hundredths
_MAX_DAMAGE = 0.3
_MAX_MISREAD = 0.2  # of an office whose first word was read
_LEAST_READ = 4  # letters of an office's first word, or of a stamp's words
_MIN_DAMAGED = 6
_MOST_SCRAPS = 3  # words of a stamp before an office
_OF_STAMP = 85  # likeness of a stamp's words to those of the letterhead, in hundredths


@dataclass(frozen=True, slots=True)
class ExpectedOffices:
    """Regions, offices and words that letterhead and title name."""

    governments: Sequence[str]
    offices: Sequence[str]
    letterhead: str
    patterns: OfficePatterns

    @classmethod
    def of(cls, analysis: Analysis, patterns: OfficePatterns) -> ExpectedOffices:
        """Gather what the head of *analysis* leads to expect."""
        lines = [line for section in analysis.of("letterhead") for line in section.lines]
        named = [match for line in lines if (match := _GOVERNMENT.match(line.text)) is not None]
        governments = [letters_of(match["region"]) for match in named]
        titles = [o.value.title for o in analysis.offices if o.role in ("letterhead", "title")]
        units = [line.text.strip(" .,").casefold() for line in lines if line.confidence is not None]
        parts = (name.split(" ", 1) for name in (*governments, *units) if " " in name)
        of_agencies = {agency: head for head, agency in patterns.titles.agency_of.items()}
        leads = _HEADS_OF_REGIONS | of_agencies
        heads = [f"{leads[kind]} {rest}" for kind, rest in parts if kind in leads]
        letterhead = " ".join(letters_of(line.text) for line in lines)
        return cls(governments, [*map(str.casefold, titles), *heads], letterhead, patterns)

    def names_region(self, text: str) -> bool:
        """Whether *text* is the region of the letterhead, but for some letters."""
        return _near(text, self.governments) is not None

    def says_stamp(self, line: Line) -> bool:
        """Whether a recognised line has words of the letterhead, or pieces of them, alone."""
        letters = letters_of(line.text)
        return (
            line.confidence is not None
            and len(letters) >= _LEAST_READ
            and fuzz.partial_ratio(letters, self.letterhead) >= _OF_STAMP
        )

    def without_stamp(self, line: Line) -> str:
        """Return a line from its office on, where words of a stamp stand before it."""
        office = self.patterns.word["office"]
        letters = letters_of(line.text)
        named = next((g for g in self.governments if letters.startswith(f"{g} ")), None)
        words = line.text.split()
        if named is not None:
            rest = " ".join(words[len(named.split()) :])
            return rest if office.match(rest) else line.text
        if line.confidence is None:
            return line.text
        head = self.patterns.word["head"].match(line.text)
        if head is not None:
            # BUPATI Pj. BUPATI X: the first is the top of a stamp.
            rest = line.text[head.end() :].lstrip()
            acting = self.patterns.prefix["acting"].match(rest)
            again = rest[acting.end() :] if acting is not None else rest
            return rest if again.casefold().startswith(head[0].casefold()) else line.text
        if office.match(line.text):
            return line.text
        for count in range(1, min(len(words), _MOST_SCRAPS + 1)):
            scrap, rest = letters_of(" ".join(words[:count])), " ".join(words[count:])
            if (
                len(scrap) >= _LEAST_READ
                and office.match(rest)
                and fuzz.partial_ratio(scrap, self.letterhead) >= _OF_STAMP
            ):
                return rest
        return line.text

    def restored_behind(self, text: str, at: int, line: Line) -> str | None:
        """Return *text* of a recognised line with the office behind a.n. or Plt. put right.

        Args:
            text: of the line, without words of a stamp before it.
            at: where the office begins.
            line: as it was read.
        """
        rest = text[at:]
        if line.confidence is None or self.patterns.word["office"].match(rest):
            return None
        near = _near(rest, [*self.offices, *self.patterns.damaged])
        return None if near is None else text[:at] + _in_case_of(rest, near)

    def respelt(self, text: str) -> str:
        """Return *text* of a recognised line, words of offices with one wrong letter mended."""
        known = {part for office in self.patterns.damaged for part in office.split()}

        def mended(found: re.Match[str]) -> str:
            word, folded = found[0], found[0].casefold()
            near = [w for w in known if len(w) == len(word) and Hamming.distance(w, folded) == 1]
            return word if folded in known or len(near) != 1 else _in_case_of(word, near[0])

        return _LONG_WORD.sub(mended, text)

    def restored_region(self, line: Line) -> str | None:
        """Return the region of the letterhead that a recognised line has but for some letters."""
        if line.confidence is None:
            return None
        near = _near(line.text, self.governments, _MAX_MISREAD)
        if near is None:
            return None
        return _in_case_of(line.text, near) + line.text[len(line.text.rstrip(" ,")) :]

    def restored(self, text: str, line: Line) -> str | None:
        """Return the office that a stamp or signature spoiled, None if *text* is none.

        *text* is that of *line* without words of a stamp before it.
        """
        read = line.confidence is not None
        if self.patterns.word["office"].match(text) is not None:
            # Of an office that was read only letters of its place may be wrong.
            first = letters_of(text).split(" ")[0]
            same = [office for office in self.offices if office.split(" ")[0] == first]
            expected = _near(text, same, _MAX_MISREAD) if read else None
            return _in_case_of(text, expected) if expected is not None else None
        # KABUPATEN X in a stamp is near to BUPATI X: the nearest counts.
        damaged = self.patterns.damaged
        near = _near(text, [*self.governments, *damaged, *(self.offices if read else ())])
        if near is not None:
            return _in_case_of(text, near) if near not in self.governments else None
        unit = _HEAD_OF_UNIT.match(text) if read else None
        if unit is not None and fuzz.ratio(letters_of(unit["head"]), "kepala") >= _LIKE_KEPALA:
            return f"{_in_case_of(text, 'kepala')} {text[unit.end() :]}"
        if not read or not text.rstrip().endswith(","):
            return None
        # The stamp hides the first letters of what stands above the name.
        first = text.split()[0].casefold()
        whole = (office.split()[0] for office in damaged)
        lost = next((w[: -len(first)] for w in whole if first in (w[1:], w[2:])), None)
        return None if lost is None or len(first) < _LEAST_READ else _in_case_of(text, lost) + text


def letters_of(text: str) -> str:
    """Return the letters and spaces of *text*, without regard to case."""
    return _NO_LETTER.sub("", text.casefold()).strip()


def _in_case_of(text: str, words: str) -> str:
    """Return *words* in capitals where most letters of *text* are, else as a title."""
    return words.upper() if sum(map(str.isupper, text)) > len(text) / 2 else words.title()


def _near(text: str, known: Sequence[str], most: float = _MAX_DAMAGE) -> str | None:
    """Return the one of *known* that *text* is but for some letters, None if it is none."""
    folded = letters_of(text)
    near = process.extractOne(
        folded,
        known,
        scorer=Levenshtein.normalized_distance,
        processor=letters_of,
        score_cutoff=most,
    )
    return near[0] if len(folded) >= _MIN_DAMAGED and near is not None else None
