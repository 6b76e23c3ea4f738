"""The command line: its commands, and what holds for all of them.

Libraries are imported inside the commands that need them, so that ``--help``,
``--version`` and ``schema`` answer at once.
"""

from __future__ import annotations

import gc
import logging
import sys
from typing import Annotated

import typer

from . import __version__
from .commands.about import doctor, schema
from .commands.batch import batch
from .commands.compare import compare, diff
from .commands.ending import complain
from .commands.evaluate import evaluate
from .commands.explain import explain
from .commands.export import export
from .commands.options import Verbosity, set_up_logging
from .commands.parse import parse
from .errors import ExitCode

# Python searches for garbage after so many new objects, by default after 700: too often here.
_COLLECTION = (100_000, 30, 30)

app = typer.Typer(
    name="circular-parser",
    help="Reads Indonesian government circulars into structured JSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line; nothing ends in a traceback."""
    gc.set_threshold(*_COLLECTION)
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:
        logging.getLogger(__name__).debug("unexpected error", exc_info=True)
        complain(f"circular-parser: {type(error).__name__}: {error} [unexpected]")
        sys.exit(ExitCode.UNEXPECTED)
    finally:
        gc.freeze()  # Python would search all that is loaded once more before it ends


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"circular-parser {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    verbose: Verbosity = 0,
) -> None:
    """Reads Indonesian government circulars into structured JSON."""
    set_up_logging(verbose)


for command in (parse, batch, explain, evaluate, compare, diff, export, schema, doctor):
    app.command()(command)
