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
    ("text", "height", "kept"),
    [("Kk", 48, False), ("Kk", 26, True), ("KOTA", 48, False)],
    ids=["emblem", "letters of the usual height", "emblem with letters"],
)
def test_a_few_unsure_letters_as_tall_as_an_emblem_are_no_column(
    monkeypatch: pytest.MonkeyPatch, text: str, height: int, kept: bool
) -> None:
    emblem = Recognised(text, 227, 127, 269, 127 + height, 0.68, (1, 1, 130))
    monkeypatch.setattr(recognisers, "engine_for", lambda name, language: Scripted(emblem))
    point = 72 / DPI
    picture = picture_of([(w.x0 * point, w.bottom * point, w.text) for w in WORDS], DPI)
    packed = io.BytesIO()
    picture.save(packed, "PNG", dpi=(DPI, DPI))
    lines = [line.text for line in read(packed.getvalue()).lines]
    assert (text in lines) is kept
    if not kept:
        assert lines.index("Sifat : Penting") < lines.index("Contoh, 29 Maret 2022")
