"""The patterns of ``dates.toml``: the grammar of dates, ranges and lists, and the cues of roles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from circular_parser.language.inferred_dates import RelativeWords
from circular_parser.language.named_days import NamedDayPatterns
from circular_parser.language.patterns import compile_lower, compile_pattern, either, load
from circular_parser.resources import ModelFile

# A slash before a day joins it to an earlier day (1/16 Juli), a hyphen to the month of an
# earlier date; COVID-19 Maret is no date.
_DAY = (
    r"(?=[\doil|])"  # most places have none of these: what stands before is looked at last
    r"(?:(?<![\w/.,])|(?<=[a-z],)|(?<=[ (]\d/)|(?<=[ (]\d\d/)|(?<=\shingga)|(?<=\ssampai))"
    r"(?:(?<![a-z]-)|(?<=(?:ari|ret|ril|mei|uni|uli|tus|ber)-))"
    r"(?P<day>[0-3oil|]?[\doil|])"
)
# Angka 1 berakhir pada 27 Maret: the number of a clause is no day.
_NO_CLAUSE = r"(?<!angka\s)(?<!butir\s)(?<!poin\s)(?<!pasal\s)(?<!nomor\s)"
_YEAR = r"(?P<year>[12][\doilz]{3}\d?|[2z][0o][\doilz]{2})"
# 26 Desemberhingga: the space before the end of a range lost.
_GLUED = r"(?=(?:hingga|sampai)\b)"


@dataclass(frozen=True)
class RoleCue:
    """Words before, and if need be behind, a date that give it its role.

    ``before`` is found nowhere without one of the *hints*, where there are any. ``printed`` is
    what the date itself has to be like (``Senin (3/5)``).
    """

    name: str
    role: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None
    hints: tuple[str, ...]
    printed: re.Pattern[str] | None = None

    def fits(self, before: str, lower: str, printed: str, after: str) -> bool:
        """Whether *before* (*lower* in small letters) and *after* a date stand these words."""
        if self.hints and not any(hint in lower for hint in self.hints):
            return False
        if self.printed is not None and self.printed.search(printed) is None:
            return False
        behind = self.after is None or self.after.search(after) is not None
        return behind and self.before.search(before) is not None


@dataclass(frozen=True)
class DatePatterns:
    """The compiled patterns and word lists of ``dates.toml``."""

    months: dict[str, int]
    weekdays: dict[str, int]
    date: re.Pattern[str]
    english: re.Pattern[str]
    numeric: re.Pattern[str]
    month: re.Pattern[str]
    lone_month: re.Pattern[str]
    month_name: re.Pattern[str]
    digit_by_hand: re.Pattern[str]
    earlier: re.Pattern[str]
    range_join: re.Pattern[str]
    list_join: re.Pattern[str]
    window_join: re.Pattern[str]
    returns: re.Pattern[str]
    span: re.Pattern[str]
    weekday_of_list: re.Pattern[str]
    feast: re.Pattern[str]
    year_end: re.Pattern[str]
    roles: list[RoleCue]
    published_before: re.Pattern[str]
    published_after: re.Pattern[str]
    after_number: re.Pattern[str]
    to_come: re.Pattern[str]
    relative: RelativeWords
    named_days: NamedDayPatterns

    @classmethod
    def load(cls, path: ModelFile) -> DatePatterns:
        """Read the pattern file at *path*.

        Raises:
            ValueError: it is malformed.
        """
        data = load(path)
        months = {w: int(n) for n, words in data["months"].items() for w in words}
        weekdays = {w: int(n) for n, words in data["weekdays"].items() for w in words}
        weekday, month = either(weekdays), either(months)
        joins, between = data["joins"], data["joins"]["between"]
        lead = rf"(?:(?P<weekday>{weekday})(?: {data['joins']['said']})?[ ,(]{{1,3}}(?:tanggal )?)?"
        return cls(
            months=months,
            weekdays=weekdays,
            date=compile_lower(
                rf"{lead}{_DAY}(?:(?:st|nd|rd|th)\b)? ?[-.]? ?(?:bulan )?(?P<month>{month})"
                rf"(?:\b|{_GLUED})"
                rf"(?:[.,-]? ?(?:tahun )?\(?{_YEAR})?(?:(?![\w/])|{_GLUED})",
                any_space=True,
            ),
            english=compile_lower(
                rf"{lead}(?P<month>{month})\.? (?P<day>[0-3]?\d)(?!\w)(?:,? {_YEAR})?(?!\w)",
                any_space=True,
            ),
            numeric=compile_lower(
                rf"{lead}(?:(?<![\w/.-])|(?<=[( ]\d[-–])|(?<=[( ]\d\d[-–])"
                r"|(?<=/\d[-–])|(?<=/\d\d[-–])|(?<=/\d{4}[-–]))(?P<day>[0-3]?\d)"
                r"(?P<sep>[/.-])(?P<month>[01]?\d)(?:(?P=sep)(?P<year>(?:19|20)\d\d|\d\d))?"
                r"(?![\w/]|-(?!\d{1,2}/\d)|\.\d)",
                any_space=True,
            ),
            month=compile_lower(
                rf"(?=bulan\b|{month})"
                r"(?:\bbulan |(?<=\bmulai\s)|(?<=\bmulai\sawal\s)|(?<=\bsejak\sawal\s)|(?<=\bper\s)"
                r"|(?<=\bpada\s)|(?<=\bberlaku\s)|(?<=\bberlaku\sawal\s)|(?<=\bditerapkan\s)|(?<=\bditerapkan\sawal\s)|(?<=\bselama\s)|(?<=\bperiode\s)|(?<=\bpenghujung\s)|(?<=\bsepanjang\s)|(?<=(?:hingga|sampai|dengan)\sakhir\s))"
                rf"(?:(?P<first>{month})\b ?{joins['range']} ?(?=bulan|{month}))?"
                rf"(?P<last>(?:bulan )?(?P<month>{month})\b (?:tahun )?{_YEAR})(?![\w/])",
                any_space=True,
            ),
            lone_month=compile_lower(
                rf"(?:(?<=\bselama\s)|(?<=\bsepanjang\s))(?:bulan )?(?P<month>{month})\b"
                r"(?! ?[-–]|,? (?:(?:tahun )?[12]\d{3}|tahun|lalu|silam|dan|serta|hingga|sampai)\b)"
            ),
            month_name=compile_lower(rf"{month}(?:\b|{_GLUED})"),
            # An open 6 of a pen is read as a letter, which no month has before it.
            digit_by_hand=compile_lower(rf"(?<=[,.] )[cgs](?= ?{month}\b)"),
            earlier=compile_lower(
                rf"{lead}{_NO_CLAUSE}{_DAY} ?(?:{joins['range']}|{joins['list']}) ?{between} ?$",
                any_space=True,
            ),
            range_join=compile_pattern(
                rf"^ ?[)]? ?,? ?{joins['named']}{joins['range']}{between}[ ,(]*$"
            ),
            list_join=compile_pattern(
                rf"^ ?[)]? ?(?:\({weekday}\)(?=[;,.]? ?\n))?{joins['list']}{between}[ ,(]*$"
            ),
            window_join=compile_pattern(joins["windows"]),
            returns=compile_pattern(joins["returns"]),
            span=compile_pattern(joins["span"]),
            weekday_of_list=compile_pattern(joins["weekdays"]),
            feast=compile_pattern(rf"\b{either(n for v in data['feasts'].values() for n in v)}\b"),
            year_end=compile_lower(
                rf"(?:(?<=akhir\s)|(?<=berakhirnya\s))tahun {_YEAR}(?![\w/-])", any_space=True
            ),
            roles=[
                RoleCue(
                    entry["name"],
                    entry["role"],
                    compile_pattern(entry["before"]),
                    compile_pattern(entry["after"]) if "after" in entry else None,
                    tuple(entry.get("hints", ())),
                    compile_pattern(entry["printed"]) if "printed" in entry else None,
                )
                for entry in data["role"]
            ],
            published_before=compile_pattern(data["published"]["line"]),
            published_after=compile_pattern(data["published"]["after"]),
            after_number=compile_pattern(data["number"]["glue"]),
            to_come=compile_pattern(data["coming"]["behind"]),
            relative=_relative(data, weekdays),
            named_days=NamedDayPatterns.of(data["named_days"], months, weekdays),
        )


def _relative(data: dict[str, Any], weekdays: dict[str, int]) -> RelativeWords:
    weekday, named = either(weekdays), either(data["relative"])
    past = data["told_past"]
    return RelativeWords(
        data["relative"],
        compile_lower(
            rf"\b(?<![\d)] )(?<!setengah )(?:{named})\b"
            rf"(?!,? ?\(?(?:(?:tanggal|{weekday}),? ?)*\(?\d)"
        ),
        weekdays,
        compile_lower(
            rf"\b(?P<weekday>{weekday}) {data['coming']['words']}"
            rf"|\b(?:{named}) {data['coming']['until']} (?P<until>{weekday})\b(?!,? ?\(?\d)"
        ),
        compile_lower(
            rf"\b(?P<weekday>(?!{past['week_words']}){weekday}|(?<=hari\s){past['week_words']})"
            rf" (?:(?P<week>{past['week']})|{past['words']})(?!,? ?\(?\d)"
        ),
        compile_lower(rf"\b(?P<weekday>{weekday})\b{past['signed_after']}"),
        compile_lower(past["signed"]),
        compile_lower(data["ago"]["words"]),
        {word: number for number, word in enumerate(data["ago"]["numbers"], 2)},
        compile_lower(data["same_day"]["words"]),
        compile_lower(data["next_day"]["words"]),
        {-1: compile_lower(data["numbered"]["past"]), 1: compile_lower(data["numbered"]["coming"])},
    )
