"""The evaluation agrees to the digit with the reference scorer, where there is one.

The scorer is looked for beside the checkout, in `shared/eval/score.py`, or where
`CIRCULAR_PARSER_SCORER` says.
"""

from __future__ import annotations

import contextlib
import copy
import importlib.util
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circular_parser.evaluation import evaluate, load_gold
from circular_parser.evaluation.report import as_data

ROOT = Path(__file__).parent.parent
BESIDE = ROOT.parent / "shared" / "eval" / "score.py"
SCORER = Path(os.environ.get("CIRCULAR_PARSER_SCORER", BESIDE))
SETS = sorted(SCORER.parent.glob("dev/*/gold"))
RECORDS = load_gold(ROOT / "samples" / "gold")

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="no reference scorer here")

WORDS = (
    "wajib",
    "Walikota",
    "Sekertaris",
    "Nomor 5",
    "800 / 12",
    "Drs. H. Ali, M.Si",
    "",
    "–",
    "½",
)
LEAVES = st.sampled_from(WORDS) | st.text(max_size=8)


def reference(gold: dict[str, Any], found: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return what the reference scorer prints as JSON, and its list of errors."""
    spec = importlib.util.spec_from_file_location("reference_scorer", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    with tempfile.TemporaryDirectory() as folder:
        for name, records in (("gold", gold), ("found", found)):
            Path(folder, name).mkdir()
            for key, record in records.items():
                Path(folder, name, f"{key}.json").write_text(json.dumps(record))
        arguments = ["score", f"{folder}/gold", f"{folder}/found", "--json", "--errors"]
        printed = io.StringIO()
        with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(printed):
            assert module.main() == 0
    table, end = json.JSONDecoder().raw_decode(printed.getvalue())
    return table, printed.getvalue()[end:].strip().splitlines()


def check(gold: dict[str, Any], found: dict[str, Any]) -> None:
    """Compare every figure of both, and the errors."""
    table, errors = reference(gold, found)
    evaluation = evaluate(gold, found)
    ours = as_data(evaluation)
    assert {key: ours[key] for key in table} == table
    # The codes of items are told in another order, and texts may hold line breaks.
    assert sorted("\n".join(evaluation.errors()).split()) == sorted("\n".join(errors).split())


@st.composite
def changed(draw: st.DrawFn, record: dict[str, Any]) -> dict[str, Any]:
    """Draw a record that differs from *record* in some places."""
    record = copy.deepcopy(record)
    for key in draw(st.lists(st.sampled_from(sorted(record)), max_size=8)):
        if key not in record or key == "partial":
            continue
        value = record[key]
        match draw(st.sampled_from(["drop", "null", "change", "shuffle"])):
            case "drop":
                del record[key]
            case "null":
                record[key] = None
            case _ if isinstance(value, list):
                record[key] = draw(st.permutations(value))[: draw(st.integers(0, len(value)))]
                for item in record[key]:
                    if isinstance(item, dict):
                        _change_part(draw, item, keep=("text",))
            case _ if isinstance(value, dict):
                _change_part(draw, value, keep=("home_share", "office_share"))
            case _ if isinstance(value, str):
                record[key] = _change_text(draw, value)
            case _:
                pass
    if draw(st.booleans()):
        record["partial"] = draw(st.lists(st.sampled_from(["obligations", "exempt_services"])))
    return record


def _change_part(draw: st.DrawFn, part: dict[str, Any], keep: tuple[str, ...]) -> None:
    for key in draw(st.lists(st.sampled_from(sorted(part)), max_size=3)):
        if isinstance(part.get(key), str):
            part[key] = _change_text(draw, part[key])
        elif key in part and key not in keep and draw(st.booleans()):
            part[key] = None
        elif key in part and key not in keep:
            del part[key]


def _change_text(draw: st.DrawFn, text: str) -> str:
    words = draw(st.permutations(text.split()))[: draw(st.integers(0, 30))]
    return draw(st.sampled_from([" ", "  ", ", ", "/"])).join([*words, draw(LEAVES)])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_on_records_changed_at_random(data: st.DataObject) -> None:
    drawn = data.draw(
        st.lists(st.sampled_from(sorted(RECORDS)), min_size=1, max_size=3, unique=True)
    )
    names = sorted(drawn)
    gold = {name: data.draw(changed(RECORDS[name])) for name in names}
    found = {
        name: data.draw(changed(RECORDS[name])) for name in names[data.draw(st.integers(0, 1)) :]
    }
    check(gold, found)


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.parent.name)
def test_on_sets_with_gold(folder: Path) -> None:
    """Each record against the next one's gold, and against its own."""
    gold = load_gold(folder)
    check(gold, gold)
    check(gold, dict(zip(gold, [*list(gold.values())[1:], {}], strict=True)))
