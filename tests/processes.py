"""Waiting for processes, and looking whether they live."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def wait_for(condition: Callable[[], object], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # it may end while its file is read
        return False
    return state != "Z"


def started(mark: Path) -> list[int]:
    """Return the processes that a hanging document has put down, once they are there."""
    wait_for(lambda: mark.exists() and mark.read_text())
    return [int(pid) for pid in mark.read_text().split()]
