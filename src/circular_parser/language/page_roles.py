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


def page_roles(document: Document, patterns: SectionPatterns) -> dict[int, PageRole]:
    """Give each page its role; see :class:`circular_parser.record.SourcePage`."""
    roles: dict[int, PageRole] = {}
    letter_seen = closed = False
    for page in document.pages:
        role = _page_role(page, patterns, letter_seen, closed)
        roles[page.number] = role
        if role == "letter":
            letter_seen = True
            if page is not document.pages[-1]:  # whether it closes matters for the pages behind it
                closed = closed or _closes(page, patterns)
    return roles if letter_seen else _first_text_page_is_letter(document, roles)


def _page_role(page: Page, patterns: SectionPatterns, letter_seen: bool, closed: bool) -> PageRole:
    lines = [line.text for line in page.lines if is_text(line)]
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
    """Whether the letter is signed on *page*: NIP or copies, or an office below the closing.

    A closing alone does not end the letter: the signature may stand on the next page.
    """
    lines = [line.text for line in page.lines if is_text(line)]
    if any(patterns.is_("nip", line) or patterns.is_("copies", line) for line in lines[3:]):
        return True
    closing = next((i for i, line in enumerate(lines) if patterns.is_("closing", line)), None)
    return closing is not None and any(signs(line, patterns) for line in lines[closing + 1 :])


def _first_text_page_is_letter(
    document: Document, roles: dict[int, PageRole]
) -> dict[int, PageRole]:
    """A file of cover sheets alone is read as far as it goes: nothing is lost silently."""
    for page in document.pages:
        if roles[page.number] in ("forwarding_letter", "other", "annex"):
            roles[page.number] = "letter"
            break
    return roles
