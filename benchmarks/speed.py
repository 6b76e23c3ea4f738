"""Measures speed as ratios within one run, so that machines can be compared.

Five questions, each against a yardstick on the same page and machine:

- a text PDF of one page, parsed by a loaded Parser, against pdfplumber's extract_text;
- the processor time of finding and resolving the values in its text alone, against the same,
  for the first document of a process and for many, one after another;
- the start of a Parser in a fresh Python, imports and all, against `import spacy`;
- a cold `circular-parser parse` of it, against a Python that does nothing;
- the processor time of a scanned page, by either engine, against the bare `tesseract` command.

Two more have limits of their own: the processor time of preparing a clean page, and the peak
memory of a fresh process that reads a colour scan of A4 at 600 dpi.

Run `make bench`, or give files: `benchmarks/speed.py --text one.pdf --scan page.png`.
"""

from __future__ import annotations

import argparse
import functools
import gc
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
import spacy
from rich.console import Console
from rich.table import Table

from circular_parser import Parser
from circular_parser.document import Document
from circular_parser.reading.ink import Picture
from circular_parser.reading.ocr import EngineMissingError, GreyImage, engine_for
from circular_parser.reading.options import EngineName, ReadOptions
from circular_parser.reading.prepare import prepare
from circular_parser.reading.probe import Probe
from circular_parser.reading.sheets import sheets_of

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
TEXTS = [
    SAMPLES / "kab-maros-2022-ramadan.pdf",
    SAMPLES / "kota-pariaman-2023-presensi.pdf",
    SAMPLES / "kota-ternate-2024-cuti-bersama.pdf",
]
# A clean page, a scan, and an image file.
SCANS = [TEXTS[0], SAMPLES / "kota-kendari-2020-wfh.pdf", SAMPLES / "kab-natuna-2025-upacara.png"]
SCAN_DPI = 300
_LANGUAGE = ("circular_parser.language", "circular_parser.resolve")
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
# An installed package has its byte code; a checkout that may not keep any compiles each time.
AS_INSTALLED = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Row:
    """One comparison: medians of ours and of the yardstick, and what is allowed."""

    what: str
    unit: str
    ours: float
    yardstick: str
    theirs: float
    runs: int
    limit: str

    def cells(self) -> tuple[str, ...]:
        """Return the row as printed."""
        ours, theirs = (f"{value:.3g} {self.unit}" for value in (self.ours, self.theirs))
        ratio = f"{self.ours / self.theirs:.2f}"
        return self.what, ours, self.yardstick, theirs, ratio, str(self.runs), self.limit


def main() -> None:
    """Measure and print the table."""
    arguments = argument_parser().parse_args()
    texts, scans, runs = arguments.text or TEXTS, arguments.scan or SCANS, arguments.runs
    parser = Parser()
    rows = [text_page(parser, text, runs) for text in texts]
    rows += [language(parser, text, runs) for text in texts]
    rows.append(language_in_a_row(parser, max(runs // 3, 3)))
    rows.append(language_of_reports(parser, max(runs // 3, 3)))
    rows.append(start_up(max(runs // 3, 3)))
    rows.append(cold_start(texts[0], max(runs // 5, 3)))
    with tempfile.TemporaryDirectory() as folder:
        for scan in scans:
            image = page_image(scan, Path(folder))
            rows += scanned_page(image, max(runs // 10, 3))
        rows.append(preparation(texts[0], runs))
        rows.append(peak_memory(texts[0], Path(folder)))
    for line in circumstances():
        print(line)
    table = Table("what", "ours", "yardstick", "its", "ratio", "runs", "limit")
    for row in rows:
        table.add_row(*row.cells())
    Console(width=140).print(table)


def argument_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--text", type=Path, action="append", help="a PDF of one text page; repeatable"
    )
    parser.add_argument(
        "--scan",
        type=Path,
        action="append",
        help=f"an image, or a PDF whose first page is rendered at {SCAN_DPI} dpi; repeatable",
    )
    parser.add_argument("--runs", type=int, default=30, help="runs of the quickest measurement")
    return parser


def text_page(parser: Parser, pdf: Path, runs: int) -> Row:
    """Compare a warm parse with pdfplumber, which only extracts the text."""

    def extract() -> None:
        with pdfplumber.open(pdf) as document:
            document.pages[0].extract_text()

    ours, theirs = interleaved(lambda: parser.parse(pdf), extract, runs, time.perf_counter)
    yardstick = "pdfplumber extract_text"
    return Row(
        f"{pdf.stem}, text, warm", "ms", ours * 1000, yardstick, theirs * 1000, runs, "ours < 40 ms"
    )


def language(parser: Parser, pdf: Path, runs: int) -> Row:
    """Compare the work on the text of a page that is read with pdfplumber's extraction of it.

    Each run meets the document for the first time: nothing is remembered of its clauses.
    """
    document = parser.read(pdf)
    understand = first_meeting(parser, [document])
    extraction = functools.partial(extract_all, [pdf])
    ours, theirs = interleaved(understand, extraction, runs, time.process_time)
    pages = len(document.pages)
    yardstick = "pdfplumber extract_text, CPU"
    return Row(
        f"{pdf.stem}, language, CPU",
        "ms/page",
        ours * 1000 / pages,
        yardstick,
        theirs * 1000 / pages,
        runs,
        "ours < 10 ms",
    )


def language_in_a_row(parser: Parser, runs: int) -> Row:
    """Compare the work on all text layers among the samples with pdfplumber's extraction of them.

    Each run meets every document once and for the first time, as a batch does; what one shares
    with another, such as the names of offices, is remembered from then on.
    """
    read = {pdf: parser.read(pdf) for pdf in sorted(SAMPLES.glob("*.pdf"))}
    texts = {
        pdf: document
        for pdf, document in read.items()
        if all(page.text_source == "text_layer" for page in document.pages)
    }
    understand = first_meeting(parser, list(texts.values()))
    extraction = functools.partial(extract_all, list(texts))
    ours, theirs = interleaved(understand, extraction, runs, time.process_time)
    pages = sum(len(document.pages) for document in texts.values())
    return Row(
        f"{len(texts)} PDFs of {pages} text pages, language, CPU",
        "ms/page",
        ours * 1000 / pages,
        "pdfplumber extract_text, CPU",
        theirs * 1000 / pages,
        runs,
        "ours < 10 ms",
    )


def language_of_reports(parser: Parser, runs: int) -> Row:
    """Compare the work on the reports among the samples with spaCy's division into words.

    Each run meets every report once and for the first time.
    """
    reports = [parser.read(path) for path in sorted(SAMPLES.glob("berita-*"))]
    words = spacy.blank("id")
    understand = first_meeting(parser, reports)

    def divide() -> None:
        for report in reports:
            words.make_doc(report.text)

    ours, theirs = interleaved(understand, divide, runs, time.process_time)
    letters = sum(len(report.text) for report in reports) // len(reports)
    return Row(
        f"{len(reports)} reports of {letters} letters, language, CPU",
        "ms/report",
        ours * 1000 / len(reports),
        "spaCy's words, CPU",
        theirs * 1000 / len(reports),
        runs,
        "ours < 10 ms",
    )


def first_meeting(parser: Parser, documents: list[Document]) -> Callable[[], None]:
    """Return what parses *documents* as if none had been seen before."""
    for document in documents:
        parser.parse_document(document)  # so that all caches are there
    caches = remembered()

    def understand() -> None:
        for cache in caches:
            cache.cache_clear()
        for document in documents:
            parser.parse_document(document)

    return understand


def extract_all(pdfs: list[Path]) -> None:
    """Extract the text of every page with pdfplumber."""
    for pdf in pdfs:
        with pdfplumber.open(pdf) as document:
            for page in document.pages:
                page.extract_text()


def remembered() -> list[Any]:
    """Return the package's caches of what it has seen in documents; those of files stay."""
    kind = type(lru_cache(len))
    caches = [item for item in gc.get_objects() if isinstance(item, kind)]
    ours = [c for c in caches if c.__wrapped__.__module__.startswith(_LANGUAGE)]
    return [cache for cache in ours if cache.cache_parameters()["maxsize"] is not None]


def start_up(runs: int) -> Row:
    """Compare importing and building a Parser in a fresh Python with importing spaCy."""
    taken = 0.0

    def clock() -> float:
        return taken

    def timed(code: str) -> Callable[[], None]:
        program = f"from time import perf_counter as t; a = t(); {code}; print(t() - a)"

        def run() -> None:
            nonlocal taken
            command = [sys.executable, "-c", program]
            taken += float(subprocess.check_output(command, env=AS_INSTALLED))

        return run

    ours, theirs = interleaved(
        timed("from circular_parser import Parser; Parser()"), timed("import spacy"), runs, clock
    )
    return Row("start of a Parser", "s", ours, "import spacy", theirs, runs, "ours < 1 s")


def cold_start(pdf: Path, runs: int) -> Row:
    """Compare a fresh command with a fresh interpreter."""
    command = Path(sysconfig.get_path("scripts")) / "circular-parser"

    def run(*arguments: str) -> None:
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, env=AS_INSTALLED)

    ours, theirs = interleaved(
        lambda: run(str(command), "parse", str(pdf)),
        lambda: run(sys.executable, "-c", "pass"),
        runs,
        time.perf_counter,
    )
    return Row(f"{pdf.stem}, text, cold", "s", ours, "python -c pass", theirs, runs, "ours < 2 s")


def scanned_page(image: Path, runs: int) -> Iterator[Row]:
    """Compare processor time, children included, with one bare Tesseract call."""

    def tesseract() -> None:
        command = ["tesseract", str(image), "-", "-l", "ind", "tsv"]
        subprocess.run(command, check=True, capture_output=True, env=ONE_THREAD)

    limits: dict[EngineName, str] = {"tesserocr": "0.95", "tesseract": "1.1"}
    for engine, limit in limits.items():
        try:
            engine_for(engine, "ind")
        except EngineMissingError:
            continue
        parser = Parser(ReadOptions(engine=engine))
        ours, theirs = interleaved(
            functools.partial(parser.parse, image), tesseract, runs, processor_seconds
        )
        what = f"{image.stem}, scan by {engine}, CPU"
        limit = f"clean page: ratio < {limit}"
        yield Row(what, "s", ours, "tesseract tsv, 1 thread", theirs, runs, limit)


def preparation(pdf: Path, runs: int) -> Row:
    """Compare all that happens to a clean page before recognition with rendering it."""

    def render() -> GreyImage:
        with closing(pypdfium2.PdfDocument(pdf)) as document:
            pixels = document[0].render(scale=SCAN_DPI / 72, grayscale=True).to_numpy()
            return np.array(pixels.squeeze(), np.uint8)

    page = render()

    def prepared() -> None:
        probe = Probe(page)
        if not probe.is_blank:
            for sheet in sheets_of(Picture(page), probe):
                prepare(sheet.picture.grey, sheet.probe, 90 if probe.runs_upright else 0)

    ours, theirs = interleaved(prepared, render, runs, processor_seconds)
    what = f"{pdf.stem}, preparation, CPU"
    return Row(what, "ms", ours * 1000, "rendering it", theirs * 1000, runs, "ours < 60 ms")


def peak_memory(pdf: Path, folder: Path) -> Row:
    """Compare a fresh process that reads a scan at 600 dpi with one that only starts.

    Read from /proc: what ``getrusage`` calls the peak counts the parent's memory too.
    """
    scan = folder / "600.png"
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        picture = document[0].render(scale=600 / 72).to_pil().convert("RGB")
    picture.resize((4960, 7016)).save(scan, dpi=(600, 600))

    def megabytes(action: str) -> float:
        program = (
            "import re; from pathlib import Path; from circular_parser import Parser; "
            f"p = Parser(); {action}; status = Path('/proc/self/status').read_text(); "
            "print(int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) / 1024)"
        )
        return float(subprocess.check_output([sys.executable, "-c", program], env=AS_INSTALLED))

    ours, start = megabytes(f"p.parse(Path({str(scan)!r}))"), megabytes("pass")
    return Row("A4 in colour, 600 dpi, peak", "MB", ours, "a Parser", start, 1, "ours < 400 MB")


def interleaved(
    ours: Callable[[], object], theirs: Callable[[], object], runs: int, clock: Callable[[], float]
) -> tuple[float, float]:
    """Return the median of each by *clock*, taken in turns after one run to warm up."""
    seconds: tuple[list[float], list[float]] = [], []
    for number in range(runs + 1):
        for action, taken in zip((ours, theirs), seconds, strict=True):
            start = clock()
            action()
            if number:
                taken.append(clock() - start)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def processor_seconds() -> float:
    """Return the user and system time of this process and of its ended children."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def page_image(path: Path, folder: Path) -> Path:
    """Return the image itself, or the first page of a PDF as a grey PNG in *folder*."""
    if path.suffix.lower() != ".pdf":
        return path
    target = folder / f"{path.stem}.png"
    document = pypdfium2.PdfDocument(path)
    bitmap = document[0].render(scale=SCAN_DPI / 72, grayscale=True)
    bitmap.to_pil().save(target, dpi=(SCAN_DPI, SCAN_DPI))
    document.close()
    return target


def circumstances() -> list[str]:
    """Return lines that name machine, versions and pages."""
    names = ("circular-parser", "spacy", "pypdfium2", "pdfplumber", "pytesseract")
    tesseract = shutil.which("tesseract")
    release = "not installed"
    if tesseract:
        output = subprocess.run(
            [tesseract, "--version"], capture_output=True, text=True, check=True
        )
        release = output.stdout.split()[1]
    return [
        f"machine   {platform.machine()}, {processor()}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.release()}",
        f"versions  Python {platform.python_version()}, Tesseract {release} (command), "
        f"OCR engine in use: {engine_for('auto', 'ind').name}, "
        + ", ".join(f"{name} {version(name)}" for name in names),
        f"pages     first pages; of a PDF given as a scan, its image at {SCAN_DPI} dpi; "
        "medians, taken in turns after one run to warm up",
    ]


def processor() -> str:
    """Return the processor's name."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


if __name__ == "__main__":
    main()
