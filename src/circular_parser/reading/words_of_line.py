"""The words of a line that was read as a whole: each has its share of the line's box."""

from __future__ import annotations

from ..document import Box
from .ocr import Recognised


def words_of_line(
    text: str, confidence: float, box: Box, line: tuple[int, int, int]
) -> list[Recognised]:
    """Return the words of *text*, *box* shared out by the number of characters."""
    step = box.width / max(len(text), 1)
    top, bottom = round(box.top), round(box.bottom)
    words, at = [], 0
    for part in text.split():
        start = text.index(part, at)
        at = start + len(part)
        x0, x1 = round(box.x0 + start * step), round(box.x0 + at * step)
        words.append(Recognised(part, x0, top, x1, bottom, confidence, line))
    return words
