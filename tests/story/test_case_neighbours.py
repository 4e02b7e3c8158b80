"""The signboard between the first and the second floor (桐城, 六尺巷); and a proposal that goes to a department (硚口)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from desktop.domain import actions as a
from desktop.domain.case import CLOSED, REFUSED
from desktop.domain.cases.answers import CountyAnswer
from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.fill_sheet import save_sheet, seal_sheet
from desktop.services.cases.find import find_cases
from desktop.services.cases.follow import what_is_due
from desktop.services.cases.mediate import keep_record, list_rooms, read_room
from desktop.services.cases.move import choose, close_case, move_case
from desktop.services.cases.open_case import open_case
from desktop.services.cases.print_sheet import print_sheet
from desktop.services.cases.read import read_case, ways_to_deliberate
from desktop.services.cases.route import adopt_case, forward_case, raise_case, route_case
from desktop.services.cases.screen import accept_case, place_case, refuse_case, usual_procedure
from desktop.services.cases.sort import split_case
from desktop.services.cases.take_answer import take_answer
from desktop.services.cases.track import list_tracked
from desktop.services.desk import Desk
from desktop.services.figures.report import MONTH_END, STATISTICS, print_period
from desktop.services.import_roster import look_at, take_in
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.prepare_meeting import put_on_agenda
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.papers.print_paper import preview_paper
from desktop.services.shelf.done import done_cases
from forms.language import Refused
from tests.story.case_days import Days, complete, fill, people, village

ROSTER = Path(__file__).resolve().parents[2] / "resources" / "sample" / "roster.xlsx"

PARTIES = ["方兰", "钱有田"]
SIX = {
    "listen": "一楼：招牌挡不得；二楼：挡了窗。", "discern": "相邻关系，民法典第二百八十八条", "persuade": "远亲不如近邻",
    "borrow": "请城建公司量尺寸", "yield": "一楼降四十公分", "harmony": "两家握手",
}  # fmt: skip
AGREED = {
    "parties": [{"name": "方兰", "home": "商住楼二楼", "writes": True}, {"name": "钱有田", "home": "一楼商户", "writes": False}],
    "liability": "一楼先动工，负主要责任", "way": "一楼自己施工", "term": "2026-07-10", "committee": "惠通村人民调解委员会",
    "mediators": ["委员张文"], "day": "2026-06-24",
}  # fmt: skip


def test_the_signboard_between_two_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-06-18") as (desk, days):
        case = open_case(desk, title="商住楼广告牌挡窗", proposer="方兰", request="牌子降下来", way="reception").id
        place_case(desk, case, "high", "easy")
        assert accept_case(desk, case, "tongcheng").due == "2026-06-23"
        route_case(desk, case, "neighbours")
        fill(desk, case, "room-register", room="六尺巷委员工作室", kind="work", members=["委员张文"])
        move_case(desk, case, "collect")
        fill(desk, case, "intake")
        move_case(desk, case, "topic")
        fill(desk, case, "topic")
        move_case(desk, case, "deliberate")
        step_by_step(desk, days, case)
        agreement(desk, case)
        kept_out_of_all_that_is_public(desk, case)
        return_visits(desk, days, case)
        consulted(desk, case)


def step_by_step(desk: Desk, days: Days, case: str) -> None:
    """Each step on its own day; the room says what comes next."""
    room = read_room(desk, case)
    assert [step.notes.title[0] for step in room.steps] == list("听辨劝借让和")
    assert str(room.next) == "先写下各方是谁。"
    written: dict[str, Any] = {
        "parties": PARTIES,
        "mediators": ["委员张文"],
        "dispute": "牌子挡窗",
        "rights-told": "2026-06-18",
    }
    for number, (step, words) in enumerate(SIX.items()):
        days.day = f"2026-06-{18 + number}"
        written |= {step: words, f"{step}-day": days.day, "day": days.day}
        room = keep_record(desk, case, written)
        assert len(room.done) == number + 1
    assert str(room.next) == "六步都有了，选定调解结果。"
    with pytest.raises(Refused, match="早于“让：让步”"):
        keep_record(desk, case, written | {"harmony-day": "2026-06-20"})
    days.day = "2026-06-24"
    assert str(keep_record(desk, case, written | {"outcome": "written"}).next).startswith("写协议书")


def agreement(desk: Desk, case: str) -> None:
    """One of the parties cannot write: read aloud, signed for, two witnesses; then it is final and has a place for each."""
    begun = begin_sheet(desk, case, "mediation-agreement")
    assert [row["name"] for row in begun["parties"]] == PARTIES
    assert begun["content"] == "一楼降四十公分\n两家握手"
    with pytest.raises(Refused, match="早于协议日期"):
        save_sheet(desk, case, "mediation-agreement", begun | AGREED | {"term": "2026-06-01"})
    with pytest.raises(Refused, match="不能作见证人"):
        save_sheet(desk, case, "mediation-agreement", begun | AGREED | {"witnesses": ["方兰", "王五"]})
    sheet = save_sheet(desk, case, "mediation-agreement", begun | AGREED)
    for more, lacks in (
        ({}, "当面宣读"),
        ({"read-aloud": True}, "由谁代签"),
        ({"written-by": "李建"}, "还差 2 名"),
        ({"witnesses": ["王五"]}, "还差 1 名"),
    ):
        sheet = save_sheet(desk, case, "mediation-agreement", {**sheet.values, **more}, sheet.id)
        with pytest.raises(Refused, match=lacks):
            seal_sheet(desk, sheet.id)
    sheet = save_sheet(desk, case, "mediation-agreement", {**sheet.values, "witnesses": ["王五", "陈一"]}, sheet.id)
    seal_sheet(desk, sheet.id)
    printed = print_sheet(desk, sheet.id)
    text = text_of(printed.pdf)
    for words in ("当事人方兰：", "当事人钱有田（李建代签）：", "见证人王五", "见证人陈一", "签名、盖章或者按指印", "（本页）：",
                  "调解员委员张文", "惠通村人民调解委员会", "一式三份", "履行期限：2026年7月10日以前", "三十日内"):  # fmt: skip
        assert words in text, words
    assert not any(name in printed.print.title for name in PARTIES)


def kept_out_of_all_that_is_public(desk: Desk, case: str) -> None:
    """No agenda, no posting, no figure and no list that is handed out names the parties."""
    other = open_case(desk, title="村口路灯", proposer="沈阿根").id
    take_in(desk, look_at(desk, ROSTER), ROSTER.name)
    plan = Plan(title="路灯协商", rule="village-consultation", date="2026-07-01", people=everybody(desk))
    meeting = plan_meeting(desk, plan)
    put_on_agenda(desk, other, meeting)
    with pytest.raises(Refused, match="不能列入会议议程"):
        put_on_agenda(desk, case, meeting)
    with pytest.raises(Refused, match="不能列入会议议程"):
        RunningMeeting(desk, meeting).do(a.AddItem(title="挡窗", case=case))
    posted = {
        "matter": "广告牌：方兰与一楼和解",
        "from": "2026-06-24",
        "to": "2026-07-09",
        "place": "村口",
        "objections": "村委会",
    }
    with pytest.raises(Refused, match="“方兰”是调解的当事人"):
        save_sheet(desk, case, "publicity", posted)
    papers = [
        preview_paper(desk, meeting, paper).pdf for paper in ("notice", "agenda", "sign-in", "summary", "publicity")
    ]
    figures = [
        print_period(desk, paper, kind, "2026-06-24").pdf
        for paper in (STATISTICS, MONTH_END)
        for kind in ("month", "year")
    ]
    for pdf in (*papers, *figures):
        text = text_of(pdf)
        assert text
        assert not any(name in text for name in PARTIES)
    assert [one.id for one in done_cases(desk)] == []


def everybody(desk: Desk) -> tuple[str, ...]:
    with desk.store.read() as work:
        return tuple(person.id for person in work.roster.people()[:5])


def return_visits(desk: Desk, days: Days, case: str) -> None:
    """After seven days, again while it is not kept; and the last days for the court."""
    days.day = "2026-06-30"
    (visit,) = [due for due in what_is_due(desk) if due.page == "mediation"]
    assert (visit.day, visit.case, str(visit.when)) == ("2026-07-01", case, "还有 1 日")
    days.day = "2026-07-02"
    fill(desk, case, "mediation-visit", kept="partly", said="还差刷漆")
    (again,) = [due for due in what_is_due(desk) if due.page == "mediation"]
    assert (again.day, "没有全部履行" in str(again.words)) == ("2026-07-09", True)
    days.day = "2026-07-15"
    assert any("司法确认" in str(due.words) and due.day == "2026-07-24" for due in what_is_due(desk))
    fill(desk, case, "mediation-visit", kept="kept")
    days.day = "2026-07-25"
    assert [due for due in what_is_due(desk) if due.page == "mediation"] == []
    assert str(read_room(desk, case).next).startswith("已经履行")
    assert [line.case.id for line in list_rooms(desk)] == [case]


def consulted(desk: Desk, case: str) -> None:
    """The 1+4+X of 桐城 around it, to the end of the case."""
    everyone = people(party=1, member=1, cadre=1, department=1, masses=1, interested=2)
    fill(desk, case, "participants", people=[row for row in everyone if row["side"] != "department"])
    choose(desk, case, "form", ("micro",))
    said = read_case(desk, case).people
    assert said is not None
    assert "还差" in str(said)
    with pytest.raises(Refused):
        move_case(desk, case, "level")
    fill(desk, case, "participants", people=everyone)
    move_case(desk, case, "level")
    fill(desk, case, "three-level", level="village", result="当场和解")
    with pytest.raises(Refused, match="还没有选定"):
        move_case(desk, case, "record")
    with pytest.raises(Refused, match="没有这样的选择"):
        choose(desk, case, "path", ("village", "proposal"))
    choose(desk, case, "path", ("village",))
    assert list(read_case(desk, case).ways) == ["record"]
    move_case(desk, case, "record")
    with pytest.raises(Refused, match="表单"):
        close_case(desk, case)
    fill(desk, case, "activity", serial=8, place="六尺巷委员工作室", theme="广告牌", steps="听辨劝借让和",
         people=["委员张文"], effect="成了好邻居")  # fmt: skip
    assert close_case(desk, case).state == CLOSED


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_a_proposal_goes_to_a_department_and_its_answer_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with village(tmp_path, monkeypatch, "2026-08-03") as (desk, days):
        whole = open_case(desk, title="古田路公交和路灯", proposer="委员李建", source="member")
        case, lamps = split_case(desk, whole.id, ["古田路公交绕行", "古田路路灯"])
        assert refuse_case(desk, lamps.id, "已列入年度计划").state == REFUSED
        (answer,) = read_case(desk, lamps.id).sheets
        assert (answer.values["to"], answer.values["reason"]) == ("委员李建", "已列入年度计划")
        with pytest.raises(Refused, match="还缺：答复人"):
            seal_sheet(desk, answer.id)
        save_sheet(desk, lamps.id, answer.form, {**answer.values, "by": "钱立业"}, answer.id)
        seal_sheet(desk, answer.id)
        on_paper = print_sheet(desk, answer.id)
        assert on_paper.print.pages == 1
        assert "已列入年度计划" in text_of(on_paper.pdf)
        assert on_paper.print.print_id in text_of(on_paper.pdf)
        with pytest.raises(Refused, match="先在研判板上"):
            accept_case(desk, case.id, "qiaokou-proposals")
        place_case(desk, case.id, "middle", "hard")
        accept_case(desk, case.id, "qiaokou-proposals")
        assert usual_procedure(desk) == "qiaokou-proposals"
        assert ways_to_deliberate(desk)[0].kind == "consultation"
        route_case(desk, case.id, "department")
        with pytest.raises(Refused, match="写明"):
            raise_case(desk, case.id, " ")
        assert raise_case(desk, case.id, "公交归区里管").level == "town"
        assert raise_case(desk, case.id, "公交归区里管").level == "county"
        tracking = fill(desk, case.id, "route-tracking", unit="区交通局", asked="2026-08-03",
                        checks=[{"day": "2026-08-20", "progress": "现场看过"}], closed=False)  # fmt: skip
        assert tracking.stage == "catalogue"
        forward_case(desk, case.id, "2026-08-04")
        days.day = "2026-09-01"
        with pytest.raises(Refused, match="早于报送"):
            adopt_case(desk, case.id, "2026-08-01")
        adopt_case(desk, case.id, "2026-09-01")
        found = find_cases(desk).funnel
        assert (found.collected, found.forwarded, found.adopted) == (3, 1, 1)
        assert (found.forwarded_share, found.adopted_share) == ("33.3%", "100%")
        handled_by_the_department(desk, days, case.id)


def handled_by_the_department(desk: Desk, days: Days, case: str) -> None:
    """From the catalogue to the answer; the county's word arrives while it is inspected, and moves it on."""
    for sheet, day, to in (
        ("proposal-catalogue", "2026-09-01", "duplicates"),
        ("proposal-check", "2026-12-20", "proposal"),
        ("group-proposal", "2026-12-28", "assign"),
    ):
        days.day = day
        complete(desk, case, sheet, day)
        move_case(desk, case, to)
    fill(
        desk,
        case,
        "proposal-assignment",
        level="general",
        committees="城建委",
        timetable=" ",
        picture="绕行",
        unit="区交通局",
    )
    with pytest.raises(Refused, match="还不能往下走"):
        move_case(desk, case, "handle")
    complete(desk, case, "proposal-assignment", "2027-01-05")
    move_case(desk, case, "handle")
    complete(desk, case, "proposal-handling", "2027-02-10")
    move_case(desk, case, "inspect")
    fill(desk, case, "route-tracking", due="2027-02-20")
    days.day = "2027-02-25"
    (late,) = list_tracked(desk)
    assert (late.unit, late.since, late.over, late.last) == ("区交通局", "2026-08-03", 5, "现场看过")
    assert any(str(due.words).startswith("督办：区交通局") and due.over == 5 for due in what_is_due(desk))
    answer = CountyAnswer(id="F-7", case=case, state="handling", text="已列入计划", day="2027-02-24", by="区交通局")
    with desk.store.work() as work:
        take_answer(desk, work, answer)
    assert str(list_tracked(desk)[0].last) == "县里在办"
    solved = replace(answer, id="F-8", state="solved", text="绕行已通车", day="2027-02-25")
    with desk.store.work() as work:
        moved = take_answer(desk, work, solved)
    assert moved.stage == "answer"
    assert list_tracked(desk)[0].done
    assert any("还没有反馈给提出人" in str(due.words) for due in what_is_due(desk))
    with pytest.raises(Refused, match="还缺表单"):
        close_case(desk, case)
    complete(desk, case, "adoption", "2027-02-26")
    assert close_case(desk, case).state == CLOSED
    kinds = [line.kind for line in read_case(desk, case).lines if line.kind != "sheet"]
    assert kinds == [
        "split", "screened", "accepted", "routed", "raised", "raised", "forwarded", "adopted", "moved", "moved", "moved", "moved",
        "moved", "answered", "answered", "moved", "closed",
    ]  # fmt: skip
