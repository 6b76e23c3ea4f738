"""What a batch finds in folders, patterns, lists, archives and at URLs."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import fsspec
import pytest

from circular_parser.batch import sources as batch_sources
from circular_parser.batch.sources import Input, Lister
from circular_parser.errors import DocumentError
from circular_parser.reading.options import Limits, ReadOptions
from circular_parser.workers import Task
from circular_parser.workers.contents import Contents


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"isi")


def listed(*sources: object, without: str = "", listing: bytes = b"") -> list[Input]:
    lister = Lister(without, listing=io.BytesIO(listing))
    return list(lister.inputs(map(str, sources)))


def summary(inputs: Iterable[Input], base: Path) -> dict[str, str]:
    """Return what is listed: name below *base* to the code of what is wrong with it, if any."""
    return {
        os.path.relpath(one.path, base) + (f"!{one.member}" if one.entry is not None else ""): (
            one.failure.code if one.failure else one.skipped
        )
        for one in inputs
    }


def test_a_folder_is_walked_and_nothing_is_passed_over_in_silence(tmp_path: Path) -> None:
    base = tmp_path / "in"
    touch(base / "a.PDF", base / "sub/b.txt", base / "sub/table.xls", base / "README.md")
    touch(base / ".hidden.txt", base / ".git/c.txt", base / "out/records.txt")
    (base / "loop").symlink_to(base)
    (base / "gone.txt").symlink_to(base / "nowhere")
    (base / "round.txt").symlink_to(base / "round.txt")
    os.mkfifo(base / "pipe.txt")
    found = listed(base, without=str(base / "out"))
    assert summary(found, base) == {
        "a.PDF": "",
        "sub/b.txt": "",
        "sub/table.xls": "no_document",
        "loop": "linked_folder",
        "gone.txt": "not_found",
        "round.txt": "unreadable",
        "pipe.txt": "no_file",
    }


def test_names_of_any_bytes(tmp_path: Path) -> None:
    names = [b"surat\nedaran.txt", b"surat-\xff.txt", b"surat [1].txt"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"isi")
    found = {os.fsencode(one.path).rpartition(b"/")[2] for one in listed(tmp_path)}
    assert found == set(names)
    # A name that looks like a pattern is a name when there is such a file.
    (one,) = listed(tmp_path / "surat [1].txt")
    assert one.failure is None


def test_patterns_and_paths_that_lead_nowhere(tmp_path: Path) -> None:
    touch(tmp_path / "a/x.txt", tmp_path / "b/c/y.txt", tmp_path / "b/z.pdf")
    assert summary(listed(tmp_path / "**/*.txt"), tmp_path) == {"a/x.txt": "", "b/c/y.txt": ""}
    assert summary(listed(tmp_path / "[ab]"), tmp_path).keys() == {
        "a/x.txt",
        "b/c/y.txt",
        "b/z.pdf",
    }
    assert [one.failure and one.failure.code for one in listed(tmp_path / "*.jpg")] == ["not_found"]
    assert [one.failure and one.failure.code for one in listed(tmp_path / "none")] == ["not_found"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\0"])
def test_a_list_of_names(end: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_sources, "_BLOCK", len(str(tmp_path)) + 10)
    names = [b"a.txt", b"b\n.txt" if end == b"\0" else b"b.txt", b"c-\xff.txt"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"isi")
    listing = end.join(os.fsencode(tmp_path) + b"/" + name for name in names)
    found = listed("-", listing=listing)
    assert [os.fsencode(one.path).rpartition(b"/")[2] for one in found] == names
    assert not any(one.failure for one in found)


def content(one: Input, options: ReadOptions | None = None) -> bytes | str:
    """Return the bytes that a worker gets, or the code of why it does not."""
    contents = Contents(options or ReadOptions())
    try:
        return contents.of(Task(1, one.path, one.member, one.entry))
    except DocumentError as error:
        return error.code
    finally:
        contents.close()


def test_members_of_an_archive_wherever_their_names_point(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.txt", "isi")
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.txt", "/etc/b.txt", "../../c.txt", "sub/d\ne.txt"):
            archive.writestr(name, name)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "the other")
        archive.writestr("nested.zip", inner.getvalue())
        archive.writestr("picture.svg", "<svg/>")
        archive.writestr("__MACOSX/a.txt", "")
        archive.writestr(".DS_Store", "")
        archive.mkdir("folder")
    found = listed(path)
    documents = [one for one in found if not one.failure and not one.skipped]
    assert [content(one) for one in documents] == [
        b"a.txt",
        b"/etc/b.txt",
        b"../../c.txt",
        b"sub/d\ne.txt",
        b"the other",
    ]
    rest = {one.member: one.failure.code if one.failure else one.skipped for one in found[-2:]}
    assert rest == {"nested.zip": "unsupported_format", "picture.svg": "no_document"}
    assert sorted(tmp_path.iterdir()) == [path]


def test_archives_that_are_no_good(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    assert summary(listed(broken), tmp_path) == {"broken.zip": "broken_file"}

    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(3_000_000))
    (one,) = listed(bomb)
    limits = ReadOptions(limits=Limits(max_bytes=1_000_000))
    assert content(one, limits) == "too_large"

    lying = tmp_path / "lying.zip"
    lying.write_bytes(bomb.read_bytes().replace(struct.pack("<L", 3_000_000), struct.pack("<L", 9)))
    assert content(listed(lying)[0], limits) == "broken_file"

    many = tmp_path / "many.zip"
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch_sources, "MAX_MEMBERS", 4)
        assert summary(listed(many), tmp_path) == {"many.zip": "too_large"}
    found = listed(many)
    many.unlink()
    assert content(found[0]) == "not_found"


def test_an_encrypted_member(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "isi")
    raw = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + flags] |= 1
    path.write_bytes(raw)
    (one,) = listed(path)
    assert content(one) == "encrypted"
    assert content(one, ReadOptions(password="salah")) == "encrypted"


def test_urls(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    for name, text in (("a.txt", b"satu"), ("sub/b.txt", b"dua"), ("sub/c.xls", b"")):
        memory.pipe(f"/listed/{name}", text)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("d.txt", "empat")
    memory.pipe("/listed/d.zip", archive.getvalue())
    found = {f"{one.path}!{one.member}": one for one in listed("memory://listed")}
    assert {name: one.skipped or content(one) for name, one in found.items()} == {
        "memory:///listed/a.txt!": b"satu",
        "memory:///listed/sub/b.txt!": b"dua",
        "memory:///listed/sub/c.xls!": "no_document",
        "memory:///listed/d.zip!d.txt": b"empat",
    }
    assert len(listed("memory://listed/*.txt")) == 1
    assert content(Input("memory://listed/none.txt")) == "not_found"
    assert [one.failure and one.failure.code for one in listed("nosuch://a")] == ["unreadable"]

    touch(tmp_path / "a.txt")
    (one,) = listed(f"file://{tmp_path}")
    assert content(one) == b"isi"
    limited = ReadOptions(limits=Limits(max_bytes=2))
    assert content(one, limited) == "too_large"
