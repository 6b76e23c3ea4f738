"""What the pages link to, and the files that CONTRIBUTING names, are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "models").glob("*/*.md")]
)
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of *page*, as GitHub makes them."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_files_behind_each_field_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `?[a-z_].*\|(.*)\|(.*)\|(.*)\|$", text, re.MULTILINE)
    fields = [row for row in rows if ".py`" in row[0]]
    assert len(fields) > 10
    package, model = ROOT / "src" / "circular_parser", ROOT / "models" / "circular_id"
    for row in fields:
        for cell, folder in zip(
            row, (package / "language", model, package / "resolve"), strict=True
        ):
            for name in re.findall(r"`([\w.]+\.\w+)`", cell):
                assert (folder / name).is_file(), name
