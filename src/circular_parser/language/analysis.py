"""What the language layer says of one document: sections, clauses and candidates.

A component of the pipeline reads the :class:`Analysis` of a spaCy ``Doc`` and adds to it.
Nothing is decided here: every span that could be a value stands as a
:class:`Candidate` with the rule that found it; :mod:`circular_parser.resolve` chooses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Literal, TypeVar

from spacy.tokens import Doc

from circular_parser.document import Document, Line
from circular_parser.language.body_titles import BodyTitles
from circular_parser.language.patterns import lower_view
from circular_parser.language.text_words import TextWords
from circular_parser.record import (
    Capacity,
    DocumentType,
    ExemptService,
    Level,
    Obligation,
    PageRole,
    Reference,
    WorkArrangement,
)

V = TypeVar("V")

SectionKind = Literal[
    "letterhead",
    "place_date",
    "head",
    "addressees",
    "title",
    "body",
    "closing",
    "signature",
    "copies",
    "annex",
    "furniture",
    "other_page",
    "article",
]
DateRole = Literal[
    "issued", "start", "end", "cited", "published", "quoted", "received", "event", "return", "none"
]


@dataclass(frozen=True, slots=True)
class Candidate(Generic[V]):
    """A span that could be a value.

    ``text[start:end]`` is what is quoted; ``value`` what the record would hold; ``rule``
    the name of the pattern or function that found it, ``<module>.<name>``; ``score`` 0..1
    how much the rule alone is worth. ``warnings`` are (code, message). ``extra`` are
    further places that the value rests on; ``places`` those of its parts, by their keys in
    the record.
    """

    start: int
    end: int
    value: V
    rule: str
    score: float
    role: str = ""
    warnings: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[int, int], ...] = ()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Section:
    """A run of lines of one kind; sections follow each other and do not overlap."""

    kind: SectionKind
    lines: list[Line]

    @property
    def start(self) -> int:
        """Offset of the section's first character."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Offset after the section's last character."""
        return self.lines[-1].end


@dataclass(slots=True)
class Clause:
    """A paragraph or a list item of the body, annex or article, with what hangs below it.

    ``text[start:end]`` is its own text, without the marker (``label``: ``1.``, ``a)``,
    ``-``; None for a paragraph) and without its children. A paragraph or item that ends
    in a colon is the parent of the list that follows.
    """

    start: int
    end: int
    section: SectionKind
    label: str | None = None
    parent: Clause | None = None
    children: list[Clause] = field(default_factory=list)

    def walk(self) -> Iterator[Clause]:
        """Yield this clause and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def ancestors(self) -> Iterator[Clause]:
        """Yield the parent, its parent, and so on."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def last_end(self) -> int:
        """Offset after the last character of this clause and all below it."""
        return self.children[-1].last_end if self.children else self.end


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as printed: parts that are not printed are None.

    ``resolved`` is the ISO date if day, month and year are known, printed or inferred;
    ``inferred`` names the parts that were not printed (``year``, ``month``, ``digits``).
    """

    day: int | None
    month: int | None
    year: int | None
    weekday: int | None = None
    resolved: dt.date | None = None
    inferred: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as an ISO date, with ``?`` for what is not known."""
        if self.resolved is not None:
            return self.resolved.isoformat()
        parts = (self.year, self.month, self.day)
        return "-".join(f"{part:02}" if part else "?" for part in parts)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: *count* days or months."""

    count: int
    unit: Literal["days", "months"]


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """A period as far as its own sentence tells.

    ``from_issue``: it starts on the day of signing; ``duration``: its end is to be counted
    from its start.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    open_ended: bool = False
    from_issue: bool = False
    duration: Duration | None = None


@dataclass(frozen=True, slots=True)
class RegionValue:
    """A region of the gazetteer: ``level`` provinsi, kabupaten or kota."""

    code: str
    name: str
    level: Level
    province: str
    province_code: str


@dataclass(frozen=True, slots=True)
class OfficeValue:
    """An office as printed (``title`` without Plt. or a.n.) and what is known of it."""

    title: str
    level: Level | None = None
    region: RegionValue | None = None
    capacity: Capacity = "definitive"
    head: bool = False


@dataclass(frozen=True, slots=True)
class SignatoryValue:
    """Who signs, as far as one rule could tell."""

    name: str | None
    office: OfficeValue | None
    on_behalf_of: OfficeValue | None = None
    rank: str | None = None
    nip: str | None = None
    electronic: bool = False


@dataclass
class Analysis:
    """All that the pipeline has found in one document.

    ``clauses`` are the top-level paragraphs and items of body, annex and article.
    ``roles`` gives each page's role; ``form`` whether the text is a circular or a report
    about one; ``titles`` how the model in use completes the title of an office.
    """

    document: Document
    form: Literal["circular", "report"] = "circular"
    roles: dict[int, PageRole] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    document_types: list[Candidate[DocumentType]] = field(default_factory=list)
    numbers: list[Candidate[str]] = field(default_factory=list)
    subjects: list[Candidate[str]] = field(default_factory=list)
    dates: list[Candidate[DateValue]] = field(default_factory=list)
    places: list[Candidate[str]] = field(default_factory=list)
    regions: list[Candidate[RegionValue]] = field(default_factory=list)
    offices: list[Candidate[OfficeValue]] = field(default_factory=list)
    titles: BodyTitles = field(default_factory=BodyTitles)
    signatories: list[Candidate[SignatoryValue]] = field(default_factory=list)
    addressees: list[Candidate[str]] = field(default_factory=list)
    copies: list[Candidate[str]] = field(default_factory=list)
    references: list[Candidate[Reference]] = field(default_factory=list)
    periods: list[Candidate[PeriodValue]] = field(default_factory=list)
    exempt_services: list[Candidate[ExemptService]] = field(default_factory=list)
    obligations: list[Candidate[Obligation]] = field(default_factory=list)
    arrangements: list[Candidate[WorkArrangement]] = field(default_factory=list)
    warnings: list[tuple[str, str, str | None]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def plain(self) -> str:
        """The text in small letters with single spaces; offsets are those of the text.

        For :func:`circular_parser.language.patterns.compile_lower`.
        """
        return lower_view(self.text)

    @cached_property
    def words(self) -> TextWords:
        """The words that stand in the text."""
        return TextWords(self.plain)

    def of(self, *kinds: SectionKind) -> Iterator[Section]:
        """Yield the sections of the given *kinds*, in the order of the text."""
        return (section for section in self.sections if section.kind in kinds)

    def kind_at(self, offset: int) -> SectionKind | None:
        """Return the kind of the section that holds *offset*, None outside all."""
        for section in self.sections:
            if offset < section.end:
                return section.kind if section.start <= offset else None
        return None

    def all_clauses(self) -> Iterator[Clause]:
        """Yield every clause, parents before children, in the order of the text."""
        for clause in self.clauses:
            yield from clause.walk()


def analysis_of(doc: Doc) -> Analysis:
    """Return the analysis that travels with *doc*."""
    analysis = doc.user_data["analysis"]
    assert isinstance(analysis, Analysis)
    return analysis
