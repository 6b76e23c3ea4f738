"""What a trained model sees of a date in a report, to tell whether a measure applies from then.

The patterns of ``periods.toml`` know words that open a period and words that forbid it. The
model weighs all words round the dates, what these are of, and what the patterns say. How it was
trained and how well it does is told in ``models/period_dates/README.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from circular_parser.language.stems import stem

FILE = "period_weights.npz"
# What a date may be to the measure: its first day, its last, all of it, or none of these.
START, END, WHOLE, NONE = "start", "end", "whole", "none"
Form = Literal["day", "month", "range", "list", "windows"]
Age = Literal["long before", "before", "same", "after", "unknown"]
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|\d+|[,:()\"“”?]|@")
_NUMBER = "0"
_SIDE = 18
_BESIDE = 26
_NEXT = 3
_PAIRED = 7
# A word counts less the farther from the date it stands.
_SHARES = (*[1.0] * 5, *[0.7] * 5, *[0.4] * (_SIDE - 10))


@dataclass(frozen=True, slots=True)
class DatesInContext:
    """One date or several joined, in a sentence of a report, in small letters.

    Other dates of the sentence stand as ``@`` in ``before`` and ``after``; ``previous`` and
    ``following`` are the sentences beside it. ``role`` is what the dates were found to be of,
    ``age`` how they lie to the day of the report; ``opener`` names the pattern that opens a
    period there and ``as_end`` tells whether to its end. ``arranged`` and ``ordered`` tell whether
    the sentence has words of a measure, or of an order near the dates, ``named`` whether a
    measure is named before them; ``length`` how many days they are.
    """

    before: str
    after: str
    previous: str
    following: str
    form: Form
    role: str
    age: Age
    opener: str
    as_end: bool
    headline: bool
    arranged: bool
    ordered: bool
    named: bool
    length: str


def features(dates: DatesInContext) -> dict[str, float]:
    """Return the features of *dates* by name.

    ``b=`` is a word before the dates and ``a=`` one behind them, ``w=`` on either side, each
    without affixes; ``b0=`` ... ``a2=`` are the words next to them as they stand, ``2b=`` and
    ``2a=`` two in a row; ``p=`` and ``n=`` words of the sentences beside. All others are what
    the dates are and what the patterns say of them.
    """
    before, after = _words(dates.before)[-_SIDE:], _words(dates.after)[:_SIDE]
    found: dict[str, float] = {}
    for name, words in (("b", before[::-1]), ("a", after)):
        for word, share in zip(words, _SHARES, strict=False):
            plain = stem(word)
            found.setdefault(f"{name}={plain}", 0.8 * share)
            found.setdefault(f"w={plain}", 0.5 * share)
        found.update((f"{name}{place}={word}", 1.0) for place, word in enumerate(words[:_NEXT]))
        found.update((f"2{name}=" + "_".join(pair), 0.7) for pair in pairwise(words[:_PAIRED]))
        if not words:
            found[f"{name}0="] = 1.0
    found.update((f"p={stem(word)}", 0.3) for word in _words(dates.previous)[-_BESIDE:])
    found.update((f"n={stem(word)}", 0.3) for word in _words(dates.following)[:_BESIDE])
    said = f"{dates.opener}{'>' if dates.as_end else ''}"
    found[f"form={dates.form}"] = 1.0
    found[f"age={dates.age}"] = 1.0
    found[f"role={dates.role}"] = 1.0
    found[f"opener={said}"] = 1.5
    found[f"opened={bool(said)} {dates.as_end}"] = 1.5
    found[f"form={dates.form} age={dates.age}"] = 1.0
    found[f"form={dates.form} b0={before[-1] if before else ''}"] = 1.0
    found[f"arranged={dates.arranged} {dates.ordered}"] = 1.0
    found[f"named={dates.named} {dates.form}"] = 1.0
    found[f"length={dates.length}"] = 1.0
    if dates.headline:
        found["headline"] = 1.0
    return found


def _words(text: str) -> list[str]:
    return [_NUMBER if word.isdigit() else word for word in _WORD.findall(text)]
