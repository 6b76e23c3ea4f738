"""What a batch tells: while it runs, at its end, and on its page."""

from __future__ import annotations

import io
import json
import logging
import os
import re
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from circular_parser.batch import progress, summary_lines
from circular_parser.batch.ledger import Ledger, Row
from circular_parser.batch.progress import duration, shown
from circular_parser.batch.report import summarise, write_page
from circular_parser.batch.runner import Status
from circular_parser.batch.sources import Input
from circular_parser.cli import app
from circular_parser.errors import BrokenFileError, ExitCode, Failure

NASTY = "/in/<script>alert(1)</script>\x1b[31m\n.pdf"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.start("1.0+abc")
    names = [NASTY, "/in/a.pdf", "/in/b.pdf", "/in/copy of b.pdf", os.fsdecode(b"/in/\xff.pdf")]
    ledger.add([Input(name, "1") for name in names])
    ledger.add([Input("/in/x.xls", "1", skipped="no_document")])
    ledger.claim(10)
    failure = Failure.of(NASTY, BrokenFileError(NASTY, "it is <b>cut</b> off"))
    ledger.settle(
        [
            Row(1, "failed", 1, "0" * 64, failure=failure, seconds=0.5),
            Row(2, "done", 1, "a" * 64, 1, seconds=12.25, pages=3, ocr_pages=2, doubtful="number"),
            Row(3, "done", 1, "b" * 64, 1, seconds=0.25, pages=1, ocr_pages=0),
            Row(4, "done", 0, "b" * 64, 1, pages=1, ocr_pages=0),
            Row(
                5,
                "done",
                1,
                "c" * 64,
                1,
                seconds=0.25,
                pages=1,
                ocr_pages=0,
                doubtful="number subject",
            ),
        ]
    )
    ledger.end()
    return ledger


def test_every_input_is_accounted_for(ledger: Ledger, tmp_path: Path) -> None:
    with closing(ledger):
        summary = summarise(ledger)
    assert summary.total == 6
    assert {state: count for state, count in summary.counts.items() if count} == {
        "done": 4,
        "failed": 1,
        "skipped": 1,
    }
    # Equal files count once.
    assert (summary.documents, summary.pages, summary.ocr_pages) == (3, 5, 2)
    assert summary.doubtful == [("number", 2), ("subject", 1)]
    assert summary.slowest[0].name == "/in/a.pdf"
    assert summary.exit_code == ExitCode.SOME_FAILED
    assert list(summary_lines(summary)) == [
        "6 inputs: 4 done, 1 failed, 1 skipped",
        "  failed broken_file: 1",
        "  skipped no_document: 1",
        "3 documents of 5 pages, 2 of them recognised; 13.2 s of work",
        "low confidence: number 2, subject 1",
        "slow: 12.2 s for 3 pages of /in/a.pdf",
        f"slow: 0.5 s for 0 pages of {NASTY}",
        "slow: 0.2 s for 1 pages of /in/b.pdf",
    ]


def test_the_page_stands_by_itself_and_escapes_all(ledger: Ledger, tmp_path: Path) -> None:
    with closing(ledger):
        page = write_page(summarise(ledger), tmp_path).read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    assert "/in/\\xff.pdf" in page
    assert not re.search(r"(src|href)\s*=", page)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (59, "59 s"), (150, "2 min"), (3600 * 3 + 1200, "3 h 20 min")],
)
def test_lengths_of_time(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def status() -> Status:
    return Status(to_do=10, listing=False, through=4, failed=1, working=[("/in/\x1ba.pdf", 2.0)])


def test_a_log_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_BETWEEN_LINES", 0.0)
    text, lines = io.StringIO(), io.StringIO()
    with shown(text, None) as show:
        show(status())
    assert re.search(r"4 of 10, 1 failed, .*/s, \d+ s left", text.getvalue())
    with shown(lines, "json") as show:
        show(status())
        logging.getLogger("circular_parser.batch.runner").warning("said\nin two lines")
    first, second = map(json.loads, lines.getvalue().splitlines())
    assert (first["through"], first["to_do"], first["failed"]) == (4, 10, 1)
    assert second["message"] == "said\nin two lines"
    assert second["level"] == "warning"


def test_no_line_before_its_time() -> None:
    text = io.StringIO()
    with shown(text, None) as show:
        for _ in range(100):
            show(status())
    assert text.getvalue() == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_shows_what_each_worker_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    with shown(terminal, None) as show:
        show(status())
    said = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue())
    assert "4 of 10" in said
    assert "1 failed" in said
    assert "2 s  /in/\ufffda.pdf" in said


def test_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = CliRunner().invoke(app, ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out")])
    assert result.exit_code == ExitCode.NOT_FOUND
    assert "0 inputs: none" in result.output
