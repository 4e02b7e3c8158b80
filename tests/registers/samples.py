"""Entries of registers made for a test."""

from __future__ import annotations

import itertools
from typing import Any

from desktop.domain.registers.entry import Entry
from forms.load import built_in

PACK = built_in()
_numbers = itertools.count(1)


def entry(register: str, *, parent: str = "", state: str = "", form: str = "", **values: Any) -> Entry:
    """`_` in a name stands for `-`."""
    given = {name.replace("_", "-"): value for name, value in values.items()}
    sheet = PACK.sheet(form or PACK.register(register).sheet)
    return Entry(
        id=f"e{next(_numbers):03d}", register=register, form=sheet.id, version=sheet.version, parent=parent, state=state,
        values=given, saved_at="2026-06-01T09:00:00",
    )  # fmt: skip


def one(member: str, kind: str, day: str = "2026-03-25") -> Entry:
    """One of the five ones."""
    return entry("five-ones", member=member, kind=kind, day=day, grid="三组", content="看水渠")
