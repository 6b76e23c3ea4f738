"""Loads pattern files: TOML tables of named regular expressions and word lists.

A pattern file may define fragments in ``[parts]``, patterns or lists of plain words, and use
them as ``{name}`` in any other string of the file; parts may use parts above them. Every file
may use ``{month}``, ``{weekday}`` and ``{feast}``, any of the names in ``dates.toml``. All
expressions ignore case unless they start with ``(?-i:``; white space in a pattern stands for
any white space in the text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast
from weakref import WeakSet

import tomli

from circular_parser.language.pattern_heads import alternatives, divided, headed
from circular_parser.language.pattern_words import needed_words
from circular_parser.resources import ModelFile, ModelFolder

# All that is white space, without the space: a set is passed over quicker than a class.
_OTHER_SPACE = re.compile(
    "[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_PART = re.compile(r"\{([a-z_]+)\}")
_SPACE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]| (?P<repeat>\?|\*|\+|\{[\d,]+\})?", re.DOTALL)


# Names of the calendar that every pattern file may use, and their tables in ``dates.toml``.
CALENDAR = {"month": "months", "weekday": "weekdays", "feast": "feasts"}

_Tree = dict[str, "_Tree"]
_Search = Callable[..., "re.Match[str] | None"]


@cache
def load(file: ModelFile) -> dict[str, Any]:
    """Read the pattern *file*, lay its overlays over it and put its parts in their places.

    Raises:
        ValueError: it is no TOML, or uses a part that it does not define.
        OSError: it cannot be read.
    """
    return filled(_merged(file), file.name, calendar_parts(file.folder))


def _merged(file: ModelFile) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for layer in layers(file):
        data = laid_over(data, layer)
    return data


def calendar_parts(model: ModelFolder) -> dict[str, str]:
    """Return the parts that every pattern file of *model* may use: the names of ``dates.toml``.

    Raises:
        ValueError: that file is no TOML, or not in its form.
    """
    file = model / "dates.toml"
    if not file.layers[0].is_file():
        return {}
    data = _merged(file)
    try:
        return {
            part: either(name for names in data[table].values() for name in names)
            for part, table in CALENDAR.items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{file.name}: {error!r}") from error


@cache
def layers(file: ModelFile) -> list[dict[str, Any]]:
    """Return what stands in the pattern *file* itself, then in each overlay, as written.

    Raises:
        ValueError: one is no TOML.
        OSError: one cannot be read.
    """
    return [read(layer) for layer in file.layers]


def read(path: Path) -> dict[str, Any]:
    """Return what stands in the TOML file at *path*.

    Raises:
        ValueError: it is no TOML.
        OSError: it cannot be read.
    """
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of *below* with those of *above* laid over them.

    Tables are merged, lists are extended, any other value is replaced. Of a list of tables
    an item takes the place of the one with the same ``name``.
    """
    data = dict(below)
    for key, value in above.items():
        known = data.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            data[key] = laid_over(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            data[key] = _extended(known, value)
        else:
            data[key] = value
    return data


def _extended(below: list[Any], above: list[Any]) -> list[Any]:
    items = list(below)
    names = [item.get("name") if isinstance(item, dict) else None for item in below]
    for item in above:
        name = item.get("name") if isinstance(item, dict) else None
        if name is not None and name in names:
            items[names.index(name)] = item
        elif item not in items:
            items.append(item)
    return items


def filled(data: dict[str, Any], name: str, shared: dict[str, str]) -> dict[str, Any]:
    """Return the tables of the pattern file *name* with its parts and the *shared* in place.

    Raises:
        ValueError: a part is used that is not defined above.
    """
    parts = dict(shared)
    try:
        for key, value in data.get("parts", {}).items():
            parts[key] = part(value, parts)
        tables = {key: value for key, value in data.items() if key != "parts"}
        return cast("dict[str, Any]", _fill_all(tables, parts))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def part(value: str | list[str], parts: dict[str, str]) -> str:
    """Return the part that *value* defines, a pattern or a list of words.

    Raises:
        ValueError: it uses a part that is not among *parts*.
    """
    return fill(value, parts) if isinstance(value, str) else either(value)


def fill(value: str, parts: dict[str, str]) -> str:
    """Return *value* with *parts* in the places of their names.

    Raises:
        ValueError: it uses a part that is not among them.
    """

    def filled_in(match: re.Match[str]) -> str:
        try:
            return parts[match[1]]
        except KeyError:
            raise ValueError(f"no part {match[1]!r}") from None

    return _PART.sub(filled_in, value)


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return *pattern* as pattern files mean it, to be compiled when it is first used.

    Raises:
        ValueError: at first use or by :func:`compile_all`, if it is no regular expression.
    """
    # It has all that a compiled pattern has; its type spares every caller the difference.
    return cast("re.Pattern[str]", _LatePattern(pattern, any_case=True))


def compile_lower(
    pattern: str, *, any_space: bool = False, by_words: bool = False
) -> re.Pattern[str]:
    """Return *pattern* for text in small letters with single spaces; otherwise the same.

    Matching without regard to case or kind of white space is far slower, and so is asking of
    each character whether any alphabet has it: the letters and digits here are those of ASCII.
    With *any_space* a space in the pattern still stands for any white space; with *by_words* a
    search looks for the words that the pattern cannot do without first, which pays where it is
    seldom found.
    """
    late = _LatePattern(pattern, any_case=False, any_space=any_space, by_words=by_words)
    return cast("re.Pattern[str]", late)


def lower_view(text: str) -> str:
    """Return *text* as :func:`compile_lower` wants it, every character in its place."""
    return lowered(spaced(text))


def spaced(text: str) -> str:
    """Return *text* with a space for any other white space."""
    return _OTHER_SPACE.sub(" ", text.replace("\n", " "))


def compile_all() -> None:
    """Compile every pattern that waits for its first use.

    Raises:
        ValueError: one is no regular expression.
    """
    for pattern in list(_waiting):
        pattern.compile()


class _LatePattern:
    """Stands for a compiled pattern and becomes one when it is first asked for anything.

    Compiling all patterns takes a third of a second; a document uses two thirds of them,
    a program that waits for its first document none.
    """

    def __init__(
        self, written: str, *, any_case: bool, any_space: bool = False, by_words: bool = False
    ) -> None:
        self._written = written
        self._any_case = any_case
        self._by_words = by_words
        self._any_space = any_case or any_space
        _waiting.add(self)

    def compile(self) -> re.Pattern[str]:
        """Compile it now; from then on its methods are those of the compiled pattern."""
        _waiting.discard(self)
        pattern = self._written.strip()
        if self._any_space:
            pattern = _SPACE.sub(_white_space, pattern)
        flags = re.IGNORECASE if self._any_case else re.ASCII
        try:
            compiled = re.compile(headed(pattern, any_case=self._any_case), flags)
        except re.error as error:
            raise ValueError(f"bad pattern {self._written!r}: {error}") from error
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        self.__dict__["pattern"] = pattern
        if anchored(pattern):  # a search would try it at every place of the text
            self.__dict__["search"] = compiled.match
        elif self._by_words:
            self.__dict__["search"] = _search_by_words(compiled, self.needed)
        return compiled

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Words, in small letters, one of which stands wherever it is found."""
        return needed_words(self._written)

    @cached_property
    def ways(self) -> tuple[_LatePattern, ...]:
        """Its alternatives, each a pattern; it is found where one of them is."""
        before, found_in, behind = alternatives(self._written.strip())
        if len(found_in) == 1:
            return (self,)
        alone = not before and not behind and all(way == way.strip() for way in found_in)
        return tuple(
            _LatePattern(
                way if alone else f"{before}(?:{way}){behind}",
                any_case=self._any_case,
                any_space=self._any_space,
            )
            for way in found_in
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compile(), name)


def _search_by_words(pattern: re.Pattern[str], words: tuple[str, ...]) -> _Search:
    def search(text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        for word in words:
            if text.find(word, start, end) >= 0:
                return pattern.search(text, start, end)
        return None

    return search


def words_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Return words, in small letters, one of which stands wherever *pattern* is found.

    It is one of :func:`compile_pattern` or :func:`compile_lower`; see
    :func:`circular_parser.language.pattern_words.needed_words`.
    """
    return cast("_LatePattern", pattern).needed


def ways_of(pattern: re.Pattern[str]) -> tuple[re.Pattern[str], ...]:
    """Return the alternatives of *pattern*, each a pattern: it is found where one of them is.

    Which of several matches is found first they do not tell.
    """
    return cast("tuple[re.Pattern[str], ...]", cast("_LatePattern", pattern).ways)


_METHODS = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "sub",
    "subn",
    "split",
)
_waiting: WeakSet[_LatePattern] = WeakSet()


def compile_tables(data: dict[str, Any], *names: str) -> dict[str, dict[str, re.Pattern[str]]]:
    """Return the patterns of the tables *names* of a pattern file, as :func:`compile_pattern`."""
    return {
        name: {key: compile_pattern(pattern) for key, pattern in data[name].items()}
        for name in names
    }


def lowered(text: str) -> str:
    """Return *text* in small letters, each in its place.

    The few letters that become two in small letters stay as they are.
    """
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(map(_lowered, text))


def _lowered(letter: str) -> str:
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def anchored(pattern: str) -> bool:
    """Tell whether every alternative of *pattern* begins with ``^``: a match is at the start."""
    return all(alternative.startswith("^") for alternative in divided(pattern))


def _white_space(match: re.Match[str]) -> str:
    """Let a space stand for any white space; escaped or in a class it stays one character."""
    found = match[0]
    if not found.startswith(" "):
        return found.replace(" ", r"\s") if found.startswith("[") else found
    repeat = match["repeat"]
    if repeat is None:
        return r"\s+"
    return r"\s*" if repeat in "?*" else rf"\s{repeat}"


def either(words: Iterable[str]) -> str:
    """Return a group that matches any of *words*, the longest that fits.

    Words that begin alike share their beginning: a text is compared with it once.
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return f"(?:{_branches(tree)})"


def _branches(node: _Tree) -> str:
    tails = [character + _branches(below) for character, below in node.items() if character]
    if "" not in node:
        return tails[0] if len(tails) == 1 else f"(?:{'|'.join(tails)})"
    return f"(?:{'|'.join(tails)})?" if tails else ""


def _fill_all(value: Any, parts: dict[str, str]) -> Any:
    if isinstance(value, str):
        return fill(value, parts)
    if isinstance(value, list):
        return [_fill_all(item, parts) for item in value]
    if isinstance(value, dict):
        return {key: _fill_all(item, parts) for key, item in value.items()}
    return value
