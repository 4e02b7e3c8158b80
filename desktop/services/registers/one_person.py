"""What one person did in a year, over all registers: 五个一, 接待群众, 提案 and whatever else counts by person."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.registers.counting import counted
from desktop.services.desk import Desk
from desktop.services.registers.read_register import among_of
from forms.registerfile import PERSON
from forms.registers import Count, Register, in_order


class Did(Struct, frozen=True, kw_only=True):
    register: Register
    count: Count
    number: int
    short: int
    """How many are still owed in the period of today; 0 for none."""


def of_person(desk: Desk, name: str, year: str = "") -> tuple[Did, ...]:
    """Counters in which the person has done something or owes something; `year` empty: this one."""
    today = desk.clock().at[:10]
    year = year or today[:4]
    found = []
    with desk.store.read() as work:
        used = work.registers.used()
        for register in in_order(desk.pack.registers.values()):
            if register.standing or not any(count.by == PERSON for count in register.counts):
                continue
            among = among_of(desk, work, register, today)
            if register.id not in used and not any(name in names for names in among.values()):
                continue
            for tally in counted(register, work.registers.of(register.id), year, today, among):
                number, short = tally.numbers.get(name, 0), tally.behind.get(name, 0)
                if tally.count.by == PERSON and (number or short):
                    found.append(Did(register=register, count=tally.count, number=number, short=short))
    return tuple(found)
