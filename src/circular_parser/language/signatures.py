"""Finds who signs: the closing block of a circular, the signing verbs of a report.

The block stands at the lower right: place and date, office (with a.n., u.b., Plt. ...), a gap
for the signature, name, rank (pangkat) and NIP (Permendagri 54/2009). Stamps and signatures
lie over it, so each line is told by its own form and not by its place in the count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Candidate, OfficeValue, SignatoryValue
from circular_parser.language.clauses import read_marker
from circular_parser.language.offices import OfficePatterns, read_office
from circular_parser.language.regions import Gazetteer
from circular_parser.language.sentences import quote

_EDGES = " \t|'\"“”‘’*#-—_=»«,;:()[]{}<>\\/~+&"
_NOISE_START = re.compile(r"^(?:[^A-Za-z]+|[A-Za-z]{1,2}\s+(?=[“\"'‘(|]))+")
# One or two letters of a stamp before a name; honorifics have their dots or are known.
_SCRAP = re.compile(r"(?!(?:IR|DR|HJ|KH|H|R|TB|ST)\b)[A-Z]{1,2}\s+(?=[A-Z]{3})")
_PUNCTUATION = re.compile(r"[\s.,]")
_WORD = re.compile(r"[A-Za-z][\w.'’-]*")
_PLACE_OR_DATE = re.compile(
    r"^\W{0,3}(?:ditetapkan|dikeluarkan|dibuat|pada\s+tanggal|tanggal)\b|\d{4}\s*$", re.IGNORECASE
)
_HONORIFIC = r"(?:Ir|Drs?|Dra|dr|Prof|H|Hi|Hj|KH|HM|TS|FX|R|St|Tgk|Ns)\b\.?"
_TOKEN = r"(?:(?:Moh|Muh|Mhd|Abd|Ach|Sy)\.|(?:[A-Z]\.){2,}|[A-Z]{1,2}\.(?:[A-Z]\w*)?|[A-Z][\w'’-]*)"
_DEGREES = (
    r"(?:,?\s(?:[SM]\.?(?:[A-Z]\.?){1,3}|[SM]\.[A-Z][a-z]+|S\.?STP|MSi|SSTP|Ph\.?D)(?![a-z])\.?)*"
)
_NAME = (
    rf"(?-i:(?:{_HONORIFIC}\s)*{_TOKEN}"
    rf"(?:(?:[ ]|\n(?!\n))(?:(?:bin|binti|van|al|el)\s)?{_TOKEN}){{0,5}}"
    rf"{_DEGREES}(?:,\s*(?:[SM]\.?[A-Z][\w.]*|SE|SH|MM|ST|MT))*(?:\s\([A-Z]{{2,4}}\))?)"
)
_NAME_RE = re.compile(_NAME)
_NAME_BEFORE = re.compile(
    rf"(?P<name>{_NAME})\s*(?:,|\bselaku\b)\s*(?:(?:selaku|yang|Plt\.?|Pj\.?)\s+)?$"
)
_APPOSITION = re.compile(r"(?:\s*\([^)]{1,20}\)|\))?(?:\s+RI\b)?\s*,?\s*")
# Bupati Rote Ndao (...), Provinsi Nusa Tenggara Timur, NAME: the province is only an address.
_ADDRESS = re.compile(r"(?:\s*\([^)]{1,20}\))?,?\s(?:Provinsi\s)?$")
# Sekda NAME atas nama Bupati menerbitkan: the verb is the signer's.
_BEHALF_BETWEEN = re.compile(r"^,?\s(?:atas nama|a\.n\.)\s[^,.;]{3,40}?,?(?=\sme)")
# NAME, Jumat (3/5/2024), menerbitkan: the day between a person and the verb.
_DAY = (
    r"(?:(?:pada )?(?:hari )?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)"
    r",? ?(?:\(\d[\d/]{2,9}\)|\d[\d/]{2,9}|\d{1,2} \w+ \d{4}),? )?"
)
_GOES_ON = re.compile(r"(?:dan|serta)\s", re.IGNORECASE)
# A copy is certified below the signature by another office.
_CERTIFIED = re.compile(r"salinan\b.{0,12}\bsesuai", re.IGNORECASE)
_MINISTER = re.compile(r"Men[a-z]+\b(?!.*\bJenderal)")
_SPACE = re.compile(r"\s*")
_SENTENCE_END = re.compile(r"\.(?:\s+[A-Z]|\s*$|\n)")
_RANK_LABEL = 12  # letters of a label such as Pangkat
_MOST_LEFT_OPEN = 20  # names behind a signing verb for which the report names no office
_GOVERNMENT = re.compile(
    r"\W{0,3}pemerintah\s+(?P<region>(?:provinsi|kabupaten|kota)\s.+)", re.IGNORECASE
)
_MAX_DAMAGE = 0.3
_MIN_DAMAGED = 6


@dataclass(slots=True)
class _Block:
    """What the lines of a signature block say, gathered from top to bottom."""

    behalf: list[Line] = field(default_factory=list)
    offices: list[list[Line]] = field(default_factory=list)
    name: list[Line] = field(default_factory=list)
    rank: str | None = None
    nip: str | None = None
    electronic: bool = False
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    maybe_names: list[Line] = field(default_factory=list)
    last_office_line: Line | None = None
    below_name: Line | None = None
    governments: list[str] = field(default_factory=list)


def find_signatories(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> list[Candidate[SignatoryValue]]:
    """Return who may have signed, the surest first."""
    if analysis.form == "circular":
        found = list(_of_block(analysis, patterns, gazetteer))
    else:
        found = list(_of_press(analysis, patterns))
    return sorted(found, key=lambda candidate: -candidate.score)


def _of_block(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> Iterator[Candidate[SignatoryValue]]:
    """Who signs by the closing block of a circular."""
    sections = list(analysis.of("signature"))
    if not sections:
        return
    lines = [line for section in sections for line in section.lines]
    block = _Block(governments=_governments(analysis))
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if _CERTIFIED.search(line.text):
            break
        _sort_line(line, following, block, patterns)
    for line in analysis.document.lines:
        if line.kind == "signature_notice":
            block.electronic = True
            block.places.setdefault("electronic", (line.start, line.end))
    _choose_name(block, patterns)
    if not block.name:
        block.name = _name_among_copies(analysis, patterns)
    offices = [
        read_office(
            _without_under(" ".join(line.text for line in run), patterns), patterns, gazetteer
        )
        for run in block.offices
    ]
    behalf, office = _chain(block, offices, patterns, gazetteer)
    if office is None and not block.name:
        return
    used = [line for run in block.offices for line in run] + block.name
    name, name_span = _name_text(block.name, patterns) if block.name else (None, None)
    start, end = name_span or (used[0].start, used[-1].end)
    warnings = () if name else (("unread_signatory", "the name over the signature was not read"),)
    value = SignatoryValue(name, office, behalf, block.rank, block.nip, block.electronic)
    places = dict(block.places)
    for run, its in zip(block.offices, offices, strict=True):
        if its is office:
            places["position"] = places["capacity"] = run[0].start, run[-1].end
    if behalf is not None:
        places["on_behalf_of"] = block.offices[0][0].start, block.offices[0][-1].end
    yield Candidate(start, end, value, "signatures.block", 0.9, "block", warnings, places=places)


def _sort_line(line: Line, following: Line | None, block: _Block, patterns: OfficePatterns) -> None:
    """Put one line of the block where it belongs."""
    text = line.text
    bare = text.strip(_EDGES)
    word = patterns.word
    if line.kind == "signature_notice" or word["electronic"].search(text):
        block.electronic = True
        block.places.setdefault("electronic", (line.start, line.end))
        return
    nip = word["nip"].search(text) or word["nip_bare"].match(text)
    if nip is not None:
        if block.nip is None:
            block.nip = quote(nip["digits"])
            start, end = nip.span("digits")
            block.places["nip"] = line.start + start, line.start + end
        block.below_name = block.below_name or line
    rank = word["rank"].search(bare)
    if rank is not None and rank.start() < _RANK_LABEL:
        if block.rank is None:
            block.rank = quote(rank[0]).strip(_EDGES + ".")
            start = line.start + text.find(block.rank)
            block.places["rank"] = start, start + len(block.rank)
        block.below_name = block.below_name or line
        return
    if nip is not None or _PLACE_OR_DATE.search(text):
        return
    behalf = patterns.prefix["behalf"].match(text)
    if behalf is not None:
        block.behalf.append(line)
        block.offices.append([line])
        block.last_office_line = line
        return
    under = patterns.prefix["under"].match(text)
    if under is not None:
        if under.end() < len(text) - 3:
            block.offices.append([line])
            block.last_office_line = line
        return
    if block.below_name is not None or (block.maybe_names and _has_degree(text, patterns)):
        block.maybe_names.append(line)
        return
    acting = patterns.prefix["acting"].match(text) is not None
    if acting or word["office"].match(text) or _damaged_office(bare, patterns):
        block.offices.append([line])
        block.last_office_line = line
    elif _goes_on_office(line, following, block, patterns):
        block.offices[-1].append(line)
        block.last_office_line = line
    else:
        block.maybe_names.append(line)


def _goes_on_office(
    line: Line, following: Line | None, block: _Block, patterns: OfficePatterns
) -> bool:
    """Whether a line goes on with the office above it, which its comma has not closed."""
    last = block.last_office_line
    if last is None or _has_degree(line.text, patterns):
        return False
    if any(name.start > last.start for name in block.maybe_names):
        return False
    if (last.page, last.block) != (line.page, line.block):
        return False
    of_office = patterns.word["not_a_name"].search(line.text) is not None or (
        line.confidence is not None and _near(line.text, block.governments)
    )
    if last.text.rstrip().endswith(","):
        # PERUSAHAAN MODAL VENTURA, / DAN LEMBAGA ...: a comma inside the title.
        return _GOES_ON.match(line.text) is not None
    head = patterns.word["head"].match(last.text.strip(_EDGES))
    if head is not None and last.text.strip(_EDGES)[head.end() :].strip():
        # BUPATI X is whole: only its own words go on, or what the comma ends.
        return of_office or line.text.rstrip().endswith(",")
    above_name_end = following is not None and (
        patterns.word["nip"].search(following.text) is not None
        or patterns.word["rank"].match(following.text.strip(_EDGES)) is not None
    )
    return of_office or not above_name_end


def _without_under(text: str, patterns: OfficePatterns) -> str:
    under = patterns.prefix["under"].match(text)
    return text[under.end() :] if under is not None else text


def _governments(analysis: Analysis) -> list[str]:
    """The regions whose government the letterhead names: KABUPATEN X below PEMERINTAH."""
    named = (
        _GOVERNMENT.match(line.text)
        for section in analysis.of("letterhead")
        for line in section.lines
    )
    return [_letters_of(match["region"]) for match in named if match is not None]


def _damaged_office(text: str, patterns: OfficePatterns) -> bool:
    """Whether a line is near to an office that a stamp or signature spoiled."""
    return _near(text, patterns.damaged)


def _near(text: str, known: list[str]) -> bool:
    """Whether *text* is one of *known* but for some letters."""
    folded = _letters_of(text)
    near = process.extractOne(
        folded, known, scorer=Levenshtein.normalized_distance, score_cutoff=_MAX_DAMAGE
    )
    return len(folded) >= _MIN_DAMAGED and near is not None


def _letters_of(text: str) -> str:
    return re.sub(r"[^a-z ]", "", text.casefold()).strip()


def _has_degree(text: str, patterns: OfficePatterns) -> bool:
    return patterns.degree.search(text) is not None


def _like_name(text: str, patterns: OfficePatterns) -> bool:
    """Whether a line has the form of a person's name."""
    bare = _NOISE_START.sub("", text).strip(_EDGES)
    words = _WORD.findall(bare)
    if not words or len(words) > 9 or len(bare) < 4:
        return False
    if patterns.word["not_a_name"].search(bare) and not _has_degree(bare, patterns):
        return False
    letters = sum(c.isalpha() for c in bare)
    # The points and commas of degrees are part of a name.
    plain = len(_PUNCTUATION.sub("", bare))
    if letters < 0.6 * plain or not any(len(w.strip(".")) >= 3 for w in words):
        return False
    capital: int = sum(w[:1].isupper() for w in words)
    return capital >= 0.7 * len(words)


def _choose_name(block: _Block, patterns: OfficePatterns) -> None:
    """Choose the line of the name: above rank or NIP, or with degrees, or the first fit."""
    likely = [line for line in block.maybe_names if _like_name(line.text, patterns)]
    if not likely:
        return
    anchor = block.below_name

    def worth(line: Line) -> tuple[float, int]:
        score = 0.0
        if _has_degree(line.text, patterns):
            score += 1.0
        if anchor is not None and line.start < anchor.start:
            gap = sum(1 for other in block.maybe_names if line.start < other.start < anchor.start)
            score += max(0.0, 0.8 - 0.3 * gap)
        if anchor is not None and line.start > anchor.start:
            score -= 0.6
        score += 0.5 * (line.confidence if line.confidence is not None else 1.0)
        words = _WORD.findall(line.text)
        score += 0.1 * min(len(words), 3) - 0.02 * len(_NOISE_START.findall(line.text))
        return score, -line.start

    best = max(likely, key=worth)
    block.name = [best]
    index = block.maybe_names.index(best)
    above = block.maybe_names[index - 1] if index else None
    below = block.maybe_names[index + 1] if index + 1 < len(block.maybe_names) else None
    if above is not None and _wraps(above, best, patterns):
        block.name = [above, best]
    elif below is not None and _wraps(best, below, patterns):
        block.name = [best, below]


def _name_among_copies(analysis: Analysis, patterns: OfficePatterns) -> list[Line]:
    """The line of a name with degrees that stands beside the list of copies."""
    for section in analysis.of("copies"):
        for line in section.lines:
            with_degree = _has_degree(line.text, patterns) and _like_name(line.text, patterns)
            of_office = patterns.word["not_a_name"].search(line.text) is not None
            if with_degree and not of_office and read_marker(line.text) is None:
                return [line]
    return []


def _wraps(first: Line, second: Line, patterns: OfficePatterns) -> bool:
    """Whether a name runs over two lines: the first without, the second with degrees."""
    return (
        (first.page, first.block) == (second.page, second.block)
        and _like_name(first.text, patterns)
        and _like_name(second.text, patterns)
        and not re.search(r",\s*\S+$", first.text.rstrip(" ,"))
        and _has_degree(second.text, patterns)
    )


def _name_text(lines: list[Line], patterns: OfficePatterns) -> tuple[str, tuple[int, int]]:
    """Return the printed name and its span, noise of stamps at its ends left out."""
    first = lines[0]
    text = first.text
    start = first.start
    noise = _NOISE_START.match(text)
    if noise is not None:
        start += noise.end()
    scrap = _SCRAP.match(text, start - first.start)
    if scrap is not None and first.confidence is not None:
        start = first.start + scrap.end()
    name = " ".join([first.text[start - first.start :], *(line.text for line in lines[1:])])
    stripped = quote(name).strip(_EDGES)
    reread = _second_reading(first, patterns) if len(lines) == 1 else None
    if reread is not None:
        return reread, (first.start, first.end)
    end = lines[-1].end - (len(name) - len(name.rstrip(_EDGES)))
    return stripped, (start, max(end, start + 1))


def _second_reading(line: Line, patterns: OfficePatterns) -> str | None:
    """The name as another engine read it, where the first reading is doubtful."""
    for reading in line.readings:
        better = reading.confidence > (line.confidence or 1.0)
        if better and _like_name(reading.text, patterns):
            return quote(reading.text).strip(_EDGES)
    return None


def _chain(
    block: _Block, offices: list[OfficeValue], patterns: OfficePatterns, gazetteer: Gazetteer
) -> tuple[OfficeValue | None, OfficeValue | None]:
    """Return the office on whose behalf, and the office of the person who signs."""
    if not offices:
        return None, None
    first_text = block.offices[0][0].text
    prefix = patterns.prefix["behalf"].match(first_text)
    if prefix is not None:
        rest = " ".join([first_text[prefix.end() :], *(x.text for x in block.offices[0][1:])])
        behalf = read_office(rest, patterns, gazetteer)
        return behalf, offices[-1] if len(offices) > 1 else None
    if len(offices) > 1 and offices[0].capacity != "definitive":
        # Plt. BUPATI X over WAKIL BUPATI: the position is the office acted for.
        return None, offices[0]
    if len(offices) > 1 and offices[0].head:
        second = block.offices[1][0].text
        if patterns.word["subordinate"].match(second):
            return offices[0], offices[-1]
    last = offices[-1]
    head = re.search(rf"{patterns.word['head'].pattern}.*$", first_text, re.IGNORECASE)
    if len(offices) > 1 and head is not None and patterns.word["subordinate"].match(last.title):
        return read_office(head[0], patterns, gazetteer), last
    return None, offices[0] if len(offices) == 1 else last


def _of_press(analysis: Analysis, patterns: OfficePatterns) -> Iterator[Candidate[SignatoryValue]]:
    """Names that stand beside an office in apposition, weighed by the verb near them."""
    text = analysis.text
    for office in analysis.offices:
        for start, end, name in _names_beside(analysis, office, patterns):
            weight, verb = _press_weight(text, office, start, end, patterns)
            if weight == 0.0:
                continue
            behalf = _reported_behalf(analysis, max(end, office.end), patterns)
            value = SignatoryValue(name, office.value, behalf.value if behalf else None)
            places = _places(office, behalf)
            # A head of region beside a name, without a verb that tells who signs.
            rule = f"signatures.{verb}" if verb != "named" else "signatures.named"
            yield Candidate(start, end, value, rule, weight, verb, places=places)
    yield from _signed_by_name(analysis, patterns)


def _reported_behalf(
    analysis: Analysis, at: int, patterns: OfficePatterns
) -> Candidate[OfficeValue] | None:
    """The office after ``atas nama`` behind a signer's name."""
    comma = re.compile(r"[,\s]*").match(analysis.text, at)
    match = patterns.press["behalf"][1].match(analysis.text, comma.end() if comma else at)
    if match is None:
        return None
    return next((o for o in analysis.offices if 0 <= o.start - match.end() <= 2), None)


def _places(
    office: Candidate[OfficeValue], behalf: Candidate[OfficeValue] | None = None
) -> dict[str, tuple[int, int]]:
    """Where a report names the signer's office and the one on whose behalf."""
    places = dict.fromkeys(("position", "capacity"), (office.start, office.end))
    if behalf is not None:
        places["on_behalf_of"] = behalf.start, behalf.end
    return places


def _signed_by_name(
    analysis: Analysis, patterns: OfficePatterns
) -> Iterator[Candidate[SignatoryValue]]:
    """``... yang ditandatangani oleh NAME``: the office is that of the circular named before.

    Without one it is left open; the report may give it where the name stands in full.
    """
    weight, pattern = patterns.press["signed_by"]
    taken = {office.start for office in analysis.offices}
    left_open = 0
    for verb in pattern.finditer(analysis.text):
        gap = _SPACE.match(analysis.text, verb.end())
        match = _NAME_RE.match(analysis.text, gap.end() if gap is not None else verb.end())
        if match is None or match.start() in taken or not _is_person(match[0], patterns):
            continue
        before = (
            o for o in reversed(analysis.offices) if o.role == "circular" and o.end <= verb.start()
        )
        office = next(before, None)
        left_open += office is None
        if left_open > _MOST_LEFT_OPEN:
            continue
        value = SignatoryValue(
            quote(match[0]).rstrip("."), office.value if office is not None else None
        )
        places = _places(office) if office is not None else {}
        yield Candidate(
            *match.span(), value, "signatures.signed_by", weight - 0.05, "signed_by", places=places
        )


def _names_beside(
    analysis: Analysis, office: Candidate[OfficeValue], patterns: OfficePatterns
) -> Iterator[tuple[int, int, str]]:
    text = analysis.text
    at = office.end
    near = (r for r in analysis.regions if 0 < r.start - office.end <= 40)
    at = next((r.end for r in near if _ADDRESS.fullmatch(text, office.end, r.start)), at)
    apposition = _APPOSITION.match(text, at)
    match = _NAME_RE.match(text, apposition.end() if apposition is not None else at)
    if match is not None:
        start, end = match.span()
        goes_on = patterns.headline.search(text, start, end)
        end = goes_on.start() if goes_on is not None else end
        if _SENTENCE_END.match(text, end - 1):
            end -= 1
        if _is_person(text[start:end], patterns):
            yield start, end, quote(text[start:end])
    window = max(0, office.start - 70)
    before = _NAME_BEFORE.search(text[window : office.start])
    if before is None or not _is_person(before["name"], patterns):
        return
    start, end = window + before.start("name"), window + before.end("name")
    # A headline: Sekolah di Kalimantan Tengah Libur, Gubernur ...; Bima may be a first name.
    place = any(r.start == start and " " in text[r.start : r.end] for r in analysis.regions)
    if not place:
        yield start, end, quote(before["name"])


def _is_person(name: str, patterns: OfficePatterns) -> bool:
    """Whether capitalised words beside an office are a person's name."""
    bare = name.strip(" ,.")
    if len(bare) < 3 or patterns.not_first_name.match(bare) or patterns.not_in_name.search(bare):
        return False
    return not bare.isupper() or re.match(r"[A-Z]{2}\s[A-Z][a-z]", bare) is not None


def _press_weight(
    text: str,
    office: Candidate[OfficeValue],
    start: int,
    end: int,
    patterns: OfficePatterns,
) -> tuple[float, str]:
    """How surely the person signed or issued, and the verb that tells it."""
    left = min(start, office.start)
    right = max(end, office.end)
    before = text[max(0, left - 110) : left]
    after = _BEHALF_BETWEEN.sub("", text[right : right + 120])[:90]
    press = patterns.press
    for verb in ("signed_by", "set_by"):
        weight, pattern = press[verb]
        if re.search(rf"(?:{pattern.pattern})\s*(?:\w+\W+)?$", before, re.IGNORECASE):
            return weight, verb
    weight, pattern = press["signs"]
    if re.match(rf"[\s,)]{{0,4}}(?:{pattern.pattern})", after, re.IGNORECASE):
        return weight, "signs"
    if office.role == "circular":
        return press["circular_of"][0], "circular_of"
    for verb in ("issues", "orders", "speaks"):
        weight, pattern = press[verb]
        if verb == "orders" and not (office.value.head or _MINISTER.match(office.value.title)):
            continue
        if re.match(
            rf"[\s,)]{{0,4}}(?:\([^)]*\),?\s*)?{_DAY}(?:{pattern.pattern})", after, re.IGNORECASE
        ):
            return weight, verb
    return (0.4, "named") if office.value.head else (0.0, "")
