"""Sets a letter of state in the layouts that Indonesian offices use, as a text PDF.

A letter is data (a table of ``texts/*.toml``); a layout is a function that turns it into
ReportLab flowables. Lengths are in PDF points. The body has a small markup, one paragraph
a line: two spaces of indent are one level, a first word such as ``1.``, ``a)``, ``KESATU :``
or ``-`` is the item's mark, ``## `` opens a head, ``^ `` centres, ``> `` sets at the right,
``|`` makes a row of a ruled table, ``---`` a new page; ``{{...}}`` is written by hand.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

rl_config.useA85 = 0

Spec = Mapping[str, Any]
Painter = Callable[[Canvas], None]

F4 = (609.0, 935.0)
PAPERS = {"A4": A4, "F4": F4}
INK = colors.HexColor("#1f2f7a")
STAMP = colors.HexColor("#5b3f99")
LEVEL_INDENT = 22.0
HAND_SCALE = 1.5
BSRE = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik "
    "yang diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN."
)
ITEM_MARK = re.compile(
    r"(?P<mark>\d{1,2}[.)]|[a-z][.)]|\(\d\)|[A-Z]\.|-|(?:[IVX]+\.)|KE[A-Z]+ :)\s+(?P<rest>.*)"
)

_TRUETYPE = Path("/usr/share/fonts/truetype")
_TYPE1 = Path("/usr/share/fonts/type1/urw-base35")
_X11 = Path("/usr/share/fonts/X11/Type1")
_FAMILIES = {
    "serif": "LiberationSerif",
    "sans": "LiberationSans",
    "narrow": "LiberationSansNarrow",
}
HANDS = {
    "breip": _TRUETYPE / "breip/Breip.ttf",
    "dkg": _TRUETYPE / "fifthhorseman/dkg.ttf",
}


def register_fonts() -> None:
    """Make the office and handwriting fonts known to ReportLab (see README.md for packages)."""
    for family, stem in _FAMILIES.items():
        folder = _TRUETYPE / "liberation"
        for suffix, face in (
            ("", "Regular"),
            ("-b", "Bold"),
            ("-i", "Italic"),
            ("-bi", "BoldItalic"),
        ):
            pdfmetrics.registerFont(TTFont(family + suffix, str(folder / f"{stem}-{face}.ttf")))
        _register_family(family)
    for suffix, weight in (
        ("", "Light"),
        ("-b", "Demi"),
        ("-i", "LightItalic"),
        ("-bi", "DemiItalic"),
    ):
        base = _TYPE1 / f"URWBookman-{weight}"
        typeface = pdfmetrics.EmbeddedType1Face(f"{base}.afm", str(_X11 / f"{base.name}.pfb"))
        # The metrics file names no ascender, which would set each line too high.
        typeface.ascent, typeface.descent = 700, -220
        pdfmetrics.registerTypeFace(typeface)
        pdfmetrics.registerFont(
            pdfmetrics.Font("bookman" + suffix, f"URWBookman-{weight}", "WinAnsiEncoding")
        )
    _register_family("bookman")
    for hand, path in HANDS.items():
        pdfmetrics.registerFont(TTFont(hand, str(path)))


def _register_family(family: str) -> None:
    pdfmetrics.registerFontFamily(family, family, family + "-b", family + "-i", family + "-bi")


class Styles:
    """Paragraph styles of one letter: its font, size and leading."""

    def __init__(self, spec: Spec) -> None:
        font, size = spec.get("font", "serif"), spec.get("size", 11)
        self.font, self.size = font, size
        self.hand = spec.get("hand", "breip")
        self.broken = bool(spec.get("hyphenate", False))
        leading = size * spec.get("leading", 1.2)
        self.left = ParagraphStyle(
            "left", fontName=font, fontSize=size, leading=leading, alignment=TA_LEFT
        )
        self.body = ParagraphStyle(
            "body",
            self.left,
            alignment=TA_JUSTIFY,
            spaceAfter=size * 0.35,
            embeddedHyphenation=1 if self.broken else 0,
        )
        self.centre = ParagraphStyle("centre", self.left, alignment=TA_CENTER)
        self.small = ParagraphStyle("small", self.left, fontSize=size - 1.5, leading=leading - 1.5)

    def line(self, text: str, style: ParagraphStyle | None = None) -> Paragraph:
        """Return *text* as a paragraph of *style* (left), hand-written parts on its base line."""
        style = style or self.left
        if "{{" not in text:
            return Paragraph(self.markup(text), style)
        rise = pdfmetrics.getAscent(self.hand, self.size * HAND_SCALE) - pdfmetrics.getAscent(
            self.font, self.size
        )
        return Inked(self.markup(text), style, rise)

    def markup(self, text: str) -> str:
        """Return *text* with ``{{...}}`` set in the writer's hand."""
        if self.broken:
            text = soft_hyphens(text)
        size = self.size * HAND_SCALE
        return re.sub(
            r"\{\{(.*?)\}\}",
            rf'<font name="{self.hand}" size="{size:.1f}" color="#1f2f7a">\1</font>',
            text,
        )


SYLLABLE = re.compile(
    r"(?<=\w\w)(?:(?<=[aiueobcdfhjklmprstvwz])|(?<=n)(?![gy])|(?<=ng))"
    r"(?=[bcdfghjklmnpqrstvwyz][aiueo]\w)|(?<=[aiueo])(?=an\b)"
)


def soft_hyphens(text: str) -> str:
    """Return *text* with soft hyphens between the syllables of its long words."""
    return re.sub(r"\b\w[a-z]{6,}\b", lambda word: SYLLABLE.sub("\u00ad", word.group()), text)


class Inked(Paragraph):  # type: ignore[misc]
    """A line partly written by hand: the larger hand leaves the base line where it was."""

    def __init__(self, text: str, style: ParagraphStyle, rise: float) -> None:
        super().__init__(text, style)
        self.rise = rise

    def draw(self) -> None:
        """Paint on the page."""
        self.canv.saveState()
        self.canv.translate(0, self.rise)
        super().draw()
        self.canv.restoreState()


class Shape(Flowable):  # type: ignore[misc]
    """A drawing of fixed size made by ``paint(canvas)`` from its lower left corner."""

    def __init__(self, width: float, height: float, paint: Painter, align: str = "CENTER") -> None:
        super().__init__()
        self.width, self.height, self.paint, self.hAlign = width, height, paint, align

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the fixed size."""
        return self.width, self.height

    def draw(self) -> None:
        """Paint on the page."""
        self.canv.saveState()
        self.paint(self.canv)
        self.canv.restoreState()


def paint_shield(canvas: Canvas) -> None:
    """Draw an invented regional arms in 44 x 54 points: a shield, a star, waves, a scroll."""
    canvas.setLineWidth(1.4)
    shield = canvas.beginPath()
    shield.moveTo(4, 52)
    shield.lineTo(40, 52)
    shield.lineTo(40, 26)
    shield.curveTo(40, 12, 28, 8, 22, 4)
    shield.curveTo(16, 8, 4, 12, 4, 26)
    shield.close()
    canvas.setFillGray(0.88)
    canvas.drawPath(shield, fill=1)
    canvas.setFillGray(0.2)
    star = canvas.beginPath()
    for step, (x, y) in enumerate(
        (
            (22, 48),
            (24, 43),
            (29, 43),
            (25, 40),
            (27, 35),
            (22, 38),
            (17, 35),
            (19, 40),
            (15, 43),
            (20, 43),
        )
    ):
        (star.lineTo if step else star.moveTo)(x, y)
    star.close()
    canvas.drawPath(star, fill=1, stroke=0)
    for y in (16, 20, 24):
        canvas.bezier(8, y, 16, y + 5, 26, y - 5, 36, y)
    canvas.rect(12, 27, 20, 6, fill=1, stroke=0)
    canvas.ellipse(1, 30, 5, 50, fill=0)
    canvas.ellipse(39, 30, 43, 50, fill=0)


def paint_bird(canvas: Canvas) -> None:
    """Draw a bird with a shield on its breast, for heads of region, in 60 x 56 points."""
    canvas.setLineWidth(0.8)
    for side in (-1, 1):
        for feather in range(6):
            tip_x, tip_y = 30 + side * (29 - feather * 2.2), 46 - feather * 5.5
            canvas.bezier(
                30,
                40 - feather * 3,
                30 + side * 12,
                48 - feather * 3,
                tip_x,
                tip_y + 4,
                tip_x,
                tip_y,
            )
            canvas.bezier(
                30,
                37 - feather * 3,
                30 + side * 12,
                43 - feather * 3,
                tip_x,
                tip_y - 2,
                tip_x,
                tip_y,
            )
        for tail in range(3):
            canvas.line(30, 20, 30 + side * tail * 4, 6)
    canvas.setFillGray(0.3)
    canvas.circle(30, 50, 4, fill=1)
    canvas.line(34, 51, 39, 49)
    canvas.setFillGray(0.85)
    canvas.roundRect(22, 22, 16, 20, 4, fill=1)
    canvas.line(30, 22, 30, 42)
    canvas.line(22, 32, 38, 32)
    canvas.setFillGray(0.2)
    canvas.roundRect(10, 9, 40, 5, 2, fill=1)


def paint_signature(canvas: Canvas, seed: int, stamp: str | None = None) -> None:
    """Draw a scrawl from *seed* in 130 x 56 points; a round stamp with the words of *stamp*."""
    chance = random.Random(seed)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.3)
    path = canvas.beginPath()
    x, y = 25.0, 25.0
    path.moveTo(x, y)
    for _ in range(7):
        nx = x + chance.uniform(4, 17)
        ny = 25 + chance.uniform(-18, 24)
        path.curveTo(
            x + 6, y + chance.uniform(-25, 30), nx - 9, ny + chance.uniform(-22, 22), nx, ny
        )
        x, y = nx, ny
    path.curveTo(x - 40, 0, x - 70, 6, x + 18, 14)
    canvas.drawPath(path)
    if stamp:
        _paint_stamp(canvas, stamp)


def _paint_stamp(canvas: Canvas, words: str) -> None:
    canvas.translate(8, 26)
    canvas.rotate(-8)
    canvas.setStrokeColor(STAMP)
    canvas.setFillColor(STAMP)
    canvas.setFillAlpha(0.6)
    canvas.setStrokeAlpha(0.6)
    for radius, width in ((40, 1.6), (37, 0.6), (25, 0.8)):
        canvas.setLineWidth(width)
        canvas.circle(0, 0, radius)
    ring, centre = words.split("|")
    canvas.setFont("sans-b", 7)
    for number, letter in enumerate(ring):
        canvas.saveState()
        canvas.rotate(130 - number * 260 / max(len(ring) - 1, 1))
        canvas.drawCentredString(0, 28.5, letter)
        canvas.restoreState()
    canvas.setFont("sans-b", 8)
    canvas.drawCentredString(0, -3, centre)


def _paint_qr(canvas: Canvas, address: str) -> None:
    code = QrCodeWidget(address)
    x0, y0, x1, y1 = code.getBounds()
    drawing = Drawing(46, 46, transform=[46 / (x1 - x0), 0, 0, 46 / (y1 - y0), 0, 0])
    drawing.add(code)
    renderPDF.draw(drawing, canvas, 0, 0)


def _table(rows: Sequence[Sequence[Any]], widths: Sequence[float | None], *more: Any) -> Table:
    table = Table(rows, colWidths=widths, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                *more,
            ]
        )
    )
    return table


def letterhead(spec: Spec, styles: Styles, width: float) -> list[Flowable]:
    """Return arms, name of the office, address and double rule."""
    head = spec["head"]
    lines = []
    for number, line in enumerate(head["lines"]):
        size = styles.size + (4 if number == len(head["lines"]) - 1 else 2)
        style = ParagraphStyle("head", styles.centre, fontSize=size, leading=size * 1.15)
        lines.append(Paragraph(f"<b>{line}</b>", style))
    lines.extend(
        Paragraph(line, ParagraphStyle("address", styles.centre, fontSize=9, leading=11))
        for line in head.get("address", [])
    )
    if head.get("crest", "shield") == "bird":
        return [Shape(60, 56, paint_bird), Spacer(0, 2), *lines, Spacer(0, 12)]
    side = 50.0
    table = _table(
        [[Shape(44, 54, paint_shield), lines, ""]],
        [side, width - 2 * side, side],
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    )

    def rules(canvas: Canvas) -> None:
        canvas.setLineWidth(2)
        canvas.line(0, 5, width, 5)
        canvas.setLineWidth(0.6)
        canvas.line(0, 2, width, 2)

    return [table, Shape(width, 8, rules), Spacer(0, 6)]


def _addressees(spec: Spec, styles: Styles) -> list[Flowable]:
    """Return the addressee block, numbered when it holds more than one."""
    names: list[str] = spec.get("to", [])
    flow: list[Flowable] = [Paragraph(line, styles.left) for line in spec.get("to_lead", ["Yth."])]
    item = ParagraphStyle("to", styles.left, leftIndent=18, bulletIndent=2)
    item.bulletFontName, item.bulletFontSize = styles.font, styles.size
    for number, name in enumerate(names, 1):
        mark = f"{number}." if len(names) > 1 else None
        flow.append(Paragraph(styles.markup(name), item, bulletText=mark))
    flow.extend(Paragraph(line, styles.left) for line in spec.get("to_place", []))
    return flow


def arahan(spec: Spec, styles: Styles, width: float) -> list[Flowable]:
    """Return a head with a centred block: kind, NOMOR, TENTANG, title."""
    flow = letterhead(spec, styles, width)
    half = width * 0.52
    if "date" in spec:
        flow.append(_table([["", styles.line(spec["date"])]], [half, width - half]))
        flow.append(Spacer(0, 6))
    if "to" in spec:
        block = _addressees(spec, styles)
        side = spec.get("to_side", "left")
        row = [block, ""] if side == "left" else ["", block]
        widths = [width * 0.75, None] if side == "left" else [half, width - half]
        flow += [_table([row], widths), Spacer(0, 8)]
    for line in (*spec.get("kind", ["SURAT EDARAN"]), spec["number"], "TENTANG", *spec["title"]):
        flow.append(styles.line(f"<b>{line}</b>", styles.centre))
    flow.append(Spacer(0, 10))
    return flow


def surat(spec: Spec, styles: Styles, width: float) -> list[Flowable]:
    """Return the head of Permendagri 54/2009: fields left, date and Kepada right."""
    flow = letterhead(spec, styles, width)
    half = width * 0.54
    fields = [
        [styles.line(label), styles.line(":"), styles.line(value)]
        for label, value in spec["fields"].items()
    ]
    right: list[Flowable] = []
    date = styles.line(spec["date"])
    if spec.get("date_beside", False):
        right += [date, Spacer(0, 6)]
    else:
        flow += [_table([["", date]], [half, width - half]), Spacer(0, 4)]
    right += _addressees(spec, styles)
    flow.append(_table([[_table(fields, [58, 8, half - 76]), right]], [half, width - half]))
    flow.append(Spacer(0, 12))
    for line in spec.get("kind", []):
        flow += [Paragraph(f"<b>{line}</b>", styles.centre), Spacer(0, 10)]
    return flow


def disposition(spec: Spec, styles: Styles, width: float) -> list[Flowable]:
    """Return a lembar disposisi: a printed form filled in by hand."""
    sheet = spec["disposition"]
    rows = [[styles.line(text) for text in row] for row in sheet["rows"]]
    form = _table(
        rows,
        [width / 2, width / 2],
        ("GRID", (0, 0), (-1, -1), 0.8, colors.black),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
    )
    note = [part for text in sheet["note"] for part in (styles.line(text), Spacer(0, 10))]
    box = _table(
        [[[*note, Spacer(0, 8), Shape(130, 56, partial(paint_signature, seed=77), "RIGHT")]]],
        [width],
        ("BOX", (0, 0), (-1, -1), 0.8, colors.black),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 150),
    )
    head = letterhead({"head": sheet["head"]}, styles, width)
    title = Paragraph("<b>LEMBAR DISPOSISI</b>", styles.centre)
    return [*head, title, Spacer(0, 10), form, box, PageBreak()]


def body(text: str, styles: Styles, width: float) -> list[Flowable]:
    """Return the flowables of *text* in the markup of this module."""
    flow: list[Flowable] = []
    rows: list[list[str]] = []
    for line in [*text.strip("\n").split("\n"), ""]:
        if line.startswith("|"):
            rows.append([part.strip() for part in line.strip("|").split("|")])
            continue
        if rows:
            flow += [_ruled(rows, styles, width), Spacer(0, 8)]
            rows = []
        if line:
            flow.append(_paragraph(line, styles, width))
    return flow


def _ruled(rows: list[list[str]], styles: Styles, width: float) -> Table:
    shares = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    shares = [max(5, min(share, 45)) for share in shares]
    cells = [
        [Paragraph(f"<b>{text}</b>" if not number else text, styles.small) for text in row]
        for number, row in enumerate(rows)
    ]
    widths = [width * share / sum(shares) for share in shares]
    table = _table(
        cells,
        widths,
        ("GRID", (0, 0), (-1, -1), 0.7, colors.black),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    )
    table.repeatRows = 1
    return table


def _paragraph(line: str, styles: Styles, width: float) -> Flowable:
    if line == "---":
        return PageBreak()
    if line == "~":
        return Spacer(0, styles.size)
    if line.startswith("## "):
        style = ParagraphStyle("h", styles.left, spaceBefore=6, spaceAfter=3, keepWithNext=1)
        return Paragraph(f"<b>{line[3:]}</b>", style)
    if line.startswith("^ "):
        return Paragraph(styles.markup(line[2:]), styles.centre)
    if line.startswith("> "):
        return Paragraph(
            styles.markup(line[2:]), ParagraphStyle("r", styles.left, leftIndent=width * 0.5)
        )
    level = (len(line) - len(line.lstrip())) // 2
    found = ITEM_MARK.fullmatch(line.strip())
    start = level * LEVEL_INDENT
    if found is None:
        first = 36 if not level else 0
        style = ParagraphStyle("p", styles.body, leftIndent=start, firstLineIndent=first)
        return Paragraph(styles.markup(line.strip()), style)
    mark = found["mark"]
    indent = 78.0 if mark.startswith("KE") else LEVEL_INDENT
    style = ParagraphStyle("i", styles.body, leftIndent=start + indent, bulletIndent=start)
    style.bulletFontName, style.bulletFontSize = styles.font, styles.size
    return Paragraph(styles.markup(found["rest"]), style, bulletText=mark)


def signature_block(spec: Spec, styles: Styles, width: float) -> list[Flowable]:
    """Return place and date, office, signature, name, rank, NIP; copies at the lower left."""
    sign = spec["sign"]
    style = styles.left if sign.get("left", True) else styles.centre
    right: list[Flowable] = []
    if "enacted" in spec:
        right += [styles.line(text, style) for text in spec["enacted"]]
        right.append(Spacer(0, 4))
    right += [styles.line(text, style) for text in sign["office"]]
    if sign.get("electronic"):
        right += [
            Spacer(0, 4),
            Paragraph("Ditandatangani secara elektronik oleh:", styles.small),
            Spacer(0, 2),
            Shape(46, 46, partial(_paint_qr, address=sign["electronic"]), "LEFT"),
            Spacer(0, 4),
        ]
    else:
        paint = partial(paint_signature, seed=sign["seed"], stamp=sign.get("stamp"))
        right.append(Shape(130, 56, paint, "LEFT" if sign.get("left", True) else "CENTER"))
    name = f"<u><b>{sign['name']}</b></u>" if sign.get("underline") else f"<b>{sign['name']}</b>"
    right.append(styles.line(name, style))
    right += [styles.line(text, style) for text in sign.get("below", [])]
    half = width * sign.get("at", 0.52)
    flow: list[Flowable] = [
        Spacer(0, 10),
        KeepTogether([_table([["", right]], [half, width - half])]),
    ]
    copies: list[str] = spec.get("copies", [])
    if copies:
        small = styles.small
        item = ParagraphStyle("copy", small, leftIndent=16)
        item.bulletFontName, item.bulletFontSize = styles.font, small.fontSize
        marks = [f"{number}." if len(copies) > 1 else None for number in range(1, len(copies) + 1)]
        rows = [Paragraph(spec.get("copies_lead", "Tembusan :"), small)]
        rows += [
            Paragraph(text, item, bulletText=mark) for text, mark in zip(copies, marks, strict=True)
        ]
        flow.append(KeepTogether([Spacer(0, 10), *rows]))
    return flow


LAYOUTS = {"arahan": arahan, "surat": surat}


def _furniture(canvas: Canvas, page: BaseDocTemplate, spec: Spec, styles: Styles) -> None:
    width, _ = page.pagesize
    number = canvas.getPageNumber()
    canvas.saveState()
    canvas.setFont(styles.font, 10)
    if spec.get("page_number") == "top" and number > 1:
        canvas.drawCentredString(width / 2, page.pagesize[1] - 36, f"- {number} -")
    if spec.get("page_number") == "bottom":
        canvas.drawRightString(width - 57, 30, f"Halaman {number}")
    if "footer" in spec:
        canvas.setFont(styles.font, 7.5)
        canvas.line(57, 42, width - 57, 42)
        canvas.drawString(57, 30, spec["footer"])
    if spec["sign"].get("electronic"):
        canvas.setFont("sans", 7)
        canvas.line(57, 42, width - 57, 42)
        canvas.drawString(57, 32, BSRE)
    canvas.restoreState()


def set_letter(spec: Spec, title: str) -> bytes:
    """Return the letter of *spec* as a PDF with embedded fonts, the same bytes each time."""
    styles = Styles(spec)
    size = PAPERS[spec.get("paper", "F4")]
    left, right, top, bottom = spec.get("margins", (68, 54, 42, 56))
    width = size[0] - left - right
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=size, invariant=1, title=title, author="circular-parser samples"
    )
    frame = Frame(left, bottom, width, size[1] - top - bottom, 0, 0, 0, 0)
    document.addPageTemplates(
        PageTemplate("page", [frame], onPage=partial(_furniture, spec=spec, styles=styles))
    )
    flow = disposition(spec, styles, width) if "disposition" in spec else []
    flow += LAYOUTS[spec["layout"]](spec, styles, width)
    flow += body(spec["body"], styles, width)
    flow += signature_block(spec, styles, width)
    if "annex" in spec:
        flow += [PageBreak(), *body(spec["annex"], styles, width)]
    if "again" in spec:
        flow += [CondPageBreak(90), *signature_block(spec["again"], styles, width)]
    document.build(flow)
    return out.getvalue()
