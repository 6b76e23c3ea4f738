"""Tells without which words a pattern is found nowhere.

To look for a few words in a text is far quicker than to search it for a long pattern.
"""

from __future__ import annotations

import re

from circular_parser.language.pattern_heads import TOKEN, divided

_PLAIN_GROUP = "?:"
_OPTIONAL = ("?", "*", "{")
_LETTER = re.compile("[a-z]")


def needed_words(pattern: str) -> tuple[str, ...]:
    """Return words, in small letters, one of which stands wherever *pattern* is found.

    An empty word, which stands everywhere, is given where none can be told.
    """
    words: set[str] = set()
    for alternative in divided(pattern):
        words.update(_needed(TOKEN.findall(alternative)))
    return ("",) if "" in words else tuple(sorted(words))


def _needed(tokens: list[str]) -> tuple[str, ...]:
    """Return the needed words of one alternative: of all its parts those that tell most."""
    best: tuple[str, ...] = ("",)
    run = ""
    at = 0
    while at < len(tokens):
        token, inner = tokens[at], ""
        if token == "(":
            end = _end_of_group(tokens, at)
            inner = "".join(tokens[at + 1 : end])
            at = end
        at += 1
        optional = at < len(tokens) and tokens[at] in _OPTIONAL
        goes_on = _LETTER.fullmatch(token) is not None and not optional
        run = run + token if goes_on else ""
        candidate: tuple[str, ...] = (run,)
        if inner.startswith(_PLAIN_GROUP) and not optional:
            candidate = needed_words(inner.removeprefix(_PLAIN_GROUP))
        best = max(candidate, best, key=lambda words: min(map(len, words)))
    return best


def _end_of_group(tokens: list[str], at: int) -> int:
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index] == "(") - (tokens[index] == ")")
        if not depth:
            return index
    return len(tokens)
