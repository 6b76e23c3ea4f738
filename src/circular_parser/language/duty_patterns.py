"""The patterns of ``duties.toml``: what tells a rule from other sentences, and its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from circular_parser.language.patterns import anchored, compile_lower, compile_tables, load
from circular_parser.resources import ModelFolder

_SELDOM_FOUND = ("recital", "ends", "skip", "lead")


@dataclass(frozen=True)
class DutyPatterns:
    """The compiled patterns of ``duties.toml``.

    ``skip_at_start`` is found where any pattern of ``skip`` is that stands at the start of a
    sentence; ``skip_within`` are the others.
    """

    names: dict[str, re.Pattern[str]]
    shape: dict[str, re.Pattern[str]]
    joint: dict[str, re.Pattern[str]]
    recital: dict[str, re.Pattern[str]]
    ends: dict[str, re.Pattern[str]]
    skip: dict[str, re.Pattern[str]]
    skip_at_start: re.Pattern[str]
    skip_within: dict[str, re.Pattern[str]]
    lead: dict[str, re.Pattern[str]]
    press: dict[str, re.Pattern[str]]
    printed: dict[str, re.Pattern[str]]
    measures: dict[str, re.Pattern[str]]
    measure_details: frozenset[str]
    press_types: frozenset[str]
    timed_types: frozenset[str]


@cache
def load_duty_patterns(folder: ModelFolder) -> DutyPatterns:
    """Read ``duties.toml`` in *folder*, once.

    Raises:
        ValueError: the file is malformed.
        OSError: it cannot be read.
    """
    data = load(folder / "duties.toml")
    press = data["press"]
    at_start = {name: find for name, find in data["skip"].items() if anchored(find)}
    lower = {
        table: {
            name: compile_lower(find, any_space=True, by_words=table in _SELDOM_FOUND)
            for name, find in data[table].items()
            if isinstance(find, str)
        }
        for table in ("names", "recital", "ends", "skip", "lead", "measures", "press")
    }
    return DutyPatterns(
        **compile_tables(data, "shape", "joint", "printed"),
        **lower,
        skip_at_start=compile_lower("|".join(at_start.values()), any_space=True),
        skip_within={name: p for name, p in lower["skip"].items() if name not in at_start},
        measure_details=frozenset(data["measures"]["details"]),
        press_types=frozenset(press["work"]),
        timed_types=frozenset(press["timed"]),
    )
