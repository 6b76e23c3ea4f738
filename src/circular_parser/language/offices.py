"""Reads offices: title, level of government, region, and the capacity a post is held in.

``Plt. BUPATI JEPARA`` is the office Bupati Jepara in capacity ``plt``; a.n. and u.b.
(Permendagri 54/2009) belong to the signature, not to the office.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Candidate, OfficeValue, RegionValue
from circular_parser.language.body_titles import BodyTitles
from circular_parser.language.patterns import compile_pattern, load
from circular_parser.language.regions import Gazetteer
from circular_parser.language.sentences import quote
from circular_parser.record import Capacity, Level
from circular_parser.resources import ModelFile

_GOES_ON = re.compile(r"(?:REPUBLIK|DAN|WILAYAH)\s")
_MOST_NAME_LINES = 3
_TITLE_WORDS = re.compile(r"^.*?(?:EDARAN|INSTRUKSI|KEPUTUSAN|PENGUMUMAN|MAKLUMAT)\s*")
_NUMBER = re.compile(r"\s(?:N(?:omor|OMOR)\b|No\.\s?:)")
_BARE_SECRETARY = re.compile(r"sek(?:re|er)taris\s+daerah", re.IGNORECASE)
_AFTER_TITLE = re.compile(r"(?:NOMOR|TENTANG|NO)\b", re.IGNORECASE)
_REGION_LINE = re.compile(r"(?:PROVINSI|KABUPATEN|KOTA)\s")
# Perlu menetapkan Surat Edaran OFFICE tentang ..., Surat Edaran OFFICE ini: whose a letter is.
_DECLARED = re.compile(
    r"\b(?=[pS])"
    r"(?P<need>perlu\s(?:di(?:tetapk|keluark|terbitk)an|me(?:netapk|ngeluark|nerbitk)an)\s)?"
    r"Surat\sEdaran\s(?P<office>[A-Z][\w-]*(?:,?\s(?:dan\s)?[A-Z][\w-]*){0,10}?)"
    r"(?=\sini\b|(?(need)(?:\s(?:tentang|sebagai)\b|[,.;:])|\sini\b))"
)
# Looking for the region and the person beside an office takes a millisecond.
_MOST_OFFICES = 1_000
AD_INTERIM = re.compile(r"\s*\b(?:a\. ?i\.?|ad interim)$", re.IGNORECASE)
_INTERIM_BEHIND = re.compile(r",?\s\(?(?:ad\sinterim|a\.\s?i\.)\)?(?!\w)", re.IGNORECASE)
# Of two who issue together the first: BUPATI X DAN KEPALA KEPOLISIAN RESOR X.
_ANOTHER = re.compile(
    r"\s+(?:dan|bersama)\s+(?=(?:kepala|ketua|komandan|kapol\w+)\b)", re.IGNORECASE
)
_STAFF = 24  # characters of who works for an office
_SAID_BEFORE = 130  # characters before an office that tell whose circular it is
_NEAR = 22  # characters between an office and its region
_BEFORE_REGION = re.compile(
    r"\s*(?:\(\w+\)\s*)?(?:daerah\s+|pem(?:kab|kot?|prov|da)\s+)?(?:(?:kota|kabupaten|kab\.|provinsi|prov\.|daerah|of)\s*)?",
    re.IGNORECASE,
)
_ENGLISH_HEAD = re.compile(
    r"(?:\s(?:(?:City|Regency|Province)\s)?|(?P<signed>\b(?:signed|issued)\sby\sthe\s))"
    r"(?P<head>(?:Mayor|Regent|Governor|(?<=the\s)(?:mayor|regent|governor)"
    r"|(?:mayor|regent|governor)(?=\s[A-Z]))\b)(?!\sof\b)"
)
_ACTING = re.compile(r"\b[Aa]cting\s$")
_IN_BRACKETS = re.compile(r"\w\s\([^()]*\)")
# Instruksi Gubernur (Ingub) Daerah X: the short form of the document, not of the office.
_OF_DOCUMENT = re.compile(r"\((?:SE|In(?:gub|bup|wal)[a-z]*)\)\s*")
_EDGES = " \t\n.,;:|/\\'\"“”‘’*#-—_=»«()[]{}"


@dataclass(frozen=True)
class OfficePatterns:
    """The compiled patterns of ``offices.toml``."""

    capacity: dict[Capacity, re.Pattern[str]]
    prefix: dict[str, re.Pattern[str]]
    level: dict[Level, re.Pattern[str]]
    word: dict[str, re.Pattern[str]]
    agency: re.Pattern[str]
    government: re.Pattern[str]
    sender: re.Pattern[str]
    company: re.Pattern[str]
    field: re.Pattern[str]
    degree: re.Pattern[str]
    not_first_name: re.Pattern[str]
    not_in_name: re.Pattern[str]
    headline: re.Pattern[str]
    damaged: list[str]
    prose: re.Pattern[str]
    body: re.Pattern[str]
    issues: re.Pattern[str]
    reported: dict[str, re.Pattern[str]]
    press: dict[str, tuple[float, re.Pattern[str]]]
    titles: BodyTitles

    @classmethod
    def load(cls, path: ModelFile) -> OfficePatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        capacity = {cast(Capacity, n): p for n, p in data["capacity"].items()}
        acting = "|".join(capacity.values())
        return cls(
            capacity={n: compile_pattern(rf"\b{p}(?!\w)") for n, p in capacity.items()},
            prefix={n: compile_pattern(p) for n, p in data["prefix"].items()},
            level={cast(Level, n): compile_pattern(p) for n, p in data["office"].items()},
            word={n: compile_pattern(p) for n, p in data["word"].items()},
            agency=compile_pattern(data["letterhead"]["agency"]),
            government=compile_pattern(data["letterhead"]["government"]),
            sender=compile_pattern(data["letterhead"]["sender"]),
            company=compile_pattern(data["letterhead"]["company"]),
            field=compile_pattern(data["letterhead"]["field"]),
            degree=compile_pattern(rf"\b{data['name']['degree']}\.?(?!\w)"),
            not_first_name=compile_pattern(data["name"]["not_first"]),
            not_in_name=compile_pattern(data["name"]["not_inside"]),
            headline=compile_pattern(rf"(?<=\w){data['name']['headline']}"),
            damaged=data["damaged"]["offices"],
            prose=compile_pattern(
                # A search passes over all places where no word of an office begins.
                rf"(?-i:\b(?=[A-Zbgkpsw]))(?P<acting>(?:{acting}) )?"
                rf"(?P<office>{data['prose']['office']})"
            ),
            body=compile_pattern(data["prose"]["body"]),
            issues=compile_pattern(data["prose"]["issues"]),
            reported={n: compile_pattern(p) for n, p in data["reported"].items()},
            press={
                n: (float(e["weight"]), compile_pattern(e["pattern"]))
                for n, e in data["press"].items()
            },
            titles=BodyTitles.compile(data),
        )


def read_office(text: str, patterns: OfficePatterns, gazetteer: Gazetteer) -> OfficeValue:
    """Read an office from its words, Plt. and the like still before it."""
    capacity: Capacity = "definitive"
    title = quote(text).strip(_EDGES)
    prefix = patterns.prefix["acting"].match(title)
    if prefix is not None:
        capacity = capacity_of(prefix[0], patterns)
        title = title[prefix.end() :].strip(_EDGES)
    behind = patterns.prefix["acting_behind"].search(title)
    if behind is not None:
        capacity = capacity_of(behind[0], patterns)
        title = title[: behind.start()]
    interim = AD_INTERIM.search(title)
    if interim is not None:
        capacity = "ad_interim"
        title = title[: interim.start()]
    head = patterns.word["head"].match(title)
    another = _ANOTHER.search(title) if head is not None else None
    if another is not None:
        title = title[: another.start()]
    region = region_in(title, gazetteer)
    return OfficeValue(
        title,
        level_of(title, region, patterns),
        region,
        capacity,
        head is not None,
    )


def capacity_of(words: str, patterns: OfficePatterns) -> Capacity:
    """Return the capacity that *words* name, ``definitive`` if none."""
    for name, pattern in patterns.capacity.items():
        if pattern.search(words):
            return name
    return "definitive"


def level_of(title: str, region: RegionValue | None, patterns: OfficePatterns) -> Level | None:
    """Return the level of government of an office by its own words, else by its region."""
    for level, pattern in patterns.level.items():
        if pattern.search(title) and not (level in ("lembaga", "kementerian") and region):
            return level
    return region.level if region is not None else None


def region_in(text: str, gazetteer: Gazetteer) -> RegionValue | None:
    """Return the region that *text* names most surely, None where it names none."""
    found = [c for c in gazetteer.find(text) if c.role != "ambiguous"]
    return max(found, key=lambda c: c.score).value if found else None


def find_offices(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> list[Candidate[OfficeValue]]:
    """Return the offices that letterhead, title, head and running text name.

    Roles: ``letterhead``, ``title`` (``SURAT EDARAN BUPATI ...``), ``agency`` (a letterhead's
    Dinas, Kecamatan ...), ``government``, ``company``, ``sender`` (``Dari : ...``), ``declared``
    (``perlu menetapkan Surat Edaran Menteri X tentang``), ``circular``
    (prose: ``Surat Edaran Bupati X``), ``issuing`` (prose: ``Bupati X menerbitkan surat
    edaran``), ``body`` (prose: ``Dinas X menerbitkan surat edaran``), ``named``.
    """
    found: list[Candidate[OfficeValue]] = []
    if analysis.form == "circular":
        found.extend(_of_letterhead(analysis, patterns, gazetteer))
        found.extend(_of_title(analysis, patterns, gazetteer))
        found.extend(_of_sender(analysis, patterns, gazetteer))
        found.extend(_declared(analysis, patterns, gazetteer))
    else:
        told = [*_of_prose(analysis, patterns), *_in_english(analysis, patterns)]
        found.extend(sorted(told, key=lambda office: office.start))
    return found


def _of_letterhead(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> Iterator[Candidate[OfficeValue]]:
    """The offices, governments and agencies that the letterhead names."""
    for section in analysis.of("letterhead"):
        lines = section.lines
        for index, line in enumerate(lines):
            text = line.text.strip(_EDGES)
            if patterns.word["office"].match(text) and len(text.split()) <= 10:
                below = lines[index + 1 : index + 2]
                run = [line, *(x for x in below if _goes_on(text, x, patterns, gazetteer))]
                yield _candidate(analysis, run, "offices.letterhead", patterns, gazetteer)
            elif patterns.agency.match(text) or patterns.government.match(text):
                is_agency = patterns.agency.match(text) is not None
                rule = "offices.agency" if is_agency else "offices.government"
                below = _completing(lines, index, patterns)
                # What an emblem left before the name is no part of it.
                agency = patterns.agency.match(line.text)
                skip = agency.start("agency") if agency is not None else 0
                yield _candidate(analysis, [line, *below], rule, patterns, gazetteer, skip)
            elif patterns.company.search(text):
                yield _candidate(analysis, [line], "offices.company", patterns, gazetteer)


def _goes_on(office: str, below: Line, patterns: OfficePatterns, gazetteer: Gazetteer) -> bool:
    """Whether an office goes on below: SEKRETARIS DAERAH over PROVINSI X, BUPATI over X."""
    bare = _BARE_SECRETARY.fullmatch(office) is not None
    if (bare and _REGION_LINE.match(below.text)) or _GOES_ON.match(below.text):
        return True
    head = patterns.word["head"].fullmatch(office) is not None
    return head and any(
        c.start == 0 and c.end == len(below.text.rstrip()) for c in gazetteer.find(below.text)
    )


def _completing(lines: list[Line], index: int, patterns: OfficePatterns) -> list[Line]:
    """The lines below line *index* on which its agency's name goes on, its region the last."""
    run: list[Line] = []
    for above, below in pairwise(lines[index : index + 1 + _MOST_NAME_LINES]):
        if not _completes(above, below, patterns):
            break
        run.append(below)
        if _REGION_LINE.match(below.text):
            break
    return run


def _completes(line: Line, below: Line, patterns: OfficePatterns) -> bool:
    """Whether an agency's name goes on below.

    It does with its region, with more words of which such names are made, below a comma, and
    with all of a bare DIREKTORAT JENDERAL.
    """
    if _REGION_LINE.match(below.text) or _GOES_ON.match(below.text):
        return True
    letters = [c for c in below.text if c.isalpha()]
    if sum(c.isupper() for c in letters) <= 0.8 * len(letters):
        return False
    if patterns.agency.match(below.text) or patterns.government.match(below.text):
        return False
    bare = len(line.text.split()) <= 2 and line.text.upper().startswith("DIREKTORAT")
    if bare or line.text.rstrip().endswith(","):
        return True
    return patterns.field.match(below.text.title()) is not None


def _of_title(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> Iterator[Candidate[OfficeValue]]:
    """The office that the title names behind or below the type of the document."""
    for section in analysis.of("title"):
        for index, line in enumerate(section.lines):
            rest = _TITLE_WORDS.sub("", line.text)
            if re.match(r"(?:NOMOR|TENTANG)\b", line.text, re.IGNORECASE):
                break
            national = patterns.level["lembaga"].match(rest) or patterns.level["kementerian"].match(
                rest
            )
            if patterns.word["office"].match(rest) or (rest and national):
                run = [line]
                for below in section.lines[index + 1 :]:
                    if _AFTER_TITLE.match(below.text):
                        break
                    run.append(below)
                skip = len(line.text) - len(rest)
                yield _candidate(analysis, run, "offices.title", patterns, gazetteer, skip)
                return


def _of_sender(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> Iterator[Candidate[OfficeValue]]:
    """The office that the head of a nota dinas names behind ``Dari``."""
    for section in analysis.of("head"):
        for line in section.lines:
            label = patterns.sender.match(line.text)
            if label is not None and patterns.word["office"].match(line.text[label.end() :]):
                yield _candidate(
                    analysis, [line], "offices.sender", patterns, gazetteer, label.end()
                )


def _declared(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> Iterator[Candidate[OfficeValue]]:
    """The office whose circular a letter says that it is."""
    for section in analysis.of("body"):
        for said in _DECLARED.finditer(analysis.text, section.start, section.end):
            if patterns.word["office"].match(said["office"]):
                start, end = said.span("office")
                office = read_office(said["office"], patterns, gazetteer)
                yield Candidate(start, end, office, "offices.declared", 0.7, "declared")
                return


def _candidate(
    analysis: Analysis,
    lines: list[Line],
    rule: str,
    patterns: OfficePatterns,
    gazetteer: Gazetteer,
    skip: int = 0,
) -> Candidate[OfficeValue]:
    start, end = lines[0].start + skip, lines[-1].end
    number = _NUMBER.search(analysis.text, start, end) if rule == "offices.title" else None
    end = number.start() if number is not None else end
    office = read_office(analysis.text[start:end], patterns, gazetteer)
    return Candidate(start, end, office, rule, 0.8, rule.removeprefix("offices."))


def _of_prose(analysis: Analysis, patterns: OfficePatterns) -> Iterator[Candidate[OfficeValue]]:
    """The offices of a report's running text; whose circular it is, where that is said."""
    text = analysis.text
    places = [region.start for region in analysis.regions]
    for count, match in enumerate(patterns.prose.finditer(text)):
        if count == _MOST_OFFICES:
            message = f"only the first {_MOST_OFFICES} offices of the text were looked at"
            analysis.warnings.append(("many_offices", message, None))
            return
        start, end = match.span("office")
        if _IN_BRACKETS.fullmatch(text, start - 3, end + 1):
            continue  # Menteri Dalam Negeri (Mendagri): the same office again
        if patterns.reported["staff"].search(text, max(0, match.start() - _STAFF), match.start()):
            continue  # Staf Ahli Menteri holds another
        national = patterns.word["national"].match(text[start:end]) is not None
        region = None if national else _region_behind(analysis, places, end)
        end = region.end if region is not None else end
        first = bisect_left(places, start)
        if region is None and first < len(places) and places[first] == start:
            region = analysis.regions[first]  # Gubri names office and region in one word
        title = quote(_OF_DOCUMENT.sub("", text[start:end]))
        # Pejabat is what one is only before the office: Pejabat Bupati.
        capacity = capacity_of(match[0], patterns) if match["acting"] else "definitive"
        interim = _INTERIM_BEHIND.match(text, end)
        if interim is not None:
            capacity, end = "ad_interim", interim.end()
        value_region = region.value if region is not None and region.role != "ambiguous" else None
        office = OfficeValue(
            title,
            level_of(title, value_region, patterns),
            value_region,
            capacity,
            patterns.word["head"].match(title) is not None,
        )
        before = text[max(0, match.start() - _SAID_BEFORE) : match.start()]
        rule, score = "offices.named", 0.5
        said = patterns.reported
        numbered = said["number"].match(text, end) is not None
        passive = said["passive"].search(before) and not said["named"].match(text, end)
        if (
            said["circular"].search(before)
            or passive
            or (numbered and said["letter"].search(before))
        ):
            rule, score = "offices.circular", 0.85
        elif patterns.issues.match(text, end):
            rule, score = "offices.issuing", 0.7
        role = rule.removeprefix("offices.")
        yield Candidate(match.start(), end, office, rule, score, role)
    yield from _issuing_bodies(analysis, patterns, places)


def _in_english(analysis: Analysis, patterns: OfficePatterns) -> Iterator[Candidate[OfficeValue]]:
    """``Ambon Mayor NAME``: the region is before; ``signed by the mayor``: it is elsewhere."""
    text = analysis.text
    ends = {region.end: region for region in analysis.regions}
    for count, match in enumerate(_ENGLISH_HEAD.finditer(text)):
        if count == _MOST_OFFICES:
            return
        level = level_of(match["head"], None, patterns)
        if match["signed"]:
            office = OfficeValue(match["head"].title(), level, head=True)
            yield Candidate(*match.span("head"), office, "offices.issuing", 0.7, "issuing")
            continue
        region = ends.get(match.start())
        if region is None or region.role == "ambiguous":
            continue
        title = quote(text[region.start : match.end()])
        acting = _ACTING.search(text, max(0, region.start - _NEAR), region.start) is not None
        capacity: Capacity = "plt" if acting else "definitive"
        office = OfficeValue(title, level, region.value, capacity, head=True)
        yield Candidate(region.start, match.end(), office, "offices.named", 0.5, "named")


def _issuing_bodies(
    analysis: Analysis, patterns: OfficePatterns, places: list[int]
) -> Iterator[Candidate[OfficeValue]]:
    """``Dinas Kesehatan Kota X menerbitkan surat edaran``: the body of a region, not its head."""
    text = analysis.text
    for count, match in enumerate(patterns.body.finditer(text)):
        if count == _MOST_OFFICES:
            return
        region = _region_behind(analysis, places, match.end())
        if region is None or region.role == "ambiguous":
            continue
        if patterns.issues.match(text, region.end) is None:
            continue
        title = quote(text[match.start() : region.end])
        office = OfficeValue(title, region.value.level, region.value)
        yield Candidate(match.start(), region.end, office, "offices.body", 0.7, "body")


def _region_behind(
    analysis: Analysis, places: list[int], end: int
) -> Candidate[RegionValue] | None:
    """The region that an office's title, up to *end*, goes on with; *places* are their starts."""
    following = bisect_left(places, end)
    region = analysis.regions[following] if following < len(places) else None
    if region is None or region.start - end >= _NEAR:
        return None
    joined = _BEFORE_REGION.fullmatch(analysis.text, end, region.start)
    return region if joined is not None else None
