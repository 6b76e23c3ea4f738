"""Trains the model of obligation types on ``sentences.txt`` beside this file.

    pip install scikit-learn
    python -m models.duty_types.train

writes ``models/circular_id/duty_weights.npz``, which
``circular_parser.language.linear_model`` reads.
"""

from __future__ import annotations

from pathlib import Path

from models.linear_training import train

from circular_parser.language.duty_features import FILE, features
from circular_parser.language.duty_types import DutyTypes
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
MODEL = model_folder()
# A feature of one sentence alone tells nothing of others.
LEAST_SEEN = 2


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
    labels, texts = zip(*sentences(), strict=True)
    found = (features(types.clause(text)) for text in texts)
    print(train(labels, found, MODEL.base / FILE, least_seen=LEAST_SEEN))


if __name__ == "__main__":
    main()
