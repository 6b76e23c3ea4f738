"""Tells which alternatives of a pattern may be found in a text, by the words that stand in it.

Whether a long pattern is found anywhere is told far sooner by those few: most of its
alternatives have words that the text has not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

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

    def finditer(
        self, pattern: re.Pattern[str], text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield the matches in *text*, this one or a part of it in any case, as *pattern* would.

        A match has only the groups of its own alternative; an empty text is no match.
        """
        found = [(way, way.search(text, start, end)) for way in self.ways(pattern)]
        while found := [(way, match) for way, match in found if match is not None]:
            first = min((match for _, match in found), key=re.Match.start)
            if first[0]:
                yield first
            elif first.end() == len(text):
                return
            start = max(first.end(), first.start() + 1)
            found = [
                (way, way.search(text, start, end) if match.start() < start else match)
                for way, match in found
            ]

    def search(
        self, pattern: re.Pattern[str], text: str, start: int = 0, end: int = sys.maxsize
    ) -> re.Match[str] | None:
        """Return the first of the matches of :meth:`finditer`, if any."""
        return next(self.finditer(pattern, text, start, end), None)
