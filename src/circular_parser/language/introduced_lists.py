"""Finds the list of units in a sentence that says, in whatever words, that they stay at work.

The openers of ``exemptions.toml`` know where in its sentence a list stands. Much that the
press writes has no such order (``ada dinas yang mesti siaga, contohnya ...``); there the
list is known by the word that introduces it, and its meaning by the nearest predicate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from circular_parser.language.patterns import compile_lower

_Span = tuple[int, int]

# How far from its list a predicate may stand, and the units that the list is of.
_NEAR = 220
_NEAR_HEAD = 90


@dataclass(frozen=True, slots=True)
class IntroducedLists:
    """The patterns of ``[introduced]``, for text in small letters."""

    intro: re.Pattern[str]
    head: re.Pattern[str]
    stays: re.Pattern[str]
    leaves: re.Pattern[str]
    anaphor: re.Pattern[str]
    topic: re.Pattern[str]

    @classmethod
    def load(cls, data: dict[str, Any]) -> IntroducedLists:
        """Compile the patterns of the table *data*."""
        return cls(*(compile_lower(data[key]) for key in cls.__slots__))

    def begin(self, view: str, start: int, end: int, before: int) -> int | None:
        """Return where the list in ``view[start:end]`` of those who stay at work begins.

        *before* is where the sentence before begins; a sentence that opens with a word for
        what was said there (``ini berlaku untuk ...``) has its predicate there.
        """
        intro = self.intro.search(view, start, end)
        if intro is None:
            return None
        if not self.head.search(view, max(start, intro.start() - _NEAR_HEAD), intro.start()):
            return None
        said = before if self.anaphor.match(view, start, end) else start
        stays, leaves = self._predicates(view, said, end)
        behind = self._nearest(intro.end(), stays, 1) < self._nearest(intro.end(), leaves, 1)
        ahead = self._nearest(intro.start(), stays, -1) < self._nearest(intro.start(), leaves, -1)
        denied = self._nearest(intro.end(), leaves, 1) < self._nearest(intro.end(), stays, 1)
        return intro.end() if behind or (ahead and not denied) else None

    def topic_list(self, view: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where the topic of ``view[start:end]`` begins and the predicate it has.

        ``Untuk pasar, kata bupati, pedagang tetap berjualan``: whom the sentence is about
        stands at its head, whoever says it in between.
        """
        topic = self.topic.match(view, start, end)
        if topic is None:
            return None
        stays, leaves = self._predicates(view, topic.end(), end)
        return (topic.end(), stays[0][0]) if stays and not leaves else None

    def _predicates(self, view: str, start: int, end: int) -> tuple[list[_Span], list[_Span]]:
        """Return the predicates of staying, and those of leaving that are none of them."""
        stays = [match.span() for match in self.stays.finditer(view, start, end)]
        leaves = [match.span() for match in self.leaves.finditer(view, start, end)]
        return stays, [at for at in leaves if not any(a <= at[0] < b for a, b in stays)]

    @staticmethod
    def _nearest(at: int, spans: list[_Span], way: int) -> int:
        """Return how far the nearest of *spans* before (-1) or behind (1) *at* is."""
        gaps = [start - at if way > 0 else at - end for start, end in spans]
        return min((gap for gap in gaps if 0 <= gap <= _NEAR), default=_NEAR + 1)
