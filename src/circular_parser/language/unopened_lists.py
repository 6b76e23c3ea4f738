"""Finds lists of units that no opener and no verb marks.

A colon may end the sentence, or a word such as ``contohnya`` introduces the list (see
``introduced_lists``), or the units stand at the head of the sentence, which is about them. That
they stay at work is said in whatever words.
"""

from __future__ import annotations

import re
from itertools import takewhile

from circular_parser.language.analysis import Analysis, Clause
from circular_parser.language.enumerations import Span
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.listed_items import ListedItems
from circular_parser.language.lists_behind_openers import ListsBehindOpeners

# How far behind the first verb of its sentence the one stands that says that units stay.
_NEAR_VERB = 40
_MAX_WORD = 30
_MARK = re.compile("[,;] ")
# So many short clauses are a row, whatever follows.
_ROW = 3
_SHORT = 60
# Exceptions are announced so shortly before they are named.
_MAX_ANNOUNCEMENT = 60
_COMMA = re.compile(r",(?!\d)")
_QUOTES = ' .,;:"“”'


class UnopenedLists:
    """Finds such lists in the sentences of one text."""

    def __init__(
        self,
        analysis: Analysis,
        patterns: ExemptionPatterns,
        items: ListedItems,
        behind: ListsBehindOpeners,
    ) -> None:
        self._text = analysis.text
        self._view = analysis.plain
        self._patterns = patterns
        self._taxonomy = patterns.taxonomy
        self._items = items
        self._behind = behind

    def find(self, start: int, end: int, before: int, children: list[Clause]) -> list[Span]:
        """Return the list of units in a sentence that says that they stay at work.

        *before* is where the sentence before begins; *children* hang below this one.
        """
        if children and self._view[start:end].rstrip().endswith(":"):
            return self._led_list(start, end, children)
        if self._patterns.traps["available"].search(self._view, start, end):
            return []
        at = self._patterns.introduced.list_in(self._view, start, end, before)
        spans = self._behind.listed(*at) if at is not None else []
        return spans or self._topic(start, end)

    def in_a_row(self, start: int, end: int) -> list[Span]:
        """Return the units of several short clauses in a row, each of which says that they stay.

        ``RSUD tetap, puskesmas dan pasar buka, damkar siaga``.
        """
        marks = [mark.start() for mark in _COMMA.finditer(self._view, start, end)]
        if not marks:
            return []
        said = [self._stays(*clause) for clause in zip([start, *marks], [*marks, end], strict=True)]
        if len(said) - said.count(None) <= 1:
            return []
        found: list[Span] = []
        clauses, begin = 0, start
        for close, verb in zip([*marks, end], said, strict=True):
            named = self._patterns.splitter.split(self._text, begin, verb or close)
            if not named or not all(map(self._items.is_item, named)):
                break
            if verb is not None:
                found += named
                clauses += 1
                begin = close + 1
        ends = not self._view[begin:end].strip(_QUOTES)
        return found if clauses >= _ROW or (ends and clauses > 1) else []

    def _stays(self, start: int, end: int) -> int | None:
        """Return where a short predicate of staying begins that ends a clause."""
        end = start + len(self._view[start:end].rstrip(_QUOTES))
        stays = self._patterns.short_stay.search(self._view, max(start, end - _SHORT), end)
        return stays.start() if stays is not None else None

    def freed(self, start: int, end: int) -> list[Span]:
        """Return the units at the head of a sentence that are free, where exceptions are announced.

        ``Ada kekecualian. Ambulans dan truk sampah masih boleh jalan``.
        """
        before = max(0, start - _MAX_ANNOUNCEMENT)
        announced = self._patterns.traps["exception"].search(self._view, before, start)
        if announced is None or "\n" in self._text[announced.end() : start].strip("\n"):
            return []
        free = self._patterns.traps["free"].search(self._view, start, end)
        if free is None:
            return []
        spans = self._patterns.splitter.split(self._text, start, free.start())
        return spans if all(map(self._items.is_item, spans)) else []

    def names(self, start: int, end: int, next_start: int, next_end: int) -> list[Span]:
        """Return the units of a sentence of nothing else, if the next says that they stay."""
        if not self._patterns.introduced.tells_of_them(self._view, next_start, next_end):
            return []
        spans = self._patterns.splitter.split(self._text, start, end)
        return spans if len(spans) > 1 and all(map(self._items.is_item, spans)) else []

    def _led_list(self, start: int, end: int, children: list[Clause]) -> list[Span]:
        """Return the list below a sentence that ends with a colon."""
        if not self._items.begin_list(children):
            return []
        tail = self._tail(children)
        if not (
            self._patterns.introduced.leads(self._view, start, end)
            or (tail and self._patterns.introduced.leads(self._view, tail, children[-1].end))
        ):
            return []
        spans = self._items.children(children)
        return spans if self._items.are_names(spans) else []

    def _tail(self, children: list[Clause]) -> int:
        """Return where behind its last item a list's sentence goes on, 0 if it does not."""
        last = children[-1]
        mark = _MARK.search(self._view, last.start, last.end)
        return mark.end() if mark is not None and not last.children else 0

    def _topic(self, start: int, end: int) -> list[Span]:
        """Return the units a sentence is about, if it says that they stay at work.

        Without a word that marks them they must be several, and no officials.
        """
        introduced, view = self._patterns.introduced, self._view
        marked = introduced.topic_of(view, start, end)
        serving = introduced.served_by(view, marked or start, end)
        if serving is not None:
            return [serving]
        if marked is None and not (
            self._taxonomy.knows_first_word(self._text[start : start + _MAX_WORD])
            and (" dan " in view[start:end] or " serta " in view[start:end])
        ):
            return []
        begin = marked or start
        close = introduced.end_of_topic(view, begin, end)
        if close is None:
            return []
        verb = self._patterns.learned.predicate.search(view, begin, close)
        if verb is not None and marked is None:
            if close - verb.start() > _NEAR_VERB:
                return []
            close = verb.start()
        said, decides = self._patterns.boundary, self._patterns.traps["decides"]
        pieces = self._patterns.splitter.split(self._text, begin, close)
        spans = list(
            takewhile(
                lambda p: (
                    self._items.is_item(p)
                    and not said.search(view, *p)
                    and decides.match(view[slice(*p)]) is None
                ),
                pieces,
            )
        )
        if self._patterns.traps["by_wire"].search(view, close, end) and all(
            self._items.kind(at) == "service" for at in spans
        ):
            return []
        alone = all(self._items.kind(at) != "position" and self._items.is_short(at) for at in spans)
        return spans if marked is not None or (len(spans) > 1 and alone) else []
