"""Pictures of made-up lines in which a pen wrote a serial or a day, and what each step shows."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from signs_drawn import (
    BASE,
    SIZE,
    Grey,
    Reals,
    advance,
    drawn_in,
    forms,
    opened,
    pixels_of,
    spline,
    strokes_of,
)

from circular_parser.reading.pen_digits import HEIGHT, OTHER, SIGNS, prepared

EITHER = -1  # of a step at the edge of a sign: sign or nothing, both are right
LABELS = ("Nomor", "Nomor", "NOMOR", "Nomor", "No.", "NO", "Nomor", "NOMOR SURAT", "Nomor Surat")
AROUND = (
    "Sifat      : Penting",
    "Lampiran  : 1 (satu) berkas",
    "SURAT EDARAN",
    "Perihal   : Undangan",
    "TENTANG",
    "Lampiran : -",
    "PELAKSANAAN CUTI BERSAMA",
    "Kepada Yth. Kepala Dinas",
)
UNITS = """
BKD BKPSDM-C Org ORG SE SETDA KESRA DINKES DIKBUD Dikbud Um UM HUK BPBD DISHUB DPMPTSP Sekr PEM
KEP KS B Kec.Kdg PP SR Kesra DLH SATPOL.PP KEC-SS BKPP BAPPEDA Disdik R.S HK Bag.Org Kesbangpol
POL.PP Umum RSUD A.1 PKM TU Ds
"""
ROMAN = "I II III IV V VI VII VIII IX X XI XII"
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
PLACES = """
Dumai Bandung Poso Ngabang Sorong Batam Salatiga Maumere Parang Baturaja Kendal Lahat Palu Tual Bima
"""
MOST_SERIAL_SIGNS = (1, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5)

WIDTHS = {"1": 0.5, ".": 0.3, "-": 0.75, "/": 0.7, "I": 0.45}  # of that of the others


class MadeLine(NamedTuple):
    """A line as the network sees it, what it says in ``SIGNS``, and the sign of each step."""

    seen: Reals
    text: str
    steps: npt.NDArray[np.int64]


class _Sign(NamedTuple):
    text: str
    start: float
    end: float


def in_signs(text: str) -> str:
    """Return *text* as the network reads it."""
    return re.sub(r"[^0-9/.\-]+", OTHER, text.replace(" ", ""))


@dataclass
class _Hand:
    """How one writer writes."""

    kind: str
    font: str
    tone: float
    scale: float
    slant: float
    lower: float
    rise: float
    gap: float
    thick: float
    fatter: int
    wide: float
    unrest: float
    sway: float
    waves: tuple[float, float]
    steady: bool
    habit: dict[str, str] = field(default_factory=dict)


class PenLineMaker:
    """Makes lines; with the same seed the same ones.

    Args:
        prints: files of fonts of print.
        hands: files of handwriting fonts.
        people: for each digit, pairs of points that strokes of people's join.
        seed: of chance.
    """

    def __init__(
        self,
        prints: Sequence[str],
        hands: Sequence[str],
        people: Sequence[Sequence[Reals]],
        seed: int,
    ) -> None:
        self._prints, self._hands, self._people = prints, hands, people
        self._chance = random.Random(seed)
        self._noise = np.random.default_rng(seed)
        self._grain = self._noise.normal(0, 1, (200, 4000)).astype(np.float32)
        self._items: list[tuple[float, Grey]] = []
        self._signs: list[_Sign] = []
        self._x = 0.0

    def line(self) -> MadeLine:
        """Return the next line, or a part of one around what a pen wrote."""
        chance, uniform = self._chance, self._chance.uniform
        self._items, self._signs, self._x = [], [], 0.0
        font, tone = chance.choice(self._prints), uniform(0.65, 1)
        spot = None
        for text, by_hand in self._parts():
            if not by_hand:
                self._print(text, font, tone)
                continue
            self._x += self._gap() * SIZE
            start = self._x
            self._write(text)
            if not text:
                self._x += uniform(1, 5) * SIZE
            spot = (start, self._x)
            self._x += self._gap() * SIZE
        margin = uniform(0.1, 0.9) * SIZE
        ink = np.zeros((4 * SIZE, int(self._x + 2 * margin)), np.uint8)
        for x, part in self._items:
            at = int(x + margin)
            left, right = max(at, 0), min(at + part.shape[1], ink.shape[1])
            if right > left:
                below = ink[:, left:right]
                np.maximum(below, part[:, left - at : right - at], out=below)
        signs = [_Sign(s.text, s.start + margin, s.end + margin) for s in self._signs]
        if spot is not None:
            spot = (spot[0] + margin, spot[1] + margin)
        self._spoil(ink, spot, font, int(255 * tone))
        left, right = self._window(signs, spot, ink.shape[1])
        signs = [
            _Sign(s.text, s.start - left, s.end - left)
            for s in signs
            if left <= (s.start + s.end) / 2 <= right
        ]
        seen = self._scanned(ink[:, left:right])
        return MadeLine(
            seen, in_signs("".join(s.text for s in signs)), _steps(signs, seen, right - left)
        )

    def _gap(self) -> float:
        uniform = self._chance.uniform
        return self._chance.choice((uniform(-0.15, 0.25), uniform(0, 0.3), uniform(0.1, 1.6)))

    def _window(
        self, signs: Sequence[_Sign], spot: tuple[float, float] | None, width: int
    ) -> tuple[int, int]:
        """Return from where to where a line is shown, cut between its signs."""
        chance = self._chance
        if spot is None or chance.random() >= 0.75:
            return 0, width
        edges = [
            0.0,
            *((a.end + b.start) / 2 for a, b in itertools.pairwise(signs)),
            width,
        ]
        wanted = spot[0] - chance.uniform(0.4, 4) * SIZE, spot[1] + chance.uniform(0.4, 4) * SIZE
        left, right = (min(edges, key=lambda edge: abs(edge - end)) for end in wanted)
        return (max(int(left), 0), int(right)) if right - left >= 1.2 * SIZE else (0, width)

    def _parts(self) -> list[tuple[str, bool]]:
        """Return the parts of a line, and which of them are written by hand."""
        chance, choice = self._chance, self._chance.choice
        year = str(chance.randrange(2012, 2028))
        if chance.random() < 0.24:
            day = str(chance.randrange(1, 32)).zfill(choice((1, 1, 2)))
            before = ("pada tanggal ", "Pada tanggal : ", "Tanggal : ")
            place = choice(PLACES.split()) + choice((", ", ", ", ","))
            return [
                (place if chance.random() < 0.75 else choice(before), False),
                (day, True),
                (f"{choice((' ', ' ', ''))} {choice(MONTHS.split())} {year}", False),
            ]
        three = f"{chance.randrange(1000):03}"
        code = choice(
            (
                three,
                three,
                three,
                f"{three}.{chance.randrange(1, 20)}",
                f"{three}.{chance.randrange(1, 10)}.{chance.randrange(1, 10)}",
                choice(UNITS.split()) + choice(".-/") + three,
                choice(("SE-", "SE.", "B/", "HK.04.02/", "UM.01/", "B-", "R-", "SE/", "PR.01/")),
                choice(UNITS.split()),
            )
        )
        serial = "".join(choice("0123456789") for _ in range(choice(MOST_SERIAL_SIGNS)))
        if len(serial) > 1 and serial[0] == "0" and chance.random() < 0.6:
            serial = choice("123456789") + serial[1:]
        if chance.random() < 0.12:
            more = f".{chance.randrange(1, 10)}", f"-{chance.randrange(1, 99)}"
            serial += choice(("A", "a", "B", "K", ".a", ".1", *more))
        unit = choice(UNITS.split()) + choice(
            ("", "", "", f".{chance.randrange(1, 30)}", f"-{chance.randrange(1, 9)}")
        )
        roman, other = (
            choice(ROMAN.split()),
            f"{chance.randrange(100, 500)}.{chance.randrange(1, 200)}",
        )
        tail = choice(("/", "/", "/", " / ", "/ ", " /")) + choice(
            (
                unit,
                year,
                f"{unit}/{year}",
                f"{roman}/{unit}/{year}",
                f"{unit}/{roman}/{year}",
                other,
                f"{other}/{year}",
                f"{other}.{chance.randrange(1, 9)}/{year}",
                f"{chance.randrange(1, 300)}",
            )
        )
        label = choice(LABELS) + choice((" : ", ": ", " :", "  : ", ". ", "   :  ", " "))
        whole = code if code[-1] in "/-." else code + choice(("/", "/", "/", " / ", "/ ", " /"))
        written = whole + serial + choice(("", f"/{choice((roman, unit, year))}"))
        ways: tuple[tuple[float, list[tuple[str, bool]]], ...] = (
            (0.58, [(whole, False), (serial, True), (tail, False)]),
            (0.08, [(serial, True), (tail, False)]),
            (0.08, [(serial, True), (choice((" Tahun ", " TAHUN ")) + year, False)]),
            (0.05, [(whole, False), (serial, True)]),
            (0.06, [(written, True)]),
            (0.04, [(whole, False), (f"{serial}/{roman}", True), (f"/{year}", False)]),
            (0.04, [(whole + serial + tail, False)]),
            (0.03, [(whole, False), ("", True), (tail, False)]),
            (0.04, [(f"{code.rstrip('/-.')}/{serial}", True), (tail, False)]),
        )
        (value,) = chance.choices([way for _, way in ways], [share for share, _ in ways])
        return [(label, False), *value]

    def _print(self, text: str, font: str, tone: float) -> None:
        pixels = pixels_of(font, SIZE)
        width = sum(advance(font, pixels, char) for char in text)
        image = Image.new("L", (int(width * 1.05) + 2 * SIZE, 4 * SIZE), 0)
        ImageDraw.Draw(image).text(
            (SIZE, BASE), text, font=opened(font, pixels), fill=int(255 * tone), anchor="ls"
        )
        self._items.append((self._x - SIZE, np.asarray(image)))
        for char in text:
            end = self._x + advance(font, pixels, char)
            if char != " ":
                self._signs.append(_Sign(char, self._x, end))
            self._x = end

    def _hand(self) -> _Hand:
        chance, uniform = self._chance, self._chance.uniform
        return _Hand(
            kind=chance.choices(("strokes", "font", "people"), (0.45, 0.25, 0.3))[0],
            font=chance.choice(self._hands),
            tone=uniform(0.4, 1),
            scale=chance.choice((uniform(0.85, 1.5), uniform(1.2, 2))),
            slant=uniform(-0.15, 0.45),
            lower=uniform(-0.2, 0.35),
            rise=uniform(-0.06, 0.06),
            gap=uniform(-0.06, 0.3) if chance.random() < 0.85 else uniform(0.2, 0.6),
            thick=chance.choice((uniform(0.05, 0.1), uniform(0.06, 0.14), uniform(0.1, 0.2))),
            fatter=chance.choice((0, 0, 0, 1, 2, 3)),
            wide=uniform(0.4, 0.72),
            unrest=uniform(0.01, 0.05),
            sway=uniform(0, 0.05),
            waves=(uniform(0.4, 1), uniform(0.4, 1)),
            steady=chance.random() < 0.8,
        )

    def _write(self, text: str) -> None:
        chance, hand, begin = self._chance, self._hand(), self._x
        for char in text:
            if char == " ":
                self._x += 0.4 * SIZE
                continue
            height = SIZE * hand.scale * chance.uniform(0.86, 1.14)
            lower = hand.lower + chance.uniform(-0.09, 0.09)
            bottom = BASE + lower * SIZE - hand.rise * (self._x - begin)
            kind = hand.kind
            if kind == "people" and not char.isdigit():
                kind = "strokes"
            if kind == "strokes" and char not in forms():
                kind = "font"
            draw = self._in_font if kind == "font" else self._in_strokes
            width = draw(char, hand, height, bottom, kind)
            self._signs.append(_Sign(char, self._x, self._x + width))
            between = hand.gap + (0 if kind == "font" else 0.1) + chance.uniform(-0.04, 0.04)
            self._x += float(width) + between * SIZE

    def _in_font(self, char: str, hand: _Hand, height: float, bottom: float, _: str) -> float:
        chance = self._chance
        pixels = max(pixels_of(hand.font, int(height)) // 3 * 3, 6)
        width = advance(hand.font, pixels, char)
        glyph = np.roll(drawn_in(hand.font, pixels, char), int(bottom - BASE), 0)
        if hand.fatter:
            glyph = np.asarray(
                cv2.dilate(glyph, np.ones((hand.fatter + 1,) * 2, np.uint8)), np.uint8
            )
        middle, slant = bottom - height / 2, hand.slant - 0.12
        turn = cv2.getRotationMatrix2D((SIZE + width / 2, middle), chance.uniform(-7, 7), 1.0)
        turn[0, 1] -= 0.5 * slant
        turn[0, 2] += 0.5 * slant * middle
        wider = chance.uniform(0.88, 1.12)
        turn[0, 0] *= wider
        turn[0, 2] += (1 - wider) * SIZE
        glyph = np.asarray(cv2.warpAffine(glyph, turn, glyph.shape[::-1]), np.uint8)
        self._items.append((self._x - SIZE, (glyph * hand.tone).astype(np.uint8)))
        return width * wider

    def _in_strokes(self, char: str, hand: _Hand, height: float, bottom: float, kind: str) -> float:
        chance = self._chance
        width = hand.wide * height * WIDTHS.get(char, 1.0) * chance.uniform(0.8, 1.2)
        if kind == "people":
            lines = list(chance.choice(self._people[int(char)]))
        else:
            lines = self._own_strokes(char, hand)
        slant = 0.6 * hand.slant - (0.12 if kind == "people" else 0) + chance.uniform(-0.06, 0.06)
        phases, waves = (chance.random(), chance.random()), hand.waves
        drawn = []
        for line in lines:
            x, y = line[:, 0], line[:, 1]
            swayed = x + hand.sway * np.sin(6.28 * (waves[0] * y + phases[0]))
            heaved = y + 0.7 * hand.sway * np.sin(6.28 * (waves[1] * x + phases[1]))
            across = swayed * width + 2 * SIZE + slant * (0.5 - heaved) * height
            down = bottom - height + heaved * height
            drawn.append(np.round(16 * np.column_stack([across, down])).astype(np.int32))
        canvas = np.zeros((4 * SIZE, int(width) + 4 * SIZE), np.uint8)
        pen = max(round(hand.thick * SIZE * chance.uniform(0.9, 1.1)), 1)
        cv2.polylines(canvas, drawn, False, (255,), pen, cv2.LINE_AA, 4)
        self._items.append((self._x - 2 * SIZE, (canvas * hand.tone).astype(np.uint8)))
        return width

    def _own_strokes(self, char: str, hand: _Hand) -> list[Reals]:
        chance = self._chance
        form = chance.choice(forms()[char])
        if hand.steady:
            form = hand.habit.setdefault(char, form)
        lines = []
        for curved, points in strokes_of(form):
            moved = np.asarray(
                points + self._noise.normal(0, hand.unrest, points.shape), np.float32
            )
            bent = curved or (len(moved) > 2 and chance.random() < 0.3)
            lines.append(spline(moved) if bent else moved)
        return lines

    def _spoil(self, ink: Grey, spot: tuple[float, float] | None, font: str, tone: int) -> None:
        """Draw dots to write on, print above and below, a stamp's edge, a rule, a flourish."""
        chance, uniform = self._chance, self._chance.uniform
        height, width = ink.shape
        if spot is not None and chance.random() < 0.16:
            row, step = int(BASE + uniform(0.02, 0.25) * SIZE), chance.choice((4, 6, 8, 1))
            thick = max(SIZE // chance.choice((10, 16)), 1)
            for start in range(int(max(spot[0], 0)), int(spot[1] + SIZE / 2), step):
                ink[row : row + thick, start : start + 2] = tone
        if chance.random() < 0.25:
            for way in (-1, 1):
                if chance.random() < 0.5:
                    continue
                image = Image.new("L", (width, height), 0)
                at = uniform(-2, 2) * SIZE, BASE + way * uniform(1.5, 2.1) * SIZE
                pixels = pixels_of(font, SIZE)
                ImageDraw.Draw(image).text(
                    at, chance.choice(AROUND), font=opened(font, pixels), fill=tone, anchor="ls"
                )
                np.maximum(ink, np.asarray(image), out=ink)
        if chance.random() < 0.1:
            middle = int(uniform(0, width)), int(uniform(-2, 5) * height)
            reach = int(abs(middle[1] - height / 2) + uniform(3, height / 2))
            pen = chance.choice((2, 3, 4))
            cv2.circle(ink, middle, reach, (int(uniform(50, 180)),), pen, cv2.LINE_AA)
        if chance.random() < 0.05:
            ink[int(BASE + uniform(0.2, 0.5) * SIZE) :][:2] = tone
        if chance.random() < 0.05:
            through = [[uniform(0, width), uniform(0, height)] for _ in range(4)]
            line = spline(np.array(through, np.float32)).astype(np.int32)
            pen = chance.choice((2, 3, 4))
            cv2.polylines(ink, [line], False, (int(uniform(90, 220)),), pen, cv2.LINE_AA)

    def _scanned(self, ink: Grey) -> Reals:
        """Cut the line out, a little skewed, and scan it in some resolution, noise and JPEG."""
        chance, uniform = self._chance, self._chance.uniform
        if chance.random() < 0.3:
            thicker = chance.random() < 0.72
            pens = ((3, 3), (2, 3), (3, 2), (2, 2)) if thicker else ((1, 2), (2, 1), (2, 2))
            pen = np.ones(chance.choice(pens), np.uint8)
            ink = np.asarray((cv2.dilate if thicker else cv2.erode)(ink, pen), np.uint8)
        middle, width = BASE - SIZE / 2, ink.shape[1]
        turn = cv2.getRotationMatrix2D((width / 2, middle), chance.gauss(0, 0.5), 1.0)
        pad = chance.choice((0.25, 0.35, 0.5, 0.5, 0.7, 0.7, 0.9)) + chance.gauss(0, 0.05)
        reach = (0.5 + pad) * SIZE * uniform(0.92, 1.1)
        middle += chance.gauss(0, 0.06) * SIZE
        scale, stretch, fine = HEIGHT / (2 * reach), uniform(0.88, 1.12), uniform(1, 2)
        shape = max(int(int(max(width * scale * stretch, 16)) * fine), 1), int(HEIGHT * fine)
        cut = np.array(
            [[scale * fine * stretch, 0, 0], [0, scale * fine, (reach - middle) * scale * fine]]
        ) @ np.vstack([turn, [0, 0, 1]])
        if scale * fine < 0.9:
            ink = np.asarray(
                cv2.GaussianBlur(ink, (0, 0), max(0.5 / (scale * fine), 0.3)), np.uint8
            )
        seen = np.asarray(cv2.warpAffine(ink, cut, shape), np.float32) / 255
        if chance.random() < 0.5:
            seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), uniform(0.2, 0.6) * fine), np.float32)
        if chance.random() < 0.15:
            seen = np.clip((seen - 0.35) * uniform(2, 6), 0, 1)
        if chance.random() < 0.12:  # worn print, and what a fax makes of it
            coarse = max(shape[1] // 4, 2), max(shape[0] // 4, 2)
            wear = cv2.resize(self._noise.random(coarse).astype(np.float32), shape)
            seen = np.asarray(seen * np.clip(0.3 + 1.4 * wear, 0, 1), np.float32)
            if chance.random() < 0.5:
                seen = np.asarray(seen > uniform(0.25, 0.5), np.float32)
        paper, dark = uniform(190, 255), uniform(0, 110)
        top = chance.randrange(200 - shape[1])
        left = chance.randrange(max(4000 - shape[0], 1))
        grain = self._grain[top : top + shape[1], left : left + shape[0]]
        greys = paper - seen * (paper - dark) + chance.choice((1, 2, 4, 7, 11)) * grain
        if chance.random() < 0.2:
            greys = greys - uniform(-40, 40) * np.linspace(0, 1, shape[0])
        picture = np.asarray(np.clip(greys, 0, 255), np.uint8)
        if chance.random() < 0.4:
            quality = [cv2.IMWRITE_JPEG_QUALITY, chance.randrange(25, 85)]
            coded = cv2.imencode(".jpg", picture, quality)[1]
            picture = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
        return prepared(picture)


def _steps(signs: Sequence[_Sign], seen: Reals, width: int) -> npt.NDArray[np.int64]:
    """Return what each step of two pixels shows: a column of ``SIGNS`` or ``EITHER``."""
    steps = np.zeros((seen.shape[1] + 1) // 2, np.int64)
    other, last = SIGNS.index(OTHER), len(steps) - 1
    scale = seen.shape[1] / width / 2
    before, end_before = -2, 0.0
    for sign in signs:
        column = SIGNS.index(sign.text) if sign.text in SIGNS else other
        start, end = sign.start * scale, sign.end * scale
        steps[max(int(start), 0) : max(int(np.ceil(end)), 0)] = EITHER
        if before == column == other:
            start = min(start, end_before)  # runs of letters are one sign
        elif before == column:
            parting = int((end_before + start) / 2)
            steps[min(max(parting, 0), last)] = 0
            start = max(start, parting + 1)
        edge = 0.0 if column == other else 0.25 * (end - start)
        first = int(start + edge)
        steps[min(max(first, 0), last) : max(int(np.ceil(end - edge)), first + 1)] = column
        before, end_before = column, end
    return steps
