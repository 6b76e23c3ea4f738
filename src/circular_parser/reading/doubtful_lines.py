"""Lines that the page engine hardly believes in, read again by the neural recogniser.

A fold, a rule, dirt or a stamp over one line leaves it a row of guesses on a page that is
read well; the recogniser sees grey, not black and white, and reads most of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from ..document import Box
from .ocr import GreyImage, Recognised
from .recognise import box_of, mean_confidence
from .recognisers import ReadsLines, Recognisers
from .signature_area import Run, line_height, runs_of
from .typed_lines import cut, text_names_a_field
from .words_of_line import words_of_line

_DOUBTFUL = 0.6  # mean confidence of a line that is read again
_WEAK = 0.3  # confidence of a word in a line that is read well
_SURE = 0.93  # of the recogniser, whose confidences run higher than those of Tesseract
_BETTER = 0.2  # by which it must be surer
_LEAST_LETTERS = 5
_TALLEST = 3.0  # usual heights of a word: no emblem, no signature
_MOST_LINES = 8  # on one page: half a second
_PAD = 0.12  # of a line's height
_AS_LONG = 0.7  # letters of the new reading for each of the old


def reread_doubtful(
    image: GreyImage,
    words: Sequence[Recognised],
    noise: Sequence[Recognised],
    recognisers: Recognisers,
) -> list[Recognised]:
    """Return *words* with those of doubtful lines as the recogniser reads them, if it is surer.

    Args:
        image: the page, level.
        words: its words, in pixels of *image*.
        noise: what was taken for words too, but with no confidence to speak of.
        recognisers: of this run; without a line reader the words stay as they are.
    """
    size = line_height(words) if words else 0.0
    doubtful = [
        part
        for run in runs_of([*words, *noise])
        for part in _doubtful_parts(run)
        if _is_line(part, size) and not _lies_over(part, words)
    ]
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
                kept.pop(id(word), None)
    return [*kept.values(), *new]


def _doubtful_parts(run: Run) -> Iterator[Run]:
    """Yield the whole of a line, or the words in a row that are hardly believed in."""
    if _mean(run) < _DOUBTFUL:
        yield run
        return
    for weak, group in itertools.groupby(run.words, lambda word: word.confidence < _WEAK):
        words = list(group)
        if weak:
            yield Run(words, Box.around(map(box_of, words)))


def _is_line(run: Run, size: float) -> bool:
    return (
        _letters(run.text) >= _LEAST_LETTERS
        and run.box.height < _TALLEST * size
        # Numbers and dates have readings of their own: their alternatives vote.
        and not text_names_a_field(run.text)
        and 2 * sum(map(str.isalpha, run.text)) > len(run.text)
    )


def _lies_over(run: Run, words: Sequence[Recognised]) -> bool:
    """Whether words of another line are in the box: they would be read a second time."""
    own = set(map(id, run.words))
    return any(word.stands_in(run.box) for word in words if id(word) not in own)


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
