"""Measures of a circular: how soon after the national one, how binding."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .documents import Document
from .folding import DocumentKey, fold_number
from .graph import Graph
from .merging import Circular

_DATA = Path(__file__).with_name("national.toml")
_NATIONAL = frozenset({"kementerian", "lembaga"})
_REGIONAL = frozenset({"kota", "kabupaten", "provinsi", "kecamatan", "desa"})
# Rules that a national circular on the work of civil servants is about.
_ON_WORK = frozenset({"work_from_home", "rotation_schedule", "capacity_limit"})
# A later one is the measure of a local circular that names none, but not years later.
_LONGEST_DELAY = dt.timedelta(days=120)
_BINDING = frozenset({"must", "must_not"})


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from the national circular to the local one, and whether the local one names it."""

    days: int
    national: str
    cited: bool


class NationalCirculars:
    """The days of national circulars: of those compared, and of those in ``national.toml``."""

    def __init__(self, graph: Graph, circulars: Sequence[Circular]) -> None:
        listed = tomllib.loads(_DATA.read_text(encoding="utf-8"))
        self._days: dict[str, tuple[dt.date, str]] = {}
        self._on_work: list[tuple[dt.date, str]] = []
        for entry in listed["circular"]:
            key = DocumentKey(entry["kind"], entry["issuer"], fold_number(entry["number"]))
            self._days[str(key)] = (entry["issued_on"], entry["name"])
            self._on_work.append((entry["issued_on"], entry["name"]))
        self._on_work.sort()
        self._cited: dict[str, list[str]] = {}
        held = {c.id: c.told for c in circulars if c.told.issuer.level in _NATIONAL}
        for edge in graph.edges:
            self._cited.setdefault(edge.source, []).append(edge.target)
        for circular_id, told in held.items():
            if told.issued_on is not None:
                self._days[circular_id] = (told.issued_on, told.number or told.name)

    def delay(self, circular: Circular) -> Delay | None:
        """Return how long after the national circular this local one was signed.

        It counts from the first national circular that it cites, else, where it arranges
        work, from the last listed one of the months before.
        """
        told = circular.told
        if told.issued_on is None or told.issuer.level not in _REGIONAL:
            return None
        cited = [self._days[t] for t in self._cited.get(circular.id, ()) if t in self._days]
        before = [entry for entry in cited if entry[0] <= told.issued_on]
        if before:
            day, name = min(before)
            return Delay((told.issued_on - day).days, name, cited=True)
        if not any(duty.type in _ON_WORK for duty in told.duties):
            return None
        earlier = [
            entry
            for entry in self._on_work
            if dt.timedelta(0) <= told.issued_on - entry[0] <= _LONGEST_DELAY
        ]
        if not earlier:
            return None
        day, name = max(earlier)
        return Delay((told.issued_on - day).days, name, cited=False)


def binding_share(document: Document) -> float | None:
    """Return the share of rules that order or forbid; None where there is no rule."""
    if not document.duties:
        return None
    return sum(d.modality in _BINDING for d in document.duties) / len(document.duties)
