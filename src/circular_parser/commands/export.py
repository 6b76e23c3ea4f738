"""``export``: records in the forms that other systems take."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ..errors import DocumentError
from ..exports.formats import ExportFormat
from .ending import cannot_write, complain


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
    from ..exports.formats import export_records

    start = since and since.replace(tzinfo=UTC)
    try:
        count = export_records(source, to, output, since=start, base_url=base_url)
    except DocumentError as error:
        complain(str(error))
        raise typer.Exit(error.exit_code) from None
    except OSError as error:
        cannot_write(output, error)
    complain(f"circular-parser: {count} records exported to {output}")
