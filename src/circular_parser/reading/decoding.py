"""Bytes of a text file to characters, with escapes resolved that no reader is meant to see."""

from __future__ import annotations

import codecs
import html
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{3,30})", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED = re.compile(r"\\([\"'/])")
_CODE_POINTS = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
# Control characters but tab and line ends, zero-width characters, soft hyphens, lone
# surrogates and noncharacters: nothing of them is printed.
_UNPRINTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def decode(data: bytes) -> tuple[str, bool]:
    """Decode *data* and say whether characters were lost.

    Tried in order: the byte order mark, UTF-16 by its zero bytes, UTF-8, the ``charset``
    that an HTML head declares, then UTF-8 with damage or Windows-1252, whichever fits.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lossy(data, encoding)
    sample = data[:_SAMPLE]
    if sample.count(0) > len(sample) // 4:
        return _lossy(data, "utf-16-be" if sample[:1] == b"\0" else "utf-16-le")
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(sample)
    if declared is not None:
        name = declared.group(1).decode("ascii")
        # Only charsets of the web: Python knows codecs that are no character encodings.
        if re.fullmatch(r"(?i)(?:windows|cp)-?125\d|iso-?8859-?\d\d?|utf-?16(?:le|be)?", name):
            return _lossy(data, name)
    damaged = data.decode("utf-8", errors="replace")
    bad = damaged.count("\ufffd")
    good = sum(char > "\x7f" for char in damaged) - bad
    if good > bad:
        return damaged, True
    return _lossy(data, "cp1252")


def _lossy(data: bytes, encoding: str) -> tuple[str, bool]:
    text = data.decode(encoding, errors="replace")
    return text, "\ufffd" in text


def unescape(text: str) -> str:
    r"""Resolve HTML entities (``&nbsp;``) and string escapes (``\"``) left in plain text."""
    text = _CODE_POINTS.sub(_code_points, text)
    return _ENTITY.sub(lambda found: html.unescape(found.group()), _ESCAPED.sub(r"\1", text))


def _code_points(found: re.Match[str]) -> str:
    units = bytes.fromhex(found.group().replace("\\u", ""))
    return units.decode("utf-16-be", errors="replace")


def printed_lines(text: str) -> list[str]:
    """Split *text* to lines with single spaces; an empty string is an empty line.

    A form feed ends a page and so leaves an empty line.
    """
    text = _UNPRINTED.sub("", text.replace("\f", "\n\n"))
    return [" ".join(line.split()) for line in text.splitlines()]
