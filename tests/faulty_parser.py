"""A parser that is quick and does to its process what the document says."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from circular_parser.errors import BrokenFileError
from circular_parser.reading.options import ReadOptions

NAME = "faulty_parser:FaultyParser"


class FaultyParser:
    """Obeys the first word of a document: crash, hang, eat, fail, slow, threads; gives a record."""

    def __init__(self, options: ReadOptions, models: Sequence[Path]) -> None:
        self.parsed = 0

    def parse(self, data: bytes, name: str = "") -> Any:
        self.parsed += 1
        word, _, rest = data.partition(b" ")
        if word == b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == b"crash-once":
            mark = Path(rest.decode().strip())
            if not mark.exists():
                mark.touch()
                os.abort()
        elif word == b"hang":
            # A program in a session of its own, as engines are started.
            child = subprocess.Popen(["sleep", "1000"], start_new_session=True)
            Path(rest.decode().strip()).write_text(f"{os.getpid()} {child.pid}")
            time.sleep(1000)
        elif word == b"eat":
            bytearray(1 << 30)
        elif word == b"fail":
            raise BrokenFileError(name, "it says so")
        elif word == b"odd":
            raise ValueError("no error\nof a document")
        elif word == b"slow":
            time.sleep(0.01)
        elif word == b"threads":
            import cv2

            data = b"%d" % cv2.getNumThreads()
        about = {
            "path": os.fsencode(name).decode("utf-8", "backslashreplace"),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        values = {
            # Which process, and the how manieth of it: tests look at who did what.
            "number": f"{os.getpid()}/{self.parsed}",
            "subject": data.decode("utf-8", "replace")[:80],
        }
        return Record({**_BARE, **values, "source": {**_BARE["source"], **about}})


class Record:
    """What is asked of a record by those who store it."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.warnings: list[Any] = []
        pages = [SimpleNamespace(**page) for page in values["source"]["pages"]]
        self.source = SimpleNamespace(sha256=values["source"]["sha256"], pages=pages)

    def model_dump_json(self) -> str:
        return json.dumps(self.values)


def _bare() -> dict[str, Any]:
    """Return a record that states nothing.

    The processes that tests start have it from the first one: to load the class takes each a
    third of a second.
    """
    if _MARK not in os.environ:
        from circular_parser.record import Circular, Source, SourcePage

        pages = [SourcePage(number=1, role="letter", text_source="plain", reason="plain")]
        about = {"path": "", "sha256": "", "media_type": "text/plain", "form": "circular"}
        record = Circular(source=Source(**about, pages=pages))
        os.environ[_MARK] = record.model_dump_json()
    bare: dict[str, Any] = json.loads(os.environ[_MARK])
    return bare


_MARK = "CIRCULAR_PARSER_TESTS_RECORD"
_BARE = _bare()
