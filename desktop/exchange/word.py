"""A paper as a Word text (.docx) that an office goes on editing: the same words, headings, tables and places to sign."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from docx.document import Document


class Words(Struct, frozen=True, kw_only=True, tag=True):
    """A paragraph. `style`: title, heading, heading2, body, plain, small, center, right."""

    text: str
    style: str = "body"
    lead: str = ""
    """Stands in 黑体 before the text."""


class Pairs(Struct, frozen=True, kw_only=True, tag=True):
    """Labelled values in a ruled grid, two pairs to a row; a wide one has a row of its own."""

    values: tuple[tuple[str, str, bool], ...]
    """Label, value, whether it is wide."""


class Grid(Struct, frozen=True, kw_only=True, tag=True):
    """A table; its first row is repeated on every page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """Shares of the width of the page."""


class Signs(Struct, frozen=True, kw_only=True, tag=True):
    """Places to sign."""

    names: tuple[str, ...]
    date: bool = True


Part = Words | Pairs | Grid | Signs


class Sheet(Struct, frozen=True, kw_only=True):
    """The page: margins in mm as (top, bottom, left, right), type size in points."""

    margins: tuple[float, float, float, float]
    landscape: bool = False
    size: float = 16.0
    line: float = 28.95
    """Points from line to line."""


A4 = (210.0, 297.0)
LATIN = "Times New Roman"
"""Face of figures and Latin letters: every office has it."""
_FACES = {"heading": "黑体", "heading2": "楷体", "title": "方正小标宋简体", "small": "仿宋"}
_CENTRED = {"title", "center"}


def word(parts: tuple[Part, ...], sheet: Sheet, *, title: str, made_at: str, footer: str) -> bytes:
    """The file. `footer` says which print or record it was taken from, so that nobody takes the text for the original."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_TAB_LEADER
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    wide, high = (A4[1], A4[0]) if sheet.landscape else A4
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    top, bottom, left, right = sheet.margins
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    _face(document.styles["Normal"], "仿宋", sheet.size)
    document.core_properties.title = title
    document.core_properties.author = "Yishitang 议事堂"
    document.core_properties.created = document.core_properties.modified = datetime.fromisoformat(made_at)
    room = wide - left - right
    for place, part in enumerate(parts):
        if isinstance(part, Words):
            paragraph = document.add_paragraph()
            _words(paragraph, part, sheet)
            if any(isinstance(one, Signs) for one in parts[place + 1 : place + 4]):
                paragraph.paragraph_format.keep_with_next = True  # no signature without the text that it signs
        elif isinstance(part, Pairs):
            _pairs(document, part, room)
        elif isinstance(part, Grid):
            _grid(document, part, room)
        else:
            for number, name in enumerate(part.names, 1):
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.keep_with_next = number < len(part.names)
                paragraph.paragraph_format.space_before = Pt(14)
                # The line to sign on is the leader of a tab, so that it ends at one place under every name.
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(room * 0.68), leader=WD_TAB_LEADER.LINES)
                paragraph.add_run(f"{name}：\t" + ("　　　年　　月　　日" if part.date else ""))
    note = section.footer.paragraphs[0]
    note.add_run(footer).font.size = Pt(9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _face(styled: Any, face: str, size: float | None = None) -> None:
    """Word keeps the face of Chinese characters apart from that of Latin ones."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    styled.font.name = LATIN
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if size is not None:
        styled.font.size = Pt(size)


def _words(paragraph: Any, part: Words, sheet: Sheet) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(sheet.line if part.style != "title" else 34)
    size = {"title": 22.0, "small": 12.0}.get(part.style, sheet.size)
    if part.style in _CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif part.style == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.right_indent = Pt(4 * size)
    elif part.style != "plain":
        form.first_line_indent = Pt(2 * size)
    form.keep_with_next = part.style in ("title", "heading", "heading2")
    if part.lead:
        _face(lead := paragraph.add_run(part.lead), "黑体", size)
        lead.font.bold = False
    run = paragraph.add_run()
    for number, line in enumerate(part.text.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)
    _face(run, _FACES.get(part.style, "仿宋"), size)


def _pairs(document: Document, part: Pairs, room: float) -> None:
    rows: list[list[tuple[str, str, bool]]] = []
    for pair in part.values:
        if not pair[2] and rows and len(rows[-1]) == 1 and not rows[-1][0][2]:
            rows[-1].append(pair)
        else:
            rows.append([pair])
    table = _table(document, len(rows), 4, (18, 32, 18, 32), room)
    for row, pairs in zip(table.rows, rows, strict=True):
        cells = row.cells
        for place, (label, value, _) in enumerate(pairs):
            _cell(cells[2 * place], label, bold=True)
            _cell(cells[2 * place + 1] if len(pairs) > 1 else cells[1].merge(cells[3]), value)


def _grid(document: Document, part: Grid, room: float) -> None:
    from docx.oxml import OxmlElement

    table = _table(document, len(part.rows) + 1, len(part.columns), part.widths, room)
    cells = table._cells  # noqa: SLF001  (asking each row for its cells is quadratic)
    for place, text in enumerate([*part.columns, *(cell for row in part.rows for cell in row)]):
        _cell(cells[place], text, bold=place < len(part.columns))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _table(document: Document, rows: int, columns: int, widths: tuple[int, ...], room: float) -> Any:
    from docx.shared import Mm

    table = document.add_table(rows=rows, cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Mm(room * share / sum(widths))
    return table


def _cell(cell: Any, text: str, *, bold: bool = False) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    _face(run, "黑体" if bold else "仿宋", 10.5)
