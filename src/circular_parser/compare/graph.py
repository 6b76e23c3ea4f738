"""The graph of documents: who cites, follows up, amends, extends or revokes whom.

Each document is one node whatever the spelling of its number. A cited document that is among
those compared is that circular; any other is a node of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .documents import Citation, Place
from .folding import DocumentKey, Folding
from .merging import Circular

# What a citation does where the record does not say.
CITES = "cites"


@dataclass(frozen=True, slots=True)
class Node:
    """A document: ``circular_id`` None for one that is cited but not among those compared."""

    id: str
    label: str
    key: DocumentKey
    circular_id: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """The circular *source* does *relation* to the node *target*."""

    source: str
    target: str
    relation: str
    place: Place


@dataclass(frozen=True, slots=True)
class Graph:
    """Documents and what they do with one another."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def to(self, *relations: str) -> dict[str, list[Edge]]:
        """Return the edges of these *relations* by the node they lead to."""
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            if edge.relation in relations:
                found[edge.target].append(edge)
        return dict(found)


def build_graph(circulars: Sequence[Circular], folding: Folding) -> Graph:
    """Return the graph of *circulars* and of all that they cite."""
    keys = [folding.own(circular.told) for circular in circulars]
    held = _Held(circulars, keys)
    nodes = {
        circular.id: Node(circular.id, _own_label(circular), key, circular.id)
        for circular, key in zip(circulars, keys, strict=True)
    }
    edges: dict[tuple[str, str, str], Edge] = {}
    for circular, key in zip(circulars, keys, strict=True):
        for position, citation in enumerate(circular.told.citations):
            cited = folding.cited(citation)
            relation = citation.relation or CITES
            if cited.issuer is None and relation in {"amends", "extends", "revokes"}:
                # An office changes its own documents.
                cited = DocumentKey(cited.kind, key.issuer, cited.number)
            if cited.number is not None and cited.number == key.number and _fits(cited, key):
                # The running title of an annex, or a report that names its own circular again.
                continue
            target = held.find(cited, circular)
            if target is None:
                target = str(cited) if cited.number else f"{cited}@{circular.id}#{position}"
                nodes.setdefault(target, Node(target, _label(citation), cited, None))
            edge = Edge(circular.id, target, relation, citation.place)
            edges.setdefault((edge.source, edge.target, edge.relation), edge)
    return Graph(tuple(nodes.values()), tuple(edges.values()))


class _Held:
    """Finds a cited document among the circulars that are compared."""

    def __init__(self, circulars: Sequence[Circular], keys: Sequence[DocumentKey]) -> None:
        self._by_number: defaultdict[str, list[tuple[Circular, DocumentKey]]] = defaultdict(list)
        for circular, key in zip(circulars, keys, strict=True):
            if key.is_whole and key.number is not None:
                self._by_number[key.number].append((circular, key))

    def find(self, cited: DocumentKey, citing: Circular) -> str | None:
        fits = [
            circular
            for circular, key in self._by_number.get(cited.number or "", ())
            if circular is not citing and _fits(cited, key)
        ]
        return max(fits, key=lambda circular: _nearness(circular, citing)).id if fits else None


def _fits(cited: DocumentKey, held: DocumentKey) -> bool:
    if cited.issuer != held.issuer:
        return False
    return not cited.is_serial or cited.kind == held.kind


def _nearness(circular: Circular, citing: Circular) -> tuple[bool, float]:
    """Prefer the last document before the one that cites it."""
    one, other = circular.told.issued_on, citing.told.issued_on
    if one is None or other is None:
        return False, 0.0
    return one <= other, -abs((other - one).days)


def _own_label(circular: Circular) -> str:
    return f"{circular.told.whose} {circular.told.number or ''}".rstrip()


def _label(citation: Citation) -> str:
    text, number = " ".join(citation.text.split()), citation.number
    end = text.find(number) + len(number) if number and number in text else len(text)
    return text[:end]
