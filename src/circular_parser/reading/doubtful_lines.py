"""Lines that the page engine hardly believes in, read again by the neural recogniser.

A fold, a rule, dirt or a stamp over one line leaves it a row of guesses on a page that is
read well; the recogniser sees grey, not black and white, and reads most of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Box
from .ocr import GreyImage, Recognised
from .recognise import mean_confidence
from .recognisers import ReadsLines, Recognisers
from .signature_area import Run, line_height, runs_of
from .typed_lines import cut
from .words_of_line import words_of_line

_DOUBTFUL = 0.6  # mean confidence of a line that is read again
_SURE = 0.88  # of the recogniser, whose confidences run higher than those of Tesseract
_BETTER = 0.2  # by which it must be surer
_LEAST_LETTERS = 5
_TALLEST = 2.2  # usual heights of a word: no emblem, no signature
_MOST_LINES = 8  # on one page: half a second
_PAD = 0.12  # of a line's height
_AS_LONG = 0.7  # letters of the new reading for each of the old


def reread_doubtful(
    image: GreyImage, words: Sequence[Recognised], recognisers: Recognisers
) -> list[Recognised]:
    """Return *words* with those of doubtful lines as the recogniser reads them, if it is surer.

    Args:
        image: the page, level.
        words: its words, in pixels of *image*.
        recognisers: of this run; without a line reader the words stay as they are.
    """
    size = line_height(words) if words else 0.0
    doubtful = [run for run in runs_of(words) if _is_doubtful(run, size)]
    reader = recognisers.line_reader if doubtful else None
    if reader is None:
        return list(words)
    kept = {id(word): word for word in words}
    new: list[Recognised] = []
    for run in doubtful[:_MOST_LINES]:
        read = _read(image, run, reader)
        if read:
            new += read
            for word in run.words:
                del kept[id(word)]
    return [*kept.values(), *new]


def _is_doubtful(run: Run, size: float) -> bool:
    return (
        _mean(run) < _DOUBTFUL
        and _letters(run.text) >= _LEAST_LETTERS
        and run.box.height < _TALLEST * size
    )


def _read(image: GreyImage, run: Run, reader: ReadsLines) -> list[Recognised]:
    """Return the words of a line as the recogniser reads them; none where it is no better."""
    pad = _PAD * run.box.height
    box = run.box
    crop = cut(image, Box(box.x0 - pad, box.top - pad, box.x1 + pad, box.bottom + pad))
    if crop is None:
        return []
    text, confidence = reader.read(crop)
    better = confidence >= max(_SURE, _mean(run) + _BETTER)
    if not better or _letters(text) < _AS_LONG * _letters(run.text):
        return []
    return words_of_line(text, confidence, box, run.words[0].line)


def _mean(run: Run) -> float:
    return mean_confidence(run.words) or 0.0


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)
