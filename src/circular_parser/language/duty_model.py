"""A linear model of what an obligation is about: the words of a clause give types weights.

It knows words the patterns do not, and which words go together; how it was trained and how
well it does is told in ``models/duty_types/README.md``.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from circular_parser.resources import ModelFolder

_FILE = "duty_weights.json"
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z]+)?")
# Words that tell nothing of what is to be done.
_WORDS_WITHOUT_MEANING = """yang dan atau di ke dari pada untuk dengan dalam oleh agar supaya ini
    itu tersebut para setiap seluruh semua serta sebagai secara bagi akan dapat telah wajib harus
    diminta dilarang tidak boleh diperkenankan tetap selalu masing juga"""
_EMPTY = frozenset(_WORDS_WITHOUT_MEANING.split())
_PREFIXES = (
    ("meny", "s"), ("menge", ""), ("meng", ""), ("mem", ""), ("men", ""), ("me", ""),
    ("peny", "s"), ("penge", ""), ("peng", ""), ("pem", ""), ("pen", ""), ("per", ""), ("pe", ""),
    ("ber", ""), ("di", ""), ("ter", ""), ("se", ""),
)  # fmt: skip
_SUFFIXES = ("kan", "an", "i")
_PARTICLES = ("nya", "lah", "kah")
_LEAST_STEM = 4
_LONGEST_STEM = 7
_MAX_WORDS = 30
_MAX_SUBJECT = 14
_PAIRS = 8
# A word counts less the farther behind the verb it stands: the shares of the first words.
_SHARES = (*[1.0] * 6, *[0.6] * 6, *[0.35] * (_MAX_WORDS - 12))
_LENGTH = 3.0


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in small letters as the model sees it.

    ``act`` begins with the main verb, light verbs left out; ``subject`` stands before the
    modal and is what is acted on where the verb is ``passive``.
    """

    act: str
    subject: str
    light: bool
    passive: bool
    negative: bool


class DutyModel:
    """The trained weights, read from *folder* when first asked for."""

    def __init__(self, folder: ModelFolder) -> None:
        self._path = (folder / _FILE).layers[-1]
        self._types: list[str] = []
        self._bias: list[float] = []
        self._weights: dict[str, list[int]] = {}

    def log_shares(self, clause: Clause) -> dict[str, float]:
        """Return the logarithm of each type's probability.

        Raises:
            OSError: the weights cannot be read.
            ValueError: the file is malformed.
        """
        if not self._types:
            self._read()
        found = _unscaled(clause)
        scale = _scale(found) / 100
        totals = self._bias.copy()
        # A word speaks for four types on average: a few sums, no matrix.
        for name, value in found.items():
            pairs = self._weights.get(name)
            if pairs is not None:
                value *= scale
                for column, weight in zip(pairs[::2], pairs[1::2], strict=True):
                    totals[column] += value * weight
        most = max(totals)
        whole = most + math.log(sum(math.exp(total - most) for total in totals))
        return {name: total - whole for name, total in zip(self._types, totals, strict=True)}

    def _read(self) -> None:
        data = json.loads(self._path.read_text(encoding="utf-8"))
        try:
            bias, weights, types = data["bias"], data["weights"], data["types"]
        except KeyError as error:
            raise ValueError(f"{self._path.name}: no {error}") from error
        # A feature has the columns of types and its weights for them, in hundredths, in turn.
        self._weights = weights
        self._bias = [weight / 100 for weight in bias]
        self._types = types


def features(clause: Clause) -> dict[str, float]:
    """Return the features of *clause* by name, scaled to one length.

    ``v=`` is the main verb, ``w=`` a word at or behind it, ``b=`` two words in a row, ``s=``
    a word of the subject, ``n=`` the verb of a ban.
    """
    found = _unscaled(clause)
    scale = _scale(found)
    return {name: value * scale for name, value in found.items()}


def _scale(found: dict[str, float]) -> float:
    return _LENGTH / (math.hypot(*found.values()) or 1.0)


def _unscaled(clause: Clause) -> dict[str, float]:
    found: dict[str, float] = {}
    words = _stems(clause.act)[:_MAX_WORDS]
    subject = _stems(clause.subject)[-_MAX_SUBJECT:]
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


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text) if word not in _EMPTY]


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Return *word* without affixes, so that ``melaporkan`` and ``pelaporan`` are one.

    Only alike words need to become alike; the result need not be a root. Roots in k, p, t
    lose that letter, as they do behind ``me-``.
    """
    if len(word) <= _LEAST_STEM:
        return word
    if len(word) > 6 and word.endswith(_PARTICLES):
        word = word[:-3]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST_STEM:
            word = word[: -len(suffix)]
            break
    for prefix, instead in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) + len(instead) >= 3:
            word = instead + word[len(prefix) :]
            break
    word = word[:_LONGEST_STEM]
    if len(word) > 3 and word[0] in "kpt" and word[1] in "aeiou":
        return word[1:]
    return word
