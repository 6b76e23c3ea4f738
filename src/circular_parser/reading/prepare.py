"""A page image made ready for OCR: size, turn, skew and shading, with the way back.

Sizes that files declare are often wrong (a scan of an A4 sheet as a page of 2261 x 3200
points), so the work is done in pixels, as if the shorter side were the width of an A4 or
folio sheet. All measurements are made on reduced copies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import Affine, quarter_turn, rotation_about, scaling
from .grid import CellBoxes, find_grids
from .ocr import GreyImage
from .probe import Probe, darker
from .streaks import without_streaks

MIN_SIDE = 1500  # pixels of the shorter side: about 180 dpi of A4
MAX_SIDE = 2000  # about 240 dpi
_A4_INCHES = 8.27
_LONGEST = 6000  # pixels of the longer side, once enlarged
_MOST_BORNE = 32_000  # pixels of a side: Tesseract takes 32,767
_LEAST_SKEW = 0.2  # degrees; less does no harm
_ROWS = 32  # every 32nd is looked at
_COLUMNS = 5  # every fifth tells how dark ink and paper are
_STEEP = 0.995  # of all steps from pixel to pixel but one
_SHARP = 0.6  # of the contrast; print has 0.7 to 1, a blur of two pixels 0.45
_INK, _PAPER = 0.01, 0.7  # of the pixels from dark to light: the grey of either
_LEAST_CONTRAST = 30  # grey levels
_BLUR, _MORE = 2.0, 2.0  # pixels; times the difference that a blur makes
_FINE = 1200  # pixels of the shorter side
_SPECKLED = 0.08  # of the ink; print has next to none
_CROWDED = 0.12  # changes for each pixel; print has 0.005 to 0.07
_SOFT = 1.2  # pixels
_CLEARED = 0.45  # of the contrast
_FAINT = 0.12  # of the contrast, by which faint ink is darker than paper
_MUCH_FAINT = 0.2  # of the ink
_LITTLE_LESS = 0.7  # a scale at which two pixels stand for the three they replace


class Way(Enum):
    """How a page is prepared.

    Attributes:
        USUAL: what the measurements ask for and no more.
        GREY_PAPER: what looks even is evened out too: a grey sheet on a white ground.
        CLEAR: only what is nearly as dark as ink is left: print shines through from the back.
        SOFT: softened, so that dots and broken strokes join.
    """

    USUAL = auto()
    GREY_PAPER = auto()
    CLEAR = auto()
    SOFT = auto()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image for the engine.

    ``to_page`` maps its pixels to the pixels of the image it was made from; ``dpi`` is what
    the engine is told; ``skew`` in degrees, positive counter-clockwise, as found; on a
    ``crowded`` page are so many specks that an engine may take minutes over it.
    """

    image: GreyImage
    to_page: Affine
    dpi: int
    rotation: int
    skew: float
    crowded: bool = False
    grids: list[CellBoxes] = field(default_factory=list)

    def same_for(self, pixels: GreyImage) -> GreyImage:
        """Return another picture of the same page brought into the same place."""
        back = self.to_page
        matrix = np.array([[back.a, back.c, back.e], [back.b, back.d, back.f]])
        height, width = self.image.shape
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        moved = cv2.warpAffine(pixels, matrix, (width, height), flags=flags, borderValue=255)
        image = _grey(moved)
        return even_out(image, Probe(image))


def working_scale(height: int, width: int) -> float:
    """Return the factor that brings an image to a size that is useful and that an engine bears."""
    shorter, longer = sorted((height, width))
    scale = min(max(shorter, MIN_SIDE), MAX_SIDE) / shorter
    # The shorter side of a strip is no width of a page: it is not enlarged on its account.
    return min(scale, max(_LONGEST / longer, 1.0), _MOST_BORNE / longer)


def prepare(pixels: GreyImage, probe: Probe, rotation: int = 0, way: Way = Way.USUAL) -> Prepared:
    """Scale, clean, turn clockwise by *rotation* and level *pixels*.

    Args:
        pixels: an upright page, or one on its side or head.
        probe: of *pixels*.
        rotation: degrees: 0, 90, 180 or 270.
        way: how much is done.
    """
    scale = working_scale(*pixels.shape)
    image = _without_specks(pixels)
    if abs(scale - 1.0) > 0.02:
        image = _resized(pixels, scale, _way(scale))
    image = without_streaks(image, probe)
    height, width = image.shape
    forward = scaling(width / pixels.shape[1], height / pixels.shape[0])
    image = even_out(image, probe, always=way is not Way.USUAL)
    image = _made(way, _sharpened(image))
    if rotation:
        forward = forward.then(quarter_turn(rotation, width, height))
        turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180}
        turn = turns.get(rotation, cv2.ROTATE_90_COUNTERCLOCKWISE)
        image = _grey(cv2.rotate(image, turn))
        height, width = image.shape
    skew = probe.skew(rotation)
    if abs(skew) >= _LEAST_SKEW:
        level = rotation_about(-skew, width / 2, height / 2)
        forward = forward.then(level)
        matrix = np.array([[level.a, level.c, level.e], [level.b, level.d, level.f]])
        image = _grey(
            cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
        )
    grids, image = find_grids(image)
    dpi = round(min(image.shape) / _A4_INCHES)
    return Prepared(image, forward.inverse(), dpi, rotation, skew, _is_crowded(image), grids)


def _made(way: Way, image: GreyImage) -> GreyImage:
    if way is Way.CLEAR:
        dark, paper = _levels(image)
        white = max(paper - _CLEARED * (paper - dark), dark + 1)
        levels = (np.arange(256) - dark) * (255 / (white - dark))
        return _grey(cv2.LUT(image, levels.clip(0, 255).astype(np.uint8)))
    return _grey(cv2.GaussianBlur(image, (0, 0), _SOFT)) if way is Way.SOFT else image


def _sharpened(image: GreyImage) -> GreyImage:
    """Sharpen a blurred picture; else leave it as it is."""
    rows = np.ascontiguousarray(image[::_ROWS])
    dark, paper = _levels(rows)
    steps = _grey(cv2.absdiff(rows[:, 2:], rows[:, :-2]))
    gentle = cv2.countNonZero(darker(steps, _SHARP * (paper - dark)))
    if paper - dark < _LEAST_CONTRAST or gentle < _STEEP * steps.size:
        return image
    soft = cv2.GaussianBlur(image, (0, 0), _BLUR)
    return _grey(cv2.addWeighted(image, 1 + _MORE, soft, -_MORE, 0))


def shows_faint_ink(image: GreyImage) -> bool:
    """Whether much ink that is no edge of a letter is lighter than the letters."""
    step = max(image.shape[0] // 12, 24)
    sample = np.concatenate([image[top : top + 24] for top in range(0, image.shape[0] - 23, step)])
    dark, paper = _levels(sample)
    middle = (dark + paper) / 2
    darkest_around = cv2.erode(sample, np.ones((7, 7), np.uint8))
    faint = (sample < paper - _FAINT * (paper - dark)) & (darkest_around >= middle)
    # Grain is faint too, but in single pixels.
    patches = cv2.morphologyEx(faint.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    return bool(patches.sum() > _MUCH_FAINT * max(int((sample < middle).sum()), 1))


def _without_specks(image: GreyImage) -> GreyImage:
    """Take away specks of a pixel or two where there are many; else leave all as it is."""
    if min(image.shape) < _FINE:
        return image  # dots and strokes of letters are no larger
    step = image.shape[0] // 24
    sample = np.concatenate([image[top : top + 8] for top in range(0, 24 * step - 7, step)])
    dark, paper = _levels(sample)
    ink = darker(sample, (dark + paper) / 2, mark=1)
    around = _grey(cv2.boxFilter(ink, cv2.CV_8U, (3, 3), normalize=False))
    alone = cv2.countNonZero(cv2.bitwise_and(ink, darker(around, 3)))
    if alone < _SPECKLED * max(cv2.countNonZero(ink), 1):
        return image
    return _grey(cv2.medianBlur(image, 3))


def _is_crowded(image: GreyImage) -> bool:
    """Whether black and white change far more often along the rows than print does."""
    rows = np.ascontiguousarray(image[::_ROWS])
    dark, paper = _levels(rows)
    ink = darker(rows, (dark + paper) / 2)
    changes = cv2.countNonZero(cv2.absdiff(ink[:, 1:], ink[:, :-1]))
    return bool(changes > _CROWDED * ink.size)


def _levels(image: GreyImage) -> tuple[int, int]:
    """Return the grey of ink and of paper."""
    some = np.ascontiguousarray(image[:, ::_COLUMNS])
    counts = cv2.calcHist([some], [0], None, [256], [0, 256]).cumsum()
    dark, paper = np.searchsorted(counts, [share * counts[-1] for share in (_INK, _PAPER)])
    return int(dark), int(paper)


def _way(scale: float) -> int:
    """Return how to interpolate: letters stay sharp, and a little less costs little."""
    if scale > 1:
        return cv2.INTER_CUBIC
    return cv2.INTER_LINEAR if scale > _LITTLE_LESS else cv2.INTER_AREA


def even_out(image: GreyImage, probe: Probe, *, always: bool = False) -> GreyImage:
    """Divide by the background where it is dark or unevenly lit; else leave as it is."""
    low, high = np.percentile(probe.paper, [5, 95])
    if high - low < 45 and high > 170 and not always:
        return image
    height, width = image.shape
    background = cv2.resize(probe.fine_paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return _grey(cv2.divide(image, background, scale=255))


def _resized(image: GreyImage, scale: float, way: int) -> GreyImage:
    height, width = image.shape
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return _grey(cv2.resize(image, size, interpolation=way))


def _grey(image: npt.NDArray[np.generic]) -> GreyImage:
    return np.asarray(image, dtype=np.uint8)
