"""The feed of changes: what it says, that it says it once, and that it survives its writer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from circular_parser import Circular
from circular_parser.errors import BrokenFileError
from circular_parser.exports.change_feed import update_feed
from made_records import batch, circular, content_hash, stored


def events(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def short(path: Path) -> list[tuple[int, str, str, int]]:
    names = {content_hash(name): name for name in "abc"}
    return [
        (event["sequence"], event["change"], names[event["document_id"]], event["version"])
        for event in events(path)
    ]


def test_each_change_is_an_event_and_nothing_else_is(tmp_path: Path) -> None:
    feed = tmp_path / "changes.jsonl"
    first = [(1, "added", "a", 1), (2, "added", "b", 1)]
    assert update_feed(batch("a", "b"), feed) == 2
    assert short(feed) == first
    assert update_feed(batch("b", "a"), feed) == 0
    moved = [stored(circular(n), path="elsewhere", parsed_at="2027-01-01T00:00:00Z") for n in "ab"]
    assert update_feed(moved, feed) == 0
    changed = [*batch("a"), *batch("b", subject="other"), *batch("c")]
    assert update_feed(changed, feed) == 2
    first += [(3, "changed", "b", 2), (4, "added", "c", 1)]
    assert short(feed) == first
    assert update_feed(batch("a", "c"), feed) == 1
    assert update_feed(batch("a", "c"), feed) == 0
    assert update_feed(batch("a", "b", "c"), feed) == 1
    assert short(feed) == [*first, (5, "removed", "b", 3), (6, "added", "b", 4)]


def test_who_replays_the_feed_has_the_records(tmp_path: Path) -> None:
    feed = tmp_path / "changes.jsonl"
    update_feed(batch("a", "b"), feed)
    update_feed([*batch("b", subject="other"), *batch("c")], feed)
    held: dict[str, Any] = {}
    for event in events(feed):
        held[event["document_id"]] = event["record"]
    there = {key: Circular.model_validate(value) for key, value in held.items() if value}
    assert there == {
        content_hash("b"): circular("b", subject="other"),
        content_hash("c"): circular("c"),
    }


def test_a_feed_cut_off_at_any_byte_is_taken_up_again(tmp_path: Path) -> None:
    feed = tmp_path / "changes.jsonl"
    update_feed(batch("a", "b"), feed, now="2026-01-01T00:00:00Z")
    whole = feed.read_bytes()
    for cut in range(0, len(whole), 211):
        feed.write_bytes(whole[:cut])
        update_feed(batch("a", "b"), feed, now="2026-01-01T00:00:00Z")
        assert feed.read_bytes() == whole


@pytest.mark.parametrize("content", ["not a feed\n", "[]\n", '{"sequence": 1}\n'])
def test_another_file_is_not_touched(tmp_path: Path, content: str) -> None:
    other = tmp_path / "notes.txt"
    other.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenFileError, match="no event of a feed"):
        update_feed(batch("a"), other)
    assert other.read_text(encoding="utf-8") == content
