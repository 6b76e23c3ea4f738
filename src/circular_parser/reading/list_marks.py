"""The marks of lists as an engine misreads them, put right by the marks before and after them.

``b.`` is followed by ``c.``, whatever it looks like: ``Cc.``, ``c,``. And what ends an item that is
followed by the next of the same list is no colon: a semicolon was printed there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .layout import LaidLine

_MARK = re.compile(r"(\d{1,2}|[a-z])([.)])")
# Quotes and bullets that an engine sees in dirt, one sign too many, and the mark's own end.
_NEARLY = re.compile(r"[^\w(]{0,2}\w?(\d{1,2}|[A-Za-z])(?:[.,:;)]{1,2})")


def mend_lists(laid: Sequence[LaidLine]) -> list[LaidLine]:
    """Return the lines of a page with the marks of their lists put right."""
    lines = [LaidLine(list(line.words), line.block) for line in laid]
    last: dict[bool, tuple[str, str]] = {}  # of figures, of letters: what the last mark was
    newest: bool | None = None
    for index, line in enumerate(lines):
        mark = _mark(line, last)
        if mark is None:
            continue
        kind = mark[0].isdigit()
        # Behind a list in the list the line before is no item of this one.
        if kind is newest and mark[0] == _next(last[kind][0]):
            _end_item(lines[index - 1])
        last[kind], newest = mark, kind
        if kind:
            last.pop(False, None)
    return lines


def _mark(line: LaidLine, last: dict[bool, tuple[str, str]]) -> tuple[str, str] | None:
    """Return the mark a line begins with and its end; a misread one is put right in *line*."""
    first = line.words[0]
    found = _MARK.fullmatch(first.text)
    if found is not None:
        return found[1], found[2]
    if len(line.words) < 2 or _NEARLY.fullmatch(first.text) is None:
        return None
    if first.text[0].isupper() and not first.text[1:2].isalpha():
        return None  # of a section, or of a name: H. Ahmad
    first_mark = re.fullmatch(r"[^\w(]([1a][.)])", first.text)
    if first_mark is not None:
        line.words[0] = replace(first, text=first_mark[1])
        return first_mark[1][0], first_mark[1][1]
    for value, end in last.values():
        wanted = _next(value)
        if re.fullmatch(rf"[^\w(]{{0,2}}\w?{wanted}[.,:;)]{{1,2}}", first.text, re.IGNORECASE):
            line.words[0] = replace(first, text=wanted + end)
            return wanted, end
    return None


def _end_item(line: LaidLine) -> None:
    word = line.words[-1]
    if word.text.endswith(":") and len(word.text) > 1:
        line.words[-1] = replace(word, text=f"{word.text[:-1]};")


def _next(value: str) -> str:
    return str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
