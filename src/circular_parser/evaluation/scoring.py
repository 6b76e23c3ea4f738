"""Counts, field by field, what records have right, have wrong and lack.

A key that a gold record lacks was not annotated and is not scored; a key that is null or
``[]`` asserts that the document does not state it. A list that the gold record names in
``partial`` is not exhaustive: what else was found there is neither right nor wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from circular_parser.errors import BrokenFileError
from circular_parser.evaluation import matching
from circular_parser.evaluation.reliability import Judgement

Record = Mapping[str, Any]

_SINGLE: dict[str, Callable[[Any, Any], bool]] = {
    "document_type": matching.same,
    "number": matching.same_number,
    "subject": matching.words_shared(0.8),
    "issued_on": matching.same,
    "issued_at": matching.words_shared(0.66),
    "issuer.title": matching.words_shared(0.75),
    "issuer.region": matching.words_shared(0.75),
    "issuer.region_code": matching.same,
    "signatory.name": matching.same_person,
    "signatory.position": matching.words_shared(0.75),
    "signatory.capacity": matching.same,
    "signatory.on_behalf_of": matching.words_shared(0.75),
    "work_arrangement.home_share": matching.same_share,
}


class _List(NamedTuple):
    """How the items of a list pair, and the code that is scored on those that do."""

    likeness: matching.Likeness
    least: float
    code: str | None = None


_LISTS = {
    "effective_periods": _List(matching.like_period, 1.0),
    "exempt_services": _List(matching.like_item, 0.6, "service"),
    "obligations": _List(matching.like_item, 0.5, "type"),
    "references": _List(matching.like_reference, 0.6),
    "addressees": _List(matching.like_item, 0.6),
    "copies_to": _List(matching.like_item, 0.6),
}
FIELDS = (*_SINGLE, *_LISTS, *(f"{key}.{rule.code}" for key, rule in _LISTS.items() if rule.code))
_LONGEST = 110


@dataclass(slots=True)
class Score:
    """The counts of one field over all documents, and its errors, a line each."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Share right of what was found; None where nothing was."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Share found of what gold has; None where it has nothing."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where both have nothing to count."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    @property
    def counted(self) -> bool:
        """Whether any document has anything to count."""
        return bool(self.right or self.wrong or self.missed)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Records against gold: a score for each field that has anything to count.

    ``missing`` are the ids of gold records without a record; all their values are missed.
    ``judgements`` are the values whose evidence gives a confidence, each right or wrong.
    """

    documents: int
    missing: list[str]
    scores: dict[str, Score]
    judgements: list[Judgement]

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the fields; 0 where no field has anything to count."""
        values = [score.f1 for score in self.scores.values() if score.f1 is not None]
        return sum(values) / len(values) if values else 0.0

    def errors(self) -> Iterator[str]:
        """Yield what was missed or wrong, field by field, a line each."""
        for score in self.scores.values():
            yield from score.errors

    def f1(self, name: str) -> float | None:
        """Return the F1 of the field *name*, or of ``macro``; None for one not counted."""
        if name == "macro":
            return self.macro_f1
        return self.scores[name].f1 if name in self.scores else None


def evaluate(gold: Mapping[str, Record], found: Mapping[str, Record]) -> Evaluation:
    """Score the records *found* against *gold*, both by the id of their document.

    Raises:
        BrokenFileError: a record has not the shape of one.
    """
    scores = {name: Score() for name in FIELDS}
    judgements: list[Judgement] = []
    for name, record in gold.items():
        try:
            judgements += compare(name, record, found.get(name, {}), scores)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            detail = f"gold or record has not the shape of a record: {error!r}"
            raise BrokenFileError(name, detail) from error
    judgements.sort(key=lambda judgement: FIELDS.index(judgement.field))
    return Evaluation(
        documents=len(gold),
        missing=[name for name in gold if name not in found],
        scores={name: score for name, score in scores.items() if score.counted},
        judgements=judgements,
    )


def compare(name: str, gold: Record, found: Record, scores: dict[str, Score]) -> list[Judgement]:
    """Count the document *name* into *scores*; return its values that carry a confidence."""
    judge = _Judge(name, found)
    for key, equal in _SINGLE.items():
        annotated, wanted = look_up(gold, key)
        if annotated:
            _, given = look_up(found, key)
            right = wanted is not None and given is not None and equal(wanted, given)
            _count_single(scores[key], f"{name}: {key}", wanted, given, right)
            if given is not None:
                judge.note(key, "/" + key.replace(".", "/"), right)
    for key, rule in _LISTS.items():
        annotated, wanted = look_up(gold, key)
        if annotated:
            exhaustive = key not in gold.get("partial", ())
            items, others = wanted or [], look_up(found, key)[1] or []
            partner = matching.pairs(items, others, rule.likeness, rule.least)
            _count_list(scores[key], f"{name}: {key}", items, others, partner, exhaustive)
            if rule.code:
                code = f"{key}.{rule.code}"
                for i, j in sorted(partner.items()):
                    _count_code(scores[code], f"{name}: {code}", rule.code, items[i], others[j])
            if exhaustive:
                paired = set(partner.values())
                for index in range(len(others)):
                    judge.note(key, f"/{key}/{index}", index in paired)
    return judge.judgements


def look_up(record: Record, key: str) -> tuple[bool, Any]:
    """Return whether *record* says anything of the dotted *key*, and what.

    A part that is null says that its members are null.
    """
    value: Any = record
    for part in key.split("."):
        if value is None:
            return True, None
        if part not in value:
            return False, None
        value = value[part]
    return True, value


def _count_single(score: Score, place: str, wanted: Any, given: Any, right: bool) -> None:
    if right:
        score.right += 1
    elif wanted is not None or given is not None:
        score.missed += wanted is not None
        score.wrong += given is not None
        score.errors.append(f"{place}: gold {wanted!r}, got {given!r}")


def _count_list(
    score: Score,
    place: str,
    wanted: list[Any],
    given: list[Any],
    partner: dict[int, int],
    exhaustive: bool,
) -> None:
    missed = [item for index, item in enumerate(wanted) if index not in partner]
    paired = set(partner.values())
    spurious = [item for index, item in enumerate(given) if exhaustive and index not in paired]
    score.right += len(partner)
    score.missed += len(missed)
    score.wrong += len(spurious)
    score.errors += [f"{place}: missed {_shortened(item)}" for item in missed]
    score.errors += [f"{place}: spurious {_shortened(item)}" for item in spurious]


def _count_code(score: Score, place: str, code: str, wanted: Any, given: Any) -> None:
    """Count the code of two paired items; gold without one asserts nothing."""
    expected, found = wanted.get(code), given.get(code)
    if expected is None:
        return
    if expected == found:
        score.right += 1
        return
    score.missed += 1
    score.wrong += found is not None
    score.errors.append(f"{place}: {_shortened(wanted)} gold {expected!r}, got {found!r}")


def _shortened(item: Any) -> str:
    whole = isinstance(item, dict) and "text" not in item
    text = json.dumps(item, ensure_ascii=False) if whole else matching.item_text(item)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


class _Judge:
    """Joins the verdict on each value of a record with the confidence of its evidence."""

    def __init__(self, document: str, record: Record) -> None:
        self._document = document
        self._evidence: Mapping[str, Any] = record.get("evidence") or {}
        self.judgements: list[Judgement] = []

    def note(self, key: str, pointer: str, right: bool) -> None:
        places = self._evidence.get(pointer)
        if places:
            confidence = float(places[0]["confidence"])
            self.judgements.append(Judgement(self._document, key, pointer, confidence, right))
