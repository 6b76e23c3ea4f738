"""Trains the network that tells handwriting from print by the scores of the recogniser of lines.

``train.py PRINT_FONTS HAND_FONTS``: two folders with font files. Lines of our own making are read
by the recogniser in the ``rapidocr`` wheel; a network with one small layer learns from its scores
which steps were written by hand. It is written to ``../circular_id/handwriting.npz``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from made_lines import LineMaker

from circular_parser.reading.handwriting import features, windows
from circular_parser.reading.line_reader import LineReader
from circular_parser.reading.neural import model_files

Rows = npt.NDArray[np.float32]

OUTPUT = Path(__file__).parent.parent / "circular_id" / "handwriting.npz"
ASCII = [chr(code) for code in range(32, 127)]
OTHERS = 128  # characters besides: they show more of the recogniser's inner layer
HIDDEN, EPOCHS, BATCH = 16, 6, 256
RATE, DECAY, DROPPED = 2e-3, 1e-4, 0.2
FONTS = {".ttf", ".otf", ".woff"}


def main() -> None:
    """Make lines, read them, train and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("prints", type=Path)
    parser.add_argument("hands", type=Path)
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    model = next(model_files("rec"))
    reader = LineReader(model)
    known = [char for char in dict.fromkeys(reader.characters) if char and char not in ASCII]
    chosen = random.Random(0).sample(known, OTHERS)
    characters = ["", *(char for char in ASCII if char in reader.characters), *chosen]
    columns = [reader.characters.index(character) for character in characters]
    maker = LineMaker(fonts(arguments.prints), fonts(arguments.hands), arguments.seed)
    read = list(lines(reader, maker, columns, arguments.lines))
    held, taught = read[::10], [line for at, line in enumerate(read) if at % 10]
    weights = trained(*joined(taught), arguments.seed)
    print(f"steps told apart in lines not trained on: {area(weights, held):.3f}")
    told: dict[str, Any] = {"characters": np.array(characters), "recogniser": np.array(model.name)}
    np.savez_compressed(OUTPUT, **told, **dict[str, Any](weights))


def fonts(folder: Path) -> list[str]:
    """Return the font files in *folder*."""
    return sorted(str(path) for path in folder.rglob("*") if path.suffix in FONTS)


def lines(
    reader: LineReader, maker: LineMaker, columns: list[int], count: int
) -> Iterator[tuple[Rows, Rows]]:
    """Yield what is seen at each step of a made line, and whether it is written by hand."""
    for _ in range(count):
        line = maker.line()
        scores = reader.scores(line.picture)
        step = line.picture.shape[1] / len(scores)
        by_hand = np.zeros(len(scores), np.float32)
        for start, end in line.by_hand:
            by_hand[int(start / step) : int(end / step) + 1] = 1
        yield windows(features(scores, columns)), by_hand


def joined(read: list[tuple[Rows, Rows]]) -> tuple[Rows, Rows]:
    """Return the steps of all lines."""
    seen, by_hand = zip(*read, strict=True)
    return np.concatenate(seen), np.concatenate(by_hand)


def trained(seen: Rows, by_hand: Rows, seed: int) -> dict[str, Rows]:
    """Train with Adam; return the weights for what is seen as it is, not scaled."""
    noise = np.random.default_rng(seed)
    mean, spread = seen.mean(axis=0), seen.std(axis=0) + 0.5
    seen = (seen - mean) / spread
    width = seen.shape[1]
    weights = [
        noise.normal(0, width**-0.5, (width, HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        noise.normal(0, HIDDEN**-0.5, HIDDEN).astype(np.float32),
        np.zeros(1, np.float32),
    ]
    first = [np.zeros_like(weight) for weight in weights]
    second = [np.zeros_like(weight) for weight in weights]
    steps = EPOCHS * (len(seen) // BATCH)
    order = np.concatenate([noise.permutation(len(seen)) for _ in range(EPOCHS)])
    for step in range(steps):
        batch = order[step * BATCH : (step + 1) * BATCH]
        inputs = seen[batch] * (noise.random((len(batch), width)) > DROPPED) / (1 - DROPPED)
        hidden = np.maximum(inputs @ weights[0] + weights[1], 0)
        guess = 1 / (1 + np.exp(-(hidden @ weights[2] + weights[3])))
        wrong = (guess - by_hand[batch]) / len(batch)
        back = np.outer(wrong, weights[2]) * (hidden > 0)
        slopes = (
            inputs.T @ back + DECAY * weights[0],
            back.sum(axis=0),
            hidden.T @ wrong,
            wrong.sum(keepdims=True),
        )
        rate = RATE * (0.5 + 0.5 * np.cos(np.pi * step / steps))
        for place, slope in enumerate(slopes):
            first[place] = 0.9 * first[place] + 0.1 * slope
            second[place] = 0.999 * second[place] + 0.001 * slope**2
            mean_slope = first[place] / (1 - 0.9 ** (step + 1))
            size = np.sqrt(second[place] / (1 - 0.999 ** (step + 1))) + 1e-8
            weights[place] -= (rate * mean_slope / size).astype(np.float32)
    scaled = weights[0] / spread[:, None]
    return {
        "hidden": scaled.astype(np.float32),
        "hidden_bias": (weights[1] - mean @ scaled).astype(np.float32),
        "output": weights[2],
        "output_bias": weights[3],
    }


def area(weights: dict[str, Rows], held: list[tuple[Rows, Rows]]) -> float:
    """Return how often a step by hand comes before one of print: the area under the ROC curve."""
    seen, by_hand = joined(held)
    values = np.maximum(seen @ weights["hidden"] + weights["hidden_bias"], 0) @ weights["output"]
    ranks = np.argsort(np.argsort(values)) + 1
    hands = int(by_hand.sum())
    above = ranks[by_hand > 0].sum() - hands * (hands + 1) / 2
    return float(above / (hands * (len(values) - hands)))


if __name__ == "__main__":
    main()
