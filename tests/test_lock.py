"""The lock: pins every requirement of pyproject.toml, by hash, and names no place to fetch from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = re.compile(
    r"^([a-z0-9.-]+)(?:\[[^\]]*\])?==(\S+)(?: ;[^\\\n]*)? \\\n    --hash=sha256:", re.M
)


def test_every_requirement_is_pinned_within_its_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    pinned = dict(PINS.findall(LOCK))
    for requirement in (Requirement(line) for group in groups for line in group):
        assert requirement.name in pinned, "run `make lock`"
        assert requirement.specifier.contains(pinned[requirement.name]), "run `make lock`"


def test_every_pin_has_hashes_and_no_host_is_named() -> None:
    assert len(PINS.findall(LOCK)) == len(re.findall(r"^[a-z0-9]", LOCK, re.M))
    assert "://" not in LOCK
    assert "index-url" not in LOCK
