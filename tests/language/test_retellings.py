"""What the model of retold rules takes of the clauses of a report that no rule takes.

``[...]`` marks the rules; none of these sentences was trained on.
"""

from __future__ import annotations

import re
from math import log

import pytest

from circular_parser.language.duties import find_obligations
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.linear_model import LinearModel
from circular_parser.language.retelling_features import FILE, RULE, ReportClause, features
from circular_parser.resources import model_folder
from mini_letters import report

_MARK = re.compile(r"\[([^\[\]]+)\]")
_TYPES = DutyTypes.load(model_folder())


@pytest.mark.parametrize(
    "marked",
    [
        '"[Anak-anak belajar di rumah selama dua pekan]," kata kepala dinas.',
        "[Penumpang duduk berjarak satu kursi dan tidak makan di dalam bus].",
        "[Petugas kebersihan menyiram jalan dua kali sehari].",
        "[Bus kota mengangkut penumpang sesuai jumlah tempat duduk].",
        "[Orang tua mengantar anaknya sampai gerbang sekolah].",
        "[Kantin sekolah tidak menjual minuman bersoda].",
        "Kepala dinas menjawab pertanyaan wartawan.",
        "Pertandingan itu berlangsung seru sampai babak kedua.",
        "Orang tua mengaku senang dengan aturan itu.",
        "Petugas kebersihan sudah menyiram jalan sejak subuh.",
        "Sejak 2019 bus kota mengangkut tiga juta penumpang.",
        "Bupati meresmikan pasar baru kemarin pagi.",
        "Museum itu dibangun pada zaman Belanda.",
    ],
)
def test_what_reads_like_a_rule(marked: str) -> None:
    found = find_obligations(report(_MARK.sub(r"\1", marked)), _TYPES)
    assert [(c.value.text, c.rule) for c in found] == [
        (text, "duties.retold") for text in _MARK.findall(marked)
    ]


def test_it_is_trusted_less_than_any_rule() -> None:
    text = "Kantin sekolah tidak menjual minuman bersoda. Pegawai wajib memakai masker."
    told, ruled = find_obligations(report(text), _TYPES)
    assert (told.rule, ruled.rule) == ("duties.retold", "duties.duty")
    assert told.score < 0.55 < ruled.score


def _clause(act: str, subject: str = "siswa ", **changes: object) -> ReportClause:
    values: dict[str, object] = {
        "subject": subject, "modal": "", "act": act, "sentence": f"{subject}{act}.",
        "before": "", "shape": "verb", "cue": "verb", "force": "must", "place": 0, "bound": True,
        "has_bearer": True, "introduced": False, "attributed": False, "issued": False,
        "early": False,
    }  # fmt: skip
    return ReportClause(**(values | changes))  # type: ignore[arg-type]


def test_features_name_words_form_and_place() -> None:
    found = features(_clause("membaca di rumah sampai pukul 10.00", introduced=True))
    assert {"v=baca", "w=rumah", "s=siswa", "s0=siswa", "j=sampai", "o=siswa"} <= found.keys()
    assert {"shape=verb", "prefix=me", "time", "bound", "introduced"} <= found.keys()
    assert "date" not in found and "quoted" not in found


def test_what_happened_is_no_rule_to_the_model() -> None:
    model = LinearModel(model_folder(), FILE)
    told = model.log_shares(features(_clause("belajar dari rumah")))
    assert told[RULE] > log(0.6)
    past = model.log_shares(features(_clause("belajar dari rumah", "tahun lalu siswa sudah ")))
    assert past[RULE] < log(0.4)
