"""Records against gold: what was found, what was missed, and what a confidence is worth."""

from circular_parser.evaluation.reading import load_gold, load_records
from circular_parser.evaluation.reliability import (
    Judgement,
    Reliability,
    Threshold,
    reliability_table,
)
from circular_parser.evaluation.scoring import FIELDS, Evaluation, Score, compare, evaluate

__all__ = [
    "FIELDS",
    "Evaluation",
    "Judgement",
    "Reliability",
    "Score",
    "Threshold",
    "compare",
    "evaluate",
    "load_gold",
    "load_records",
    "reliability_table",
]
