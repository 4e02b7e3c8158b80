"""Who must be there is checked when inviting, again in the hall, and stands in the minutes; the case goes on with who came."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.domain import actions as a
from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.fill_sheet import save_sheet
from desktop.services.cases.move import move_case
from desktop.services.cases.open_case import open_case
from desktop.services.cases.read import read_case
from desktop.services.cases.route import route_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.desk import Desk
from desktop.services.import_roster import look_at, take_in
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.prepare_meeting import put_on_agenda
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.meetings.seal_meeting import seal_meeting
from desktop.services.papers.print_paper import print_paper
from forms.language import Refused
from tests.story.case_days import Days, fill, village

ROSTER = Path(__file__).resolve().parents[2] / "resources" / "sample" / "roster.xlsx"


def invited(desk: Desk, case: str) -> list[tuple[str, str]]:
    """Nine of the roster, three sides; (id, name). The case stands before its deliberation."""
    with desk.store.read() as work:
        names: dict[str, str] = {}
        for person in work.roster.people():
            names.setdefault(person.name, person.id)
    nine = [(person, name) for name, person in names.items()][:9]
    sides = ("masses", "masses", "masses", "interested", "interested", "interested", "notable", "notable", "notable")
    place_case(desk, case, "high", "hard")
    accept_case(desk, case, "nantong")
    fill(desk, case, "platform", kind="village", name="民生议事堂", place="村部", fixed=["网格长"], convener_party="陆书记",
         convener_member="周敏")  # fmt: skip
    move_case(desk, case, "topic")
    fill(desk, case, "topic", reason="二轮承包到期", proposer="沈阿根")
    move_case(desk, case, "participants")
    fill(desk, case, "participants",
         people=[{"name": name, "side": side} for (_, name), side in zip(nine, sides, strict=True)])  # fmt: skip
    assert "群众" in str(read_case(desk, case).people)
    move_case(desk, case, "investigation")
    fill(desk, case, "investigation", day="2026-10-05", place="三个组", by=["周敏"], asked="212 户", policy="延包三十年",
         facts="在册 831 人", opinions="多数要大稳定")  # fmt: skip
    return nine


def test_who_is_missing_in_the_hall_is_told_and_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-10-05") as (desk, days):
        take_in(desk, look_at(desk, ROSTER), ROSTER.name)
        case = open_case(desk, title="第三轮土地确权怎么分", proposer="沈阿根").id
        nine = invited(desk, case)
        people = tuple(person for person, _ in nine)
        plan = Plan(title="第三轮确权协商", rule="village-consultation", date="2026-10-20", people=people, host=nine[0][1],
                    recorder=nine[1][1], place="民生议事堂")  # fmt: skip
        meeting = plan_meeting(desk, plan)
        put_on_agenda(desk, case, meeting)
        with pytest.raises(Refused, match="先从议程里撤下"):
            route_case(desk, case, "neighbours")
        held(desk, days, meeting, people, [name for _, name in nine])
        written(desk, case, meeting, nine[-1][1])
        goes_on(desk, case, nine[-1][1])


def held(desk: Desk, days: Days, meeting: str, people: tuple[str, ...], names: list[str]) -> None:
    days.day = "2026-10-20"
    running = RunningMeeting(desk, meeting)
    running.do(a.DeclareEligible(members=len(people)))
    for person in people[3:6]:
        running.do(a.CheckIn(person=person))
    (first,) = running.came()
    assert first.enough is False
    assert "还差群众代表 1 人" in str(first.words)
    assert names[0] in first.absent
    for person in (*people[:3], *people[6:8]):
        running.do(a.CheckIn(person=person))
    (then,) = running.came()
    assert (then.enough, then.absent) == (True, (names[8],))
    assert str(then.words) == f"“第三轮土地确权怎么分”请了还没到：{names[8]}"
    running.do(a.OpenMeeting())
    item = running.evening.meeting.items[0].id
    running.do(a.OpenItem(item=item))
    running.do(a.WriteLine(text="大稳定、小调整", person=people[3]))
    running.do(a.CloseItem(state="noted"))
    for action in (a.Adjourn(), a.ReadBack(by=names[1]), a.ConfirmMinutes()):
        running.do(action)
    seal_meeting(desk, meeting)


def written(desk: Desk, case: str, meeting: str, absent: str) -> None:
    pdf = print_paper(desk, meeting, "minutes").pdf
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
    assert "协商主体（第三轮土地确权怎么分）" in text
    assert f"请了没有到：{absent}" in text


def goes_on(desk: Desk, case: str, absent: str) -> None:
    """The gate counts those who came; what was said is drafted into the record."""
    move_case(desk, case, "deliberation")
    came = begin_sheet(desk, case, "participants")["people"]
    assert len(came) == 8
    assert absent not in {row["name"] for row in came}
    record = begin_sheet(desk, case, "deliberation")
    assert record["speeches"] == "大稳定、小调整"
    save_sheet(desk, case, "deliberation", {**record, "agreed": "大稳定、小调整"})
    with pytest.raises(Refused, match="还不能往下走"):
        move_case(desk, case, "report")
    save_sheet(desk, case, "participants", begin_sheet(desk, case, "participants"))
    assert move_case(desk, case, "report").stage == "report"
