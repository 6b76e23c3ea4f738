"""Finds the rules that a circular lays down.

The tree of clauses gives one rule each: a lead (``agar:``, ``wajib:``) hands its bearer and
force down to its items, and an item that begins with a bare verb is an order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from circular_parser.language.analysis import Analysis, Clause
from circular_parser.language.clauses import heading_end
from circular_parser.language.duty_types import GENERIC, OTHER
from circular_parser.language.norms import (
    MAX_RULE_CHARACTERS,
    MAX_RULE_WORDS,
    Matter,
    Norm,
    NormReader,
)
from circular_parser.language.predicates import Predicate
from circular_parser.language.sentences import sentences
from circular_parser.record import Modality

_NOUN_WORDS, _FEW_WORDS = 6, 4
_SURE_SCORE = 0.85
_OWN_VERB = 12
_NARROW_SCORE = 0.55
_NAMED_SCORE = 0.8
# Tables of hours and days, and lists of sanctions, speak of these.
_SCHEDULED = {"working_hours", "operating_hours", "attendance", "dress_code", "sanction"}
_LEAST_ROWS = 2
_OPENING = " \t\"'“‘("
_MARKED = re.compile(r"[.)]\s*\w")  # how the marker of a list ends within a sentence


@dataclass(frozen=True, slots=True)
class _Context:
    """What the lead of a list hands down to its items.

    ``orders``: the items are orders; ``dropped``: they are names, reasons or exceptions;
    ``obey``: they name what must be obeyed, so that a bare noun is a rule. ``closing``: not
    an item but a paragraph below a list of orders, or below such a paragraph.
    """

    modality: Modality | None = None
    bearer: tuple[int, int] | None = None
    orders: bool = False
    dropped: bool = False
    obey: str = ""
    closing: bool = False


class CircularDuties:
    """Walks the clauses of the document itself."""

    def __init__(self, reader: NormReader, printed: str) -> None:
        self._reader = reader
        self._text = reader.text
        self._lower = reader.lower
        self._printed = printed  # the same with its line breaks
        # A message by wire is all in capitals; its stops are words.
        self._by_wire = " TTK" in printed
        self._patterns = reader.patterns
        # Every clause is asked for several times: as a lead, as an item, as a rule.
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def norms(self, analysis: Analysis) -> Iterator[Norm]:
        """Yield the rules of body and annex."""
        above = _Context()
        section = None
        list_lost = closing = False
        for clause in analysis.clauses:
            if clause.section not in ("body", "annex") or self._is_background(
                clause, analysis.text
            ):
                continue
            if clause.section != section:
                # The list of an annex is none of the letter's.
                section, above, list_lost, closing = clause.section, _Context(), False, False
            # An item without a parent goes on with the list above it (a page break, a lost
            # line), and so do paragraphs under a lead whose list marks were lost.
            goes_on = self._is_numbered(clause) or (list_lost and clause.section == "body")
            closing = closing or above.orders
            yield from self._clause(clause, above if goes_on else _Context(closing=closing))
            if not goes_on:
                above = self._below(clause)
                list_lost = above.orders and not clause.children

    def _is_background(self, clause: Clause, text: str) -> bool:
        """Whether a part stands under a heading of its own that says it rules nothing."""
        heading = text[clause.start : clause.end].partition("\n")[0]
        shape = self._patterns.shape
        if shape["general_heading"].fullmatch(heading) is not None:
            return not clause.children
        return shape["background_heading"].fullmatch(heading) is not None

    def is_lead(self, clause: Clause) -> bool:
        """Tell whether the clause ends in a modal that its list hangs on (``dilarang:``)."""
        spans = self._sentences(clause.start, clause.end)
        predicate = self._reader.predicate(*spans[-1]) if spans else None
        return predicate is not None and predicate.modal is not None and self._is_lead(*spans[-1])

    def lays_orders(self, children: list[Clause]) -> bool:
        """Tell whether most of a list's items open with the verb of an order or have a modal."""
        spans = [self._sentences(child.start, child.end)[:1] for child in children]
        orders = sum(self._orders(*span[0]) for span in spans if span)
        return len(children) > 1 and 3 * orders >= 2 * len(children)

    def _orders(self, start: int, end: int) -> bool:
        predicate = self._reader.predicate(start, end)
        if predicate is None:
            return False
        bare = not self._text[start : predicate.start].strip(_OPENING) and not predicate.passive
        return bare or predicate.modal is not None

    def clause_rules(self, clause: Clause) -> Iterator[Norm]:
        """Yield the rules of *clause* and all below it."""
        yield from self._clause(clause, _Context())

    def _is_numbered(self, clause: Clause) -> bool:
        return clause.label is not None or self._marked(clause.start, clause.end)

    def _marked(self, start: int, end: int) -> bool:
        return self._patterns.shape["numbered"].match(self._text[start:end]) is not None

    def _below(self, clause: Clause) -> _Context:
        """Return what *clause* hands down to items that follow it, if it is a lead."""
        spans = self._sentences(clause.start, clause.end)
        if spans and (clause.children or self._is_lead(*spans[-1])):
            below = self._handed_down(*spans[-1], _Context())
            return _Context(orders=True) if below.dropped or below.obey else below
        return _Context()

    def _clause(self, clause: Clause, context: _Context) -> Iterator[Norm]:
        spans = self._sentences(clause.start, clause.end)
        lead = spans[-1] if clause.children and spans else None
        for start, end in spans[:-1] if lead is not None else spans:
            if end - start > MAX_RULE_CHARACTERS:
                continue
            schedule = self._schedule((start, end), clause.end, context)
            if schedule is not None:
                yield schedule
                break
            if self._is_lead(start, end):
                if self._patterns.lead["also_rule"].search(self._lower[start:end]):
                    yield from self._lead_rules((start, end), clause, context, True)
                context = self._handed_down(start, end, context)
            else:
                yield from self._rules(start, end, clause, context)
            if context.dropped or context.obey:
                # The list of names ends with its last item's first sentence.
                context = _Context(orders=True)
        below = context
        if lead is not None:
            schedule = self._schedule(lead, clause.children[-1].end, context)
            if schedule is not None and not any(child.children for child in clause.children):
                yield schedule
                return
            below = self._handed_down(*lead, context)
            are_rules = self._items_are_rules(clause.children, below)
            yield from self._lead_rules(lead, clause, context, are_rules)
            if not are_rules:
                below = replace(below, dropped=True, orders=False, obey="")
        for child in clause.children:
            yield from self._clause(child, below)
            # A lead at the end of an item whose own list was hung beside it.
            last = self._sentences(child.start, child.end)[-1:]
            if not child.children and last and self._is_lead(*last[0]):
                below = self._handed_down(*last[0], _Context(orders=True))

    def _sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the sentences; markers and leads within a line divide too."""
        if (start, end) not in self._spans:
            self._spans[start, end] = list(self._split(start, end))
        return self._spans[start, end]

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        shape = self._patterns.shape
        heading = heading_end(self._printed[start:end])
        if heading and self._is_title_line(start, start + heading):
            start += heading
        for first, last in sentences(self._text, start, end):
            begin = first
            cuts: list[int] = []
            if _MARKED.search(self._text, first, last) is not None:
                marks = shape["inline_marker"].finditer(self._text, first, last)
                cuts += [m.start() for m in marks]
            if self._text.find(":", first, last) >= 0:
                cuts += [m.end() for m in shape["lead_words"].finditer(self._text, first, last)]
                label = shape["label"].match(self._text[first:last])
                if label is not None:
                    cuts.append(first + label.end())
            cuts += [m.end() for m in shape["quote_end"].finditer(self._text, first, last)]
            cuts += [m.start() for m in shape["order_line"].finditer(self._printed, first, last)]
            for cut in sorted(cuts):
                if cut - begin > 2:
                    yield begin, cut
                    begin = cut
            if last > begin:
                yield begin, last

    def _is_title_line(self, start: int, end: int) -> bool:
        """Whether a line has no predicate; a root at its end may be a noun: ``Masa Pakai``."""
        found = self._reader.predicates.find(self._text[start:end])
        if found is None:
            return True
        last = len(self._text[start + found.verb : end].split()) == 1
        return found.start > 0 and last and found.modal is None and not found.passive

    def _schedule(self, lead: tuple[int, int], end: int, context: _Context) -> Norm | None:
        """Return a lead over mere rows of hours, days or sanctions as one rule with them."""
        asked = self._lower[slice(*lead)].rstrip()
        if context.dropped or not asked.endswith(":"):
            return None
        rows = self._patterns.shape["row"].findall(self._printed, lead[1], end)
        named = self._patterns.lead["named_below"].search(asked) is not None
        if (len(rows) < _LEAST_ROWS and not named) or end - lead[0] > MAX_RULE_CHARACTERS:
            return None
        if self._patterns.lead["dropped"].search(asked) or not all(
            self._is_row(*span, named) for span in self._sentences(lead[1], end)
        ):
            return None
        norms = self._reader.norms(lead[0], end, context.modality, context.bearer)
        if not norms:
            return None
        whole = norms[0].start, norms[-1].end
        matter = Matter(self._reader.types, self._text[slice(*whole)], norms[0].force)
        if matter.found[0] not in _SCHEDULED:
            return None
        return replace(norms[0], end=whole[1], told=whole, matter=matter)

    def _is_row(self, start: int, end: int, named: bool) -> bool:
        """Whether a sentence below a lead tells nothing but hours, days or, if *named*, names."""
        told = self._reader.predicate(start, end)
        if told is not None and not self._patterns.shape["row_verb"].match(self._text, told.verb):
            return False
        return named or self._patterns.shape["row"].search(self._printed, start, end) is not None

    def _is_lead(self, start: int, end: int) -> bool:
        lead = self._text[start:end].rstrip()
        return self._patterns.shape["lead"].search(lead) is not None and (
            self._patterns.shape["lead_words"].search(lead + " ") is not None
        )

    def _handed_down(self, start: int, end: int, context: _Context) -> _Context:
        """Return what the lead ``text[start:end]`` says of the items below it."""
        lead = self._lower[start:end]
        if self._patterns.lead["dropped"].search(lead):
            return replace(context, dropped=True, orders=False, obey="")
        predicate = self._reader.predicate(start, end)
        modality, bearer = context.modality, context.bearer
        if predicate is None:
            bearer = self._reader.people(start, end) or bearer
        else:
            norms = self._reader.norms(start, end, context.modality, context.bearer)
            if predicate.modal is not None:
                modality = predicate.modal.modality
            if norms:
                bearer = norms[-1].bearer
                modality = norms[-1].modality if predicate.modal is not None else modality
        if self._patterns.lead["obligation"].search(lead):
            modality = "must"
        if modality == "may" and predicate is not None and end - predicate.verb > _OWN_VERB:
            modality = None  # "dapat diangkat kembali dengan ketentuan:" permits, its items bind
        return _Context(
            modality,
            bearer,
            orders=not context.dropped,
            dropped=context.dropped or self._patterns.lead["weighed"].search(lead) is not None,
            obey=self._obey(lead, start, predicate),
        )

    def _obey(self, lead: str, start: int, predicate: Predicate | None) -> str:
        """Return ``memperhatikan`` where that is the main verb of the lead, else nothing."""
        obey = self._patterns.lead["obey"].search(lead)
        if obey is None or predicate is None or start + obey.start() != predicate.verb:
            return ""
        return obey[0]

    def _items_are_rules(self, children: list[Clause], context: _Context) -> bool:
        """Tell whether the items are orders rather than names, conditions or data."""
        if context.dropped:
            return False
        if context.obey:
            return True
        verbs = sum(self._is_order(child) for child in children)
        return 2 * verbs >= len(children)

    def _is_order(self, child: Clause) -> bool:
        if child.children and (
            self._is_lead(child.start, child.end)
            or 2 * sum(map(self._is_order, child.children)) >= len(child.children)
        ):
            return True
        spans = self._sentences(child.start, child.end)
        if not spans or self._patterns.shape["telephone"].match(self._text, *spans[0]):
            return False
        predicate = self._reader.predicate(*spans[0])
        if predicate is not None:
            return True
        return any(self._rules(*spans[0], child, _Context(orders=True)))

    def _lead_rules(
        self, lead: tuple[int, int], clause: Clause, context: _Context, items_are_rules: bool
    ) -> Iterator[Norm]:
        """Yield what the lead rules itself.

        A lead over mere names stands for them; one over rules only opens them, unless it
        is a rule with conditions or examples below it.
        """
        text = self._lower[lead[0] : lead[1]]
        if self._patterns.lead["dropped"].search(text):
            return
        if self._patterns.lead["attention"].match(text):
            return
        if text.endswith(".") and not self._is_lead(*lead):
            yield from self._rules(*lead, clause, context)  # a sentence of its own
            return
        also_rule = self._patterns.lead["also_rule"].search(text) is not None
        norms = [
            n
            for n in self._rules(*lead, clause, context)
            if n.type != OTHER or (also_rule and n.shape == "verb")
        ]
        # "Kegiatan dilaksanakan dengan ketentuan:" says nothing that its items do not.
        sums = self._patterns.lead["sums_hours"].search(text) is not None
        if items_are_rules and norms and not sums:
            restricts = self._patterns.lead["restricts"].match(text.rstrip(" :")) is not None
            opens = norms[-1].shape == "passive" or not also_rule or restricts
            norms = norms[:-1] if opens else norms
        yield from norms

    def _rules(self, start: int, end: int, clause: Clause, context: _Context) -> Iterator[Norm]:
        if context.obey:
            yield from self._obeyed(start, end, context)
            return
        bound = False
        item = self._is_numbered(clause) or self._marked(start, end)
        nouns = context.orders  # elsewhere what has no verb is no rule
        for norm in self._reader.norms(start, end, context.modality, context.bearer, nouns=nouns):
            # "diminta menutup register dan segera mengirimkan salinannya"
            joined = bound and norm.shape == "verb" and norm.start == norm.cue_start
            if self._is_rule(norm, clause, context, item) or (joined and norm.type != OTHER):
                bound = bound or norm.shape in ("modal", "weak")
                yield norm

    def _obeyed(self, start: int, end: int, context: _Context) -> Iterator[Norm]:
        """Yield an item that only names what must be obeyed; the lead has the verb."""
        for norm in self._reader.norms(start, end, context.modality, context.bearer):
            # Who laid it down says nothing of what it is about.
            named, _, _ = self._text[norm.start : norm.end].partition(" yang ")
            words = f"{context.obey.rstrip(' :')} {named}"
            matter = Matter(self._reader.types, words, norm.modality)
            yield replace(norm, matter=matter, bearer=norm.bearer or context.bearer)
            return

    def _is_rule(self, norm: Norm, clause: Clause, context: _Context, item: bool) -> bool:
        words = self._text[norm.start : norm.end].split()
        if not 2 <= len(words) <= MAX_RULE_WORDS:
            return False
        if not self._by_wire and _is_shouting(words):
            return False
        if norm.cue == "told":
            return norm.binds_subject and not context.dropped
        if norm.cue == "need" and not (item or context.orders):
            return False
        if norm.shape == "modal":
            return not self._tells_nobody(norm)
        if context.dropped:
            return norm.cue == "order"
        if norm.shape != "weak" and self._is_past(norm):
            return False
        if norm.shape == "weak":
            bound = item or context.orders or norm.bearer is not None
            return norm.cue == "order" or bound or self._is_arranged_below(norm, context)
        if clause.section == "annex" and not item:
            return False
        if norm.shape in ("verb", "passive"):
            ordered = item or context.orders or self._is_due(norm)
            return self._is_order_of_verb(norm, ordered) or self._is_arranged_below(norm, context)
        if not context.orders or norm.type == OTHER:
            return False
        if norm.shape == "limit":
            return True
        if self._patterns.shape["officer"].search(self._text, norm.start, norm.end):
            return False
        named = self._patterns.names["person"].match(self._lower[norm.start : norm.end])
        told = ":" in self._text[norm.start : norm.end]  # "Pejabat eselon II: jas hitam"
        if named is not None and (not told or norm.score < _NAMED_SCORE):
            return False  # "Pengelola hotel se-Kabupaten Sukamaju" is one of a list of names
        act = any(self._patterns.shape[n].match(self._text, norm.start) for n in ("act", "way"))
        sure = act and norm.type not in GENERIC and norm.score >= _SURE_SCORE
        return len(words) >= (_FEW_WORDS if sure else _NOUN_WORDS) and not self._is_title(norm)

    def _is_title(self, norm: Norm) -> bool:
        """Whether every word has its capital; a text in capitals throughout may be a rule."""
        text = self._text[norm.start : norm.end]
        return self._patterns.shape["title_case"].match(text) is not None and not text.isupper()

    def _tells_nobody(self, norm: Norm) -> bool:
        """Whether ``menginstruksikan:`` and a stray word are all there is, not what to do."""
        predicates = self._reader.predicates
        if norm.cue not in predicates.addressed:
            return False
        one_word = len(self._text[norm.verb : norm.end].split()) == 1
        apart = ":" in self._text[norm.cue_start : norm.verb]
        return one_word and apart and predicates.verb.match(self._lower, norm.verb) is None

    def _is_past(self, norm: Norm) -> bool:
        """Whether something was done already, other than what a relative clause tells of."""
        told = self._lower[norm.start : norm.end]
        past = self._patterns.names["past"].search(told)
        if past is None:
            return False
        relative = told.rfind(" yang ", 0, past.start())
        if norm.start + past.end() <= norm.cue_start:
            return relative < 0
        of_object = norm.shape == "verb" and norm.verb < norm.start + relative
        return not of_object

    def _is_arranged_below(self, norm: Norm, context: _Context) -> bool:
        """Whether a paragraph below a list says what is arranged: ``Biaya dibebankan pada ...``."""
        arranged = self._patterns.press["carried_out"].match(self._lower, norm.verb)
        if arranged is None or not context.closing or self._is_title(norm):
            return False
        return norm.type not in GENERIC and norm.score >= _NAMED_SCORE

    def _is_due(self, norm: Norm) -> bool:
        """Whether what is done has its last day: ``Data dikirim paling lambat 5 Mei``."""
        due = self._patterns.shape["due"].search(self._text, norm.verb, norm.end)
        return norm.shape == "passive" and due is not None

    def _is_order_of_verb(self, norm: Norm, ordered: bool) -> bool:
        """Tell an order without modal from narration.

        Bare verbs under a lead are orders, and so is what people and offices do; what
        things do (``angka kemiskinan menurun``) is told, unless its type is a narrow one.
        """
        if self._is_title(norm):
            return False
        subject = self._text[norm.start : norm.cue_start].strip()
        if not subject:
            order = self._lower[norm.cue_start : norm.end]
            return ordered or self._patterns.press["imperative"].match(order) is not None
        if norm.shape == "verb" and norm.binds_subject:
            return norm.type != OTHER
        if norm.shape == "passive" and norm.type == OTHER:
            # What is arranged needs no type: "Masa pendaftaran diperpanjang".
            arranged = self._patterns.press["carried_out"].match(self._lower, norm.verb)
            return ordered and arranged is not None
        narrow = norm.shape == "passive" or norm.type not in GENERIC
        if ordered and self._patterns.shape["guided"].match(self._text, norm.verb):
            return True
        return ordered and narrow and norm.score >= _NARROW_SCORE


def _is_shouting(words: list[str]) -> bool:
    """Tell whether a run of words is a heading in capitals."""
    return len(words) < 12 and " ".join(words).isupper()
