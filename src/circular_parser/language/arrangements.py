"""Finds how staff are shared between home and office, rotations, and who must stay.

One candidate for each finding, with only that member set. A candidate without members
says that the document arranges work from home at all. Where several shares stand for
several zones, levels or sectors, none applies to all and none is given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from circular_parser.language.analysis import Analysis, Candidate, Clause
from circular_parser.language.number_words import number_of
from circular_parser.language.patterns import compile_lower, load
from circular_parser.language.sentences import quote, sentences, trim
from circular_parser.record import WorkArrangement
from circular_parser.resources import ModelFile

_MAX_LEVELS = 5
_MAX_HEADING = 8  # words
_NEXT = 80  # characters of the next sentence that may complete one


@dataclass(frozen=True)
class ArrangementPatterns:
    """The compiled patterns of ``arrangements.toml``, table by table, for small letters.

    ``hints`` are words without which a table finds nothing.
    """

    hints: dict[str, list[str]]
    share: dict[str, re.Pattern[str]]
    rotation: dict[str, re.Pattern[str]]
    levels: dict[str, re.Pattern[str]]
    mention: dict[str, re.Pattern[str]]

    @classmethod
    def load(cls, path: ModelFile) -> ArrangementPatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        tables = {
            name: {key: compile_lower(pattern) for key, pattern in data[name].items()}
            for name in ("share", "rotation", "levels", "mention")
        }
        return cls(hints=data["hints"], **tables)


@dataclass(frozen=True, slots=True)
class _Share:
    start: int
    end: int
    value: float
    place: str
    conditional: bool
    limit: bool

    @property
    def at_home(self) -> float:
        """The share at home that it means."""
        return round(self.value if self.place == "home" else 1 - self.value, 3)


def find_arrangements(
    analysis: Analysis, patterns: ArrangementPatterns
) -> list[Candidate[WorkArrangement]]:
    """Return what the document says of shares, rotation and structural levels."""
    finder = _Finder(analysis, patterns)
    above = [
        (span, _heading(analysis, clause))
        for clause in analysis.all_clauses()
        for span in sentences(analysis.text, clause.start, clause.end)
    ]
    spans = [span for span, _ in above]
    before = [(0, 0), *spans]
    shares = [
        x
        for (span, heading), last in zip(above, before, strict=False)
        for x in finder.shares(*span, last, heading)
    ]
    shares += [x for span in spans for x in finder.pairs(*span)]
    found = list(_settled(shares))
    for span in spans:
        found += finder.rotations(*span)
        found += finder.levels(*span)
    mention = next((m for span in spans for m in finder.mentions(*span)), None)
    return [*found, mention] if mention is not None else found


def _heading(analysis: Analysis, clause: Clause) -> str:
    """Return the few words that stand over the list of *clause*, such as ``Sektor esensial``."""
    if clause.parent is None:
        return ""
    heading = analysis.plain[clause.parent.start : clause.parent.end]
    return heading if len(heading.split()) <= _MAX_HEADING else ""


class _Finder:
    def __init__(self, analysis: Analysis, patterns: ArrangementPatterns) -> None:
        self._printed = analysis.text
        self._text = analysis.plain
        self._patterns = patterns
        # Most documents have none of them.
        self._found_hints = {
            table: [hint for hint in hints if hint in self._text]
            for table, hints in patterns.hints.items()
        }

    def _hints(self, table: str, start: int, end: int) -> bool:
        return any(self._text.find(hint, start, end) >= 0 for hint in self._found_hints[table])

    def shares(self, start: int, end: int, last: tuple[int, int], heading: str) -> Iterator[_Share]:
        """Yield the shares of staff in one sentence, each with its place.

        What only completes the *last* sentence (``sisanya ...``) has its condition too, and all
        below a *heading* has that of the heading.
        """
        if not self._hints("share", start, end):
            return
        sentence = self._text[start:end]
        share = self._patterns.share
        named = (start, end)
        if not (share["home"].search(sentence) or share["office"].search(sentence)):
            if not share["of_last"].match(sentence) or not share["home"].search(self._text, *last):
                return
            named = last
        if share["range"].search(sentence) or share["example"].search(sentence):
            return
        whole = f"{heading} {sentence}"
        if share["completes"].match(sentence):
            whole = f"{self._text[slice(*last)]} {whole}"
        conditional = share["condition"].search(share["title"].sub("", whole)) is not None
        numbers = list(self._numbers(start, end))
        placed = [
            (value, place)
            for first, behind, value in numbers
            if (place := self._place(first, behind, self._part(first, behind, start, end)))
        ]
        for first, behind, value in numbers:
            part = self._part(first, behind, start, end)
            if any(share[not_one].search(self._text, *part) for not_one in ("other", "negated")):
                continue
            if self._is_former(first, behind, start):
                continue
            place = self._place(first, behind, part)
            if place is None and share["rest"].match(self._text, behind, end):
                place = "office"  # "25 persen, selebihnya WFH": those who are not the rest
            if place is None and placed:
                place = _place_of_rest(value, placed)
            elif place is None:
                place = self._place(first, behind, named)
            if place is None or (place == "office" and value >= 1):
                continue  # "di kantor 100 %" says that all come, not how they are shared
            limit = share["limit"].search(self._text, *part) is not None
            yield _Share(first, behind, value, place, conditional, limit)
            # The rest may be told in the next sentence: "... 25 persen. Selebihnya WFH."
            rest = (
                share["rest"].match(self._text, behind, end + _NEXT) if place == "office" else None
            )
            if rest is not None:
                yield _Share(first, rest.end(), round(1 - value, 3), "home", conditional, limit)

    def _is_former(self, first: int, behind: int, start: int) -> bool:
        """Whether a share is told as what held before, or elsewhere."""
        share = self._patterns.share
        if share["changed"].match(self._text, behind) is not None:
            return True
        return share["former"].search(self._text[start:first]) is not None

    def pairs(self, start: int, end: int) -> Iterator[_Share]:
        """Yield two shares told as one pair that makes up the whole."""
        for share in self._pairs(start, end):
            if not self._is_former(share.start, share.end, start):
                yield share

    def _pairs(self, start: int, end: int) -> Iterator[_Share]:
        if not self._hints("pair", start, end):
            return
        share = self._patterns.share
        halves = share["halves"].search(self._text, start, end)
        if halves is not None:
            conditional = share["condition"].search(self._text, start, end) is not None
            for place in ("home", "office"):
                yield _Share(*halves.span(), 0.5, place, conditional, limit=False)
            return
        half_each = self._half_each(start, end)
        if half_each is not None:
            for place in ("home", "office"):
                yield _Share(*half_each.span(), 0.5, place, conditional=False, limit=False)
            return
        turns = share["turns"].search(self._text, start, end)
        if turns is not None:
            yield _Share(*turns.span(), 0.5, "home", conditional=False, limit=False)
            return
        behind = share["groups"].search(self._text, start, min(len(self._text), end + _NEXT))
        if behind is not None and behind.start() < end:
            yield _Share(*behind.span(), 0.5, "home", conditional=False, limit=False)
            return
        for name in ("split", "each", "before"):
            match = share[name].search(self._text, start, end)
            if match is None or int(match["first"]) + int(match["second"]) != 100:
                continue
            for place, figure in (("one", "first"), ("two", "second")):
                at_home = share["home"].match(match[place]) is not None
                yield _Share(
                    *match.span(figure),
                    value=int(match[figure]) / 100,
                    place="home" if at_home else "office",
                    conditional=share["condition"].search(self._text, start, end) is not None,
                    limit=False,
                )
            return

    def _half_each(self, start: int, end: int) -> re.Match[str] | None:
        """Return where halves are told, with the home and the office, or turns, beside them."""
        share = self._patterns.share
        match = share["half_each"].search(self._text, start, end)
        if match is None:
            return None
        around = self._text[start : min(len(self._text), end + 2 * _NEXT)]
        others = share["office"].search(around) or share["in_turn"].search(around)
        return match if others and share["home"].search(around) else None

    def _numbers(self, start: int, end: int) -> Iterator[tuple[int, int, float]]:
        for match in self._patterns.share["number"].finditer(self._text, start, end):
            words = match["words"]
            if match["sign"] is None and (words is None or "persen" not in match[0]):
                continue
            spelled = number_of(words) if words else None
            value = float(match["digits"].replace(",", ".")) if spelled is None else spelled
            if 0 < value <= 100:
                yield match.start(), match.end(), value / 100
        for match in self._patterns.share["spelled"].finditer(self._text, start, end):
            spelled = None if match["bracket"] else number_of(match["words"])
            if spelled is not None and 0 < spelled <= 100:
                yield match.start(), match.end(), spelled / 100
        for match in self._patterns.share["half"].finditer(self._text, start, end):
            yield match.start(), match.end(), 0.5
        for match in self._patterns.share["fraction"].finditer(self._text, start, end):
            count, parts = number_of(match["count"] or "satu"), number_of(match["parts"])
            if count and parts and count < parts:
                yield match.start(), match.end(), round(count / parts, 3)

    def _part(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """Return the part of the sentence, between commas and ``dan``, round the number."""
        begin, stop = start, end
        for cut in self._patterns.share["part"].finditer(self._text, start, end):
            if cut.end() <= first:
                begin = cut.end()
            elif cut.start() >= last:
                stop = cut.start()
                break
        return begin, stop

    def _place(self, first: int, last: int, within: tuple[int, int]) -> str | None:
        """Return the place named nearest to the number, ``home`` or ``office``."""
        nearest: tuple[int, str] | None = None
        for place in ("home", "office"):
            for match in self._patterns.share[place].finditer(self._text, *within):
                distance = max(match.start() - last, first - match.end(), 0)
                if nearest is None or distance < nearest[0]:
                    nearest = distance, place
        return nearest[1] if nearest else None

    def rotations(self, start: int, end: int) -> Iterator[Candidate[WorkArrangement]]:
        """Yield the phrase of a rotation, the most definite first."""
        if not self._hints("rotation", start, end):
            return
        for name, pattern in self._patterns.rotation.items():
            match = pattern.search(self._text, start, end)
            if match is None:
                continue
            span = trim(self._text, *match.span(), also=" ,")
            if span is not None:
                value = WorkArrangement(rotation=quote(self._printed[span[0] : span[1]]))
                score = 0.9 if name.startswith("alternate") else 0.7
                yield Candidate(*span, value, f"arrangements.{name}", score, role="rotation")
                return

    def levels(self, start: int, end: int) -> Iterator[Candidate[WorkArrangement]]:
        """Yield the number of structural levels that must stay at the office."""
        if not self._hints("levels", start, end):
            return
        for match in self._patterns.levels["number"].finditer(self._text, start, end):
            count = int(match["digits"]) if match["digits"] else number_of(match["words"] or "")
            behind = self._text[match.start() : match.end() + 16]
            if not count or count > _MAX_LEVELS:
                continue
            if self._patterns.levels["not_minimum"].search(behind):
                continue
            span = trim(self._text, *match.span())
            if span is not None:
                value = WorkArrangement(minimum_structural_levels=count)
                yield Candidate(
                    *span, value, "arrangements.levels", 0.9, role="minimum_structural_levels"
                )

    def mentions(self, start: int, end: int) -> Iterator[Candidate[WorkArrangement]]:
        """Yield the words that arrange work from home, without any member."""
        if not self._hints("mention", start, end):
            return
        mention = self._patterns.mention
        sentence = self._text[start:end]
        match = next(
            (
                m
                for m in mention["home"].finditer(sentence)
                if not mention["title"].search(sentence[: m.start()])
                and not mention["negated"].search(sentence[: m.start()])
            ),
            None,
        )
        if match is None:
            return
        if mention["ended"].search(sentence) and not mention["extended"].search(sentence):
            return
        if mention["arranges"].search(sentence):
            yield Candidate(
                start + match.start(),
                start + match.end(),
                WorkArrangement(),
                "arrangements.mention",
                0.5,
                role="mention",
            )


def _place_of_rest(value: float, placed: list[tuple[float, str]]) -> str | None:
    """Return where those are who are not among a share told with its place, None of none.

    ``Diisi 25 persen pegawai, sedangkan 75 persen bekerja dari rumah``.
    """
    places = {place for share, place in placed if math.isclose(share + value, 1, abs_tol=0.001)}
    if len(places) != 1:
        return None
    return "office" if places.pop() == "home" else "home"


def _settled(shares: list[_Share]) -> Iterator[Candidate[WorkArrangement]]:
    """Yield one share for each place, none where they differ from case to case.

    Of what is allowed and what was counted, what is allowed counts.
    """
    general = [share for share in shares if not share.conditional]
    if not general and len({share.at_home for share in shares}) > 1:
        return
    for place in ("home", "office"):
        chosen = [share for share in general or shares if share.place == place]
        if len({share.value for share in chosen}) > 1:
            chosen = [share for share in chosen if share.limit]
        if len({share.value for share in chosen}) != 1:
            continue
        share = chosen[0]
        if place == "home":
            rule, value = "arrangements.home_share", WorkArrangement(home_share=share.value)
        else:
            rule, value = "arrangements.office_share", WorkArrangement(office_share=share.value)
        yield Candidate(
            share.start,
            share.end,
            value,
            rule,
            0.7 if share.conditional else 0.9,
            role=f"{place}_share",
        )
