"""Tells whether a report names one office twice, once by a short form (``Kadisdik``)."""

from __future__ import annotations

import re

from circular_parser.language.analysis import OfficeValue
from circular_parser.language.distinct_items import abbreviates

_BRACKET = re.compile(r"\s*\([^()]*\)")
_HEAD = re.compile(r"^(?:kepala\s|ka(?=dis|din|ban))")
_KIND = re.compile(r"\s(?:kota|kabupaten|kab\.|provinsi)\s?")


def same_office(one: OfficeValue, other: OfficeValue) -> bool:
    """Whether two heads of agencies are one: ``Kepala Dinas Pendidikan X`` and ``Kadisdik X``."""
    if one.region is not None and other.region is not None and one.region != other.region:
        return False
    short, full = sorted((_agency(one), _agency(other)), key=len)
    if not short or short == full:
        return bool(short)
    return " " not in short and " " in full and abbreviates(short, full)


def _agency(office: OfficeValue) -> str:
    """The agency that an office heads, without its region; empty where it heads none."""
    title = _BRACKET.sub("", office.title).casefold()
    head = _HEAD.match(title)
    if head is None:
        return ""
    agency = title[head.end() :]
    if office.region is not None:
        _, _, name = office.region.name.casefold().partition(" ")
        agency = agency.partition(f" {name}")[0]
    return _KIND.split(f" {agency} ")[0].strip()
