"""Tells the parts of a document apart: its form, and the sections of the letter.

The form of an Indonesian official letter is laid down in Permendagri 54/2009 (since 2023
Permendagri 1/2023) and Peraturan ANRI 5/2021: letterhead; either the head block Nomor /
Sifat / Lampiran / Hal with the addressee to its right, or the centred SURAT EDARAN / NOMOR /
TENTANG; body; closing; signature at the lower right; Tembusan at the lower left; Lampiran
on pages of its own. A line belongs to the part whose opening it follows.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import cast

from circular_parser.document import Document, Line
from circular_parser.language.analysis import Analysis, Section, SectionKind
from circular_parser.language.clauses import build_clauses, read_marker
from circular_parser.language.lost_lines import with_lines
from circular_parser.language.page_roles import page_roles
from circular_parser.language.section_patterns import (
    CERTIFIED,
    SectionPatterns,
    is_text,
    mostly_capitals,
    signs,
)

_HEAD_ZONE_LINES = 60
_LETTERHEAD = 8
_FULL_LINE_WORDS = 9
_SMALL = 4  # letters of a word that a headline may set small
_MOST_SAID = 2  # how often words of one kind count that tell a report
# Specks that OCR reads before the words of a line, and its spellings of a list's first mark.
_SPECKS = re.compile(r"^[^\w(]{1,3}\s*(?=[A-Za-z])")
_FIRST_MARK = re.compile(r"^[1Il|]{1,2}[.,)]\s+(?=[A-Z])")
_OTHER_LETTERS = ("forwarding_letter", "other")


def find_sections(analysis: Analysis, patterns: SectionPatterns) -> None:
    """Fill in form, page roles, sections and clauses of *analysis*."""
    document = with_lines(analysis.document, patterns.flattened)
    if document is not analysis.document:
        message = "the letter is run into one paragraph; its parts are told by their first words"
        analysis.warnings.append(("lines_lost", message, None))
        analysis.document = document
    analysis.form = "report" if is_report(document, patterns) else "circular"
    if analysis.form == "report":
        analysis.roles = {page.number: "letter" for page in document.pages}
        _add(analysis, "article", [line for line in document.lines if line.kind != "footer"])
    else:
        analysis.roles = page_roles(document, patterns)
        others = [n for n, role in analysis.roles.items() if role in _OTHER_LETTERS]
        if others:
            pages = ", ".join(map(str, others))
            message = f"another letter stands in the file: page {pages}"
            analysis.warnings.append(("several_documents", message, None))
        letters = [p for p in document.pages if analysis.roles[p.number] == "letter"]
        annexes = [p for p in document.pages if analysis.roles[p.number] in ("annex", "blank")]
        _Letter(analysis, patterns, [line for page in letters for line in page.lines]).divide()
        for page in annexes:
            lines = [line for line in page.lines if is_text(line)]
            last = analysis.sections[-1:]
            begun = last[0].lines if last and last[0].kind == "copies" else []
            copies = _copies_overleaf(begun, lines, patterns)
            _add(analysis, "copies", lines[:copies])
            # Of a page that is all but blank only the last copies are part of the letter.
            rest: SectionKind = "annex" if analysis.roles[page.number] == "annex" else "other_page"
            _add(analysis, rest, lines[copies:])
        for page in document.pages:
            if analysis.roles[page.number] not in ("letter", "annex", "blank"):
                _add(analysis, "other_page", page.lines)
        analysis.sections.sort(key=lambda section: section.start)
    for section in analysis.of("body", "annex", "article"):
        analysis.clauses.extend(build_clauses(section, document.text))


def is_report(document: Document, patterns: SectionPatterns) -> bool:
    """Whether the text is a report about a circular rather than the circular.

    Scans are taken for documents; prose must show the form of a letter to be one.
    """
    if document.media_type == "application/pdf" or document.media_type.startswith("image/"):
        return False
    lines = document.lines
    top = [line.text for line in lines[:_HEAD_ZONE_LINES]]
    foot = [line.text for line in lines[-25:]]
    head = sum(patterns.is_("label", line) for line in top)
    letter = 2 * any(patterns.title_of(line) for line in top)
    letter += 2 * (head >= 2) + any(patterns.is_("addressee", line) for line in top)
    letter += sum(patterns.is_(name, line) for name in ("copies", "nip") for line in foot)
    # Of a title without letterhead the number stands on a line of its own, as TENTANG or the
    # place and day do.
    letter += any(patterns.is_("number", line) for line in top) and any(
        patterns.is_("place_date", line)
        or (patterns.is_("tentang", line) and len(line.split()) == 1)
        for line in top
    )
    # A letterhead over the addressees, where the labels of the head were misread.
    headed = any(
        patterns.is_("letterhead", line) and mostly_capitals(line) for line in top[:_LETTERHEAD]
    )
    letter += 2 * (headed and any(patterns.is_("addressee", line) for line in top))
    # A copy without its head is still signed: closing words, NIP, copies.
    letter += all(any(patterns.is_(n, x) for x in foot) for n in ("closing", "nip", "copies"))
    # So is one that lost its head above the addressees.
    if top and patterns.is_("addressee", top[0]):
        letter += 2 * any(patterns.is_("closing", line) for line in foot)
    # A title in running text, as OCR without lines leaves it.
    flat = " ".join(top)
    letter += 2 * (re.search(r"SURAT EDARAN\s+NOMOR\b.{3,60}TENTANG", flat) is not None)
    if letter < 3 or 3 * letter > _MOST_SAID * len(patterns.report):
        return letter < 3
    found = (pattern.finditer(document.text) for pattern in patterns.report.values())
    press = sum(1 for matches in found for _ in islice(matches, _MOST_SAID))
    return press >= 3 * letter


def _copies_overleaf(begun: list[Line], lines: list[Line], patterns: SectionPatterns) -> int:
    """Return how many lines at the top of a page are the letter's list of copies.

    It may have *begun* on the page before.
    """
    if not lines:
        return 0
    last = next(filter(None, (read_marker(line.text) for line in reversed(begun))), None)
    first = read_marker(lines[0].text)
    if last is None:  # the cue stands at the foot of the page before, its list overleaf
        goes_on = bool(begun) and first is not None and first.value == 1
    else:
        goes_on = first is not None and (first.style, first.value) == (last.style, last.value + 1)
    if not (goes_on or patterns.is_("copies", lines[0])):
        return 0
    for index, line in enumerate(lines):
        above = lines[max(index - 1, 0)]
        marked = read_marker(line.text) is not None
        if index and (
            patterns.is_("annex", line)
            or patterns.is_("label", line)
            or (line.block != above.block and not marked)
        ):
            return index
    return len(lines)


def _add(analysis: Analysis, kind: SectionKind, lines: list[Line]) -> None:
    if lines:
        analysis.sections.append(Section(kind, lines))


def _below_at_left(copies: Line, line: Line) -> bool:
    """Whether a list of copies goes on with *line*, past a signature to its right."""
    if copies.box is None or line.box is None or copies.page != line.page:
        return False
    return (
        abs(line.box.x0 - copies.box.x0) < 2 * copies.box.height
        and line.box.top > copies.box.top
        and read_marker(line.text) is not None
    )


def _is_spread(text: str) -> bool:
    """Whether *text* is a word with its letters set apart: ``T e r n a t e``."""
    return " " in text and all(len(letter) == 1 and letter.isalpha() for letter in text.split())


def _is_prose(text: str) -> bool:
    """Whether a line reads like running text: many words, most of them in small letters."""
    words = text.split()
    return len(words) >= 7 and sum(w[:1].islower() for w in words) >= 0.45 * len(words)


class _Letter:
    """Walks the lines of a letter and puts each into its section."""

    def __init__(self, analysis: Analysis, patterns: SectionPatterns, lines: list[Line]) -> None:
        self._analysis = analysis
        self._patterns = patterns
        self._lines = lines
        self._text_lines = [line for line in lines if is_text(line)]
        self._kinds: dict[int, SectionKind] = {}

    def divide(self) -> None:
        """Give every line its kind and join runs of one kind to sections."""
        body = self._head()
        self._tail(body)
        run: list[Line] = []
        kind: SectionKind | None = None
        for line in self._lines:
            its = self._kinds.get(line.start, "furniture")
            another = its == "annex" and self._patterns.is_("annex", line.text)
            if run and (its != kind or another):
                _add(self._analysis, cast(SectionKind, kind), run)
                run = []
            kind = its
            run.append(line)
        if run:
            _add(self._analysis, cast(SectionKind, kind), run)

    def _set(self, line: Line, kind: SectionKind) -> None:
        self._kinds[line.start] = kind

    def _head(self) -> int:
        """Mark the lines above the body; return the index of the body's first line."""
        state: SectionKind = "letterhead"
        after_tentang = 0
        title_seen = place_seen = numbered = False
        titled = self._titled_at()
        previous: Line | None = None
        listed = 0  # number of the last addressee below the title
        unnumbered = 0  # lines that go on with a list of addressees without numbers
        for index, line in enumerate(self._text_lines):
            new_block = previous is None or (previous.page, previous.block) != (
                line.page,
                line.block,
            )
            marker = read_marker(line.text) if title_seen and state == "addressees" else None
            if marker is not None and marker.style == "1.":
                # The list of addressees is over where the numbers begin anew.
                if listed > 1 and marker.value == 1:
                    return index
                if marker.value == 1 and unnumbered > 1 and new_block and self._runs_on(index):
                    return index
                listed = marker.value
            kind = self._opening_of(line, state)
            if kind is None:
                in_subject = state == "title" and after_tentang > 0
                if in_subject and self._goes_on_title(line, new_block, after_tentang):
                    kind = "title"
                elif state == "title" and numbered and self._is_headline(line):
                    kind, numbered = "title", False
                elif index >= titled and self._is_body(
                    line, state, new_block, title_seen, place_seen
                ):
                    return index
                elif state in ("head", "addressees", "letterhead"):
                    unsaid = previous is not None and previous.text.rstrip().endswith(":")
                    leaves = state == "head" and new_block and not unsaid
                    kind = "addressees" if leaves else state
                else:
                    kind = "title" if state == "title" else state
            if kind == "title":
                title_seen = True
                if self._patterns.is_("tentang", line):
                    after_tentang, numbered = 1, False
                elif self._patterns.is_("number", line):
                    numbered = not self._patterns.is_("ends_in_tentang", line)
                elif after_tentang or self._patterns.is_("ends_in_tentang", line):
                    after_tentang += 1
            place_seen = place_seen or (
                state == "addressees" and self._patterns.is_("place_of_addressee", line)
            )
            self._set(line, kind)
            unnumbered += kind == state == "addressees" and not listed
            if kind != "place_date":
                state = kind
            previous = line
        return len(self._text_lines)

    def _runs_on(self, index: int) -> bool:
        """Whether the line at *index* goes on below in running text, of its own block."""
        line, *below = self._text_lines[index : index + 2]
        return any(
            (line.page, line.block) == (following.page, following.block)
            and read_marker(following.text) is None
            and _is_prose(following.text)
            for following in below
        )

    def _titled_at(self) -> int:
        """Return the index of the full title (SURAT EDARAN over NOMOR and TENTANG), 0 if none.

        No body begins above it: the rows of a long list of addressees may look like one.
        """
        lines = self._text_lines[:_HEAD_ZONE_LINES]
        tentang = -1
        titled = 0
        for index in range(len(lines) - 1, -1, -1):
            line = lines[index]
            if index < tentang <= index + 4 and self._patterns.title_of_line(line):
                titled = index
            if len(line.text.split()) <= 2 and self._patterns.is_("tentang", line):
                tentang = index
        return titled

    def _opening_of(self, line: Line, state: SectionKind) -> SectionKind | None:
        """Return the kind that *line* opens by its own words, None if it opens none."""
        patterns = self._patterns
        text = _SPECKS.sub("", line.text) if line.confidence is not None else line.text
        if patterns.title_of_line(line):
            return "title"
        if state == "title" and (patterns.is_("number", text) or patterns.is_("tentang", text)):
            return "title"
        if patterns.is_("label", text):
            return "head"
        if state in ("head", "addressees") and patterns.is_("copied_in_head", text):
            return "copies"
        if patterns.is_("place_date", text) or patterns.is_("bare_date", text):
            return "place_date"
        if patterns.is_("addressee", text):
            return "addressees"
        alone = len(text.split()) <= 2
        if patterns.is_("tentang", text) and (mostly_capitals(text) or alone):
            return "title"
        return None

    def _goes_on_title(self, line: Line, new_block: bool, so_far: int) -> bool:
        """Whether *line* belongs to the subject after TENTANG."""
        if self._patterns.opening.search(line.text) and not mostly_capitals(line.text):
            return False
        if so_far == 1:
            return True
        if read_marker(line.text) is not None or so_far > 9:
            return False
        return mostly_capitals(line.text) or (not new_block and not _is_prose(line.text))

    def _is_headline(self, line: Line) -> bool:
        """Whether *line* is a subject in title case, right below the number without TENTANG."""
        words = [word for word in line.text.split() if len(word) > _SMALL]
        return (
            len(words) > 2
            and all(word[0].isupper() for word in words)
            and line.text[-1] not in ".,:;"
            and read_marker(line.text) is None
            and self._patterns.opening.search(line.text) is None
        )

    def _is_body(
        self, line: Line, state: SectionKind, new_block: bool, title_seen: bool, place_seen: bool
    ) -> bool:
        """Whether the body begins with *line*, which opens no other part."""
        if self._patterns.basis_label.match(line.text):
            return state != "letterhead"
        if _is_spread(line.text):
            return False
        if state == "letterhead" and not title_seen:
            return bool(_is_prose(line.text) and self._patterns.opening.search(line.text))
        opening = self._patterns.opening
        if state == "addressees" and self._patterns.recital.match(line.text):
            return True
        # A. Umum opens by its letter too.
        opens = bool(opening.search(line.text) or opening.search(_FIRST_MARK.sub("", line.text)))
        # A message by wire is set in capitals throughout.
        wired = opens and not title_seen and len(line.text.split()) >= _FULL_LINE_WORDS
        if mostly_capitals(line.text) and not (wired or (title_seen and read_marker(line.text))):
            return False
        if opens and (new_block or place_seen or _is_prose(line.text)):
            return True
        if state == "addressees" and not place_seen:
            return _is_prose(line.text) and new_block and read_marker(line.text) is None
        if title_seen and state == "title":
            return new_block or opens or _is_prose(line.text)
        # Below the place of the addressees a full line begins the text, whatever its words.
        full = place_seen and len(line.text.split()) >= _FULL_LINE_WORDS
        prose = _is_prose(line.text)
        # A list in the head of a nota dinas is that of its copies.
        listed = state != "copies" and read_marker(line.text) is not None
        return (place_seen and prose) or (new_block and (full or prose or listed))

    def _tail(self, body: int) -> None:
        """Mark body, closing, signature and copies from line *body* on."""
        lines = self._text_lines
        signed = self._signature_start(body)
        state: SectionKind = "body"
        copies: Line | None = None
        for index in range(body, len(lines)):
            line = lines[index]
            text = line.text
            ended = index > signed or state == "copies"
            titled = state == "copies" and self._patterns.is_("form_title", text)
            if state == "annex" or titled or (ended and self._patterns.is_("annex", text)):
                state = "annex"  # of a letter without pages, such as a text file
            elif self._patterns.is_("copies", text) and index > body:
                state, copies = "copies", line
            elif state == "signature" and self._patterns.is_("addressee", text):
                state = "addressees"  # at the foot, as some ministries set them
            elif state == "signature" and copies is not None and _below_at_left(copies, line):
                state = "copies"
            elif state == "signature" and copies is None and self._lists_offices(lines, index):
                state, copies = "copies", line  # under a heading that was not read
            elif state == "copies" and lines[index - 1] is copies and signed < index:
                pass  # the first to get a copy
            elif state == "copies" and self._leaves_copies(lines, index):
                state = "signature" if index >= signed else "body"
            elif index == signed or (state == "closing" and self._below_closing(lines, index)):
                state = "signature"
            elif state == "body" and self._patterns.is_("closing", text):
                state = "closing"
            elif state == "closing" and read_marker(text) is not None and index < signed:
                state = "body"
            self._set(line, state)

    def _below_closing(self, lines: list[Line], index: int) -> bool:
        """Whether line *index*, in a block below the closing, belongs to the signature.

        Where a stamp spoils the office, only name, rank or NIP may have been read.
        """
        line, previous = lines[index], lines[index - 1]
        return (previous.page, previous.block) != (line.page, line.block) and not _is_prose(
            line.text
        )

    def _lists_offices(self, lines: list[Line], index: int) -> bool:
        """Whether line *index* is the first item of a list of offices that get a copy."""
        line = lines[index]
        marker = read_marker(line.text)
        if line.confidence is None or marker is None or marker.value != 1:
            return False
        texts = [item.text for item in lines[index : index + 4]]
        items = [(its, text) for text in texts if (its := read_marker(text)) is not None]
        return (
            not mostly_capitals(line.text)
            # The first may be misread: Oubernur.
            and any(self._patterns.is_("office", text[its.length :]) for its, text in items)
            and any(its.value == 2 for its, _ in items)
        )

    def _leaves_copies(self, lines: list[Line], index: int) -> bool:
        """Whether the list of copies ends before line *index*: a signature or a new text."""
        line, previous = lines[index], lines[index - 1]
        if (previous.page, previous.block) == (line.page, line.block):
            return False
        if CERTIFIED.search(line.text):
            return True
        return self._signs(line) or self._patterns.is_("nip", line)

    def _signs(self, line: Line) -> bool:
        """Whether *line* may open a signature block and is no item of a list."""
        return signs(line.text, self._patterns) and read_marker(line.text) is None

    @staticmethod
    def _wraps(lines: list[Line], index: int) -> bool:
        """Whether line *index* goes on with a sentence: ... masa kampanye / pada tanggal D."""
        line, above = lines[index], lines[index - 1]
        same = (above.page, above.block) == (line.page, line.block)
        goes_on = line.text[:1].islower() or line.text.endswith(".")
        return same and goes_on and _is_prose(above.text)

    def _signature_start(self, body: int) -> int:
        """Return the index of the first line of the signature block, or past the last line.

        The block is the last run of short lines that begins with an office, a.n., Plt.,
        a place and date or ``Ditetapkan di`` and has no running text below it.
        """
        lines = self._text_lines
        end = len(lines)
        closed = False
        for index in range(body + 1, end):
            if closed and self._patterns.is_("annex", lines[index]):
                # Offices that an annex lists sign nothing.
                end = index if any(map(self._signs, lines[body + 1 : index])) else end
                break
            closed = closed or self._patterns.is_("closing", lines[index])
            if self._patterns.is_("copies", lines[index]):
                below = [x for x in lines[index + 1 :] if self._signs(x)]
                # Below the signature the office right under Tembusan gets a copy.
                if below == lines[index + 1 : index + 2]:
                    below = [] if any(map(self._signs, lines[body + 1 : index])) else below
                end = end if below else index
                break
        start = end
        for index in range(end - 1, body, -1):
            text = lines[index].text
            if self._patterns.is_("electronic_notice", text):
                continue
            if self._signs(lines[index]) and not self._wraps(lines, index):
                start = index
            elif len(text.split()) > 14 or (_is_prose(text) and not signs(text, self._patterns)):
                break
        return start if start < end else len(lines)
