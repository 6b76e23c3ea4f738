"""The recognisers of one run: page engine, line reader, text detector.

Each is loaded when it is first needed; with a cache, only when something new is to be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from ..document import Box
from .line_reader import Alternatives, line_reader
from .neural import model_files
from .ocr import EngineMissingError, GreyImage, OcrEngine, Recognised, engine_for
from .ocr_cache import OcrCache
from .options import ReadOptions
from .pen_digits import PenText, pen_digits_identity
from .text_detector import text_detector


class ReadsLines(Protocol):
    """Reads the crop of one line."""

    def read(self, image: GreyImage, alphabet: str = "") -> tuple[str, float]:
        """Return the text of a level crop, and the mean confidence of its characters.

        *alphabet* holds the only characters that can stand there; empty for any.
        """
        ...

    def readings(self, image: GreyImage, alphabet: str, label: re.Pattern[str]) -> Alternatives:
        """Return what a level crop may say behind its *label*, without spaces.

        *alphabet* as in :meth:`read`.
        """
        ...

    def by_hand(self, image: GreyImage) -> tuple[float | None, list[tuple[float, float]]]:
        """Return how likely a part of a level crop is written by hand, and where.

        As ``by_hand`` and ``written`` of :class:`Alternatives`.
        """
        ...

    def by_pen(self, image: GreyImage, places: Sequence[tuple[float, float]]) -> list[PenText]:
        """Return what a level crop may say where a pen wrote, in *places* of its width."""
        ...


class FindsLines(Protocol):
    """Finds the lines of text in a crop."""

    def lines(self, image: GreyImage, scale: float = 1.0) -> list[Box]:
        """Return the boxes of the lines in pixels of *image*, from top to bottom."""
        ...


class Recognisers:
    """What recognises the pages of one run, by *options*."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        folder = options.cache
        self._cache = None if folder is None else _cache_in(folder, options.cache_bytes)

    @cached_property
    def engine(self) -> OcrEngine:
        """The page engine.

        Raises:
            EngineMissingError: it is not installed or lacks the data of the language.
        """
        engine = engine_for(self._options.engine, self._options.language)
        return engine if self._cache is None else _RememberedEngine(engine, self._cache)

    @cached_property
    def stoppable_engine(self) -> OcrEngine:
        """The page engine, or the one that can be killed at any moment where that is there."""
        try:
            engine = engine_for("tesseract", self._options.language)
        except EngineMissingError:
            return self.engine
        return engine if self._cache is None else _RememberedEngine(engine, self._cache)

    @cached_property
    def line_reader(self) -> ReadsLines | None:
        """The neural recogniser of single lines, None where it is not installed.

        Raises:
            ModelError: it is there and cannot be used, now or when it first reads.
        """
        if self._cache is None:
            return line_reader()
        model = next(model_files("rec"), None)
        return None if model is None else _RememberedReader(model, self._cache)

    @cached_property
    def text_detector(self) -> FindsLines | None:
        """The neural detector of lines, None where it is not installed.

        Raises:
            ModelError: it is there and cannot be used, now or when it first looks.
        """
        if self._cache is None:
            return text_detector()
        model = next(model_files("det"), None)
        return None if model is None else _RememberedDetector(model, self._cache)


@lru_cache(maxsize=4)
def _cache_in(folder: Path, max_bytes: int) -> OcrCache:
    """Return the cache of *folder*: a process opens it once, not for each file."""
    return OcrCache(folder, max_bytes)


class _RememberedEngine:
    def __init__(self, engine: OcrEngine, cache: OcrCache) -> None:
        self.name = engine.name
        self.identity = engine.identity
        self._engine = engine
        self._cache = cache

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        """See :meth:`OcrEngine.recognise`."""
        found = self._cache.recall(
            f"{self.identity} page {dpi}",
            image,
            lambda: [astuple(word) for word in self._engine.recognise(image, dpi, timeout)],
        )
        return [
            Recognised(text, x0, top, x1, bottom, confidence, tuple(line))
            for text, x0, top, x1, bottom, confidence, line in found
        ]

    def orientation(self, image: GreyImage, timeout: float) -> tuple[int, float]:
        """See :meth:`OcrEngine.orientation`."""
        turn, confidence = self._cache.recall(
            f"{self.identity} orientation",
            image,
            lambda: self._engine.orientation(image, timeout),
        )
        return turn, confidence


class _RememberedReader:
    def __init__(self, model: Path, cache: OcrCache) -> None:
        self._identity = _identity(model)
        self._pens = pen_digits_identity()
        self._cache = cache

    def read(self, image: GreyImage, alphabet: str = "") -> tuple[str, float]:
        """See :meth:`ReadsLines.read`."""

        def compute() -> tuple[str, float]:
            reader = line_reader()
            return ("", 0.0) if reader is None else reader.read(image, alphabet)

        text, confidence = self._cache.recall(f"{self._identity} {alphabet}", image, compute)
        return text, confidence

    def readings(self, image: GreyImage, alphabet: str, label: re.Pattern[str]) -> Alternatives:
        """See :meth:`ReadsLines.readings`."""

        def compute() -> Alternatives:
            reader = line_reader()
            nothing = Alternatives([], None, [])
            return nothing if reader is None else reader.readings(image, alphabet, label)

        maker = f"{self._identity} alternatives with places {alphabet} {label.pattern}"
        texts, by_hand, written = self._cache.recall(maker, image, compute)
        return Alternatives(
            [(text, share) for text, share in texts],
            by_hand,
            [(start, end) for start, end in written],
        )

    def by_hand(self, image: GreyImage) -> tuple[float | None, list[tuple[float, float]]]:
        """See :meth:`ReadsLines.by_hand`."""

        def compute() -> tuple[float | None, list[tuple[float, float]]]:
            reader = line_reader()
            return (None, []) if reader is None else reader.by_hand(image)

        likely, places = self._cache.recall(f"{self._identity} by hand", image, compute)
        return likely, [(start, end) for start, end in places]

    def by_pen(self, image: GreyImage, places: Sequence[tuple[float, float]]) -> list[PenText]:
        """See :meth:`ReadsLines.by_pen`."""

        def compute() -> list[PenText]:
            reader = line_reader()
            return [] if reader is None else reader.by_pen(image, places)

        found = self._cache.recall(f"{self._pens} {list(places)}", image, compute)
        return [PenText(text, share, places) for text, share, places in found]


class _RememberedDetector:
    def __init__(self, model: Path, cache: OcrCache) -> None:
        self._identity = _identity(model)
        self._cache = cache

    def lines(self, image: GreyImage, scale: float = 1.0) -> list[Box]:
        """See :meth:`FindsLines.lines`."""

        def compute() -> list[Box]:
            detector = text_detector()
            return [] if detector is None else detector.lines(image, scale)

        found = self._cache.recall(f"{self._identity} {scale}", image, compute)
        return [Box(*box) for box in found]


def _identity(model: Path) -> str:
    return f"{model.name} {model.stat().st_size}"
