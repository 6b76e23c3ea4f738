"""``batch``: many documents into a folder, every one accounted for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..errors import ExitCode, ModelError
from ..printing import printable
from .ending import cannot_write, complain
from .options import (
    Cache,
    Models,
    Ocr,
    OcrChoice,
    Password,
    Timeout,
    Verbosity,
    read_options,
    set_up_logging,
)


class SetAside(StrEnum):
    """What to do with documents that ended or hung their process twice."""

    copy = "copy"
    link = "link"


class LogFormat(StrEnum):
    """How a batch tells what it does, where nobody watches a terminal."""

    text = "text"
    json = "json"


def batch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders, patterns, zip archives, URLs; - for a list on standard input.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option("-o", "--output", help="Folder, or URL, of the records and the ledger."),
    ],
    ledger: Annotated[
        Path | None, typer.Option(help="Folder of the ledger where the output is a URL.")
    ] = None,
    ocr: Ocr = OcrChoice.auto,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to use; all cores by default.")
    ] = None,
    password: Password = None,
    timeout: Timeout = None,
    deadline: Annotated[
        float, typer.Option(min=0.1, help="Seconds for one document; it is tried twice.")
    ] = 1800.0,
    memory: Annotated[
        int, typer.Option(min=300, help="Megabytes of memory for one worker.")
    ] = 3000,
    recycle: Annotated[
        int, typer.Option(min=1, help="Documents after which a worker is replaced.")
    ] = 500,
    redo: Annotated[bool, typer.Option("--redo", help="Parse everything anew.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what failed before.")
    ] = False,
    quarantine: Annotated[
        SetAside | None,
        typer.Option(help="Set aside documents that ended or hung their process twice."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on with what comes into the folders.")
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Dask scheduler, as tcp://host:8786; local starts one here."
        ),
    ] = None,
    log_format: Annotated[
        LogFormat | None, typer.Option(help="Log lines instead of a display.")
    ] = None,
    cache: Cache = True,
    models: Models = None,
    verbose: Verbosity = 0,
) -> None:
    """Parse many documents into a folder; the same command goes on with what is left."""
    if verbose:
        set_up_logging(verbose)
    from ..batch import BusyError, Job, summary_lines
    from ..batch.command import run_job
    from ..exports.sinks import MissingChunksError
    from ..workers import StartError, WorkOrder
    from ..workers.contents import is_url

    url = output if is_url(output) else None
    if url and ledger is None:
        raise typer.BadParameter("a URL needs a folder for the ledger", param_hint="--ledger")
    folder = ledger or Path(output)
    options = read_options(ocr, password, timeout, cache=cache)
    order = WorkOrder(options, tuple(models or ()), deadline, memory * 1_000_000, recycle)
    job = Job(
        sources,
        folder,
        order,
        workers,
        redo,
        retry_failed,
        quarantine.value if quarantine else None,
        watch,
        cluster,
        url,
    )
    try:
        summary = run_job(job, log_format.value if log_format else None)
    except OSError as error:
        cannot_write(folder, error)
    except (BusyError, MissingChunksError) as error:
        complain(f"circular-parser: {error} [cannot_write]")
        raise typer.Exit(ExitCode.CANNOT_WRITE) from None
    except StartError as error:
        complain(error.failure.message)
        raise typer.Exit(error.failure.exit_code) from None
    except ModelError as error:
        complain(str(error))
        raise typer.Exit(error.exit_code) from None
    for line in summary_lines(summary):
        typer.echo(printable(line.replace("\n", " ")), err=True)
    raise typer.Exit(summary.exit_code)
