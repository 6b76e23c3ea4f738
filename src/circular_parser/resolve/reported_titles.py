"""Words the titles of offices as a report prints them: whole, with their region, spelled right."""

from __future__ import annotations

import re

from circular_parser.language.analysis import Analysis, Candidate, OfficeValue, RegionValue
from circular_parser.language.distinct_items import abbreviates
from circular_parser.resolve.parties import NATIONAL, NO_REGION, bare_name

_SECRETARY_SHORT = re.compile(r"(?:Sekda|Sekretaris Daerah)$")


def region_of(
    analysis: Analysis, office: OfficeValue, main: Candidate[RegionValue] | None
) -> RegionValue | None:
    """The region of an office in a report; a national body has none.

    A governor whose region is not printed beside him governs the province of the report's.
    """
    if office.level in NATIONAL or NO_REGION.match(office.title):
        return None
    if office.region is None and main is not None and office.head and office.level == "provinsi":
        provinces = (r.value for r in analysis.regions if r.value.code == main.value.code[:2])
        return next(provinces, main.value)
    return office.region or (main.value if main is not None else None)


def reported_title(analysis: Analysis, office: OfficeValue, region: RegionValue | None) -> str:
    """A title as a report prints it, its region completed or its spelling put right.

    ``Bupati`` alone becomes ``Bupati Muba`` where the report prints that somewhere, and gets
    its region otherwise; ``Walikota Bandarlampung`` the spaces that the name has in the
    gazetteer. ``Gubri`` becomes the fullest form that is printed; ``Gubernur Kaltara`` stays.
    """
    if region is None:
        return office.title
    if _SECRETARY_SHORT.match(office.title):
        return _spelled(_secretary_in_full(analysis, office, region), region)
    if office.region is None and not office.head:
        return _spelled(_unabbreviated(analysis, office, region), region)
    short = office.region is not None and " " not in office.title
    if office.head and (office.region is None or short):
        whole = [
            o.value.title
            for o in analysis.offices
            if o.value.level == office.level and o.value.head and o.value.region == region
        ]
        titles = [office.title, *whole] if short else whole
        # Surat edaran bupati itu: with its region it is a title, set with capitals.
        bare = office.title.title() if office.title.islower() else office.title
        return _spelled(max(titles or [f"{bare} {bare_name(region)}"], key=len), region)
    return _spelled(office.title, region)


def minister_in_full(analysis: Analysis, title: str) -> str:
    """``Mendagri`` as ``Menteri Dalam Negeri``, where the report prints that too."""
    short = re.sub(r"[^a-z]", "", title.casefold())
    if " " in title or not short.startswith("men"):
        return title
    titles = (o.value.title for o in analysis.offices if o.value.title.startswith("Menteri "))
    return next((t for t in titles if abbreviates(short, t.casefold())), title)


def _secretary_in_full(analysis: Analysis, office: OfficeValue, region: RegionValue) -> str:
    """``Sekda`` as ``Sekretaris Daerah Kota X``, where the report prints that too."""
    offices = (o.value for o in analysis.offices if o.value.region in (None, region))
    full = (o.title for o in offices if o.title.startswith("Sekretaris Daerah"))
    return max(full, key=len, default=_unabbreviated(analysis, office, region))


def _unabbreviated(analysis: Analysis, office: OfficeValue, region: RegionValue) -> str:
    """``Kepala Disdik`` as ``Kepala Dinas Pendidikan (Disdik) X``, where that is printed too."""
    named = f"({office.title.split()[-1]})"
    offices = (o.value for o in analysis.offices if o.value.region == region)
    return next((o.title for o in offices if named in o.title), office.title)


def _spelled(title: str, region: RegionValue) -> str:
    """*title* with the spaces that the gazetteer sets in the region's name."""
    name = bare_name(region)
    loose = r"[\s-]*".join(re.escape(c) for c in re.sub(r"[\s-]", "", name))
    return title if title.isupper() else re.sub(loose, name, title, flags=re.IGNORECASE)
