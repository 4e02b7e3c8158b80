"""The line under the top of the hall says who of those that must deliberate a case is not there, until all are."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.gui.cases.sheet import SheetPage
from desktop.gui.hall.page import HallPage
from desktop.gui.hands import Hands
from desktop.gui.parts.labels import Words
from desktop.gui.prepare.page import AGENDA, PreparePage
from desktop.gui.window import MainWindow
from desktop.services.cases.fill_sheet import save_sheet
from desktop.services.cases.open_case import open_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.prepare_meeting import put_on_agenda
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.registers.fill_entry import save_entry


def test_the_hall_says_who_is_missing_until_all_are_there(window: MainWindow, village: Desk) -> None:
    case = open_case(village, title="三组水渠清淤").id
    place_case(village, case, "middle", "hard")
    accept_case(village, case, "nantong")
    with village.store.read() as work:
        people = work.roster.people()[:4]
    sides = ("masses", "masses", "interested", "notable")
    rows = [{"name": one.name, "side": side} for one, side in zip(people, sides, strict=True)]
    save_sheet(village, case, "participants", {"people": rows, "day": "2026-06-20"})
    plan = Plan(
        title="清淤协商", rule="village-consultation", date="2026-06-24", people=tuple(one.id for one in people)
    )
    meeting = plan_meeting(village, plan)
    put_on_agenda(village, case, meeting)
    running = RunningMeeting(village, meeting)
    running.do(a.DeclareEligible(members=4))
    for one in people[2:]:
        running.do(a.CheckIn(person=one.id))
    hands = Hands(window)
    window.choose_meeting(meeting)
    window.go("hall")
    hands.settle()
    page = window.page
    assert isinstance(page, HallPage)
    hands.wait_for(page.top.who.isVisible, "the line")
    assert "还差群众代表" in page.top.who.text()
    assert f"请了还没到：{people[0].name}、{people[1].name}" in page.top.who.text()
    lights = page.check_in.lights
    assert "群众代表 0（需 1，还差 1）" in lights.lacking.text()
    for one in people[:2]:
        page.do(a.CheckIn(person=one.id))
        hands.settle()
    assert page.top.who.isHidden()
    assert "群众代表" not in lights.lacking.text()
    assert "✓ 群众代表 2（需 2）" in lights.met.text()
    assert "有事好商量" in lights.law.text()


def test_who_takes_part_is_picked_from_the_agenda_those_who_care_for_it_first(
    window: MainWindow, village: Desk
) -> None:
    for name, cares in (("陈永贵", "养老"), ("周敏", "水渠、道路")):
        save_entry(village, "members", {"name": name, "sector": "农业界", "interests": cares, "day": "2024-01-05"})
    case = open_case(village, title="三组水渠清淤").id
    meeting = plan_meeting(village, Plan(title="清淤协商", rule="village-consultation", date="2026-06-24"))
    put_on_agenda(village, case, meeting)
    hands = Hands(window)
    window.choose_meeting(meeting)
    window.go("prepare")
    hands.settle()
    page = window.page
    assert isinstance(page, PreparePage)
    page.turn(AGENDA)
    hands.settle()
    hands.click(page.agenda.who)
    hands.settle()
    sheet = window.page
    assert isinstance(sheet, SheetPage)
    assert sheet.view is not None
    told = [one.text() for one in sheet.view.findChildren(Words) if "可能合适" in one.text()]
    assert told == ["可能合适：周敏（水渠、道路）"]
