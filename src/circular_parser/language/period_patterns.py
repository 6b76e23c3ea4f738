"""The patterns of ``periods.toml``: what opens a period, what ends it, and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from circular_parser.language.patterns import compile_lower, compile_pattern, load
from circular_parser.resources import ModelFile


@dataclass(frozen=True)
class Lead:
    """A word before a date, and what may stand between the two.

    A ``firm`` one holds whatever else opens the period; a ``whole`` one tells of the whole of
    one day or month, and a ``told`` one does so in reports, too, and of several days. One with
    ``behind`` opens a period only where the words behind the date are such; one ``round`` an
    occasion names it, so that it is no other thing; one ``to_come`` holds of coming days only,
    one ``several`` of more than one date.
    """

    name: str
    weight: float
    words: re.Pattern[str]
    between: re.Pattern[str]
    firm: bool = False
    whole: bool = False
    told: bool = False
    behind: re.Pattern[str] | None = None
    round: bool = False
    to_come: bool = False
    several: bool = False

    def start_in(self, before: str) -> int | None:
        """Return where in *before* the lead starts that reaches to its end, None if none does."""
        for match in self.words.finditer(before):
            if self.between.fullmatch(before, match.end()):
                return match.start()
        return None


@dataclass(frozen=True)
class PeriodPatterns:
    """The compiled patterns of ``periods.toml``.

    ``postponed`` is the one of ``other`` that tells until when something is put off; of
    ``other_after`` ``over`` says that a day is past.
    """

    start: list[Lead]
    whole_days: list[Lead]
    end: list[Lead]
    other: list[Lead]
    postponed: Lead | None
    other_after: dict[str, re.Pattern[str]]
    recital: re.Pattern[str]
    main_clause: re.Pattern[str]
    open_end: dict[str, re.Pattern[str]]
    open_hint: re.Pattern[str]
    others_in_force: re.Pattern[str]
    from_issue: dict[str, re.Pattern[str]]
    duration: re.Pattern[str]
    lone_duration: re.Pattern[str]
    bare_duration: re.Pattern[str]
    laid_down_duration: re.Pattern[str]
    other_duration: re.Pattern[str]
    titled_duration: re.Pattern[str]
    fragment_duration: re.Pattern[str]
    throughout: re.Pattern[str]
    made_holiday: re.Pattern[str]
    day_off: re.Pattern[str]
    back_at_work: re.Pattern[str]
    its_last: re.Pattern[str]
    begins: re.Pattern[str]
    until: re.Pattern[str]
    that_day: re.Pattern[str]
    closed_then: re.Pattern[str]
    arrangement: re.Pattern[str]
    named_measure: re.Pattern[str]
    applies: re.Pattern[str]
    ordered: re.Pattern[str]
    holiday_headline: re.Pattern[str]
    holiday: re.Pattern[str]
    in_force: dict[str, re.Pattern[str]]
    undated: dict[str, re.Pattern[str]]
    undated_hint: dict[str, re.Pattern[str]]
    goes_on: re.Pattern[str]
    asked_since: re.Pattern[str]
    told_of: re.Pattern[str]
    lead_in: re.Pattern[str]
    continued: re.Pattern[str]
    another: re.Pattern[str]
    days_off: re.Pattern[str]
    work_away: re.Pattern[str]
    item: re.Pattern[str]

    @classmethod
    def load(cls, path: ModelFile) -> PeriodPatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        other = _leads(data["not_a_period"])

        def named(table: str) -> dict[str, re.Pattern[str]]:
            return {name: compile_lower(p) for name, p in data[table].items()}

        return cls(
            start=_leads(data["start"]),
            whole_days=_leads(data["whole_days"]),
            end=_leads(data["end"]),
            other=other,
            postponed=next((lead for lead in other if lead.name == "postponed"), None),
            other_after=named("not_a_period_after"),
            recital=compile_pattern(data["recital"]["opening"]),
            main_clause=compile_lower(data["recital"]["main_clause"]),
            open_end=named("open"),
            open_hint=compile_lower(data["open_hint"]["words"]),
            others_in_force=compile_lower(data["open_hint"]["others"]),
            from_issue=named("from_issue"),
            duration=compile_lower(data["duration"]["length"]),
            lone_duration=compile_lower(data["duration"]["alone"]),
            bare_duration=compile_lower(data["duration"]["bare"]),
            laid_down_duration=compile_lower(data["duration"]["laid_down"]),
            other_duration=compile_lower(data["duration"]["of_other"]),
            fragment_duration=compile_lower(data["duration"]["fragment"]),
            titled_duration=compile_lower(data["duration"]["titled"]),
            **named("day"),
            **named("subject"),
            in_force=named("in_force"),
            undated=named("undated"),
            undated_hint=named("undated_hint"),
            goes_on=compile_pattern(data["sentence"]["goes_on"]),
            asked_since=compile_pattern(data["sentence"]["asked_since"]),
            told_of=compile_pattern(data["sentence"]["told_of"]),
            lead_in=compile_lower(data["sentence"]["lead_in"]),
            continued=compile_lower(data["windows"]["continued"]),
            another=compile_lower(data["windows"]["another"]),
            days_off=compile_lower(data["windows"]["days_off"]),
            work_away=compile_lower(data["windows"]["work_away"]),
            item=compile_pattern(data["windows"]["item"]),
        )


def _leads(table: dict[str, dict[str, Any]]) -> list[Lead]:
    return [
        Lead(
            name,
            float(entry.get("weight", 0.0)),
            compile_lower(entry["words"]),
            compile_lower(entry["between"]),
            firm=entry.get("firm", False),
            whole=entry.get("whole", False),
            told=entry.get("told", False),
            behind=compile_lower(entry["behind"]) if "behind" in entry else None,
            round=entry.get("round", False),
            to_come=entry.get("to_come", False),
            several=entry.get("several", False),
        )
        for name, entry in table.items()
    ]
