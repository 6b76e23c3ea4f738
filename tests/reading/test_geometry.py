from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_parser.document import Box
from circular_parser.reading.geometry import Affine, quarter_turn, rotation_about, scaling

_number = st.floats(-2000, 2000)


@given(_number, _number, st.floats(-8, 8), st.floats(0.2, 5), st.sampled_from([0, 90, 180, 270]))
def test_the_way_back_ends_where_it_began(
    x: float, y: float, angle: float, scale: float, turn: int
) -> None:
    forward = (
        scaling(scale, scale * 1.01)
        .then(quarter_turn(turn, 600, 800))
        .then(rotation_about(angle, 300, 400))
    )
    assert forward.inverse().point(*forward.point(x, y)) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [(0, (10, 20)), (90, (780, 10)), (180, (590, 780)), (270, (20, 590))],
)
def test_quarter_turns_are_clockwise(turn: int, expected: tuple[float, float]) -> None:
    assert quarter_turn(turn, 600, 800).point(10, 20) == expected


def test_rotation_is_counter_clockwise_as_seen() -> None:
    x, y = rotation_about(90, 0, 0).point(10, 0)
    assert (x, y) == pytest.approx((0, -10))


def test_a_box_stays_upright() -> None:
    assert Affine(-1, 0, 0, -1, 100, 100).box(Box(10, 20, 30, 40)) == Box(70, 60, 90, 80)
