"""A feed of changes: a file of JSON Lines that a consumer reads on from where it left off."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pydantic_core import from_json

from circular_parser.errors import BrokenFileError

from .durable import sync_folder
from .identity import readable_id
from .stored import StoredRecord, printable_path

Change = Literal["added", "changed", "removed"]


@dataclass(slots=True)
class _Known:
    """What the feed says last of a document."""

    version: int
    digest: str | None
    readable_id: str


def update_feed(records: Iterable[StoredRecord], path: Path, now: str | None = None) -> int:
    """Append to the feed *path* what changed since it was last brought up to date.

    Each line is one event: ``sequence`` (1, 2, 3 ...), ``time``, ``change`` (``added``,
    ``changed``, ``removed``), ``document_id``, ``readable_id``, ``version`` of the record
    (raised by each change), ``path``, ``parsed_at``, ``parser_version``, and the ``record``
    itself, null where it was removed. Lines are never changed. A record that is parsed again
    to the same values is no change.

    Args:
        records: all that there are: what the feed knows and they lack was removed.
        path: the feed; made if missing.
        now: the time of the events, ISO; that of the call by default.

    Returns:
        How many events were added.

    Raises:
        OSError: it cannot be written.
        BrokenFileError: *path* holds something else.
    """
    time = now or dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    path.touch()
    with path.open("r+b") as file:
        known, sequence = _read(path, file)
        count = 0
        for event in _events(records, known):
            count += 1
            event = {"sequence": sequence + count, "time": time, **event}
            file.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode())
            file.write(b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return count


def _read(path: Path, file: BinaryIO) -> tuple[dict[str, _Known], int]:
    """Return what the feed says last of each document; stand after its last whole line."""
    known: dict[str, _Known] = {}
    sequence = end = 0
    for line in file:
        if not line.endswith(b"\n"):  # the writer was stopped here
            break
        try:
            event = from_json(line)
            sequence = event["sequence"]
            digest = None if event["change"] == "removed" else _digest(event["record"])
            known[event["document_id"]] = _Known(event["version"], digest, event["readable_id"])
        except (ValueError, LookupError, TypeError):
            raise BrokenFileError(str(path), f"line {sequence + 1} is no event of a feed") from None
        end += len(line)
    file.seek(end)
    file.truncate()
    return known, sequence


def _events(records: Iterable[StoredRecord], known: dict[str, _Known]) -> Iterator[dict[str, Any]]:
    gone = set(known)
    for stored in records:
        document = stored.document_id
        gone.discard(document)
        record = from_json(stored.record)
        before = known.get(document)
        digest = _digest(record)
        if before is None or before.digest != digest:
            change: Change = "added" if before is None or before.digest is None else "changed"
            name = readable_id(record, document)
            version = before.version + 1 if before else 1
            yield _event(change, document, name, version, stored, record)
    for document in sorted(gone):
        before = known[document]
        if before.digest is not None:
            yield _event("removed", document, before.readable_id, before.version + 1)


def _event(
    change: Change,
    document: str,
    name: str,
    version: int,
    stored: StoredRecord | None = None,
    record: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "change": change,
        "document_id": document,
        "readable_id": name,
        "version": version,
        "path": printable_path(stored.path) if stored else None,
        "parsed_at": stored.parsed_at if stored else None,
        "parser_version": stored.parser_version if stored else None,
        "record": record,
    }


def _digest(record: dict[str, Any]) -> str:
    """Return what tells whether a record says the same; where its file stands is no matter."""
    content = record | {"source": record["source"] | {"path": None}}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
