"""Tells which parts of an enumeration are services, units or positions that may be left out.

``Dinas Sosial, BPBD serta pasien yang hamil`` lists two; who is to stay at home and what
somebody does is no item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from circular_parser.language.analysis import Analysis, Clause
from circular_parser.language.enumerations import Span
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.sentences import quote, sentences
from circular_parser.record import ExemptKind

# A list is looked for in so many characters beside what marks it.
MAX_LIST = 4000
_BY = " oleh "
_MAX_ITEM_WORDS = 18
_MAX_UNKNOWN_WORDS = 4
# So many units before it let a name that nobody knows end their list.
_MANY = 3
_MARK = re.compile(r"[,;:]|\b(?:dan|serta)\b")
_LABEL_AT_END = re.compile(r"\n\s*\d?[a-zA-Z]\.$")


@dataclass(frozen=True, slots=True)
class FoundList:
    """Items of one list: their spans, and the rule that found them."""

    spans: list[Span]
    rule: str
    # What stands there is known to be no exemption.
    denied: bool = False


class ListedItems:
    """Reads the enumerations of one text."""

    def __init__(self, analysis: Analysis, patterns: ExemptionPatterns) -> None:
        self._text = analysis.text
        self._view = analysis.plain
        self._patterns = patterns
        self._taxonomy = patterns.taxonomy
        # Several rules ask about the same spans.
        self._items: dict[Span, bool] = {}
        self._possible: dict[Span, bool] = {}

    def of(self, span: Span) -> str:
        """Return the words of *span*."""
        return self._text[slice(*span)]

    def kind(self, span: Span) -> ExemptKind:
        """Say whether *span* names a service, an agency or a position."""
        return self._taxonomy.classify(quote(self.of(span)))[0]

    def listed(self, begin: int, end: int) -> list[Span]:
        """Return the items of a list; of a class followed by its list the list alone."""
        splitter = self._patterns.splitter
        intros = self._patterns.intro.finditer(self._view, begin, end)
        intro = next((i for i in intros if not self._tells_of_unit(begin, i.start())), None)
        if intro is not None and self._text[intro.end() : end].strip(" \n,:"):
            listed = splitter.split(self._text, intro.end(), end)
            whole = splitter.split(self._text, begin, intro.start())
            adds = intro[0].startswith("termasuk")
            return whole + listed if adds else listed
        return splitter.split(self._text, begin, end)

    def _tells_of_unit(self, begin: int, at: int) -> bool:
        """Say whether the words at *at* tell what one unit of a list does.

        ``BPBD yang sedang menangani banjir`` describes no class of units.
        """
        last = _MARK.split(self._text[begin:at])[-1]
        name, clause, _ = last.partition(" yang ")
        return (
            bool(clause)
            and not self._patterns.splitter.describes_class(last.strip())
            and (self._taxonomy.is_named(name))
        )

    def children(self, children: list[Clause], *, sure: bool = False) -> list[Span]:
        """Return the items of the list below a clause, of a nested list the innermost.

        Where its lead leaves no doubt (*sure*) they may be units that nobody knows.
        """
        leaves = [c for child in children for c in child.walk() if not c.children]
        spans = [
            span for leaf in leaves for span in self.single(leaf.start, self.end_of_item(leaf))
        ]
        errand = self._patterns.traps["errand"]
        spans = [span for span in spans if not errand.match(self._view, *span)]
        return list(filter(self.is_possible, spans)) if sure else self.likely(spans)

    def likely(self, spans: list[Span]) -> list[Span]:
        """Return the items of a list: units that nobody knows too where half of it is known."""
        named = list(filter(self.is_item, spans))
        return list(filter(self.is_possible, spans)) if 2 * len(named) >= len(spans) else named

    def begin_list(self, children: list[Clause]) -> bool:
        """Say whether *children* begin like a list of items: the first is one, or the next."""
        first = ((child.start, self.end_of_item(child)) for child in children[:2])
        return any(map(self.is_item, first))

    def end_of_item(self, leaf: Clause) -> int:
        """Return where the first sentence of a list item ends; a label ends none."""
        end = leaf.start
        for _, end in sentences(self._text, leaf.start, leaf.end):
            if _LABEL_AT_END.search(self._text, leaf.start, end) is None:
                break
        return end

    def single(self, start: int, end: int) -> list[Span]:
        """Return the items of a list item, which is one or a few; of a class its own list."""
        lists = self._patterns.introduced.intro.search(self._view, start, end)
        if lists is not None:  # Perangkat Daerah yang menangani COVID-19, meliputi Dinas Kesehatan
            described = self._text[start : lists.start()]
            if self._patterns.splitter.describes_class(described):
                return self._patterns.splitter.split(self._text, lists.end(), end)
        spans: list[Span] = []
        for span in self._patterns.splitter.split(self._text, start, end, single=True):
            known = not spans or self._names_apart(span)
            if known or not self._text[spans[-1][1] : span[0]].strip().isalpha():
                spans.append(span)
            else:  # "pengamanan aset dan gedung kantor" is one thing
                spans[-1] = (spans[-1][0], span[1])
        return spans

    def _names_apart(self, span: Span) -> bool:
        """Say whether *span*, without those by whom it is done, names an item of its own."""
        by = self._view.find(_BY, *span)
        span = (span[0], by) if by > 0 else span
        return self.is_item(span) or self.is_unit(span)

    def accepted(self, spans: list[Span]) -> list[Span]:
        """Return the items among *spans*.

        One that nobody knows may stand between two others or, as a name, behind several; a unit
        of no known class is one beside a known item.
        """
        named = [self.is_item(span) for span in spans]
        if any(named):
            named = [n or self.is_unit(span) for n, span in zip(named, spans, strict=True)]
        ends = len(spans) >= _MANY and all(named[:-1]) and self.is_short(spans[-1])
        many = len(spans) > _MANY
        if ends and self._patterns.splitter.is_last_name(self._text, *spans[-2:], many=many):
            named[-1] = True
        before, behind = [False, *named], [*named[1:], False]
        return [
            span
            for span, known, left, right in zip(spans, named, before, behind, strict=False)
            if known or (left and right and self.is_short(span))
        ]

    def are_classes(self, spans: list[Span]) -> bool:
        """Say whether *spans* are classes of units only, whose list is to follow."""
        return bool(spans) and all(
            self._patterns.splitter.describes_class(self.of(span))
            or self._taxonomy.begins_staff(self.of(span))
            for span in spans
        )

    def are_names(self, spans: list[Span]) -> bool:
        """Say whether each of *spans* is known or short, and most are known."""
        known = [self.is_item(span) or self.is_unit(span) for span in spans]
        named = all(k or self.is_short(span) for k, span in zip(known, spans, strict=True))
        return named and sum(known) * 3 >= len(spans) * 2

    def is_unit(self, span: Span) -> bool:
        """Say whether *span* names a unit, be it of no known service."""
        return self.is_short(span) and self._taxonomy.begins_item(self.of(span))

    def is_short(self, span: Span) -> bool:
        """Say whether *span* is short enough for a name that nobody knows."""
        return self.is_possible(span) and len(self.of(span).split()) <= _MAX_UNKNOWN_WORDS

    def is_item(self, span: Span) -> bool:
        """Say whether *span* names a service, a unit or a position, or a class of them."""
        known = self._items.get(span)
        if known is None:
            item = quote(self.of(span))
            named = self._taxonomy.is_named(item) or self._patterns.splitter.describes_class(item)
            known = self._items[span] = named and self.is_possible(span)
        return known

    def is_possible(self, span: Span) -> bool:
        """Say whether nothing in *span* tells that it is no item."""
        known = self._possible.get(span)
        if known is None:
            known = self._possible[span] = self._names_something(quote(self.of(span)))
        return known

    def _names_something(self, item: str) -> bool:
        if len(item) < 2 or item.count(" ") >= _MAX_ITEM_WORDS or self._taxonomy.is_staff(item):
            return False
        traps, lowered = self._patterns.traps, item.lower()
        if traps["verb"].search(lowered) and not self._patterns.splitter.describes_class(item):
            return False
        return not (traps["at_home"].search(lowered) or traps["vague"].search(lowered))
