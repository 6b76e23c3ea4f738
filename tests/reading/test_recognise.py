"""Which readings of a page are tried, which is kept, and that time is kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

import numpy as np
import pytest

from circular_parser.document import Box
from circular_parser.reading import ReadOptions
from circular_parser.reading.neural import NAME
from circular_parser.reading.ocr import EngineTimeoutError, GreyImage, Recognised
from circular_parser.reading.probe import Probe
from circular_parser.reading.recognise import Deadline, PageReading, recognise_sheet
from circular_parser.reading.recognisers import Recognisers
from reading.made_pages import LETTER, picture_of

_PAGE = np.asarray(picture_of(LETTER, 150), np.uint8)
_NOISE = (np.random.default_rng(1).random((2000, 1500)) < 0.5).astype(np.uint8) * 255
_WORDS = (
    "setiap pegawai bekerja dari rumah sampai dengan tanggal yang ditetapkan oleh bupati".split()
)


def _read(confidence: float, *, height: int = 60) -> list[Recognised]:
    """Return words that cover the whole page."""
    return [
        Recognised(word, 0, top, 1500, top + height, confidence, (1, 1, row))
        for row, top in enumerate(range(0, 2200, height))
        for word in (_WORDS[row % len(_WORDS)],)
    ]


@dataclass
class Scripted:
    """An engine that gives what it was told to, call by call, the last again and again."""

    answers: Sequence[list[Recognised] | Exception]
    name: str = "scripted"
    identity: str = "scripted"
    images: list[GreyImage] = field(default_factory=list)

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        answer = self.answers[min(len(self.images), len(self.answers) - 1)]
        self.images.append(image)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def orientation(self, image: GreyImage, timeout: float) -> tuple[int, float]:
        return 0, 9.0


class Detector:
    def lines(self, image: GreyImage, scale: float = 1.0) -> list[Box]:
        return [Box(0, top, 1500, top + 60) for top in range(0, 2100, 60)]


class Reader:
    def read(self, image: GreyImage, alphabet: str = "") -> tuple[str, float]:
        return " ".join(_WORDS), 0.95


def _recognisers(engine: Scripted, *, neural: bool = True) -> Recognisers:
    recognisers = Recognisers(ReadOptions())
    recognisers.__dict__.update(
        engine=engine,
        stoppable_engine=engine,
        line_reader=Reader() if neural else None,
        text_detector=Detector() if neural else None,
    )
    return recognisers


def _reading(
    engine: Scripted, page: GreyImage = _PAGE, *, neural: bool = True, seconds: float = 60
) -> PageReading:
    recognisers = _recognisers(engine, neural=neural)
    return recognise_sheet(page, Probe(page), recognisers, Deadline(seconds))


def test_a_page_read_well_is_read_once() -> None:
    engine = Scripted([_read(0.95)])
    reading = _reading(engine)
    assert (len(engine.images), reading.engine) == (1, "scripted")
    assert reading.confidence == pytest.approx(0.95)


def test_a_doubtful_page_is_prepared_otherwise_and_the_better_reading_kept() -> None:
    engine = Scripted([_read(0.8), _read(0.93)])
    reading = _reading(engine)
    assert len(engine.images) == 2
    assert not np.array_equal(engine.images[0], engine.images[1])
    assert reading.confidence == pytest.approx(0.93)


def test_a_worse_reading_is_not_kept() -> None:
    reading = _reading(Scripted([_read(0.8), _read(0.62), _read(0.7)]))
    assert reading.confidence == pytest.approx(0.8)


def test_a_page_read_badly_in_all_ways_goes_to_the_neural_models() -> None:
    engine = Scripted([_read(0.65)])
    reading = _reading(engine)
    assert (len(engine.images), reading.engine) == (3, NAME)
    assert reading.words[0].text == "setiap"


def test_without_neural_models_the_best_reading_of_the_engine_stays() -> None:
    reading = _reading(Scripted([_read(0.65)]), neural=False)
    assert reading.engine == "scripted"


def test_a_page_of_which_half_was_not_read_is_doubtful() -> None:
    half = [word for word in _read(0.95) if word.top < 300]
    assert _reading(Scripted([half, _read(0.94)])).confidence == pytest.approx(0.94)


def test_no_time_for_another_reading_leaves_the_first() -> None:
    reading = _reading(Scripted([_read(0.7), EngineTimeoutError("1 s")]))
    assert reading.confidence == pytest.approx(0.7)


def test_a_crowded_page_is_read_in_strips_and_ends_with_what_was_read() -> None:
    strip = _read(0.95)[:3]
    engine = Scripted([strip, strip, EngineTimeoutError("1 s")])
    reading = _reading(engine, _NOISE)
    assert not reading.complete
    assert len(reading.words) == 6
    first, second = reading.words[0], reading.words[3]
    assert second.top - first.top == pytest.approx(engine.images[0].shape[0], abs=1)
    assert second.line != first.line


def test_a_crowded_page_of_which_nothing_was_read_in_time_is_late() -> None:
    with pytest.raises(EngineTimeoutError):
        _reading(Scripted([EngineTimeoutError("1 s")]), _NOISE)


def test_a_deadline_passes() -> None:
    deadline = Deadline(0.02)
    assert 0 < deadline.left() <= 0.02
    time.sleep(0.03)
    with pytest.raises(EngineTimeoutError):
        deadline.left()


def test_a_deadline_is_over_once_all_is_stopped() -> None:
    stopped = Event()
    deadline = Deadline(60, stopped)
    assert deadline.left() > 50
    stopped.set()
    with pytest.raises(EngineTimeoutError):
        deadline.left()
