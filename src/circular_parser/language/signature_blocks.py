"""Finds who signs by the closing block of a circular.

The block stands at the lower right: place and date, office (with a.n., u.b., Plt. ...), a gap
for the signature, name, rank (pangkat) and NIP (Permendagri 54/2009). Stamps and signatures
lie over it, so each line is told by its own form and not by its place in the count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Candidate, OfficeValue, SignatoryValue
from circular_parser.language.clauses import read_marker
from circular_parser.language.expected_offices import ExpectedOffices, letters_of
from circular_parser.language.name_lines import (
    EDGES,
    NOISE_START,
    TWO_LETTERS,
    WORD,
    degrees_alone,
    goes_on_name,
    has_degree,
    like_name,
    name_text,
    one_word,
    wraps,
)
from circular_parser.language.offices import OfficePatterns, read_office
from circular_parser.language.regions import Gazetteer
from circular_parser.language.section_patterns import CERTIFIED
from circular_parser.language.sentences import quote

_PLACE_OR_DATE = re.compile(
    r"^\W{0,3}(?:ditetapkan|dikeluarkan|dibuat|pada\s+tanggal|tanggal)\b|\d{4}\s*$", re.IGNORECASE
)
# What goes on with a title behind its comma: no name has a "dan", and ends with a comma besides.
_GOES_ON = re.compile(r"(?:dan|serta|lembaga|perusahaan)\s|.+\bdan\b.+,\s*$", re.IGNORECASE)
# SEKRETARIS DAERAH / selaku Ketua ...: a duty held besides is no part of the position.
_BESIDES = re.compile(r"selaku\b", re.IGNORECASE)
_SURE = 0.85  # confidence of a line of print that was read well
_SURE_NAME = 0.9  # and of a name of one word
_HOPELESS = 0.6
_RANK_LABEL = 12  # letters of a label such as Pangkat
_TAKES_NOTE = re.compile(r"\W{0,3}(?:mengetahui|menyetujui)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """What the lines of a signature block say, gathered from top to bottom."""

    expected: ExpectedOffices
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
    restored: dict[int, str] = field(default_factory=dict)
    under_alone: bool = False
    # Offices printed before u.b., which another signs for.
    above_under: int = 0
    warnings: list[tuple[str, str]] = field(default_factory=list)


def find_in_block(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> Iterator[Candidate[SignatoryValue]]:
    """Who signs by the closing block of a circular."""
    sections = list(analysis.of("signature"))
    if not sections:
        return
    lines = [line for section in sections for line in section.lines]
    block = _Block(ExpectedOffices.of(analysis, patterns))
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if CERTIFIED.search(line.text) or _next_signatory(line, block, patterns):
            break
        _sort_line(line, following, block, patterns)
    for line in analysis.document.lines:
        if line.kind == "signature_notice":
            block.electronic = True
            block.places.setdefault("electronic", (line.start, line.end))
    _part_chain(block, patterns)
    _choose_name(block, patterns)
    if not block.name:
        block.name = _name_among_copies(analysis, patterns)
    printed = [[_printed(line, block) for line in run] for run in block.offices]
    offices = [
        read_office(_without_under(" ".join(lines), patterns), patterns, gazetteer)
        for lines in printed
    ]
    behalf, office = _chain(printed, offices, block.above_under, patterns, gazetteer)
    if office is None and behalf is None and not block.name:
        return
    used = [line for run in block.offices for line in run] + block.name
    name, name_span = name_text(block.name, patterns) if block.name else (None, None)
    start, end = name_span or (used[0].start, used[-1].end)
    if not name:
        block.warnings.append(("unread_signatory", "the name over the signature was not read"))
    value = SignatoryValue(name, office, behalf, block.rank, block.nip, block.electronic)
    places = dict(block.places)
    for run, its in zip(block.offices, offices, strict=True):
        if its is office:
            places["position"] = places["capacity"] = run[0].start, run[-1].end
    if behalf is not None:
        run = block.offices[_behalf_below(printed, patterns)]
        places["on_behalf_of"] = run[0].start, run[-1].end
    warnings = tuple(block.warnings)
    yield Candidate(start, end, value, "signatures.block", 0.9, "block", warnings, places=places)


def _next_signatory(line: Line, block: _Block, patterns: OfficePatterns) -> bool:
    """Whether *line*, an office below the name, opens the block of a second signatory.

    It ends with a comma, or the office before it did, which was no a.n. office alone. Who
    only takes note stands below ``Mengetahui``.
    """
    last = block.maybe_names[-1] if block.maybe_names else None
    if block.offices and last is not None and _TAKES_NOTE.match(line.text):
        return like_name(last.text, patterns)
    if not block.offices or last is None:
        return False
    chained = len(block.offices) == len(block.behalf)
    closed = not chained and block.offices[-1][-1].text.rstrip().endswith(",")
    return (
        (last.page, last.block) != (line.page, line.block)
        and (closed or line.text.rstrip().endswith(","))
        and patterns.word["office"].match(line.text) is not None
        and like_name(last.text, patterns)
        and not block.expected.says_stamp(last)
        and not _is_of_stamp(line, block, patterns)
    )


def _sort_line(line: Line, following: Line | None, block: _Block, patterns: OfficePatterns) -> None:
    """Put one line of the block where it belongs."""
    if not _below_the_name(line, block, patterns) and not _of_chain(line, block, patterns):
        _office_or_name(line, following, block, patterns)


def _below_the_name(line: Line, block: _Block, patterns: OfficePatterns) -> bool:
    """Whether *line* is notice, NIP, rank, day or mark of a signature, which *block* then has."""
    text = line.text
    bare = text.strip(EDGES)
    word = patterns.word
    if line.kind == "signature_notice" or word["electronic"].search(text):
        block.electronic = True
        block.places.setdefault("electronic", (line.start, line.end))
        return True
    nip = word["nip"].search(text) or word["nip_bare"].match(text)
    if nip is not None:
        if block.nip is None:
            block.nip = quote(nip["digits"])
            start, end = nip.span("digits")
            block.places["nip"] = line.start + start, line.start + end
        block.below_name = block.below_name or line
    rank = word["rank"].search(bare)
    if rank is not None and rank.start() < _RANK_LABEL and not word["ranked_name"].match(bare):
        if block.rank is None:
            block.rank = quote(rank[0]).strip(EDGES + ".")
            start = line.start + text.find(block.rank)
            block.places["rank"] = start, start + len(block.rank)
        block.below_name = block.below_name or line
        return True
    if nip is not None or _PLACE_OR_DATE.search(text):
        return True
    if word["signed"].match(text):
        block.last_office_line = None
        return True
    return False


def _of_chain(line: Line, block: _Block, patterns: OfficePatterns) -> bool:
    """Whether *line* has a.n., u.b. or a lone Plt., and stands in *block* now."""
    text = line.text
    if block.offices and patterns.prefix["acting_behind"].fullmatch(f" {text.strip(EDGES)}"):
        block.offices[-1].append(line)
        return True
    behalf = patterns.prefix["behalf"].match(text)
    if behalf is not None:
        block.behalf.append(line)
        block.offices.append([line])
        block.last_office_line = line
        restored = block.expected.restored_behind(text, behalf.end(), line)
        if restored is not None:
            block.restored[line.start] = restored
        return True
    under = patterns.prefix["under"].match(text)
    if under is not None:
        block.above_under = len(block.offices)
        if under.end() < len(text) - 3:
            block.offices.append([line])
            block.last_office_line = line
        else:
            block.under_alone = True
        return True
    return False


def _office_or_name(
    line: Line, following: Line | None, block: _Block, patterns: OfficePatterns
) -> None:
    """Put *line* with the offices or with what may be the name."""
    if block.below_name is not None or (block.maybe_names and has_degree(line.text, patterns)):
        block.maybe_names.append(line)
        return
    printed = block.expected.without_stamp(line)
    acting = patterns.prefix["acting"].match(printed)
    office = patterns.word["office"].match(printed)
    if _is_of_stamp(line, block, patterns):
        return
    if acting is not None:
        restored = block.expected.restored_behind(printed, acting.end(), line)
    else:
        restored = block.expected.restored(printed, line)
    if office and block.last_office_line is not None and _is_double(block.last_office_line):
        block.offices[-1].append(line)
        block.last_office_line = line
    elif acting is not None or office or restored is not None or block.under_alone:
        block.offices.append([line])
        block.last_office_line = line
        block.under_alone = False
        if restored is not None:
            block.restored[line.start] = restored
    elif _goes_on_office(line, following, block, patterns):
        block.offices[-1].append(line)
        block.last_office_line = line
        region = block.expected.restored_region(line)
        if region is not None:
            block.restored[line.start] = region
    elif not _is_lost_office(line, block, patterns):
        block.maybe_names.append(line)


def _is_double(line: Line) -> bool:
    """Whether the office on *line* is one of two that its holder has: ``MENTERI X/ KEPALA Y``."""
    return line.text.rstrip().endswith("/")


def _goes_on_office(
    line: Line, following: Line | None, block: _Block, patterns: OfficePatterns
) -> bool:
    """Whether a line goes on with the office above it, which its comma has not closed."""
    last = block.last_office_line
    if last is None or has_degree(line.text, patterns) or _BESIDES.match(line.text):
        return False
    if any(name.start > last.start for name in block.maybe_names):
        return False
    if line.confidence is not None and TWO_LETTERS.search(line.text) is None:
        return False  # a scrap of a stamp or of a pen
    if (last.page, last.block) != (line.page, line.block):
        return False
    of_office = patterns.word["not_a_name"].search(line.text) is not None or (
        line.confidence is not None and block.expected.names_region(line.text)
    )
    if last.text.rstrip().endswith(","):
        # PERUSAHAAN MODAL VENTURA, / DAN LEMBAGA ...: a comma inside the title.
        return _GOES_ON.match(line.text) is not None
    if _is_guess(line) and not of_office:
        return False
    printed = last.text.strip(EDGES)
    acting = patterns.prefix["acting"].match(printed)
    head = patterns.word["head"].match(printed, acting.end() if acting is not None else 0)
    if head is not None and printed[head.end() :].strip():
        # BUPATI X is whole: only its own words go on, or what the comma ends.
        return of_office or line.text.rstrip().endswith(",")
    if following is None and not of_office and _ends_as_name(line, patterns):
        return False
    above_name_end = following is not None and (
        patterns.word["nip"].search(following.text) is not None
        or patterns.word["rank"].match(following.text.strip(EDGES)) is not None
    )
    return of_office or not above_name_end


def _is_lost_office(line: Line, block: _Block, patterns: OfficePatterns) -> bool:
    """Whether a stamp spoilt an office below another: no name, though it may have its form."""
    first = block.last_office_line is not None and not block.maybe_names
    if not first or not _is_guess(line) or has_degree(line.text, patterns):
        return False
    return _is_guess(line, _HOPELESS) or line.text.rstrip().endswith(",")


def _is_guess(line: Line, sure: float = _SURE) -> bool:
    return line.confidence is not None and line.confidence < sure


def _ends_as_name(line: Line, patterns: OfficePatterns) -> bool:
    """Whether the last line of a block that has no name yet reads like one."""
    words = WORD.findall(line.text)
    return (
        len(words) > 1
        and not line.text.rstrip().endswith(",")
        and like_name(line.text, patterns)
        and not any(patterns.field.match(word.title()) for word in words)
    )


def _part_chain(block: _Block, patterns: OfficePatterns) -> None:
    """Take the last line of an a.n. office alone for the signer's, ended by its comma.

    Who signs on behalf names the own office below, even where none of its words was read.
    """
    if len(block.offices) != 1 or len(block.offices[0]) < 2:
        return
    first, last = block.offices[0][0], block.offices[0][-1]
    if patterns.prefix["behalf"].match(first.text) and last.text.rstrip().endswith(","):
        block.offices = [block.offices[0][:-1], [last]]


def _without_under(text: str, patterns: OfficePatterns) -> str:
    under = patterns.prefix["under"].match(text)
    return text[under.end() :] if under is not None else text


def _is_of_stamp(line: Line, block: _Block, patterns: OfficePatterns) -> bool:
    """Whether a line below an office is one word of a stamp.

    The top of one says BUPATI, which stands above, with its region or alone; its middle has a
    word of the letterhead, of which letters may be lost.
    """
    bare = line.text.strip(EDGES)
    if line.confidence is None or not block.offices:
        return False
    if patterns.word["head"].fullmatch(bare) is not None:
        before = [other.text.casefold().strip(EDGES) for run in block.offices for other in run]
        return any(f"{bare.casefold()} " in f"{text} " for text in before)
    alone = " " not in bare and not line.text.rstrip().endswith(",")
    named = patterns.word["office"].match(line.text) is not None
    return alone and not named and block.expected.says_stamp(line)


def _printed(line: Line, block: _Block) -> str:
    """Return the text of a line of an office, as it was printed below the stamp."""
    text = block.expected.without_stamp(line)
    restored = block.restored.get(line.start)
    if restored is None and line.confidence is not None:
        restored = block.expected.respelt(text)
    if restored is None or letters_of(text) == letters_of(restored):
        return text
    block.warnings.append(("repaired_office", f"{text!r} was taken for {restored!r}"))
    return restored


def _choose_name(block: _Block, patterns: OfficePatterns) -> None:
    """Choose the line of the name: above rank or NIP, or with degrees, or the first fit."""
    likely = [
        line
        for line in block.maybe_names
        if like_name(line.text, patterns)
        and not degrees_alone(line.text, patterns)
        and not (_is_guess(line, _SURE_NAME) and one_word(line.text, patterns))
        and (has_degree(line.text, patterns) or not block.expected.says_stamp(line))
    ]
    if not likely:
        return
    anchor = block.below_name

    def worth(line: Line) -> tuple[float, int]:
        score = 0.0
        if has_degree(line.text, patterns):
            score += 1.0
        if anchor is not None and line.start < anchor.start:
            gap = sum(1 for other in block.maybe_names if line.start < other.start < anchor.start)
            score += max(0.0, 0.8 - 0.3 * gap)
        if anchor is not None and line.start > anchor.start:
            score -= 0.6
        score += 0.5 * (line.confidence if line.confidence is not None else 1.0)
        if block.offices and line.start < block.offices[0][0].start:
            score -= 0.5  # greetings stand above the office
        words = WORD.findall(line.text)
        score += 0.1 * min(len(words), 3) - 0.02 * len(NOISE_START.findall(line.text))
        return score, -line.start

    best = max(likely, key=worth)
    block.name = [best]
    index = block.maybe_names.index(best)
    above = block.maybe_names[index - 1] if index else None
    below = block.maybe_names[index + 1] if index + 1 < len(block.maybe_names) else None
    if above is not None and wraps(above, best, patterns):
        block.name = [above, best]
    elif below is not None and wraps(best, below, patterns):
        block.name = [best, below]
    elif below is not None and goes_on_name(best, below, patterns):
        rest = block.maybe_names[index + 2 : index + 3]
        block.name = [best, below, *(x for x in rest if degrees_alone(x.text, patterns))]


def _name_among_copies(analysis: Analysis, patterns: OfficePatterns) -> list[Line]:
    """The line of a name with degrees that stands beside the list of copies."""
    for section in analysis.of("copies"):
        for line in section.lines:
            with_degree = has_degree(line.text, patterns) and like_name(line.text, patterns)
            of_office = patterns.word["not_a_name"].search(line.text) is not None
            marker = read_marker(line.text)
            # H. NAME has the form of an item.
            if with_degree and not of_office and (marker is None or marker.style == "A."):
                return [line]
    return []


def _acted_for(offices: list[OfficeValue]) -> OfficeValue | None:
    """Return the office in which the last of *offices* signs.

    Plt. BUPATI X over WAKIL BUPATI: the position is the office acted for.
    """
    acting = (office for office in offices if office.capacity != "definitive")
    return next(acting, offices[-1] if offices else None)


def _behalf_below(printed: list[list[str]], patterns: OfficePatterns) -> int:
    """Which of the *printed* offices stands with a.n. below that of who signs; 0 where none."""
    behalf = patterns.prefix["behalf"]
    return next((i for i, run in enumerate(printed) if i and behalf.match(run[0])), 0)


def _chain(
    printed: list[list[str]],
    offices: list[OfficeValue],
    above_under: int,
    patterns: OfficePatterns,
    gazetteer: Gazetteer,
) -> tuple[OfficeValue | None, OfficeValue | None]:
    """Return the office on whose behalf, and the office of the person who signs.

    *printed* has the lines of each of the *offices*, *above_under* of which stand before u.b.
    """
    if not offices:
        return None, None
    first_text = printed[0][0]
    prefix = patterns.prefix["behalf"].match(first_text)
    if prefix is not None:
        rest = " ".join([first_text[prefix.end() :], *printed[0][1:]])
        behalf = read_office(rest, patterns, gazetteer)
        return behalf, _acted_for(offices[max(above_under, 1) :])
    below = _behalf_below(printed, patterns)
    if below:
        lines = printed[below]
        prefix = patterns.prefix["behalf"].match(lines[0])
        rest = " ".join([lines[0][prefix.end() if prefix else 0 :], *lines[1:]])
        return read_office(rest, patterns, gazetteer), _acted_for(offices[:below])
    if len(offices) > 1 and above_under == 0 and offices[0].capacity != "definitive":
        return None, _acted_for(offices)
    if len(offices) > 1 and offices[0].head:
        second = printed[1][0]
        if patterns.word["subordinate"].match(second):
            return offices[0], offices[-1]
    presiding = patterns.word["presiding"]
    besides = presiding.match(offices[-1].title) if offices[0].head else None
    if len(offices) > 1 and (besides or presiding.match(offices[0].title)):
        # Ketua of a task force, and the office that its holder has besides.
        return None, offices[0]
    last = offices[-1]
    head = re.search(rf"{patterns.word['head'].pattern}.*$", first_text, re.IGNORECASE)
    if len(offices) > 1 and head is not None and patterns.word["subordinate"].match(last.title):
        return read_office(head[0], patterns, gazetteer), last
    return None, offices[0] if len(offices) == 1 else last
