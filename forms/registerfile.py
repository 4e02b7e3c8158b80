"""From a register's TOML document to a checked register: every field that it names is on its sheet, every register there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from forms.language import say
from forms.locate import Way
from forms.read import Document
from forms.registers import Count, Register
from forms.rulefile import distinct, named
from forms.sheets import FieldType, Published, SheetForm

CASE = "case"
PERSON, ALL = "person", "all"
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_PEOPLE = ("person", "people", "text")
_COUNTED = ("number", "money")
_ANY = tuple(str(kind) for kind in FieldType)


def register_of(document: Document) -> Register:
    """The register in `document` by its types alone. Raises FormError."""
    one = document.take(document.values, Register)
    named(document, ("id",), one.id)
    if one.version < 1:
        raise document.error(("version",), say("版本从 1 起"))
    for key in ("states", "links", "counts", "covers", "reminders"):
        distinct(document, (key,), [thing.id for thing in getattr(one, key)])
    return one


def check_register(
    document: Document, one: Register, sheets: Mapping[str, SheetForm], registers: Mapping[str, Register]
) -> None:
    """Whether `one` holds together with the sheets and registers beside it. Raises FormError."""
    _among(document, ("sheet",), one.sheet, sheets)
    fields = types_now(sheets[one.sheet])
    _field(document, ("name",), one.name, fields, _ANY)
    if one.person:
        _field(document, ("person",), one.person, fields, _PEOPLE)
    if one.day:
        _field(document, ("day",), one.day, fields, ("date", "number"))
    if one.until:
        _field(document, ("until",), one.until, fields, ("date",))
    if not one.shows:
        raise document.error(("shows",), say("至少要有一个字段"))
    for key in ("shows", "interest"):
        for at, name in enumerate(getattr(one, key)):
            _field(document, (key, at), name, fields, _ANY)
    if one.topic:
        _field(document, ("topic",), one.topic, fields, ("text", "paragraph"))
    for at, name in enumerate(one.against):
        _among(document, ("against", at), name, registers)
        if not registers[name].topic:
            raise document.error(("against", at), say("“{name}”没有写明哪一栏是题目（topic）", name=name))
    _states(document, one, sheets)
    _ties(document, one, sheets, registers)
    for at, count in enumerate(one.counts):
        _count(document, ("counts", at), one, count, fields, registers)
    _reminders(document, one, registers)


def _states(document: Document, one: Register, sheets: Mapping[str, SheetForm]) -> None:
    for at, state in enumerate(one.states):
        _among(document, ("states", at, "sheet"), state.sheet, sheets)
        if state.due:
            _field(document, ("states", at, "due"), state.due, types_now(sheets[state.sheet]), ("date",))
    used = {one.sheet, *(state.sheet for state in one.states)}
    for at, demand in enumerate(one.demands):
        _among(document, ("demands", at, "sheet"), demand.sheet, used)
        fields = types_now(sheets[demand.sheet])
        _value(document, ("demands", at), demand.field, demand.value, fields, sheets[demand.sheet])
        _field(document, ("demands", at, "needs"), demand.needs, fields, _ANY)


def _ties(
    document: Document, one: Register, sheets: Mapping[str, SheetForm], registers: Mapping[str, Register]
) -> None:
    for at, link in enumerate(one.links):
        _among(document, ("links", at, "to"), link.to, {CASE, *registers})
    for at, cover in enumerate(one.covers):
        _among(document, ("covers", at, "register"), cover.register, registers)
        other = sheets.get(registers[cover.register].sheet)
        _field(document, ("covers", at, "field"), cover.field, types_now(other) if other else {}, _PEOPLE)


def _count(
    document: Document,
    way: Way,
    one: Register,
    count: Count,
    fields: Mapping[str, str],
    registers: Mapping[str, Register],
) -> None:
    if count.by == PERSON and not one.person:
        raise document.error((*way, "by"), say("按人统计要先写明哪一栏是人（person）"))
    if count.by not in (PERSON, ALL):
        _field(document, (*way, "by"), count.by, fields, _ANY)
    if bool(count.field) != bool(count.value):
        raise document.error(way, say("field 和 value 要一起写"))
    if count.field:
        _field(document, (*way, "field"), count.field, fields, ("text", "choice", "choices"))
    for key in ("sum", "share_of"):
        if name := getattr(count, key):
            _field(document, (*way, key), name, fields, _COUNTED)
    if count.share_of and not count.sum:
        raise document.error((*way, "share_of"), say("百分数要写明部分（sum）和全部（share_of）"))
    if count.among:
        _among(document, (*way, "among"), count.among, registers)
    if (count.remind or count.among) and not count.target:
        raise document.error((*way, "target"), say("要催办，先写明要做几次（target）"))


def _reminders(document: Document, one: Register, registers: Mapping[str, Register]) -> None:
    for at, reminder in enumerate(one.reminders):
        way: Way = ("reminders", at)
        if bool(reminder.due) == bool(reminder.before):
            raise document.error(way, say("due 和 before 要写一个，只写一个"))
        if reminder.due and not _DAY.fullmatch(reminder.due):
            raise document.error((*way, "due"), say("要填月和日，例如 09-30"))
        for key in ("before", "where"):
            if name := getattr(reminder, key):
                _among(document, (*way, key), name, registers)


def _value(document: Document, way: Way, name: str, value: str, fields: Mapping[str, str], sheet: SheetForm) -> None:
    _field(document, (*way, "field"), name, fields, ("choice",))
    known = next((field.choices for field in sheet.fields if field.id == name), ())
    _among(document, (*way, "value"), value, [choice.id for choice in known])


def _field(document: Document, way: Way, name: str, fields: Mapping[str, str], kinds: Iterable[str]) -> None:
    _among(document, way, name, [field for field, kind in fields.items() if kind in kinds])


def _among(document: Document, way: Way, name: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if name not in names:
        raise document.error(way, say("没有“{name}”；可以填：{names}", name=name, names="、".join(names)))


def check_people(document: Document, form: SheetForm, registers: Mapping[str, Register]) -> None:
    """Whether the registers are there whose people a sheet offers. Raises FormError."""
    for at, field in enumerate(form.fields):
        for name in field.people_of:
            _among(document, ("fields", at, "people_of"), name, registers)
        for place, column in enumerate(field.columns):
            for name in column.people_of:
                _among(document, ("fields", at, "columns", place, "people_of"), name, registers)


def types_now(form: SheetForm) -> dict[str, str]:
    """Field, or `table.column`, to its type, of the version that is filled in today."""
    found: dict[str, str] = {}
    for field in form.at(form.version):
        found[field.id] = str(field.type)
        found.update({f"{field.id}.{column.id}": str(column.type) for column in field.columns})
    return found


def meaning_of(register: Register) -> dict[str, str]:
    """What a register has once given out: its sheet, whom and when it counts, and each of its counters and states."""
    found = {"sheet": register.sheet, "person": register.person, "day": register.day}
    for count in register.counts:
        found[f"counts.{count.id}"] = " ".join(
            part for part in (count.by, count.field, count.value, count.sum, count.share_of) if part
        )
    found.update({f"states.{state.id}": state.sheet for state in register.states})
    return found


def lock_name(register: str) -> str:
    """How a register is called in the lock file, where sheets stand beside it."""
    return f"register:{register}"


def check_kept(document: Document, register: Register, lock: Mapping[str, Published]) -> None:
    """Whether `register` still counts what was published of it, so that no old figure changes. Raises FormError."""
    old = lock.get(lock_name(register.id))
    if old is None:
        return
    now = meaning_of(register)
    for name, kind in old.fields.items():
        way: Way = (name.partition(".")[0],)
        if now.get(name) != kind:
            raise document.error(
                way, say("已发布的台账不能改“{name}”，原来是 {kind}；请另加一项", name=name, kind=kind)
            )
    if register.version < old.version or (set(now) != set(old.fields) and register.version == old.version):
        raise document.error(("version",), say("台账改了，版本要大于 {version}", version=old.version))
