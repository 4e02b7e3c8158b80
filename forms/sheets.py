"""What a sheet (a filled form) asks for. One file holds a form in all its versions.

A field is never taken out and never changes its type: a new version retires it (`until`) or adds another (`since`). So the
form that a sheet was filled with can always be drawn again, and no old value ever loses its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from forms.language import say
from forms.locate import Way
from forms.procedures import PAPERS
from forms.read import Document
from forms.rulefile import distinct, named


class FieldType(StrEnum):
    """What may be put into a field."""

    TEXT = "text"
    """One line."""
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    """A whole number, not negative."""
    MONEY = "money"
    """Whole fen (分)."""
    DATE = "date"
    """ISO day."""
    YES_NO = "yes-no"
    CHOICE = "choice"
    """One of the choices, by id."""
    CHOICES = "choices"
    """Some of the choices, by id."""
    PERSON = "person"
    """Name as shown, with the id on the roster where the person is on it."""
    PEOPLE = "people"
    ATTACHMENT = "attachment"
    """Name of a photograph or document that belongs to the sheet."""
    TABLE = "table"
    """Rows of the columns."""


class Choice(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    title_en: str = ""


class Column(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A field of a table's rows; a table does not stand in a table."""

    id: str
    title: str
    title_en: str = ""
    type: FieldType = FieldType.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    people_of: tuple[str, ...] = ()
    """Registers whose people are offered while a name is typed."""
    ink: bool = False
    """Of a yes-no column: on paper it is a place to sign, and whether it was signed is keyed in."""
    masked: bool = False
    """Left out of a public copy (个人信息保护法第六条)."""


class Field(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    title_en: str = ""
    type: FieldType = FieldType.TEXT
    required: bool = False
    note: str = ""
    note_en: str = ""
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    people_of: tuple[str, ...] = ()
    """Registers whose people are offered while a name is typed."""
    masked: bool = False
    """Left out of a public copy (个人信息保护法第六条)."""
    most: int | None = None
    """Characters of a text, or rows of a table, at the most."""
    since: int = 1
    """First version of the form that has the field."""
    until: int | None = None
    """Last version that has it."""


class SheetForm(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    version: int = 1
    title: str
    title_en: str = ""
    source: str = ""
    """Where its fields come from; empty: our own composite."""
    paper: str = ""
    """Paper that it is printed on, if any."""
    most: int | None = None
    """Characters of all that is written into it, at the most."""
    fields: tuple[Field, ...]

    @property
    def masks(self) -> bool:
        """Whether a public copy of it leaves anything out."""
        fields = self.at(self.version)
        return any(field.masked or any(column.masked for column in field.columns) for field in fields)

    def at(self, version: int) -> tuple[Field, ...]:
        """The fields of the form as it was in `version`."""
        return tuple(one for one in self.fields if one.since <= version and (one.until is None or version <= one.until))


class Published(Struct, frozen=True, forbid_unknown_fields=True):
    """What has once been given out of a form, so that it can never change its meaning."""

    version: int
    fields: dict[str, str]
    """Field, or `table.column`, to its type."""


def sheet_of(document: Document) -> SheetForm:
    """The form in `document`. Raises FormError."""
    form = document.take(document.values, SheetForm)
    named(document, ("id",), form.id)
    if form.version < 1:
        raise document.error(("version",), say("版本从 1 起"))
    if form.paper and form.paper not in PAPERS:
        raise document.error(("paper",), say("没有“{name}”；可以填：{names}", name=form.paper, names="、".join(PAPERS)))
    if not form.fields:
        raise document.error(("fields",), say("至少要有一个字段"))
    distinct(document, ("fields",), [one.id for one in form.fields])
    for at, one in enumerate(form.fields):
        way: Way = ("fields", at)
        if not 1 <= one.since <= form.version or (one.until is not None and not one.since <= one.until <= form.version):
            raise document.error(way, say("since 和 until 要在 1 和现在的版本之间"))
        _choices(document, way, one)
        if (one.type is FieldType.TABLE) != bool(one.columns):
            raise document.error((*way, "columns"), say("表格要有 columns，别的字段不能有"))
        distinct(document, (*way, "columns"), [column.id for column in one.columns])
        for position, column in enumerate(one.columns):
            if column.type in (FieldType.TABLE, FieldType.CHOICES, FieldType.PEOPLE):
                raise document.error((*way, "columns", position, "type"), say("表格里不能再放这种字段"))
            if column.ink and column.type is not FieldType.YES_NO:
                raise document.error((*way, "columns", position, "ink"), say("签名的一栏要用 yes-no"))
            _choices(document, (*way, "columns", position), column)
    return form


def _choices(document: Document, way: Way, one: Field | Column) -> None:
    if (one.type in (FieldType.CHOICE, FieldType.CHOICES)) != bool(one.choices):
        raise document.error((*way, "choices"), say("选择题要有 choices，别的字段不能有"))
    distinct(document, (*way, "choices"), [choice.id for choice in one.choices])


def types_of(form: SheetForm) -> dict[str, str]:
    """Field, or `table.column`, to its type, of all versions."""
    types: dict[str, str] = {}
    for one in form.fields:
        types[one.id] = str(one.type)
        types.update({f"{one.id}.{column.id}": str(column.type) for column in one.columns})
    return types


def check_published(document: Document, form: SheetForm, lock: dict[str, Published]) -> None:
    """Whether `form` keeps what was published of it. Raises FormError."""
    old = lock.get(form.id)
    if old is None:
        return
    types = types_of(form)
    for name, kind in old.fields.items():
        place = next((at for at, one in enumerate(form.fields) if one.id == name.split(".")[0]), None)
        way: Way = ("fields",) if place is None else ("fields", place)
        if name not in types:
            raise document.error(way, say("已发布的字段“{name}”不能删，只能用 until 停用", name=name))
        if types[name] != kind:
            raise document.error(
                way, say("已发布的字段“{name}”不能改类型，原来是 {kind}；请另加一个字段", name=name, kind=kind)
            )
    if form.version < old.version or (set(types) != set(old.fields) and form.version == old.version):
        raise document.error(("version",), say("表单改了，版本要大于 {version}", version=old.version))


def lock_text(forms: Mapping[str, SheetForm], others: Mapping[str, Published] | None = None) -> str:
    """The lock file of `forms`, as TOML, in the order of their names; then what else was given out, such as registers."""
    lines = ["# Written by `yishitang forms publish`: what has once been given out keeps its type for ever.\n"]
    given = {name: Published(form.version, types_of(form)) for name, form in sorted(forms.items())}
    for name, one in [*given.items(), *sorted((others or {}).items())]:
        key = name if ":" not in name else f'"{name}"'
        lines.append(f"\n[{key}]\nversion = {one.version}\n\n[{key}.fields]\n")
        lines += [f'"{field}" = "{kind}"\n' for field, kind in sorted(one.fields.items())]
    return "".join(lines)
