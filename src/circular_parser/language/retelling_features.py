"""What a trained model sees of a clause of a report, to tell whether it retells a rule.

The rules of :mod:`circular_parser.language.told_rules` know the words that bind; the
model weighs all words of a clause they do not take, its form and its place: *Siswa belajar
dari rumah* against *Siswa sudah lama belajar dari rumah*. How it was trained and how well it
does is told in ``models/retellings/README.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from circular_parser.language.duty_features import stems
from circular_parser.language.feature_words import feature_words

FILE = "retelling_weights.npz"
RULE = "rule"
_WORD = re.compile(r"[a-z]+|\d+")
_PREFIXES = ("me", "ber", "di", "ter")
_MAX_ACT = 20
_MAX_SUBJECT = 8
_BEHIND_VERB = 60  # characters
# A word counts less the farther behind the verb it stands.
_SHARES = (*[0.7] * 5, *[0.4] * (_MAX_ACT - 6))
_LENGTHS = ((6, "few"), (14, "some"), (28, "many"))  # words of the clause
_QUOTES = ('"', "“", "'")


@dataclass(frozen=True, slots=True)
class ReportClause:
    """A clause of a report as the model sees it, its texts in small letters.

    ``subject`` stands before the ``modal``, ``act`` begins with the main verb; ``sentence`` is
    the whole sentence and ``before`` what stands in it before the clause. ``place`` is the
    clause's among those of its sentence; ``introduced`` and ``attributed`` tell whether the
    sentence says before or behind who said it, ``issued`` whether it tells how the document
    came about, ``early`` whether it is one of the first of the report.
    """

    subject: str
    modal: str
    act: str
    sentence: str
    before: str
    shape: str
    cue: str
    force: str
    place: int
    bound: bool
    has_bearer: bool
    introduced: bool
    attributed: bool
    issued: bool
    early: bool


def features(clause: ReportClause) -> dict[str, float]:
    """Return the features of *clause* by name.

    ``v=`` is the main verb, ``w=`` a word behind it, ``s=`` one of the subject (``s0=`` its
    first), ``k=`` and ``j=`` small words before and behind the verb, ``o=`` how the sentence
    opens; all others are its form and place.
    """
    known = feature_words()
    acts = stems(clause.act)[:_MAX_ACT]
    subject = stems(clause.subject)
    found = {
        f"shape={clause.shape}": 1.0,
        f"cue={clause.cue}": 1.0,
        f"force={clause.force}": 0.5,
        f"length={_length(clause)}": 0.6,
        f"prefix={_prefix(clause.act)}": 1.0,
    }
    if acts:
        found[f"v={acts[0]}"] = 1.0
    for word, share in zip(acts[1:], _SHARES, strict=False):
        found.setdefault(f"w={word}", share)
    for word in subject[-_MAX_SUBJECT:]:
        found[f"s={word}"] = 0.6
    if subject:
        found[f"s0={subject[0]}"] = 0.6
    for word in known.telling.intersection(_WORD.findall(f"{clause.subject} {clause.modal}")):
        found[f"k={word}"] = 0.6
    for word in known.telling.intersection(_WORD.findall(clause.act[:_BEHIND_VERB])):
        found[f"j={word}"] = 0.5
    opening = _WORD.search(clause.sentence)
    if opening is not None:
        found[f"o={opening[0]}"] = 0.7
    told = f"{clause.subject}{clause.modal}{clause.act}"
    quoted = clause.sentence.startswith(_QUOTES) or any(q in clause.before for q in _QUOTES[:2])
    for name, value, shown in (
        ("bare", 1.0, not clause.subject.strip()),
        ("bound", 1.0, clause.bound),
        ("bearer", 0.7, clause.has_bearer and not clause.bound),
        ("time", 1.0, known.time.search(told)),
        ("share", 0.7, known.share.search(told)),
        ("date", 0.5, known.date.search(told)),
        ("issued", 1.0, clause.issued),
        ("later", 0.5, clause.place > 0),
        ("quoted", 0.7, quoted),
        ("introduced", 0.7, clause.introduced),
        ("attributed", 0.7, clause.attributed),
        ("early", 0.7, clause.early),
    ):
        if shown:
            found[name] = value
    return found


def _length(clause: ReportClause) -> str:
    words = len(f"{clause.subject} {clause.modal} {clause.act}".split())
    return next((name for limit, name in _LENGTHS if words < limit), "very many")


def _prefix(act: str) -> str:
    return next((prefix for prefix in _PREFIXES if act.startswith(prefix)), "none")
