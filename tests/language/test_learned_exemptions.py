"""What a trained model tells of lists that no pattern knows: sentences it was not trained on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from analysed import analysed
from circular_parser.language.analysis import Candidate
from circular_parser.language.exempt_features import EXEMPT, FILE, ListInContext, features
from circular_parser.language.linear_model import LinearModel
from circular_parser.record import ExemptService
from circular_parser.resources import model_folder

_MARK = re.compile(r"\[([^\]]*)\]")
_HOME = "Pegawai bekerja dari rumah."
_TOLD = "Tidak ada cerita {} mengosongkan loketnya, petugas tetap datang setiap hari."
SENTENCES = [
    line
    for line in Path(__file__).with_name("learned_exemptions.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def found(text: str) -> list[Candidate[ExemptService]]:
    return analysed(text).exempt_services


def test_what_is_told_of_new_sentences_is_mostly_right() -> None:
    count: Counter[str] = Counter()
    for marked in SENTENCES:
        items = {c.value.text for c in found(_MARK.sub(r"\1", marked))}
        wanted = set(_MARK.findall(marked))
        count.update(right=len(items & wanted), wrong=len(items - wanted))
        count.update(missed=len(wanted - items))
    assert count["right"] > 40, count
    assert count["right"] >= 10 * count["wrong"], count


def test_a_sentence_goes_on_with_a_list_that_the_model_found() -> None:
    told = found(f"{_HOME} {_TOLD.format('Dinas Sosial dan BPBD')} Begitu juga dengan Damkar.")
    assert [c.value.text for c in told] == ["Dinas Sosial", "BPBD", "Damkar"]
    assert told[-1].rule == "exemptions.goes_on"


def test_it_is_named_and_scores_below_the_patterns() -> None:
    told = found(
        f"{_HOME} Teman-teman di Dinas Sosial dan BPBD jelas tidak ikut, harus selalu siap."
    )
    known = found(f"{_HOME} Dinas Sosial dan BPBD tetap masuk kantor.")
    assert [c.value.text for c in told] == ["Dinas Sosial", "BPBD"]
    assert {c.rule for c in told} == {"exemptions.sentence_model"}
    assert max(c.score for c in told) < min(c.score for c in known)


@pytest.mark.parametrize(
    "text",
    [
        # No restriction of work or activity: nobody is left out of one.
        f"Lomba digelar Sabtu. {_TOLD.format('Dinas Sosial dan BPBD')}",
        # Whoever speaks is no item, nor is one unit alone.
        f"{_HOME} Tidak ada yang libur, tegas Kepala Dinas Sosial dan Kepala BPBD.",
        f"{_HOME} {_TOLD.format('BPBD')}",
        # Where all stay at the office, those who do are no exception.
        f"Pemkab belum menerapkan WFH bagi pegawainya. {_TOLD.format('Dinas Sosial dan BPBD')}",
        "Kami tidak memberlakukan kerja dari rumah. RSUD dan Puskesmas tetap buka seperti biasa.",
    ],
)
def test_what_it_is_not_asked_about(text: str) -> None:
    assert found(text) == []


def test_an_exception_stays_one_where_all_stay_at_the_office() -> None:
    told = found("Pemkot tidak menerapkan WFH, kecuali bagi guru dan penjaga sekolah.")
    assert [c.value.text for c in told] == ["guru", "penjaga sekolah"]


def test_units_that_may_not_stay_at_home_are_excepted() -> None:
    told = found("Pemkot tidak menerapkan WFH bagi RSUD dan Puskesmas, pegawai lain di rumah.")
    assert [c.value.text for c in told] == ["RSUD", "Puskesmas"]


def test_a_circular_is_read_by_the_patterns_alone() -> None:
    told = f"{_HOME} {_TOLD.format('Dinas Sosial dan BPBD')}"
    assert found(told)
    assert found(f"SURAT EDARAN\nNOMOR 800/12/2021\nTENTANG\nJAM KERJA\n\n1. {told}\n") == []


@pytest.mark.parametrize(
    ("before", "after", "previous", "exempt"),
    [
        ("kerja dari rumah bukan untuk ", ", mereka tetap datang", "", True),
        ("", " tidak ikut libur", "", True),
        ("misalnya ", "", "tidak semua dinas boleh wfh", True),
        ("kerja dari rumah dicoba di ", "", "", False),
        ("hasil rapat dikirim kepada ", "", "", False),
        ("misalnya ", "", "sejumlah kantor ditutup sementara", False),
    ],
)
def test_the_words_round_a_list_and_the_sentence_before_decide(
    before: str, after: str, previous: str, exempt: bool
) -> None:
    listed = ListInContext(before, after, previous, "", 3, "agency")
    assert (
        LinearModel(model_folder(), FILE).log_shares(features(listed))[EXEMPT] > -0.69
    ) == exempt


def test_phrases_and_numbers_are_one_word_to_the_model() -> None:
    one = ListInContext("", " bekerja di rumah, 75 persen", "", "", 2, "agency")
    other = ListInContext("", " work from home, 50%", "", "", 2, "agency")
    assert features(one) == features(other)
