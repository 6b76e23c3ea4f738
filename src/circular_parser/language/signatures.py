"""Finds who signs: the closing block of a circular, the signing verbs of a report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from circular_parser.language.analysis import (
    Analysis,
    Candidate,
    OfficeValue,
    RegionValue,
    SignatoryValue,
)
from circular_parser.language.bare_signers import bare_signers
from circular_parser.language.head_measures import measuring_heads
from circular_parser.language.offices import OfficePatterns
from circular_parser.language.person_names import CALLED, NAME, PERSON, is_person, with_nickname
from circular_parser.language.regions import Gazetteer
from circular_parser.language.same_office import same_office
from circular_parser.language.sentences import headline, quote
from circular_parser.language.signature_blocks import find_in_block
from circular_parser.language.told_beside import follows, leads, past_aside
from circular_parser.language.told_signers import (
    NamedOffice,
    paraphrased_signers,
    titled_signers,
    told_signers,
)

_NAME_BEFORE = re.compile(
    rf"(?P<name>{NAME})\s*(?:,|\(|\bselaku\b|\bsebagai\b|\byang\s(?:(?!pernah|sempat|dulu|dahulu)[a-z]+\s){{0,4}}menjabat\b)\s*"
    r"(?:(?:selaku|sebagai|sang|yang\s(?:(?!pernah|sempat|dulu|dahulu)[a-z]+\s){0,4}menjabat(?:\ssebagai)?|yang|Plt\.?|Pj\.?)\s+)?$"
)
# NAME Wali Kota X menerbitkan: no comma between, a verb in small letters behind.
_NAME_AT_ONCE = re.compile(rf"(?:^|[.\n”\"]\s*|\s[-–—]\s|\boleh\s)(?P<name>{NAME})\s+$")
# "...", tulis NAME Wali Kota X: behind a verb of saying a person stands.
_SAYS_AT_ONCE = re.compile(
    rf"\b(?:kata|ujar|ucap|ungkap|jelas|tutur|tegas|tulis|terang|papar)\s(?P<name>{NAME})\s+$"
)
_VERB_BEHIND = re.compile(r",?\s(?:(?:telah|sudah|resmi|kembali|juga)\s)*me[a-z]{3,}")
_APPOSITION = re.compile(
    r"(?:\s*\([^)]{1,20}\)|\))?"
    r"(?:\s+(?:RI|Regency|City|Province|Islands|non-?aktif|terpilih|yang baru|(?:dua )?periode"
    r"(?: \d{4} ?[-–] ?\d{4})?)\b)?\s*,?\s*(?:(?:Bapak|Ibu|Pak|Bu)\s+)?"
)
# Bupati Rote Ndao (...), Provinsi Nusa Tenggara Timur, NAME: the province is only an address.
_ADDRESS = re.compile(r"(?:\s*\([^)]{1,20}\))?,?\s(?:Provinsi\s)?$")
# Sekda NAME atas nama Bupati menerbitkan: the verb is the signer's.
_BEHALF_BETWEEN = re.compile(r"^,?\s(?:atas nama|a\.n\.)\s[^,.;]{3,40}?,?(?=\sme)")
_ON_BEHALF = re.compile(r"\b(?:[Aa]tas nama|[Mm]ewakili)\s$")
# Kepala Desa X Kecamatan Y Kabupaten Z menerbitkan: where the office lies.
_LOCATED = re.compile(
    r"^(?:,?\s(?:Kec|Kab|Kota|Prov)[a-z.]*(?:\s[A-Z][a-z]+){1,3}){1,3}(?=,?\s[a-z])"
)
# Direktur Jenderal Pencegahan dan Pengendalian: words of a unit's name, not a person's.
SECRETARY = re.compile(r"sek(?:re|er)tari(?:s|at)\b|sekda|sekprov|sek(?:kot|k?ab)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r",?\sdan\s(?!(?:Wakil|Kapol|Sekda|Sekretaris|Ketua|Dandim|Bupati|Wali|Gubernur)\w*)[A-Z]"
)
# A minister, in full or by the short form; not the directorate of a ministry.
MINISTER = re.compile(r"(?:Men[a-z]+|Minister)\b(?!.*\bJenderal)")
_DIRECTOR = re.compile(r"(?:sekjen|dirjen|(?:sekretaris|direktur) jenderal)\b", re.IGNORECASE)
_TO_NAME = re.compile(r"\s*(?:(?:Pak|Bapak|Bu|Ibu)\s)?")
# Appi, sapaan akrab NAME: the full name stands behind.
_NICKNAME_OF = re.compile(r",\s(?:sapaan|panggilan|nama akrab)(?:\sakrab)?(?:\sdari)?\s(?=[A-Z])")
# Bupati (NAME, red), Bupati [NAME]: named by the editors.
_EDITORS_MARK = re.compile(r"^,?\s?[-–]?\s?[Rr]ed\.?\)")
_EDITORS = re.compile(rf"\s\((?P<name>{NAME}),?\s?[-–]?\s?[Rr]ed\.?\)")
_IN_SQUARE = re.compile(rf"\s\[(?P<name>{NAME})\]")
_SENTENCE_END = re.compile(r"\.(?:\s+[A-Z]|\s*$|\n)")
# Bupati X yang juga Ketua Satgas: two offices of one person.
_ALSO = re.compile(
    r",?\s(?:yang\s)?(?:juga|sekaligus|merangkap|selaku|(?:kini\s|saat\sini\s)?menjabat)(?:\s(?:sebagai|menjabat|selaku))*\s"
)
# Bupati X, didampingi Sekda Y, ...
_BESIDE = re.compile(
    r",?\s(?:yang\s)?(?:didampingi|bersama(?:-sama)?|ditemani|disaksikan)(?:\soleh)?\s"
)
# The rest of a sentence that nobody else speaks.
_SAME_SENTENCE = re.compile(r"(?:[^.;\n“”\"]|\.(?=\w)){0,250}")
_EDARAN = re.compile(r"\b(?:[Ee]daran|SE|[Ii]nstruksi|[Mm]aklumat|[Ii]mbauan|[Hh]imbauan)\b")
# NAME, dalam surat edaran bupati: a head of region's, whoever retells it.
_OF_HEAD = re.compile(
    r"[^.;\n]{0,70}\b(?:edaran|se|instruksi|imbauan)\s(?:dari\s)?(?:bupati|wali\s?kota|gubernur)",
    re.IGNORECASE,
)
_SMALL_VERB = re.compile(r",\s|\s(?:(?:telah|sudah|juga|resmi|kembali)\s)*(?:me|ber)[a-z]{3,}")
_MOST_BETWEEN = 40
_HEADLINE_WORDS = 3  # a name is rarely longer, and then its text has it again
_SAID_REACH = 400  # characters of what somebody says of a circular, before or behind the name
_SAID_OF = 90
_FORMER_REACH = 12
_BEHALF_REACH = 50  # characters between the office on whose behalf and who signs
_NEAR_WORDS = 60  # characters of words right beside the name
_NAMED = (0.4, "named")
_MOST_LEFT_OPEN = 20  # names behind a signing verb for which the report names no office


def find_signatories(
    analysis: Analysis, patterns: OfficePatterns, gazetteer: Gazetteer
) -> list[Candidate[SignatoryValue]]:
    """Return who may have signed, the surest first."""
    if analysis.form == "circular":
        found = list(find_in_block(analysis, patterns, gazetteer))
    else:
        found = list(_of_press(analysis, patterns))
    return sorted(found, key=lambda candidate: -candidate.score)


def _of_press(analysis: Analysis, patterns: OfficePatterns) -> Iterator[Candidate[SignatoryValue]]:
    """Names that stand beside an office in apposition, weighed by the verb near them."""
    named = [
        NamedOffice(office, *beside)
        for office in _of_one_holder(analysis, patterns)
        for beside in _names_beside(analysis, office, patterns)
    ]
    issuing = [o.value for o in analysis.offices if o.role in ("circular", "issuing")]
    company = _company(analysis.text, named)
    for index, person in enumerate(named):
        if index - 1 in company:
            weight, verb = _NAMED if person.office.value.head else (0.0, "")
        else:
            last = named[index + (index in company)].last
            post = _other_post(analysis, last)
            last = post.end if post is not None else last
            weight, verb = _press_weight(analysis.text, person, last, patterns)
            if post is not None and post.value.capacity != "definitive":
                person = replace(person, office=post)  # Sekda NAME selaku Plh Bupati signs as that
        # The head of an agency whose circular it is.
        if weight == 0.0 and any(same_office(person.office.value, office) for office in issuing):
            weight, verb = _NAMED
        if weight > 0.0:
            yield _told(analysis, person, verb, weight, person.last, patterns)
    for person, verb, end in told_signers(analysis, named, patterns):
        yield _told(analysis, person, verb, patterns.press[verb][0], end, patterns)
    for person, verb in measuring_heads(analysis, named, patterns):
        yield _told(analysis, person, verb, patterns.press[verb][0], person.last, patterns)
    yield from titled_signers(analysis, patterns)
    yield from paraphrased_signers(analysis, named, patterns)
    yield from _signed_by_name(analysis, patterns)
    yield from bare_signers(analysis, named, patterns)


def _told(
    analysis: Analysis,
    person: NamedOffice,
    verb: str,
    weight: float,
    at: int,
    patterns: OfficePatterns,
) -> Candidate[SignatoryValue]:
    """The candidate that a *verb* ending *at* makes of a person beside an office."""
    behalf = _reported_behalf(analysis, at, patterns)
    if behalf is None and verb in ("signs", "issues", "signed_by"):
        behalf = _behalf_behind(analysis, at, patterns) or _behalf_before(analysis, person)
    office = person.office
    value = SignatoryValue(person.name, office.value, behalf.value if behalf else None)
    # A head of region beside a name, without a verb that tells who signs.
    rule = f"signatures.{verb}" if verb != "named" else "signatures.named"
    places = _places(office, behalf)
    return Candidate(person.start, person.end, value, rule, weight, verb, places=places)


def _of_one_holder(
    analysis: Analysis, patterns: OfficePatterns
) -> Iterator[Candidate[OfficeValue]]:
    """The offices; of ``Bupati X sekaligus Ketua Satgas NAME`` the first stands at the second.

    ``Mantan Bupati X NAME`` holds none, nor does an agency.
    """
    before: Candidate[OfficeValue] | None = None
    for office in analysis.offices:
        window = max(0, office.start - _FORMER_REACH)
        if patterns.body.match(office.value.title) is not None:
            continue  # nobody is a Dinas
        if patterns.reported["former"].search(analysis.text, window, office.start):
            continue
        if before is not None and not office.value.head and before.value.head:
            between = analysis.text[before.end : office.start]
            if len(between) < _MOST_BETWEEN and _ALSO.fullmatch(between):
                office = replace(before, end=office.end)
        yield office
        before = office


def _other_post(analysis: Analysis, at: int) -> Candidate[OfficeValue] | None:
    """Another post of a person, told behind the name: ``NAME yang juga Ketua Satgas``."""
    also = _ALSO.match(analysis.text, at)
    if also is None:
        return None
    return next((o for o in analysis.offices if o.start == also.end()), None)


def _reported_behalf(
    analysis: Analysis, at: int, patterns: OfficePatterns
) -> Candidate[OfficeValue] | None:
    """The office after ``atas nama`` behind a signer's name."""
    comma = re.compile(r"[,\s]*").match(analysis.text, at)
    match = patterns.press["behalf"][1].match(analysis.text, comma.end() if comma else at)
    if match is None:
        return None
    return next((o for o in analysis.offices if 0 <= o.start - match.end() <= 2), None)


def _behalf_behind(
    analysis: Analysis, at: int, patterns: OfficePatterns
) -> Candidate[OfficeValue] | None:
    """The head for whom somebody signs: ``NAME menandatangani edaran itu, atas nama Bupati X``."""
    end = _SAME_SENTENCE.match(analysis.text, at)
    within = end.end() if end is not None else at
    for words in patterns.press["behalf"][1].finditer(analysis.text, at, within):
        near = (o for o in analysis.offices if 0 <= o.start - words.end() <= 2)
        office = next(near, None)
        if office is not None and office.value.head:
            return office
    return None


def _behalf_before(analysis: Analysis, person: NamedOffice) -> Candidate[OfficeValue] | None:
    """The head of whom it is said first: ``Atas nama Bupati X, Sekda NAME menandatangani``."""
    for office in analysis.offices:
        if office.value.head and 0 < person.first - office.end <= _BEHALF_REACH:
            between = _SAME_SENTENCE.fullmatch(analysis.text, office.end, person.first)
            window = max(0, office.start - _NEAR_WORDS)
            if between and _ON_BEHALF.search(analysis.text, window, office.start):
                return office
    return None


def _places(
    office: Candidate[OfficeValue], behalf: Candidate[OfficeValue] | None = None
) -> dict[str, tuple[int, int]]:
    """Where a report names the signer's office and the one on whose behalf."""
    places = dict.fromkeys(("position", "capacity"), (office.start, office.end))
    if behalf is not None:
        places["on_behalf_of"] = behalf.start, behalf.end
    return places


def _signed_by_name(
    analysis: Analysis, patterns: OfficePatterns
) -> Iterator[Candidate[SignatoryValue]]:
    """``... yang ditandatangani oleh NAME``: the office is that of the circular named before.

    Without one it is left open; the report may give it where the name stands in full.
    """
    yield from _writes_by_name(analysis, patterns)
    weight, pattern = patterns.press["signed_by"]
    starts = [office.start for office in analysis.offices]
    left_open = 0
    for verb in analysis.words.finditer(pattern, analysis.text):
        gap = _TO_NAME.match(analysis.text, verb.end())
        match = PERSON.match(analysis.text, gap.end() if gap is not None else verb.end())
        # Diteken pada 10 April 2025: a month is no name.
        if match is None or analysis.text[: match.start()].rstrip()[-1:].isdigit():
            continue
        # NAME Sekretaris Daerah: the office goes on where the name ends.
        following = bisect_left(starts, match.start())
        ends = following < len(starts) and starts[following] < match.end()
        office = analysis.offices[following] if ends else None
        nickname = _NICKNAME_OF.match(analysis.text, match.end()) if office is None else None
        if nickname is not None:
            match = PERSON.match(analysis.text, nickname.end()) or match
        start, end = match.start(), office.start if office is not None else match.end()
        name = analysis.text[start:end].rstrip()
        if not name or not is_person(name, patterns):
            continue
        if office is None:
            before = reversed(analysis.offices[:following])
            office = next((o for o in before if o.role == "circular"), None)
        left_open += office is None
        if left_open > _MOST_LEFT_OPEN:
            continue
        behalf = _reported_behalf(analysis, start + len(name), patterns)
        value = SignatoryValue(
            quote(name).rstrip("."),
            office.value if office is not None else None,
            behalf.value if behalf is not None else None,
        )
        places = _places(office, behalf) if office is not None else {}
        if behalf is not None:
            places["on_behalf_of"] = behalf.start, behalf.end
        end = start + len(name)
        yield Candidate(
            start, end, value, "signatures.signed_by", weight - 0.05, "signed_by", places=places
        )


def _writes_by_name(
    analysis: Analysis, patterns: OfficePatterns
) -> Iterator[Candidate[SignatoryValue]]:
    """``"...", tulis NAME dalam surat edaran``: the report names the office elsewhere."""
    weight, pattern = patterns.press["writes"]
    said, behind = (re.compile(part, re.IGNORECASE) for part in pattern.pattern.split("\0"))
    for verb in said.finditer(analysis.text):
        match = PERSON.match(analysis.text, verb.end())
        if match is None or not behind.match(analysis.text, match.end()):
            continue
        if is_person(match[0], patterns):
            value = SignatoryValue(quote(match[0]), None)
            yield Candidate(*match.span(), value, "signatures.writes", weight, "writes")


def _names_beside(
    analysis: Analysis, office: Candidate[OfficeValue], patterns: OfficePatterns
) -> Iterator[tuple[int, int, str]]:
    text = analysis.text
    at = office.end
    national = patterns.word["national"].match(office.value.title) is not None
    near = (r for r in analysis.regions if 0 < r.start - office.end <= 40 and not national)
    at = next(
        (
            r.end
            for r in near
            if _lies_in(office.value, r.value) and _ADDRESS.fullmatch(text, office.end, r.start)
        ),
        at,
    )
    apposition = _APPOSITION.match(text, at)
    match = PERSON.match(text, apposition.end() if apposition is not None else at)
    if match is not None:
        match = _behind_place(analysis, match, patterns) or match
        start, end = match.span()
        goes_on = patterns.headline.search(text, start, end)
        if goes_on is not None and not _in_sentence(text, goes_on.start(), end):
            end = goes_on.start()
        if _SENTENCE_END.match(text, end - 1):
            end -= 1
        between = text[office.end : start]
        comma = "," in between
        end = with_nickname(text, start, end)
        if (
            is_person(text[start:end], patterns)
            and not _GOES_ON.match(text, end)
            and "\n\n" not in between
            and not (comma and _only_in_headline(text, start, end))
            and not _all_in_headline(text, start, end)
        ):
            yield start, end, quote(text[start:end])
    editors = _EDITORS.match(text, office.end) or _IN_SQUARE.match(text, office.end)
    if editors is not None and is_person(editors["name"], patterns):
        yield *editors.span("name"), quote(editors["name"])
    window = max(0, office.start - 70)
    before = _NAME_BEFORE.search(text[window : office.start])
    if before is None and (office.value.head or SECRETARY.match(office.value.title)):
        before = _SAYS_AT_ONCE.search(text[window : office.start])
    if before is None and office.value.head and _VERB_BEHIND.match(text, office.end):
        at_once = _NAME_AT_ONCE.search(text[window : office.start])
        # One capital word at the head of a sentence is most often none: Bahkan Bupati X ...
        before = at_once if at_once is not None and " " in at_once["name"] else None
    if before is None or not is_person(before["name"], patterns):
        return
    start, end = window + before.start("name"), window + before.end("name")
    # A headline: Sekolah di Kalimantan Tengah Libur, Gubernur ...; Bima may be a first name.
    place = any(r.start == start and " " in text[r.start : r.end] for r in analysis.regions)
    if not place and not _only_in_headline(text, start, end):
        yield start, end, quote(before["name"])


def _behind_place(
    analysis: Analysis, word: re.Match[str], patterns: OfficePatterns
) -> re.Match[str] | None:
    """The name in ``Kepala Disdik Kobar, Aida Lailawati``: one word before it is a place."""
    text = analysis.text
    if " " in word[0].strip(" ,") or not text.startswith(", ", word.end()):
        return None
    name = PERSON.match(text, word.end() + 2)
    if name is None or " " not in name[0] or not is_person(name[0], patterns):
        return None
    begins = any(o.start < name.end() and name.start() < o.end for o in analysis.offices)
    return None if begins or name[0].split()[0] == word[0] else name


def _lies_in(office: OfficeValue, region: RegionValue) -> bool:
    """Whether *region* may be the address of *office*: its province; Bima may be a first name."""
    return office.region is None or region.code == office.region.code[:2]


def _in_sentence(text: str, verb: int, end: int) -> bool:
    """Whether a name goes on behind what looks like a headline's verb: ``Eman Beri Nope meminta``.

    In a sentence a verb in small letters follows the name.
    """
    inside = " " in text[verb + 1 : end] and headline(text, verb, end) is None
    return inside and _SMALL_VERB.match(text, end) is not None


def _only_in_headline(text: str, start: int, end: int) -> bool:
    """Whether capital words set off by a comma stand in a headline and nowhere else.

    ``Libur Sekolah Diperpanjang``: a person's name comes again in the text below.
    """
    line = headline(text, start, end)
    return line is not None and text[start:end].split()[-1] not in text.replace(line, "")


def _all_in_headline(text: str, start: int, end: int) -> bool:
    """Whether no word of three or more capital words in a headline stands in the text below.

    ``Bupati X Geser Jam Loket Sore``: of a person the text has at least one name again.
    """
    line, words = headline(text, start, end), text[start:end].split()
    # A paragraph that is cut off has no full stop at its end, but others before.
    if line is None or ". " in line or len(words) < _HEADLINE_WORDS:
        return False
    below = text.replace(line, "")
    return bool(below.strip()) and not any(word in below for word in words)


def _company(text: str, named: list[NamedOffice]) -> set[int]:
    """Which of *named* have the next beside them: ``Bupati X, didampingi Sekda Y, menerbitkan``.

    The verb behind both is that of the first.
    """
    return {
        index
        for index, (first, second) in enumerate(pairwise(named))
        if _BESIDE.fullmatch(text, first.last, second.first)
        or (
            first.office.value.head
            and not second.office.value.head
            and text[first.last : second.first] == " dan "
        )
    }


def _press_weight(
    text: str, person: NamedOffice, right: int, patterns: OfficePatterns
) -> tuple[float, str]:
    """How surely the person signed or issued, and the verb that tells it, behind *right*."""
    office, left = person.office, person.first
    before = text[max(0, left - 110) : left]
    after = _EDITORS_MARK.sub("", text[right : right + 320])
    called = CALLED.match(after)
    after = after[called.end() :] if called is not None else after
    after = _BEHALF_BETWEEN.sub("", _LOCATED.sub("", after))
    after = past_aside(patterns.reported["aside"], after)[:90]
    press = patterns.press
    for verb in ("signed_by", "set_by"):
        weight, pattern = press[verb]
        if re.search(rf"(?:{pattern.pattern})\s*(?:\w+[^\w.;\n]+)?$", before, re.IGNORECASE):
            return weight, verb
    weight, pattern = press["signs"]
    if re.match(rf"[\s,)]{{0,4}}(?:{pattern.pattern})", after, re.IGNORECASE):
        return weight, "signs"
    if office.role == "circular":
        return press["circular_of"][0], "circular_of"
    # "...", tulis NAME, OFFICE dalam surat edaran: who writes it issues it.
    if press["writes"][1].search(f"{before[-20:]}\0{after}"):
        return press["writes"][0], "writes"
    if press["hand_of"][1].search(f"{before[-20:]}\0{after}"):
        return press["hand_of"][0], "hand_of"
    if press["explains"][1].match(after):
        return press["explains"][0], "explains"
    own = _own_circular(text, person, right, patterns)
    if own is not None:
        return press[own][0], own
    for verb in ("issues", "orders", "speaks"):
        weight, pattern = press[verb]
        if verb == "orders" and not (office.value.head or MINISTER.match(office.value.title)):
            continue
        if verb == "orders" and _only_others(text, patterns):
            continue
        if follows(pattern, after):
            return weight, verb
    title = office.value.title
    told = office.value.head or any(x.match(title) for x in (MINISTER, SECRETARY, _DIRECTOR))
    return _NAMED if told else (0.0, "")


def _only_others(text: str, patterns: OfficePatterns) -> bool:
    """Whether every circular that *text* tells of is that of another than a head of region."""
    told = _EDARAN.search(text) is not None
    return told and patterns.reported["unattributed"].search(text) is None


def _own_circular(
    text: str, person: NamedOffice, right: int, patterns: OfficePatterns
) -> str | None:
    """The words in which somebody speaks of a circular as the own, or a head of region of one."""
    press, left = patterns.press, person.first
    before = text[max(0, left - _SAID_REACH) : left]
    after = past_aside(patterns.reported["aside"], text[right : right + _SAID_REACH])
    if leads(press["own_words"][1], before):
        return "own_words"
    if follows(press["own_words_behind"][1], after):
        return "own_words_behind"
    office = person.office.value
    written = press["written"][1].search(f"{before[-_NEAR_WORDS:]}\0{after[:_NEAR_WORDS]}")
    if not office.head and not MINISTER.match(office.title):
        own = written is not None and not SECRETARY.match(office.title)
        return "written" if own and not _OF_HEAD.match(after) else None
    for verb in ("said_laid_down", "said_issued"):
        if leads(press[verb][1], before):
            return verb
    if follows(press["says_issued"][1], after):
        return "says_issued"
    if press["according"][1].search(f"{before[-_NEAR_WORDS:]}\0{after[:_SAID_OF]}"):
        return "according"
    if press["through"][1].search(f"{before}\0{after[:60]}"):
        return "through"
    if written is not None:
        return "written"
    for verb in ("acts_by", "acts_through", "set_down"):
        if press[verb][1].match(after):
            return verb
    return "lays_down" if follows(press["lays_down"][1], after) else None
