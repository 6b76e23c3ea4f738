"""Many documents: a ledger that accounts for each, workers, outputs that are never half written."""

from __future__ import annotations
