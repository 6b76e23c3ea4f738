"""What the network for digits of a pen reads, put in its place amid what the print reader reads.

The print reader knows letters and what is printed; the network is heard only on what a pen wrote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from .ocr import GreyImage
from .pen_digits import OTHER, PenText

Places = Sequence[tuple[float, float]]

# Half the height of a crop, of that of its printed digits: pens write larger than print.
REACHES = (1.0, 1.25)
_REACH_OF_LINE = 1.4  # of the label's height: where the print of a line is looked for
_LEAST_SIGN, _TALLEST_SIGN, _WIDEST_SIGN = 0.22, 1.7, 3.0  # of the label's height
_ENOUGH_SIGNS = 4
_OF_HEIGHTS = 65  # per cent: most signs of a number are as high as its digits, some letters lower
_OF_PRINT, _OF_PEN = 0.8, 0.2  # exponents of their shares
# What a sign more is worth to the print reader, which loses signs of a pen far more often than it
# sees one too many.
_PER_SIGN = 2.5
_FLOOR = 0.02  # of a text that one of the two does not name
_TEXTS_OF_PRINT = 2
_LEAST_SHARE = 0.05
_SIGN = re.compile(r"[0-9/.\-]|[^0-9/.\-]+")
_LABEL = re.compile(f"{OTHER}(?:\\.{OTHER})?")


def level_crop(image: GreyImage, middle: float, size: float, reach: float) -> GreyImage:
    """Cut a line to *reach* times the height of its print, above and below the middle of that.

    Args:
        image: the columns of the line, with some room above and below.
        middle: the row of the middle of its label.
        size: the height of the label as the page engine saw it, which is often too much.
        reach: half the height wanted, of that of the printed digits.
    """
    top = max(int(middle - _REACH_OF_LINE * size), 0)
    part = image[top : int(middle + _REACH_OF_LINE * size) + 1]
    middle -= top
    _, ink = cv2.threshold(part, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, boxes, centres = cv2.connectedComponentsWithStats(ink)
    boxes, heights = boxes[1:], boxes[1:, cv2.CC_STAT_HEIGHT]
    signs = (
        (abs(centres[1:, 1] - middle) < size / 2)
        & (heights > _LEAST_SIGN * size)
        & (heights < _TALLEST_SIGN * size)
        & (boxes[:, cv2.CC_STAT_WIDTH] < _WIDEST_SIGN * size)
    )
    height = size
    if signs.sum() >= _ENOUGH_SIGNS:
        height = float(np.percentile(heights[signs], _OF_HEIGHTS))
        bottoms = boxes[signs, cv2.CC_STAT_TOP] + heights[signs]
        middle = float(np.median(bottoms)) - height / 2
    start = max(round(middle - reach * height), 0)
    return part[start : round(middle + reach * height) + 1]


def heard_on_pen(
    print_shares: Mapping[str, float], pens: Sequence[Sequence[PenText]], written: Places
) -> dict[str, float]:
    """Return the shares of what a number may say once the network is heard on what a pen wrote.

    Args:
        print_shares: of the texts behind the label, as the print reader has them.
        pens: for each crop of the line what the network reads, label and all.
        written: from where to where a pen wrote, in shares of the width of the crops.
    """
    best = sorted(print_shares.items(), key=lambda item: -item[1])[:_TEXTS_OF_PRINT]
    whole = sum(share for _, share in best)
    in_place: dict[str, float] = defaultdict(float)
    for texts in pens:
        for pen in texts:
            if pen.share < _LEAST_SHARE:
                continue
            for text, share in best:
                found = put_in_place(text, pen, written)
                in_place[found] += share / whole * pen.share / len(pens)
    longest = max(map(len, print_shares))
    longer = {t: s * _PER_SIGN ** (len(t) - longest) for t, s in print_shares.items()}
    known, whole = sum(print_shares.values()), sum(longer.values())
    if not in_place:
        return {text: share * known / whole for text, share in longer.items()}
    joint = {
        text: (longer.get(text, 0.0) / whole + _FLOOR) ** _OF_PRINT
        * (in_place.get(text, 0.0) + _FLOOR) ** _OF_PEN
        - _FLOOR ** (_OF_PRINT + _OF_PEN)
        for text in {**print_shares, **in_place}
    }
    total = sum(joint.values())
    return {text: share * known / total for text, share in joint.items()}


def put_in_place(text: str, pen: PenText, written: Places) -> str:
    """Return *text* as *pen* has it where both differ and a pen wrote."""
    label = _LABEL.match(pen.text)
    start = label.end() if label else 0
    signs, places = pen.text[start:], pen.places[start:]
    ours = _SIGN.findall(text)
    made: list[str] = []
    differing: list[tuple[str, str]] = []
    by_hand = False
    at = 0.0

    def end_of_difference() -> None:
        made.extend(theirs if by_hand else mine for mine, theirs in differing)
        differing.clear()

    for i, j in _aligned(ours, signs):
        mine, theirs = "" if i is None else ours[i], "" if j is None else signs[j]
        if mine and _kind(mine) == theirs:
            end_of_difference()
            by_hand = False
            made.append(mine)
        else:
            # Letters are what the print reader says they are.
            differing.append((mine, mine if theirs == OTHER else theirs))
        if j is not None:
            here = (places[j], places[j])
        else:
            here = (at, next((place for place in places if place > at), 1.0))
        if differing:
            by_hand |= any(a <= here[1] and here[0] <= b for a, b in written)
        at = here[0]
    end_of_difference()
    return "".join(made)


def _kind(sign: str) -> str:
    return sign if len(sign) == 1 and sign in "0123456789/-." else OTHER


def _aligned(ours: Sequence[str], theirs: str) -> Iterator[tuple[int | None, int | None]]:
    """Yield what stands beside what where as little as possible differs; None beside nothing."""
    for change in Levenshtein.opcodes([_kind(sign) for sign in ours], theirs):
        mine = range(change.src_start, change.src_end)
        others = range(change.dest_start, change.dest_end)
        yield from zip_longest(mine, others)
