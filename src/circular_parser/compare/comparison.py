"""Compares circulars: finds which documents are one, and lays out what they rule as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from circular_parser.garbage import collection_paused
from circular_parser.inputs import write_atomically
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.resources import model_folder

from .codes import Code, Codebook
from .documents import Document
from .duplicates import Link, find_duplicates
from .folding import Folding
from .graph import Graph, build_graph
from .matrices import ServiceFact, service_facts
from .measures import Delay, NationalCirculars, binding_share
from .merging import Circular, merge
from .positions import Positions
from .timeline import Span, Standing, spans_of, standings

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Comparison:
    """Circulars beside one another.

    The frames (:attr:`frames`, :meth:`service_matrix`, :meth:`duty_matrix`) are of polars; call
    ``to_pandas()`` on one for pandas.
    """

    circulars: tuple[Circular, ...]
    links: tuple[Link, ...]
    graph: Graph
    spans: tuple[Span, ...]
    services: Mapping[str, tuple[ServiceFact, ...]]
    codes: Mapping[str, tuple[Code, ...]]
    delays: Mapping[str, Delay]
    positions: Positions
    codebook: Codebook
    on: dt.date | None = None

    @cached_property
    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables of the comparison by name, as they are written to CSV."""
        from .frames import frames_of

        with collection_paused():
            return frames_of(self)

    def service_matrix(self) -> pl.DataFrame:
        """Return regions by service classes: ``yes``, ``no``, ``mixed``, null for not stated."""
        from .frames import class_matrix

        return class_matrix(self, "service")

    def position_matrix(self) -> pl.DataFrame:
        """Return regions by classes of positions that go on working, as the service matrix."""
        from .frames import class_matrix

        return class_matrix(self, "position")

    def duty_matrix(self) -> pl.DataFrame:
        """Return regions by types of obligation: the modalities, strongest first."""
        from .frames import duty_matrix

        return duty_matrix(self)

    def standings(self, day: dt.date) -> dict[str, Standing]:
        """Return how each circular stands on *day*, by its id."""
        return standings(self.circulars, self.spans, self.graph, day)

    @cached_property
    def linked(self) -> dict[str, str]:
        """By which rule each document is linked to another of its circular, by the id."""
        return {name: link.rule for link in self.links for name in (link.document, link.other)}

    def office(self, circular: Circular) -> str | None:
        """Return the class of the position that signed, None where none is told."""
        position = circular.told.signatory.position
        return self.positions.class_of(position) if position else None

    def on_behalf_of(self, circular: Circular) -> str | None:
        """Return the class of the position for which it was signed, None without one."""
        position = circular.told.signatory.on_behalf_of
        return self.positions.class_of(position) if position else None

    def strictness(self, circular: Circular) -> float | None:
        """Return the mean of its scales, 0 to 100; None for one on other matters."""
        return self.codebook.strictness(self.codes[circular.id])

    @staticmethod
    def binding(circular: Circular) -> float | None:
        """Return the share of its rules that order or forbid."""
        return binding_share(circular.told)

    def write(self, folder: Path) -> None:
        """Write the page ``index.html`` and one CSV file for each table to *folder*.

        Raises:
            OSError: it cannot be written to.
        """
        from .frames import write_csv
        from .page import comparison_page

        folder.mkdir(parents=True, exist_ok=True)
        with collection_paused():
            write_csv(self, folder)
            write_atomically(folder / "index.html", comparison_page(self))


@cache
def _vocabularies() -> tuple[Folding, Positions, Codebook, ServiceTaxonomy]:
    return Folding(), Positions(), Codebook(), ServiceTaxonomy.load(model_folder())


def compare_documents(documents: Iterable[Document], on: dt.date | None = None) -> Comparison:
    """Compare *documents*; those that are one circular are merged into one."""
    folding, positions, codebook, taxonomy = _vocabularies()
    told = sorted(documents, key=lambda document: document.id)
    groups, links = find_duplicates(told, [folding.own(document) for document in told])
    circulars = tuple(
        sorted((merge([told[index] for index in group]) for group in groups), key=_order)
    )
    graph = build_graph(circulars, folding)
    national = NationalCirculars(graph, circulars)
    delays = {c.id: delay for c in circulars if (delay := national.delay(c)) is not None}
    return Comparison(
        circulars=circulars,
        links=tuple(links),
        graph=graph,
        spans=tuple(spans_of(circulars, graph)),
        services={c.id: tuple(service_facts(c.told, positions, taxonomy)) for c in circulars},
        codes={c.id: tuple(codebook.codes(c.told)) for c in circulars},
        delays=delays,
        positions=positions,
        codebook=codebook,
        on=on,
    )


def _order(circular: Circular) -> tuple[str, str, str, str]:
    """Order by region, national bodies first, then by day."""
    issuer = circular.told.issuer
    days = [circular.told.issued_on, *(period.start for period in circular.told.periods)]
    day = next((str(day) for day in days if day is not None), "9999")
    whose = "" if issuer.region_code else issuer.title or ""
    return (issuer.region_code or "", whose, day, circular.id)
