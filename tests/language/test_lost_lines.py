"""Letters that a transcript has run into one paragraph."""

from __future__ import annotations

import time

import pytest

from analysed import analysed, parsed

LETTER = (
    "PEMERINTAH KABUPATEN SINJAI DINAS PERIKANAN Jalan Persatuan Nomor 12 Balangnipa "
    "Nomor : 523/14/DP Sifat : Segera Perihal : Perubahan Surat Edaran Nomor 523/9/DP Balangnipa, "
    "4 Juni 2021 Kepada Yth. 1. Para Camat 2. Para Nelayan di Tempat Sehubungan dengan musim "
    "angin barat, lelang ikan dibuka lebih pagi. Nelayan wajib membawa pelampung. Demikian untuk "
    "dilaksanakan. a.n. BUPATI SINJAI Sekretaris Daerah, ttd. H. ANDI MAPPA, S.H. "
    "NIP. 19700101 199503 1 002 Tembusan : 1. Gubernur Sulawesi Selatan; 2. Kepala Dinas Sosial"
)


def test_each_part_is_found() -> None:
    record = parsed(LETTER)
    assert record.source.form == "circular"
    assert (record.number, record.issued_at) == ("523/14/DP", "Balangnipa")
    assert record.subject == "Perubahan Surat Edaran Nomor 523/9/DP"
    assert str(record.issued_on) == "2021-06-04"
    assert record.addressees == ["Para Camat", "Para Nelayan"]
    assert record.copies_to == ["Gubernur Sulawesi Selatan", "Kepala Dinas Sosial"]
    signatory = record.signatory
    assert (signatory.name, signatory.position) == ("H. ANDI MAPPA, S.H.", "Sekretaris Daerah")
    assert signatory.on_behalf_of == "BUPATI SINJAI"
    assert "lines_lost" in {warning.code for warning in record.warnings}


def test_name_behind_the_comma_of_the_office() -> None:
    text = LETTER.replace("a.n. BUPATI SINJAI Sekretaris Daerah, ttd.", "BUPATI SINJAI,")
    assert parsed(text).signatory.name == "H. ANDI MAPPA, S.H."


def test_copies_below_a_closing_sentence_without_a_full_stop() -> None:
    head, _, foot = LETTER.partition("Demikian untuk dilaksanakan.")
    copies = foot[foot.index("Tembusan") :]
    text = f"{head}Demikian disampaikan, terima kasih, KEPALD DINAS {copies}"
    assert parsed(text).copies_to == ["Gubernur Sulawesi Selatan", "Kepala Dinas Sosial"]


def test_closing_words_that_end_the_text() -> None:
    head, _, _ = LETTER.partition("Demikian untuk dilaksanakan.")
    record = parsed(f"{head}Demikian")
    assert record.number == "523/14/DP"
    assert record.signatory.name is None


def test_place_of_the_addressees_behind_the_last_of_them() -> None:
    text = LETTER.replace("di Tempat Sehubungan", "di - SINJAI Sehubungan")
    assert parsed(text).addressees == ["Para Camat", "Para Nelayan"]


def test_the_text_stays_and_every_word_has_its_line() -> None:
    analysis = analysed(LETTER)
    assert analysis.text == LETTER
    assert " ".join(line.text for line in analysis.document.lines) == LETTER


@pytest.mark.parametrize(
    "text",
    [
        # A report of as many words, which names a number, an addressee and a day.
        "SINJAI - Bupati menerbitkan Surat Edaran Nomor 523/14/2021 di Balangnipa, 4 Juni 2021. "
        "Edaran itu ditujukan kepada para camat. Berdasarkan edaran itu lelang ikan dibuka lebih "
        "pagi dan nelayan diminta membawa pelampung, kata dia, Jumat. Nelayan menyambutnya dengan "
        "baik karena harga ikan naik dan pasar lebih ramai dari pekan lalu.",
        LETTER.replace("Sehubungan dengan musim", "Pada musim"),
        " ".join(LETTER.split()[:30]),
    ],
)
def test_other_paragraphs_stay_whole(text: str) -> None:
    assert len(analysed(text).document.lines) == 1


@pytest.mark.parametrize("unit", ["Dengan ini ", "Nomor : 1 ", "Kepada Yth. ", "Demikian . "])
def test_hostile_text_is_quick(unit: str) -> None:
    begin = time.process_time()
    analysed(unit * 4_000)
    assert time.process_time() - begin < 20
