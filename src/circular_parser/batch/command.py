"""A batch as the command runs it: shown on standard error, ended in order by a signal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from .job import Job, run
from .progress import LogFormat, shown
from .report import Summary
from .runner import Runner


def run_job(job: Job, log_format: LogFormat | None) -> Summary:
    """Run *job*; Ctrl-C and SIGTERM end it in order. Raises as :func:`.job.run`."""
    with shown(sys.stderr, log_format) as show, _Stopper().listening() as stopper:
        return run(job, show, stopper.attend)


class _Stopper:
    """Stops the runner at the first signal; a second one is not waited for."""

    def __init__(self) -> None:
        self._runner: Runner | None = None
        self._asked = False

    def attend(self, runner: Runner) -> None:
        """Take care of *runner*, which may have been asked to stop before it began."""
        self._runner = runner
        if self._asked:
            runner.stop()

    @contextmanager
    def listening(self) -> Iterator[_Stopper]:
        """Hear signals."""
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        for number in before:
            signal.signal(number, self._stop)
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        if self._runner is not None:
            self._runner.stop()
