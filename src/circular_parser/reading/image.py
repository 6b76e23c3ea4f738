"""Image files: JPEG, PNG, WebP and TIFF of many pages, upright and grey, within limits."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import Any

import numpy as np
from PIL import ExifTags, Image

from ..errors import BrokenFileError, TooLargeError
from .ink import Picture, picture_of
from .options import Limits
from .prepare import MAX_SIDE

_A4_WIDTH = 595.0
# What a camera held otherwise asks for, by its EXIF orientation.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_SIDE = (5, 6, 7, 8)
_SANE_DPI = (99.0, 1300.0)  # 72 and 96 are what programs write that do not know
_SQUARE = 1.02  # a pixel as good as square
_MOST_STRETCHED = 2.5  # times as high as wide; more is a slip of the program that wrote it
_SANE_SIDE = (140.0, 2400.0)  # points: from a postcard to A1


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page's picture and its size in points as shown upright."""

    picture: Picture
    width: float
    height: float


def pages_of_image(data: bytes, path: str, limits: Limits) -> Iterator[PageImage]:
    """Yield the pages of an image file, turned as its EXIF orientation says.

    A page's size is its pixels at the resolution the file declares where that gives a
    plausible sheet; else its shorter side is taken as the width of A4.

    Raises:
        BrokenFileError: it cannot be decoded.
        TooLargeError: more frames or pixels than *limits* allow; found before decoding.
    """
    for number in count(1):
        try:
            page = _page(data, number, path, limits)
        except TooLargeError:
            raise
        except Image.DecompressionBombError:
            raise TooLargeError(path, "the image is too large once decoded") from None
        # Pillow's decoders raise nearly anything on damaged data.
        except Exception as error:
            raise BrokenFileError(path, f"the image cannot be decoded: {_line(error)}") from None
        if page is None:
            return
        yield page


def _page(data: bytes, number: int, path: str, limits: Limits) -> PageImage | None:
    """Return the page of that number, from 1; None behind the last."""
    drawn = _drawn(data, number, path, limits)
    if drawn is None:
        return None
    image, points = drawn
    return PageImage(_picture(image), *points)


def _drawn(
    data: bytes, number: int, path: str, limits: Limits
) -> tuple[Image.Image, tuple[float, float]] | None:
    """Return the page upright and no larger than it is looked at, and its size in points.

    The file is opened anew for each page: a frame as it is decoded takes much memory, and an
    open one would keep it for as long as its page is worked on.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data)) as frame:
            if number > 1 and frame.format != "TIFF":
                return None
            try:
                frame.seek(number - 1)
            except EOFError:
                return None
            _check(frame, number, path, limits)
            stretch, dpi = _stretch_and_dpi(frame.info)
            orientation = frame.getexif().get(ExifTags.Base.Orientation, 1)
            size = frame.width * stretch[0], frame.height * stretch[1]
            points = size_in_points(*(size[::-1] if orientation in _ON_SIDE else size), dpi)
            small = _stretched(_reduced(frame), *stretch)
            small.load()
    if orientation in _TURNS:
        small = small.transpose(_TURNS[orientation])
    if small.mode == "RGBA":
        paper = Image.new("RGBA", small.size, "white")
        small = Image.alpha_composite(paper, small).convert("RGB")
    return small, points


def _check(frame: Image.Image, number: int, path: str, limits: Limits) -> None:
    if number > limits.max_pages:
        raise TooLargeError(path, f"more than {limits.max_pages} pages")
    width, height = frame.size
    if width * height > limits.max_pixels:
        raise TooLargeError(
            path, f"page {number} has {width} x {height} pixels, over {limits.max_pixels}"
        )


def _reduced(frame: Image.Image) -> Image.Image:
    """Return the frame in a mode of few, and no larger than it is looked at."""
    times = min(frame.size) // MAX_SIDE
    if times > 1:
        # JPEG is decoded at half or a quarter of its size at once.
        frame.draft(frame.mode, (frame.width // times, frame.height // times))
    if frame.mode.startswith(("I", "F")):
        return frame
    if frame.mode in {"RGBA", "LA", "PA"} or "transparency" in frame.info:
        plain = frame.convert("RGBA")
    elif frame.mode in {"1", "L"}:
        plain = frame.convert("L")
    else:
        plain = frame if frame.mode == "RGB" else frame.convert("RGB")
    times = min(plain.size) // MAX_SIDE
    return plain.reduce(times) if times > 1 else plain


def _stretched(image: Image.Image, x: float, y: float) -> Image.Image:
    if x == y or image.mode.startswith(("I", "F")):
        return image
    size = round(image.width * x), round(image.height * y)
    return image.resize(size, Image.Resampling.BICUBIC)


def _picture(image: Image.Image) -> Picture:
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, dtype=np.float32)
        low, high = float(values.min()), float(values.max())
        scaled = (values - low) * (255.0 / ((high - low) or 1.0))
        return Picture(scaled.astype(np.uint8))
    if image.mode == "L":
        return Picture(np.asarray(image, dtype=np.uint8))
    rgb = np.asarray(image, dtype=np.uint8)
    return picture_of(np.ascontiguousarray(rgb[:, :, ::-1]))


def size_in_points(width: float, height: float, dpi: float | None) -> tuple[float, float]:
    """Return the size of a page of *width* x *height* pixels in points."""
    if dpi is not None:
        size = width * 72.0 / dpi, height * 72.0 / dpi
        if min(size) >= _SANE_SIDE[0] and max(size) <= _SANE_SIDE[1]:
            return size
    scale = _A4_WIDTH / min(width, height)
    return width * scale, height * scale


def _stretch_and_dpi(info: dict[Any, Any]) -> tuple[tuple[float, float], float | None]:
    """Return how often a pixel across and down is to be taken, and the pixels an inch then."""
    declared = _declared_dpi(info)
    if declared is None:
        return (1.0, 1.0), None
    dpi = max(declared)
    if dpi <= _SQUARE * min(declared):
        return (1.0, 1.0), dpi
    # Of a coarse fax a pixel is twice as high as wide.
    return (dpi / declared[0], dpi / declared[1]), dpi


def _declared_dpi(info: dict[Any, Any]) -> tuple[float, float] | None:
    """Return the pixels an inch across and down; None where they are not told or absurd."""
    dpi = info.get("dpi")
    try:
        x, y = (float(value) for value in dpi) if dpi else (0.0, 0.0)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    sane = _SANE_DPI[0] <= max(x, y) <= min(_SANE_DPI[1], _MOST_STRETCHED * min(x, y))
    return (x, y) if sane else None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
