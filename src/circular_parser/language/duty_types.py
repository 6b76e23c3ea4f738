"""Tells which type of the taxonomy an obligation has, from its main verb and its words.

The order of weight follows the annotation guide: the main verb decides first, then what
stands behind it, then the rest of the clause; a narrow type beats a wide one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from circular_parser.language.patterns import compile_lower, load
from circular_parser.language.predicates import Predicate, Predicates, load_predicates
from circular_parser.record import Modality
from circular_parser.resources import ModelFolder

OTHER = "other"
_LEAST = 2.8
_PREFIX_SHARE = 0.4
# Behind the main verb evidence counts less the farther off it stands: (characters, share).
_NEAR = ((60, 1.0), (140, 0.7))
_FAR_SHARE = 0.45
# A narrow type beats a wide one: of these only the best pattern counts.
_WIDE = frozenset({"carry_out_activity", "comply_with_rules"})
_CACHE = 1024
_MAX_CLAUSE = 4000  # characters


@dataclass(frozen=True, slots=True)
class _Evidence:
    type: str
    name: str
    at: str
    weight: float
    negative: bool
    find: re.Pattern[str]
    anchored: bool


@dataclass(frozen=True, slots=True)
class _Parts:
    """The clause as the patterns see it: main verb with and without light verbs, the rest."""

    text: str
    verbs: tuple[str, ...]
    light: str
    core: tuple[str, ...]
    prefix: str
    prefix_share: float
    negative: bool


class DutyTypes:
    """The classifier; build it with :meth:`load`."""

    def __init__(
        self, evidence: list[_Evidence], predicates: Predicates, folder: ModelFolder
    ) -> None:
        self._by_place = {
            place: [item for item in evidence if item.at == place] for place in _SHARES
        }
        self._order = {item.type: None for item in evidence}
        self.predicates = predicates
        self.folder = folder
        # The same clause is asked about as a part, as an item and as a rule.
        self._scores = lru_cache(maxsize=_CACHE)(self._count)

    @classmethod
    def load(cls, folder: ModelFolder) -> DutyTypes:
        """Read ``duty_types.toml`` and ``predicates.toml`` in *folder*.

        Raises:
            ValueError: a file is malformed.
            OSError: a file cannot be read.
        """
        data = load(folder / "duty_types.toml")
        evidence = [
            _Evidence(
                type_,
                p["name"],
                p["at"],
                float(p["weight"]),
                p.get("negative", False),
                compile_lower(p["find"]),
                p["find"].startswith("^"),
            )
            for type_, patterns in data["types"].items()
            for p in patterns
        ]
        return cls(evidence, load_predicates(folder), folder)

    @property
    def known(self) -> frozenset[str]:
        """The types that have evidence."""
        return frozenset(self._order)

    def classify(self, text: str, modality: Modality | None = None) -> tuple[str, float]:
        """Return the type of the obligation *text*, ``other`` if none fits, and a score 0..1.

        *modality* tells a ban (``must_not``) where the text alone does not.
        """
        scores = self.scores(text, modality)
        best, second = _two_best(scores) if scores else ((OTHER, 0.0), 0.0)
        if best[1] < _LEAST:
            return OTHER, 0.3
        margin = (best[1] - second) / best[1]
        return best[0], round(min(1.0, 0.45 + 0.04 * best[1] + 0.35 * margin), 3)

    def scores(self, text: str, modality: Modality | None = None) -> dict[str, float]:
        """Return the sum of evidence for each type that has any."""
        return dict(self._scores(text, modality))

    def _count(self, text: str, modality: Modality | None) -> dict[str, float]:
        best: dict[tuple[str, str], float] = {}
        for item, weight in self._weights(text, modality):
            key = item.type, item.at
            best[key] = max(weight, best.get(key, 0.0))
        total: dict[str, float] = {}
        for type_ in self._order:
            weights = [best[type_, at] for at in _SHARES if (type_, at) in best]
            if weights:
                total[type_] = max(weights) if type_ in _WIDE else sum(weights)
        return total

    def explain(self, text: str, modality: Modality | None = None) -> list[tuple[str, str, float]]:
        """Return (type, pattern name, weight) of all that speaks for any type, best first."""
        found = [(e.type, e.name, weight) for e, weight in self._weights(text, modality)]
        return sorted(found, key=lambda f: -f[2])

    def _weights(self, text: str, modality: Modality | None) -> Iterator[tuple[_Evidence, float]]:
        parts = self._parts(" ".join(text[:_MAX_CLAUSE].lower().split()), modality)
        for at, share in _SHARES.items():
            for item in self._by_place[at]:
                if item.negative and not parts.negative:
                    continue
                weight = item.weight * share(item, parts)
                if weight > 0:
                    yield item, weight

    def _parts(self, text: str, modality: Modality | None) -> _Parts:
        predicate = self.predicates.find(text)
        if predicate is None:
            body = self.predicates.after_opener(text)
            core = text[body:]
            heavy = self._heavy(core)
            negative = modality == "must_not"
            cores = (core,) if heavy == core else (core, heavy)
            return _Parts(text, cores, core, cores, "", 1.0, negative)
        core = text[predicate.verb :]
        heavy = self._heavy(core)
        prefix = text[: predicate.start]
        cores = (core,) if heavy == core else (core, heavy)
        verbs = list(cores)
        if predicate.passive and prefix.strip():
            verbs.append(prefix[self.predicates.after_opener(prefix) :].strip())
        banned = predicate.modal is not None and predicate.modal.modality == "must_not"
        return _Parts(
            text,
            tuple(verbs),
            core,
            cores,
            prefix,
            self._prefix_share(predicate, core),
            modality == "must_not" or predicate.negated or banned,
        )

    def _prefix_share(self, predicate: Predicate, core: str) -> float:
        """The subject of a passive is what is to be done; that of an active verb who does it."""
        acts = self.predicates.verb.match(core) is not None and len(core.split()) > 2
        return _PREFIX_SHARE if acts and not predicate.passive else 1.0

    def _heavy(self, core: str) -> str:
        """Return *core* behind light verbs (``melakukan``, ``melaksanakan kegiatan``)."""
        match = self.predicates.light.match(core)
        return core[match.end() :] if match else core


def _at_verb(item: _Evidence, parts: _Parts) -> float:
    return float(any(map(item.find.match, parts.verbs)))


def _at_light_verb(item: _Evidence, parts: _Parts) -> float:
    return float(item.find.match(parts.light) is not None)


def _in_prefix(item: _Evidence, parts: _Parts) -> float:
    return float(item.find.search(parts.prefix) is not None)


def _in_all(item: _Evidence, parts: _Parts) -> float:
    return float(item.find.search(parts.text) is not None)


def _in_core(item: _Evidence, parts: _Parts) -> float:
    near = _near(item, parts)
    if near or item.anchored or parts.prefix_share < 1:
        return near
    return _in_all(item, parts)  # with a passive the subject is what is to be done


def _anywhere(item: _Evidence, parts: _Parts) -> float:
    return _near(item, parts) or parts.prefix_share * _in_all(item, parts)


def _near(item: _Evidence, parts: _Parts) -> float:
    near = _nearness(item.find, parts.core[0])
    if not near and item.anchored and len(parts.core) > 1:
        near = _nearness(item.find, parts.core[1])
    return near


# How much of its weight evidence may count, by where it looks.
_SHARES: dict[str, Callable[[_Evidence, _Parts], float]] = {
    "verb": _at_verb,
    "verb_light": _at_light_verb,
    "core": _in_core,
    "any": _anywhere,
    "prefix": _in_prefix,
    "all": _in_all,
}
# The places where a pattern may be looked for: ``at`` in ``duty_types.toml``.
PLACES = frozenset(_SHARES)


def _nearness(find: re.Pattern[str], core: str) -> float:
    """Share of a match of *find* in *core* by its distance from the main verb."""
    match = find.search(core)
    if match is None:
        return 0.0
    for limit, share in _NEAR:
        if match.start() < limit:
            return share
    return _FAR_SHARE


def _two_best(scores: dict[str, float]) -> tuple[tuple[str, float], float]:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    return ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
