"""Proxies, households and observers on the hall page: by the rule set in force, and told with its article."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import actions as a
from desktop.gui.hall.proxies.panel import ProxiesPanel
from desktop.gui.hall.vote.roll_call import RollCallForm
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.import_roster import roster
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from tests.gui.evening import Clock, Evening, make_evening


def meeting_of(qtbot: QtBot, window: MainWindow, desk: Desk, rule: str) -> Evening:
    """30 people meet by this rule set, two and two of one household; the first 19 are here."""
    clock = Clock()
    told = replace(desk, clock=clock)
    with told.store.work() as work:
        people = [msgspec.structs.replace(person, household=f"H{n // 2}") for n, person in enumerate(work.roster.people())]
        work.roster.replace(people, "名册", clock().at, "2026-06-18")
    window._desk = told
    chosen = tuple(person.id for person in roster(told)[:30])
    meeting = plan_meeting(told, Plan(title="会议", rule=rule, date="2026-06-18", people=chosen))
    running = RunningMeeting(told, meeting)
    running.do(a.DeclareEligible(members=30, adults=30, households=15))
    running.do(a.AddItem(title="分红"))
    evening = Evening(qtbot=qtbot, window=window, desk=told, clock=clock, meeting=meeting)
    evening.go("hall")
    evening.came(19)
    return evening


def panel_of(evening: Evening) -> ProxiesPanel:
    panel = evening.hall.front
    assert isinstance(panel, ProxiesPanel)
    return panel


def test_where_the_law_gives_none_the_page_says_so_with_the_article(qtbot: QtBot, window: MainWindow, village: Desk) -> None:
    evening = make_evening(qtbot, window, village)
    evening.came(3)
    hands = Hands(evening.window)
    hands.press("F2")
    hands.press("t", ctrl=True)
    panel = panel_of(evening)
    assert panel.law.text() == "村民代表会议没有规定可以委托别人参加（村民委员会组织法第三十条）。本人不能到会的，请登记缺席原因。"
    assert not panel.who.isVisible()
    before = evening.journal()
    evening.do(a.GiveProxy(person=evening.members[5], to=evening.members[0], written=True))
    assert "第三十条" in panel.notice.text
    assert evening.journal() == before


def test_a_proxy_by_keyboard_alone_counts_and_is_called_in_the_place_of_the_other(
    qtbot: QtBot, window: MainWindow, village: Desk
) -> None:
    evening = meeting_of(qtbot, window, village, "collective-members")
    people, meeting = evening.members, evening.state.meeting
    absent, stand_in, stranger = people[19], people[18], people[2]
    hands = Hands(evening.window)
    hands.press("F2")
    hands.press("t", ctrl=True)
    panel = panel_of(evening)
    assert "只能委托同一户的成年家人" in panel.law.text()
    hands.write(meeting.label(absent))
    hands.press("Enter")
    assert panel.absent == absent
    hands.write(meeting.label(stranger))
    hands.press("Enter")
    assert "不是同一户" in panel.notice.text
    hands.write(meeting.label(stand_in), panel.who.field.line)
    hands.press("Enter")
    assert "要有书面委托（第二十七条）" in panel.notice.text
    hands.press("w", ctrl=True)
    hands.write(meeting.label(stand_in), panel.who.field.line)
    hands.press("Enter")
    assert evening.state.meeting.proxies == {absent: stand_in}
    assert hands.clicks == 0
    assert evening.hall.top.answer.text() == "到会 20/30 ✓ 达到三分之二以上，含委托 1 人"
    hands.press("F2")
    assert "委托 1 人" in evening.hall.check_in.aside.text()
    evening.do(a.OpenMeeting(), a.OpenItem(item=evening.state.meeting.items[0].id), a.OpenPoll(question="分红", method="roll-call"))
    evening.press("F5")
    form = evening.hall.vote.form
    assert isinstance(form, RollCallForm)
    assert [str(one.name) for one in form.everyone if one.person == absent] == [f"{meeting.label(absent)}（{meeting.label(stand_in)} 代）"]
    evening.do(a.TakeBackProxy(person=absent))
    assert "正在表决" in evening.hall.vote.notice.text


@pytest.mark.long
def test_one_of_the_family_who_is_on_no_list_stands_in_by_mouse_and_has_no_vote_besides(
    qtbot: QtBot, window: MainWindow, village: Desk
) -> None:
    evening = meeting_of(qtbot, window, village, "collective-members")
    absent = evening.members[25]
    hands = Hands(evening.window)
    hands.press("F2")
    hands.click(evening.hall.check_in.proxy)
    panel = panel_of(evening)
    hands.click(panel.who.seats.buttons[absent])
    hands.click(panel.written)
    hands.write("柳三妹", panel.who.field.line)
    hands.press("Enter")
    meeting = evening.state.meeting
    assert meeting.label(meeting.proxies[absent]) == "柳三妹"
    assert len(meeting.represented) == 1
    assert evening.hall.top.answer.text().startswith("到会 20/30")
    hands.click(panel.taking_back[absent])
    assert evening.state.meeting.proxies == {}
    assert evening.hall.top.answer.text().startswith("到会 19/30")


@pytest.mark.long
def test_where_households_vote_one_of_each_is_called(qtbot: QtBot, window: MainWindow, village: Desk) -> None:
    """一户一票: 19 people of 10 households."""
    evening = meeting_of(qtbot, window, village, "levy-representatives")
    people = evening.members
    evening.do(a.OpenMeeting(), a.OpenItem(item=evening.state.meeting.items[0].id))
    evening.press("F5")
    assert evening.hall.vote.ask.need.text().startswith("到会 10 户，一户一票")
    evening.do(a.OpenPoll(question="修渠", method="roll-call"))
    form = evening.hall.vote.form
    assert isinstance(form, RollCallForm)
    assert len(form.everyone) == 10
    evening.do(a.CallVote(person=people[0], vote="yes"), a.CallVote(person=people[1], vote="no"))
    assert "一户一票" in evening.hall.vote.notice.text
    evening.do(a.AbandonPoll(), a.OpenPoll(question="修渠"), a.CountHands(yes=11, no=0, abstain=0))
    assert "多于到会 10 户" in evening.hall.vote.notice.text
    evening.do(a.CountHands(yes=6, no=4, abstain=0))
    assert evening.hall.vote.result.said.text() == "通过"


@pytest.mark.long
def test_what_an_observer_says_is_minuted_and_never_counted(qtbot: QtBot, window: MainWindow, village: Desk) -> None:
    evening = make_evening(qtbot, window, village)
    evening.came(28)
    evening.do(a.Observe(name="李建明", office="镇政府"), a.OpenMeeting(), a.OpenItem(item=evening.state.meeting.items[0].id))
    evening.hall.back_to_minutes()
    guest = next(iter(evening.state.meeting.observers))
    evening.write("李建明：镇里支持这个方案")
    assert evening.state.meeting.lines[-1].person == guest
    assert evening.hall.top.answer.text().startswith("到会 28/41")
    evening.do(a.OpenPoll(question="村道", method="roll-call"), a.CallVote(person=guest, vote="yes"))
    poll = evening.state.meeting.poll
    assert poll is not None
    assert guest not in poll.voters
    assert poll.votes == {}
