"""Tells what kind of service, unit or position a short text names.

The classes are those of ``services.toml``; a class that names what a unit does wins over
one that only says "public service". In a compound name (``Satuan Polisi Pamong Praja dan
Pemadam Kebakaran``) the first part decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from circular_parser.language import patterns
from circular_parser.record import ExemptKind
from circular_parser.resources import ModelFolder

_TOKEN = re.compile(r"[a-z0-9]+")
# Hospitals have ever new abbreviations, which all begin alike.
_HOSPITAL = re.compile(r"\bRS(?!(?:UD|UP|IA|AB|KB?D|GM|JD|UD?B|PAD)\b)[A-Z]{2,5}\b")
_QUANTIFIER = re.compile(
    r"(?:(?:seluruh|semua|segenap|para|setiap|tiap|masing|seorang|sejumlah|beberapa|minimal|"
    r"paling|sedikit|sekurang|kurangnya|tetapi|maupun|baik|bagi|untuk)\s+)+"
)
_LEVELS = re.compile(
    r"(?:\d+|satu|dua|tiga)(?:\s+(?:satu|dua|tiga))?\s+(?:tingkat|level|jenjang)\b"
)
_HOLDER = re.compile(r"yang (?:menduduki|memegang|memangku) jabatan")
_GENERIC = "generic_public_service"
_SECTORS = "essential_private"
_KINDS = ("positions", "units", "institutions", "staff", "vague", "sectors")
_MIN_TYPO_LETTERS = 6
# Staff of these are classed by where they serve, if that is named: "tenaga medis di RSUD".
_SERVED_AT = {"health": ("hospital", "clinic")}
_PLACE = frozenset(("di", "pada"))
# Of these offices a part is often meant: "Dinas Lingkungan Hidup bidang persampahan".
_PARTS = {"environment": ("sanitation", "cemetery_parks"), "finance": ("revenue",)}
_PART = frozenset(("bidang", "bagian", "seksi", "khusus", "khususnya", "petugas", "loket"))
_REMEMBERED = 4096
_MANY_SECTORS = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    tokens: tuple[str, ...]
    service: str
    unit: bool


@dataclass(slots=True)
class ServiceTaxonomy:
    """The services of local government and the words that name them."""

    _entries: dict[str, list[_Entry]]
    _positions: frozenset[str]
    _units: frozenset[str]
    _institutions: frozenset[str]
    _staff: frozenset[str]
    _vague: frozenset[str]
    _sectors: frozenset[str]
    _heads_of_names: frozenset[str] = field(init=False)
    _words: dict[str, list[str]] = field(init=False)
    _names: dict[str, list[tuple[tuple[str, ...], bool]]] = field(init=False)
    _classified: Callable[[str], tuple[ExemptKind, str | None]] = field(init=False)
    _mended: Callable[[str], str] = field(init=False)

    def __post_init__(self) -> None:
        """Collect the words that a misprint may stand for, by their first letters."""
        words = {t for entries in self._entries.values() for e in entries for t in e.tokens}
        words |= {t for phrase in self._positions for t in phrase.split()}
        self._words = defaultdict(list)
        for word in sorted(w for w in words if len(w) >= _MIN_TYPO_LETTERS):
            self._words[word[0]].append(word)
        self._heads_of_names = self._units | self._institutions
        self._names = self._by_first_word()
        self._classified = lru_cache(maxsize=_REMEMBERED)(self._classify)
        self._mended = lru_cache(maxsize=_REMEMBERED)(self._mend)

    def _by_first_word(self) -> dict[str, list[tuple[tuple[str, ...], bool]]]:
        """Return all names by their first word, those of units first, and long ones."""
        units = self._positions | self._units | self._institutions
        names = {tuple(phrase.split()): True for phrase in units}
        for entry in (e for entries in self._entries.values() for e in entries):
            names[entry.tokens] = names.get(entry.tokens, False) or entry.unit
        found: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
        for name, is_unit in sorted(names.items(), key=lambda n: (not n[1], -len(n[0]))):
            found[name[0]].append((name, is_unit))
        return dict(found)

    @staticmethod
    def load(folder: ModelFolder) -> ServiceTaxonomy:
        """Read ``services.toml`` from the model *folder*.

        Raises:
            ValueError: the file is malformed.
            OSError: it is missing.
        """
        file = folder / "services.toml"
        try:
            kinds = patterns.load(file)["kinds"]
            # A phrase that an overlay gives to another service belongs to that one.
            named = {e.tokens: e for layer in patterns.layers(file) for e in _entries(layer)}
            entries: dict[str, list[_Entry]] = defaultdict(list)
            for entry in named.values():
                entries[entry.tokens[0]].append(entry)
            for same_start in entries.values():
                same_start.sort(key=lambda e: -len(e.tokens))
            return ServiceTaxonomy(
                dict(entries),
                *(frozenset(kinds[k]) for k in _KINDS),
            )
        except KeyError as error:
            raise ValueError(f"services.toml: {error} is missing") from error

    def classify(self, text: str) -> tuple[ExemptKind, str | None]:
        """Return what *text* names: its kind and its class.

        The class is a taxonomy id, ``other`` where no class is named, None for a position.
        """
        return self._classified(text)

    def _classify(self, text: str) -> tuple[ExemptKind, str | None]:
        tokens = _tokens(text)
        if tokens and not self._entries.get(tokens[0]):
            tokens = [self._mended(tokens[0]), *tokens[1:]]
        if self._is_position(tokens):
            return "position", None
        best = self._best(tokens)
        if best is None:
            tokens = [self._mended(token) for token in tokens]
            best = self._best(tokens)
        service = self._where(tokens, best.service if best is not None else "other")
        return ("agency" if self._is_unit(text, tokens, best) else "service"), service

    def _where(self, tokens: list[str], service: str) -> str:
        """Return the class of the unit at which staff of *service* serve, if it is narrower."""
        served, parts = _SERVED_AT.get(service, ()), _PARTS.get(service, ())
        marks = _PLACE if served else _PART
        at = next((i for i, token in enumerate(tokens) if token in marks), 0)
        place = self._best(tokens[at + 1 :]) if at and (served or parts) else None
        return place.service if place and place.service in (*served, *parts) else service

    def classify_list(self, texts: Sequence[str]) -> list[tuple[ExemptKind, str | None]]:
        """Return what each of *texts*, the items of one list, names.

        Among sectors of the economy (``energi, keuangan, logistik, perhotelan``) a word for the
        business of an office names a sector too.
        """
        found = [self.classify(text) for text in texts]
        if sum(service == _SECTORS for _, service in found) < _MANY_SECTORS:
            return found
        return [
            (kind, _SECTORS if kind == "service" and self._is_sector(text) else service)
            for text, (kind, service) in zip(texts, found, strict=True)
        ]

    def _is_sector(self, text: str) -> bool:
        words = f" {' '.join(_tokens(text))} "
        return any(f" {sector} " in words for sector in self._sectors)

    def is_named(self, text: str) -> bool:
        """Say whether *text* names a position or a class other than ``other``."""
        return self.classify(text)[1] != "other"

    def is_generic(self, text: str) -> bool:
        """Say whether *text* names front-line service without saying which."""
        return self.classify(text)[1] == _GENERIC

    def is_staff(self, text: str) -> bool:
        """Say whether *text* is only a word for employees or for units in general."""
        return " ".join(_tokens(text)) in self._staff

    def begins_staff(self, text: str) -> bool:
        """Say whether *text* begins with a word for employees or for units in general."""
        return self._heads(_tokens(text), self._staff)

    def begins_item(self, text: str) -> bool:
        """Say whether *text* begins as the name of a unit or a position does."""
        tokens = _tokens(text)
        return (
            self._is_position(tokens)
            or self._heads(tokens, self._heads_of_names)
            or any(entry.unit for entry in self._at(tokens, 0))
        )

    def knows_first_word(self, text: str) -> bool:
        """Say whether a name of a service, a unit or staff may begin with the word of *text*."""
        tokens = _tokens(text)
        return bool(tokens) and (tokens[0] in self._entries or tokens[0] in self._units)

    def mentions(self, text: str) -> Iterator[tuple[int, bool]]:
        """Yield where in *text* (small letters) a unit, a position or a service is named.

        With it goes whether the name is a unit's or a position's, not a mere service.
        """
        found = [(match[0], match.start()) for match in _TOKEN.finditer(text)]
        tokens = tuple(token for token, _ in found)
        behind = 0
        for index, (token, offset) in enumerate(found):
            if index < behind:
                continue
            for phrase, is_unit in self._names.get(token, ()):
                if tokens[index : index + len(phrase)] == phrase:
                    behind = index + len(phrase)
                    yield offset, is_unit
                    break

    def _is_position(self, tokens: list[str]) -> bool:
        text = " ".join(tokens[:8])
        return bool(
            self._heads(tokens, self._positions) or _LEVELS.match(text) or _HOLDER.search(text)
        )

    @staticmethod
    def _heads(tokens: list[str], phrases: frozenset[str]) -> bool:
        return any(" ".join(tokens[:n]) in phrases for n in range(1, min(len(tokens), 4) + 1))

    def _best(self, tokens: list[str]) -> _Entry | None:
        """Return the first entry named, the longest where several begin there.

        One that says little of what it is for (``pos``, ``perusahaan``) yields to a later one.
        """
        vague: _Entry | None = None
        generic: _Entry | None = None
        for index in range(len(tokens)):
            for entry in self._at(tokens, index):
                if entry.service == _GENERIC:
                    generic = generic or entry
                elif " ".join(entry.tokens) in self._vague:
                    vague = vague or entry
                else:
                    return entry
        return vague or generic

    def _at(self, tokens: list[str], index: int) -> Iterator[_Entry]:
        if index >= len(tokens):
            return
        for entry in self._entries.get(tokens[index], ()):
            if tuple(tokens[index : index + len(entry.tokens)]) == entry.tokens:
                yield entry

    def _is_unit(self, text: str, tokens: list[str], best: _Entry | None) -> bool:
        if best is not None and (name := " ".join(best.tokens)) in self._institutions:
            at = text.lower().find(name)
            return at >= 0 and text[at].isupper()
        if self._heads(tokens, self._units):
            return True
        return best is not None and best.unit and not self._heads(tokens, self._staff)

    def _mend(self, token: str) -> str:
        """Return the word that was meant by a misprinted one (``Restribusi``, ``Sekrrtaris``)."""
        if len(token) < _MIN_TYPO_LETTERS:
            return token
        budget = 2 if len(token) >= 12 else 1
        # Hardly anybody mistypes the first letter: Lampung is no kampung.
        meant = self._words.get(token[0], ())
        match = process.extractOne(token, meant, scorer=OSA.distance, score_cutoff=budget)
        return match[0] if match is not None else token


def _tokens(text: str) -> list[str]:
    """Return the words of *text* in lower case, words of quantity at its start left out."""
    words = " ".join(_TOKEN.findall(_HOSPITAL.sub("rs", text).lower()))
    return (
        _QUANTIFIER.sub("", words, count=1).split() if _QUANTIFIER.match(words) else words.split()
    )


def _entries(data: dict[str, Any]) -> Iterable[_Entry]:
    for service, lists in data.items():
        if service == "kinds":
            continue
        for name, unit in (("units", True), ("words", False)):
            for phrase in lists.get(name, ()):
                yield _Entry(tuple(phrase.split()), service, unit)
