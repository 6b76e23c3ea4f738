"""A model that is not installed is done without; one that is broken is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from circular_parser.errors import ModelError
from circular_parser.reading import handwriting, line_reader, pen_digits, text_detector
from circular_parser.resources import ModelFolder

MODELS: list[tuple[ModuleType, Callable[[], object]]] = [
    (line_reader, line_reader.line_reader),
    (text_detector, text_detector.text_detector),
]


@pytest.fixture(autouse=True)
def _loaded_anew() -> Iterator[None]:
    loaders = (line_reader.line_reader, text_detector.text_detector)
    ours = (pen_digits.pen_digits, pen_digits.pen_digits_identity)
    for cached in (*loaders, *ours):
        cached.cache_clear()
    yield
    for cached in (*loaders, *ours):
        cached.cache_clear()


@pytest.mark.parametrize(("module", "load"), MODELS, ids=["reader", "detector"])
def test_a_model_that_is_not_installed_is_none(
    module: ModuleType, load: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "model_files", lambda _: iter([]))
    assert load() is None


@pytest.mark.parametrize(("module", "load"), MODELS, ids=["reader", "detector"])
def test_a_broken_model_is_told(
    module: ModuleType,
    load: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    monkeypatch.setattr(module, "model_files", lambda _: iter([broken]))
    with pytest.raises(ModelError, match=r"broken\.onnx: cannot be used"):
        load()


def test_a_recogniser_without_its_characters_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = pen_digits.pen_digits_file()
    monkeypatch.setattr(line_reader, "model_files", lambda _: iter([ours]))
    with pytest.raises(ModelError, match="it has no 'character'"):
        line_reader.line_reader()


@pytest.mark.parametrize("content", [b"no model", None], ids=["broken", "missing"])
def test_weights_of_our_own_must_be_there(
    content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module, name in ((pen_digits, "pen_digits.onnx"), (handwriting, "handwriting.npz")):
        monkeypatch.setattr(module, "model_folder", lambda: ModelFolder((tmp_path,)))
        if content is not None:
            (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match=r"pen_digits\.onnx"):
        pen_digits.pen_digits()
    with pytest.raises(ModelError, match=r"handwriting\.npz"):
        handwriting.handwriting_of("any.onnx", [])
    if content is None:
        with pytest.raises(ModelError, match=r"pen_digits\.onnx"):
            pen_digits.pen_digits_identity()


def test_an_incomplete_file_of_weights_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(handwriting, "model_folder", lambda: ModelFolder((tmp_path,)))
    np.savez(tmp_path / "handwriting.npz", hidden=np.zeros(1))
    with pytest.raises(ModelError, match="characters"):
        handwriting.handwriting_of("any.onnx", [])


def test_other_weights_are_another_model_to_the_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = pen_digits.pen_digits_identity()
    pen_digits.pen_digits_identity.cache_clear()
    data = bytearray(pen_digits.pen_digits_file().read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "pen_digits.onnx").write_bytes(data)
    monkeypatch.setattr(pen_digits, "model_folder", lambda: ModelFolder((tmp_path,)))
    assert pen_digits.pen_digits_identity() != before
