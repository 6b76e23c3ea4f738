"""The patterns of ``sections.toml``: what a line of a letter says of the part it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from circular_parser.document import Line
from circular_parser.language.lost_lines import LostLinePatterns
from circular_parser.language.patterns import compile_lower, compile_pattern, load
from circular_parser.record import DocumentType
from circular_parser.resources import ModelFile

_MAX_TITLE_WORDS = 12
_MAX_SIGNATURE_LINE_WORDS = 12
_SIGNATURE = ("signing", "behalf", "acting", "place_date")
_CACHE = 256  # the lines of a letter are asked for several times
# A copy is certified below the signature by another office.
CERTIFIED = re.compile(
    r"^\W{0,3}(?:(?:di)?salin(?:an)?\b.{0,12}\b)?sesuai (?:dengan )?asli", re.IGNORECASE
)
# Of a bare office OCR reads the comma as a full stop.
_OFFICE_ALONE = re.compile(r"[A-Z][a-z]+\.")
# A title alone on its line needs no capitals throughout.
_TITLE_ALONE = re.compile(r"\W*(?:Surat Edaran|Instruksi|Pengumuman|Maklumat|Nota Dinas)\W*")


@dataclass(frozen=True)
class SectionPatterns:
    """The compiled patterns of ``sections.toml``, by name.

    ``signature`` is any of those of ``line`` that by itself opens a signature block.
    """

    title: dict[str, re.Pattern[str]]
    line: dict[str, re.Pattern[str]]
    signature: re.Pattern[str]
    cover: dict[str, re.Pattern[str]]
    opening: re.Pattern[str]
    recital: re.Pattern[str]
    basis_label: re.Pattern[str]
    report: dict[str, re.Pattern[str]]
    flattened: LostLinePatterns

    @classmethod
    def load(cls, path: ModelFile) -> SectionPatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        return cls(
            title={name: compile_pattern(p) for name, p in data["title"].items()},
            line={name: compile_pattern(p) for name, p in data["line"].items()},
            signature=compile_pattern("|".join(data["line"][name] for name in _SIGNATURE)),
            cover={name: compile_lower(p) for name, p in data["cover"].items()},
            opening=compile_pattern(data["opening"]["basis"]),
            recital=compile_pattern(data["opening"]["recital"]),
            basis_label=compile_pattern(data["opening"]["label"]),
            report={name: compile_pattern(p) for name, p in data["report"].items()},
            flattened=LostLinePatterns.compile(data["flattened"]),
        )

    def title_of(self, text: str) -> DocumentType | None:
        """Return the type that a title line names, None for any other line."""
        # The number may stand on the line of the title.
        named = text.partition(" Nomor")[0]
        if len(named.split()) > _MAX_TITLE_WORDS or not (
            mostly_capitals(named) or _TITLE_ALONE.fullmatch(named)
        ):
            return None
        for name, pattern in self.title.items():
            if pattern.search(text):
                return cast(DocumentType, name)
        return None

    def title_of_line(self, line: Line) -> DocumentType | None:
        """Return the type that a line names, as read first or by another engine."""
        named = self.title_of(line.text)
        for reading in line.readings:
            named = named or self.title_of(reading.text)
        return named

    def is_(self, name: str, line: Line | str) -> bool:
        """Whether the line pattern *name* is found in *line*."""
        text = line if isinstance(line, str) else line.text
        return self.line[name].search(text) is not None


def signs(text: str, patterns: SectionPatterns) -> bool:
    """Whether the line *text* may open a signature block."""
    if len(text.split()) > _MAX_SIGNATURE_LINE_WORDS:
        return False
    if patterns.signature.search(text):
        return True
    return patterns.is_("signature_panel", text) or (
        patterns.is_("office", text)
        and (
            mostly_capitals(text)
            or text.endswith(",")
            or _is_heading(text)
            or _OFFICE_ALONE.fullmatch(text) is not None
        )
    )


def is_text(line: Line) -> bool:
    """Whether *line* is of the text, not a footer or other furniture of the page."""
    return line.kind in ("text", "table")


@lru_cache(maxsize=_CACHE)
def mostly_capitals(text: str) -> bool:
    """Whether most letters of *text* are capitals."""
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) >= 0.7 * letters


def _is_heading(text: str) -> bool:
    """Whether a short line sets every word with a capital, as a title stands by itself."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() for word in words)
