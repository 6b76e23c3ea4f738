"""docs/errors.md lists every code that the program gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from circular_parser import errors

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
KINDS = [errors.DocumentError, *errors.DocumentError.__subclasses__()]
# A pair of a code and a message, as readers, rules and the resolver give them.
WARNING = re.compile(r'\(\s*"([a-z]+(?:_[a-z]+)+)",\s*(?:f?"[^"\n]* |message\b|_count)')


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_error_is_listed_with_its_status(kind: type[errors.DocumentError]) -> None:
    row = f"| `{kind.code}` | {int(kind.exit_code)} | `{kind.__name__}` |"
    assert row in PAGE


def test_every_exit_status_is_listed() -> None:
    listed = {int(status) for status in re.findall(r"^\|[^|\n]*?\|? ?(\d+) \|", PAGE, re.MULTILINE)}
    assert {int(code) for code in errors.ExitCode} <= listed


def test_every_warning_is_listed() -> None:
    package = ROOT / "src" / "circular_parser"
    given = {
        code
        for layer in ("reading", "language", "resolve")
        for path in (package / layer).rglob("*.py")
        for code in WARNING.findall(path.read_text(encoding="utf-8"))
    }
    assert "not_a_circular" in given
    assert {code for code in given if f"| `{code}` |" not in PAGE} == set()
