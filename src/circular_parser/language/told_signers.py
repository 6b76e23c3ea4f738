"""Finds who signs where a report names the office elsewhere: by a pronoun or by the bare name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from circular_parser.language.analysis import Analysis, Candidate, OfficeValue, SignatoryValue
from circular_parser.language.offices import OfficePatterns
from circular_parser.language.person_names import (
    NAME,
    PERSON,
    is_introduced,
    is_person,
    is_short_for,
)
from circular_parser.language.sentences import quote, sentences

_CIRCULAR = re.compile(
    r"\b(?:[Ee]daran|[Mm]engedarkan\ssurat|SE|[Ii]nstruksi|[Mm]aklumat|[Ii]mbauan|[Hh]imbauan"
    r"|[Ss]eruan|[Pp]engumuman|[Ss]urat(?:nya)?\b(?!\s(?:bebas|izin|jalan|keterangan|tugas)\b))"
)
# How far back the person may stand of whom a pronoun speaks.
_SENTENCES_BACK, _REACH = 2, 600
_NAME_END = re.compile(rf"(?P<name>{NAME})(?:\s|,\s)$")
# NAME, orang nomor satu di X, mewajibkan: whom the words stand for.
_SET_OFF = re.compile(rf"(?P<name>{NAME}),\s(?:(?:selaku|sebagai|sang|yang(?:\sjuga)?)\s)?$")
# Pak Wali (NAME, red), Beliau, Pak NAME: somebody names who is above him.
_SOMEBODY = (
    r"\b(?:Pak|Bapak|Bu|Ibu|[Bb]eliau,?(?:\s(?:Pak|Bapak|Bu|Ibu))?)\s"
    r"(?:(?:Wali(?:\s?[Kk]ota)?|Bupati|Gubernur|Wako|Pl[ht]|Pjs?|Sekda)\b\.?,?\s"
    r"(?:(?:Pak|Bapak|Bu|Ibu)\s)?)?"
    rf"\(?(?P<name>{NAME})(?:,?\s?-?\s?red\.?)?\)?"
)
_TITLED = re.compile(rf"{_SOMEBODY},?\s$")
_BY_TITLED = re.compile(rf"\s(?:(?:langsung|sendiri|oleh)\s)*{_SOMEBODY}")
# "...", kata NAME: who speaks; NAME mengatakan.
_SPEAKER = re.compile(
    r"\b(?:kata|ujar|ucap|ungkap|jelas|tutur|tegas|terang|papar|imbuh|tambah|tandas|pungkas)"
    rf"\s(?:(?:Pak|Bapak|Bu|Ibu)\s)?(?P<name>{NAME})"
)
_SPEAKER_REACH = 900
# Who heads the region, wherever he was named.
_FIRST_CITIZEN = re.compile(r"orang (?:nomor|pertama)|kepala daerah", re.IGNORECASE)
# Behind a verb of saying that has no name: katanya, kata dia.
_BY_PRONOUN = re.compile(r"(?<=nya)|\s(?:d?ia|beliau)\b")
_NAME_REACH = 70
_WORD = re.compile(r"\b[A-Z][a-z]{3,}\b")
_MOST_VERBS = 50


@dataclass(frozen=True)
class NamedOffice:
    """An office and the person ``text[start:end]`` beside it, by name."""

    office: Candidate[OfficeValue]
    start: int
    end: int
    name: str

    @property
    def first(self) -> int:
        """Where the office or the name begins, whichever stands first."""
        return min(self.start, self.office.start)

    @property
    def last(self) -> int:
        """Where the later of the two ends."""
        return max(self.end, self.office.end)


def told_signers(
    analysis: Analysis, named: list[NamedOffice], patterns: OfficePatterns
) -> Iterator[tuple[NamedOffice, str, int]]:
    """Yield who is told to sign, the verb that tells it, and where its words end."""
    yield from _by_pronoun(analysis, named, patterns)
    yield from _by_short_name(analysis, named, patterns)


def _by_pronoun(
    analysis: Analysis, named: list[NamedOffice], patterns: OfficePatterns
) -> Iterator[tuple[NamedOffice, str, int]]:
    """``Bupati NAME menata loket. Langkah itu ia tuangkan dalam surat edaran``."""
    text = analysis.text
    spans = sentences(text)
    for verb, back in (("by_pronoun", _SENTENCES_BACK), ("by_suffix", _SENTENCES_BACK)):
        for act in analysis.words.finditer(patterns.press[verb][1], text):
            of_head = act.groupdict().get("by_head") is not None
            index = bisect_right(spans, act.start(), key=lambda span: span[0]) - 1
            if index < 0 or not _CIRCULAR.search(text, *spans[index]):
                continue
            if _in_quotation(text, act.start()):
                continue  # a speaker says it of somebody else
            name = act.groupdict().get("name")
            if name is not None:
                person = _person(name, named)
                if person is not None and person.office.value.head:
                    yield person, verb, act.end()
                continue
            if _FIRST_CITIZEN.match(act[0]):
                heads = [n for n in named if n.office.value.head and n.last <= act.start()]
                if len({n.name for n in heads}) == 1:
                    yield heads[0], verb, act.end()
                continue
            for start, end in reversed(spans[max(0, index - back) : index + 1]):
                if act.start() - start > _REACH:
                    break
                subject = _subjects(text, start, min(end, act.start()), named)
                if subject and (subject[0].office.value.head or not of_head):
                    if len({n.name for n in subject}) == 1:
                        yield subject[0], verb, act.end()
                    break


def _subjects(text: str, start: int, end: int, named: list[NamedOffice]) -> list[NamedOffice]:
    """Who is named in ``text[start:end]``: with his office, else by a part of the name alone."""
    beside = [n for n in named if start <= n.first and n.last <= end]
    if beside:
        return beside
    words = set(_WORD.findall(text, start, end))
    return [n for n in named if n.last <= end and words & set(_WORD.findall(n.name))]


def _by_short_name(
    analysis: Analysis, named: list[NamedOffice], patterns: OfficePatterns
) -> Iterator[tuple[NamedOffice, str, int]]:
    """``Wibisono menerbitkan surat edaran``: the name that stands elsewhere with an office."""
    text = analysis.text
    for count, verb in enumerate(patterns.press["by_name"][1].finditer(text)):
        if count == _MOST_VERBS:
            break
        match = _NAME_END.search(_before_adverbs(text, verb.start(), patterns))
        person = _person(match["name"], named) if match is not None else None
        if person is not None:
            yield person, "by_name", verb.end()
    for words in patterns.press["said_issued"][1].finditer(text):
        speaker = (
            _spoken_of(text, words.start(), named) if _BY_PRONOUN.match(text, words.end()) else None
        )
        if speaker is not None and speaker.office.value.head:
            yield speaker, "said_issued", words.end()
    for count, words in enumerate(patterns.press["own_words"][1].finditer(text)):
        speaker = (
            _spoken_of(text, words.start(), named) if _BY_PRONOUN.match(text, words.end()) else None
        )
        if speaker is not None:
            yield speaker, "own_words", words.end()
            continue
        match = PERSON.match(text, words.end() + 1)
        if match is None or count >= _MOST_VERBS:
            continue
        person = _person(match[0], named) or _nicknamed(match[0], text, named)
        if person is not None:
            yield person, "own_words", words.end()


def _spoken_of(text: str, at: int, named: list[NamedOffice]) -> NamedOffice | None:
    """Who is spoken of last before the quotation at *at*: ``"Sudah saya teken," katanya``."""
    opened = max(text.rfind(mark, 0, at) for mark in '“"')
    before = [n for n in named if opened - _REACH < n.last <= opened]
    return max(before, key=lambda n: n.first, default=None)


def titled_signers(
    analysis: Analysis, patterns: OfficePatterns
) -> Iterator[Candidate[SignatoryValue]]:
    """Yield ``Pak NAME sudah tanda tangan``, ``diteken Pak Wali (NAME)``: whose circular it is."""
    text = analysis.text
    heads = [o for o in analysis.offices if o.role == "circular" and o.value.head]
    if not heads:
        return
    weight = patterns.press["signs"][0]
    for count, verb in enumerate(patterns.reported["signing"].finditer(text)):
        if count == _MOST_VERBS:
            return
        if verb["passive"]:
            window, match = 0, _BY_TITLED.match(text, verb.end())
        else:
            window = max(0, verb.start() - _NAME_REACH)
            match = _TITLED.search(_before_adverbs(text, verb.start(), patterns))
        if match is None or not is_person(match["name"], patterns):
            continue
        start, end = (window + at for at in match.span("name"))
        office = next((o for o in reversed(heads) if o.end <= start), heads[0])
        value = SignatoryValue(quote(match["name"]), office.value)
        places = dict.fromkeys(("position", "capacity"), (office.start, office.end))
        yield Candidate(
            start, end, value, "signatures.signs", weight - 0.05, "signs", places=places
        )


def paraphrased_signers(
    analysis: Analysis, named: list[NamedOffice], patterns: OfficePatterns
) -> Iterator[Candidate[SignatoryValue]]:
    """Yield who speaks before ``orang nomor satu di X``, or is called so: whose circular it is."""
    text = analysis.text
    heads = [o for o in analysis.offices if o.role == "circular" and o.value.head]
    for count, call in enumerate(patterns.reported["first_citizen"].finditer(text)):
        if count == _MOST_VERBS:
            return
        head = next((o for o in heads if _calls(analysis, call, o.value)), None)
        speakers = _SPEAKER.finditer(text, max(0, call.start() - _SPEAKER_REACH), call.start())
        beside = _SET_OFF.search(text, max(0, call.start() - _NAME_REACH), call.start())
        speaker = beside or next(reversed([*speakers]), None)
        if head is None or speaker is None or not is_person(speaker["name"], patterns):
            continue
        start, end = speaker.span("name")
        # Somebody else is named between, or the speaker has an office of his own.
        if any(start <= n.first < call.start() for n in named) or _person(speaker["name"], named):
            continue
        value = SignatoryValue(quote(speaker["name"]).rstrip(",."), head.value)
        places = dict.fromkeys(("position", "capacity"), (head.start, head.end))
        yield Candidate(
            start, end, value, "signatures.paraphrased", 0.4, "paraphrased", places=places
        )


def _calls(analysis: Analysis, call: re.Match[str], office: OfficeValue) -> bool:
    """Whether the region behind ``orang nomor satu di`` is that of *office*, or the report's."""
    at = call.end()
    behind = next((r for r in analysis.regions if call.start() < r.start <= at < r.end), None)
    if behind is None:
        return (call["own"] or "").startswith("daerah")
    return office.region is None or behind.value.code == office.region.code


def _before_adverbs(text: str, at: int, patterns: OfficePatterns) -> str:
    """The words before the verb at *at* and its adverbs."""
    before = text[max(0, at - _NAME_REACH) : at]
    adverbs = patterns.reported["adverbs"].search(before)
    return before[: adverbs.start()] if adverbs is not None else before


def _person(name: str, named: list[NamedOffice]) -> NamedOffice | None:
    """The one of *named* whose name has all words of *name*; None where several have."""
    words = set(name.casefold().split())
    fitting = [n for n in named if words <= set(n.name.casefold().split())]
    return fitting[0] if len({n.name for n in fitting}) == 1 else None


def _nicknamed(name: str, text: str, named: list[NamedOffice]) -> NamedOffice | None:
    """The head of region who is meant by a nickname that the report does not explain: ``Dhito``.

    The name is part of the head's, or nobody else is named.
    """
    heads = [n for n in named if n.office.value.head]
    name = name.rstrip(",.")
    if len({n.name for n in heads}) != 1 or is_introduced(name, text):
        return None
    alone = len({n.name for n in named}) == 1
    return heads[0] if alone or is_short_for(name, heads[0].name) else None


def _in_quotation(text: str, at: int) -> bool:
    """Whether *at* stands between quotation marks in its paragraph."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    opened, closed = before.count("“"), before.count("”")
    if opened:
        return opened > closed
    return (before.count('"') + closed) % 2 == 1
