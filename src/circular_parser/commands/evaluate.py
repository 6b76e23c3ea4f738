"""``evaluate``: records scored against gold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ..errors import DocumentError, ExitCode
from ..printing import printable
from .ending import complain


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

    from ..evaluation import FIELDS, load_gold, load_records
    from ..evaluation import evaluate as score
    from ..evaluation.report import as_data, print_report

    floors = [_floor(rule, FIELDS) for rule in require or []]
    try:
        evaluation = score(load_gold(gold), load_records(predicted))
    except DocumentError as error:
        complain(str(error))
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
        complain(f"circular-parser: falls short: {'; '.join(short)}")
        raise typer.Exit(ExitCode.FELL_SHORT)


def _floor(rule: str, fields: Sequence[str]) -> tuple[str, float]:
    field, _, floor = rule.partition("=")
    try:
        if field in (*fields, "macro") and 0 <= float(floor) <= 1:
            return field, float(floor)
    except ValueError:
        pass
    raise typer.BadParameter(f"--require {rule}: give FIELD=F1, such as number=0.95")
