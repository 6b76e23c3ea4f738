"""Tells the class of a position from its words: of who signs, and of who goes on working."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .folding import fold_words

OTHER = "other"
_DATA = Path(__file__).with_name("positions.toml")
# Words shorter than that are not mended, longer ones of two letters.
_SHORTEST_MENDED = 6
_LONG = 12


@dataclass(frozen=True, slots=True)
class Label:
    """What a class is called in English and Indonesian."""

    en: str
    id: str


class Positions:
    """The classes of positions that ``positions.toml`` tells apart."""

    def __init__(self) -> None:
        data = tomli.loads(_DATA.read_text(encoding="utf-8"))
        self.labels = {name: Label(entry["en"], entry["id"]) for name, entry in data.items()}
        self._phrases = {
            tuple(phrase.split()): name
            for name, entry in data.items()
            for phrase in entry["phrases"]
        }
        self._longest = max(map(len, self._phrases))
        self._words = sorted({w for phrase in self._phrases for w in phrase})
        self.class_of = lru_cache(maxsize=1 << 14)(self._class_of)

    def _class_of(self, position: str) -> str:
        """Return the class of *position*, ``other`` if none of them."""
        words = [self._mended(word) for word in fold_words(position).split()]
        for start in range(len(words)):
            for length in range(self._longest, 0, -1):
                name = self._phrases.get(tuple(words[start : start + length]))
                if name is not None:
                    return name
        return OTHER

    def _mended(self, word: str) -> str:
        """Return the word that a misprint such as ``sekrrtaris`` stands for."""
        if len(word) < _SHORTEST_MENDED or word in self._words:
            return word
        allowed = 2 if len(word) >= _LONG else 1
        near = process.extractOne(word, self._words, scorer=OSA.distance, score_cutoff=allowed)
        return near[0] if near is not None else word
