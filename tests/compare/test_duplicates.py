"""Documents of one circular are found and merged, others stay apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from circular_parser.compare import Comparison
from circular_parser.compare.documents import document_of
from circular_parser.record import Issuer, Signatory
from compared import PALOPO, compared, duty, period, record, service, told
from made_records import stored

LATER = dt.date(2021, 2, 1)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "same_number"),
        ({"number": "800 / 012/ bkpsdm /2020"}, "same_number"),
        # A newspaper that gives no day, or another.
        ({"issued_on": None}, "same_number"),
        ({"issued_on": dt.date(2020, 3, 19)}, "same_number"),
        # A sign misread; the same office, day and subject.
        ({"number": "800/72/BKPSDM/2020"}, "misread_number"),
        ({"number": None}, "same_day"),
        ({"number": "800//BKPSDM/2020"}, "same_day"),
        (
            {
                "number": None,
                "subject": None,
                "effective_periods": [period("2020-03-19", "2020-04-01")],
            },
            "same_day",
        ),
    ],
)
def test_documents_of_one_circular_are_linked(changes: dict[str, Any], rule: str) -> None:
    one = told("surat.pdf", effective_periods=[period("2020-03-19", "2020-04-01")])
    found = compared(one, told("berita.txt", "report", **changes))
    assert [len(c.sources) for c in found.circulars] == [2]
    assert [link.rule for link in found.links] == [rule]


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": PALOPO},
        {"number": "800/13/BKPSDM/2020", "subject": "Hari kerja pada bulan Ramadan"},
        {"number": "800/345/BKPSDM/2020"},
        {"number": None, "subject": "Hari kerja pada bulan Ramadan"},
        {"number": None, "issued_on": LATER},
        {"number": None, "issued_on": None},
    ],
)
def test_documents_of_two_circulars_stay_two(changes: dict[str, Any]) -> None:
    found = compared(told("a"), told("b", **changes))
    assert len(found.circulars) == 2
    assert not found.links


def test_numbers_of_unknown_offices_are_not_the_same() -> None:
    assert len(compared(told("a", issuer=Issuer()), told("b", issuer=Issuer())).circulars) == 2


def test_a_number_without_a_year_comes_again_each_year() -> None:
    found = compared(told("a", number="800/12"), told("b", number="800/12", issued_on=LATER))
    assert len(found.circulars) == 2


def test_a_document_without_a_number_joins_no_two_numbers() -> None:
    other = {"number": "800/345/BKPSDM/2020"}
    found = compared(told("a"), told("b", **other), told("c", "report", number=None))
    assert sorted(len(c.sources) for c in found.circulars) == [1, 2]


def merged(circular: dict[str, Any], report: dict[str, Any]) -> Comparison:
    return compared(told("surat.pdf", **circular), told("berita.txt", "report", **report))


def test_the_circular_goes_before_the_report() -> None:
    (circular,) = merged({}, {"signatory": Signatory(name="Hasan Basri")}).circulars
    assert circular.told.signatory.name == "Rahman Malik"
    assert circular.told.signatory.position == "Bupati Barru"


def test_what_only_the_report_tells_is_added() -> None:
    found = merged(
        {"obligations": [duty("wear_mask")], "exempt_services": [service("RSUD", "hospital")]},
        {
            "obligations": [duty("wear_mask", text="bermasker"), duty("wear_mask", "should")],
            "exempt_services": [
                service("rumah sakit", "hospital"),
                service("Damkar", "fire_rescue"),
            ],
        },
    )
    told_together = found.circulars[0].told
    assert [(d.type, d.modality) for d in told_together.duties] == [
        ("wear_mask", "must"),
        ("wear_mask", "should"),
    ]
    assert [e.text for e in told_together.exemptions] == ["RSUD", "Damkar"]


@pytest.mark.parametrize(
    ("circular", "report", "field", "values"),
    [
        (
            {"issued_on": dt.date(2020, 3, 18)},
            {"issued_on": dt.date(2020, 3, 19)},
            "/issued_on",
            {"2020-03-18": True, "2020-03-19": False},
        ),
        (
            {},
            {"signatory": Signatory(name="Hasan Basri")},
            "/signatory/name",
            {"Rahman Malik": True, "Hasan Basri": False},
        ),
        (
            {"effective_periods": [period("2020-03-19", "2020-04-01")]},
            {"effective_periods": [period("2020-03-19", "2020-04-03")]},
            "/effective_periods",
            {"2020-03-19 - 2020-04-01": True, "2020-03-19 - 2020-04-03": False},
        ),
    ],
)
def test_conflicts_are_shown(
    circular: dict[str, Any], report: dict[str, Any], field: str, values: dict[str, bool]
) -> None:
    conflicts = merged(circular, report).circulars[0].conflicts
    assert {(c.field, c.value): c.chosen for c in conflicts} == {
        (field, value): chosen for value, chosen in values.items()
    }


@pytest.mark.parametrize(
    ("circular", "report"),
    [
        ({}, {"signatory": Signatory(name="Drs. H. RAHMAN MALIK, M.Si.")}),
        ({}, {"number": "800/012/bkpsdm/2020"}),
        ({"subject": "PELAKSANAAN TUGAS DARI RUMAH BAGI PEGAWAI"}, {}),
        (
            {"effective_periods": [period("2020-03-19", None, True)]},
            {"effective_periods": [period(None, None, True)]},
        ),
    ],
)
def test_the_same_in_other_words_is_no_conflict(
    circular: dict[str, Any], report: dict[str, Any]
) -> None:
    assert not merged(circular, report).circulars[0].conflicts


def test_of_two_scans_each_value_comes_from_the_surer() -> None:
    poor = record("a", number="800/12/BKPSDM/2020", issued_on=dt.date(2020, 3, 13), confidence=0.9)
    good = record("b", confidence=0.5)
    place = {"page": 1, "bbox": None, "start": 0, "end": 4, "quote": "x", "rule": "r"}
    poor_json = poor.model_dump(mode="json")
    good_json = good.model_dump(mode="json")
    poor_json["evidence"] = {"/issued_on": [place | {"confidence": 0.3}]}
    good_json["evidence"] = {"/issued_on": [place | {"confidence": 0.9}]}
    documents = [
        document_of(stored(type(poor).model_validate(value))) for value in (poor_json, good_json)
    ]
    (circular,) = compared(*documents).circulars
    assert circular.told.name == "a"
    assert circular.told.issued_on == dt.date(2020, 3, 18)
