"""What an entry leads to: a case that a 委员 wants to take part in, the 好法子 that a 金点子 became."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.case import ENDED
from desktop.domain.cases.alike import likeness
from desktop.domain.registers.entry import Entry, Tie, Tied, name_of
from desktop.domain.registers.finding import fits
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from forms.language import Sentence, refuse, say
from forms.registerfile import CASE
from forms.registers import Link

if TYPE_CHECKING:
    from desktop.storage.work import Work


class Target(Struct, frozen=True, kw_only=True):
    """What an entry can be tied to. `fit`: how well it goes with the entry; 0 where nothing speaks for it."""

    id: str
    title: str
    fit: int = 0


def tie(desk: Desk, entry_id: str, kind: str, target: str) -> None:
    """Lead from the entry to a case or to an entry of the register that its link names. Raises Refused."""
    at = desk.clock().at
    with desk.store.work() as work:
        entry, link = _link(desk, work, entry_id, kind)
        name = name_of(desk.pack.register(entry.register), entry)
        if link.to == CASE:
            words = say("{name}：{link}", name=name, link=Sentence(link.title))
            keep(desk, work, case_of(work, target), "tied", words)
        else:
            other = work.registers.get(target)
            if other is None or other.register != link.to:
                raise refuse("台账里找不到这一条。")
        work.registers.tie(Tie(entry=entry_id, kind=kind, target=target, at=at))


def untie(desk: Desk, entry_id: str, kind: str, target: str) -> None:
    """It does not lead there any more; that it did stays written."""
    at = desk.clock().at
    with desk.store.work() as work:
        entry, link = _link(desk, work, entry_id, kind)
        work.registers.untie(Tie(entry=entry_id, kind=kind, target=target, at=at), at)
        if link.to == CASE:
            name = name_of(desk.pack.register(entry.register), entry)
            words = say("{name}：不再是“{link}”", name=name, link=Sentence(link.title))
            keep(desk, work, case_of(work, target), "tied", words)


def targets(desk: Desk, entry_id: str, kind: str) -> tuple[Target, ...]:
    """What the entry can be tied to, the best fit first: open cases, or entries of the other register."""
    with desk.store.read() as work:
        entry, link = _link(desk, work, entry_id, kind)
        register = desk.pack.register(entry.register)
        tied_already = {one.target for one in work.registers.ties_of(entry_id) if one.kind == kind}
        care = " ".join(str(entry.values.get(field) or "") for field in register.interest)
        if link.to == CASE:
            found = [
                Target(id=case.id, title=case.title, fit=fits(care, f"{case.title} {case.request}"))
                for case in work.cases.list()
                if case.state not in ENDED
            ]
        else:
            other, own = desk.pack.register(link.to), name_of(register, entry)
            names = [(one.id, name_of(other, one)) for one in work.registers.of(link.to) if not one.parent]
            found = [Target(id=other_id, title=name, fit=likeness(own, name)) for other_id, name in names]
    free = [one for one in found if one.id not in tied_already]
    return tuple(sorted(free, key=lambda one: -one.fit))


def tied(desk: Desk, work: Work, entry: Entry) -> tuple[Tied, ...]:
    """What an entry leads to, with titles; a state's sheet leads where its entry does."""
    return titled(desk, work, entry.register, work.registers.ties_of(entry.parent or entry.id))


def came_from(desk: Desk, work: Work, entry: Entry) -> tuple[str, ...]:
    """Whatever leads to this entry: the 金点子 that a 好法子 came of."""
    found = []
    for one in work.registers.tied_to(entry.id):
        other = work.registers.get(one.entry)
        if other is not None:
            register = desk.pack.register(other.register)
            found.append(f"{register.title}：{name_of(register, other)}")
    return tuple(found)


def titled(desk: Desk, work: Work, register_id: str, ties: Iterable[Tie]) -> tuple[Tied, ...]:
    """Ties of entries of a register with the titles of what they lead to."""
    found = []
    links = {link.id: link for link in desk.pack.register(register_id).links}
    for one in ties:
        link = links.get(one.kind)
        if link is None:
            continue
        if link.to == CASE:
            case = work.cases.get(one.target)
            title = case.title if case else ""
        else:
            other = work.registers.get(one.target)
            title = name_of(desk.pack.register(link.to), other) if other else ""
        found.append(Tied(kind=one.kind, to=link.to, id=one.target, title=title))
    return tuple(found)


def _link(desk: Desk, work: Work, entry_id: str, kind: str) -> tuple[Entry, Link]:
    entry = work.registers.get(entry_id)
    if entry is None:
        raise refuse("台账里找不到这一条。")
    link = next((one for one in desk.pack.register(entry.register).links if one.id == kind), None)
    if link is None:
        raise refuse("这本台账不能这样连。")
    return entry, link
