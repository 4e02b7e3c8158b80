"""A paper as a Word text (.docx) that an office goes on editing: the same words, headings, tables and places to sign."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from desktop.exchange.word_page import Sheet, face, lay_out, tight, xml_of

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["Grid", "Pairs", "Part", "Sheet", "Signs", "Words", "word"]


class Words(Struct, frozen=True, kw_only=True, tag=True):
    """A paragraph. `style`: title, annex, heading, heading2, body, plain, names, small, center, end, right."""

    text: str
    style: str = "body"
    lead: str = ""
    """Stands in 黑体 before the text."""
    turn: bool = False
    """Begins a page."""
    down: int = 0
    """mm that are free above it."""


class Pairs(Struct, frozen=True, kw_only=True, tag=True):
    """Labelled values in a ruled grid, two pairs to a row; a wide one has a row of its own."""

    values: tuple[tuple[str, str, bool], ...]
    """Label, value, whether it is wide."""
    label: int
    """mm of a label's cell."""
    height: int
    """mm of a row, at the least."""


class Grid(Struct, frozen=True, kw_only=True, tag=True):
    """A table; its first row is repeated on every page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """Shares of the width of the page."""
    left: tuple[bool, ...] = ()
    """Which columns begin at the left; all others are centred."""
    height: int = 0
    """mm of a row, at the least."""


class Signs(Struct, frozen=True, kw_only=True, tag=True):
    """Places to sign: who, and in small type what stands there already."""

    places: tuple[tuple[str, str], ...]
    date: bool = True


Part = Words | Pairs | Grid | Signs

_FACES = {"heading": "黑体", "annex": "黑体", "heading2": "楷体", "title": "方正小标宋简体", "end": "楷体"}
_CENTRED = {"title", "center", "end"}


def word(parts: tuple[Part, ...], sheet: Sheet, *, title: str, made_at: str, footer: str) -> bytes:
    """The file. `footer` says which print or record it was taken from, so that nobody takes the text for the original."""
    import docx

    document = docx.Document()
    face(document.styles["Normal"], "仿宋", sheet.size)
    document.core_properties.title = title
    document.core_properties.author = "Yishitang 议事堂"
    document.core_properties.created = document.core_properties.modified = datetime.fromisoformat(made_at)
    room = lay_out(document, sheet, footer)
    for place, part in enumerate(parts):
        # No signature stands on a page without some of the text that it signs.
        signed = any(isinstance(one, Signs) for one in parts[place + 1 : place + 4])
        if isinstance(part, Words):
            paragraph = document.add_paragraph()
            _words(paragraph, part, sheet)
            paragraph.paragraph_format.keep_with_next = signed or paragraph.paragraph_format.keep_with_next
        elif isinstance(part, Pairs):
            _pairs(document, part, room)
        elif isinstance(part, Grid):
            _grid(document, part, room, kept=signed)
        else:
            _signs(document, part, room)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _words(paragraph: Any, part: Words, sheet: Sheet) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    form = paragraph.paragraph_format
    tight(paragraph, sheet.line if part.style != "title" else max(34.0, sheet.line))
    form.page_break_before = part.turn or None
    form.space_before = Mm(part.down)
    if part.style == "title":
        form.space_after = Pt(sheet.after_title)
    size = {"title": 22.0, "small": 12.0}.get(part.style, sheet.size)
    if part.style in _CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif part.style == "right":
        # GB/T 9704-2012, 7.3.5.1: the date four characters from the right, who issues it centred above.
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.right_indent = Pt(max(4 + (7 - _wide(part.text)) / 2, 2 if _wide(part.text) > 7 else 4) * size)
    elif part.style == "names":
        form.left_indent, form.first_line_indent = Pt(5 * size), Pt(-3 * size)
    elif part.style not in ("plain", "annex"):
        form.first_line_indent = Pt(2 * size)
    form.keep_with_next = part.style in ("title", "annex", "heading", "heading2") or None
    if part.lead:
        face(lead := paragraph.add_run(part.lead), "黑体", size)
        lead.font.bold = False
    run = paragraph.add_run()
    for number, line in enumerate(part.text.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)
    face(run, _FACES.get(part.style, "仿宋"), size)


def _wide(text: str) -> float:
    """Width in characters; figures and Latin letters are half as wide."""
    return sum(0.5 if one.isascii() else 1.0 for one in text)


def _signs(document: Document, part: Signs, room: float) -> None:
    from docx.enum.text import WD_TAB_LEADER
    from docx.shared import Mm, Pt

    for number, (name, note) in enumerate(part.places, 1):
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.keep_with_next = number < len(part.places) or bool(note)
        form.space_before, form.space_after = Pt(14), Pt(4)
        # The line to sign on is the leader of a tab, so that it ends at one place under every name.
        form.tab_stops.add_tab_stop(Mm(room * (0.68 if part.date else 0.94)), leader=WD_TAB_LEADER.LINES)
        face(paragraph.add_run(f"{name}：\t" + ("　　　年　　月　　日" if part.date else "")), "仿宋", 12)
        if note:
            below = document.add_paragraph()
            tight(below, 12)
            below.paragraph_format.keep_with_next = number < len(part.places)
            face(below.add_run(note), "仿宋", 9)


def _pairs(document: Document, part: Pairs, room: float) -> None:
    rows: list[list[tuple[str, str, bool]]] = []
    for pair in part.values:
        if not pair[2] and rows and len(rows[-1]) == 1 and not rows[-1][0][2]:
            rows[-1].append(pair)
        else:
            rows.append([pair])
    rest = round(room / 2) - part.label
    table = _table(document, len(rows), 4, (part.label, rest, part.label, rest), room, part.height)
    for row, pairs in zip(table.rows, rows, strict=True):
        cells = row.cells
        for place, (label, value, _) in enumerate(pairs):
            _cell(cells[2 * place], label, bold=True)
            _cell(cells[2 * place + 1] if len(pairs) > 1 else cells[1].merge(cells[3]), value, left=True)
    _after(document)


def _grid(document: Document, part: Grid, room: float, *, kept: bool) -> None:
    from docx.oxml import OxmlElement

    table = _table(document, len(part.rows) + 1, len(part.columns), part.widths, room, part.height)
    cells, across = table._cells, len(part.columns)  # noqa: SLF001  (asking each row for its cells is quadratic)
    for place, text in enumerate([*part.columns, *(cell for row in part.rows for cell in row)]):
        begins = bool(part.left) and part.left[place % across] and place >= across
        _cell(cells[place], text, bold=place < across, left=begins)
    for row in table.rows:
        xml_of(row).get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell in cells[-2 * across :] if kept else ():
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    xml_of(table.rows[0]).get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _after(document).paragraph_format.keep_with_next = kept


def _after(document: Document) -> Any:
    """A little air, so that two tables do not grow together."""
    tight(made := document.add_paragraph(), 8)
    return made


def _table(document: Document, rows: int, columns: int, widths: tuple[int, ...], room: float, height: int) -> Any:
    from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    table = document.add_table(rows=rows, cols=columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Mm(room * share / sum(widths))
    for row in table.rows:
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(height)
    _sides(table)
    return table


def _sides(table: Any) -> None:
    """1.2 mm free on both sides of a cell, as on the paper."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "68")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    xml_of(table).tblPr.append(margins)


def _cell(cell: Any, text: str, *, bold: bool = False, left: bool = False) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if not left:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    face(run, "黑体" if bold else "仿宋", 10.5)
