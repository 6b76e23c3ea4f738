"""Shows where reading breaks: letters rendered, damaged by grades, and read by several ways.

Text PDFs of the samples are drawn as scans and damaged, seeded and in growing grades. Each
page is read by this program, by the plain `tesseract` command and, where it is installed,
by `ocrmypdf --deskew --rotate-pages --clean`. The table gives for each grade

- CER: edits by character over the length of the true text, white space left out;
- F1: the mean over the fields of the record, the same rules on each text.

The true text is the PDF's own. Run `make degradation`, or `benchmarks/degradation.py
--grade skew --plot degradation.svg`; a plot needs matplotlib, which `make` does not install.
`--fields` compares instead, field by field, the records of all sample PDFs that hold text with
those of the same pages scanned at 200 dpi, a little askew and with a little grain.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from circular_parser import Circular, Parser
from circular_parser.evaluation import evaluate

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "samples"))

from damage import Page, blur, fade, fold, noise, shade, skew, threshold  # noqa: E402

SAMPLES = ROOT / "samples"
# Letters of one page, with heads in one and in two columns.
LETTERS = (
    "kab-maros-2022-ramadan",
    "kota-pariaman-2023-presensi",
    "kota-ternate-2024-cuti-bersama",
)
USUAL_DPI = 200
SEED = 20_200_316
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}

Damage = Callable[[Page, float], Page]


def stamp(page: Page, size: float) -> Page:
    """Press a round stamp of *size* times the page's width on the signature."""
    height, width = page.shape
    out = np.full(page.shape, 255, np.uint8)
    centre, radius = (int(0.66 * width), int(0.72 * height)), int(size * width / 2)
    for ring in (1.0, 0.72):
        cv2.circle(out, centre, int(radius * ring), 95.0, max(width // 500, 2), cv2.LINE_AA)
    for turn in range(0, 360, 24):
        x, y = (
            centre[i] + 0.84 * radius * f(np.radians(turn)) for i, f in enumerate((np.cos, np.sin))
        )
        cv2.putText(out, "A", (int(x), int(y)), cv2.FONT_HERSHEY_SIMPLEX, width / 2200, 95.0, 2)
    return np.minimum(page, out)


def jpeg(page: Page, quality: float) -> Page:
    """Pack as JPEG of *quality* and unpack again."""
    _, packed = cv2.imencode(".jpg", page.clip(0, 255).astype(np.uint8), [1, int(quality)])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.float32)


def grain(page: Page, strength: float) -> Page:
    """Add grain and dirt, the same each time."""
    return noise(page, strength, np.random.default_rng(SEED))


def turned(page: Page, degrees: float) -> Page:
    """Turn by quarters, clockwise."""
    return np.ascontiguousarray(np.rot90(page, -int(degrees) // 90))


def photo(page: Page, tilt: float) -> Page:
    """Lay the page on a dark desk, seen from a side: *tilt* is what its far edge loses."""
    height, width = page.shape
    edge = 0.06 * width
    near, far = edge, edge + tilt * width / 2
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(
        [
            [far, edge + tilt * height / 3],
            [width + 2 * edge - far, edge],
            [width + 2 * edge - near, height + edge],
            [near, height + edge],
        ],
        np.float32,
    )
    size = int(width + 2 * edge), int(height + 2 * edge)
    warp = cv2.getPerspectiveTransform(flat, seen)
    paper = cv2.warpPerspective(page, warp, size)
    mask = cv2.warpPerspective(np.ones_like(page), warp, size)
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    light = 1.0 - 0.4 * ((x / size[0] - 0.3) ** 2 + (y / size[1] - 0.3) ** 2)
    desk = noise(np.full(page.shape, 90, np.float32), 8, np.random.default_rng(SEED))
    desk = np.asarray(cv2.resize(desk, size), np.float32)
    return np.asarray((paper * mask + desk * (1 - mask)) * light, np.float32)


def bleed(page: Page, strength: float) -> Page:
    """Let the print of the sheet's back show through."""
    back = cv2.GaussianBlur(page[:, ::-1], (0, 0), 1.2)
    return np.asarray(np.minimum(page, 255 - strength * (255 - back)), np.float32)


def specks(page: Page, share: float) -> Page:
    """Strew black and white specks over *share* of the pixels."""
    chance = np.random.default_rng(SEED).random(page.shape)
    out = np.where(chance < share / 2, 0, page)
    return np.where(chance > 1 - share / 2, 255, out).astype(np.float32)


def dots(page: Page, pitch: float) -> Page:
    """Print in dots, *pitch* pixels apart."""
    height, width = page.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    raster = np.cos(2 * np.pi * x / pitch) + np.cos(2 * np.pi * y / pitch)
    return np.asarray(cv2.GaussianBlur(np.where(raster > -0.4, page, 255), (0, 0), 0.6), np.float32)


def fax(page: Page, streaks: float) -> Page:
    """Send by fax: black and white, dusty, with streaks from some place to the right edge."""
    chance = np.random.default_rng(SEED)
    out = threshold(page)
    height, width = page.shape
    out[chance.random(page.shape) < 2e-4] = 0
    for _ in range(int(streaks)):
        top, left = int(chance.integers(height)), int(chance.integers(width // 2))
        out[top : top + int(chance.integers(1, 4)), left:] = 0
    return out


# Each kind of damage with its grades from little to much.
GRADES: dict[str, tuple[Damage, tuple[float, ...]]] = {
    "skew, degrees": (skew, (1, 3, 5, 8, 10)),
    "turned, degrees": (turned, (90, 180, 270)),
    "grain, levels": (grain, (10, 25, 45)),
    "blur, pixels": (blur, (0.8, 1.4, 2.0)),
    "faded, contrast": (fade, (0.6, 0.35, 0.2)),
    "JPEG, quality": (jpeg, (40, 15, 6)),
    "shade, depth": (shade, (0.3, 0.5, 0.7)),
    "fold, at": (fold, (0.35, 0.6)),
    "stamp, size": (stamp, (0.2, 0.3)),
    "photo, tilt": (photo, (0.0, 0.1, 0.2)),
    "bleed-through": (bleed, (0.25, 0.5)),
    "specks, share": (specks, (0.02, 0.1)),
    "dots, pitch": (dots, (4, 5)),
    "fax, streaks": (fax, (5, 15)),
}
DPI = (300, 200, 150, 100)


@dataclass(frozen=True)
class Case:
    """One damage of one grade."""

    kind: str
    grade: float
    dpi: int
    damage: Damage | None = None

    def scan(self, letter: Path) -> bytes:
        """Return a scan of *letter* so damaged, as TIFF."""
        damage = self.damage
        if damage is None:
            return scan_of(letter, self.dpi)
        return scan_of(letter, self.dpi, lambda page: damage(page, self.grade))


def scan_of(letter: Path, dpi: int, damage: Callable[[Page], Page] = lambda page: page) -> bytes:
    """Draw all pages of *letter*, damage each, and pack them as one TIFF."""
    document = pypdfium2.PdfDocument(letter)
    pages = []
    for page in document:
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        grey = damage(np.asarray(bitmap.to_pil().convert("L"), np.float32))
        pages.append(Image.fromarray(grey.clip(0, 255).astype(np.uint8)))
    document.close()
    packed = io.BytesIO()
    pages[0].save(packed, "TIFF", save_all=True, append_images=pages[1:], dpi=(dpi, dpi))
    return packed.getvalue()


def cases(only: Sequence[str]) -> Iterator[Case]:
    """Yield all cases, or those whose kind begins with one of *only*."""
    every = [Case("scan, dpi", dpi, dpi) for dpi in DPI]
    for kind, (damage, grades) in GRADES.items():
        every += [Case(kind, grade, USUAL_DPI, damage) for grade in grades]
    return (case for case in every if not only or case.kind.startswith(tuple(only)))


class Ways:
    """The ways to read a page; each returns its text and the record made of it."""

    def __init__(self) -> None:
        self._parser = Parser()
        self.all: dict[str, Callable[[bytes, int], tuple[str, Circular]]] = {
            "circular-parser": self._ours,
            "tesseract": self._tesseract,
        }
        if shutil.which("ocrmypdf"):
            self.all["ocrmypdf"] = self._ocrmypdf

    def record_of_text(self, text: str) -> Circular:
        """Parse *text* as a text file."""
        return self._parser.parse(text.encode())

    def _ours(self, scan: bytes, dpi: int) -> tuple[str, Circular]:
        document = self._parser.read(scan)
        return document.text, self._parser.parse_document(document)

    def _tesseract(self, scan: bytes, dpi: int) -> tuple[str, Circular]:
        command = ["tesseract", "-", "-", "-l", "ind", "--dpi", str(dpi)]
        done = subprocess.run(command, input=scan, capture_output=True, env=ONE_THREAD, check=True)
        text = done.stdout.decode()
        return text, self.record_of_text(text or "-")

    def _ocrmypdf(self, scan: bytes, dpi: int) -> tuple[str, Circular]:
        with tempfile.TemporaryDirectory() as folder:
            pages, text_file = Path(folder, "in.tiff"), Path(folder, "text.txt")
            pages.write_bytes(scan)
            command = ["ocrmypdf", "-l", "ind", "--jobs", "1", "--image-dpi", str(dpi)]
            command += ["--deskew", "--rotate-pages", "--clean", "--output-type", "none"]
            subprocess.run(
                [*command, "--sidecar", str(text_file), str(pages), "-"],
                check=True,
                capture_output=True,
                env=ONE_THREAD,
            )
            text = text_file.read_text(encoding="utf-8")
        return text, self.record_of_text(text or "-")


def character_errors(true: str, read: str) -> float:
    """Return the edits over the length of *true*, white space left out; at most 1."""
    wanted, given = ("".join(text.split()) for text in (true, read))
    return min(Levenshtein.distance(wanted, given) / len(wanted), 1.0)


@dataclass(frozen=True)
class Result:
    """What one way makes of one case: means over the letters."""

    case: Case
    way: str
    errors: float
    f1: float


def measure(letters: Sequence[Path], only: Sequence[str]) -> Iterator[Result]:
    """Read every case in every way."""
    ways, parser = Ways(), Parser()
    true = {letter: parser.read(letter).text for letter in letters}
    gold = {
        letter.stem: json.loads((SAMPLES / "gold" / f"{letter.stem}.json").read_text("utf-8"))
        for letter in letters
    }
    for case in cases(only):
        errors: dict[str, list[float]] = defaultdict(list)
        records: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
        for letter in letters:
            scan = case.scan(letter)
            for way, read in ways.all.items():
                text, record = read(scan, case.dpi)
                errors[way].append(character_errors(true[letter], text))
                records[way][letter.stem] = record.model_dump(mode="json")
        for way in ways.all:
            yield Result(case, way, mean(errors[way]), evaluate(gold, records[way]).macro_f1)


def by_office_scanner(page: Page) -> Page:
    """Return *page* a little askew and with a little grain."""
    return grain(skew(page, 0.7), 6)


def compare_fields() -> Table:
    """Return the F1 of each field on sample PDFs as text, and on scans of the same."""
    parser = Parser()
    gold, text, scans = {}, {}, {}
    for letter in sorted(SAMPLES.glob("*.pdf")):
        document = parser.read(letter)
        if any(page.text_source != "text_layer" for page in document.pages):
            continue
        gold[letter.stem] = json.loads(
            (SAMPLES / "gold" / f"{letter.stem}.json").read_text("utf-8")
        )
        text[letter.stem] = parser.parse_document(document).model_dump(mode="json")
        scans[letter.stem] = parser.parse(scan_of(letter, USUAL_DPI, by_office_scanner)).model_dump(
            mode="json"
        )
    typed, scanned = evaluate(gold, text), evaluate(gold, scans)
    table = Table("field", "F1 of text", "F1 of scans", title=f"{len(gold)} documents")
    for field in typed.scores:
        scores = typed.f1(field), scanned.f1(field)
        if None not in scores:
            table.add_row(field, *(f"{score:.3f}" for score in scores))
    table.add_row("mean", f"{typed.macro_f1:.3f}", f"{scanned.macro_f1:.3f}")
    return table


def plot(results: Sequence[Result], target: Path) -> None:
    """Draw the character error rates, one panel for each kind of damage."""
    try:
        import matplotlib
    except ImportError:
        sys.exit("--plot needs matplotlib: pip install matplotlib")

    matplotlib.use("Agg")
    from matplotlib import pyplot

    kinds = list(dict.fromkeys(result.case.kind for result in results))
    ways = list(dict.fromkeys(result.way for result in results))
    columns = min(len(kinds), 5)
    rows = -(-len(kinds) // columns)
    figure, panels = pyplot.subplots(
        rows, columns, figsize=(3 * columns, 2.5 * rows), sharey=True, squeeze=False
    )
    for panel in panels.flat[len(kinds) :]:
        panel.set_visible(False)
    for panel, kind in zip(panels.flat, kinds, strict=False):
        for way in ways:
            points = [r for r in results if r.case.kind == kind and r.way == way]
            grades = [f"{point.case.grade:g}" for point in points]
            panel.plot(grades, [point.errors for point in points], marker="o", label=way)
        panel.set_title(kind, fontsize=10)
        panel.set_ylim(-0.02, 1.02)
        panel.grid(alpha=0.3)
    panels[0][0].set_ylabel("character error rate")
    panels[0][0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(target)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--grade", action="append", default=[], help="a kind, or its beginning")
    parser.add_argument("--letter", action="append", type=Path, help="a sample PDF with gold")
    parser.add_argument(
        "--plot", type=Path, help="draw the rates to this SVG or PNG; needs matplotlib"
    )
    parser.add_argument("--fields", action="store_true", help="fields of text and of scans")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    if arguments.fields:
        Console(width=140).print(compare_fields())
        return
    letters = arguments.letter or [SAMPLES / f"{name}.pdf" for name in LETTERS]
    results = list(measure(letters, arguments.grade))
    ways = list(dict.fromkeys(result.way for result in results))
    table = Table(
        "damage", "grade", *(f"CER {way}" for way in ways), *(f"F1 {way}" for way in ways)
    )
    by_case: dict[Case, dict[str, Result]] = defaultdict(dict)
    for result in results:
        by_case[result.case][result.way] = result
    for case, found in by_case.items():
        rates = [f"{found[way].errors:.3f}" for way in ways]
        table.add_row(
            case.kind, f"{case.grade:g}", *rates, *(f"{found[way].f1:.3f}" for way in ways)
        )
    Console(width=140).print(table)
    if arguments.json:
        rows = [[r.case.kind, r.case.grade, r.way, r.errors, r.f1] for r in results]
        arguments.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if arguments.plot:
        plot(results, arguments.plot)


if __name__ == "__main__":
    main()
