"""Any sheet of a case on paper: what the form asks for on the screen is what is printed, filled or blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import day, in_cell, place_of, typeset
from desktop.wire.bodies import Village
from forms import papers as on_paper
from forms.sheets import Choice, Column, Field, FieldType, SheetForm

_TALL = {FieldType.PARAGRAPH: 26, FieldType.PEOPLE: 15, FieldType.CHOICES: 11, FieldType.CHOICE: 11}
"""mm that a field needs to be filled in by hand."""
_WIDE = {*_TALL, FieldType.ATTACHMENT}
_NARROW = {FieldType.NUMBER: 16, FieldType.MONEY: 24, FieldType.DATE: 30, FieldType.YES_NO: 20, FieldType.PERSON: 22}
_BLANK_ROWS = 8
_LONG_LABEL = 8
"""Characters; a field with a longer label takes a row to itself."""


_HEAD = on_paper.Field(id="about-case", zh="事项", en="Case", wide=True)
_PASSED = on_paper.Prose(id="passed", zh="特殊情况放行", en="Let pass")


def paper_of(form: SheetForm, *, of_case: bool = True, passed: bool = False) -> on_paper.PaperForm:
    """The definition of the paper that follows from a form: grids of fields in their order, a table where one is asked for.

    Above them stands the 事项, unless the form asks for it itself or belongs to no case; below, with `passed`, who let the
    case go round a gate.
    """
    fields = form.at(form.version)
    grid = [_HEAD] if of_case and all(field.title != _HEAD.zh for field in fields) else []
    blocks: list[on_paper.Block] = [on_paper.Title(id="title")]
    for field in fields:
        if field.type is not FieldType.TABLE:
            grid.append(_field(field))
            continue
        if grid:
            blocks.append(_facts(f"before-{field.id}", tuple(grid)))
            grid = []
        blocks.append(_table(field))
    if grid:
        blocks.append(_facts("fields", tuple(grid)))
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


def _facts(name: str, fields: tuple[on_paper.Field, ...]) -> on_paper.Facts:
    return on_paper.Facts(id=name, fields=fields, label_width=34, row_height=9)


def _field(field: Field) -> on_paper.Field:
    return on_paper.Field(
        id=field.id,
        zh=_label(field),
        en=field.title_en,
        wide=field.type in _WIDE or len(field.title) > _LONG_LABEL,
        height=_TALL.get(field.type, 0),
    )


def _label(field: Field | Column) -> str:
    """The title; money is kept in 分 and printed in 元."""
    title = typeset(field.title)
    return title.replace("（分）", "（元）") if field.type is FieldType.MONEY else title


def _table(field: Field) -> on_paper.Table:
    columns = tuple(
        on_paper.Column(
            id=column.id,
            zh=_label(column),
            en=column.title_en,
            width=_NARROW.get(column.type, 40),
            align="center" if column.type in _NARROW else "left",
        )
        for column in field.columns
    )
    return on_paper.Table(id=field.id, zh=typeset(field.title), en=field.title_en, columns=columns, row_height=11)


def fill(
    form: SheetForm,
    paper: on_paper.PaperForm,
    village: Village,
    values: Mapping[str, object],
    about: str,
    passed: Sequence[str] = (),
) -> tuple[Filled, ...]:
    """The blocks of `paper` with `values`; empty cells and boxes where there are none."""
    fields = {field.id: field for field in form.at(form.version)}
    filled: list[Filled] = []
    for block in paper.blocks:
        if isinstance(block, on_paper.Title):
            filled.append(Filled(block=block.id, text=f"{place_of(village)}\n{form.title}"))
        elif isinstance(block, on_paper.Facts):
            shown = {one.id: field_text(fields[one.id], values.get(one.id)) for one in block.fields if one is not _HEAD}
            filled.append(Filled(block=block.id, values={**shown, _HEAD.id: about} if _HEAD in block.fields else shown))
        elif isinstance(block, on_paper.Table):
            filled.append(Filled(block=block.id, rows=_rows(fields[block.id], values.get(block.id))))
        elif block is _PASSED:
            filled.append(Filled(block=block.id, paragraphs=tuple(Paragraph(text, "small") for text in passed)))
        else:
            filled.append(Filled(block=block.id))
    return tuple(filled)


def _rows(field: Field, value: object) -> tuple[tuple[str, ...], ...]:
    rows = _many(value)
    if not rows:
        return (("",) * len(field.columns),) * _BLANK_ROWS
    return tuple(
        tuple(_cell(column, row.get(column.id) if isinstance(row, Mapping) else None) for column in field.columns)
        for row in rows
    )


def _cell(column: Column, value: object) -> str:
    """A name that has its group behind it is not split within its brackets."""
    text = field_text(column, value)
    return in_cell(text, 4) if column.type is FieldType.PERSON else text


def field_text(field: Field | Column, value: object) -> str:
    """A value in words. Choices are shown whole, with a box before each, so that a blank sheet can be ticked."""
    kind = field.type
    if kind in (FieldType.CHOICE, FieldType.CHOICES):
        return _boxes(field.choices, {str(one) for one in _many(value)})
    if kind is FieldType.YES_NO:
        return _boxes(_YES_NO, set() if value is None else {"yes" if value else "no"})
    if value is None or value == "":
        return ""
    if kind is FieldType.DATE:
        return day(str(value))
    if kind is FieldType.MONEY and isinstance(value, int):
        return f"{value // 100:,}.{value % 100:02d}"
    return "、".join(_name(one) for one in _many(value))


_YES_NO = (Choice(id="yes", title="是", title_en="yes"), Choice(id="no", title="否", title_en="no"))


def _boxes(choices: Sequence[Choice], chosen: set[str]) -> str:
    return "　".join(f"{'■' if one.id in chosen else '□'}{typeset(one.title)}" for one in choices)


def _many(value: object) -> list[object]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def names(value: object) -> tuple[str, ...]:
    """The people of a field, by name."""
    return tuple(_name(one) for one in _many(value))


def _name(value: object) -> str:
    """A person as shown, or anything else as it is."""
    if isinstance(value, Mapping):
        return str(value.get("label") or value.get("name") or "")
    return str(value)
