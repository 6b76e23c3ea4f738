"""Finds who a report says signs or issues the circular that it is about.

Where no verb says so, who signs is inferred from the office that issues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from circular_parser.language.analysis import Analysis, Candidate, RegionValue, SignatoryValue
from circular_parser.language.person_names import CALLED, is_short_for
from circular_parser.language.same_office import same_office
from circular_parser.language.signatures import MINISTER, SECRETARY
from circular_parser.record import Circular
from circular_parser.resolve.evidence import Trace
from circular_parser.resolve.number_holders import (
    is_cited,
    is_numbered,
    issued_by_head,
    numbered_by_ministry,
)
from circular_parser.resolve.parties import HEAD_OF_REGION, NATIONAL

_SURE = 0.7
# Who says what a circular lays down.
_LAID_DOWN = ("lays_down", "said_laid_down", "says_issued", "said_issued", "according")
# Whose measure is told beside a circular that no verb gives anybody.
_MEASURES = ("measures", "measure_of", "only_head")
_HEADED = ("kota", "kabupaten", "provinsi")  # levels that a head of region governs
_SENTENCE = 300  # characters
# Tindak lanjut atas surat edaran yang diterbitkan Gubernur NAME: of the circular before it.
_FOLLOWED = re.compile(
    r"(?:tindak lanjut|menindak\s?lanjuti|mengikuti|menyusul|(?P<rests>merujuk|mengacu))"
    r"(?:\s\w+){0,3}\s"
    r"(?:surat\sedaran|edaran|se|instruksi)(?:\s\w+){0,2}\s*$",
    re.IGNORECASE,
)

_ON_BEHALF = re.compile(r"\b(?:atas\snama|a\.\s?n\.)\s$", re.IGNORECASE)
_BEHALF = 12  # characters before an office
# The rest of a sentence, the dots of numbers and names in it.
_WITHIN = re.compile(r"(?:[^.;\n]|\.(?! [A-Z]))*")


def reported_signatory(
    analysis: Analysis, main: Candidate[RegionValue] | None, trace: Trace
) -> Candidate[SignatoryValue] | None:
    """Who is said to have signed or issued, unless it is a cited circular."""
    unplaced = None  # a signer for whom the report names no office
    for candidate in _of_this_circular(analysis, main, trace):
        if candidate.score < _SURE:
            reason = f"no verb of signing or issuing governs the name: score under {_SURE}"
            trace.decide("/signatory", candidate, False, reason)
            break
        full = _named_in_full(analysis, candidate)
        if full.value.office is not None:
            full = _signing_for(analysis, full)
            if full.role in _MEASURES:
                reason = "inferred: the head of region whose measure is told beside the circular"
                trace.decide("/signatory", full, True, reason)
                _warn_of_inferred(trace)
            else:
                trace.decide("/signatory", full, True, "the surest of those said to sign or issue")
            return full
        if candidate.role != "writes":
            unplaced = unplaced or full
    if unplaced is not None:
        trace.decide("/signatory", unplaced, True, "said to sign; no office of the name is known")
    return unplaced


def inferred_signatory(
    analysis: Analysis, record: Circular, trace: Trace
) -> Candidate[SignatoryValue] | None:
    """The head of the region, or the minister, whose office issues *record*, with a warning."""
    signed = _head_of_region(analysis, record) or _minister(analysis, record)
    if signed is None:
        return None
    signed = _called(analysis, signed.value.name or "") or signed
    reason = "inferred: the head of the region or the minister that issues"
    trace.decide("/signatory", signed, True, reason)
    _warn_of_inferred(trace)
    return signed


def _warn_of_inferred(trace: Trace) -> None:
    trace.warn(
        "inferred_signatory",
        "the circular goes with the office, no verb says who signed",
        "/signatory/name",
    )


def in_capacity(analysis: Analysis, signed: Candidate[SignatoryValue]) -> Candidate[SignatoryValue]:
    """The signatory as acting for the office, where the report says so only elsewhere."""
    office, words = signed.value.office, set((signed.value.name or "").casefold().split())
    if office is None or office.capacity != "definitive" or not words:
        return signed
    for other in analysis.signatories:
        held = other.value.office
        if held is None or held.capacity == "definitive" or held.level != office.level:
            continue
        names = set((other.value.name or "").casefold().split())
        if held.head == office.head and (words <= names or names <= words):
            value = replace(signed.value, office=replace(office, capacity=held.capacity))
            places = {**signed.places, "capacity": other.places["capacity"]}
            return replace(signed, value=value, places=places)
    return signed


def _of_this_circular(
    analysis: Analysis, main: Candidate[RegionValue] | None, trace: Trace
) -> Iterator[Candidate[SignatoryValue]]:
    """Yield, surest first, who is not said to sign or order something else."""
    of_ministry = numbered_by_ministry(analysis)
    of_head = any(c.role in ("issues", "signs") and _of_region(c) for c in analysis.signatories)
    by_head = main is not None and issued_by_head(analysis, main.value)
    for candidate in analysis.signatories:
        office = candidate.value.office
        national = office is not None and office.level in NATIONAL
        president = office is not None and office.title.startswith("Presiden")
        if president and candidate.role in ("orders", "issues"):
            continue  # what a president decides is a decree, or said in public
        if candidate.role in ("orders", "issues", *_LAID_DOWN, *_MEASURES) and _is_of_another_head(
            analysis, candidate
        ):
            trace.decide("/signatory", candidate, False, "the number is of another head's circular")
            continue
        if candidate.role in _MEASURES and _is_of_another_region(candidate, main):
            trace.decide("/signatory", candidate, False, "head of another region than the report's")
            continue
        if candidate.role == "orders" and _signed_by_secretary(analysis):
            trace.decide("/signatory", candidate, False, "the secretary is said to sign")
            continue
        ordered = candidate.role in ("orders", *_LAID_DOWN, *_MEASURES)
        if ordered and (of_ministry if not national else main is not None):
            # What a minister asks of all is no circular of the region reported on, and what a
            # head of region asks because of a minister's circular makes that none of his.
            continue
        of_minister = candidate.role in ("signed_by", "set_by") and national and main is not None
        # Sesuai instruksi yang diteken Menteri NAME: cited beside a region's own.
        if of_minister and of_head:
            reason = "a head of region is said to issue another"
            trace.decide("/signatory", candidate, False, reason)
            continue
        place = candidate.places.get("position")
        first = min(candidate.start, place[0]) if place is not None else candidate.start
        if candidate.role in ("set_by", "signed_by") and _is_followed(analysis, candidate, first):
            trace.decide("/signatory", candidate, False, "that circular is followed up")
            continue
        if national and by_head:
            reason = "a head of region is said to issue the circular of the own number"
            trace.decide("/signatory", candidate, False, reason)
            continue
        if candidate.role == "signed_by" and _of_cited(analysis, candidate):
            trace.decide("/signatory", candidate, False, "the circular signed is a cited one")
            continue
        of_circular = candidate.role == "circular_of" and place is not None
        if of_circular and any(
            (o.start, o.end) == place and is_cited(analysis, o) for o in analysis.offices
        ):
            trace.decide("/signatory", candidate, False, "the circular is cited, not reported")
            continue
        yield candidate


def _is_followed(analysis: Analysis, signed: Candidate[SignatoryValue], first: int) -> bool:
    """Whether the circular is one that another follows: one of the report, not only its rules."""
    followed = _FOLLOWED.search(analysis.text, max(0, first - 90), first)
    office = signed.value.office
    if followed is None or office is None:
        return False
    if signed.role == "set_by" and followed["rests"] is None:
        return True
    return office.level in NATIONAL or any(
        o.role in ("circular", "issuing", "body") and o.value.level != office.level
        for o in analysis.offices
    )


def _of_cited(analysis: Analysis, signed: Candidate[SignatoryValue]) -> bool:
    """Whether ``yang diteken NAME`` stands behind a circular that is cited, in its sentence."""
    before = [o for o in analysis.offices if 0 < signed.start - o.end < _SENTENCE]
    last = max(before, key=lambda o: o.start, default=None)
    if last is None or last.role != "circular":
        return False
    return _WITHIN.fullmatch(analysis.text, last.end, signed.start) is not None and is_cited(
        analysis, last
    )


def _is_of_another_head(analysis: Analysis, signed: Candidate[SignatoryValue]) -> bool:
    """Whether the own number stands right behind the office of a head of another level."""
    office = signed.value.office
    if office is None or not office.head:
        return False
    told_of = signed.role in _LAID_DOWN  # the circular named in what is said
    return any(
        o.value.head
        and o.value.level != office.level
        and (is_numbered(analysis, o) or (told_of and abs(o.start - signed.end) < _SENTENCE))
        for o in analysis.offices
        if o.role == "circular"
    )


def _signed_by_secretary(analysis: Analysis) -> bool:
    """Whether the circular is said to be a secretary's, who may have no name in the report."""
    return any(
        o.role == "circular" and SECRETARY.match(o.value.title) and not is_cited(analysis, o)
        for o in analysis.offices
    )


def _is_of_another_region(
    candidate: Candidate[SignatoryValue], main: Candidate[RegionValue] | None
) -> bool:
    """Whether the office is one of another region, or of another level, than the report's."""
    office = candidate.value.office
    if office is None or main is None:
        return False
    return office.level != main.value.level or office.region not in (None, main.value)


def _of_region(candidate: Candidate[SignatoryValue]) -> bool:
    office = candidate.value.office
    return office is not None and office.head


def _named_in_full(
    analysis: Analysis, signed: Candidate[SignatoryValue]
) -> Candidate[SignatoryValue]:
    """The same signatory with the name as the report prints it in full elsewhere."""
    called = _called(analysis, signed.value.name or "")
    if called is not None:
        office, places = signed.value.office, signed.places
        value = replace(called.value, office=office or called.value.office)
        return replace(called, value=value, places=places or called.places, role=signed.role)
    name, known = signed.value.name or "", signed.value.office
    fuller = [
        c
        for c in analysis.signatories
        if is_short_for(name, c.value.name or "")
        and c.value.office is not None
        and (
            known is None
            or (
                c.value.office.level == known.level
                and name.casefold() != (c.value.name or "").casefold()
            )
        )
    ]
    if not name or not fuller:
        return signed
    best_named = max(fuller, key=lambda c: (len(c.value.name or ""), -c.start))
    office, places = signed.value.office, signed.places
    if office is None:
        office, places = best_named.value.office, best_named.places
    value = replace(signed.value, name=best_named.value.name, office=office)
    start, end = best_named.start, best_named.end
    return replace(signed, start=start, end=end, value=value, places=places)


def _signing_for(
    analysis: Analysis, signed: Candidate[SignatoryValue]
) -> Candidate[SignatoryValue]:
    """The signatory with the office on whose behalf another sentence says that he signed."""
    words = set((signed.value.name or "").casefold().split())
    for other in analysis.signatories:
        names = set((other.value.name or "").casefold().split())
        behalf = other.value.on_behalf_of
        if behalf is not None and signed.value.on_behalf_of is None and names and names <= words:
            places = {**signed.places, "on_behalf_of": other.places["on_behalf_of"]}
            return replace(signed, value=replace(signed.value, on_behalf_of=behalf), places=places)
    office = signed.value.office
    if office is None or not SECRETARY.match(office.title) or signed.value.on_behalf_of is not None:
        return signed
    # SE itu diteken sekretaris daerah atas nama wali kota: his name stands elsewhere.
    for head in analysis.offices:
        window = max(0, head.start - _BEHALF)
        if head.value.head and _ON_BEHALF.search(analysis.text, window, head.start):
            places = {**signed.places, "on_behalf_of": (head.start, head.end)}
            value = replace(signed.value, on_behalf_of=head.value)
            return replace(signed, value=value, places=places)
    return signed


def _called(analysis: Analysis, nickname: str) -> Candidate[SignatoryValue] | None:
    """Who is said to be called by *nickname*: ``Bupati X NAME yang akrab disapa NICKNAME``."""
    for candidate in analysis.signatories:
        said = CALLED.match(analysis.text, candidate.end)
        if said is not None and said["nickname"] == nickname:
            return candidate
    return None


def _head_of_region(analysis: Analysis, record: Circular) -> Candidate[SignatoryValue] | None:
    """The head of the issuing region, or its secretary, where the text only names him as such."""
    if record.issuer.title is None or record.issuer.level not in _HEADED:
        return None
    secretary = SECRETARY.match(record.issuer.title) is not None
    if not secretary and HEAD_OF_REGION.match(record.issuer.title) is None:
        return None
    for candidate in analysis.signatories:
        office = candidate.value.office
        if office is None or office.level not in (None, record.issuer.level):
            continue
        if not (SECRETARY.match(office.title) if secretary else office.head):
            continue
        if office.region is None or office.region.code == record.issuer.region_code:
            return candidate
    return None


def _minister(analysis: Analysis, record: Circular) -> Candidate[SignatoryValue] | None:
    """The minister or head of an agency whose circular it is, where one alone is named."""
    title = record.issuer.title or ""
    minister = MINISTER.match(title) is not None
    issuing = [o.value for o in analysis.offices if o.value.title == title]
    named = [
        c
        for c in analysis.signatories
        if (office := c.value.office) is not None
        and (
            MINISTER.match(office.title)
            if minister
            else office.title == title or any(same_office(office, one) for one in issuing)
        )
    ]
    if not named:
        return None
    longest = max(named, key=lambda c: len(c.value.name or ""))
    first = {(c.value.name or "").split()[0].casefold() for c in named}
    return longest if len(first) == 1 else None
