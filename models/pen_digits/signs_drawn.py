"""What signs look like: in fonts, and in strokes of our own."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Grey = npt.NDArray[np.uint8]
Reals = npt.NDArray[np.float32]

SIZE = 32  # height of a printed digit while a line is drawn
BASE = int(2.5 * SIZE)  # the line's baseline, of four digits' height


@functools.cache
def forms() -> dict[str, list[str]]:
    """Return the ways to write each sign, as ``strokes.txt`` tells them."""
    forms: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("strokes.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            sign, _, form = line.partition("  ")
            forms.setdefault(sign, []).append(form)
    return forms


@functools.lru_cache(maxsize=800)
def opened(path: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a font of a size."""
    return ImageFont.truetype(path, pixels)


@functools.lru_cache(maxsize=800)
def pixels_of(path: str, height: int) -> int:
    """Return the size of a font whose digits are *height* pixels high."""
    _, top, _, bottom = opened(path, 100).getbbox("5")
    return max(int(height * 100 / max(bottom - top, 10)), 6)


@functools.lru_cache(maxsize=60000)
def advance(path: str, pixels: int, char: str) -> float:
    """Return how far a character takes the line on."""
    return opened(path, pixels).getlength(char)


@functools.lru_cache(maxsize=4000)
def drawn_in(path: str, pixels: int, char: str) -> Grey:
    """Return a character on the baseline, with a margin of SIZE."""
    width = int(advance(path, pixels, char)) + 2 * SIZE
    image = Image.new("L", (width, 4 * SIZE), 0)
    ImageDraw.Draw(image).text((SIZE, BASE), char, font=opened(path, pixels), fill=255, anchor="ls")
    return np.asarray(image)


@functools.cache
def strokes_of(form: str) -> list[tuple[bool, Reals]]:
    """Return the strokes of a form: whether each is a curve, and its points."""
    return [
        (
            stroke[0] == "~",
            np.array(stroke.lstrip("~").split(), np.float32).reshape(-1, 2) / np.float32(100),
        )
        for stroke in form.split("|")
    ]


def spline(points: Reals, steps: int = 6) -> Reals:
    """Return points on a Catmull-Rom spline."""
    ends = np.vstack([points[:1], points, points[-1:]])
    at = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [
        (
            2 * b
            + (c - a) * at
            + (2 * a - 5 * b + 4 * c - d) * at**2
            + (3 * b - a - 3 * c + d) * at**3
        )
        / 2
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.asarray(np.vstack([*parts, points[-1:]]), np.float32)
