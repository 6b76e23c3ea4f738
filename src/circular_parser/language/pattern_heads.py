r"""Lets a pattern begin with the letters that its matches begin with.

A search passes quickly over places where no match can begin, but only where the pattern says
so at once. With ``\b`` before its words, or without regard to case, each alternative is tried
at every place of a text: of ``\bsurat|\bedaran`` it makes ``s(?<=\bs)urat|e(?<=\be)daran``.
"""

from __future__ import annotations

import re

TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_GROUP = re.compile(r"(\\b)?\(\?:")
# What must stand round its first letter or mark, that itself, and what follows.
_HEAD = re.compile(r"((?:\(\?<?[=!][^()|]*\))*(?:\\b)?)([a-z:;,])(?![?*+{])(.*)", re.DOTALL)
# With more letters, or with the commonest, most places are tried all the same.
_MOST = 8
_COMMON = "a"
# Letters of other alphabets that are, but for their case, these.
_ALSO = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}


def headed(pattern: str, *, any_case: bool) -> str:
    """Return *pattern*, or one that matches the same and begins with its letters.

    Only alternatives that each begin with a letter, at the top of the pattern or in a group
    at its start, can be put so.
    """
    before, found_in, behind = alternatives(pattern)
    heads = [_HEAD.fullmatch(alternative) for alternative in found_in]
    found = [head.groups() for head in heads if head is not None]
    letters = {letter for _, letter, _ in found}
    if len(found) < len(heads) or len(letters) > _MOST or _COMMON in letters:
        return pattern
    if any_case:
        either = "".join(f"{x}{x.upper()}{_ALSO.get(x, '')}" for x in sorted(letters))
        begin, several = f"(?-i:[{either}])", len(letters) > 1
    else:
        begin, several = "", False
    bodies = [
        f"{'' if any_case else letter}{_behind(before + zero, letter, several)}{rest}"
        for zero, letter, rest in found
    ]
    return f"{begin}(?:{'|'.join(bodies)}){behind}"


def _behind(before: str, letter: str, several: bool) -> str:
    """Return what tells that *letter* was passed, with *before* in front of it."""
    return f"(?<={before}{letter})" if before or several else ""


def alternatives(pattern: str) -> tuple[str, list[str], str]:
    """Return the alternatives, what stands before the group that holds them and behind it."""
    whole = divided(pattern)
    group = _GROUP.match(pattern)
    if len(whole) > 1 or group is None:
        return "", whole, ""
    depth, at = 1, group.end()
    while depth and (token := TOKEN.match(pattern, at)):
        depth += (token[0] == "(") - (token[0] == ")")
        at = token.end()
    if depth or pattern[at : at + 1] in tuple("?*+{"):
        return "", whole, ""
    return group[1] or "", divided(pattern[group.end() : at - 1]), pattern[at:]


def divided(pattern: str) -> list[str]:
    """Return the alternatives of *pattern*, those within groups left together."""
    parts, depth = [""], 0
    for token in TOKEN.findall(pattern):
        depth += (token == "(") - (token == ")")
        if token == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += token
    return parts
