"""An item that was delayed stands on the agenda of the next meeting of its kind, once, and takes its case along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap import open_desk
from desktop.domain import actions as a
from desktop.services.cases.open_case import open_case
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from tests.pc import PASSPHRASE, settle


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    opened = open_desk(tmp_path / "data")
    yield settle(opened)
    opened.close()


def planned(desk: Desk, date: str, **more: object) -> RunningMeeting:
    plan = Plan(title="村民代表会议", date=date, **more)  # type: ignore[arg-type]
    return RunningMeeting(desk, plan_meeting(desk, plan))


def test_a_delayed_item_is_carried_once_into_the_next_meeting_with_its_case(desk: Desk) -> None:
    case = open_case(desk, title="二组水渠漏水", proposer="", source="people", households=None, request="修水渠")
    first = planned(desk, "2026-06-18")
    first.do(a.DeclareEligible(members=len(first.evening.meeting.eligible)))
    first.do(a.AddItem(title="二组水渠漏水", text="修水渠", case=case.id, minutes=15))
    first.do(a.AddItem(title="水费"))
    first.do(a.OpenMeeting())
    first.do(a.OpenItem(item=first.evening.meeting.items[0].id))
    first.do(a.CloseItem(state="delayed"))
    assert planned(desk, "2026-06-20").evening.meeting.items == ()  # the evening is not over yet
    first.do(a.Adjourn())

    other = planned(desk, "2026-07-10", rule="villagers-assembly")
    assert other.evening.meeting.items == ()
    second = planned(desk, "2026-07-18")
    (item,) = second.evening.meeting.items
    assert (item.title, item.text, item.case, item.minutes) == ("二组水渠漏水", "修水渠", case.id, 15)
    assert (item.state, item.carried_from) == ("pending", first.meeting_id)
    with desk.store.read() as work:
        moved = work.cases.get(case.id)
    assert moved is not None
    assert moved.meeting == second.meeting_id
    assert planned(desk, "2026-08-18").evening.meeting.items == ()


def test_what_another_group_delayed_is_not_carried(desk: Desk) -> None:
    with desk.store.read() as work:
        people = [person.id for person in work.roster.people()]
    first = planned(desk, "2026-06-18", rule="villager-group", people=tuple(people[:20]))
    first.do(a.AddItem(title="机井"))
    first.do(a.OpenMeeting())
    first.do(a.OpenItem(item=first.evening.meeting.items[0].id))
    first.do(a.CloseItem(state="delayed"))
    first.do(a.Adjourn())
    assert planned(desk, "2026-07-18", rule="villager-group", people=tuple(people[20:40])).evening.meeting.items == ()
    carried = planned(desk, "2026-07-18", rule="villager-group", people=tuple(people[:20])).evening.meeting.items
    assert [item.title for item in carried] == ["机井"]
