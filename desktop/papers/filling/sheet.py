"""Any sheet of a case on paper: what the form asks for on the screen is what is printed, filled or blank."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import day, in_cell, place_lines, typeset
from desktop.wire.bodies import Village
from forms import papers as on_paper
from forms.sheets import Choice, Column, Field, FieldType, SheetForm

STEPS = 10
"""In which a sheet is made taller, as long as it stays on its page."""
_ROW, _PEOPLE, _PARAGRAPH = 9, 15, 26
"""mm that a field needs to be filled in by hand, at the least."""
_WIDE = {FieldType.PARAGRAPH, FieldType.PEOPLE, FieldType.CHOICES, FieldType.ATTACHMENT}
_SHORT = ("方式", "职务", "电话", "编号", "案号", "票数", "专业", "界别", "时间", "统计期", "类型")
"""Ends of the labels of a text that is a few characters long; any other is written over the whole row."""
_NARROW = {FieldType.NUMBER: 16, FieldType.MONEY: 31, FieldType.DATE: 31, FieldType.YES_NO: 25, FieldType.PERSON: 26}
LEAST_ROWS, MOST_ROWS = 5, 24
"""Of a table that is filled in by hand."""
_HALF = 12
"""Characters that stand beside another field."""
_LONG_LABEL = 8
"""Characters; a field with a longer label takes a row to itself."""
_LONGEST_LINE = 10
"""Characters of a label that have no place to be broken at; what is longer is parted between words."""
_PARTS, _CLAUSES, _TWO = re.compile("(?=（)|(?<=：)"), re.compile("(?<=[、，的：])"), re.compile("（?.[^：、，（）]?[：、，）]*", re.DOTALL)
"""Where a long label is broken, where a part of it is that is still too long, and the words of what has no such place."""
_CHARACTER, _ROOM = 3.75, 4.0
"""mm that a character of a label takes, and that a cell leaves free."""
_FEW = 3
"""Columns that leave room for a number before each row."""
_WHOLE, _LEAST, _INK = 164, 30, 44
"""mm: the whole width, the least of a text in a table, and a place to sign."""
_DATE = "　　　　年　　月　　日"
INKED = "签名或指印"
_NUMBER = on_paper.Column(id="row-number", zh="序号", en="No.", width=12)


_HEAD = on_paper.Field(id="about-case", zh="事项", en="Case", wide=True)
_PASSED = on_paper.Prose(id="passed", zh="特殊情况放行", en="Let pass")


def paper_of(form: SheetForm, *, of_case: bool = True, passed: bool = False, step: int = 0) -> on_paper.PaperForm:
    """The definition of the paper that follows from a form: grids of fields in their order, a table where one is asked for.

    Above them stands the 事项, unless the form asks for it itself or belongs to no case; below, with `passed`, who let the
    case go round a gate. The higher the `step`, the more room to write there is.
    """
    fields = form.at(form.version)
    grid = [_HEAD] if of_case and all(field.title != _HEAD.zh for field in fields) else []
    label = _label_width(fields)
    blocks: list[on_paper.Block] = [on_paper.Title(id="title")]
    for field in fields:
        if field.type is not FieldType.TABLE:
            grid.append(_field(field, step))
            continue
        if grid:
            blocks.append(_facts(f"before-{field.id}", grid, label, step))
            grid = []
        blocks.append(_table(field))
    if grid:
        blocks.append(_facts("fields", grid, label, step))
    if passed:
        blocks.append(_PASSED)
    spaces = (
        on_paper.Space(id="filler", zh="填表人", en="Filled in by"),
        on_paper.Space(id="checker", zh="审核人", en="Checked by"),
    )
    blocks.append(on_paper.Signatures(id="signatures", spaces=spaces))
    return on_paper.PaperForm(
        id=f"sheet-{form.id}",
        version=form.version,
        zh=form.title,
        en=form.title_en,
        retention=on_paper.Retention.PERMANENT,
        source=form.source,
        blocks=tuple(blocks),
    )


def _facts(name: str, fields: Sequence[on_paper.Field], label: int, step: int) -> on_paper.Facts:
    return on_paper.Facts(id=name, fields=tuple(fields), label_width=label, row_height=_ROW + min(step, 3))


def _label_width(fields: Sequence[Field]) -> int:
    """No wider than the labels of the sheet ask for: what is left is written on."""
    lines = [line for field in fields if field.type is not FieldType.TABLE for line in _lines(_label(field))]
    return round(max(5, *map(len, lines), 0) * _CHARACTER + _ROOM)


def _field(field: Field, step: int) -> on_paper.Field:
    return on_paper.Field(
        id=field.id,
        zh="\n".join(_lines(_label(field))),
        en=field.title_en,
        wide=len(field.title) > _LONG_LABEL or _is_long(field),
        height=max(_height(field, step), _height_of_label(field)),
        masked=field.masked,
    )


def _height(field: Field, step: int) -> int:
    """mm; 0 where a row of the grid is high enough."""
    if field.type is FieldType.PARAGRAPH:
        return _PARAGRAPH + 5 * step
    if field.type is FieldType.ATTACHMENT and "照片" in field.title:  # it may be stuck on
        return _ROW + 5 * step
    return _PEOPLE + step if field.type is FieldType.PEOPLE else 0


def _height_of_label(field: Field) -> int:
    """mm; a row is high enough for two lines."""
    lines = len(_lines(_label(field)))
    return 5 * lines + 2 if lines > 2 else 0


def _is_long(field: Field) -> bool:
    """Whether what is written there needs the whole row."""
    if field.type is FieldType.TEXT:
        return not typeset(field.title).endswith(_SHORT)
    if field.type is FieldType.CHOICE:
        return len(_boxes(field.choices, ())) > _HALF
    return field.type in _WIDE


def _label(field: Field | Column) -> str:
    """The title; money is kept in 分 and printed in 元. Where the hand signs, that is said."""
    if isinstance(field, Column) and field.ink:
        return INKED
    title = typeset(field.title)
    return title.replace("（分）", "（元）") if field.type is FieldType.MONEY else title


def _lines(label: str) -> list[str]:
    """A long label is broken before its brackets and behind its colon; what is too long even so where a clause ends."""
    if len(label) <= _LONG_LABEL:
        return [label]
    lines: list[str] = []
    for part in filter(None, _PARTS.split(label)):
        lines.append("")
        for clause in [part] if len(part) <= _LONG_LABEL else filter(None, _CLAUSES.split(part)):
            if lines[-1] and len(lines[-1] + clause) > _LONG_LABEL:
                lines.append("")
            lines[-1] += clause
    if max(map(len, lines)) <= _LONGEST_LINE:
        return lines
    return _filled_out(word for clause in _CLAUSES.split(label) for word in _TWO.findall(clause))


def _filled_out(words: Iterable[str]) -> list[str]:
    """What has no other place to be broken at is broken between words, most of which have two characters."""
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1] + word) > _LONG_LABEL + 1:
            lines.append("")
        lines[-1] += word
    return lines


def _numbered(field: Field) -> bool:
    """Rows of people are numbered, to be counted; rows of things where there is room and they have no number of their own."""
    first = field.columns[0].type
    return first is FieldType.PERSON or (first is FieldType.TEXT and len(field.columns) <= _FEW)


def _table(field: Field) -> on_paper.Table:
    """What is a few characters long takes what it needs; texts and choices share the rest."""
    widths = [_width(column) for column in field.columns]
    free = [at for at, column in enumerate(field.columns) if column.type not in _NARROW]
    shares = [3 if len(_boxes(field.columns[at].choices, ())) > _HALF else 2 for at in free]
    number = (_NUMBER,) if _numbered(field) else ()
    left = (
        _WHOLE
        - sum(column.width for column in number)
        - sum(width for at, width in enumerate(widths) if at not in free)
    )
    for at, share in zip(free, shares, strict=True):
        widths[at] = max(widths[at], left * share // sum(shares))
    columns = tuple(
        on_paper.Column(
            id=column.id,
            zh=_label(column),
            en=column.title_en,
            width=width,
            align="center" if column.type in _NARROW else "left",
            masked=column.masked,
        )
        for column, width in zip(field.columns, widths, strict=True)
    )
    return on_paper.Table(
        id=field.id, zh=typeset(field.title), en=field.title_en, columns=number + columns, row_height=11
    )


def _width(column: Column) -> int:
    """mm, about: a header of six characters or fewer stands on one line."""
    if column.ink:
        return _INK
    label = len(_label(column))
    header = (label if label <= 6 else -(-label // 2)) * _CHARACTER + _ROOM
    return round(max(_NARROW.get(column.type, _LEAST), header))


def fill(
    form: SheetForm,
    paper: on_paper.PaperForm,
    village: Village,
    values: Mapping[str, object],
    about: str,
    passed: Sequence[str] = (),
    rows: int = LEAST_ROWS,
) -> tuple[Filled, ...]:
    """The blocks of `paper` with `values`; without any, blank: cells to write in, boxes to tick, `rows` in each table."""
    fields = {field.id: field for field in form.at(form.version)}
    filled: list[Filled] = []
    for block in paper.blocks:
        if isinstance(block, on_paper.Title):
            filled.append(Filled(block=block.id, text=f"{place_lines(village)}\n{form.title}"))
        elif isinstance(block, on_paper.Facts):
            shown = {
                one.id: field_text(fields[one.id], values.get(one.id), blank=not values)
                for one in block.fields
                if one is not _HEAD
            }
            filled.append(Filled(block=block.id, values={**shown, _HEAD.id: about} if _HEAD in block.fields else shown))
        elif isinstance(block, on_paper.Table):
            filled.append(Filled(block=block.id, rows=_rows(fields[block.id], values.get(block.id), rows)))
        elif block is _PASSED:
            filled.append(Filled(block=block.id, paragraphs=tuple(Paragraph(text, "small") for text in passed)))
        else:
            filled.append(Filled(block=block.id))
    return tuple(filled)


def _rows(field: Field, value: object, blank: int) -> tuple[tuple[str, ...], ...]:
    many = _many(value) or [None] * (field.most or blank)
    rows = tuple(
        tuple(_cell(column, row.get(column.id) if isinstance(row, Mapping) else None) for column in field.columns)
        for row in many
    )
    return tuple((str(at), *row) for at, row in enumerate(rows, 1)) if _numbered(field) else rows


def _cell(column: Column, value: object) -> str:
    """A name that has its group behind it is not split within its brackets; of choices only what was chosen is shown."""
    if column.ink:
        return "已签" if value is True else ""
    if column.type is FieldType.YES_NO and value is not None:
        return "是" if value else "否"
    if column.type is FieldType.CHOICE and value:
        return next((typeset(one.title) for one in column.choices if one.id == value), "")
    text = field_text(column, value)
    return in_cell(typeset(text), 4) if column.type is FieldType.PERSON else text


def field_text(field: Field | Column, value: object, *, blank: bool = False) -> str:
    """A value in words. Choices are shown whole, with a box before each, so that a `blank` sheet can be ticked."""
    kind = field.type
    if kind in (FieldType.CHOICE, FieldType.CHOICES):
        return _boxes(field.choices, {str(one) for one in _many(value)})
    if kind is FieldType.YES_NO:
        return _boxes(_YES_NO, set() if value is None else {"yes" if value else "no"})
    if value is None or value == "":
        return _DATE if blank and kind is FieldType.DATE else ""
    if kind is FieldType.DATE:
        return day(str(value))
    if kind is FieldType.MONEY and isinstance(value, int):
        return f"{value // 100:,}.{value % 100:02d}"
    return "、".join(_name(one) for one in _many(value))


_YES_NO = (Choice(id="yes", title="是", title_en="yes"), Choice(id="no", title="否", title_en="no"))


def _boxes(choices: Sequence[Choice], chosen: Collection[str]) -> str:
    return "　".join(f"{'■' if one.id in chosen else '□'}{typeset(one.title)}" for one in choices)


def _many(value: object) -> list[object]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def names(value: object) -> tuple[str, ...]:
    """The people of a field, by name."""
    return tuple(_name(one) for one in _many(value))


def _name(value: object) -> str:
    """A person as every paper shows them, or anything else as it is."""
    if isinstance(value, Mapping):
        return typeset(str(value.get("label") or value.get("name") or ""))
    return str(value)
