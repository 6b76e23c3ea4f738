"""Small pages made for the tests: letters as PDF and as pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

# ReportLab carries it: no font of the machine is needed.
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
Placed = tuple[float, float, str]  # x and baseline in points from the top left, text

LETTER: Sequence[Placed] = (
    (190, 60, "PEMERINTAH KABUPATEN CONTOH"),
    (225, 76, "SEKRETARIAT DAERAH"),
    (330, 120, "Contoh, 4 Mei 2021"),
    (72, 140, "Nomor"),
    (125, 140, ":"),
    (132, 140, "800/ 0041"),
    (330, 140, "Kepada"),
    (72, 154, "Sifat"),
    (125, 154, ":"),
    (132, 154, "Segera"),
    (330, 154, "Yth. 1. Kepala Dinas;"),
    (72, 168, "Hal"),
    (125, 168, ":"),
    (132, 168, "Pengaturan jam kerja"),
    (350, 168, "2. Camat;"),
    (132, 182, "pegawai di kantor"),
    (330, 182, "di -"),
    (350, 196, "TEMPAT"),
    (100, 240, "Dalam rangka menjaga kesehatan pegawai di lingkungan pemerintah daerah, dengan"),
    (72, 254, "ini disampaikan hal-hal sebagai berikut untuk dilaksanakan oleh semua perangkat :"),
    (72, 268, "1."),
    (100, 268, "Setiap pegawai bekerja dari rumah sampai dengan tanggal 20 Mei 2021."),
    (72, 282, "2."),
    (100, 282, "Kepala perangkat daerah mengatur giliran kerja pegawai di kantor."),
    (72, 310, "Demikian untuk menjadi perhatian dan dilaksanakan sebagaimana mestinya oleh semua."),
    (340, 360, "a.n. BUPATI CONTOH"),
    (340, 374, "SEKRETARIS DAERAH,"),
    (340, 430, "Drs. AMIR HASAN, M.Si"),
    (340, 444, "NIP. 19680925 198803 1 003"),
    (72, 430, "Tembusan :"),
    (72, 444, "1. Bupati Contoh;"),
    (72, 458, "2. Arsip."),
)


def pdf_of(
    *pages: Sequence[Placed],
    draw: Callable[[Canvas], None] | None = None,
    size: tuple[float, float] = A4,
    rotation: int = 0,
    invisible: bool = False,
    encrypt: object = None,
) -> bytes:
    """Return a PDF with the texts given; *draw* is called on each page before its text."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, encrypt=encrypt, invariant=1)
    for page in pages:
        if draw is not None:
            draw(canvas)
        for x, baseline, text in page:
            line = canvas.beginText(x, size[1] - baseline)
            line.setFont("Helvetica", 11)
            line.setTextRenderMode(3 if invisible else 0)
            line.textOut(text)
            canvas.drawText(line)
        canvas.showPage()
    canvas.save()
    return _turned(buffer.getvalue(), rotation) if rotation else buffer.getvalue()


def _turned(data: bytes, rotation: int) -> bytes:
    pdf = pdfium.PdfDocument(data)
    for page in pdf:
        page.set_rotation(rotation)
    buffer = BytesIO()
    pdf.save(buffer)
    pdf.close()
    return buffer.getvalue()


def picture_of(
    page: Sequence[Placed], dpi: int = 150, size: tuple[float, float] = A4
) -> Image.Image:
    """Return the page as a scanner would: grey pixels at *dpi*."""
    pdf = pdfium.PdfDocument(pdf_of(page, size=size))
    picture: Image.Image = pdf[0].render(scale=dpi / 72).to_pil().convert("L")
    pdf.close()
    return picture


def file_of(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return the picture as the bytes of a *kind* file (JPEG, PNG, TIFF, WEBP)."""
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def whole_page(picture: Image.Image) -> Callable[[Canvas], None]:
    """Return a drawer that lays *picture* over the whole page."""

    def draw(canvas: Canvas) -> None:
        width, height = canvas._pagesize
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)

    return draw


def lines_on_picture(lines: Sequence[str], width: int = 900, height: int = 400) -> Image.Image:
    """Return a small picture with printed lines."""
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), 28)
    for row, line in enumerate(lines):
        pen.text((40, 40 + 50 * row), line, font=font, fill=0)
    return picture
