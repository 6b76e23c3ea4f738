"""Text made of a circular's own words in any order: a record that holds, and no crash."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from analysed import analysed
from circular_parser.explanation import explain
from circular_parser.explanation_page import explanation_page
from circular_parser.record import Circular
from circular_parser.resolve import resolve

PIECES = [
    *("Nomor", "NOMOR", "/", "1/", "17", "2020", "2O2O", "31 Maret 2020", "L7 Maret 2020", "Mei"),
    *(
        "s.d.",
        "sampai dengan",
        "a.n.",
        "Plt.",
        ",",
        ".",
        ":",
        "(",
        ")",
        "[",
        "“",
        '"',
        "\n",
        "\n\n",
    ),
    *("\n1. ", "\na. ", "\n- ", "SURAT EDARAN", "Surat Edaran", "TENTANG", "Perihal :", "BUPATI"),
    *("WALI KOTA METRO", "Kota Bogor", "Yth.", "Tembusan :", "NIP. 19700101 199001 1 001"),
    *("Drs. H. AHMAD, M.Si", "Ditetapkan di", "pada tanggal", "wajib", "dilarang", "kecuali"),
    *("bekerja dari rumah", "50%", "berlaku", "sejak tanggal ditetapkan", "hari ini", "besok"),
    *("٣ Maret 2020", "\u200b", "İ Mei 2020", "rumah sakit", "Kepala Dinas", "ASN", "yang", "dan"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=80).map(
    " ".join
)


@settings(max_examples=150, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_a_record_that_holds(text: str) -> None:
    analysis = analysed("Hal " + text.encode("utf-8", "ignore").decode())
    record = resolve(analysis)
    assert Circular.model_validate_json(record.model_dump_json()) == record
    for places in record.evidence.values():
        assert places
        for place in places:
            assert place.start < place.end
            assert place.quote == analysis.text[place.start : place.end]
    for period in record.effective_periods:
        assert period.start is None or period.end is None or period.start <= period.end


@settings(max_examples=30, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_explained(text: str) -> None:
    analysis = analysed("Hal " + text.encode("utf-8", "ignore").decode())
    explanation = explain(analysis)
    assert "".join(piece for piece, _ in explanation.segments()) == analysis.text
    assert explanation.record == resolve(analysis)
    page = html.document_fromstring(explanation_page(explanation))
    assert page.xpath("count(//article)") == len(explanation.considered)


def test_an_endless_word_and_endless_numbers_take_bounded_time() -> None:
    record = resolve(analysed("Hal " + "." * 40_000))
    assert record.number is None
    codes = {w.code for w in resolve(analysed("SURAT EDARAN\n\n" + "1 Maret " * 2_100)).warnings}
    assert "many_dates" in codes
