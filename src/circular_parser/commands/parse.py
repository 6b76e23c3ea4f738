"""``parse``: documents to records, on standard output or in a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..errors import ExitCode, Failure
from ..inputs import find_documents, is_folder, record_names
from ..many import Outcome, in_order, parse_files
from ..printing import Printer
from .ending import complain, finish, make_folder, write
from .options import (
    Cache,
    Models,
    Ocr,
    OcrChoice,
    Password,
    Timeout,
    Verbosity,
    check_models,
    read_options,
    set_up_logging,
)


class Format(StrEnum):
    """What to print."""

    json = "json"
    jsonl = "jsonl"
    table = "table"


def parse(
    paths: Annotated[list[Path], typer.Argument(help="Files, and folders to walk.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Folder for one <stem>.json a document."),
    ] = None,
    ocr: Ocr = OcrChoice.auto,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to use; all cores by default.")
    ] = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="What to print: json for one file, jsonl for several, nothing with -o.",
        ),
    ] = None,
    password: Password = None,
    timeout: Timeout = None,
    cache: Cache = True,
    models: Models = None,
    verbose: Verbosity = 0,
) -> None:
    """Parse documents: one to JSON on standard output, several to JSON Lines."""
    if verbose:
        set_up_logging(verbose)
    documents, errors = find_documents(paths)
    failures = [Failure.of(error.path, error) for error in errors]
    single = len(paths) == 1 and not is_folder(paths[0])
    form = format_ or (None if output else Format.json if single else Format.jsonl)
    if output is not None:
        make_folder(output)
    if models:
        check_models(models)
    if documents:
        options = read_options(ocr, password, timeout, cache=cache)
        try:
            with closing(parse_files(documents, options, workers, models or [])) as outcomes:
                failures += _deliver(outcomes, documents, output, form, single)
        except KeyboardInterrupt:
            complain("circular-parser: interrupted")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
    finish(failures, len(documents) + len(errors), single)


def _deliver(
    outcomes: Iterator[tuple[int, Outcome]],
    documents: list[Path],
    output: Path | None,
    form: Format | None,
    single: bool,
) -> list[Failure]:
    """Write and print the records as they come; return the failures."""
    names = dict(zip(documents, record_names(documents), strict=True))
    failures: list[Failure] = []
    printer = Printer(form, single, partial(typer.echo, nl=False))
    # What is printed keeps the order of the input, files are written as they come.
    ordered = in_order(outcomes) if form else (outcome for _, outcome in outcomes)
    with _progress(len(documents), shown=output is not None) as advance:
        for outcome in ordered:
            if isinstance(outcome.result, Failure):
                failures.append(outcome.result)
            else:
                if output is not None:
                    write(output / names[outcome.path], outcome.result + "\n")
                printer.add(str(outcome.path), outcome.result)
            advance()
    printer.close()
    return failures


@contextmanager
def _progress(total: int, shown: bool) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error; never over records that go to the same terminal."""
    if total < 2 or not sys.stderr.isatty() or not (shown or not sys.stdout.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("parsing", total=total)
        yield lambda: progress.advance(task)
