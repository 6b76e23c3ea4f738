"""What a batch has come to: every input accounted for, as text and as a page."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import ExitCode
from ..inputs import write_atomically
from ..printing import printable
from .ledger import Ledger, name_of

PAGE = "report.html"

_TEMPLATE = Path(__file__).with_name("report.html")
_LISTED = 1000  # failures on the page; the ledger has them all
_SLOWEST = 20
_SLOWEST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """An input that the report names."""

    name: str
    state: str
    code: str
    attempts: int
    seconds: float
    pages: int
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a ledger.

    Attributes:
        counts: inputs by state.
        codes: inputs that failed, were quarantined or skipped, by code.
        documents: different contents that have a record.
        pages: their pages.
        ocr_pages: those of them that were recognised.
        seconds: work on all documents, summed over workers.
        doubtful: documents by field with low confidence, most first.
        slowest: the documents that took longest.
        failures: inputs that failed or were quarantined; the first of them only.
        started_at: of the last run.
        ended_at: None when it was cut off.
        parser_version: of the last run.
    """

    counts: dict[str, int]
    codes: list[tuple[str, str, int]]
    documents: int
    pages: int
    ocr_pages: int
    seconds: float
    doubtful: list[tuple[str, int]]
    slowest: list[Listed]
    failures: list[Listed]
    started_at: str
    ended_at: str | None
    parser_version: str

    @property
    def total(self) -> int:
        """How many inputs there are."""
        return sum(self.counts.values())

    @property
    def exit_code(self) -> ExitCode:
        """The exit status that this amounts to."""
        if self.ended_at is None:
            return ExitCode.INTERRUPTED
        if not self.total:
            return ExitCode.NOT_FOUND
        return ExitCode.SOME_FAILED if self.failed else ExitCode.OK

    @property
    def failed(self) -> int:
        """How many inputs failed for good."""
        return self.counts["failed"] + self.counts["quarantined"]


def summarise(ledger: Ledger) -> Summary:
    """Return the figures of *ledger*, all its runs taken together."""
    documents, pages, ocr_pages = next(
        ledger.query(
            "SELECT count(*), coalesce(sum(pages), 0), coalesce(sum(ocr_pages), 0) FROM "
            "(SELECT max(pages) AS pages, max(ocr_pages) AS ocr_pages FROM inputs "
            "WHERE state = 'done' GROUP BY sha256)"
        )
    )
    doubtful: Counter[str] = Counter()
    for fields, count in ledger.query(
        "SELECT doubtful, count(*) FROM inputs WHERE doubtful IS NOT NULL GROUP BY doubtful"
    ):
        doubtful.update(dict.fromkeys(fields.split(), count))
    (seconds,) = next(ledger.query("SELECT coalesce(sum(seconds), 0) FROM inputs"))
    run = next(
        ledger.query(
            "SELECT started_at, ended_at, parser_version FROM runs ORDER BY id DESC LIMIT 1"
        ),
        ("", None, ""),
    )
    return Summary(
        ledger.counts(),
        list(
            ledger.query(
                "SELECT state, code, count(*) FROM inputs WHERE state IN "
                "('failed', 'quarantined', 'skipped') GROUP BY state, code "
                "ORDER BY state, count(*) DESC, code"
            )
        ),
        documents,
        pages,
        ocr_pages,
        seconds,
        doubtful.most_common(),
        list(_listed(ledger, "seconds > 0 ORDER BY seconds DESC", _SLOWEST)),
        list(_listed(ledger, "state IN ('failed', 'quarantined') ORDER BY code, id", _LISTED)),
        *run,
    )


def _listed(ledger: Ledger, condition: str, most: int) -> Iterator[Listed]:
    for path, entry, member, *about in ledger.query(
        "SELECT path, entry, member, state, coalesce(code, ''), attempts, coalesce(seconds, 0), "
        f"coalesce(pages, 0), coalesce(message, '') FROM inputs WHERE {condition} LIMIT ?",
        most,
    ):
        name = os.fsencode(name_of(path, entry, member)).decode("utf-8", "backslashreplace")
        yield Listed(name, *about)


def summary_lines(summary: Summary) -> Iterator[str]:
    """Yield the summary as lines of text."""
    states = (f"{count} {state}" for state, count in summary.counts.items() if count)
    yield f"{summary.total} inputs: {', '.join(states) or 'none'}"
    for state, code, count in summary.codes:
        yield f"  {state} {code}: {count}"
    yield (
        f"{summary.documents} documents of {summary.pages} pages, "
        f"{summary.ocr_pages} of them recognised; {summary.seconds:.1f} s of work"
    )
    if summary.doubtful:
        fields = (f"{name} {count}" for name, count in summary.doubtful)
        yield f"low confidence: {', '.join(fields)}"
    for one in summary.slowest[:_SLOWEST_TOLD]:
        yield f"slow: {one.seconds:.1f} s for {one.pages} pages of {one.name}"


def write_page(summary: Summary, folder: Path) -> Path:
    """Write the report into *folder*: one page, nothing fetched, all that it names escaped.

    Raises:
        OSError: it cannot be written.
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.finalize = lambda value: printable(value) if type(value) is str else value
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    path = folder / PAGE
    write_atomically(path, template.render(summary=summary))
    return path
