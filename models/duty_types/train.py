"""Trains the model of obligation types on the obligations in the texts beside this file.

``sentences.txt`` holds short ones, written type by type; ``clauses.txt`` those of whole documents,
in the mix and the manner that documents have; ``annotated.txt`` those that annotators quoted from
documents and typed by the guide with the whole of the document in view.

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
# What a wrong example costs beside large weights, and how much more one of a document does.
COST = 0.4
FILES = {"sentences.txt": 1.0, "clauses.txt": 6.0, "annotated.txt": 12.0}
# A feature of one example alone tells nothing of others.
LEAST_SEEN = 2


def obligations(name: str) -> list[tuple[str, str]]:
    """Return (type, obligation) of all that is written down in the file *name*."""
    found: list[tuple[str, str]] = []
    type_ = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            type_ = line.strip("[]")
        elif line.strip():
            found.append((type_, line.strip()))
    return found


def main() -> None:
    """Train and write the weights."""
    types = DutyTypes.load(MODEL)
    examples = [
        (*example, weight) for name, weight in FILES.items() for example in obligations(name)
    ]
    labels, texts, weights = zip(*examples, strict=True)
    found = (features(types.clause(text)) for text in texts)
    path = MODEL.base / FILE
    print(train(labels, found, path, cost=COST, least_seen=LEAST_SEEN, weights=weights))


if __name__ == "__main__":
    main()
