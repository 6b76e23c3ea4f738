"""Imports spaCy without what a parse never uses, which is two fifths of the time.

``import spacy`` brings in ``spacy.cli``, and with it HTTP clients and project tools: measured
1.6 s with and 1.1 s without them. The command line is stood in for while spaCy is first
imported and can be imported as ever afterwards. A twentieth more is saved by hiding
``pydantic.v1`` for as long, and by leaving the schemas of training configurations unbuilt
until somebody asks for them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from pydantic import BaseModel, ConfigDict

_CLI = ("spacy.cli", "spacy.cli.info")


def _info(*args: Any, **kwargs: Any) -> Any:
    """Stand in for ``spacy.info``: import the real one when it is called."""
    from spacy.cli.info import info

    return info(*args, **kwargs)


def import_spacy() -> None:
    """Import spaCy, unless somebody has done so already."""
    if "spacy" in sys.modules:
        return
    stand_ins: dict[str, ModuleType | None] = {}
    for name in _CLI:
        module = ModuleType(name)
        module.__path__ = []
        vars(module)["info"] = _info
        stand_ins[name] = module
    if "pydantic.v1" not in sys.modules:
        stand_ins["pydantic.v1"] = None  # what is None counts as not installed
    with _modules(stand_ins), _models_built_late():
        import spacy
    # The real package is found again by whoever asks for it.
    vars(spacy).pop("cli", None)


@contextmanager
def _modules(stand_ins: dict[str, ModuleType | None]) -> Iterator[None]:
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del modules[name]


@contextmanager
def _models_built_late() -> Iterator[None]:
    """Let pydantic build models that are defined meanwhile at their first use."""
    usual = BaseModel.model_config
    BaseModel.model_config = ConfigDict(**usual, defer_build=True)
    try:
        yield
    finally:
        BaseModel.model_config = usual
