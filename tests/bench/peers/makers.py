"""Other makers of PDFs on the document of the bench. Each is given the same fonts and writes A4 with the same margins."""

from __future__ import annotations

import base64
import importlib.util
import shutil
import subprocess
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.bench.peers.document import BOX, HEADS, Document

FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"
SERIF, BOLD = FONTS / "NotoSerifSC-Regular.ttf", FONTS / "NotoSansSC-Bold.ttf"
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
"""mm."""
SIZE, LEADING = 14, 25
"""Points, of the text."""
SIGN_W, SIGN_H = 28, 9
"""mm, of a signature."""

_NEEDS = {"typst": "typst", "WeasyPrint": "weasyprint", "fpdf2": "fpdf"}


def missing(name: str) -> str:
    """Why this one cannot run here; empty where it can."""
    module = _NEEDS.get(name)
    if module and importlib.util.find_spec(module) is None:
        return f"no {module} in this environment"
    return "no soffice on this system" if name == "LibreOffice" and shutil.which("soffice") is None else ""


def first_page(pdf: bytes) -> tuple[int, int]:
    """The first page as a picture, as a viewer shows it at 110 dpi: its width and height."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as read:
        size: tuple[int, int] = read[0].render(scale=110 / 72).to_pil().size
    return size


@cache
def _reportlab_fonts() -> None:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0
    pdfmetrics.registerFont(TTFont("bench-serif", SERIF))
    pdfmetrics.registerFont(TTFont("bench-bold", BOLD))


def reportlab(whole: Document, _place: Path) -> bytes:
    """Platypus as its own guide does it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Table

    _reportlab_fonts()
    text = ParagraphStyle("text", fontName="bench-serif", fontSize=SIZE, leading=LEADING, wordWrap="CJK", firstLineIndent=2 * SIZE)
    head = ParagraphStyle("head", fontName="bench-bold", fontSize=22, leading=34, alignment=1)
    grid: list[Any] = [("FONTNAME", (0, 0), (-1, -1), "bench-serif"), ("GRID", (0, 0), (-1, -1), 0.5, "black"), ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    story: list[Any] = [Paragraph(whole.title, head), Table([HEADS, *whole.rows], colWidths=26 * mm, rowHeights=7 * mm, repeatRows=1, style=grid)]
    story += [Paragraph(one, text) for one in whole.paragraphs]
    cells = []
    for one in whole.signatures:
        picture = Image(BytesIO(one.png), SIGN_W * mm, SIGN_H * mm)
        cells.append([f"{one.name}：", picture])
    rows = [[*left, *right] for left, right in zip(cells[::2], cells[1::2], strict=True)]
    story.append(Table(rows, colWidths=[28 * mm, 50 * mm] * 2, rowHeights=13 * mm, style=grid[:1]))
    out = BytesIO()
    sheet = SimpleDocTemplate(
        out, pagesize=A4, topMargin=TOP * mm, bottomMargin=BOTTOM * mm, leftMargin=LEFT * mm, rightMargin=RIGHT * mm
    )
    sheet.build(story)
    return out.getvalue()


@cache
def _typst_world(place: Path) -> Any:
    import typst as compiler

    return compiler.Compiler(str(place / "minutes.typ"), root=str(place), font_paths=[str(FONTS)], ignore_system_fonts=True)


def typst(whole: Document, place: Path) -> bytes:
    """One source text; the compiler and its fonts are kept between runs."""
    for number, one in enumerate(whole.signatures):
        file = place / f"s{number}.png"
        file.write_bytes(one.png)
    rows = ", ".join(f"[{cell}]" for row in whole.rows for cell in row)
    signed = ", ".join(
        f'[{one.name}：#box(image("s{number}.png", width: {SIGN_W}mm, height: {SIGN_H}mm))]' for number, one in enumerate(whole.signatures)
    )
    source = (
        f"#set page(paper: \"a4\", margin: (top: {TOP}mm, bottom: {BOTTOM}mm, left: {LEFT}mm, right: {RIGHT}mm))\n"
        f'#set text(font: "Noto Serif SC", size: {SIZE}pt, lang: "zh")\n'
        f"#set par(first-line-indent: (amount: 2em, all: true), leading: {LEADING - SIZE}pt, spacing: {LEADING - SIZE}pt, justify: true)\n"
        f'#align(center, text(font: "Noto Sans SC", weight: "bold", size: 22pt)[{whole.title}])\n'
        f"#set table(inset: 2pt)\n#{{ set text(size: 10.5pt); table(columns: 6 * (1fr,), rows: 7mm, align: center + horizon, "
        f"table.header({', '.join(f'[{head}]' for head in HEADS)}), {rows}) }}\n\n"
        + "\n\n".join(whole.paragraphs)
        + f"\n\n#grid(columns: 2 * (1fr,), rows: 13mm, {signed})\n"
    )
    (place / "minutes.typ").write_text(source, encoding="utf-8")
    made: bytes = _typst_world(place).compile(format="pdf")
    return made


def _html(whole: Document) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in whole.rows)
    heads = "".join(f"<th>{head}</th>" for head in HEADS)
    said = "".join(f"<p>{escape(one)}</p>" for one in whole.paragraphs)
    cells = [
        f'<td class="s">{one.name}：<img src="data:image/png;base64,{base64.b64encode(one.png).decode()}" '
        f'style="width:{SIGN_W}mm;height:{SIGN_H}mm"></td>'
        for one in whole.signatures
    ]
    signed = "".join(f"<tr>{left}{right}</tr>" for left, right in zip(cells[::2], cells[1::2], strict=True))
    style = (
        f"@font-face{{font-family:serif-sc;src:url('{SERIF.as_uri()}')}}@font-face{{font-family:sans-sc;src:url('{BOLD.as_uri()}')}}"
        f"@page{{size:A4;margin:{TOP}mm {RIGHT}mm {BOTTOM}mm {LEFT}mm}}"
        f"body{{font-family:serif-sc,'Noto Serif SC';font-size:{SIZE}pt;line-height:{LEADING}pt}}h1{{font-family:sans-sc;font-size:22pt;text-align:center}}"
        "p{text-indent:2em;margin:0;text-align:justify}table{border-collapse:collapse;width:100%;font-size:10.5pt}"
        "td,th{border:.5pt solid;text-align:center;height:7mm;padding:0;line-height:13pt}td.s{border:0;height:13mm;width:50%;text-align:left}"
    )
    return (
        f'<html lang="zh"><head><meta charset="utf-8"><style>{style}</style></head><body><h1>{whole.title}</h1>'
        f"<table><thead><tr>{heads}</tr></thead>{rows}</table>{said}<table>{signed}</table></body></html>"
    )


@cache
def _weasyprint_fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def weasyprint(whole: Document, _place: Path) -> bytes:
    from weasyprint import HTML

    made: bytes = HTML(string=_html(whole)).write_pdf(font_config=_weasyprint_fonts())
    return made


def fpdf2(whole: Document, _place: Path) -> bytes:
    """It parses its fonts anew for each document: there is no way to keep them."""
    from fpdf import FPDF
    from fpdf.enums import WrapMode

    pdf = FPDF(format="A4")
    pdf.set_margins(LEFT, TOP, RIGHT)
    pdf.set_auto_page_break(True, BOTTOM)
    pdf.add_font("serif", "", str(SERIF))
    pdf.add_font("sans", "", str(BOLD))
    pdf.add_font("serif", "B", str(BOLD))
    pdf.add_page()
    pdf.set_font("sans", size=22)
    pdf.cell(0, 12, whole.title, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("serif", size=10.5)
    with pdf.table(text_align="CENTER", line_height=7) as table:
        for row in (HEADS, *whole.rows):
            line = table.row()
            for cell in row:
                line.cell(cell)
    pdf.set_font("serif", size=SIZE)
    for one in whole.paragraphs:
        pdf.multi_cell(0, LEADING * 25.4 / 72, "　　" + one, wrapmode=WrapMode.CHAR, new_x="LMARGIN", new_y="NEXT")
    wide = (210 - LEFT - RIGHT) / 2
    for number, signed in enumerate(whole.signatures):
        if pdf.get_y() + 13 > 297 - BOTTOM:
            pdf.add_page()
        x, y = LEFT + number % 2 * wide, pdf.get_y()
        pdf.text(x, y + 8, f"{signed.name}：")
        pdf.image(BytesIO(signed.png), x + 28, y + 1, SIGN_W, SIGN_H)
        if number % 2:
            pdf.set_y(y + 13)
    return bytes(pdf.output())


def libreoffice(whole: Document, place: Path) -> bytes:
    """From the same HTML, by the office that a county has; its start is part of what it takes, as it is for whoever prints."""
    source, profile = place / "minutes.html", place / "profile"
    source.write_text(_html(whole), encoding="utf-8")
    office = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf:writer_web_pdf_Export"]
    command = [*office, "--outdir", str(place), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (place / "minutes.pdf").read_bytes()


__all__ = ["BOX", "first_page", "fpdf2", "libreoffice", "missing", "reportlab", "typst", "weasyprint"]
