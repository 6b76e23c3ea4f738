"""Finds the services, units and positions that a restriction leaves out.

A sentence says so in two ways: an opener before the list (``kecuali Camat dan Lurah``),
or the list as the subject of staying (``Camat dan Lurah tetap masuk kantor``). Where it has
neither, the list is known by the word that introduces it or its place in the sentence (see
``introduced_lists``). A clause that ends with a colon is followed by its list; an annex may
be the list. What ``kecuali`` permits (errands, vehicles, leave) and who is to stay at home
is no exemption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from circular_parser.language.analysis import Analysis, Candidate, Clause, Section
from circular_parser.language.annex_lists import AnnexLists
from circular_parser.language.distinct_items import GENERAL, SECTOR, Item, distinct
from circular_parser.language.enumerations import Span
from circular_parser.language.exemption_patterns import ExemptionPatterns
from circular_parser.language.learned_exemptions import LearnedExemptions, ReadSentence
from circular_parser.language.listed_items import ListedItems
from circular_parser.language.sentences import quote, sentences
from circular_parser.record import ExemptService

_MAX_LIST = 4000
_MAX_MODALS = 60
_MAX_HOST = 400
# How far behind the first verb of its sentence the one stands that says that units stay.
_NEAR_VERB = 40
# How far behind its verb the list of a class may begin.
_NEAR_LIST = 40
_MAX_ANNEX_TITLE = 300
_MAX_WORD = 30
_MAX_NAME = 80
_MAX_APPENDIX = 3
# No headline has so many words and a full stop; an article that lists so many items needs none.
_PROSE_WORDS = 10
_FEW = 2
# How far a report says at its head that nobody is to stay at home.
_HEAD = 900
_AFTER_EXCEPT = re.compile(r"[ ,:]*(?:bagi +|yang +ada +)?")
# "At least two levels of officials" is a duty of its own, no exempt position.
_LEVELS = re.compile(r"(?:\w+\W+){0,3}(?:\d|satu|dua|tiga)\W+(?:\w+\W+)?(?:level|tingkat)\b", re.I)
_MARK = re.compile("[,;] ")
_RELATIVE = re.compile(r"\byang *$")
# A sentence that only goes on with the one before lets its list follow behind.
_TURN = re.compile(r"[\s\"“”]*(?:melainkan|artinya)\b", re.I)
_SECTOR = re.compile(
    r"\b(?:sektor (?:esensial|kritikal)|(?:pe)?layanan (?:publik )?esensial)\b", re.I
)
_QUOTES = ' \n"“”'


@dataclass(frozen=True, slots=True)
class _Found:
    """Items of one list: their spans, and the rule that found them."""

    spans: list[Span]
    rule: str
    # What stands there is known to be no exemption.
    denied: bool = False


def find_exemptions(
    analysis: Analysis, patterns: ExemptionPatterns
) -> list[Candidate[ExemptService]]:
    """Return who is left out of the restrictions of *analysis*, in the order of the text.

    A candidate spans the item alone. An item that is named twice is given once, where it
    scores best; general words for front-line service are left out where units are named.
    """
    finder = _Finder(analysis, patterns)
    if patterns.document.search(analysis.plain) is None:
        return finder.outright()
    return finder.run()


class _Finder:
    def __init__(self, analysis: Analysis, patterns: ExemptionPatterns) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self.view = analysis.plain
        self._patterns = patterns
        self._taxonomy = patterns.taxonomy
        self._hints = patterns.hints_of(self.view)
        found = {name for names in self._hints.values() for name in names}
        self._after_rules = [rule for rule in patterns.after.items() if rule[0] in found]
        self._before_rules = [rule for rule in patterns.before.items() if rule[0] in found]
        self._restricts = patterns.restriction.search(self.view) is not None
        self._items = ListedItems(analysis, patterns)
        self._found: list[list[Item]] = []
        self._read: list[ReadSentence] = []
        # Where the last opener's sentence ended, which the next may go on; whether it had
        # items and said outright that somebody is excepted.
        self._open_at: int | None = None
        self._had_items = self._excepting = False
        self._previous = ""
        self._denied = analysis.form == "report" and bool(
            patterns.denied.search(self.view, 0, _HEAD)
        )

    def run(self) -> list[Candidate[ExemptService]]:
        """Search the clauses and the annexes."""
        clauses = list(self._analysis.all_clauses())
        for index, clause in enumerate(clauses):
            below = clause.children
            if not below and self._text[clause.start : clause.end].rstrip().endswith(":"):
                below = self._unmarked(clauses[index + 1 :])
            for found in self._clause(clause, below):
                self._add(found)
        for section in self._analysis.of("annex"):
            self._add(self._annex(section))
        if self._analysis.form == "report" and self._restricts and not self._denied:
            self._learn()
        if self._analysis.form == "report":
            self._drop_headline()
        return distinct(self._found)

    def outright(self) -> list[Candidate[ExemptService]]:
        """Search for lists of units that are excepted, in so many words, from some other rule."""
        if "spared" in {name for name, _ in self._before_rules}:
            return self._spared()
        if "kecuali" not in self.view:
            return []
        self._after_rules = [rule for rule in self._after_rules if rule[0] == "excepted"]
        self._before_rules = []
        for clause in self._analysis.all_clauses():
            if clause.children and "kecuali" in self.view[clause.start : clause.end]:
                for start, end in sentences(self._text, clause.start, clause.end):
                    for found in self._sentence(start, end, clause.children):
                        if len(found.spans) > 1:
                            self._add(found)
        return distinct(self._found)

    def _spared(self) -> list[Candidate[ExemptService]]:
        """Search for the units that a cut spares, in a text that restricts no work."""
        self._after_rules = []
        self._before_rules = [rule for rule in self._before_rules if rule[0] == "spared"]
        for clause in self._analysis.all_clauses():
            for start, end in sentences(self._text, clause.start, clause.end):
                for found in self._sentence(start, end, []):
                    if len(found.spans) > 1:
                        self._add(found)
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
        for spans, share in learned.find(self._read, taken):
            self._add(_Found(spans, "sentence_model"), share)

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

    def _clause(self, clause: Clause, below: list[Clause]) -> Iterator[_Found]:
        spans = sentences(self._text, clause.start, clause.end)
        for start, end in spans:
            children = below if end == spans[-1][1] else []
            found = list(self._sentence(start, end, children))
            if not any(f.spans or self._is_roster(f) for f in found):
                found += self._going_on(start, end) or self._introduced_list(start, end, children)
            if self._denied:
                found = [f for f in found if self._is_exception(f.rule)]
            if not self._restricts:
                found = [f for f in found if f.rule not in self._patterns.presence]
            told = [f for f in found if not self._is_roster(f)]
            if told or self._open_at is None or not _TURN.match(self.view, start, end):
                self._open_at = end if told else None
                self._had_items = any(f.spans for f in found)
                self._excepting = any(f.rule.startswith("except") for f in found)
            else:
                self._open_at = end
            self._read.append(ReadSentence(start, end, children, self._gives_list(found)))
            yield from found
            self._previous = self.view[start:end]

    @staticmethod
    def _is_roster(found: _Found) -> bool:
        """Say whether *found* is known to be a roster of days on which nobody has leave."""
        return found.denied and found.rule == "holiday_duty"

    def _is_exception(self, rule: str) -> bool:
        """Say whether *rule* finds who is excepted in so many words, not who goes on working."""
        return rule.startswith("except") or (rule == "goes_on" and self._excepting)

    def _gives_list(self, found: list[_Found]) -> bool:
        """Say whether *found* is more than general words, or what a trap has emptied."""
        spans = [self._items.of(span) for f in found for span in f.spans]
        named = bool(spans) and not all(map(self._taxonomy.is_generic, spans))
        return named or any(f.denied for f in found)

    def _going_on(self, start: int, end: int) -> list[_Found]:
        """Return the list of a sentence that names those of the sentence before."""
        if self._open_at is None or self._text[self._open_at : start].strip(_QUOTES):
            return []
        opening = self._patterns.goes_on.match(self.view[start:end])
        if opening is not None:
            listed = self._after(start + opening.end(), end, "goes_on", "", [])
            units = sum(self._taxonomy.begins_item(self._items.of(span)) for span in listed.spans)
            several = self._excepting and sum(map(self._items.is_item, listed.spans)) > 1
            if not (self._had_items or units or several):
                return []
            if len(listed.spans) > 1:
                self._drop_classes(self._open_at - len(self._previous))
            return [listed]
        # A full stop may stand for a comma: nothing but names.
        first = self._patterns.splitter.clean(self._text, start, min(end, start + _MAX_NAME))
        if first is None or not self._taxonomy.begins_item(self._items.of(first)):
            return []
        spans = self._patterns.splitter.split(self._text, start, end)
        names = [
            self._items.is_item(s) and self._taxonomy.begins_item(self._items.of(s)) for s in spans
        ]
        if self._patterns.learned.predicate.search(self.view, start, end):
            return []
        return [_Found(spans, "goes_on")] if len(spans) > 1 and all(names) else []

    def _drop_classes(self, begin: int) -> None:
        """Drop the items from *begin* on that are only classes, whose list has been found."""
        for items in self._found:
            spans = [(item.start, item.end) for item in items]
            if items and items[0].start >= begin and self._describes_classes(spans):
                items.clear()

    def _introduced_list(self, start: int, end: int, children: list[Clause]) -> list[_Found]:
        """Return the list of units that a sentence introduces and says to stay at work."""
        if children and self.view[start:end].rstrip().endswith(":"):
            return self._led_list(start, end, children)
        if self._patterns.traps["available"].search(self.view, start, end):
            return []
        before = max(0, start - len(self._previous) - 1)
        at = self._patterns.introduced.list_in(self.view, start, end, before)
        spans = self._after(*at, "introduced", "", []).spans if at is not None else []
        spans = spans or self._topic(start, end)
        return [_Found(spans, "introduced")] if spans else []

    def _led_list(self, start: int, end: int, children: list[Clause]) -> list[_Found]:
        first = ((child.start, self._items.end_of_item(child)) for child in children[:2])
        if not any(map(self._items.is_item, first)):
            return []
        tail = self._tail(children)
        if not (
            self._patterns.introduced.leads(self.view, start, end)
            or (tail and self._patterns.introduced.leads(self.view, tail, children[-1].end))
        ):
            return []
        spans = self._items.children(children)
        known = [self._items.is_item(span) or self._items.is_unit(span) for span in spans]
        names = all(k or self._items.is_short(span) for k, span in zip(known, spans, strict=True))
        few = sum(known) * 3 < len(spans) * 2
        return [_Found(spans, "introduced")] if spans and names and not few else []

    def _tail(self, children: list[Clause]) -> int:
        """Return where behind its last item a list's sentence goes on, 0 if it does not."""
        last = children[-1]
        mark = _MARK.search(self.view, last.start, last.end)
        return mark.end() if mark is not None and not last.children else 0

    def _topic(self, start: int, end: int) -> list[Span]:
        """Return the units a sentence is about, if it says that they stay at work.

        Without a word that marks them they must be several, and no officials.
        """
        introduced, view = self._patterns.introduced, self.view
        marked = introduced.topic_of(view, start, end)
        serving = introduced.served_by(view, marked or start, end)
        if serving is not None:
            return [serving]
        if marked is None and not (
            self._taxonomy.knows_first_word(self._text[start : start + _MAX_WORD])
            and (" dan " in view[start:end] or " serta " in view[start:end])
        ):
            return []
        begin = marked or start
        close = introduced.end_of_topic(view, begin, end)
        if close is None:
            return []
        verb = self._patterns.learned.predicate.search(view, begin, close)
        if verb is not None and marked is None:
            if close - verb.start() > _NEAR_VERB:
                return []
            close = verb.start()
        said, decides = self._patterns.boundary, self._patterns.traps["decides"]
        pieces = self._patterns.splitter.split(self._text, begin, close)
        spans = list(
            takewhile(
                lambda p: (
                    self._items.is_item(p)
                    and not said.search(view, *p)
                    and decides.match(view[slice(*p)]) is None
                ),
                pieces,
            )
        )
        alone = all(self._items.kind(at) != "position" and self._items.is_short(at) for at in spans)
        return spans if marked is not None or (len(spans) > 1 and alone) else []

    def _sentence(self, start: int, end: int, children: list[Clause]) -> Iterator[_Found]:
        """Yield the lists of one sentence; *children* hang below it if it asks for a list."""
        sentence, previous = self.view[start:end], self._previous
        rules = {n for hint, names in self._hints.items() if hint in sentence for n in names}
        if "running" in rules and self._patterns.traps["available"].search(sentence):
            rules.remove("running")
        if not rules:
            return
        asks = bool(children) and sentence.rstrip().endswith(":")
        listed = False
        for name, pattern in self._after_rules:
            if name not in rules:
                continue
            # The list of `levels` may follow in the next sentence.
            offset = max(0, start - len(previous) - 1) if name == "levels" and previous else start
            matches = [m for m in pattern.finditer(self.view, offset, end) if m.end() > start]
            ends = [match.start() for match in matches[1:]] + [end]
            for match, until in zip(matches, ends, strict=False):
                host = self.view[max(offset, match.start() - _MAX_HOST) : match.start()]
                below = children if asks or match.end() == end else []
                found = self._after(match.end(), until, name, host, below)
                listed = listed or bool(found.spans)
                yield found
        for name, pattern in self._before_rules:
            if name not in rules:
                continue
            if name == "cannot" and not self._patterns.traps["home"].search(previous):
                continue
            begin = start
            for match in pattern.finditer(self.view, start, end):
                kept = self._before(max(begin, match.start() - _MAX_LIST), match.start(), name)
                begin = match.end()
                if kept is not None and self._describes_classes(kept.spans):
                    if asks:
                        kept = _Found(self._items.children(children), name)
                    elif listed and self._patterns.intro.search(
                        self.view, begin, min(end, begin + _NEAR_LIST)
                    ):
                        continue  # its list is found already
                if kept is not None:
                    yield kept

    def _describes_classes(self, spans: list[Span]) -> bool:
        """Say whether *spans* are classes of units only, whose list is to follow."""
        return bool(spans) and all(
            self._patterns.splitter.describes_class(self._items.of(span))
            or self._taxonomy.begins_staff(self._items.of(span))
            for span in spans
        )

    def _after(self, begin: int, end: int, name: str, host: str, children: list[Clause]) -> _Found:
        """Return the items that follow an opener which ends at *begin*."""
        if name == "except" and (self._forbids_other(host) or self._stays_home(host)):
            return _Found([], name, denied=True)
        if name == "excepted" and self._patterns.traps["travel_ban"].search(host):
            return _Found([], name, denied=True)
        if name == "not_given" and not self._patterns.traps["work_host"].search(host):
            return _Found([], name, denied=True)
        if name in ("except", "excepted") and self._permits_errand(begin, end):
            return _Found([], name, denied=True)
        skip = self._patterns.skip.match(self.view, begin, end)
        begin = skip.end() if skip is not None else begin
        if children:
            return _Found(self._items.children(children), name)
        if self._patterns.splitter.describes_class(self._text[begin:end]):
            # What describes the class may hold words that would else end the list.
            intro = self._patterns.intro.search(self.view, begin, end)
            begin = intro.end() if intro is not None else begin
        stop = self._patterns.stop.search(self._text, begin, end)
        end = stop.start() if stop is not None else end
        spans = self._items.listed(begin, min(end, begin + _MAX_LIST))
        return _Found(self._items.accepted(spans), name)

    def _permits_errand(self, begin: int, end: int) -> bool:
        """Say whether what follows ``kecuali`` is an errand, a reason, a vehicle or the like."""
        errand = self._patterns.traps["errand"]
        starts = {begin}
        for head in (_AFTER_EXCEPT, self._patterns.skip):
            match = head.match(self.view, begin, end)
            if match is not None:
                starts.add(match.end())
        return any(errand.match(self.view, start, end) for start in starts)

    def _before(self, start: int, end: int, name: str) -> _Found | None:
        """Return the items that end where the verb begins, None if it is not theirs."""
        view = self.view
        modal = self._patterns.modal.search(view, max(start, end - _MAX_MODALS), end)
        end = modal.start() if modal is not None else end
        begin, only = start, False
        for boundary in self._patterns.boundary.finditer(view, start, end):
            begin, only = boundary.end(), boundary[0].endswith("hanya")
        relative = _RELATIVE.search(view, start, end)
        if (relative is not None or name == "only") and not only:
            return None  # a clause about them, not what they do
        end = relative.start() if relative is not None else end
        spans, introduced = self._introduced(start, begin, end)
        kept = self._last_items(spans)
        if kept and kept == spans[1:] and not introduced:
            kept = self._name_at_end(spans[0][0], kept[0][0]) + kept
        if kept and kept[0] != spans[0] and not self._is_whole(kept):
            kept = []
        if name == "share" and self._patterns.all_home.search(view) is None:
            return None
        if name == "holiday_duty" and self._patterns.traps["leave_ban"].search(view):
            return _Found([], name, denied=True)  # nobody has a holiday
        if name in ("own_rules", "holiday_duty"):
            kept = [span for span in kept if self._items.kind(span) != "position"]
        if name == "no_holiday" and (self._wished(kept) or self._describes_classes(kept)):
            return None
        named = any(self._taxonomy.begins_item(self._items.of(span)) for span in kept)
        if name in ("running", "at_office") and not (named or introduced):
            return _Found([], name, denied=True)  # a service goes on, no unit is exempt
        if name in ("share", "full_office"):
            rows = self._patterns.traps["row"]
            kept = [span for span in kept if not rows.search(self.view, *span)]
        return _Found(kept, name)

    def _wished(self, spans: list[Span]) -> bool:
        """Say whether what *spans* begin is only what somebody asks for."""
        before = self.view[max(0, spans[0][0] - _MAX_WORD) : spans[0][0]] if spans else ""
        return before.rstrip().endswith((" agar", " supaya"))

    def _last_items(self, spans: list[Span]) -> list[Span]:
        """Return the items at the end of a list, without ``unit kerja lainnya`` behind them."""
        accepted = self._items.accepted(spans)
        if accepted and spans[-1] not in accepted and self._is_appendix(*spans[-2:]):
            spans = spans[:-1]
        kept = takewhile(lambda span: span in accepted, reversed(spans))
        return list(kept)[::-1]

    def _name_at_end(self, start: int, end: int) -> list[Span]:
        """Return the unit with which a list begins behind other words of its sentence."""
        speaker = self._patterns.learned.speaker
        for offset, is_unit in self._taxonomy.mentions(self.view[start:end]):
            before = self.view[start : start + offset].split()
            if before and before[-1] in speaker:
                return []
            at = self._patterns.splitter.clean(self._text, start + offset, end)
            if is_unit and before and at is not None and self._items.is_item(at):
                return [at]
        return []

    def _is_appendix(self, before: Span, last: Span) -> bool:
        """Say whether *last* only adds others to a list (``dan pejabat``, ``unit lainnya``)."""
        if self.view.startswith(" lain", last[1]):
            return True
        joined = self._text[before[1] : last[0]].strip(" ,").isalpha()
        few = len(self._items.of(last).split()) <= _MAX_APPENDIX
        return joined and few and not self._patterns.traps["at_home"].search(self.view, *last)

    def _is_whole(self, kept: list[Span]) -> bool:
        """Say whether a list that began after other words is clearly one."""
        first = self._items.of(kept[0])
        return (
            len(kept) > 1
            or self._taxonomy.begins_item(first)
            or self._taxonomy.begins_staff(first)
            or self._patterns.splitter.describes_class(first)
        )

    def _introduced(self, start: int, begin: int, end: int) -> tuple[list[Span], bool]:
        """Return the items up to *end*, and whether words such as ``seperti`` introduce them.

        The last item of a list may have a list of its own (``Camat serta layanan kesehatan
        mulai dari Puskesmas ...``).
        """
        split = self._patterns.splitter.split
        opened = self._patterns.intro.finditer(self.view, start, end)
        matches = [
            match
            for match in opened
            if match.end() >= begin and not self._in_bracket(start, match.start())
        ]
        if not matches:
            return split(self._text, begin, end), False
        intros = [match.span() for match in matches]
        outer: list[Span] = []
        if matches[0][0].startswith("termasuk"):
            several = len(split(self._text, intros[-1][1], end)) > 1
            outer = self._units_before(begin, matches[0].start(), classes=not several)
        for (_, first), (last, _) in pairwise(intros):
            items = split(self._text, first, last)[:-1]
            named = [span for span in items if self._items.is_item(span)]
            outer = [*outer, *named] if 2 * len(named) >= len(items) else []
        return outer + split(self._text, intros[-1][1], end), True

    def _in_bracket(self, start: int, at: int) -> bool:
        return self.view.rfind("(", start, at) > self.view.rfind(")", start, at)

    def _units_before(self, begin: int, end: int, *, classes: bool) -> list[Span]:
        """Return the items that ``termasuk`` adds others to; *classes* of units only if asked for.

        What it adds to a class are its units, if they are several.
        """
        splitter = self._patterns.splitter
        return [
            span
            for span in splitter.split(self._text, begin, end)
            if self._items.is_item(span)
            and (
                classes
                or not (
                    splitter.describes_class(self._items.of(span))
                    or self._taxonomy.is_generic(self._items.of(span))
                )
            )
        ]

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
        homes = [m.end() for m in traps["home"].finditer(host)]
        return bool(offices) and max(offices) > max(homes, default=-1)

    def _annex(self, section: Section) -> _Found:
        """Return the rows of an annex that is a list of those left out."""
        text = self._text
        head = text[section.start : min(section.end, section.start + _MAX_ANNEX_TITLE)]
        title = self._patterns.annex_title.search(head)
        if title is None:
            return _Found([], "annex")
        lists = AnnexLists(self._analysis, self._patterns.splitter, self._items.is_item)
        return _Found(lists.items(section, section.start + title.end()), "annex")

    def _is_sector(self, item: str) -> bool:
        """Say whether *item* is the staff or units of a sector (``OPD di sektor kritikal``)."""
        return _SECTOR.search(item) is not None and (
            self._taxonomy.begins_staff(item) or self._patterns.splitter.describes_class(item)
        )

    def _add(self, found: _Found, share: float = 1.0) -> None:
        if len(found.spans) == 1 and _LEVELS.match(self._text, *found.spans[0]):
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
