"""Joins the lines of sections to running text that keeps its way back to the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from circular_parser.document import Line
from circular_parser.language.analysis import Analysis, Section
from circular_parser.language.clauses import read_marker
from circular_parser.language.sentences import sentences

_ENDED = re.compile(r"[.;:!?][\"”\u2019')\]]*$")
_OPEN_LABEL = re.compile(
    r"(?:\bn\s?o\s?m\s?o\s?r|\bno|\bpasal|\bangka|\bayat)\s*[.:]*$", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:tentang|perihal|prihal|hal|tanggal|tertanggal|nomor)\b", re.IGNORECASE)
_CUT_CODE = re.compile(r"\b(?:se|kep|per|ins|sk|wil|kec|kab|tgl|p[il1][th]|pj)\.$", re.IGNORECASE)


class RunningText:
    """The lines of sections of one kind as one text, page furniture left out.

    Lines of one paragraph are joined by one line break; before a list item, and before a new
    paragraph where the last one has ended, stands an empty line.
    """

    def __init__(self, analysis: Analysis, sections: list[Section]) -> None:
        self.kind = sections[0].kind
        self._document = analysis.text
        self._starts: list[int] = []
        self._offsets: list[int] = []
        parts: list[str] = []
        length = 0
        previous: tuple[Line, str] | None = None
        for line in (line for section in sections for line in section.lines):
            if line.kind not in ("text", "table"):
                continue
            printed = analysis.text[line.start : line.end]
            if previous is not None:
                joint = self._joint(*previous, line, printed)
                parts.append(joint)
                length += len(joint)
            self._starts.append(length)
            self._offsets.append(line.start)
            parts.append(printed)
            length += len(printed)
            previous = (line, printed)
        self.text = "".join(parts)

    @staticmethod
    def _joint(last: Line, before: str, line: Line, after: str) -> str:
        if last.end == line.start:
            return ""
        if read_marker(after) is not None and not _OPEN_LABEL.search(before):
            return "\n\n"
        same_block = (last.page, last.block) == (line.page, line.block)
        return "\n\n" if not same_block and _ENDED.search(before) else "\n"

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of the document's text that ``text[start:end]`` stands for."""
        found: list[tuple[int, int]] = []
        index = bisect_right(self._starts, start) - 1
        while index < len(self._starts) and self._starts[index] < end:
            base = self._starts[index]
            limit = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
            line = self.text[base:limit].rstrip("\n")
            begin, stop = max(start, base), min(end, base + len(line))
            if begin < stop:
                shift = self._offsets[index] - base
                span = (begin + shift, stop + shift)
                if found and not self._document[found[-1][1] : span[0]].strip():
                    span = (found.pop()[0], span[1])
                found.append(span)
            index += 1
        return found

    def offset(self, position: int) -> int:
        """Return the place in the document's text of ``text[position]``."""
        index = bisect_right(self._starts, position) - 1
        return position - self._starts[index] + self._offsets[index]


def whole_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield sentences, those joined again that a misread comma or a short code divides."""
    held: tuple[int, int] | None = None
    for start, end in sentences(text):
        if held is not None:
            gap = text[held[1] : start]
            code = _CUT_CODE.search(text[max(held[0], held[1] - 12) : held[1]])
            if "\n\n" not in gap and (code or _GOES_ON.match(text, start)):
                held = (held[0], end)
                continue
            yield held
        held = (start, end)
    if held is not None:
        yield held
