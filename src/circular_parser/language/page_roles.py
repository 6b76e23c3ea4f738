"""Tells what each page of a file is: the letter, its annex, a cover sheet, another letter."""

from __future__ import annotations

from circular_parser.document import Document, Page
from circular_parser.language.patterns import lower_view
from circular_parser.language.section_patterns import (
    SectionPatterns,
    is_text,
    mostly_capitals,
    signs,
)
from circular_parser.record import PageRole

_REST = 8  # lines that the rest of a signature, and the head of the copies, take at most


def page_roles(document: Document, patterns: SectionPatterns) -> dict[int, PageRole]:
    """Give each page its role; see :class:`circular_parser.record.SourcePage`."""
    roles: dict[int, PageRole] = {}
    letter_seen = closed = complete = False
    for page in document.pages:
        role = _page_role(page, patterns, letter_seen, closed)
        if role == "annex" and not complete and _completes(page, patterns):
            role, complete = "letter", True
        roles[page.number] = role
        if role == "letter":
            letter_seen = True
            if page is not document.pages[-1]:  # whether it closes matters for the pages behind it
                complete = complete or _is_complete(_texts(page)[3:], patterns)
                closed = closed or complete or _closes(page, patterns)
    return roles if letter_seen else _first_text_page_is_letter(document, roles)


def _page_role(page: Page, patterns: SectionPatterns, letter_seen: bool, closed: bool) -> PageRole:
    lines = _texts(page)
    if sum(map(len, lines)) < 15:
        return "blank"
    top = lines[:14]
    squashed = lower_view(" ".join(lines))
    labels = set(patterns.cover["labels"].findall(squashed))
    if len(labels) >= 3 or patterns.cover["sheet"].search(squashed):
        return "cover_sheet"
    if any(patterns.is_("forwarding", line) and mostly_capitals(line) for line in top):
        return "forwarding_letter"
    if letter_seen and any(patterns.is_("annex", line) for line in lines[:8]):
        return "annex"
    if closed:
        starts = _starts_letter(lines, patterns)
        return "other" if starts else "annex"
    return "letter"


def _starts_letter(lines: list[str], patterns: SectionPatterns) -> bool:
    """Whether a page opens a letter of its own: head labels and a date or an addressee."""
    top = lines[:25]
    labels = sum(patterns.is_("label", line) for line in top)
    return labels >= 2 and any(
        patterns.is_(name, line) for name in ("place_date", "addressee") for line in top
    )


def _closes(page: Page, patterns: SectionPatterns) -> bool:
    """Whether the letter is signed on *page*: more than an office stands below the closing.

    A closing alone does not end the letter, nor the office that signs, at the foot of the page:
    the signature, or the name, may stand on the next one.
    """
    lines = _texts(page)
    closing = next((i for i, line in enumerate(lines) if patterns.is_("closing", line)), None)
    signing = (
        [signs(line, patterns) for line in lines[closing + 1 :]] if closing is not None else []
    )
    return any(signing) and not signing[-1]


def _is_complete(lines: list[str], patterns: SectionPatterns) -> bool:
    """Whether *lines* have what stands below a signature: a NIP or the list of copies."""
    return any(patterns.is_("nip", line) or patterns.is_("copies", line) for line in lines)


def _completes(page: Page, patterns: SectionPatterns) -> bool:
    """Whether *page* begins with the rest of a signature, and what else stands below it."""
    top = _texts(page)[:_REST]
    annex = next((i for i, line in enumerate(top) if patterns.is_("annex", line)), len(top))
    return _is_complete(top[:annex], patterns)


def _texts(page: Page) -> list[str]:
    """Return the lines of running text on *page*."""
    return [line.text for line in page.lines if is_text(line)]


def _first_text_page_is_letter(
    document: Document, roles: dict[int, PageRole]
) -> dict[int, PageRole]:
    """A file of cover sheets alone is read as far as it goes: nothing is lost silently."""
    for page in document.pages:
        if roles[page.number] in ("forwarding_letter", "other", "annex"):
            roles[page.number] = "letter"
            break
    return roles
