"""Labels of numbered lists, in the styles of HTML and Word."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MAX_ROMAN = 3999


def list_label(number: int, style: str) -> str:
    """Return *number* in a style named as in WordprocessingML (``w:numFmt``).

    Known are decimal, decimalZero, lowerLetter, upperLetter, lowerRoman and upperRoman;
    any other style, and a number its style cannot show, is written in digits.
    """
    if style == "decimalZero":
        return f"{number:02d}"
    if number >= 1 and style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9)
        return letter if style == "lowerLetter" else letter.upper()
    if 1 <= number <= _MAX_ROMAN and style in {"lowerRoman", "upperRoman"}:
        roman = _roman(number)
        return roman if style == "lowerRoman" else roman.upper()
    return str(number)


def _roman(number: int) -> str:
    parts: list[str] = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)
