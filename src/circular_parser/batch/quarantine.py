"""Sets aside the documents that ended or hung their process twice, for somebody to look at."""

from __future__ import annotations

import logging
import os
import posixpath
from pathlib import Path
from typing import Literal

from ..errors import DocumentError
from ..reading.options import ReadOptions
from ..workers.contents import Contents, is_url
from .ledger import Ledger

FOLDER = "quarantine"
SetAside = Literal["copy", "link"]

_LONGEST_NAME = 120  # bytes; the end of the name is what is kept

_log = logging.getLogger(__name__)


def set_aside(ledger: Ledger, output: Path, how: SetAside, options: ReadOptions) -> None:
    """Have a copy of each quarantined document, or a link to it, in a folder of *output*.

    Members of archives and what lies at URLs are copied in any case.

    Raises:
        OSError: the folder cannot be written to.
    """
    contents = Contents(options)
    for task in ledger.quarantined():
        base = os.fsencode(posixpath.basename(task.member or task.path))[-_LONGEST_NAME:]
        target = output / FOLDER / f"{task.number}-{os.fsdecode(base)}"
        if os.path.lexists(target):
            continue
        target.parent.mkdir(exist_ok=True)
        if how == "link" and task.entry is None and not is_url(task.path):
            target.symlink_to(task.path)
            continue
        try:
            data = contents.of(task)
        except DocumentError as error:
            _log.warning("not set aside: %s", error)
            continue
        target.write_bytes(data)
    contents.close()
