"""What the page of an entry asks of the desk: each act, and the entry as it stands afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.services.meetings.keep_draft import draft, keep_draft
from desktop.services.registers.fill_entry import attach_to_entry, correct_entry, save_entry, seal_entry
from desktop.services.registers.open_entry import OpenedEntry, open_entry

if TYPE_CHECKING:
    from desktop.services.desk import Desk


def draft_of(register: str, entry: str, parent: str, state: str) -> tuple[str, str]:
    """Where a draft is kept: for a register, the entry or the state of one."""
    return f"register:{register}", f"entry:{entry or parent}:{state}"


def open_(desk: Desk, register: str, entry: str, parent: str, state: str) -> OpenedEntry:
    opened = open_entry(desk, register, entry, parent, state)
    sealed = opened.entry is not None and opened.entry.sealed
    entry_id = opened.entry.id if opened.entry else ""
    typed = "" if sealed else draft(desk, *draft_of(register, entry_id, parent, opened.state))
    if typed:
        opened = msgspec.structs.replace(opened, values=msgspec.json.decode(typed, type=dict[str, Any]))
    return opened


def save(desk: Desk, register: str, entry: str, parent: str, state: str, values: dict[str, Any]) -> OpenedEntry:
    """Keep the entry, and let go of what was kept while it was typed."""
    kept = save_entry(desk, register, values, entry, parent=parent, state=state)
    keep_draft(desk, draft_of(register, entry, parent, state)[0], "", draft_of(register, entry, parent, state)[1])
    return open_entry(desk, register, kept.id)


def seal(desk: Desk, register: str, entry: str) -> OpenedEntry:
    return open_entry(desk, register, seal_entry(desk, entry).id)


def correct(desk: Desk, register: str, entry: str, why: str) -> OpenedEntry:
    return open_entry(desk, register, correct_entry(desk, entry, why).id)


def attach(desk: Desk, register: str, entry: str, field: str, file: Path) -> OpenedEntry:
    return open_entry(desk, register, attach_to_entry(desk, entry, field, file).id)


def tied(
    desk: Desk,
    act: Callable[[Desk, str, str, str], None],
    entry: str,
    kind: str,
    target: str,
    where: tuple[str, str, str, str],
) -> OpenedEntry:
    act(desk, entry, kind, target)
    return open_entry(desk, *where)
