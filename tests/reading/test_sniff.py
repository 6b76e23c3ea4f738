from __future__ import annotations

import pytest

from circular_parser.reading.sniff import media_type_of
from reading.made_pages import file_of, lines_on_picture, pdf_of

PICTURE = lines_on_picture(["Nomor"], 60, 40)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (pdf_of([(72, 72, "x")]), "surat.jpg", "application/pdf"),
        (b"rubbish\n" + pdf_of([(72, 72, "x")]), "", "application/pdf"),
        (file_of(PICTURE, "JPEG"), "surat.pdf", "image/jpeg"),
        (file_of(PICTURE, "PNG"), "", "image/png"),
        (file_of(PICTURE, "TIFF"), "", "image/tiff"),
        (file_of(PICTURE, "WEBP"), "", "image/webp"),
        (b"Wali kota menerbitkan surat edaran.", "berita.txt", "text/plain"),
        (b"Wali kota menerbitkan surat edaran.", "berita.pdf", "text/plain"),
        (b"# Surat edaran\n\nIsi.", "berita.md", "text/markdown"),
        (b"# Surat edaran\n\nIsi.", "", "text/markdown"),
        (b"\n<!DOCTYPE html><html><p>Isi</p></html>", "", "text/html"),
        ("Jum\u2019at \u2013 libur".encode("cp1252"), "a.txt", "text/plain"),
        ("\ufeffNomor 1".encode("utf-16"), "a.txt", "text/plain"),
        (b"\x00\x01\x02\x03binary", "a.txt", None),
        (b"PK\x03\x04 something else", "a.docx", None),
        (b"GIF89a\x01\x00\x01\x00", "a.gif", None),
    ],
)
def test_kind_by_the_bytes(data: bytes, name: str, expected: str | None) -> None:
    assert media_type_of(data, name) == expected


def test_a_character_cut_at_the_end_of_the_head_is_still_utf8() -> None:
    assert media_type_of(b"a" * 4095 + "\u00e9".encode() * 10, "a.txt") == "text/plain"
