"""The agenda: planned and real minutes, what becomes of an item, and its order."""

from __future__ import annotations

import pytest

from desktop.domain import actions as a
from desktop.domain.meeting import ITEM_STATES, Item
from forms.language import Refused
from tests.domain.evenings import Hall


def item(hall: Hall, number: int = 1) -> Item:
    return hall.evening.meeting.items[number - 1]


def test_an_item_has_planned_minutes_and_takes_what_it_takes_each_time_it_is_open() -> None:
    hall = Hall().opened()
    hall.do(a.PlanMinutes(item=item(hall).id, minutes=20), a.AddItem(title="水费", minutes=10))
    hall.second += 297
    hall.do(a.OpenItem(item=item(hall, 2).id))
    assert item(hall).minutes == 20
    assert item(hall).took("2026-06-18T23:00:00") == 300
    hall.do(a.OpenItem(item=item(hall).id))
    hall.second += 59
    hall.do(a.CloseItem())
    assert item(hall).took("2026-06-18T23:00:00") == 360
    assert item(hall, 2).minutes == 10
    with pytest.raises(Refused, match="分钟"):
        hall.do(a.PlanMinutes(item=item(hall).id, minutes=-1))


@pytest.mark.parametrize("state", ITEM_STATES[2:])
def test_every_state_of_an_item_can_be_reached(state: str) -> None:
    hall = Hall().opened()
    hall.do(a.CloseItem(state=state, text="先修东段" if state == "amended" else ""))
    assert item(hall).state == state
    assert item(hall).adopted == ("先修东段" if state == "amended" else "")


def test_an_amended_item_needs_its_wording_and_a_vote_that_did_not_fail() -> None:
    hall = Hall().opened()
    with pytest.raises(Refused, match="修改后的内容"):
        hall.do(a.CloseItem(state="amended"))
    with pytest.raises(Refused, match="只有"):
        hall.do(a.CloseItem(state="accepted", text="先修东段"))
    hall.do(a.OpenPoll(question="村道"), a.CountHands(yes=10, no=18, abstain=0))
    with pytest.raises(Refused, match="没有通过"):
        hall.do(a.CloseItem(state="amended", text="先修东段"))


def test_items_are_moved_while_nobody_has_begun_them_and_stay_where_they_are_afterwards() -> None:
    hall = Hall().opened()
    hall.do(a.AddItem(title="水费"), a.AddItem(title="路灯"))
    hall.do(a.MoveItem(item=item(hall, 3).id, place=1))
    assert [one.title for one in hall.evening.meeting.items] == ["路灯", "村道拓宽方案", "水费"]
    with pytest.raises(Refused, match="不能再移动"):
        hall.do(a.MoveItem(item=item(hall, 2).id, place=3))
