"""Reads gold records and found ones from folders and JSON Lines files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from circular_parser.errors import BrokenFileError, NotFoundError, UnreadableError

Records = dict[str, dict[str, Any]]


def load_gold(folder: Path) -> Records:
    """Return the gold records of *folder*, one ``<id>.json`` each, by id.

    Raises:
        DocumentError: the folder is missing or holds no record, or one is malformed.
    """
    if not folder.is_dir():
        raise NotFoundError(str(folder), "there is no such folder of gold records")
    records = _load_folder(folder)
    if not records:
        raise NotFoundError(str(folder), "no gold record (<id>.json) in this folder")
    return records


def load_records(path: Path) -> Records:
    """Return the records of a folder, or of a JSON Lines file, by the id of their document.

    In a folder the id is the stem of ``<id>.json``; in a file that of ``source.path``.

    Raises:
        DocumentError: there is no such file, or a record is malformed or of an id seen before.
    """
    if path.is_dir():
        return _load_folder(path)
    records: Records = {}
    # Not splitlines: a record may hold other breaks of lines than JSON Lines knows.
    for number, line in enumerate(_read(path).split("\n"), 1):
        if line.strip():
            record = _record(path, line, f"line {number}")
            source = record.get("source")
            name = source.get("path") if isinstance(source, dict) else None
            if not isinstance(name, str):
                raise BrokenFileError(str(path), f"line {number} has no source.path")
            stem = Path(name).stem
            if stem in records:
                raise BrokenFileError(str(path), f"line {number} is a second record of {stem!r}")
            records[stem] = record
    return records


def _load_folder(folder: Path) -> Records:
    return {
        path.stem: _record(path, _read(path), "the file") for path in sorted(folder.glob("*.json"))
    }


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFoundError(str(path), "there is no such file") from None
    except OSError as error:
        raise UnreadableError(str(path), f"not read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BrokenFileError(str(path), "the file is no UTF-8 text") from None


def _record(path: Path, text: str, part: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenFileError(str(path), f"{part} is no JSON: {error}") from None
    if not isinstance(record, dict):
        raise BrokenFileError(str(path), f"{part} holds no record")
    return record
