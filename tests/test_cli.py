"""The command line: what it prints, what it writes, and how it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from circular_parser import doctor
from circular_parser.cli import app
from circular_parser.errors import EncryptedError, ExitCode, Failure, ModelError
from circular_parser.inputs import find_documents, record_names, write_atomically
from circular_parser.many import Outcome, in_order
from circular_parser.reading import line_reader
from circular_parser.schema import record_schema

LETTER = """WALI KOTA TARAKAN

SURAT EDARAN
NOMOR 800/{serial}/BKPSDM/2022
TENTANG
PENYESUAIAN JAM KERJA PEGAWAI

Dalam rangka menjaga kelancaran pelayanan, disampaikan hal sebagai berikut:
1. Pegawai wajib mengisi daftar hadir setiap hari kerja.
2. Surat edaran ini berlaku mulai tanggal 7 Februari 2022 sampai dengan 18 Februari 2022.

Ditetapkan di Tarakan
pada tanggal 4 Februari 2022
WALI KOTA TARAKAN,

dr. KHAIRUL, M.Kes.
"""


def letter(path: Path, serial: int = 17) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LETTER.format(serial=serial), encoding="utf-8")
    return path


def run(*arguments: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=env)


def test_one_document_gives_one_record_of_the_published_schema(tmp_path: Path) -> None:
    result = run("parse", letter(tmp_path / "a.txt"))
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    Draft202012Validator(record_schema()).validate(record)
    assert record["number"] == "800/17/BKPSDM/2022"
    assert record["source"]["path"] == str(tmp_path / "a.txt")


def test_several_documents_give_json_lines_in_the_order_given(tmp_path: Path) -> None:
    paths = [letter(tmp_path / f"{name}.txt", serial) for serial, name in enumerate("cab", 1)]
    result = run("parse", *paths, "--workers", 2)
    assert result.exit_code == 0, result.stderr
    numbers = [json.loads(line)["number"] for line in result.stdout.splitlines()]
    assert numbers == [f"800/{serial}/BKPSDM/2022" for serial in (1, 2, 3)]


def test_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    first, second = letter(tmp_path / "a.txt", 1), letter(tmp_path / "b.txt", 2)
    array = run("parse", first, second, "--format", "json", "--workers", 1)
    assert [record["number"] for record in json.loads(array.stdout)] == [
        "800/1/BKPSDM/2022",
        "800/2/BKPSDM/2022",
    ]
    line = run("parse", first, "--format", "jsonl").stdout
    assert line.count("\n") == 1
    assert json.loads(line)["number"] == "800/1/BKPSDM/2022"
    table = run("parse", first, "--format", "table").stdout
    assert "800/1/BKPSDM/2022" in table
    assert "Kota Tarakan" in table
    assert "a.txt" in table


def test_with_an_output_folder_nothing_is_printed_and_no_record_lost(tmp_path: Path) -> None:
    letter(tmp_path / "in/x.txt", 1)
    letter(tmp_path / "in/sub/x.txt", 2)
    letter(tmp_path / "in/x.md", 3)
    output = tmp_path / "out/deep"
    for _ in range(2):
        result = run("parse", tmp_path / "in", "-o", output, "--workers", 1)
        assert result.exit_code == 0, result.stderr
        assert result.stdout == ""
        written = sorted(output.iterdir())
        assert len(written) == 3
        numbers = {json.loads(path.read_text("utf-8"))["number"] for path in written}
        assert numbers == {f"800/{serial}/BKPSDM/2022" for serial in (1, 2, 3)}
        assert output / "x.json" in written


def test_a_folder_is_walked_without_hidden_files_other_suffixes_and_loops(tmp_path: Path) -> None:
    wanted = [letter(tmp_path / "a.TXT"), letter(tmp_path / "sub/b.md")]
    letter(tmp_path / ".hidden.txt")
    letter(tmp_path / ".git/c.txt")
    letter(tmp_path / "notes.toml")
    letter(tmp_path / "README.md")
    (tmp_path / "sub/loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert find_documents([tmp_path, wanted[0]]) == (wanted, [])
    empty = tmp_path / "empty"
    empty.mkdir()
    documents, errors = find_documents([empty])
    assert documents == []
    assert [error.code for error in errors] == ["not_found"]


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    paths = [tmp_path / ("a" * 300), letter(tmp_path / "a.txt") / "b.pdf", tmp_path / "none.pdf"]
    documents, errors = find_documents(paths)
    assert documents == paths[:1]
    assert [error.code for error in errors] == ["not_found", "not_found"]
    result = run("parse", *paths, "--workers", 1)
    assert result.exit_code == ExitCode.SOME_FAILED
    assert result.stderr.count("[not_found]") + result.stderr.count("[unreadable]") == 3


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a.pdf", "b.pdf"], ["a.json", "b.json"]),
        (["a.pdf", "a.txt", "a.jpg"], ["a.json", "a-txt.json", "a-jpg.json"]),
        (["a.pdf", "A.PDF"], ["a.json", "A-pdf.json"]),
        # A stem of its own has the first claim on its name.
        (["a.pdf", "a.txt", "a-txt.pdf"], ["a.json", None, "a-txt.json"]),
        (["x/a.pdf", "y/a.pdf", "z/a.pdf"], ["a.json", "a-pdf.json", None]),
        (["noext", "dir/noext"], ["noext.json", None]),
    ],
)
def test_names_of_records(paths: list[str], names: list[str | None]) -> None:
    given = record_names([Path(path) for path in paths])
    assert len({name.casefold() for name in given}) == len(paths)
    for name, wanted in zip(given, names, strict=True):
        assert wanted in (None, name)
    assert record_names([Path(path) for path in paths]) == given


def test_a_name_of_the_greatest_length_still_gives_a_record(tmp_path: Path) -> None:
    path = letter(tmp_path / ("é" * 125 + ".txt"))
    assert run("parse", path, "-o", tmp_path / "out").exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_failures_are_listed_at_the_end_and_the_rest_is_done(tmp_path: Path) -> None:
    good = letter(tmp_path / "good.txt")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "nothing").mkdir()
    result = run(
        *("parse", tmp_path / "missing.pdf", good, tmp_path / "empty.txt", tmp_path / "nothing"),
        *("--workers", 1),
    )
    assert result.exit_code == ExitCode.SOME_FAILED
    assert json.loads(result.stdout)["number"] == "800/17/BKPSDM/2022"
    summary, *lines = result.stderr.splitlines()
    assert "3 of 4 failed" in summary
    assert len(lines) == 3
    for name, code in (("missing", "not_found"), ("nothing", "not_found"), ("empty", "empty_file")):
        assert any(name in line and f"[{code}]" in line for line in lines)


def test_what_steers_a_terminal_is_not_printed(tmp_path: Path) -> None:
    result = run("parse", tmp_path / "a\x1b[31m\nb.pdf")
    assert result.exit_code == ExitCode.NOT_FOUND
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_output_folder_that_cannot_be(tmp_path: Path) -> None:
    path = letter(tmp_path / "a.txt")
    result = run("parse", path, "-o", path / "out")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert "[cannot_write]" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["parse"], ["parse", "a", "--ocr", "perhaps"], ["gibberish"]]
)
def test_wrong_use(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert "Error" in result.stderr


def test_writing_is_atomic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    write_atomically(target, "old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_outcomes_come_back_in_order() -> None:
    outcomes = [(index, Outcome(Path(str(index)), "{}")) for index in (2, 0, 1, 3)]
    assert [outcome.path.name for outcome in in_order(iter(outcomes))] == ["0", "1", "2", "3"]


def test_failures_carry_code_status_and_advice() -> None:
    failure = Failure.of("a.pdf", EncryptedError("a.pdf", "asks for a password"))
    assert (failure.code, failure.exit_code) == ("encrypted", ExitCode.ENCRYPTED)
    assert failure.message.startswith("a.pdf: asks for a password [encrypted]. Give")
    odd = Failure.of("b.pdf", ValueError("two\nlines"))
    assert (odd.code, odd.exit_code) == ("unexpected", ExitCode.UNEXPECTED)
    assert "ValueError: two lines" in odd.message
    model = Failure.of("c.pdf", ModelError("words.toml", "is missing"))
    assert model.message.startswith("c.pdf: words.toml: is missing [broken_model]")


def test_doctor_tells_what_is_there() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    for name in ("Python", "OCR", "tesseract", "tesseract data ind", "models", "spacy"):
        assert name in result.stdout


def test_doctor_tells_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "_tesserocr", lambda: (doctor.Check("tesserocr", "ok", ""), False))
    result = run("doctor")
    assert result.exit_code == ExitCode.MISSING_PROGRAM
    assert "tesseract-ocr-ind" in result.stdout


def test_doctor_tells_of_a_broken_neural_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "PP-OCR" in doctor._neural_models().found
    broken = tmp_path / "rec.onnx"
    broken.write_bytes(b"no model")
    monkeypatch.setattr(line_reader, "model_files", lambda _: iter([broken]))
    line_reader.line_reader.cache_clear()
    try:
        check = doctor._neural_models()
        assert (check.state, check.exit_code) == ("missing", ExitCode.MODELS)
        assert str(broken) in check.found
        monkeypatch.setattr(line_reader, "model_files", lambda _: iter([]))
        assert doctor._neural_models().state == "warning"
    finally:
        line_reader.line_reader.cache_clear()


@pytest.mark.parametrize(
    ("release", "languages", "state"),
    [("5.3.0", "ind\nosd", "ok"), ("5.4.0", "ind\nosd", "warning"), ("5.5.0", "eng", "missing")],
)
def test_doctor_knows_bad_releases_and_missing_data(
    release: str, languages: str, state: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    command = tmp_path / "tesseract"
    answer = f'case $1 in --version) echo "tesseract {release}";; *) echo "{languages}";; esac'
    command.write_text(f"#!/bin/sh\n{answer}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    checks, works = doctor._tesseract()
    assert works == (state != "missing")
    assert max((check.state for check in checks), key=["ok", "warning", "missing"].index) == state


def test_the_installed_command_says_its_version_without_loading_libraries() -> None:
    code = (
        "import sys\n"
        "from circular_parser.cli import main\n"
        "sys.argv = ['circular-parser', '--version']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'numpy', 'pdfplumber', 'cv2', 'rich', 'onnxruntime', 'trafilatura'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    version, loaded = done.stdout.splitlines()
    assert version.startswith("circular-parser 0.")
    assert loaded == "[]"


def test_a_module_is_a_command_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "circular_parser", "parse", str(tmp_path / "none.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.NOT_FOUND
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
