"""Finds the files of the language model, in the installed package or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def model_folder(name: str = "circular_id") -> Path:
    """Return the folder of the model *name*.

    The wheel carries ``models/`` inside the package; a checkout has it at its top.

    Raises:
        FileNotFoundError: neither place has it.
    """
    for base in (_PACKAGE / "models", _PACKAGE.parent.parent / "models"):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(f"model folder {name!r} is missing from the installation")
