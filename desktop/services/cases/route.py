"""Three ways, and up the levels; reported upward, and taken up there."""

from __future__ import annotations

from desktop.domain.case import Case
from desktop.domain.cases import funnel, routing
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from forms.language import say


def route_case(desk: Desk, case_id: str, route: str) -> Case:
    with desk.store.work() as work:
        case = routing.routed(case_of(work, case_id), route)
        return keep(desk, work, case, "routed", say("去向：{way}", way=routing.ROUTES[route]))


def raise_case(desk: Desk, case_id: str, why: str) -> Case:
    """One level up, with the reason why it is beyond this one."""
    with desk.store.work() as work:
        case = routing.raised(case_of(work, case_id), why)
        return keep(desk, work, case, "raised", say("提到{level}一级", level=routing.LEVEL_WORDS[case.level]), note=why)


def forward_case(desk: Desk, case_id: str, day: str) -> Case:
    """It was reported upward on `day`."""
    with desk.store.work() as work:
        case = funnel.forwarded(case_of(work, case_id), day)
        return keep(desk, work, case, "forwarded", say("{day} 报送", day=day))


def adopt_case(desk: Desk, case_id: str, day: str) -> Case:
    """The level above took it up on `day`."""
    with desk.store.work() as work:
        case = funnel.adopted(case_of(work, case_id), day)
        return keep(desk, work, case, "adopted", say("{day} 被上级采用", day=day))
