"""Finds which office a report says issues the circular that it is about.

It is told as the circular's (*Surat Edaran Bupati X*), as that of who signs, or as who issues;
where only the government is told, its head who speaks for it stands for it.
"""

from __future__ import annotations

import re
from typing import Any

from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    OfficeValue,
    RegionValue,
    SignatoryValue,
)
from circular_parser.resolve.evidence import Trace
from circular_parser.resolve.number_holders import is_cited, is_numbered
from circular_parser.resolve.parties import NATIONAL

# Pemkot X mengeluarkan surat edaran, Kami menerbitkan surat edaran: no office is said to issue.
_GOVERNMENT = (
    r"(?:Pemko[tb]?|Pemkab|Pemprov|Pemda|Pemerintah\s(?:Kota|Kabupaten|Provinsi|Daerah))\b"
)
_GOVERNMENT_ISSUES = re.compile(
    rf"\b[Ee]daran\s(?:yang\s)?(?:dikeluarkan|diterbitkan)\s(?:oleh\s)?{_GOVERNMENT}|"
    rf"\b(?:{_GOVERNMENT}[^.;\n“”\"]{{0,120}}?\s"
    r"(?:me(?:ngeluarkan|nerbitkan|mbuat|rilis)|keluarkan|terbitkan|lewat|melalui)"
    r"|[Kk]ami\s(?:(?:telah|sudah|juga)\s)?me(?:ngeluarkan|nerbitkan|mbuat))\s(?:\w+\s){0,2}?"
    r"(?:[Ss]urat [Ee]daran|SE|[Ee]daran)\b(?!\s(?:\(SE\)\s)?(?:[Mm]en[a-z]|Kem|Presiden|Gubern))"
)
# Pemkab X menata loket melalui surat edaran Menteri Y: the government may have one of its own.
_GOVERNMENT_ACTS = re.compile(rf"\b{_GOVERNMENT}[^.;\n“”\"]{{0,120}}?\s(?:lewat|melalui)\s")
_SAYS = re.compile(
    r"\b(?:(?:kata|ujar|ucap|tutur|jelas|tegas|ungkap|terang|papar)(?:nya,?)?"
    r"|di(?:umumkan|sampaikan)(?:\slangsung)?\soleh)\s$",
    re.IGNORECASE,
)
_SAID = 30  # characters before a speaker in which the verb stands
# Surat Edaran Nomor X tentang Perubahan Kedua atas Surat Edaran Bupati Y
_AMENDS = re.compile(
    r"\btentang\s(?:perubahan|perpanjangan)(?:\s\w+)?\satas\s(?:surat\sedaran|edaran|se)\s$",
    re.IGNORECASE,
)
_AMENDING = 60
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")


def reported_issuer(
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
    circular = _office_told(analysis, main, "circular", trace)
    # A short form in running text (Surat Edaran Sekda) gives way to the office in full.
    if circular is not None and not (signs is not None and _is_short_for(circular.value, signs)):
        trace.decide("/issuer/title", circular, True, "the circular is said to be this office's")
        return circular.value, circular
    body = _body(analysis, signs, main)
    if body is not None:
        trace.decide("/issuer/title", body, True, "the body of a region is said to issue")
        return body.value, body
    if signed is not None and signs is not None:
        trace.decide("/issuer/title", signed, True, "the office of who signs")
        return signs, signed
    issuing = _office_told(analysis, main, "issuing", trace)
    if issuing is None:
        return _quoted_head(analysis, main, trace) or _only_cited(analysis, trace)
    trace.decide("/issuer/title", issuing, True, "the office is said to issue")
    return issuing.value, issuing


def _office_told(
    analysis: Analysis, main: Candidate[RegionValue] | None, role: str, trace: Trace
) -> Candidate[OfficeValue] | None:
    """The office of *role* (``Surat Edaran Bupati X``) whose circular is not a cited one."""
    named = trace.keep(
        "/issuer/title",
        [c for c in analysis.offices if c.role == role],
        lambda c: not is_cited(analysis, c),
        "its circular is cited, not reported",
    )
    for office in sorted(
        named, key=lambda c: c.value.region is None and not is_numbered(analysis, c)
    ):
        region = office.value.region
        national = office.value.level in NATIONAL
        if (national or office.value.head or region is not None) and is_numbered(analysis, office):
            return office
        if national and main is not None:
            trace.decide("/issuer/title", office, False, "national, but the report is of a region")
            continue
        if region is not None and main is not None and not _same_place(region, main.value):
            trace.decide("/issuer/title", office, False, "of another region than the report")
            continue
        if region is None and main is not None and _above_or_below(office.value, main.value):
            trace.decide("/issuer/title", office, False, "of another level than the region")
            continue
        return office
    return next((o for o in analysis.offices if _amends_its_own(analysis, o, main)), None)


def _body(
    analysis: Analysis, signs: OfficeValue | None, main: Candidate[RegionValue] | None
) -> Candidate[OfficeValue] | None:
    """The body said to issue, of the report's region; what a head of region signs is his."""
    if main is None or (signs is not None and (signs.head or signs.level != main.value.level)):
        return None
    bodies = (o for o in analysis.offices if o.role == "body" and o.value.region == main.value)
    return next(bodies, None)


def _quoted_head(
    analysis: Analysis, main: Candidate[RegionValue] | None, trace: Trace
) -> tuple[OfficeValue, Candidate[Any]] | None:
    """The head of the region whose government issues the circular, where he speaks for it."""
    if main is None or _GOVERNMENT_ISSUES.search(analysis.text) is None:
        return None
    for candidate in analysis.signatories:
        office, place = candidate.value.office, candidate.places.get("position")
        if office is None or place is None or not office.head or office.capacity != "definitive":
            continue
        if office.level != main.value.level or office.region not in (None, main.value):
            continue
        first = min(candidate.start, place[0])
        if candidate.role in ("speaks", "orders") or _SAYS.search(
            analysis.text, max(0, first - _SAID), first
        ):
            reason = "inferred: the government issues, its head speaks for it"
            trace.decide("/issuer/title", candidate, True, reason)
            trace.warn("inferred_issuer", "no office is said to issue", "/issuer/title")
            return office, candidate
    return None


def _only_cited(analysis: Analysis, trace: Trace) -> tuple[OfficeValue, Candidate[Any]] | None:
    """Whose circular is cited where the report tells of no other: ``mengacu edaran Bupati X``."""
    cited = [o for o in analysis.offices if o.role == "circular"]
    if not cited or len({o.value.title for o in cited}) != 1:
        return None
    own = any(number.role == "own" for number in analysis.numbers)
    if (own and not is_numbered(analysis, cited[0])) or _GOVERNMENT_ISSUES.search(analysis.text):
        return None
    if cited[0].value.level in NATIONAL and _GOVERNMENT_ACTS.search(analysis.text):
        return None
    reason = "inferred: the only circular told of is this office's, and it is cited"
    trace.decide("/issuer/title", cited[0], True, reason)
    trace.warn("inferred_issuer", "the only circular told of is cited", "/issuer/title")
    return cited[0].value, cited[0]


def _is_short_for(circular: OfficeValue, signs: OfficeValue) -> bool:
    """Whether the circular's office says no more than the signer's, or is another's short form."""
    if _by_initials(circular.title, signs.title):
        return True
    if circular.region is not None or circular.head:
        return False
    same = circular.level is not None and circular.level == signs.level
    return not (same and len(circular.title) > len(signs.title))


def _by_initials(short: str, full: str) -> bool:
    """Whether *short* names a body by the initials that *full* spells out: Kepala BKD X."""
    initials = "".join(word[0] for word in full.split())
    return any(word in initials for word in _ACRONYM.findall(short) if word not in full)


def _amends_its_own(
    analysis: Analysis, office: Candidate[OfficeValue], main: Candidate[RegionValue] | None
) -> bool:
    """Whether the circular amends one of *office*, the region's head, who then issues both."""
    if main is None or not office.value.head or office.value.region != main.value:
        return False
    before = analysis.text[max(0, office.start - _AMENDING) : office.start]
    return _AMENDS.search(before) is not None


def _above_or_below(office: OfficeValue, region: RegionValue) -> bool:
    """Whether a head of region named without his region is none of *region*: its governor."""
    return office.head and office.level is not None and office.level != region.level


def _same_place(one: RegionValue, other: RegionValue) -> bool:
    """Whether it is the same region, or both are kabupaten or kota of one province."""
    beside = one.code[:2] == other.code[:2] and "provinsi" not in (one.level, other.level)
    return one.code == other.code or beside
