"""The two grey pictures of a page: as it is seen, and without the colour of stamps and pens."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from .ocr import GreyImage

_COLOURED = 60  # between the brightest and the darkest channel of a pixel
_NO_COLOUR = np.uint8(30)  # so much of it print has beside a stamp, in a picture of few colours
_LIFT = 2.0  # grey levels by which ink is made lighter for one level of colour above it
_LEAST_COLOUR = 2e-4  # of the pixels: a signature in blue on a sheet of A4
_STEP = 4  # every fourth row and column is looked at


class Picture(NamedTuple):
    """A page in grey, and again with coloured ink made light; None where it has no colour.

    In the second, print under a blue stamp stands alone, but coloured print is faint.
    """

    grey: GreyImage
    lifted: GreyImage | None = None

    def turned_positive(self) -> Picture:
        """Return the page with light and dark exchanged."""
        return Picture(cv2.bitwise_not(self.grey).astype(np.uint8))


def picture_of(bgr: npt.NDArray[np.uint8]) -> Picture:
    """Return the pictures of a page in colour, channels last: blue, green, red."""
    sample = bgr[::_STEP, ::_STEP]
    spread = sample.max(axis=2) - sample.min(axis=2)
    grey = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    if np.mean(spread > _COLOURED) < _LEAST_COLOUR:
        return Picture(grey)
    blue, green, red = cv2.split(bgr)
    # Black is dark in every channel, an ink of one colour light in at least one; a dark ink, as
    # the violet of stamps, is not light in any, but coloured all the same.
    brightest = cv2.max(cv2.max(blue, green), red)
    colour = cv2.subtract(brightest, cv2.min(cv2.min(blue, green), red))
    ink = np.maximum(colour, _NO_COLOUR) - _NO_COLOUR
    lifted = cv2.addWeighted(brightest, 1.0, ink, _LIFT, 0.0)
    return Picture(grey, np.asarray(lifted, dtype=np.uint8))
