"""Prints docs/rules.md: every rule, where it is written, and an example that was run.

``make rules`` runs it. The examples are those of tests/rule_examples.txt; a word is shown as
found only where the rule did find it.
"""

from __future__ import annotations

from itertools import groupby

from circular_parser.language.rules import RuleHome, all_rules
from rule_examples import Example, examples

_ROOM = 90  # characters of an example; a third or a half of it round the words that are found
_COLUMNS = ("Rule", "What it finds", "Role", "Example", "Score")
_Rule = tuple[str, tuple[RuleHome, ...]]
_HEAD = """\
# Rules

Every value of a record names the rule that found it, `module.id`, in its `evidence`. This page
lists all of them, with the place where each is written: the entry of a pattern file under
[models/circular_id](../models/circular_id) or a function under
[src/circular_parser/language](../src/circular_parser/language). `circular-parser explain FILE`
shows them at work on a document.

In the examples the words that the rule finds stand in bold. The score is what the rule gives
there, 0 to 1; the resolver weighs it together with the role.

This page is made by `make rules` from the rules and from
[tests/rule_examples.txt](../tests/rule_examples.txt), which the tests run. Do not edit it.
"""


def rules_page() -> str:
    """Return the page."""
    shown: dict[str, Example] = {}
    for example in examples():
        shown.setdefault(example.rule, example)
    lines = [_HEAD]
    for module, rules in groupby(all_rules().items(), key=lambda rule: rule[0].split(".")[0]):
        lines.append(f"## {module}\n")
        by_place: dict[tuple[str, str], list[_Rule]] = {}
        for name, homes in rules:
            by_place.setdefault(_place(homes[0]), []).append((name, homes))
        for place in sorted(by_place):
            lines += _table(place, by_place[place], shown)
    return "\n".join(lines)


def _place(home: RuleHome) -> tuple[str, str]:
    """Return the file, and the table in it if it is a pattern file."""
    table = home.entry.split("]")[0] + "]" if home.entry.startswith("[") else ""
    return home.file, table


def _table(place: tuple[str, str], rules: list[_Rule], shown: dict[str, Example]) -> list[str]:
    """Return the rules written in one place; columns that would be empty are left out."""
    file, table = place
    common = _common_note(rules) if table else ""
    path = file if file.startswith("models/") else f"src/circular_parser/{file}"
    title = f"[{file}](../{path})" + (f" `{table}`" if table else "")
    rows = []
    for name, homes in rules:
        also = "".join(f", also `{home.entry}`" for home in homes[1:])
        note = "" if homes[0].about == common else _note(homes[0].about)
        role, words, score = _shown(shown[name])
        rows.append((f"`{name}`{also}", note, f"`{role}`" if role else "", words, f"{score:.2f}"))
    kept = [index for index in range(len(_COLUMNS)) if any(row[index] for row in rows)]
    lines = [f"{title}: {_note(common)}" if common else title, ""]
    for row in (_COLUMNS, ("---",) * len(_COLUMNS), *rows):
        lines.append("| " + " | ".join(row[index] for index in kept) + " |")
    return [*lines, ""]


def _common_note(rules: list[_Rule]) -> str:
    """Return what the table's comment says of all its rules, if it speaks of them all."""
    told = [homes[0].about for _, homes in rules]
    common = max(told, key=told.count)
    return common if told.count(common) > 1 or len(told) == 1 else ""


def _note(about: str) -> str:
    """Return a docstring or comment as a note: what a function returns is what the rule finds."""
    note = about.removeprefix("Return ").removeprefix("Yield ")
    return _cell(note[:1].upper() + note[1:])


def _shown(example: Example) -> tuple[str, str, float]:
    """Return the role, the words found with some of their line, and the score."""
    candidate = example.found
    assert candidate is not None, f"{example.rule} does not find its example"
    text = example.analysis.text
    start, end = example.start, example.end
    line_start = text.rfind("\n", 0, start) + 1
    line_end = (text + "\n").find("\n", end)
    before = text[max(line_start, start - _ROOM // 2) : start]
    after = text[end : min(line_end, end + _ROOM // 3)]
    if start - line_start > _ROOM // 2:
        before = "... " + before.split(" ", 1)[-1]
    if line_end - end > _ROOM // 3:
        after = after.rsplit(" ", 1)[0] + " ..."
    words = text[start:end]
    if len(words) > _ROOM:
        first, last = words[: _ROOM // 2].rsplit(" ", 1)[0], words[-_ROOM // 3 :].split(" ", 1)[-1]
        words = f"{first} ... {last}"
    return candidate.role, _cell(f"{before}**{words}**{after}"), candidate.score


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    print(rules_page(), end="")
