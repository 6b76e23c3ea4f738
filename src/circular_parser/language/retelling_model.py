"""A linear model of which clauses of a report retell a rule of the document it is about.

The rules of :mod:`circular_parser.language.reported_duties` know the words that bind; this
model weighs all words of a clause they do not take, its form and its place: *Siswa belajar
dari rumah* against *Siswa sudah lama belajar dari rumah*. How it was trained and how well it
does is told in ``models/retellings/README.md``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from circular_parser.language.duty_model import stems
from circular_parser.language.linear_model import LinearModel
from circular_parser.resources import ModelFolder

FILE = "retelling_weights.json"
RULE = "rule"
_WORD = re.compile(r"[a-z]+|\d+")
# Words that stand before or right behind the verb and tell a rule from a report of facts.
_TELLING = """telah sudah akan bakal sedang masih pernah lalu tersebut itu ini kami kita saya ia
    dia karena sebab agar supaya tidak tak nggak gak bukan belum jangan tetap hanya cukup boleh
    bisa dapat harus wajib perlu bagi untuk selama mulai hingga sampai setiap seluruh semua para
    masing-masing kecuali sementara juga yakni yaitu sebelumnya merupakan adalah ada sebagai
    menurut sebanyak mencapai sejumlah salah selain namun kini saat nanti nantinya maksimal
    minimal paling secara melalui lewat dengan bersama oleh tahun kemarin tadi"""
_TELLING_WORDS = frozenset(_TELLING.split())
_PREFIXES = ("me", "ber", "di", "ter")
_TIME = re.compile(r"\b(?:pukul|jam|pkl)\b.{0,6}\d|\d[.:]\d\d")
_SHARE = re.compile(r"\d ?(?:persen|%)")
_DATE = re.compile(
    r"\b\d{1,2} (?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november"
    r"|desember)|\(\d"
)
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


class RetellingModel:
    """The trained weights, read from *folder* when first asked for."""

    def __init__(self, folder: ModelFolder) -> None:
        self._model = LinearModel(folder, FILE)

    def chance(self, clause: ReportClause) -> float:
        """Return the probability that *clause* retells a rule.

        Raises:
            OSError: the weights cannot be read.
            ValueError: the file is malformed.
        """
        return math.exp(self._model.log_shares(features(clause))[RULE])


@cache
def load_retelling_model(folder: ModelFolder) -> RetellingModel:
    """Return the model of *folder*, whose weights are read once."""
    return RetellingModel(folder)


def features(clause: ReportClause) -> dict[str, float]:
    """Return the features of *clause* by name.

    ``v=`` is the main verb, ``w=`` a word behind it, ``s=`` one of the subject (``s0=`` its
    first), ``k=`` and ``j=`` small words before and behind the verb, ``o=`` how the sentence
    opens; all others are its form and place.
    """
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
    for word in _TELLING_WORDS.intersection(_WORD.findall(f"{clause.subject} {clause.modal}")):
        found[f"k={word}"] = 0.6
    for word in _TELLING_WORDS.intersection(_WORD.findall(clause.act[:_BEHIND_VERB])):
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
        ("time", 1.0, _TIME.search(told)),
        ("share", 0.7, _SHARE.search(told)),
        ("date", 0.5, _DATE.search(told)),
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
