"""Reads the data files that belong to the program alone, whatever model the user has chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tomli

from .errors import ModelError
from .resources import model_folder


@contextmanager
def shipped_data(name: str) -> Iterator[dict[str, Any]]:
    """Give what stands in the shipped TOML file *name*, to be made use of in a ``with`` block.

    Raises:
        ModelError: the file is missing or malformed, or the block does not find in it what
            it looks for.
    """
    path = name
    try:
        file = model_folder().base / name
        path = str(file)
        yield tomli.loads(file.read_text(encoding="utf-8"))
    except (OSError, KeyError, TypeError, AttributeError, ValueError, re.error) as error:
        raise ModelError(path, f"cannot be used: {error}") from None
