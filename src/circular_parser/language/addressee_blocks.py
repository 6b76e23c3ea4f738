"""Reads the lines that name addressees in the order of their column.

A head has two columns and its list may have two more: the place of a line on the page tells
which it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Section
from circular_parser.language.patterns import compile_tables, load
from circular_parser.resources import ModelFile

_MAX_INDENT = 12
# The number of an item that stands inside a line.
_MARKER = re.compile(r"(?:^|[\s.,;:]|(?<=[a-z]))(?P<number>\d{1,2})[.,)][\s_]+(?=[A-Z])")
# The first number of a list may have been lost to its dot.
_LIST_START = re.compile(r"[^\w(]{0,2}(?:1\s?[.,)]|(?<=[.,)]))\s*")
_LIST_GOES_ON = re.compile(r"2\s?[.,)]\s")
_FIRST_MARKER = re.compile(r"\s1\.\s")
# Yth. behind what stands in the left column, not behind the number of its own item.
_INNER_CUE = re.compile(r"(?<=\s)(?<!^\d\.\s)(?<!^\d\d\.\s)Yth\b")
_MAX_LEFT_WORDS = 6
_LEFT_OVER = 8
_MAX_ORDERED = 12  # lines of addressees where nothing ends them
_LEAST_LEFT = 5  # characters of the left column before a second number
_COLUMN_SLACK = 4.0


@dataclass(frozen=True)
class AddresseePatterns:
    """The compiled patterns of ``addressees.toml``, by table and name."""

    block: dict[str, re.Pattern[str]]
    copies: dict[str, re.Pattern[str]]
    attached: dict[str, re.Pattern[str]]
    report: dict[str, re.Pattern[str]]

    @classmethod
    def load(cls, path: ModelFile) -> AddresseePatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        return cls(**compile_tables(load(path), "block", "copies", "attached", "report"))


class Piece(NamedTuple):
    """A line or the end of one: its text as in the document, and its place on the page."""

    text: str
    start: int
    end: int
    page: int
    x0: float | None = None
    top: float | None = None
    bottom: float | None = None

    def without(self, length: int) -> Piece:
        """Return what follows the first *length* characters."""
        rest = self.text[length:]
        skipped = length + len(rest) - len(rest.lstrip())
        return Piece(
            self.text[skipped:],
            self.start + skipped,
            self.end,
            self.page,
            self.x0,
            self.top,
            self.bottom,
        )


def pieces_of(analysis: Analysis, sections: Iterable[Section]) -> Iterator[Piece]:
    """Yield the lines of *sections*, page furniture left out."""
    for section in sections:
        for line in section.lines:
            if line.kind in ("text", "table"):
                yield _piece(analysis, line, line.start)


def head_pieces(analysis: Analysis, patterns: AddresseePatterns) -> Iterator[Piece]:
    """The lines of the head; of a line that runs across two columns the right end."""
    number = 0  # of the last addressee in the right end of a line
    for section in analysis.of("addressees", "head"):
        for piece in pieces_of(analysis, [section]):
            inner = _INNER_CUE.search(piece.text)
            if number and piece.x0 is None and section.kind == "head":
                inner = re.search(rf"(?<=\s){number + 1}\.\s+(?=[A-Z])", piece.text)
            if inner is None or len(piece.text[: inner.start()].split()) > _MAX_LEFT_WORDS:
                # Lines of the head have a column of their own, which only places can tell.
                if section.kind == "addressees" or piece.x0 is not None:
                    yield piece
                continue
            line = analysis.document.line_at(piece.start + inner.start())
            assert line is not None
            right = _piece(analysis, line, piece.start + inner.start())
            number = number + 1 if number or _FIRST_MARKER.search(right.text) else 0
            yield right

    # What is left of the column where the head's right half was taken for the body.
    start = next(analysis.of("body"), None)
    first = list(islice(pieces_of(analysis, [start]), _LEFT_OVER)) if start is not None else []
    place = next((i for i, p in enumerate(first) if patterns.block["place"].match(p.text)), 0)
    yield from (piece for piece in first[: place + 1] if place and piece.x0 is not None)


def _piece(analysis: Analysis, line: Line, start: int) -> Piece:
    """Return the part of *line* from offset *start* on."""
    boxes = [word.box for word in line.words if word.end > start and word.box is not None]
    text = analysis.text[start : line.end]
    if not boxes:
        return Piece(text, start, line.end, line.page)
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    return Piece(text, start, line.end, line.page, boxes[0].x0, top, bottom)


def block_of(pieces: list[Piece], patterns: AddresseePatterns) -> list[Piece]:
    """Return the pieces of the addressee block, from its cue to the place."""
    index = _cue(pieces, patterns)
    if index is None:
        return []
    cue = pieces[index]
    pieces = _left_of_labels(pieces, cue, patterns)
    index = pieces.index(cue)
    below = [cue, *(p for p in pieces[index + 1 :] if _in_column(p, cue))]
    if cue.top is not None:
        # Reading order may take a column's first line after its neighbour's.
        above = (p for p in pieces[:index] if _in_column(p, cue))
        below = [cue, *sorted([*above, *below[1:]], key=lambda p: p.top or 0.0)]
    block: list[Piece] = []
    for piece in below:
        text = piece.text.strip()
        if piece is not cue and patterns.block["place"].match(text):
            if _place_of_all(block, text, patterns):
                block.append(piece)
            break
        if patterns.block["next_label"].match(text) or patterns.block["opening"].match(text):
            break
        prose = _is_prose(text) and not _names_addressee(text, patterns)
        if block and (far_below(block[-1], piece) or prose):
            break
        block.append(piece)
    return block


def _names_addressee(text: str, patterns: AddresseePatterns) -> bool:
    """Whether an item of the list names an office, in however many words of small letters."""
    marker = patterns.block["marker"].match(text)
    return marker is not None and patterns.block["head"].match(text[marker.end() :]) is not None


def _place_of_all(block: list[Piece], text: str, patterns: AddresseePatterns) -> bool:
    """Whether *text* says where the one kind of addressee in *block* is: in all the country."""
    named = [piece.text for piece in block if patterns.block["strip"].sub("", piece.text).strip()]
    if len(named) != 1 or patterns.block["country"].match(text) is None:
        return False
    return patterns.block["plural"].search(named[0]) is not None


def ordered_to(analysis: Analysis, patterns: AddresseePatterns) -> list[Piece]:
    """The lines of ``Kepada : ... Untuk :`` in the body of an instruction or an order."""
    for section in analysis.of("body"):
        pieces = list(pieces_of(analysis, [section]))
        for index, piece in enumerate(pieces):
            if patterns.block["in_body"].match(piece.text):
                ends = patterns.block["body_end"]
                stop = next(
                    (n for n in range(index + 1, len(pieces)) if ends.match(pieces[n].text)),
                    index + _MAX_ORDERED,
                )
                return pieces[index:stop]
    return []


def by_column(block: list[Piece], analysis: Analysis, patterns: AddresseePatterns) -> list[Piece]:
    """Order a list that runs on in a second column: ``1. Inspektur    7. Kepala Badan``."""
    parted: list[Piece] = []
    right: list[Piece] = []
    for piece in block:
        cuts = list(patterns.block["column"].finditer(piece.text))
        cut = cuts[-1] if cuts else None
        line = analysis.document.line_at(piece.start)
        if cut is None or line is None or piece.x0 is None or cut.start() < _LEAST_LEFT:
            parted.append(piece)
            continue
        at = piece.start + cut.start("number")
        parted.append(piece._replace(text=piece.text[: cut.start()].rstrip(), end=at - 1))
        right.append(_piece(analysis, line, at))
    if not right:
        return block
    edge = min(piece.x0 or 0.0 for piece in right) - _COLUMN_SLACK
    right += [piece for piece in parted if (piece.x0 or 0.0) >= edge]
    left = [piece for piece in parted if (piece.x0 or 0.0) < edge]
    if left and patterns.block["town"].match(left[-1].text):
        left.pop()
    return [*left, *sorted(right, key=lambda piece: piece.top or 0.0)]


def by_number(block: list[Piece]) -> list[Piece]:
    """Divide a line that holds a whole list: ``1. Para Camat 2. Para Lurah``."""
    return [part for piece in block for part in _numbered_parts(piece)]


def _numbered_parts(piece: Piece) -> Iterator[Piece]:
    start, number = 0, 1
    for marker in _MARKER.finditer(piece.text):
        if int(marker["number"]) != number:
            continue
        if number > 1:
            text = piece.text[start : marker.start()].rstrip()
            yield piece._replace(
                text=text, start=piece.start + start, end=piece.start + start + len(text)
            )
            start = marker.start("number")
        number += 1
    yield piece._replace(text=piece.text[start:], start=piece.start + start)


def _cue(pieces: list[Piece], patterns: AddresseePatterns) -> int | None:
    """Return the index of the piece that opens the block."""
    for index, piece in enumerate(pieces):
        if patterns.block["cue"].match(piece.text) and not _is_prose(piece.text):
            return _yth_below(pieces, index, patterns)
    return _list_above_the_place(pieces, patterns)


def _list_above_the_place(pieces: list[Piece], patterns: AddresseePatterns) -> int | None:
    """Return where a numbered list begins that ends in ``di Tempat``; its cue was not read."""
    place = (i for i, piece in enumerate(pieces) if patterns.block["place"].match(piece.text))
    for index in range(next(place, 0) - 2, -1, -1):
        first = _LIST_START.match(pieces[index].text)
        if first is not None and patterns.block["head"].match(pieces[index].text[first.end() :]):
            return index if _LIST_GOES_ON.match(pieces[index + 1].text) else None
    return None


def _yth_below(pieces: list[Piece], index: int, patterns: AddresseePatterns) -> int:
    """Return the index of ``Yth.`` where it stands left below a ``Kepada`` of its own."""
    alone = len(pieces[index].text.split()) == 1
    below = pieces[index + 1] if alone and index + 1 < len(pieces) else None
    if below is None or below.x0 is None or patterns.block["cue"].match(below.text) is None:
        return index
    return index + 1 if below.x0 < (pieces[index].x0 or 0.0) else index


def _left_of_labels(pieces: list[Piece], cue: Piece, patterns: AddresseePatterns) -> list[Piece]:
    """Leave out the column of the labels where it stands to the right of the addressees."""
    edge = (cue.x0 or 0.0) + _MAX_INDENT * ((cue.bottom or 0.0) - (cue.top or 0.0))
    labels = [
        piece.x0
        for piece in pieces
        if piece.x0 is not None
        and piece.x0 > edge
        and patterns.block["next_label"].match(piece.text)
    ]
    if cue.x0 is None or not labels:
        return pieces
    return [p for p in pieces if p.x0 is None or p.x0 < min(labels) - _COLUMN_SLACK]


def _in_column(piece: Piece, cue: Piece) -> bool:
    if piece.x0 is None or cue.x0 is None or piece.top is None or cue.top is None:
        return True
    slack = (cue.bottom or cue.top) - cue.top
    return (
        piece.page == cue.page
        and piece.top >= cue.top - slack / 2
        and piece.x0 >= cue.x0 - 6 * slack
    )


def same_column(head: Piece, pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces below *head*, and what stands to the right on one of their lines."""
    last = head
    for piece in pieces:
        if (
            head.x0 is None
            or head.top is None
            or head.bottom is None
            or piece.x0 is None
            or piece.top is None
            or last.top is None
        ):
            yield piece
            continue
        height = head.bottom - head.top
        if piece.x0 - head.x0 < _MAX_INDENT * height or abs(piece.top - last.top) < height / 2:
            yield piece
            last = piece


def far_below(above: Piece, piece: Piece) -> bool:
    """Whether a gap of several lines stands between two pieces."""
    if above.bottom is None or piece.top is None or above.top is None:
        return False
    return piece.top - above.bottom > 4 * max(above.bottom - above.top, 6.0)


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) >= 9 and sum(w[0].islower() for w in words) >= 0.6 * len(words)
