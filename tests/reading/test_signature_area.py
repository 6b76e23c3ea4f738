from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from circular_parser.document import Box
from circular_parser.reading import ReadOptions
from circular_parser.reading.ocr import GreyImage, Recognised
from circular_parser.reading.recognisers import Recognisers
from circular_parser.reading.signature_area import signature_area
from circular_parser.reading.signature_lines import FoundLine
from circular_parser.reading.signature_names import whole_names
from circular_parser.reading.signature_reading import reread_signature
from circular_parser.reading.text_detector import text_detector
from reading.made_pages import LETTER, Placed, lines_on_picture, picture_of

RECOGNISERS = Recognisers(ReadOptions())
DPI = 200
SCALE = DPI / 72
WIDTH, HEIGHT = 1654, 2339
SIGNATURE_TOP = 350.0  # points: below the closing of LETTER


def words_of(lines: Sequence[Placed], unsure: Sequence[str] = ()) -> list[Recognised]:
    """Return the words of *lines* as an engine would that is unsure of some of them."""
    words = []
    for number, (x, baseline, text) in enumerate(lines):
        left = x * SCALE
        for token in text.split():
            right = left + 6.0 * SCALE * len(token)
            top = (baseline - 8) * SCALE
            words.append(
                Recognised(
                    token,
                    round(left),
                    round(top),
                    round(right),
                    round(top + 8 * SCALE),
                    0.3 if token in unsure else 0.95,
                    (1, 1, number),
                )
            )
            left = right + 3 * SCALE
    return words


def without(*texts: str) -> list[Placed]:
    return [line for line in LETTER if line[2] not in texts]


def reread(image: GreyImage, words: list[Recognised], recognisers: Recognisers) -> list[Recognised]:
    area = signature_area(words, image.shape[1], image.shape[0])
    return words if area is None else reread_signature(image, words, area, recognisers)


def test_a_page_on_which_office_and_name_are_read_is_left_alone() -> None:
    words = words_of(LETTER)
    assert signature_area(words, WIDTH, HEIGHT) is None


def test_an_emblem_in_an_electronic_signature_is_not_read_again() -> None:
    emblem = [(340, 398, "Ok)x"), (345, 412, "BSrE")]
    notice = (340, 386, "Ditandatangani secara elektronik oleh:")
    assert signature_area(words_of([*LETTER, *emblem], ["Ok)x"]), WIDTH, HEIGHT) is not None
    assert signature_area(words_of([*LETTER, notice, *emblem], ["Ok)x"]), WIDTH, HEIGHT) is None


@pytest.mark.parametrize(
    ("baseline", "read_again"), [(388, True), (412, False)], ids=["of an office", "of a pen"]
)
def test_a_few_letters_in_the_room_for_a_signature(baseline: float, read_again: bool) -> None:
    words = words_of([*LETTER, (345, baseline, "na")], unsure=["na"])
    assert (signature_area(words, WIDTH, HEIGHT) is not None) is read_again


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words_of(without("Drs. AMIR HASAN, M.Si")), id="no name"),
        pytest.param(words_of(LETTER, unsure=["HASAN,"]), id="unsure name"),
        pytest.param(words_of(without("a.n. BUPATI CONTOH", "SEKRETARIS DAERAH,")), id="no office"),
    ],
)
def test_the_area_lies_below_the_closing_and_right_of_the_copies(words: list[Recognised]) -> None:
    area = signature_area(words, WIDTH, HEIGHT)
    assert area is not None
    assert 305 * SCALE <= area.top < SIGNATURE_TOP * SCALE
    assert 444 * SCALE < area.bottom < 560 * SCALE
    assert 150 * SCALE < area.x0 < 330 * SCALE
    assert area.x1 == WIDTH


@pytest.mark.parametrize("closing", ["Sekian dan terima kasih,", "Wassalamu'alaikum Wr. Wb."])
def test_a_speech_closes_with_a_greeting(closing: str) -> None:
    signed = [line for line in LETTER if line[1] > 310 and line[2] != "Drs. AMIR HASAN, M.Si"]
    plain = [line for line in signed if not line[2].startswith(("a.n.", "NIP", "Tembusan"))]
    assert signature_area(words_of([(72, 310, "Kepada warga kami"), *plain]), WIDTH, HEIGHT) is None
    area = signature_area(words_of([(72, 310, closing), *plain]), WIDTH, HEIGHT)
    assert area is not None
    assert 305 * SCALE <= area.top < SIGNATURE_TOP * SCALE


@pytest.mark.parametrize(
    ("above", "read_again"),
    [("Surat Edaran ini menjadi pedoman.", True), ("SURAT EDARAN", False)],
    ids=["running text", "title"],
)
def test_an_office_close_under_a_title_signs_nothing(above: str, read_again: bool) -> None:
    words = words_of([(72, 300, above), (340, 345, "Plt. BUPATI CONTOH"), (345, 400, "XA")])
    assert (signature_area(words, WIDTH, HEIGHT) is not None) is read_again


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([line for line in LETTER if line[1] < 300], id="first page of a letter"),
        pytest.param(
            [(200, 40, "LEMBAR DISPOSISI"), *without("Drs. AMIR HASAN, M.Si")],
            id="sheet for notes",
        ),
        pytest.param(
            [
                (72, 100, "Demikian pula setiap kepala perangkat daerah mengatur kerja pegawai"),
                *[
                    (
                        72,
                        120 + 14 * row,
                        "serta membuat laporan tentang kerja pegawai tiap pekan untuk bupati",
                    )
                    for row in range(20)
                ],
            ],
            id="a sentence like a closing",
        ),
        pytest.param([], id="no word"),
    ],
)
def test_pages_without_a_signature(lines: list[Placed]) -> None:
    assert signature_area(words_of(lines), WIDTH, HEIGHT) is None


def stamped() -> GreyImage:
    """Return the letter with a stamp and a pen stroke over office and name."""
    picture: Image.Image = picture_of(LETTER, DPI)
    pen = ImageDraw.Draw(picture)
    for grow in (0, 12):
        pen.ellipse((840 + grow, 1010 + grow, 1100 - grow, 1270 - grow), outline=70, width=3)
    pen.line([(900, 1120), (980, 1040), (1000, 1150), (1090, 1090), (1150, 1160)], fill=40, width=5)
    return np.asarray(picture, dtype=np.uint8)


def test_a_name_under_a_stamp_is_read_and_scraps_are_dropped() -> None:
    lines = without("Drs. AMIR HASAN, M.Si", "SEKRETARIS DAERAH,")
    scraps = words_of([(352, 400, "Tj§ A"), (340, 430, "ASA")], unsure=["Tj§", "A", "ASA"])
    read = reread(stamped(), [*words_of(lines), *scraps], RECOGNISERS)
    texts = [word.text for word in read]
    assert {"AMIR", "HASAN,", "SEKRETARIS"} <= set(texts)
    assert not {"Tj§", "A", "ASA"} & set(texts)
    name = next(word for word in read if word.text == "HASAN,")
    assert name.confidence > 0.8
    assert abs((name.top + name.bottom) / 2 - 426 * SCALE) < 6 * SCALE
    assert 360 * SCALE < name.x0 < name.x1 < 460 * SCALE
    # What stands outside the area is what it was.
    assert [word for word in read if word.x0 < 300 * SCALE and word.top > 420 * SCALE] == [
        word for word in words_of(lines) if word.x0 < 300 * SCALE and word.top > 420 * SCALE
    ]


class Stub:
    """In the place of both models: one line at a given place, read as given."""

    def __init__(self, text: str, confidence: float) -> None:
        self.text, self.confidence = text, confidence

    def lines(self, image: GreyImage, scale: float = 1.0) -> list[Box]:
        """Return the line 'name' of LETTER in the crop that begins below the closing."""
        left, top = 0.35 * WIDTH, 310 * SCALE
        return [Box(338 * SCALE - left, 419 * SCALE - top, 480 * SCALE - left, 433 * SCALE - top)]

    def read(self, image: GreyImage, alphabet: str = "") -> tuple[str, float]:
        return self.text, self.confidence


def recognisers_with(stub: Stub | None) -> Recognisers:
    """Return recognisers whose neural models are *stub*."""
    recognisers = Recognisers(ReadOptions())
    vars(recognisers).update(text_detector=stub, line_reader=stub)
    return recognisers


@pytest.mark.parametrize(
    ("there", "sure", "neural", "confidence", "expected"),
    [
        pytest.param("AM1R HASNA", 0.4, "AMIR HASAN, S.H.", 0.97, "AMIR HASAN, S.H.", id="better"),
        pytest.param("AMIR HASAN", 0.85, "AMIRHASAN", 0.99, "AMIR HASAN", id="spaces kept"),
        pytest.param("4 HASAN", 0.95, "Drs. AMIR HASAN", 0.9, "Drs. AMIR HASAN", id="Drs. lost"),
        pytest.param("AMIR HASAN", 0.7, "AM HA", 0.55, "AMIR HASAN", id="no better"),
        pytest.param("xx", 0.2, "ll", 0.9, "", id="scribble"),
        pytest.param("BUPA", 0.3, "BUPATICONTOH,", 0.97, "BUPATI CONTOH,", id="glued office"),
        pytest.param("AAH", 0.3, "TAHKASekretaris Daerah", 0.95, "Sekretaris Daerah", id="ring"),
        pytest.param("KRIS", 0.3, "KRI5TIYANTO, S.H.", 0.95, "KRISTIYANTO, S.H.", id="digits"),
        pytest.param(
            "HA", 0.3, "ALI/HASANUDIN.S.H", 0.95, "ALI HASANUDIN, S.H", id="stroke, comma"
        ),
        pytest.param("CAMA", 0.3, "CAMATCONTOH,", 0.97, "CAMAT CONTOH,", id="glued camat"),
        pytest.param("WAL", 0.3, "WALI KOTATUA,", 0.97, "WALI KOTA TUA,", id="glued kota"),
        pytest.param("BLP", 0.3, "BLPDIREKTUR RSUD", 0.95, "DIREKTUR RSUD", id="ring, director"),
        pytest.param("BUP", 0.3, "BUPPj. BUPATI TUA,", 0.95, "Pj. BUPATI TUA,", id="ring, acting"),
        pytest.param("WALI", 0.3, "Fj. WALI KOTA TUA,", 0.95, "Pj. WALI KOTA TUA,", id="no P"),
        pytest.param("AL", 0.3, "BUDI. S.STP", 0.95, "BUDI, S.STP", id="comma, short name"),
        pytest.param("LAK", 0.3, "LAKIdr. AMIR HASAN", 0.95, "dr. AMIR HASAN", id="ring, degree"),
        pytest.param("N DSA", 0.3, "N DrSAMIR HASAN", 0.95, "Drs. AMIR HASAN", id="scrap, Drs"),
        pytest.param("Sek", 0.3, "Plh CAMAT TUA", 0.95, "Plh CAMAT TUA", id="no scrap"),
        pytest.param("Dre", 0.3, "Drs, AMIR HASAN", 0.95, "Drs. AMIR HASAN", id="comma after Drs"),
        pytest.param("HA", 0.3, "ALI HASANUDINS.H", 0.95, "ALI HASANUDIN, S.H", id="glued degree"),
        pytest.param("Al", 0.3, "Ali Hasan. S.E., M.M", 0.95, "Ali Hasan, S.E., M.M", id="small"),
        pytest.param("Ps", 0.3, "Prof. M. Ali Hasan", 0.95, "Prof. M. Ali Hasan", id="no degree"),
        pytest.param("AMIR", 0.3, "AMIR HASAN ★ 大", 0.95, "AMIR HASAN", id="no Latin"),
    ],
)
def test_two_readings_of_a_line(
    there: str,
    sure: float,
    neural: str,
    confidence: float,
    expected: str,
) -> None:
    stub = Stub(neural, confidence)
    held = [
        Recognised(word.text, *box, sure, (9, 9, 9))
        for word in words_of([(340, 430, there)])
        for box in [(word.x0, word.top, word.x1, word.bottom)]
    ]
    lines = words_of(without("Drs. AMIR HASAN, M.Si"))
    image = np.asarray(picture_of(LETTER, DPI), dtype=np.uint8)
    read = reread(image, [*lines, *held], recognisers_with(stub))
    assert " ".join(word.text for word in read if word not in lines) == expected


@pytest.mark.parametrize(
    ("there", "sure"), [("M.A.P.", 0.7), ("M.A.", 0.4)], ids=["the same", "another"]
)
def test_words_on_which_both_engines_agree_are_surer(there: str, sure: float) -> None:
    lines = words_of(without("Drs. AMIR HASAN, M.Si"))
    held = replace(words_of([(340, 430, there)])[0], confidence=0.4)
    image = np.asarray(picture_of(LETTER, DPI), dtype=np.uint8)
    read = reread(image, [*lines, held], recognisers_with(Stub("M.A.P.", 0.7)))
    kept = [word.confidence for word in read if word.text == there]
    assert kept == ([sure] if there == "M.A.P." else [])


class Told(Stub):
    """In the place of both models: lines at given places, each crop read by what is asked of it."""

    def __init__(self, boxes: list[Box], *texts: str) -> None:
        super().__init__("", 0.97)
        self._boxes, self._texts = boxes, iter(texts)

    def lines(self, image: GreyImage, scale: float = 1.0) -> list[Box]:
        left, top = 0.35 * WIDTH, 310 * SCALE
        return [Box(b.x0 - left, b.top - top, b.x1 - left, b.bottom - top) for b in self._boxes]

    def read(self, image: GreyImage, alphabet: str = "") -> tuple[str, float]:
        return next(self._texts, ""), self.confidence


def _at(left: int, top: int, right: int) -> Box:
    return Box(left * SCALE, top * SCALE, right * SCALE, (top + 14) * SCALE)


OFFICE, GAP, NAME, RANK = (
    _at(340, 340, 470),
    _at(340, 375, 400),
    _at(338, 419, 480),
    _at(338, 433, 480),
)


@pytest.mark.parametrize(
    ("boxes", "texts", "expected"),
    [
        pytest.param(
            [OFFICE, NAME],
            ["SEKRETARIS DAERAH,", "AMIR HASAN, S.H.", "RAH Pj. SEKRETARIS DAERAH,"],
            "Pj. SEKRETARIS DAERAH, AMIR HASAN, S.H.",
            id="acting, under the ring of a stamp",
        ),
        pytest.param(
            [OFFICE, NAME],
            ["SEKRETARIS DAERAH,", "AMIR HASAN, S.H.", "RAH SEKRETARIS DAERAH,"],
            "SEKRETARIS DAERAH, AMIR HASAN, S.H.",
            id="nothing before the office",
        ),
        pytest.param(
            [OFFICE, GAP, NAME],
            ["SEKRETARIS DAERAH,", "RETARIAT", "AMIR HASAN, S.H."],
            "SEKRETARIS DAERAH, AMIR HASAN, S.H.",
            id="the middle of a stamp",
        ),
        pytest.param(
            [OFFICE, RANK],
            ["SEKRETARIS DAERAH,", "Pembina Utama Muda", "AMIR HASAN, S.H."],
            "SEKRETARIS DAERAH, Pembina Utama Muda AMIR HASAN, S.H.",
            id="a name that the detector passed over",
        ),
        pytest.param(
            [OFFICE, _at(340, 419, 390), _at(400, 419, 480)],
            ["SEKRETARIS DAERAH,", "AMIR HA", "SAN, S.H.", "AMIR HASAN, S.H."],
            "SEKRETARIS DAERAH, AMIR HASAN, S.H.",
            id="a name in two pieces",
        ),
        pytest.param(
            [OFFICE, _at(340, 419, 390), _at(400, 419, 480)],
            ["SEKRETARIS DAERAH,", "AMIR HA", "SAN, S.H.", "AM"],
            "SEKRETARIS DAERAH, AMIR HA SAN, S.H.",
            id="pieces that say less together",
        ),
        pytest.param(
            [OFFICE, _at(290, 405, 470), _at(340, 433, 470)],
            [
                "SEKRETARIS DAERAH,",
                "WON AMIR HASAN, S.H.",
                "Pembina Utama Muda",
                "WON AMIR HASAN, S.H.",
                "AMIR HASAN, S.H.",
            ],
            "SEKRETARIS DAERAH, AMIR HASAN, S.H. Pembina Utama Muda",
            id="letters of a stamp left of a name",
        ),
        pytest.param(
            [OFFICE, _at(340, 405, 440), _at(340, 433, 470)],
            ["SEKRETARIS DAERAH,", "AMIR HAS", "Pembina Utama Muda", "AMIR HASAN, S.H."],
            "SEKRETARIS DAERAH, AMIR HASAN, S.H. Pembina Utama Muda",
            id="the end of a name not seen",
        ),
    ],
)
def test_lines_under_a_stamp(boxes: list[Box], texts: list[str], expected: str) -> None:
    words = words_of([line for line in LETTER if line[1] <= 310])
    image = np.asarray(picture_of(LETTER, DPI), dtype=np.uint8)
    read = reread(image, words, recognisers_with(Told(boxes, *texts)))
    assert " ".join(word.text for word in read if word not in words) == expected


@pytest.mark.parametrize(
    ("pieces", "whole", "found"),
    [
        (["AMIR HA", "SAN, S.H."], "AMIR HASAN, S.H.", ["AMIR HASAN, S.H."]),
        (["H.", "HASAN"], "H. AMIR HASAN", ["H. AMIR HASAN"]),
        (["AMIR", "HASAN, S.H."], "AMIR HASAN, S.H.", ["AMIR HASAN, S.H."]),
        (["INTAH", "ARBUPATIJEPARA"], "INTAH KABUPATI JEPARA", ["INTAH", "ARBUPATIJEPARA"]),
        (["RAH", "SEKRETARIS DAERAH,"], "RAH AMIR HASAN", ["RAH", "SEKRETARIS DAERAH,"]),
    ],
)
def test_pieces_of_a_name_are_no_words_of_a_stamp(
    pieces: list[str], whole: str, found: list[str]
) -> None:
    image = np.full((HEIGHT, WIDTH), 255, np.uint8)
    boxes = _at(340, 419, 390), _at(400, 419, 480)
    lines = [FoundLine(box, [], text, 0.97) for box, text in zip(boxes, pieces, strict=True)]
    reader = recognisers_with(Stub(whole, 0.97)).line_reader
    assert reader is not None
    read = whole_names(image, lines, [], reader)
    assert [line.text for line in read] == found


class Finer(Told):
    """Sees a line more where it is asked to look closer."""

    def lines(self, image: GreyImage, scale: float = 1.0) -> list[Box]:
        far = image.shape[0] > 200 * SCALE
        return super().lines(image, scale) if far else [Box(40, 120, 400, 160)]


def test_a_name_is_sought_closer_below_the_office() -> None:
    words = words_of([line for line in LETTER if line[1] <= 310])
    image = np.asarray(picture_of(LETTER, DPI), dtype=np.uint8)
    stub = Finer([OFFICE], "SEKRETARIS DAERAH,", "RETARIAT DAE 4", "AMIR HASAN")
    read = reread(image, words, recognisers_with(stub))
    assert not any(word.text == "HASAN" for word in read)
    stub = Finer([OFFICE], "SEKRETARIS DAERAH,", "AMIR HASAN")
    read = reread(image, words, recognisers_with(stub))
    assert any(word.text == "HASAN" for word in read)


def test_an_area_without_ink_is_not_read() -> None:
    stub = Stub("AMIR HASAN", 0.99)
    words = words_of([line for line in LETTER if line[1] <= 310])
    image = np.asarray(picture_of([line for line in LETTER if line[1] <= 310], DPI), dtype=np.uint8)
    assert signature_area(words, WIDTH, HEIGHT) is not None
    assert reread(image, words, recognisers_with(stub)) == words


def test_without_the_models_the_words_stay() -> None:
    words = words_of(without("Drs. AMIR HASAN, M.Si"))
    image = np.full((HEIGHT, WIDTH), 255, np.uint8)
    assert reread(image, words, recognisers_with(None)) == words


def test_the_detector_finds_level_lines_and_no_ring() -> None:
    picture = lines_on_picture(["SEKRETARIS DAERAH", "AMIR HASAN", "Pembina Utama Muda"])
    ImageDraw.Draw(picture).ellipse((500, 10, 680, 190), outline=90, width=4)
    detector = text_detector()
    assert detector is not None
    boxes = detector.lines(np.asarray(picture, dtype=np.uint8), 0.6)
    assert len(boxes) == 3
    for row, box in enumerate(boxes):
        assert abs((box.top + box.bottom) / 2 - (57 + 50 * row)) < 12
        assert abs(box.x0 - 40) < 20
        assert box.height < 60
