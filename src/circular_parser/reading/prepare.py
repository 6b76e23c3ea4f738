"""A page image made ready for OCR: size, turn, skew and shading, with the way back.

Sizes that files declare are often wrong (a scan of an A4 sheet as a page of 2261 x 3200
points), so the work is done in pixels, as if the shorter side were the width of an A4 or
folio sheet. All measurements are made on reduced copies.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import Affine, quarter_turn, rotation_about, scaling
from .grid import CellBoxes, find_grids
from .ocr import GreyImage

MIN_SIDE = 1500  # pixels of the shorter side: about 180 dpi of A4
MAX_SIDE = 2000  # about 240 dpi
_A4_INCHES = 8.27
_PROBE = 700
_LONGEST_WORD = 90  # pixels of the probe
_LEAST_SKEW = 0.2  # degrees; less does no harm
_MOST_SKEW = 10.5
_FAINTEST, _PLAIN = 20.0, 60.0  # grey levels by which ink is darker than paper
_OVER_GRAIN = 8.0  # times the median deviation: what specks of grain hardly reach
_LITTLE_LESS = 0.7  # a scale at which two pixels stand for the three they replace
_CLEARLY = 1.6  # by how much columns must outdo rows for a page on its side; most have 0.1 to 0.9


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image for the engine.

    ``to_page`` maps its pixels to the pixels of the image it was made from; ``dpi`` is what
    the engine is told; ``skew`` in degrees, positive counter-clockwise, as found.
    """

    image: GreyImage
    to_page: Affine
    dpi: int
    rotation: int
    skew: float
    grids: list[CellBoxes] = field(default_factory=list)

    def same_for(self, pixels: GreyImage) -> GreyImage:
        """Return another picture of the same page brought into the same place."""
        back = self.to_page
        matrix = np.array([[back.a, back.c, back.e], [back.b, back.d, back.f]])
        height, width = self.image.shape
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        moved = cv2.warpAffine(pixels, matrix, (width, height), flags=flags, borderValue=255)
        return even_out(_grey(moved))


def working_scale(shorter_side: float) -> float:
    """Return the factor that brings an image of *shorter_side* pixels to a useful size."""
    return min(max(shorter_side, MIN_SIDE), MAX_SIDE) / shorter_side


def prepare(pixels: GreyImage, rotation: int = 0, *, grey_paper: bool = False) -> Prepared:
    """Scale, turn clockwise by *rotation*, even out and level *pixels*.

    *grey_paper* evens out what looks even: a grey sheet on a white ground.
    """
    scale = working_scale(min(pixels.shape))
    image = pixels
    if abs(scale - 1.0) > 0.02:
        image = _resized(pixels, scale, _way(scale))
    height, width = image.shape
    forward = scaling(width / pixels.shape[1], height / pixels.shape[0])
    if rotation:
        forward = forward.then(quarter_turn(rotation, width, height))
        turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180}
        turn = turns.get(rotation, cv2.ROTATE_90_COUNTERCLOCKWISE)
        image = _grey(cv2.rotate(image, turn))
        height, width = image.shape
    image = even_out(image, always=grey_paper)
    skew = skew_of(image)
    if abs(skew) >= _LEAST_SKEW:
        level = rotation_about(-skew, width / 2, height / 2)
        forward = forward.then(level)
        matrix = np.array([[level.a, level.c, level.e], [level.b, level.d, level.f]])
        image = _grey(
            cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
        )
    grids, image = find_grids(image)
    dpi = round(min(image.shape) / _A4_INCHES)
    return Prepared(image, forward.inverse(), dpi, rotation, skew, grids)


def _way(scale: float) -> int:
    """Return how to interpolate: letters stay sharp, and a little less costs little."""
    if scale > 1:
        return cv2.INTER_CUBIC
    return cv2.INTER_LINEAR if scale > _LITTLE_LESS else cv2.INTER_AREA


def is_blank(pixels: GreyImage) -> bool:
    """Whether there is next to no ink: less than one pixel in 10,000 darker than the paper.

    How much darker depends on the paper's grain: a faded copy on clean paper is no blank.
    """
    small = _reduced(pixels, 900)
    paper = float(np.median(small))
    grain = float(np.median(np.abs(small.astype(np.int16) - round(paper))))
    ink = min(max(_FAINTEST, _OVER_GRAIN * grain), _PLAIN)
    return float(np.mean(small < paper - ink)) < 1e-4


def even_out(image: GreyImage, *, always: bool = False) -> GreyImage:
    """Divide by the background where it is dark or unevenly lit; else leave as it is."""
    small = _reduced(image, 400)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21)
    low, high = np.percentile(paper, [5, 95])
    if high - low < 45 and high > 170 and not always:
        return image
    height, width = image.shape
    background = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return _grey(cv2.divide(image, background, scale=255))


def skew_of(image: GreyImage) -> float:
    """Return by how many degrees the text lines rise to the right (counter-clockwise).

    The angle at which the rows of ink stand out best, sought coarse to fine on a reduced
    picture; 0 where no angle is clearly best.
    """
    ink = _ink(image)
    if ink.sum() < 50:
        return 0.0
    best = _coarse_skew(ink, 1.0)
    for step in (0.5, 0.25, 0.1):
        around = (best - step, best, best + step)
        best = max(around, key=lambda angle: _row_contrast(ink, angle))
    clearly = _row_contrast(ink, best) > 1.05 * _row_contrast(ink, 0.0)
    return round(float(best), 2) if clearly else 0.0


def runs_upright(image: GreyImage) -> bool:
    """Whether the text lines run from top to bottom: the page lies on its side."""
    ink = _ink(image)
    turned = np.ascontiguousarray(ink.T)
    # At the best angle of each: a skewed page has no level rows either.
    level, upright = (_row_contrast(way, _coarse_skew(way, 2.0)) for way in (ink, turned))
    return bool(upright * ink.shape[0] > _CLEARLY * level * ink.shape[1])


def _coarse_skew(ink: GreyImage, step: float) -> float:
    angles = [float(angle) for angle in np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, step)]
    # Whole degrees show in every other pixel too.
    coarse = np.ascontiguousarray(ink[::2, ::2])
    return max(angles, key=lambda angle: _row_contrast(coarse, angle))


def _ink(image: GreyImage) -> GreyImage:
    small = _reduced(image, _PROBE)
    local = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15
    )
    # Scanner edges and photo borders are no text.
    margin_y, margin_x = (side // 30 for side in local.shape)
    inner = local[margin_y:-margin_y, margin_x:-margin_x]
    # Nor are frames, rules and the edge of the paper: only what is of the size of words.
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(inner))
    longest = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    wordlike = (longest <= _LONGEST_WORD) & (longest >= 2) & (np.arange(count) > 0)
    return _grey(wordlike[labels])


def _row_contrast(ink: GreyImage, angle: float) -> float:
    """Sum of squared differences between neighbouring rows, sheared by *angle* degrees."""
    height, width = ink.shape
    shear = np.tan(np.radians(angle))
    matrix = np.array([[1.0, 0.0, 0.0], [shear, 1.0, -shear * width / 2]])
    sheared = ink
    if angle:
        sheared = _grey(cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST))
    profile = cv2.reduce(sheared, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)
    return float(np.sum(np.diff(profile, axis=0) ** 2))


def _reduced(image: GreyImage, width: int) -> GreyImage:
    """Return *image* made no wider than *width* pixels."""
    # By halves first: OpenCV averages two by two pixels forty times faster than others.
    while image.shape[1] >= 2 * width:
        rows, columns = image.shape[0] // 2, image.shape[1] // 2
        even = image[: 2 * rows, : 2 * columns]
        image = _grey(cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA))
    scale = width / image.shape[1]
    return image if scale >= 1 else _resized(image, scale, cv2.INTER_AREA)


def _resized(image: GreyImage, scale: float, way: int) -> GreyImage:
    height, width = image.shape
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return _grey(cv2.resize(image, size, interpolation=way))


def _grey(image: npt.NDArray[np.generic]) -> GreyImage:
    return np.asarray(image, dtype=np.uint8)
