"""Finding cases: by what people type, and those that say nearly the same as a slip that is being keyed in."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.case import Case
from desktop.domain.cases.alike import Alike, alike
from desktop.domain.cases.funnel import Funnel, funnel
from desktop.services.desk import Desk


class Found(Struct, frozen=True):
    """Those found, the last opened first, and the funnel of the year."""

    cases: tuple[Case, ...]
    funnel: Funnel


def find_cases(desk: Desk, query: str = "", states: tuple[str, ...] = ()) -> Found:
    """Cases by characters, pinyin or initials, in one of `states` (any where none is given)."""
    year = desk.clock().at[:4]
    with desk.store.read() as work:
        every = work.cases.find("")
        hits = work.cases.ids(query)
    chosen = tuple(case for case in every if (hits is None or case.id in hits) and (not states or case.state in states))
    return Found(chosen, funnel(every, year))


def like_this(desk: Desk, title: str) -> tuple[Alike, ...]:
    """Cases that were written down already and say nearly the same."""
    if len(title.strip()) < 2:
        return ()
    with desk.store.read() as work:
        near = work.cases.near(title)
    return alike(title, near)
