"""Folds the names of documents, so that every spelling of one document gives one key.

``Surat Edaran Menpan-RB Nomor 19/2020`` and ``SE Menteri PANRB No. 19 Tahun 2020`` are one; so
are ``800 / 0298 /SETDA`` and ``800/298/Setda`` of one city.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli

from circular_parser.evaluation.matching import SPELLINGS
from circular_parser.language.regions import Gazetteer
from circular_parser.misreadings import misreadings
from circular_parser.resources import model_folder

from .documents import Citation, Document

_DATA = Path(__file__).with_name("folding.toml")
_PART = re.compile(r"[a-z0-9]+")
_SPELLED_YEAR = frozenset({"tahun", "thn", "th"})
# With letters that OCR takes digits for, inside a part that has a digit.
_DIGITS_ONLY = re.compile(r"[0-9oil]*[0-9][0-9oil]*")
_END_OF_OFFICE = re.compile(
    r"\b(?:nomor|no|tanggal|tertanggal|tgl|tentang|perihal|hal)\b|(?<![\w-])\d"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# The place of a serial that was left blank: `800/   /BKPP`.
_BLANK = re.compile(r"/\s*(?=/)")
_LEFT_BLANK = "blank"
# Levels whose offices share one register of numbers with others of their region.
_SHARED_REGISTER = frozenset({"kota", "kabupaten", "provinsi"})


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What tells a document from others; a part is None where it is not stated."""

    kind: str | None
    issuer: str | None
    number: str | None

    @property
    def is_whole(self) -> bool:
        """Whether there is a number and nothing in it was left blank."""
        return self.number is not None and _LEFT_BLANK not in self.number.split("/")

    @property
    def is_serial(self) -> bool:
        """Whether the number is a serial and a year, which each kind of document counts anew."""
        parts = (self.number or "").split("/")
        return len(parts) == 2 and _YEAR.fullmatch(parts[1]) is not None

    def __str__(self) -> str:
        """Return the parts in a row, ``?`` for one that is not stated."""
        return ":".join(part or "?" for part in (self.kind, self.issuer, self.number))


@lru_cache(maxsize=1 << 16)
def fold_number(number: str | None) -> str | None:
    """Return *number* without what spellings differ in; None where it has no digit."""
    plain = unicodedata.normalize("NFKC", _BLANK.sub(f"/{_LEFT_BLANK}", number or "")).casefold()
    parts = [_fold_part(part) for part in _PART.findall(plain) if part not in _SPELLED_YEAR]
    if parts and parts[0] in {"nomor", "no"}:
        del parts[0]
    folded = "/".join(parts)
    return folded if any(char.isdigit() for char in folded) else None


def _fold_part(part: str) -> str:
    if _DIGITS_ONLY.fullmatch(part):
        part = part.translate(misreadings().digits)
    return part.lstrip("0") or "0" if part.isdigit() else part


@lru_cache(maxsize=1 << 16)
def fold_words(text: str | None) -> str:
    """Return the words of *text* in small letters, single spaces between, no other signs."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    words = " ".join(_PART.findall(plain))
    for variant, usual in SPELLINGS:
        words = words.replace(variant, usual)
    return words


class Folding:
    """Gives documents and citations their keys."""

    def __init__(self) -> None:
        data = tomli.loads(_DATA.read_text(encoding="utf-8"))
        self._kinds = [
            (re.compile(rf"(?:{entry['pattern']})"), entry["kind"], entry.get("issuer"))
            for entry in data["kind"]
        ]
        self._issuers = [(re.compile(p), name) for name, p in data["issuer"].items()]
        self._gazetteer = Gazetteer.load(model_folder())
        self._cited = lru_cache(maxsize=1 << 16)(self._read_citation)

    def own(self, document: Document) -> DocumentKey:
        """Return the key of the *document* itself."""
        issuer = document.issuer
        if issuer.region_code and issuer.level in _SHARED_REGISTER:
            whose: str | None = issuer.region_code
        elif issuer.region_code:
            whose = f"{issuer.region_code} {fold_words(issuer.title)}"
        else:
            whose = self._body(fold_words(issuer.title)) or fold_words(issuer.title) or None
        return DocumentKey(document.document_type, whose, fold_number(document.number))

    def cited(self, citation: Citation) -> DocumentKey:
        """Return the key of the document that *citation* names."""
        kind, issuer = self._cited(citation.text)
        return DocumentKey(kind or citation.document_type, issuer, fold_number(citation.number))

    def _read_citation(self, text: str) -> tuple[str | None, str | None]:
        """Return the kind and the issuer that the words of a citation tell."""
        plain = " ".join(text.casefold().split())
        for pattern, kind, issuer in self._kinds:
            match = pattern.match(plain)
            if match is not None:
                return kind, issuer or self._issuer(text, match.end())
        return None, self._issuer(text, 0)

    def _issuer(self, text: str, start: int) -> str | None:
        words = " ".join(text.split())
        end = _END_OF_OFFICE.search(words.casefold(), start)
        office = words[start : end.start() if end is not None else len(words)]
        found = [c for c in self._gazetteer.find(_capitals(office)) if c.role != "ambiguous"]
        if found:
            return max(found, key=lambda candidate: candidate.score).value.code
        return self._body(office.casefold()) or fold_words(office) or None

    def _body(self, office: str) -> str | None:
        """Return the national body that *office* names, None if none or one of a region."""
        return next((name for pattern, name in self._issuers if pattern.search(office)), None)


def _capitals(office: str) -> str:
    """Return *office* as names are printed, which the gazetteer asks for."""
    return office if any(char.islower() for char in office) else office.title()
