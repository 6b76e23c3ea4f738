"""Reads numbers that are written out: ``dua puluh lima``."""

from __future__ import annotations

_UNITS = {
    word: value
    for value, word in enumerate(
        ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"], start=1
    )
}


def number_of(words: str) -> int | None:
    """Return the value of Indonesian number words up to ``seratus``, None if they are none."""
    tokens = words.casefold().split()
    if tokens == ["seratus"]:
        return 100
    total = 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if token in ("sepuluh", "sebelas"):
            total += 10 if token == "sepuluh" else 11
        elif token in _UNITS:
            total += _UNITS[token] * (10 if following == "puluh" else 1)
            total += 10 if following == "belas" else 0
        elif token not in ("puluh", "belas"):
            return None
    return total or None
