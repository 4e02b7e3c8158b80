"""What a register (台账) is: which sheet its entries are, what is counted, what it reminds of. One file holds one register."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Group(StrEnum):
    """Under which head it stands in the list of registers."""

    PEOPLE = "people"
    PLACES = "places"
    WORK = "work"
    PROPOSALS = "proposals"


class Per(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Count(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A counter: how many entries, or the sum of a number, for each person or altogether."""

    id: str
    title: str
    title_en: str = ""
    by: str = "person"
    """"person": each person of the register's `person`; "all": one number; else the field by whose value is counted."""
    field: str = ""
    value: str = ""
    """Only entries in which `field` is `value`."""
    sum: str = ""
    """Number field that is added up instead of counting entries."""
    share_of: str = ""
    """Number field of which `sum` is a part: the counter is a percentage."""
    target: int = 0
    """In each `per`; 0 for none."""
    per: Per = Per.YEAR
    among: str = ""
    """Register in which everybody stands who should reach the target."""
    remind: int = 0
    """Days before the end of the period from which on it is shown as due; 0 never."""
    own: bool = False
    """The number is a default of ours: the source gives none."""


class Cover(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Everybody of this register should stand in `field` of another (全员入室)."""

    id: str
    title: str
    title_en: str = ""
    register: str
    field: str


class Reminder(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Silent as soon as the register has an entry of that time."""

    id: str
    title: str
    title_en: str = ""
    due: str = ""
    """Month and day of each year, such as "09-30"."""
    before: str = ""
    """Register with the day (of a plenary) before which it is due."""
    days: int = 0
    """So many days before that day."""
    ahead: int = 30
    """Shown from so many days before it is due."""
    where: str = ""
    """Only where that register is kept. Left out: where this one, or `before`, is."""
    own: bool = False


class State(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A state of an entry; it is reached when its sheet is filled in."""

    id: str
    title: str
    title_en: str = ""
    sheet: str
    optional: bool = False
    due: str = ""
    """Field of its sheet with the day by which the next state should be reached."""


class Link(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What an entry may lead to."""

    id: str
    title: str
    title_en: str = ""
    to: str
    """"case", or a register."""
    invites: str = ""
    """Side on the sheet `participants` as which the person of the entry is invited to the case."""


class Demand(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Where `field` of `sheet` is `value`, `needs` must be filled in."""

    sheet: str
    field: str
    value: str
    needs: str


class Register(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    version: int = 1
    title: str
    title_en: str = ""
    source: str = ""
    note: str = ""
    note_en: str = ""
    group: Group
    place: int = 0
    """Within its group."""
    sheet: str
    name: str
    """Field by which an entry is called."""
    person: str = ""
    """Field, or `table.column`, with the people whose entry it is."""
    day: str = ""
    """Field with its day, or a number field with its year."""
    standing: bool = False
    """People and places: an entry holds until its last day, and belongs to no year."""
    until: str = ""
    """Field with the last day of a standing entry."""
    shows: tuple[str, ...]
    """Fields that stand in the list."""
    interest: tuple[str, ...] = ()
    """Fields that say what a person knows of and cares for."""
    topic: str = ""
    """Field with the topic that should not come up twice."""
    against: tuple[str, ...] = ()
    """Registers in which the same topic is looked for."""
    states: tuple[State, ...] = ()
    demands: tuple[Demand, ...] = ()
    links: tuple[Link, ...] = ()
    counts: tuple[Count, ...] = ()
    covers: tuple[Cover, ...] = ()
    reminders: tuple[Reminder, ...] = ()


GROUPS = tuple(Group)


def in_order(registers: Iterable[Register]) -> tuple[Register, ...]:
    """As they stand in the list: by group, and by place within it."""
    return tuple(sorted(registers, key=lambda one: (GROUPS.index(one.group), one.place, one.id)))
