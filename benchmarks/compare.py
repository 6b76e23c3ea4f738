"""Compares many circulars and tells what it takes: seconds, memory, size of the page.

The records are made from the golden records of ``samples/``: regions, days and numbers drawn by
lot from a fixed seed, rules and exempt services mixed, each value with its evidence; one in ten
is told by a press report as well. Run it from the top of a checkout:
``.venv/bin/python benchmarks/compare.py [COUNT]``. Measured with the children of this process:
making the records does not count.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from circular_parser.exports.json_lines import JsonLinesSink
from circular_parser.exports.stored import StoredRecord
from circular_parser.record import Circular, Evidence

ROOT = Path(__file__).parent.parent
FIRST_DAY = dt.date(2020, 1, 1)
DAYS = 6 * 365
CHUNK = 500
SEED = 20200316
LISTS = ("effective_periods", "exempt_services", "obligations", "references")


def main(count: int) -> None:
    """Make *count* records, compare them, print the figures."""
    with TemporaryDirectory() as folder:
        records, report = Path(folder) / "out", Path(folder) / "report"
        records.mkdir()
        _write(records, count)
        size = sum(file.stat().st_size for file in records.iterdir())
        begun = time.monotonic()
        command = [sys.executable, "-m", "circular_parser", "compare", records, "-o", report]
        subprocess.run([str(part) for part in command], check=True)
        wall = time.monotonic() - begun
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        page = (report / "index.html").stat().st_size
        print(f"{count} records of {size / 1e6:.0f} MB")
        print(f"{wall:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of CPU")
        print(f"{used.ru_maxrss / 1024:.0f} MB at most, page of {page / 1e6:.1f} MB")


def _write(folder: Path, count: int) -> None:
    sink = JsonLinesSink(folder)
    made = _records(count)
    chunk = 0
    while some := list(islice(made, CHUNK)):
        sink.write(chunk, some)
        chunk += 1
    sink.close()


def _records(count: int) -> Iterator[StoredRecord]:
    lot = random.Random(SEED)
    gold = [json.loads(p.read_text("utf-8")) for p in sorted(ROOT.glob("samples/gold/*.json"))]
    pool = {name: [item for one in gold for item in one[name]] for name in LISTS}
    with (ROOT / "models" / "circular_id" / "regions.csv").open(encoding="utf-8") as lines:
        regions = list(csv.DictReader(lines))
    provinces = {
        row["code"]: row["name"].split(" ", 1)[1] for row in regions if len(row["code"]) < 3
    }
    made = 0
    while made < count:
        value = _varied(lot.choice(gold), pool, lot.choice(regions), provinces, lot)
        for form in ("circular", "report") if lot.random() < 0.1 else ("circular",):
            yield _stored(value, form, made)
            made += 1


def _varied(
    gold: dict[str, Any],
    pool: dict[str, list[Any]],
    region: dict[str, str],
    provinces: dict[str, str],
    lot: random.Random,
) -> dict[str, Any]:
    day = FIRST_DAY + dt.timedelta(days=lot.randrange(DAYS))
    head = {"kota": "Wali Kota", "kabupaten": "Bupati", "provinsi": "Gubernur"}[region["level"]]
    title = f"{head} {region['name'].split(' ', 1)[1]}"
    start = day + dt.timedelta(days=lot.randrange(5))
    end = start + dt.timedelta(days=lot.randrange(7, 60)) if lot.random() < 0.6 else None
    return gold | {
        "number": f"{lot.choice((443, 800, 60))}/{lot.randrange(1, 5000)}/SETDA/{day.year}",
        "issued_on": day,
        "issuer": {
            "title": title,
            "level": region["level"],
            "region": region["name"],
            "region_code": region["code"],
            "province": provinces[region["code"][:2]],
        },
        "signatory": gold["signatory"] | {"position": title},
        "effective_periods": [
            {"start": start, "end": end, "open_ended": end is None, "text": "mulai berlaku"}
        ],
        "exempt_services": lot.sample(pool["exempt_services"], lot.randrange(12)),
        "obligations": lot.sample(pool["obligations"], lot.randrange(4, 16)),
        "references": lot.sample(pool["references"], lot.randrange(4)),
    }


def _stored(value: dict[str, Any], form: str, serial: int) -> StoredRecord:
    digest = hashlib.sha256(str(serial).encode()).hexdigest()
    path = f"inbox/{serial:06}.pdf"
    record = Circular.model_validate(
        value
        | {
            "source": {
                "path": path,
                "sha256": digest,
                "media_type": "application/pdf",
                "form": form,
            },
            "confidence": 0.8,
            "evidence": {
                pointer: [_place(text)] for pointer, text in _texts(value) if text is not None
            },
        }
    )
    return StoredRecord(digest, path, "2026-01-02T03:04:05Z", "0", record.model_dump_json())


def _texts(value: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for name in ("number", "subject", "issued_on"):
        yield f"/{name}", str(value[name])
    yield "/signatory/name", value["signatory"].get("name")
    yield "/signatory/position", value["signatory"]["position"]
    for name in LISTS:
        for index, item in enumerate(value[name]):
            yield f"/{name}/{index}", item["text"]


def _place(text: str) -> Evidence:
    return Evidence(
        page=1,
        bbox=(72.0, 90.5, 300.0, 104.0),
        start=40,
        end=40 + len(text),
        quote=text,
        confidence=0.9,
        rule="made.by.lot",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
