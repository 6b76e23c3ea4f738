"""Takes page noise out of the lines of a news text: chrome, teasers, captions, credits.

The patterns stand in ``press_noise.toml`` of the model folder, whose head explains them.
The transcript of a circular loses page furniture only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any, Literal

from circular_parser.shipped_data import shipped_data

Scope = Literal["line", "with_next", "to_end", "inline"]

# A longer line is prose, whatever it begins with; this also bounds the cost of a pattern.
_MAX_LINE = 600
# Words of prose that must stand before a "related articles" heading to end the article there;
# with fewer the heading belongs to a menu above the article.
_MIN_ARTICLE = 40
_PROSE_LINE = 12
_CACHE = 512  # lines, each asked for by many patterns
_MAX_HEADLINE = 22
_MAX_BRACKETS = 250
_TOKEN = re.compile(r"\S+")
# Written small inside Indonesian headlines.
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+", "di ke dari dan yang untuk pada bagi dengan oleh dalam atau agar soal hingga sampai"
    )
)


@dataclass(frozen=True, slots=True)
class NoiseRule:
    """One pattern of noise; the fields are those of ``press_noise.toml``."""

    kind: str
    scope: Scope
    pattern: re.Pattern[str]
    max_words: int = 25
    unless: tuple[str, ...] = ()
    furniture: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class NoiseRules:
    """The rules and vocabularies of ``press_noise.toml``, compiled."""

    rules: tuple[NoiseRule, ...]
    content: dict[str, re.Pattern[str]]
    transcript: dict[str, re.Pattern[str]]
    report_kinds: frozenset[str]
    stamp: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CleanText:
    """Lines that are left (an empty string is a gap) and what was cut, by kind."""

    lines: list[str]
    cut: Counter[str]


@cache
def noise_rules() -> NoiseRules:
    """Load the rules of the model folder, once a process."""
    with shipped_data("press_noise.toml") as data:
        return NoiseRules(
            rules=tuple(_rule(entry) for entry in data["noise"]),
            content={k: re.compile(v, re.IGNORECASE) for k, v in data["content"].items()},
            transcript={k: re.compile(v) for k, v in data["transcript"].items()},
            report_kinds=frozenset(data["report"]["kinds"]),
            stamp=re.compile(data["stamp"]["pattern"]),
        )


def _rule(entry: dict[str, Any]) -> NoiseRule:
    return NoiseRule(
        kind=entry["kind"],
        scope=entry["scope"],
        pattern=re.compile(entry["pattern"], re.IGNORECASE),
        max_words=entry.get("max_words", 25),
        unless=tuple(entry.get("unless", ())),
        furniture=entry.get("furniture", False),
        headline=entry.get("headline", False),
    )


def is_transcript(lines: Sequence[str]) -> bool:
    """Say whether *lines* are a circular itself, with the marks of its form, not a report.

    A news page may quote these marks: noise of two kinds gives it away.
    """
    signs: set[str] = set()
    for line in lines:
        if len(line) > _MAX_LINE:
            continue
        printed = line.strip()
        signs.update(
            name
            for name, pattern in noise_rules().transcript.items()
            if name not in signs and pattern.fullmatch(printed)
        )
        if len(signs) >= 2:
            return not _is_news_page(lines)
    return False


def _is_news_page(lines: Sequence[str]) -> bool:
    kinds = noise_rules().report_kinds
    rules = [r for r in noise_rules().rules if r.kind in kinds and r.scope != "inline"]
    found: set[str] = set()
    for line in filter(None, lines):
        found.update(r.kind for r in rules if r.kind not in found and _matches(r, line))
        if len(found) >= 2:
            return True
    return False


def cut_noise(lines: Sequence[str]) -> CleanText:
    """Take the noise out of *lines*; a cut line leaves a gap."""
    cut: Counter[str] = Counter()
    if is_transcript(lines):
        return CleanText(cut_furniture(lines, cut), cut)
    kept = _set_stamps_apart(lines)
    kept = _cut_tail(kept, cut)
    kept = _cut_lines(kept, cut)
    kept = _cut_repeated(kept, cut)
    kept = [_cut_inline(line, cut) for line in kept]
    return CleanText(kept, cut)


def _matches(rule: NoiseRule, line: str) -> bool:
    return (
        len(line) <= _MAX_LINE
        and _words(line) <= rule.max_words
        and rule.pattern.fullmatch(line) is not None
    )


@lru_cache(maxsize=_CACHE)
def _words(line: str) -> int:
    return len(line.split())


def _first_match(line: str, scope: Scope) -> NoiseRule | None:
    rules = noise_rules().rules
    return next((r for r in rules if r.scope == scope and _matches(r, line)), None)


def cut_furniture(lines: Sequence[str], cut: Counter[str]) -> list[str]:
    """Take the furniture of pages out of the *lines* of a transcript and count it in *cut*."""
    furniture = [rule for rule in noise_rules().rules if rule.furniture]
    dropped: set[int] = set()
    for index, line in enumerate(lines):
        rule = next((r for r in furniture if line and _matches(r, line)), None)
        if rule is None or index in dropped:
            continue
        found = [index, *(_teaser_after(lines, index) if rule.scope == "with_next" else ())]
        cut[rule.kind] += len(found)
        dropped.update(found)
    # No gap is left: the paragraph may go on after a page's end.
    return [line for index, line in enumerate(lines) if index not in dropped]


def _set_stamps_apart(lines: Sequence[str]) -> list[str]:
    result: list[str] = []
    for line in lines:
        stamp = noise_rules().stamp.match(line)
        if stamp is None:
            result.append(line)
        else:
            result.extend([stamp.group(), "", line[stamp.end() :].strip()])
    return result


def _prose_words(lines: Sequence[str]) -> int:
    counts = (len(line.split()) for line in lines)
    return sum(count for count in counts if count >= _PROSE_LINE)


def _cut_tail(lines: list[str], cut: Counter[str]) -> list[str]:
    """Cut what follows the heading of other articles, tags or comments."""
    for index, line in enumerate(lines):
        rule = _first_match(line, "to_end") if line else None
        if rule is None:
            continue
        before, after = _prose_words(lines[:index]), _prose_words(lines[index + 1 :])
        # A box in the middle of the article: more of it follows than went before.
        if before >= _MIN_ARTICLE and after <= before:
            cut[rule.kind] += sum(1 for left in lines[index:] if left)
            return lines[:index]
        cut[rule.kind] += 1
        lines[index] = ""
    return lines


def _cut_lines(lines: list[str], cut: Counter[str]) -> list[str]:
    kept = list(lines)
    doubtful: list[tuple[int, NoiseRule]] = []
    captions: list[str] = []
    for index, line in enumerate(lines):
        if not kept[index]:
            continue
        if (rule := _first_match(line, "with_next")) is not None:
            for at in (index, *_teaser_after(lines, index)):
                kept[at] = ""
                cut[rule.kind] += 1
        elif (rule := _first_match(line, "line")) is not None:
            if rule.kind == "caption":
                captions.append(line)
            doubtful.append((index, rule))
            kept[index] = ""
    for index, rule in doubtful:
        if _says_more(lines[index], rule, kept):
            kept[index] = lines[index]
        else:
            cut[rule.kind] += 1
    for index, line in enumerate(kept):
        # The alternative text of a picture, printed again before its caption.
        if len(line) > 15 and any(caption.startswith(line) for caption in captions):
            if line in captions:
                continue
            kept[index] = ""
            cut["caption"] += 1
    return kept


def _teaser_after(lines: Sequence[str], index: int) -> list[int]:
    """Return where the headline, or the bulleted headlines, after a bare "Baca juga" stand."""
    found: list[int] = []
    for at in range(index + 1, min(index + 10, len(lines))):
        line = lines[at]
        if not line:
            continue
        bullet = line.startswith(("- ", "• ", "* ", "· "))
        if len(line.split()) > _MAX_HEADLINE or line.endswith((".", '."', ".”")):
            break
        if found and not bullet:
            break
        found.append(at)
        if not bullet:
            break
    return found


def _says_more(line: str, rule: NoiseRule, others: Sequence[str]) -> bool:
    """Say whether *line* has content of a circular that *others* have not."""
    content = noise_rules().content
    if "date" in rule.unless and content["date"].search(line):
        return True
    rest = _squeeze(" ".join(others))
    return any(
        _squeeze(found.group()) not in rest
        for name in rule.unless
        if name != "date"
        for found in content[name].finditer(line)
    )


def _squeeze(text: str) -> str:
    return "".join(text.split()).casefold()


def _cut_repeated(lines: list[str], cut: Counter[str]) -> list[str]:
    """Cut the second of two equal headlines above the article."""
    seen: set[str] = set()
    for index, line in enumerate(lines[:15]):
        if len(line.split()) < 4:
            continue
        key = _squeeze(line)
        if key in seen:
            lines[index] = ""
            cut["repeated"] += 1
        seen.add(key)
    return lines


def _cut_inline(line: str, cut: Counter[str]) -> str:
    for rule in noise_rules().rules:
        if rule.scope != "inline":
            continue
        pieces: list[str] = []
        done = 0
        for found in rule.pattern.finditer(line):
            if found.start() < done:
                continue
            pieces.append(line[done : found.start()].strip())
            done = _teaser_end(line, found) if rule.headline else found.end()
            cut[rule.kind] += 1
        if pieces:
            line = " ".join(filter(None, [*pieces, line[done:].strip()]))
    return line


def _teaser_end(line: str, found: re.Match[str]) -> int:
    closing = {"(": ")", "[": "]"}.get(found.group()[0])
    end = line.find(closing, found.end(), found.end() + _MAX_BRACKETS) if closing else -1
    return end + 1 if end >= 0 else _headline_end(line, found.end())


def _headline_end(line: str, start: int) -> int:
    """Return where the headline that begins at *start* ends, as far as case can tell.

    Headlines have capitals; the first small word that is no function word belongs to the
    next sentence, which began at the capital before it. No headline is cut where no end
    can be told.
    """
    tokens = list(islice(_TOKEN.finditer(line, start), _MAX_HEADLINE + 1))
    last_capital = 0
    for index, token in enumerate(tokens):
        word = token.group().strip("\"'“”\u2018\u2019(),:;")
        if index and word[:1].islower() and word not in _FUNCTION_WORDS:
            return tokens[last_capital].start() if last_capital else start
        if not word[:1].islower():
            last_capital = index
        if len(word) > 4 and token.group().endswith((".", "!", "?")) and index >= 2:
            return token.end()
    if not tokens or len(tokens) > _MAX_HEADLINE:
        return start
    return tokens[-1].end()
