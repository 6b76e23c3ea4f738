"""Trains the model of obligation types on ``sentences.txt`` beside this file.

    python -m models.duty_types.train

writes ``models/circular_id/duty_weights.json``, which
``circular_parser.language.linear_model`` reads.
"""

from __future__ import annotations

from pathlib import Path

from models.linear_training import train

from circular_parser.language.duty_features import FILE, features
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.linear_model import scaled
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
MODEL = model_folder()
PENALTY = 4e-5
STEPS = 300
DROPPED = 0.5
LEAST = 0.15


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


def main() -> None:
    """Train and write the weights."""
    types = DutyTypes.load(MODEL)
    data = [(type_, scaled(features(types.clause(text)))) for type_, text in sentences()]
    print(train(data, MODEL.base / FILE, PENALTY, STEPS, dropped=DROPPED, least=LEAST))


if __name__ == "__main__":
    main()
