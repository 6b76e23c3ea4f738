"""Examines the installation: the OCR engines and their data, the models, the libraries."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from .errors import ExitCode, ModelError

# OCRmyPDF refuses this release too: it loses text and misreads orientation.
_BAD_TESSERACT = "5.4.0"
_LANGUAGES = {
    "ind": "scans are not read without it",
    "osd": "pages lying on their side are not turned upright without it",
}
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One thing examined: what is there, and what to do where something is amiss."""

    name: str
    state: Literal["ok", "warning", "missing"]
    found: str
    advice: str = ""
    exit_code: ExitCode = ExitCode.OK

    def line(self) -> str:
        """Return the check as one line."""
        advice = f". {self.advice}" if self.advice else ""
        return f"{self.state:<8} {self.name:<22} {self.found}{advice}"


def examine(models: Sequence[Path] = ()) -> list[Check]:
    """Examine everything that parsing needs, the most important first.

    *models* are folders of the user's own data files, as for the parser.

    A check with an exit code other than OK says that documents of some kind cannot be
    parsed at all.
    """
    return [
        _python(),
        *_ocr(),
        *_models(models),
        _neural_models(),
        _cache(),
        *_libraries(),
    ]


def _python() -> Check:
    return Check("Python", "ok", f"{platform.python_version()} ({sys.executable})")


def _ocr() -> list[Check]:
    """Examine both engines; it takes one of them, with the data for Indonesian, to parse scans."""
    checks, command_works = _tesseract()
    library, library_works = _tesserocr()
    checks.append(library)
    if command_works or library_works:
        engines = [("tesserocr", library_works), ("tesseract", command_works)]
        found = " and ".join(name for name, works in engines if works)
        return [Check("OCR", "ok", f"works with {found}"), *checks]
    advice = _how_to_install("tesseract-ocr tesseract-ocr-ind tesseract-ocr-osd")
    summary = Check("OCR", "missing", "no engine works", advice, ExitCode.MISSING_PROGRAM)
    return [summary, *checks]


def _tesseract() -> tuple[list[Check], bool]:
    """Examine the command and its data; say whether it recognises Indonesian."""
    command = _tesseract_command()
    output = _output_of(command, "--version") if command else ""
    match = re.search(r"tesseract v?(\d[\w.\-]*)", output)
    if match is None:
        found = f"{command} does not run" if command else "not found"
        advice = _how_to_install("tesseract-ocr tesseract-ocr-ind tesseract-ocr-osd")
        return [Check("tesseract", "missing", found, advice)], False
    found = f"{match[1]} ({command})"
    if match[1] == _BAD_TESSERACT:
        checks = [Check("tesseract", "warning", found, "This release misreads; take another")]
    else:
        checks = [Check("tesseract", "ok", found)]
    languages = set(_output_of(str(command), "--list-langs").split())
    for language, loss in _LANGUAGES.items():
        name, package = f"tesseract data {language}", f"tesseract-ocr-{language}"
        if language in languages:
            checks.append(Check(name, "ok", "found"))
        else:
            checks.append(Check(name, "missing", f"not found: {loss}", _how_to_install(package)))
    return checks, "ind" in languages


def _tesserocr() -> tuple[Check, bool]:
    if importlib.util.find_spec("tesserocr") is None:
        advice = "Optional, makes OCR faster: pip install 'circular-parser[fast]'"
        return Check("tesserocr", "ok", "not installed", advice), False
    from .reading.ocr import EngineMissingError, engine_for

    try:
        engine_for("tesserocr", "ind")
        import tesserocr

        engine = tesserocr.tesseract_version().split()[1]
    except (EngineMissingError, ImportError) as error:
        return Check(
            "tesserocr", "warning", str(error), _how_to_install("tesseract-ocr-ind")
        ), False
    return Check("tesserocr", "ok", f"{version('tesserocr')} with Tesseract {engine}"), True


def _models(folders: Sequence[Path]) -> list[Check]:
    """Examine the model and what is laid over it, each data file from end to end."""
    try:
        from .language.model_check import check_model
        from .parser import Parser
        from .resources import model_folder

        check_model(model_folder(), shipped_too=True)
        model = Parser(models=folders).model
    except Exception as error:
        detail = " ".join(str(error).split())
        advice = "" if folders else "Reinstall"
        return [Check("models", "missing", detail, advice, ExitCode.MODELS)]
    overlays = [Check("models laid over", "ok", str(folder)) for folder in model.overlays]
    return [Check("models", "ok", str(model.base)), *overlays]


def _neural_models() -> Check:
    """Examine the models that read single lines of scans, by loading each."""
    from .reading.line_reader import line_reader
    from .reading.pen_digits import pen_digits, pen_digits_file
    from .reading.text_detector import text_detector

    name = "neural models"
    try:
        reader, detector = line_reader(), text_detector()
        if reader is None or detector is None:
            lost = "not found: no line is read a second time"
            return Check(name, "warning", lost, "pip install rapidocr onnxruntime")
        pen_digits()
        if reader.handwriting is None:
            found = f"{reader.name} is not the one that handwriting is told by"
            return Check(name, "warning", found, "It can be trained anew: models/handwriting")
    except ModelError as error:
        detail = " ".join(f"{error.path}: {error.detail}".split())
        return Check(name, "missing", detail, "Reinstall", ExitCode.MODELS)
    return Check(name, "ok", f"{reader.name}, {pen_digits_file().name}")


def _cache() -> Check:
    from .reading.options import default_cache_folder

    folder = default_cache_folder()
    size = sum(file.stat().st_size for file in folder.glob("ocr.sqlite3*"))
    return Check("OCR cache", "ok", f"{folder}, {size / 1e6:.1f} MB")


def _libraries() -> list[Check]:
    checks = []
    for requirement in requires("circular-parser") or []:
        if "extra ==" in requirement:
            continue
        name = re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0]
        try:
            checks.append(Check(name, "ok", version(name)))
        except PackageNotFoundError:
            checks.append(
                Check(
                    name,
                    "missing",
                    "not installed",
                    f"pip install '{requirement}'",
                    ExitCode.UNEXPECTED,
                )
            )
    return checks


def _tesseract_command() -> str | None:
    import pytesseract

    return shutil.which(str(pytesseract.pytesseract.tesseract_cmd))


def _output_of(command: str, option: str) -> str:
    try:
        done = subprocess.run(
            [command, option],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _how_to_install(packages: str) -> str:
    if shutil.which("apt-get"):
        sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
        return f"Run: {sudo}apt-get install {packages}"
    if shutil.which("brew"):
        return "Run: brew install tesseract tesseract-lang"
    return f"Install what Debian calls {packages}"
