"""Is the text layer of a page any good, or has the page to be recognised?

The decision is made page by page and carries a short reason, kept in ``Page.reason``:

=================== ====== ==========================================================
reason              OCR    meaning
=================== ====== ==========================================================
text_layer_good     no     readable text covers the page
blank               no     neither text nor picture nor drawing
no_text             yes    a picture or drawing without text
stray_text          yes    a few letters or a scanner app's mark over a picture
cid_codes           yes    ``(cid:12)`` or private-use characters instead of letters
letter_salad        yes    characters that form no words, on all of the page or a part
poor_ocr_layer      yes    bad recognition laid over or under a scan
image_over_text     yes    a picture covers most of the page, text only a part of it
timeout             yes    as one of the above, but its OCR took too long and was stopped
forced              yes    the caller asked for OCR of every page
not_allowed         no     OCR is needed but the caller forbids it
=================== ====== ==========================================================
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .options import OcrMode
from .settings import reading_patterns

_CID = re.compile(r"\(cid:\d+\)")
_CODED = re.compile("[\ue000-\uf8ff\ufffd\x00]")  # private use, not known, none
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouy")
_FEW_LETTERS = 40
_LARGE_IMAGE = 0.6
_SALAD = 0.45
_GOOD_OCR_LAYER = 0.85
_BEHIND = 0.9  # of the page: the text lies behind the picture, or the picture behind the text
_POOR_LAYER = 0.65  # visible text over a picture may be a list on a printed background
_FEW_ODD = 0.03  # of the words; print read well has less than one in a hundred
_MANY_ODD = 0.05  # in text that was written, not recognised, abbreviations included
# Two consonants with which a word may begin, of units, loans and English included; not cl,
# as most words that seem to begin so are a misread d.
_ONSETS = frozenset(
    "bl br ch cr dr dw fl fr gl gr kh kl kn kr kw ng ny ph pl pr ps sc sh sk sl sm sn sp sr st sw"
    " sy th tr ts tw wh wr".split()
)
_PART = 40  # words that are judged together
_BAD_PARTS = 0.25
_MOST_ALONE = 0.5  # of all tokens
_MOST_GLUED = 0.4  # of all characters
_LONGEST_WORD = 28  # letters: mempertanggungjawabkannya has 25
_LEAST_KNOWN = 0.05  # of the words in small letters; running text has 0.2 and more
_USUAL_SHARE = 0.2  # of function words; tables and lists have 0.15, running text 0.25 to 0.45


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What is known of a page before any of it is rendered.

    Attributes:
        text: the words joined by spaces.
        text_area: share of the page's height that has text beside it, 0..1.
        image_share: share of the page that its largest picture covers, 0..1.
        invisible: most of the text is drawn in the invisible mode of OCR layers.
        drawn: there is any picture or path on the page.
    """

    text: str
    text_area: float
    image_share: float
    invisible: bool
    drawn: bool


class Decision(NamedTuple):
    """Whether to recognise a page, and why."""

    ocr: bool
    reason: str


def decide(layer: TextLayer, mode: OcrMode) -> Decision:
    """Choose between the text layer and OCR for one page."""
    found = _judge(layer)
    if mode == "always":
        return found if found.reason == "blank" else Decision(True, "forced")
    if mode == "never" and found.ocr:
        return Decision(False, "not_allowed")
    return found


def _judge(layer: TextLayer) -> Decision:
    scanned = layer.image_share >= _LARGE_IMAGE
    text = reading_patterns().scanner_marks.sub(" ", layer.text)
    letters = sum(map(str.isalnum, text))
    if coded_share(text) > 0.1:
        return Decision(True, "cid_codes")
    if not letters:
        if not layer.drawn:
            return Decision(False, "blank")
        return Decision(True, "stray_text" if layer.text.strip() else "no_text")
    if letters < _FEW_LETTERS and (scanned or (layer.image_share > 0.25 and letters < 15)):
        return Decision(True, "stray_text")
    readable = readability(text)
    odd = _odd_beginnings(text)
    if scanned and layer.invisible and (readable < _GOOD_OCR_LAYER or odd > _FEW_ODD):
        return Decision(True, "poor_ocr_layer")
    if layer.image_share >= _BEHIND and (readable < _POOR_LAYER or odd > _MANY_ODD):
        return Decision(True, "poor_ocr_layer")
    if letters >= _FEW_LETTERS and (readable < _SALAD or odd > _MANY_ODD or is_salad(text)):
        return Decision(True, "letter_salad")
    if scanned and not layer.invisible and (letters < 300 or layer.text_area < 0.25):
        return Decision(True, "image_over_text")
    return Decision(False, "text_layer_good")


def coded_share(text: str) -> float:
    """Share of *text* that is glyph codes, private-use or replacement characters."""
    dense = "".join(text.split())
    if not dense:
        return 0.0
    coded = sum(map(len, _CID.findall(dense)))
    return (coded + len(_CODED.findall(dense))) / len(dense)


def readability(text: str) -> float:
    """How much *text* looks like written Indonesian: 0 (salad) to 1.

    The mean of two measures: the share of tokens that have the form of a word, a number or
    an abbreviation, and the share of function words against what running text has. Text of
    few words is judged by form alone: a name and a number have no function words.
    """
    tokens = text.split()
    if not tokens:
        return 0.0
    formed = sum(_has_form(token) for token in tokens) / len(tokens)
    words = [word.casefold() for word in _WORD.findall(text) if len(word) > 1]
    if len(words) < 12:
        return formed
    known = reading_patterns().function_words
    common = sum(word in known for word in words) / len(words)
    return 0.5 * formed**2 + 0.5 * min(common / _USUAL_SHARE, 1.0)


def is_salad(text: str) -> bool:
    """Whether a good part of *text* is no written language, though all of it may look so.

    Found are letters set one by one, words without a space between them, a part in a font
    whose characters are mapped wrongly, and letters exchanged, turned round or left out.
    """
    tokens = text.split()
    words = [token for token in tokens if token.isalpha()]
    if sum(len(word) == 1 for word in words) > _MOST_ALONE * len(tokens):
        return True
    if sum(map(len, filter(_is_glued, tokens))) > _MOST_GLUED * sum(map(len, tokens)):
        return True
    parts = [tokens[at : at + _PART] for at in range(0, len(tokens) - _PART // 2, _PART)]
    bad = sum(readability(" ".join(part)) < _SALAD for part in parts)
    if len(parts) > 1 and bad >= _BAD_PARTS * len(parts):
        return True
    small = [word for word in words if word.islower()]
    patterns = reading_patterns()
    known = sum(w in patterns.function_words or w in patterns.other_languages for w in small)
    return len(small) >= _PART and known < _LEAST_KNOWN * len(small)


def _is_glued(token: str) -> bool:
    """Whether a token is too long for a word; addresses of pages and leaders are none."""
    longest = max((len(word) for word in _WORD.findall(token)), default=0)
    return longest > _LONGEST_WORD


def _odd_beginnings(text: str) -> float:
    """Share of the words in small letters that begin as no Indonesian word does: rnenjadi."""
    small = [word for word in text.split() if word.isalpha() and word.islower() and len(word) > 3]
    if len(small) < _PART // 2:
        return 0.0
    odd = sum(not _VOWELS.intersection(word[:2]) and word[:2] not in _ONSETS for word in small)
    return odd / len(small)


@functools.lru_cache(maxsize=1 << 14)
def _has_form(token: str) -> bool:
    core = token.strip(".,;:()[]\"'\u201c\u201d\u2018\u2019-\u2013/*&%+=!?")
    if not core:
        return len(token) <= 3
    if any(char.isdigit() for char in core):
        # Numbers, dates, codes such as 800/12/SETDA; not a digit inside a word.
        return core[0].isdigit() or "/" in core or "." in core or "-" in core
    parts = _WORD.findall(core)
    return bool(parts) and all(_pronounceable(part) for part in parts)


def _pronounceable(word: str) -> bool:
    if word.isupper() and len(word) <= 8:
        return True
    inner_capitals = any(char.isupper() for char in word[1:]) and not word.isupper()
    folded = word.casefold()
    if inner_capitals and len(word) > 4 and not _camel(word):
        return False
    if len(folded) > 2 and not any(char in _VOWELS for char in folded):
        return len(folded) <= 4
    return _longest_cluster(folded) <= 4


def _camel(word: str) -> bool:
    """PermenPAN, KemenkumHAM, BPKPd: runs of capitals beside a run of small letters."""
    return len(re.findall(r"[A-Z]+[a-z]*|[a-z]+", word)) <= 2


def _longest_cluster(word: Sequence[str]) -> int:
    longest = run = 0
    for char in word:
        run = 0 if char in _VOWELS else run + 1
        longest = max(longest, run)
    return longest
