"""Taking in a roster: read the workbook, show what is wrong with it, keep the people."""

from __future__ import annotations

from pathlib import Path

from desktop.domain.people import Person
from desktop.exchange.roster import RosterRead, read_roster
from desktop.services.desk import Desk
from forms.language import refuse

__all__ = ["RosterRead", "look_at", "roster", "take_in"]


def look_at(desk: Desk, file: Path, as_of: str = "") -> RosterRead:
    """What the workbook says, and its problems; nothing is kept yet."""
    return read_roster(file, desk.new_id, as_of=as_of, today=desk.clock().at[:10])


def take_in(desk: Desk, read: RosterRead, source: str) -> tuple[Person, ...]:
    """Keep these people as the roster from now on; meetings that are planned or held keep their own lists."""
    if not read.people:
        raise refuse("这份名册里没有读到一个人。请核对表头是否有“姓名”一栏。")
    with desk.store.work() as work:
        work.roster.replace(read.people, source, desk.clock().at, read.as_of)
        people: tuple[Person, ...] = work.roster.people()
    return people


def roster(desk: Desk) -> tuple[Person, ...]:
    with desk.store.read() as work:
        people: tuple[Person, ...] = work.roster.people()
    return people
