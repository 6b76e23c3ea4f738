"""A neural recogniser for one line of text: the model that ships in the ``rapidocr`` wheel.

It is run by onnxruntime directly, on one thread: importing ``rapidocr`` itself costs more
than a second and starts a detector that is not needed here.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .ocr import GreyImage

NAME = "rapidocr"
_HEIGHT = 48  # pixels, as the model was trained
_LEAST_WIDTH = 320
_MOST_WIDTH = 2000


class LineReader:
    """Reads the crop of one line."""

    def __init__(self, model: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        table = self._session.get_modelmeta().custom_metadata_map["character"]
        self._characters = ["", *table.splitlines(), " "]

    def read(self, image: GreyImage) -> tuple[str, float]:
        """Return the text of a level crop, and the mean confidence of its characters."""
        height, width = image.shape
        wide = min(max(round(width * _HEIGHT / height), 8), _MOST_WIDTH)
        scaled = cv2.resize(image, (wide, _HEIGHT), interpolation=cv2.INTER_AREA)
        canvas = np.zeros((_HEIGHT, max(wide, _LEAST_WIDTH)), dtype=np.float32)
        canvas[:, :wide] = scaled.astype(np.float32) / 127.5 - 1.0
        batch = np.repeat(canvas[np.newaxis, np.newaxis], 3, axis=1)
        return self._decoded(self._session.run(None, {self._input: batch})[0][0])

    def _decoded(self, scores: npt.NDArray[np.float32]) -> tuple[str, float]:
        """Take the likeliest character of each step; repeats and blanks fall away."""
        best = scores.argmax(axis=1)
        fresh = np.ones(len(best), dtype=bool)
        fresh[1:] = best[1:] != best[:-1]
        kept = np.flatnonzero(fresh & (best > 0))
        text = "".join(self._characters[index] for index in best[kept])
        confidence = float(scores.max(axis=1)[kept].mean()) if len(kept) else 0.0
        return " ".join(text.split()), confidence


@functools.cache
def line_reader() -> LineReader | None:
    """Return the recogniser, loaded once a process; None where it is not installed."""
    if importlib.util.find_spec("onnxruntime") is None:
        return None
    found = importlib.util.find_spec("rapidocr")
    for place in (found.submodule_search_locations if found else None) or ():
        for model in sorted(Path(place, "models").glob("*rec*.onnx")):
            try:
                return LineReader(model)
            # A model without its table of characters, or for another runtime, is no use.
            except Exception:
                continue
    return None
