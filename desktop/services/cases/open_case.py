"""A villager's complaint becomes a case; a case becomes an agenda item."""

from __future__ import annotations

from desktop.domain.case import PEOPLE, Case
from desktop.domain.cases.history import Line
from desktop.services.desk import Desk
from forms.language import refuse, say


def open_case(
    desk: Desk,
    *,
    title: str,
    proposer: str = "",
    source: str = PEOPLE,
    households: int | None = None,
    request: str = "",
    way: str = "",
    co_signers: tuple[str, ...] = (),
    contact: str = "",
    theme: str = "",
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
        way=way,
        co_signers=tuple(name.strip() for name in co_signers if name.strip()),
        contact=contact.strip(),
        theme=theme.strip(),
    )
    with desk.store.work() as work:
        work.cases.add(case)
        work.case_lines.add(case.id, Line(kind="opened", at=case.opened_at, words=say("记下")))
    return case


def cases(desk: Desk) -> tuple[Case, ...]:
    with desk.store.read() as work:
        found: tuple[Case, ...] = work.cases.list()
    return found
