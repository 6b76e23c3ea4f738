"""Files are taken from an inbox as they arrive, once they are whole."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from circular_parser.batch.sources import Input
from circular_parser.batch.watch import arrivals

SETTLED = 2.0


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def new(found: Iterator[Input | None], inbox: Path) -> set[str]:
    """Return what one look finds."""
    return {
        os.path.relpath(one.path, inbox) + one.member
        for one in takewhile(lambda one: one is not None, found)
        if one is not None
    }


def put(path: Path, text: str = "isi", age: float = 10.0) -> None:
    path.write_text(text)
    os.utime(path, (time.time() - age,) * 2)


def test_each_file_is_taken_once_and_again_when_it_has_changed(inbox: Path) -> None:
    found = arrivals([str(inbox)], interval=0.0, settled=SETTLED)
    assert new(found, inbox) == set()
    put(inbox / "a.txt")
    assert new(found, inbox) == {"a.txt"}
    assert new(found, inbox) == set()
    put(inbox / "b.txt")
    put(inbox / "a.txt", "anders")
    assert new(found, inbox) == {"a.txt", "b.txt"}


def test_a_file_that_is_being_written_is_waited_for(inbox: Path) -> None:
    found = arrivals([str(inbox)], interval=0.0, settled=SETTLED)
    put(inbox / "fresh.txt", age=0.0)
    assert new(found, inbox) == set()
    with (inbox / "open.txt").open("w") as file:
        file.write("isi")
        file.flush()
        os.utime(inbox / "open.txt", (1.0, 1.0))
        time.sleep(SETTLED)
        assert new(found, inbox) == {"fresh.txt"}
    os.utime(inbox / "open.txt", (1.0, 1.0))
    assert new(found, inbox) == {"open.txt"}


def test_half_an_archive_is_not_looked_into(inbox: Path) -> None:
    found = arrivals([str(inbox)], interval=0.0, settled=SETTLED)
    with zipfile.ZipFile(inbox / "a.zip", "w") as archive:
        archive.writestr("x.txt", "isi")
        assert new(found, inbox) == set()
    os.utime(inbox / "a.zip", (1.0, 1.0))
    assert new(found, inbox) == {"a.zipx.txt"}


def test_between_two_looks_nothing_is_new(inbox: Path) -> None:
    found = arrivals([str(inbox)], interval=1000.0, settled=SETTLED)
    assert new(found, inbox) == set()
    put(inbox / "a.txt")
    assert [next(found) for _ in range(3)] == [None] * 3
