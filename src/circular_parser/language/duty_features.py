"""What the trained model of obligation types sees of a clause: its words and runs of letters.

It knows words the patterns do not; how it was trained and how well it does is told in
``models/duty_types/README.md``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from circular_parser.language.feature_words import feature_words
from circular_parser.language.stems import stem

FILE = "duty_weights.npz"
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z]+)?")
_MAX_WORDS = 30
_MAX_SUBJECT = 14
_PAIRS = 8
_GRAM = 5  # letters; a word's ends count as blanks
_MAX_GRAMS_OF = 400  # characters of a clause
# A word counts less the farther behind the verb it stands: the shares of the first words.
_SHARES = (*[1.0] * 6, *[0.6] * 6, *[0.35] * (_MAX_WORDS - 12))


class Clause(NamedTuple):
    """A clause in small letters as the model sees it.

    ``text`` is all of it; ``act`` begins with the main verb, light verbs left out; ``subject``
    stands before the modal and is what is acted on where the verb is ``passive``.
    """

    text: str
    act: str
    subject: str
    light: bool
    passive: bool
    negative: bool


def features(clause: Clause) -> dict[str, float]:
    """Return the features of *clause* by name.

    ``v=`` is the main verb, ``w=`` a word at or behind it, ``b=`` two words in a row, ``s=``
    a word of the subject, ``n=`` the verb of a ban. What has no such mark is a run of letters of
    the whole clause, which knows unknown words by their parts. Both kinds weigh the same.
    """
    return {**_of_length_one(_words(clause)), **_of_length_one(_grams(clause.text))}


def _of_length_one(found: Mapping[str, float]) -> dict[str, float]:
    length = math.hypot(*found.values()) or 1.0
    return {name: value / length for name, value in found.items()}


def _grams(text: str) -> dict[str, float]:
    """Return the runs of letters within the words of *text* that mean something.

    Their values are by how often each is there.
    """
    empty = feature_words().empty
    grams: list[str] = []
    for word in _WORD.findall(text[:_MAX_GRAMS_OF]):
        if word not in empty:
            padded = f" {word} "
            grams += [padded[at : at + _GRAM] for at in range(max(len(padded) - _GRAM + 1, 1))]
    found = dict.fromkeys(grams, 1.0)
    if len(found) < len(grams):
        several = ((gram, count) for gram, count in Counter(grams).items() if count > 1)
        found.update((gram, 1.0 + math.log(count)) for gram, count in several)
    return found


def _words(clause: Clause) -> dict[str, float]:
    found: dict[str, float] = {}
    words = stems(clause.act)[:_MAX_WORDS]
    subject = stems(clause.subject)[-_MAX_SUBJECT:]
    for word, share in zip(words, _SHARES, strict=False):
        found.setdefault(f"w={word}", share)
    for pair in pairwise(words[: _PAIRS + 1]):
        found["b=" + "_".join(pair)] = 0.7
    for word in subject:
        found[f"s={word}"] = 0.5
        if clause.passive:
            found[f"w={word}"] = max(0.8, found.get(f"w={word}", 0.0))
    if words:
        found[f"v={words[0]}"] = 1.2
    if clause.negative:
        found["negative"] = 0.5
        found.update({f"n={word}": 0.5 for word in words[:1]})
    if clause.passive:
        found["passive"] = 1.0
    if clause.light:
        found["light"] = 0.5
    return found


def stems(text: str) -> list[str]:
    """Return the words of *text*, in small letters, that mean something, without affixes."""
    empty = feature_words().empty
    return [stem(word) for word in _WORD.findall(text) if word not in empty]
