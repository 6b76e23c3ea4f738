"""Trains the model of obligation types on ``sentences.txt`` beside this file.

    python models/duty_types/train.py

writes ``models/circular_id/duty_weights.json``: softmax regression on the features of
``circular_parser.language.duty_model``, with a quadratic penalty, by full gradients.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from circular_parser.language.duty_model import features
from circular_parser.language.duty_types import DutyTypes
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
MODEL = model_folder()
PENALTY = 1.5e-4
STEPS = 300
RATE = 0.05
BIAS = 0.3  # the constant feature of every sentence
LEAST = 0.08  # smaller weights are left out


def sentences() -> list[tuple[str, str]]:
    """Return (type, sentence) of all that is written down."""
    found: list[tuple[str, str]] = []
    type_ = ""
    for line in (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            type_ = line.strip("[]")
        elif line.strip():
            found.append((type_, line.strip()))
    return found


def train(x: Any, y: Any) -> Any:
    """Return the weights of features by types, rare types counted more."""
    share = y @ (1 / np.sqrt(y.sum(axis=0)))
    share = (share / share.mean())[:, None]
    weights = np.zeros((x.shape[1], y.shape[1]), dtype=np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        z = x @ weights
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        slope = x.T @ ((p - y) * share) / len(x) + PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        move = mean / (1 - 0.9**step) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights -= RATE * move
    return weights


def main() -> None:
    """Train and write the weights."""
    types = DutyTypes.load(MODEL)
    data = [(type_, features(types.clause(text))) for type_, text in sentences()]
    names = sorted({name for _, found in data for name in found})
    known = sorted({type_ for type_, _ in data})
    x = np.zeros((len(data), len(names) + 1), dtype=np.float32)
    y = np.zeros((len(data), len(known)), dtype=np.float32)
    place = {name: i for i, name in enumerate(names)}
    for row, (type_, found) in enumerate(data):
        for name, value in found.items():
            x[row, place[name]] = value
        x[row, -1] = BIAS
        y[row, known.index(type_)] = 1
    weights = train(x, y)
    kept = {
        name: [
            number
            for column in range(len(known))
            if abs(weights[i, column]) >= LEAST
            for number in (column, round(100 * float(weights[i, column])))
        ]
        for i, name in enumerate(names)
    }
    bias = [round(100 * BIAS * float(w), 1) for w in weights[-1]]
    rows = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(row, separators=(',', ':'))}"
        for name, row in kept.items()
        if row
    )
    head = f'"types": {json.dumps(known)},\n"bias": {json.dumps(bias)}'
    (MODEL.base / "duty_weights.json").write_text(
        f'{{{head},\n"weights": {{\n{rows}}}}}\n', encoding="utf-8"
    )
    print(f"{len(data)} sentences, {len(names)} features, {len(known)} types")


if __name__ == "__main__":
    main()
