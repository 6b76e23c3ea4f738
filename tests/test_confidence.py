"""Scores become probabilities: curves, nulls, alternatives, the record, low values."""

from __future__ import annotations

import datetime as dt
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from analysed import analysed, letter
from circular_parser import Parser
from circular_parser.errors import ModelError
from circular_parser.language.analysis import Candidate, DateValue
from circular_parser.reading.prose import read_prose
from circular_parser.record import Circular
from circular_parser.resolve import resolve
from circular_parser.resolve.confidence import (
    MAIN_FIELDS,
    UNCALIBRATED,
    Calibration,
    field_of,
    load_calibration,
)
from circular_parser.resolve.evidence import Trace
from circular_parser.resources import model_folder

HALVED = Calibration(
    scores=(0.0, 0.8, 1.0),
    curves={
        "circular": {"other": (0.0, 0.4, 0.5), "number": (0.2, 0.8, 0.9)},
        "report": {"other": (0.1, 0.1, 0.1)},
    },
    served={"issuer.level": "number"},
    rules={"number": {"numbers.guess": -1.0}},
    absent={form: dict.fromkeys(MAIN_FIELDS, 0.5) for form in ("circular", "report")},
    low=0.3,
)


@pytest.mark.parametrize(
    ("form", "field", "score", "expected"),
    [
        ("circular", "number", 0.0, 0.2),
        ("circular", "number", 0.4, 0.5),
        ("circular", "number", 0.8, 0.8),
        ("circular", "number", 0.9, 0.85),
        ("circular", "number", 1.0, 0.9),
        ("circular", "subject", 0.9, 0.45),
        ("circular", "issuer.level", 0.8, 0.8),
        ("report", "number", 0.9, 0.1),
    ],
)
def test_between_the_points_a_curve_is_straight(
    form: str, field: str, score: float, expected: float
) -> None:
    assert HALVED.probability(form, field, "numbers.head", score) == pytest.approx(expected)


def test_a_rule_may_fare_worse_than_others() -> None:
    """Odds of four to one, less one in log odds, are 4 / e to one."""
    share = HALVED.probability("circular", "number", "numbers.guess", 0.8)
    assert share == pytest.approx(4 / math.e / (1 + 4 / math.e), abs=1e-3)


def test_uncalibrated_scores_stay() -> None:
    assert UNCALIBRATED.probability("report", "number", "numbers.head", 0.87) == 0.87


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("/number", "number"),
        ("/obligations/12", "obligations"),
        ("/issuer/region_code", "issuer.region_code"),
    ],
)
def test_items_share_the_field_of_their_list(pointer: str, field: str) -> None:
    assert field_of(pointer) == field


def test_evidence_and_record_carry_probabilities() -> None:
    analysis = analysed(letter())
    raw, record = resolve(analysis, UNCALIBRATED), resolve(analysis, HALVED)
    assert raw.evidence.keys() == record.evidence.keys()
    for pointer, places in record.evidence.items():
        expected = HALVED.probability(
            "circular", field_of(pointer), places[0].rule, raw.evidence[pointer][0].confidence
        )
        assert {place.confidence for place in places} == {expected}
    product = 1.0
    for field in MAIN_FIELDS:
        product *= record.evidence["/" + field.replace(".", "/")][0].confidence
    assert record.confidence == pytest.approx(product, abs=1e-3)


def test_a_null_counts_by_how_often_nulls_are_right() -> None:
    with_name = analysed(letter())
    without = analysed(letter(signature=""))
    sure = replace(HALVED, curves={"circular": {"other": (1.0, 1.0, 1.0)}, "report": {}})
    assert resolve(with_name, sure).confidence == 1.0
    record = resolve(without, sure)
    assert record.signatory.name is None
    assert record.confidence == 0.5


def test_no_main_value_is_no_confidence() -> None:
    record = resolve(analysed("Resep sayur lodeh: rebus labu dan kacang panjang."))
    assert record.confidence == 0.0


@pytest.mark.parametrize("gap", [0, 1])
def test_what_only_a_second_engine_saw_stands_on_its_line(gap: int) -> None:
    document = read_prose(b"Nomor :\n\nSifat : Biasa", "text/plain", "a.txt")
    trace = Trace(document, "circular", UNCALIBRATED)
    end = len("Nomor :")
    trace.add("/number", Candidate(end + gap, end + 1, "5/2020", "numbers.second_reading", 0.7))
    assert [place.quote for place in trace.evidence["/number"]] == ["Nomor :"]


def test_alternatives_share_what_the_chosen_value_leaves() -> None:
    body = "1. Pegawai wajib hadir sesuai Surat Edaran Nomor 800/7/2019."
    record = resolve(analysed(letter(body)))
    chosen = record.evidence["/number"][0]
    assert chosen.alternatives
    for other in chosen.alternatives:
        assert other.confidence <= round(1 - chosen.confidence, 3)


def test_alternatives_say_something_else_each_once_as_a_record_would() -> None:
    document = read_prose(b"2 dan 3 Mei, 3 Mei, Mei", "text/plain", "a.txt")
    trace = Trace(document, "circular", UNCALIBRATED)

    def day(number: int | None, score: float) -> Candidate[DateValue]:
        resolved = number and dt.date(2020, 5, number)
        value = DateValue(number, 5, 2020, resolved=resolved or None)
        return Candidate(0, 1, value, "dates.printed", score)

    others = [day(2, 0.8), day(None, 0.2), day(3, 0.5), day(3, 0.6)]
    trace.add("/issued_on", day(2, 0.9), others)
    alternatives = trace.evidence["/issued_on"][0].alternatives
    assert [other.value for other in alternatives] == ["2020-05-03", "2020-05-?"]


def low_ones(record: Circular) -> list[str | None]:
    return [w.field for w in record.warnings if w.code == "low_confidence"]


def test_low_values_are_warned_of() -> None:
    analysis = analysed(letter())
    assert low_ones(resolve(analysis, UNCALIBRATED)) == []
    everything = low_ones(resolve(analysis, replace(HALVED, low=0.6)))
    assert "/subject" in everything
    assert "/number" not in everything


def test_a_value_with_a_warning_of_its_own_gets_no_second_one() -> None:
    analysis = analysed(letter(number="065/     /ORG/2021"))
    record = resolve(analysis, replace(HALVED, low=1.0))
    assert [w.code for w in record.warnings if w.field == "/number"] == ["blank_in_number"]


def test_the_shipped_curves_are_sound() -> None:
    calibration = load_calibration()
    for form, curves in calibration.curves.items():
        assert set(calibration.served.values()) <= set(curves)
        for field, curve in curves.items():
            assert 0 <= curve[0] <= curve[-1] < 1, (form, field)
    assert 0.5 <= calibration.low < 0.9


def test_the_level_of_warnings_is_the_documented_one() -> None:
    docs = Path(__file__).parent.parent / "docs"
    for page in ("errors.md", "confidence.md"):
        assert f"below {load_calibration().low:g}" in (docs / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("scores = [0.0,", "scores = [2.0,", "scores must rise"),
        ("[report]", "[press]", "report"),
        ("low =", "high =", "low"),
        ('"number" = [0', '"number" = [1.0, 0', "circular.number must rise"),
        ("[circular]", "[circular", "confidence.toml"),
    ],
)
def test_a_malformed_file_is_told_at_the_start(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model_folder().base, folder)
    file = folder / "confidence.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        Parser(models=folder)
