"""Shows an explanation in a terminal: the marked text, then what was considered field by field."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from .explanation import FIELDS, Considered, Explanation
from .printing import printable

_CHOSEN, _ASIDE, _NOTE = "bold green", "yellow", "dim"


def print_explanation(explanation: Explanation, console: Console) -> None:
    """Print *explanation*; marks and stars tell without colours what was chosen."""
    console.print(marked_text(explanation))
    console.print()
    console.print("[text]7 is candidate 7, [text]7* one that was chosen.", markup=False)
    for field in FIELDS:
        if explanation.of(field):
            console.print(_section(explanation, field))


def marked_text(explanation: Explanation) -> Text:
    """Return the document's text with every candidate in brackets, its number behind it."""
    marked = Text()
    before: tuple[Considered, ...] = ()
    for piece, here in [*explanation.segments(), ("", ())]:
        for one in reversed([one for one in before if one not in here]):
            marked.append(f"]{one.number}{'*' if one.chosen else ''}", _style(one))
        for one in here:
            if one not in before:
                marked.append("[", _style(one))
        chosen = any(one.chosen for one in here)
        marked.append(printable(piece), _CHOSEN if chosen else _ASIDE if here else "")
        before = here
    return marked


def _style(one: Considered) -> str:
    return f"{_CHOSEN} dim" if one.chosen else f"{_ASIDE} dim"


def _section(explanation: Explanation, field: str) -> RenderableType:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("", justify="right")
    for column in ("value", "words", "rule", "score", "role", "why"):
        table.add_column(column, overflow="fold")
    for one in explanation.of(field):
        candidate = one.candidate
        words = explanation.document.text[candidate.start : candidate.end]
        rule = Text(candidate.rule)
        for home in one.homes:
            rule.append(f"\n{home}", _NOTE)
        table.add_row(
            Text(f"{one.number}{'*' if one.chosen else ' '}", _style(one)),
            Text(printable(one.value), _CHOSEN if one.chosen else ""),
            Text(printable(" ".join(words.split()))),
            rule,
            f"{candidate.score:.2f}",
            Text(candidate.role),
            Text("\n".join(one.reasons)),
        )
    heading = Text(field, "bold").append(f"  {printable(explanation.value(field)) or 'null'}")
    return Group(heading, table)
