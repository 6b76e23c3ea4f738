"""Markdown to lines of text: marks of markup go, list numbers and bullets stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


def markdown_lines(text: str) -> str:
    """Return the text of a Markdown document; an empty line sets blocks apart.

    The cells of a table row stand on one line.
    Raw HTML is left out, pictures with their alternative text too.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    lines: list[str] = []
    marker = ""
    cells: list[str] | None = None
    for token in parser.parse(text):
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            lines.append(" ".join(filter(None, cells or [])))
            cells = None
        elif token.type == "inline":
            found = _inline_text(token.children or [])
            if cells is not None:
                cells.append(found.replace("\n", " "))
            else:
                lines.extend(["", marker + found] if marker else [found])
                marker = ""
        elif token.type in {"code_block", "fence"}:
            lines.extend(["", token.content.rstrip("\n"), ""])
        if _ends_block(token):
            lines.append("")
    return "\n".join(lines)


def _ends_block(token: Token) -> bool:
    return token.type in {"paragraph_close", "heading_close", "table_close", "hr"}


def _inline_text(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type in {"text", "code_inline"}:
            parts.append(token.content)
    return "".join(parts)
