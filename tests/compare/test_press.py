"""The comparison of the press reports of spring 2020, where they lie beside the checkout.

They are looked for in ``shared/eval/dev/press``, or where ``CIRCULAR_PARSER_PRESS`` says. What
is expected are facts that a reader finds in them; the texts are not in this repository.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from circular_parser import Parser
from circular_parser.compare import Comparison, compare

ROOT = Path(__file__).parent.parent.parent
BESIDE = ROOT.parent / "shared" / "eval" / "dev" / "press"
TEXTS = sorted(Path(os.environ.get("CIRCULAR_PARSER_PRESS", BESIDE)).glob("text/*"))

pytestmark = pytest.mark.skipif(not TEXTS, reason="no press reports here")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("records")
    parser = Parser()
    for path in TEXTS:
        text = parser.parse(path).model_dump_json()
        (folder / f"{path.stem}.json").write_text(text, encoding="utf-8")
    return compare(folder)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("Kota Metro", ("2020-03-17", "2020-03-31", False, "regional_secretary", "definitive", 1)),
        (
            "Kota Tangerang Selatan",
            ("2020-03-18", "2020-03-31", False, "head_of_region", "definitive", 1),
        ),
        ("Kota Bandar Lampung", ("2020-03-26", None, True, "head_of_region", "definitive", 8)),
        ("Kota Medan", ("2020-03-26", None, False, "head_of_region", "plt", 9)),
    ],
)
def test_four_cities_have_start_end_and_office(
    press: Comparison, region: str, expected: tuple[Any, ...]
) -> None:
    rows = press.frames["circulars"].to_dicts()
    found = [
        tuple(
            value if value is None or isinstance(value, bool | int) else str(value)
            for value in (
                row["start"],
                row["end"],
                row["open_ended"],
                row["office"],
                row["capacity"],
                row["days_after_national"],
            )
        )
        for row in rows
        if row["region"] == region and row["start"] is not None
    ]
    assert found == [expected]


@pytest.mark.parametrize(
    ("region", "services"),
    [
        (
            "Kota Metro",
            "hospital clinic civil_registry permits finance revenue fire_rescue disaster transport "
            "public_order sanitation",
        ),
        (
            "Kota Bandar Lampung",
            "district_office disaster revenue permits finance civil_registry public_order "
            "public_works transport agriculture environment health",
        ),
        ("Kota Medan", "generic_public_service"),
        ("Kota Tangerang Selatan", ""),
    ],
)
def test_the_service_matrix(press: Comparison, region: str, services: str) -> None:
    assert _stated(press.service_matrix().to_dicts(), region) == dict.fromkeys(
        services.split(), "yes"
    )


@pytest.mark.parametrize(
    ("region", "positions"),
    [
        (
            "Kota Tangerang Selatan",
            "regional_secretary assistant expert_staff head_of_agency inspector council_secretary "
            "head_of_bureau district_head ward_head head_of_technical_unit structural_levels",
        ),
        ("Kota Metro", "head_of_agency head_of_bureau district_head ward_head"),
        ("Kota Bandar Lampung", "high_leaders administrators supervisors"),
    ],
)
def test_the_positions_that_stay(press: Comparison, region: str, positions: str) -> None:
    assert _stated(press.position_matrix().to_dicts(), region) == dict.fromkeys(
        positions.split(), "yes"
    )


@pytest.mark.parametrize(
    ("region", "duties"),
    [
        (
            "Kota Tangerang Selatan",
            "work_from_home:must duty_roster:must services_continue_online:must wear_mask:must "
            "handwashing_facilities:must attendance:must daily_report:must on_call:must "
            "physical_distancing:should",
        ),
        (
            "Kota Bandar Lampung",
            "work_from_home:may senior_officials_present:must stay_at_home:must no_travel:must_not "
            "keep_phone_active:must coordinate:must front_services_stay_open:must "
            "head_regulates_details:must",
        ),
        (
            "Kota Metro",
            "work_from_home:must front_services_stay_open:must minimum_structural_officials:must "
            "no_leave_home_without_permission:must_not keep_phone_active:must",
        ),
        (
            "Kota Medan",
            "front_services_stay_open:must senior_officials_present:must "
            "head_regulates_details:must work_from_home:must",
        ),
    ],
)
def test_the_duty_matrix(press: Comparison, region: str, duties: str) -> None:
    expected = dict(entry.split(":") for entry in duties.split())
    assert expected.items() <= _stated(press.duty_matrix().to_dicts(), region).items()


def test_codes(press: Comparison) -> None:
    codes = press.frames["codes"].filter(indicator="oxcgrt_c2_analog").to_dicts()
    assert {row["region"]: row["value"] for row in codes} == {
        "Kota Metro": "2",
        "Kota Tangerang Selatan": "2",
        "Kota Bandar Lampung": "1",
        "Kota Medan": "2",
    }
    assert all(row["quote"] for row in codes)


def _stated(rows: list[dict[str, Any]], region: str) -> dict[str, str]:
    (row,) = [row for row in rows if row["region"] == region]
    return {
        name: value
        for name, value in row.items()
        if value is not None and name not in {"region", "region_code"}
    }
