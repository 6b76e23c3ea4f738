"""Draws the pictures of the documentation from a sample.

``record.png`` is a page with the boxes of its record's evidence, beside the record;
``explain.png`` what ``circular-parser explain --html`` makes, as Chromium shows it; ``study.png``
the comparison of ``docs/study.md``. Run it from the top of a checkout:
``PYTHONPATH=tests .venv/bin/python docs/picture.py``.
"""

from __future__ import annotations

import json
import re
import time
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

import browser
from circular_parser import Parser, parse
from circular_parser.compare import compare
from circular_parser.compare.page import comparison_page
from circular_parser.explanation_page import explanation_page

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "kota-tomohon-2020-wfh.pdf"
SCALE = 1.25
COLOURS = {
    "number": "#b3261e",
    "subject": "#6750a4",
    "issued_on": "#00639b",
    "issuer": "#386a20",
    "signatory": "#386a20",
    "effective_periods": "#00639b",
    "exempt_services": "#8b5000",
    "obligations": "#7d5260",
    "references": "#5d5f5f",
    "addressees": "#006a6a",
    "copies_to": "#006a6a",
}
FONT = "DejaVuSansMono.ttf"


def main() -> None:
    """Write the pictures."""
    draw_record()
    draw_explanation()
    draw_study()


def draw_study() -> None:
    """Write the picture of the comparison that ``docs/study.md`` makes."""
    text = (ROOT / "docs" / "study.md").read_text(encoding="utf-8")
    documents = [ROOT / name for name in dict.fromkeys(re.findall(r"samples/[\w.-]+", text))]
    with TemporaryDirectory() as folder, browser.running(Path(folder) / "profile") as chromium:
        records = Path(folder) / "records"
        records.mkdir()
        parser = Parser()
        for document in documents:
            record = parser.parse(document).model_dump_json()
            (records / f"{document.stem}.json").write_text(record, encoding="utf-8")
        page = Path(folder) / "page.html"
        page.write_text(comparison_page(compare(records, date(2020, 4, 1))), encoding="utf-8")
        chromium.size(1280, 925)
        chromium.open(page)
        while chromium.value("document.documentElement.dataset.ready") != "true":
            time.sleep(0.1)
        chromium.value("document.querySelectorAll('#map, #circulars').forEach((x) => x.remove())")
        chromium.value("document.querySelector('#timeline').scrollIntoView()")
        image = Image.open(BytesIO(chromium.picture())).convert("RGB")
    image.quantize(128).save(ROOT / "docs" / "study.png", optimize=True)


def draw_explanation() -> None:
    """Write the picture of the page that explains the sample, at one of its marks."""
    with TemporaryDirectory() as folder, browser.running(Path(folder) / "profile") as chromium:
        page = Path(folder) / "page.html"
        page.write_text(explanation_page(Parser().explain(SAMPLE)), encoding="utf-8")
        chromium.size(1280, 760)
        chromium.open(page)
        chromium.value("document.querySelector('#fields article.f-number').scrollIntoView()")
        chromium.value("document.querySelector('.n.f-number').focus()")
        chromium.press("Enter")
        image = Image.open(BytesIO(chromium.picture())).convert("RGB")
    image.quantize(64).save(ROOT / "docs" / "explain.png", optimize=True)


def draw_record() -> None:
    """Write the picture of a page and its record."""
    record = parse(SAMPLE)
    with pdfium.PdfDocument(SAMPLE) as pdf:
        page = pdf[0].render(scale=SCALE).to_pil().convert("RGB")
    draw = ImageDraw.Draw(page, "RGBA")
    for pointer, places in record.evidence.items():
        colour = COLOURS.get(pointer.split("/")[1])
        for place in places:
            if colour is not None and place.page == 1 and place.bbox is not None:
                box = [SCALE * x for x in place.bbox]
                draw.rectangle(box, outline=colour, fill=f"{colour}22", width=1)
    lines = _excerpt(record.model_dump(mode="json")).splitlines()
    picture = Image.new("RGB", (page.width + 640, page.height), "white")
    picture.paste(page, (0, 0))
    text = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 13)
    colour = "#1d1b20"
    for index, line in enumerate(lines):
        key = line.strip().split('"')[1] if line.startswith('  "') else None
        if key is not None:
            colour = COLOURS.get(key, "#1d1b20")
        text.text((page.width + 20, 20 + 17 * index), line[:78], fill=colour, font=font)
    picture.quantize(64).save(ROOT / "docs" / "record.png", optimize=True)


def _excerpt(record: dict[str, object]) -> str:
    """The record, its long lists cut to their first items."""
    keys = [key for key in ("document_type", *COLOURS) if key in record]
    shown: dict[str, object] = {}
    for key in keys:
        value = record[key]
        shown[key] = value[:2] if isinstance(value, list) else value
    evidence = record["evidence"]
    assert isinstance(evidence, dict)
    shown["evidence"] = {"/number": evidence["/number"]}
    return json.dumps(shown, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    main()
