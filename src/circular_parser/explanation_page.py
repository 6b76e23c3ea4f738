"""Makes one HTML page of an explanation: no script, nothing fetched, readable offline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from .explanation import FIELDS, Considered, Explanation
from .printing import printable

_TEMPLATE = Path(__file__).with_name("explanation_page.html")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text under the same candidates, and those that end behind it."""

    text: str
    here: tuple[Considered, ...]
    ends: tuple[Considered, ...]

    @property
    def top(self) -> Considered:
        """The candidate whose colour it has: one that was chosen, the shortest of them."""
        return min(
            self.here, key=lambda one: (not one.chosen, one.candidate.end - one.candidate.start)
        )


def explanation_page(explanation: Explanation) -> str:
    """Return the page; whatever the document says is escaped."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.finalize = lambda value: printable(value) if type(value) is str else value
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        explanation=explanation,
        record=explanation.record,
        name=Path(explanation.document.path).name,
        fields=[field for field in FIELDS if explanation.of(field)],
        pieces=list(_pieces(explanation)),
        text=explanation.document.text,
        page_of=_page_of(explanation),
    )


def _pieces(explanation: Explanation) -> Iterator[_Piece]:
    segments = [*explanation.segments(), ("", ())]
    for (text, here), (_, following) in pairwise(segments):
        left = {one.number for one in following}
        yield _Piece(text, here, tuple(one for one in here if one.number not in left))


def _page_of(explanation: Explanation) -> dict[int, int]:
    """Return the page on which each candidate begins, by its number."""
    pages = {}
    for one in explanation.considered:
        line = explanation.document.line_at(one.candidate.start)
        if line is not None:
            pages[one.number] = line.page
    return pages
