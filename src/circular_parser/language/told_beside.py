"""Tells whether words of a report stand right before or behind a person."""

from __future__ import annotations

import re

# NAME di Kudus, Jumat (3/5/2024), menerbitkan: place and day between a person and the verb.
_DAY = (
    r"(?:di (?-i:(?:[A-Z][\w'’-]+,? ){1,5}))?"
    r"(?:(?:pada )?(?:hari )?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)"
    r",?(?: ?\(\d[\d/]{2,9}\)| ?\d[\d/]{2,9}| \d{1,2} \w+ \d{4})?,? )?"
    r"(?:pada (?:tanggal )?\d{1,2} [a-z]+ \d{4},? )?"
)


def leads(words: re.Pattern[str], before: str) -> bool:
    """Whether *words* stand right before a person."""
    return any(not before[said.end() :].strip() for said in words.finditer(before))


def follows(verb: re.Pattern[str], after: str) -> bool:
    """Whether *verb* stands behind a person, at most a bracket, place and day between."""
    between = rf"[\s,)\]]{{0,4}}(?:\([^)]*\),?\s*)?{_DAY}"
    return re.match(rf"{between}(?:{verb.pattern})", after, re.IGNORECASE) is not None


def past_aside(aside: re.Pattern[str], after: str) -> str:
    """The words behind a person from the verb on, past where and to whom he speaks."""
    said = aside.match(after)
    return after[said.end() :] if said is not None else after
