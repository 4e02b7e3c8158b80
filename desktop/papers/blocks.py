"""From a definition and what fills it to pieces: one function for each kind of block."""

from __future__ import annotations

from msgspec import structs

from desktop.papers.charts.on_paper import chart
from desktop.papers.content import Content, Filled
from desktop.papers.cut_cards import cards
from desktop.papers.cut_sheets import ballots
from desktop.papers.flow import flow
from desktop.papers.page import MM, Code, Mark, PageSize, Piece, Rule, Text, shifted
from desktop.papers.signing import signatures
from desktop.papers.tables import facts, table
from desktop.papers.text import LINES, PITCH, Style, base_line, lines_of, measured, paragraph, styles_of
from forms.papers import (
    Ballots,
    Block,
    Cards,
    Chart,
    Facts,
    Flow,
    Layout,
    PaperForm,
    Prose,
    Scanned,
    Seal,
    Signatures,
    Table,
    Title,
)

_AFTER_TITLE = {Layout.RECORD: 4 * MM, Layout.WORKING: 2 * MM}
_BETWEEN = {Layout.OFFICIAL: 0.0, Layout.RECORD: 2 * MM, Layout.WORKING: 4 * MM}
MODULE = 0.7 * MM
"""Of a code that is read by a telephone at arm's length."""
LEFT_OF_SEAL = 0.52
"""Part of the width that a seal of 42 mm leaves free, the date being four characters from the right edge."""
LEAST_BESIDE = 0.44
"""Part of the width that places to sign beside a seal need at the least."""
TALLEST_BESIDE = 120 * MM
"""Of those places: what is higher does not stand beside a seal."""
NEXT_TO_SEAL = 6.0
"""Points between them and the words under the seal."""
WRITING_LINE = 10 * MM
"""Ruled lines to write on by hand."""


def compose(form: PaperForm, content: Content, size: PageSize, lines: int = LINES) -> list[Piece]:
    """The pieces of a paper, in order, an official one with so many lines to a page. A block that holds nothing takes no room."""
    pieces: list[Piece] = []
    styles = styles_of(form.layout, lines)
    marked = not form.end_mark or content.blank
    filled = {one.block: one for one in content.blocks}
    closing: list[Piece] = []
    for block in form.blocks:
        if block.id not in filled:
            continue
        own = _block(block, filled[block.id], form, content, size, styles)
        if isinstance(block, Signatures | Seal):
            if not marked:
                pieces += paragraph(form.end_mark, styles["end"], size.text_width)
                marked = True
            if isinstance(block, Signatures) and block.beside_seal and closing:
                closing = _beside(closing, block, filled[block.id], size.text_width)
            else:
                closing = closing + own
            continue
        pieces, closing = _closed(pieces, closing, size), []
        if pieces and not isinstance(block, Title):
            last = pieces[-1]
            # A chart without a heading of its own stands with the table that it shows.
            keep = last.keep or (isinstance(block, Chart) and not block.zh)
            pieces[-1] = structs.replace(last, keep=keep)
            pieces.append(Piece(height=_BETWEEN[form.layout], gap=True, keep=keep, bound=last.bound))
        pieces += own
    return _closed(pieces, closing, size)


def _block(
    block: Block, filled: Filled, form: PaperForm, content: Content, size: PageSize, styles: dict[str, Style]
) -> list[Piece]:
    room = size.text_width
    heading = getattr(block, "zh", "")
    head = paragraph(heading, styles["level1"], room) if heading else []
    if isinstance(block, Title):
        lines = [Piece(height=block.down * MM, keep=True)] if block.down else []
        lines += paragraph(filled.text, styles["title"], room)
        lines[0] = structs.replace(lines[0], turn=block.new_page)
        after = styles["body"].leading if form.layout is Layout.OFFICIAL else _AFTER_TITLE[form.layout]
        return [*lines, Piece(height=after, gap=True, keep=True)]
    if isinstance(block, Prose):
        return head + _prose(block, filled, styles, content, room)
    if isinstance(block, Facts):
        return facts(block, filled, room)
    if isinstance(block, Table):
        if block.new_page and heading and form.layout is Layout.OFFICIAL:
            head = _annex(heading, styles, room)
        body = head + table(block, filled, room)
        return [structs.replace(body[0], turn=block.new_page), *body[1:]]
    if isinstance(block, Signatures):
        return signatures(block, filled, room)
    if isinstance(block, Seal):
        return _seal(filled, styles, room)
    if isinstance(block, Chart):
        return head + chart(block, filled, room)
    if isinstance(block, Flow):
        return flow(block, filled, room)
    if isinstance(block, Scanned):
        return _scanned(block, filled, styles["body"])
    if isinstance(block, Cards):
        return cards(block, filled, size)
    assert isinstance(block, Ballots)
    return ballots(block, filled, size)


def _annex(heading: str, styles: dict[str, Style], room: float) -> list[Piece]:
    """GB/T 9704-2012, 7.4: 附件 on the first line of a page of its own, its title on the third."""
    empty = Piece(height=PITCH, keep=True)
    return [*paragraph("附件", styles["annex"], room), empty, *paragraph(heading, styles["title"], room), empty]


def _prose(block: Prose, filled: Filled, styles: dict[str, Style], content: Content, room: float) -> list[Piece]:
    pieces: list[Piece] = []
    for each in filled.paragraphs:
        if each.text:
            pieces += paragraph(each.text, styles[each.style], room, each.lead)
        else:
            pieces.append(Piece(height=styles[each.style].leading, gap=True))
    if content.blank:
        line = Piece(height=WRITING_LINE, marks=(Rule(0, WRITING_LINE, room, WRITING_LINE, 0.3),))
        pieces += [*[line] * block.blank_lines, Piece(height=3 * MM, gap=True)] if block.blank_lines else []
    return [structs.replace(piece, bound=True) for piece in pieces] if block.signed else pieces


def _closed(pieces: list[Piece], closing: list[Piece], size: PageSize) -> list[Piece]:
    """What is signed with its signatures and its seal, which never stand on a page without some of it.

    What is bound to them stands with them whole; where that is more than a page, its last three lines do.
    """
    if not closing:
        return pieces
    room = size.text_height - sum(piece.height for piece in closing)
    ways = (_begin(pieces, len(pieces) - 1, bound=True), *(_begin(pieces, max(len(pieces) - n, 0)) for n in (3, 2, 1)))
    if not any(piece.bound for piece in pieces):
        ways = ways[1:]
    fits = [start for start in ways if sum(piece.height for piece in pieces[start:]) <= room]
    start = fits[0] if fits else max(len(pieces) - 1, 0)
    held = [structs.replace(piece, keep=True) for piece in (*pieces[start:], *closing[:-1])]
    return [*pieces[:start], *held, *closing[-1:]]


def _begin(pieces: list[Piece], start: int, *, bound: bool = False) -> int:
    """Where the group of pieces that are kept together begins in which `start` stands."""
    while start > 0 and (pieces[start - 1].keep or (bound and pieces[start - 1].bound)):
        start -= 1
    return start


def _beside(closing: list[Piece], block: Signatures, filled: Filled, room: float) -> list[Piece]:
    """The signatures on the left of the seal, no lower than they must; below it where the name over the seal is too long for that.

    So many that they could not stand on one page with it come before it, over the whole width.
    """
    seal = closing[-1]
    free = min(min(mark.x for mark in seal.marks if isinstance(mark, Text)) - NEXT_TO_SEAL, room * LEFT_OF_SEAL)
    if free < room * LEAST_BESIDE:
        return [*closing, *signatures(block, filled, room)]
    rows = signatures(block, filled, free)
    signed = sum(row.height for row in rows)
    if signed > TALLEST_BESIDE:
        return [*closing[:-1], *signatures(block, filled, room), seal]
    tall = max(seal.height, signed)
    marks = list(seal.marks)
    y = tall - signed
    for row in rows:
        marks += [shifted(mark, 0, y) for mark in row.marks]
        y += row.height
    return [*closing[:-1], Piece(height=tall, marks=tuple(marks))]


def _scanned(block: Scanned, filled: Filled, style: Style) -> list[Piece]:
    """The code with its words beside it. It says nothing that does not stand on the paper in words."""
    from desktop.papers.pen import modules

    side = modules(filled.text) * MODULE
    words = Text(side + 5 * MM, side / 2, block.zh, style.face, style.size)
    return [Piece(height=side + 2 * MM, marks=(Code(0, 0, filled.text, MODULE), words))]


def _seal(filled: Filled, styles: dict[str, Style], room: float) -> list[Piece]:
    """Date four characters from the right edge, who issues it centred above, and room for a round seal over both.

    A seal of 42 mm covers both lines with its top within one line of the text: two lines are left free above. A name that is
    wider than the page stands on two lines.
    """
    style, centred = styles["body"], structs.replace(styles["center"], size=styles["body"].size)
    date = filled.paragraphs[-1].text
    lines = [line.text for one in filled.paragraphs[:-1] for line in lines_of(one.text, centred, room)]
    right = room - 4 * style.size
    start = right - measured(date, style)
    middle = (start + right) / 2
    marks: list[Mark] = []
    for place, text in enumerate((*lines, date)):
        wide = measured(text, style)
        x = start if place == len(lines) else min(max(middle - wide / 2, 0.0), room - wide)
        marks.append(Text(x, (2 + place) * style.leading + base_line(style), text, style.face, style.size, style.space))
    return [Piece(height=(3 + len(lines)) * style.leading, marks=tuple(marks))]


def text_of(content: Content) -> str:
    """Every character that the paper prints from its content, to look for those that no font has."""
    parts: list[str] = [content.title]
    for filled in content.blocks:
        parts += [filled.text, *filled.values.values(), *(cell for row in filled.rows for cell in row)]
        parts += [each.lead + each.text for each in filled.paragraphs]
        parts += [part for each in filled.signed for part in (each.name, each.note, *each.witnesses)]
    return "".join(parts)
