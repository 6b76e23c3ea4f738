"""The neural models that ship in the ``rapidocr`` wheel, run by onnxruntime on one thread.

Importing ``rapidocr`` itself costs more than a second and starts models that are not needed
here; its wheel is only where the files are.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import ModelError

NAME = "rapidocr"


def session(path: Path) -> Any:
    """Return a model that is ready to run.

    Raises:
        ModelError: the file is missing, or onnxruntime cannot read it.
    """
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    # Its errors have no base but Exception.
    except Exception as error:
        raise ModelError(str(path), f"cannot be used: {error}") from None


class NeuralModel:
    """One model of images: float pixels in, scores out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._session = session(path)
        self._input = self._session.get_inputs()[0].name

    def scores(self, level: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the scores for a grey picture of values -1 to 1."""
        batch = np.repeat(level[np.newaxis, np.newaxis], 3, axis=1)
        answer: npt.NDArray[np.float32] = self._session.run(None, {self._input: batch})[0][0]
        return answer

    def metadata(self, key: str) -> str:
        """Return what the model file itself says under *key*.

        Raises:
            ModelError: it has no such entry.
        """
        found = self._session.get_modelmeta().custom_metadata_map
        if key not in found:
            raise ModelError(str(self._path), f"cannot be used: it has no {key!r}")
        return str(found[key])


def model_files(kind: str) -> Iterator[Path]:
    """Yield the installed model files of a *kind* (``rec``, ``det``); none without the wheel."""
    if importlib.util.find_spec("onnxruntime") is None:
        return
    found = importlib.util.find_spec("rapidocr")
    for place in (found.submodule_search_locations if found else None) or ():
        yield from sorted(Path(place, "models").glob(f"*{kind}*.onnx"))
