"""Codes a circular as research data sets would, by the rules of ``codes.toml``.

The codes are analogs: OxCGRT, CoronaNet and WHO PHSM rate the policies of a whole place and of
everybody in it, a circular to civil servants is one part of them. Each code names its rule and
the quote that led to it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from .documents import Document, Duty, Place

_DATA = Path(__file__).with_name("codes.toml")
# Whom the coded rules bind.
TARGET = "government_workforce"


@dataclass(frozen=True, slots=True)
class Code:
    """The value of an indicator for a circular; ``place`` None where it follows from silence."""

    indicator: str
    value: str
    rule: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A code's name, its labels, and the highest value of a scale."""

    id: str
    en: str
    id_label: str
    highest: int | None


@dataclass(frozen=True, slots=True)
class _Rule:
    indicator: str
    name: str
    value: str
    modality: frozenset[str] | None
    words: re.Pattern[str] | None

    def holds(self, duty: Duty) -> bool:
        """Whether it holds for a *duty* of one of its types."""
        return (self.modality is None or duty.modality in self.modality) and (
            self.words is None or self.words.search(duty.text) is not None
        )


class Codebook:
    """The indicators of ``codes.toml`` and the rules that give their values."""

    def __init__(self) -> None:
        data = tomli.loads(_DATA.read_text(encoding="utf-8"))
        self.indicators = [
            Indicator(entry["id"], entry["en"], entry["id_label"], entry.get("highest"))
            for entry in data["indicator"]
        ]
        self._rules: defaultdict[str, list[_Rule]] = defaultdict(list)
        for indicator in data["indicator"]:
            for entry in indicator["rule"]:
                rule = _rule(indicator["id"], entry)
                for name in entry["types"]:
                    self._rules[name].append(rule)
        scope = data["scope"]
        self._about: list[str] = scope["words"]
        self._first: dt.date = scope["first_day"]
        self._last: dt.date = scope["last_day"]
        self._of_its_time = frozenset(scope["types"])

    def codes(self, document: Document) -> Iterator[Code]:
        """Return the codes of the circular told by *document*; none for one on other matters."""
        if not self._in_scope(document):
            return
        found: defaultdict[str, dict[str, Code]] = defaultdict(dict)
        for duty in _with_share(document):
            for rule in self._rules.get(duty.type, ()):
                codes = found[rule.indicator]
                if rule.name not in codes and rule.holds(duty):
                    codes[rule.name] = Code(rule.indicator, rule.value, rule.name, duty.place)
        for indicator in self.indicators:
            values = found[indicator.id].values()
            if indicator.highest is None:
                yield from values
            elif values:
                yield max(values, key=lambda code: int(code.value))
            else:
                short = indicator.id.split("_")[1]
                yield Code(indicator.id, "0", f"{short}.none", None)

    def strictness(self, codes: Sequence[Code]) -> float | None:
        """Return the mean of the scales, each from 0 to 100 of its highest value; None for none."""
        highest = {i.id: i.highest for i in self.indicators if i.highest is not None}
        shares = [
            100 * int(code.value) / top
            for code in codes
            if (top := highest.get(code.indicator)) is not None
        ]
        return sum(shares) / len(shares) if shares else None

    def _in_scope(self, document: Document) -> bool:
        day = document.issued_on or next((p.start for p in document.periods if p.start), None)
        in_time = day is not None and self._first <= day <= self._last
        if in_time and any(duty.type in self._of_its_time for duty in document.duties):
            return True
        texts = [document.subject or "", *(duty.text for duty in document.duties)]
        texts += [citation.text for citation in document.citations]
        text = "\n".join(texts).casefold()
        return any(word in text for word in self._about)


def _with_share(document: Document) -> Iterator[Duty]:
    """Return the duties, and the share of staff at home as one of type ``home_share``."""
    yield from document.duties
    place = document.places.get("/work_arrangement/home_share")
    if document.arrangement.home_share and place is not None:
        yield Duty(place.quote, "home_share", "must", None, None, None, place)


def _rule(indicator: str, entry: Mapping[str, Any]) -> _Rule:
    modality, words = entry.get("modality"), entry.get("words")
    return _Rule(
        indicator,
        entry["name"],
        str(entry["value"]),
        frozenset(modality) if modality is not None else None,
        re.compile(words, re.IGNORECASE) if words is not None else None,
    )
