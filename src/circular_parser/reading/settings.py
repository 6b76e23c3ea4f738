"""The patterns and words that reading takes from the model's data files, loaded once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from ..shipped_data import shipped_data

_SURELY_READ = 3  # letters of a month's name


@dataclass(frozen=True, slots=True)
class SignaturePatterns:
    """What the lines round a signature look like; ``glued`` minds case, the others do not."""

    closing: re.Pattern[str]
    signing: re.Pattern[str]
    office: re.Pattern[str]
    head: re.Pattern[str]
    under: re.Pattern[str]
    below_name: re.Pattern[str]
    electronic: re.Pattern[str]
    copies: re.Pattern[str]
    heading: re.Pattern[str]
    cover_sheet: re.Pattern[str]
    not_a_name: re.Pattern[str]
    begins: re.Pattern[str]
    glued: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ReadingPatterns:
    """What reading knows of the language; see ``models/circular_id/reading.toml``."""

    function_words: frozenset[str]
    other_languages: frozenset[str]
    scanner_marks: re.Pattern[str]
    page_number: re.Pattern[str]
    signature_notice: re.Pattern[str]
    number_label: re.Pattern[str]
    label_as_read: re.Pattern[str]
    number_rest: re.Pattern[str]
    title: re.Pattern[str]
    place_and_date: re.Pattern[str]
    left_column: re.Pattern[str]
    signature: SignaturePatterns
    labels: tuple[str, ...]
    no_labels: frozenset[str]


@functools.cache
def reading_patterns() -> ReadingPatterns:
    """Return the patterns.

    Raises:
        ModelError: the file is missing or malformed.
    """
    with shipped_data("reading.toml") as data:
        quality, kinds, typed = data["quality"], data["kinds"], data["typed_lines"]
        return ReadingPatterns(
            function_words=frozenset(quality["function_words"].split()),
            other_languages=frozenset(quality["other_languages"].split()),
            scanner_marks=_any_of(quality["scanner_marks"]),
            page_number=_any_of(kinds["page_number"]),
            signature_notice=_any_of(kinds["signature_notice"]),
            number_label=_any_of([typed["number_label"]]),
            label_as_read=_any_of([typed["label_as_read"]]),
            number_rest=_any_of([typed["number_rest"]]),
            title=_any_of([typed["title"]]),
            place_and_date=_any_of([_with_months(typed["place_and_date"])]),
            left_column=re.compile(data["text_columns"]["left"], re.IGNORECASE | re.MULTILINE),
            signature=_signature(data["signature_area"]),
            labels=tuple(data["misread_labels"]["labels"]),
            no_labels=frozenset(data["misread_labels"]["no_labels"].split()),
        )


@functools.cache
def month_names() -> frozenset[str]:
    """Return the names of the months and what they are cut to, in small letters.

    Raises:
        ModelError: the file is missing or malformed.
    """
    return _names("months")


@functools.cache
def weekday_words() -> frozenset[str]:
    """Return the words that name weekdays, in small letters; ``jum`` and ``at`` are two.

    Raises:
        ModelError: the file is missing or malformed.
    """
    return frozenset(word for name in _names("weekdays") for word in re.findall(r"\w+", name))


def _names(table: str) -> frozenset[str]:
    with shipped_data("dates.toml") as data:
        return frozenset(name for names in data[table].values() for name in names)


def _with_months(pattern: str) -> str:
    beginnings = sorted({name[:_SURELY_READ] for name in month_names()})
    return pattern.replace("{month}", f"(?:{'|'.join(beginnings)})")


def _signature(data: dict[str, str]) -> SignaturePatterns:
    patterns = {name: re.compile(data[name], re.IGNORECASE) for name in data if name != "glued"}
    return SignaturePatterns(**patterns, glued=re.compile(data["glued"]))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
