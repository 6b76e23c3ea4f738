"""The vote on a number that was read more than once."""

from __future__ import annotations

import pytest

from circular_parser.document import Reading
from circular_parser.language.number_readings import outvoting, plausibility, repaired


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
        pytest.param("8001/BKD", "8001/BKD", id="four digits may be a serial"),
        pytest.param("800/SS/IV/2021", "800/SS/IV/2021", id="letters alone are a unit or a month"),
        pytest.param("B-12/SESKAB/2020", "B-12/SESKAB/2020", id="no code of digits"),
        pytest.param("440/KEC-SLG/PEM", "440/KEC-SLG/PEM", id="a unit with a stroke"),
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
    ],
)
def test_the_grammar_of_numbers_tells_readings_apart(better: str, worse: str) -> None:
    assert plausibility(better) > plausibility(worse)


def _readings(*told: tuple[str, float]) -> list[Reading]:
    return [Reading(text, "neural", confidence) for text, confidence in told]


@pytest.mark.parametrize(
    ("value", "confidence", "readings", "winner"),
    [
        pytest.param("8/BK", 0.3, [("800/21/BKD", 0.9)], "800/21/BKD", id="surer"),
        pytest.param("800/21/BKD", 0.95, [("800/27/BKD", 0.8)], None, id="first was surer"),
        pytest.param("800/21/BKD", None, [("800/27/BKD", 1.0)], None, id="printed text stands"),
        pytest.param(
            "800/21/BKD",
            0.2,
            [("80072l/BKD2a", 0.97), ("800/21/BKD", 0.9)],
            "800/21/BKD",
            id="form outweighs confidence",
        ),
        pytest.param(
            "x",
            0.1,
            [("800/27/BKD", 0.84), ("800/21/BKD", 0.8), ("800/2I/BKD", 0.8)],
            "800/21/BKD",
            id="two that agree outweigh one",
        ),
        pytest.param("800/21", 0.5, [], None, id="nothing else was read"),
    ],
)
def test_the_vote(
    value: str, confidence: float | None, readings: list[tuple[str, float]], winner: str | None
) -> None:
    found = outvoting(value, confidence, _readings(*readings))
    assert (found and found.text) == winner
