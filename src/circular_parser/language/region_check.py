"""Checks the tables of regions: ``regions.csv`` and ``region_aliases.csv``."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from circular_parser.language.regions import KEYS, LEVELS, rows_of
from circular_parser.resources import ModelFolder

_COLUMNS = {
    "regions.csv": ["code", "level", "name", "province_code", "common_word"],
    "region_aliases.csv": ["alias", "code", "cue_only"],
}
_CODE = re.compile(r"\d\d(?:\.\d\d)?")

Row = dict[str, str]
Found = tuple[int, str, str]


def check_form(path: Path) -> Iterator[Found]:
    """Yield line, column and message of what keeps the table at *path* from being read."""
    columns = _COLUMNS[path.name]
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines)
            if next(rows, None) != columns:
                yield 1, "", f"the first line must be {','.join(columns)}"
                return
            for row in rows:
                if row and len(row) != len(columns):
                    yield rows.line_num, "", f"{len(row)} values, {len(columns)} are wanted"
    except (UnicodeDecodeError, csv.Error) as error:
        yield 1, "", str(error)


def check_table(model: ModelFolder, path: Path) -> Iterator[Found]:
    """Yield line, column and message of what is wrong in the rows of the table at *path*.

    *model* has the table as its last layer; the codes are looked up in it.
    """
    regions = {row["code"] for row in rows_of(model / "regions.csv")}
    check, keys = _CHECKS[path.name], KEYS[path.name]
    seen: dict[tuple[str, ...], int] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        for row in rows:
            line = rows.line_num
            yield from ((line, column, message) for column, message in check(row, regions))
            key = tuple(row[column].casefold() for column in keys)
            if key in seen:
                yield line, keys[0], f"{row[keys[0]]!r} has line {seen[key]} too"
            seen[key] = line


def _region(row: Row, regions: set[str]) -> Iterator[tuple[str, str]]:
    code, level, name, province = (row[c] for c in ("code", "level", "name", "province_code"))
    if not _CODE.fullmatch(code):
        yield "code", f"{code!r} is no code such as 18 or 18.72"
    elif province != code[:2]:
        yield "province_code", f"{province!r} is not the province of {code}"
    elif province not in regions:
        yield "province_code", f"no province has the code {province!r}"
    if level not in LEVELS:
        yield "level", f"{level!r} is none of {', '.join(LEVELS)}"
    elif (level == "provinsi") != (len(code) == 2):
        yield "level", f"{level} does not go with the code {code!r}"
    elif not name.casefold().startswith(f"{level} ") or not name.split(" ", 1)[1].strip():
        yield "name", f"{name!r} does not begin with {level.capitalize()}"
    yield from _flag(row, "common_word")


def _alias(row: Row, regions: set[str]) -> Iterator[tuple[str, str]]:
    if not any(letter.isalpha() for letter in row["alias"]):
        yield "alias", f"{row['alias']!r} is no name"
    if not _CODE.fullmatch(row["code"]):
        yield "code", f"{row['code']!r} is no code such as 18 or 18.72"
    elif row["code"] not in regions:
        yield "code", f"no region has the code {row['code']!r}"
    yield from _flag(row, "cue_only")


def _flag(row: Row, column: str) -> Iterator[tuple[str, str]]:
    if row[column] not in ("0", "1"):
        yield column, f"{row[column]!r} is neither 0 nor 1"


_CHECKS: dict[str, Callable[[Row, set[str]], Iterator[tuple[str, str]]]] = {
    "regions.csv": _region,
    "region_aliases.csv": _alias,
}
