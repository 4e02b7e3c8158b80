"""An entry of a register: a filled sheet that belongs to no case, what it leads to, and who it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from forms.registers import Register


class Entry(Struct, frozen=True, kw_only=True):
    id: str
    register: str
    form: str
    version: int
    """Of the form."""
    parent: str = ""
    """The entry whose state this sheet is, such as the 交办单 of a proposal; empty for an entry of its own."""
    state: str = ""
    """Which state of the parent."""
    values: dict[str, Any] = {}
    files: dict[str, str] = {}
    """Attachment field to the hash of what was attached."""
    saved_at: str
    sealed_sequence: int | None = None
    """Sequence of the ledger record that sealed it as it stands; None while it may still be changed."""
    corrects: int | None = None
    why: str = ""
    """Why it was corrected."""

    @property
    def sealed(self) -> bool:
        return self.sealed_sequence is not None


class Tie(Struct, frozen=True, kw_only=True):
    """What an entry leads to: a case that a 委员 takes part in, the 好法子 that a 金点子 became."""

    entry: str
    kind: str
    """Id of the link in the register's definition."""
    target: str
    """Id of a case, or of an entry of another register."""
    at: str


class Tied(Struct, frozen=True, kw_only=True):
    """What an entry of a register leads to: a case, or an entry of another register."""

    kind: str
    to: str
    """"case", or the other register."""
    id: str
    title: str


def value_at(values: Mapping[str, Any], way: str) -> tuple[Any, ...]:
    """What stands in `field` or `table.column`, as many as there are; nothing that is empty."""
    field, _, column = way.partition(".")
    value = values.get(field)
    if column:
        rows = value if isinstance(value, list | tuple) else ()
        found = [row.get(column) for row in rows if isinstance(row, Mapping)]
    else:
        found = list(value) if isinstance(value, list | tuple) else [value]
    return tuple(one for one in found if one not in (None, ""))


def day_of(register: Register, entry: Entry) -> str:
    """ISO day of the entry; a year alone counts as its first day. Empty where none was written down."""
    found = value_at(entry.values, register.day) if register.day else ()
    if not found:
        return ""
    day = found[0]
    return f"{day:04d}-01-01" if isinstance(day, int) else str(day)


def name_of(register: Register, entry: Entry) -> str:
    """By which an entry is called in lists and links."""
    return "、".join(str(one) for one in value_at(entry.values, register.name))


def people_of(register: Register, entry: Entry) -> tuple[str, ...]:
    """The people that the entry counts for, each once."""
    found = value_at(entry.values, register.person) if register.person else ()
    return tuple(dict.fromkeys(str(one).strip() for one in found if str(one).strip()))


def standing(register: Register, entries: Iterable[Entry], today: str) -> tuple[Entry, ...]:
    """Entries of people and places that still hold today: none whose last day is past."""
    return tuple(
        entry
        for entry in entries
        if not entry.parent and not (register.until and "" < str(entry.values.get(register.until) or "") < today)
    )
