"""Examines the installation: the OCR engines and their data, the models, the libraries."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Literal

from .errors import ExitCode

# OCRmyPDF refuses this release too: it loses text and misreads orientation.
_BAD_TESSERACT = "5.4.0"
_LANGUAGES = {
    "ind": "Indonesian is not recognised without it",
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


def examine() -> list[Check]:
    """Examine everything that parsing needs, the most important first.

    A check with an exit code other than OK says that documents of some kind cannot be
    parsed at all.
    """
    return [_python(), *_tesseract(), _tesserocr(), _models(), *_libraries()]


def _python() -> Check:
    return Check("Python", "ok", f"{platform.python_version()} ({sys.executable})")


def _tesseract() -> list[Check]:
    command = _tesseract_command()
    if command is None:
        return [_missing("tesseract", "not found", "tesseract-ocr tesseract-ocr-ind")]
    output = _output_of(command, "--version")
    match = re.search(r"tesseract v?(\d[\w.\-]*)", output)
    if match is None:
        return [_missing("tesseract", f"{command} does not run", "tesseract-ocr")]
    found = f"{match[1]} ({command})"
    checks = [Check("tesseract", "ok", found)]
    if match[1] == _BAD_TESSERACT:
        checks = [Check("tesseract", "warning", found, "This release misreads; take another.")]
    languages = set(_output_of(command, "--list-langs").split())
    for language, reason in _LANGUAGES.items():
        name = f"tesseract data {language}"
        if language in languages:
            checks.append(Check(name, "ok", "found"))
        elif language == "ind":
            checks.append(_missing(name, f"not found: {reason}", "tesseract-ocr-ind"))
        else:
            advice = _how_to_install("tesseract-ocr-osd")
            checks.append(Check(name, "warning", f"not found: {reason}", advice))
    return checks


def _tesserocr() -> Check:
    try:
        import tesserocr
    except ImportError:
        advice = "Optional, saves a fifth of the time of OCR: pip install 'circular-parser[fast]'."
        return Check("tesserocr", "ok", "not installed", advice)
    engine = tesserocr.tesseract_version().split()[1]
    return Check("tesserocr", "ok", f"{version('tesserocr')} with Tesseract {engine}")


def _models() -> Check:
    try:
        from .parser import Parser
        from .resources import model_folder

        folder = model_folder()
        Parser()
    except Exception as error:
        detail = " ".join(str(error).split())
        return Check("models", "missing", detail, "Reinstall.", ExitCode.MODELS)
    return Check("models", "ok", str(folder))


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


def _missing(name: str, found: str, packages: str) -> Check:
    return Check(name, "missing", found, _how_to_install(packages), ExitCode.MISSING_PROGRAM)


def _how_to_install(packages: str) -> str:
    if shutil.which("apt-get"):
        sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
        return f"Run: {sudo}apt-get install {packages}"
    if shutil.which("brew"):
        return "Run: brew install tesseract tesseract-lang"
    return f"Install what Debian calls {packages}"
