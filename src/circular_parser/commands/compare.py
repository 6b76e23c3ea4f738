"""``compare`` and ``diff``: circulars beside each other."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ..errors import DocumentError, ExitCode, Failure
from ..printing import printable
from .ending import cannot_write, complain, finish


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
        complain("circular-parser: compare needs polars: pip install 'circular-parser[compare]'")
        raise typer.Exit(ExitCode.MISSING_PROGRAM)
    from ..compare import compare as compare_records

    try:
        comparison = compare_records(source, on.date() if on else None)
        comparison.write(output)
    except DocumentError as error:
        finish([Failure.of(str(source), error)], 1, single=True)
    except OSError as error:
        cannot_write(output, error)


def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="A record (.json) or a document.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Another, or its next version.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Show what one circular adds to another, drops and changes, matched by meaning."""
    import json

    from ..compare import diff as compare_two
    from ..compare.differences import as_data, lines_of, record_at

    records = []
    for path in (before, after):
        try:
            records.append(record_at(path))
        except DocumentError as error:
            finish([Failure.of(str(path), error)], 1, single=True)
    found = compare_two(*records)
    if as_json:
        typer.echo(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(found):
            typer.echo(printable(line))
