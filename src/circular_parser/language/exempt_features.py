"""What a trained model sees of a list of units, to tell whether they stay at work.

The patterns of ``exemptions.toml`` know where a list begins and ends and in which words it is
said. The model knows words only: those before and behind a list and in the sentences beside
it. How it was trained and how well it does is told in ``models/exempt_lists/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from circular_parser.language.feature_words import feature_words
from circular_parser.language.stems import stem

FILE = "exempt_weights.npz"
EXEMPT = "exempt"
Kind = Literal["agency", "service", "position"]
_WORD = re.compile(r"[a-z]+|\d+")
_SIDE = 16
_BESIDE = 24
# Words so near the list that they matter otherwise for officials than for services.
_NEXT = 4
# A sentence of so few words means what the one beside it says.
_FEW = 3
# A word counts less the farther from the list it stands.
_SHARES = (*[1.0] * 5, *[0.7] * 5, *[0.45] * (_SIDE - 10))


@dataclass(frozen=True, slots=True)
class ListInContext:
    """A list of *count* units in its sentence, in small letters, and the sentences beside it."""

    before: str
    after: str
    previous: str
    following: str
    count: int
    kind: Kind


def features(listed: ListInContext) -> dict[str, float]:
    """Return the features of *listed* by name.

    ``b=`` is a word before the list and ``a=`` one behind it, ``w=`` on either side, ``2=`` two
    words in a row, ``3=`` two with one between, ``b1=`` and ``a1=`` the words next to it, ``p=``
    and ``n=`` words of the sentences beside it. ``pb=``, ``sb=``, ``ab=`` (and ``pa=`` ...) are
    words close to positions, services and agencies.
    """
    before, after = _stems(listed.before)[-_SIDE:], _stems(listed.after)[:_SIDE]
    found: dict[str, float] = {}
    for name, words in (("b", before[::-1]), ("a", after)):
        for word, share in zip(words, _SHARES, strict=False):
            found.setdefault(f"{name}={word}", 0.7 * share)
            found.setdefault(f"w={word}", share)
        found[f"{name}1={words[0] if words else ''}"] = 1.0
        found.update((f"{listed.kind[0]}{name}={word}", 0.6) for word in words[:_NEXT])
    for words in (before, after):
        found.update(("2=" + "_".join(pair), 0.7) for pair in pairwise(words))
        apart = zip(words, words[2:], strict=False)
        found.update(("3=" + "_".join(pair), 0.4) for pair in apart)
    share = 0.7 if len(before) + len(after) <= _FEW else 0.3
    found.update(_beside("p", _stems(listed.previous)[-_BESIDE:], share))
    found.update(_beside("n", _stems(listed.following)[:_BESIDE], share))
    found[f"kind={listed.kind}"] = 0.7
    found[f"count={min(listed.count, 3)}"] = 0.7
    return found


def _beside(name: str, words: list[str], share: float) -> Iterable[tuple[str, float]]:
    yield from ((f"{name}={word}", share) for word in words)
    yield from ((f"{name}2=" + "_".join(pair), share) for pair in pairwise(words))


def _stems(text: str) -> list[str]:
    for phrase, word in feature_words().phrases:
        text = phrase.sub(word, text)
    return [stem(word) for word in _WORD.findall(text) if not word.isdigit()]
