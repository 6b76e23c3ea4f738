"""Finds where each rule is written: the entry of a pattern file, or the function.

A rule is named ``<module>.<id>``. The id is a key of a pattern file's table, or the whole name
stands in a function, of ``language/<module>.py`` or of a module that this one uses.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

from circular_parser.resources import model_folder

_LANGUAGE = Path(__file__).parent
# The tables whose keys name rules, by module; where not all do, those that do: id and key.
_TABLES: dict[str, tuple[tuple[str, str, dict[str, str] | None], ...]] = {
    "addressees": (("addressees.toml", "report", {"addressed": "addressed", "copied": "copied"}),),
    "arrangements": (("arrangements.toml", "rotation", None),),
    "dates": (("dates.toml", "role", None),),
    "duties": (
        ("predicates.toml", "modals", None),
        ("predicates.toml", "cues", {"verb": "verb", "passive": "passive", "told": "told"}),
        ("duties.toml", "shape", {"limit": "limit"}),
    ),
    "exemptions": (
        ("exemptions.toml", "after", None),
        ("exemptions.toml", "before", None),
        ("exemptions.toml", "annex", {"annex": "title"}),
        ("exemptions.toml", "limits", {"goes_on": "goes_on", "answer": "asks"}),
        ("exemptions.toml", "introduced", {"introduced": "stays"}),
        ("exemptions.toml", "learned", {"sentence_model": "edge"}),
    ),
    "numbers": (("numbers.toml", "own", None), ("numbers.toml", "cited", None)),
    "periods": (
        ("periods.toml", "start", None),
        ("periods.toml", "whole_days", None),
        ("periods.toml", "end", None),
        ("periods.toml", "from_issue", None),
        ("periods.toml", "open", None),
        ("periods.toml", "undated", None),
    ),
    "signatures": (("offices.toml", "press", None),),
}
# Keys of these tables that only help another rule.
_HELPERS = frozenset({"periods.onwards", "signatures.behalf"})
_NAME = re.compile(r"(?P<module>[a-z_]+)\.(?P<id>(?!(?:toml|csv)$)[a-z_]+)")
_HEADER = re.compile(r"\[{1,2}(?P<table>[a-z_]+)\]{1,2}")
_ENTRY = re.compile(r"(?:name = \"(?P<name>[a-z_]+)\"|(?P<key>[a-z_]+) = )")


@dataclass(frozen=True, slots=True)
class RuleHome:
    """A place where a rule is written.

    ``file`` is relative to the package's sources or to the model folder, ``entry`` the table
    and key (``[role] signing``) or the function; ``about`` the comment or docstring there.
    """

    file: str
    line: int
    entry: str
    about: str

    def __str__(self) -> str:
        """Return it as an editor opens it: file and line, then the entry."""
        return f"{self.file}:{self.line} {self.entry}"


@cache
def all_rules() -> dict[str, tuple[RuleHome, ...]]:
    """Return where every rule that may find a candidate is written, in order of their names.

    That is one place, or two where two patterns share a name.
    """
    found: dict[str, tuple[RuleHome, ...]] = {}
    for module, tables in _TABLES.items():
        for file, table, ids in tables:
            entries = _entries(model_folder().base / file, table)
            keys = {key: key for key in entries} if ids is None else ids
            for rule, key in keys.items():
                name = f"{module}.{rule}"
                if name not in _HELPERS:
                    found[name] = (*found.get(name, ()), entries[key])
    modules = {path.stem for path in _LANGUAGE.glob("*.py")}
    for path in sorted(_LANGUAGE.glob("*.py")):
        for name, home in _named_in_code(path).items():
            if name.split(".")[0] in modules:
                found.setdefault(name, (home,))
    return dict(sorted(found.items()))


def _entries(path: Path, wanted: str) -> dict[str, RuleHome]:
    """Return the entries of the table *wanted* of a pattern file, by their keys.

    A comment before the table or its first entry speaks of all, one further down of one.
    """
    text = path.read_text(encoding="utf-8")
    content = tomli.loads(text)[wanted]
    keys = {entry["name"] for entry in content} if isinstance(content, list) else set(content)
    entries: dict[str, RuleHome] = {}
    table, of_table, comment = "", "", ""
    for number, line in enumerate(text.splitlines(), 1):
        header, entry = _HEADER.match(line), _ENTRY.match(line)
        if line.startswith("#"):
            comment = f"{comment} {line.lstrip('# ')}".strip()
        elif header is not None:
            if header["table"] != table:
                table, of_table, comment = header["table"], comment, ""
        elif entry is None:
            comment = ""
        elif table == wanted and (key := entry["name"] or entry["key"]) in keys - set(entries):
            if not entries and not of_table:
                of_table = comment
            file = f"models/{path.parent.name}/{path.name}"
            entries[key] = RuleHome(file, number, f"[{table}] {key}", comment or of_table)
            comment = ""
    return entries


def _named_in_code(path: Path) -> dict[str, RuleHome]:
    """Return the rules that the functions of a module name in full."""
    if path.name == Path(__file__).name:
        return {}
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    homes: dict[str, RuleHome] = {}
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            match = _NAME.fullmatch(node.value)
            if match is None:
                continue
            above = lines[node.lineno - 2].strip()
            doc = (ast.get_docstring(function) or "").split("\n\n")[0].replace("\n", " ")
            about = above.lstrip("# ") if above.startswith("#") else doc
            homes.setdefault(
                node.value, RuleHome(f"language/{path.name}", node.lineno, function.name, about)
            )
    return homes
