"""Tells by its form whether a line of a closing block names a person, and what the name is."""

from __future__ import annotations

import re

from circular_parser.document import Line
from circular_parser.language.offices import AD_INTERIM, OfficePatterns
from circular_parser.language.sentences import quote

# What scans leave at the ends of a line.
EDGES = " \t|'\"“”‘’*#-—_=»«,;:()[]{}<>\\/~+&"
# Noise of a stamp, or the label of a form.
NOISE_START = re.compile(r"^(?:(?i:nama\s?:)|[^A-Za-z]+|[A-Za-z]{1,2}\s+(?=[“\"'‘(|]))+")
# One or two letters of a stamp before a name; honorifics have their dots or are known.
TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_SCRAP = re.compile(r"(?!(?:IR|DR|HJ|KH|H|R|TB|ST)\b)[A-Z]{1,2}\s+(?=[A-Z]{3})")
# The mark of a list, which stands before no name: the copies may reach into the block.
_LIST_MARK = re.compile(r"\W{0,2}\d{1,2}[.,)]\s")
_PUNCTUATION = re.compile(r"[\s.,]")
WORD = re.compile(r"[A-Za-z][\w.'’-]*")
# What ends the first line of a name; a stamp's line ends in its marks.
_NAME_END = re.compile(r"[\w.,’']\s*$")
# Degrees and joining words of names that are written small.
_SMALL_IN_NAMES = frozenset({"dr", "drg", "drh", "apt", "bin", "binti", "van", "al"})


def has_degree(text: str, patterns: OfficePatterns) -> bool:
    """Whether an academic degree or honorific stands in a line."""
    return patterns.degree.search(AD_INTERIM.sub("", text.rstrip(" ,"))) is not None


def degrees_alone(text: str, patterns: OfficePatterns) -> bool:
    """Whether nobody is named by a line, whose name a stamp may hide: ``S.H., M.A.P.``."""
    return has_degree(text, patterns) and TWO_LETTERS.search(patterns.degree.sub("", text)) is None


def one_word(text: str, patterns: OfficePatterns) -> bool:
    """Whether all but a word of a name are degrees: of a name in doubt the rest may be lost."""
    return len(re.findall(r"[^\W\d_]{3,}", patterns.degree.sub("", text))) < 2


def like_name(text: str, patterns: OfficePatterns) -> bool:
    """Whether a line has the form of a person's name."""
    bare = NOISE_START.sub("", text).strip(EDGES)
    words = WORD.findall(bare)
    if not words or len(words) > 9 or len(bare) < 4 or _LIST_MARK.match(text):
        return False
    if patterns.word["not_a_name"].search(bare) and not has_degree(bare, patterns):
        return False
    letters = sum(c.isalpha() for c in bare)
    # The points and commas of degrees are part of a name.
    plain = len(_PUNCTUATION.sub("", bare))
    if letters < 0.6 * plain or not any(len(w.strip(".")) >= 3 for w in words):
        return False
    capital: int = sum(w[:1].isupper() or w.strip(".") in _SMALL_IN_NAMES for w in words)
    return capital >= 0.7 * len(words)


def wraps(first: Line, second: Line, patterns: OfficePatterns) -> bool:
    """Whether a name runs over two lines: the first without, the second with degrees."""
    return (
        (first.page, first.block) == (second.page, second.block)
        # One word over a name is what a stamp says in its middle.
        and (first.confidence is None or len(WORD.findall(first.text)) > 1)
        and _NAME_END.search(first.text) is not None
        and like_name(first.text, patterns)
        and like_name(second.text, patterns)
        and not re.search(r",\s*\S+$", first.text.rstrip(" ,"))
        and has_degree(second.text, patterns)
    )


def goes_on_name(first: Line, second: Line, patterns: OfficePatterns) -> bool:
    """Whether a long name in capitals runs on: ``H. ANDI RAMLI / TAMMALELE,`` over degrees."""
    return (
        (first.page, first.block) == (second.page, second.block)
        and second.confidence is None
        and first.text.isupper()
        and second.text.isupper()
        and "," not in first.text
        and second.text.rstrip().endswith(",")
        and like_name(second.text, patterns)
    )


def name_text(lines: list[Line], patterns: OfficePatterns) -> tuple[str, tuple[int, int]]:
    """Return the printed name and its span, noise of stamps at its ends left out."""
    first = lines[0]
    text = first.text
    start = first.start
    noise = NOISE_START.match(text)
    if noise is not None:
        start += noise.end()
    scrap = _SCRAP.match(text, start - first.start)
    if scrap is not None and first.confidence is not None:
        start = first.start + scrap.end()
    name = " ".join([first.text[start - first.start :], *(line.text for line in lines[1:])])
    stripped = quote(name).strip(EDGES)
    if first.confidence is not None:
        stripped = _with_comma(stripped, patterns)
    reread = _second_reading(first, patterns) if len(lines) == 1 else None
    if reread is not None:
        return reread, (first.start, first.end)
    end = lines[-1].end - (len(name) - len(name.rstrip(EDGES)))
    return stripped, (start, max(end, start + 1))


def _with_comma(name: str, patterns: OfficePatterns) -> str:
    """Return a name that was recognised, with the comma before its degrees where none was seen."""
    if "," in name:
        return name
    for degree in patterns.degree.finditer(name):
        before, rest = name[: degree.start()], name[degree.start() :]
        if not re.search(r"\w", patterns.degree.sub("", rest)) and len(WORD.findall(before)) > 1:
            return f"{before.rstrip(' .')}, {rest}"
    return name


def _second_reading(line: Line, patterns: OfficePatterns) -> str | None:
    """The name as another engine read it, where the first reading is doubtful."""
    for reading in line.readings:
        better = reading.confidence > (line.confidence or 1.0)
        if better and like_name(reading.text, patterns):
            return _with_comma(quote(reading.text).strip(EDGES), patterns)
    return None
