"""Imports spaCy without its command line, which alone takes a third of the time.

``import spacy`` brings in ``spacy.cli``, and with it HTTP clients and project tools that a
parse never uses: measured 1.6 s with and 1.1 s without them. The command line is stood in for
while spaCy is first imported and can be imported as ever afterwards.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_CLI = ("spacy.cli", "spacy.cli.info")


def _info(*args: Any, **kwargs: Any) -> Any:
    """Stand in for ``spacy.info``: import the real one when it is called."""
    from spacy.cli.info import info

    return info(*args, **kwargs)


def import_spacy() -> None:
    """Import spaCy, unless somebody has done so already."""
    if "spacy" in sys.modules:
        return
    for name in _CLI:
        module = ModuleType(name)
        module.__path__ = []
        vars(module)["info"] = _info
        sys.modules[name] = module
    try:
        import spacy
    finally:
        for name in _CLI:
            del sys.modules[name]
    # The real package is found again by whoever asks for it.
    vars(spacy).pop("cli", None)
