"""A small part of the run over damaged files that `benchmarks/mutations.py` makes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def mutations() -> ModuleType:
    """Return the script as a module."""
    path = ROOT / "benchmarks" / "mutations.py"
    spec = importlib.util.spec_from_file_location("mutations", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_damaged_files_end_as_records_or_codes(mutations: ModuleType, tmp_path: Path) -> None:
    files = [
        path for path in sorted(mutations.SAMPLES.iterdir()) if path.suffix in mutations.SUFFIXES
    ]
    mutations.damage(files, tmp_path / "in", 60, seed=7)
    status, said = mutations.run_batch(tmp_path / "in", tmp_path / "out", "never")
    outcomes = mutations.outcomes_of(tmp_path / "out")
    assert mutations.faults_of(outcomes, status, said, 60) == []
    assert outcomes["done"] >= 10
    assert outcomes["failed broken_file"] >= 3


def test_the_same_seed_makes_the_same_files(mutations: ModuleType, tmp_path: Path) -> None:
    files = [path for path in sorted(mutations.SAMPLES.iterdir()) if path.suffix == ".docx"]
    for name in ("a", "b"):
        mutations.damage(files, tmp_path / name, 20, seed=3)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab"
    )
    assert first == second
    assert len(set(first.values())) == 20
