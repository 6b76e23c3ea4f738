"""The area under a letter where a signature and a stamp lie over the print, read again.

Tesseract sees black and white: office, name and rank under a stamp are one blot to it. A
neural detector and recogniser read most of them, at the price of a large part of a page's
time; so only the one area below the closing is read, and only where Tesseract has not read
an office and a name there.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..document import Box
from .ocr import GreyImage, Recognised
from .recognise import box_of
from .recognisers import FindsLines, ReadsLines, Recognisers
from .settings import SignaturePatterns, reading_patterns

_LEFT = 0.35  # of the page's width: left of it stand the copies
_FARTHEST_LEFT = 0.22  # where a long office may begin
_MOST_LINES = 26.0  # line heights from the closing to the end of the area
_BESIDE = 6.0  # line heights that the signature may reach down beside the copies
_ABOVE_NIP = 18.0  # line heights above a NIP or rank, where no closing is on the page
_HEADING = 8.0  # line heights under the head of a letter or annex, where offices are addressees
_LETTER = 12.0  # pixels of a line's height for the detector: x-height and more
_MOST_PIXELS = 350_000  # given to the detector: half a second
_SURE = 0.8  # confidence of a word of Tesseract that is taken as read
_DOUBTFUL = 0.6
_PLAIN = 0.9  # of the recogniser for a line of no known form; letters of stamps are below it
_KNOWN = 0.7  # of the recogniser for an office, rank or NIP, or for a line in its place
_HALF = 0.5  # confidence under which a line is rubbish
_LONG = 12  # letters
_TALLEST = 3.0  # line heights of a line of print, with what a pen added to it
_FEW_LINES = 3  # of running text in the area: the end of the closing
# What is added to a detected line at its sides, and taken off above and below, as parts of its
# height: the recogniser is touchy about both, so the surest of some readings is taken.
_CROPS = ((0.0, 0.0), (0.3, 0.12), (0.0, 0.12))
_GROWN = 0.2  # by which the detector's boxes are larger than the letters, as part of their height
_NO_DOUBT = 0.96  # of the recogniser: no second try
_MOST_READ = 24  # crops of one area: about a second
_INK = 60  # grey levels darker than the paper
_LEAST_INK = 0.001  # of an area with a line of print
_LEAST_SIDE = 6  # pixels of a crop
_DIGIT_IN_NAME = re.compile(r"(?<=[A-Z])[015](?=[A-Z])")
_DOT_AS_COMMA = re.compile(r"(?<=[A-Z]{5})\. ?(?=[SM]\.?[A-Z])")  # between name and degree
_STROKE = re.compile(r"(?<=[A-Z]{2})[/\\|](?=[A-Z]{2})")  # of a pen or ring between two names
_ACTING = re.compile(r"^P[I1i]([ht])\b")  # Plt., Plh.: pelaksana tugas, harian
_AS_LETTER = {"0": "O", "1": "I", "5": "S"}


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of one line that stand close together."""

    words: list[Recognised]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def sure(self) -> bool:
        return all(word.confidence >= _SURE for word in self.words if _letters(word.text) > 1)


@dataclass(frozen=True, slots=True)
class _Found:
    """A line the detector found: what it holds in Tesseract's reading and in the other."""

    box: Box
    held: list[Recognised]
    text: str = ""
    confidence: float = 0.0


def reread_signature(
    image: GreyImage, words: Sequence[Recognised], area: Box, recognisers: Recognisers
) -> list[Recognised]:
    """Return *words* with those of the signature area read again.

    Args:
        image: the page, level.
        words: its words, in pixels of *image*.
        area: as :func:`signature_area` gives it.
        recognisers: of this run; without neural ones the words stay as they are.
    """
    words = list(words)
    if _is_empty(image, area):
        return words
    detector, reader = recognisers.text_detector, recognisers.line_reader
    if detector is None or reader is None:
        return words
    size = _line_height(words)
    inside = [run for run in _runs(words) if _within(run.box, area)]
    name = _doubtful_name(inside, size)
    if name is not None:
        boxes = [_as_detected(run.box) for run in inside]
        whole = [_as_detected(name.box)]
    else:
        boxes = _detected(image, area, size, detector)
        whole = [box for box in boxes if box.x0 > area.x0 + 0.3 * size]
    crops = _CROPS[: max(_MOST_READ // max(len(whole), 1), 1)]
    found = [_read(image, box, _held(box, words), reader, crops) for box in whole[:_MOST_READ]]
    # Lines of the copies reach into the area; they are none of its own.
    others = {id(word) for box in boxes if box not in whole for word in _held(box, words)}
    return _merged(words, area, found, others)


def signature_area(words: Sequence[Recognised], width: int, height: int) -> Box | None:
    """Return the area below a letter's closing that is to be read again, in pixels.

    None where the page has none, or where office and name are read in it with confidence.
    """
    runs = list(_runs(words))
    patterns = reading_patterns().signature
    if not runs or any(patterns.cover_sheet.search(run.text) for run in runs):
        return None
    size = _line_height(words)
    area = _bounds(runs, width, height, size, patterns)
    if area is None or area.height < 3 * size:
        return None
    inside = [run for run in runs if _within(run.box, area)]
    return area if _unread(inside, size, patterns) else None


def _is_empty(image: GreyImage, area: Box) -> bool:
    """Whether there is no ink: the signature is on the next page."""
    crop = image[int(area.top) : int(area.bottom) : 2, int(area.x0) : int(area.x1) : 2]
    return bool(np.mean(crop < np.median(crop) - _INK) < _LEAST_INK)


def _line_height(words: Sequence[Recognised]) -> float:
    return float(statistics.median(word.bottom - word.top for word in words))


def _runs(words: Sequence[Recognised]) -> Iterator[_Run]:
    lines: dict[tuple[int, int, int], list[Recognised]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    for line in lines.values():
        ordered = sorted(line, key=lambda word: word.x0)
        gap = 2.0 * statistics.median(word.bottom - word.top for word in ordered)
        run = ordered[:1]
        for word in ordered[1:]:
            if word.x0 - run[-1].x1 > gap:
                yield _run(run)
                run = []
            run.append(word)
        yield _run(run)


def _run(words: list[Recognised]) -> _Run:
    return _Run(words, Box.around(box_of(word) for word in words))


def _bounds(
    runs: Sequence[_Run], width: int, height: int, size: float, patterns: SignaturePatterns
) -> Box | None:
    below = [
        run.box
        for run in runs
        if run.box.x0 > _FARTHEST_LEFT * width and patterns.below_name.match(run.text)
    ]
    top = _top(runs, below, width, size, patterns)
    if top is None:
        return None
    copies = [run.box.top for run in runs if patterns.copies.match(run.text)]
    bottom = min(
        float(height),
        top + _MOST_LINES * size,
        *(box.bottom + 5 * size for box in below if box.top > top),
        *(place + _BESIDE * size for place in copies if place > top + 4 * size),
    )
    reaching = (
        run.box.x0 - size
        for run in runs
        if top < (run.box.top + run.box.bottom) / 2 < bottom
        and _FARTHEST_LEFT * width < run.box.x0 < _LEFT * width
        and run.box.x1 > 0.55 * width
    )
    area = Box(min(_LEFT * width, *reaching, width), top, float(width), bottom)
    text = [run for run in runs if run.box.x0 < 0.3 * width and run.box.x1 > 0.7 * width]
    # Where the text goes on, what looked like a closing was a sentence.
    return area if sum(_within(run.box, area) for run in text) <= _FEW_LINES else None


def _top(
    runs: Sequence[_Run],
    below: Sequence[Box],
    width: int,
    size: float,
    patterns: SignaturePatterns,
) -> float | None:
    """Return where the area begins: under the closing, else by the lines of the signature."""
    closings = [run.box.bottom for run in runs if patterns.closing.match(run.text)]
    if closings:
        return max(closings)
    starts = [run.box.top for run in _signing(runs, width, size, patterns)]
    if starts:
        return max(min(starts) - 0.5 * size, 0.0)
    if below:
        return max(min(box.top for box in below) - _ABOVE_NIP * size, 0.0)
    return None


def _signing(
    runs: Sequence[_Run], width: int, size: float, patterns: SignaturePatterns
) -> Iterator[_Run]:
    """Yield the lines at the right that begin a signature: place, office, on behalf of."""
    heads = [run.box for run in runs if patterns.heading.match(run.text)]
    for run in runs:
        if run.box.x0 < _LEFT * width or not patterns.signing.match(run.text):
            continue
        if any(-_HEADING * size < head.top - run.box.top < 3 * size for head in heads):
            continue
        yield run


def _unread(inside: Sequence[_Run], size: float, patterns: SignaturePatterns) -> bool:
    office = name = False
    for run in inside:
        if _is_pen(run, size):
            continue
        if _is_doubtful(run, patterns):
            return True
        if patterns.office.match(run.text):
            office = office or run.sure
        elif _is_name(run.text, patterns):
            name = name or run.sure
    return not (office and name)


def _doubtful_name(inside: Sequence[_Run], size: float) -> _Run | None:
    """Return the line of the name where nothing else of a whole signature is in doubt."""
    patterns = reading_patterns().signature
    names = []
    office = below = False
    for run in inside:
        if _is_pen(run, size):
            continue
        if patterns.below_name.match(run.text):
            below = True
        elif _is_name(run.text, patterns):
            names.append(run)
            continue
        elif patterns.office.match(run.text):
            office = office or run.sure
        if _is_doubtful(run, patterns):
            return None
    return names[0] if office and below and len(names) == 1 else None


def _is_pen(run: _Run, size: float) -> bool:
    """Whether a line is too tall for print: the strokes of a signature."""
    return run.box.height > _TALLEST * size


def _is_doubtful(run: _Run, patterns: SignaturePatterns) -> bool:
    # One or two letters by themselves are what is left of a word under a stamp.
    remains = 0 < _letters(run.text) <= 2 and not patterns.under.match(run.text)
    return remains or any(
        word.confidence < _DOUBTFUL and _letters(word.text) > 2 for word in run.words
    )


def _is_name(text: str, patterns: SignaturePatterns) -> bool:
    """Whether a line of no other known form has that of a person's name."""
    tokens = re.findall(r"[^\W\d_][\w.'\u2019-]*", text)
    return (
        patterns.not_a_name.search(text) is None
        and 2 <= len(tokens) <= 9
        and all(token[0].isupper() for token in tokens)
        and _letters(text) >= 0.6 * len(text)
    )


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _within(box: Box, area: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


def _detected(image: GreyImage, area: Box, size: float, detector: FindsLines) -> list[Box]:
    """Return the lines in *area*, in pixels of the page."""
    left, top = int(area.x0), int(area.top)
    crop = image[top : int(area.bottom), left : int(area.x1)]
    scale = min(_LETTER / size, 1.0, (_MOST_PIXELS / crop.size) ** 0.5)
    boxes = detector.lines(crop, scale)
    return [
        Box(box.x0 + left, box.top + top, box.x1 + left, box.bottom + top)
        for box in boxes
        if box.top > -0.3 * size and box.height < 4 * size
    ]


def _as_detected(box: Box) -> Box:
    """Return the box of words grown as the detector grows its own."""
    margin = _GROWN * box.height
    return Box(box.x0 - margin, box.top - margin, box.x1 + margin, box.bottom + margin)


def _held(box: Box, words: Sequence[Recognised]) -> list[Recognised]:
    """Return the words that lie in a detected line, from left to right."""
    held = [
        word
        for word in words
        if box.top <= (word.top + word.bottom) / 2 <= box.bottom
        and min(word.x1, box.x1) - max(word.x0, box.x0) > 0.5 * (word.x1 - word.x0)
    ]
    return sorted(held, key=lambda word: word.x0)


def _read(
    image: GreyImage,
    box: Box,
    held: list[Recognised],
    reader: ReadsLines,
    crops: Sequence[tuple[float, float]],
) -> _Found:
    """Read a detected line, unless Tesseract has read the whole of it with confidence."""
    if _covers(held, box) and all(word.confidence >= _PLAIN for word in held):
        return _as_tesseract(box, held)
    text, confidence = "", -1.0
    for wider, lower in crops:
        crop = Box(
            box.x0 - wider * box.height,
            box.top + lower * box.height,
            box.x1 + wider * box.height,
            box.bottom - lower * box.height,
        )
        other = _recognised(image, crop, reader)
        if other[1] > confidence + _fewer_letters(text, other[0]):
            text, confidence = other
        if confidence >= _NO_DOUBT or confidence < _HALF:
            break
    ring = _ring(text)
    if ring:
        box = box._replace(x0=box.x0 + box.width * ring / len(text))
        held = _held(box, held)
    return _Found(box, held, text[ring:], confidence)


def _fewer_letters(one: str, other: str) -> float:
    """Return by how much *other* must be surer than *one*: a crop may lose letters at an end."""
    if abs(len(one) - len(other)) > 2:
        return 0.0
    return 0.05 if other in one else -0.05 if one in other else 0.0


def _recognised(image: GreyImage, crop: Box, reader: ReadsLines) -> tuple[str, float]:
    height, width = image.shape
    top, bottom = max(int(crop.top), 0), min(int(crop.bottom) + 1, height)
    left, right = max(int(crop.x0), 0), min(int(crop.x1) + 1, width)
    if bottom - top < _LEAST_SIDE or right - left < _LEAST_SIDE:
        return "", 0.0
    text, confidence = reader.read(image[top:bottom, left:right])
    return _tidied(text), confidence


def _as_tesseract(box: Box, held: list[Recognised]) -> _Found:
    return _Found(box, held, " ".join(word.text for word in held), _mean(held))


def _covers(held: Sequence[Recognised], box: Box) -> bool:
    return sum(word.x1 - word.x0 for word in held) > 0.7 * (box.width - box.height)


def _mean(words: Sequence[Recognised]) -> float:
    total = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / total if total else 0.0


def _tidied(text: str) -> str:
    """Drop what is no Latin letter, digit or mark, and undo the recogniser's usual slips."""
    plain = " ".join(re.sub(r"[^\x20-\x7e\xe8\xe9\u2013\u2019]+", " ", text).split())
    plain = _DIGIT_IN_NAME.sub(lambda match: _AS_LETTER[match[0]], plain)
    plain = _ACTING.sub(r"Pl\1", plain.lstrip(" /\\|_-.,:;~'*\""))
    plain = plain.replace("DrS.", "Drs.")
    plain = _DOT_AS_COMMA.sub(", ", plain)
    patterns = reading_patterns().signature
    if not _known(plain, patterns):
        plain = _STROKE.sub(" ", plain)
    return patterns.glued.sub(r"\g<0> ", plain)


def _merged(
    words: Sequence[Recognised], area: Box, found: Sequence[_Found], others: set[int]
) -> list[Recognised]:
    """Put the lines *found* in the place of the words that Tesseract read there.

    *others* are the ids of words in *area* that are not to be touched.
    """
    patterns = reading_patterns().signature
    size = _line_height(words)
    axis = _axis(found, size)
    apart = {id(line) for line in found if axis is not None and axis.misses(line.box)}
    named = any(_is_name(line.text, patterns) for line in found if id(line) not in apart)
    dropped: set[int] = set()
    supported = set(others)
    new: list[Recognised] = []
    for number, line in enumerate(found):
        known = _known(line.text, patterns)
        if not known and (id(line) in apart or (named and _inscription(line))):
            dropped.update(id(word) for word in line.held)
        elif not _believed(line, patterns, axis):
            if _mean(line.held) >= _HALF:
                supported.update(id(word) for word in line.held)
        elif _replaces(line, patterns) or _torn(line.held, size):
            dropped.update(id(word) for word in line.held)
            better = line
            if not _replaces(line, patterns):
                better = _as_tesseract(line.box, line.held)
            new.extend(_split(better, number))
        else:
            supported.update(id(word) for word in line.held)
    for word in words:
        weak = word.confidence < _DOUBTFUL or _alone(word)
        if weak and id(word) not in supported and _within(box_of(word), area):
            dropped.add(id(word))
    return [word for word in words if id(word) not in dropped] + new


def _inscription(line: _Found) -> bool:
    """Whether a line is one word that Tesseract did not read: the middle of a stamp."""
    return re.fullmatch(r"[A-Z]{2,}", line.text) is not None and _mean(line.held) < _HALF


def _torn(held: Sequence[Recognised], size: float) -> bool:
    """Whether the boxes of the words of one line leave a gap that is not in the picture."""
    return any(after.x0 - word.x1 > 1.5 * size for word, after in itertools.pairwise(held))


def _alone(word: Recognised) -> bool:
    """Whether a word is a single letter or mark: a piece of a stamp or of a pen stroke."""
    return len(word.text) == 1 and word.confidence < _PLAIN


@dataclass(frozen=True, slots=True)
class _Axis:
    """What the lines of the signature share: their left edges, or their middles."""

    at: float
    centred: bool
    tolerance: float
    widest: float

    def misses(self, box: Box) -> bool:
        """Whether a short line stands apart, as the inscription of a stamp does."""
        place = (box.x0 + box.x1) / 2 if self.centred else box.x0
        return abs(place - self.at) > self.tolerance and box.width < 0.6 * self.widest


def _axis(found: Sequence[_Found], size: float) -> _Axis | None:
    """Return the axis of the long lines that are well read; None with less than two."""
    long = [line.box for line in found if line.confidence >= _SURE and len(line.text) >= 12]
    if len(long) < 2:
        return None
    ways = [[box.x0 for box in long], [(box.x0 + box.x1) / 2 for box in long]]
    middles = [statistics.median(way) for way in ways]
    spreads = [
        statistics.median(abs(place - middle) for place in way)
        for way, middle in zip(ways, middles, strict=True)
    ]
    centred = spreads[1] < spreads[0]
    at = middles[1] if centred else middles[0]
    return _Axis(at, centred, 3.0 * size, max(box.width for box in long))


def _known(text: str, patterns: SignaturePatterns) -> bool:
    return bool(patterns.office.match(text) or patterns.below_name.match(text))


def _believed(line: _Found, patterns: SignaturePatterns, axis: _Axis | None) -> bool:
    letters = sum(char.isalnum() for char in line.text)
    if letters < 3:
        return False
    tesseract = _mean(line.held)
    if letters >= _LONG and line.confidence >= max(_HALF, tesseract + 0.2):
        return True
    in_place = axis is not None or tesseract > _DOUBTFUL
    return line.confidence >= (_KNOWN if in_place or _known(line.text, patterns) else _PLAIN)


def _replaces(line: _Found, patterns: SignaturePatterns) -> bool:
    """Whether the neural reading of a line is the better one."""
    tesseract = _as_tesseract(line.box, line.held).text
    here, there = line.text.replace(" ", ""), tesseract.replace(" ", "")
    if here == there or (_known(tesseract, patterns) and not _known(line.text, patterns)):
        return False
    more = there in here or not _covers(line.held, line.box)
    return more or line.confidence > _mean(line.held) + 0.03


def _ring(text: str) -> int:
    """Count the letters of a stamp's ring that run into a line's first word or number."""
    patterns = reading_patterns().signature
    begins = patterns.begins.search(text)
    if begins is None or _known(text, patterns):
        return 0
    before = text[: begins.start()]
    sticks = before[-1:].isalnum() or begins[0][0].isdigit()
    return len(before) if sticks and re.fullmatch(r"[A-Z][A-Za-z0-9 ]{0,13}", before) else 0


def _split(line: _Found, number: int) -> Iterator[Recognised]:
    """Yield the words of a line, its box shared out by the number of characters."""
    text = line.text
    # The detector grows its boxes by about a third of the letters' height on each side.
    margin = 0.2 * line.box.height
    left, width = line.box.x0 + margin, line.box.width - 2 * margin
    at = 0
    for token in text.split():
        x0, x1 = (left + width * place / len(text) for place in (at, at + len(token)))
        yield Recognised(
            token,
            round(x0),
            round(line.box.top + margin),
            round(x1),
            round(line.box.bottom - margin),
            line.confidence,
            (-1, 0, number),
        )
        at += len(token) + 1
