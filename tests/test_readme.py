"""What the README shows is what comes out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from circular_parser import parse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
_NUMBERS = {"six": 6, "ten": 10, "eleven": 11, "twelve": 12}


def shown_in(shown: Any, record: Any) -> bool:
    """Whether all that is *shown* stands in *record*; confidences change with each fit."""
    if isinstance(shown, dict):
        return all(
            key == "confidence" or (key in record and shown_in(value, record[key]))
            for key, value in shown.items()
        )
    if isinstance(shown, list) and not any(isinstance(item, float) for item in shown):
        return all(any(shown_in(item, other) for other in record) for item in shown)
    return bool(shown == record)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    sample = re.search(r"circular-parser parse (samples/\S+)", README)
    assert sample is not None
    data: dict[str, Any] = json.loads(parse(ROOT / sample[1]).model_dump_json())
    return data


def test_the_record_shown_is_that_of_the_sample(record: dict[str, Any]) -> None:
    shown = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    for key, value in json.loads(shown[1]).items():
        assert shown_in(value, record[key]), key


def test_what_is_left_out_is_counted(record: dict[str, Any]) -> None:
    told = re.search(r"has (\w+) obligations, (\w+) exempt services", README)
    assert told is not None
    lengths = [len(record["obligations"]), len(record["exempt_services"])]
    assert [_NUMBERS[word] for word in told.groups()] == lengths
