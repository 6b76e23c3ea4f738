from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from circular_parser.document import Document
from circular_parser.errors import ReadTimeoutError
from circular_parser.reading import ReadOptions, read, recognisers
from circular_parser.reading.image import size_in_points
from circular_parser.reading.ocr import EngineTimeoutError, GreyImage, Recognised, words_of_tsv
from circular_parser.reading.probe import Probe
from circular_parser.reading.recognise import in_place, without_noise
from reading.made_pages import LETTER, file_of, pdf_of, picture_of, whole_page


class CountingEngine:
    """Finds the dark rectangles of a picture and calls each a word."""

    name = "counting"

    def __init__(self) -> None:
        self.calls = 0

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        self.calls += 1
        rows, columns = np.nonzero(image < 100)
        box = int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1
        return [Recognised("kotak-kotak-hitam", *box, 0.9, (1, 1, 1))]

    def orientation(self, image: GreyImage, timeout: float) -> tuple[int, float]:
        return 0, 0.0


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> CountingEngine:
    counting = CountingEngine()
    monkeypatch.setattr(recognisers, "engine_for", lambda *_: counting)
    return counting


def _with_mark(x: int, y: int) -> Image.Image:
    picture = Image.new("L", (1654, 2339), 255)
    picture.paste(0, (x, y, x + 200, y + 40))
    return picture


def test_boxes_are_points_from_the_top_left() -> None:
    document = read(pdf_of([(100, 200, "Contoh")]))
    box = document.words[0].box
    assert box is not None
    assert box.x0 == pytest.approx(100, abs=1)
    assert box.top < 195 < 200 < box.bottom < 206


def test_hyphen_at_a_line_end_draws_no_word_from_the_next_line() -> None:
    page = [
        (72, 200, "Dinas buka pada hari kedua dan hari ketiga bulan Desem-"),
        (72, 214, "ber 2021 untuk umum."),
        (330, 100, "Yth. Kepala Sekolah se-"),
        (72, 114, "Hal"),
        (125, 114, ": Libur"),
        (330, 114, "Kota Pagar Alam"),
    ]
    document = read(pdf_of(page))
    assert "bulan Desember 2021 untuk umum." in " ".join(document.text.split())
    assert "Hal : Libur" in document.text
    heights = [word.box.bottom - word.box.top for word in document.words if word.box]
    assert max(heights) < 20


def test_characters_asked_for_one_by_one_make_the_same_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = pdf_of([(72, 200, "Dinas buka bulan Desem-"), (72, 214, "ber 2021.")])
    at_once = read(page)
    monkeypatch.setattr("pypdfium2.raw.FPDFText_GetText", lambda *_: 0)
    one_by_one = read(page)
    assert one_by_one.text == at_once.text == "Dinas buka bulan Desember 2021."
    assert one_by_one.words == at_once.words


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_follow_the_rotation_of_the_page(rotation: int) -> None:
    document = read(pdf_of([(100, 200, "Contoh")], rotation=rotation))
    page, box = document.pages[0], document.words[0].box
    assert box is not None
    width, height = A4
    assert (page.width, page.height) == pytest.approx(
        (width, height) if rotation % 180 == 0 else (height, width), abs=0.01
    )
    corner = {
        0: (100, 200),
        90: (height - 200, 100),
        180: (width - 100, height - 200),
        270: (200, width - 100),
    }[rotation]
    assert box.x0 - 4 <= corner[0] <= box.x1 + 4
    assert box.top - 4 <= corner[1] <= box.bottom + 4


def test_a_scan_is_recognised_and_boxes_are_in_points_of_the_page(engine: CountingEngine) -> None:
    pdf = pdf_of([], draw=whole_page(_with_mark(400, 300)))
    document = read(pdf)
    page, box = document.pages[0], document.words[0].box
    assert (page.text_source, page.reason, engine.calls) == ("ocr", "no_text", 1)
    assert box is not None
    scale = A4[0] / 1654
    assert box == pytest.approx((400 * scale, 300 * scale, 600 * scale, 340 * scale), abs=1.0)


def test_page_sizes_that_lie_do_not_matter(engine: CountingEngine) -> None:
    huge = pdf_of([], draw=whole_page(_with_mark(400, 300)), size=(2261, 3200))
    box = read(huge).words[0].box
    assert box is not None
    assert box.x0 == pytest.approx(400 * 2261 / 1654, abs=4)


def test_pages_of_one_file_are_decided_one_by_one(engine: CountingEngine) -> None:
    scan = whole_page(_with_mark(400, 300))

    def first_page_only(canvas: Canvas) -> None:
        if canvas.getPageNumber() == 1:
            scan(canvas)

    document = read(pdf_of([(450, 830, "Scanned by PaperApp")], LETTER, [], draw=first_page_only))
    assert [(page.text_source, page.reason) for page in document.pages] == [
        ("ocr", "stray_text"),
        ("text_layer", "text_layer_good"),
        ("text_layer", "blank"),
    ]
    assert engine.calls == 1


class Slow(CountingEngine):
    """An engine whose time runs out on every page but those of *read*."""

    def __init__(self, *read: int) -> None:
        super().__init__()
        self._read = read

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        found = super().recognise(image, dpi, timeout)
        if self.calls not in self._read:
            raise EngineTimeoutError
        return found


def test_a_page_that_takes_too_long_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(2)
    monkeypatch.setattr(recognisers, "engine_for", lambda *_: slow)
    scans = pdf_of([], [], draw=whole_page(_with_mark(400, 300)))
    document = read(scans, options=ReadOptions(ocr_timeout=3))
    assert [page.reason for page in document.pages] == ["timeout", "no_text"]
    assert document.text == "kotak-kotak-hitam"
    assert document.notes == [("page_timeout", "the OCR of page 1 took longer than 3 s: not read")]


class Slips(CountingEngine):
    """An engine that reads a label with a slip, and the mark of a list."""

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        return [
            Recognised("Iembusan", 400, 300, 540, 330, 0.9, (1, 1, 1)),
            Recognised(":", 550, 300, 556, 330, 0.9, (1, 1, 1)),
            Recognised("1.", 400, 340, 420, 370, 0.9, (1, 1, 2)),
            Recognised("Arsip", 440, 340, 520, 370, 0.9, (1, 1, 2)),
            Recognised("2,", 400, 380, 420, 410, 0.9, (1, 1, 3)),
            Recognised("Camat", 440, 380, 520, 410, 0.9, (1, 1, 3)),
        ]


def test_a_label_put_right_is_told_and_the_mark_of_a_list_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognisers, "engine_for", lambda *_: Slips())
    document = read(pdf_of([], draw=whole_page(_with_mark(400, 300))))
    assert document.text.split() == ["Tembusan", ":", "1.", "Arsip", "2.", "Camat"]
    assert document.notes == [("repaired_label", "'Iembusan' was taken for 'Tembusan'")]


def test_a_file_of_which_nothing_was_read_in_time_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognisers, "engine_for", lambda *_: Slow())
    with pytest.raises(ReadTimeoutError, match=r"the OCR of page 1, 2 took longer than 120 s"):
        read(pdf_of([], [], draw=whole_page(_with_mark(400, 300))))


def test_never_and_always(engine: CountingEngine) -> None:
    scan = pdf_of([], draw=whole_page(_with_mark(400, 300)))
    assert read(scan, options=ReadOptions(ocr="never")).pages[0].reason == "not_allowed"
    forced = read(pdf_of(LETTER), options=ReadOptions(ocr="always")).pages[0]
    assert (forced.text_source, forced.reason) == ("ocr", "forced")
    assert engine.calls == 1


@pytest.mark.parametrize(
    ("contrast", "grain", "blank"),
    [
        pytest.param(1.0, 0, False, id="as printed"),
        pytest.param(0.15, 0, False, id="faded"),
        pytest.param(0.5, 12, False, id="grainy"),
        pytest.param(0.0, 0, True, id="clean paper"),
        pytest.param(0.0, 15, True, id="grainy paper"),
    ],
)
def test_faded_print_is_told_from_grainy_paper(contrast: float, grain: float, blank: bool) -> None:
    page = np.asarray(picture_of(LETTER, 150), dtype=np.float64)
    page = 250 - (255 - page) * contrast
    page += np.random.default_rng(7).normal(0, grain, page.shape)
    assert Probe(page.clip(0, 255).astype(np.uint8)).is_blank is blank


def test_a_white_picture_is_blank_and_costs_no_ocr(engine: CountingEngine) -> None:
    document = read(file_of(Image.new("L", (1200, 1700), 250), "PNG"))
    assert (document.pages[0].reason, document.text, engine.calls) == ("blank", "", 0)


def test_a_negative_is_read(engine: CountingEngine) -> None:
    negative = Image.eval(picture_of(LETTER, 150), lambda level: 255 - level)
    assert read(file_of(negative, "PNG")).pages[0].reason == "no_text"


@pytest.mark.parametrize("share", [0.0, 0.5], ids=["all black", "a sheet on a black desk"])
def test_what_is_dark_is_no_negative(share: float) -> None:
    page = np.zeros((1000, 800), np.uint8)
    page[: round(1000 * share)] = 250
    assert not Probe(page).is_negative


def test_frames_of_a_tiff_are_pages(engine: CountingEngine) -> None:
    first, second = _with_mark(400, 300), _with_mark(100, 900)
    document = read(file_of(first, "TIFF", save_all=True, append_images=[second]))
    assert [page.number for page in document.pages] == [1, 2]
    assert document.media_type == "image/tiff"


def test_exif_turns_a_photo_upright(engine: CountingEngine) -> None:
    upright = _with_mark(400, 300)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held turned: show it turned 90 degrees clockwise
    photo = file_of(upright.rotate(90, expand=True), "JPEG", exif=exif)
    page = read(photo).pages[0]
    assert page.width == pytest.approx(595, abs=1)
    box = page.lines[0].box
    assert box is not None
    assert box.x0 == pytest.approx(400 * 595 / 1654, abs=2)


@pytest.mark.parametrize(
    ("dpi", "top"),
    [((204, 98), 300 * 72 / 98), ((200, 50), 300 * 595 / 1654)],
    ids=["a coarse fax", "no resolution of any scanner"],
)
def test_pixels_that_are_no_squares(
    engine: CountingEngine, dpi: tuple[int, int], top: float
) -> None:
    page = read(file_of(_with_mark(400, 300), "TIFF", dpi=dpi)).pages[0]
    box = page.lines[0].box
    assert box is not None
    assert box.top == pytest.approx(top, rel=0.03)


@pytest.mark.parametrize(
    ("pixels", "dpi", "expected"),
    [
        ((1654, 2339), 200.0, (595.4, 842.0)),
        ((1654, 2339), None, (595.0, 841.4)),
        ((4000, 3000), 72.0, (793.3, 595.0)),  # a camera's 72 dpi would be a poster
        ((1654, 2339), 1.0, (595.0, 841.4)),
    ],
)
def test_size_of_a_picture(
    pixels: tuple[int, int], dpi: float | None, expected: tuple[float, float]
) -> None:
    assert size_in_points(*pixels, dpi) == pytest.approx(expected, abs=0.1)


def test_furniture_is_marked_and_kept() -> None:
    notice = [
        (80, 790, "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat"),
        (80, 802, "elektronik yang diterbitkan oleh BSrE."),
    ]
    page = [*LETTER, *notice, (290, 830, "- 2 -"), (72, 24, "Edaran jam kerja Kabupaten Contoh")]
    document = read(pdf_of(page, page))
    kinds = {line.text: line.kind for line in document.pages[1].lines}
    assert kinds["- 2 -"] == "page_number"
    assert kinds["Edaran jam kerja Kabupaten Contoh"] == "header"
    assert kinds[notice[0][2]] == kinds[notice[1][2]] == "signature_notice"
    first = {line.text: line.kind for line in document.pages[0].lines}
    assert first["PEMERINTAH KABUPATEN CONTOH"] == "text"
    assert "- 2 -" in document.text


def _grid(canvas: Canvas) -> None:
    canvas.grid([72, 110, 300, 480], [842 - y for y in (200, 220, 240, 260)])


def test_a_ruled_table_has_cells_with_their_spans() -> None:
    page = [
        (72, 180, "Daftar giliran kerja pegawai pada bulan Mei tahun ini adalah sebagai berikut"),
        (76, 214, "No"), (114, 214, "Perangkat Daerah"), (304, 214, "Hari kerja"),
        (76, 234, "1"), (114, 234, "Dinas Kesehatan"), (304, 234, "Senin"),
        (76, 254, "2"), (114, 254, "Badan Keuangan"),
        (72, 290, "Demikian untuk dilaksanakan."),
    ]  # fmt: skip
    document = read(pdf_of(page, draw=_grid))
    table = document.pages[0].tables[0]
    cells = {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}
    assert (table.rows, table.columns) == (3, 3)
    assert cells[0, 1] == "Perangkat Daerah"
    assert cells[1, 2] == "Senin"
    assert (2, 2) not in cells
    assert document.text.index("Daftar") < table.cells[0].start
    assert document.text.index("Demikian") > table.cells[-1].end
    assert {line.kind for line in document.lines if line.text == "Senin"} == {"table"}


def test_a_word_of_the_tsv_has_its_box_and_confidence() -> None:
    row = "5\t1\t2\t1\t3\t1\t10\t20\t30\t8\t91.5\tNomor|"
    head = "\t".join(["level", "page_num", "left", "top", "width", "height", "conf", "text"])
    assert list(words_of_tsv(f"{head}\n{row}\n5\t1\t1\t1\t1\t1\t0\t0\t5\t5\t-1\t \n")) == [
        Recognised("Nomor", 10, 20, 40, 28, 0.915, (2, 1, 3))
    ]


def test_noise_is_dropped_and_handwriting_kept() -> None:
    word = Recognised("Nomor", 10, 100, 90, 120, 0.95, (1, 1, 1))
    written = dataclasses.replace(word, text="0S9/Uy", x0=120, x1=200, confidence=0.2)
    speck = Recognised("-", 400, 300, 404, 302, 0.2, (2, 1, 1))
    stamp = Recognised("ra", 400, 300, 600, 700, 0.3, (3, 1, 1))
    rule = Recognised("——", 10, 500, 900, 503, 0.5, (4, 1, 1))
    dirt = Recognised(":", 2, 110, 6, 114, 0.55, (1, 1, 1))
    page = np.random.default_rng(2).integers(0, 255, (2000, 1500), np.uint8)
    assert without_noise([word, written, speck, stamp, rule, dirt], page) == [word, written]


def test_a_word_with_the_box_of_its_line_is_put_between_its_neighbours() -> None:
    first = Recognised("Drs.", 10, 100, 60, 120, 0.95, (1, 1, 1))
    wide = dataclasses.replace(first, text="AMIR", x0=5, x1=300)
    last = dataclasses.replace(first, text="HASAN", x0=150, x1=300)
    assert [(w.x0, w.x1) for w in in_place([first, wide, last])] == [
        (10, 60),
        (60, 150),
        (150, 300),
    ]
    below = dataclasses.replace(last, line=(1, 1, 2))
    assert in_place([first, wide, below]) == [first, wide, below]


def test_a_dash_on_blank_paper_is_none() -> None:
    page = np.full((2000, 1500), 250, np.uint8)
    page[110:113, 100:115] = 20
    page[300:320, 100:115] = 245
    word = Recognised("Nomor", 10, 100, 90, 120, 0.95, (1, 1, 1))
    dash = dataclasses.replace(word, text="-", x0=98, x1=117, top=108, bottom=115)
    gap = dataclasses.replace(word, text="\u2014", x0=400, x1=417)
    misplaced = dataclasses.replace(gap, text=":")
    assert without_noise([word, dash, gap, misplaced], page) == [word, dash, misplaced]


@pytest.fixture(scope="module")
def scanned() -> Document:
    """Read one letter as a skewed scan, with the engine that is installed."""
    picture = picture_of(LETTER, 200).rotate(2.0, fillcolor=255, resample=Image.Resampling.BICUBIC)
    return read(pdf_of([], draw=whole_page(picture)))


def test_a_skewed_scan_reads_like_the_letter(scanned: Document) -> None:
    page = scanned.pages[0]
    assert page.skew == pytest.approx(2.0, abs=0.3)
    assert page.ocr_confidence is not None and page.ocr_confidence > 0.85
    lines = [line.text for line in scanned.lines]
    assert "Kepada" in lines
    assert any(line.startswith("Nomor : 800") for line in lines)
    assert any(line.startswith("1. Setiap pegawai bekerja dari rumah") for line in lines)
    assert "NIP. 19680925 198803 1 003" in lines


def test_boxes_of_a_skewed_scan_lie_on_the_words(scanned: Document) -> None:
    printed = read(pdf_of(LETTER))
    nip = next(w.box for w in printed.words if w.text == "19680925")
    found = next(w.box for w in scanned.words if w.text == "19680925")
    assert nip is not None and found is not None
    # Turned about the middle of the page by two degrees, as the picture was.
    angle = np.radians(2.0)
    x, y = (nip.x0 + nip.x1) / 2 - A4[0] / 2, (nip.top + nip.bottom) / 2 - A4[1] / 2
    expected = (
        A4[0] / 2 + x * np.cos(angle) + y * np.sin(angle),
        A4[1] / 2 - x * np.sin(angle) + y * np.cos(angle),
    )
    centre = ((found.x0 + found.x1) / 2, (found.top + found.bottom) / 2)
    assert centre == pytest.approx(expected, abs=3)


@pytest.mark.parametrize("turn", [90, 180])
def test_a_turned_scan_is_read_upright(turn: int) -> None:
    picture = picture_of(LETTER, 150).rotate(turn, expand=True)  # counter-clockwise
    page = read(file_of(picture, "PNG", dpi=(150, 150))).pages[0]
    assert page.rotation == turn
    assert (page.width, page.height) == pytest.approx(A4, abs=1)
    line = next(line for line in page.lines if line.text.startswith("NIP"))
    assert line.box is not None
    assert line.box.x0 == pytest.approx(340, abs=4)
    assert line.box.top == pytest.approx(436, abs=6)
