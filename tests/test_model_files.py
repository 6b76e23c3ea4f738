"""The shipped data files: sound, without leftovers, in step with the taxonomy."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from circular_parser.language.duty_types import OTHER
from circular_parser.language.model_check import _OPEN, problems
from circular_parser.record import Capacity, DocumentType, ExemptKind, Level, Modality, Relation
from circular_parser.resources import model_folder

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "circular_parser"
FILES = sorted(model_folder().base.glob("*.toml"))
# The taxonomy to compare the codes with, looked for beside the checkout.
BESIDE = ROOT.parent / "shared" / "eval" / "taxonomy.json"
TAXONOMY = Path(os.environ.get("CIRCULAR_PARSER_TAXONOMY", BESIDE))
# Values of the record: the tables that have them as keys need not name them in the code.
_OF_THE_RECORD = {
    str(name) for values in (Capacity, DocumentType, Level, Relation) for name in get_args(values)
}


def words(value: Any) -> Iterator[list[str]]:
    """Yield the lists of words in *value*."""
    if isinstance(value, dict):
        for item in value.values():
            yield from words(item)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield value


def test_the_shipped_files_are_sound() -> None:
    assert problems(model_folder()) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_no_part_and_no_name_is_left_over(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    data = tomllib.loads(text)
    parts = data.pop("parts", {})
    assert [name for name in parts if f"{{{name}}}" not in text] == []
    code = "\n".join(module.read_text(encoding="utf-8") for module in SOURCE.rglob("*.py"))
    taken_as_they_come = {table for table, *_ in filter(None, _OPEN.get(path.name, {}))}
    taken_as_they_come |= {"content", "transcript", "months", "weekdays", "digits", "letters"}
    closed = [
        name
        for table, entries in data.items()
        if isinstance(entries, dict) and () not in _OPEN.get(path.name, {})
        if table not in taken_as_they_come
        for name in entries
    ]
    unused = [name for name in closed if not re.search(rf"[\"'.]{re.escape(name)}\b", code)]
    # Dotted names are fields of the record, which confidence.toml has curves for.
    assert {name for name in unused if "." not in name} <= _OF_THE_RECORD


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_no_word_stands_twice_in_a_list(path: Path) -> None:
    for listed in words(tomllib.loads(path.read_text(encoding="utf-8"))):
        assert len(set(listed)) == len(listed)


@pytest.mark.skipif(not TAXONOMY.is_file(), reason="the taxonomy is no part of the repository")
def test_the_codes_are_those_of_the_taxonomy() -> None:
    taxonomy = json.loads(TAXONOMY.read_text(encoding="utf-8"))
    codes = {name: [item["id"] for item in taxonomy[name]] for name in ("services", "obligations")}
    services = tomllib.loads((model_folder().base / "services.toml").read_text(encoding="utf-8"))
    assert {*services} - {"kinds"} | {"other"} == {*codes["services"]}
    types = tomllib.loads((model_folder().base / "duty_types.toml").read_text(encoding="utf-8"))
    assert {*types["types"], OTHER} == {*codes["obligations"]}
    for name, values in (
        ("modality", Modality),
        ("capacity", Capacity),
        ("kind", ExemptKind),
        ("relation", Relation),
    ):
        assert {*taxonomy[name]} == {*get_args(values)}, name
