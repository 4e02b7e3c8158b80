"""Ruled grids: tables with a header on every page, and grids of labelled values."""

from __future__ import annotations

from msgspec import Struct, structs

from desktop.papers.breaking import Line
from desktop.papers.content import Filled
from desktop.papers.page import MM, POINTS, Mark, Piece, Rule, shifted
from desktop.papers.text import CELL, CELL_HEAD, Style, lines_of, set_line
from forms.papers import Facts, Table

LINE = 0.5
SIDE = 1.2 * MM
"""Free on both sides of a cell."""
ABOVE = 0.6 * MM
"""Free above and below, at the least."""
TALLEST, PART = 120 * MM, 40 * MM
"""A row that is higher than this may be parted over pages, so that nothing is ever cut off; and what of it stays together."""


_LINES = 2
_NAME = 16
"""Characters of the longest name in a list of them."""


class Cell(Struct, frozen=True):
    text: str
    width: float
    style: Style


def table(block: Table, filled: Filled, width: float) -> list[Piece]:
    """Header and rows; a row is as high as its fullest cell."""
    total = sum(column.width for column in block.columns)
    widths = [width * column.width / total for column in block.columns]
    header = structs.replace(
        row([Cell(column.zh, w, CELL_HEAD) for column, w in zip(block.columns, widths, strict=True)], 9 * MM)[0],
        keep=True,
    )
    pieces = [header]
    for cells in filled.rows:
        styled = [
            Cell(text, w, _whole(text, structs.replace(CELL, align=column.align)))
            for text, w, column in zip(cells, widths, block.columns, strict=True)
        ]
        pieces += [structs.replace(piece, header=(header,)) for piece in row(styled, block.row_height * MM)]
    # A short table stays whole; the last row of a long one never stands alone on a page.
    if len(pieces) <= 7:
        return [*(structs.replace(piece, keep=True) for piece in pieces[:-1]), *pieces[-1:]]
    return [*pieces[:-3], *(structs.replace(piece, keep=True) for piece in pieces[-3:-1]), *pieces[-1:]]


def facts(block: Facts, filled: Filled, width: float) -> list[Piece]:
    """Label and value, `columns` pairs to a row."""
    label = block.label_width * MM
    pieces: list[Piece] = []
    cells: list[Cell] = []
    height = 0
    for place, field in enumerate(block.fields):
        following = block.fields[place + 1] if place + 1 < len(block.fields) else None
        free = block.columns - len(cells) // 2
        # A wide field, and one that nothing can stand beside, takes what is left of the row.
        last = free == 1 or field.wide or following is None or following.wide
        pairs = free if last else 1
        cells.append(Cell(field.zh, label, CELL_HEAD))
        value = filled.values.get(field.id, "")
        cells.append(Cell(value, width / block.columns * pairs - label, _whole(value, CELL)))
        height = max(height, field.height or block.row_height)
        if last:
            pieces += row(cells, height * MM)
            cells, height = [], 0
    return pieces


def _whole(text: str, style: Style) -> Style:
    """Of a list of people no name is broken, and no choice is parted from its box. What is centred is a name, or as short."""
    ticked = "□" in text or "■" in text
    short = max(len(part) for part in text.split("、")) <= _NAME and not any(mark in text for mark in "，；。")
    listed = short and any(mark in text for mark in "、·（")
    return structs.replace(style, names=True) if ticked or listed or style.align == "center" else style


def row(cells: list[Cell], height: float) -> list[Piece]:
    """One row as one piece, or as several where it is too high for that."""
    fitted = [_fitted(cell) for cell in cells]
    cells, broken = [cell for cell, _ in fitted], [lines for _, lines in fitted]
    longest = max(len(lines) for lines in broken)
    whole = all(len(lines) * cell.style.leading <= TALLEST for cell, lines in zip(cells, broken, strict=True))
    most = longest if whole else max(int(PART // cell.style.leading) for cell in cells)
    pieces: list[Piece] = []
    for start in range(0, longest, most):
        part = [lines[start : start + most] for lines in broken]
        pieces.append(_strip(cells, part, height if whole else 0, first=start == 0, last=start + most >= longest))
    return pieces


def _fitted(cell: Cell) -> tuple[Cell, list[Line]]:
    """The cell with its lines; smaller type in a centred cell that would need more than two, and for one name or office

    that stands on one line then: nobody is called by half a name, and no last character stands alone.
    """
    lines = lines_of(cell.text, cell.style, cell.width - 2 * SIDE)
    centred = cell.style.align == "center"
    one = len(lines) == _LINES and "\n" not in cell.text and "、" not in cell.text and "，" not in cell.text
    short = centred or len(cell.text) <= _NAME
    parted = one and ((short and len(lines[-1].text) == 1) or ("·" in cell.text and cell.style.names))
    if cell.style is CELL_HEAD or not (parted or (centred and len(lines) > _LINES)):
        return cell, lines
    small = structs.replace(cell.style, size=POINTS["小五"], leading=11)
    again = lines_of(cell.text, small, cell.width - 2 * SIDE)
    # What stands in brackets behind a name is kept whole rather than large.
    whole = not any(line.text.startswith("（") for line in lines) and any(line.text.startswith("（") for line in again)
    return (cell, lines) if parted and len(again) > 1 and not whole else (structs.replace(cell, style=small), again)


def _strip(cells: list[Cell], broken: list[list[Line]], height: float, *, first: bool, last: bool) -> Piece:
    free = ABOVE * (first + last)
    tall = max(height, *(len(lines) * cell.style.leading + free for cell, lines in zip(cells, broken, strict=True)))
    width = sum(cell.width for cell in cells)
    marks: list[Mark] = [Rule(0, 0, 0, tall, LINE)]
    if first:
        marks.append(Rule(0, 0, width, 0, LINE))
    if last:
        marks.append(Rule(0, tall, width, tall, LINE))
    x = 0.0
    for cell, lines in zip(cells, broken, strict=True):
        top = (tall - len(lines) * cell.style.leading) / 2
        for place, line in enumerate(lines):
            mark = set_line(line, cell.style, cell.width - 2 * SIDE, starts=False)
            marks.append(shifted(mark, x + SIDE, top + place * cell.style.leading))
        x += cell.width
        marks.append(Rule(x, 0, x, tall, LINE))
    # Where a page parts the row, the frame is closed below and above.
    above = () if first else (Piece(height=0, marks=(Rule(0, 0, width, 0, LINE),)),)
    return Piece(height=tall, marks=tuple(marks), header=above, ends=() if last else (Rule(0, 0, width, 0, LINE),))
