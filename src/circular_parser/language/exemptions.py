"""Finds the services, units and positions that a restriction leaves out.

A sentence says so in two ways: an opener before the list (``kecuali Camat dan Lurah``, see
``lists_behind_openers``), or the list as the subject of staying (``Camat dan Lurah tetap masuk
kantor``, see ``lists_before_verbs``). Where it has neither, the list is known by the word that
introduces it or its place in the sentence (see ``unopened_lists``). A clause that ends with a
colon is followed by its list; an annex may be the list. Here the sentences are gone through one
after the other, as one may go on with the list of the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise, takewhile

from circular_parser.document import Table
from circular_parser.language.analysis import Analysis, Candidate, Clause, Section
from circular_parser.language.annex_lists import AnnexLists
from circular_parser.language.distinct_items import GENERAL, SECTOR, Item, distinct
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.learned_exemptions import LearnedExemptions, ReadSentence
from circular_parser.language.listed_items import MAX_LIST, FoundList, ListedItems
from circular_parser.language.listed_tables import ListedTables
from circular_parser.language.lists_before_verbs import ListsBeforeVerbs
from circular_parser.language.lists_behind_openers import ListsBehindOpeners
from circular_parser.language.sentences import quote, sentences
from circular_parser.language.unopened_lists import UnopenedLists
from circular_parser.record import ExemptService

_MAX_HOST = 400
# How far behind its verb the list of a class may begin.
_NEAR_LIST = 40
_MAX_ANNEX_TITLE = 300
_MAX_NAME = 80
# What they say frees units in a text that restricts no work.
_FREED = ("spared", "excepted_subject", "rule_not_applied", "out_of_scope", "own_rules")
# What says so in front of a list of them.
_EXCEPTED = (
    "excepted",
    "excepts",
    "excepted_these",
    "not_applied",
    "not_imposed",
    "not_included",
)
# No headline has so many words and a full stop; an article that lists so many items needs none.
_PROSE_WORDS = 10
# What stands before a colon and the list.
_MAX_LEAD = 80
# Of several who fare the same.
_MAX_LIST_OF_SAME = 160
_FEW = 2
# How far a report says at its head that nobody is to stay at home.
_HEAD = 900
# What draws the line above a table in a plain text.
_RULE = " \n-=_+–—"
_QUOTES = ' \n"“”'


def find_exemptions(
    analysis: Analysis, patterns: ExemptionPatterns
) -> list[Candidate[ExemptService]]:
    """Return who is left out of the restrictions of *analysis*, in the order of the text.

    A candidate spans the item alone. An item that is named twice is given once, where it
    scores best; general words for front-line service are left out where units are named.
    """
    finder = _Finder(analysis, patterns)
    return finder.run() if _is_found(patterns.document, analysis) else finder.outright()


def _is_found(pattern: re.Pattern[str], analysis: Analysis) -> bool:
    """Say whether *pattern* is found in the text; most of its many alternatives are nowhere."""
    ways = analysis.words.ways(pattern)
    return any(way.search(analysis.plain) is not None for way in ways)


def _begin(table: Table) -> int:
    """Return where the first cell of *table* begins."""
    return min(cell.start for cell in table.cells)


class _Finder:
    def __init__(self, analysis: Analysis, patterns: ExemptionPatterns) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self._view = analysis.plain
        self._patterns = patterns
        self._taxonomy = patterns.taxonomy
        self._hints = patterns.hints_of(self._view)
        found = {name for names in self._hints.values() for name in names}
        self._after_rules = [rule for rule in patterns.after.items() if rule[0] in found]
        self._before_rules = [rule for rule in patterns.before.items() if rule[0] in found]
        self._items = ListedItems(analysis, patterns)
        self._tables = ListedTables(analysis.text, patterns.splitter, self._items.is_item)
        ruled = (table for page in analysis.document.pages for table in page.tables if table.cells)
        self._set_tables = sorted(ruled, key=_begin)
        self._behind = ListsBehindOpeners(analysis, patterns, self._items)
        self._before = ListsBeforeVerbs(analysis, patterns, self._items)
        self._unopened = UnopenedLists(analysis, patterns, self._items, self._behind)
        self._found: list[list[Item]] = []
        self._read: list[ReadSentence] = []
        # Where the last opener's sentence ended, which the next may go on; whether it had
        # items and said outright that somebody is excepted.
        self._open_at: int | None = None
        self._had_items = self._excepting = False
        self._previous = ""
        self._denied = analysis.form == "report" and bool(
            patterns.denied.search(self._view, 0, _HEAD)
        )

    @cached_property
    def _restricts(self) -> bool:
        """Whether the text restricts work in so many words; asked only where a list is found."""
        return _is_found(self._patterns.restriction, self._analysis)

    def run(self) -> list[Candidate[ExemptService]]:
        """Search the clauses and the annexes."""
        clauses = list(self._analysis.all_clauses())
        for index, clause in enumerate(clauses):
            below = clause.children or self._rows(clause)
            if not below and self._text[clause.start : clause.end].rstrip().endswith(":"):
                below = self._unmarked(clauses[index + 1 :])
            for found in self._clause(clause, below):
                self._add(self._with_items_above(clause, found))
        for section, begin in self._lists_in_annexes():
            lists = AnnexLists(self._analysis, self._items, self._tables)
            self._add(FoundList(lists.items(section, begin), "annex"))
        if self._analysis.form == "report" and not self._denied and self._restricts:
            self._learn()
        if self._analysis.form == "report":
            self._drop_headline()
        return distinct(self._found)

    def outright(self) -> list[Candidate[ExemptService]]:
        """Search a text that restricts no work.

        It may say what units a cut spares, or list those excepted from some other rule.
        """
        self._before_rules = [rule for rule in self._before_rules if rule[0] in _FREED]
        self._after_rules = [r for r in self._after_rules if r[0] in _EXCEPTED]
        if not self._before_rules and not self._after_rules:
            return []
        for clause in self._analysis.all_clauses():
            for start, end in sentences(self._text, clause.start, clause.end):
                lists = list(self._sentence(start, end, clause.children))
                lists += self._answer(start, end, clause.children)
                for found in [*lists, FoundList(self._unopened.freed(start, end), "excepted")]:
                    if len(found.spans) > 1:
                        self._add(found)
                self._previous = self._view[start:end]
        return distinct(self._found)

    def _drop_headline(self) -> None:
        """Drop what the lines above an article say in short, where the article lists units."""
        body = next((c.start for c in self._analysis.all_clauses() if self._is_prose(c)), 0)
        lists = [items for items in self._found if items and items[0].start >= body]
        if sum(map(len, lists)) >= _FEW:
            self._found = lists

    def _is_prose(self, clause: Clause) -> bool:
        words = self._text[clause.start : clause.end]
        return words.rstrip(_QUOTES).endswith(".") and words.count(" ") >= _PROSE_WORDS

    def _learn(self) -> None:
        """Ask a trained model whether the words round units say that they stay at work.

        Reports find ever new words for it. Circulars do not: what no pattern knows in one is a
        list of those who are addressed.
        """
        learned = LearnedExemptions(self._analysis, self._patterns, self._items)
        taken = [item.start for items in self._found for item in items if item.role != GENERAL]
        found = list(learned.find(self._read, taken))
        for spans, share in found:
            self._add(FoundList(spans, "sentence_model"), share)
        self._go_on_behind([spans[0][0] for spans, _ in found])

    def _go_on_behind(self, starts: list[int]) -> None:
        """Find the lists of the sentences that go on with those in which *starts* lie."""
        self._had_items, self._excepting = True, False
        for before, sentence in pairwise(self._read):
            if sentence.given or not any(before.start <= at < before.end for at in starts):
                continue
            self._open_at = before.end
            self._previous = self._view[before.start : before.end]
            for found in self._going_on(sentence.start, sentence.end):
                self._add(found)
                starts.extend(start for start, _ in found.spans[:1])

    def _rows(self, clause: Clause) -> list[Clause]:
        """Return the units of the table right behind *clause*, as a list below it."""
        at = bisect_left(self._set_tables, clause.end, key=_begin)
        if at == len(self._set_tables):
            return []
        table = self._set_tables[at]
        if self._text[clause.end : _begin(table)].strip(_RULE):
            return []
        cells = self._tables.cells(table, self._text[clause.start : clause.end])
        return [Clause(start, end, clause.section) for start, end in cells]

    def _unmarked(self, following: list[Clause]) -> list[Clause]:
        """Return the paragraphs that follow as far as each is an item of a list."""
        return list(
            takewhile(
                lambda c: (
                    c.label is None and not c.children and self._items.is_item((c.start, c.end))
                ),
                following,
            )
        )

    def _clause(self, clause: Clause, below: list[Clause]) -> Iterator[FoundList]:
        """Yield the lists of *clause*, sentence by sentence; *below* hangs below it."""
        spans = sentences(self._text, clause.start, clause.end)
        for (start, end), following in zip(spans, [*spans[1:], None], strict=True):
            children = below if end == spans[-1][1] else []
            found = list(self._sentence(start, end, children))
            if not any(f.spans or self._is_roster(f) for f in found):
                found += (
                    self._answer(start, end, children)
                    or self._going_on(start, end)
                    or self._unopened_list(start, end, children)
                )
            row = self._unopened.in_a_row(start, end) or (
                self._unopened.names(start, end, *following) if following and not found else []
            )
            found += [FoundList(row, "introduced")] if row else []
            if self._denied:
                found = [f for f in found if self._is_exception(f.rule)]
            if found and not self._restricts:
                found = [f for f in found if f.rule not in self._patterns.presence]
            told = [f for f in found if not self._is_roster(f)]
            turns = not told and self._open_at is not None and self._turns(start, end)
            self._open_at = end if told or turns else None
            if not turns:
                self._had_items = any(f.spans for f in found)
                self._excepting = any(f.rule.startswith("except") for f in found)
            self._read.append(ReadSentence(start, end, children, self._gives_list(found)))
            yield from found
            self._previous = self._view[start:end]

    def _with_items_above(self, clause: Clause, found: FoundList) -> FoundList:
        """Return the list *found* with the items above *clause* if its verb is that of all.

        Behind the last of ``Unit berikut, yaitu : a. ...; b. ...`` a line goes on with the lead:
        ``agar tetap membuka pelayanan``.
        """
        items = clause.parent.children if clause.parent is not None else []
        if not found.spans or found.denied or len(items) < _FEW or items[-1] is not clause:
            return found
        lead = self._text[clause.parent.start : clause.parent.end] if clause.parent else ""
        first, last = found.spans[0][0], found.spans[-1][1]
        if not lead.rstrip().endswith(":") or self._text[clause.start : first].strip():
            return found
        if not self._text[last : clause.end].lstrip(" ;,").startswith("\n"):
            return found
        return FoundList([*self._items.children(items[:-1]), *found.spans], found.rule)

    def _turns(self, start: int, end: int) -> bool:
        """Say whether a sentence only goes on with the one before, whose list may follow."""
        return self._patterns.turn.match(self._view, start, end) is not None

    @staticmethod
    def _is_roster(found: FoundList) -> bool:
        """Say whether *found* is known to be a roster of days on which nobody has leave."""
        return found.denied and found.rule == "holiday_duty"

    def _is_exception(self, rule: str) -> bool:
        """Say whether *rule* finds who is excepted in so many words, not who goes on working."""
        return rule.startswith("except") or (rule == "goes_on" and self._excepting)

    def _gives_list(self, found: list[FoundList]) -> bool:
        """Say whether *found* is more than general words, or what a trap has emptied."""
        spans = [self._items.of(span) for f in found for span in f.spans]
        named = bool(spans) and not all(map(self._taxonomy.is_generic, spans))
        return named or any(f.denied for f in found)

    def _answer(self, start: int, end: int, children: list[Clause]) -> list[FoundList]:
        """Return the list of a sentence that answers the one before.

        ``Siapa yang tidak WFH? Ini daftarnya: ...``; ``Ada yang boleh buka. Apotek dan SPBU
        masuk daftar itu``.
        """
        if self._patterns.asks.search(self._previous) is None:
            return []
        colon = self._text.find(":", start, end)
        opening = self._patterns.goes_on.match(self._view[start:end])
        closing = self._patterns.listed.search(self._view, start, end)
        if children and self._view[start:end].rstrip().endswith((":", "?")):
            spans = self._items.children(children)
        elif 0 <= colon - start <= _MAX_LEAD:
            spans = self._behind.listed(colon + 1, end)
        elif opening is not None:
            spans = self._behind.listed(start + opening.end(), end)
        else:
            stop = end if closing is None else closing.start()
            spans = self._patterns.splitter.split(self._text, start, stop)
            known = sum(map(self._items.is_item, spans))
            spans = spans if 2 * known > len(spans) else []
            spans = spans if all(map(self._items.is_short, spans)) else []
        return [FoundList(spans, "answer")] if len(spans) > 1 else []

    def _going_on(self, start: int, end: int) -> list[FoundList]:
        """Return the list of a sentence that names those of the sentence before."""
        if self._open_at is None or self._text[self._open_at : start].strip(_QUOTES):
            return []
        opening = self._patterns.goes_on.match(self._view[start:end])
        if opening is not None:
            spans = self._behind.listed(start + opening.end(), end)
            units = sum(self._taxonomy.begins_item(self._items.of(span)) for span in spans)
            several = self._excepting and sum(map(self._items.is_item, spans)) > 1
            if not (self._had_items or units or several):
                return []
            if len(spans) > 1:
                self._drop_classes(self._open_at - len(self._previous))
            return [FoundList(spans, "goes_on")]
        same = None
        if self._had_items:
            until = min(end, start + _MAX_LIST_OF_SAME)
            same = self._patterns.same.search(self._view, start, until)
        restricted = self._patterns.traps["restricted"]
        if same is not None and not restricted.search(self._view, same.end(), end):
            spans = self._patterns.splitter.split(self._text, start, same.start())
            if all(self._items.is_item(span) for span in spans):
                return [FoundList(spans, "goes_on")]
        # A full stop may stand for a comma: nothing but names.
        first = self._patterns.splitter.clean(self._text, start, min(end, start + _MAX_NAME))
        if first is None or not self._taxonomy.begins_item(self._items.of(first)):
            return []
        if self._patterns.learned.predicate.search(self._view, start, end):
            return []
        spans = self._patterns.splitter.split(self._text, start, end)
        names = all(
            self._items.is_item(s) and self._taxonomy.begins_item(self._items.of(s)) for s in spans
        )
        return [FoundList(spans, "goes_on")] if len(spans) > 1 and names else []

    def _drop_classes(self, begin: int) -> None:
        """Drop the items from *begin* on that are only classes, whose list has been found."""
        for items in self._found:
            spans = [(item.start, item.end) for item in items]
            if items and items[0].start >= begin and self._items.are_classes(spans):
                items.clear()

    def _unopened_list(self, start: int, end: int, children: list[Clause]) -> list[FoundList]:
        """Return the list of a sentence that has no opener."""
        before = max(0, start - len(self._previous) - 1)
        spans = self._unopened.find(start, end, before, children)
        return [FoundList(spans, "introduced")] if spans else []

    def _sentence(self, start: int, end: int, children: list[Clause]) -> Iterator[FoundList]:
        """Yield the lists of one sentence; *children* hang below it if it asks for a list."""
        sentence, previous = self._view[start:end], self._previous
        rules = {n for hint, names in self._hints.items() if hint in sentence for n in names}
        if "running" in rules and self._patterns.traps["available"].search(sentence):
            rules.remove("running")
        if not rules:
            return
        asks = bool(children) and (
            sentence.rstrip().endswith((":", "?"))
            or self._patterns.in_table.search(sentence) is not None
        )
        listed = False
        for name, pattern in self._after_rules:
            if name not in rules:
                continue
            # The list of `levels` may follow in the next sentence.
            offset = max(0, start - len(previous) - 1) if name == "levels" and previous else start
            matches = [m for m in pattern.finditer(self._view, offset, end) if m.end() > start]
            ends = [match.start() for match in matches[1:]] + [end]
            for match, until in zip(matches, ends, strict=False):
                if name == "on_call" and self._patterns.traps["firm"].search(
                    self._view, start, match.start()
                ):
                    continue
                if name == "unlike" and not self._contrasts(start, match, until):
                    continue
                host = self._view[max(offset, match.start() - _MAX_HOST) : match.start()]
                below = children if asks or match.end() == end else []
                found = self._behind.read(match.end(), until, name, host, below)
                listed = listed or bool(found.spans)
                yield found
        for name, pattern in self._before_rules:
            if name not in rules:
                continue
            begin = start
            for match in pattern.finditer(self._view, start, end):
                if name == "cannot" and not self._patterns.traps["home"].search(previous):
                    break
                kept = self._before.read(max(begin, match.start() - MAX_LIST), match.start(), name)
                begin = match.end()
                if kept is not None and self._items.are_classes(kept.spans):
                    if asks:
                        kept = FoundList(self._items.children(children), name)
                    elif listed and self._patterns.intro.search(
                        self._view, begin, min(end, begin + _NEAR_LIST)
                    ):
                        continue  # its list is found already
                if kept is not None:
                    yield kept

    def _contrasts(self, start: int, unlike: re.Match[str], end: int) -> bool:
        """Say whether those behind *unlike* are not restricted as those before them are."""
        restricted = self._patterns.traps["restricted"]
        before = restricted.search(self._view, start, unlike.start())
        before = before or restricted.search(self._previous)
        return before is not None and restricted.search(self._view, unlike.end(), end) is None

    def _lists_in_annexes(self) -> Iterator[tuple[Section, int]]:
        """Yield the annexes that list those left out, each with where its list begins.

        Their headings tell it; where none does, the body may refer to them.
        """
        sections = list(self._analysis.of("annex"))
        titles = [self._annex_title(section) for section in sections]
        if any(titles):
            for section, title in zip(sections, titles, strict=True):
                if title is not None:
                    yield section, title.end()
        elif sections and self._patterns.annex_listed.search(self._view) is not None:
            for section in sections:
                # It may begin with another list, as that of the addressees.
                below = self._patterns.annex_title.search(self._text, section.start, section.end)
                yield section, below.end() if below is not None else section.start

    def _annex_title(self, section: Section) -> re.Match[str] | None:
        end = min(section.end, section.start + _MAX_ANNEX_TITLE)
        return self._patterns.annex_title.search(self._text, section.start, end)

    def _is_sector(self, item: str) -> bool:
        """Say whether *item* is the staff or units of a sector (``OPD di sektor kritikal``)."""
        return self._patterns.traps["sector"].search(item.lower()) is not None and (
            self._taxonomy.begins_staff(item)
            or self._patterns.splitter.describes_class(item)
            or item.lower().startswith("sektor")
        )

    def _add(self, found: FoundList, share: float = 1.0) -> None:
        """Make candidates of the items of *found*; *share* is how sure it is of its rule."""
        levels = self._patterns.traps["levels"]
        if len(found.spans) == 1 and levels.match(self._view, *found.spans[0]):
            return
        score = share * self._patterns.scores[found.rule]
        items = [quote(self._text[start:end]) for start, end in found.spans]
        alone = all(self._taxonomy.is_generic(item) for item in items)
        candidates: list[Item] = []
        named = self._taxonomy.classify_list(items)
        for (start, end), item, (kind, service) in zip(found.spans, items, named, strict=True):
            value = ExemptService(text=item, kind=kind, service=service)
            rule = f"exemptions.{found.rule}"
            role = GENERAL if alone else SECTOR if self._is_sector(item) else ""
            worth = score if service != "other" else score * 0.7
            candidates.append(Candidate(start, end, value, rule, worth, role))
        self._found.append(candidates)
