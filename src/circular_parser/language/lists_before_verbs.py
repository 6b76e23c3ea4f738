"""Reads the list that stands before a verb (``Camat dan Lurah tetap masuk kantor``).

The list is the end of what stands there: other words of the sentence come before it, and a
word such as ``seperti`` may introduce it behind the class that it is of.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from circular_parser.language.analysis import Analysis
from circular_parser.language.enumerations import Span
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.listed_items import FoundList, ListedItems

_MAX_MODALS = 60
_MAX_WORD = 30
_MAX_APPENDIX = 3
_WORKERS = ("petugas ", "tenaga ", "personel ", "personil ")
_RELATIVE = re.compile(r"\byang *$")


class ListsBeforeVerbs:
    """Reads the lists before the verbs of one text."""

    def __init__(self, analysis: Analysis, patterns: ExemptionPatterns, items: ListedItems) -> None:
        self._text = analysis.text
        self._view = analysis.plain
        self._patterns = patterns
        self._taxonomy = patterns.taxonomy
        self._items = items

    def read(self, start: int, end: int, name: str) -> FoundList | None:
        """Return the items before a verb of the rule *name* that begins at *end*.

        They stand behind *start*; None if the verb is not theirs.
        """
        view, verb = self._view, end
        modal = self._patterns.modal.search(view, max(start, end - _MAX_MODALS), end)
        end = modal.start() if modal is not None else end
        begin, only = start, False
        for boundary in self._patterns.boundary.finditer(view, start, end):
            begin, only = boundary.end(), boundary[0].endswith("hanya")
        relative = _RELATIVE.search(view, start, end)
        if (relative is not None or name == "only") and not only:
            return None  # a clause about them, not what they do
        end = relative.start() if relative is not None else end
        spans, introduced = self._introduced(start, begin, end)
        kept = self._last_items(spans)
        if kept and kept == spans[1:] and not introduced:
            kept = self._name_at_end(spans[0][0], kept[0][0]) + kept
        if kept and kept[0] != spans[0] and not self._is_whole(kept):
            kept = []
        by_wire = self._patterns.traps["by_wire"].match(view, verb)
        if by_wire is not None and all(self._items.kind(span) == "service" for span in kept):
            return FoundList([], name, denied=True)
        return self._by_rule(name, kept, introduced)

    def _by_rule(self, name: str, kept: list[Span], introduced: bool) -> FoundList | None:
        """Return those of *kept* whom the rule *name* leaves out, None if its verb is not theirs.

        What most rules say is said of whoever stands there.
        """
        traps = self._patterns.traps
        if name == "share" and self._patterns.all_home.search(self._view) is None:
            return None
        if name == "holiday_duty" and traps["leave_ban"].search(self._view):
            return FoundList([], name, denied=True)  # nobody has a holiday
        if name in ("own_rules", "holiday_duty"):
            kept = [span for span in kept if self._items.kind(span) != "position"]
        if name == "no_holiday":
            if self._wished(kept):
                return None
            if self._items.are_classes(kept):
                return FoundList([], name)  # which they are the next sentence may tell
        if name in ("running", "at_office") and not (introduced or self._names_unit(kept)):
            return FoundList([], name, denied=True)  # a service goes on, no unit is exempt
        if name in ("share", "full_office"):
            kept = [span for span in kept if not traps["row"].search(self._view, *span)]
        return FoundList(kept, name)

    def _names_unit(self, spans: list[Span]) -> bool:
        """Say whether one of *spans* is a unit or somebody's work, no mere service."""
        return any(
            self._taxonomy.begins_item(item) or item.lower().startswith(_WORKERS)
            for item in map(self._items.of, spans)
        )

    def _introduced(self, start: int, begin: int, end: int) -> tuple[list[Span], bool]:
        """Return the items up to *end*, and whether words such as ``seperti`` introduce them.

        The last item of a list may have a list of its own (``Camat serta layanan kesehatan
        mulai dari Puskesmas ...``).
        """
        split = self._patterns.splitter.split
        opened = self._patterns.intro.finditer(self._view, start, end)
        matches = [
            match
            for match in opened
            if match.end() >= begin and not self._in_bracket(start, match.start())
        ]
        if not matches:
            return split(self._text, begin, end), False
        intros = [match.span() for match in matches]
        outer: list[Span] = []
        if matches[0][0].startswith("termasuk"):
            several = len(split(self._text, intros[-1][1], end)) > 1
            outer = self._units_before(begin, matches[0].start(), classes=not several)
        for (_, first), (last, _) in pairwise(intros):
            items = split(self._text, first, last)[:-1]
            named = [span for span in items if self._items.is_item(span)]
            outer = [*outer, *named] if 2 * len(named) >= len(items) else []
        return outer + split(self._text, intros[-1][1], end), True

    def _in_bracket(self, start: int, at: int) -> bool:
        return self._view.rfind("(", start, at) > self._view.rfind(")", start, at)

    def _units_before(self, begin: int, end: int, *, classes: bool) -> list[Span]:
        """Return the items that ``termasuk`` adds others to; *classes* of units only if asked for.

        What it adds to a class are its units, if they are several.
        """
        splitter = self._patterns.splitter
        return [
            span
            for span in splitter.split(self._text, begin, end)
            if self._items.is_item(span)
            and (
                classes
                or not (
                    splitter.describes_class(self._items.of(span))
                    or self._taxonomy.is_generic(self._items.of(span))
                )
            )
        ]

    def _last_items(self, spans: list[Span]) -> list[Span]:
        """Return the items at the end of a list, without ``unit kerja lainnya`` behind them."""
        accepted = self._items.accepted(spans)
        if accepted and spans[-1] not in accepted and self._is_appendix(*spans[-2:]):
            spans = spans[:-1]
        kept = takewhile(lambda span: span in accepted, reversed(spans))
        return list(kept)[::-1]

    def _is_appendix(self, before: Span, last: Span) -> bool:
        """Say whether *last* only adds others to a list (``dan pejabat``, ``unit lainnya``)."""
        if self._view.startswith(" lain", last[1]):
            return True
        joined = self._text[before[1] : last[0]].strip(" ,").isalpha()
        few = len(self._items.of(last).split()) <= _MAX_APPENDIX
        return joined and few and not self._patterns.traps["at_home"].search(self._view, *last)

    def _name_at_end(self, start: int, end: int) -> list[Span]:
        """Return the unit with which a list begins behind other words of its sentence."""
        speaker = self._patterns.learned.speaker
        for offset, is_unit in self._taxonomy.mentions(self._view[start:end]):
            before = self._view[start : start + offset].split()
            if before and before[-1] in speaker:
                return []
            at = self._patterns.splitter.clean(self._text, start + offset, end)
            if is_unit and before and at is not None and self._items.is_item(at):
                return [at]
        return []

    def _is_whole(self, kept: list[Span]) -> bool:
        """Say whether a list that began after other words is clearly one."""
        first = self._items.of(kept[0])
        return (
            len(kept) > 1
            or self._taxonomy.begins_item(first)
            or self._taxonomy.begins_staff(first)
            or self._patterns.splitter.describes_class(first)
        )

    def _wished(self, spans: list[Span]) -> bool:
        """Say whether what *spans* begin is only what somebody asks for."""
        before = self._view[max(0, spans[0][0] - _MAX_WORD) : spans[0][0]] if spans else ""
        return before.rstrip().endswith((" agar", " supaya"))
