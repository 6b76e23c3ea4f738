"""Trains the network that reads digits of a pen, on lines of our own making.

``train_pen_digits.py PRINT_FONTS HAND_FONTS``: two folders with font files. PyTorch, ONNX
and scikit-learn are needed to train, not to read. Writes ``../circular_id/pen_digits.onnx``.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from made_pen_lines import EITHER, MadeLine, PenLineMaker
from people_strokes import strokes_of_people
from torch import Tensor, nn
from torch.nn import functional

from circular_parser.reading.pen_digits import HEIGHT, OTHER, SIGNS

OUTPUT = Path(__file__).parent.parent / "circular_id" / "pen_digits.onnx"
FONTS = {".ttf", ".otf", ".woff"}
CHANNELS = (24, 32, 48, 64, 96)
BATCH, POOL, USES = 32, 8, 3  # lines of a batch, batches made at once, uses of a line
RATE, DECAY, WARM = 3e-3, 1e-2, 60
BY_STEP_ALONE = 0.15  # of the training: where signs stand is learned before their order
WIDEST = 420  # pixels
HELD = 240  # lines


class Network(nn.Module):  # type: ignore[misc] # PyTorch is there for training alone
    """Convolutions over the picture until it is one row high, then along that row."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third, fourth, last = CHANNELS
        picture = [
            (1, first, 5, (2, 2), (2, 2)),
            (first, second, 3, (2, 1), (1, 1)),
            (second, third, 3, (2, 1), (1, 1)),
            (third, fourth, 3, (2, 1), (1, 1)),
            (fourth, last, (2, 3), (1, 1), (0, 1)),
        ]
        layers: list[nn.Module] = []
        for inputs, outputs, kernel, stride, padding in picture:
            layers += [nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)]
            layers += [nn.BatchNorm2d(outputs), nn.ReLU()]
        self.picture = nn.Sequential(*layers)
        layers = []
        for width, apart in ((5, 1), (5, 2), (3, 4)):
            layers += [nn.Conv1d(last, last, width, 1, width // 2 * apart, apart, bias=False)]
            layers += [nn.BatchNorm1d(last), nn.ReLU()]
            layers += [nn.Dropout(0.1)] if apart == 1 else []
        self.row = nn.Sequential(*layers, nn.Conv1d(last, len(SIGNS), 1))

    def forward(self, seen: Tensor) -> Tensor:
        """Return the logarithms of the probabilities: lines, steps, signs."""
        row: Tensor = self.row(self.picture(seen).squeeze(2))
        return functional.log_softmax(row.transpose(1, 2), -1)


def main() -> None:
    """Make lines, train and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("prints", type=Path)
    parser.add_argument("hands", type=Path)
    parser.add_argument(
        "--lines", type=int, default=90_000, help="in all, each seen up to three times"
    )
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    prints, hands = fonts(arguments.prints), fonts(arguments.hands)
    people = strokes_of_people()
    maker = PenLineMaker(prints, hands, people, arguments.seed)
    held = made(PenLineMaker(prints, hands, people, arguments.seed + 1), HELD)
    network = Network()
    train(network, maker, arguments.lines // BATCH)
    network.eval()
    print(f"lines not trained on that are read without a slip: {right(network, held):.3f}")
    torch.onnx.export(
        network,
        (torch.zeros(1, 1, HEIGHT, 200),),
        str(OUTPUT),
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": {3: "width"}, "y": {1: "steps"}},
        dynamo=False,
    )


def fonts(folder: Path) -> list[str]:
    """Return the font files in *folder*."""
    return sorted(str(path) for path in folder.rglob("*") if path.suffix in FONTS)


def made(maker: PenLineMaker, count: int) -> list[MadeLine]:
    """Return *count* lines that a network can learn."""
    lines: list[MadeLine] = []
    while len(lines) < count:
        line = maker.line()
        if line.text and 4 * len(line.text) + 2 < line.seen.shape[1] <= WIDEST:
            lines.append(line)
    return lines


def again(line: MadeLine, noise: np.random.Generator) -> MadeLine:
    """Return *line* a little higher or lower, fainter or darker, with other grain."""
    moved = np.roll(line.seen, noise.integers(-2, 3), 0) * noise.uniform(0.8, 1.15)
    grain = noise.normal(0, noise.choice([0, 0.03, 0.08]), moved.shape)
    return line._replace(seen=(moved + grain).astype(np.float32))


def train(network: Network, maker: PenLineMaker, steps: int) -> None:
    """Train for some *steps*: by the sign of each step, then by that and the text of the line."""
    noise = np.random.default_rng(0)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    kept: list[MadeLine] = []
    batches: list[list[MadeLine]] = []
    for step in range(steps):
        if not batches:
            fresh = made(maker, BATCH * POOL)
            pool = sorted(fresh + kept, key=lambda line: line.seen.shape[1])
            kept = [again(line, noise) for line in fresh for _ in range(USES - 1)]
            starts = noise.permutation(len(pool) // BATCH) * BATCH
            batches = [pool[start : start + BATCH] for start in starts]
        rate = RATE * min(1, (step + 1) / WARM) * (0.5 + 0.5 * np.cos(np.pi * step / steps))
        for group in optimiser.param_groups:
            group["lr"] = rate
        wrong = loss(network, batches.pop(), by_text=step > BY_STEP_ALONE * steps)
        optimiser.zero_grad()
        wrong.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()


def loss(network: Network, lines: Sequence[MadeLine], *, by_text: bool) -> Tensor:
    """Return how wrong *network* reads *lines*."""
    scores = network(stacked(lines))
    signs = torch.zeros(scores.shape[:2], dtype=torch.int64)
    for place, line in enumerate(lines):
        signs[place, : len(line.steps)] = torch.from_numpy(line.steps)
    by_step = functional.nll_loss(scores.flatten(0, 1), signs.flatten(), ignore_index=EITHER)
    if not by_text:
        return 4 * by_step
    texts = torch.tensor([SIGNS.index(sign) for line in lines for sign in line.text])
    whole = functional.ctc_loss(
        scores.transpose(0, 1),
        texts,
        torch.tensor([len(line.steps) for line in lines]),
        torch.tensor([len(line.text) for line in lines]),
        zero_infinity=True,
    )
    return by_step + whole


def stacked(lines: Sequence[MadeLine]) -> Tensor:
    """Return the pictures of *lines*, filled up with paper."""
    width = max(line.seen.shape[1] for line in lines)
    whole = np.zeros((len(lines), 1, HEIGHT, width), np.float32)
    for place, line in enumerate(lines):
        whole[place, 0, :, : line.seen.shape[1]] = line.seen
    return torch.from_numpy(whole)


def right(network: Network, lines: Sequence[MadeLine]) -> float:
    """Return the share of *lines* that are read without a slip, by the likeliest signs."""
    count = 0
    for line in lines:
        with torch.no_grad():
            best = network(stacked([line]))[0].argmax(-1).tolist()
        read = "".join(
            SIGNS[sign] for sign, last in zip(best, [0, *best], strict=False) if sign != last
        )
        count += re.sub(f"{OTHER}+", OTHER, read) == line.text
    return count / len(lines)


if __name__ == "__main__":
    main()
