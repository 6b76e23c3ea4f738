"""``schema`` and ``doctor``: what the records look like, what is installed."""

from __future__ import annotations

import typer

from ..errors import ExitCode
from .options import Models


def schema() -> None:
    """Print the JSON Schema of the records."""
    from ..schema import schema_text

    typer.echo(schema_text().encode("utf-8"), nl=False)


def doctor(models: Models = None) -> None:
    """Tell what is installed, what is missing and how to get it."""
    from ..doctor import examine

    checks = examine(models or [])
    for check in checks:
        typer.echo(check.line())
    worst = next((check.exit_code for check in checks if check.exit_code), ExitCode.OK)
    raise typer.Exit(worst)
