"""Finds the documents that are one circular: a scan and a press report of it, or two scans.

Two documents are one circular when

* office and number are the same, and no day of signing speaks against it (``same_number``);
* office and day are the same and the numbers differ by a misread sign (``misread_number``);
* one of them has no whole number, office and day are the same, and so is the period or the
  subject (``same_day``).

Documents that are alike in less than that stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .documents import Document
from .folding import DocumentKey, fold_words

# OCR misreads a sign or two of a number; two serials of one day differ by no less than that,
# so the subject must be the same as well.
_MISREAD_SIGNS = 2
_SAME_SUBJECT = 80  # of 100, by words whatever their order
# Documents of one office and day that are held against one another; an office signs fewer.
_MOST_OF_A_DAY = 50


@dataclass(frozen=True, slots=True)
class Link:
    """Why the document *other* is the same circular as *document*."""

    document: str
    other: str
    rule: str


def find_duplicates(
    documents: Sequence[Document], keys: Sequence[DocumentKey]
) -> tuple[list[list[int]], list[Link]]:
    """Return the documents in groups, one group a circular, and what links them.

    Groups hold indexes into *documents*, in the order of the input.
    """
    groups = _Groups(keys)
    links: list[Link] = []
    for first, second, rule in _pairs(documents, keys):
        if groups.join(first, second, may_differ=rule == "misread_number"):
            links.append(Link(documents[first].id, documents[second].id, rule))
    return groups.all(), links


def _pairs(
    documents: Sequence[Document], keys: Sequence[DocumentKey]
) -> Iterator[tuple[int, int, str]]:
    """The pairs that are one circular, the surest first."""
    numbered = (
        (key.issuer, key.number, key.is_serial and key.kind)
        if key.issuer and key.is_whole
        else None
        for key in keys
    )
    for same in _together(numbered):
        for place, first in enumerate(same):
            for second in same[place + 1 :]:
                if _days_agree(documents[first], documents[second], keys[first]):
                    yield first, second, "same_number"
                    break
    by_day = (
        (key.issuer, doc.issued_on) if key.issuer and doc.issued_on else None
        for doc, key in zip(documents, keys, strict=True)
    )
    for same in _together(by_day):
        yield from _of_one_day(same, documents, keys)


def _together(marks: Iterable[object | None]) -> list[list[int]]:
    """Return the indexes of equal marks, where there are two or more; None equals nothing."""
    found: defaultdict[object, list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        if mark is not None:
            found[mark].append(index)
    return [indexes for indexes in found.values() if len(indexes) > 1]


def _days_agree(first: Document, second: Document, key: DocumentKey) -> bool:
    """Whether nothing says that two documents of one number are of two years.

    Serials begin anew each year. A newspaper may give another day, a scan may be misread, but
    a year apart is another circular unless the number has the year.
    """
    if first.issued_on is None or second.issued_on is None:
        return True
    if key.number and str(first.issued_on.year) in key.number.split("/"):
        return True
    return first.issued_on.year == second.issued_on.year


def _of_one_day(
    same: list[int], documents: Sequence[Document], keys: Sequence[DocumentKey]
) -> Iterator[tuple[int, int, str]]:
    for place, first in enumerate(same):
        for second in same[place + 1 : place + _MOST_OF_A_DAY]:
            one, other = keys[first], keys[second]
            if one.is_whole and other.is_whole:
                distance = Levenshtein.distance(one.number or "", other.number or "")
                alike = same_subject(documents[first].subject, documents[second].subject)
                if 0 < distance <= _MISREAD_SIGNS and alike:
                    yield first, second, "misread_number"
            elif same_subject(documents[first].subject, documents[second].subject) or _same_period(
                documents[first], documents[second]
            ):
                yield first, second, "same_day"


def same_subject(first: str | None, second: str | None) -> bool:
    """Whether two subjects share their words, whatever the order and what one has beyond."""
    one, other = fold_words(first), fold_words(second)
    return bool(one and other) and fuzz.token_set_ratio(one, other) >= _SAME_SUBJECT


def _same_period(first: Document, second: Document) -> bool:
    one, other = (
        {(p.start, p.end) for p in doc.periods if p.start and p.end} for doc in (first, second)
    )
    return bool(one & other)


class _Groups:
    """Sets of indexes that are joined one with another."""

    def __init__(self, keys: Sequence[DocumentKey]) -> None:
        self._parent = list(range(len(keys)))
        self._number = [key.number if key.is_whole else None for key in keys]

    def join(self, first: int, second: int, *, may_differ: bool) -> bool:
        """Join the groups of both; False where they are one already, or of two numbers.

        Without that a document that has no number would join two that have different ones.
        """
        one, other = sorted((self._root(first), self._root(second)))
        numbers = {self._number[one], self._number[other]} - {None}
        if one == other or (len(numbers) > 1 and not may_differ):
            return False
        self._parent[other] = one
        self._number[one] = self._number[one] or self._number[other]
        return True

    def all(self) -> list[list[int]]:
        """Return the groups, each in order, by their first member."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index in range(len(self._parent)):
            found[self._root(index)].append(index)
        return list(found.values())

    def _root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index
