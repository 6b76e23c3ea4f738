"""What differs between two circulars, or two versions of one: by meaning, not line by line.

Rules are matched by type, bearer and words; exempt services by class and words; citations by
the folded number. What has no partner was added or dropped, what has one may be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from circular_parser import Circular, parse
from circular_parser.errors import BrokenFileError, NotFoundError, UnreadableError
from circular_parser.evaluation.matching import pairs, shared_words

from .documents import Citation, Document, Duty, Exemption, Period
from .folding import fold_number, fold_words

Kind = Literal["field", "period", "exempt_service", "obligation", "reference"]

# What a rule's type, bearer and words weigh, and from where two rules are one: with the same
# type and bearer they are, without a bearer a quarter of the words must be the same.
_TYPE, _BEARER, _WORDS = 0.4, 0.2, 0.4
_NO_BEARER = 0.5
_LEAST = 0.6
# Words so much alike are one rule whatever its type.
_SAME_WORDS = 0.85

_FIELDS: dict[str, Callable[[Document], Any]] = {
    "document_type": lambda doc: doc.document_type,
    "number": lambda doc: doc.number,
    "subject": lambda doc: doc.subject,
    "issued_on": lambda doc: doc.issued_on,
    "issuer/title": lambda doc: doc.issuer.title,
    "issuer/region": lambda doc: doc.issuer.region,
    "signatory/name": lambda doc: doc.signatory.name,
    "signatory/position": lambda doc: doc.signatory.position,
    "signatory/capacity": lambda doc: doc.signatory.capacity,
    "work_arrangement/home_share": lambda doc: doc.arrangement.home_share,
    "work_arrangement/office_share": lambda doc: doc.arrangement.office_share,
    "work_arrangement/rotation": lambda doc: doc.arrangement.rotation,
    "work_arrangement/minimum_structural_levels": (
        lambda doc: doc.arrangement.minimum_structural_levels
    ),
}

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that was added, dropped or changed.

    ``before`` and ``after`` hold its members, empty where it is not there; ``changed`` names
    those that differ.
    """

    kind: Kind
    before: Values
    after: Values
    changed: tuple[str, ...] = ()

    @property
    def action(self) -> Literal["added", "dropped", "changed"]:
        """What was done."""
        if not self.before:
            return "added"
        return "changed" if self.after else "dropped"


def record_at(path: Path) -> Circular:
    """Return the record that a ``.json`` file holds, or that of the document at *path*.

    Raises:
        DocumentError: there is no record, or the document yields none.
    """
    if path.suffix.lower() != ".json":
        return parse(path)
    try:
        return Circular.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise NotFoundError(str(path), "there is no such file") from None
    except OSError as error:
        raise UnreadableError(str(path), f"not read: {error.strerror}") from None
    except ValidationError as error:
        raise BrokenFileError(str(path), f"no record: {error.errors()[0]['msg']}") from None


def differences(before: Document, after: Document) -> list[Difference]:
    """Return what differs in *after*, in the order of the record's fields."""
    return [
        *_fields(before, after),
        *_items("period", before.periods, after.periods, _period, _like_period),
        *_items("exempt_service", before.exemptions, after.exemptions, _exemption, _like_exemption),
        *_items("obligation", before.duties, after.duties, _duty, _like_duty),
        *_items("reference", before.citations, after.citations, _citation, _like_citation),
    ]


def _fields(before: Document, after: Document) -> Iterator[Difference]:
    for name, value in _FIELDS.items():
        one, other = value(before), value(after)
        if _folded(name, one) != _folded(name, other):
            old = {} if one is None else {name: one}
            new = {} if other is None else {name: other}
            yield Difference("field", old, new, (name,))


def _items(
    kind: Kind,
    before: Sequence[Any],
    after: Sequence[Any],
    members: Callable[[Any], Values],
    likeness: Callable[[Any, Any], float],
) -> Iterator[Difference]:
    partner = pairs(before, after, likeness, _LEAST)
    for index, item in enumerate(before):
        old = members(item)
        if index not in partner:
            yield Difference(kind, old, {})
            continue
        new = members(after[partner[index]])
        changed = tuple(
            name for name in old if _folded(name, old[name]) != _folded(name, new[name])
        )
        if changed:
            yield Difference(kind, old, new, changed)
    taken = set(partner.values())
    yield from (
        Difference(kind, {}, members(item)) for i, item in enumerate(after) if i not in taken
    )


def _folded(name: str, value: Any) -> Any:
    if name == "number":
        return fold_number(value)
    return fold_words(value) if isinstance(value, str) else value


def _period(item: Period) -> Values:
    return {"start": item.start, "end": item.end, "open_ended": item.open_ended}


def _like_period(one: Period, other: Period) -> float:
    """One period is moved or drawn out: the same first or last day, else the same words."""
    same = (one.start == other.start, one.end == other.end, one.open_ended == other.open_ended)
    if all(same):
        return 1.0
    if (same[0] and one.start) or (same[1] and one.end):
        return 0.8
    return 0.7 if shared_words(one.place.quote, other.place.quote) >= _SAME_WORDS else 0.0


def _exemption(item: Exemption) -> Values:
    return {"text": item.text, "kind": item.kind, "service": item.service}


def _like_exemption(one: Exemption, other: Exemption) -> float:
    words = shared_words(one.text, other.text)
    if one.service != other.service:
        return words if words >= _SAME_WORDS else 0.0
    if one.service in {None, "other"}:
        return words
    return _LEAST + (1 - _LEAST) * words


def _duty(item: Duty) -> Values:
    return {
        "type": item.type,
        "modality": item.modality,
        "text": item.text,
        "bearer": item.bearer,
        "exception": item.exception,
        "consequence": item.consequence,
    }


def _like_duty(one: Duty, other: Duty) -> float:
    words = shared_words(one.text, other.text)
    bearer = shared_words(one.bearer, other.bearer)
    if one.bearer is None and other.bearer is None:
        bearer = _NO_BEARER
    score = _TYPE * (one.type == other.type) + _BEARER * bearer + _WORDS * words
    return max(score, _LEAST + words / 10) if words >= _SAME_WORDS else score


def _citation(item: Citation) -> Values:
    return {"text": item.text, "number": item.number, "relation": item.relation}


def _like_citation(one: Citation, other: Citation) -> float:
    if one.number or other.number:
        return float(fold_number(one.number) == fold_number(other.number))
    return shared_words(one.text, other.text)


def as_data(found: Sequence[Difference]) -> list[Mapping[str, Any]]:
    """Return the differences as JSON holds them."""
    return [
        {
            "kind": one.kind,
            "action": one.action,
            "changed": list(one.changed),
            "before": _plain(one.before),
            "after": _plain(one.after),
        }
        for one in found
    ]


def _plain(values: Values) -> Values | None:
    plain = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in values.items()}
    return plain or None


_SIGNS = {"added": "+", "dropped": "-", "changed": "~"}


def lines_of(found: Sequence[Difference]) -> Iterator[str]:
    """Return the differences as lines of text: ``+`` added, ``-`` dropped, ``~`` changed."""
    for one in found:
        shown = one.after or one.before
        yield f"{_SIGNS[one.action]} {one.kind.replace('_', ' ')}: {_told(one.kind, shown)}"
        if one.action == "changed":
            for name in one.changed:
                yield f"    {name}: {_value(one.before.get(name))} -> {_value(one.after.get(name))}"


def _told(kind: Kind, values: Values) -> str:
    if kind == "field":
        return "; ".join(f"{name}: {_value(value)}" for name, value in values.items())
    if kind == "period":
        end = _value(values["end"]) if values["end"] else "open" if values["open_ended"] else "?"
        return f"{_value(values['start'])} - {end}"
    if kind == "obligation":
        return f"{values['type']} ({values['modality']}): {_value(values['text'])}"
    return _value(values["text"])


def _value(value: Any) -> str:
    return "?" if value is None else " ".join(str(value).split())
