"""Measures of a circular: how soon after the national one, how binding."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tomli

from .documents import Document, Place
from .folding import DocumentKey, fold_number
from .graph import Edge, Graph
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
    """Days from the national circular to the local one, and whether the local one names it.

    ``place`` is where it does, else where the local one tells its day.
    """

    days: int
    national: str
    cited: bool
    place: Place | None


class NationalCirculars:
    """The days of national circulars: of those compared, and of those in ``national.toml``."""

    def __init__(self, graph: Graph, circulars: Sequence[Circular]) -> None:
        listed = tomli.loads(_DATA.read_text(encoding="utf-8"))
        self._days: dict[str, tuple[dt.date, str]] = {}
        for entry in listed["circular"]:
            key = DocumentKey(entry["kind"], entry["issuer"], fold_number(entry["number"]))
            self._days[str(key)] = (entry["issued_on"], entry["name"])
        self._listed = sorted(self._days.values())
        for circular in circulars:
            told = circular.told
            if told.issuer.level in _NATIONAL and told.issued_on is not None:
                self._days[circular.id] = (told.issued_on, f"{told.whose} {told.number or ''}")
        self._cited: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in graph.edges:
            if edge.target in self._days:
                self._cited[edge.source].append(edge)

    def delay(self, circular: Circular) -> Delay | None:
        """Return how long after the national circular this local one was signed.

        It counts from the first national circular that it cites, else, where it arranges
        work, from the last listed one of the months before.
        """
        told = circular.told
        if told.issued_on is None or told.issuer.level not in _REGIONAL:
            return None
        cited = [(*self._days[edge.target], edge.place) for edge in self._cited[circular.id]]
        before = [entry for entry in cited if entry[0] <= told.issued_on]
        if before:
            day, name, place = min(before, key=lambda entry: entry[0])
            return Delay((told.issued_on - day).days, name, True, place)
        if not any(duty.type in _ON_WORK for duty in told.duties):
            return None
        delays = [(told.issued_on - day, name) for day, name in self._listed]
        near = [entry for entry in delays if dt.timedelta(0) <= entry[0] <= _LONGEST_DELAY]
        if not near:
            return None
        delay, name = min(near)
        return Delay(delay.days, name, False, told.places.get("/issued_on"))


def binding_share(document: Document) -> float | None:
    """Return the share of rules that order or forbid; None where there is no rule."""
    if not document.duties:
        return None
    return sum(d.modality in _BINDING for d in document.duties) / len(document.duties)
