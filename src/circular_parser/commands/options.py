"""Options that several commands have, and what they come to."""

from __future__ import annotations

import logging
import warnings
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ModelError
from .ending import complain

if TYPE_CHECKING:
    from ..reading import ReadOptions


class OcrChoice(StrEnum):
    """When to recognise pages instead of reading their text layer."""

    auto = "auto"
    never = "never"
    always = "always"


Verbosity = Annotated[
    int, typer.Option("-v", "--verbose", count=True, help="Say more on standard error; -vv most.")
]
Ocr = Annotated[OcrChoice, typer.Option(help="When to recognise pages.")]
Password = Annotated[
    str | None,
    typer.Option(envvar="CIRCULAR_PARSER_PASSWORD", help="For PDFs that ask for one."),
]
Cache = Annotated[
    bool,
    typer.Option("--cache/--no-cache", help="Keep what OCR reads for the next run, or do without."),
]
Timeout = Annotated[
    float | None, typer.Option(min=0.001, max=86_400, help="Seconds for the OCR of one page.")
]

Models = Annotated[
    list[Path] | None,
    typer.Option(
        "--models", help="Folder of your own data files; may be repeated, the last is strongest."
    ),
]


def read_options(
    ocr: OcrChoice, password: str | None, timeout: float | None, *, cache: bool
) -> ReadOptions:
    """Return how documents are read by these options."""
    from ..reading.options import ReadOptions, default_cache_folder

    folder = default_cache_folder() if cache else None
    options = ReadOptions(ocr=ocr.value, password=password, cache=folder)
    return options if timeout is None else replace(options, ocr_timeout=timeout)


def check_models(folders: list[Path]) -> None:
    """Leave before the first document if a data file of the user's own is malformed."""
    from ..parser import usable_model

    try:
        usable_model(folders)
    except ModelError as error:
        complain(str(error))
        raise typer.Exit(error.exit_code) from None


def set_up_logging(verbosity: int) -> None:
    """Log errors alone, with 1 what happens too, with 2 and more everything."""
    level = (logging.ERROR, logging.INFO, logging.DEBUG)[min(verbosity, 2)]
    logging.basicConfig(level=level, format="%(name)s: %(message)s", force=True)
    if not verbosity:
        warnings.simplefilter("ignore")
