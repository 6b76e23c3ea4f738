"""Reading: a file of any kind to a :class:`~circular_parser.document.Document`."""

from __future__ import annotations

from .options import EngineName, Limits, OcrMode, ReadOptions
from .read import read

__all__ = ["EngineName", "Limits", "OcrMode", "ReadOptions", "read"]
