"""Finds the predicate of a clause: its modal, its main verb, and who is told to act.

Indonesian marks a rule by a modal (``wajib``, ``dilarang``, ``agar``), or, in a list of
orders, by the bare verb. Verbs are known by their prefixes (``me-``, ``ber-``, ``di-``);
the few nouns and prepositions that begin alike are listed in ``predicates.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from circular_parser.language.patterns import compile_lower, load, lowered
from circular_parser.record import Modality
from circular_parser.resources import ModelFolder

_CACHE = 1024
_WORDS_BEFORE = 60  # characters: longer than any run of words that makes a verb hang
_MAX_CLAUSE = 4000  # characters: what is longer was never one clause
_MAX_TOLD = 200  # characters: the longest list of those who are told
_DENIAL = re.compile(r"\b(?:tidak|tak)\s+$")
_PURPOSE = re.compile(r"\s*untuk\s+")


@dataclass(frozen=True, slots=True)
class Modal:
    """A way to lay a rule on someone.

    ``weak`` ones (``agar``, ``dapat``) may mean other things; ``addressed`` ones
    (``diminta``) name who is told behind them.
    """

    name: str
    modality: Modality
    weak: bool
    addressed: bool
    find: re.Pattern[str]


class Predicate(NamedTuple):
    """What a clause says is to be done; offsets in the text that was given.

    ``start`` is the modal, or the verb where there is no modal; ``verb`` the main verb
    behind modals and fillers. ``modal`` is None for a bare verb. ``bearer`` is who is
    addressed between modal and verb (``diminta kepada X untuk``).
    """

    start: int
    verb: int
    modal: Modal | None
    passive: bool
    negated: bool
    bearer: tuple[int, int] | None = None


class Predicates:
    """The patterns of ``predicates.toml``."""

    def __init__(self, folder: ModelFolder) -> None:
        data = load(folder / "predicates.toml")
        self._cached = lru_cache(maxsize=_CACHE)(self._find)
        cues = {name: _compile(find) for name, find in data["cues"].items()}
        # All the ways that a verb may go on need not be tried where a word has ended.
        self.verb = _compile(r"\b(?=[a-z])(?:" + data["cues"]["verb"] + r")\b")
        self.opener = cues["opener"]
        self.light = cues["light"]
        self._filler = cues["filler"]
        self._relative = cues["relative"]
        self._relative_modal = cues["relative_modal"]
        self._joint = cues["joint"]
        self._passive = cues["passive"]
        self._negation = cues["negation"]
        self._before_verb = cues["before_verb"]
        self._cleft = cues["cleft"]
        self._exception = cues["exception"]
        addressed = {name: _compile(find) for name, find in data["addressed"].items()}
        self._preface = addressed["preface"]
        self._link = addressed["link"]
        self._direct = addressed["direct"]
        self.modals = [
            Modal(
                m["name"],
                m["modality"],
                m.get("weak", False),
                m.get("addressed", False),
                _compile(m["find"]),
            )
            for m in data["modals"]
        ]
        self._told = cues["told"]
        self._order = Modal("told", "must", True, False, self._told)
        self.addressed = frozenset(m.name for m in self.modals if m.addressed)
        # Most clauses have no modal: one look spares them one for each. It begins with a set of
        # characters, so that a search passes over all places within words.
        any_modal = "|".join(m["find"] for m in data["modals"])
        self._modal_first = _compile(f"(?:{any_modal})")
        self._modal_behind = _compile(f"[^a-z0-9](?={any_modal})")

    def after_opener(self, text: str, start: int = 0, end: int | None = None) -> int:
        """Return where the rule begins behind ``Dalam rangka ...,``, ``Selama ...,``."""
        return self._after_opener(lowered(text), start, len(text) if end is None else end)

    def _after_opener(self, text: str, start: int, end: int) -> int:
        for _ in range(4):
            match = self.opener.search(text[start:end])
            if match is None or start + match.end() >= end:
                break
            if match[0].count("(") > match[0].count(")"):
                break  # the comma stands in brackets
            start += match.end()
        return start

    def find(self, text: str) -> Predicate | None:
        """Return the predicate of the clause *text*, None if it has neither modal nor verb."""
        return self._cached(lowered(text[:_MAX_CLAUSE]))

    def _find(self, text: str) -> Predicate | None:
        exception = self._exception.search(text)
        if exception is not None and exception.start():
            text = text[: exception.start()]
        body = self._after_opener(text, 0, len(text))
        if body:  # "Bagi pedagang, untuk tidak menaikkan harga"
            purpose = _PURPOSE.match(text, body)
            body = purpose.end() if purpose else body
        verb = self._first_verb(text, body)
        modal = self._first_modal(text, body, verb)
        if modal is None and verb is None:  # "Untuk memakai sabuk pengaman"
            lead = _PURPOSE.match(text)
            body = lead.end() if lead else 0
            verb = self._first_verb(text, body)
            modal = self._first_modal(text, body, verb)
        if modal is None and verb is None:
            cleft = self._cleft.search(text)
            verb = cleft.end() if cleft else None
        # Who is told to act stands before "untuk", and that before any modal and other verb.
        limit = modal[1].start() if modal is not None else len(text)
        limit = limit if verb is None else min(limit, verb)
        told = self._told.search(text, body) if limit > body else None
        if told is not None and body < told.start() and told.end() <= limit:
            return self._of_modal(text, self._order, told)
        if modal is not None:
            return self._of_modal(text, *modal)
        if verb is None:
            return None
        start = self._filler_start(text, verb)
        return Predicate(
            start,
            verb,
            None,
            self._passive.match(text, verb) is not None,
            self._negation.search(text, start, verb) is not None,
        )

    def _first_verb(self, text: str, body: int) -> int | None:
        """Offset of the first verb that does not hang on ``yang``, ``untuk``, ``selama``."""
        for match in self.verb.finditer(text, body):
            if match.start() == body or not self._hangs(self._relative, text, body, match.start()):
                return match.start()
        return None

    @staticmethod
    def _hangs(cue: re.Pattern[str], text: str, start: int, end: int) -> bool:
        """Tell whether *cue* stands right before *end*; only the last words are looked at."""
        return cue.search(text, max(start, end - _WORDS_BEFORE), end) is not None

    def _first_modal(
        self, text: str, body: int, verb: int | None
    ) -> tuple[Modal, re.Match[str]] | None:
        """Return the first modal, unless a verb of its own clause stands before it."""
        for start in self._modal_places(text, body):
            if not self._hangs(self._relative_modal, text, body, start):
                for modal in self.modals:
                    match = modal.find.match(text, start)
                    if match is not None and not self._comes_late(text, modal, match, verb):
                        return modal, match
        return None

    def _modal_places(self, text: str, body: int) -> Iterator[int]:
        if self._modal_first.match(text, body):
            yield body
        for place in self._modal_behind.finditer(text, body):
            yield place.end()

    def _comes_late(self, text: str, modal: Modal, match: re.Match[str], verb: int | None) -> bool:
        if verb is None or match.start() <= verb:
            return False
        if not modal.weak and " yang " in text[:verb]:
            return False  # "ASN yang dicalonkan menjadi ..., wajib": the verb is the clause's
        if self._joint.search(text, verb, match.start()):
            return True
        # "ASN yang ... melayani ... wajib" keeps its modal, "memastikan agar ..." its verb.
        return modal.weak and " yang " not in text[:verb]

    def _of_modal(self, text: str, modal: Modal, match: re.Match[str]) -> Predicate:
        verb = match.end()
        bearer = None
        # "tidak ditugaskan di kantor"
        denied = modal.addressed and self._hangs(_DENIAL, text, 0, match.start())
        if modal.addressed:
            verb, bearer = self._addressed(text, match.end())
        verb = self._skip_filler(text, verb)
        if bearer is None and (modal.addressed or modal.name == "order"):
            verb, bearer = self._told_behind(text, verb)
        return Predicate(
            match.start(),
            verb,
            modal,
            self._passive.match(text, verb) is not None,
            self._negation.search(text, match.end(), verb) is not None or denied,
            bearer,
        )

    def _addressed(self, text: str, offset: int) -> tuple[int, tuple[int, int] | None]:
        """Return where the rule goes on behind who is told, and who that is."""
        preface = self._preface.match(text, offset)
        begin = preface.end() if preface else offset
        while begin < len(text) and text[begin].isspace():
            begin += 1
        for pattern in (self._link, self._direct):
            match = pattern.match(text, begin)
            if match is not None and self._is_person(match["bearer"]):
                told = match["bearer"].strip()
                return match.end(), (begin, begin + len(told)) if told else None
        rest = text[begin:].strip(" :;.,")
        named = preface is not None and preface[0].strip()
        if preface is not None and preface["asked"] and self._first_verb(text, begin) is None:
            return preface.start("asked"), None  # "mengharap kehadiran Saudara pada rapat"
        if named and rest and self.verb.search(rest) is None:
            return len(text), (begin, begin + len(rest))  # "menghimbau kepada masyarakat:"
        return begin, None

    def _told_behind(self, text: str, offset: int) -> tuple[int, tuple[int, int] | None]:
        """Find who is told in ``agar Kepala Desa menyediakan``: what stands before the verb."""
        stop = re.search(r"[.;:]", text[offset : offset + _MAX_TOLD])
        end = offset + stop.start() if stop else min(len(text), offset + _MAX_TOLD)
        if self.verb.match(text, offset):
            return offset, None
        for match in self.verb.finditer(text, offset, end):
            if not self._hangs(self._relative, text, offset, match.start()):
                told = text[offset : self._filler_start(text, match.start())].strip()
                return match.start(), (offset, offset + len(told)) if told else None
        return offset, None

    def _is_person(self, text: str) -> bool:
        """Tell whether *text* can be who is told, and not the verb of the rule itself."""
        if re.search(r"\byang(?: akan| sedang| telah| sudah)?$", text.strip(), re.IGNORECASE):
            return False
        first = self.verb.search(text)
        return first is None or re.search(r"\b(?:yang|yg)\b", text[: first.start()]) is not None

    def _skip_filler(self, text: str, offset: int) -> int:
        while offset < len(text) and not text[offset].isalnum():
            offset += 1
        match = self._filler.match(text, offset)
        return match.end() if match else offset

    def _filler_start(self, text: str, verb: int) -> int:
        """Return where ``tetap``, ``tidak`` before the bare verb begin."""
        start = verb
        for _ in range(4):
            word = self._before_verb.search(text, max(0, start - _WORDS_BEFORE), start)
            if word is None:
                return start
            start = word.start()
        return start


def _compile(pattern: str) -> re.Pattern[str]:
    return compile_lower(pattern, any_space=True)


@cache
def load_predicates(folder: ModelFolder) -> Predicates:
    """Return the patterns of *folder*, read once.

    Raises:
        ValueError: ``predicates.toml`` is malformed.
        OSError: it cannot be read.
    """
    return Predicates(folder)
