"""When a found value counts as the gold one, by the rules of the annotation guide.

Words are compared without case, accents of width, punctuation and the two spellings that
offices are most often given in; numbers without the word Nomor and spaces round signs;
people without their degrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

Likeness = Callable[[Any, Any], float]

# Degrees and honorifics as letters alone, without their full stops.
_TITLES = frozenset(
    {"h", "hj", "hm", "kh"}  # Haji, Hajjah, Haji Muhammad, Kiai Haji
    | {"ir", "dr", "dra", "drs", "drg", "prof", "ak", "apt", "ap"}
    | {"se", "sh", "sip", "sos", "spd", "ssos", "st", "sstp"}
    | {"ma", "map", "mars", "me", "mh", "mkes", "mm", "mmr", "mpd", "msi", "mt", "skm"}
)
SPELLINGS = (("walikota", "wali kota"), ("sekertaris", "sekretaris"))
_WORD = re.compile(r"[a-z0-9]+")
_NAME_PART = re.compile(r"[a-z']+")
_DASH = re.compile(r"[\u2010-\u2015\u2212]")
_NUMBER_WORD = re.compile(r"^\s*(?:nomor|no)\b\.?\s*:?")
_SIGN = re.compile(r"\s*([/.\-])\s*")
_SAME_PERSON = 0.88
_SAME_SHARE = 0.005


def _plain(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value)).casefold()


def _words(text: str | None) -> Counter[str]:
    plain = _plain(text or "")
    for variant, usual in SPELLINGS:
        plain = plain.replace(variant, usual)
    return Counter(_WORD.findall(plain))


def shared_words(gold: str | None, found: str | None) -> float:
    """Return the F1 of the words that both texts have, 0 where either has none."""
    wanted, given = _words(gold), _words(found)
    if not wanted or not given:
        return 0.0
    return 2 * (wanted & given).total() / (wanted.total() + given.total())


def words_shared(least: float) -> Callable[[Any, Any], bool]:
    """Return a test whether two texts share words to at least *least*."""
    return lambda gold, found: shared_words(gold, found) >= least


def same_number(gold: object, found: object) -> bool:
    """Whether two document numbers are the same but for dashes, spaces and the word Nomor."""
    return _bare_number(gold) == _bare_number(found)


def _bare_number(value: object) -> str:
    number = _NUMBER_WORD.sub("", _DASH.sub("-", _plain(value)))
    return " ".join(_SIGN.sub(r"\1", number).split()).strip(" .:,;")


def same_person(gold: str, found: str) -> bool:
    """Whether two names are of one person, whatever the degrees and a letter or two."""
    return SequenceMatcher(None, _bare_name(gold), _bare_name(found)).ratio() >= _SAME_PERSON


def _bare_name(name: str) -> str:
    parts = _NAME_PART.findall(_plain(name).split(",", 1)[0])
    # A name that consists of such words only is a name.
    return " ".join([part for part in parts if part not in _TITLES] or parts)


def same_share(gold: float, found: float) -> bool:
    """Whether two shares agree to half a per cent."""
    return abs(float(gold) - float(found)) < _SAME_SHARE


def same(gold: object, found: object) -> bool:
    """Whether two values are equal."""
    return gold == found


def item_text(item: Any) -> str:
    """Return the text of a list's item, which is a string or has a ``text``."""
    return item if isinstance(item, str) else item.get("text") or ""


def like_item(gold: Any, found: Any) -> float:
    """Return how many words two items share."""
    return shared_words(item_text(gold), item_text(found))


def like_period(gold: dict[str, Any], found: dict[str, Any]) -> float:
    """Return 1 for the same two days and the same end or openness, else 0."""
    days = all(gold.get(day) == found.get(day) for day in ("start", "end"))
    return float(days and bool(gold.get("open_ended")) == bool(found.get("open_ended")))


def like_reference(gold: dict[str, Any], found: dict[str, Any]) -> float:
    """Compare by number; by words where gold has no number."""
    if gold.get("number"):
        return float(same_number(gold["number"], found.get("number")))
    return like_item(gold, found)


def pairs(
    gold: Sequence[Any], found: Sequence[Any], likeness: Likeness, least: float
) -> dict[int, int]:
    """Pair items one to one, the most alike first: index in *found* by index in *gold*.

    Of equals the earlier in *gold*, then in *found*, goes first. Pairs less alike than
    *least* are none.
    """
    ranked = sorted(
        (-alike, i, j)
        for i, item in enumerate(gold)
        for j, other in enumerate(found)
        if (alike := likeness(item, other)) >= least
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return partner
