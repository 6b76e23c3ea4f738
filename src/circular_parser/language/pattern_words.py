"""Tells without which words a pattern is found nowhere.

To look for a few words in a text is far quicker than to search it for a long pattern.
"""

from __future__ import annotations

import re
from string import ascii_lowercase

# As in pattern_heads, but that letters which may not be left out are one.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[a-z]+(?![?*{])|.", re.DOTALL)
_PLAIN_GROUP = ["?", ":"]
_OPTIONAL = ("?", "*", "{")
_LETTERS = frozenset(ascii_lowercase)
_Words = tuple[str, ...]


def needed_words(pattern: str) -> _Words:
    """Return words, in small letters, one of which stands wherever *pattern* is found.

    An empty word, which stands everywhere, is given where none can be told.
    """
    return _needed(_TOKEN.findall(pattern), 0)[0]


def _needed(tokens: list[str], at: int) -> tuple[_Words, int]:
    """Return the needed words of what stands from *at* to the end of its group, and that end.

    Of the parts of an alternative those are taken that tell most.
    """
    words: set[str] = set()
    best: _Words = ("",)
    told = 0  # letters of the shortest of the best
    while at < len(tokens) and tokens[at] != ")":
        token = tokens[at]
        at += 1
        if token == "|":
            words.update(best)
            best, told = ("",), 0
            continue
        candidate: _Words = ()
        if token == "(":
            plain = tokens[at : at + 2] == _PLAIN_GROUP
            found, end = _needed(tokens, at + 2 if plain else at)
            candidate = found if plain else ()
            at = end + 1
        elif token[0] in _LETTERS:
            candidate = (token,)
        if not candidate or (at < len(tokens) and tokens[at] in _OPTIONAL):
            continue
        least = min(map(len, candidate))
        if least >= told:
            best, told = candidate, least
    words.update(best)
    return ("",) if "" in words else tuple(sorted(words)), at
