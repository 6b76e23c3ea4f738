"""Pictures of made-up lines with a number or a date, typed and by hand, as scans show them."""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Grey = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.float32]  # 0 paper, 1 black

LABELS = ("Nomor", "Nomor", "NOMOR", "NOMOR", "No.", "No. Surat", "Dumai,", "Bandung,", "Tanggal")
AROUND = ("Sifat      : Penting", "Lampiran  : 1 (satu)", "SURAT EDARAN", "Perihal   : Undangan")
SYLLABLES = "BA BI DA DI GA KA KE KO LA MA ME NA PA PE RA SA SE SI TA TU UM HUB KES DIS SET"
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
ROMAN = "I II III IV V VI VII VIII IX X XI XII"

# Ways to write a digit, in a box one wide and one high: strokes, each of points "x y" in
# hundredths; "~" before a stroke that is a curve.
STROKES = {
    "0": (
        "~50 0 10 30 12 75 50 100 88 70 85 25 50 0 42 3",
        "~60 2 20 20 10 60 40 100 80 80 90 35 65 5 45 10",
        "~45 5 15 35 20 85 55 98 85 60 75 15 40 0",
    ),
    "1": (
        "50 0 50 100",
        "60 0 40 100",
        "20 25 55 0 55 100",
        "25 30 60 0 50 100",
        "20 25 55 0 55 100|20 100 85 100",
    ),
    "2": (
        "~10 25 40 0 85 20 70 55 10 100|10 100 95 97",
        "~10 20 50 0 85 25 55 70 15 98 15 80 45 85 95 100",
        "~15 25 45 2 80 25 50 75 10 95 25 75 60 95 100 90",
    ),
    "3": (
        "~10 15 50 0 85 20 40 47 90 70 50 100 5 88",
        "10 0 85 0 40 40|~40 40 90 65 50 100 5 90",
        "~15 10 60 5 75 25 35 45 40 46 85 75 30 100 0 85",
    ),
    "4": (
        "30 0 10 55 95 50|75 10 70 100",
        "20 0 20 50 80 50|80 0 80 100",
        "70 100 70 0 5 65 95 65",
        "~15 5 15 45 50 52 85 40|85 5 75 100",
        "~20 0 12 40 35 55 75 35 85 0|85 0 70 100",
        "70 5 15 50 80 50|72 5 68 100",
    ),
    "5": (
        "~20 5 15 45 60 38 90 65 50 100 5 90|20 5 90 0",
        "90 0 25 2 15 45|~15 45 60 35 85 70 45 100 5 88",
        "~85 0 30 5 20 40 70 45 80 80 30 100 0 90",
    ),
    "6": (
        "~75 0 30 30 12 75 50 100 85 75 50 50 15 70",
        "~50 0 15 45 20 90 60 100 80 75 50 58 20 80",
        "~90 5 40 15 10 65 35 100 80 85 70 55 30 60 15 75",
    ),
    "7": (
        "10 2 90 0 40 100",
        "10 15 15 0 90 0 40 100",
        "10 0 90 0 40 100|30 50 85 45",
        "~5 20 20 2 60 10 95 0|95 0 50 100",
        "~10 15 30 2 85 5 60 50 45 100|20 50 90 45",
    ),
    "8": (
        "~75 15 40 0 20 25 50 47 85 75 50 100 15 75 50 47 80 25 70 8",
        "~50 45 20 25 50 0 80 25 50 45 15 75 50 100 85 75 50 45",
        "~85 10 45 0 25 25 65 60 80 85 45 100 20 80 50 50 90 5",
    ),
    "9": (
        "~85 20 50 0 15 25 45 50 85 20|85 15 75 100",
        "~80 25 50 2 15 25 40 50 80 25 85 15 80 60 40 100",
        "~75 10 35 5 20 30 45 45 80 15|~80 15 75 60 60 95 20 90",
    ),
    "/": ("90 -15 10 115", "75 -20 25 120", "~90 -20 50 40 15 120"),
    "-": ("10 55 90 50",),
    ".": ("45 95 50 98",),
    "I": ("50 0 50 100", "50 0 50 100|20 0 80 0|20 100 80 100"),
    "V": ("5 0 50 100 95 0",),
    "X": ("10 0 90 100|90 0 10 100",),
}
WIDTHS = {"1": 0.56, ".": 0.32, "-": 0.73, "/": 0.73, "I": 0.56}  # of that of the others


class MadeLine(NamedTuple):
    """A picture, and from where to where (in pixels) it is written by hand."""

    picture: Grey
    by_hand: list[tuple[float, float]]


@functools.lru_cache(maxsize=600)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@functools.lru_cache(maxsize=600)
def _digit_height(path: str) -> float:
    """Return the height of a digit, of the font's size."""
    _, top, _, bottom = _font(path, 100).getbbox("5")
    return max(bottom - top, 10.0) / 100


def _curve(points: Ink, steps: int = 6) -> Ink:
    """Return points on a Catmull-Rom spline."""
    ends = np.vstack([points[:1], points, points[-1:]])
    at = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [
        0.5
        * (
            2 * b
            + (c - a) * at
            + (2 * a - 5 * b + 4 * c - d) * at**2
            + (3 * b - a - 3 * c + d) * at**3
        )
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.asarray(np.vstack([*parts, points[-1:]]), np.float32)


@dataclass
class _Sheet:
    """Ink that grows to the right: three digits high, the baseline two digits down."""

    size: int
    x: float = 0.0
    parts: list[tuple[float, Ink]] = field(default_factory=list)

    @property
    def base(self) -> int:
        return 2 * self.size

    def text(
        self, text: str, font: str, ink: float, scale: float = 1.0, lower: float = 0.0
    ) -> None:
        """Set *text* in a font, *lower* than the line by a share of the digits' height."""
        pixels = max(int(self.size * scale / _digit_height(font)), 6)
        used = _font(font, pixels)
        length = used.getlength(text)
        image = Image.new("L", (int(length) + 2 * pixels, 3 * self.size), 0)
        at = (pixels // 2, self.base + lower * self.size)
        ImageDraw.Draw(image).text(at, text, font=used, fill=255, anchor="ls")
        self.add(np.asarray(np.asarray(image) * (ink / 255), np.float32), pixels // 2, length)

    def add(self, part: Ink, left: float, advance: float) -> None:
        """Add ink whose *left* pixels overhang what stands before it."""
        self.parts.append((self.x - left, part))
        self.x += advance

    def gap(self, width: float) -> None:
        """Leave a gap, of the digits' height."""
        self.x += width * self.size

    def ink(self, margin: float) -> Ink:
        """Return all with a margin on both sides."""
        width = int(self.x + 2 * margin)
        whole = np.zeros((3 * self.size, width), np.float32)
        for x, part in self.parts:
            start = int(x + margin)
            left, right = max(start, 0), min(start + part.shape[1], width)
            if right > left:
                below = whole[:, left:right]
                np.maximum(below, part[:, left - start : right - start], out=below)
        return whole


class LineMaker:
    """Makes lines with certain fonts; with the same seed the same ones."""

    def __init__(self, prints: Sequence[str], hands: Sequence[str], seed: int) -> None:
        self._prints, self._hands = prints, hands
        self._chance = random.Random(seed)
        self._noise = np.random.default_rng(seed)

    def line(self) -> MadeLine:
        """Return the next line."""
        chance = self._chance
        sheet = _Sheet(chance.choice((20, 26, 32)))
        font, tone = chance.choice(self._prints), chance.uniform(0.7, 1)
        sheet.text(chance.choice(LABELS), font, tone)
        sheet.gap(chance.choice((0.1, chance.uniform(0, 4))))
        sheet.text(chance.choice((":", ": ", " : ", "")), font, tone)
        sheet.gap(chance.uniform(0, 0.5))
        spots = []
        for text, by_hand in self._value():
            if not by_hand:
                sheet.text(text, font, tone)
                continue
            sheet.gap(chance.choice((chance.uniform(0, 0.25), chance.uniform(0.1, 1.2))))
            start = sheet.x
            self._write(sheet, text)
            spots.append((start, sheet.x))
            sheet.gap(chance.choice((chance.uniform(0, 0.25), chance.uniform(0.1, 1.2))))
        margin = chance.uniform(0.1, 0.7) * sheet.size
        ink = sheet.ink(margin)
        self._spoil(ink, sheet, spots, font, tone)
        picture = self._scanned(ink, sheet)
        scale = picture.shape[1] / ink.shape[1]
        return MadeLine(picture, [((a + margin) * scale, (b + margin) * scale) for a, b in spots])

    def _value(self) -> list[tuple[str, bool]]:
        """Return the parts of a number or date, and which are written by hand."""
        chance = self._chance
        code = f"{chance.randrange(1000):03}"
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
            code += f".{chance.randrange(1, 20)}"
        serial = str(int(10 ** chance.uniform(0.3, 4.2)))
        serial = serial.zfill(chance.choice((1, 1, 1, 4)))
        unit = "".join(chance.choice(SYLLABLES.split()) for _ in range(chance.choice((1, 2, 3))))
        year, roman = str(chance.randrange(2012, 2028)), chance.choice(ROMAN.split())
        slash = chance.choice(("/", "/", " / ", "/ ", " /"))
        tail = slash + chance.choice((unit, year, f"{unit}/{year}", f"{roman}/{unit}/{year}"))
        day = str(chance.randrange(1, 32)).zfill(chance.choice((1, 2)))
        ways: list[list[tuple[str, bool]]] = [
            [(code + slash, False), (serial, True), (tail, False)],
            [(code + slash, False), (serial, True), (tail, False)],
            [(code + slash + serial + chance.choice(("", f"/{roman}/{year}")), True)],
            [(serial, True), (tail, False)],
            [(serial, True), (chance.choice((" Tahun ", " TAHUN ")) + year, False)],
            [(chance.choice(("SE-", "B/", "HK.04.02/", "UM.01/")), False), (serial, True)],
            [(day, True), (f" {chance.choice(MONTHS.split())} {year}", False)],
            [(code + slash + serial + tail, False)],
            [(code + slash + serial + tail, False)],
        ]
        parts = chance.choice(ways)
        typed = chance.random() < 0.12
        return [(text, by_hand and not typed) for text, by_hand in parts]

    def _write(self, sheet: _Sheet, text: str) -> None:
        chance = self._chance
        ink, scale = chance.uniform(0.55, 1), chance.uniform(0.85, 1.5)
        slant, lower = chance.uniform(-0.1, 0.45), chance.uniform(-0.12, 0.2)
        gap = chance.uniform(-0.02, 0.25)
        font = chance.choice(self._hands) if chance.random() < 0.4 else None
        habit = {char: chance.choice(STROKES.get(char, ("",))) for char in set(text)}
        thick, wide = chance.uniform(0.06, 0.16), chance.uniform(0.42, 0.68)
        unrest = chance.uniform(0.02, 0.07)
        for char in text:
            if char == " ":
                sheet.gap(0.4)
                continue
            grown = scale * chance.uniform(0.88, 1.12)
            deeper = lower + chance.uniform(-0.08, 0.08)
            if font is not None:
                sheet.text(char, font, ink, grown, deeper)
                self._tilt(sheet, slant - 0.15)
            else:
                height = grown * sheet.size
                width = wide * height * WIDTHS.get(char, 1.0) * chance.uniform(0.85, 1.15)
                top = sheet.base + deeper * sheet.size - height
                drawn = self._strokes(sheet, habit[char], width, height, top, slant, thick, unrest)
                sheet.add(drawn * ink, sheet.size, width)
            sheet.gap(gap + (0.0 if font else 0.12))

    def _tilt(self, sheet: _Sheet, slant: float) -> None:
        x, part = sheet.parts[-1]
        middle = sheet.base - sheet.size / 2
        turn = cv2.getRotationMatrix2D(
            (part.shape[1] / 2, middle), self._chance.uniform(-8, 8), 1.0
        )
        turn[0, 1] -= 0.5 * slant
        turn[0, 2] += 0.5 * slant * middle
        tilted = cv2.warpAffine(part, turn, part.shape[::-1])
        sheet.parts[-1] = x, np.asarray(tilted, np.float32)

    def _strokes(
        self,
        sheet: _Sheet,
        strokes: str,
        width: float,
        height: float,
        top: float,
        slant: float,
        thick: float,
        unrest: float,
    ) -> Ink:
        """Draw a digit at twice the size and reduce it."""
        chance, size = self._chance, sheet.size
        canvas = np.zeros((6 * size, int(2 * (width + 2 * size))), np.uint8)
        for stroke in strokes.split("|"):
            places: Ink = np.array(stroke.lstrip("~").split(), np.float32).reshape(-1, 2)
            places /= 100
            places += [[chance.gauss(0, unrest), chance.gauss(0, unrest)] for _ in places]
            if stroke[0] == "~" or (len(places) > 2 and chance.random() < 0.3):
                places = _curve(places)
            x = places[:, 0] * width + size + 0.6 * slant * (1 - places[:, 1]) * height
            line = np.round(16 * np.column_stack([x, places[:, 1] * height + top])).astype(np.int32)
            pen = max(int(2 * thick * size), 1)
            cv2.polylines(canvas, [line], False, (255,), pen, cv2.LINE_AA, 3)
        small = cv2.resize(canvas, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        return np.asarray(small / 255, np.float32)

    def _spoil(
        self,
        ink: Ink,
        sheet: _Sheet,
        spots: Sequence[tuple[float, float]],
        font: str,
        tone: float,
    ) -> None:
        """Draw dots to write on, print above and below, the edge of a stamp, a ruled line."""
        chance, size = self._chance, sheet.size
        height, width = ink.shape
        if spots and chance.random() < 0.15:
            start, end = chance.choice(spots)
            row = int(sheet.base + chance.uniform(0.02, 0.2) * size)
            step = chance.choice((3, 4, 5, 6))
            ink[row : row + max(size // 14, 1), int(start) : int(end + size) : step] = tone
        if chance.random() < 0.25:
            for way in (-1, 1):
                other = _Sheet(size)
                other.text(chance.choice(AROUND), font, tone)
                part = other.ink(2)[:, :width]
                away = way * int(chance.uniform(1.5, 2) * size)
                moved = np.zeros_like(part)
                source, target = (
                    (slice(-away, None), slice(0, away))
                    if away < 0
                    else (
                        slice(0, height - away),
                        slice(away, None),
                    )
                )
                moved[target] = part[source]
                np.maximum(ink[:, : part.shape[1]], moved, out=ink[:, : part.shape[1]])
        if chance.random() < 0.1:
            middle = int(chance.uniform(0, width)), int(chance.uniform(-2, 5) * height)
            reach = int(abs(middle[1] - height / 2) + chance.uniform(3, height / 2))
            cv2.circle(ink, middle, reach, (chance.uniform(0.2, 0.7),), 1, cv2.LINE_AA)
        if chance.random() < 0.05:
            ink[int(sheet.base + chance.uniform(0.2, 0.5) * size)] = tone

    def _scanned(self, ink: Ink, sheet: _Sheet) -> Grey:
        """Cut the line out, a little skewed, and scan it in some resolution, noise and JPEG."""
        chance, size = self._chance, sheet.size
        if chance.random() < 0.3:
            pen = np.ones(chance.choice(((2, 2), (1, 2), (2, 1))), np.uint8)
            change = cv2.dilate if chance.random() < 0.6 else cv2.erode
            ink = np.asarray(change(ink, pen), np.float32)
        middle = sheet.base - size / 2
        turn = cv2.getRotationMatrix2D((ink.shape[1] / 2, middle), chance.gauss(0, 0.4), 1.0)
        ink = np.asarray(cv2.warpAffine(ink, turn, ink.shape[::-1]), np.float32)
        reach = (0.5 + chance.choice((0.15, 0.25, 0.35)) + chance.gauss(0, 0.05)) * size
        middle += chance.gauss(0, 0.05) * size
        ink = ink[max(int(middle - reach), 0) : int(middle + reach) + 1]
        scale = 10 ** chance.uniform(0.95, 1.6) / size  # digits of 9 to 40 pixels
        if scale < 1:
            small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            ink = np.asarray(small, np.float32)
        if chance.random() < 0.5:
            blur = chance.uniform(0.3, 0.9) * max(len(ink) / 40, 0.6)
            ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), blur), np.float32)
        if chance.random() < 0.2:
            ink = np.clip((ink - 0.35) * chance.uniform(2, 6), 0, 1)
        if chance.random() < 0.25:  # worn print, and what a fax makes of it
            grain = self._noise.random((max(len(ink) // 4, 2), max(ink.shape[1] // 4, 2)))
            wear = cv2.resize(grain.astype(np.float32), ink.shape[::-1])
            ink = np.asarray(ink * np.clip(0.3 + 1.4 * wear, 0, 1), np.float32)
            if chance.random() < 0.6:
                ink = np.asarray(ink > chance.uniform(0.3, 0.5), np.float32)
        paper, dark = chance.uniform(200, 255), chance.uniform(0, 110)
        greys = paper - ink * (paper - dark)
        greys = greys + self._noise.normal(0, chance.choice((0, 2, 5, 10)), ink.shape)
        picture = np.asarray(np.clip(greys, 0, 255), np.uint8)
        if chance.random() < 0.5:
            quality = [cv2.IMWRITE_JPEG_QUALITY, chance.randrange(20, 90)]
            coded = cv2.imencode(".jpg", picture, quality)[1]
            picture = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
        return picture
