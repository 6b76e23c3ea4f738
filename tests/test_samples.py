"""Every sample, parsed whole: the golden values, and each quote in its place on the page."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from circular_parser import Parser
from circular_parser.document import Document, Page
from circular_parser.record import Circular, Evidence
from scored import SCALARS, likeness, matched, misses

SAMPLES = Path(__file__).parent.parent / "samples"
STEMS = sorted(path.stem for path in (SAMPLES / "gold").glob("*.json"))
_INK = 140
# Values that quote the document: their evidence is the words themselves.
_OFFICES = ("/issuer/title", "/signatory/position", "/signatory/on_behalf_of")
_QUOTED = (
    "/number",
    "/subject",
    "/issued_at",
    "/signatory/name",
    "/signatory/rank",
    "/signatory/nip",
    "/signatory/position",
    "/addressees",
    "/copies_to",
    "/exempt_services",
    "/obligations",
    "/references",
    "/effective_periods",
)
_LISTS = {"exempt_services": 0.9, "obligations": 0.93, "addressees": 0.95, "copies_to": 0.95}


def sample(stem: str) -> Path:
    """Return the document of the golden record *stem*."""
    (path,) = [p for p in SAMPLES.glob(f"{stem}.*") if p.suffix not in (".json", ".toml")]
    return path


def gold(stem: str) -> dict[str, Any]:
    """Return the golden record *stem*."""
    record: dict[str, Any] = json.loads((SAMPLES / "gold" / f"{stem}.json").read_text())
    return record


@pytest.fixture(scope="session")
def parser() -> Parser:
    """Return one parser for the session."""
    return Parser()


@pytest.mark.parametrize("stem", STEMS)
def test_sample(stem: str, parser: Parser) -> None:
    document = parser.read(sample(stem))
    record = parser.parse_document(document)
    _check_values(stem, document, record)
    _check_evidence(record, document, sample(stem))


def _check_values(stem: str, document: Document, record: Circular) -> None:
    """What identifies a text is read without a miss, and most of every list.

    A scan may lose handwriting.
    """
    found = record.model_dump(mode="json")
    wrong = [key for key in misses(gold(stem), found) if key in SCALARS]
    recognised = any(page.text_source == "ocr" for page in document.pages)
    assert len(wrong) <= (6 if recognised else 2), wrong
    if not recognised:
        assert not {"number", "issued_on", "issuer.region_code"} & set(wrong)
    for key in _LISTS:
        hits, expected, _ = matched(gold(stem), found, key)
        assert 4 * hits >= 3 * expected, key


def test_lists_over_all_texts(parser: Parser) -> None:
    """What texts list (no OCR) is found: F1 over all samples that are texts."""
    counts: dict[str, list[int]] = {key: [0, 0] for key in _LISTS}
    for stem in STEMS:
        document = parser.read(sample(stem)) if _is_text(stem) else None
        if document is None:
            continue
        found = parser.parse_document(document).model_dump(mode="json")
        for key, tally in counts.items():
            hits, expected, given = matched(gold(stem), found, key)
            tally[0] += 2 * hits
            tally[1] += expected + given
    scores = {key: twice / total for key, (twice, total) in counts.items()}
    assert all(scores[key] >= floor for key, floor in _LISTS.items()), scores


def _is_text(stem: str) -> bool:
    """Whether a sample's layout, as its source text says, holds no scanned page."""
    source = (SAMPLES / "texts" / f"{stem}.toml").read_text()
    return stem.startswith("berita-") or "[damage" not in source


def _check_evidence(record: Circular, document: Document, path: Path) -> None:
    """Offsets give the quote, and the box covers those words on the page."""
    assert record.evidence
    pages = {page.number: page for page in document.pages}
    # An office that a stamp spoils is restored, and the record says so.
    restored = any(warning.code == "repaired_office" for warning in record.warnings)
    for pointer, places in record.evidence.items():
        value = _value_at(record, pointer)
        assert value is not None, pointer
        as_read = "second_reading" not in places[0].rule
        as_read = as_read and not (restored and pointer in _OFFICES)
        if pointer.startswith(_QUOTED) and as_read:
            quote = " ".join(place.quote for place in places)
            assert likeness(value, quote) > 0.45, (pointer, value, quote)
        for place in places:
            assert document.text[place.start : place.end] == place.quote
            assert place.page in pages
            if pages[place.page].width is not None:
                _check_box(place, pages[place.page], document)
    if path.suffix == ".pdf":
        _check_ink(record, path)


def _value_at(record: Circular, pointer: str) -> Any:
    value: Any = record.model_dump(mode="json")
    for key in pointer.strip("/").split("/"):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def _check_box(place: Evidence, page: Page, document: Document) -> None:
    """The box lies on the page and around every word of the quote."""
    assert place.bbox is not None
    x0, top, x1, bottom = place.bbox
    assert page.width is not None and page.height is not None
    assert -1 <= x0 < x1 <= page.width + 1 and -1 <= top < bottom <= page.height + 1
    for word in document.words_between(place.start, place.end):
        assert word.box is not None
        assert x0 - 0.2 <= word.box.x0 and word.box.x1 <= x1 + 0.2
        assert top - 0.2 <= word.box.top and word.box.bottom <= bottom + 0.2


def _check_ink(record: Circular, path: Path) -> None:
    """There is print under each box of the page as a viewer shows it."""
    with pdfium.PdfDocument(path) as pdf:
        for number, source in enumerate(record.source.pages):
            if source.rotation:
                continue
            image = pdf[number].render(scale=2).to_pil().convert("L")
            for places in record.evidence.values():
                for place in places:
                    if place.page == number + 1 and place.bbox is not None:
                        box = [round(2 * x) for x in place.bbox]
                        darkest, _ = image.crop((box[0], box[1], box[2], box[3])).getextrema()
                        assert isinstance(darkest, int) and darkest < _INK, place


def test_text_under_a_box_is_the_quote() -> None:
    """PDFium's own text inside each box of a text page holds the words quoted."""
    path = sample("kota-tomohon-2020-wfh")
    record = Parser().parse(path)
    with pdfium.PdfDocument(path) as pdf:
        heights = [page.get_height() for page in pdf]
        for places in record.evidence.values():
            for place in places:
                assert place.page is not None and place.bbox is not None
                x0, top, x1, bottom = place.bbox
                page, height = pdf[place.page - 1], heights[place.page - 1]
                inside = page.get_textpage().get_text_bounded(
                    x0 - 1, height - bottom - 1, x1 + 1, height - top + 1
                )
                missing = Counter(_letters(place.quote)) - Counter(_letters(inside))
                assert not missing, (place.quote, inside)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
