"""What a trained model tells of the dates of a report: reports it was not trained on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from analysed import analysed, parsed
from circular_parser.language.analysis import Candidate, PeriodValue
from circular_parser.language.date_patterns import DatePatterns
from circular_parser.language.linear_model import LinearModel
from circular_parser.language.period_features import (
    END,
    NONE,
    START,
    WHOLE,
    DatesInContext,
    features,
)
from circular_parser.language.period_openers import CLEAR
from circular_parser.language.period_patterns import PeriodPatterns
from circular_parser.language.periods import dates_in_context, find_periods
from circular_parser.record import EffectivePeriod
from circular_parser.resources import model_folder

REPORTS = [
    line.partition(" = ")[::2]
    for line in Path(__file__).with_name("learned_periods.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
LEAD = "BIMA - Wali kota menerbitkan surat edaran, kata Sekda, Jumat (4/6/2021). "


def days(period: EffectivePeriod) -> str:
    return f"{period.start or ''}..{period.end or ''}"


def test_what_is_told_of_new_reports_is_mostly_right() -> None:
    count: Counter[str] = Counter()
    for expected, report in REPORTS:
        found = {days(p) for p in parsed(report.replace(" | ", "\n\n")).effective_periods}
        wanted = {expected} - {"none"}
        count.update(right=len(found & wanted), wrong=len(found - wanted))
        count.update(missed=len(wanted - found))
    assert count["right"] >= 5, count
    assert count["wrong"] <= 2, count


class Scripted:
    """Stands for the model: the words right before the dates tell what they are."""

    def __init__(self, shares: Mapping[str, tuple[str, float]]) -> None:
        self._shares = shares

    def log_shares(self, found: Mapping[str, float]) -> dict[str, float]:
        for word, (label, share) in self._shares.items():
            if f"b0={word}" in found:
                rest = (1 - share) / 3
                shares = dict.fromkeys((START, END, WHOLE, NONE), rest) | {label: share}
                return {name: math.log(value) for name, value in shares.items()}
        return {START: -9.0, END: -9.0, WHOLE: -9.0, NONE: -0.001}


def scripted(text: str, **shares: tuple[str, float]) -> list[Candidate[PeriodValue]]:
    """Return the periods of a report whose dates the model takes for *shares*."""
    analysis = analysed(LEAD + text)
    folder = model_folder()
    patterns = PeriodPatterns.load(folder / "periods.toml")
    dates = DatePatterns.load(folder / "dates.toml")
    model = cast("LinearModel", Scripted(shares))
    return find_periods(analysis, patterns, dates, model)


def spans(found: list[Candidate[PeriodValue]]) -> list[str]:
    return [f"{c.value.start or ''}..{c.value.end or ''}" for c in found]


def test_a_sure_model_opens_what_no_pattern_does() -> None:
    text = "Truk pasir minggir dulu 7-19 Mei 2021."
    assert scripted(text, dulu=(NONE, 0.9)) == []
    found = scripted(text, dulu=(WHOLE, 0.9))
    assert spans(found) == ["2021-05-07..2021-05-19"]
    assert [c.rule for c in found] == ["periods.learned"]
    assert found[0].score < CLEAR  # below the words that say so


def test_where_nothing_else_is_told_the_likeliest_counts() -> None:
    text = "Truk pasir minggir dulu 7-19 Mei 2021. Dinas menghitung 21-22 Mei 2021."
    assert spans(scripted(text, dulu=(WHOLE, 0.6))) == ["2021-05-07..2021-05-19"]
    told = f"{text} Larangan itu berlaku mulai 1 sampai 30 Juni 2021."
    assert spans(scripted(told, dulu=(WHOLE, 0.6))) == ["2021-06-01..2021-06-30"]


def test_the_end_of_the_one_start_may_be_less_sure() -> None:
    text = "Larangan itu berlaku mulai 7 Juni 2021. Palang diangkat lagi Sabtu 19 Juni 2021."
    assert spans(scripted(text)) == ["2021-06-07.."]
    found = scripted(text, lagi=(END, 0.4))
    assert spans(found) == ["2021-06-07..", "..2021-06-19"]
    assert spans(scripted(text, lagi=(END, 0.2))) == ["2021-06-07.."]


def test_an_end_before_the_start_is_none() -> None:
    text = "Larangan itu berlaku mulai 7 Juni 2021. Palang diangkat lagi Sabtu 5 Juni 2021."
    assert spans(scripted(text, lagi=(END, 0.7))) == ["2021-06-07.."]


def test_words_that_are_not_clear_are_taken_back() -> None:
    text = "Pedagang membersihkan lapak mulai 7 Juni 2021, dan pegawai bekerja dari rumah."
    assert spans(scripted(text, mulai=(START, 0.5))) == ["2021-06-07.."]
    assert scripted(text, mulai=(NONE, 0.97)) == []
    clear = "Larangan itu berlaku mulai 7 Juni 2021."
    assert spans(scripted(clear, mulai=(NONE, 0.97))) == ["2021-06-07.."]


def test_a_start_that_was_taken_back_serves_an_end_without_one() -> None:
    text = (
        "Pegawai bekerja dari rumah mulai 7 Juni 2021. "
        "Larangan itu berlaku sampai ada pemberitahuan lebih lanjut."
    )
    found = scripted(text, mulai=(NONE, 0.97))
    assert [(str(c.value.start), c.value.open_ended) for c in found] == [
        ("2021-06-07", False),
        ("None", True),
    ]


def test_words_of_other_things_hold_against_the_model() -> None:
    text = "Libur yang semula 7-19 Juni 2021 dibicarakan lagi."
    assert scripted(text, semula=(WHOLE, 0.9)) == []


@pytest.mark.parametrize(
    ("text", "form", "age", "length"),
    [
        ("Larangan itu berlaku mulai 7 Juni 2021.", "day", "after", "day"),
        ("Larangan itu berlaku pada 4 Juni 2021.", "day", "same", "day"),
        ("Larangan berlangsung 20 sampai 22 Mei 2021.", "range", "before", "few"),
        ("Larangan berlangsung 2 sampai 22 Mei 2019.", "range", "long before", "months"),
        ("Larangan berlaku sepanjang Juli 2021.", "month", "after", "unknown"),
    ],
)
def test_what_the_model_sees_of_dates(text: str, form: str, age: str, length: str) -> None:
    *_, seen = seen_of(LEAD + text)
    assert (seen.form, seen.age, seen.length) == (form, age, length)
    assert features(seen)[f"form={form} age={age}"] == 1.0


def test_other_dates_of_the_sentence_stand_as_one_mark() -> None:
    _, _, seen = seen_of(f"{LEAD}Rapat 3 Juni 2021 menetapkan libur pada 9 Juni 2021.")
    assert seen.before == "rapat  @  menetapkan libur pada "
    assert "b=@" in features(seen)


def seen_of(text: str) -> list[DatesInContext]:
    folder = model_folder()
    patterns = PeriodPatterns.load(folder / "periods.toml")
    dates = DatePatterns.load(folder / "dates.toml")
    return [seen for _, seen in dates_in_context(analysed(text), patterns, dates)]
