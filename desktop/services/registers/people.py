"""People beyond the village, as they are offered where a sheet asks for them, and who wants to take part in a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.registers.entry import name_of, standing
from desktop.domain.registers.finding import fits
from desktop.services.desk import Desk
from forms.registers import Register

if TYPE_CHECKING:
    from desktop.storage.work import Work


SIDE = "side"
"""Column of the sheet `participants` that says which side somebody stands for."""


class Willing(Struct, frozen=True, kw_only=True):
    """Somebody for a case: said so, or cares for what it is about."""

    name: str
    side: str
    """As on the sheet `participants`."""
    said: bool
    """Wants to take part, as the register says."""
    interest: str = ""


class Offered(Struct, frozen=True, kw_only=True):
    """Who is offered where a sheet asks for somebody of a register."""

    people: dict[str, tuple[str, ...]]
    """Register to the names that stand in it today."""
    facts: dict[str, dict[str, str]]
    """Name to what the register says of that person, by field, and as `side` the side that they stand for."""


def offered(desk: Desk, register_ids: tuple[str, ...]) -> Offered:
    today = desk.clock().at[:10]
    people: dict[str, tuple[str, ...]] = {}
    facts: dict[str, dict[str, str]] = {}
    with desk.store.read() as work:
        for register_id in register_ids:
            register = desk.pack.registers.get(register_id)
            if register is None:
                continue
            people[register_id] = standing_names(desk, work, register_id, today)
            side = _side(register)
            for entry in standing(register, work.registers.of(register_id), today):
                known = {name: value for name, value in entry.values.items() if isinstance(value, str)}
                facts.setdefault(name_of(register, entry), {**known, SIDE: side} if side else known)
    return Offered(people=people, facts=facts)


def standing_names(desk: Desk, work: Work, register_id: str, today: str) -> tuple[str, ...]:
    register = desk.pack.register(register_id)
    names = [name_of(register, one) for one in standing(register, work.registers.of(register_id), today)]
    return tuple(dict.fromkeys(name for name in names if name))


def willing(desk: Desk, case_id: str) -> tuple[Willing, ...]:
    """Who said that they want to take part in the case, and who cares for what it is about, the best fit first."""
    with desk.store.read() as work:
        case = work.cases.get(case_id)
        return for_case(desk, work, case_id, f"{case.title} {case.request}") if case is not None else ()


def for_case(desk: Desk, work: Work, case_id: str, about: str) -> tuple[Willing, ...]:
    """Who said that they want to take part first, then those who care for what the case is about, best fit first."""
    today = desk.clock().at[:10]
    said = {(tie.entry, tie.kind) for tie in work.registers.tied_to(case_id)}
    found: list[tuple[int, int, Willing]] = []
    for register in desk.pack.registers.values():
        side = _side(register)
        if not side:
            continue
        for entry in standing(register, work.registers.of(register.id), today):
            care = "、".join(str(entry.values[field]) for field in register.interest if entry.values.get(field))
            wants = any((entry.id, link.id) in said for link in register.links if link.invites)
            fit = fits(care, about)
            if wants or fit:
                one = Willing(name=name_of(register, entry), side=side, said=wants, interest=care)
                found.append((not wants, -fit, one))
    return tuple(one for _, _, one in sorted(found, key=lambda three: three[:2]))


def invited(desk: Desk, work: Work, case_id: str) -> list[dict[str, str]]:
    """Rows for the sheet `participants`: those who said that they want to take part."""
    return [{"name": one.name, "side": one.side} for one in for_case(desk, work, case_id, "") if one.said]


def _side(register: Register) -> str:
    return next((link.invites for link in register.links if link.invites), "")
