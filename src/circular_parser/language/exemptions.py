"""Finds the services, units and positions that a restriction leaves out.

A sentence says so in two ways: an opener before the list (``kecuali Camat dan Lurah``),
or the list as the subject of staying (``Camat dan Lurah tetap masuk kantor``). A clause
that ends with a colon is followed by its list; an annex may be the list. What ``kecuali``
permits (errands, vehicles, leave) and who is to stay at home is no exemption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from circular_parser.document import Line, Table
from circular_parser.language.analysis import Analysis, Candidate, Clause, Section
from circular_parser.language.enumerations import Span, Splitter
from circular_parser.language.patterns import compile_pattern, load
from circular_parser.language.sentences import quote, sentences
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.record import ExemptKind, ExemptService
from circular_parser.resources import ModelFile

_MAX_ITEM_WORDS = 18
_MAX_LIST = 4000
_MAX_MODALS = 60
_MAX_HOST = 400
_MAX_ANNEX_TITLE = 300
_COLUMN_STEP = 12.0
_AFTER_EXCEPT = re.compile(r"[\s,:]*(?:bagi\s+|yang\s+ada\s+)?", re.IGNORECASE)
_LABEL_AT_END = re.compile(r"\n\s*\d?[a-zA-Z]\.$")
# "At least two levels of officials" is a duty of its own, no exempt position.
_LEVELS = re.compile(r"(?:\w+\W+){0,3}(?:\d|satu|dua|tiga)\W+(?:\w+\W+)?(?:level|tingkat)\b", re.I)
_ROW = re.compile(r"\s*\d{1,2}\s*[.)]?\s+(?=\S)")
_FEW_SPECIFIC = 3
# The role of an item that only says "public service", in a list that says no more.
_GENERAL = "general"


@dataclass(frozen=True, slots=True)
class _Found:
    """Items of one list: their spans, and the rule that found them."""

    spans: list[Span]
    rule: str


@dataclass(frozen=True)
class ExemptionPatterns:
    """The compiled patterns of ``exemptions.toml``."""

    after: dict[str, re.Pattern[str]]
    before: dict[str, re.Pattern[str]]
    traps: dict[str, re.Pattern[str]]
    scores: dict[str, float]
    document: re.Pattern[str]
    stop: re.Pattern[str]
    intro: re.Pattern[str]
    skip: re.Pattern[str]
    boundary: re.Pattern[str]
    modal: re.Pattern[str]
    hint: re.Pattern[str]
    annex_title: re.Pattern[str]
    splitter: Splitter

    @classmethod
    def load(cls, path: ModelFile, taxonomy: ServiceTaxonomy) -> ExemptionPatterns:
        """Read the pattern file at *path*; *taxonomy* tells what an item names.

        Raises:
            ValueError: the file is malformed.
        """
        data = load(path)
        try:
            limits = {name: compile_pattern(p) for name, p in data["limits"].items()}
            return cls(
                after={name: compile_pattern(p) for name, p in data["after"].items()},
                before={name: compile_pattern(p) for name, p in data["before"].items()},
                traps={name: compile_pattern(p) for name, p in data["traps"].items()},
                scores=data["scores"],
                document=compile_pattern(data["context"]["document"]),
                stop=limits["stop"],
                intro=limits["intro"],
                skip=limits["skip"],
                boundary=limits["boundary"],
                modal=limits["modal"],
                hint=limits["hint"],
                annex_title=compile_pattern(data["annex"]["title"]),
                splitter=Splitter.load(path, taxonomy),
            )
        except KeyError as error:
            raise ValueError(f"{path.name}: {error} is missing") from error

    @property
    def taxonomy(self) -> ServiceTaxonomy:
        """The services that items are classified by."""
        return self.splitter.taxonomy


def find_exemptions(
    analysis: Analysis, patterns: ExemptionPatterns
) -> list[Candidate[ExemptService]]:
    """Return who is left out of the restrictions of *analysis*, in the order of the text.

    A candidate spans the item alone. An item that is named twice is given once, where it
    scores best; general words for front-line service are left out where units are named.
    """
    finder = _Finder(analysis, patterns)
    return finder.run() if patterns.document.search(analysis.text) else []


class _Finder:
    def __init__(self, analysis: Analysis, patterns: ExemptionPatterns) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self._patterns = patterns
        self._taxonomy = patterns.taxonomy
        self._found: list[Candidate[ExemptService]] = []

    def run(self) -> list[Candidate[ExemptService]]:
        """Search the clauses and the annexes."""
        for clause in self._analysis.all_clauses():
            for found in self._clause(clause):
                self._add(found)
        for section in self._analysis.of("annex"):
            self._add(self._annex(section))
        return _distinct(self._found)

    def _clause(self, clause: Clause) -> Iterator[_Found]:
        spans = list(sentences(self._text, clause.start, clause.end))
        previous = ""
        for start, end in spans:
            last = end == spans[-1][1]
            children = clause.children if last else []
            yield from self._sentence(start, end, children, previous)
            previous = self._text[start:end]

    def _sentence(
        self, start: int, end: int, children: list[Clause], previous: str
    ) -> Iterator[_Found]:
        """Yield the lists of one sentence; *children* hang below it if it asks for a list."""
        sentence = self._text[start:end]
        if not self._patterns.hint.search(sentence):
            return
        asks = bool(children) and sentence.rstrip().endswith(":")
        for name, pattern in self._patterns.after.items():
            # The list of `levels` may follow in the next sentence.
            offset = max(0, start - len(previous) - 1) if name == "levels" and previous else start
            matches = [m for m in pattern.finditer(self._text, offset, end) if m.end() > start]
            ends = [match.start() for match in matches[1:]] + [end]
            for match, until in zip(matches, ends, strict=False):
                host = self._text[max(offset, match.start() - _MAX_HOST) : match.start()]
                below = children if asks or match.end() == end else []
                yield self._after(match.end(), until, name, host, below)
        for name, pattern in self._patterns.before.items():
            begin = start
            for match in pattern.finditer(self._text, start, end):
                yield self._before(max(begin, match.start() - _MAX_LIST), match.start(), name)
                begin = match.end()

    def _after(self, begin: int, end: int, name: str, host: str, children: list[Clause]) -> _Found:
        """Return the items that follow an opener which ends at *begin*."""
        if name == "except" and (self._forbids_other(host) or self._stays_home(host)):
            return _Found([], name)
        if name in ("except", "excepted") and self._permits_errand(begin, end):
            return _Found([], name)
        skip = self._patterns.skip.match(self._text, begin, end)
        begin = skip.end() if skip is not None else begin
        if children:
            return _Found(self._children(children), name)
        if self._patterns.splitter.describes_class(self._text[begin:end]):
            # What describes the class may hold words that would else end the list.
            intro = self._patterns.intro.search(self._text, begin, end)
            begin = intro.end() if intro is not None else begin
        stop = self._patterns.stop.search(self._text, begin, end)
        end = stop.start() if stop is not None else end
        spans = self._listed(begin, min(end, begin + _MAX_LIST))
        return _Found(self._accepted(spans), name)

    def _permits_errand(self, begin: int, end: int) -> bool:
        """Say whether what follows ``kecuali`` is an errand, a reason, a vehicle or the like."""
        errand = self._patterns.traps["errand"]
        starts = {begin}
        for head in (_AFTER_EXCEPT, self._patterns.skip):
            match = head.match(self._text, begin, end)
            if match is not None:
                starts.add(match.end())
        return any(errand.match(self._text, start, end) for start in starts)

    def _before(self, start: int, end: int, name: str) -> _Found:
        """Return the items that end where the verb begins."""
        text = self._text
        modal = self._patterns.modal.search(text, max(start, end - _MAX_MODALS), end)
        end = modal.start() if modal is not None else end
        if re.search(r"\byang\s*$", text[start:end]):
            return _Found([], name)
        begin = start
        for boundary in self._patterns.boundary.finditer(text, start, end):
            begin = boundary.end()
        intro = self._last_intro(start, end)
        if intro is not None and intro >= begin:
            begin = intro
        spans = self._patterns.splitter.split(text, begin, end)
        kept: list[Span] = []
        for span in reversed(spans):
            if not self._is_item(span):
                break
            kept.insert(0, span)
        if kept and kept[0] != spans[0] and not self._is_whole(kept):
            kept = []
        if name == "own_rules":
            kept = [span for span in kept if self._kind(span) != "position"]
        return _Found(kept, name)

    def _kind(self, span: Span) -> ExemptKind:
        return self._taxonomy.classify(quote(self._text[slice(*span)]))[0]

    def _is_whole(self, kept: list[Span]) -> bool:
        """Say whether a list that began after other words is clearly one."""
        return len(kept) > 1 or self._taxonomy.begins_item(self._text[slice(*kept[0])])

    def _last_intro(self, start: int, end: int) -> int | None:
        last = None
        for intro in self._patterns.intro.finditer(self._text, start, end):
            last = intro.end()
        return last

    def _listed(self, begin: int, end: int) -> list[Span]:
        """Return the items of a list; of a class followed by its list the list alone."""
        splitter = self._patterns.splitter
        intro = self._patterns.intro.search(self._text, begin, end)
        if intro is not None and self._text[intro.end() : end].strip(" \n,:"):
            listed = splitter.split(self._text, intro.end(), end)
            whole = splitter.split(self._text, begin, intro.start())
            adds = intro[0].lower().startswith("termasuk")
            return whole + listed if adds else listed
        return splitter.split(self._text, begin, end)

    def _children(self, children: list[Clause]) -> list[Span]:
        """Return the items of the list below a clause, of a nested list the innermost."""
        leaves = [c for child in children for c in child.walk() if not c.children]
        spans = [
            span for leaf in leaves for span in self._single(leaf.start, self._end_of_item(leaf))
        ]
        named = [span for span in spans if self._is_item(span)]
        if 2 * len(named) >= len(spans):
            return [span for span in spans if self._is_possible(span)]
        return named

    def _end_of_item(self, leaf: Clause) -> int:
        """Return where the first sentence of a list item ends; a label ends none."""
        end = leaf.start
        for _, end in sentences(self._text, leaf.start, leaf.end):
            if _LABEL_AT_END.search(self._text, leaf.start, end) is None:
                break
        return end

    def _accepted(self, spans: list[Span]) -> list[Span]:
        return [span for span in spans if self._is_item(span)]

    def _is_item(self, span: Span) -> bool:
        """Say whether *span* names a service, a unit or a position, or a class of them."""
        item = quote(self._text[slice(*span)])
        if not self._is_possible(span):
            return False
        return self._taxonomy.is_named(item) or self._patterns.splitter.describes_class(item)

    def _is_possible(self, span: Span) -> bool:
        item = quote(self._text[slice(*span)])
        traps = self._patterns.traps
        return not (
            len(item) < 2
            or len(item.split()) > _MAX_ITEM_WORDS
            or self._taxonomy.is_staff(item)
            or traps["at_home"].search(item)
            or traps["vague"].search(item)
        )

    def _forbids_other(self, host: str) -> bool:
        """Say whether what the host forbids is travel, leave or the like, not work."""
        traps = self._patterns.traps
        others = [m.end() for m in traps["other_host"].finditer(host)]
        works = [m.end() for m in traps["work_host"].finditer(host)]
        return bool(others) and max(others) >= max(works, default=-1)

    def _stays_home(self, host: str) -> bool:
        """Say whether the host orders presence, so that its exceptions stay at home."""
        traps = self._patterns.traps
        offices = [m.end() for m in traps["office_host"].finditer(host)]
        homes = [m.end() for m in traps["work_host"].finditer(host) if _is_home(m[0])]
        return bool(offices) and max(offices) > max(homes, default=-1)

    def _annex(self, section: Section) -> _Found:
        """Return the rows of an annex that is a list of those left out."""
        text = self._text
        head = text[section.start : min(section.end, section.start + _MAX_ANNEX_TITLE)]
        title = self._patterns.annex_title.search(head)
        if title is None:
            return _Found([], "annex")
        begin = section.start + title.end()
        pages = {line.page for line in section.lines}
        tables = [t for p in self._analysis.document.pages if p.number in pages for t in p.tables]
        spans = [span for table in tables for span in self._column(table)]
        if not spans:
            spans = self._rows(section, begin)
        return _Found(spans, "annex")

    def _column(self, table: Table) -> list[Span]:
        """Return the cells of the column that names most units."""
        columns: dict[int, list[Span]] = {}
        for cell in table.cells:
            columns.setdefault(cell.column, []).append((cell.start, cell.end))
        return self._best_column(columns)

    def _best_column(self, columns: dict[int, list[Span]]) -> list[Span]:
        """Return the items of the column most of whose cells name a unit, of equals the first."""
        best: list[Span] = []
        most = 0
        for _, cells in sorted(columns.items()):
            named = [[s for s in self._single(*cell) if self._is_item(s)] for cell in cells]
            if sum(map(bool, named)) > most:
                most = sum(map(bool, named))
                best = [span for items in named for span in items]
        return best

    def _rows(self, section: Section, begin: int) -> list[Span]:
        """Return the numbered lines of an annex without a ruled table."""
        spans: list[Span] = []
        for clause in (c for c in self._analysis.all_clauses() if c.section == "annex"):
            if clause.start >= begin and clause.label and not clause.children:
                spans += [s for s in self._single(clause.start, clause.end) if self._is_item(s)]
        if spans:
            return spans
        return self._aligned([line for line in section.lines if line.start >= begin])

    def _aligned(self, lines: list[Line]) -> list[Span]:
        """Return the items of the column of *lines* that names most units.

        Without ruled lines a column is known by its left edge; a line that does not begin
        like a unit goes on with the item above it.
        """
        columns: dict[int, list[Span]] = {}
        for line in lines:
            row = _ROW.match(self._text, line.start, line.end)
            start = row.end() if row is not None else line.start
            edge = round(line.box.x0 / _COLUMN_STEP) if line.box is not None else 0
            near = next((e for e in (edge, edge - 1, edge + 1) if e in columns), edge)
            column = columns.setdefault(near, [])
            begins = self._taxonomy.begins_item(self._text[start : line.end])
            if column and not begins and row is None and line.start - column[-1][1] <= 2:
                column[-1] = (column[-1][0], line.end)
            else:
                column.append((start, line.end))
        return self._best_column(columns)

    def _single(self, start: int, end: int) -> list[Span]:
        return self._patterns.splitter.split(self._text, start, end, single=True)

    def _add(self, found: _Found) -> None:
        if len(found.spans) == 1 and _LEVELS.match(self._text, *found.spans[0]):
            return
        score = self._patterns.scores[found.rule]
        items = [quote(self._text[start:end]) for start, end in found.spans]
        alone = all(self._taxonomy.is_generic(item) for item in items)
        for (start, end), item in zip(found.spans, items, strict=True):
            kind, service = self._taxonomy.classify(item)
            value = ExemptService(text=item, kind=kind, service=service)
            rule = f"exemptions.{found.rule}"
            role = _GENERAL if alone else ""
            worth = score if service != "other" else score * 0.7
            self._found.append(Candidate(start, end, value, rule, worth, role))


def _is_home(words: str) -> bool:
    return (
        re.search(r"rumah|tinggal|WF[HA]|FW[AH]|home|anywhere|fleksibel", words, re.I) is not None
    )


def _distinct(
    found: list[Candidate[ExemptService]],
) -> list[Candidate[ExemptService]]:
    """Keep the best of overlapping or equal items, and general ones only where none is named."""
    kept: list[Candidate[ExemptService]] = []
    names: set[str] = set()
    for candidate in sorted(found, key=lambda c: (-c.score, c.start - c.end, c.start)):
        name = re.sub(r"\W+", " ", candidate.value.text.casefold()).strip()
        overlaps = any(c.start < candidate.end and candidate.start < c.end for c in kept)
        if name in names or overlaps:
            continue
        names.add(name)
        kept.append(candidate)
    general = [c for c in kept if c.role == _GENERAL]
    if len(kept) - len(general) >= _FEW_SPECIFIC:
        kept = [c for c in kept if c not in general]
    elif len(general) > 1:
        best = max(general, key=lambda c: (c.score, len(c.value.text)))
        kept = [c for c in kept if c not in general or c is best]
    return sorted(kept, key=lambda c: c.start)
