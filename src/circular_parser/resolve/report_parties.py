"""Resolves who issues and who signs the circular that a report is about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    OfficeValue,
    RegionValue,
    SignatoryValue,
)
from circular_parser.language.distinct_items import abbreviates
from circular_parser.language.same_office import same_office
from circular_parser.language.signatures import MINISTER, SECRETARY
from circular_parser.record import Circular
from circular_parser.resolve.evidence import Trace, best
from circular_parser.resolve.main_region import main_region
from circular_parser.resolve.parties import (
    HEAD_OF_REGION,
    NATIONAL,
    NO_REGION,
    bare_name,
    set_issuer,
    set_signatory,
)

_SURE = 0.7
# Who says what a circular lays down.
_LAID_DOWN = ("lays_down", "said_laid_down")
_HEAD_TITLE = {"kota": "Wali Kota", "kabupaten": "Bupati", "provinsi": "Gubernur"}
# Kementerian Agama keluarkan Surat Edaran No.; a ministry's own offices stand in regions.
_MINISTRY_ISSUES = re.compile(
    r"(?<!Kantor )(?<!Wilayah )\b(?:Kemente?rian\s[A-Z]|Kemen[a-z]{2,}\b)[^.;\n]{0,60}?\s"
    r"(?:(?:me)?(?:ngeluarkan|nerbitkan|keluarkan|terbitkan)|melalui)\b(?:[^.;\n]|\b[Nn]o\.){0,160}$"
)
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
_SAYS = re.compile(
    r"\b(?:(?:kata|ujar|ucap|tutur|jelas|tegas|ungkap|terang|papar)(?:nya,?)?"
    r"|di(?:umumkan|sampaikan)(?:\slangsung)?\soleh)\s$",
    re.IGNORECASE,
)
_SAID = 30  # characters before a speaker in which the verb stands
_SENTENCE = 300
# Surat Edaran Nomor X tentang Perubahan Kedua atas Surat Edaran Bupati Y
_AMENDS = re.compile(
    r"\btentang\s(?:perubahan|perpanjangan)(?:\s\w+)?\satas\s(?:surat\sedaran|edaran|se)\s$",
    re.IGNORECASE,
)
_AMENDING = 60
# Tindak lanjut atas surat edaran yang diterbitkan Gubernur NAME: of the circular before it.
_FOLLOWED = re.compile(
    r"(?:tindak lanjut|menindak\s?lanjuti|mengikuti|menyusul|merujuk|mengacu)(?:\s\w+){0,3}\s"
    r"(?:surat\sedaran|edaran|se|instruksi)(?:\s\w+){0,2}\s*$",
    re.IGNORECASE,
)
# Bupati X NAME yang akrab disapa NICKNAME
_NICKNAMED = re.compile(
    r",?\s(?:(?:yang|atau|lebih|akrab|biasa|kerap|sering|karib|juga)\s){0,3}"
    r"(?:di(?:sapa|panggil|kenal)|alias)(?:\s(?:akrab|dengan|sebagai|nama|sapaan|panggilan)){0,3}\s"
    r"(?:(?:Pak|Bapak|Bu|Ibu|Bang|Kang|Gus|Mas)\s)?[“\"']?(?P<nickname>[A-Z][\w'’-]+)"
)
# From an office to the number of its circular: (Menag), Perhubungan Darat, RI Nomor :
_NUMBER_REACH = 60
_NEXT = re.compile(r"(?:[\s,(]+[A-Z][\w-]*\)?)*[\s,]*(?:[Nn]omor|[Nn]o\.?)?\s*:?\s*")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")


def resolve_report_parties(analysis: Analysis, record: Circular, trace: Trace) -> None:
    """Fill in issuer and signatory of the *record* of a circular that is reported on."""
    main = main_region(analysis, trace)
    signed = _reported_signatory(analysis, main, trace)
    issuing = _reported_office(analysis, signed, main, trace)
    if issuing is not None:
        office, candidate = issuing
        region = _region_of(office, main)
        title = _minister_in_full(analysis, _reported_title(analysis, office, region))
        set_issuer(record, trace, title, office.level, region, candidate)
    elif main is not None and _of_ministry(analysis):
        trace.decide("/issuer/region", main, False, "a ministry is said to issue the circular")
    elif main is not None:
        set_issuer(record, trace, None, main.value.level, main.value, main)
    if signed is None:
        signed = _head_of_region(analysis, record) or _minister(analysis, record)
        if signed is not None:
            signed = _called(analysis, signed.value.name or "") or signed
            reason = "inferred: the head of the region or the minister that issues"
            trace.decide("/signatory", signed, True, reason)
            trace.warn(
                "inferred_signatory",
                "the circular is said to be of the office, no verb says who signed",
                "/signatory/name",
            )
    if signed is not None:
        signed = _in_capacity(analysis, signed)
        set_signatory(signed, record, trace)
        position = signed.value.office
        if position is not None:
            title = _reported_title(analysis, position, _region_of(position, main))
            record.signatory.position = title


def _reported_signatory(
    analysis: Analysis, main: Candidate[RegionValue] | None, trace: Trace
) -> Candidate[SignatoryValue] | None:
    """Who is said to have signed or issued, unless it is a cited circular."""
    unplaced = None  # a signer for whom the report names no office
    for candidate in analysis.signatories:
        office = candidate.value.office
        national = office is not None and office.level in NATIONAL
        of_ministry = _numbered_by_ministry(analysis)
        president = office is not None and office.title.startswith("Presiden")
        if president and candidate.role in ("orders", "issues"):
            continue  # what a president decides is a decree, or said in public
        if candidate.role in ("orders", "issues", *_LAID_DOWN) and _is_of_another_head(
            analysis, candidate
        ):
            trace.decide("/signatory", candidate, False, "the number is of another head's circular")
            continue
        ordered = candidate.role in ("orders", *_LAID_DOWN)
        if ordered and (of_ministry if not national else main is not None):
            # What a minister asks of all is no circular of the region reported on, and what a
            # head of region asks because of a minister's circular makes that none of his.
            continue
        of_minister = candidate.role in ("signed_by", "set_by") and national and main is not None
        # Sesuai instruksi yang diteken Menteri NAME: cited beside a region's own.
        if of_minister and any(
            c.role in ("issues", "signs") and _of_region(c) for c in analysis.signatories
        ):
            reason = "a head of region is said to issue another"
            trace.decide("/signatory", candidate, False, reason)
            continue
        place = candidate.places.get("position")
        first = min(candidate.start, place[0]) if place is not None else candidate.start
        if candidate.role == "set_by" and _FOLLOWED.search(
            analysis.text, max(0, first - 90), first
        ):
            trace.decide("/signatory", candidate, False, "that circular is followed up")
            continue
        of_circular = candidate.role == "circular_of" and place is not None
        if of_circular and any(
            (o.start, o.end) == place and _cited(analysis, o) for o in analysis.offices
        ):
            trace.decide("/signatory", candidate, False, "the circular is cited, not reported")
            continue
        if candidate.score < _SURE:
            reason = f"no verb of signing or issuing governs the name: score under {_SURE}"
            trace.decide("/signatory", candidate, False, reason)
            break
        full = _named_in_full(analysis, candidate)
        if full.value.office is not None:
            trace.decide("/signatory", full, True, "the surest of those said to sign or issue")
            return full
        if candidate.role != "writes":
            unplaced = unplaced or full
    if unplaced is not None:
        trace.decide("/signatory", unplaced, True, "said to sign; no office of the name is known")
    return unplaced


def _of_region(candidate: Candidate[SignatoryValue]) -> bool:
    office = candidate.value.office
    return office is not None and office.head


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
        return _quoted_head(analysis, main, trace)
    trace.decide("/issuer/title", issuing, True, "the office is said to issue")
    return issuing.value, issuing


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


def _region_of(office: OfficeValue, main: Candidate[RegionValue] | None) -> RegionValue | None:
    """The region of an office in a report; a national body has none."""
    if office.level in NATIONAL or NO_REGION.match(office.title):
        return None
    return office.region or (main.value if main is not None else None)


def _named_in_full(
    analysis: Analysis, signed: Candidate[SignatoryValue]
) -> Candidate[SignatoryValue]:
    """The same signatory with the name as the report prints it in full elsewhere."""
    called = _called(analysis, signed.value.name or "")
    if called is not None:
        office, places = signed.value.office, signed.places
        value = replace(called.value, office=office or called.value.office)
        return replace(called, value=value, places=places or called.places, role=signed.role)
    words = set((signed.value.name or "").casefold().split())
    known = signed.value.office
    fuller = [
        c
        for c in analysis.signatories
        if words <= (full := set((c.value.name or "").casefold().split()))
        and c.value.office is not None
        and (known is None or (c.value.office.level == known.level and words != full))
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


def _called(analysis: Analysis, nickname: str) -> Candidate[SignatoryValue] | None:
    """Who is said to be called by *nickname*: ``Bupati X NAME yang akrab disapa NICKNAME``."""
    for candidate in analysis.signatories:
        said = _NICKNAMED.match(analysis.text, candidate.end)
        if said is not None and said["nickname"] == nickname:
            return candidate
    return None


def _in_capacity(
    analysis: Analysis, signed: Candidate[SignatoryValue]
) -> Candidate[SignatoryValue]:
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


def _reported_title(analysis: Analysis, office: OfficeValue, region: RegionValue | None) -> str:
    """A title as a report prints it, its region completed or its spelling put right.

    ``Bupati`` alone becomes ``Bupati Muba`` where the report prints that somewhere, and gets
    its region otherwise; ``Walikota Bandarlampung`` the spaces that the name has in the
    gazetteer. Of several printed forms the fullest is taken.
    """
    if region is None:
        return office.title
    if office.region is None and not office.head:
        return _spelled(_unabbreviated(analysis, office, region), region)
    short = (
        office.region is not None and bare_name(region).casefold() not in office.title.casefold()
    )
    if office.head and (office.region is None or short):
        whole = [
            o.value.title
            for o in analysis.offices
            if o.value.level == office.level and o.value.head and o.value.region == region
        ]
        titles = [office.title, *whole] if short else whole
        return _spelled(max(titles or [f"{office.title} {bare_name(region)}"], key=len), region)
    return _spelled(office.title, region)


def _unabbreviated(analysis: Analysis, office: OfficeValue, region: RegionValue) -> str:
    """``Kepala Disdik`` as ``Kepala Dinas Pendidikan (Disdik) X``, where that is printed too."""
    named = f"({office.title.split()[-1]})"
    offices = (o.value for o in analysis.offices if o.value.region == region)
    return next((o.title for o in offices if named in o.title), office.title)


def _minister_in_full(analysis: Analysis, title: str) -> str:
    """``Mendagri`` as ``Menteri Dalam Negeri``, where the report prints that too."""
    short = re.sub(r"[^a-z]", "", title.casefold())
    if " " in title or not short.startswith("men"):
        return title
    titles = (o.value.title for o in analysis.offices if o.value.title.startswith("Menteri "))
    return next((t for t in titles if abbreviates(short, t.casefold())), title)


def _spelled(title: str, region: RegionValue) -> str:
    """*title* with the spaces that the gazetteer sets in the region's name."""
    name = bare_name(region)
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
    for office in sorted(
        named, key=lambda c: c.value.region is None and not _numbered(analysis, c)
    ):
        region = office.value.region
        national = office.value.level in NATIONAL
        if (national or office.value.head or region is not None) and _numbered(analysis, office):
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


def _amends_its_own(
    analysis: Analysis, office: Candidate[OfficeValue], main: Candidate[RegionValue] | None
) -> bool:
    """Whether the circular amends one of *office*, the region's head, who then issues both."""
    if main is None or not office.value.head or office.value.region != main.value:
        return False
    before = analysis.text[max(0, office.start - _AMENDING) : office.start]
    return _AMENDS.search(before) is not None


def _is_of_another_head(analysis: Analysis, signed: Candidate[SignatoryValue]) -> bool:
    """Whether the own number stands right behind the office of a head of another level."""
    office = signed.value.office
    if office is None or not office.head:
        return False
    told_of = signed.role in _LAID_DOWN  # the circular named in what is said
    return any(
        o.value.head
        and o.value.level != office.level
        and (_numbered(analysis, o) or (told_of and abs(o.start - signed.end) < _SENTENCE))
        for o in analysis.offices
        if o.role == "circular"
    )


def _numbered(analysis: Analysis, office: Candidate[OfficeValue]) -> bool:
    """Whether the document's own number stands right behind *office*, whose it then is."""
    return any(_stands_behind(analysis, office, own) for own in _own_numbers(analysis))


def _stands_behind(
    analysis: Analysis, office: Candidate[OfficeValue], number: Candidate[str]
) -> bool:
    if not 0 <= number.start - office.end < _NUMBER_REACH:
        return False
    return _NEXT.fullmatch(analysis.text, office.end, number.start) is not None


def _own_numbers(analysis: Analysis) -> list[Candidate[str]]:
    """The document's own number wherever it is printed.

    Where a head of region's circular and a ministry's have one number, the ministry's is not it.
    """
    own = [c for c in analysis.numbers if c.role == "own"]
    surest = best(own)
    same = [c for c in own if surest is not None and c.value == surest.value]
    heads = [o for o in analysis.offices if o.role == "circular" and o.value.head]
    if any(_stands_behind(analysis, head, number) for head in heads for number in same):
        same = [c for c in same if c is surest or "issuer" not in c.places]
    return same


def _above_or_below(office: OfficeValue, region: RegionValue) -> bool:
    """Whether a head of region named without his region is none of *region*: its governor."""
    return office.head and office.level is not None and office.level != region.level


def _cited(analysis: Analysis, office: Candidate[OfficeValue]) -> bool:
    """Whether the circular that *office* issued is cited rather than reported."""
    following = [c for c in analysis.numbers if 0 <= c.start - office.end < 60]
    # Surat Edaran Bupati X yang mengacu pada Surat Edaran Menteri Y Nomor N: N is the minister's.
    if following and not any(
        office.end <= other.start < following[0].start for other in analysis.offices
    ):
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


def _of_ministry(analysis: Analysis) -> bool:
    """Whether a ministry, and none of its offices in a region, is said to issue the own number."""
    if _numbered_by_ministry(analysis):
        return True
    own = best([c for c in analysis.numbers if c.role == "own"])
    if own is None:
        return False
    before = max(0, own.start - _SENTENCE)
    said = _MINISTRY_ISSUES.search(analysis.text, before, own.start)
    return said is not None and not any(
        said.start() <= region.start < said.end() for region in analysis.regions
    )


def _numbered_by_ministry(analysis: Analysis) -> bool:
    """Whether the own number is named as a ministry's, not as that of its office in a region."""
    places = [own.places["issuer"] for own in _own_numbers(analysis) if "issuer" in own.places]
    return bool(places) and not any(
        start <= region.start < end for start, end in places for region in analysis.regions
    )


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


def _head_of_region(analysis: Analysis, record: Circular) -> Candidate[SignatoryValue] | None:
    """The head of the issuing region, or its secretary, where the text only names him as such."""
    if record.issuer.title is None or record.issuer.level not in _HEAD_TITLE:
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
