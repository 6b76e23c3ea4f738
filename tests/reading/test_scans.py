"""From the words an engine gives to the lines of the page."""

from __future__ import annotations

import io

import pytest

from circular_parser.reading import read, recognisers
from circular_parser.reading.ocr import GreyImage, Recognised
from reading.made_pages import picture_of

DPI = 200
WORDS = [
    Recognised(text, x, top, x + 17 * len(text), top + 23, 0.96, (1, 1, top))
    for top, line in [
        (130, [(540, "PEMERINTAH"), (802, "KABUPATEN"), (1047, "CONTOH")]),
        (174, [(606, "SEKRETARIAT"), (929, "DAERAH")]),
        (217, [(571, "Telepon"), (732, "(0411)"), (896, "5550179811")]),
        (300, [(921, "Contoh,"), (1048, "29"), (1088, "Maret"), (1182, "2022")]),
        (344, [(190, "Sifat"), (352, ":"), (383, "Penting"), (921, "Kepada")]),
        (388, [(190, "Hal"), (352, ":"), (383, "Undangan"), (921, "Yth.")]),
    ]
    for x, text in line
]


class Scripted:
    """An engine that sees *emblem* beside a letterhead."""

    name = identity = "scripted"

    def __init__(self, emblem: Recognised) -> None:
        self.emblem = emblem

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        return [self.emblem, *WORDS]


@pytest.mark.parametrize(
    ("text", "place", "height", "sure", "kept"),
    [
        ("Kk", (227, 127), 48, 0.68, False),
        ("Kk", (227, 127), 26, 0.68, False),
        ("Kk", (227, 127), 26, 0.95, True),
        ("Kk", (227, 600), 26, 0.68, True),
        ("KOTA", (227, 127), 48, 0.68, False),
        ("A", (900, 600), 26, 0.96, False),
        ("2", (900, 600), 26, 0.96, True),
        ("4", (20, 600), 26, 0.96, False),
    ],
    ids=[
        "emblem",
        "as high as print where an emblem stands",
        "sure",
        "elsewhere",
        "emblem with letters",
        "letter of a ring",
        "number of a page",
        "shadow in the margin",
    ],
)
def test_a_few_letters_of_emblem_or_stamp_are_no_column(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    place: tuple[int, int],
    height: int,
    sure: float,
    kept: bool,
) -> None:
    x, y = place
    emblem = Recognised(text, x, y, x + 21 * len(text), y + height, sure, (1, 1, y))
    monkeypatch.setattr(recognisers, "engine_for", lambda name, language: Scripted(emblem))
    point = 72 / DPI
    picture = picture_of([(w.x0 * point, w.bottom * point, w.text) for w in WORDS], DPI)
    packed = io.BytesIO()
    picture.save(packed, "PNG", dpi=(DPI, DPI))
    lines = [line.text for line in read(packed.getvalue()).lines]
    assert (text in lines) is kept
    if not kept:
        assert lines.index("Sifat : Penting") < lines.index("Contoh, 29 Maret 2022")
