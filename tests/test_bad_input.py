"""Files that are no good, or not what they seem: each has its code, none a traceback."""

from __future__ import annotations

import io
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from circular_parser import Circular, Parser
from circular_parser.cli import app
from circular_parser.errors import DocumentError, ExitCode, UnreadableError
from circular_parser.reading import ReadOptions

LETTER = [
    "PEMERINTAH KOTA TARAKAN",
    "SURAT EDARAN",
    "NOMOR 800/21/BKPSDM/2022",
    "TENTANG",
    "JAM KERJA PADA BULAN RAMADAN",
    "Pegawai wajib mengisi daftar hadir setiap hari kerja selama bulan Ramadan.",
    "Ditetapkan di Tarakan pada tanggal 4 April 2022",
    "WALI KOTA TARAKAN,",
    "KHAIRUL",
]


def letter_pdf(lines: list[str] | None = None, size: tuple[float, float] = A4) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    for index, line in enumerate(LETTER if lines is None else lines):
        canvas.drawString(72, size[1] - 100 - 24 * index, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def locked_pdf(user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(letter_pdf()))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf_without_pages() -> bytes:
    writer = pypdf.PdfWriter()
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def vast_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=2_000_000, height=2_000_000)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def picture(kind: str, size: tuple[int, int] = (400, 300)) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", size, 255).save(buffer, kind)
    return buffer.getvalue()


def bomb() -> bytes:
    """Return a PNG of a megabyte that decodes to 500 MB of grey."""
    side = 22_400

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + crc

    header = side.to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    # One row is packed and repeated: packing half a gigabyte would take seconds.
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    row = packer.compress(bytes(side + 1)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (side * (side + 1) % 65521) << 16 | 1
    pixels = b"\x78\xda" + row * side + packer.flush() + checksum.to_bytes(4, "big")
    parts = chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.pdf", bytes, "empty_file"),
    "white space": ("a.txt", lambda: b" \n\t\n", "empty_file"),
    "garbage": ("a.pdf", lambda: bytes(range(256)) * 40, "unsupported_format"),
    "an archive": ("a.docx", lambda: b"PK\x03\x04" + bytes(400), "unsupported_format"),
    "a program": ("a.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(400), "unsupported_format"),
    "cut off pdf": ("a.pdf", lambda: letter_pdf()[:300], "broken_file"),
    "pdf head alone": ("a.pdf", lambda: b"%PDF-1.7\n", "broken_file"),
    "garbage pdf": ("a.pdf", lambda: b"%PDF-1.7\n" + b"\xff\x00 obj <<" * 500, "broken_file"),
    "cut off png": ("a.png", lambda: picture("PNG")[:60], "broken_file"),
    "cut off jpeg": ("a.jpg", lambda: picture("JPEG")[:200], "broken_file"),
    "user password": ("a.pdf", lambda: locked_pdf("rahasia", "induk"), "encrypted"),
    "no pages": ("a.pdf", pdf_without_pages, "no_pages"),
    "vast page": ("a.pdf", vast_pdf, "too_large"),
    "500 MB image": ("a.png", bomb, "too_large"),
}


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_code(case: str, tmp_path: Path, parser: Parser) -> None:
    name, make, code = REFUSED[case]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(DocumentError) as caught:
        parser.parse(path)
    error = caught.value
    assert error.code == code
    assert error.path == str(path)
    result = CliRunner().invoke(app, ["parse", str(path)])
    assert result.exit_code == error.exit_code
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    for part in (str(path), f"[{code}]", error.advice):
        assert part in result.stderr


def test_a_missing_file(tmp_path: Path, parser: Parser) -> None:
    with pytest.raises(DocumentError) as caught:
        parser.parse(tmp_path / "none.pdf")
    assert caught.value.code == "not_found"
    result = CliRunner().invoke(app, ["parse", str(tmp_path / "none.pdf")])
    assert result.exit_code == ExitCode.NOT_FOUND


def test_a_folder_given_as_a_file(tmp_path: Path, parser: Parser) -> None:
    with pytest.raises(UnreadableError):
        parser.parse(tmp_path)


def test_a_device_and_a_pipe_are_not_waited_for(tmp_path: Path, parser: Parser) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(UnreadableError):
            parser.parse(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, parser: Parser) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(letter_pdf())
    path.chmod(0)
    with pytest.raises(UnreadableError):
        parser.parse(path)


def assert_letter(record: Circular) -> None:
    assert record.number == "800/21/BKPSDM/2022"
    assert record.issuer.region == "Kota Tarakan"


def test_the_bytes_decide_and_not_the_suffix(tmp_path: Path, parser: Parser) -> None:
    misnamed = tmp_path / "letter.txt"
    misnamed.write_bytes(letter_pdf())
    assert_letter(parser.parse(misnamed))
    text = tmp_path / "letter.pdf"
    text.write_text("\n".join(LETTER), encoding="utf-8")
    assert_letter(parser.parse(text))
    photo = tmp_path / "photo.pdf"
    photo.write_bytes(picture("JPEG"))
    record = Parser(ReadOptions(ocr="never")).parse(photo)
    assert record.source.media_type == "image/jpeg"


def test_bytes_have_no_path(parser: Parser) -> None:
    record = parser.parse(letter_pdf())
    assert_letter(record)
    assert record.source.path is None


def test_an_owner_password_does_not_keep_it_from_being_read(parser: Parser) -> None:
    assert_letter(parser.parse(locked_pdf("", "induk")))


def test_a_password_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(locked_pdf("rahasia", "induk"))
    for options, status in (
        (["--password", "rahasia"], ExitCode.OK),
        (["--password", "wrong"], ExitCode.ENCRYPTED),
    ):
        result = CliRunner().invoke(app, ["parse", str(path), *options])
        assert result.exit_code == status, result.stderr
        assert "rahasia" not in result.output
    monkeypatch.setenv("CIRCULAR_PARSER_PASSWORD", "rahasia")
    result = CliRunner().invoke(app, ["parse", str(path)])
    assert json.loads(result.stdout)["number"] == "800/21/BKPSDM/2022"


def test_a_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/surat-\xff.pdf"))
    path.write_bytes(letter_pdf())
    result = CliRunner().invoke(app, ["parse", str(path), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.stderr
    assert len(list((tmp_path / "out").iterdir())) == 1


def assert_nothing_invented(record: Circular) -> None:
    """Hold that nothing is claimed of a document that is no circular, and that it is said."""
    assert record.number is None
    assert record.issued_on is None
    assert record.issuer.region is None
    assert record.signatory.name is None
    assert record.effective_periods == []
    assert record.work_arrangement is None
    assert record.exempt_services == []
    assert record.obligations == []
    assert record.warnings


FOREIGN = {
    "English": """Dear colleagues,

    Starting on 6 June 2022 all employees must register their attendance at the front desk
    before nine o'clock. Staff of the emergency department are exempt from this rule. The
    arrangement stays in force until 30 June 2022.

    Number: 12/HR/2022
    Yours sincerely,
    Margaret Ellis, Head of Personnel
    """,
    "Dutch": """Geachte medewerkers,

    Met ingang van 6 juni 2022 is iedereen verplicht zich bij aankomst te melden bij de
    receptie. De maatregel geldt tot en met 30 juni 2022 en is niet van toepassing op de
    afdeling spoedeisende hulp.

    Met vriendelijke groet,
    drs. Willem de Bruin, hoofd personeelszaken
    """,
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_text_in_another_language(language: str, parser: Parser) -> None:
    assert_nothing_invented(parser.parse(FOREIGN[language].encode()))


RECIPE = """Resep Soto Ayam untuk Enam Porsi

Bahan: satu ekor ayam, 2 liter air, 3 batang serai, 5 lembar daun jeruk, dan 100 gram tauge.

Cara membuat:
1. Rebus ayam dengan api kecil selama 45 menit sampai empuk.
2. Tumis bumbu halus hingga harum, lalu masukkan ke dalam kuah.
3. Sajikan hangat dengan nasi, sambal, dan jeruk nipis.

Simpan sisa kuah di lemari es, tahan sampai 3 hari.
"""


def test_a_document_that_is_no_circular(tmp_path: Path, parser: Parser) -> None:
    assert_nothing_invented(parser.parse(RECIPE.encode()))
    path = tmp_path / "resep.pdf"
    path.write_bytes(letter_pdf(RECIPE.splitlines()))
    assert_nothing_invented(parser.parse(path))


def test_a_blank_page(parser: Parser) -> None:
    assert_nothing_invented(parser.parse(letter_pdf([])))
