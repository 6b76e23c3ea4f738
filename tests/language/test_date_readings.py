from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysed import pipeline
from circular_parser.document import PEN, Document, Reading
from circular_parser.language.date_readings import days_as_read, joint_shares
from circular_parser.language.pipeline import analyse
from circular_parser.record import Circular
from circular_parser.resolve import resolve
from rule_examples import document


def _document(readings: Sequence[Reading], printed: str = "Ambon, ? Juni 2021") -> Document:
    text = f"DINAS SOSIAL\n\n{printed}\n\nNomor : 465/12/DINSOS\nHal : Rapat\n\nKepada\n"
    made = document(text)
    line = next(line for line in made.lines if line.text == printed)
    line.readings.extend(readings)
    return made


def _record(*told: tuple[str, str, float], printed: str = "Ambon, ? Juni 2021") -> Circular:
    """The record of a letter whose date each (engine, text, share) reads, by hand."""
    readings = [Reading(text, engine, share, 0.9) for engine, text, share in told]
    return resolve(analyse(pipeline(), _document(readings, printed)))


def _warned(record: Circular) -> set[str]:
    return {warning.code for warning in record.warnings if warning.field == "/issued_on"}


@pytest.mark.parametrize(
    ("signs", "days"),
    [
        ("7", {7}),
        ("27", {27}),
        ("09", {9}),
        ("Z/", {21}),
        ("|4", {14}),
        ("S", {5}),
        ("75", {5, 15, 25}),
        ("d9", {9, 19, 29}),
        ("37", {30, 31}),
        ("0", set(range(1, 10))),
        ("1?", set(range(10, 20))),
        ("", set()),
        ("?", set()),
        ("275", set()),
    ],
)
def test_the_days_that_signs_may_stand_for(signs: str, days: set[int]) -> None:
    found = days_as_read(signs)
    assert set(found) == days
    assert sum(found.values()) == pytest.approx(1 if days else 0)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        pytest.param(
            [("p", "Ambon, 27 Juni 2021", 0.9), (PEN, "Ambon, 27 Juni 2021", 0.9)], 27, id="both"
        ),
        pytest.param(
            [("p", "Ambon, Juni 2021", 0.9), (PEN, "Ambon, 4 Juni 2021", 0.95)], 4, id="lost"
        ),
        pytest.param(
            [
                ("p", "Ambon, 5 Juni 2021", 0.3),
                ("p", "Ambon, 25 Juni 2021", 0.6),
                (PEN, "Ambon, 75 Juni 2021", 0.8),
            ],
            25,
            id="no day begins with a seven",
        ),
        pytest.param(
            [("p", "Ambon, /2 Juni 2021", 0.9), (PEN, "Ambon, 12 Juni 2021", 0.6)],
            12,
            id="a stroke",
        ),
    ],
)
def test_readers_of_a_day_by_hand_are_heard_together(
    told: list[tuple[str, str, float]], day: int
) -> None:
    record = _record(*told)
    assert str(record.issued_on) == f"2021-06-{day:02}"
    assert {"handwriting", "second_reading"} <= _warned(record)
    assert record.evidence["/issued_on"][0].rule == "dates.by_hand"


AT_ODDS = (
    ("p", "Ambon, 23 Juni 2021", 0.45),
    ("p", "Ambon, 29 Juni 2021", 0.45),
    (PEN, "Ambon, 25 Juni 2021", 0.9),
)


def test_a_day_on_which_the_readers_differ_stays_open_and_is_told() -> None:
    record = _record(*AT_ODDS)
    assert record.issued_on is None
    (warning,) = [w for w in record.warnings if w.code == "handwriting"]
    assert warning.field == "/issued_on"
    assert "23" in warning.message and "29" in warning.message


def test_what_the_page_engine_made_of_a_day_by_hand_has_no_say_of_its_own() -> None:
    assert _record(*AT_ODDS, printed="Ambon, 2 Juni 2021").issued_on is None


def test_no_month_has_more_days_than_it_has() -> None:
    told = ("p", "Ambon, 31 Juni 2021", 0.9), (PEN, "Ambon, 31 Juni 2021", 0.9)
    assert _record(*told).issued_on is None


def test_a_day_that_is_hardly_surer_than_another_is_doubted() -> None:
    told = [("p", "Ambon, 23 Juni 2021", 0.5), ("p", "Ambon, 25 Juni 2021", 0.3)]
    told += [(PEN, "Ambon, 23 Juni 2021", 0.5), (PEN, "Ambon, 25 Juni 2021", 0.3)]
    record = _record(*told)
    assert str(record.issued_on) == "2021-06-23"
    assert "poorly_read" in _warned(record)


def test_shares_are_those_of_all_readers() -> None:
    one, other = {5: 0.6, 25: 0.3}, {25: 0.5, 15: 0.5}
    shares = joint_shares(range(1, 32), {"p": one, PEN: other})
    assert max(shares, key=lambda day: shares[day]) == 25
    assert sum(shares.values()) == pytest.approx(1)
