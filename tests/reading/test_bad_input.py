from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from circular_parser import errors
from circular_parser.reading import Limits, ReadOptions, read, recognisers
from circular_parser.reading.ocr import EngineMissingError
from reading.made_pages import LETTER, file_of, lines_on_picture, pdf_of, whole_page

PICTURE = lines_on_picture(["Nomor : 800/12/2021"], 600, 200)


def _no_pages() -> bytes:
    pdf = pdfium.PdfDocument.new()
    buffer = BytesIO()
    pdf.save(buffer)
    pdf.close()
    return buffer.getvalue()


def _user_encrypted() -> bytes:
    return pdf_of(LETTER, encrypt=StandardEncryption("rahasia", "pemilik", strength=128))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", errors.EmptyFileError, id="empty"),
        pytest.param(b" \n\t\r\n ", errors.EmptyFileError, id="white space"),
        pytest.param(b"\x00\x01\x02\x03\x04" * 50, errors.UnsupportedFormatError, id="binary"),
        pytest.param(b"PK\x03\x04zip", errors.UnsupportedFormatError, id="zip"),
        pytest.param(b"%PDF-1.7\n%%EOF", errors.BrokenFileError, id="PDF of a head alone"),
        pytest.param(b"%PDF-1.4\n" + b"\xff" * 5000, errors.BrokenFileError, id="PDF of rubbish"),
        pytest.param(_user_encrypted(), errors.EncryptedError, id="asks for a password"),
        pytest.param(_no_pages(), errors.NoPagesError, id="PDF without a page"),
        pytest.param(
            pdf_of([(72, 72, "x")], size=(90_000, 90_000)), errors.TooLargeError, id="absurd page"
        ),
        pytest.param(file_of(PICTURE, "JPEG")[:900], errors.BrokenFileError, id="half a JPEG"),
        pytest.param(file_of(PICTURE, "PNG")[:300], errors.BrokenFileError, id="half a PNG"),
        pytest.param(b"\xff\xd8\xff\xe0rubbish" * 9, errors.BrokenFileError, id="no JPEG at all"),
        pytest.param(b"II*\x00\x08\x00\x00\x00", errors.BrokenFileError, id="TIFF of a head alone"),
        pytest.param(
            file_of(Image.new("1", (16_000, 16_000), 1), "PNG"),
            errors.TooLargeError,
            id="bomb: 256 million pixels in a small file",
        ),
    ],
)
def test_each_fault_has_its_error(data: bytes, expected: type[errors.DocumentError]) -> None:
    with pytest.raises(expected) as caught:
        read(data)
    assert caught.value.path == "<bytes>"
    assert "\n" not in str(caught.value)


def test_a_large_picture_inside_a_pdf_is_refused_before_decoding() -> None:
    pdf = pdf_of([], draw=whole_page(Image.new("1", (2_000, 2_000), 1)))
    with pytest.raises(errors.TooLargeError, match="picture"):
        read(pdf, options=ReadOptions(limits=Limits(max_pixels=3_000_000)))


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFoundError):
        read(tmp_path / "none.pdf")
    with pytest.raises(errors.UnreadableError, match="folder"):
        read(tmp_path)
    with pytest.raises(errors.UnreadableError, match="regular"):
        read("/dev/zero")
    with pytest.raises(errors.UnreadableError):
        read("a\x00b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    file = tmp_path / "secret.pdf"
    file.write_bytes(pdf_of(LETTER))
    file.chmod(0)
    with pytest.raises(errors.UnreadableError):
        read(file)


def test_limits_on_bytes_and_pages(tmp_path: Path) -> None:
    file = tmp_path / "two.pdf"
    file.write_bytes(pdf_of(LETTER, LETTER))
    with pytest.raises(errors.TooLargeError, match="bytes"):
        read(file, options=ReadOptions(limits=Limits(max_bytes=100)))
    with pytest.raises(errors.TooLargeError, match="pages"):
        read(file, options=ReadOptions(limits=Limits(max_pages=1)))
    frames = [PICTURE] * 3
    tiff = file_of(PICTURE, "TIFF", save_all=True, append_images=frames)
    with pytest.raises(errors.TooLargeError, match="pages"):
        read(tiff, options=ReadOptions(ocr="never", limits=Limits(max_pages=2)))


def test_passwords() -> None:
    owner_only = pdf_of(LETTER, encrypt=StandardEncryption("", "pemilik", strength=128))
    assert "Nomor : 800/ 0041" in read(owner_only).text
    opened = read(_user_encrypted(), options=ReadOptions(password="rahasia"))
    assert "Nomor : 800/ 0041" in opened.text
    with pytest.raises(errors.EncryptedError, match="does not open"):
        read(_user_encrypted(), options=ReadOptions(password="salah"))


def test_a_truncated_pdf_is_read_or_refused_but_never_crashes() -> None:
    whole = pdf_of(LETTER, LETTER)
    for share in (0.2, 0.5, 0.8, 0.95):
        try:
            document = read(whole[: int(len(whole) * share)])
        except errors.DocumentError as error:
            assert error.code in {"broken_file", "no_pages"}
        else:
            assert document.pages


def test_a_scan_without_an_engine_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise EngineMissingError("the tesseract command is not installed")

    monkeypatch.setattr(recognisers, "engine_for", none)
    with pytest.raises(errors.MissingProgramError, match="page 1"):
        read(file_of(PICTURE, "PNG"))
    assert read(pdf_of(LETTER)).pages[0].text_source == "text_layer"


def test_a_language_without_data_is_a_missing_program() -> None:
    with pytest.raises(errors.MissingProgramError):
        read(file_of(PICTURE, "PNG"), options=ReadOptions(language="zzz", engine="tesseract"))
