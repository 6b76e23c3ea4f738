"""Finds regions (provinsi, kabupaten, kota) in running text, letterheads and press prose.

The gazetteer is ``regions.csv`` (Kemendagri codes) with ``region_aliases.csv`` (press forms)
and ``regions.toml`` (cue words). A name matches whatever its case, spaces, hyphens and line
breaks. The word before it, its cue, decides between namesakes: ``Wali Kota Bogor`` is
the kota, ``Bupati Bogor`` the kabupaten.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from circular_parser.language import patterns
from circular_parser.language.analysis import Candidate, RegionValue
from circular_parser.misreadings import misreadings
from circular_parser.record import Level
from circular_parser.resources import ModelFile, ModelFolder

_WORD = re.compile(r"[^\W_]+(?:['`\u2019][^\W_]+)*")
_NOT_LETTER = re.compile(r"[\W_]+")
LEVELS: tuple[Level, ...] = ("kota", "kabupaten", "provinsi")
# The columns that tell rows apart.
KEYS = {"regions.csv": ("code",), "region_aliases.csv": ("alias", "code")}
_MAX_WORDS = 6
# One misprint is forgiven for each six letters of a name after its cue, three at most.
_LETTERS_PER_MISPRINT = 6
_SHORTEST_GLUED = 7  # letters of a cue and a name run together
_MOST_KINDS = 1 << 15  # words whose kind is remembered
_LONGEST_NAME = 60  # letters; no region has half as many

_SCORES = {
    "regions.cue": 0.95,
    "regions.bare": 0.6,
    "regions.glued": 0.9,
    "regions.fuzzy": 0.7,
    "regions.mismatch": 0.4,
}
_AMBIGUOUS = 0.3
_UNCUED = ("regions.bare", "regions.mismatch")


@dataclass(frozen=True, slots=True)
class _Name:
    """One form of a region's name; ``cue_only``: never a region without a cue before it."""

    region: RegionValue
    cue_only: bool


class _Token(NamedTuple):
    start: int
    end: int
    folded: str
    capital: bool


class _Tokens(dict[int, _Token]):
    """The words of a text; what a token tells is worked out for those that are asked for."""

    def __init__(self, text: str, start: int, end: int) -> None:
        super().__init__()
        self.words = list(_WORD.finditer(text, start, end))
        self._text = text

    def goes_on(self, left: int, right: int) -> bool:
        """Whether there is a token *right*, and next to *left* if that is another."""
        if right >= len(self.words):
            return False
        return left == right or _adjacent(self._text, self[left], self[right])

    def __missing__(self, index: int) -> _Token:
        """Work out what the token *index* tells."""
        match = self.words[index]
        word = match[0]
        token = self[index] = _Token(*match.span(), _fold(word), not word[0].islower())
        return token


class _Cue(NamedTuple):
    """Words before a name: ``level`` None when they name none (``Pemda``)."""

    level: Level | None
    start: int
    end: int


@dataclass(slots=True)
class Gazetteer:
    """The regions of Indonesia and the forms in which their names are printed."""

    _regions: dict[str, RegionValue]
    _names: dict[str, list[_Name]]
    _cues: dict[str, Level | None]
    _blocked_by: frozenset[str]
    _continued_by: frozenset[str]
    _prefixes: frozenset[str] = field(init=False)
    _glue: re.Pattern[str] = field(init=False)
    _kinds: dict[str, tuple[bool, bool]] = field(init=False, default_factory=dict)
    _cue_ends: frozenset[str] = field(init=False)
    _pools: dict[Level, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Index the names by what they begin with."""
        self._prefixes = frozenset(
            name[:length] for name in self._names for length in range(1, len(name) + 1)
        )
        joined = sorted({cue.replace(" ", "") for cue in self._cues}, key=len, reverse=True)
        self._glue = re.compile(rf"(?:di|se|pemerintah)?({'|'.join(joined)})(?=..)")
        self._cue_ends = frozenset(
            cue.rsplit(" ", 1)[-1] for cue in (*self._cues, *self._blocked_by)
        )
        self._pools = {
            level: tuple(
                key
                for key, names in self._names.items()
                if len(key) >= _LETTERS_PER_MISPRINT and any(n.region.level == level for n in names)
            )
            for level in LEVELS
        }

    @staticmethod
    def load(folder: ModelFolder) -> Gazetteer:
        """Read the gazetteer from the model *folder*.

        Raises:
            ValueError: a file is malformed or an alias names an unknown code.
            OSError: a file is missing.
        """
        words = patterns.load(folder / "regions.toml")
        regions: dict[str, RegionValue] = {}
        names: dict[str, list[_Name]] = defaultdict(list)
        try:
            rows = rows_of(folder / "regions.csv")
            provinces = {r["code"]: _base(r["name"]) for r in rows if r["level"] == "provinsi"}
            for row in rows:
                region = _region(row, provinces)
                regions[region.code] = region
                entry = _Name(region, row["common_word"] == "1")
                for form in _forms(_base(region.name), words["spellings"]):
                    names[_fold(form)].append(entry)
            for row in rows_of(folder / "region_aliases.csv"):
                entry = _Name(regions[row["code"]], row["cue_only"] == "1")
                names[_fold(row["alias"])].append(entry)
            return Gazetteer(
                regions,
                dict(names),
                _cue_table(words["cues"]),
                frozenset(words["names"]["blocked_by"]),
                frozenset(words["names"]["continued_by"]),
            )
        except KeyError as error:
            raise ValueError(f"gazetteer in {folder.base.name}: {error} is missing") from error

    def get(self, code: str) -> RegionValue:
        """Return the region of the Kemendagri *code* (``18``, ``18.72``).

        Raises:
            KeyError: no region has this code.
        """
        return self._regions[code]

    def find(
        self, text: str, start: int = 0, end: int | None = None
    ) -> list[Candidate[RegionValue]]:
        """Return the regions named in ``text[start:end]``, in the order of the text.

        A candidate spans the name alone; ``extra`` holds the cue before it. ``role`` is
        ``cued`` when the cue fixes the level, ``bare`` without such a cue, ``ambiguous``
        for namesakes that nothing tells apart (one candidate for each, same span).
        """
        tokens = _Tokens(text, start, len(text) if end is None else end)
        found: list[Candidate[RegionValue]] = []
        free = 0
        after_cue = False
        known = self._kinds
        for index, match in enumerate(tokens.words):
            word = match[0]
            begins, ends_cue = known.get(word) or self._kind(word)
            if index >= free and (begins or after_cue):
                candidates, used = self._at(text, tokens, index, after_cue=after_cue)
                found += candidates
                free = index + used
            after_cue = ends_cue
        return found

    def _kind(self, word: str) -> tuple[bool, bool]:
        """Whether a name, alone or run into its cue, can begin with *word*; whether a cue ends."""
        folded = _fold(word)
        begins = folded in self._prefixes and not word[0].islower()
        glued = len(word) >= _SHORTEST_GLUED and self._glue.match(folded) is not None
        if len(self._kinds) >= _MOST_KINDS:
            self._kinds.clear()
        kind = self._kinds[word] = (begins or glued, folded in self._cue_ends)
        return kind

    def _at(
        self, text: str, tokens: _Tokens, index: int, *, after_cue: bool
    ) -> tuple[list[Candidate[RegionValue]], int]:
        """Return what stands at token *index* and how many tokens it takes."""
        token = tokens[index]
        key, used = self._longest(tokens, index)
        if key:
            cue = self._cue_before(text, tokens, index)
            if cue == "blocked":
                return [], used
            span = (token.start, tokens[index + used - 1].end)
            whole = token.capital and not self._continued(text, tokens, index + used)
            return list(self._choose(key, span, cue, whole)), used
        candidates, used = self._glued(text, tokens, index)
        if used or not after_cue:
            return candidates, used
        return self._damaged(text, tokens, index)

    def _longest(self, tokens: _Tokens, index: int, skip: int = 0) -> tuple[str, int]:
        """Return the longest name that begins *skip* letters into token *index*."""
        key, best, used = "", "", 0
        for count in range(1, _MAX_WORDS + 1):
            at = index + count - 1
            if not tokens.goes_on(at - 1 if count > 1 else at, at):
                break
            key += tokens[at].folded[skip if count == 1 else 0 :]
            if key not in self._prefixes:
                break
            if key in self._names:
                best, used = key, count
        return best, used

    def _cue_before(self, text: str, tokens: _Tokens, index: int) -> _Cue | str | None:
        """Return the cue that ends right before token *index*; ``"blocked"``; None."""
        if index == 0 or tokens[index - 1].folded not in self._cue_ends:
            return None
        words = ""
        best: _Cue | str | None = None
        begin = index
        for at in range(index - 1, max(index - 4, -1), -1):
            bracket = at == index - 1 and text[tokens[at].end : tokens[index].start] == ") "
            if not bracket and not _adjacent(text, tokens[at], tokens[at + 1]):
                break
            words = f"{tokens[at].folded} {words}".strip()
            if words in self._cues:
                best = _Cue(self._cues[words], tokens[at].start, tokens[index - 1].end)
                begin = at
            elif words in self._blocked_by:
                return "blocked"
        # `Kecamatan Kota Kudus`: the cue is part of the smaller place's name.
        smaller = 0 < begin < index and tokens[begin - 1].folded in self._blocked_by
        if smaller and _adjacent(text, tokens[begin - 1], tokens[begin]):
            return "blocked"
        return best

    def _continued(self, text: str, tokens: _Tokens, index: int) -> bool:
        """Say whether the name goes on in the next token (``Dumai`` in ``Dumai Barat``)."""
        if index >= len(tokens.words) or tokens[index].folded not in self._continued_by:
            return False
        between = text[tokens[index - 1].end : tokens[index].start]
        return between == " " and tokens[index].capital

    def _choose(
        self, key: str, span: tuple[int, int], cue: _Cue | str | None, whole: bool
    ) -> Iterator[Candidate[RegionValue]]:
        """The regions that *key* means; a cue tells the level, without one the name is whole."""
        names = _unique(self._names[key])
        if isinstance(cue, _Cue):
            extra: tuple[tuple[int, int], ...] = ((cue.start, cue.end),)
            if cue.level is not None:
                fits = [n for n in names if n.region.level == cue.level]
                if fits:
                    yield from _candidates(fits, span, "regions.cue", extra)
                    return
                names = [n for n in names if not n.cue_only]
                yield from _candidates(names, span, "regions.mismatch", extra)
                return
        else:
            names = [n for n in names if not n.cue_only]
            extra = ()
            if not whole:
                return
        yield from _candidates(names, span, "regions.bare", extra)

    def _glued(
        self, text: str, tokens: _Tokens, index: int
    ) -> tuple[list[Candidate[RegionValue]], int]:
        """Read a cue and a name run together (``PEMERINTAHKOTADUMAI``)."""
        token = tokens[index]
        cue = self._glue.match(token.folded)
        if cue is None or len(token.folded) != token.end - token.start:
            return [], 0
        key, used = self._longest(tokens, index, cue.end())
        level = next((lv for c, lv in self._cues.items() if c.replace(" ", "") == cue[1]), None)
        fits = [n for n in _unique(self._names.get(key, [])) if n.region.level == level]
        if not fits:
            return [], 0
        middle = token.start + cue.end()
        span = (middle, tokens[index + used - 1].end)
        return list(_candidates(fits, span, "regions.glued", ((token.start, middle),))), used

    def _damaged(
        self, text: str, tokens: _Tokens, index: int
    ) -> tuple[list[Candidate[RegionValue]], int]:
        """Read a name with misprinted letters, only right after a cue with a level."""
        if not tokens[index].capital or len(tokens[index].folded) < 2:
            return [], 0
        cue = self._cue_before(text, tokens, index)
        if not isinstance(cue, _Cue) or cue.level is None:
            return [], 0
        pool = self._pools[cue.level]
        key, found, used = "", "", 0
        for count in range(1, _MAX_WORDS):
            at = index + count - 1
            if not tokens.goes_on(at - 1 if count > 1 else at, at):
                break
            key += tokens[at].folded
            budget = min(len(key) // _LETTERS_PER_MISPRINT, 3)
            if not budget:
                continue
            near = _nearest(key, pool, budget)
            if near is not None:
                found, used = near, count
        if not found:
            return [], 0
        fits = [n for n in _unique(self._names[found]) if n.region.level == cue.level]
        span = (tokens[index].start, tokens[index + used - 1].end)
        return list(_candidates(fits, span, "regions.fuzzy", ((cue.start, cue.end),))), used


@lru_cache(maxsize=1 << 12)
def _nearest(key: str, pool: tuple[str, ...], budget: int) -> str | None:
    """Return the name of *pool* nearest to *key*, None if more than *budget* letters differ."""
    if len(key) > _LONGEST_NAME:
        return None
    match = process.extractOne(key, pool, scorer=Levenshtein.distance, score_cutoff=budget)
    return match[0] if match is not None else None


def _candidates(
    names: list[_Name], span: tuple[int, int], rule: str, extra: tuple[tuple[int, int], ...]
) -> Iterator[Candidate[RegionValue]]:
    """The regions of one name, scored by the rule; what several share is ambiguous."""
    ambiguous = len(names) > 1
    role = "ambiguous" if ambiguous else "bare" if rule in _UNCUED else "cued"
    score = _AMBIGUOUS if ambiguous else _SCORES[rule]
    for name in names:
        yield Candidate(*span, name.region, rule, score, role, extra=extra)


def _unique(names: Iterable[_Name]) -> list[_Name]:
    """Return one name for each region, the one that needs no cue if there is one."""
    best: dict[str, _Name] = {}
    for name in names:
        known = best.get(name.region.code)
        if known is None or (known.cue_only and not name.cue_only):
            best[name.region.code] = name
    return list(best.values())


def _adjacent(text: str, left: _Token, right: _Token) -> bool:
    """Say whether only space, a hyphen or an abbreviation's dot stands between two words."""
    gap = text[left.end : right.start]
    if gap == " ":
        return True
    rest = gap.strip()
    if rest == ".":
        return right.start - left.end <= 3 and len(left.folded) <= 4
    return rest in ("", "-", "\u2013") and "\n\n" not in gap


@lru_cache(maxsize=1 << 15)
def _fold(text: str) -> str:
    folded = text.lower()
    if folded.isalpha():
        return folded
    folded = _NOT_LETTER.sub("", folded)
    # Printed names have no digits but for `50 Kota`.
    return folded.translate(misreadings().letters) if folded[:1].isalpha() else folded


def _base(name: str) -> str:
    """Return the name without its level."""
    base = name.split(" ", 1)[1]
    return base.removeprefix("Administrasi ")


def _forms(base: str, spellings: dict[str, list[str]]) -> Iterator[str]:
    yield base
    for part, others in spellings.items():
        if part in base.split():
            for other in others:
                yield base.replace(part, other)


def _region(row: dict[str, str], provinces: dict[str, str]) -> RegionValue:
    level = next((lv for lv in LEVELS if lv == row["level"]), None)
    if level is None:
        raise ValueError(f"regions.csv: {row['code']} has level {row['level']!r}")
    code = row["province_code"]
    return RegionValue(row["code"], row["name"], level, provinces[code], code)


def _cue_table(cues: dict[str, Any]) -> dict[str, Level | None]:
    table: dict[str, Level | None] = dict.fromkeys(cues["any"])
    for level in LEVELS:
        table.update(dict.fromkeys(cues[level], level))
    return table


def rows_of(file: ModelFile) -> list[dict[str, str]]:
    """Return the rows of a table of regions; of rows with the same key the last layer's.

    Raises:
        OSError: the file cannot be read.
        KeyError: a column is missing.
    """
    keys = KEYS[file.name]
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for layer in file.layers:
        with layer.open(encoding="utf-8-sig", newline="") as lines:
            rows.update((tuple(row[key] for key in keys), row) for row in csv.DictReader(lines))
    return list(rows.values())
