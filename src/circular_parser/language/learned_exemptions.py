"""Finds lists of units that stay at work in sentences that no pattern knows.

Where a sentence names units and no rule found a list in it, the words round the units are
shown to a trained model as :mod:`circular_parser.language.exempt_features` tells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circular_parser.language.analysis import Analysis, Clause
from circular_parser.language.enumerations import Span
from circular_parser.language.exempt_features import EXEMPT, ListInContext, features
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.listed_items import ListedItems

# How sure the model must be; a long list is seldom a mere mention.
_LEAST = 0.7
_LEAST_LONG = 0.5
_LONG = 4
# How far before a list the words are looked for that begin it, and the marks round them.
_NEAR = 24
# "Sebut saja ..." names a list, nobody who speaks.
_NAMELY = "saja"
_SHORT_VERB = "medis"
_MARKS = ',."“”'
_SKIPPED = 60
# Names that stand as close as this, with nothing between them that parts units, are one.
_ONE_NAME = 20


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of the text; ``below`` is the list that hangs below it.

    ``given`` says whether a rule has found a list in it.
    """

    start: int
    end: int
    below: list[Clause]
    given: bool


class LearnedExemptions:
    """Asks the model about the lists of one text."""

    def __init__(self, analysis: Analysis, patterns: ExemptionPatterns, items: ListedItems) -> None:
        self._text = analysis.text
        self._view = analysis.plain
        self._patterns = patterns
        self._items = items

    def find(
        self, read: Sequence[ReadSentence], taken: Sequence[int]
    ) -> Iterator[tuple[list[Span], float]]:
        """Yield the lists of those who stay at work, each with its probability.

        A sentence in which an item begins, at one of *taken*, is left out.
        """
        for index, sentence in enumerate(read):
            if sentence.given or any(sentence.start <= at < sentence.end for at in taken):
                continue
            if self._patterns.traps["available"].search(self._view, sentence.start, sentence.end):
                continue
            for spans, context in self.lists(read, index):
                share = math.exp(self._patterns.model.log_shares(features(context))[EXEMPT])
                if share >= (_LEAST if len(spans) < _LONG else _LEAST_LONG):
                    yield spans, share

    def lists(
        self, read: Sequence[ReadSentence], index: int
    ) -> Iterator[tuple[list[Span], ListInContext]]:
        """Yield the lists of the sentence *index* of *read*, each as the model sees it."""
        view, at = self._view, read[index]
        previous = view[read[index - 1].start : read[index - 1].end] if index else ""
        following = ""
        if index + 1 < len(read):
            following = view[read[index + 1].start : read[index + 1].end]
        for spans, begin, end in self._lists(at):
            kinds = [self._items.kind(span) for span in spans]
            kind = max(kinds, key=kinds.count)
            before, after = view[at.start : begin], view[end : at.end]
            yield spans, ListInContext(before, after, previous, following, len(spans), kind)

    def _lists(self, sentence: ReadSentence) -> Iterator[tuple[list[Span], int, int]]:
        """Yield the lists of a sentence and where each begins and ends."""
        start, end = sentence.start, sentence.end
        if sentence.below and self._view[start:end].rstrip().endswith(":"):
            if self._items.begin_list(sentence.below):
                spans = self._items.children(sentence.below)
                if len(spans) > 1 and self._items.are_names(spans):
                    yield spans, end, end
            return
        learned, at = self._patterns.learned, start
        for begin, is_unit in self._begins(start, end):
            if begin < at:
                continue
            words = self._view[max(start, begin - _NEAR) : begin].split()
            said = any(word.strip(_MARKS) in learned.speaker for word in words[-2:])
            if said and words[-1] != _NAMELY:
                pause = learned.pause.search(self._view, begin, end)
                at = pause.end() if pause is not None else end
                continue
            if not is_unit and words and not self._begins_list(words[-1]):
                continue
            if learned.visited.search(" ".join(words[-2:])) is not None:
                continue  # places where staff may not be
            spans = self._items.accepted(self._items.listed(begin, self._close(begin, end)))
            if self._patterns.introduced.gives_reason(self._view, start, begin):
                continue
            if len(spans) > 1 and spans[0][0] - begin <= _SKIPPED:
                at = spans[-1][1]
                if learned.says.match(self._view, at, end) is None:
                    yield spans, begin, at

    def _begins_list(self, word: str) -> bool:
        """Say whether a list of services may begin behind *word*: a mark, an edge or a verb."""
        return (
            not word[-1].isalnum()
            or word in self._patterns.learned.edge
            or (word.startswith("me") and len(word) > len(_SHORT_VERB))
        )

    def _begins(self, start: int, end: int) -> Iterator[tuple[int, bool]]:
        """Yield where a name begins behind which another is listed, and if it is a unit's."""
        separator = self._patterns.learned.separator
        named = self._patterns.taxonomy.mentions(self._view[start:end])
        begin, is_unit = next(named, (0, False))
        for behind, is_next in named:
            if separator.search(self._view, start + begin, start + behind):
                yield start + begin, is_unit
            elif behind - begin <= _ONE_NAME or self._view[start + behind - 1] == "(":
                continue
            begin, is_unit = behind, is_next

    def _close(self, begin: int, end: int) -> int:
        """Return where a list that begins at *begin* ends at the latest."""
        if not self._patterns.splitter.describes_class(self._text[begin:end]):
            verbs = self._patterns.learned.predicate.finditer(self._view, begin, end)
            clause = self._patterns.splitter.begins_narrowing
            end = next((v.start() for v in verbs if not clause(self._text, v.start())), end)
        stop = self._patterns.stop.search(self._text, begin, end)
        return stop.start() if stop is not None else end
