"""The sheets on a picture of a page: a photographed page flattened, an open spread in two.

A scan of one sheet, as nearly all are, passes both measurements and is left as it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import Projective
from .ink import Picture
from .ocr import GreyImage
from .probe import Probe, reduced

_RING = 60  # of the paper's shorter side over the width of what lies along an edge
_GROUND = 35  # grey levels by which what lies around a sheet is darker than the sheet
_GROUND_SHARE = 0.3  # of what lies along one edge
_OUTLINE_SIDE = 400  # pixels of the shorter side on which the outline is sought
_PRINT = 11  # pixels there: letters and the gaps between lines are closed
_LEAST_SHEET, _MOST_SHEET = 0.25, 0.97  # of the picture
_FILLED = 0.95  # of the four-sided outline: a sheet has straight edges
_LEVELS = 8  # of grey between ground and sheet
_STEP = 25  # grey levels between both sides of an edge
_PRINT_OUTSIDE = 0.02  # the grain of a desk may look like a word here and there
_STEEPEST = 30.0  # degrees by which a corner may miss the right angle
_LARGEST_SIDE = 2400.0  # pixels of a flattened sheet's shorter side

_SPREAD = 1.15  # width over height: two upright sheets side by side have 1.4
_MIDDLE = 0.08  # of the width: how far from the middle the gutter may be
_GUTTER = 0.03  # of the width
_SPECKS = 0.004  # of the height: ink in a column of the gutter
_LETTER_GAP = 40  # of the width over the gap between words
_LONG_LINE = 0.5  # of a sheet's width; the cells of a table are shorter
_FULL, _BEGUN = 0.06, 0.015  # rows of long lines, of the height, on the fuller and other sheet
_RULE = 0.8  # of the gutter


class Sheet(NamedTuple):
    """One sheet; ``to_picture`` maps its pixels to those of the picture it is on."""

    picture: Picture
    probe: Probe
    to_picture: Projective


def sheets_of(picture: Picture, probe: Probe) -> list[Sheet]:
    """Return the sheets on *picture* from left to right, upright or not."""
    sheet = _flattened(picture, probe) or Sheet(picture, probe, _moved(0, 0))
    return _halves(sheet) or [sheet]


def _flattened(picture: Picture, probe: Probe) -> Sheet | None:
    """Return the sheet that lies on a darker ground as if seen from straight above."""
    if not _shows_ground(probe.paper):
        return None
    corners = _outline(probe)
    if corners is None:
        return None
    height, width = picture.grey.shape
    corners = corners * (width / probe.grey.shape[1], height / probe.grey.shape[0])
    top, right, bottom, left = (
        float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4)
    )
    wide, high = (top + bottom) / 2, (left + right) / 2
    scale = min(_LARGEST_SIDE / min(wide, high), 1.0)
    size = max(round(wide * scale), 1), max(round(high * scale), 1)
    flat = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32)
    back = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))

    def flatten(pixels: GreyImage) -> GreyImage:
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(
            cv2.warpPerspective(pixels, back, size, flags=flags, borderMode=cv2.BORDER_REPLICATE),
            np.uint8,
        )

    lifted = None if picture.lifted is None else flatten(picture.lifted)
    sheet = Picture(flatten(picture.grey), lifted)
    return Sheet(sheet, Probe(sheet.grey), _projective(back))


def _shows_ground(paper: GreyImage) -> bool:
    """Whether it is darker than paper along two edges of the picture or more.

    Along one alone runs the band of a letterhead or the shadow of a binding.
    """
    width = max(min(paper.shape) // _RING, 1)
    edges = paper[:width], paper[-width:], paper[:, :width], paper[:, -width:]
    dark = float(np.percentile(paper, 75)) - _GROUND
    return sum(float(np.mean(edge < dark)) >= _GROUND_SHARE for edge in edges) >= 2


def _outline(probe: Probe) -> npt.NDArray[np.float64] | None:
    """Return the corners of a four-sided bright sheet in pixels of the probe.

    Clockwise from the upper left; None where nothing has that form or all is sheet.
    """
    small = reduced(probe.grey, _OUTLINE_SIDE)
    print_closed = np.ones((_PRINT, _PRINT), np.uint8)
    closed = np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, print_closed), np.uint8)
    scale = probe.grey.shape[1] / small.shape[1], probe.grey.shape[0] / small.shape[0]
    dark, light = np.percentile(closed, [5, 75])
    best: tuple[float, npt.NDArray[np.float64]] | None = None
    # A lamp lights one corner of the desk more than another: of some levels of grey one
    # shows all of the sheet and nothing else.
    for level in np.linspace(dark + _GROUND / 2, light - _GROUND / 2, _LEVELS):
        _, bright = cv2.threshold(closed, float(level), 255, cv2.THRESH_BINARY)
        bright = cv2.morphologyEx(bright, cv2.MORPH_OPEN, print_closed)
        filled, corners = _sheet_in(np.asarray(bright, np.uint8))
        if corners is not None and filled > (best[0] if best else _FILLED):
            best = filled, corners
    if best is None or not _has_edges(closed, best[1]):
        return None
    corners = (best[1] + 0.5) * scale
    return corners if _print_outside(probe, corners) < _PRINT_OUTSIDE else None


def _sheet_in(bright: GreyImage) -> tuple[float, npt.NDArray[np.float64] | None]:
    """Return how straight the largest part of a mask is, and its corners if it is a sheet."""
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea, default=np.zeros((1, 1, 2), np.int32))
    area = float(cv2.contourArea(outline))
    if not _LEAST_SHEET <= area / bright.size <= _MOST_SHEET:
        return 0.0, None
    corners = _four_corners(outline)
    if corners is None or not _nearly_right(corners):
        return 0.0, None
    covered = float(cv2.contourArea(corners.astype(np.float32)))
    return min(area, covered) / max(area, covered), corners


def _has_edges(closed: GreyImage, corners: npt.NDArray[np.float64]) -> bool:
    """Whether it grows dark at once beyond each side, as beside a sheet and not in a shadow."""
    height, width = closed.shape
    centre = corners.mean(axis=0)
    for i in range(4):
        start, end = corners[i], corners[(i + 1) % 4]
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9)
        outwards = np.array([-along[1], along[0]])
        if (start - centre) @ outwards < 0:
            outwards = -outwards
        places = start + np.linspace(0.1, 0.9, 40)[:, None] * (end - start)
        inner, outer = (
            np.round(places + step * outwards).astype(int) for step in (-_PRINT, _PRINT)
        )
        seen = (outer >= 0).all(axis=1) & (outer < (width, height)).all(axis=1)
        seen &= (inner >= 0).all(axis=1) & (inner < (width, height)).all(axis=1)
        if seen.sum() < 20:
            continue  # the sheet goes on beyond the picture
        inside = closed[inner[seen, 1], inner[seen, 0]].astype(np.int16)
        outside = closed[outer[seen, 1], outer[seen, 0]].astype(np.int16)
        if np.median(inside - outside) < _STEP:
            return False
    return True


def _print_outside(probe: Probe, corners: npt.NDArray[np.float64]) -> float:
    """Return the share of what looks like print that lies outside of *corners*."""
    inside = np.zeros_like(probe.grey)
    cv2.fillConvexPoly(inside, corners.round().astype(np.int32), 1)
    left, top = probe.margin
    inside = inside[top : top + probe.ink.shape[0], left : left + probe.ink.shape[1]]
    return 1.0 - float(np.sum(probe.ink * inside)) / max(float(probe.ink.sum()), 1.0)


def _four_corners(outline: npt.NDArray[Any]) -> npt.NDArray[np.float64] | None:
    """Return where the four sides of *outline* meet, clockwise from the upper left."""
    hull = cv2.convexHull(outline)
    around = cv2.arcLength(hull, True)
    rough = next(
        (
            found[:, 0, :].astype(np.float64)
            for share in (0.02, 0.04, 0.06, 0.08)
            if len(found := cv2.approxPolyDP(hull, share * around, True)) <= 4
        ),
        np.zeros((0, 2)),
    )
    if len(rough) != 4:
        return None
    sums, differences = rough.sum(axis=1), rough[:, 1] - rough[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    if len(set(order)) != 4:
        return None
    rough = rough[order]
    sides = [_side(outline[:, 0, :], rough[i], rough[(i + 1) % 4]) for i in range(4)]
    return np.array([_meeting(sides[i - 1], sides[i]) for i in range(4)])


def _side(
    outline: npt.NDArray[Any], start: npt.NDArray[np.float64], end: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return a point and the direction of the edge that runs about from *start* to *end*."""
    along = end - start
    length = float(np.linalg.norm(along))
    along = along / max(length, 1e-9)
    offset = outline - start
    how_far = offset @ along
    beside = np.abs(offset @ np.array([-along[1], along[0]]))
    # Corners are dog-eared and rounded: the middle of a side tells where it runs.
    near = (how_far > 0.1 * length) & (how_far < 0.9 * length) & (beside < 0.04 * length + 3)
    if near.sum() < 10:
        return start, along
    fitted = cv2.fitLine(outline[near].astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return fitted[2:].astype(np.float64), fitted[:2].astype(np.float64)


def _meeting(
    one: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    other: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
) -> npt.NDArray[np.float64]:
    """Return where two lines meet, the start of the second where they run side by side."""
    matrix = np.array([one[1], -other[1]]).T
    if abs(np.linalg.det(matrix)) < 1e-3:
        return other[0]
    along = float(np.linalg.solve(matrix, other[0] - one[0])[0])
    return one[0] + along * one[1]


def _nearly_right(corners: npt.NDArray[np.float64]) -> bool:
    for i in range(4):
        to_last, to_next = corners[i - 1] - corners[i], corners[(i + 1) % 4] - corners[i]
        lengths = float(np.linalg.norm(to_last) * np.linalg.norm(to_next))
        turn = np.degrees(np.arccos(np.clip(to_last @ to_next / max(lengths, 1e-9), -1, 1)))
        if abs(turn - 90) > _STEEPEST:
            return False
    return True


def _halves(sheet: Sheet) -> list[Sheet] | None:
    """Return the two sheets of an open spread; None for one sheet, as nearly always."""
    probe = sheet.probe
    height, width = probe.grey.shape
    if max(height, width) < _SPREAD * min(height, width):
        return None
    sideways = probe.runs_upright
    if (height > width) != sideways:
        return None
    gutter = _gutter(probe, sideways)
    if gutter is None:
        return None
    grey, lifted = sheet.picture
    cut = round(gutter * grey.shape[0 if sideways else 1])
    parts = []
    for span in (slice(0, cut), slice(cut, None)):
        place = (span, slice(None)) if sideways else (slice(None), span)
        half = Picture(grey[place], None if lifted is None else lifted[place])
        down, across = (span.start, 0) if sideways else (0, span.start)
        to_picture = _moved(across, down).then(sheet.to_picture)
        parts.append(Sheet(half, Probe(half.grey), to_picture))
    return parts


def _gutter(probe: Probe, sideways: bool) -> float | None:
    """Return where the empty strip between two sheets of running text is, of the width."""
    ink, grey = (mask.T if sideways else mask for mask in (probe.ink, probe.grey))
    height, width = ink.shape
    columns = ink.sum(axis=0) <= _SPECKS * height
    middle = np.flatnonzero(columns[int((0.5 - _MIDDLE) * width) : int((0.5 + _MIDDLE) * width)])
    if not len(middle):
        return None
    runs = np.split(middle, np.flatnonzero(np.diff(middle) > 1) + 1)
    run = max(runs, key=len) + int((0.5 - _MIDDLE) * width)
    if len(run) < _GUTTER * width:
        return None
    place = int((run[0] + run[-1]) / 2)
    joined = cv2.morphologyEx(
        np.ascontiguousarray(ink),
        cv2.MORPH_CLOSE,
        np.ones((1, max(width // _LETTER_GAP, 3)), np.uint8),
    )
    shares = sorted(
        float(np.mean(half.mean(axis=1) >= _LONG_LINE))
        for half in (joined[:, :place], joined[:, place:])
    )
    if shares[0] < _BEGUN or shares[1] < _FULL:
        return None
    # A rule from one half to the other belongs to a table.
    left, top = reversed(probe.margin) if sideways else probe.margin
    strip = grey[top : top + height, left + run[0] : left + run[-1] + 1]
    dark = strip < float(np.median(strip)) - _GROUND
    if (dark.mean(axis=1) >= _RULE).any():
        return None
    return float((left + place) / grey.shape[1])


def _moved(across: float, down: float) -> Projective:
    return Projective(((1.0, 0.0, float(across)), (0.0, 1.0, float(down)), (0.0, 0.0, 1.0)))


def _projective(matrix: npt.NDArray[Any]) -> Projective:
    rows = [tuple(float(value) for value in row) for row in matrix]
    return Projective(tuple((a, b, c) for a, b, c in rows))
