"""Records as JSON-LD in the words of schema.org's Legislation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from .durable import open_whole
from .identity import readable_id
from .stored import StoredRecord, printable_path
from .titles import TYPE_NAMES, full_title

Node = dict[str, Any]

# Carried in the file: nobody has to fetch anything to understand it.
CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "legislationDate": {"@type": "Date"},
    "legislationDateOfApplicability": {"@type": "Date"},
    "dateModified": {"@type": "DateTime"},
}
_CHANGES = {
    "amends": "legislationAmends",
    "extends": "legislationChanges",
    "revokes": "legislationRepeals",
}


def write_linked_data(records: Iterable[StoredRecord], path: Path) -> None:
    """Write the JSON-LD document *path*: one node each circular in its ``@graph``.

    Raises:
        OSError: it cannot be written.
    """
    with open_whole(path) as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [')
        for number, stored in enumerate(records):
            file.write(",\n" if number else "\n")
            json.dump(legislation(stored, from_json(stored.record)), file, ensure_ascii=False)
        file.write("\n]}\n")


def legislation(stored: StoredRecord, record: Node) -> Node:
    """Return the node of one circular; what is not stated has no key."""
    issuer, periods = record["issuer"], record["effective_periods"]
    jurisdiction = _region(issuer)
    node: Node = {
        "@id": f"urn:circular-parser:{stored.document_id}",
        "@type": "Legislation",
        "identifier": [readable_id(record, stored.document_id), stored.document_id],
        "name": full_title(record),
        "inLanguage": "id",
        "legislationType": TYPE_NAMES.get(record["document_type"]),
        "legislationIdentifier": record["number"],
        "legislationDate": record["issued_on"],
        "legislationDateOfApplicability": periods[0]["start"] if periods else None,
        "temporalCoverage": [
            f"{period['start'] or '..'}/{period['end'] or '..'}"
            for period in periods
            if period["start"] or period["end"]
        ],
        "legislationPassedBy": issuer["title"]
        and {"@type": "GovernmentOrganization", "name": issuer["title"]},
        "legislationResponsible": _signatory(record["signatory"]),
        "legislationJurisdiction": jurisdiction,
        "spatialCoverage": jurisdiction,
        "locationCreated": record["issued_at"] and {"@type": "Place", "name": record["issued_at"]},
        "about": record["subject"],
        "audience": [
            {"@type": "Audience", "audienceType": addressee} for addressee in record["addressees"]
        ],
        "hasPart": [
            {
                "@type": "Legislation",
                "text": rule["text"],
                "keywords": [rule["type"], rule["modality"]],
            }
            for rule in record["obligations"]
        ],
        "dateModified": stored.parsed_at,
    }
    for reference in record["references"]:
        key = _CHANGES.get(reference["relation"], "citation")
        node.setdefault(key, []).append(_cited(reference))
    return _stated(node | _source(stored, record["source"]))


def _source(stored: StoredRecord, source: Node) -> Node:
    """Return where the record comes from: the circular's own file, or a report about it."""
    file = {
        "encodingFormat": source["media_type"],
        "sha256": stored.document_id,
        "name": printable_path(stored.path),
    }
    if source["form"] == "report":
        return {"isBasedOn": {"@type": "CreativeWork", "encoding": {"@type": "MediaObject"} | file}}
    return {"encoding": {"@type": "LegislationObject"} | file}


def _region(issuer: Node) -> Node | None:
    if issuer["region"] is None:
        return None
    code = issuer["region_code"] and {
        "@type": "PropertyValue",
        "propertyID": "Kemendagri",
        "value": issuer["region_code"],
    }
    region = {"@type": "AdministrativeArea", "name": issuer["region"], "identifier": code}
    return _stated(region)


def _signatory(signatory: Node) -> Node | None:
    person = {"name": signatory["name"], "jobTitle": signatory["position"]}
    return {"@type": "Person"} | _stated(person) if any(person.values()) else None


def _cited(reference: Node) -> Node:
    return {"@type": "Legislation"} | _stated(
        {
            "name": reference["text"],
            "legislationIdentifier": reference["number"],
            "legislationType": TYPE_NAMES.get(reference["document_type"]),
        }
    )


def _stated(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [])}
