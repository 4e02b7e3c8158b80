"""Finding cases: by what people type, and those that say nearly the same as a slip that is being keyed in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from desktop.domain.case import Case
from desktop.domain.cases.alike import Alike, alike
from desktop.domain.cases.funnel import Funnel
from desktop.services.desk import Desk


class Found(Struct, frozen=True):
    """Those found, the last opened first, and the funnel of the year."""

    cases: tuple[Case, ...]
    funnel: Funnel


def find_cases(desk: Desk, query: str = "", states: tuple[str, ...] = ()) -> Found:
    """Cases by characters, pinyin or initials, in one of `states` (any where none is given)."""
    with desk.store.read() as work:
        return Found(tuple(work.cases.listed(query, states)), work.cases.funnel(desk.clock().at[:4]))


def list_cases(desk: Desk, query: str = "", states: tuple[str, ...] = ()) -> Sequence[Case]:
    """As `find_cases`, for a list on the screen: each case is read only when it comes into view."""
    with desk.store.read() as work:
        found: Sequence[Case] = work.cases.listed(query, states)
    return found


def funnel_of_year(desk: Desk) -> Funnel:
    """Collected, reported upward and taken up, of what was written down this year."""
    with desk.store.read() as work:
        counted: Funnel = work.cases.funnel(desk.clock().at[:4])
    return counted


def like_this(desk: Desk, title: str) -> tuple[Alike, ...]:
    """Cases that were written down already and say nearly the same."""
    if len(title.strip()) < 2:
        return ()
    with desk.store.read() as work:
        near = work.cases.near(title)
    return alike(title, near)
