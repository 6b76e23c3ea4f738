"""What is measured of a page image before anything is done to it, on one reduced copy."""

from __future__ import annotations

import functools
import math

import cv2
import numpy as np
import numpy.typing as npt

from .ocr import GreyImage

SIDE = 700  # pixels of the shorter side
_PAPER_SIDE = 100
_LONGEST_WORD = 90
_MOST_SKEW = 10.5  # degrees
_FAINTEST, _PLAIN = 20.0, 60.0  # grey levels by which ink is darker than paper
_DARK_GROUND = 100  # grey level
_THICK = 9  # pixels; strokes of letters are thinner
_OVER_GRAIN = 8.0  # times the median deviation: what specks of grain hardly reach
MOST_LABELS = 65_535  # of 16 bits, with which components are labelled twice as fast
_STRIP = 8  # columns, summed to one: at ten degrees they would be sheared by a row
_BITS = np.array([byte.bit_count() for byte in range(256)], np.uint8)
_CLEARLY = 1.6  # by how much columns must outdo rows for a page on its side; most have 0.1 to 0.9


class Probe:
    """A page image reduced to 700 pixels of its shorter side, and its measures."""

    def __init__(self, image: GreyImage) -> None:
        self.grey = reduced(image)

    @property
    def margin(self) -> tuple[int, int]:
        """What :attr:`ink` leaves out at left and top: scanner edges are no text."""
        height, width = self.grey.shape
        return max(width // 30, 1), max(height // 30, 1)

    @functools.cached_property
    def ink(self) -> GreyImage:
        """What is of the size of words and darker than its surroundings, as ones."""
        local = cv2.adaptiveThreshold(
            self.grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15
        )
        x, y = self.margin
        inner = local[y:-y, x:-x]
        # Nor are frames, rules and the edge of the paper.
        # Each has a run of ink in some row of its own.
        runs = cv2.countNonZero(cv2.subtract(inner[:, 1:], inner[:, :-1])) + len(inner)
        kind = cv2.CV_16U if runs < MOST_LABELS else cv2.CV_32S
        count, labels, stats, _ = cv2.connectedComponentsWithStats(inner, ltype=kind)
        longest = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
        wordlike = (longest <= _LONGEST_WORD) & (longest >= 2) & (np.arange(count) > 0)
        return _grey(wordlike.astype(np.uint8).take(labels))

    @functools.cached_property
    def paper(self) -> GreyImage:
        """The grey of the paper from place to place, smaller still."""
        light = cv2.dilate(reduced(self.grey, 2 * _PAPER_SIDE), np.ones((5, 5), np.uint8))
        return _grey(cv2.medianBlur(reduced(_grey(light), _PAPER_SIDE), 5))

    @functools.cached_property
    def fine_paper(self) -> GreyImage:
        """The same at four times the size, for what is to be divided by it."""
        small = reduced(self.grey, 4 * _PAPER_SIDE)
        return _grey(cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21))

    @functools.cached_property
    def is_blank(self) -> bool:
        """Whether there is next to no ink: less than one pixel in 10,000 darker than the paper.

        How much darker depends on the paper's grain: a faded copy on clean paper is no blank.
        """
        some = self.grey[::4, ::4]
        paper = float(np.median(some))
        grain = float(np.median(np.abs(some.astype(np.int16) - round(paper))))
        ink = min(max(_FAINTEST, _OVER_GRAIN * grain), _PLAIN)
        return cv2.countNonZero(darker(self.grey, paper - ink)) < 1e-4 * self.grey.size

    @functools.cached_property
    def is_negative(self) -> bool:
        """Whether the print is light on a dark ground: all of what is light is thin."""
        ground = float(np.median(self.grey[::4, ::4]))
        if ground > _DARK_GROUND:
            return False
        light = _grey(cv2.threshold(self.grey, ground + _PLAIN, 1, cv2.THRESH_BINARY)[1])
        thick = cv2.erode(light, np.ones((_THICK, _THICK), np.uint8))
        return cv2.countNonZero(light) > 0 and cv2.countNonZero(thick) < 1e-3 * light.size

    @functools.cached_property
    def runs_upright(self) -> bool:
        """Whether the text lines run from top to bottom: the page lies on its side."""
        # At the best angle of each: a skewed page has no level rows either.
        level = self._level.best(1.0)[1]
        upright = _Rows(_grey(cv2.transpose(self.ink))).best(2.0)[1]
        height, width = self.ink.shape
        return bool(upright * height > _CLEARLY * level * width)

    def skew(self, rotation: int = 0) -> float:
        """Return by how many degrees the text lines rise to the right (counter-clockwise).

        The angle at which the rows of ink stand out best once the page is turned clockwise
        by *rotation*, sought coarse to fine; 0 where no angle is clearly best.
        """
        if cv2.countNonZero(self.ink) < 50:
            return 0.0
        if rotation % 180 == 0:
            return self._level.skew()  # on its head a page leans to the same side
        return _Rows(np.ascontiguousarray(np.rot90(self.ink))).skew()

    @functools.cached_property
    def _level(self) -> _Rows:
        return _Rows(self.ink)


class _Rows:
    """How well the rows of a mask of ink stand out, sheared by an angle."""

    def __init__(self, ink: GreyImage) -> None:
        self._strips = _grey(cv2.LUT(np.packbits(ink, axis=1), _BITS))
        # Whole degrees show in every other row too.
        self._coarse = np.ascontiguousarray(self._strips[::2])

    @functools.lru_cache(maxsize=4)  # noqa: B019 - lives as long as the measure of one page
    def best(self, step: float) -> tuple[float, float]:
        """Return the best angle, *step* degrees from its neighbours, and its contrast."""
        angles = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, step)
        return _best(self._coarse, angles.tolist(), _STRIP / 2)

    def skew(self) -> float:
        angle, _ = self.best(1.0)
        contrast = _row_contrast(self._strips, angle, _STRIP)
        for step in (0.5, 0.25, 0.1):
            beside = _best(self._strips, [angle - step, angle + step], _STRIP)
            if beside[1] > contrast:
                angle, contrast = beside
        clearly = contrast > 1.05 * _row_contrast(self._strips, 0.0, _STRIP)
        return round(angle, 2) if clearly else 0.0


def _best(strips: GreyImage, angles: list[float], wide: float) -> tuple[float, float]:
    contrasts = ((angle, _row_contrast(strips, angle, wide)) for angle in angles)
    return max(contrasts, key=lambda pair: pair[1])


def _row_contrast(strips: GreyImage, angle: float, wide: float) -> float:
    """Sum of squared differences between neighbouring rows, sheared by *angle* degrees.

    A strip is *wide* times as wide as a row is high.
    """
    height, width = strips.shape
    shear = np.tan(np.radians(angle)) * wide
    matrix = np.array([[1.0, 0.0, 0.0], [shear, 1.0, -shear * width / 2]])
    sheared = strips
    if angle:
        sheared = _grey(cv2.warpAffine(strips, matrix, (width, height), flags=cv2.INTER_NEAREST))
    profile = cv2.reduce(sheared, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)
    return float(np.sum(np.diff(profile, axis=0) ** 2))


def reduced(image: GreyImage, side: int = SIDE) -> GreyImage:
    """Return *image* made no larger than *side* pixels at its shorter side."""
    # By halves first: OpenCV averages two by two pixels many times faster than others.
    while min(image.shape) >= 2 * side:
        rows, columns = image.shape[0] // 2, image.shape[1] // 2
        even = image[: 2 * rows, : 2 * columns]
        image = _grey(cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA))
    scale = side / min(image.shape)
    if scale >= 1:
        return image
    height, width = image.shape
    size = round(width * scale), round(height * scale)
    return _grey(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR))


def darker(image: GreyImage, level: float, mark: int = 255) -> GreyImage:
    """Return a mask with *mark* where *image* is darker than *level*."""
    # The threshold itself is rounded down and counts as dark.
    return _grey(cv2.threshold(image, math.ceil(level) - 1, mark, cv2.THRESH_BINARY_INV)[1])


def _grey(image: npt.NDArray[np.generic]) -> GreyImage:
    return np.asarray(image, dtype=np.uint8)
