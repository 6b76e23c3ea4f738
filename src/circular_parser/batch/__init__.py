"""Many documents: a ledger that accounts for each, workers, outputs that are never half written."""

from __future__ import annotations

from .job import BusyError, Job, run
from .report import Summary, summary_lines

__all__ = ["BusyError", "Job", "Summary", "run", "summary_lines"]
