"""OCR engines behind one small interface: a grey page image in, words with boxes out."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import os
import shutil
import signal
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pytesseract

from ..document import Box
from .options import EngineName

GreyImage = npt.NDArray[np.uint8]

_TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_WORD_LEVEL = "5"
# Tesseract's own search for columns loses list markers and labels that stand apart; columns
# are found from the words afterwards, so the page is given as one block of text.
_ONE_BLOCK = "6"
# How much of its box is ink in what is too solid for a letter. As Tesseract has it, 0.7, the
# letters of a line of small print pass for the usual ones, and the line for noise.
_SOLID = "textord_noise_area_ratio", "0.55"


class EngineMissingError(Exception):
    """No engine, or not the data of the language asked for."""


class EngineTimeoutError(Exception):
    """The engine took longer than its deadline and was stopped."""


class EngineFailedError(Exception):
    """The engine ended with an error of its own."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One word as recognised: box in pixels of the image given, confidence 0..1.

    ``line`` is the engine's own line, equal for the words it put on one line.
    """

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]

    def stands_in(self, box: Box | Recognised) -> bool:
        """Whether the middle of the word lies in *box*, of the same image."""
        x, y = (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2
        return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


class OcrEngine(Protocol):
    """Recognises one page image."""

    name: str

    @property
    def identity(self) -> str:
        """All that may make it read differently: engine, release, data, mode."""
        ...

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        """Return the words of an upright grey *image*.

        Raises:
            EngineMissingError: the engine or its data are not there.
            EngineTimeoutError: *timeout* seconds have passed; nothing is left running.
            EngineFailedError: the engine could not do it.
        """
        ...

    def orientation(self, image: GreyImage, timeout: float) -> tuple[int, float]:
        """Return (degrees clockwise that bring *image* upright, confidence).

        Raises the errors of :meth:`recognise`.
        """
        ...


class TesseractCommand:
    """The ``tesseract`` command, as pytesseract finds it, its answers as pytesseract reads them.

    pytesseract starts the command in this process's own group and environment, so that its
    children outlive a timeout and its threads crowd the cores; only the call is made here.
    """

    name = "tesseract"

    def __init__(self, language: str) -> None:
        self.language = language

    @functools.cached_property
    def identity(self) -> str:
        """See :class:`OcrEngine`."""
        release = pytesseract.get_tesseract_version(cached=True)
        return _identity(self.name, str(release), self.language)

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        """See :meth:`OcrEngine.recognise`."""
        options = ["-l", self.language, "--dpi", str(dpi), "--psm", _ONE_BLOCK]
        output = self._run(image, [*options, "-c", "=".join(_SOLID), "tsv"], timeout)
        return list(words_of_tsv(output))

    def orientation(self, image: GreyImage, timeout: float) -> tuple[int, float]:
        """See :meth:`OcrEngine.orientation`."""
        output = self._run(image, ["-l", "osd", "--dpi", "200", "--psm", "0"], timeout)
        try:
            found = pytesseract.pytesseract.osd_to_dict(output)
            return int(found["rotate"]), float(found["orientation_conf"])
        except (KeyError, ValueError, IndexError):
            raise EngineFailedError("no orientation in the engine's answer") from None

    def _run(self, image: GreyImage, arguments: list[str], timeout: float) -> str:
        command = [pytesseract.pytesseract.tesseract_cmd, "stdin", "stdout", *arguments]
        environment = {"OMP_THREAD_LIMIT": "1", **os.environ}
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise EngineMissingError(f"tesseract cannot be started: {error.strerror}") from None
        _running.add(process)
        try:
            out, err = process.communicate(_as_pgm(image), timeout=timeout)
        except subprocess.TimeoutExpired:
            _end_group(process)
            raise EngineTimeoutError(f"{timeout:g} s") from None
        except BaseException:
            _end_group(process)
            raise
        finally:
            _running.discard(process)
        if process.returncode == 0:
            return out.decode("utf-8", errors="replace")
        message = err.decode("utf-8", errors="replace").strip()
        if "loading language" in message or "loading tessdata" in message:
            raise EngineMissingError(f"tesseract has no data for {self.language!r}")
        last = message.splitlines()[-1] if message else f"exit status {process.returncode}"
        raise EngineFailedError(last[:200])


class TesserocrEngine:
    """Tesseract inside this process by ``tesserocr``: no start-up for each page."""

    name = "tesserocr"

    def __init__(self, language: str) -> None:
        self.language = language
        self._folder = tessdata_folder(language)
        if self._folder is None:
            raise EngineMissingError(f"no data for {language!r} found for tesserocr")

    @functools.cached_property
    def identity(self) -> str:
        """See :class:`OcrEngine`."""
        import tesserocr

        return _identity(self.name, tesserocr.tesseract_version().split()[1], self.language)

    def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[Recognised]:
        """See :meth:`OcrEngine.recognise`."""
        with _tesserocr_api(str(self._folder), self.language) as api:
            try:
                self._give(api, image, dpi)
                if not api.Recognize(max(int(timeout * 1000), 1)):
                    raise EngineTimeoutError(f"{timeout:g} s")
                return list(words_of_tsv(api.GetTSVText(0)))
            except RuntimeError as error:
                raise EngineFailedError(str(error)[:200]) from None

    def orientation(self, image: GreyImage, timeout: float) -> tuple[int, float]:
        """See :meth:`OcrEngine.orientation`."""
        # The command can be killed when its time is over; orientation is asked for rarely.
        return TesseractCommand(self.language).orientation(image, timeout)

    @staticmethod
    def _give(api: Any, image: GreyImage, dpi: int) -> None:
        height, width = image.shape
        api.SetImageBytes(np.ascontiguousarray(image).tobytes(), width, height, 1, width)
        api.SetSourceResolution(dpi)


def engine_for(name: EngineName, language: str) -> OcrEngine:
    """Return the engine *name* for *language*; ``auto`` takes tesserocr where it works.

    Raises:
        EngineMissingError: it is not installed or lacks the data of the language.
    """
    if name == "tesserocr" and importlib.util.find_spec("tesserocr") is None:
        raise EngineMissingError("tesserocr is not installed")
    if name != "tesseract" and importlib.util.find_spec("tesserocr") is not None:
        try:
            return TesserocrEngine(language)
        except EngineMissingError:
            if name == "tesserocr":
                raise
    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        raise EngineMissingError("the tesseract command is not installed")
    return TesseractCommand(language)


def tessdata_folder(language: str) -> Path | None:
    """Return the folder that holds the data of *language*, None when there is none."""
    prefix = os.environ.get("TESSDATA_PREFIX")
    places = [*((prefix, str(Path(prefix) / "tessdata")) if prefix else ()), *_TESSDATA]
    names = language.split("+")
    for place in places:
        if all((Path(place) / f"{name}.traineddata").is_file() for name in names):
            return Path(place)
    return None


def _identity(name: str, release: str, language: str) -> str:
    folder = tessdata_folder(language)
    parts = language.split("+") if folder else []
    data = [Path(str(folder), f"{part}.traineddata").stat() for part in parts]
    sizes = [f"{file.st_size}-{file.st_mtime_ns}" for file in data]
    return " ".join([name, release, language, *sizes, _ONE_BLOCK, *_SOLID])


def words_of_tsv(output: str) -> Iterator[Recognised]:
    """Yield the words of Tesseract's TSV; a field may hold two words, boxes stay whole."""
    for row in output.splitlines():
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != _WORD_LEVEL:
            continue
        # Bars are rules of the page, never letters.
        text = "".join(fields[11].split()).strip("|\u00a6")
        if not text:
            continue
        left, top, width, height = (int(field) for field in fields[6:10])
        confidence = min(max(float(fields[10]) / 100.0, 0.0), 1.0)
        line = (int(fields[2]), int(fields[3]), int(fields[4]))
        yield Recognised(text, left, top, left + width, top + height, confidence, line)


# Loaded and in nobody's hands: each is for one thread at a time.
_idle: dict[tuple[str, str], list[Any]] = defaultdict(list)


@contextlib.contextmanager
def _tesserocr_api(folder: str, language: str) -> Iterator[Any]:
    import tesserocr

    idle = _idle[folder, language]
    try:
        api = idle.pop()
    except IndexError:
        try:
            api = tesserocr.PyTessBaseAPI(path=folder, lang=language, psm=int(_ONE_BLOCK))
        except RuntimeError as error:
            raise EngineMissingError(f"tesserocr cannot load {language!r}: {error}") from None
        api.SetVariable(*_SOLID)
    try:
        yield api
    finally:
        api.Clear()
        idle.append(api)


def _as_pgm(image: GreyImage) -> bytes:
    height, width = image.shape
    return b"P5 %d %d 255\n" % (width, height) + np.ascontiguousarray(image).tobytes()


_running: set[subprocess.Popen[bytes]] = set()


def end_commands() -> None:
    """Kill the commands that are running in other threads; their calls fail."""
    for process in list(_running):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the process group, the command's own children included."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
