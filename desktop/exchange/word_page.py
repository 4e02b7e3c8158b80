"""The page of a Word text: margins, page number, places to sign at the foot, and faces with what may stand in for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from docx.document import Document


class Sheet(Struct, frozen=True, kw_only=True):
    """The page: margins in mm as (top, bottom, left, right), type size in points."""

    margins: tuple[float, float, float, float]
    landscape: bool = False
    size: float = 16.0
    line: float = 28.95
    """Points from line to line."""
    working: bool = False
    """第 1 页 共 3 页 in the middle; else — 1 — at the outer edge (GB/T 9704-2012, 7.5)."""
    signed: str = ""
    """Places to sign at the foot of every page, in one line."""
    beside: bool = False
    """They stand on the row of the page number, so that the text keeps its 22 lines."""
    after_title: float = 6.0
    """Points that are free below the title."""


A4 = (210.0, 297.0)
LATIN = "Times New Roman"
"""Face of figures and Latin letters: every office has it."""
SONG = "宋体"
INSTEAD = {
    "方正小标宋简体": "方正小标宋_GBK",
    "仿宋": "仿宋_GB2312",
    "楷体": "楷体_GB2312",
    "黑体": "SimHei",
    SONG: "SimSun",
}
"""Faces of an official paper, each with its other name: older Windows, WPS and 麒麟 call the same faces differently."""
_NOTE = 9.0


def lay_out(document: Document, sheet: Sheet, note: str) -> float:
    """Set the page of the only section; answers the width of its text in mm. `note` stands below the page number."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    wide, high = (A4[1], A4[0]) if sheet.landscape else A4
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    top, bottom, left, right = sheet.margins
    section.top_margin = Mm(top)
    section.bottom_margin = Mm(bottom + (9 if sheet.signed and not sheet.beside else 0))
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = Mm(top / 2)
    # The page number's dash lies 7 mm below the text, or 28 mm above the edge; what stands below it is 8 mm high.
    section.footer_distance = Mm(6 if sheet.working else 20)
    _faces(document)
    room = wide - left - right
    if sheet.working:
        _foot(section.footer, sheet, note, "center", room)
    else:
        document.settings.odd_and_even_pages_header_footer = True
        _foot(section.footer, sheet, note, "right", room)
        _foot(section.even_page_footer, sheet, note, "left", room)
    return room


def face(styled: Any, name: str, size: float | None = None, *, latin: str = LATIN) -> None:
    """Word keeps the face of Chinese characters apart from that of Latin ones."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    styled.font.name = latin
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” … — are Chinese here
    if size is not None:
        styled.font.size = Pt(size)


def tight(paragraph: Any, points: float) -> None:
    """Nothing above and below, and so many points from line to line."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)


def _foot(footer: Any, sheet: Sheet, note: str, where: str, room: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt

    first = footer.paragraphs[0]
    if sheet.signed and not sheet.beside:
        tight(first, 26)
        face(first.add_run(sheet.signed), "仿宋", 10.5)
        first = footer.add_paragraph()
    tight(first, 20)
    aside = sheet.signed if sheet.beside else ""
    if aside and where == "right":
        first.paragraph_format.tab_stops.add_tab_stop(Mm(room) - Pt(14), WD_TAB_ALIGNMENT.RIGHT)
        face(first.add_run(f"{aside}\t"), "仿宋", 10.5)
    else:
        first.alignment = getattr(WD_ALIGN_PARAGRAPH, where.upper())
    if sheet.working:
        for part in ("第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"):
            _number(first, part, 10.5)
    else:
        form = first.paragraph_format
        if not (aside and where == "right"):
            form.left_indent = form.right_indent = Pt(14)
        for part in ("— ", "PAGE", " —"):
            _number(first, part, 14)
        if aside and where == "left":
            face(first.add_run(f"　　{aside}"), "仿宋", 10.5)
    below = footer.add_paragraph()
    tight(below, 12)
    face(below.add_run(note), "仿宋", _NOTE)


def _number(paragraph: Any, part: str, size: float) -> None:
    """A piece of the page number: words, or a field that Word counts itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run() if part.isupper() else paragraph.add_run(part)
    face(run, SONG, size, latin=SONG)
    if part.isupper():
        for kind in ("begin", "", "separate", "1", "end"):
            if kind == "":
                piece = OxmlElement("w:instrText")
                piece.set(qn("xml:space"), "preserve")
                piece.text = f" {part} "
            elif kind == "1":
                piece = OxmlElement("w:t")
                piece.text = kind
            else:
                piece = OxmlElement("w:fldChar")
                piece.set(qn("w:fldCharType"), kind)
            xml_of(run).append(piece)


def xml_of(made: Any) -> Any:
    """The XML of a run, a row or a table. python-docx shows it in public for a run only, and has no words of its own for
    fields, margins of cells, heads that repeat and rows that are not torn."""
    return made._element  # noqa: SLF001


def _faces(document: Document) -> None:
    """Tell Word what may stand in for a face that a computer does not have."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, other in INSTEAD.items()
    )
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    # python-docx keeps this part as the bytes that it read.
    table._blob = table.blob.replace(b"</w:fonts>", rows.encode() + b"</w:fonts>")  # noqa: SLF001
