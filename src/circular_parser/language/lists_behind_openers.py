"""Reads the list that stands behind an opener (``kecuali Camat dan Lurah``).

What the sentence forbids may be travel, and what ``kecuali`` permits an errand, a vehicle or a
leave: then the opener leaves nobody out.
"""

from __future__ import annotations

import re

from circular_parser.language.analysis import Analysis, Clause
from circular_parser.language.enumerations import Span
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.listed_items import MAX_LIST, FoundList, ListedItems

_AFTER_EXCEPT = re.compile(r"[ ,:]*(?:bagi +|yang +ada +)?")


class ListsBehindOpeners:
    """Reads the lists behind the openers of one text."""

    def __init__(self, analysis: Analysis, patterns: ExemptionPatterns, items: ListedItems) -> None:
        self._text = analysis.text
        self._view = analysis.plain
        self._patterns = patterns
        self._items = items

    def read(self, begin: int, end: int, name: str, host: str, below: list[Clause]) -> FoundList:
        """Return the items that follow an opener of the rule *name* which ends at *begin*.

        *host* is what stands before the opener; *below* is the list below it, if it has one.
        """
        if self._leaves_nobody_out(begin, end, name, host):
            return FoundList([], name, denied=True)
        if not below:
            return FoundList(self.listed(begin, end), name)
        sure = name == "excepted" and self._patterns.of_units.search(self._view, begin, end)
        # "Pejabat Eselon II, Kepala UPTD dan pegawai OPD berikut: ...": the list is of the last.
        before = self.listed(begin, end)
        if before and not self._view[before[-1][1] : end].strip(" :\n"):
            before.pop()
        beside = [s for s in before if self._items.is_item(s) and not self._items.are_classes([s])]
        return FoundList(beside + self._items.children(below, sure=sure is not None), name)

    def listed(self, begin: int, end: int) -> list[Span]:
        """Return the items between *begin* and *end*, as far as their list goes."""
        skip = self._patterns.skip.match(self._view, begin, end)
        begin = skip.end() if skip is not None else begin
        if self._patterns.splitter.describes_class(self._text[begin:end]):
            # What describes the class may hold words that would else end the list.
            intro = self._patterns.intro.search(self._view, begin, end)
            begin = intro.end() if intro is not None else begin
        stop = self._patterns.stop.search(self._text, begin, end)
        end = stop.start() if stop is not None else end
        return self._items.accepted(self._items.listed(begin, min(end, begin + MAX_LIST)))

    def _leaves_nobody_out(self, begin: int, end: int, name: str, host: str) -> bool:
        """Say whether the opener excepts from something else than work away from the office."""
        traps = self._patterns.traps
        if name == "not_given":
            return traps["work_host"].search(host) is None
        if name == "except" and (self._forbids_other(host) or self._stays_home(host)):
            return True
        if name == "excepted" and traps["travel_ban"].search(host) is not None:
            return True
        return name in ("except", "excepted") and self._permits_errand(begin, end)

    def _forbids_other(self, host: str) -> bool:
        """Say whether what the host forbids is travel, leave or the like, not work."""
        traps = self._patterns.traps
        others = [m.end() for m in traps["other_host"].finditer(host)]
        works = [m.end() for m in traps["work_host"].finditer(host)]
        return bool(others) and max(others) >= max(works, default=-1)

    def _stays_home(self, host: str) -> bool:
        """Say whether the host orders presence, so that its exceptions stay at home."""
        traps = self._patterns.traps
        offices = [m.end() for m in traps["office_host"].finditer(host)]
        homes = [m.end() for m in traps["home"].finditer(host)]
        return bool(offices) and max(offices) > max(homes, default=-1)

    def _permits_errand(self, begin: int, end: int) -> bool:
        """Say whether what follows ``kecuali`` is an errand, a reason, a vehicle or the like."""
        errand = self._patterns.traps["errand"]
        starts = {begin}
        for head in (_AFTER_EXCEPT, self._patterns.skip):
            match = head.match(self._view, begin, end)
            if match is not None:
                starts.add(match.end())
        return any(errand.match(self._view, start, end) for start in starts)
