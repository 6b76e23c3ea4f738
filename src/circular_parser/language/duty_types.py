"""Tells which type of the taxonomy an obligation has, from its main verb and its words.

A trained model (see :mod:`circular_parser.language.duty_features`) names the types that the words
suggest; among them the patterns of ``duty_types.toml`` decide. Their order of weight follows
the annotation guide: the main verb decides first, then what stands behind it, then the rest
of the clause; a narrow type beats a wide one.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from circular_parser.language.duty_features import FILE, Clause, features
from circular_parser.language.linear_model import load_linear_model
from circular_parser.language.patterns import compile_lower, load
from circular_parser.language.predicates import Predicate, Predicates, load_predicates
from circular_parser.record import Modality
from circular_parser.resources import ModelFolder

OTHER = "other"
WORK = "carry_out_activity"
GENERIC = {WORK, "comply_with_rules", "maintain_performance", OTHER}
_LEAST = 2.8
# The model's word is taken where it is certain. Else the patterns look into so many types that
# it names; what its word weighs beside theirs, and how sure it must be where none speaks.
_CERTAIN = 0.8
_LOOKED_INTO = 5
_MODEL_WEIGHT = 2.5
_SURE = 0.2
_UNSURE = 0.3  # the score of a type that is no more than a guess
_PREFIX_SHARE = 0.4
# Behind the main verb evidence counts less the farther off it stands: (characters, share).
_NEAR = ((60, 1.0), (140, 0.7))
_FAR_SHARE = 0.45
# A narrow type beats a wide one: of these only the best pattern counts.
_WIDE = frozenset({WORK, "comply_with_rules"})
# The rules of a document are much alike. How much the types of the others count for one of
# them, and what a type keeps that no other rule has.
_COMPANY = 0.2
_ALONE = 0.1
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


class _Parts(NamedTuple):
    """The clause as the patterns see it: main verb with and without light verbs, the rest."""

    text: str
    verbs: tuple[str, ...]
    light: str
    core: tuple[str, ...]
    prefix: str
    prefix_share: float
    negative: bool
    clause: Clause


class DutyTypes:
    """The classifier; build it with :meth:`load`."""

    def __init__(
        self, evidence: list[_Evidence], predicates: Predicates, folder: ModelFolder
    ) -> None:
        self._by_type: dict[str, list[_Evidence]] = {}
        for item in evidence:
            self._by_type.setdefault(item.type, []).append(item)
        self._by_place = {type_: _by_place(items) for type_, items in self._by_type.items()}
        self._model = load_linear_model(folder, FILE)
        self.predicates = predicates
        self.folder = folder
        # The same clause is asked about as a part, as an item and as a rule.
        self._weighed = lru_cache(maxsize=_CACHE)(self._weigh)

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

    @cached_property
    def _own_types(self) -> list[str]:
        """The types of a user's own, which the model does not know."""
        known = frozenset(self._model.classes)
        return [type_ for type_ in self._by_type if type_ not in known]

    @property
    def known(self) -> frozenset[str]:
        """The types that have evidence."""
        return frozenset(self._by_type)

    def classify(self, text: str, modality: Modality | None = None) -> tuple[str, float]:
        """Return the type of the obligation *text*, ``other`` if none fits, and a score 0..1.

        *modality* tells a ban (``must_not``) where the text alone does not.
        """
        likely, score = self._weighed(_plain(text), modality == "must_not")
        return (next(iter(likely)), score) if score > _UNSURE else (OTHER, _UNSURE)

    def shares(self, text: str, modality: Modality | None = None) -> Mapping[str, float]:
        """Return how likely each of the likelier types of *text* is."""
        return self._weighed(_plain(text), modality == "must_not")[0]

    def _weigh(self, text: str, banned: bool) -> tuple[Mapping[str, float], float]:
        """Return the likelier types, the likeliest of them first, and how sure that one is."""
        parts = self._parts(text, banned)
        if self._own_types:
            own = {t: self._count(t, parts) for t in self._own_types}
            best = max(own, key=own.__getitem__)
            if own[best] >= _LEAST:
                return {best: 1.0}, _score(_SURE)
        shares = dict(self._model.likeliest(features(parts.clause), _LOOKED_INTO))
        surest = math.exp(max(shares.values()))
        if surest >= _CERTAIN:
            return {t: math.exp(share) for t, share in shares.items()}, _score(surest)
        evidence = {type_: self._count(type_, parts) for type_ in shares}
        totals = {t: math.exp(s + evidence[t] / _MODEL_WEIGHT) for t, s in shares.items()}
        whole = sum(totals.values())
        likely = {t: totals[t] / whole for t in sorted(totals, key=lambda t: -totals[t])}
        best = next(iter(likely))
        guessed = evidence[best] < _LEAST and math.exp(shares[best]) < _SURE
        return likely, _UNSURE if guessed else _score(likely[best])

    def _count(self, type_: str, parts: _Parts) -> float:
        """Return what the patterns of *type_* weigh: the best of each place, added."""
        best = [self._heaviest(items, parts) for items in self._by_place.get(type_, ())]
        return max(best, default=0.0) if type_ in _WIDE else sum(best)

    @staticmethod
    def _heaviest(items: list[_Evidence], parts: _Parts) -> float:
        """Return what *items*, the patterns of one place, heaviest first, weigh: the best one."""
        best = 0.0
        for item in items:
            if item.weight <= best:
                break
            if parts.negative or not item.negative:
                weight = item.weight * _SHARES[item.at](item, parts)
                if weight > best:
                    best = weight
        return best

    def explain(self, text: str, modality: Modality | None = None) -> list[tuple[str, str, float]]:
        """Return (type, pattern name, weight) of all that speaks for any type, best first."""
        parts = self._parts(_plain(text), modality == "must_not")
        found = [
            (type_, item.name, weight)
            for type_, items in self._by_type.items()
            for item in items
            if parts.negative or not item.negative
            if (weight := item.weight * _SHARES[item.at](item, parts)) > 0
        ]
        found += [
            (type_, "model", round(_MODEL_WEIGHT * share, 2))
            for type_, share in self._model.log_shares(features(parts.clause)).items()
        ]
        return sorted(found, key=lambda f: -f[2])

    def clause(self, text: str, modality: Modality | None = None) -> Clause:
        """Return *text* as the model sees it."""
        return self._parts(_plain(text), modality == "must_not").clause

    def _parts(self, text: str, banned: bool) -> _Parts:
        predicate = self.predicates.find(text)
        if predicate is None:
            body = self.predicates.after_opener(text)
            core = text[body:]
            heavy = self._heavy(core)
            cores = (core,) if heavy == core else (core, heavy)
            clause = Clause(text, heavy, text[:body], heavy != core, False, banned)
            return _Parts(text, cores, core, cores, "", 1.0, banned, clause)
        core = text[predicate.verb :]
        heavy = self._heavy(core)
        prefix = text[: predicate.start]
        cores = (core,) if heavy == core else (core, heavy)
        verbs = list(cores)
        if predicate.passive and prefix.strip():
            verbs.append(prefix[self.predicates.after_opener(prefix) :].strip())
        bans = predicate.modal is not None and predicate.modal.modality == "must_not"
        negative = banned or predicate.negated or bans
        return _Parts(
            text,
            tuple(verbs),
            core,
            cores,
            prefix,
            self._prefix_share(predicate, core),
            negative,
            Clause(text, heavy, prefix, heavy != core, predicate.passive, negative),
        )

    def _prefix_share(self, predicate: Predicate, core: str) -> float:
        """The subject of a passive is what is to be done; that of an active verb who does it."""
        acts = self.predicates.verb.match(core) is not None and len(core.split()) > 2
        return _PREFIX_SHARE if acts and not predicate.passive else 1.0

    def _heavy(self, core: str) -> str:
        """Return *core* behind light verbs (``melakukan``, ``melaksanakan kegiatan``)."""
        match = self.predicates.light.match(core)
        return core[match.end() :] if match else core


def in_company(rules: Sequence[Mapping[str, float]]) -> list[str]:
    """Return the type of each of the rules of one document, given the shares of its types."""
    company: defaultdict[str, float] = defaultdict(float)
    for shares in rules:
        for type_, share in shares.items():
            if type_ not in _WIDE:
                company[type_] += share
    others = max(len(rules) - 1, 1)
    return [
        max(
            (share * (_ALONE + max(company[type_] - share, 0) / others) ** _COMPANY, type_)
            for type_, share in shares.items()
        )[1]
        for shares in rules
    ]


def _by_place(items: list[_Evidence]) -> list[list[_Evidence]]:
    """Return the patterns of each place, the heaviest first."""
    places: dict[str, list[_Evidence]] = {}
    for item in sorted(items, key=lambda item: -item.weight):
        places.setdefault(item.at, []).append(item)
    return list(places.values())


def _plain(text: str) -> str:
    """Return *text* as the patterns want it: small letters, single spaces."""
    return " ".join(text[:_MAX_CLAUSE].lower().split())


def _score(share: float) -> float:
    return round(0.45 + 0.55 * share, 3)


def _at_verb(item: _Evidence, parts: _Parts) -> float:
    return float(any(map(item.find.match, parts.verbs)))


def _at_light_verb(item: _Evidence, parts: _Parts) -> float:
    return float(item.find.match(parts.light) is not None)


def _in_prefix(item: _Evidence, parts: _Parts) -> float:
    return float(item.find.search(parts.prefix) is not None)


def _in_all(item: _Evidence, parts: _Parts) -> float:
    return float(item.find.search(parts.text) is not None)


def _in_core(item: _Evidence, parts: _Parts) -> float:
    if item.anchored or parts.prefix_share < 1:
        return _near(item, parts)
    return _anywhere(item, parts)  # with a passive the subject is what is to be done


def _anywhere(item: _Evidence, parts: _Parts) -> float:
    whole = _in_all(item, parts)
    if not whole and not item.anchored:  # most patterns are found nowhere
        return 0.0
    return _near(item, parts) or parts.prefix_share * whole


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
