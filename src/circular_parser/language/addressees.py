"""Finds to whom a circular is addressed and who gets a copy.

The head holds the addressees behind ``Kepada`` or ``Yth.`` down to ``di - Tempat``, as a
numbered list or line by line; ``Daftar terlampir`` points to a list on an annex page. Copies
stand behind ``Tembusan``. Reports tell both in a sentence. Form: Permendagri 54/2009.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from circular_parser.language.addressee_blocks import (
    AddresseePatterns,
    Piece,
    block_of,
    by_column,
    by_number,
    far_below,
    head_pieces,
    ordered_to,
    pieces_of,
    same_column,
)
from circular_parser.language.analysis import Analysis, Candidate
from circular_parser.language.reported_addressees import find_reported, parts
from circular_parser.language.sentences import quote

_MAX_ITEMS = 120
_MAX_LINES = 300
_SPACED_WORD = re.compile(r"(?:\w ){2,}\w")
_WORDLIKE = re.compile(r"[^\W\d_]{3}")
_POOR = 0.6
_ENDS = " \n.,;:|"
_STRAY = f"{_ENDS}-–"


@dataclass(slots=True)
class _Item:
    pieces: list[Piece] = field(default_factory=list)
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
    block = block_of(list(head_pieces(analysis, patterns)), patterns) or ordered_to(
        analysis, patterns
    )
    block = by_column(block, analysis, patterns)
    whole = " ".join(piece.text for piece in block)
    in_section = " ".join(line.text for s in analysis.of("addressees") for line in s.lines)
    if any(patterns.block["attached"].search(text) for text in (whole, in_section)):
        return _attached(analysis, patterns, "title", 0.85)
    items = _items(by_number(block), patterns, patterns.block["strip"])
    found = _candidates(analysis, _split_line(items, patterns), patterns, "addressees.block", 0.9)
    # A head that cannot be read may still have its list attached.
    return found or _attached(analysis, patterns, "sure", 0.6) or _told_in_body(analysis, patterns)


def _told_in_body(analysis: Analysis, patterns: AddresseePatterns) -> list[Candidate[str]]:
    """Whom the text itself speaks to: ``maka kepada Saudara Kepala Sekolah disampaikan``."""
    for section in analysis.of("body"):
        told = patterns.block["told"].search(analysis.text, section.start, section.end)
        if told is not None:
            value = _value(told["who"], patterns)
            return [Candidate(*told.span("who"), value, "addressees.told", 0.6)]
    return []


def find_copies(analysis: Analysis, patterns: AddresseePatterns) -> list[Candidate[str]]:
    """Return who gets a copy, in the order of the text, one candidate each."""
    if analysis.form == "report":
        return find_reported(analysis, patterns.report, "copied", "addressees.copied")
    found: list[Candidate[str]] = []
    for section in analysis.of("copies"):
        pieces = list(pieces_of(analysis, [section]))
        if not pieces:
            continue
        cue = patterns.copies["cue"].match(pieces[0].text)
        head = pieces[0]
        pieces = [head.without(cue.end() if cue else 0), *same_column(head, pieces[1:])]
        pieces = _above_signature(pieces, patterns)
        items = _items(by_number(pieces), patterns, patterns.copies["strip"])
        found += _candidates(analysis, items, patterns, "addressees.copies", 0.9)
    return found


def _items(pieces: list[Piece], patterns: AddresseePatterns, strip: re.Pattern[str]) -> list[_Item]:
    """Divide the pieces into items, wrapped lines joined, markers and forms of address off."""
    items: list[_Item] = []
    last_number = 0
    notice = False
    pieces = pieces[:_MAX_LINES]
    for place, piece in enumerate(pieces):
        if items and (piece.text.startswith("(") or patterns.block["through"].match(piece.text)):
            items[-1].pieces.append(piece)
            continue
        final = place == len(pieces) - 1
        named = patterns.block["filled_in"].match(piece.text) is not None
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
        if number is not None or named or not items or _starts_item(body, items[-1], patterns):
            items.append(_Item([body], number is not None, piece.x0))
            last_number = number if number else last_number + 1
        else:
            items[-1].pieces.append(body)
        if len(items) >= _MAX_ITEMS:
            break
    return items


def _is_words(text: str) -> bool:
    """Whether *text* is more than specks and stray letters; ``A r s i p`` is a word."""
    return _WORDLIKE.search(text) is not None or bool(_SPACED_WORD.fullmatch(text.strip(_STRAY)))


def _stripped(piece: Piece, strip: re.Pattern[str]) -> Piece:
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
    piece: Piece, items: list[_Item], patterns: AddresseePatterns, *, final: bool
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


def _starts_item(piece: Piece, last: _Item, patterns: AddresseePatterns) -> bool:
    """Whether an unmarked line begins an item of its own."""
    text = last.text.rstrip()
    if piece.text[:1].islower() or piece.text.startswith("("):
        return False
    if patterns.block["open_bracket"].search(text):
        return False
    if patterns.block["ended"].search(text) and not text.endswith("."):
        lists = not last.marked and not text.endswith(",")
        return lists or patterns.block["head"].match(piece.text) is not None
    if last.marked or patterns.block["unfinished"].search(text):
        return False
    for below, above in (("of_place", "person"), ("of_body", "people")):
        if patterns.block[below].match(piece.text) and patterns.block[above].match(text):
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


def _cut(item: _Item, start: int, end: int) -> list[Piece]:
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
    return [Piece(text, found[0][0], found[-1][1], first.page)]


def _candidates(
    analysis: Analysis, items: list[_Item], patterns: AddresseePatterns, rule: str, score: float
) -> list[Candidate[str]]:
    found: list[Candidate[str]] = []
    for item in items:
        value = _value(item.text, patterns)
        if not _WORDLIKE.search(value):
            continue
        spans = _spans(item)
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
        shorter = re.sub(r"(?:[;:,.|]\s*|\s)dan$", "", value).rstrip(_ENDS)
        if shorter == value:
            break
        value = shorter
    bare = value.rstrip(_STRAY)  # A r s i p.-
    return bare.replace(" ", "") if _SPACED_WORD.fullmatch(bare) else value


def _attached(
    analysis: Analysis, patterns: AddresseePatterns, heading: str, score: float
) -> list[Candidate[str]]:
    """Return the items of the attached list of addressees, below a line like *heading*.

    The list goes on over the next pages as long as they hold nothing else.
    """
    items: list[_Item] = []
    for section in analysis.of("annex"):
        pieces = list(pieces_of(analysis, [section]))
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


def _listed(pieces: list[Piece], patterns: AddresseePatterns) -> list[_Item]:
    """The items of an attached list: lines that begin with an office or body."""
    items: list[_Item] = []
    last_number = 0
    for piece in _above_signature(pieces, patterns)[:_MAX_LINES]:
        if items and (
            patterns.attached["stop"].match(piece.text)
            or patterns.block["noise"].search(piece.text)
        ):
            break
        last = items[-1].pieces[0] if items else piece
        if far_below(last, piece) and not _below(last, piece):
            break
        number, length = _marker(piece.text, patterns, last_number)
        body = _stripped(piece.without(length), patterns.block["strip"])
        debris = patterns.attached["debris"].match(body.text)
        if debris is not None and patterns.block["head"].match(body.text) is None:
            body = body.without(debris.end())
        if not _is_words(body.text):
            continue
        begins = patterns.block["head"].match(body.text) is not None
        goes_on = bool(items) and number is None and not far_below(items[-1].pieces[-1], piece)
        if goes_on and (not begins or patterns.block["unfinished"].search(items[-1].text)):
            if _below(items[-1].pieces[0], body):
                items[-1].pieces.append(body)
        elif begins:
            items.append(_Item([body], number is not None, piece.x0))
            last_number = number if number else last_number + 1
        if len(items) >= _MAX_ITEMS:
            break
    return items


def _above_signature(pieces: list[Piece], patterns: AddresseePatterns) -> list[Piece]:
    """The pieces above a signature whose rank or NIP stands below them: name and office go too."""
    ranked = (i for i, p in enumerate(pieces) if patterns.attached["rank"].match(p.text))
    end = next(ranked, None)
    if not end:
        return pieces
    for part in ("signer", "post"):
        if end > 1 and patterns.attached[part].match(pieces[end - 1].text):
            end -= 1
    return pieces[:end]


def _below(first: Piece, piece: Piece) -> bool:
    """Whether *piece* stands in the column of the item that begins with *first*."""
    if first.x0 is None or piece.x0 is None or first.top is None or first.bottom is None:
        return True
    return abs(piece.x0 - first.x0) < 8 * (first.bottom - first.top)
