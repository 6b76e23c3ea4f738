"""Scores by the rules of the annotation guide, reliability, and the command `evaluate`."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from circular_parser.cli import app
from circular_parser.errors import BrokenFileError, ExitCode, NotFoundError
from circular_parser.evaluation import (
    Evaluation,
    Judgement,
    evaluate,
    load_gold,
    load_records,
    reliability_table,
)
from circular_parser.evaluation.matching import pairs, same_number, same_person, shared_words
from circular_parser.evaluation.reliability import lower_bound

Counts = tuple[int, int, int]


def scored(gold: dict[str, Any], found: dict[str, Any]) -> Evaluation:
    return evaluate({"a": gold}, {"a": found})


def counts(evaluation: Evaluation, field: str) -> Counts:
    score = evaluation.scores[field]
    return score.right, score.wrong, score.missed


SINGLE: list[tuple[str, Any, Any, Counts | None]] = [
    ("number", "800/12/ORG", "800/12/ORG", (1, 0, 0)),
    ("number", "800/12/ORG", "Nomor : 800 / 12 / org.", (1, 0, 0)),
    ("number", "5 Tahun 2021", "5  TAHUN 2021", (1, 0, 0)),
    ("number", "800–12", "800-12", (1, 0, 0)),
    ("number", "800/12/ORG", "800/13/ORG", (0, 1, 1)),
    ("number", "800/12/ORG", None, (0, 0, 1)),
    ("number", None, "800/12/ORG", (0, 1, 0)),
    ("number", None, None, None),
    ("document_type", "surat", "surat_edaran", (0, 1, 1)),
    ("subject", "Jam Kerja Pegawai di Bulan Puasa", "JAM KERJA pegawai bulan puasa", (1, 0, 0)),
    ("subject", "Jam Kerja Pegawai di Bulan Puasa", "Jam Kerja", (0, 1, 1)),
    ("subject", "Jam Kerja", "-", (0, 1, 1)),
    ("issued_on", "2021-03-01", "2021-03-02", (0, 1, 1)),
    ("issued_at", "Kota Palu", "Palu", (1, 0, 0)),
    ("issuer.title", "Walikota Palu", "WALI KOTA PALU", (1, 0, 0)),
    ("issuer.region", "Kota Palu", "Kabupaten Sigi", (0, 1, 1)),
    ("signatory.name", "Drs. H. AHMAD RAMLI, M.Si", "Ahmad Ramli", (1, 0, 0)),
    ("signatory.name", "Ahmad Ramli", "Achmad Ramli", (1, 0, 0)),
    ("signatory.name", "Ahmad Ramli", "Budi Santosa", (0, 1, 1)),
    ("signatory.position", "Sekertaris Daerah", "SEKRETARIS DAERAH", (1, 0, 0)),
    ("work_arrangement.home_share", 0.5, 0.504, (1, 0, 0)),
    ("work_arrangement.home_share", 0.5, 0.51, (0, 1, 1)),
]


def nested(field: str, value: Any) -> dict[str, Any]:
    first, *rest = field.split(".")
    return {first: nested(rest[0], value) if rest else value}


@pytest.mark.parametrize(("field", "gold", "found", "expected"), SINGLE)
def test_single_values(field: str, gold: Any, found: Any, expected: Counts | None) -> None:
    evaluation = scored(nested(field, gold), nested(field, found))
    assert (counts(evaluation, field) if expected else evaluation.scores) == (expected or {})


def test_what_gold_does_not_say_is_not_scored() -> None:
    found = {"number": "1", "issuer": {"region": "Kota Palu"}, "obligations": [{"text": "wajib"}]}
    assert scored({"issuer": {"title": None}}, found).scores == {}


def test_a_null_part_asserts_null_members() -> None:
    evaluation = scored({"signatory": None}, {"signatory": {"name": "Ahmad", "position": None}})
    assert counts(evaluation, "signatory.name") == (0, 1, 0)
    assert "signatory.position" not in evaluation.scores


A, B, C = "wajib memakai masker", "menjaga jarak saat bekerja", "dilarang merokok di kantor"
LISTS: list[tuple[str, list[Any] | None, list[Any] | None, list[str], Counts]] = [
    ("addressees", [A, B], [B, A], [], (2, 0, 0)),
    ("addressees", [A, B], [A, A], [], (1, 1, 1)),
    ("addressees", None, [A], [], (0, 1, 0)),
    ("copies_to", [A], None, [], (0, 0, 1)),
    ("obligations", [{"text": A}], [{"text": A}, {"text": C}], [], (1, 1, 0)),
    ("obligations", [{"text": A}], [{"text": A}, {"text": C}], ["obligations"], (1, 0, 0)),
    ("obligations", [{"text": A}, {"text": B}], [{"text": C}], ["obligations"], (0, 0, 2)),
    ("references", [{"number": "5/2020"}], [{"number": "5 / 2020", "text": A}], [], (1, 0, 0)),
    (
        "references",
        [{"number": "5/2020", "text": A}],
        [{"number": "6/2020", "text": A}],
        [],
        (0, 1, 1),
    ),
    ("references", [{"number": None, "text": A}], [{"number": "6/2020", "text": A}], [], (1, 0, 0)),
    (
        "effective_periods",
        [{"start": "2020-03-01", "end": None, "open_ended": True}],
        [{"start": "2020-03-01", "end": None, "open_ended": True, "text": "sampai dicabut"}],
        [],
        (1, 0, 0),
    ),
    (
        "effective_periods",
        [{"start": "2020-03-01", "end": None, "open_ended": True}],
        [{"start": "2020-03-01", "end": None}],
        [],
        (0, 1, 1),
    ),
]


@pytest.mark.parametrize(("field", "gold", "found", "partial", "expected"), LISTS)
def test_lists(field: str, gold: Any, found: Any, partial: list[str], expected: Counts) -> None:
    evaluation = scored({field: gold, "partial": partial}, {field: found})
    assert counts(evaluation, field) == expected


def test_codes_are_scored_on_paired_items_that_gold_gives_one() -> None:
    gold = [
        {"text": A, "type": "health_protocol"},
        {"text": B, "type": None},
        {"text": C, "type": "x"},
    ]
    found = [{"text": A, "type": "other"}, {"text": B, "type": "other"}, {"text": C, "type": None}]
    evaluation = scored({"obligations": gold}, {"obligations": found})
    assert counts(evaluation, "obligations") == (3, 0, 0)
    assert counts(evaluation, "obligations.type") == (0, 1, 2)


def test_pairs_take_the_most_alike_first() -> None:
    gold, found = ["masker", "masker kain"], ["masker kain", "masker"]
    assert pairs(gold, found, shared_words, 0.5) == {0: 1, 1: 0}
    assert pairs(gold, found[:1], shared_words, 0.5) == {1: 0}


def test_names_of_titles_only_and_numbers_of_nothing() -> None:
    assert same_person("Prof. Ir.", "prof ir")
    assert not same_person("Prof. Ir.", "Dr. H.")
    # Of S.STP. two parts are left, which the guide's list does not have.
    assert not same_person("SYAFRIZAL HASIBUAN, S.STP.", "SYAFRIZAL S.STP. HASIBUAN")
    assert same_number("No. 5", "5")
    assert not same_number("Norma/5", "rma/5")


def test_a_gold_record_without_a_record_is_missed() -> None:
    evaluation = evaluate({"a": {"number": "1"}, "b": {"number": "2"}}, {"a": {"number": "1"}})
    assert evaluation.missing == ["b"]
    assert counts(evaluation, "number") == (1, 0, 1)
    assert evaluation.macro_f1 == pytest.approx(2 / 3)
    assert list(evaluation.errors()) == ["b: number: gold '2', got None"]


def evidence(**confidences: float) -> dict[str, list[dict[str, float]]]:
    return {f"/{key.replace('_0', '/0')}": [{"confidence": c}] for key, c in confidences.items()}


def test_confidences_are_judged_where_gold_can_tell() -> None:
    gold = {"number": "1", "addressees": ["Camat"], "copies_to": [], "partial": ["copies_to"]}
    found: dict[str, Any] = {
        "number": "2",
        "subject": "X",
        "addressees": ["Camat"],
        "copies_to": ["Arsip"],
    }
    found["evidence"] = evidence(number=0.4, subject=0.9, addressees_0=0.8, copies_to_0=0.7)
    found["evidence"]["/copies_to/0"] = [{"confidence": 0.7}]
    judged = scored(gold, found).judgements
    assert judged == [
        Judgement("a", "number", "/number", 0.4, False),
        Judgement("a", "addressees", "/addressees/0", 0.8, True),
    ]


def judgements(*groups: tuple[float, int, int]) -> list[Judgement]:
    return [
        Judgement("a", "number", "/number", confidence, index < right)
        for confidence, right, count in groups
        for index in range(count)
    ]


def test_reliability_of_one_field() -> None:
    row = reliability_table(judgements((0.9, 8, 10), (0.5, 5, 10)))["number"]
    assert (row.count, row.right) == (20, 13)
    assert [(b.low, b.count, b.right) for b in row.bins] == [(0.5, 10, 5), (0.9, 10, 8)]
    assert row.calibration_error == pytest.approx(0.05)
    assert row.brier == pytest.approx((8 * 0.01 + 2 * 0.81 + 10 * 0.25) / 20)
    assert row.threshold is None


@pytest.mark.parametrize(
    ("groups", "confidence", "count", "enough"),
    [
        ([(0.9, 19, 19)], None, 0, False),
        ([(0.9, 20, 20)], 0.9, 20, False),
        ([(0.9, 299, 299)], 0.9, 299, True),
        ([(0.9, 298, 298)], 0.9, 298, False),
        ([(0.9, 100, 100), (0.8, 50, 100)], 0.9, 100, False),
        ([(0.95, 15, 15), (0.9, 85, 85), (0.8, 99, 100)], 0.8, 200, False),
        ([(0.95, 8, 10), (0.9, 190, 190)], 0.9, 200, False),
    ],
)
def test_thresholds(
    groups: list[tuple[float, int, int]], confidence: float | None, count: int, enough: bool
) -> None:
    found = reliability_table(judgements(*groups))["number"].threshold
    assert (found.confidence if found else None) == confidence
    assert found is None or (found.count, found.enough) == (count, enough)


def test_the_bound_is_that_of_clopper_and_pearson() -> None:
    """Of n right of n the bound is the nth root of one twentieth; others from tables."""
    for count in (1, 20, 299, 2000):
        assert lower_bound(count, count) == pytest.approx(0.05 ** (1 / count))
    assert lower_bound(9, 10) == pytest.approx(0.6058, abs=1e-4)
    assert lower_bound(0, 5) == 0
    assert math.isclose(lower_bound(1, 20), 1 - 0.95 ** (1 / 20), rel_tol=1e-6)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, found = tmp_path / "gold", tmp_path / "found"
    for folder, number in ((gold, "1"), (found, "1")):
        folder.mkdir()
        (folder / "a.json").write_text(json.dumps({"number": number, "subject": None}))
    (gold / "b.json").write_text(json.dumps({"number": "3"}))
    record = {"number": "4", "evidence": {"/number": [{"confidence": 0.6}]}}
    (found / "b.json").write_text(json.dumps(record))
    return gold, found


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    return result.exit_code, result.output


def test_the_command_prints_tables(folders: tuple[Path, Path]) -> None:
    status, output = run(*folders, "--errors")
    assert status == ExitCode.OK
    assert "2 documents, 0 without a record; macro F1 0.500" in output
    assert "b: number: gold '3', got '4'" in output
    assert "not enough values" in output


def test_a_narrow_terminal_hides_no_figure(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    output = run(*folders)[1]
    assert "…" not in output
    assert "0.360" in output


def test_the_command_prints_json(folders: tuple[Path, Path]) -> None:
    data = json.loads(run(*folders, "--json", "--errors")[1])
    number = data["fields"]["number"]
    assert (number["tp"], number["fp"], number["fn"], number["f1"]) == (1, 1, 1, 0.5)
    assert number["errors"] == ["b: number: gold '3', got '4'"]
    assert data["reliability"]["number"]["bins"] == [
        {"low": 0.6, "high": 0.7, "count": 1, "right": 0, "mean_confidence": 0.6}
    ]


def test_json_lines_are_known_by_their_path(folders: tuple[Path, Path], tmp_path: Path) -> None:
    lines = tmp_path / "records.jsonl"
    record: dict[str, object] = {"source": {"path": "inbox/b.pdf"}, "number": "3"}
    record["subject"] = "JAM\u2028KERJA\x85"  # no break of lines in JSON Lines
    lines.write_text(json.dumps(record, ensure_ascii=False) + "\n\n", encoding="utf-8")
    status, output = run(folders[0], lines)
    assert status == ExitCode.OK
    assert "1 without a record" in output


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        ("number=0.5", ExitCode.OK),
        ("number=0.6", ExitCode.FELL_SHORT),
        ("macro=0.9", ExitCode.FELL_SHORT),
        ("issued_on=0", ExitCode.FELL_SHORT),
        ("colour=1", ExitCode.USAGE),
        ("number=much", ExitCode.USAGE),
        ("number=nan", ExitCode.USAGE),
        ("number=95", ExitCode.USAGE),
    ],
)
def test_what_is_required(folders: tuple[Path, Path], rule: str, status: ExitCode) -> None:
    assert run(*folders, "--require", rule)[0] == status


def test_what_cannot_be_read(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, found = folders
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(empty, found)[0] == ExitCode.NOT_FOUND
    assert run(gold, tmp_path / "nothing.jsonl")[0] == ExitCode.NOT_FOUND
    (found / "a.json").write_text("{")
    assert run(gold, found)[0] == ExitCode.BROKEN
    (found / "a.json").write_text('{"subject": null, "number": "1"}')
    (gold / "a.json").write_text('{"obligations": [7]}')
    (found / "a.json").write_text('{"obligations": [7]}')
    assert run(gold, found)[0] == ExitCode.BROKEN


def test_loading_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load_gold(tmp_path / "gold")
    lines = tmp_path / "records.jsonl"
    for text, message in (("[]", "holds no record"), ("{}", "no source.path"), ("\xff", "no JSON")):
        lines.write_text(text, encoding="utf-8")
        with pytest.raises(BrokenFileError, match=message):
            load_records(lines)
    lines.write_text('{"source": {"path": "a.pdf"}}\n{"source": {"path": "in/a.jpg"}}')
    with pytest.raises(BrokenFileError, match="line 2 is a second record of 'a'"):
        load_records(lines)
    lines.write_bytes(b"\xff")
    with pytest.raises(BrokenFileError, match="no UTF-8"):
        load_records(lines)
