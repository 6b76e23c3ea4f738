"""Says how far a batch is: a live display on a terminal, a log line now and then elsewhere."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Literal

from ..printing import printable
from .runner import Status

LogFormat = Literal["text", "json"]

_BETWEEN_LINES = 15.0  # seconds
_BETWEEN_PICTURES = 0.25

_log = logging.getLogger(__name__)


class JsonFormatter(logging.Formatter):
    """Makes each log record one line of JSON, with the ``fields`` it was given."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        return json.dumps(told)


@contextmanager
def shown(stream: IO[str], log_format: LogFormat | None) -> Iterator[Callable[[Status], None]]:
    """Give what :func:`~.job.run` is to tell its status to; *stream* is standard error.

    Without a *log_format* a terminal gets a live display, all else text.
    """
    if log_format is None and stream.isatty():
        with _picture(stream) as show:
            yield show
        return
    handler = logging.StreamHandler(stream)
    if log_format == "json":
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    package = logging.getLogger(__package__)
    before = package.level, package.propagate
    package.addHandler(handler)
    package.setLevel(logging.INFO)
    package.propagate = False
    try:
        yield _Lines().show
    finally:
        package.removeHandler(handler)
        package.setLevel(before[0])
        package.propagate = before[1]


class _Pace:
    """How fast things go, and how long it will take."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def rate(self, status: Status) -> float:
        """Return the documents a second since the start."""
        return status.through / max(time.monotonic() - self._started, 0.001)

    def left(self, status: Status) -> float | None:
        """Return the seconds to the end, None where they cannot be told."""
        rate = self.rate(status)
        if status.listing or not rate:
            return None
        return (status.to_do - status.through) / rate


class _Lines:
    def __init__(self) -> None:
        self._pace = _Pace()
        self._last = time.monotonic()

    def show(self, status: Status) -> None:
        """Log a line when it is time for one."""
        now = time.monotonic()
        if now - self._last < _BETWEEN_LINES:
            return
        self._last = now
        rate, left = self._pace.rate(status), self._pace.left(status)
        fields = {
            "through": status.through,
            "to_do": status.to_do,
            "listing": status.listing,
            "failed": status.failed,
            "per_second": round(rate, 2),
            "seconds_left": None if left is None else round(left),
        }
        _log.info(
            "%d of %d%s, %d failed, %.1f/s%s",
            status.through,
            status.to_do,
            " or more" if status.listing else "",
            status.failed,
            rate,
            "" if left is None else f", {duration(left)} left",
            extra={"fields": fields},
        )


@contextmanager
def _picture(stream: IO[str]) -> Iterator[Callable[[Status], None]]:
    from rich.console import Console, Group
    from rich.live import Live
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    pace = _Pace()
    last = 0.0
    console = Console(file=stream)
    with Live(console=console, auto_refresh=False, transient=True) as live:

        def show(status: Status) -> None:
            nonlocal last
            if time.monotonic() - last < _BETWEEN_PICTURES:
                return
            last = time.monotonic()
            left = pace.left(status)
            counts = (
                f"{status.through} of {status.to_do}{' or more' if status.listing else ''}"
                f"  {pace.rate(status):.1f}/s  {status.failed} failed"
                f"{'' if left is None else f'  {duration(left)} left'}"
            )
            works = [
                Text(f"  {seconds:5.0f} s  {printable(name)}", no_wrap=True, overflow="ellipsis")
                for name, seconds in status.working
            ]
            bar = Table.grid(expand=True)
            bar.add_row(ProgressBar(total=max(status.to_do, 1), completed=status.through))
            live.update(Group(bar, Text(counts), *works), refresh=True)

        yield show


def duration(seconds: float) -> str:
    """Return a length of time as people write it: ``3 h 20 min``, ``2 min``, ``45 s``."""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    return f"{whole // 60} min" if whole >= 120 else f"{whole} s"
