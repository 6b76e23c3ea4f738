"""Makes the page of a comparison: one file, nothing fetched, readable offline.

What documents say goes into the page as data, never as markup or script, and the page's
content security policy runs its own script only.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from .page_data import MOST_CIRCULARS, labels, page_data

if TYPE_CHECKING:
    from .comparison import Comparison

_FOLDER = Path(__file__).parent / "assets"
_SCRIPTS = ("elements.js", "data.js", "tables.js", "figures.js", "sections.js")
# Characters of data beyond which the page carries it compressed.
_MOST_PLAIN = 3_000_000


def comparison_page(comparison: Comparison, most: int = MOST_CIRCULARS) -> str:
    """Return the page; *most* circulars are shown in full, the newest."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(_read("page.html"))
    script = "\n".join(["'use strict';", "(() => {", *map(_read, _SCRIPTS), "})();"])
    data = json.dumps(
        page_data(comparison, most),
        ensure_ascii=False,
        separators=(",", ":"),
        default=dt.date.isoformat,
    )
    compressed = len(data) > _MOST_PLAIN
    return template.render(
        style=Markup(_read("page.css")),
        script=Markup(script),
        script_hash=_hash(script),
        data=Markup(_compressed(data) if compressed else _escaped(data)),
        encoding="gzip" if compressed else "plain",
        text={name: texts[0] for name, texts in labels()["page"].items()},
    )


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _escaped(data: str) -> str:
    """Return JSON that can stand inside a script element."""
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _compressed(data: str) -> str:
    return base64.b64encode(gzip.compress(data.encode(), compresslevel=6, mtime=0)).decode()
