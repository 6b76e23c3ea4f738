"""What the page of a comparison shows, as plain data: rows that point into lists, no text twice.

A page holds what a browser can sort and filter at once. Of many circulars it takes the newest
in full, and of the matrices one place for each region, class and value, with how many there are.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from circular_parser.printing import printable

from .documents import Place
from .positions import OTHER

if TYPE_CHECKING:
    from .comparison import Comparison
    from .merging import Circular

_FOLDER = Path(__file__).parent
# What a page shows in full, and how long a quote may be there.
MOST_CIRCULARS = 5_000
_MOST_EDGES = 2_000
_LONGEST_QUOTE = 400
_LONGEST_TEXT = 160
_HOME = frozenset({"work_from_home"})
# Places of single values that cells of the table of circulars lead to.
_CELLS = (
    "/number",
    "/issued_on",
    "/signatory/position",
    "/signatory/name",
    "/work_arrangement/home_share",
    "/issuer/title",
)

Json = Any


def labels() -> dict[str, dict[str, list[str]]]:
    """Return what the page calls things: by kind and id, English then Indonesian."""
    return tomli.loads((_FOLDER / "labels.toml").read_text(encoding="utf-8"))


def page_data(comparison: Comparison, most: int = MOST_CIRCULARS) -> Json:
    """Return what the page of *comparison* shows; *most* circulars in full.

    It is as JSON has it, but for days.
    """
    return _Builder(comparison, most).data()


class _Index:
    """Numbers the values of a list as they come."""

    def __init__(self) -> None:
        self.values: list[Json] = []
        self._known: dict[Hashable, int] = {}

    def of(self, key: Hashable, make: Callable[[], Json]) -> int:
        """Return the number of *key*, whose value *make* gives at first sight."""
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self.values)
            self.values.append(make())
        return number


class _Builder:
    def __init__(self, comparison: Comparison, most: int) -> None:
        self._comparison = comparison
        self._thinned = len(comparison.circulars) > most
        self._shown = list(comparison.circulars)
        if self._thinned:
            newest = sorted(self._shown, key=lambda c: str(c.told.issued_on or ""), reverse=True)
            kept = {c.id for c in newest[:most]}
            self._shown = [c for c in self._shown if c.id in kept]
        self._number = {c.id: number for number, c in enumerate(self._shown)}
        self._names = {d.id: _cut(d.name) for c in comparison.circulars for d in c.sources}
        self._regions = _Index()
        self._documents = _Index()
        self._rules = _Index()
        self._places = _Index()

    def data(self) -> Json:
        from circular_parser import __version__

        comparison = self._comparison
        services = self._facts(
            (c, (fact.kind, fact.service), fact.status, fact.place)
            for c in comparison.circulars
            for fact in comparison.services[c.id]
        )
        duties = self._facts(
            (c, ("duty", duty.type), duty.modality, duty.place)
            for c in comparison.circulars
            for duty in c.told.duties
        )
        nodes, edges = self._graph()
        data = {
            "version": __version__,
            "on": comparison.on,
            "thinned": len(self._shown) if self._thinned else 0,
            "all": len(comparison.circulars),
            "read": len(self._names),
            "labels": self._labels(),
            "tiles": _tiles(),
            "indicators": [
                [i.id, i.en, i.id_label, i.highest] for i in comparison.codebook.indicators
            ],
            "circulars": [self._circular(c) for c in self._shown],
            "spans": self._spans(),
            "services": services,
            "duties": duties,
            "codes": self._codes(),
            "provinces": self._provinces() if self._thinned else [],
            "nodes": nodes,
            "edges": edges,
            "sources": self._sources(),
            "conflicts": self._conflicts(),
        }
        # Filled by what stands above.
        return data | {
            "regions": self._regions.values,
            "documents": self._documents.values,
            "rules": self._rules.values,
            "places": self._places.values,
        }

    def _labels(self) -> Json:
        named = labels()
        positions = self._comparison.positions.labels
        named["positions"] = {name: [label.en, label.id] for name, label in positions.items()}
        named["positions"][OTHER] = named["page"]["other_position"]
        return named

    def _region(self, circular: Circular) -> int:
        issuer = circular.told.issuer
        name = _cut(circular.told.whose)
        code = issuer.region_code or ""
        return self._regions.of((code, name), lambda: [code, name, code[:2]])

    def _place(self, place: Place | None) -> int | None:
        """Return the number of *place*: document, quote, page, rule, confidence."""
        if place is None:
            return None
        name = self._names.get(place.document_id, place.document_id)
        document = self._documents.of(place.document_id, lambda: name)
        rule = None if place.rule is None else self._rules.of(place.rule, lambda: place.rule)
        row = (document, _cut(place.quote, _LONGEST_QUOTE), place.page, rule, place.confidence)
        return self._places.of(row, lambda: list(row))

    def _circular(self, circular: Circular) -> Json:
        told = circular.told
        delay = self._comparison.delays.get(circular.id)
        binding = self._comparison.binding(circular)
        strictness = self._comparison.strictness(circular)
        return [
            self._region(circular),
            told.document_type,
            _cut(told.number) or None,
            _cut(told.subject),
            told.issued_on,
            _cut(told.signatory.name),
            self._comparison.office(circular),
            told.signatory.capacity,
            self._comparison.on_behalf_of(circular),
            told.arrangement.home_share,
            [delay.days, _cut(delay.national), self._place(delay.place)] if delay else None,
            None if strictness is None else round(strictness, 1),
            None if binding is None else round(binding, 3),
            int(any(duty.type in _HOME for duty in told.duties)),
            [self._place(told.places.get(pointer)) for pointer in _CELLS],
        ]

    def _spans(self) -> Json:
        return [
            [
                self._number[span.circular_id],
                span.start,
                span.end,
                span.end_kind,
                int(span.start_stated),
                self._number.get(span.by or ""),
                self._place(span.place),
            ]
            for span in self._comparison.spans
            if span.circular_id in self._number
        ]

    def _facts(self, facts: Iterable[tuple[Circular, tuple[str, str], str, Place]]) -> Json:
        """Return rows of region, circular, kind, class, value, count and place.

        Where not all circulars are on the page, there is one row for each region, class and
        value: the surest of them.
        """
        if not self._thinned:
            return [
                [self._region(c), self._number[c.id], *what, value, 1, self._place(place)]
                for c, what, value, place in facts
            ]
        best: dict[tuple[int, tuple[str, str], str], tuple[float, Place]] = {}
        counts: Counter[tuple[int, tuple[str, str], str]] = Counter()
        for circular, what, value, place in facts:
            key = (self._region(circular), what, value)
            counts[key] += 1
            worth = place.confidence or 0.0
            if key not in best or worth > best[key][0]:
                best[key] = (worth, place)
        return [
            [region, None, *what, value, counts[region, what, value], self._place(place)]
            for (region, what, value), (_, place) in best.items()
        ]

    def _codes(self) -> Json:
        order = {i.id: n for n, i in enumerate(self._comparison.codebook.indicators)}
        return [
            [number, order[code.indicator], code.value, code.rule, self._place(code.place)]
            for circular_id, number in self._number.items()
            for code in self._comparison.codes[circular_id]
        ]

    def _provinces(self) -> Json:
        """Return for each province: circulars, those on work at home, strictness, days after."""
        found: defaultdict[str, list[Circular]] = defaultdict(list)
        for circular in self._comparison.circulars:
            found[(circular.told.issuer.region_code or "")[:2]].append(circular)
        rows = []
        for code, circulars in found.items():
            strict = [s for c in circulars if (s := self._comparison.strictness(c)) is not None]
            delays = self._comparison.delays
            days = [float(delays[c.id].days) for c in circulars if c.id in delays]
            home = sum(any(duty.type in _HOME for duty in c.told.duties) for c in circulars)
            rows.append([code, len(circulars), home, _mean(strict), _mean(days)])
        return rows

    def _graph(self) -> tuple[Json, Json]:
        edges = [
            edge
            for edge in self._comparison.graph.edges
            if not self._thinned or edge.source in self._number
        ][:_MOST_EDGES]
        wanted = {edge.source for edge in edges} | {edge.target for edge in edges}
        nodes = [node for node in self._comparison.graph.nodes if node.id in wanted]
        number = {node.id: position for position, node in enumerate(nodes)}
        return (
            [[_cut(node.label), self._number.get(node.circular_id or "")] for node in nodes],
            [[number[e.source], number[e.target], e.relation, self._place(e.place)] for e in edges],
        )

    def _sources(self) -> Json:
        linked = self._comparison.linked
        return [
            [self._number[c.id], doc.name, doc.form, linked.get(doc.id), doc.confidence]
            for c in self._shown
            if len(c.sources) > 1
            for doc in c.sources
        ]

    def _conflicts(self) -> Json:
        return [
            [
                self._number[c.id],
                conflict.field.strip("/"),
                _cut(conflict.value),
                self._names.get(conflict.document_id, conflict.document_id),
                conflict.confidence,
                int(conflict.chosen),
            ]
            for c in self._shown
            for conflict in c.conflicts
        ]


def _tiles() -> Json:
    from circular_parser.language.regions import rows_of
    from circular_parser.resources import model_folder

    names = {row["code"]: row["name"] for row in rows_of(model_folder() / "regions.csv")}
    with (_FOLDER / "tiles.csv").open(encoding="utf-8", newline="") as lines:
        return [
            [
                row["code"],
                row["abbreviation"],
                names[row["code"]].removeprefix("Provinsi "),
                int(row["column"]),
                int(row["row"]),
            ]
            for row in csv.DictReader(lines)
        ]


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def _cut(text: str | None, most: int = _LONGEST_TEXT) -> str:
    """Return *text* in one line of at most *most* characters, none that steers what is shown."""
    line = " ".join((text or "").split())
    line = line if len(line) <= most else f"{line[: most - 1]}\u2026"
    return line if line.isprintable() else printable(line)
