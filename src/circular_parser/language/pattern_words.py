"""Tells without which words a pattern is found nowhere.

To look for a few words in a text is far quicker than to search it for a long pattern.
"""

from __future__ import annotations

import re
from string import ascii_lowercase

# As in pattern_heads, but that the opening of a group is one, and letters that may not be left
# out. What a group in its case, a named one or a look ahead asks for must be there.
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?::|-i:|P<\w+>|<?[=!])|[a-z]+(?![?*{])|.", re.DOTALL
)
# What a look back asks for may stand in front of the part that is searched.
_NOT_ASKED = ("(?!", "(?<!", "(?<=")
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
        if token[0] == "(":
            asked = token not in _NOT_ASKED and tokens[at] != "?"
            found, end = _needed(tokens, at)
            candidate = found if asked else ()
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
