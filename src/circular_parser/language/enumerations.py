"""Splits an enumeration in running text into its items.

``Dinas Kependudukan dan Pencatatan Sipil, Camat dan Lurah`` are three items: a conjunction
inside the name of a unit does not split. The vocabulary is in ``exemptions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from circular_parser.language.patterns import compile_lower, compile_pattern, load, lower_view
from circular_parser.language.sentences import trim
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.resources import ModelFile

Span = tuple[int, int]

# Marks between items; OCR reads the semicolon at a line's end as a colon and misses labels.
_PUNCTUATION = re.compile(
    r"(?<!\d),|,(?!\d)|[;•●▪]|:(?=\s*\n)|\n\s*[-–—*](?=\s)|\s[-–—]\s"
    # "RSUD dr." / "H. Jusuf": a line that goes on with a name begins with no mark of a list.
    r"|\n(?<!\b[DdI]r\.\n)(?<!\b[Dd]rs\.\n)(?<!\bProf\.\n)(?<!\bH\.\n)(?<!\bHj\.\n)\s*\d?[a-zA-Z][.)]\s+(?=[A-Za-z])"
)
_EDGE = " \t\n,;:.\"“”'-–—*•"
_CLITIC = "nya"
_FEW_WORDS = 2
_GRADE = re.compile(r"(?:[IVX]{1,4}|\d|(?:ke)?(?:dua|tiga|empat))(?:\.?$| (?:pada|di)\b)")
# Letters looked at before and behind a separator.
_BEFORE, _BEHIND = 20, 26
# A name is shorter, with what stands in its brackets.
_AHEAD = 600
_INITIALS = re.compile(r"(?P<words>(?:\w+ ){2,6})\((?P<letters>[A-Z]{2,6})\)")
_NAMED_UNIT = re.compile(r"[A-Z]{2,6}(?: [A-Z][\w.]+)+ ?$")
_SLASH = re.compile(r"\s*/\s*")
_BRACKETS = re.compile(r"\([^()]{0,400}\)")
_CONJUNCTION = re.compile(r"[a-z&]", re.IGNORECASE)
_MARK = re.compile(r"[,;/]")
_CLOSING = re.compile(r"\b(?:dan|serta)\b")
# Between commas a pair is one: "BPBD, Satpol PP dan Damkar, Dinas Sosial".
_MORE_BEHIND = re.compile(r"\s*[\w ]{3,40}, *(?:(?:dan|serta) |(?=[A-Z]))")
_CAPITALS = re.compile(r"(?:[A-Z]\w*|dan|&)(?: (?:[A-Z]\w*|dan|&))*$")


@dataclass(frozen=True, slots=True)
class Splitter:
    """Splits enumerations of services, units and positions."""

    taxonomy: ServiceTaxonomy
    _words: dict[str, re.Pattern[str]]
    _joints: re.Pattern[str]
    _pairs: re.Pattern[str]
    _unions: re.Pattern[str]

    @classmethod
    def load(cls, path: ModelFile, taxonomy: ServiceTaxonomy) -> Splitter:
        """Read the vocabulary from the pattern file at *path*.

        Raises:
            ValueError: the file is malformed.
        """
        data = load(path)
        items = data["items"]
        words = {name: find for name, find in items.items() if isinstance(find, str)}
        words["remark"] = rf"(?:[,(]\s*|\s+|(?<!\w)){data['traps']['remark']}\b"
        return cls(
            taxonomy,
            {name: compile_pattern(find) for name, find in words.items()},
            _sides(items["joints"]),
            _sides(items["pairs"]),
            _sides(items["unions"]),
        )

    def split(self, text: str, start: int, end: int, single: bool = False) -> list[Span]:
        """Return the spans of the items in ``text[start:end]``.

        *single*: the text is a list item of its own; commas split it only where the next
        part begins like a unit or a position.
        """
        items: list[Span] = []
        remark = False
        for index, piece in enumerate(self._pieces(text, start, end, single)):
            if single and index and text[slice(*piece)].lstrip().startswith("yang "):
                continue  # it tells of the item before
            remark = remark or self._words["remark"].match(text[slice(*piece)].lstrip()) is not None
            if single and index and remark:
                if not self.taxonomy.begins_item(text[slice(*piece)]):
                    continue
                remark = False
            items += self._bracketed(text, *piece) or [
                span
                for part in self._slashes(text, *piece)
                for place in self._places(text, *part, behind=bool(items))
                if (span := self.clean(text, *place, behind=bool(items))) is not None
            ]
        return items

    def _bracketed(self, text: str, start: int, end: int) -> list[Span]:
        """Return the items in the bracket after a class (``unit pelayanan (RSUD, BPBD)``).

        ``pejabat tertentu (Camat dan Lurah)`` is one too.
        """
        bracket = _BRACKETS.search(text, start, end) if "(" in text[start:end] else None
        if bracket is None:
            return []
        before = text[start : bracket.start()].strip()
        names_unit = self.taxonomy.is_named(before) and not self.taxonomy.is_generic(before)
        of_class = self._words["class"].match(text[start:end].lstrip()) is not None
        of_class = of_class or (
            self.taxonomy.begins_staff(before) and not self.taxonomy.begins_item(before)
        )
        if names_unit and not of_class and not self._words["some"].search(before):
            return []
        items = self.split(text, bracket.start() + 1, bracket.end() - 1)
        is_name = self.taxonomy.is_named if of_class else self.taxonomy.begins_item
        named = all(is_name(text[slice(*span)]) for span in items)
        return items if named and len(items) > 1 else []

    def describes_class(self, text: str) -> bool:
        """Say whether *text* describes a class of staff or units (``petugas yang ...``)."""
        return self._words["class"].match(text) is not None

    def narrows(self, text: str) -> bool:
        """Say whether *text* names a unit and then which of its staff are meant."""
        clause = self._words["narrowing"].search(text)
        return clause is not None and self.taxonomy.is_named(text[: clause.start()])

    def begins_narrowing(self, text: str, at: int) -> bool:
        """Say whether a clause at *at* tells which of a unit's staff are meant."""
        return self._words["narrowing"].match(text, at) is not None

    def clean(self, text: str, start: int, end: int, behind: bool = False) -> Span | None:
        """Return the span of the item alone: without quantity, remark and punctuation.

        *behind*: others stand before it, so that a word for staff is its own alone.
        """
        span: Span | None = trim(text, start, end, _EDGE)
        while span is not None:
            lead = self._words["lead"].match(text, *span)
            if lead is None or lead.end() >= span[1]:
                break
            span = trim(text, lead.end(), span[1], _EDGE)
        if span is None:
            return None
        staff = self._words["employees"].match(text, *span)
        if behind and self._words["own_staff"].match(text, *span):
            staff = None
        if staff is not None and self._words["narrowing"].search(text, staff.end(), span[1]):
            staff = None  # only some of a unit's staff
        if staff is not None and (
            self._words["of_a_trade"].search(staff[0])
            or self.taxonomy.begins_item(text[staff.end() : span[1]])
        ):
            span = (staff.end(), span[1])
        span = self._without_remark(text, *span)
        return self._without_clitic(text, *span) if span is not None else None

    def _without_clitic(self, text: str, start: int, end: int) -> Span:
        """Return an item without the *-nya* that ties it to a word before (``kabidnya``)."""
        bare = end - len(_CLITIC)
        tied = text.endswith(_CLITIC, start, end) and text.count(" ", start, end) < _FEW_WORDS
        tied = tied and self.taxonomy.begins_item(text[start:bare])
        return (start, bare) if tied and self.taxonomy.is_named(text[start:bare]) else (start, end)

    def _without_remark(self, text: str, start: int, end: int) -> Span | None:
        ending = self._words["ending"].search(text, start, end)
        if ending is not None:
            end = ending.start()
        for at in (at for at in range(start, end) if text[at] == "("):
            bracket = self._words["abbreviation"].match(text, at, end)
            if bracket is not None:
                if not self._words["class"].match(text, start, end):
                    named = self._words["own_name"].match(text, bracket.end(), end)
                    end = named.end() if named is not None else bracket.end()
                    break
            elif re.search(r"\d\s*$", text[start:at]) is None and at > start:
                end = at
                break
        relative = self._words["relative"].search(text[start:end])
        if (
            relative is not None
            and self._words["narrowing"].match(text, start + relative.start(), end) is None
            and not self._is_class(text, start, end, relative.start())
        ):
            end = start + relative.start()
        if text[end - 1] == ")" and "(" not in text[start:end]:
            end -= 1  # the list stands in brackets
        remark = self._words["remark"].search(text, start + 1, end)
        if remark is not None and not self._words["class"].match(text, start, end):
            end = remark.start()
        return trim(text, start, end, _EDGE)

    def _is_class(self, text: str, start: int, end: int, relative: int) -> bool:
        """Say whether a relative clause, after *relative* letters, makes a class of units.

        Of a unit with a name it only tells something.
        """
        name = text[start : start + relative]
        named = self.taxonomy.begins_item(name) and self.taxonomy.is_named(name)
        return self._words["class"].match(text, start, end) is not None and not (
            named and not self.taxonomy.is_generic(name)
        )

    def _pieces(self, text: str, start: int, end: int, single: bool) -> list[Span]:
        pieces: list[Span] = []
        begin = start
        commas = 0
        previous = ""
        for cut_start, cut_end in self._cuts(text, start, end):
            left, right = text[begin:cut_start], text[cut_end : min(end, cut_end + _AHEAD)]
            separator = text[cut_start:cut_end]
            if self._is_union(left, right, separator, previous, single):
                continue
            if self._joined(left, right, separator, single, commas):
                continue
            previous = separator
            commas += "," in separator
            pieces.append((begin, cut_start))
            begin = cut_end
        pieces.append((begin, end))
        return [p for p in pieces if text[p[0] : p[1]].strip()]

    def _cuts(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Yield the separators outside brackets, a comma with its conjunction as one."""
        brackets = [m.span() for m in _BRACKETS.finditer(text, start, end)]
        spans = [
            match.span()
            for pattern in (_PUNCTUATION, self._words["separators"])
            for match in pattern.finditer(text, start, end)
            if not any(a < match.start() < b for a, b in brackets)
        ]
        merged: list[Span] = []
        for span in sorted(spans):
            if merged and not text[merged[-1][1] : span[0]].strip():
                merged[-1] = (merged[-1][0], max(span[1], merged[-1][1]))
            else:
                merged.append(span)
        yield from merged

    def _is_union(self, left: str, right: str, separator: str, previous: str, single: bool) -> bool:
        """Say whether the *separator* stands in a name of two units that are often apart.

        ``serta`` has closed the list before them: ``Dishub serta Satpol PP dan Damkar``.
        """
        left, right = left.strip(), right.strip()
        around = lower_view(f"{left[-_BEFORE:]}|{right[:_BEHIND]}")
        said = single or "&" in separator or _CLOSING.search(previous.lower()) is not None
        said = said or ("," in previous and _MORE_BEHIND.match(right) is not None)
        united = said and "," not in separator and self._unions.search(around) is not None
        return united and not self._differs(left, _MARK.split(right, maxsplit=1)[0])

    def _joined(self, left: str, right: str, separator: str, single: bool, commas: int) -> bool:
        """Say whether the *separator* between *left* and *right* is inside one item."""
        left, right = left.strip(), right.strip()
        comma = _CONJUNCTION.search(separator) is None
        first = _MARK.split(_BRACKETS.sub(" ", right), maxsplit=1)[0]
        head = self._words["separators"].split(first, maxsplit=1)[0].strip()
        led = self._words["lead"].match(head)
        head = head[led.end() :] if led is not None else head
        begins = (
            self.taxonomy.begins_item(head)
            or self.taxonomy.begins_staff(head)
            or self._is_abbreviated(right)
            or self._words["people"].match(head) is not None
        )
        if self._lists_places(left, right):
            return True
        if single and not comma and not begins and self._words["agent"].match(left):
            return True
        around = lower_view(f"{left[-_BEFORE:]}|{right[:_BEHIND]}")
        jointed = self._joints.search(around) is not None
        if self._words["bare"].match(left):
            joint = separator.strip() if comma else f" {separator.strip()}"
            if self.describes_class(f"{left}{joint} {right}"):
                return True  # "staf dan THL yang ..."
        lead = self._words["lead"].match(left)
        described = self._words["class"].match(left, lead.end() if lead is not None else 0)
        if described and not self.narrows(left):
            apart = (begins and not jointed) or self._words["class"].match(right) is not None
            if self._words["serving"].search(left) and self._words["service"].match(right):
                apart = False
            return not apart and (single or not comma)
        if _GRADE.match(head) or (
            self._words["level"].match(head) and self._words["levels"].search(left)
        ):
            return True
        compound = self._words["compound"].match(left) is not None
        if jointed:
            return single or compound or "," not in separator
        if comma:
            if not begins and self._words["degree"].match(head):
                return True
            return single and compound and not begins and not self._words["remark"].match(right)
        if self._pairs.search(around):
            return commas == 0 or self._words["all_of"].match(left) is not None
        if (";" in separator or "," in separator) and not single:
            return False
        return compound and not left.endswith(")") and not begins and not self._differs(left, head)

    def _differs(self, left: str, head: str) -> bool:
        """Say whether *head* in small letters can be no part of the name *left* in capitals."""
        named = _CAPITALS.match(left) is not None and head[:1].islower()
        return named and self.taxonomy.is_named(head) and not self.taxonomy.is_generic(head)

    def _lists_places(self, left: str, right: str) -> bool:
        """Say whether *right* is one more of the places in which those of *left* serve."""
        name = self._words["place_name"].match(right)
        if name is None or self._words["in_places"].search(left) is None:
            return False
        return not (self.taxonomy.begins_item(name[0]) or self.taxonomy.is_named(name[0]))

    def is_last_name(self, text: str, before: Span, last: Span, *, many: bool) -> bool:
        """Say whether *last*, behind *before*, ends a list as a trade or, of *many*, a name."""
        joint = text[before[1] : last[0]].strip(" \n,")
        name = text[slice(*last)]
        named = self._words["trade"].match(name)
        if named is None and many:
            named = self._words["proper"].match(name)
        return self._words["separators"].fullmatch(joint) is not None and named is not None

    def _is_abbreviated(self, text: str) -> bool:
        """Say whether *text* begins with words and their initials in brackets."""
        match = _INITIALS.match(text)
        if match is None:
            return False
        words = [word for word in match["words"].split() if not self._words["unnamed"].match(word)]
        return "".join(word[0] for word in words).casefold() == match["letters"].casefold()

    def _slashes(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Split at a slash between different units or positions, not between synonyms."""
        begin = start
        slashes = _SLASH.finditer(text[start:end]) if "/" in text[start:end] else ()
        for match in slashes:
            at = start + match.start()
            left = text[begin:at]
            right = re.split(r"/", text[start + match.end() : end], maxsplit=1)[0]
            if left.count("(") > left.count(")"):
                continue
            if self._words["office_of"].match(left.strip()) and " " not in right.strip():
                continue
            kinds = self.taxonomy.classify(left), self.taxonomy.classify(right)
            positions = [kind for kind, _ in kinds].count("position")
            different = kinds[0][1] != kinds[1][1] and "other" not in (kinds[0][1], kinds[1][1])
            trades = all(self._words["trade"].match(side.strip()) for side in (left, right))
            if (
                positions == 2
                or trades
                or (positions == 0 and different)
                or (_is_named_unit(left) and _is_named_unit(right))
            ):
                yield begin, at
                begin = start + match.end()
        yield begin, end

    def _places(self, text: str, start: int, end: int, behind: bool) -> Iterator[Span]:
        """Leave out staff of whom only their unit is known (``petugas pelayanan di RSUD``).

        *behind* other staff the unit is that of them all: ``perawat dan dokter di RSUD``.
        """
        match = self._words["place"].search(text[start:end])
        if match is not None and not self._words["class"].match(text[start:end].lstrip()):
            left, right = text[start : start + match.start()], text[start + match.end() : end]
            kind, service = self.taxonomy.classify(left)
            apart = service not in ("other", self.taxonomy.classify(right)[1])
            apart = apart and self._words["service"].match(left) is None
            general = self.taxonomy.is_generic(left)
            people = self._words["people"].match(left.strip()) is not None
            apart = apart and (general or people or self.taxonomy.begins_staff(left))
            if not general and self._words["compound"].match(right):
                apart = False  # an office keeps some of its staff, it does not stay itself
            if self._words["region"].match(right):
                apart = False
            if not self.taxonomy.begins_item(right) or kind != "service":
                apart = False
            if apart and (general or behind):
                if not general:
                    yield start, start + match.start()
                yield start + match.end(), end
                return
        yield start, end


def _is_named_unit(text: str) -> bool:
    """Say whether *text* is an abbreviated unit with its own name (``RSUD Sukajadi``)."""
    return _NAMED_UNIT.match(text.strip()) is not None


def _sides(joints: list[str]) -> re.Pattern[str]:
    """Return a pattern for ``left | right`` with nothing else at the bar."""
    sides = (joint.split(" | ", 1) for joint in joints)
    return compile_lower("|".join(rf"\b(?:{left})\|(?:{right})" for left, right in sides))
