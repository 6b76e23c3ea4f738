"""Who exempted what: the facts of which the matrices of services and positions are made.

A service is exempted (``yes``) where an exempt item names it. It is restricted by name (``no``)
where a rule that sends staff home or closes premises is laid on that very service. All else is
not stated, and is no fact here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from circular_parser.language.services import ServiceTaxonomy

from .documents import Document, Place
from .positions import Positions

Status = Literal["yes", "no"]

# Rules that restrict those who bear them.
_RESTRICTS = frozenset(
    {
        ("work_from_home", "must"),
        ("close_premises", "must"),
        ("front_services_stay_open", "must_not"),
        ("work_from_office", "must_not"),
    }
)
_UNCLEAR = frozenset({None, "other", "generic_public_service"})


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """A circular exempts a class of services or of positions, or restricts it by name."""

    service: str
    kind: Literal["service", "position"]
    status: Status
    text: str
    place: Place


def service_facts(
    document: Document, positions: Positions, services: ServiceTaxonomy
) -> Iterator[ServiceFact]:
    """Return what the circular told by *document* says of classes of services and positions."""
    for item in document.exemptions:
        if item.kind == "position":
            name = positions.class_of(item.text)
            yield ServiceFact(name, "position", "yes", item.text, item.place)
        else:
            yield ServiceFact(item.service or "other", "service", "yes", item.text, item.place)
    for duty in document.duties:
        if (duty.type, duty.modality) in _RESTRICTS and duty.bearer:
            restricted = _service_of(duty.bearer, services)
            if restricted is not None:
                yield ServiceFact(restricted, "service", "no", duty.text, duty.place)


def _service_of(bearer: str, services: ServiceTaxonomy) -> str | None:
    """Return the class that *bearer* names as a whole; None for staff and for parts of a unit."""
    if not services.begins_item(bearer) or " yang " in bearer:
        return None
    kind, service = services.classify(bearer)
    return None if kind == "position" or service in _UNCLEAR else service
