"""Finds document numbers and tells the document's own from cited ones.

A circular carries its number in the centred title (``NOMOR 48/SE/2020``) or in the head
block (``Nomor : 800/298``); a report names it in running text among others. The serial is
often left blank or written by hand: the number is quoted as printed, blanks dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from circular_parser.document import BY_HAND, Line, Reading
from circular_parser.language.analysis import Analysis, Candidate, Section
from circular_parser.language.number_patterns import Cue, NumberPatterns
from circular_parser.language.number_readings import repaired, vote
from circular_parser.language.places import PLACE_AND_DAY
from circular_parser.language.sentences import number_quote, sentences

_QUOTES = ' \n"“”'
_BLANKS = re.compile(r"\.{3,}|…+|_{2,}|(?<=/)\s*\.+\s*(?=/)")
_DIGIT = re.compile(r"\d")
# t2020, 4O31: a slash or a digit of a number read as a letter.
_DAMAGED = re.compile(r"(?<![^\W\d_])[tlI]\d|\d[^\W\d_]\d")
# Where a piece of page noise was cut out between two sentences.
_CUT = re.compile(r"[a-z]{3}\.\s+[a-z]")
# The rest of a number that a narrow column carried over.
_NUMBER_END = re.compile(r"(?=.*[\d/])/?\s?[\w.-]+(?:\s?[/.-]\s?[\w.-]+)*")
# 0867 IORG: the slash before a unit code read as I, l or 1.
_LOST_SLASH = re.compile(r"(?<=\d)\s+[Il|1](?=[A-Z]{2,})")
_CONTEXT = 400
_BEHIND = 280
_PRINT = 0.85  # confidence of the page engine in print
# Its confidence in what a pen wrote, times the share of the likeliest of the second readings.
_HARDLY_READ = 0.45
# From a noun to the number that belongs to it: an office, a name, "yang ditandatangani oleh".
_NOUN_REACH = 110
_BESIDE = 40  # from the words of issuing to the number they issue
# What the noun before a number is worth, and what a number must reach to be the own one.
_BY_NOUN = {"own": 0.55, "letter": 0.5, None: 0.45, "named_letter": 0.3}
_LEAST = 0.45
# Weighing the words round a number takes half a millisecond; no letter cites so many.
_MOST_WEIGHED = 2_000


def find_numbers(analysis: Analysis, patterns: NumberPatterns) -> list[Candidate[str]]:
    """Return every document number, role ``own`` or ``cited``, own ones scored by their cue."""
    found = _printed_numbers(analysis, patterns.printed)
    taken = bytearray(len(analysis.text) + 1)
    for candidate in found:
        taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
    running = _RunningText(analysis, patterns)
    for section in analysis.of("body", "article", "annex", "title", "closing", "addressees"):
        cues = [
            cue
            for label in patterns.labels
            for cue in label.finditer(analysis.plain, section.start, section.end)
        ]
        for cue in sorted(cues, key=lambda cue: cue.start()):
            match = patterns.match(analysis.text, cue.end(), section.end)
            if match is not None and not any(taken[match[0] : match[1]]):
                found.append(running.weigh(section, cue, *match))
                taken[match[0] : match[1]] = b"\1" * (match[1] - match[0])
    if running.weighed > _MOST_WEIGHED:
        message = (
            f"of {running.weighed} numbers the words round the first {_MOST_WEIGHED} were weighed"
        )
        analysis.warnings.append(("many_numbers", message, None))
    found = _settle(_as_full_forms(found), analysis.text, patterns)
    return sorted(found, key=lambda c: c.start)


def _printed_numbers(
    analysis: Analysis, printed: dict[str, re.Pattern[str]]
) -> list[Candidate[str]]:
    """The numbers of title and head block: the document's own by their place."""
    found: list[Candidate[str]] = []
    for section in analysis.of("title", "head", "place_date", "letterhead", "addressees"):
        rule = "numbers.title" if section.kind == "title" else "numbers.head"
        for line in section.lines:
            if printed["subject"].match(line.text):
                # What follows is the subject, which may cite another number.
                break
            label = printed["label"].match(line.text)
            if label is None or (section.kind == "addressees" and not line.readings):
                # A title that OCR lost leaves its number under the addressees.
                continue
            below = next((x for x in section.lines if x.start > line.start), None)
            candidate = _own_line(analysis, line, label.end(), rule, printed, below)
            if candidate is not None:
                found.append(candidate)
    return found


def _own_line(
    analysis: Analysis,
    line: Line,
    skip: int,
    rule: str,
    patterns: dict[str, re.Pattern[str]],
    below: Line | None,
) -> Candidate[str] | None:
    """The number behind its label, as read a second time where that fits a number better.

    A narrow column may carry its end over to the line *below*.
    """
    printed = _cut(line.text[skip:], patterns)
    if below is not None and _goes_on(line, below):
        printed = analysis.text[line.start + skip : below.end]
    value = number_quote(_BLANKS.sub("", printed))
    warnings: tuple[tuple[str, str], ...] = ()
    if line.confidence is not None and (slashed := _LOST_SLASH.sub("/", value)) != value:
        warnings = (("repaired_digits", f"{value!r}: a slash was read as a letter"),)
        value = number_quote(slashed)
    if line.confidence is not None and (mended := repaired(value)) != value:
        warnings += (("repaired_digits", f"{value!r} was taken for {mended!r}"),)
        value = mended
    start = line.start + skip
    end = max(start + len(printed), start + 1)
    confidence = analysis.document.confidence(start, end)
    score = 0.95 if rule == "numbers.title" else 0.9
    won = vote(value, confidence if value else 0.0, list(_read_again(line, patterns)))
    others = ""
    if won is not None:
        confidence = won.confidence
        others = f", else {won.next_best!r}" if won.next_best else ""
        if won.value != value:
            message = f"read a second time: {value!r} became {won.value!r} ({won.engine})"
            warnings += (("second_reading", message),)
            value, score, rule = won.value, score - 0.15, "numbers.second_reading"
    if not _DIGIT.search(value) and "/" not in value:
        return None
    if not patterns["shape"].search(value) or _DAMAGED.search(value):
        score -= 0.5
        warnings += (("doubtful_number", f"{value!r} has not the form of a document number"),)
    elif confidence is not None and confidence < 0.6:
        score -= 0.2
        message = f"{value!r} was read with confidence {confidence:.2f}{others}"
        warnings += (("poorly_read", message),)
    if won is not None and _is_likely_handwritten(line, start):
        message = f"{value!r} is written by hand, it seems, at least in part"
        warnings += (("handwriting", message),)
    if re.search(r"/\s*/|/\s*$", value):
        warnings += (("blank_in_number", "a part of the number is left blank"),)
    return Candidate(start, end, value, rule, score, "own", warnings)


def _goes_on(line: Line, below: Line) -> bool:
    """Whether a number goes on below: 800/4021/ over BKPSDM/2025."""
    ends = line.text.rstrip().endswith(("/", "-")) or below.text.startswith("/")
    return (
        ends
        and line.confidence is None
        and (line.page, line.block) == (below.page, below.block)
        and _NUMBER_END.fullmatch(below.text) is not None
    )


def _is_likely_handwritten(line: Line, start: int) -> bool:
    """Whether what stands from *start* looks written by hand, amid print that was read well.

    Where the recogniser of lines cannot tell: whether both engines hardly read it. Small or worn
    print is a toss-up to one of them, what a pen wrote to both.
    """
    if max(word.confidence or 0.0 for word in line.words) < _PRINT:
        return False
    by_hand = line.readings[0].by_hand
    if by_hand is not None:
        return by_hand >= BY_HAND
    value = [word.confidence or 0.0 for word in line.words if word.end > start]
    share = max(reading.confidence for reading in line.readings)
    return min(value, default=0.0) * share < _HARDLY_READ


def _cut(printed: str, patterns: dict[str, re.Pattern[str]]) -> str:
    """Cut what follows a number on its line."""
    cut = PLACE_AND_DAY.search(printed) or patterns["next"].search(printed)
    number = (printed[: cut.start()] if cut is not None else printed).rstrip(" ,;:|")
    # A dot after a unit code may be its own (Pem.), after a year it ends the line.
    return number.rstrip(" .") if re.search(r"\d\s*\.$", number) else number


def _read_again(line: Line, patterns: dict[str, re.Pattern[str]]) -> Iterator[Reading]:
    """Yield the number alone of each further reading of its line."""
    for reading in line.readings:
        label = patterns["read_label"].match(reading.text)
        printed = _cut(reading.text[label.end() if label else 0 :], patterns)
        text = number_quote(_BLANKS.sub("", printed))
        yield replace(reading, text=text)


class _RunningText:
    """Weighs the numbers that stand among the words of a text."""

    def __init__(self, analysis: Analysis, patterns: NumberPatterns) -> None:
        self._text = analysis.text
        self._patterns = patterns
        self._report = analysis.form == "report"
        self._claimed = False
        self._last = -1
        self.weighed = 0

    def weigh(
        self, section: Section, cue: re.Match[str], start: int, end: int, shape: str
    ) -> Candidate[str]:
        """Return the number at *start*, behind the label *cue*, with its role and score."""
        value = number_quote(self._text[start:end])
        title = self._patterns.printed["title_before"]
        if title.search(self._text, max(0, cue.start() - 90), cue.start()):
            return Candidate(start, end, value, "numbers.title_in_text", 0.9, "own")
        self.weighed += 1
        if not self._report or self.weighed > _MOST_WEIGHED:
            # A letter's own number stands in its head; those in its text are cited.
            return Candidate(start, end, value, "numbers.running", 0.3, "cited")
        sentence = self._sentence(section, cue.start())
        before = self._text[max(sentence, cue.start() - _CONTEXT) : cue.end()]
        noun, between = self._noun(before)
        if noun == "law" or (noun is None and shape == "plain" and len(value) < 4):
            return Candidate(start, end, value, "numbers.other_type", 0.05, "cited")
        own, cited = self._cues(before, self._text[end : end + _BEHIND])
        listed, self._last = self._last >= sentence, start
        if noun is None and listed and not own:
            # A list of documents goes on; its nouns may stand far from their numbers.
            return Candidate(start, end, value, "numbers.other_type", 0.05, "cited")
        score = _BY_NOUN[noun] + sum(c.weight for c in own) - sum(c.weight for c in cited)
        role = "own" if score >= _LEAST else "cited"
        ministry = self._ministry(before, between)
        places = {} if ministry is None else {"issuer": (cue.end() - ministry, start)}
        if role == "own" and (noun == "named_letter" or ministry is not None):
            role = "fallback"
        elif role == "cited" and _only(cited, "follow"):
            rests = self._patterns.rests.search(before) is not None
            # What rests on a ministry's circular may be laid down in one of the region's own.
            role = ("rests" if ministry is None else "fallback") if rests else role
            role = "followed" if role == "cited" and noun == "own" else role
            score = _LEAST if role != "cited" else score
        elif role == "cited" and noun == "own" and _only(cited, "aside"):
            role, score = "aside", _LEAST
        elif role == "own" and not self._claimed and score > _LEAST:
            # The first circular that a text speaks of is most often its subject.
            self._claimed = True
            score += 0.1
        rule = f"numbers.{(cited or own)[0].name}" if cited or own else "numbers.running"
        score = max(0.05, min(score, 0.95))
        return Candidate(start, end, value, rule, score, role, places=places)

    def _sentence(self, section: Section, at: int) -> int:
        """Return the start of the sentence that holds offset *at*.

        One that opens with the number goes on with the sentence before: "Edarannya sudah
        keluar. Nomor 800/12."
        """
        spans = sentences(self._text, section.start, section.end)
        index = bisect_right(spans, at, key=lambda span: span[0])
        if index > 1 and not self._text[spans[index - 1][0] : at].strip(_QUOTES):
            before = self._text[spans[index - 2][0] : at]
            if "\n" not in before.rstrip() and self._patterns.nouns.search(before):
                index -= 1
        return spans[index - 1][0] if index else section.start

    def _noun(self, before: str) -> tuple[str | None, str]:
        """Return the kind of the last noun before a number, and the words from it on."""
        near = before[-_NOUN_REACH:]
        last = max(self._patterns.nouns.finditer(near), key=lambda m: m.start(), default=None)
        if last is None or _CUT.search(near, last.end()):
            return None, ""
        return last.lastgroup, near[last.start() :]

    def _ministry(self, before: str, between: str) -> int | None:
        """How far before the number a ministry is said to issue, None if none is.

        It stands between noun and number, or is the subject of the verb of issuing.
        """
        national = self._patterns.issuer["national"]
        named = national.search(between)
        if named is not None:
            return len(between) - named.start()
        verb = _last(self._patterns.issuer["verb"], before, len(before))
        subject = _last(national, before, verb)
        local = _last(self._patterns.issuer["local"], before, verb)
        if subject < 0 or subject < local:
            return None
        # Dinas X menindaklanjuti Inmendagri dengan menerbitkan: the ministry's is followed up.
        follow = next(c for c in self._patterns.cited if c.name == "follow")
        if 0 <= local < _fits(follow, before[:subject], ""):
            return None
        return len(before) - subject

    def _cues(self, before: str, after: str) -> tuple[list[Cue], list[Cue]]:
        """Return the cues that fit; of own verb and follow-up the nearer one governs."""
        own = {c: at for c in self._patterns.own if (at := _fits(c, before, after)) >= 0}
        cited = {c: at for c in self._patterns.cited if (at := _fits(c, before, after)) >= 0}
        verb = max((at for c, at in own.items() if c.before is not None), default=-1)
        follow = max((at for c, at in cited.items() if c.name == "follow"), default=-1)
        if follow > verb:
            own = {c: at for c, at in own.items() if c.before is None}
        elif verb > follow:
            cited = {c: at for c, at in cited.items() if c.name != "follow"}
        return list(own), list(cited)


def _only(cues: list[Cue], name: str) -> bool:
    """Whether nothing but the cue *name* says that a number is another's."""
    return all(cue.name == name for cue in cues)


def _last(pattern: re.Pattern[str], text: str, end: int) -> int:
    """Return where *pattern* last begins in *text* before *end*, -1 if nowhere."""
    return max((m.start() for m in pattern.finditer(text, 0, max(0, end))), default=-1)


def _fits(cue: Cue, before: str, after: str) -> int:
    """Return where in *before* the cue last ends (0 for one that follows), -1 if nowhere."""
    if cue.before is not None:
        return max((m.end() for m in cue.before.finditer(before)), default=-1)
    return 0 if cue.after is not None and cue.after.search(after) is not None else -1


def _settle(
    found: list[Candidate[str]], text: str, patterns: NumberPatterns
) -> list[Candidate[str]]:
    """Make a number own that may be it, where the text names no other.

    So with that of the circular on which the measure rests, or which somebody follows up, where
    none is said to be issued; with that which is told of in a sentence that looks back, where it
    is the first spoken of; and with that of a ministry's circular, or of a letter of its own
    name such as a surat penegasan, where no other circular is spoken of.
    """
    found = _without_governors(found, text, patterns)
    open_roles = {c.role for c in found} & {"rests", "followed", "fallback", "aside"}
    if not open_roles:
        return found
    # A number that nothing but its label makes one is no rival.
    sure = {_short_form(c.value) for c in found if c.role == "own" and c.score > _LEAST}
    own = bool(sure)
    issued = own or patterns.regional["issuing"].search(text) is not None
    spoken = issued or patterns.regional["issued"].search(text) is not None
    settled = dict.fromkeys(open_roles, "cited")
    if not issued and "rests" in open_roles:
        settled["rests"] = "own"
    elif not spoken and "fallback" in open_roles:
        settled["fallback"] = "own"
    elif (
        not issued
        and "followed" in open_roles
        and _is_alone("followed", found, text, patterns)
        and not _applied_by_region(found, text, patterns)
    ):
        settled["followed"] = "own"
    elif not own and "aside" in open_roles and _is_alone("aside", found, text, patterns):
        settled["aside"] = "own"
    if settled.get("fallback") == "own":
        # Of several that a ministry issued the surest, with its short form, is the one.
        most = max((c for c in found if c.role == "fallback"), key=lambda c: (c.score, -c.start))
        sure = {_short_form(most.value)}
    # The own number is the ministry's where it stands behind that, too; so is one followed up.
    found = [
        replace(c, role="own")
        if c.role in ("fallback", "followed") and _short_form(c.value) in sure
        else replace(c, role="cited")
        if c.role == "fallback"
        else c
        for c in found
    ]
    return [_settled(c, settled) for c in found]


def _without_governors(
    found: list[Candidate[str]], text: str, patterns: NumberPatterns
) -> list[Candidate[str]]:
    """Make cited the numbers of a governor where the text says that one below him issues."""
    regional = patterns.regional
    governors = [
        c
        for c in found
        if c.role == "own"
        and c.rule != "numbers.title"
        and regional["of_governor"].search(text, max(0, c.start - _NOUN_REACH), c.start)
    ]
    issuing = regional["issuing"].search(text) if governors else None
    if issuing is None or regional["local"].match(issuing[0]) is None:
        return found
    beside = range(issuing.end(), issuing.end() + _BESIDE)
    return [
        replace(c, role="cited") if c in governors and c.start not in beside else c for c in found
    ]


def _applied_by_region(found: list[Candidate[str]], text: str, patterns: NumberPatterns) -> bool:
    """Whether the circular followed is a ministry's, and a region's government applies it."""
    national = all("issuer" in c.places for c in found if c.role == "followed")
    return national and patterns.regional["applying"].search(text) is not None


def _is_alone(role: str, found: list[Candidate[str]], text: str, patterns: NumberPatterns) -> bool:
    """Whether one circular has *role*, and no other is spoken of before it."""
    named = [c for c in found if c.role == role]
    if len({c.value for c in named}) > 1:
        return False
    first = next((m for m in patterns.nouns.finditer(text) if m.lastgroup == "own"), None)
    number = named[0].start
    if first is None or not 0 <= number - first.end() < _NOUN_REACH:
        return False
    if patterns.followed_by.search(text) is not None:
        return False
    between = text[first.start() : number]
    return not any(_fits(cue, between, "") >= 0 for cue in patterns.cited)


def _settled(candidate: Candidate[str], roles: dict[str, str]) -> Candidate[str]:
    role = roles.get(candidate.role, candidate.role)
    if role == "own" and candidate.role in ("rests", "followed", "aside"):
        warning = ("inferred_number", "the text builds on this circular and names no other")
        return replace(candidate, role=role, warnings=(*candidate.warnings, warning))
    return replace(candidate, role=role)


def _short_form(number: str) -> str:
    """``36/2020`` of ``36 Tahun 2020``."""
    return number.casefold().replace(" tahun ", "/")


def _as_full_forms(found: list[Candidate[str]]) -> list[Candidate[str]]:
    """Give ``36/2020`` the role of ``36 Tahun 2020``, the same number in full, and less weight.

    So too its serial alone, where but one number has that: ``SE No 36`` behind the full form.
    """
    full = {_short_form(c.value): c for c in found if " tahun " in c.value.casefold()}
    serials = Counter(short.split("/")[0] for short in full)
    full |= {
        serial: whole
        for short, whole in full.items()
        if (serial := short.split("/")[0]).isdigit() and serials[serial] == 1
    }
    settled = []
    for candidate in found:
        whole = full.get(candidate.value)
        if whole is not None and ("/" in candidate.value or whole.start <= candidate.start):
            score = min(candidate.score, whole.score - 0.01)
            candidate = replace(candidate, role=whole.role, score=score)
        settled.append(candidate)
    return settled
