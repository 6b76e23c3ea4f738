"""Takes apart the two columns that blanks set side by side in a plain text.

The head of a letter has its labels at the left and the addressees at the right, the foot the
copies at the left and the signature at the right (Permendagri 54/2009). Read line by line,
the two run into each other; the left column is given first, then the right one.
"""

from __future__ import annotations

import re

from circular_parser.reading.settings import reading_patterns

# A right column begins at least this far in, behind at least so many blanks.
_MIN_COLUMN, _GUTTER = 24, 3
_ROOM = 4  # lines, of which all but one may be left for the signature
_PIECE = re.compile(rf"(?<=\s{{{_GUTTER}}})\S")
# A head has no longer lines, nor more of them, and a text has few heads and feet.
_MAX_WIDTH, _MAX_LINES, _MAX_BLOCKS = 160, 40, 20


def without_columns(text: str) -> str:
    """Return *text* with columns side by side set one below the other; other text unchanged."""
    left_column = reading_patterns().left_column
    if left_column.search(text) is None:
        return text
    lines = text.expandtabs().split("\n")
    done: list[str] = []
    index = tried = 0
    while index < len(lines):
        block: list[str] = []
        if tried < _MAX_BLOCKS and left_column.match(lines[index]):
            tried += 1
            block = _block(lines, index, left_column)
        column = _right_column(block, done)
        while column is None and "" in map(str.strip, block[1:]):
            # What stands below a gap may be a title in the middle of the page.
            block = _above_last_gap(block)
            column = _right_column(block, done)
        if column is None:
            done.append(lines[index])
            index += 1
            continue
        index += len(block)
        room = _room_above(done)
        if room < len(done) and not done[-1 - room][:column].strip():
            del done[len(done) - room :]
        while done and done[-1].strip() and not done[-1][:column].strip():
            block.insert(0, done.pop())
        done += _one_below_the_other(block, column)
    return "\n".join(done)


def _block(lines: list[str], start: int, left_column: re.Pattern[str]) -> list[str]:
    """The lines from *start* on that may hold both columns.

    Below an empty line they go on with a label, or with the right column alone.
    """
    block: list[str] = []
    for line in lines[start : start + _MAX_LINES]:
        below_gap = bool(block) and not block[-1].strip()
        goes_on = not line[:_MIN_COLUMN].strip() or left_column.match(line) is not None
        if len(line) > _MAX_WIDTH or (below_gap and not goes_on):
            break
        block.append(line)
    return block


def _above_last_gap(block: list[str]) -> list[str]:
    """Return the lines of *block* above its last empty lines."""
    filled = [bool(line.strip()) for line in block]
    end = len(filled) - 1
    while end > 0 and filled[end]:
        end -= 1
    while end > 1 and not filled[end - 1]:
        end -= 1
    return block[:end]


def _room_above(lines: list[str]) -> int:
    """Return how many of the last *lines* are left for a signature."""
    return next((i for i, x in enumerate(reversed(lines[-_ROOM:])) if x.strip()), len(lines))


def _right_column(block: list[str], above: list[str]) -> int | None:
    """Return where the right column of *block* begins, None if all is one column.

    It may have begun in what stands *above*: the office over copies beside the name.
    """
    room = _room_above(above)
    starts = {
        piece.start()
        for line in block
        for piece in _PIECE.finditer(line)
        if piece.start() >= _MIN_COLUMN and piece[0] != ":"
    }
    for column in sorted(starts):
        # The label that begins the block stands in the left one.
        clear = bool(block and block[0][:column].strip()) and all(
            not line[column - _GUTTER : column].strip() for line in block
        )
        left = sum(bool(line[:column].strip()) for line in block)
        right = sum(bool(line[column:].strip()) for line in block)
        right += room < len(above) and not above[-1 - room][:column].strip()
        if clear and left > 1 and right > 1:
            return column
    return None


def _one_below_the_other(block: list[str], column: int) -> list[str]:
    left = [line[:column].rstrip() for line in block]
    right = [line[column:].rstrip() for line in block]
    return [*filter(None, left), "", *filter(None, right), ""]
