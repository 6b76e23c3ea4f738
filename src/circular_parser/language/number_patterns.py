"""The patterns of ``numbers.toml``, and how far a document number reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass

from circular_parser.language.patterns import compile_lower, compile_pattern, load
from circular_parser.resources import ModelFile

_DIGIT = re.compile(r"\d")
_SECOND_WORD = re.compile(r"\s[A-Z](?:[a-z]{1,4}|[A-Z])\b\.?")
# 800/20.2190/Sekr BKD tentang, 800/1978 427.72/2021 tentang: a lost slash before the subject.
_BEFORE_SUBJECT = re.compile(r"\s(?:[A-Z]{1,6}|\d[\d./-]*)(?=\s+tentang\b)")
# A dot after a unit code belongs to the number only before more of the sentence.
_DOT_OF_UNIT = re.compile(r"[a-z]\.(?:,|\s[a-z])")


@dataclass(frozen=True)
class Cue:
    """Words before or behind a number that speak, with their weight, for whose it is."""

    name: str
    weight: float
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@dataclass(frozen=True)
class NumberPatterns:
    """The compiled patterns of ``numbers.toml``."""

    shapes: dict[str, re.Pattern[str]]
    labels: list[re.Pattern[str]]
    ends: re.Pattern[str]
    unit: re.Pattern[str]
    nouns: re.Pattern[str]
    issuer: dict[str, re.Pattern[str]]
    regional: dict[str, re.Pattern[str]]
    rests: re.Pattern[str]
    followed_by: re.Pattern[str]
    printed: dict[str, re.Pattern[str]]
    own: list[Cue]
    cited: list[Cue]

    @classmethod
    def load(cls, path: ModelFile) -> NumberPatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        return cls(
            shapes={name: compile_pattern(p) for name, p in data["number"].items()},
            labels=[compile_lower(p, any_space=True) for p in data["label"].values()],
            ends=compile_pattern(rf"\s+(?:{data['ends']['words']})\b(?!/)|{data['ends']['glued']}"),
            unit=compile_pattern(data["ends"]["unit"]),
            nouns=compile_pattern("|".join(f"(?P<{n}>{p})" for n, p in data["noun"].items())),
            issuer={name: compile_pattern(p) for name, p in data["issuer"].items()},
            regional={name: compile_pattern(p) for name, p in data["regional"].items()},
            rests=compile_pattern(data["rests"]["on"]),
            followed_by=compile_pattern(data["rests"]["by"]),
            printed={name: compile_pattern(p) for name, p in data["printed"].items()},
            own=[_cue(name, entry) for name, entry in data["own"].items()],
            cited=[_cue(name, entry) for name, entry in data["cited"].items()],
        )

    def match(self, text: str, start: int, end: int) -> tuple[int, int, str] | None:
        """Return (start, end, name of the shape) of the number at *start*, None if none."""
        for name in ("serial_year", "slashed", "plain"):
            match = self.shapes[name].match(text, start, end)
            if match is None or not _DIGIT.search(match[0]):
                continue
            span = self._until_end_word(text, match)
            if span is not None and _DIGIT.search(text[span[0] : span[1]]):
                return (*span, name)
        return None

    def _until_end_word(self, text: str, match: re.Match[str]) -> tuple[int, int] | None:
        start, end = match.span()
        stop = self.ends.search(text, start, end)
        if stop is not None and not re.match(r"\s+tahun\s+\d", text[stop.start() : end], re.I):
            end = stop.start()
        tail = re.match(r"(?:\s+tahun)?\s+[\dOolI]{4}\b", text[end : end + 16], re.IGNORECASE)
        if tail is not None and not re.search(r"tahun\s", text[end - 6 : end + 7], re.IGNORECASE):
            tail = None
        if tail is not None:
            end += tail.end()
        elif "/" in text[start:end]:
            end = self._with_second_word(text, start, end)
        while end > start and text[end - 1] in " \n.,;:(-":
            if text[end - 1] == "." and _DOT_OF_UNIT.match(text, end - 2):
                break
            end -= 1
        while end > start and text[end - 1] == ")" and "(" not in text[start:end]:
            end -= 1
        return (start, end) if end > start else None

    def _with_second_word(self, text: str, start: int, end: int) -> int:
        """Return the end of a number whose unit code has a second word: ``BIRO Org``."""
        if rest := _BEFORE_SUBJECT.match(text, end):
            return rest.end()
        word = _SECOND_WORD.match(text, end, end + 24)
        if word is None:
            return end
        if self.unit.search(text, start, end) is not None:
            return word.end()
        # A full stop before the word ends the sentence: 800/1/2021. Surat itu ...
        goes_on = (
            text[end - 1] != "."
            and not word[0].isupper()
            and self.printed["goes_on"].match(text, word.end()) is not None
        )
        return word.end() if goes_on else end


def _cue(name: str, entry: dict[str, str | float]) -> Cue:
    before, after = entry.get("before"), entry.get("after")
    return Cue(
        name,
        float(entry["weight"]),
        compile_pattern(str(before)) if before else None,
        compile_pattern(str(after)) if after else None,
    )
