"""Takes new files from folders as they arrive, each once it is fully written."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator, Sequence

from .sources import Input, Lister

_INTERVAL = 2.0
_SETTLED = 2.0


def arrivals(
    sources: Sequence[str],
    without: str = "",
    interval: float = _INTERVAL,
    settled: float = _SETTLED,
) -> Iterator[Input | None]:
    """Yield what is in *sources*, and what comes there, without end; None where nothing is new.

    Args:
        sources: folders and patterns; they are looked through again and again.
        without: absolute name of a folder that is not looked into.
        interval: seconds between two looks.
        settled: seconds in which a file must not have changed before it is taken. One that
            another process of this user has open for writing is waited for besides.
    """
    stamps: dict[tuple[str, int | None], str] = {}

    def ready(path: str, status: os.stat_result) -> bool:
        # The clocks of a server and of this machine may differ: a date to come is no reason.
        age = time.time() - status.st_mtime
        return not 0 <= age < settled and not _is_being_written(path)

    lister = Lister(without, ready)
    while True:
        for one in lister.inputs(sources):
            key = one.path, one.entry
            mark = f"{one.stamp} {one.skipped} {one.failure and one.failure.code}"
            if stamps.get(key) != mark:
                stamps[key] = mark
                yield one
        rest = time.monotonic() + interval
        yield None
        while time.monotonic() < rest:
            yield None


def _is_being_written(path: str) -> bool:
    """Whether somebody has the file open for writing; False where that cannot be told."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError):
        return False
    try:
        # The kernel grants a lease for reading on a file only that nobody has open for writing.
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
