"""Resolves who issues and who signs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
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
_OWN_KECAMATAN = re.compile(r"\b[Ss]e\s?-?\s?(Kecamatan(?:\s[A-Z][a-z]+){1,3})")
# Heads of bodies that belong to no region.
_NO_REGION = re.compile(r"(?:wakil )?(?:rektor|dekan)\b", re.IGNORECASE)
# Kementerian Agama keluarkan Surat Edaran No.; a ministry's own offices stand in regions.
_MINISTRY_ISSUES = re.compile(
    r"(?<!Kantor )(?<!Wilayah )\b(?:Kemente?rian\s[A-Z]|Kemen[a-z]{2,}\b)[^.;\n]{0,60}?\s"
    r"(?:me)?(?:ngeluarkan|nerbitkan|keluarkan|terbitkan)\b(?:[^.;\n]|\b[Nn]o\.){0,160}$"
)
_SENTENCE = 300
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
_HEAD_OF = {"kecamatan": "Camat", "kelurahan": "Lurah", "desa": "Kepala Desa"}
# Heads whose bare title is completed by the whole name of the body they lead.
_BODY_OF = {
    "direktur": ("rumah sakit", "rsud", "politeknik"),
    "direktur utama": ("rumah sakit", "rsud"),
    "rektor": ("universitas", "institut"),
    "wakil rektor": ("universitas", "institut"),
    "ketua": ("komisi",),
    "kepala": ("puskesmas", "balai", "upt", "kantor"),
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
        if candidate.role == "agency":
            message = "no office was read; named from the last line of the letterhead"
            trace.warn("inferred_issuer", message, "/issuer/title")
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
    if agency is None:
        return None
    trace.decide("/issuer/title", agency, True, "the last agency of the letterhead")
    unit, _, name = agency.value.title.partition(" ")
    head = _HEAD_OF.get(unit.casefold())
    title = f"{head} {_titled(name)}" if head is not None and name else agency.value.title
    return replace(agency.value, title=title), agency


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
    if word == "kecamatan" and not any(a.casefold().startswith(word) for a in agencies):
        # A camat writes to the lurah of the own kecamatan.
        agencies += [quote(named) for named in _OWN_KECAMATAN.findall(analysis.text)[:1]]
    for agency in reversed(agencies if word is not None else []):
        if agency.casefold().startswith(f"{word} "):
            rest = agency[len(word or "") + 1 :]
            title = f"{title.title()} {_titled(rest)}"
            break
    else:
        words = _BODY_OF.get(quote(office.title).casefold(), ())
        body = next((a for a in reversed(agencies) if a.casefold().startswith(words)), None)
        if words and body is not None:
            named = True
            title = f"{title.title()} {_titled(body)}"
    of_nation = office.region is None and _of_nation(analysis, region)
    if office.level in _NATIONAL or of_nation or _NO_REGION.match(title):
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
    """Whether a ministry, national body or company writes: its address is no issuing region."""
    heads = [c for c in analysis.offices if c.role in ("government", "agency", "company")]
    levels = {c.value.level for c in heads}
    stated = region is not None and region.role == "cued"
    company = any(c.role == "company" for c in heads)
    return "kementerian" in levels or (("lembaga" in levels or company) and not stated)


def _place_words(title: str, region: RegionValue) -> str:
    """The region as a title takes it: ``BUPATI JEPARA``, ``SEKRETARIS DAERAH KOTA DUMAI``."""
    head = re.match(r"(?:bupati|wali\s?kota|gubernur)\b", title, re.IGNORECASE)
    words = _bare(region) if head else region.name
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
    main = _main_region(analysis, trace)
    signed = _reported_signatory(analysis, main, trace)
    issuing = _reported_office(analysis, signed, main, trace)
    if issuing is not None:
        office, candidate = issuing
        region = _region_of(office, main)
        title = _reported_title(analysis, office, region)
        _issuer(record, trace, title, office.level, region, candidate)
    elif main is not None and _of_ministry(analysis):
        trace.decide("/issuer/region", main, False, "a ministry is said to issue the circular")
    elif main is not None:
        _issuer(record, trace, None, main.value.level, main.value, main)
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
            title = _reported_title(analysis, position, _region_of(position, main))
            record.signatory.position = title


def _reported_signatory(
    analysis: Analysis, main: Candidate[RegionValue] | None, trace: Trace
) -> Candidate[SignatoryValue] | None:
    """Who is said to have signed or issued, unless it is a cited circular."""
    for candidate in analysis.signatories:
        office = candidate.value.office
        national = office is not None and office.level in _NATIONAL
        if candidate.role == "orders" and national and main is not None:
            # What a minister asks of all is no circular of the region reported on.
            continue
        place = candidate.places.get("position")
        of_circular = candidate.role == "circular_of" and place is not None
        if of_circular and any(
            (o.start, o.end) == place and _cited(analysis, o) for o in analysis.offices
        ):
            trace.decide("/signatory", candidate, False, "the circular is cited, not reported")
            continue
        if candidate.score < _SURE:
            reason = f"no verb of signing or issuing governs the name: score under {_SURE}"
            trace.decide("/signatory", candidate, False, reason)
            return None
        full = _named_in_full(analysis, candidate)
        if full.value.office is not None:
            trace.decide("/signatory", full, True, "the surest of those said to sign or issue")
            return full
        trace.decide("/signatory", candidate, False, "no office of the name is known")
    return None


def _reported_office(
    analysis: Analysis,
    signed: Candidate[SignatoryValue] | None,
    main: Candidate[RegionValue] | None,
    trace: Trace,
) -> tuple[OfficeValue, Candidate[Any]] | None:
    """The office signed for, else that of the circular, else that which signs or issues."""
    signs = signed.value.office if signed is not None else None
    if signed is not None and signed.value.on_behalf_of is not None:
        trace.decide("/issuer/title", signed, True, "the office on whose behalf it is signed")
        return signed.value.on_behalf_of, signed
    circular = _reported_issuer(analysis, main, "circular", trace)
    # A short form in running text (Surat Edaran Sekda) gives way to the office in full.
    if circular is not None and not (signs is not None and _is_short_for(circular.value, signs)):
        trace.decide("/issuer/title", circular, True, "the circular is said to be this office's")
        return circular.value, circular
    if signed is not None and signs is not None:
        trace.decide("/issuer/title", signed, True, "the office of who signs")
        return signs, signed
    issuing = _reported_issuer(analysis, main, "issuing", trace)
    if issuing is None:
        return None
    trace.decide("/issuer/title", issuing, True, "the office is said to issue")
    return issuing.value, issuing


def _is_short_for(circular: OfficeValue, signs: OfficeValue) -> bool:
    """Whether the circular's office says no more than the signer's, or is another's short form."""
    if circular.region is not None or circular.head:
        return False
    same = circular.level is not None and circular.level == signs.level
    return not (same and len(circular.title) > len(signs.title))


def _region_of(office: OfficeValue, main: Candidate[RegionValue] | None) -> RegionValue | None:
    """The region of an office in a report; a national body has none."""
    if office.level in _NATIONAL or _NO_REGION.match(office.title):
        return None
    return office.region or (main.value if main is not None else None)


def _named_in_full(
    analysis: Analysis, signed: Candidate[SignatoryValue]
) -> Candidate[SignatoryValue]:
    """The same signatory with the name as the report prints it in full elsewhere."""
    words = set((signed.value.name or "").casefold().split())
    fuller = [
        c
        for c in analysis.signatories
        if words < set((c.value.name or "").casefold().split())
        and c.value.office is not None
        and (signed.value.office is None or c.value.office.level == signed.value.office.level)
    ]
    if not words or not fuller:
        return signed
    best_named = max(fuller, key=lambda c: (len(c.value.name or ""), -c.start))
    office, places = signed.value.office, signed.places
    if office is None:
        office, places = best_named.value.office, best_named.places
    value = replace(signed.value, name=best_named.value.name, office=office)
    start, end = best_named.start, best_named.end
    return replace(signed, start=start, end=end, value=value, places=places)


def _reported_title(analysis: Analysis, office: OfficeValue, region: RegionValue | None) -> str:
    """A title as a report prints it, its region completed or its spelling put right.

    ``Bupati`` alone gets its region; ``Walikota Bandarlampung`` the spaces that the name
    has in the gazetteer. A short form (``Wali Kota Tangsel``) stays where the report
    prints no fuller one.
    """
    if region is None:
        return office.title
    short = office.region is not None and _bare(region).casefold() not in office.title.casefold()
    if office.head and (office.region is None or short):
        whole = [
            o.value.title
            for o in analysis.offices
            if o.value.level == office.level and o.value.head and o.value.region == region
        ]
        completed = office.title if short else f"{office.title} {_bare(region)}"
        return _spelled(max((completed, *whole), key=len), region)
    return _spelled(office.title, region) if office.region is not None else office.title


def _bare(region: RegionValue) -> str:
    return re.sub(r"^(?:Kota|Kabupaten|Provinsi)\s+", "", region.name)


def _spelled(title: str, region: RegionValue) -> str:
    """*title* with the spaces that the gazetteer sets in the region's name."""
    name = _bare(region)
    loose = r"[\s-]*".join(re.escape(c) for c in re.sub(r"[\s-]", "", name))
    return title if title.isupper() else re.sub(loose, name, title, flags=re.IGNORECASE)


def _reported_issuer(
    analysis: Analysis, main: Candidate[RegionValue] | None, role: str, trace: Trace
) -> Candidate[OfficeValue] | None:
    """The office of *role* (``Surat Edaran Bupati X``) whose circular is not a cited one."""
    named = trace.keep(
        "/issuer/title",
        [c for c in analysis.offices if c.role == role],
        lambda c: not _cited(analysis, c),
        "its circular is cited, not reported",
    )
    for office in sorted(named, key=lambda c: c.value.region is None):
        region = office.value.region
        if office.value.level in _NATIONAL and main is not None:
            trace.decide("/issuer/title", office, False, "national, but the report is of a region")
            continue
        if region is not None and main is not None and not _same_place(region, main.value):
            trace.decide("/issuer/title", office, False, "of another region than the report")
            continue
        if region is None and main is not None and _above_or_below(office.value, main.value):
            trace.decide("/issuer/title", office, False, "of another level than the region")
            continue
        return office
    return None


def _above_or_below(office: OfficeValue, region: RegionValue) -> bool:
    """Whether a head of region named without his region is none of *region*: its governor."""
    return office.head and office.level is not None and office.level != region.level


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
    """Whether the one region named is Jakarta, the seat of a ministry or of the newspaper."""
    if set(weights) != {_CAPITAL} or first[_CAPITAL].role == "cued":
        return False
    national = any(office.value.level in _NATIONAL for office in analysis.offices)
    return national or weights[_CAPITAL] == 1


def _of_ministry(analysis: Analysis) -> bool:
    """Whether a ministry, and none of its offices in a region, is said to issue the own number."""
    own = best([c for c in analysis.numbers if c.role == "own"])
    if own is None:
        return False
    before = max(0, own.start - _SENTENCE)
    said = _MINISTRY_ISSUES.search(analysis.text, before, own.start)
    return said is not None and not any(
        said.start() <= region.start < said.end() for region in analysis.regions
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
