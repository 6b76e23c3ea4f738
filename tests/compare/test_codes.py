"""Codes for research: which duty gives which value, and when a circular is coded at all."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from circular_parser.compare import Comparison
from circular_parser.compare import codes as codes_module
from circular_parser.compare.codes import Code
from circular_parser.compare.documents import Arrangement, Place
from compared import cites, compared, day, duty, period, told

NATIONAL = "Surat Edaran MenPANRB Nomor 19 Tahun 2020"


def coded(*duties: Any, **changes: Any) -> dict[str, list[tuple[str, str]]]:
    values: dict[str, Any] = {"subject": "Pencegahan Covid-19", "obligations": list(duties)}
    found = compared(told("a", **(values | changes)))
    codes: dict[str, list[tuple[str, str]]] = {}
    for code in found.codes[found.circulars[0].id]:
        codes.setdefault(code.indicator, []).append((code.value, code.rule))
    return codes


@pytest.mark.parametrize(
    ("indicator", "duties", "value", "rule"),
    [
        ("c2", [duty("work_from_home")], "2", "c2.home_ordered"),
        ("c2", [duty("work_from_home", "may")], "1", "c2.home_allowed"),
        ("c2", [duty("rotation_schedule")], "1", "c2.hours_or_shifts"),
        ("c2", [duty("rotation_schedule"), duty("work_from_home")], "2", "c2.home_ordered"),
        (
            "c2",
            [duty("capacity_limit", text="50 persen bekerja di rumah")],
            "2",
            "c2.share_ordered",
        ),
        ("c2", [duty("capacity_limit", text="paling banyak 50 persen")], "1", "c2.hours_or_shifts"),
        ("c2", [duty("close_premises", text="kantor ditutup tiga hari")], "2", "c2.closed"),
        ("c2", [duty("close_premises", text="pasar ditutup")], "0", "c2.none"),
        ("c2", [duty("wear_mask")], "0", "c2.none"),
        ("c6", [duty("stay_at_home")], "2", "c6.stay_ordered"),
        ("c6", [duty("stay_at_home", "should")], "1", "c6.stay_advised"),
        (
            "c6",
            [duty("no_leave_home_without_permission", "must_not")],
            "2",
            "c6.leave_only_by_exception",
        ),
        ("c7", [duty("no_travel", "must_not")], "2", "c7.travel_banned"),
        ("c7", [duty("restrict_official_travel")], "1", "c7.travel_limited"),
        ("c7", [duty("no_travel", "should")], "1", "c7.travel_limited"),
        ("h6", [duty("wear_mask")], "2", "h6.mask_ordered"),
        ("h6", [duty("health_protocol", text="memakai masker")], "2", "h6.mask_in_a_protocol"),
        ("h6", [duty("wear_mask", "should")], "1", "h6.mask_advised"),
        ("h6", [duty("health_protocol", text="mengukur suhu")], "0", "h6.none"),
    ],
)
def test_scales(indicator: str, duties: list[Any], value: str, rule: str) -> None:
    assert coded(*duties)[f"oxcgrt_{indicator}_analog"] == [(value, rule)]


@pytest.mark.parametrize(
    ("one", "coronanet", "phsm"),
    [
        (duty("work_from_home"), "Restriction and Regulation of Government Services", "4.2.1"),
        (duty("wear_mask"), "Hygiene", "1.4"),
        (duty("handwashing_facilities"), "Hygiene", "1.1"),
        (duty("physical_distancing"), "Social Distancing", "1.6"),
        (duty("limit_gatherings", "must_not"), "Restrictions of Mass Gatherings", "4.3"),
        (duty("no_travel", "must_not"), "Internal Border Restrictions", "4.5.1"),
        (duty("stay_at_home"), "Lockdown", "4.5.2"),
        (duty("disseminate"), "Public Awareness Measures", "8.4"),
        (duty("vulnerable_staff"), None, "4.4.1"),
        (duty("carry_out_activity", text="penyemprotan disinfektan"), None, "2.1"),
    ],
)
def test_lists(one: Any, coronanet: str | None, phsm: str) -> None:
    found = coded(one)
    values = [value for value, _ in found.get("coronanet_type_analog", [])]
    assert values == ([coronanet] if coronanet else [])
    assert [value for value, _ in found["who_phsm_analog"]] == [phsm]


@pytest.mark.parametrize(
    ("changes", "is_coded"),
    [
        ({"subject": "Sistem kerja selama PPKM"}, True),
        ({"subject": "Sistem kerja", "issued_on": day("2020-03-20")}, True),
        ({"subject": "Penghematan energi", "issued_on": day("2026-03-20")}, False),
        ({"subject": "Sistem kerja", "issued_on": None}, False),
        ({"subject": None, "issued_on": None, "effective_periods": [period("2020-04-01")]}, True),
        (
            {
                "subject": None,
                "issued_on": None,
                "references": [cites("SE tentang Covid-19", None)],
            },
            True,
        ),
    ],
)
def test_only_circulars_on_the_pandemic_are_coded(changes: dict[str, Any], is_coded: bool) -> None:
    assert bool(coded(duty("work_from_home"), **changes)) is is_coded


def test_a_code_has_the_quote_that_led_to_it() -> None:
    found = compared(told("a", obligations=[duty("work_from_home", text="bekerja di rumah")]))
    code = found.codes[found.circulars[0].id][0]
    assert code.place is not None
    assert code.place.quote == "bekerja di rumah"


def test_a_share_at_home_is_a_rule_of_its_own() -> None:
    place = Place("a", "50 persen di rumah", 1, 0, 18, "arrangements.share", 0.9)
    document = replace(
        told("a", subject="Covid-19"),
        arrangement=Arrangement(0.5, None, None, None),
        places={"/work_arrangement/home_share": place},
    )
    codes = {c.indicator: c for c in compared(document).codes[document.id]}
    assert codes["oxcgrt_c2_analog"] == Code("oxcgrt_c2_analog", "2", "c2.share_at_home", place)


def test_every_type_that_a_rule_names_is_one() -> None:
    labels = tomllib.loads(Path(codes_module.__file__).with_name("labels.toml").read_text("utf-8"))
    data = tomllib.loads(Path(codes_module.__file__).with_name("codes.toml").read_text("utf-8"))
    named = {t for i in data["indicator"] for rule in i["rule"] for t in rule["types"]}
    assert named | set(data["scope"]["types"]) <= {*labels["duties"], "home_share"}


def only(found: Comparison) -> dict[str, Any]:
    (row,) = found.frames["circulars"].to_dicts()
    return row


def test_strictness_is_the_mean_of_the_scales() -> None:
    duties = [duty("work_from_home"), duty("no_travel", "must_not"), duty("wear_mask", "should")]
    row = only(compared(told("a", subject="Covid-19", obligations=duties)))
    assert row["strictness"] == pytest.approx((100 * 2 / 3 + 0 + 100 + 25) / 4)
    assert row["binding_share"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("changes", "days", "national", "is_cited"),
    [
        ({"references": [cites(NATIONAL, "19 Tahun 2020")]}, 2, "SE MenPANRB 19/2020", True),
        ({"obligations": [duty("work_from_home")]}, 2, "SE MenPANRB 19/2020", False),
        (
            {"obligations": [duty("work_from_home")], "issued_on": day("2020-04-22")},
            2,
            "SE MenPANRB 50/2020",
            False,
        ),
        ({"obligations": [duty("wear_mask")]}, None, None, None),
        (
            {"obligations": [duty("work_from_home")], "issued_on": day("2026-03-18")},
            None,
            None,
            None,
        ),
        ({"obligations": [duty("work_from_home")], "issued_on": None}, None, None, None),
    ],
)
def test_days_after_the_national_circular(
    changes: dict[str, Any], days: int | None, national: str | None, is_cited: bool | None
) -> None:
    row = only(compared(told("a", **changes)))
    assert (row["days_after_national"], row["national"], row["national_cited"]) == (
        days,
        national,
        is_cited,
    )
