"""The patterns of ``exemptions.toml``: openers, limits of a list, and what is no item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from circular_parser.language.enumerations import Splitter
from circular_parser.language.introduced_lists import IntroducedLists
from circular_parser.language.patterns import compile_lower, compile_pattern, load
from circular_parser.language.services import ServiceTaxonomy
from circular_parser.resources import ModelFile


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
    stop: re.Pattern[str]
    intro: re.Pattern[str]
    skip: re.Pattern[str]
    goes_on: re.Pattern[str]
    boundary: re.Pattern[str]
    modal: re.Pattern[str]
    annex_title: re.Pattern[str]
    introduced: IntroducedLists
    splitter: Splitter

    @classmethod
    def load(cls, path: ModelFile, taxonomy: ServiceTaxonomy) -> ExemptionPatterns:
        """Read the pattern file at *path*; *taxonomy* tells what an item names.

        Raises:
            ValueError: the file is malformed.
        """
        data = load(path)
        try:
            limits = data["limits"]
            return cls(
                after={name: compile_lower(p) for name, p in data["after"].items()},
                before={name: compile_lower(p) for name, p in data["before"].items()},
                hints=data["hints"],
                traps={name: compile_lower(p) for name, p in data["traps"].items()},
                scores=data["scores"],
                document=compile_lower(data["context"]["document"]),
                stop=compile_pattern(limits["stop"]),
                intro=compile_lower(limits["intro"]),
                skip=compile_lower(limits["skip"]),
                goes_on=compile_lower(limits["goes_on"]),
                boundary=compile_lower(limits["boundary"]),
                modal=compile_lower(limits["modal"]),
                annex_title=compile_pattern(data["annex"]["title"]),
                introduced=IntroducedLists.load(data["introduced"]),
                splitter=Splitter.load(path, taxonomy),
            )
        except KeyError as error:
            raise ValueError(f"{path.name}: {error} is missing") from error

    def rules_for(self, sentence: str) -> set[str]:
        """Return the names of the rules that may find something in *sentence*."""
        return {name for hint, names in self.hints.items() if hint in sentence for name in names}

    @property
    def taxonomy(self) -> ServiceTaxonomy:
        """The services that items are classified by."""
        return self.splitter.taxonomy
