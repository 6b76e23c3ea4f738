"""Turns the scores of rules into probabilities, by curves fitted on documents with gold.

A score says how one candidate compares with the next; how often a value with that score
is right was measured, for each field and for circulars and reports apart. The curves
stand in ``confidence.toml`` of the model folder.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from circular_parser.language.patterns import load
from circular_parser.resources import ModelFile, ModelFolder, model_folder

MAIN_FIELDS = (
    "document_type",
    "number",
    "subject",
    "issued_on",
    "issuer.region",
    "signatory.name",
)
"""The fields that the confidence of the whole record is about."""


@dataclass(frozen=True)
class Calibration:
    """Curves from score to probability, by form and field.

    ``scores`` are the points at which every curve is given, rising; between them it is
    straight. A field that has none has that of the field that ``served`` names for it, else
    ``other``. ``rules`` gives, by field and rule, what is added to the log odds of its
    values. ``absent`` gives, by form and main field, how often a value left null is rightly
    so. Values less probable than ``low`` get the warning ``low_confidence``.
    """

    scores: tuple[float, ...]
    curves: dict[str, dict[str, tuple[float, ...]]]
    served: dict[str, str]
    rules: dict[str, dict[str, float]]
    absent: dict[str, dict[str, float]]
    low: float

    def probability(self, form: str, field: str, rule: str, score: float) -> float:
        """Return how probable it is that a value of *field*, of *rule* with *score*, is right."""
        field = self.served.get(field, field)
        curve = self.curves[form].get(field) or self.curves[form]["other"]
        right = min(max(bisect_right(self.scores, score), 1), len(self.scores) - 1)
        left = right - 1
        part = (score - self.scores[left]) / (self.scores[right] - self.scores[left])
        share = curve[left] + part * (curve[right] - curve[left])
        shift = self.rules.get(field, {}).get(rule)
        if shift is not None:
            share /= share + (1 - share) * math.exp(-shift)
        return round(min(max(share, 0.0), 1.0), 3)

    def overall(self, form: str, shares: Mapping[str, float]) -> float:
        """Return how probable it is that all main values are right, *shares* those found.

        Those left null are included; errors are taken as independent; 0 where none was found.
        """
        if not shares:
            return 0.0
        absent = self.absent[form]
        return round(math.prod(shares.get(field, absent[field]) for field in MAIN_FIELDS), 3)


UNCALIBRATED = Calibration(
    scores=(0.0, 1.0),
    curves={form: {"other": (0.0, 1.0)} for form in ("circular", "report")},
    served={},
    rules={},
    absent={form: dict.fromkeys(MAIN_FIELDS, 1.0) for form in ("circular", "report")},
    low=0.0,
)
"""Leaves scores as they are: what curves are fitted on."""


@cache
def load_calibration(folder: ModelFolder | None = None) -> Calibration:
    """Read ``confidence.toml`` of the model *folder*, by default the shipped one.

    Raises:
        ValueError: the file is malformed.
        OSError: it is missing.
    """
    path = (folder or model_folder()) / "confidence.toml"
    try:
        data = load(path)
        calibration = Calibration(
            scores=tuple(data["scores"]),
            curves={
                form: {field: tuple(curve) for field, curve in data[form].items()}
                for form in ("circular", "report")
            },
            served=data["as"],
            rules=data.get("rules", {}),
            absent=data["absent"],
            low=data["low"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name}: {error!r}") from error
    _check(calibration, path)
    return calibration


def _check(calibration: Calibration, path: ModelFile) -> None:
    scores = calibration.scores
    if len(scores) < 2 or sorted(set(scores)) != list(scores):
        raise ValueError(f"{path.name}: scores must rise")
    for form, curves in calibration.curves.items():
        missing = {"other"} - curves.keys() | set(MAIN_FIELDS) - calibration.absent[form].keys()
        if missing:
            raise ValueError(f"{path.name}: nothing for {', '.join(sorted(missing))} of {form}")
        for field, curve in curves.items():
            if len(curve) != len(scores) or sorted(curve) != list(curve):
                raise ValueError(f"{path.name}: {form}.{field} must rise, one value a score")


@lru_cache
def field_of(pointer: str) -> str:
    """Return the dotted key of the field at *pointer*; items of a list share that of the list."""
    return ".".join([part for part in pointer.split("/")[1:] if not part.isdigit()])
