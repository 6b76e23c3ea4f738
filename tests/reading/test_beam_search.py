from __future__ import annotations

import numpy as np
import pytest

from circular_parser.reading.beam_search import LikelyText, likeliest_texts

CHARACTERS = ["", "1", "/", ""]  # the last is a space, which adds nothing


@pytest.mark.parametrize(
    ("steps", "text", "begins"),
    [
        pytest.param([[0, 1, 0, 0], [0, 1, 0, 0]], "1", (0,), id="steps of one character"),
        pytest.param([[0, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]], "11", (0, 2), id="a blank"),
        pytest.param([[0, 1, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0]], "11", (0, 2), id="a space"),
        pytest.param([[0, 1e-4, 0, 0], [0, 0, 1, 0]], "1/", (0, 1), id="the only one"),
    ],
)
def test_one_way_to_read(steps: list[list[float]], text: str, begins: tuple[int, ...]) -> None:
    (found,) = likeliest_texts(np.array(steps, np.float32), CHARACTERS)
    assert found == LikelyText(text, 1.0, begins)


def test_ways_to_the_same_text_are_added_up() -> None:
    # "1" by the first step, the second, or both: 0.64 in all against "" and what has a stroke.
    steps = np.array([[0.6, 0.4, 0, 0], [0.6, 0.4, 0, 0]], np.float32)
    ((text, share, _),) = likeliest_texts(steps, CHARACTERS)
    assert text == "1"
    assert share == pytest.approx(0.64)


def test_a_toss_up_gives_both_texts() -> None:
    steps = np.array([[0, 0.55, 0.45, 0]], np.float32)
    found = likeliest_texts(steps, CHARACTERS)
    assert [text for text, _, _ in found] == ["1", "/"]
    assert [share for _, share, _ in found] == pytest.approx([0.55, 0.45])


def test_only_the_likeliest_is_followed_where_nothing_is_in_doubt() -> None:
    steps = np.array([[0, 0.55, 0.45, 0], [0, 0.45, 0.55, 0]], np.float32)
    found = likeliest_texts(steps, CHARACTERS, np.array([False, True]))
    assert [text for text, _, _ in found] == ["1/", "1"]


def test_a_run_is_one_character_whatever_gaps_it_has() -> None:
    steps = np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]], np.float32)
    assert likeliest_texts(steps, CHARACTERS, run="1") == [LikelyText("1", 1.0, (0,))]
