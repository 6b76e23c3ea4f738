"""``explain``: why a record holds what it holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ..errors import DocumentError, Failure
from ..many import cores
from ..printing import console
from .ending import finish, write
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


def explain(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The document.")],
    field: Annotated[
        str | None, typer.Option(help="Show this field of the record alone, as number.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write one HTML page here instead of printing.")
    ] = None,
    ocr: Ocr = OcrChoice.auto,
    password: Password = None,
    timeout: Timeout = None,
    cache: Cache = True,
    models: Models = None,
    verbose: Verbosity = 0,
) -> None:
    """Show what was considered for each value of a record, by which rule, and why it won."""
    if verbose:
        set_up_logging(verbose)
    from ..explanation import FIELDS
    from ..parser import Parser

    if field is not None and field not in FIELDS:
        raise typer.BadParameter(f"one of {', '.join(FIELDS)}", param_hint="--field")
    check_models(models or [])
    options = read_options(ocr, password, timeout, cache=cache)
    try:
        explanation = Parser(replace(options, jobs=cores()), models or []).explain(path)
    except DocumentError as error:
        finish([Failure.of(str(path), error)], 1, single=True)
        raise
    if field is not None:
        explanation = explanation.only(field)
    if html is None:
        from ..explanation_text import print_explanation

        print_explanation(explanation, console())
    else:
        from ..explanation_page import explanation_page

        write(html, explanation_page(explanation))
