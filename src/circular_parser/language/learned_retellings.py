"""Asks a trained model which clauses of a report retell a rule without the words that bind.

The model is described in :mod:`circular_parser.language.retelling_features`; it has no say
where the clause tells what was, what came of a rule or only where the rule is written.
"""

from __future__ import annotations

import math

from circular_parser.language.linear_model import load_linear_model
from circular_parser.language.norms import Norm, NormReader
from circular_parser.language.retelling_features import FILE, RULE, ReportClause, features
from circular_parser.language.told_quotes import ToldQuotes
from circular_parser.language.told_rules import ToldRules
from circular_parser.language.told_sentences import Told

# The cue of what the model takes.
RETOLD = "retold"
# How sure the model must be to take a clause that the rules leave. Passives and nouns serve
# narration too: "rapat dilaksanakan", "pembatasan kegiatan".
_LIKELY_TOLD, _SURELY_TOLD = 0.5, 0.75
_UNLIKELY_TOLD = 0.15


class LearnedRetellings:
    """Weighs clauses of the report of *reader* by the trained model."""

    def __init__(self, reader: NormReader, rules: ToldRules, quotes: ToldQuotes) -> None:
        self._model = load_linear_model(reader.types.folder, FILE)
        self._lower = reader.lower
        self._press = reader.patterns.press
        self._rules = rules
        self._quotes = quotes

    def takes(self, norm: Norm, told: Told, place: int) -> bool:
        """Whether the model takes for a rule what the rules leave."""
        if self._rules.is_past(norm):
            return False
        if self._quotes.are_days(norm.start, norm.end) or self._rules.only_dates(norm):
            return False
        if self._press["sourced"].match(self._lower, norm.start, norm.end):
            return False
        if self._press["aside"].match(self._lower[slice(*told.whole)]):
            return False
        if norm.shape == "verb" and self._press["speaker"].match(self._lower, norm.start):
            return False
        least = _SURELY_TOLD if norm.shape in ("passive", "noun") else _LIKELY_TOLD
        return self._share(norm, told, place) >= least

    def is_likely(self, norm: Norm, told: Told, place: int) -> bool:
        """Whether the model does not take what stands behind a rule for mere prose."""
        return self._share(norm, told, place) >= _UNLIKELY_TOLD

    def clause(self, norm: Norm, told: Told, place: int) -> ReportClause:
        """Return the clause as the model sees it: the one at *place* in its sentence."""
        return ReportClause(
            subject=self._lower[norm.start : norm.cue_start],
            modal=self._lower[norm.cue_start : norm.verb],
            act=self._lower[norm.verb : norm.end],
            sentence=self._lower[slice(*told.whole)],
            before=self._lower[told.whole[0] : norm.start],
            shape=norm.shape,
            cue=norm.cue,
            force=norm.force,
            place=place,
            bound=norm.binds_subject,
            has_bearer=norm.bearer is not None,
            introduced=told.start > told.whole[0],
            attributed=told.end < told.whole[1],
            issued=told.issued is not None,
            early=told.early,
        )

    def _share(self, norm: Norm, told: Told, place: int) -> float:
        """Return how sure the model is that the clause retells a rule."""
        return math.exp(self._model.log_shares(features(self.clause(norm, told, place)))[RULE])
