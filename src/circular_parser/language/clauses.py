"""Builds the tree of paragraphs and list items from the lines of a body.

A list level is told by the style of its marker (``1.``, ``a.``, ``1)``, ``(a)``, ``I.``,
``A.``, bullets), an item by its place in the sequence: a line that begins with ``31.`` in
the middle of a paragraph is no item unless an open list stands at 30. A scan may lose the
point of a marker: a bare number is one where the next or the last marker is its neighbour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from circular_parser.document import Line
from circular_parser.language.analysis import Clause, Section

_MARKER = re.compile(
    r"""(?P<open>\()?(?:(?P<chapter>\d{1,2}\.(?=[1-9]))?(?P<number>\d{1,2})|(?P<roman>[IVX]{1,5}|[ivx]{2,5})|(?P<letter>[a-zA-Z]))
        (?P<close>[.)]{1,2}|\s\.|,(?=\s[A-Z]))(?:\s+|(?=[A-Z][a-z]))(?=\S)""",
    re.VERBOSE,
)
_BARE = re.compile(r"(?P<number>\d{1,2})\s+(?=[A-Z][a-z])")
_BULLET = re.compile(r"(?P<bullet>[-–—•*▪●○➢✓❖·»«¢v])\s+(?=\w)")
# The dictums of an instruction or a decree (UU 12/2011, Lampiran II).
_ORDINALS = (
    "KESATU KEDUA KETIGA KEEMPAT KELIMA KEENAM KETUJUH KEDELAPAN KESEMBILAN KESEPULUH "
    "KESEBELAS KEDUABELAS"
)
_DICTUM_VALUE = {word: value for value, word in enumerate(_ORDINALS.split(" "), 1)} | {"PERTAMA": 1}
_DICTUM = re.compile(
    rf"(?P<word>{'|'.join(_DICTUM_VALUE)})\s?:\s*(?=\S)".replace("KEDUABELAS", r"KEDUA\s?BELAS")
)
# In a message by wire stops are words: AAA TTK, BBB TTK, and below them SATU TTK, DUA TTK.
_NUMERALS = "SATU DUA TIGA EMPAT LIMA ENAM TUJUH DELAPAN SEMBILAN SEPULUH"
_NUMERAL_VALUE = {word: value for value, word in enumerate(_NUMERALS.split(" "), 1)}
_WIRED = re.compile(
    rf"(?:(?P<letter>[A-Z])(?P=letter){{1,2}}|(?P<word>{'|'.join(_NUMERAL_VALUE)}))\s?TTK\s+(?=\S)"
)
# What a lead asks for and no list: the rows of a week, the words of an amendment.
_ASKED = re.compile(
    r"(?:hari )?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)\b(?:.{0,40}[:\d]|.{0,25}$)|"
    r"[\"“]",
    re.IGNORECASE,
)
# The order that a list of reasons leads to, on a line of its own: "berdasarkan: 1. ...," and below
# it "diminta kepada Saudara agar:".
_ORDER = re.compile(
    r"(?:(?:dengan|bersama|melalui) (?:ini|surat ini)|(?:maka |kami |saya )?(?:diminta|dimohon|"
    r"mohon|diharap(?:kan)?|diinstruksikan|diperintahkan|ditegaskan|di ?h?imbau|diwajibkan))\b",
    re.IGNORECASE,
)
# What such a list of reasons hangs on, and the order that ends it without a block of its own.
_REASONS = re.compile(
    r"\b(?:memperhatikan|berdasarkan|mengingat|menindak ?lanjuti|merujuk|menunjuk|mempertimbangkan|"
    r"mempedomani|memedomani|mendasari|berpedoman)\b[^:]*:\s*$",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"(?:(?:maka|dengan ini|bersama ini|kami|untuk itu),? )*(?:di)?(?:sampaikan|minta|mohon|"
    r"beritahukan|instruksikan|perintahkan|tegaskan|h?imbau)\b.*:\s*$",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"a\.\s?n\.|u\.\s?b\.|s\.\s?d\.|d\.\s?a\.", re.IGNORECASE)
_ROMAN_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv"
_ROMAN = {numeral: value for value, numeral in enumerate(_ROMAN_NUMERALS.split(" "), 1)}
_CACHE = 256  # several parts of the pipeline ask for the marker of the same lines
_SENTENCE_END = (".", ";", ":", "!", "?", '"', "”", " TTK", " TTK KMA", " TTK DUA")
# Words that a heading may leave in small letters are no longer than this.
_SMALL_WORD = 6
_MAX_HEADING = 10  # words
_SHORT_LINE = 0.7  # of the longest line: where a paragraph would not have been wrapped
_FAR_SHORTER = 0.35


@dataclass(frozen=True, slots=True)
class _Marker:
    """A list marker: its style (``1.``, ``(a)`` ...), place in the sequence and length."""

    style: str
    value: int
    length: int
    label: str


@dataclass(slots=True)
class _Open:
    """An item of a list that is still open: the last of its level."""

    style: str
    value: int
    clause: Clause
    left: float | None


def build_clauses(section: Section, text: str) -> list[Clause]:
    """Return the top-level clauses of *section*, lists hung below their lead."""
    return _Builder(section, text).run()


class _Builder:
    def __init__(self, section: Section, text: str) -> None:
        self._section = section
        self._text = text
        self._top: list[Clause] = []
        self._open: list[_Open] = []
        self._broken_off: list[_Open] = []  # what a paragraph, or a page, came between
        self._last: Clause | None = None
        self._lead: Clause | None = None
        self._bare = _bare_markers(section.lines)

    def run(self) -> list[Clause]:
        """Walk the lines in reading order."""
        previous: Line | None = None
        for line in self._section.lines:
            starts_block = previous is None or (previous.page, previous.block) != (
                line.page,
                line.block,
            )
            marker = self._marker(line, starts_block)
            if marker is not None:
                self._item(line, marker)
            elif (starts_block and not self._continues(line, previous)) or self._ends_reasons(line):
                self._paragraph(line)
            else:
                self._extend(line)
            previous = line
        return self._top

    def _marker(self, line: Line, starts_block: bool) -> _Marker | None:
        marker = read_marker(line.text)
        if marker is None:
            marker, sure = self._bare.get(line.start, (None, False))
            return marker if sure or self._ended() else None
        if marker.style == "-":
            return marker
        for level in self._open:
            if level.style == marker.style and 0 < marker.value - level.value <= 2:
                return marker
        if starts_block and not self._open and self._ended() and not self._asks(self._last):
            for level in self._broken_off:
                if level.style == marker.style and marker.value - level.value == 1:
                    self._open = self._broken_off
                    return marker
        at_start = self._last is None or starts_block or self._ended() or self._below_heading()
        if marker.value == 1:
            return marker if at_start else None
        roman = _as_roman(marker)
        if roman is not None and any(
            o.style == roman.style and 0 < roman.value - o.value <= 2 for o in self._open
        ):
            return roman
        if roman is not None and roman.value == 1 and at_start:
            return roman
        # A list whose beginning is on another page or was lost: only at the start of a block.
        return marker if starts_block and not self._open and self._ended() else None

    def _ended(self) -> bool:
        """Whether the text so far may end where it does."""
        if self._last is None:
            return True
        return self._text[self._last.start : self._last.end].rstrip().endswith(_SENTENCE_END)

    def _below_heading(self) -> bool:
        """Whether all there is of the last clause is a heading: its list may begin."""
        return self._last is not None and is_heading(self._text[self._last.start : self._last.end])

    def _item(self, line: Line, marker: _Marker) -> None:
        left = line.left
        index = next((i for i, o in enumerate(self._open) if o.style == marker.style), None)
        if index is not None and marker.value == 1 and marker.style != "-":
            # The list starts anew: below the last item if that asks for a list, else beside it.
            if self._asks(self._last):
                index = None
            if index is None:
                self._drop_style(marker.style)
        if index is not None:
            parent = self._open[index].clause.parent
            del self._open[index:]
        elif self._open:
            parent = self._open[-1].clause if self._asks_or_deeper(left) else None
            if parent is None:
                parent = self._lead
                self._open.clear()
        else:
            parent = self._lead
        offset = line.start + marker.length
        clause = Clause(offset, line.end, self._section.kind, marker.label, parent)
        (parent.children if parent is not None else self._top).append(clause)
        self._open.append(_Open(marker.style, marker.value, clause, left))
        self._last = clause

    def _drop_style(self, style: str) -> None:
        """Forget the open list of *style* where a new one begins below the last item."""
        for level in self._open:
            if level.style == style:
                level.style = f"{style} closed"

    def _asks(self, clause: Clause | None) -> bool:
        return clause is not None and self._text[clause.start : clause.end].rstrip().endswith(":")

    def _asks_or_deeper(self, left: float | None) -> bool:
        """Whether a list of a new style hangs below the last item."""
        last = self._open[-1]
        if left is None or last.left is None or self._asks(last.clause):
            return True
        return left > last.left - 6

    def _paragraph(self, line: Line) -> None:
        clause = Clause(line.start, line.end, self._section.kind)
        self._top.append(clause)
        if self._open:
            self._broken_off = self._open
            self._open = []
        self._last = clause
        self._lead = clause

    def _extend(self, line: Line) -> None:
        if self._last is None:
            self._paragraph(line)
            return
        self._last.end = line.end

    def _continues(self, line: Line, previous: Line | None) -> bool:
        """Whether a block without marker goes on with the clause above it.

        It does where the sentence is unfinished, or where an item's second paragraph is
        indented like the item's text.
        """
        if previous is None or self._last is None:
            return False
        if self._open and self._leads_to(line):
            return False
        if not self._ended():
            if line.text[:1].islower() or line.page != previous.page:
                return True
            if self._section.kind == "article" and line.left is None:
                return not line.text[:1].isupper()  # bullets of an article have no full stop
            return bool(self._open) and not (line.text[:1].isupper() and self._set_back(line))
        if line.text[:1].islower() or (self._asks(self._last) and _ASKED.match(line.text)):
            return True
        if not self._open or line.left is None:
            return False
        left = self._open[-1].left
        return left is not None and line.left > left + 8

    def _leads_to(self, line: Line) -> bool:
        """Whether the reasons of an open list end in a comma, and *line* begins the order."""
        if self._last is None or _ORDER.match(line.text) is None:
            return False
        return self._text[self._last.start : self._last.end].rstrip().endswith(",")

    def _ends_reasons(self, line: Line) -> bool:
        """Whether *line* leads on from a list of reasons: ``..., disampaikan hal-hal berikut:``.

        It stands at the end of the last reason, to which it does not belong.
        """
        if not self._open or self._lead is None or _LEADS_ON.match(line.text) is None:
            return False
        lead = self._text[self._lead.start : self._lead.end]
        ended = self._last is not None and self._text[: self._last.end].rstrip().endswith(
            (",", ";")
        )
        return ended and _REASONS.search(lead) is not None

    def _set_back(self, line: Line) -> bool:
        """Whether the paragraph of *line* goes back to where the markers of the list stand."""
        mark = self._open[-1].left
        lines = self._section.lines
        lefts = []
        for other in lines[lines.index(line) + 1 :]:
            if (other.page, other.block) != (line.page, line.block) or read_marker(other.text):
                break
            lefts.append(other.left)
        return mark is not None and any(left is not None and left < mark + 8 for left in lefts)


def _bare_markers(lines: list[Line]) -> dict[int, tuple[_Marker, bool]]:
    """Return the markers that have lost their point, by where their lines start.

    One that stands between both its neighbours is sure to be one.
    """
    found: list[tuple[Line, _Marker, bool]] = []
    for line in lines:
        marker = read_marker(line.text)
        bare = _BARE.match(line.text) if marker is None and line.left is not None else None
        if bare is not None:
            marker = _Marker("1.", int(bare["number"]), bare.end(), bare["number"])
        if marker is not None and marker.style == "1.":
            found.append((line, marker, bare is not None))
    values = [None, *(marker.value for _, marker, _ in found), None]
    return {
        line.start: (marker, before is not None and after is not None and after - before == 2)
        for (line, marker, bare), before, after in zip(found, values, values[2:], strict=False)
        if bare and (before == marker.value - 1 or after == marker.value + 1)
    }


def is_heading(text: str) -> bool:
    """Whether *text* is one line set as a heading: a few words, the long ones capitalised."""
    words = text.split()
    return (
        0 < len(words) <= _MAX_HEADING
        and "\n" not in text.strip()
        and text.rstrip()[-1].isalnum()
        and words[0][:1].isupper()
        and not words[-1][:1].islower()
        and all(not w[:1].islower() or len(w) <= _SMALL_WORD for w in words)
        and 2 * sum(w[:1].islower() for w in words) < len(words)
    )


def heading_end(text: str) -> int:
    """Return where a heading on a line of its own at the start of *text* ends, 0 without one.

    The line is shorter than those below it and a new sentence or page begins behind it, or an
    order in small letters and the line is far shorter.
    """
    first, _, rest = text.partition("\n")
    if not rest.strip() or not is_heading(first):
        return 0
    small = not (rest[:1].isupper() or rest[:1] == "\n")
    longest = max(map(len, rest.split("\n")))
    return len(first) if len(first) < (_FAR_SHORTER if small else _SHORT_LINE) * longest else 0


@lru_cache(maxsize=_CACHE)
def read_marker(text: str) -> _Marker | None:
    """Return the list marker at the start of *text*, None if there is none."""
    if _ABBREVIATION.match(text):
        return None
    bullet = _BULLET.match(text)
    if bullet is not None:
        return _Marker("-", 1, bullet.end(), bullet["bullet"])
    dictum = _DICTUM.match(text)
    if dictum is not None:
        value = _DICTUM_VALUE["".join(dictum["word"].split())]
        return _Marker("KE", value, dictum.end(), dictum["word"])
    wired = _WIRED.match(text)
    if wired is not None:
        if wired["word"]:
            return _Marker("SATU", _NUMERAL_VALUE[wired["word"]], wired.end(), wired["word"])
        return _Marker("AAA", ord(wired["letter"]) - 64, wired.end(), wired[0].split("TTK")[0])
    match = _MARKER.match(text)
    if match is None:
        return None
    close = ")" if ")" in match["close"] else "."
    wrap = ("(%s)" if match["open"] else f"%s{close}") if close == ")" else "%s."
    if match["number"]:
        style, value = wrap % ("1.1" if match["chapter"] else "1"), int(match["number"])
    elif match["roman"] and (len(match["roman"]) > 1 or match["roman"] in "IVX"):
        case = "I" if match["roman"].isupper() else "i"
        style, value = wrap % case, _ROMAN.get(match["roman"].lower(), 0)
    else:
        letter = match["letter"] or match["roman"]
        style = wrap % ("a" if letter.islower() else "A")
        value = ord(letter.lower()) - 96
    if value == 0:
        return None
    return _Marker(style, value, match.end(), match[0].strip())


def _as_roman(marker: _Marker) -> _Marker | None:
    """Read a single-letter roman numeral as the letter it may be, and the other way round."""
    letter = marker.label.strip("().").casefold()
    if "I" in marker.style and letter in ("i", "v", "x"):
        return _Marker(
            marker.style.replace("I", "A"), ord(letter) - 96, marker.length, marker.label
        )
    if "a" in marker.style and letter in ("i", "v", "x"):
        return _Marker(marker.style.replace("a", "i"), _ROMAN[letter], marker.length, marker.label)
    return None
