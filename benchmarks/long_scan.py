"""Measures a scan of many pages by the clock: this program, `tesseract`, and `ocrmypdf`.

Draws pages of the samples at 300 dpi as one PDF of pictures and reads it, without a cache, with
this program's command, with the `tesseract` command (one thread) page after page, and, where it is
installed, with `ocrmypdf --deskew --rotate-pages`. Wants a machine that does nothing else:
`benchmarks/long_scan.py --pages 20`.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import Image
from rich.console import Console
from rich.table import Table

SAMPLES = Path(__file__).parent.parent / "samples"
DPI = 300
COMMAND = "from circular_parser.cli import app; app()"


def page_images(count: int) -> list[Image.Image]:
    """Draw the first *count* pages of the sample PDFs, from the first again where they end."""
    images = []
    for path in itertools.cycle(sorted(SAMPLES.glob("*.pdf"))):
        document = pypdfium2.PdfDocument(path)
        images += [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
        document.close()
        if len(images) >= count:
            return images[:count]
    return images


def seconds(run: Callable[[], None]) -> float:
    """Return what *run* takes by the clock."""
    begun = time.monotonic()
    run()
    return time.monotonic() - begun


def quiet(*command: str | Path, threads: int | None = None) -> None:
    """Run a command, its output thrown away, Tesseract held to *threads*."""
    limit = {} if threads is None else {"OMP_THREAD_LIMIT": str(threads)}
    arguments = [str(part) for part in command]
    subprocess.run(arguments, check=True, capture_output=True, env={**os.environ, **limit})


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=20)
    pages = page_images(parser.parse_args().pages)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scan = folder / "scan.pdf"
        pages[0].save(scan, save_all=True, append_images=pages[1:], resolution=DPI)
        files = [folder / f"{number}.png" for number in range(len(pages))]
        for page, file in zip(pages, files, strict=True):
            page.save(file, dpi=(DPI, DPI))

        def ours() -> None:
            quiet(sys.executable, "-c", COMMAND, "parse", scan, "--no-cache", "-o", folder / "out")

        def page_after_page() -> None:
            for file in files:
                # With more threads it takes more than twice as long here.
                quiet("tesseract", file, "-", "-l", "ind", threads=1)

        def ocrmypdf() -> None:
            options = ["-l", "ind", "--deskew", "--rotate-pages"]
            quiet("ocrmypdf", *options, scan, folder / "out.pdf")

        mine = seconds(ours)
        others = {"tesseract, 1 thread, page after page": page_after_page}
        if shutil.which("ocrmypdf"):
            others["ocrmypdf --deskew --rotate-pages"] = ocrmypdf
        table = Table("what", "s", "ours over it", title=f"{len(pages)} pages")
        table.add_row("circular-parser parse --no-cache", f"{mine:.1f}", "")
        for what, run in others.items():
            theirs = seconds(run)
            table.add_row(what, f"{theirs:.1f}", f"{mine / theirs:.2f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
