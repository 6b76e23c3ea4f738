"""The vote on a number that was read more than once."""

from __future__ import annotations

import pytest

from circular_parser.document import Reading
from circular_parser.language.number_readings import plausibility, repaired, vote


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("470/!25/DINSOS", "470/125/DINSOS"),
        (r"470/\25/DINSOS", "470/125/DINSOS"),
        ("4S1.2/7O/BAG-UM", "451.2/70/BAG-UM"),
        ("2$:1/DISPORA", "25.1/DISPORA"),
        ("061-2.1/88/ORG", "061.2.1/88/ORG"),
        ("061.2./88", "061.2/88"),
        ("4401 17.2/2021", "440/17.2/2021"),
        ("4407123/Dinkes", "440/123/Dinkes"),
        ("80011234", "800/1234"),
        ("80071234.1/2021", "800/1234.1/2021"),
        ("590//25/KEC", "590/125/KEC"),
        ("460//35//409.107.1/2020", "460/1351/409.107.1/2020"),
        ("590/.25/KEC", "590/25/KEC"),
        ("HK.02/1V/12/2021", "HK.02/IV/12/2021"),
        ("19.TAHUN2020", "19 TAHUN 2020"),
        pytest.param("800//2021", "800//2021", id="the serial is left blank before the year"),
        pytest.param("800//BKD", "800//BKD", id="the serial is left blank before the unit"),
        pytest.param("8001/BKD", "8001/BKD", id="four digits may be a serial"),
        pytest.param("800/SS/IV/2021", "800/SS/IV/2021", id="letters alone are a unit or a month"),
        pytest.param("B-12/SESKAB/2020", "B-12/SESKAB/2020", id="no code of digits"),
        pytest.param("440/KEC-SLG/PEM", "440/KEC-SLG/PEM", id="a unit with a stroke"),
        ("O1 Tahun 2021", "01 Tahun 2021"),
        ("1O TAHUN 2021", "10 TAHUN 2021"),
        pytest.param("19 TAHUN 2020", "19 TAHUN 2020", id="no segments"),
    ],
)
def test_strokes_and_letters_between_digits_are_digits(read: str, meant: str) -> None:
    assert repaired(read) == meant


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("800/117/BKD", "800/!17/BKD"),
        ("800/117/BKD", "800//117"),
        ("893.3/247/2020", "893.31247/2020"),
        ("094/0347", "09410347"),
        ("HK.02.01/MENKES/5/2021", "H2/MENKES//2021"),
        ("12 TAHUN 2021", "12 TAHUN"),
        ("800/117/BKD", "800/1f7/BKD"),
        ("800//BKD", "800/&/BKD"),
    ],
)
def test_the_grammar_of_numbers_tells_readings_apart(better: str, worse: str) -> None:
    assert plausibility(better) > plausibility(worse)


def _readings(*told: tuple[str, float]) -> list[Reading]:
    return [Reading(text, "neural", confidence) for text, confidence in told]


@pytest.mark.parametrize(
    ("value", "confidence", "readings", "winner"),
    [
        pytest.param("8/BK", 0.3, [("800/21/BKD", 0.9)], "800/21/BKD", id="likelier"),
        pytest.param("", 0.0, [("800/21/BKD", 0.9)], "800/21/BKD", id="nothing was read at first"),
        pytest.param(
            "800/21/BKD",
            0.9,
            [("800/27/BKD", 0.5), ("800/21/BKD", 0.4)],
            "800/21/BKD",
            id="the page engine breaks the tie",
        ),
        pytest.param(
            "x",
            0.1,
            [("80072l/BKD2a", 0.55), ("800/21/BKD", 0.45)],
            "800/21/BKD",
            id="form outweighs likelihood",
        ),
        pytest.param(
            "x",
            0.1,
            [("800/27/BKD", 0.4), ("800/!1/BKD", 0.3), ("800/11/BKD", 0.3)],
            "800/11/BKD",
            id="two spellings of one value support each other",
        ),
        pytest.param(
            "800 / 21 A", 0.9, [("800/21A", 0.9)], "800 / 21 A", id="blanks stay as printed"
        ),
        pytest.param(
            "800/ /21/BKD", 0.9, [("800/121/BKD", 0.3)], "800/121/BKD", id="a stroke between blanks"
        ),
    ],
)
def test_the_vote(
    value: str, confidence: float, readings: list[tuple[str, float]], winner: str
) -> None:
    found = vote(value, confidence, _readings(*readings))
    assert found is not None and found.value == winner


@pytest.mark.parametrize(
    ("readings", "printed", "by_hand"),
    [
        pytest.param(
            [("800/2/BKD", 0.5), ("800/27/BKD", 0.3)],
            "800/2/BKD",
            "800/2/BKD",
            id="as likely as it was read",
        ),
        pytest.param(
            [("800/72/BKD", 0.5), ("800//2/BKD", 0.3)],
            "800/72/BKD",
            "800/12/BKD",
            id="a 7 or a slash is a 1",
        ),
    ],
)
def test_what_a_pen_wrote_is_weighed_otherwise(
    readings: list[tuple[str, float]], printed: str, by_hand: str
) -> None:
    for likelihood, winner in ((0.1, printed), (0.9, by_hand)):
        told = [Reading(text, "neural", share, likelihood) for text, share in readings]
        found = vote("", 0.0, told)
        assert found is not None and found.value == winner


def test_blanks_between_digits_fall_where_the_second_reading_has_none() -> None:
    found = vote("8 00/21/BKD", 0.5, _readings(("800/21/BKD", 0.9)))
    assert found is not None and found.value == "800/21/BKD"


def test_without_a_second_reading_there_is_no_vote() -> None:
    assert vote("800/21/BKD", 0.5, []) is None


def test_a_vote_says_how_near_the_next_value_came() -> None:
    close = vote("", 0.0, _readings(("800/21/BKD", 0.5), ("800/27/BKD", 0.45)))
    clear = vote("", 0.0, _readings(("800/21/BKD", 0.97), ("800/27/BKD", 0.03)))
    assert close is not None and clear is not None
    assert close.confidence < 0.6 < clear.confidence
    assert close.next_best == "800/27/BKD"
