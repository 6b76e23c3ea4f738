"""Makes the sample documents and their golden records from ``texts/*.toml``.

    python samples/make_samples.py [STEM ...]

Each text holds a document and what a reader should find in it. The same texts and package
versions give the same files. Needs the ``samples`` extra and the fonts named in README.md.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import damage
import letters

HERE = Path(__file__).resolve().parent
DOCX_TIME = dt.datetime(2023, 1, 9, 8, 0)
EMPTY_GOLD: dict[str, Any] = {
    "source": {"form": "circular"},
    "document_type": None,
    "number": None,
    "subject": None,
    "issued_on": None,
    "issued_at": None,
    "issuer": dict.fromkeys(("title", "level", "region", "region_code", "province")),
    "signatory": dict.fromkeys(
        ("name", "position", "capacity", "on_behalf_of", "rank", "nip", "electronic")
    ),
    "addressees": [],
    "effective_periods": [],
    "work_arrangement": None,
    "exempt_services": [],
    "obligations": [],
    "references": [],
    "copies_to": [],
}
ITEM_KEYS = {
    "effective_periods": ("start", "end", "open_ended", "text"),
    "exempt_services": ("text", "kind", "service"),
    "obligations": ("text", "type", "modality", "bearer", "exception", "consequence"),
    "references": ("text", "document_type", "number", "relation"),
}
WORK_KEYS = ("home_share", "office_share", "rotation", "minimum_structural_levels")


def golden(given: dict[str, Any]) -> dict[str, Any]:
    """Return the full record of *given*: what it does not name is null or empty."""
    unknown = set(given) - set(EMPTY_GOLD)
    if unknown:
        raise ValueError(f"unknown keys in gold: {sorted(unknown)}")
    record: dict[str, Any] = {}
    for key, empty in EMPTY_GOLD.items():
        value = given.get(key, empty)
        if key in ITEM_KEYS:
            value = [dict.fromkeys(ITEM_KEYS[key]) | item for item in value]
        elif isinstance(empty, dict):
            value = empty | value
        elif key == "work_arrangement" and value is not None:
            value = dict.fromkeys(WORK_KEYS) | value
        record[key] = value
    for period in record["effective_periods"]:
        period["open_ended"] = bool(period["open_ended"])
    return record


def scan_page(pdf: pypdfium2.PdfDocument, number: int, scan: dict[str, Any]) -> damage.Page:
    """Return page *number* (from 1) as the scanner described by *scan* sees it."""
    chance = np.random.default_rng(scan.get("seed", 1) * 100 + number)
    image = pdf[number - 1].render(scale=scan["dpi"] / 72, grayscale=True).to_numpy()
    page = np.ascontiguousarray(image.reshape(image.shape[:2]), np.float32)
    for name, change in damage.ONE_ARGUMENT.items():
        if name in scan:
            values = scan[name]
            value = values[(number - 1) % len(values)] if isinstance(values, list) else values
            page = change(page, value) if value else page
    if scan.get("holes"):
        page = damage.holes(page)
    page = damage.noise(page, scan["noise"], chance) if "noise" in scan else page
    if scan.get("threshold"):
        page = damage.threshold(page)
    if number in scan.get("turned", []):
        page = np.ascontiguousarray(page[::-1, ::-1])
    return page


def _image(page: damage.Page) -> Image.Image:
    return Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))


def scanned_pdf(pdf: pypdfium2.PdfDocument, scan: dict[str, Any], target: Path) -> None:
    """Write the pages of *pdf* as JPEG images in a PDF, as a scanner would."""
    canvas = Canvas(str(target), invariant=1)
    for number in range(1, len(pdf) + 1):
        image = _image(scan_page(pdf, number, scan))
        jpeg = io.BytesIO()
        image.save(jpeg, "JPEG", quality=scan.get("quality", 60), optimize=True)
        jpeg.seek(0)
        width, height = (side * 72 / scan["dpi"] for side in image.size)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
        if scan.get("poor_layer"):
            words = pdf[number - 1].get_textpage().get_text_range()
            _hidden_text(canvas, words, height, np.random.default_rng(number))
        canvas.showPage()
    canvas.save()


def _hidden_text(canvas: Canvas, words: str, height: float, chance: np.random.Generator) -> None:
    """Lay *words*, misread by a poor OCR engine, invisibly over the page."""
    glyphs = list(words)
    for place, letter in enumerate(glyphs):
        if letter.isalnum() and chance.random() < 0.22:
            glyphs[place] = str(chance.choice(list("~^|;il1'_.,*")))
    text = canvas.beginText(40, height - 40)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 9)
    text.textLines("".join(glyphs))
    canvas.drawText(text)


def write_docx(letter: dict[str, Any], target: Path) -> None:
    """Write *letter* (centred block) as a word processor's file."""
    document = docx.Document()
    head = [*letter["head"]["lines"], ""]
    for line in [*head, *letter["kind"], letter["number"], "TENTANG", *letter["title"], ""]:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in [*letter["to_lead"], *letter["to"], *letter["to_place"], ""]:
        document.add_paragraph(line)
    for line in letter["body"].strip().split("\n"):
        paragraph = document.add_paragraph(line.strip().removeprefix("## "))
        paragraph.paragraph_format.left_indent = Pt(12 * (len(line) - len(line.lstrip())))
    sign = letter["sign"]
    for line in [*letter["enacted"], *sign["office"], *sign["written"], sign["name"]]:
        document.add_paragraph(line).paragraph_format.left_indent = Pt(230)
    for line in ["Tembusan:", *letter["copies"]]:
        document.add_paragraph(line)
    document.core_properties.created = document.core_properties.modified = DOCX_TIME
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(target, "w") as archive:
        for item in made.infolist():
            entry = zipfile.ZipInfo(item.filename, DOCX_TIME.timetuple()[:6])
            archive.writestr(entry, made.read(item), zipfile.ZIP_DEFLATED)


def mixed_pdf(pdf: pypdfium2.PdfDocument, scan: dict[str, Any], target: Path) -> None:
    """Write *pdf* with the pages named in ``scan.pages`` replaced by their scans."""
    scanned_pdf(pdf, scan, target)
    with pypdfium2.PdfDocument(target.read_bytes()) as images:
        mixed = pypdfium2.PdfDocument.new()
        for index in range(len(pdf)):
            mixed.import_pages(images if index + 1 in scan["pages"] else pdf, [index])
        mixed.save(target)
    # PDFium gives each file it writes a random identifier and the time of day.
    fixed = re.sub(rb"<[0-9A-F]{32}>", b"<" + b"0" * 32 + b">", target.read_bytes())
    fixed = re.sub(rb"\(D:20\d{12}", b"(D:20000101000000", fixed)
    target.write_bytes(fixed)


def write_images(pdf: pypdfium2.PdfDocument, scan: dict[str, Any], target: Path) -> None:
    """Write the pages of *pdf* as a photo (.jpg), a .png or a .tiff of many pages."""
    pages = [scan_page(pdf, number, scan) for number in range(1, len(pdf) + 1)]
    dpi = (scan["dpi"], scan["dpi"])
    if target.suffix == ".jpg":
        photo = damage.photograph(pages[0], np.random.default_rng(scan.get("seed", 1)))
        Image.fromarray(photo[:, :, ::-1]).save(target, quality=scan["quality"], optimize=True)
    elif target.suffix == ".png":
        few = Image.fromarray((np.rint(np.clip(pages[0], 0, 255) / 17) * 17).astype(np.uint8))
        few.quantize(16).save(target, optimize=True, dpi=dpi)
    else:
        first, *others = [_image(page).convert("1", dither=Image.Dither.NONE) for page in pages]
        first.save(target, save_all=True, append_images=others, compression="group4", dpi=dpi)


def make(path: Path) -> Path:
    """Make the document of the text *path* and its golden record; return the document."""
    spec = tomllib.loads(path.read_text("utf-8"))
    target: Path = HERE / spec["file"]
    if "text" in spec:
        target.write_text(spec["text"], "utf-8")
    elif target.suffix == ".docx":
        write_docx(spec["letter"], target)
    else:
        data = letters.set_letter(spec["letter"], target.stem)
        scan = spec.get("scan")
        if scan is None:
            target.write_bytes(data)
        else:
            pdf = pypdfium2.PdfDocument(data)
            if target.suffix != ".pdf":
                write_images(pdf, scan, target)
            elif "pages" in scan:
                mixed_pdf(pdf, scan, target)
            else:
                scanned_pdf(pdf, scan, target)
    gold = json.dumps(golden(spec["gold"]), ensure_ascii=False, indent=1, default=str)
    (HERE / "gold" / f"{target.stem}.json").write_text(gold + "\n", "utf-8")
    return target


def main(stems: list[str]) -> None:
    """Make the documents whose text has a stem of *stems*, or all."""
    letters.register_fonts()
    for path in sorted((HERE / "texts").glob("*.toml")):
        if not stems or path.stem in stems:
            target = make(path)
            print(f"{target.name:44} {target.stat().st_size / 1024:8.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
