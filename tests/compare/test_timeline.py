"""When circulars are in force: own periods, extensions, revocations, and days without an end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from circular_parser.compare import Comparison
from compared import cites, compared, day, period, told

FIRST = "Surat Edaran Bupati Barru Nomor 800/12/BKPSDM/2020"


def standing(comparison: Comparison, on: str, name: str = "a") -> str:
    wanted = next(c.id for c in comparison.circulars if c.told.name == name)
    return comparison.standings(dt.date.fromisoformat(on))[wanted]


def drawn(comparison: Comparison, name: str = "a") -> list[tuple[str, str | None, str]]:
    wanted = next(c.id for c in comparison.circulars if c.told.name == name)
    return [
        (str(s.start), str(s.end) if s.end else None, s.end_kind)
        for s in comparison.spans
        if s.circular_id == wanted
    ]


@pytest.mark.parametrize(
    ("changes", "on", "expected"),
    [
        ({"effective_periods": [period("2020-03-20", "2020-03-31")]}, "2020-03-19", "not_yet"),
        ({"effective_periods": [period("2020-03-20", "2020-03-31")]}, "2020-03-20", "in_force"),
        ({"effective_periods": [period("2020-03-20", "2020-03-31")]}, "2020-03-31", "in_force"),
        ({"effective_periods": [period("2020-03-20", "2020-03-31")]}, "2020-04-01", "ended"),
        ({"effective_periods": [period("2020-03-20", None, True)]}, "2021-01-01", "in_force"),
        ({"effective_periods": [period("2020-03-20")]}, "2021-01-01", "presumed"),
        # No first day: that of signing; no period: the same, without an end.
        ({"effective_periods": [period(None, "2020-03-31")]}, "2020-03-18", "in_force"),
        ({"effective_periods": [period(None, "2020-03-31")]}, "2020-03-17", "not_yet"),
        ({}, "2020-03-18", "presumed"),
        ({"issued_on": None}, "2020-03-18", "unknown"),
        (
            {
                "effective_periods": [
                    period("2020-03-20", "2020-03-21"),
                    period("2020-04-01", "2020-04-02"),
                ]
            },
            "2020-03-25",
            "ended",
        ),
    ],
)
def test_how_a_circular_stands_on_a_day(changes: dict[str, Any], on: str, expected: str) -> None:
    assert standing(compared(told("a", **changes)), on) == expected


def later(relation: str, **changes: Any) -> Comparison:
    """A circular to the end of March, and one of 30 March that does something with it."""
    first = told("a", effective_periods=[period("2020-03-20", "2020-03-31")])
    values: dict[str, Any] = {
        "number": "800/20/BKPSDM/2020",
        "subject": "Perpanjangan",
        "issued_on": day("2020-03-30"),
        "references": [cites(FIRST, "800/12/BKPSDM/2020", relation)],
        "effective_periods": [period(None, "2020-04-21")],
    }
    return compared(first, told("b", **(values | changes)))


def test_an_extension_draws_a_circular_out() -> None:
    found = later("extends")
    assert drawn(found) == [
        ("2020-03-20", "2020-03-31", "stated"),
        ("2020-04-01", "2020-04-21", "extended"),
    ]
    assert standing(found, "2020-04-21") == "in_force"
    assert standing(found, "2020-04-22") == "ended"


def test_an_extension_may_be_open() -> None:
    found = later("extends", effective_periods=[period(None, None, True)])
    assert drawn(found)[1] == ("2020-04-01", None, "extended")
    assert standing(found, "2022-01-01") == "in_force"


def test_an_extension_that_ends_before_adds_nothing() -> None:
    found = later("extends", effective_periods=[period("2020-03-30", "2020-03-31")])
    assert drawn(found) == [("2020-03-20", "2020-03-31", "stated")]


def test_a_revocation_cuts_a_circular_short() -> None:
    found = later("revokes")
    assert drawn(found) == [("2020-03-20", "2020-03-29", "revoked")]
    assert standing(found, "2020-03-29") == "in_force"
    assert standing(found, "2020-03-30") == "revoked"


def test_what_is_revoked_before_its_first_day_is_never_in_force() -> None:
    found = later("revokes", issued_on=day("2020-03-19"))
    assert drawn(found) == []
    assert standing(found, "2020-03-25") == "revoked"


def test_an_amendment_leaves_the_days_as_they_are() -> None:
    found = later("amends")
    assert drawn(found) == [("2020-03-20", "2020-03-31", "stated")]
    assert found.graph.to("amends")[found.circulars[0].id][0].source == found.circulars[1].id


def test_days_that_contradict_each_other_are_no_span() -> None:
    found = compared(told("a", effective_periods=[period("2020-03-31", "2020-03-20")]))
    assert drawn(found) == []
