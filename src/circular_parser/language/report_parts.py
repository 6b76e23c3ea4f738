"""Divides a report into its sentences and the lists that it quotes from the document.

A list is read as it stands in the document; headings, captions and lists of who is exempt are
no sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from circular_parser.language.analysis import Analysis, Clause
from circular_parser.language.circular_duties import CircularDuties
from circular_parser.language.clauses import heading_end
from circular_parser.language.norms import MAX_RULE_CHARACTERS, NormReader
from circular_parser.language.sentences import sentences

_LONG_SENTENCE = 20  # words: headings are shorter
_LONG_HEADING = 12  # words: those of numbered parts are shorter


def report_parts(
    analysis: Analysis, reader: NormReader, lists: CircularDuties
) -> Iterator[Clause | tuple[int, int, int]]:
    """Yield the lists of the document's own, and all other sentences with their place."""
    last = max((clause.end for clause in analysis.all_clauses()), default=0)
    listed = 0
    walked = 0
    for clause in analysis.all_clauses():
        if clause.start >= listed and _is_list(clause, analysis.text, reader, lists):
            listed = clause.last_end
            if not _names_exempt(clause, reader):
                yield clause
                continue
        elif clause.start < listed:
            continue
        begin = clause.start + _heading_end(clause, analysis.text)
        for start, end in sentences(reader.text, begin, clause.end):
            if end - start > MAX_RULE_CHARACTERS:
                continue
            if end < last and _is_heading(start, end, clause, reader):
                continue
            yield start, end, walked
            walked += 1


def _is_list(clause: Clause, printed: str, reader: NormReader, lists: CircularDuties) -> bool:
    """Whether a list quoted from the document hangs below the clause."""
    if not clause.children or any(_section_heading(c, printed) for c in clause.children):
        return False
    opens = reader.patterns.press["opens_list"]
    return (
        lists.is_lead(clause)
        or opens.search(reader.lower, clause.start, clause.end) is not None
        or lists.lays_orders(clause.children)
        or _names_exempt(clause, reader)
    )


def _names_exempt(clause: Clause, reader: NormReader) -> bool:
    """Whether the items below only name who is exempt: they are no sentences."""
    lead = reader.text[clause.start : clause.end].rstrip()
    if not lead.endswith(":"):
        return False
    last = sentences(reader.text, clause.start, clause.end)[-1]
    return reader.patterns.press["names_exempt"].search(reader.lower, *last) is not None


def _heading_end(clause: Clause, printed: str) -> int:
    return _section_heading(clause, printed) or heading_end(printed[clause.start : clause.end])


def _section_heading(clause: Clause, printed: str) -> int:
    """Return where the heading of a numbered part of prose ends, 0 where there is none."""
    heading, _, rest = printed[clause.start : clause.end].partition("\n\n")
    short = len(heading.split()) < _LONG_HEADING and heading[-1:].isalnum()
    return len(heading) if clause.label is not None and short and rest.strip() else 0


def _is_heading(start: int, end: int, clause: Clause, reader: NormReader) -> bool:
    """Headings and captions end without a full stop, and are short."""
    ended = reader.patterns.press["ended"].search(reader.lower[start:end])
    short = len(reader.text[start:end].split()) < _LONG_SENTENCE
    return clause.label is None and ended is None and short
