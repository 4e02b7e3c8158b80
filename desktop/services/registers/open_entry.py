"""One entry for its page: the form with what stands in it, its states, what it leads to, and what says nearly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from desktop.domain.registers.entry import Entry, Tied, day_of, name_of, people_of, value_at
from desktop.domain.registers.same_topic import Topic, like, twice
from desktop.domain.registers.states import Step, following, steps_of
from desktop.services.desk import Desk
from desktop.services.registers.fill_entry import entry_of, form_of
from desktop.services.registers.read_register import topics_of
from desktop.services.registers.ties import came_from, tied
from forms.registers import Link, Register, State
from forms.sheets import FieldType, SheetForm

if TYPE_CHECKING:
    from desktop.storage.work import Work

SERIAL, CLUES = "serial", "clues"
"""A field that is numbered through the year, and the table of topics that are held against each other."""
OWN = ("day", SERIAL)
"""Fields that a later sheet does not take over from an earlier one."""


class OpenedEntry(Struct, frozen=True, kw_only=True):
    """`entry` is None for one that was only begun; `of` is the entry whose state the sheet is, itself otherwise."""

    register: Register
    form: SheetForm
    version: int
    entry: Entry | None
    state: str
    of: Entry | None
    name: str
    """Of the entry, for the line above the form."""
    values: dict[str, Any]
    steps: tuple[Step, ...]
    next: State | None
    ties: tuple[Tied, ...]
    links: tuple[Link, ...]
    came_from: tuple[str, ...]
    """Whatever leads to this entry, in Chinese."""


def open_entry(desk: Desk, register_id: str, entry_id: str = "", parent: str = "", state: str = "") -> OpenedEntry:
    """An entry that is there, the sheet of a state of `parent`, or a new entry; nothing is written."""
    register = desk.pack.register(register_id)
    today = desk.clock().at[:10]
    with desk.store.read() as work:
        entry = entry_of(work, entry_id) if entry_id else None
        parent, state = (entry.parent, entry.state) if entry else (parent, state)
        of = entry_of(work, parent) if parent else entry
        steps = steps_of(register, work.registers.under(of.id) if of else (), desk.pack.sheets)
        if entry is None and state:
            entry = next((step.sheet for step in steps if step.state.id == state), None)
        form = desk.pack.sheet(entry.form if entry else form_of(register, state))
        version = entry.version if entry else form.version
        values = dict(entry.values) if entry else _begun(desk, work, register, form, of, steps, today)
        return OpenedEntry(
            register=register, form=form, version=version, entry=entry, state=state, of=of,
            name=name_of(register, of) if of else "", values=values, steps=steps, next=following(steps) if of else None,
            ties=tied(desk, work, of) if of else (), links=register.links,
            came_from=came_from(desk, work, of) if of else (),
        )  # fmt: skip


def same_topic(desk: Desk, register_id: str, title: str, entry_id: str = "") -> tuple[tuple[Topic, int], ...]:
    """What was put forward already and says nearly the same, with how many per cent; of all years."""
    register = desk.pack.register(register_id)
    if len(title.strip()) < 2:
        return ()
    with desk.store.read() as work:
        return like(title, topics_of(desk, work, register), entry_id)


def _begun(
    desk: Desk,
    work: Work,
    register: Register,
    form: SheetForm,
    of: Entry | None,
    steps: tuple[Step, ...],
    today: str,
) -> dict[str, Any]:
    """What the entry and the sheets before already say, under the same name and of the same type; and today."""
    fields = {field.id: field for field in form.at(form.version)}
    values: dict[str, Any] = {}
    for earlier in (of, *(step.sheet for step in steps)):
        if earlier is not None:
            types = {one.id: one.type for one in desk.pack.sheet(earlier.form).fields}
            same = {name for name, field in fields.items() if field.type is types.get(name)} - {*OWN}
            values |= {name: value for name, value in earlier.values.items() if name in same}
    if of is not None:
        for field in ("told", "present"):
            if field in fields and fields[field].type is FieldType.PEOPLE:
                values[field] = list(people_of(register, of))
    if "day" in fields and fields["day"].type is FieldType.DATE:
        values["day"] = today
    if "year" in fields:
        values["year"] = int(today[:4])
    if SERIAL in fields:
        own = [one for one in work.registers.of(register.id) if day_of(register, one)[:4] == today[:4]]
        numbers = [one for entry in own for one in value_at(entry.values, SERIAL) if isinstance(one, int)]
        values[SERIAL] = max(numbers, default=0) + 1
    if CLUES in fields:
        values[CLUES] = _clues(topics_of(desk, work, register, today[:4]))
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}


def _clues(topics: tuple[Topic, ...]) -> list[dict[str, str]]:
    """Topics that say nearly the same as an earlier one, each with that one."""
    return [
        {
            "topic": one.second.title,
            "group": one.second.by,
            "same-as": f"{one.first.title}（{one.first.by}，{one.percent}%）",
        }
        for one in twice(topics)
    ]
