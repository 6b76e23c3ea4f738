"""Finds to whom a circular is addressed and who gets a copy.

The head holds the addressees behind ``Kepada`` or ``Yth.`` down to ``di - Tempat``, as a
numbered list or line by line; ``Daftar terlampir`` points to a list on an annex page. Copies
stand behind ``Tembusan``. Reports tell both in a sentence. Form: Permendagri 54/2009.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Candidate, Section
from circular_parser.language.patterns import compile_tables, load
from circular_parser.language.reported_addressees import find_reported, parts
from circular_parser.language.sentences import quote
from circular_parser.resources import ModelFile

_MAX_ITEMS = 120
_MAX_LINES = 300
_MAX_INDENT = 12
_SPACED_WORD = re.compile(r"(?:\w ){2,}\w")
_WORDLIKE = re.compile(r"[^\W\d_]{3}")
_INNER_CUE = re.compile(r"(?<=\s)Yth\b")
_MAX_LEFT_WORDS = 6
_LEFT_OVER = 8
_POOR = 0.6
_MAX_ORDERED = 12  # lines of addressees where nothing ends them
_LEAST_LEFT = 5  # characters of the left column before a second number
_COLUMN_SLACK = 4.0
_ENDS = " \n.,;:|"


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line or the end of one: its text as in the document, and its place on the page."""

    text: str
    start: int
    end: int
    page: int
    x0: float | None = None
    top: float | None = None
    bottom: float | None = None

    def without(self, length: int) -> _Piece:
        """Return what follows the first *length* characters."""
        rest = self.text[length:]
        skipped = length + len(rest) - len(rest.lstrip())
        return _Piece(
            self.text[skipped:],
            self.start + skipped,
            self.end,
            self.page,
            self.x0,
            self.top,
            self.bottom,
        )


@dataclass(slots=True)
class _Item:
    pieces: list[_Piece] = field(default_factory=list)
    marked: bool = False
    left: float | None = None

    @property
    def text(self) -> str:
        """The item's pieces joined; halves of a divided word without a space."""
        parts = [self.pieces[0].text]
        for before, piece in zip(self.pieces, self.pieces[1:], strict=False):
            parts.append(piece.text if piece.start == before.end else f" {piece.text}")
        return "".join(parts)


def find_addressees(analysis: Analysis, patterns: AddresseePatterns) -> list[Candidate[str]]:
    """Return the addressees in the order of the text, one candidate each.

    Where the head points to an attached list that is not in the file, there are none.
    """
    if analysis.form == "report":
        return find_reported(analysis, patterns.report, "addressed", "addressees.addressed")
    block = _block(list(_head_pieces(analysis, patterns)), patterns) or _ordered_to(
        analysis, patterns
    )
    block = _by_column(block, analysis, patterns)
    whole = " ".join(piece.text for piece in block)
    in_section = " ".join(line.text for s in analysis.of("addressees") for line in s.lines)
    if any(patterns.block["attached"].search(text) for text in (whole, in_section)):
        return _attached(analysis, patterns, "title", 0.85)
    items = _items(block, patterns, patterns.block["strip"])
    found = _candidates(analysis, _split_line(items, patterns), patterns, "addressees.block", 0.9)
    # A head that cannot be read may still have its list attached.
    return found or _attached(analysis, patterns, "sure", 0.6)


def find_copies(analysis: Analysis, patterns: AddresseePatterns) -> list[Candidate[str]]:
    """Return who gets a copy, in the order of the text, one candidate each."""
    if analysis.form == "report":
        return find_reported(analysis, patterns.report, "copied", "addressees.copied")
    found: list[Candidate[str]] = []
    for section in analysis.of("copies"):
        pieces = list(_pieces(analysis, [section]))
        if not pieces:
            continue
        cue = patterns.copies["cue"].match(pieces[0].text)
        head = pieces[0]
        pieces = [head.without(cue.end() if cue else 0), *_same_column(head, pieces[1:])]
        items = _items(pieces, patterns, patterns.copies["strip"])
        found += _candidates(analysis, items, patterns, "addressees.copies", 0.9)
    return found


def _pieces(analysis: Analysis, sections: Iterable[Section]) -> Iterator[_Piece]:
    for section in sections:
        for line in section.lines:
            if line.kind in ("text", "table"):
                yield _piece(analysis, line, line.start)


def _head_pieces(analysis: Analysis, patterns: AddresseePatterns) -> Iterator[_Piece]:
    """The lines of the head; of a line that runs across two columns the right end."""
    for section in analysis.of("addressees", "head"):
        for piece in _pieces(analysis, [section]):
            inner = _INNER_CUE.search(piece.text)
            if inner is None or len(piece.text[: inner.start()].split()) > _MAX_LEFT_WORDS:
                # Lines of the head have a column of their own, which only places can tell.
                if section.kind == "addressees" or piece.x0 is not None:
                    yield piece
                continue
            line = analysis.document.line_at(piece.start + inner.start())
            assert line is not None
            yield _piece(analysis, line, piece.start + inner.start())

    # What is left of the column where the head's right half was taken for the body.
    start = next(analysis.of("body"), None)
    first = list(_pieces(analysis, [start]))[:_LEFT_OVER] if start is not None else []
    place = next((i for i, p in enumerate(first) if patterns.block["place"].match(p.text)), 0)
    yield from (piece for piece in first[: place + 1] if place and piece.x0 is not None)


def _piece(analysis: Analysis, line: Line, start: int) -> _Piece:
    """Return the part of *line* from offset *start* on."""
    boxes = [word.box for word in line.words if word.end > start and word.box is not None]
    text = analysis.text[start : line.end]
    if not boxes:
        return _Piece(text, start, line.end, line.page)
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    return _Piece(text, start, line.end, line.page, boxes[0].x0, top, bottom)


def _block(pieces: list[_Piece], patterns: AddresseePatterns) -> list[_Piece]:
    """Return the pieces of the addressee block, from its cue to the place."""
    index = _cue(pieces, patterns)
    if index is None:
        return []
    cue = pieces[index]
    below = [cue, *(p for p in pieces[index + 1 :] if _in_column(p, cue))]
    if cue.top is not None:
        # Reading order may take a column's first line after its neighbour's.
        above = (p for p in pieces[:index] if _in_column(p, cue))
        below = [cue, *sorted([*above, *below[1:]], key=lambda p: p.top or 0.0)]
    block: list[_Piece] = []
    for piece in below:
        text = piece.text.strip()
        if patterns.block["place"].match(text) and piece is not cue:
            break
        if patterns.block["next_label"].match(text) or patterns.block["opening"].match(text):
            break
        if block and (_far_below(block[-1], piece) or _is_prose(text)):
            break
        block.append(piece)
    return block


def _ordered_to(analysis: Analysis, patterns: AddresseePatterns) -> list[_Piece]:
    """The lines of ``Kepada : ... Untuk :`` in the body of an instruction or an order."""
    for section in analysis.of("body"):
        pieces = list(_pieces(analysis, [section]))
        for index, piece in enumerate(pieces):
            if patterns.block["in_body"].match(piece.text):
                ends = patterns.block["body_end"]
                stop = next(
                    (n for n in range(index + 1, len(pieces)) if ends.match(pieces[n].text)),
                    index + _MAX_ORDERED,
                )
                return pieces[index:stop]
    return []


def _by_column(
    block: list[_Piece], analysis: Analysis, patterns: AddresseePatterns
) -> list[_Piece]:
    """Order a list that runs on in a second column: ``1. Inspektur    7. Kepala Badan``."""
    parted: list[_Piece] = []
    right: list[_Piece] = []
    for piece in block:
        cuts = list(patterns.block["column"].finditer(piece.text))
        cut = cuts[-1] if cuts else None
        line = analysis.document.line_at(piece.start)
        if cut is None or line is None or piece.x0 is None or cut.start() < _LEAST_LEFT:
            parted.append(piece)
            continue
        at = piece.start + cut.start("number")
        parted.append(replace(piece, text=piece.text[: cut.start()].rstrip(), end=at - 1))
        right.append(_piece(analysis, line, at))
    if not right:
        return block
    edge = min(piece.x0 or 0.0 for piece in right) - _COLUMN_SLACK
    right += [piece for piece in parted if (piece.x0 or 0.0) >= edge]
    left = [piece for piece in parted if (piece.x0 or 0.0) < edge]
    if left and patterns.block["town"].match(left[-1].text):
        left.pop()
    return [*left, *sorted(right, key=lambda piece: piece.top or 0.0)]


def _cue(pieces: list[_Piece], patterns: AddresseePatterns) -> int | None:
    """Return the index of the piece that opens the block."""
    for index, piece in enumerate(pieces):
        if patterns.block["cue"].match(piece.text) and not _is_prose(piece.text):
            return _yth_below(pieces, index, patterns)
    return None


def _yth_below(pieces: list[_Piece], index: int, patterns: AddresseePatterns) -> int:
    """Return the index of ``Yth.`` where it stands left below a ``Kepada`` of its own."""
    alone = len(pieces[index].text.split()) == 1
    below = pieces[index + 1] if alone and index + 1 < len(pieces) else None
    if below is None or below.x0 is None or patterns.block["cue"].match(below.text) is None:
        return index
    return index + 1 if below.x0 < (pieces[index].x0 or 0.0) else index


def _in_column(piece: _Piece, cue: _Piece) -> bool:
    if piece.x0 is None or cue.x0 is None or piece.top is None or cue.top is None:
        return True
    slack = (cue.bottom or cue.top) - cue.top
    return (
        piece.page == cue.page
        and piece.top >= cue.top - slack / 2
        and piece.x0 >= cue.x0 - 6 * slack
    )


def _same_column(head: _Piece, pieces: list[_Piece]) -> Iterator[_Piece]:
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


def _far_below(above: _Piece, piece: _Piece) -> bool:
    if above.bottom is None or piece.top is None or above.top is None:
        return False
    return piece.top - above.bottom > 4 * max(above.bottom - above.top, 6.0)


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) >= 9 and sum(w[0].islower() for w in words) >= 0.6 * len(words)


def _items(
    pieces: list[_Piece], patterns: AddresseePatterns, strip: re.Pattern[str]
) -> list[_Item]:
    """Divide the pieces into items, wrapped lines joined, markers and forms of address off."""
    items: list[_Item] = []
    last_number = 0
    notice = False
    pieces = pieces[:_MAX_LINES]
    for place, piece in enumerate(pieces):
        if items and piece.text.startswith("("):
            items[-1].pieces.append(piece)
            continue
        final = place == len(pieces) - 1
        piece = _stripped(piece, strip)
        number, length = _marker(piece.text, patterns, last_number)
        body = _stripped(piece.without(length), strip)
        # A notice at the foot of the page ends with the next item.
        notice = patterns.block["noise"].search(body.text) is not None or (
            notice and number is None and patterns.block["head"].match(body.text) is None
        )
        if notice or not _is_words(body.text):
            continue
        if items and number is None and _is_shared_tail(body, items, patterns, final=final):
            break
        if number is not None or not items or _starts_item(body, items[-1], patterns):
            items.append(_Item([body], number is not None, piece.x0))
            last_number = number if number else last_number + 1
        else:
            items[-1].pieces.append(body)
        if len(items) >= _MAX_ITEMS:
            break
    return items


def _is_words(text: str) -> bool:
    """Whether *text* is more than specks and stray letters; ``A r s i p`` is a word."""
    return _WORDLIKE.search(text) is not None or bool(_SPACED_WORD.fullmatch(text.strip(_ENDS)))


def _stripped(piece: _Piece, strip: re.Pattern[str]) -> _Piece:
    for _ in range(4):
        match = strip.match(piece.text)
        if match is None:
            break
        piece = piece.without(match.end())
    return piece


def _marker(text: str, patterns: AddresseePatterns, last: int) -> tuple[int | None, int]:
    """Return the number of the list marker at the start of *text* and its length.

    A number without a dot is a marker only in its turn; what OCR made of a marker counts
    for one without a number (0).
    """
    match = patterns.block["marker"].match(text)
    if match is not None and match["number"]:
        value = int(match["number"].replace(" ", ""))
        if match["close"].strip() or value in (last + 1, last + 2):
            return value, match.end()
    elif match is not None:
        return 0, match.end()
    for name in ("bullet", "debris"):
        match = patterns.block[name].match(text)
        if match is not None:
            return 0, match.end()
    return None, 0


def _is_shared_tail(
    piece: _Piece, items: list[_Item], patterns: AddresseePatterns, *, final: bool
) -> bool:
    """Whether ``se-Kabupaten X`` or ``di X`` below a list belongs to all its items."""
    if len(items) < 2 or not items[-1].marked:
        return False
    town = patterns.block["town"].match(piece.text) is not None
    if not town and patterns.block["shared"].match(piece.text) is None:
        return False
    if items[-1].text.endswith((".", ";")):
        return True
    left = items[-1].left
    if piece.x0 is not None and left is not None:
        return piece.x0 < left + 5
    # Without places: the last line, unless the items above have such words of their own.
    own = any(patterns.block["own_place"].search(item.text) for item in items)
    return final and not own


def _starts_item(piece: _Piece, last: _Item, patterns: AddresseePatterns) -> bool:
    """Whether an unmarked line begins an item of its own."""
    text = last.text.rstrip()
    if piece.text[:1].islower() or piece.text.startswith("("):
        return False
    if patterns.block["open_bracket"].search(text):
        return False
    if patterns.block["ended"].search(text) and not text.endswith("."):
        return patterns.block["head"].match(piece.text) is not None or not last.marked
    if last.marked or patterns.block["unfinished"].search(text):
        return False
    if patterns.block["of_place"].match(piece.text) and patterns.block["person"].match(text):
        return False
    first = last.pieces[0]
    if piece.x0 is not None and first.x0 is not None and piece.top is not None:
        height = (first.bottom or 0) - (first.top or 0)
        if abs(piece.x0 - first.x0) > 2 * max(height, 6.0):
            return False
    return patterns.block["head"].match(piece.text) is not None


def _split_line(items: list[_Item], patterns: AddresseePatterns) -> list[_Item]:
    """Split ``Kepala Perangkat Daerah, Camat dan Lurah`` where no list divides it."""
    if len(items) != 1 or items[0].marked or "," not in items[0].text:
        return items
    item = items[0]
    text = item.text
    divided = list(parts(text, patterns.report["separator"]))
    heads = patterns.block["head"]
    if len(divided) < 3 or not all(heads.match(text[a:b]) for a, b in divided):
        return items
    return [_Item([piece]) for a, b in divided for piece in _cut(item, a, b)]


def _cut(item: _Item, start: int, end: int) -> list[_Piece]:
    """Return ``item.text[start:end]`` as one piece, if it stands in one line run."""
    first = item.pieces[0]
    position, found = 0, []
    for piece in item.pieces:
        a, b = max(start, position), min(end, position + len(piece.text))
        if a < b:
            found.append((piece.start + a - position, piece.start + b - position))
        position += len(piece.text) + 1
    if not found:
        return []
    text = item.text[start:end]
    return [_Piece(text, found[0][0], found[-1][1], first.page)]


def _candidates(
    analysis: Analysis, items: list[_Item], patterns: AddresseePatterns, rule: str, score: float
) -> list[Candidate[str]]:
    found: list[Candidate[str]] = []
    for item in items:
        value = _value(item.text, patterns)
        if not _WORDLIKE.search(value):
            continue
        spans = _spans(item)
        start, end = spans[0]
        surplus = len(item.pieces[-1].text) - len(item.pieces[-1].text.rstrip(_ENDS))
        spans[-1] = (spans[-1][0], spans[-1][1] - surplus)
        start, end = spans[0]
        doubt = 0.0 if patterns.block["head"].match(value) else 0.2
        read = analysis.document.confidence(start, end)
        warnings: tuple[tuple[str, str], ...] = ()
        if read is not None and read < _POOR:
            doubt += 0.2
            warnings = (("poorly_read", f"{value!r} was read with confidence {read:.2f}"),)
        extra = tuple(spans[1:])
        found.append(Candidate(start, end, value, rule, score - doubt, "", warnings, extra))
    return found


def _spans(item: _Item) -> list[tuple[int, int]]:
    """Return the item's places, neighbouring lines joined."""
    spans: list[tuple[int, int]] = []
    for piece in item.pieces:
        if spans and 0 <= piece.start - spans[-1][1] <= 2:
            spans[-1] = (spans[-1][0], piece.end)
        else:
            spans.append((piece.start, piece.end))
    return spans


def _value(text: str, patterns: AddresseePatterns) -> str:
    value = quote(text)
    value = patterns.block["tail"].sub("", value)
    while True:
        shorter = re.sub(r"[;:,.|]\s*dan$", "", value).rstrip(_ENDS)
        if shorter == value:
            break
        value = shorter
    return value.replace(" ", "") if _SPACED_WORD.fullmatch(value) else value


def _attached(
    analysis: Analysis, patterns: AddresseePatterns, heading: str, score: float
) -> list[Candidate[str]]:
    """Return the items of the attached list of addressees, below a line like *heading*.

    The list goes on over the next pages as long as they hold nothing else.
    """
    items: list[_Item] = []
    for section in analysis.of("annex"):
        pieces = list(_pieces(analysis, [section]))
        titles = (i for i, p in enumerate(pieces) if patterns.attached[heading].search(p.text))
        title = next(titles, None)
        if not items and title is not None:
            items = _listed(pieces[title + 1 :], patterns)
        elif items:
            more = _listed(pieces, patterns)
            if title is not None or sum(len(i.pieces) for i in more) < 0.6 * len(pieces):
                break
            items += more
    found = _candidates(analysis, items, patterns, "addressees.attached", score)
    return found if len(found) > 1 else []


def _listed(pieces: list[_Piece], patterns: AddresseePatterns) -> list[_Item]:
    """The items of an attached list: lines that begin with an office or body."""
    items: list[_Item] = []
    last_number = 0
    for piece in pieces[:_MAX_LINES]:
        if items and (
            patterns.attached["stop"].match(piece.text)
            or patterns.block["noise"].search(piece.text)
        ):
            break
        last = items[-1].pieces[0] if items else piece
        if _far_below(last, piece) and not _below(last, piece):
            break
        number, length = _marker(piece.text, patterns, last_number)
        body = _stripped(piece.without(length), patterns.block["strip"])
        debris = patterns.attached["debris"].match(body.text)
        if debris is not None and patterns.block["head"].match(body.text) is None:
            body = body.without(debris.end())
        if not _is_words(body.text):
            continue
        begins = patterns.block["head"].match(body.text) is not None
        goes_on = bool(items) and number is None and not _far_below(items[-1].pieces[-1], piece)
        if goes_on and (not begins or patterns.block["unfinished"].search(items[-1].text)):
            if _below(items[-1].pieces[0], body):
                items[-1].pieces.append(body)
        elif begins:
            items.append(_Item([body], number is not None, piece.x0))
            last_number = number if number else last_number + 1
        if len(items) >= _MAX_ITEMS:
            break
    return items


def _below(first: _Piece, piece: _Piece) -> bool:
    """Whether *piece* stands in the column of the item that begins with *first*."""
    if first.x0 is None or piece.x0 is None or first.top is None or first.bottom is None:
        return True
    return abs(piece.x0 - first.x0) < 8 * (first.bottom - first.top)
