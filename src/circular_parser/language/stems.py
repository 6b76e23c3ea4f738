"""Makes alike words one: ``melaporkan`` and ``pelaporan`` have the same stem."""

from __future__ import annotations

from functools import lru_cache

# Prefixes by their first letter, with what takes their place.
_PREFIXES = {
    "m": (("meny", "s"), ("menge", ""), ("meng", ""), ("mem", ""), ("men", ""), ("me", "")),
    "p": (
        ("peny", "s"), ("penge", ""), ("peng", ""), ("pem", ""), ("pen", ""), ("per", ""),
        ("pe", ""),
    ),
    "b": (("ber", ""),),
    "d": (("di", ""),),
    "t": (("ter", ""),),
    "s": (("se", ""),),
}  # fmt: skip
_SUFFIXES = ("kan", "an", "i")
_PARTICLES = ("nya", "lah", "kah")
_LEAST_STEM = 4
_LONGEST_STEM = 7


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return *word* without affixes.

    Only alike words need to become alike; the result need not be a root. Roots in k, p, t
    lose that letter, as they do behind ``me-``.
    """
    if len(word) <= _LEAST_STEM:
        return word
    if len(word) > 6 and word.endswith(_PARTICLES):
        word = word[:-3]
    if word.endswith(_SUFFIXES):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST_STEM:
                word = word[: -len(suffix)]
                break
    for prefix, instead in _PREFIXES.get(word[0], ()):
        if word.startswith(prefix) and len(word) - len(prefix) + len(instead) >= 3:
            word = instead + word[len(prefix) :]
            break
    word = word[:_LONGEST_STEM]
    if len(word) > 3 and word[0] in "kpt" and word[1] in "aeiou":
        return word[1:]
    return word
