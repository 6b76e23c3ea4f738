"""The script that fits the curves: what it learns from rows that are made up."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from circular_parser.resolve.confidence import MAIN_FIELDS, load_calibration
from circular_parser.resources import ModelFolder, model_folder

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def fitting() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location(
        "fit_confidence", ROOT / "models" / "confidence" / "fit.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def rows(fitting: ModuleType, right: int, count: int, **given: object) -> list[Any]:
    """Return *count* rows of as many documents, of which *right* are right."""
    usual = {"form": "circular", "field": "number", "rule": "r", "score": 0.8, "seen": False}
    return [
        fitting.Row(document=f"{i}.{given}", right=i < right, **{**usual, **given})
        for i in range(count)
    ]


def test_curves_are_those_of_unseen_documents(fitting: ModuleType) -> None:
    both = rows(fitting, 198, 200, seen=True) + rows(fitting, 160, 200)
    model = fitting.fit(both)
    assert model.probability("circular", "number", "r", 0.8) == pytest.approx(0.8, abs=0.04)
    seen = model.probability("circular", "number", "r", 0.8, True)
    assert seen == pytest.approx(0.99, abs=0.02)


def test_curves_rise_even_where_low_scores_were_right(fitting: ModuleType) -> None:
    odd = rows(fitting, 100, 100, score=0.5) + rows(fitting, 50, 100, score=0.9)
    model = fitting.fit(odd)
    shares = [model.probability("circular", "number", "r", score / 10) for score in range(11)]
    assert shares == sorted(shares)


def test_a_field_of_few_values_keeps_to_the_others(fitting: ModuleType) -> None:
    model = fitting.fit(rows(fitting, 180, 200) + rows(fitting, 0, 1, field="subject"))
    few = model.probability("circular", "subject", "r", 0.8)
    assert 0.5 < few < model.probability("circular", "number", "r", 0.8)


def test_items_of_one_list_count_less_than_as_many_documents(fitting: ModuleType) -> None:
    usual = rows(fitting, 90, 100)
    apart = rows(fitting, 0, 30, field="subject")
    together = [row._replace(document="one") for row in apart]
    shares = [
        fitting.fit(usual + wrong).probability("circular", "subject", "r", 0.8)
        for wrong in (apart, together)
    ]
    assert shares[0] < shares[1] < 0.9


def test_all_files_of_a_document_are_left_out_together(fitting: ModuleType) -> None:
    kept = fitting.judge("scans/a", {"number": "1"}, RECORD, False)
    other = fitting.judge("texts/a", {"number": "1"}, RECORD, True)
    assert {fitting._id(row) for row in kept} == {fitting._id(row) for row in other}
    assert {row.document for row in kept}.isdisjoint(row.document for row in other)


RECORD = {
    "source": {"form": "report"},
    "number": "1",
    "subject": None,
    "evidence": {"/number": [{"confidence": 0.9, "rule": "numbers.verb"}]},
}


def test_values_and_nulls_are_judged(fitting: ModuleType) -> None:
    found = fitting.judge("a", {"number": "1", "subject": "X"}, RECORD, True)
    assert [row[1:] for row in found] == [
        ("report", "number", "numbers.verb", 0.9, True, True),
        ("report", "no subject", "", fitting.NULL, True, False),
    ]


def test_the_file_written_can_be_loaded(fitting: ModuleType, tmp_path: Path) -> None:
    given = rows(fitting, 90, 100) + rows(fitting, 20, 40, rule="numbers.guess")
    given += rows(fitting, 5, 10, field="no subject", rule="", score=fitting.NULL)
    folder = tmp_path / "model"
    shutil.copytree(model_folder().base, folder)
    (folder / "confidence.toml").write_text(fitting.as_toml(given), encoding="utf-8")
    calibration = load_calibration(ModelFolder((folder,)))
    assert set(calibration.absent["report"]) == set(MAIN_FIELDS)
    usual, guess = (
        calibration.probability("circular", "number", rule, 0.8) for rule in ("r", "numbers.guess")
    )
    assert guess < 0.7 < usual


def test_rows_kept_are_read_again(
    fitting: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, kept = tmp_path / "texts", tmp_path / "rows.csv"
    folder.mkdir()
    for path in (ROOT / "samples").glob("berita-*.txt"):
        shutil.copy(path, folder)
    gold = str(ROOT / "samples" / "gold")
    command = ["fit", "--seen", gold, str(folder), "--keep", str(kept)]
    monkeypatch.setattr(sys, "argv", command)
    fitting.main()
    again = fitting.read_rows(kept)
    assert again == fitting.measure(Path(gold), folder, True)
    assert {row.seen for row in again} == {True}
    assert "SURAT" not in kept.read_text().upper().replace("SURAT_EDARAN", "")
