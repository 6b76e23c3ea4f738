from __future__ import annotations

import pytest

from circular_parser.reading.pen_dates import DateLine, date_line, with_day_of_pen
from circular_parser.reading.pen_digits import PenText


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Semarang, 27 Januari 2020", ("Semarang,", "27", "Januari", "2020")),
        ("Padang Aro,3/Mei2021", ("Padang Aro,", "3/", "Mei", "2021")),
        ("pada tanggal 2 Juni 2021", ("pada tanggal", "2", "Juni", "2021")),
        ("padatanggal:Juni2021", ("padatanggal:", "", "Juni", "2021")),
        ("Selong,..2.3...Juli2021", ("Selong,", "23", "Juli", "2021")),
        ("Ende. 12 Juli 2021", ("Ende", "12", "Juli", "2021")),
        ("& Juli 2021", ("", "&", "Juli", "2021")),
    ],
)
def test_the_parts_of_a_line_with_a_date(text: str, parts: tuple[str, ...]) -> None:
    assert date_line(text) == parts


@pytest.mark.parametrize("text", ["SURAT EDARAN", "Ende, 12 Juli", "Ende, 12-7-2021"])
def test_other_lines_have_no_such_parts(text: str) -> None:
    assert date_line(text) is None


LINE = DateLine("Ende,", "2", "Juli", "2021")


def _pen(text: str, share: float = 0.9) -> PenText:
    return PenText(text, share, [(n + 0.5) / len(text) for n in range(len(text))])


@pytest.mark.parametrize(
    ("seen", "written", "read"),
    [
        ("#27#2021", [(0.1, 0.4)], "Ende, 27 Juli 2021"),
        ("#27#2021", [(0.1, 0.25)], None),
        ("#27#2021", [], None),
        ("#2021", [(0.0, 0.5)], None),
        ("#.7.#2021", [(0.1, 0.4)], "Ende, 7 Juli 2021"),
        ("27#2021#", [(0.0, 0.25)], "Ende, 27 Juli 2021"),
        ("#27#2019", [(0.0, 1.0)], "Ende, 27 Juli 2019"),
        ("#127#2021", [(0.0, 0.5)], None),
    ],
    ids=["day", "half of it", "print", "no day", "dots", "a speck", "all by hand", "too long"],
)
def test_the_day_is_the_network_s_where_a_pen_wrote_it(
    seen: str, written: list[tuple[float, float]], read: str | None
) -> None:
    found = with_day_of_pen(LINE, [[_pen(seen)], [_pen(seen)]], written)
    assert [str(line) for line in found] == ([] if read is None else [read])
    assert sum(found.values()) == pytest.approx(0.9 if read else 0)


def test_the_crops_share_the_say() -> None:
    found = with_day_of_pen(LINE, [[_pen("#27#2021", 0.8)], [_pen("#21#2021", 0.4)]], [(0, 1)])
    assert {line.day: share for line, share in found.items()} == pytest.approx(
        {"27": 0.4, "21": 0.2}
    )
