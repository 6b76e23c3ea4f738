"""The commands, thin: options in, records out, an exit status for each cause.

Libraries are imported inside the commands that need them, so that ``--help``,
``--version`` and ``schema`` answer at once.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from . import __version__
from .errors import DocumentError, ExitCode, Failure, ModelError
from .exports.formats import ExportFormat
from .inputs import find_documents, is_folder, record_names, write_atomically
from .many import Outcome, cores, in_order, parse_files
from .printing import Printer, console, printable

if TYPE_CHECKING:
    from .reading import ReadOptions

app = typer.Typer(
    name="circular-parser",
    help="Reads Indonesian government circulars into structured JSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class OcrChoice(StrEnum):
    """When to recognise pages instead of reading their text layer."""

    auto = "auto"
    never = "never"
    always = "always"


class Format(StrEnum):
    """What to print."""

    json = "json"
    jsonl = "jsonl"
    table = "table"


class SetAside(StrEnum):
    """What to do with documents that ended or hung their process twice."""

    copy = "copy"
    link = "link"


class LogFormat(StrEnum):
    """How a batch tells what it does, where nobody watches a terminal."""

    text = "text"
    json = "json"


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


def main() -> None:
    """Run the command line; nothing ends in a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:
        logging.getLogger(__name__).debug("unexpected error", exc_info=True)
        _complain(f"circular-parser: {type(error).__name__}: {error} [unexpected]")
        sys.exit(ExitCode.UNEXPECTED)


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
    _set_up_logging(verbose)


@app.command()
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
        _set_up_logging(verbose)
    documents, errors = find_documents(paths)
    failures = [Failure.of(error.path, error) for error in errors]
    single = len(paths) == 1 and not is_folder(paths[0])
    form = format_ or (None if output else Format.json if single else Format.jsonl)
    if output is not None:
        _make_folder(output)
    if models:
        _check_models(models)
    if documents:
        options = _options(ocr, password, timeout, cache=cache)
        try:
            with closing(parse_files(documents, options, workers, models or [])) as outcomes:
                failures += _deliver(outcomes, documents, output, form, single)
        except KeyboardInterrupt:
            _complain("circular-parser: interrupted")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
    _finish(failures, len(documents) + len(errors), single)


@app.command()
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
        _set_up_logging(verbose)
    from .batch import BusyError, Job, summary_lines
    from .batch.command import run_job
    from .exports.sinks import MissingChunksError
    from .workers import StartError, WorkOrder
    from .workers.contents import is_url

    url = output if is_url(output) else None
    if url and ledger is None:
        raise typer.BadParameter("a URL needs a folder for the ledger", param_hint="--ledger")
    folder = ledger or Path(output)
    options = _options(ocr, password, timeout, cache=cache)
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
        _cannot_write(folder, error)
    except (BusyError, MissingChunksError) as error:
        _complain(f"circular-parser: {error} [cannot_write]")
        raise typer.Exit(ExitCode.CANNOT_WRITE) from None
    except StartError as error:
        _complain(error.failure.message)
        raise typer.Exit(error.failure.exit_code) from None
    except ModelError as error:
        _complain(str(error))
        raise typer.Exit(error.exit_code) from None
    for line in summary_lines(summary):
        typer.echo(printable(line), err=True)
    raise typer.Exit(summary.exit_code)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of gold records, one <id>.json each.")],
    predicted: Annotated[
        Path,
        typer.Argument(help="Folder of <id>.json, or JSON Lines whose source.path has the id."),
    ],
    errors: Annotated[
        bool, typer.Option("--errors", help="List every miss and false alarm.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    require: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=F1", help="Fail below this F1; FIELD may be macro."),
    ] = None,
) -> None:
    """Score records against gold, field by field, and say what their confidences are worth."""
    import json

    from .evaluation import FIELDS, load_gold, load_records
    from .evaluation import evaluate as score
    from .evaluation.report import as_data, print_report

    floors = [_floor(rule, FIELDS) for rule in require or []]
    try:
        evaluation = score(load_gold(gold), load_records(predicted))
    except DocumentError as error:
        _complain(str(error))
        raise typer.Exit(error.exit_code) from None
    if as_json:
        typer.echo(json.dumps(as_data(evaluation, errors), ensure_ascii=False, indent=1))
    else:
        print_report(evaluation)
        for line in evaluation.errors() if errors else []:
            typer.echo(printable(line))
    short = [
        f"{field} {'-' if f1 is None else format(f1, '.3f')} < {floor}"
        for field, floor in floors
        if (f1 := evaluation.f1(field)) is None or f1 < floor
    ]
    if short:
        _complain(f"circular-parser: falls short: {'; '.join(short)}")
        raise typer.Exit(ExitCode.FELL_SHORT)


def _floor(rule: str, fields: Sequence[str]) -> tuple[str, float]:
    field, _, floor = rule.partition("=")
    try:
        if field in (*fields, "macro") and 0 <= float(floor) <= 1:
            return field, float(floor)
    except ValueError:
        pass
    raise typer.BadParameter(f"--require {rule}: give FIELD=F1, such as number=0.95")


@app.command()
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
        _set_up_logging(verbose)
    from .explanation import FIELDS
    from .parser import Parser

    if field is not None and field not in FIELDS:
        raise typer.BadParameter(f"one of {', '.join(FIELDS)}", param_hint="--field")
    _check_models(models or [])
    options = _options(ocr, password, timeout, cache=cache)
    try:
        explanation = Parser(replace(options, jobs=cores()), models or []).explain(path)
    except DocumentError as error:
        _finish([Failure.of(str(path), error)], 1, single=True)
        raise
    if field is not None:
        explanation = explanation.only(field)
    if html is None:
        from .explanation_text import print_explanation

        print_explanation(explanation, console())
    else:
        from .explanation_page import explanation_page

        _write(html, explanation_page(explanation))


@app.command()
def export(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="OUT", help="Folder of a batch or of <stem>.json, JSON Lines, or Parquet."
        ),
    ],
    to: Annotated[ExportFormat, typer.Option(help="The form to write.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="File, or folder for the forms of many files.")
    ],
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ"],
            help="Leave out what was parsed before this time, in UTC.",
        ),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(help="Where the documents can be had, for jdihn.")
    ] = None,
) -> None:
    """Hand records over to other systems: tables, data packages, feeds, legal markup."""
    from .exports.formats import export_records

    start = since and since.replace(tzinfo=UTC)
    try:
        count = export_records(source, to, output, since=start, base_url=base_url)
    except DocumentError as error:
        _complain(str(error))
        raise typer.Exit(error.exit_code) from None
    except OSError as error:
        _cannot_write(output, error)
    _complain(f"circular-parser: {count} records exported to {output}")


@app.command()
def compare(
    source: Annotated[
        Path, typer.Argument(metavar="OUT", help="A batch folder, JSON Lines, JSON or Parquet.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder for index.html and the CSV files.")
    ],
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Tell what is in force on this day."),
    ] = None,
) -> None:
    """Compare circulars across regions and days: one page, and tables as CSV."""
    from importlib.util import find_spec

    if find_spec("polars") is None:
        _complain("circular-parser: compare needs polars: pip install 'circular-parser[compare]'")
        raise typer.Exit(ExitCode.MISSING_PROGRAM)
    from .compare import compare as compare_records

    try:
        comparison = compare_records(source, on.date() if on else None)
        comparison.write(output)
    except DocumentError as error:
        _finish([Failure.of(str(source), error)], 1, single=True)
    except OSError as error:
        _cannot_write(output, error)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="A record (.json) or a document.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Another, or its next version.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Show what one circular adds to another, drops and changes, matched by meaning."""
    import json

    from .compare import diff as compare_two
    from .compare.differences import as_data, lines_of, record_at

    records = []
    for path in (before, after):
        try:
            records.append(record_at(path))
        except DocumentError as error:
            _finish([Failure.of(str(path), error)], 1, single=True)
    found = compare_two(*records)
    if as_json:
        typer.echo(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(found):
            typer.echo(printable(line))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the records."""
    from .schema import schema_text

    typer.echo(schema_text().encode("utf-8"), nl=False)


@app.command()
def doctor(models: Models = None) -> None:
    """Tell what is installed, what is missing and how to get it."""
    from .doctor import examine

    checks = examine(models or [])
    for check in checks:
        typer.echo(check.line())
    worst = next((check.exit_code for check in checks if check.exit_code), ExitCode.OK)
    raise typer.Exit(worst)


def _options(
    ocr: OcrChoice, password: str | None, timeout: float | None, *, cache: bool
) -> ReadOptions:
    from .reading.options import ReadOptions, default_cache_folder

    folder = default_cache_folder() if cache else None
    options = ReadOptions(ocr=ocr.value, password=password, cache=folder)
    return options if timeout is None else replace(options, ocr_timeout=timeout)


def _check_models(folders: list[Path]) -> None:
    """Leave before the first document if a data file of the user's own is malformed."""
    from .parser import usable_model

    try:
        usable_model(folders)
    except ModelError as error:
        _complain(str(error))
        raise typer.Exit(error.exit_code) from None


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
                    _write(output / names[outcome.path], outcome.result + "\n")
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


def _finish(failures: list[Failure], total: int, single: bool) -> None:
    """List the failures and leave with the exit status that they mean."""
    if not failures:
        return
    if not single:
        _complain(f"circular-parser: {len(failures)} of {total} failed:")
    for failure in failures:
        _complain(failure.message)
    raise typer.Exit(failures[0].exit_code if single else ExitCode.SOME_FAILED)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _cannot_write(folder, error)


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text)
    except OSError as error:
        _cannot_write(path, error)


def _cannot_write(path: Path, error: OSError) -> NoReturn:
    _complain(
        f"{path}: cannot be written: {error.strerror} [cannot_write]. "
        "Give a folder on a disk with room that this user may write to."
    )
    raise typer.Exit(ExitCode.CANNOT_WRITE) from None


def _complain(message: str) -> None:
    typer.echo(printable(" ".join(message.split())), err=True)


def _set_up_logging(verbosity: int) -> None:
    level = (logging.ERROR, logging.INFO, logging.DEBUG)[min(verbosity, 2)]
    logging.basicConfig(level=level, format="%(name)s: %(message)s", force=True)
    if not verbosity:
        warnings.simplefilter("ignore")
