"""The shape of a roster sheet: where its tables begin, which rows are people, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from desktop.exchange.cells import NOTHING, Cell, blank, plain, shown
from desktop.exchange.dates import as_of_day
from desktop.exchange.headers import Block, Column, below, field_of, read_header
from desktop.exchange.readings import read_group
from desktop.exchange.workbook import Grid, Merge

_TOTAL = re.compile(r"(.{0,8}[组队村户页人])?(小计|合计|总计|共计|累计|总人数|汇总)([:0-9人户共].*)?")
_REMARK = re.compile(
    r"(附?注|备注|说明|附|制表|填表|审核|复核|校对|负责人|填报|上报|经办|联系人|盖章|公章|单位|村委会|签字|签名|日期|时间)"
    r".{0,6}:.*|(注|说明)\d.*|-*\(?以下(空白|无正文)\)?-*|第\d+页.*|共.{0,4}\d+[页户人名].*|以上.*"
    r"|.*(名册|花名册|登记表|一览表|统计表|名单)(\(.*)?|.{0,12}(村民委员会|村委会|居委会|党支部|党总支)(\(.*)?"
)
_SECTION = re.compile(
    r"(第?(\d{1,2}|[一二三四五六七八九十]{1,3})(号)?(村民)?小?组|.{1,6}(村民小组|小组|生产队))([(:].*)?"
)
_SPREAD = ("group", "household", "head")
"""Fields that one merged cell may say for several people."""
_LONG = 8
"""Characters: no Chinese name is longer, unless a dot joins its parts."""


class Line(Struct, frozen=True):
    """The cells of one person: by field, with the block of columns that they stand in."""

    row: int
    block: Block
    cells: Mapping[str, Cell]
    section: str = ""
    """Group that a row of its own above the person names."""
    table: int = 0
    """Which table of the sheet (a repeated header begins another)."""


class Layout(Struct, frozen=True):
    lines: tuple[Line, ...]
    header: int = 0
    """Row of the first header, 0 where the sheet is no roster."""
    blocks: tuple[Block, ...] = ()
    unused: tuple[str, ...] = ()
    """Headers of columns that a roster has no place for."""
    title: str = ""
    """The first text above the first header."""
    around: tuple[str, ...] = ()
    """Titles and remarks, from top to bottom, without spaces."""


def lay_out(grid: Grid) -> Layout:
    """Sort the rows of a sheet into headers, people and everything else."""
    covers = _vertical(grid.merges)
    lines: list[Line] = []
    around: list[str] = []
    first: tuple[Block, ...] = ()
    blocks: tuple[Block, ...] = ()
    unused: dict[str, None] = {}
    header = before = table = 0
    section = title = ""
    for row, values in sorted(grid.rows.items()):
        own = {place: cell for place, cell in enumerate(values, start=1) if cell.filled}
        spread = {place: grid.rows[top][place - 1] for place, top in covers.get(row, {}).items() if top in grid.rows}
        full = {**spread, **own}
        if found := read_header(full):
            upper = grid.rows.get(row - 1, ())
            blocks = _joined(found, blocks) if row == before + 1 else _with_upper(found, own, upper)
            header, before, table = header or row, row, table + 1
            first = first if first and table > 2 else blocks
            unused |= _unused(own, blocks)
        elif not blocks:
            around += _texts(own)
            title = title or next(iter(around), "")
        elif row == before + 1 and len(blocks) == 1 and (lower := below(blocks[0], own)) is not None:
            blocks = first = (lower,)
        elif named := group_named(next(iter(own.values()))) if len(own) == 1 else "":
            section = named
            around += _texts(own)
        elif _loose(own, blocks):
            around += _texts(own)
        else:
            lines += [line for block in blocks if (line := _line(row, block, own, spread, section, table)) is not None]
    return Layout(tuple(lines), header, first, tuple(unused), title, tuple(around))


def _vertical(merges: tuple[Merge, ...]) -> dict[int, dict[int, int]]:
    """Row to column to the row whose value covers that cell from above; one column wide, as a list of a group is."""
    covers: dict[int, dict[int, int]] = {}
    for merge in merges:
        if merge.left == merge.right and merge.bottom - merge.top < 2000:
            for row in range(merge.top + 1, merge.bottom + 1):
                covers.setdefault(row, {})[merge.left] = merge.top
    return covers


def _joined(lower: tuple[Block, ...], upper: tuple[Block, ...]) -> tuple[Block, ...]:
    """A header of two lines: what the lower one does not name, the upper one did."""
    if len(lower) != 1 or len(upper) != 1:
        return lower
    taken = {column.place for column in lower[0].values()}
    kept = {field: column for field, column in upper[0].items() if column.place not in taken}
    return ({**kept, **lower[0]},)


def _with_upper(found: tuple[Block, ...], own: Mapping[int, Cell], above: Sequence[Cell]) -> tuple[Block, ...]:
    """A header whose upper line names no column of names: “序号 | 家庭成员情况 | | 村民代表” over “ | 姓名 | 性别 | ”."""
    upper = {place: cell for place, cell in enumerate(above, start=1) if cell.filled}
    if len(found) != 1 or len(upper) < 2 or not all(isinstance(cell.value, str) for cell in upper.values()):
        return found
    block = dict(found[0])
    for place, cell in upper.items():
        title = plain(shown(cell))
        field = field_of(title)
        if field and field not in block and place not in own:
            block[field] = Column(place, title, as_of_day(title))
    return (block,)


def _unused(own: Mapping[int, Cell], blocks: tuple[Block, ...]) -> dict[str, None]:
    taken = {column.place for block in blocks for column in block.values()}
    return {cell.text: None for place, cell in own.items() if place not in taken and not blank(cell)}


def _texts(own: Mapping[int, Cell]) -> list[str]:
    text = " ".join(cell.text for cell in own.values())
    return [text] if text else []


def group_named(cell: Cell) -> str:
    """The group that a heading or the name of a sheet speaks of, empty where it speaks of none."""
    match = _SECTION.fullmatch(plain(shown(cell)))
    return read_group(Cell(match[1])) if match else ""


def _loose(own: Mapping[int, Cell], blocks: tuple[Block, ...]) -> bool:
    """Whether a row below a header is a total, a remark or a title on a new page, and no person."""
    texts = [plain(shown(cell)) for cell in own.values()]
    if any(_TOTAL.fullmatch(text) for text in texts[:2]) or _REMARK.fullmatch(texts[0]):
        return not any(_names_someone(own.get(block["name"].place, NOTHING)) for block in blocks)
    if len(own) > 1:
        return False
    place, text = next(iter(own)), texts[0]
    mapped = {column.place: field for block in blocks for field, column in block.items()}
    return (len(text) > _LONG and not re.search("[·A-Za-z]", text)) or place not in mapped


def _names_someone(cell: Cell) -> bool:
    """Whether the column of names holds a name, and not what a total or a remark puts there (2人, 审核:某某, a date)."""
    text = plain(shown(cell))
    return (
        not blank(cell) and not re.search(r"[\d:]", text) and not _TOTAL.fullmatch(text) and not _REMARK.fullmatch(text)
    )


def _line(
    row: int, block: Block, own: Mapping[int, Cell], spread: Mapping[int, Cell], section: str, table: int
) -> Line | None:
    """The person's cells, None where nothing but a prepared number stands there."""
    places = {column.place: field for field, column in block.items()}
    cells = {field: own[place] for place, field in places.items() if place in own}
    if not any(not blank(cell) or cell.lost for field, cell in cells.items() if field != "number"):
        return None
    for field in _SPREAD:
        if field in block and field not in cells and block[field].place in spread:
            cells[field] = spread[block[field].place]
    return Line(row, block, cells, section, table)
