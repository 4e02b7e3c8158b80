"""到期与催办 from the registers, for the first page; nothing where no register is kept."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.cases.due import Due
from desktop.domain.registers.reminders import answers, due_of_register, due_of_states
from desktop.services.desk import Desk
from desktop.services.registers.read_register import among_of


def due_of_registers(desk: Desk) -> tuple[Due, ...]:
    """Targets that a period is about to miss, and what is due each year or before a plenary."""
    today = desk.clock().at[:10]
    with desk.store.read() as work:
        used = work.registers.used()
        if not used:
            return ()
        every = {name: work.registers.of(name) for name in used}
        entries = {name: tuple(one for one in all_ if not one.parent) for name, all_ in every.items()}
        found: list[Due] = []
        for register in desk.pack.registers.values():
            among = among_of(desk, work, register, today)
            found += due_of_register(register, entries, desk.pack.registers, today, among)
            found += due_of_states(register, every.get(register.id, ()), desk.pack.sheets, today)
    return tuple(found)


def without_answered(desk: Desk, found: Iterable[Due]) -> tuple[Due, ...]:
    """What procedures remind of, less what stands in a register for this year already or is reminded of by one."""
    today = desk.clock().at[:10]
    done: set[str] = set()
    with desk.store.read() as work:
        used = work.registers.used()
        for register in desk.pack.registers.values():
            if register.id in used:
                done |= answers(register, work.registers.of(register.id), today)
    return tuple(one for one in found if one.words.template not in done)
