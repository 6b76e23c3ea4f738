"""The patterns of ``exemptions.toml``: openers, limits of a list, and what is no item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from circular_parser.language.enumerations import Splitter
from circular_parser.language.exempt_features import FILE
from circular_parser.language.introduced_lists import IntroducedLists
from circular_parser.language.linear_model import LinearModel, load_linear_model
from circular_parser.language.patterns import compile_lower, compile_pattern, load
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.resources import ModelFolder


@dataclass(frozen=True)
class LearnedLists:
    """What bounds a list that a trained model is asked about: words and patterns."""

    edge: frozenset[str]
    speaker: frozenset[str]
    pause: re.Pattern[str]
    visited: re.Pattern[str]
    says: re.Pattern[str]
    separator: re.Pattern[str]
    predicate: re.Pattern[str]

    @classmethod
    def load(cls, data: dict[str, Any]) -> LearnedLists:
        """Read the table *data*."""
        keys = ("pause", "visited", "says", "separator", "predicate")
        finds = (compile_lower(data[key]) for key in keys)
        return cls(frozenset(data["edge"]), frozenset(data["speaker"]), *finds)


@dataclass(frozen=True)
class ExemptionPatterns:
    """The compiled patterns of ``exemptions.toml``, for text in small letters.

    ``hints`` are words with the rules that find nothing without them; ``stop`` heeds
    capital letters.
    """

    after: dict[str, re.Pattern[str]]
    before: dict[str, re.Pattern[str]]
    hints: dict[str, list[str]]
    traps: dict[str, re.Pattern[str]]
    scores: dict[str, float]
    document: re.Pattern[str]
    restriction: re.Pattern[str]
    presence: frozenset[str]
    denied: re.Pattern[str]
    all_home: re.Pattern[str]
    stop: re.Pattern[str]
    intro: re.Pattern[str]
    skip: re.Pattern[str]
    goes_on: re.Pattern[str]
    turn: re.Pattern[str]
    asks: re.Pattern[str]
    in_table: re.Pattern[str]
    of_units: re.Pattern[str]
    listed: re.Pattern[str]
    same: re.Pattern[str]
    short_stay: re.Pattern[str]
    boundary: re.Pattern[str]
    modal: re.Pattern[str]
    annex_title: re.Pattern[str]
    annex_listed: re.Pattern[str]
    learned: LearnedLists
    model: LinearModel
    introduced: IntroducedLists
    splitter: Splitter

    @classmethod
    def load(cls, folder: ModelFolder, taxonomy: ServiceTaxonomy) -> ExemptionPatterns:
        """Read the patterns of the model *folder*; *taxonomy* tells what an item names.

        Raises:
            ValueError: a file is malformed.
        """
        path = folder / "exemptions.toml"
        data = load(path)
        try:
            limits = data["limits"]
            return cls(
                after={name: compile_lower(p) for name, p in data["after"].items()},
                before={name: compile_lower(p) for name, p in data["before"].items()},
                hints=data["hints"],
                traps={name: compile_lower(p, by_words=True) for name, p in data["traps"].items()},
                scores=data["scores"],
                document=compile_lower(data["context"]["document"]),
                restriction=compile_lower(data["context"]["restriction"]),
                presence=frozenset(data["context"]["presence"]),
                denied=compile_lower(data["context"]["denied"]),
                all_home=compile_lower(data["context"]["all_home"]),
                stop=compile_pattern(limits["stop"]),
                intro=compile_lower(limits["intro"]),
                skip=compile_lower(limits["skip"]),
                goes_on=compile_lower(limits["goes_on"]),
                turn=compile_lower(limits["turn"]),
                asks=compile_lower(limits["asks"], by_words=True),
                in_table=compile_lower(limits["in_table"], by_words=True),
                of_units=compile_lower(limits["of_units"]),
                listed=compile_lower(limits["listed"]),
                same=compile_lower(limits["same"]),
                short_stay=compile_lower(limits["short_stay"]),
                boundary=compile_lower(limits["boundary"]),
                modal=compile_lower(limits["modal"]),
                annex_title=compile_pattern(data["annex"]["title"]),
                annex_listed=compile_lower(data["annex"]["listed"], by_words=True),
                learned=LearnedLists.load(data["learned"]),
                model=load_linear_model(folder, FILE),
                introduced=IntroducedLists.load(data["introduced"]),
                splitter=Splitter.load(path, taxonomy),
            )
        except KeyError as error:
            raise ValueError(f"{path.name}: {error} is missing") from error

    def hints_of(self, text: str) -> dict[str, list[str]]:
        """Return the hints that *text* has, with the rules that find nothing without them."""
        return {hint: names for hint, names in self.hints.items() if hint in text}

    @property
    def taxonomy(self) -> ServiceTaxonomy:
        """The services that items are classified by."""
        return self.splitter.taxonomy
