"""What stands in an entry's fields, in words, for lists, papers and tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.domain.registers.entry import value_at
from forms.language import CHINESE
from forms.sheets import Choice, Column, Field, FieldType, SheetForm

FEN = 100


def title_of(form: SheetForm, way: str, language: str = CHINESE) -> str:
    field = field_of(form, way)
    if field is None:
        return way
    title = field.title if language == CHINESE else field.title_en or field.title
    return title.replace("（分）", "（元）").replace("(fen)", "(yuan)") if field.type is FieldType.MONEY else title


def words_of(form: SheetForm, values: Mapping[str, Any], way: str, language: str = CHINESE) -> str:
    """What stands in `field` or `table.column`; a whole table as its first columns, row after row."""
    field = field_of(form, way)
    if field is None:
        return ""
    if isinstance(field, Field) and field.type is FieldType.TABLE:
        rows = [row for row in values.get(way) or () if isinstance(row, Mapping)]
        two = field.columns[:2]
        return "；".join(
            " ".join(part for column in two if (part := _one(column, row.get(column.id), language))) for row in rows
        )
    return "、".join(_one(field, one, language) for one in value_at(values, way))


def choice_of(form: SheetForm, way: str, value: str, language: str = CHINESE) -> str:
    """The title of a choice by its id; anything else as it is."""
    field = field_of(form, way)
    return _one(field, value, language) if field is not None else value


def field_of(form: SheetForm, way: str) -> Field | Column | None:
    name, _, inner = way.partition(".")
    field = next((one for one in form.fields if one.id == name), None)
    if field is None or not inner:
        return field
    return next((one for one in field.columns if one.id == inner), None)


def _one(field: Field | Column, value: Any, language: str) -> str:
    if value is None or value == "":
        return ""
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        found = next((one for one in field.choices if one.id == value), Choice(id="", title=str(value)))
        return found.title if language == CHINESE else found.title_en or found.title
    if field.type is FieldType.YES_NO:
        yes, no = ("是", "否") if language == CHINESE else ("yes", "no")
        return yes if value else no
    if field.type is FieldType.MONEY and isinstance(value, int):
        return f"{value // FEN:,}.{value % FEN:02d}"
    return str(value)
