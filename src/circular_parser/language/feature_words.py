"""The words and phrases of ``features.toml``, which the trained models see in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from circular_parser.language.patterns import compile_lower, load
from circular_parser.resources import model_folder


@dataclass(frozen=True, slots=True)
class FeatureWords:
    """What is seen besides single words, in text in small letters.

    Attributes:
        empty: words of an obligation that tell nothing of its type.
        telling: small words that tell a retold rule from a report of facts.
        time, share, date: forms that do so, too.
        phrases: pattern and the one word for it, round lists of exempt units.
    """

    empty: frozenset[str]
    telling: frozenset[str]
    time: re.Pattern[str]
    share: re.Pattern[str]
    date: re.Pattern[str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]


@cache
def feature_words() -> FeatureWords:
    """Return those of the shipped model, which the shipped weights were trained with.

    Raises:
        ValueError: the file is malformed.
        OSError: it is missing.
    """
    data = load(model_folder() / "features.toml")
    retold = data["retellings"]
    return FeatureWords(
        empty=frozenset(data["obligations"]["empty"].split()),
        telling=frozenset(retold["telling"].split()),
        time=compile_lower(retold["time"]),
        share=compile_lower(retold["share"]),
        date=compile_lower(retold["date"]),
        phrases=tuple(
            (compile_lower(pattern), f" {word} ")
            for word, pattern in data["exempt_lists"]["phrases"].items()
        ),
    )
