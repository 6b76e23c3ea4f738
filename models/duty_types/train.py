"""Trains the model of obligation types on ``sentences.txt`` beside this file.

    pip install scikit-learn
    python -m models.duty_types.train

writes ``models/circular_id/duty_weights.npz``, which
``circular_parser.language.linear_model`` reads.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from models.linear_training import write_weights
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from circular_parser.language.duty_features import FILE, features
from circular_parser.language.duty_types import DutyTypes
from circular_parser.language.linear_model import scaled
from circular_parser.resources import model_folder

HERE = Path(__file__).parent
MODEL = model_folder()
# What a wrong example costs beside large weights, and when the search for better ones ends.
COST = 1.0
STEPS, CLOSE = 100, 1e-3
# A feature of one sentence alone tells nothing of others; small weights are left out.
LEAST_SEEN = 2
LEAST = 0.05


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
    table = DictVectorizer(dtype=np.float32)
    cells = table.fit_transform(scaled(features(types.clause(text))) for text in texts)
    seen = np.flatnonzero(cells.getnnz(axis=0) >= LEAST_SEEN)
    model = LogisticRegression(C=COST, max_iter=STEPS, tol=CLOSE).fit(cells[:, seen], labels)
    names = table.get_feature_names_out()[seen].tolist()
    classes = model.classes_.tolist()
    write_weights(MODEL.base / FILE, classes, names, model.coef_.T, model.intercept_, LEAST)
    print(f"{len(texts)} examples, {len(names)} features, {len(classes)} classes")


if __name__ == "__main__":
    main()
