"""Starting: what a fresh Python loads, and when patterns are compiled."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysed import analysed, pipeline
from circular_parser import Parser
from circular_parser.errors import ModelError
from circular_parser.language.patterns import compile_all, compile_lower, compile_pattern
from circular_parser.language.pipeline import load_pipeline
from circular_parser.resources import model_folder

# Libraries that only some documents need; each takes a good part of a start.
LATE = (
    *("PIL", "cv2", "onnxruntime", "openpyxl", "pdfplumber", "polars", "pyarrow"),
    *("pypdfium2", "pytesseract", "rich", "typer"),
)
# What checks users' own data files.
CHECKS = ("model_check", "region_check", "toml_lines")


def test_a_parser_starts_without_the_libraries_of_some_documents() -> None:
    program = (
        "import sys; from circular_parser import Parser; Parser();"
        f"late = [*{LATE}, *('circular_parser.language.' + name for name in {CHECKS})];"
        "print(*[name for name in late if name in sys.modules])"
    )
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert loaded.split() == []


def test_a_pattern_is_compiled_at_first_use() -> None:
    pattern = compile_pattern("surat edaran")
    assert pattern.search("SURAT \n EDARAN") is not None
    assert pattern.pattern == r"surat\s+edaran"
    assert compile_lower("surat edaran").search("SURAT EDARAN") is None


def test_a_compiled_pattern_is_not_compiled_again() -> None:
    pattern = compile_pattern("surat edaran")
    pattern.search("")
    assert {"search", "match", "sub", "subn", "finditer", "split"} <= set(vars(pattern))


def test_a_bad_pattern_says_so_at_first_use_or_before() -> None:
    bad = compile_lower("(nomor")
    with pytest.raises(ValueError, match=r"bad pattern '\(nomor'"):
        compile_all()
    with pytest.raises(ValueError, match=r"bad pattern '\(nomor'"):
        bad.search("nomor")


def test_every_shipped_pattern_is_sound() -> None:
    load_pipeline()
    compile_all()


def test_a_bad_pattern_of_an_own_model_is_told_at_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model_folder().base, folder)
    file = folder / "arrangements.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[mention]", "[mention]\nbroken = '(nomor'"), encoding="utf-8")
    with pytest.raises(ModelError, match=r"arrangements\.toml:\d+: mention\.broken: "):
        Parser(models=folder)


def test_the_words_of_documents_do_not_stay_in_the_pipeline() -> None:
    before = len(pipeline().vocab.strings)
    analysed("Surat Edaran Nomor 1/2/SETDA/2021 mengatur presensi pegawai Kota Metro.")
    assert len(pipeline().vocab.strings) == before


def test_a_public_name_is_looked_up_once() -> None:
    code = "import circular_parser as c; c.Parser; c.__getattr__ = None; c.Parser"
    subprocess.run([sys.executable, "-c", code], check=True)
