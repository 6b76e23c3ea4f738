"""Resolves who issues and who signs a letter: by its head, its title and its closing block."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from circular_parser.document import Line
from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    OfficeValue,
    RegionValue,
    Section,
    SignatoryValue,
)
from circular_parser.language.sentences import quote
from circular_parser.record import Circular
from circular_parser.resolve.evidence import Trace
from circular_parser.resolve.parties import (
    HEAD_OF_REGION,
    NATIONAL,
    NO_REGION,
    bare_name,
    set_issuer,
    set_signatory,
    unambiguous,
)

_OWN_KECAMATAN = re.compile(r"\b[Ss]e\s?-?\s?(Kecamatan(?:\s[A-Z][a-z]+){1,3})")
_PER_SLIP_IN_REGION = 5  # letters
# A body may sit in a region that it does not belong to.
_LAST_LETTER = re.compile(r"\b([^\W\d_]{3,}) ([A-Z])\b(?!\.)")
_ADDRESS = re.compile(r"\W*(?:jalan|jl|jln|alamat|kampus|kompleks?|gedung)\b", re.IGNORECASE)


def resolve_letter_parties(analysis: Analysis, record: Circular, trace: Trace) -> None:
    """Fill in issuer and signatory of a letter's *record*."""
    signed = trace.best("/signatory", analysis.signatories)
    region = _letter_region(analysis, trace)
    if signed is not None:
        set_signatory(signed, record, trace, signed.value.electronic)
    issuing = _issuing_office(analysis, signed, trace)
    if issuing is not None:
        office, candidate = issuing
        title, its_region = _complete(office, analysis, region)
        title = _respaced(title, analysis, trace)
        if analysis.document.confidence(candidate.start, candidate.end) is not None:
            title = _respelt(title, office.region, trace)
        set_issuer(record, trace, title, office.level, its_region, candidate)
        if candidate.role == "agency":
            message = "no office was read; named from the last line of the letterhead"
            trace.warn("inferred_issuer", message, "/issuer/title")
    elif region is not None:
        set_issuer(record, trace, None, region.value.level, region.value, region)


def _issuing_office(
    analysis: Analysis, signed: Candidate[SignatoryValue] | None, trace: Trace
) -> tuple[OfficeValue, Candidate[Any]] | None:
    """The a.n. office, else the office in title or letterhead, else that of the signature."""
    if signed is not None and signed.value.on_behalf_of is not None:
        trace.decide("/issuer/title", signed, True, "the office after a.n. goes before all others")
        return signed.value.on_behalf_of, signed
    by_role: dict[str, Candidate[OfficeValue]] = {}
    for office in analysis.offices:
        by_role.setdefault(office.role, office)
    for role in ("title", "letterhead", "sender"):
        if role in by_role:
            if signed is not None and _names_fully(signed, by_role[role]):
                break
            trace.decide("/issuer/title", by_role[role], True, f"the first office of the {role}")
            return by_role[role].value, by_role[role]
    if signed is not None and signed.value.office is not None:
        reason = "the office of the signature: title and letterhead name none, or not in full"
        trace.decide("/issuer/title", signed, True, reason)
        return signed.value.office, signed
    if "declared" in by_role:
        trace.decide("/issuer/title", by_role["declared"], True, "the letter says whose it is")
        return by_role["declared"].value, by_role["declared"]
    # The last agency of a letterhead is the one that writes: KECAMATAN X over KELURAHAN Y.
    agency = next((c for c in reversed(analysis.offices) if c.role == "agency"), None)
    if agency is None:
        return None
    trace.decide("/issuer/title", agency, True, "the last agency of the letterhead")
    return replace(agency.value, title=analysis.titles.head(agency.value.title)), agency


def _names_fully(signed: Candidate[SignatoryValue], head: Candidate[OfficeValue]) -> bool:
    """Whether the signature says more of the office in the letterhead.

    It names the body of a bare SEKRETARIS, or both of two offices (MENTERI X/ KEPALA Y).
    """
    if signed.value.office is None:
        return False
    told, title = signed.value.office.title.casefold(), head.value.title.casefold()
    return told.startswith(f"{title}/") or (" " not in title and told.startswith(f"{title} "))


def _letter_region(analysis: Analysis, trace: Trace) -> Candidate[RegionValue] | None:
    """The region that the letterhead names, surest first; else that of the signature."""
    known = trace.keep(
        "/issuer/region",
        unambiguous(analysis, trace),
        # Jakarta is where the nation's bodies sit, too.
        lambda c: (
            c.value.level != "provinsi"
            or not any(p.start <= c.start < p.end for p in analysis.places)
        ),
        "the town where the letter was signed is no province",
    )
    heading = [line for section in analysis.of("letterhead") for line in section.lines]
    sources: list[tuple[str, list[Line] | list[Section]]] = [
        ("letterhead", [line for line in heading if not _ADDRESS.match(line.text)]),
        ("title or signature", list(analysis.of("title", "signature"))),
        ("address", [line for line in heading if _ADDRESS.match(line.text)]),
        ("place_date", list(analysis.of("place_date"))),
    ]
    for where, spans in sources:
        found = [c for c in known if any(span.start <= c.start < span.end for span in spans)]
        if found:
            chosen = max(found, key=lambda c: (c.role == "cued", c.score, -c.start))
            trace.decide("/issuer/region", chosen, True, f"the surest name in {where}")
            return chosen
    return None


def _complete(
    office: OfficeValue, analysis: Analysis, region: Candidate[RegionValue] | None
) -> tuple[str, RegionValue | None]:
    """Complete a bare title from the letterhead: ``CAMAT`` + ``KECAMATAN LASEM``."""
    bodies = [c.value.title for c in analysis.offices if c.role in ("agency", "company")]
    if quote(office.title).casefold() == "camat" and not any(map(_is_kecamatan, bodies)):
        # A camat writes to the lurah of the own kecamatan.
        bodies += [quote(named) for named in _OWN_KECAMATAN.findall(analysis.text)[:1]]
    title, named = analysis.titles.completed(office.title, bodies)
    of_nation = office.region is None and _of_nation(analysis, region)
    if office.level in NATIONAL or of_nation or NO_REGION.match(title):
        return title, None
    its_region = office.region or (region.value if region is not None else None)
    local = office.level in ("kecamatan", "desa")
    if local and region is not None and region.role == "cued":
        # A kecamatan or desa may bear the name of a region far off.
        its_region = region.value
    has_region = office.region is not None or local
    if its_region is not None and not has_region and not named:
        place = _place_words(title, its_region)
        kind = place.split()[0]
        # SEKRETARIS DAERAH PROVINSI, whose name was not read.
        bare = title.removesuffix(f" {kind}") if place.startswith(f"{kind} ") else title
        title = f"{bare} {place}"
    return title, its_region


def _respaced(title: str, analysis: Analysis, trace: Trace) -> str:
    """Return *title* without the space before a last letter that the text elsewhere has not.

    A letterhead is spaced out: ``SUNGA I``.
    """
    for parted in _LAST_LETTER.finditer(title):
        whole = (
            parted[1] + parted[2].lower() if parted[1][-1:].islower() else "".join(parted.groups())
        )
        if re.search(rf"\b{whole}\b", analysis.text, re.IGNORECASE):
            trace.warn("repaired_office", f"{parted[0]!r} was taken for {whole!r}", "/issuer/title")
            title = title.replace(parted[0], whole)
    return title


def _respelt(title: str, region: RegionValue | None, trace: Trace) -> str:
    """Return *title* of a scan with its region as the gazetteer has it: ``BUPATI JRPARA``."""
    name = "" if region is None else bare_name(region)
    office, _, read = title.rpartition(" ")
    slips = Levenshtein.distance(read.casefold(), name.casefold())
    if " " in name or not 0 < slips <= len(name) // _PER_SLIP_IN_REGION:
        return title
    trace.warn("repaired_office", f"{read!r} was taken for {name!r}", "/issuer/title")
    return f"{office} {name.upper() if read.isupper() else name}"


def _of_nation(analysis: Analysis, region: Candidate[RegionValue] | None) -> bool:
    """Whether a ministry, national body or company writes: its address is no issuing region."""
    heads = [c for c in analysis.offices if c.role in ("government", "agency", "company")]
    levels = {c.value.level for c in heads}
    stated = region is not None and region.role == "cued"
    company = any(c.role == "company" for c in heads)
    return "kementerian" in levels or (("lembaga" in levels or company) and not stated)


def _place_words(title: str, region: RegionValue) -> str:
    """The region as a title takes it: ``BUPATI JEPARA``, ``SEKRETARIS DAERAH KOTA DUMAI``."""
    words = bare_name(region) if HEAD_OF_REGION.match(title) else region.name
    return words.upper() if title.isupper() else words


def _is_kecamatan(body: str) -> bool:
    return body.casefold().startswith("kecamatan")
