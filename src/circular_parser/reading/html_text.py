"""HTML to lines of text: the article alone, or the whole of a page that is a circular.

Nothing is fetched and nothing is run; scripts, forms and hidden parts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from circular_parser.errors import BrokenFileError, TooLargeError
from circular_parser.reading.decoding import printed_lines
from circular_parser.reading.numerals import list_label
from circular_parser.reading.press_noise import is_transcript, noise_rules
from circular_parser.reading.settings import weekday_words

MAX_ELEMENTS = 50_000
# fmt: off
_UNSEEN = frozenset(
    {
        "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg",
        "math", "canvas", "audio", "video", "button", "select", "textarea", "input",
        "datalist", "dialog",
    }
)
_NOT_ARTICLE = frozenset({"nav", "aside", "footer", "figure", "figcaption"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
        "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p",
        "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)
# fmt: on
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
# The type of an ol element, in the terms of list_label.
_LIST_STYLES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_MIN_HEADLINE = 4
_MAX_DATE_LINE = 80
_MAX_OTHER_WORDS = 3
_CLOCK_WORDS = frozenset({"wib", "wita", "wit", "pukul", "jam"})


def html_lines(text: str, path: str) -> tuple[str, str]:
    """Return the text of the page *text* and a code that says how it was found.

    The code is ``html_page`` for a page that is itself a circular, ``html_main_text`` for
    an article, ``html_all_text`` where no article was found.

    Raises:
        BrokenFileError: no markup can be read from it.
        TooLargeError: more elements than a page of text can have.
    """
    root = _parse(text, path)
    whole = "".join(_pieces(root, _UNSEEN | {"nav", "aside"}))
    if is_transcript(printed_lines(whole)):
        return whole, "html_page"
    body = "".join(_pieces(root, _UNSEEN | _NOT_ARTICLE))
    article = _main_text(root)
    # Where the extractor has found but a scrap, the whole text is better than nothing.
    if len(article) < 200 and len(article) < len(body) // 4:
        return body, "html_all_text"
    return _with_head(article, root, body), "html_main_text"


def _parse(text: str, path: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise BrokenFileError(path, f"no HTML can be read from it: {error}") from error
    count = sum(1 for _ in root.iter())
    if count > MAX_ELEMENTS:
        raise TooLargeError(path, f"{count} HTML elements, the limit is {MAX_ELEMENTS}")
    return root


def _pieces(root: Any, skip: frozenset[str]) -> Iterator[str]:
    """Yield the visible text below *root*; blocks stand between empty lines."""
    # A stack and not recursion: pages nest as deep as they like.
    stack: list[Any] = [root]
    counters: dict[Any, int] = {}
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        tail = item.tail if item is not root else None
        if tail:
            stack.append(_flat(item, tail))
        if not isinstance(item.tag, str) or item.tag in skip or _is_hidden(item):
            continue
        before, after = _marks(item, counters)
        stack.append(after)
        stack.extend(reversed(item))
        if item.text:
            stack.append(item.text if item.tag == "pre" else _spaced(item.text))
        stack.append(before)


def _flat(item: Any, tail: str) -> str:
    parent = item.getparent()
    return tail if parent is not None and parent.tag == "pre" else _spaced(tail)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _is_hidden(item: Any) -> bool:
    return "hidden" in item.attrib or _HIDDEN.search(item.get("style") or "") is not None


def _marks(item: Any, counters: dict[Any, int]) -> tuple[str, str]:
    """Return what stands before and after the text of an element."""
    tag = item.tag
    if tag == "br":
        return "\n", ""
    if tag in {"td", "th"}:
        return " ", " "
    if tag == "tr":
        return "\n", "\n"
    if tag == "li":
        return "\n\n" + _item_label(item, counters), "\n"
    return ("\n\n", "\n\n") if tag in _BLOCKS else ("", "")


def _item_label(item: Any, counters: dict[Any, int]) -> str:
    """Return the number or bullet of a list item; *counters* holds each list's last number."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    number = _integer(item.get("value"))
    if number is None:
        last = counters.get(parent)
        number = (_integer(parent.get("start")) or 1) if last is None else last + 1
    counters[parent] = number
    return list_label(number, _LIST_STYLES.get(parent.get("type") or "1", "decimal")) + ". "


def _integer(value: str | None) -> int | None:
    return int(value) if value is not None and re.fullmatch(r"\d{1,4}", value.strip()) else None


def _main_text(root: Any) -> str:
    from copy import deepcopy

    import trafilatura

    found = trafilatura.bare_extraction(
        deepcopy(root), include_comments=False, include_tables=True, favor_recall=True
    )
    body = getattr(found, "body", None)
    return "" if body is None else "".join(_extracted(body))


def _extracted(body: Any) -> Iterator[str]:
    """Yield the text of trafilatura's tree: p, head, list/item, table/row/cell, lb."""
    counters: dict[Any, int] = {}
    for element in body.iter("p", "head", "item", "row", "quote", "code"):
        if any(parent.tag in {"p", "head", "item", "row"} for parent in element.iterancestors()):
            continue
        label = ""
        if element.tag == "item":
            parent = element.getparent()
            counters[parent] = counters.get(parent, 0) + 1
            label = f"{counters[parent]}. " if parent.get("rend") == "ol" else "- "
        yield "\n\n" + label + _element_text(element)


def _element_text(element: Any) -> str:
    parts: list[str] = []
    for part in element.iter():
        if part.tag in {"lb", "item", "p"} and part is not element:
            parts.append("\n")
        elif part.tag == "cell":
            parts.append(" ")
        parts.append(_spaced(part.text or ""))
        if part is not element:
            parts.append(_spaced(part.tail or ""))
    return "".join(parts)


def _with_head(article: str, root: Any, body: str) -> str:
    """Set headline and date line before *article* where the extractor has left them out."""
    lines = printed_lines(article.strip())
    headline = _headline(root)
    if headline and not any(_same(line, headline) for line in lines):
        lines[:0] = [headline, ""]
    first = [line for line in lines if line][:5]
    if not any(map(_is_date_line, first)):
        date = _date_line([line for line in printed_lines(body) if line], headline)
        at = 1 if first and _same(first[0], headline) else 0
        lines[at:at] = ["", date, ""] if date else []
    return "\n".join(lines)


def _same(line: str, other: str) -> bool:
    return "".join(line.split()).casefold() == "".join(other.split()).casefold()


def _headline(root: Any) -> str:
    """Return the first heading of some words, else the title without the site's name."""
    for heading in root.iter("h1"):
        line = " ".join("".join(_pieces(heading, _UNSEEN)).split())
        if len(line.split()) >= _MIN_HEADLINE:
            return line
    title = " ".join(str(root.findtext(".//title") or "").split())
    title = re.split(r"\s[|\u2013—-]\s(?=[^|\u2013—]{1,40}$)", title)[0]
    return title if len(title.split()) >= _MIN_HEADLINE else ""


def _date_line(lines: list[str], headline: str) -> str:
    """Return the day of publication: a short line with a date near the headline."""
    at = next((i for i, line in enumerate(lines) if _same(line, headline)), 0)
    near = [*lines[at + 1 : at + 10], *lines[max(at - 5, 0) : at]]
    return next((line for line in near if _is_date_line(line)), "")


def _is_date_line(line: str) -> bool:
    """Say whether *line* is little more than a date, perhaps with day, hour and place."""
    if len(line) > _MAX_DATE_LINE or line.startswith("- "):
        return False
    date = noise_rules().content["date"].search(line)
    if date is None:
        return False
    rest = re.findall(r"[^\W\d_]+", line[: date.start()] + line[date.end() :])
    told = _CLOCK_WORDS | weekday_words()
    return len([word for word in rest if word.casefold() not in told]) <= _MAX_OTHER_WORDS
