"""Finds who signs by a name that no office stands beside.

``Gubernur X membatasi truk. NAME meneken edarannya Jumat.``: the report names the head of region
by his office alone, and somebody by the name alone who does what only the head does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from circular_parser.language.analysis import Analysis, Candidate, OfficeValue, SignatoryValue
from circular_parser.language.offices import OfficePatterns
from circular_parser.language.person_names import NAME, PERSON, is_person
from circular_parser.language.sentences import quote, sentences
from circular_parser.language.told_signers import NamedOffice

_CIRCULAR = re.compile(
    r"\b(?:[Ee]daran|SE|[Ii]nstruksi|[Mm]aklumat|[Ii]mbauan|[Hh]imbauan|[Ss]eruan)"
)
_NAME_REACH = 110  # characters before a verb in which the name stands
# NAME yang memimpin X, NAME, yang juga dokter, NAME di ruang kerjanya: words between and the verb.
_NAME_END = re.compile(
    rf"(?:^|(?<=[\s“\"(]))(?P<name>{NAME})"
    r"(?:,?\s(?:yang|sang|selaku|di|usai|seusai|saat|dengan|lewat|melalui)\s[^.;:\n“”\"]{3,60}?)?,?\s$"
)
# Another office behind a name, which none of the vocabulary is: NAME, pengelola pasar.
_HOLDS = re.compile(
    r",\s(?:selaku\s|sebagai\s)?(?:(?:wakil\s)?[Kk]e(?:pala|tua)\b(?!\sdaerah)|[A-Z])"
)
_FORMER_REACH = 12
_MOST_VERBS = 50


def head_without_name(
    analysis: Analysis, named: list[NamedOffice], patterns: OfficePatterns
) -> Candidate[OfficeValue] | None:
    """The one head of region of whom a report prints the office and nowhere the name."""
    if any(person.office.value.head for person in named):
        return None
    heads = [o for o in analysis.offices if o.value.head and not _former(analysis, o, patterns)]
    regions = {o.value.region.code for o in heads if o.value.region is not None}
    if len({o.value.level for o in heads}) != 1 or len(regions) > 1:
        return None
    # The fullest: with its region, and with Plt. or Pj. where it has one.
    return max(heads, key=lambda o: (o.value.region is not None, o.value.capacity != "definitive"))


def bare_signers(
    analysis: Analysis, named: list[NamedOffice], patterns: OfficePatterns
) -> Iterator[Candidate[SignatoryValue]]:
    """Yield who is named alone and signs, where the head of region is named by office alone."""
    office = head_without_name(analysis, named, patterns)
    if office is None:
        return
    for verb, start, end in _told(analysis, patterns):
        name = quote(analysis.text[start:end]).rstrip(",.")
        if not _is_somebody(analysis, start, name, named, patterns):
            continue
        value = SignatoryValue(name, office.value)
        places = dict.fromkeys(("position", "capacity"), (office.start, office.end))
        weight, end = patterns.press[verb][0], start + len(name)
        yield Candidate(start, end, value, f"signatures.{verb}", weight, verb, places=places)


def _told(analysis: Analysis, patterns: OfficePatterns) -> Iterator[tuple[str, int, int]]:
    """Where the names stand before a verb of signing, and behind one in the passive."""
    text, words = analysis.text, analysis.words
    for count, verb in enumerate(words.finditer(patterns.press["bare_acts"][1], text)):
        if count == _MOST_VERBS:
            break
        window = max(0, verb.start() - _NAME_REACH, text.rfind("\n", 0, verb.start()) + 1)
        before = text[window : verb.start()]
        adverbs = patterns.reported["adverbs"].search(before)
        match = _NAME_END.search(before[: adverbs.start()] if adverbs is not None else before)
        if match is not None:
            yield "bare_acts", window + match.start("name"), window + match.end("name")
    for count, verb in enumerate(words.finditer(patterns.press["signed_by"][1], text)):
        if count == _MOST_VERBS:
            break
        match = PERSON.match(text, verb.end() + text.startswith(" ", verb.end()))
        if match is not None:
            yield "bare_agent", *match.span()
    spans = sentences(text)
    for count, verb in enumerate(words.finditer(patterns.press["bare_agent"][1], text)):
        if count == _MOST_VERBS:
            break
        match = PERSON.match(text, verb.end())
        told = any(
            _CIRCULAR.search(text, start, after[1])
            for (start, end), after in zip(spans, [*spans[1:], spans[-1]], strict=True)
            if start <= verb.start() < end
        )
        if match is not None and told:
            yield "bare_agent", *match.span()


def _is_somebody(
    analysis: Analysis, start: int, name: str, named: list[NamedOffice], patterns: OfficePatterns
) -> bool:
    """Whether *name* is a person's in full, of whom no office is known."""
    end = start + len(name)
    if " " not in name or not is_person(name, patterns):
        return False
    if any(person.start < end and start < person.end for person in named):
        return False
    if any(o.start < end and start < o.end for o in analysis.offices):
        return False
    if any(r.start <= start < r.end for r in analysis.regions):
        return False
    words = set(name.casefold().split())
    if any(words & set(person.name.casefold().split()) for person in named):
        return False
    return _HOLDS.match(analysis.text, end) is None


def _former(analysis: Analysis, office: Candidate[OfficeValue], patterns: OfficePatterns) -> bool:
    window = max(0, office.start - _FORMER_REACH)
    return patterns.reported["former"].search(analysis.text, window, office.start) is not None
