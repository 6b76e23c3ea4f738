"""Tells which alternatives of a pattern may be found in a text, by the words that stand in it.

Whether a long pattern is found anywhere is told far sooner by those few: most of its
alternatives have words that the text has not.
"""

from __future__ import annotations

import re

from circular_parser.language.patterns import ways_of, words_of


class TextWords(dict[str, bool]):
    """Which words stand in *text*, in small letters; each is looked for when first asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, word: str) -> bool:
        """Look for *word*."""
        found = self[word] = word in self._text
        return found

    def allow(self, pattern: re.Pattern[str]) -> bool:
        """Whether *pattern* may be found in the text or in any part of it."""
        return any(map(self.__getitem__, words_of(pattern)))

    def ways(self, pattern: re.Pattern[str]) -> list[re.Pattern[str]]:
        """Return those alternatives of *pattern* that may be found.

        Of a long pattern most are found nowhere; that one of them is found can be told by these.
        """
        return list(filter(self.allow, ways_of(pattern)))
