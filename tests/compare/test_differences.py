"""Differences of two circulars: matched by meaning, not by place or line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from circular_parser.cli import app
from circular_parser.compare import Difference, diff
from circular_parser.compare.differences import lines_of
from compared import cites, day, duty, period, record, service

MASK = duty("wear_mask", text="Pegawai wajib memakai masker", bearer="Pegawai")
HOME = duty("work_from_home", text="Staf bekerja dari rumah", bearer="Staf")
REPORT = duty("daily_report", text="Staf melapor kepada atasan", bearer="Staf")


def changed(**both: tuple[Any, Any]) -> list[Difference]:
    before = record("a", **{name: values[0] for name, values in both.items()})
    after = record("b", **{name: values[1] for name, values in both.items()})
    return diff(before, after)


def test_the_same_in_another_order_is_no_difference() -> None:
    assert changed(obligations=([MASK, HOME, REPORT], [REPORT, MASK, HOME])) == []


@pytest.mark.parametrize(
    ("after", "names"),
    [
        (duty("wear_mask", "should", MASK.text, "Pegawai"), ("modality",)),
        (duty("wear_mask", "must", "Semua pegawai memakai masker di kantor", "Pegawai"), ("text",)),
        (duty("health_protocol", "must", MASK.text, "Pegawai"), ("type",)),
        (duty("wear_mask", "must", MASK.text, "Pegawai dan tamu"), ("bearer",)),
    ],
)
def test_a_changed_rule_is_told_with_what_changed(after: Any, names: tuple[str, ...]) -> None:
    (found,) = changed(obligations=([MASK, HOME], [HOME, after]))
    assert (found.action, found.changed) == ("changed", names)


def test_rules_are_added_and_dropped() -> None:
    found = changed(obligations=([MASK, HOME], [HOME, REPORT]))
    assert [(one.action, (one.after or one.before)["type"]) for one in found] == [
        ("dropped", "wear_mask"),
        ("added", "daily_report"),
    ]


def test_a_rule_of_one_type_for_others_is_another_rule() -> None:
    after = duty("wear_mask", text="Pedagang di pasar menutup hidung", bearer="Pedagang")
    assert {one.action for one in changed(obligations=([MASK], [after]))} == {"added", "dropped"}


@pytest.mark.parametrize(
    ("both", "expected"),
    [
        ({"number": ("800/12/X/2020", "800 / 012 / x / 2020")}, []),
        ({"number": ("800/12/X/2020", None)}, [("field", "dropped")]),
        ({"subject": ("Jam kerja", "JAM KERJA")}, []),
        ({"issued_on": (day("2020-03-18"), day("2020-03-19"))}, [("field", "changed")]),
        (
            {
                "effective_periods": (
                    [period("2020-03-18", "2020-03-31")],
                    [period("2020-03-18", "2020-04-21")],
                )
            },
            [("period", "changed")],
        ),
        (
            {
                "exempt_services": (
                    [service("RSUD", "hospital")],
                    [service("rumah sakit umum", "hospital")],
                )
            },
            [("exempt_service", "changed")],
        ),
        (
            {
                "exempt_services": (
                    [service("RSUD", "hospital")],
                    [service("Camat", None, "position")],
                )
            },
            [("exempt_service", "dropped"), ("exempt_service", "added")],
        ),
        (
            {
                "references": (
                    [cites("SE PANRB 19/2020", "19/2020")],
                    [cites("SE 19 Tahun 2020", "19 Tahun 2020", "amends")],
                )
            },
            [("reference", "changed")],
        ),
    ],
)
def test_other_parts(both: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.action) for one in changed(**both)] == expected


def test_the_lines_tell_what_was_and_what_is() -> None:
    after = duty("wear_mask", "should", MASK.text, "Pegawai")
    lines = list(lines_of(changed(obligations=([MASK, HOME], [after, REPORT]))))
    assert lines == [
        "~ obligation: wear_mask (should): Pegawai wajib memakai masker",
        "    modality: must -> should",
        "- obligation: work_from_home (must): Staf bekerja dari rumah",
        "+ obligation: daily_report (must): Staf melapor kepada atasan",
    ]


def test_the_command_compares_records_and_documents(tmp_path: Path) -> None:
    kept = tmp_path / "a.json"
    kept.write_text(record("a", obligations=[MASK]).model_dump_json(), encoding="utf-8")
    letter = tmp_path / "b.txt"
    letter.write_text("Pegawai wajib mengisi daftar hadir setiap hari kerja.\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["diff", str(kept), str(letter), "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert {"kind": "field", "action": "dropped"}.items() <= found[0].items()
    assert CliRunner().invoke(app, ["diff", str(kept), str(kept)]).stdout == ""


@pytest.mark.parametrize(("content", "status"), [("{}", 6), ("[", 6), (None, 3)])
def test_the_command_names_what_is_no_record(
    content: str | None, status: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = CliRunner().invoke(app, ["diff", str(path), str(path)])
    assert done.exit_code == status
    assert "a.json" in done.stderr
