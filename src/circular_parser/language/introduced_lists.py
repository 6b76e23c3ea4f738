"""Finds the list of units in a sentence that says, in whatever words, that they stay at work.

The openers of ``exemptions.toml`` know where in its sentence a list stands. Much that the
press writes has no such order (``ada dinas yang mesti siaga, contohnya ...``); there the
list is known by the word that introduces it, and its meaning by the nearest predicate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from circular_parser.language.enumerations import Span
from circular_parser.language.patterns import compile_lower

# How far from its list a predicate may stand, and the units that the list is of.
_NEAR = 220
_NEAR_HEAD = 90
_NEAR_COLON = 100


@dataclass(frozen=True, slots=True)
class IntroducedLists:
    """The patterns of ``[introduced]``, for text in small letters.

    Without one of ``words`` or a bracket nothing is introduced.
    """

    words: list[str]
    intro: re.Pattern[str]
    head: re.Pattern[str]
    stays: re.Pattern[str]
    leaves: re.Pattern[str]
    anaphor: re.Pattern[str]
    applies: re.Pattern[str]
    refers_back: re.Pattern[str]
    reason: re.Pattern[str]
    they: re.Pattern[str]
    topic: re.Pattern[str]
    serving: re.Pattern[str]
    arranged: re.Pattern[str]

    @classmethod
    def load(cls, data: dict[str, Any]) -> IntroducedLists:
        """Compile the patterns of the table *data*."""
        patterns = {key: compile_lower(data[key]) for key in cls.__slots__ if key != "words"}
        return cls(words=data["words"], **patterns)

    def list_in(self, view: str, start: int, end: int, before: int) -> Span | None:
        """Return the list in ``view[start:end]`` of those who stay at work.

        *before* is where the sentence before begins; a sentence that opens with a word for
        what was said there (``ini berlaku untuk ...``) has its predicate there, and one
        that only says what those units are to do has its list there.
        """
        applies = self.applies.match(view, start, end)
        if applies is not None:
            stays, leaves = self._predicates(view, before, start)
            if stays and not leaves:
                return applies.end(), end
        sentence = view[start:end]
        if " yang bersangkutan" in sentence and self.refers_back.search(view, start, end):
            intro = self.intro.search(view, before, start)
            described = intro is not None and self.head.search(view, before, intro.start())
            return (intro.end(), start) if intro is not None and described else None
        if "(" not in sentence and not any(word in sentence for word in self.words):
            return None
        intro = self.intro.search(view, start, end)
        if intro is None:
            return None
        if not self.head.search(view, max(start, intro.start() - _NEAR_HEAD), intro.start()):
            return None
        begin, stop = intro.end(), end
        if intro[0].endswith("("):
            stop = _end_of_bracket(view, begin, end)
        said = before if self.anaphor.match(view, start, end) else start
        stays, leaves = self._predicates(view, said, end)
        behind = self._nearest(begin, stays, 1) < self._nearest(begin, leaves, 1)
        ahead = self._nearest(intro.start(), stays, -1) < self._nearest(intro.start(), leaves, -1)
        denied = self._nearest(begin, leaves, 1) < self._nearest(begin, stays, 1)
        denied = denied or self.gives_reason(view, start, intro.start())
        return (begin, stop) if behind or (ahead and not denied) else None

    def gives_reason(self, view: str, start: int, end: int) -> bool:
        """Say whether ``view[start:end]`` ends in a clause that tells why or what for."""
        last = self.reason.search(view, start, end)
        return last is not None and not any(self.stays.finditer(view, last.start(), end))

    def leads(self, view: str, start: int, end: int) -> bool:
        """Say whether the last predicate before a colon says that those listed stay at work."""
        stays, leaves = self._predicates(view, start, end)
        last = max((stop for _, stop in leaves), default=start)
        return any(stop > max(last, end - _NEAR_COLON) for _, stop in stays)

    def topic_of(self, view: str, start: int, end: int) -> int | None:
        """Return where the topic of ``view[start:end]`` begins that a word marks.

        ``Untuk pasar, kata bupati, pedagang tetap berjualan``: whom the sentence is about
        stands at its head, whoever says it in between.
        """
        topic = self.topic.match(view, start, end)
        return topic.end() if topic is not None else None

    def end_of_topic(self, view: str, begin: int, end: int) -> int | None:
        """Return where the topic from *begin* on ends, if its predicate is to stay at work."""
        stays, leaves = self._predicates(view, begin, end)
        return stays[0][0] if stays and not leaves else None

    def served_by(self, view: str, begin: int, end: int) -> Span | None:
        """Return the units at *begin* that serve the public, if their work is arranged for.

        ``Bagi OPD yang memberi pelayanan langsung, jam kerja diatur pimpinannya``: who serves the
        public works by a rule of its own, whatever that is.
        """
        units = self.serving.match(view, begin, end)
        if units is None:
            return None
        stays, leaves = self._predicates(view, units.end(), end)
        arranged = self.arranged.match(view, units.end(), end) is not None
        return units.span() if not leaves and (stays or arranged) else None

    def tells_of_them(self, view: str, start: int, end: int) -> bool:
        """Say whether a sentence tells that those named in the one before stay at work."""
        if self.they.match(view, start, end) is None:
            return False
        stays, leaves = self._predicates(view, start, end)
        return bool(stays) and not leaves

    def _predicates(self, view: str, start: int, end: int) -> tuple[list[Span], list[Span]]:
        """Return the predicates of staying, and those of leaving that are none of them."""
        stays = [match.span() for match in self.stays.finditer(view, start, end)]
        leaves = [match.span() for match in self.leaves.finditer(view, start, end)]
        return stays, [at for at in leaves if not any(a <= at[0] < b for a, b in stays)]

    @staticmethod
    def _nearest(at: int, spans: list[Span], way: int) -> int:
        """Return how far the nearest of *spans* before (-1) or behind (1) *at* is."""
        gaps = [start - at if way > 0 else at - end for start, end in spans]
        return min((gap for gap in gaps if 0 <= gap <= _NEAR), default=_NEAR + 1)


def _end_of_bracket(view: str, begin: int, end: int) -> int:
    """Return where the bracket that opens before *begin* closes."""
    depth = 1
    for at in range(begin, end):
        depth += (view[at] == "(") - (view[at] == ")")
        if depth == 0:
            return at
    return end
