"""Where a point of one picture of a page lies in another: maps, kept exact."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ..document import Box

# A ruled table: rows of cells, None where a cell is merged into another.
Grid = Sequence[Sequence[Box | None]]


class Affine(NamedTuple):
    """``x' = a*x + c*y + e``, ``y' = b*x + d*y + f`` (the order of PDF)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Map one point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, box: Box) -> Box:
        """Return the upright box around the mapped corners of *box*."""
        if self.b == 0.0 and self.c == 0.0:
            # Nothing turns: two corners tell all.
            a, _, _, d, e, f = self
            left, top, right, bottom = box
            x0, x1, y0, y1 = a * left + e, a * right + e, d * top + f, d * bottom + f
            if x0 > x1:
                x0, x1 = x1, x0
            return Box(x0, y0, x1, y1) if y0 <= y1 else Box(x0, y1, x1, y0)
        xs, ys = zip(
            self.point(box.x0, box.top),
            self.point(box.x1, box.top),
            self.point(box.x0, box.bottom),
            self.point(box.x1, box.bottom),
            strict=True,
        )
        return Box(min(xs), min(ys), max(xs), max(ys))

    def then(self, after: Affine) -> Affine:
        """Return the map that applies this one first, *after* second."""
        return Affine(
            after.a * self.a + after.c * self.b,
            after.b * self.a + after.d * self.b,
            after.a * self.c + after.c * self.d,
            after.b * self.c + after.d * self.d,
            after.a * self.e + after.c * self.f + after.e,
            after.b * self.e + after.d * self.f + after.f,
        )

    def inverse(self) -> Affine:
        """Return the map back.

        Raises:
            ZeroDivisionError: the map flattens the plane.
        """
        det = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / det, -self.b / det, -self.c / det, self.a / det
        return Affine(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))


class Projective(NamedTuple):
    """What a camera does to a sheet: rows of the 3 x 3 matrix of homogeneous coordinates."""

    rows: tuple[tuple[float, float, float], ...]

    @staticmethod
    def of(map_: Affine) -> Projective:
        """Return an affine map as a projective one."""
        return Projective(((map_.a, map_.c, map_.e), (map_.b, map_.d, map_.f), (0.0, 0.0, 1.0)))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Map one point."""
        u, v, w = (row[0] * x + row[1] * y + row[2] for row in self.rows)
        return u / w, v / w

    def box(self, box: Box) -> Box:
        """Return the upright box around the mapped corners of *box*."""
        xs, ys = zip(
            self.point(box.x0, box.top),
            self.point(box.x1, box.top),
            self.point(box.x0, box.bottom),
            self.point(box.x1, box.bottom),
            strict=True,
        )
        return Box(min(xs), min(ys), max(xs), max(ys))

    def then(self, after: Projective) -> Projective:
        """Return the map that applies this one first, *after* second."""
        columns = list(zip(*self.rows, strict=True))
        return Projective(
            tuple(
                (_dot(row, columns[0]), _dot(row, columns[1]), _dot(row, columns[2]))
                for row in after.rows
            )
        )


def _dot(row: Sequence[float], column: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(row, column, strict=True))


def scaling(x: float, y: float) -> Affine:
    """Return the map that multiplies both coordinates."""
    return Affine(x, 0.0, 0.0, y)


def quarter_turn(degrees: int, width: float, height: float) -> Affine:
    """Map a *width* x *height* picture onto itself turned clockwise by 0, 90, 180 or 270."""
    turns = {
        0: Affine(),
        90: Affine(0.0, 1.0, -1.0, 0.0, height, 0.0),
        180: Affine(-1.0, 0.0, 0.0, -1.0, width, height),
        270: Affine(0.0, -1.0, 1.0, 0.0, 0.0, width),
    }
    return turns[degrees % 360]


def rotation_about(degrees: float, x: float, y: float) -> Affine:
    """Rotate counter-clockwise (as seen, y downwards) by *degrees* about a point."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Affine(cos, -sin, sin, cos, x - cos * x - sin * y, y + sin * x - cos * y)
