"""Circulars as Akoma Ntoso 3.0: what was read of one, marked up as ``doc name="suratEdaran"``.

The record does not hold the whole text of its document: the body has the rules and the
exemptions that were read, in their order, not the circular's own wording from end to end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker
from pydantic_core import from_json

from circular_parser import __version__
from circular_parser.inputs import write_atomically

from .cells import clean
from .identity import readable_id, slug
from .stored import StoredRecord
from .titles import TYPE_NAMES

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN_NAMESPACE = "urn:circular-parser:akn"

_Element = Any  # lxml has no types
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE, "cp": OWN_NAMESPACE})
_OWN = ElementMaker(namespace=OWN_NAMESPACE)
_PARSER = "#parser"
_NO_DATE = "0001-01-01"


def write_akoma_ntoso(records: Iterable[StoredRecord], folder: Path) -> None:
    """Write one XML file each circular into *folder*, named by its readable id and its hash.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for stored in records:
        record = _cleaned(from_json(stored.record))
        name = readable_id(record, stored.document_id).replace("/", "_")
        tree = akoma_ntoso(stored, record)
        text = etree.tostring(tree, encoding="unicode", pretty_print=True)
        declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
        path = folder / f"{name}_{stored.document_id[:8]}.xml"
        write_atomically(path, declaration + text)


def akoma_ntoso(stored: StoredRecord, record: dict[str, Any]) -> _Element:
    """Return the root element of *record*, whose texts XML must be able to hold."""
    kind = TYPE_NAMES.get(record["document_type"], "Naskah Dinas")
    first, *rest = kind.split()
    doc = _E.doc(
        _meta(stored, record, kind),
        _preface(record, kind),
        *_preamble(record),
        _main_body(record),
        *_conclusions(record),
        name=first.lower() + "".join(rest),
    )
    return _E.akomaNtoso(doc)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value


def _meta(stored: StoredRecord, record: dict[str, Any], kind: str) -> _Element:
    events, temporal = _periods(record)
    own = _OWN.document(
        sha256=stored.document_id,
        form=record["source"]["form"],
        confidence=format(record["confidence"], "g"),
        parserVersion=stored.parser_version or "",
    )
    return _E.meta(
        _identification(stored, record, kind),
        *([_E.lifecycle(*events, source=_PARSER)] if events else []),
        *([_E.temporalData(*temporal, source=_PARSER)] if temporal else []),
        _references(record),
        _E.proprietary(own, source=_PARSER),
    )


def _identification(stored: StoredRecord, record: dict[str, Any], kind: str) -> _Element:
    place, *rest = readable_id(record, stored.document_id).split("/")
    work = "/".join(("/akn", place, "doc", *rest))
    parsed = (stored.parsed_at or _NO_DATE)[:10]
    issued = record["issued_on"]
    dates = {
        "FRBRWork": (issued or _NO_DATE, "issued" if issued else "unknown"),
        "FRBRExpression": (issued or _NO_DATE, "issued" if issued else "unknown"),
        "FRBRManifestation": (parsed, "parsed" if stored.parsed_at else "unknown"),
    }
    expression = f"{work}/ind@{issued or ''}"
    # Of each level the name of its one component and that of the whole.
    iris = {
        "FRBRWork": (f"{work}/!main", work),
        "FRBRExpression": (f"{expression}/!main", expression),
        "FRBRManifestation": (f"{expression}/!main.xml", f"{expression}.akn"),
    }
    author = "#issuer" if record["issuer"]["title"] else _PARSER
    levels = {
        level: _E(
            level,
            _E.FRBRthis(value=component),
            _E.FRBRuri(value=whole),
            _E.FRBRdate(date=dates[level][0], name=dates[level][1]),
            _E.FRBRauthor(href=_PARSER if level == "FRBRManifestation" else author),
        )
        for level, (component, whole) in iris.items()
    }
    levels["FRBRWork"].extend([_E.FRBRcountry(value="id"), _E.FRBRsubtype(value=slug(kind))])
    if record["number"]:
        levels["FRBRWork"].append(_E.FRBRnumber(value=record["number"]))
    levels["FRBRExpression"].append(_E.FRBRlanguage(language="ind"))
    levels["FRBRManifestation"].append(_E.FRBRformat(value="application/akn+xml"))
    return _E.identification(*levels.values(), source=_PARSER)


def _periods(record: dict[str, Any]) -> tuple[list[_Element], list[_Element]]:
    """Return the days on which something begins or ends, and the periods between them."""
    days = [record["issued_on"]] if record["issued_on"] else []
    for period in record["effective_periods"]:
        days += [day for day in (period["start"], period["end"]) if day and day not in days]
    ids = {day: f"event_{number}" for number, day in enumerate(days, 1)}
    events = [_E.eventRef(eId=name, date=day, source=_PARSER) for day, name in ids.items()]
    if record["issued_on"]:
        events[0].set("type", "generation")
    groups = []
    for number, period in enumerate(record["effective_periods"], 1):
        interval = {key: f"#{ids[period[key]]}" for key in ("start", "end") if period[key]}
        if interval:
            made = _E.timeInterval(refersTo="#applicability", **interval)
            groups.append(_E.temporalGroup(made, eId=f"period_{number}"))
    return events, groups


def _references(record: dict[str, Any]) -> _Element:
    issuer, signatory = record["issuer"], record["signatory"]
    named = [
        ("TLCOrganization", "parser", f"circular-parser {__version__}"),
        ("TLCOrganization", "issuer", issuer["title"]),
        ("TLCPerson", "signatory", signatory["name"]),
        ("TLCRole", "role", signatory["position"]),
        ("TLCLocation", "place", record["issued_at"]),
        ("TLCConcept", "applicability", "applicability"),
    ]
    concepts = [rule["type"] for rule in record["obligations"]]
    concepts += [item["service"] for item in record["exempt_services"] if item["service"]]
    named += [("TLCConcept", key, name) for key, name in {_concept(n): n for n in concepts}.items()]
    return _E.references(
        *[
            _E(tag, eId=name, href=f"/akn/ontology/{tag[3:].lower()}/{slug(text)}", showAs=text)
            for tag, name, text in named
            if text
        ],
        source=_PARSER,
    )


def _concept(name: str) -> str:
    return f"concept_{slug(name)}"


def _preface(record: dict[str, Any], kind: str) -> _Element:
    heading = _E.p(_E.docType(kind))
    if record["issuer"]["title"]:
        heading.append(_E.docAuthority(record["issuer"]["title"], refersTo="#issuer"))
    preface = _E.preface(heading)
    if record["number"]:
        preface.append(_E.p("Nomor ", _E.docNumber(record["number"])))
    if record["subject"]:
        preface.append(_E.p("tentang ", _E.docTitle(record["subject"])))
    preface.extend(_list("addressees", record["addressees"]))
    return preface


def _preamble(record: dict[str, Any]) -> Iterator[_Element]:
    citations = []
    for number, reference in enumerate(record["references"], 1):
        text = reference["text"]
        cited = reference["number"] and slug(reference["number"])
        words = _E.ref(text, href=f"urn:circular-parser:cited:{cited}") if cited else text
        about = {"class": reference["relation"]} if reference["relation"] else {}
        citations.append(_E.citation(_E.p(words), {"eId": f"citation_{number}", **about}))
    if citations:
        yield _E.preamble(_E.citations(*citations))


def _main_body(record: dict[str, Any]) -> _Element:
    paragraphs = [
        _paragraph(f"rule_{number}", number, rule["text"], rule["type"], rule["modality"])
        for number, rule in enumerate(record["obligations"], 1)
    ]
    exempt = [
        _paragraph(f"exemption_{number}", number, item["text"], item["service"], item["kind"])
        for number, item in enumerate(record["exempt_services"], 1)
    ]
    if exempt:
        heading = _E.heading("Dikecualikan")
        paragraphs.append(_E.hcontainer(heading, *exempt, name="exemptions", eId="exemptions"))
    return _E.mainBody(*paragraphs) if paragraphs else _E.mainBody(_E.p())


def _paragraph(name: str, number: int, text: str, concept: str | None, kind: str) -> _Element:
    about = {"refersTo": f"#{_concept(concept)}"} if concept else {}
    content = _E.content(_E.p(text))
    return _E.paragraph(_E.num(f"{number}."), content, {"eId": name, "class": kind, **about})


def _conclusions(record: dict[str, Any]) -> Iterator[_Element]:
    parts = []
    place, day = record["issued_at"], record["issued_on"]
    if place or day:
        words = _E.p(*([_E.location(place, refersTo="#place")] if place else []))
        if day:
            words.append(_E.date(day, date=day))
        parts.append(words)
    signatory = record["signatory"]
    signature = _E.signature()
    if signatory["position"]:
        signature.append(_E.role(signatory["position"], refersTo="#role"))
    if signatory["name"]:
        signature.append(_E.person(signatory["name"], refersTo="#signatory"))
    if len(signature):
        parts.append(_E.p(signature))
    parts += _list("copies", record["copies_to"])
    if parts:
        yield _E.conclusions(*parts)


def _list(name: str, texts: list[str]) -> Iterator[_Element]:
    if texts:
        items = [
            _E.item(_E.p(text), eId=f"{name}_{number}") for number, text in enumerate(texts, 1)
        ]
        yield _E.blockList(*items, eId=name)
