"""Splits running text into sentences and cleans quoted spans.

Indonesian official prose is full of dots that end nothing (``a.n.``, ``Ir.``, ``No.``,
``s.d.``, ``1.``, ``800.1``): a full stop ends a sentence only before white space and an
upper-case letter or quote, and not after an abbreviation, an initial or a list marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Several fields ask for the sentences of the same clauses of one document.
_CACHE = 512
# It begins with the characters that may end a sentence, so that a search skips all others.
_STOP = re.compile(
    r"""[.!?\n](?:(?<=\n)\n+|(?<!\n)(?:"""
    r"""[.!?]*(?:["”’')\]]*(?=\s+["“”‘'(\[]{0,2}[A-Z0-9•])|["”’]*$)"""
    # Sentences set without a space between them, as careless news pages have them.
    r"""|(?<=[a-z]{3}[.!?])["”’]*(?=["“]?(?:[A-Z][a-z]|SE\s))))"""
)
# For text in small letters.
_ABBREVIATION = re.compile(
    r"(?:\b(?:(?<!\d\s)[a-z]|a\.n|u\.b|u\.p|s\.d|d\.a|a\.i|ir|drs|dra|dr|prof|hj|h|st|no|nomor|tgl|yth|sdr|sat|din|"
    r"plt|plh|pj|pjs|rs|rsj|rsu|prov|kab|kec|kel|jl|jln|telp|ext|hlm|dll|dsb|dkk|dst|pukul|ps|bin|tk|rt|(?<!rt/)rw|pt|cv|"
    r"nip|tmt|jan|feb|mar|apr|jun|jul|agu|agt|aug|sept?|okt|oct|nov|des|dec|kol|letkol|kombes|kapt|capt|moch|moh|muh|m\.si|s\.h|s\.sos|s\.pd|m\.pd|m\.m|s\.e|s\.ip|m\.kes|skm|"
    # "pejabat eselon II." ends a sentence, "II. Ketentuan" begins one.
    r"(?<!eselon\s)(?<!level\s)(?<!tahap\s)(?<!kelas\s)(?<!tingkat\s)[ivxlc]{1,5}|(?<!\d[.:,])(?<!-)(?:(?<=dan\s)|(?<=atau\s)|(?<=serta\s)|(?<![a-z]\s))\d{1,2}))\.$"
)
_LONG = 6  # letters: no abbreviation ends in so many
_LINE_ENDS = (*'.:;,?”"’)',)
_NUMBER_SPACES = re.compile(r"\s*([/.\-])\s*")
_COMMA_OF_YEAR = re.compile(r",(?=\stahun\s)", re.IGNORECASE)


@lru_cache(maxsize=_CACHE)
def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each sentence of ``text[start:end]``, white space trimmed off."""
    return tuple(_split(text, start, len(text) if end is None else end))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop[0].startswith(".") and _is_abbreviated(text, begin, stop):
            continue
        trimmed = trim(text, begin, stop.end())
        if trimmed is not None:
            yield trimmed
        begin = stop.end()
    trimmed = trim(text, begin, end)
    if trimmed is not None:
        yield trimmed


def _is_abbreviated(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether the full stop *stop* only ends an abbreviation, as before most it does not."""
    last = text[stop.start() - _LONG : stop.start()]
    if len(last) == _LONG and last.isalpha():
        return False
    words = text[max(begin, stop.end() - 12) : stop.start() + 1].lower()
    return _ABBREVIATION.search(words) is not None


def trim(text: str, start: int, end: int, also: str = "") -> tuple[int, int] | None:
    """Return the span without white space and the characters *also* at its ends."""
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return (start, end) if start < end else None


def headline(text: str, start: int, end: int) -> str | None:
    """Return the line that holds ``text[start:end]`` where no sentence ends it, else None.

    Such a line of a report is a headline or a caption.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)].rstrip()
    return None if line.endswith(_LINE_ENDS) else line


def quote(text: str) -> str:
    """Return *text* as a record quotes it: runs of white space made one space."""
    return " ".join(text.split())


def number_quote(text: str) -> str:
    """Return a document number as a record quotes it.

    No white space stands round ``/ . -``, no comma before Tahun.
    """
    return _COMMA_OF_YEAR.sub("", _NUMBER_SPACES.sub(r"\1", quote(text))).strip()
