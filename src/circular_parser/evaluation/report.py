"""Prints an evaluation as tables, or gives it as plain data for JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from circular_parser.evaluation.reliability import (
    BINS,
    FEWEST,
    TARGET,
    Reliability,
    reliability_table,
)
from circular_parser.evaluation.scoring import Evaluation

# The widest table; a narrower terminal wraps its lines, but no figure is left out.
_WIDTH = 132


def as_data(evaluation: Evaluation, errors: bool = False) -> dict[str, Any]:
    """Return all figures as data for JSON; with *errors* the errors of each field too."""
    fields: dict[str, dict[str, Any]] = {}
    for name, score in evaluation.scores.items():
        fields[name] = {
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
            "tp": score.right,
            "fp": score.wrong,
            "fn": score.missed,
        }
        if errors:
            fields[name]["errors"] = score.errors
    return {
        "documents": evaluation.documents,
        "missing": evaluation.missing,
        "macro_f1": evaluation.macro_f1,
        "fields": fields,
        "target": TARGET,
        "reliability": {
            name: dataclasses.asdict(row)
            for name, row in reliability_table(evaluation.judgements).items()
        },
    }


def print_report(evaluation: Evaluation) -> None:
    """Print the scores, and what confidences are worth where the records have any."""
    console = Console(highlight=False)
    console.width = max(console.width, _WIDTH)
    console.print(_scores(evaluation))
    console.print(
        f"{evaluation.documents} documents, {len(evaluation.missing)} without a record; "
        f"macro F1 {evaluation.macro_f1:.3f}"
    )
    reliability = reliability_table(evaluation.judgements)
    if reliability:
        console.print("\nValues right, of all values of a confidence:")
        console.print(_bins(reliability))
        console.print(f"Confidence from which on {TARGET:.0%} of the values are right:")
        console.print(_thresholds(reliability))


def _scores(evaluation: Evaluation) -> Table:
    table = _table("field", "precision", "recall", "F1", "right", "wrong", "missed")
    for name, score in evaluation.scores.items():
        shares = (score.precision, score.recall, score.f1)
        counts = (score.right, score.wrong, score.missed)
        table.add_row(name, *map(_share, shares), *map(str, counts))
    return table


def _bins(reliability: dict[str, Reliability]) -> Table:
    table = _table("field", *(f"{low:g} on" for low in BINS[:-1]), "all", "ECE", "Brier")
    for name, row in reliability.items():
        by_edge = {part.low: f"{part.right}/{part.count}" for part in row.bins}
        cells = [by_edge.get(low, "") for low in BINS[:-1]]
        figures = (f"{row.calibration_error:.3f}", f"{row.brier:.3f}")
        table.add_row(name, *cells, f"{row.right}/{row.count}", *figures)
    return table


def _thresholds(reliability: dict[str, Reliability]) -> Table:
    table = _table("field", "threshold", "right", "share", "at least", "")
    for name, row in reliability.items():
        table.add_row(name, *_threshold(row))
    return table


def _threshold(row: Reliability) -> tuple[str, ...]:
    """Return the cells of a threshold; few values are called so."""
    found = row.threshold
    if found is None:
        return "-", "-", "-", "-", "none" if row.count >= FEWEST else "not enough values"
    return (
        f"{found.confidence:.3f}",
        f"{found.right}/{found.count}",
        f"{found.right / found.count:.3f}",
        f"{found.lower_bound:.3f}",
        "" if found.enough else "not enough values",
    )


def _table(first: str, *others: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, overflow="fold")
    for column in others:
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    return table


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
