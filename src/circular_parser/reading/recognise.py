"""One sheet to words: prepared, recognised, and read in other ways where it reads badly."""

from __future__ import annotations

import functools
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Event

import cv2

from ..document import Box
from .geometry import Affine
from .neural import NAME
from .neural_page import read_page
from .ocr import EngineFailedError, EngineTimeoutError, GreyImage, Recognised
from .prepare import Prepared, Way, prepare, shows_faint_ink
from .probe import Probe
from .quality import readability
from .recognisers import Recognisers
from .skipped_lines import read_skipped

_POOR = 0.60  # mean confidence under which another way up is tried
_OSD_CONFIDENCE = 1.5
_FEW_LETTERS = 15
_HOPELESS = 0.3
_DOUBTFUL = 0.88  # mean confidence under which another preparation is tried
_BAD = 0.75  # and under which the neural recogniser reads the page
_UNREAD = 0.35  # share of what looks like words but is in no word that was read
_SKIPPED = 0.01  # and that may be a line
_BANDS = 8  # of a page that may take an engine minutes
_TRUST_IN_NEURAL = 0.9  # its confidences run higher than those of Tesseract
_SPECK = 0.3  # of the usual height of a word
_MARGIN = 2  # pixels of the probe round a word
# With dirt beside it an engine has no confidence in a mark, though it reads it well.
_LIST_MARK = re.compile(r"\W?\d{1,2}\.")
_SURE_DASH = 0.8  # a rule of the page is less sure
_DASHES = "-\u2013\u2014_"
_EVEN = 20  # grey levels between the darkest and lightest pixel of blank paper


@dataclass(frozen=True)
class PageReading:
    """The words of one sheet in pixels of the prepared image.

    ``engine`` is the name of what read them; ``complete`` is false where time ran out
    before the end of the sheet; ``unread`` the share of its ink that is in no word; ``noise``
    what the engine took for words and hardly believed in itself.
    """

    words: list[Recognised]
    prepared: Prepared
    engine: str
    unread: float = 0.0
    complete: bool = True
    noise: list[Recognised] = field(default_factory=list)

    @functools.cached_property
    def confidence(self) -> float | None:
        """Mean confidence of the words, weighted by length; None without a word."""
        return mean_confidence(self.words)

    @functools.cached_property
    def worth(self) -> float:
        """How much was read: letters above an even chance, as far as they are Indonesian."""
        trust = _TRUST_IN_NEURAL if self.engine == NAME else 1.0
        letters = sum(len(word.text) * (trust * word.confidence - 0.5) for word in self.words)
        return letters * (0.5 + readability(" ".join(word.text for word in self.words)))

    def is_below(self, confidence: float) -> bool:
        """Whether the mean confidence is lower, or much was not read at all."""
        return (self.confidence or 0.0) < confidence or self.unread > _UNREAD


class Deadline:
    """When the time of one page is over: after some seconds, or once *stopped* is set."""

    def __init__(self, seconds: float, stopped: Event | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds
        self._stopped = stopped or Event()

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            EngineTimeoutError: none are.
        """
        left = self._end - time.monotonic()
        if left <= 0 or self._stopped.is_set():
            raise EngineTimeoutError(f"{self._seconds:g} s")
        return left


def mean_confidence(words: Iterable[Recognised]) -> float | None:
    """Return the mean confidence weighted by length, None without a word."""
    known = [(word.confidence, len(word.text)) for word in words]
    return sum(c * n for c, n in known) / sum(n for _, n in known) if known else None


def recognise_sheet(
    pixels: GreyImage, probe: Probe, recognisers: Recognisers, deadline: Deadline
) -> PageReading:
    """Recognise a sheet that may lie on its side or stand on its head.

    A reading that is doubtful is compared with others: of the sheet prepared in another
    way, and at last by the neural recogniser.

    Raises the errors of :meth:`OcrEngine.recognise`.
    """
    sheet = _SheetReader(pixels, probe, recognisers, deadline)
    reading = sheet.upright()
    if not reading.words:
        return reading
    for other, below in sheet.others(reading.prepared):
        if not reading.complete or not reading.is_below(below):
            continue
        try:
            found = other()
        except EngineTimeoutError:
            break  # what was read is better than nothing
        if found is not None and found.worth > reading.worth:
            reading = found
    return sheet.completed(reading)


class _SheetReader:
    """Reads one sheet in the ways it is told to."""

    def __init__(
        self, pixels: GreyImage, probe: Probe, recognisers: Recognisers, deadline: Deadline
    ) -> None:
        self._pixels = pixels
        self._probe = probe
        self._recognisers = recognisers
        self._deadline = deadline

    def upright(self) -> PageReading:
        """Return the reading of the way up that reads best."""
        if self._probe.runs_upright:
            first = self.attempt(90)
            return first if _good(first) else self._better(first, (0, 270))
        first = self.attempt(0)
        if _good(first) or not first.complete or _letters(first) < _FEW_LETTERS:
            return first
        turn = self._asked_turn(first.prepared.image)
        return self._better(first, (turn,)) if turn else first

    def attempt(self, rotation: int, way: Way = Way.USUAL) -> PageReading:
        """Read the sheet turned by *rotation* and prepared in one way."""
        prepared = prepare(self._pixels, self._probe, rotation, way)
        found, complete = self._recognised(prepared)
        if not found and complete and way is Way.USUAL:
            # A grey sheet on a white ground is one blot to an engine that works in black and
            # white.
            prepared = prepare(self._pixels, self._probe, rotation, Way.GREY_PAPER)
            found, complete = self._recognised(prepared)
        found = in_place(found)
        words = without_noise(found, prepared.image)
        kept = {id(word) for word in words}
        noise = [word for word in found if id(word) not in kept]
        engine = self._recognisers.engine.name
        unread = self._unread(words, prepared)
        return PageReading(words, prepared, engine, unread, complete, noise)

    def others(
        self, prepared: Prepared
    ) -> Iterator[tuple[Callable[[], PageReading | None], float]]:
        """Yield other ways to read the sheet, and the confidence below which each is worth it."""
        ways = [Way.SOFT, Way.CLEAR]
        for way in reversed(ways) if shows_faint_ink(prepared.image) else ways:
            yield functools.partial(self.attempt, prepared.rotation, way), _DOUBTFUL
        yield functools.partial(self.neural, prepared), _BAD

    def neural(self, prepared: Prepared) -> PageReading | None:
        """Read the sheet with the neural models; None where they are not installed."""
        words = read_page(prepared.image, self._recognisers, self._deadline.left)
        if words is None:
            return None
        return PageReading(words, prepared, NAME, self._unread(words, prepared))

    def completed(self, reading: PageReading) -> PageReading:
        """Return *reading* with the lines that the engine passed over."""
        prepared = reading.prepared
        if not reading.complete or prepared.crowded or reading.unread < _SKIPPED:
            return reading

        def recognise(part: GreyImage) -> list[Recognised]:
            engine = self._recognisers.engine
            return engine.recognise(part, prepared.dpi, self._deadline.left())

        rest = self._rest(reading.words, prepared)
        to_rest = prepared.to_page.then(self._to_ink())
        try:
            more = read_skipped(prepared.image, rest, to_rest, reading.words, recognise)
        except EngineTimeoutError:
            return reading
        return replace(reading, words=[*reading.words, *more]) if more else reading

    def _recognised(self, prepared: Prepared) -> tuple[list[Recognised], bool]:
        """Return the words, and whether there was time for all of them."""
        image, dpi = prepared.image, prepared.dpi
        if not prepared.crowded:
            return self._recognisers.engine.recognise(image, dpi, self._deadline.left()), True
        words: list[Recognised] = []
        engine = self._recognisers.stoppable_engine
        for number, (top, bottom) in enumerate(_bands(image)):
            try:
                found = engine.recognise(image[top:bottom], dpi, self._deadline.left())
            except EngineTimeoutError:
                if not words:
                    raise
                return words, False
            words += [_lowered(word, top, number) for word in found]
        return words, True

    def _asked_turn(self, image: GreyImage) -> int:
        try:
            turn, confidence = self._recognisers.engine.orientation(image, self._deadline.left())
        except (EngineFailedError, EngineTimeoutError):
            return 180
        # With little confidence the commonest fault is tried: the sheet upside down.
        return turn if confidence >= _OSD_CONFIDENCE else 180

    def _better(self, first: PageReading, turns: Sequence[int]) -> PageReading:
        readings = [first]
        for turn in turns:
            try:
                readings.append(self.attempt(turn))
            except EngineTimeoutError:
                break  # what was read one way up is better than nothing
            if _good(readings[-1]):
                break
        return max(readings, key=lambda reading: reading.worth)

    def _unread(self, words: Sequence[Recognised], prepared: Prepared) -> float:
        """Return the share of what looks like words on the probe but is in none of *words*."""
        ink = max(cv2.countNonZero(self._probe.ink), 1)
        return cv2.countNonZero(self._rest(words, prepared)) / ink

    def _rest(self, words: Sequence[Recognised], prepared: Prepared) -> GreyImage:
        """Return what looks like words on the probe but is in none of *words*."""
        rest = self._probe.ink.copy()
        to_ink = self._to_ink()
        for word in words:
            box = to_ink.box(prepared.to_page.box(box_of(word)))
            # What lies beyond the margin of the ink would count from the other end.
            x0, x1, y0, y1 = (
                max(round(place), 0)
                for place in (
                    box.x0 - _MARGIN,
                    box.x1 + _MARGIN,
                    box.top - _MARGIN,
                    box.bottom + _MARGIN,
                )
            )
            rest[y0:y1, x0:x1] = 0
        return rest

    def _to_ink(self) -> Affine:
        """Return the map from pixels of the sheet to those of the probe's ink."""
        left, top = self._probe.margin
        scale = self._probe.grey.shape[1] / self._pixels.shape[1]
        return Affine(scale, 0.0, 0.0, scale, -left, -top)


def _bands(image: GreyImage) -> Iterator[tuple[int, int]]:
    """Yield top and bottom of strips of a page, cut where there is least ink."""
    height = image.shape[0]
    rows = image.mean(axis=1)
    reach = height // (4 * _BANDS)
    top = 0
    for number in range(1, _BANDS):
        middle = number * height // _BANDS
        bottom = middle - reach + int(rows[middle - reach : middle + reach].argmax())
        yield top, bottom
        top = bottom
    yield top, height


def _lowered(word: Recognised, by: int, band: int) -> Recognised:
    line = (word.line[0] + 1000 * band, *word.line[1:])
    return replace(word, top=word.top + by, bottom=word.bottom + by, line=line)


def _good(reading: PageReading) -> bool:
    return reading.confidence is not None and reading.confidence >= _POOR


def _letters(reading: PageReading) -> int:
    return sum(len(word.text) for word in reading.words)


def in_place(words: Sequence[Recognised]) -> list[Recognised]:
    """Return *words* with none as wide as its line: an engine gives a word the line's box."""
    placed = list(words)
    for index in range(1, len(placed) - 1):
        before, word, after = placed[index - 1 : index + 2]
        reaches = word.x0 < before.x1 < after.x0 < word.x1
        if reaches and before.line == word.line == after.line:
            placed[index] = replace(word, x0=before.x1, x1=after.x0)
    return placed


def without_noise(words: Sequence[Recognised], image: GreyImage) -> list[Recognised]:
    """Drop what are no words of *image*: rules, specks, stamps and edges taken for letters."""
    height = image.shape[0]
    sure = [word.bottom - word.top for word in words if word.confidence >= 0.6]
    usual = statistics.median(sure) if sure else height / 60
    by_line: dict[tuple[int, int, int], list[Recognised]] = defaultdict(list)
    for word in words:
        if not _is_noise(word, usual, height) and not _is_gap(word, image):
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
    if tall > 0.12 * height or (tall > 1.4 * usual and wide < 0.2 * tall):
        return True
    dash = not word.text.strip(_DASHES)
    if tall < 3 and not (dash and word.confidence >= _SURE_DASH):
        return True
    if word.confidence < 0.5 and (
        tall > 3.5 * usual or wide > 4 * usual * (len(word.text) + 1) or tall < 0.25 * usual
    ):
        return True
    if any(char.isalnum() for char in word.text):
        # No letter is so low, whatever the engine believes: a speck of dirt.
        hopeless = word.confidence < 0.02 and _LIST_MARK.fullmatch(word.text) is None
        return hopeless or max(tall, wide) < _SPECK * usual
    # Smaller than a hyphen or bullet: a full stop apart from all words is a speck of dirt.
    speck = max(tall, wide) < 0.25 * usual and word.confidence < 0.9
    return word.confidence < 0.3 or wide > 8 * tall or speck


def _is_gap(word: Recognised, image: GreyImage) -> bool:
    """Whether a dash is none: an engine sees one in the gap between two columns."""
    if word.text.strip(_DASHES):
        return False
    box = image[max(word.top, 0) : word.bottom, max(word.x0, 0) : word.x1]
    return box.size > 0 and int(box.max()) - int(box.min()) < _EVEN


def box_of(word: Recognised) -> Box:
    """Return the word's box in pixels."""
    return Box(float(word.x0), float(word.top), float(word.x1), float(word.bottom))
