"""What the parties of letters and of reports share: how they stand in the record."""

from __future__ import annotations

import re
from typing import Any

from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    RegionValue,
    SignatoryValue,
)
from circular_parser.record import Circular, Issuer, Level, Signatory
from circular_parser.resolve.evidence import Trace

HEAD_OF_REGION = re.compile(r"(?:bupati|wali\s?kota|gubernur)\b", re.IGNORECASE)
# Heads of bodies that belong to no region.
NO_REGION = re.compile(
    r"(?:wakil )?(?:(?:rektor|dekan)\b|(?:ketua|panitera|sekretaris) (?:pengadilan|mahkamah)\b)",
    re.IGNORECASE,
)
# Levels of bodies that belong to no region.
NATIONAL: tuple[Level, ...] = ("kementerian", "lembaga")


def unambiguous(analysis: Analysis, trace: Trace) -> list[Candidate[RegionValue]]:
    """Return the regions named, those left out whose name several bear."""
    return trace.keep(
        "/issuer/region",
        analysis.regions,
        lambda c: c.role != "ambiguous",
        "several regions bear this name",
    )


def set_issuer(
    record: Circular,
    trace: Trace,
    title: str | None,
    level: Level | None,
    region: RegionValue | None,
    candidate: Candidate[Any],
) -> None:
    """Fill in the issuer of *record*, which rests on *candidate*."""
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


def set_signatory(
    signed: Candidate[SignatoryValue],
    record: Circular,
    trace: Trace,
    electronic: bool | None = None,
) -> None:
    """Fill in the signatory of *record*."""
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


def bare_name(region: RegionValue) -> str:
    """Return the name of *region* without Kota, Kabupaten or Provinsi."""
    return re.sub(r"^(?:Kota|Kabupaten|Provinsi)\s+", "", region.name)
