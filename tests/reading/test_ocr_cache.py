"""The OCR cache: what was read once is not read again, and nothing hangs on the file."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from circular_parser.document import Document
from circular_parser.reading import ReadOptions, read, recognisers
from circular_parser.reading.ocr import GreyImage, OcrEngine, engine_for
from circular_parser.reading.ocr_cache import FILE_NAME, OcrCache
from circular_parser.reading.options import default_cache_folder
from reading.made_pages import LETTER, file_of, picture_of

IMAGE = np.arange(12, dtype=np.uint8).reshape(3, 4)
ROOM = 1_000_000


class Counted:
    """A computation that counts how often it is made."""

    def __init__(self, value: object) -> None:
        self.value, self.calls = value, 0

    def __call__(self) -> object:
        self.calls += 1
        return self.value


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    compute = Counted([["SURAT", 1, 0.5]])
    for _ in range(2):
        cache = OcrCache(tmp_path, ROOM)
        assert cache.recall("tesseract 5", IMAGE, compute) == [["SURAT", 1, 0.5]]
        cache.close()
    assert compute.calls == 1


def test_no_other_user_can_read_it(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path / "cache", ROOM)
    cache.recall("tesseract 5", IMAGE, Counted("SURAT"))
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "cache").iterdir()}
    cache.close()
    assert set(modes.values()) == {0o600}, modes
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("maker", "image"),
    [
        pytest.param("tesseract 6", IMAGE, id="another engine"),
        pytest.param("tesseract 5", IMAGE + 1, id="other pixels"),
        pytest.param("tesseract 5", IMAGE.reshape(4, 3), id="another shape"),
    ],
)
def test_what_bears_on_the_answer_is_in_the_key(
    tmp_path: Path, maker: str, image: GreyImage
) -> None:
    cache = OcrCache(tmp_path, ROOM)
    cache.recall("tesseract 5", IMAGE, Counted("one"))
    assert cache.recall(maker, image, Counted("other")) == "other"


def test_an_empty_page_is_remembered_too(tmp_path: Path) -> None:
    cache, compute = OcrCache(tmp_path, ROOM), Counted([])
    assert [cache.recall("x", IMAGE, compute) for _ in range(2)] == [[], []]
    assert compute.calls == 1


def test_what_fails_is_not_kept(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path, ROOM)

    def fail() -> object:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        cache.recall("x", IMAGE, fail)
    assert cache.recall("x", IMAGE, Counted("read")) == "read"


def test_the_oldest_go_when_the_file_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(10_000_000))
    monkeypatch.setattr("circular_parser.reading.ocr_cache.time.time", lambda: next(seconds))
    cache = OcrCache(tmp_path, 400_000)
    noise = np.random.default_rng(1)
    for number in range(300):
        text = noise.bytes(2_000).hex()
        cache.recall(str(number), IMAGE, lambda text=text: text)  # type: ignore[misc]
    cache.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as file:
        kept = file.execute("SELECT count(*) FROM entries").fetchone()[0]
    assert 50 < kept < 300
    fresh = OcrCache(tmp_path, 400_000)
    assert fresh.recall("0", IMAGE, Counted("again")) == "again"
    assert fresh.recall("299", IMAGE, Counted("again")) != "again"


@pytest.mark.parametrize("content", [b"no database at all " * 100, b""])
def test_a_damaged_file_costs_the_cache_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert OcrCache(tmp_path, ROOM).recall("x", IMAGE, Counted("read")) == "read"


def test_a_folder_that_cannot_be_made_costs_the_cache_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    compute = Counted("read")
    cache = OcrCache(tmp_path / "file" / "cache", ROOM)
    assert [cache.recall("x", IMAGE, compute) for _ in range(2)] == ["read", "read"]
    assert compute.calls == 2


def _fill(job: tuple[Path, int]) -> str:
    folder, number = job
    cache = OcrCache(folder, ROOM)
    answers = [cache.recall(str(n % 20), IMAGE, lambda n=n: n % 20) for n in range(number, 200)]  # type: ignore[misc]
    return "".join(map(str, answers[-20:]))


def test_processes_share_one_file(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        answers = set(pool.map(_fill, [(tmp_path, 0), (tmp_path, 0), (tmp_path, 0)]))
    assert len(answers) == 1
    with sqlite3.connect(tmp_path / FILE_NAME) as file:
        assert file.execute("SELECT count(*) FROM entries").fetchone()[0] == 20


def test_a_second_run_asks_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = file_of(picture_of(LETTER, 150), "PNG")
    options = ReadOptions(cache=tmp_path)
    first = read(page, options=options)

    class Forbidden:
        """An engine with the identity of the real one that must not be asked."""

        def __init__(self, real: OcrEngine) -> None:
            self.name, self.identity = real.name, real.identity

        def recognise(self, image: GreyImage, dpi: int, timeout: float) -> list[object]:
            raise AssertionError("read again")

        orientation = recognise

    real = engine_for("auto", "ind")
    monkeypatch.setattr(recognisers, "engine_for", lambda *_: Forbidden(real))
    monkeypatch.setattr(recognisers, "line_reader", lambda: pytest.fail("read again"))
    monkeypatch.setattr(recognisers, "text_detector", lambda: pytest.fail("read again"))
    assert _told(read(page, options=options)) == _told(first)


def _told(document: Document) -> list[object]:
    return [
        document.text,
        [(word.text, word.box, word.confidence) for word in document.words],
        [line.readings for page in document.pages for line in page.lines],
    ]


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CIRCULAR_PARSER_CACHE", str(tmp_path))
    assert default_cache_folder() == tmp_path
    monkeypatch.delenv("CIRCULAR_PARSER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_folder() == tmp_path / "circular-parser"
