"""The sample documents are there and their golden records say what their texts say."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from circular_parser.record import Circular
from circular_parser.resources import model_folder

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TEXTS = sorted((SAMPLES / "texts").glob("*.toml"))
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".tiff": "image/tiff",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
    ".html": "text/html",
    ".md": "text/markdown",
}
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
LARGEST_FILE = 600_000
LARGEST_FOLDER = 6_000_000


def load(path: Path) -> tuple[dict[str, Any], Path, dict[str, Any]]:
    spec = tomllib.loads(path.read_text("utf-8"))
    target = SAMPLES / spec["file"]
    gold = json.loads((SAMPLES / "gold" / f"{path.stem}.json").read_text("utf-8"))
    return spec, target, gold


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield " ".join(part for item in value for part in strings(item))
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def plain(text: str) -> str:
    text = unescape(re.sub(r"</?\w[^>]*>|[{}>]", " ", text))
    return re.sub(r"\s+", " ", text).strip()


def source_text(spec: dict[str, Any]) -> str:
    return plain("\n".join(strings(spec.get("letter", spec.get("text")))))


def compact(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()


def quotes(gold: dict[str, Any]) -> Iterator[str]:
    """Everything in a golden record that is quoted from the document."""
    yield from (gold[key] for key in ("subject", "issued_at") if gold[key])
    signatory = gold["signatory"]
    for key in ("name", "rank", "nip"):
        if signatory[key]:
            yield signatory[key]
    yield from gold["addressees"]
    yield from gold["copies_to"]
    for key in ("effective_periods", "exempt_services", "obligations", "references"):
        for item in gold[key]:
            for part in ("text", "bearer", "exception", "consequence"):
                if item.get(part):
                    yield item[part]
    if gold["work_arrangement"] and gold["work_arrangement"]["rotation"]:
        yield gold["work_arrangement"]["rotation"]


@pytest.fixture(scope="module")
def regions() -> dict[str, str]:
    text = (model_folder().base / "regions.csv").read_text("utf-8")
    rows = [line.split(",") for line in text.splitlines() if line[:2].isdigit()]
    return {row[0]: ",".join(row[1:]) for row in rows}


def test_every_form_and_enough_documents() -> None:
    suffixes = [load(path)[1].suffix for path in TEXTS]
    assert len(TEXTS) >= 26
    assert set(suffixes) == set(MEDIA_TYPES)
    assert suffixes.count(".pdf") >= 16


def test_nothing_is_left_over() -> None:
    stems = {path.stem for path in TEXTS}
    assert {path.stem for path in (SAMPLES / "gold").iterdir()} == stems
    made = [path for path in SAMPLES.iterdir() if path.suffix in MEDIA_TYPES]
    assert {path.stem for path in made} - {"README"} == stems


def test_readme_names_every_document() -> None:
    readme = (SAMPLES / "README.md").read_text("utf-8")
    for path in TEXTS:
        spec, target, _ = load(path)
        assert f"| `{target.name}` | {spec['shows']} |" in readme


def test_sizes_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()}
    assert max(sizes.values()) <= LARGEST_FILE
    assert sum(sizes.values()) <= LARGEST_FOLDER


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_golden_record_is_a_record(path: Path, regions: dict[str, str]) -> None:
    _, target, gold = load(path)
    data = target.read_bytes()
    source = gold["source"] | {
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": MEDIA_TYPES[target.suffix],
    }
    record = Circular.model_validate(gold | {"source": source})
    assert (record.source.form == "report") == target.stem.startswith("berita-")
    for period in record.effective_periods:
        if period.start and period.end:
            assert period.start <= period.end
    code = record.issuer.region_code
    if code:
        assert (record.issuer.region or "").split()[-1] in regions[code]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_golden_values_stand_in_the_text(path: Path) -> None:
    spec, _, gold = load(path)
    text = source_text(spec)
    for quote in quotes(gold):
        assert quote in text
    assert gold["number"] is None or compact(gold["number"]) in compact(text)
    offices = [gold["signatory"]["position"], gold["signatory"]["on_behalf_of"]]
    if gold["issuer"]["level"] != "kecamatan":  # where the letterhead completes the title
        offices.append(gold["issuer"]["title"])
    for office in filter(None, offices):
        assert compact(office) in compact(text)
    for reference in gold["references"]:
        number = reference["number"]
        assert number is None or compact(number) in compact(reference["text"])
    for exempt in gold["exempt_services"]:
        assert (exempt["service"] is None) == (exempt["kind"] == "position")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_pages_are_text_or_image_as_told(path: Path) -> None:
    spec, target, _ = load(path)
    if target.suffix == ".tiff":
        with Image.open(target) as image:
            assert getattr(image, "n_frames", 1) == 2
    if target.suffix != ".pdf":
        return
    scan = spec.get("scan")
    with pypdfium2.PdfDocument(target) as pdf:
        for number in range(1, len(pdf) + 1):
            letters = pdf[number - 1].get_textpage().count_chars()
            only_image = (
                scan is not None
                and number in scan.get("pages", [number])
                and not scan.get("poor_layer", False)
            )
            assert letters == 0 if only_image else letters > 20


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_printed_weekdays_fit_their_dates(path: Path) -> None:
    spec, _, _ = load(path)
    pattern = rf"({'|'.join(DAYS)}),? (?:tanggal )?(\d+) ({'|'.join(MONTHS)}) (\d{{4}})"
    for day, number, month, year in re.findall(pattern, source_text(spec)):
        date = dt.date(int(year), MONTHS.index(month) + 1, int(number))
        assert DAYS[date.weekday()] == day


def test_golden_records_are_those_of_the_texts() -> None:
    make_samples = pytest.importorskip("make_samples")
    for path in TEXTS:
        spec, _, gold = load(path)
        told = json.loads(json.dumps(make_samples.golden(spec["gold"]), default=str))
        assert gold == told
