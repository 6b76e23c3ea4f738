"""One page image to words: prepare, recognise, and turn the page when that reads better."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Box
from .ocr import EngineFailedError, EngineTimeoutError, GreyImage, OcrEngine, Recognised
from .prepare import Prepared, prepare, runs_upright

_POOR = 0.60  # mean confidence under which another way up is tried
_OSD_CONFIDENCE = 1.5
_FEW_LETTERS = 15
_HOPELESS = 0.3


@dataclass(frozen=True, slots=True)
class PageReading:
    """The words of one page image in pixels of the prepared image.

    ``confidence`` is the mean weighted by length, None without a word.
    """

    words: list[Recognised]
    prepared: Prepared
    confidence: float | None


def recognise_page(pixels: GreyImage, engine: OcrEngine, timeout: float) -> PageReading:
    """Recognise a page image that may lie on its side or stand on its head.

    Raises the errors of :meth:`OcrEngine.recognise`.
    """
    if runs_upright(pixels):
        first = _attempt(pixels, 90, engine, timeout)
        return first if _good(first) else _better(first, pixels, (0, 270), engine, timeout)
    first = _attempt(pixels, 0, engine, timeout)
    if _good(first) or sum(len(word.text) for word in first.words) < _FEW_LETTERS:
        return first
    turn = _asked_turn(first.prepared.image, engine, timeout)
    return _better(first, pixels, (turn,), engine, timeout) if turn else first


def _good(reading: PageReading) -> bool:
    return reading.confidence is not None and reading.confidence >= _POOR


def _asked_turn(image: GreyImage, engine: OcrEngine, timeout: float) -> int:
    try:
        turn, confidence = engine.orientation(image, timeout)
    except (EngineFailedError, EngineTimeoutError):
        return 180
    # With little confidence the commonest fault is tried: the sheet upside down.
    return turn if confidence >= _OSD_CONFIDENCE else 180


def _better(
    first: PageReading,
    pixels: GreyImage,
    turns: Sequence[int],
    engine: OcrEngine,
    timeout: float,
) -> PageReading:
    readings = [first]
    for turn in turns:
        try:
            readings.append(_attempt(pixels, turn, engine, timeout))
        except EngineTimeoutError:
            break  # what was read one way up is better than nothing
        if _good(readings[-1]):
            break
    return max(readings, key=_letters_read)


def _letters_read(reading: PageReading) -> float:
    """Letters weighted by the confidence above an even chance."""
    return sum(len(word.text) * (word.confidence - 0.5) for word in reading.words)


def _attempt(pixels: GreyImage, rotation: int, engine: OcrEngine, timeout: float) -> PageReading:
    prepared = prepare(pixels, rotation)
    found = engine.recognise(prepared.image, prepared.dpi, timeout)
    if not found:
        # A grey sheet on a white ground is one blot to an engine that works in black and white.
        prepared = prepare(pixels, rotation, grey_paper=True)
        found = engine.recognise(prepared.image, prepared.dpi, timeout)
    words = without_noise(found, prepared.image.shape[0])
    letters = sum(len(word.text) for word in words)
    mean = sum(word.confidence * len(word.text) for word in words) / letters if letters else None
    return PageReading(words, prepared, mean)


def without_noise(words: Sequence[Recognised], height: int) -> list[Recognised]:
    """Drop what are no words: rules, specks, stamps and edges taken for letters.

    Args:
        words: the words of one page.
        height: of the page in the same pixels.
    """
    sure = [word.bottom - word.top for word in words if word.confidence >= 0.6]
    usual = statistics.median(sure) if sure else height / 60
    by_line: dict[tuple[int, int, int], list[Recognised]] = defaultdict(list)
    for word in words:
        if not _is_noise(word, usual, height):
            by_line[word.line].append(word)
    return [word for word in words if word in by_line[word.line] and _is_text(by_line[word.line])]


def _is_text(line: Sequence[Recognised]) -> bool:
    """Whether a line holds letters that the engine believes in at least a little."""
    letters = sum(len(word.text) for word in line)
    mean = sum(word.confidence * len(word.text) for word in line) / letters
    return any(char.isalnum() for word in line for char in word.text) and (
        mean >= _HOPELESS or (letters > 3 and mean >= _HOPELESS / 2)
    )


def _is_noise(word: Recognised, usual: float, height: int) -> bool:
    tall, wide = word.bottom - word.top, word.x1 - word.x0
    if tall > 0.12 * height or tall < 3 or (tall > 1.4 * usual and wide < 0.2 * tall):
        return True
    if word.confidence < 0.5 and (
        tall > 3.5 * usual or wide > 4 * usual * (len(word.text) + 1) or tall < 0.25 * usual
    ):
        return True
    if any(char.isalnum() for char in word.text):
        return word.confidence < 0.02
    return word.confidence < 0.3 or wide > 8 * tall


def box_of(word: Recognised) -> Box:
    """Return the word's box in pixels."""
    return Box(float(word.x0), float(word.top), float(word.x1), float(word.bottom))
