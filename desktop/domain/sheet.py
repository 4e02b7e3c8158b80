"""Whether the values of a filled sheet fit the form, in the version that it was filled with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from forms.language import Sentence, say
from forms.sheets import Column, Field, FieldType, SheetForm

_NAMES = (FieldType.TEXT, FieldType.PARAGRAPH, FieldType.PERSON, FieldType.ATTACHMENT)


def missing(form: SheetForm, version: int, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the required fields that are empty; in a table, `table.column`."""
    found = []
    for field in form.at(version):
        value = values.get(field.id)
        if field.required and _empty(value):
            found.append(field.id)
        elif field.type is FieldType.TABLE and isinstance(value, list | tuple):
            needed = [column.id for column in field.columns if column.required]
            found += [
                f"{field.id}.{name}"
                for name in needed
                if any(isinstance(row, Mapping) and _empty(row.get(name)) for row in value)
            ]
    return tuple(found)


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], ()) or (isinstance(value, str) and not value.strip())


def misfits(form: SheetForm, version: int, values: Mapping[str, Any]) -> tuple[tuple[str, Sentence], ...]:
    """Fields with what does not fit: values of no field of this version, of the wrong kind, too long. Empty values always fit."""
    fields = {field.id: field for field in form.at(version)}
    found = [
        (name, say("表单“{form}”没有这一栏：{field}", form=form.title, field=name))
        for name in values
        if name not in fields
    ]
    for name, field in fields.items():
        value = values.get(name)
        if _empty(value):
            continue
        if field.type is FieldType.TABLE:
            found += [(name, why) for why in _wrong_rows(field, value)]
        elif not _fits(field, value):
            found.append((name, say("“{field}”填得不对", field=Sentence(field.title))))
        elif field.most is not None and isinstance(value, str) and len(value) > field.most:
            found.append((name, say("“{field}”太长，最多 {n} 字", field=Sentence(field.title), n=field.most)))
    written = sum(len(value) for value in values.values() if isinstance(value, str))
    if form.most is not None and written > form.most:
        found.append(("", say("“{form}”一共写了 {n} 字，最多 {most} 字。请写短一些，材料另附。", form=Sentence(form.title), n=written, most=form.most)))
    return tuple(found)


def _wrong_rows(field: Field, value: Any) -> list[Sentence]:
    title = Sentence(field.title)
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        return [say("“{field}”填得不对", field=title)]
    if field.most is not None and len(value) > field.most:
        return [say("“{field}”最多 {n} 行", field=title, n=field.most)]
    columns = {column.id: column for column in field.columns}
    return [
        say("“{field}”第 {n} 行填得不对", field=title, n=number)
        for number, row in enumerate(value, 1)
        if any(name not in columns or not (_empty(cell) or _fits(columns[name], cell)) for name, cell in row.items())
    ]


def _fits(field: Field | Column, value: Any) -> bool:
    kind = field.type
    if kind in _NAMES:
        return isinstance(value, str)
    if kind in (FieldType.NUMBER, FieldType.MONEY):
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind is FieldType.YES_NO:
        return isinstance(value, bool)
    if kind is FieldType.DATE:
        return isinstance(value, str) and _is_day(value)
    ids = {choice.id for choice in field.choices}
    if kind is FieldType.CHOICE:
        return isinstance(value, str) and value in ids
    many = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    if kind is FieldType.CHOICES:
        return many and set(value) <= ids and len(set(value)) == len(value)
    return kind is FieldType.PEOPLE and many


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
