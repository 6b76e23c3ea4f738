"""Resolves who issues and who signs."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    OfficeValue,
    RegionValue,
    SignatoryValue,
)
from circular_parser.language.sentences import quote
from circular_parser.record import Circular, Issuer, Level, Signatory
from circular_parser.resolve.evidence import Trace, best

_SURE = 0.7
_HEAD_TITLE = {"kota": "Wali Kota", "kabupaten": "Bupati", "provinsi": "Gubernur"}
_CAPITAL = "31"
_ADDRESS = re.compile(r"[\s,(]*(?:\(?\w+\),?\s*)?(?:provinsi\s*)?\(?", re.IGNORECASE)
_NATIONAL: tuple[Level, ...] = ("kementerian", "lembaga")
# The agency in a letterhead whose name completes a bare office over the signature.
_AGENCY_OF = {
    "camat": "kecamatan",
    "lurah": "kelurahan",
    "kepala desa": "desa",
    "kepala dinas": "dinas",
    "kepala badan": "badan",
    "kepala kantor": "kantor",
    "kepala satuan": "satuan",
    "kepala biro": "biro",
    "kepala bagian": "bagian",
    "direktur jenderal": "direktorat jenderal",
    "sekretaris jenderal": "sekretariat jenderal",
    "inspektur jenderal": "inspektorat jenderal",
}
# Heads whose bare title is completed by the whole name of the body they lead.
_BODY_OF = {
    "direktur": ("rumah sakit", "rsud", "politeknik"),
    "direktur utama": ("rumah sakit", "rsud"),
    "rektor": ("universitas", "institut"),
    "wakil rektor": ("universitas", "institut"),
    "ketua": ("komisi",),
    "kepala": ("puskesmas", "balai", "upt"),
}


def resolve_parties(analysis: Analysis, record: Circular, trace: Trace) -> None:
    """Fill in issuer and signatory of *record*."""
    if analysis.form == "circular":
        _letter_parties(analysis, record, trace)
    else:
        _report_parties(analysis, record, trace)


def _letter_parties(analysis: Analysis, record: Circular, trace: Trace) -> None:
    signed = trace.best("/signatory", analysis.signatories)
    region = _letter_region(analysis, trace)
    if signed is not None:
        _signatory(signed, record, trace, signed.value.electronic)
    issuing = _issuing_office(analysis, signed, trace)
    if issuing is not None:
        office, candidate = issuing
        title, its_region = _complete(office, analysis, region)
        _issuer(record, trace, title, office.level, its_region, candidate)
    elif region is not None:
        _issuer(record, trace, None, region.value.level, region.value, region)


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
    for role in ("title", "letterhead"):
        if role in by_role:
            trace.decide("/issuer/title", by_role[role], True, f"the first office of the {role}")
            return by_role[role].value, by_role[role]
    if signed is not None and signed.value.office is not None:
        reason = "the office of the signature: title and letterhead name none"
        trace.decide("/issuer/title", signed, True, reason)
        return signed.value.office, signed
    # The last agency of a letterhead is the one that writes: KECAMATAN X over KELURAHAN Y.
    agency = next((c for c in reversed(analysis.offices) if c.role == "agency"), None)
    if agency is not None:
        trace.decide("/issuer/title", agency, True, "the last agency of the letterhead")
    return (agency.value, agency) if agency is not None else None


def _letter_region(analysis: Analysis, trace: Trace) -> Candidate[RegionValue] | None:
    """The region that the letterhead names, surest first; else that of the signature."""
    known = _unambiguous(analysis, trace)
    for kinds in (("letterhead",), ("title", "signature"), ("place_date",)):
        spans = [(s.start, s.end) for s in analysis.of(*kinds)]
        found = [c for c in known if any(s <= c.start < e for s, e in spans)]
        if found:
            chosen = max(found, key=lambda c: (c.role == "cued", c.score, -c.start))
            where = " or ".join(kinds)
            trace.decide("/issuer/region", chosen, True, f"the surest name in {where}")
            return chosen
    return None


def _unambiguous(analysis: Analysis, trace: Trace) -> list[Candidate[RegionValue]]:
    return trace.keep(
        "/issuer/region",
        analysis.regions,
        lambda c: c.role != "ambiguous",
        "several regions bear this name",
    )


def _complete(
    office: OfficeValue, analysis: Analysis, region: Candidate[RegionValue] | None
) -> tuple[str, RegionValue | None]:
    """Complete a bare title from the letterhead: ``CAMAT`` + ``KECAMATAN LASEM``."""
    title, named = office.title, False
    agencies = [c.value.title for c in analysis.offices if c.role == "agency"]
    word = _AGENCY_OF.get(quote(title).casefold())
    for agency in reversed(agencies if word is not None else []):
        if agency.casefold().startswith(f"{word} "):
            rest = agency[len(word or "") + 1 :]
            title = f"{title.title()} {_titled(rest)}"
            break
    else:
        words = _BODY_OF.get(quote(office.title).casefold(), ())
        body = next((a for a in agencies if a.casefold().startswith(words)), None)
        if words and body is not None:
            named = True
            title = f"{title.title()} {_titled(body)}"
    if office.level in _NATIONAL or (office.region is None and _of_nation(analysis, region)):
        return title, None
    its_region = office.region or (region.value if region is not None else None)
    local = office.level in ("kecamatan", "desa")
    if local and region is not None and region.role == "cued":
        # A kecamatan or desa may bear the name of a region far off.
        its_region = region.value
    has_region = office.region is not None or local
    if its_region is not None and not has_region and not named:
        title = f"{title} {_place_words(title, its_region)}"
    return title, its_region


def _of_nation(analysis: Analysis, region: Candidate[RegionValue] | None) -> bool:
    """Whether a ministry or national body writes: its address names no issuing region."""
    levels = {c.value.level for c in analysis.offices if c.role in ("government", "agency")}
    stated = region is not None and region.role == "cued"
    return "kementerian" in levels or ("lembaga" in levels and not stated)


def _place_words(title: str, region: RegionValue) -> str:
    """The region as a title takes it: ``BUPATI JEPARA``, ``SEKRETARIS DAERAH KOTA DUMAI``."""
    words = region.name
    if re.match(r"(?:bupati|wali\s?kota|gubernur)\b", title, re.IGNORECASE):
        words = re.sub(r"^(?:Kota|Kabupaten|Provinsi)\s+", "", words)
    return words.upper() if title.isupper() else words


def _titled(text: str) -> str:
    return text.title() if text.isupper() else text


def _issuer(
    record: Circular,
    trace: Trace,
    title: str | None,
    level: Level | None,
    region: RegionValue | None,
    candidate: Candidate[Any],
) -> None:
    record.issuer = Issuer(
        title=title,
        level=level or (region.level if region is not None else None),
        region=region.name if region is not None else None,
        region_code=region.code if region is not None else None,
        province=region.province if region is not None else None,
    )
    span = candidate.places.get("on_behalf_of") or candidate.places.get("position")
    for key in ("title", "level", "region", "region_code", "province"):
        if getattr(record.issuer, key) is not None:
            trace.add(f"/issuer/{key}", candidate, span=span)


def _signatory(
    signed: Candidate[SignatoryValue],
    record: Circular,
    trace: Trace,
    electronic: bool | None = None,
) -> None:
    value = signed.value
    office, behalf = value.office, value.on_behalf_of
    record.signatory = Signatory(
        name=value.name,
        position=office.title if office is not None else None,
        capacity=office.capacity if office is not None else None,
        on_behalf_of=behalf.title if behalf is not None else None,
        rank=value.rank,
        nip=value.nip,
        electronic=electronic,
    )
    for key in ("name", "position", "capacity", "on_behalf_of", "rank", "nip", "electronic"):
        if getattr(record.signatory, key) not in (None, False):
            trace.add(f"/signatory/{key}", signed, span=signed.places.get(key))


def _report_parties(analysis: Analysis, record: Circular, trace: Trace) -> None:
    sure = trace.keep(
        "/signatory",
        analysis.signatories,
        lambda c: c.score >= _SURE,
        f"no verb of signing or issuing governs the name: score under {_SURE}",
    )
    signed = trace.best("/signatory", sure)
    region = _main_region(analysis, trace)
    issuing = _reported_issuer(analysis, region, trace)
    signs_for = signed.value.office if signed is not None else None
    if (
        issuing is not None
        and signs_for is not None
        and issuing.value.region is None
        and not issuing.value.head
    ):
        # A short form in running text (Surat Edaran Sekda) gives way to the office in full.
        reason = "a short form, where the office of who signs is named in full"
        trace.decide("/issuer/title", issuing, False, reason)
        issuing = None
    behalf = signed.value.on_behalf_of if signed is not None else None
    if signed is not None and behalf is not None:
        its_region = behalf.region or (region.value if region is not None else None)
        title = _reported_title(behalf, its_region)
        trace.decide("/issuer/title", signed, True, "the office on whose behalf it is signed")
        _issuer(record, trace, title, behalf.level, its_region, signed)
    elif issuing is not None:
        office = issuing.value
        its_region = office.region or (region.value if region is not None else None)
        if office.level in _NATIONAL:
            its_region = None
        title = _reported_title(office, its_region)
        trace.decide("/issuer/title", issuing, True, "the circular is said to be this office's")
        _issuer(record, trace, title, office.level, its_region, issuing)
    elif signed is not None and signed.value.office is not None:
        office = signed.value.office
        its_region = office.region or (region.value if region is not None else None)
        title = _reported_title(office, its_region)
        trace.decide("/issuer/title", signed, True, "the office of who signs: no other is named")
        _issuer(record, trace, title, office.level, its_region, signed)
    elif region is not None:
        _issuer(record, trace, None, region.value.level, region.value, region)
    if signed is None:
        signed = _head_of_region(analysis, record)
        if signed is not None:
            reason = "inferred: the head of the region that issues"
            trace.decide("/signatory", signed, True, reason)
            trace.warn(
                "inferred_signatory",
                "the head of region is named as issuing, no signing verb",
                "/signatory/name",
            )
    if signed is not None:
        _signatory(signed, record, trace)
        position = signed.value.office
        if position is not None:
            its_region = position.region or (region.value if region is not None else None)
            record.signatory.position = _reported_title(position, its_region)


def _reported_title(office: OfficeValue, region: RegionValue | None) -> str:
    """A title as a report prints it, its region completed or its spelling put right.

    ``Bupati`` alone gets its region; ``Walikota Bandarlampung`` the spaces that the name
    has in the gazetteer. Short forms (``Wali Kota Tangsel``) stay as they are.
    """
    if region is None:
        return office.title
    name = re.sub(r"^(?:Kota|Kabupaten|Provinsi)\s+", "", region.name)
    if office.region is None:
        return f"{office.title} {name}" if office.head else office.title
    loose = r"[\s-]*".join(re.escape(c) for c in re.sub(r"[\s-]", "", name))
    return (
        re.sub(loose, name, office.title, flags=re.IGNORECASE)
        if not office.title.isupper()
        else office.title
    )


def _reported_issuer(
    analysis: Analysis, main: Candidate[RegionValue] | None, trace: Trace
) -> Candidate[OfficeValue] | None:
    """The office in ``Surat Edaran Bupati X``, unless that circular is a cited one."""
    named = trace.keep(
        "/issuer/title",
        analysis.offices,
        lambda c: c.role == "circular",
        "no circular is said to be this office's",
    )
    circulars = trace.keep(
        "/issuer/title",
        named,
        lambda c: not _cited(analysis, c),
        "its circular is cited, not reported",
    )
    for office in sorted(circulars, key=lambda c: c.value.region is None):
        region = office.value.region
        if office.value.level in _NATIONAL and main is not None:
            trace.decide("/issuer/title", office, False, "national, but the report is of a region")
            continue
        if region is not None and main is not None and not _same_place(region, main.value):
            trace.decide("/issuer/title", office, False, "of another region than the report")
            continue
        return office
    return None


def _cited(analysis: Analysis, office: Candidate[OfficeValue]) -> bool:
    """Whether the circular that *office* issued is cited rather than reported."""
    following = [c for c in analysis.numbers if 0 <= c.start - office.end < 60]
    if following:
        # The document's own number is the one that resolve_identity takes.
        own = best([c for c in analysis.numbers if c.role == "own"])
        return following[0].role == "cited" or own is None or following[0].value != own.value
    before = analysis.text[max(0, office.start - 160) : office.start]
    return (
        re.search(
            r"(?:menindak\s?lanjuti|mengikuti|berpedoman|merujuk|mengacu)[^.]*$", before, re.I
        )
        is not None
    )


def _same_place(one: RegionValue, other: RegionValue) -> bool:
    return one.code == other.code or (
        one.code[:2] == other.code[:2]
        and "provinsi"
        not in (
            one.level,
            other.level,
        )
    )


def _main_region(analysis: Analysis, trace: Trace) -> Candidate[RegionValue] | None:
    """The region that a report is about: most often named, cued names counting double."""
    weights: Counter[str] = Counter()
    first: dict[str, Candidate[RegionValue]] = {}
    previous: Candidate[RegionValue] | None = None
    for candidate in _unambiguous(analysis, trace):
        code = candidate.value.code
        if previous is not None and _address_of(analysis, previous, candidate):
            reason = "it only tells where the place before it lies"
            trace.decide("/issuer/region", candidate, False, reason)
            continue
        previous = candidate
        weights[code] += 3 if candidate.role == "cued" else 1
        if code not in first or candidate.score > first[code].score:
            first[code] = candidate
    if _only_seat(analysis, weights, first):
        reason = "the seat of the ministry that is named"
        trace.decide("/issuer/region", first[_CAPITAL], False, reason)
        return None
    if not weights:
        return None
    # A province that holds the most named kabupaten or kota is only its address.
    ranked = weights.most_common()
    top = ranked[0][0]
    if len(top) == 2:
        inside = [
            code for code, n in ranked[1:] if code.startswith(f"{top}.") and n >= ranked[0][1]
        ]
        top = inside[0] if inside else top
    reason = f"named most: weight {weights[top]} of {weights.total()}"
    trace.decide("/issuer/region", first[top], True, reason)
    return first[top]


def _address_of(
    analysis: Analysis, place: Candidate[RegionValue], province: Candidate[RegionValue]
) -> bool:
    """Whether a province only tells where the place named right before it lies."""
    if not place.value.code.startswith(f"{province.value.code}."):
        return False
    between = analysis.text[place.end : province.start]
    return len(between) <= 30 and _ADDRESS.fullmatch(between) is not None


def _only_seat(
    analysis: Analysis, weights: Counter[str], first: dict[str, Candidate[RegionValue]]
) -> bool:
    """Whether the one region named is Jakarta, the seat of a ministry in the text."""
    return (
        set(weights) == {_CAPITAL}
        and first[_CAPITAL].role != "cued"
        and any(office.value.level in _NATIONAL for office in analysis.offices)
    )


def _head_of_region(analysis: Analysis, record: Circular) -> Candidate[SignatoryValue] | None:
    """The head of the issuing region, where the text only names him as its head."""
    if record.issuer.title is None or record.issuer.level not in _HEAD_TITLE:
        return None
    if not re.match(r"(?:bupati|wali\s?kota|gubernur)\b", record.issuer.title, re.IGNORECASE):
        return None
    for candidate in analysis.signatories:
        office = candidate.value.office
        if office is None or not office.head or office.level != record.issuer.level:
            continue
        if office.region is None or office.region.code == record.issuer.region_code:
            return candidate
    return None
