"""How a command ends: what it says on standard error, its exit status, files written whole."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import typer

from ..errors import ExitCode, Failure
from ..inputs import write_atomically
from ..printing import printable


def finish(failures: list[Failure], total: int, single: bool) -> None:
    """List the failures and leave with the exit status that they mean."""
    if not failures:
        return
    if not single:
        complain(f"circular-parser: {len(failures)} of {total} failed:")
    for failure in failures:
        complain(failure.message)
    raise typer.Exit(failures[0].exit_code if single else ExitCode.SOME_FAILED)


def make_folder(folder: Path) -> None:
    """Make *folder*, or leave with the status of what cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cannot_write(folder, error)


def write(path: Path, text: str) -> None:
    """Write *text* whole to *path*, or leave with the status of what cannot be written."""
    try:
        write_atomically(path, text)
    except OSError as error:
        cannot_write(path, error)


def cannot_write(path: Path, error: OSError) -> NoReturn:
    """Say that *path* cannot be written, and leave."""
    complain(
        f"{path}: cannot be written: {error.strerror} [cannot_write]. "
        "Give a folder on a disk with room that this user may write to."
    )
    raise typer.Exit(ExitCode.CANNOT_WRITE) from None


def complain(message: str) -> None:
    """Say *message* on standard error, in one line."""
    typer.echo(printable(" ".join(message.split())), err=True)
