"""How the features of a text are weighed, and what is told of weights that are none."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from math import exp, isclose
from pathlib import Path

import numpy as np
import pytest

from circular_parser.language.linear_model import LinearModel, scaled
from circular_parser.resources import ModelFolder

FILE = "some_weights.npz"


def model(
    folder: Path, classes: str, bias: list[float], weights: dict[str, dict[int, int]]
) -> LinearModel:
    np.savez(
        folder / FILE,
        names="\n".join(weights),
        classes="\n".join(classes.split()),
        counts=[len(row) for row in weights.values()],
        columns=[column for row in weights.values() for column in row],
        weights=[weight for row in weights.values() for weight in row.values()],
        bias=np.array(bias, dtype=np.float32),
    )
    return LinearModel(ModelFolder((folder,)), FILE)


def test_a_feature_speaks_for_its_class_in_hundredths_of_a_logarithm(tmp_path: Path) -> None:
    linear = model(tmp_path, "rain sun", [0, 0], {"clouds": {0: 100}})
    shares = linear.log_shares({"clouds": 1.0, "unknown to it": 0.0})
    # One feature is scaled to the length of three.
    assert isclose(shares["rain"] - shares["sun"], 3.0, rel_tol=1e-5)
    assert isclose(sum(map(exp, shares.values())), 1.0, rel_tol=1e-5)


def test_the_likeliest_classes_come_first(tmp_path: Path) -> None:
    linear = model(tmp_path, "a b c", [0, 30, 10], {"x": {0: 50, 1: 9}, "y": {2: 9}})
    found = {"x": 1.0, "y": 0.2}
    shares = linear.log_shares(found)
    assert linear.likeliest(found, 2) == [("a", shares["a"]), ("b", shares["b"])]
    assert [name for name, _ in linear.likeliest({}, 9)] == ["b", "c", "a"]


def test_long_texts_are_no_surer_than_short_ones() -> None:
    short, long = scaled({"a": 1.0, "b": 1.0}), scaled({"a": 9.0, "b": 9.0})
    assert short.keys() == long.keys()
    assert all(isclose(short[name], long[name]) for name in short)


def test_weights_that_are_missing_or_malformed_are_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=FILE):
        LinearModel(ModelFolder((tmp_path,)), FILE).log_shares({})
    np.savez(tmp_path / FILE, names="x", classes="a")
    with pytest.raises(ValueError, match=r"some_weights\.npz: 'counts"):
        LinearModel(ModelFolder((tmp_path,)), FILE).log_shares({})
    (tmp_path / FILE).write_bytes(b"no table")
    with pytest.raises(ValueError, match=r"some_weights\.npz: "):
        LinearModel(ModelFolder((tmp_path,)), FILE).log_shares({})


def test_a_model_weighs_the_same_in_another_process(tmp_path: Path) -> None:
    linear = model(tmp_path, "rain sun", [0, 0], {"clouds": {0: 100}, "light": {1: 50}})
    found = {"clouds": 1.0, "light": 0.5}
    here = linear.log_shares(found)  # the weights are read before it is sent
    program = (
        f"import pickle, sys; print(repr(pickle.load(sys.stdin.buffer).log_shares({found!r})))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps(linear),
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert told.stdout.decode().strip() == repr(here)
