"""Temporary."""
from __future__ import annotations
import json
from collections.abc import Iterator
from pathlib import Path
from .documents import Document, document_of
def read(path: Path) -> Iterator[Document]:
    for p in sorted(path.glob("*.json")):
        yield document_of(p.stem, json.loads(p.read_text(encoding="utf-8")))
