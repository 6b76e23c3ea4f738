"""Automatic list numbers of Word paragraphs, which stand in no text of the file.

After ECMA-376 part 1, 17.9: a paragraph, or its style, names a list and a level; the
level has a start, a style of number and a pattern such as ``%1.%2``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from circular_parser.reading.numerals import list_label

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_LEVEL = 8
_MAX_BASED_ON = 10


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    pattern: str = ""


@dataclass(slots=True)
class ListNumbers:
    """Counts the numbered paragraphs of one document, in reading order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract_of: dict[str, str] = field(default_factory=dict)
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _styles: dict[str, Any] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    @staticmethod
    def of(document: Any) -> ListNumbers:
        """Read the list definitions of a python-docx *document*."""
        numbers = ListNumbers()
        for style in document.styles.element.iter(f"{_W}style"):
            numbers._styles[style.get(f"{_W}styleId", "")] = style
        related = (part.target_part for part in document.part.rels.values() if not part.is_external)
        root = next(
            (p.element for p in related if str(p.partname).endswith("/numbering.xml")), None
        )
        if root is None:
            return numbers
        for abstract in root.iter(f"{_W}abstractNum"):
            key = abstract.get(f"{_W}abstractNumId", "")
            numbers._levels[key] = {
                _integer(level.get(f"{_W}ilvl")): _level(level)
                for level in abstract.iter(f"{_W}lvl")
            }
        for num in root.iter(f"{_W}num"):
            key = num.get(f"{_W}numId", "")
            numbers._abstract_of[key] = _value(num, "abstractNumId")
            numbers._restarts[key] = {
                _integer(override.get(f"{_W}ilvl")): _integer(_value(override, "startOverride"))
                for override in num.iter(f"{_W}lvlOverride")
                if _value(override, "startOverride")
            }
        return numbers

    def label(self, paragraph: Any) -> str:
        """Count *paragraph* and return its label; an empty string without one."""
        list_id, level_number = self._list_of(paragraph)
        abstract = self._abstract_of.get(list_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(level_number)
        if level is None:
            return ""
        counter = self._counters.setdefault(abstract, {})
        restart = self._restarts.get(list_id, {}).get(level_number)
        if restart is not None and (list_id, level_number) not in self._seen:
            counter[level_number] = restart
        else:
            counter[level_number] = counter.get(level_number, level.start - 1) + 1
        self._seen.add((list_id, level_number))
        for deeper in [n for n in counter if n > level_number]:
            del counter[deeper]
        if level.style == "bullet":
            return "-"
        if level.style == "none":
            return ""
        return re.sub(r"%([1-9])", lambda m: _shown(int(m[1]) - 1, levels, counter), level.pattern)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        for _ in range(_MAX_BASED_ON):
            if properties is None:
                return "", 0
            numbering = properties.find(f"{_W}numPr")
            if numbering is not None and _value(numbering, "numId"):
                level = min(max(_integer(_value(numbering, "ilvl")), 0), _MAX_LEVEL)
                return _value(numbering, "numId"), level
            name = _value(properties, "pStyle") or _value(properties.getparent(), "basedOn")
            style = self._styles.get(name)
            properties = None if style is None else style.find(f"{_W}pPr")
            if style is not None and properties is None:
                # A style without paragraph properties may still inherit a list.
                base = self._styles.get(_value(style, "basedOn"))
                properties = None if base is None else base.find(f"{_W}pPr")
        return "", 0


def _shown(number: int, levels: dict[int, _Level], counter: dict[int, int]) -> str:
    level = levels.get(number, _Level())
    return list_label(counter.get(number, level.start), level.style)


def _level(element: Any) -> _Level:
    return _Level(
        start=_integer(_value(element, "start") or "1"),
        style=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText"),
    )


def _value(element: Any, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else str(child.get(f"{_W}val", ""))


def _integer(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,5}", text) else 0
