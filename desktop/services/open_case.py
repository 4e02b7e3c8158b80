"""A villager's complaint becomes a case; a case becomes an agenda item."""

from __future__ import annotations

from desktop.domain.case import PEOPLE, Case
from desktop.services.desk import Desk
from forms.language import refuse


def open_case(
    desk: Desk,
    *,
    title: str,
    proposer: str = "",
    source: str = PEOPLE,
    households: int | None = None,
    request: str = "",
) -> Case:
    """Write a case down. Raises Refused without a title."""
    if not title.strip():
        raise refuse("事项名称不能空着。")
    case = Case(
        id=desk.new_id(),
        title=title.strip(),
        proposer=proposer.strip(),
        source=source,
        households=households,
        request=request.strip(),
        opened_at=desk.clock().at,
    )
    with desk.store.work() as work:
        work.cases.add(case)
    return case


def cases(desk: Desk) -> tuple[Case, ...]:
    with desk.store.read() as work:
        found: tuple[Case, ...] = work.cases.list()
    return found
