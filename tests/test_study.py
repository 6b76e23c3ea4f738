"""The worked study: its commands run as they stand, and give what its table says."""

from __future__ import annotations

import csv
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STUDY = (ROOT / "docs" / "study.md").read_text(encoding="utf-8")
COLUMNS = ("region", "issued_on", "start", "end", "days_after_national", "in_force")


def commands() -> list[list[str]]:
    """Return the indented commands of the study, word by word."""
    blocks = re.findall(r"(?:^    .*\n)+", STUDY, re.MULTILINE)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line) for line in lines]


def test_the_study_names_samples_that_are_there() -> None:
    named = re.findall(r"samples/[\w.-]+", STUDY)
    assert len(set(named)) == 7
    assert all((ROOT / name).is_file() for name in named)


@pytest.mark.slow
def test_the_study_can_be_copied_and_pasted(tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    run = {"circular-parser": [sys.executable, "-m", "circular_parser"]}
    for name, *arguments in commands():
        subprocess.run([*run.get(name, [name]), *arguments], cwd=tmp_path, check=True)
    (snippet,) = re.findall(r"```python\n(.*?)```", STUDY, re.DOTALL)
    subprocess.run([sys.executable, "-c", snippet], cwd=tmp_path, check=True)
    with (tmp_path / "out" / "study" / "circulars.csv").open(encoding="utf-8") as lines:
        found = {tuple(row[name] for name in COLUMNS) for row in csv.DictReader(lines)}
    table = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in STUDY.splitlines()
        if line.startswith("| K")
    ]
    assert len(table) == 5
    assert set(table) == found
