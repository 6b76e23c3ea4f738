from __future__ import annotations

from pathlib import Path

import pytest

from circular_parser.reading.options import Limits
from circular_parser.reading.pdf import PdfFile
from circular_parser.reading.quality import Decision, TextLayer, decide, readability
from reading.layer_cases import CASES, LayerCase
from reading.made_pages import LETTER

GOOD = (
    "Dalam rangka menjaga kesehatan pegawai di lingkungan pemerintah daerah, dengan ini "
    "disampaikan bahwa setiap pegawai bekerja dari rumah sampai dengan tanggal 20 Mei 2021 "
    "dan kepala perangkat daerah mengatur giliran kerja untuk pelayanan kepada masyarakat. "
)
BAD_OCR = (
    "Dalarn rauqka mcnjaqa keschatan pcqawai dj lingkunqan pemcriutah dacrah, denqau jni "
    "disampajkau bahwa sctjap peqawai bekcrja darj rumah sarnpai dcnqan tanqqal Z0 Mej Z02l "
    "dau kcpala pcranqkat daerah menqatur qjljran kcrja uutuk pclayauan kcpada rnasyarakat. "
)
SALAD = "Xzqk wrtn fgbvd qpl#r zx%cv bnmk rtyw plkjh gfdsq wzxcv tr$ew qqkkl vbnm rtplk " * 4
NAMES = "1 Abdul Hamid Camat 2 Siti Aminah Lurah 3 Budi Santoso Kepala 4 Rina Wati Staf " * 3


def _layer(
    text: str, area: float = 0.7, image: float = 0.0, invisible: bool = False, drawn: bool = True
) -> TextLayer:
    return TextLayer(text, area, image, invisible, drawn)


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        pytest.param(_layer("", 0, drawn=False), (False, "blank"), id="nothing at all"),
        pytest.param(_layer("", 0, 1.0), (True, "no_text"), id="scan"),
        pytest.param(_layer("", 0, 0.0), (True, "no_text"), id="text drawn as curves"),
        pytest.param(_layer("a", 0.01, 1.0), (True, "stray_text"), id="one letter over a scan"),
        pytest.param(
            _layer("Scanned by PaperApp", 0.02, 0.9), (True, "stray_text"), id="mark of an app"
        ),
        pytest.param(
            _layer("Dipindai dengan AppLain", 0.02, 0.4),
            (True, "stray_text"),
            id="mark, Indonesian",
        ),
        pytest.param(_layer(GOOD), (False, "text_layer_good"), id="born digital"),
        pytest.param(_layer(GOOD, image=0.05), (False, "text_layer_good"), id="with a logo"),
        pytest.param(
            _layer(GOOD * 2, image=1.0, invisible=True), (False, "text_layer_good"), id="good OCR"
        ),
        pytest.param(
            _layer(BAD_OCR * 2, image=1.0, invisible=True), (True, "poor_ocr_layer"), id="bad OCR"
        ),
        pytest.param(_layer("(cid:12)(cid:7) " * 40), (True, "cid_codes"), id="cid codes"),
        pytest.param(
            _layer("\ue001\ue002\ue003 \ue004 " * 40), (True, "cid_codes"), id="private use"
        ),
        pytest.param(_layer(SALAD), (True, "letter_salad"), id="wrong character map"),
        pytest.param(_layer(NAMES), (False, "text_layer_good"), id="a list of names"),
        pytest.param(
            _layer("Halaman 3", 0.02), (False, "text_layer_good"), id="few words, no image"
        ),
        pytest.param(
            _layer(GOOD[:120], 0.1, 0.9), (True, "image_over_text"), id="a heading over a scan"
        ),
    ],
)
def test_decision(layer: TextLayer, expected: tuple[bool, str]) -> None:
    assert decide(layer, "auto") == Decision(*expected)


def test_the_caller_may_force_or_forbid_ocr() -> None:
    assert decide(_layer(GOOD), "always") == Decision(True, "forced")
    assert decide(_layer("", 0, 1.0), "never") == Decision(False, "not_allowed")
    assert decide(_layer(GOOD), "never") == Decision(False, "text_layer_good")


def test_a_letter_is_readable_and_its_bad_copy_is_not() -> None:
    assert readability(" ".join(text for _, _, text in LETTER)) > 0.9
    assert readability(GOOD) > 0.9
    assert readability(BAD_OCR) < 0.7
    assert readability("") == 0.0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_decision_on_a_page(case: LayerCase) -> None:
    with PdfFile(case.pdf(), "page.pdf", None, Limits()) as pdf:
        (layer,) = (page.content().text_layer() for page in pdf.pages())
    assert decide(layer, "auto").reason == case.reason


def test_the_table_of_decisions_is_in_the_documentation() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "scans.md").read_text(encoding="utf-8")
    rows = [f"| {case.what} | `{case.reason}` |" for case in CASES]
    assert "\n".join(rows) in page
