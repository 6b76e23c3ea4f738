"""Pages with text layers of many kinds, and what is to be decided about each.

``docs/scans.md`` shows the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from reading.made_pages import LETTER, Placed, pdf_of, whole_page

_PAPER = Image.new("L", (300, 424), 235)
_MARK: Sequence[Placed] = [(420, 830, "Dipindai dengan AplikasiPindai")]


def _each(change: Callable[[str], str]) -> Sequence[Placed]:
    return [(x, baseline, change(text)) for x, baseline, text in LETTER]


def _shifted(by: int) -> Callable[[str], str]:
    """Return what a subset font without its character map does to a text."""
    return lambda text: "".join(char if char == " " else chr(ord(char) + by) for char in text)


def _exchanged(pairs: str, ends: str) -> Callable[[str], str]:
    return lambda text: text.translate(str.maketrans(pairs, ends))


def _badly_read(text: str) -> str:
    for true, read in (("g", "q"), ("n", "u"), ("ri", "n"), ("e", "c"), ("m", "rn"), ("l", "1")):
        text = text.replace(true, read)
    return text


def _foreign_engine(text: str) -> str:
    return text.replace(" m", " rn").replace(" k", " lc").replace(" p", " jp").replace(" s", " cs")


@dataclass(frozen=True)
class LayerCase:
    """A page and its decision: ``scan`` lays a picture over all of it, ``hidden`` hides the text."""

    what: str
    reason: str
    page: Sequence[Placed] = ()
    scan: bool = False
    hidden: bool = False

    def pdf(self) -> bytes:
        """Return the page as a PDF."""
        draw = whole_page(_PAPER) if self.scan else None
        return pdf_of(self.page, draw=draw, invisible=self.hidden)


_BODY = [line for line in LETTER if 230 < line[1] < 330]
_ENGLISH = [
    (72, 200 + 14 * row, text)
    for row, text in enumerate(
        (
            "The office shall keep the records of all visitors for a year and shall hand them to",
            "the committee on request. Visitors are asked to wear the badge that is given to them",
            "at the gate, and to return it when they leave the building in the evening.",
        )
    )
]
_NAMES = [
    (72, 100 + 14 * row, f"{row + 1}  {name}")
    for row, name in enumerate(
        ("Amir Hasan  Camat", "Siti Rahma  Lurah", "Budi Tanjung  Kepala Seksi", "Rina Lubis  Staf")
        * 5
    )
]

CASES = (
    LayerCase("a letter as a word processor writes it", "text_layer_good", LETTER),
    LayerCase("a list of names and posts", "text_layer_good", _NAMES),
    LayerCase("running text in English", "text_layer_good", _ENGLISH),
    LayerCase("a heading with its letters set apart", "text_layer_good",
              [(150, 40, "S U R A T   E D A R A N"), *LETTER]),
    LayerCase("a few words on an otherwise empty page", "text_layer_good", [(72, 90, "Halaman 3")]),
    LayerCase("a letter on a printed background", "text_layer_good", LETTER, scan=True),
    LayerCase("a good hidden layer over a scan", "text_layer_good", LETTER, True, True),
    LayerCase("nothing at all", "blank"),
    LayerCase("a scan", "no_text", scan=True),
    LayerCase("the mark of a scanning app over a scan", "stray_text", _MARK, True),
    LayerCase("a single letter over a scan", "stray_text", [(9, 9, "x")], True),
    LayerCase("a typed heading over a scan", "image_over_text", LETTER[:8], True),
    LayerCase("glyph codes: (cid:36)", "cid_codes",
              _each(lambda text: "".join(f"(cid:{ord(char) - 29})" for char in text))),
    LayerCase("glyph codes in a part of the words", "cid_codes",
              [*LETTER, *((72, 520 + 14 * row, "(cid:3)(cid:17)" * 6) for row in range(5))]),
    LayerCase("all characters one place further on", "letter_salad", _each(_shifted(1))),
    LayerCase("all characters 29 places back", "letter_salad",
              _each(lambda text: "".join(c if c == " " else chr(max(ord(c) - 29, 33)) for c in text))),
    LayerCase("letters exchanged for others", "letter_salad",
              _each(_exchanged("abdegiklmnprstu", "xqzjvhwfcyoieua"))),
    LayerCase("accents in place of vowels", "letter_salad",
              _each(_exchanged("aeiou", "\u00e5\u00ea\u00ee\u00f8\u00fb"))),
    LayerCase("the body in a broken font, head and end in good ones", "letter_salad",
              [line for line in LETTER if line not in _BODY] +
              [(x, y, _shifted(2)(text)) for x, y, text in _BODY] +
              [(x, y + 250, _shifted(2)(text)) for x, y, text in _BODY]),
    LayerCase("each letter a word of its own", "letter_salad", _each(" ".join)),
    LayerCase("no space between the words", "letter_salad",
              _each(lambda text: text.replace(" ", ""))),
    LayerCase("every character twice", "letter_salad",
              _each(lambda text: "".join(char if char == " " else 2 * char for char in text))),
    LayerCase("letters that have no character left out", "letter_salad",
              _each(lambda text: text.replace("a", "").replace("n", ""))),
    LayerCase("written backwards", "letter_salad", _each(lambda text: text[::-1])),
    LayerCase("a hidden layer of bad recognition", "poor_ocr_layer", _each(_badly_read), True, True),
    LayerCase("a visible layer of bad recognition under a scan", "poor_ocr_layer",
              _each(_badly_read), True),
    LayerCase("a hidden layer of an engine for another language", "poor_ocr_layer",
              _each(_foreign_engine), True, True),
)  # fmt: skip
