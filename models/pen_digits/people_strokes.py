"""Strokes of people's digits, from the pictures of the UCI set Optical Recognition of Digits.

scikit-learn carries 1,797 of its pictures, eight pixels high: enough to tell where a pen went.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float32]
Bits = npt.NDArray[np.uint8]

_SIDE = 60  # pixels of the enlarged picture
_INK = 7  # of 16
_SPECK = 25  # pixels
_FEWEST = 8  # pieces of a digit
_NARROW = 14  # pixels: a bare stroke stays one
_NEXT = ((0, 1), (1, 0), (1, 1), (1, -1))


def strokes_of_people() -> list[list[Reals]]:
    """Return for each digit what people wrote: pairs of points in a box one wide and high."""
    from sklearn.datasets import load_digits

    known = load_digits()
    found: list[list[Reals]] = [[] for _ in range(10)]
    for picture, digit in zip(known.images, known.target, strict=True):
        wide = cv2.resize(
            np.pad(picture.astype(np.float32), 1), (_SIDE, _SIDE), interpolation=cv2.INTER_CUBIC
        )
        ink = (wide > _INK).astype(np.uint8)
        count, parts, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        kept = [part for part in range(1, count) if boxes[part, cv2.CC_STAT_AREA] > _SPECK]
        pieces = _pieces(_thinned(np.isin(parts, kept).astype(np.uint8)))
        if len(pieces) > _FEWEST:
            found[int(digit)].append(pieces)
    return found


def _thinned(ink: Bits) -> Bits:
    """Return the skeleton (Zhang and Suen, 1984)."""
    ink = ink.copy()
    while True:
        gone = 0
        for step in (0, 1):
            wide = np.pad(ink, 1)
            ring = [
                wide[1 + y : wide.shape[0] - 1 + y, 1 + x : wide.shape[1] - 1 + x]
                for y, x in ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
            ]
            inked = sum(part.astype(int) for part in ring)
            rises = sum((ring[i] < ring[(i + 1) % 8]).astype(int) for i in range(8))
            north, east, south, west = ring[0], ring[2], ring[4], ring[6]
            if step == 0:
                open_side = (north * east * south == 0) & (east * south * west == 0)
            else:
                open_side = (north * east * west == 0) & (north * south * west == 0)
            edge = (ink == 1) & (inked >= 2) & (inked <= 6) & (rises == 1) & open_side
            gone += int(edge.sum())
            ink[edge] = 0
        if not gone:
            return ink


def _pieces(skeleton: Bits) -> Reals:
    """Return the pairs of neighbours in a skeleton, smoothed."""
    rows, columns = np.nonzero(skeleton)
    places = {(int(y), int(x)): i for i, (y, x) in enumerate(zip(rows, columns, strict=True))}
    points = np.column_stack([columns, rows]).astype(np.float32)
    pairs: list[tuple[int, int]] = []
    beside: list[list[int]] = [[] for _ in places]
    for (y, x), i in places.items():
        for down, across in _NEXT:
            j = places.get((y + down, x + across))
            around = down and across and ((y, x + across) in places or (y + down, x) in places)
            if j is not None and not around:
                pairs.append((i, j))
                beside[i].append(j)
                beside[j].append(i)
    for _ in range(3):
        points = np.array(
            [
                point / 2 + points[near].sum(axis=0) / 4 if len(near) == 2 else point
                for point, near in zip(points, beside, strict=True)
            ],
            np.float32,
        )
    if not pairs:
        return np.zeros((0, 2, 2), np.float32)
    low, high = points.min(axis=0), points.max(axis=0)
    points = (points - low) / np.maximum(high - low, [8, 20])
    if high[0] - low[0] < _NARROW:
        points[:, 0] += 0.5 - points[:, 0].mean()
    return np.asarray(points[np.array(pairs)], np.float32)
