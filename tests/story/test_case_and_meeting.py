"""A case that was put before a meeting: its lists are drafted from what was recorded, its gates see what the law said."""

from __future__ import annotations

import pytest

from desktop.domain.case import DELIBERATED
from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.fill_sheet import save_sheet
from desktop.services.cases.follow import what_is_due
from desktop.services.cases.move import move_case, plan_day
from desktop.services.cases.open_case import cases
from desktop.services.cases.read import read_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.desk import Desk
from desktop.services.figures.count import count
from desktop.services.figures.report import MONTH_END, print_period
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import read
from forms.language import Refused
from tests.story.case_days import complete, fill


def test_the_three_lists_are_drafted_from_the_minutes(desk: Desk) -> None:
    (case,) = cases(desk)
    assert case.state == DELIBERATED
    day = read_case(desk, case.id).case.meeting_day
    assert day
    place_case(desk, case.id, "middle", "hard")
    accept_case(desk, case.id, "nantong")
    (row,) = begin_sheet(desk, case.id, "suggestions")["items"]
    assert row["content"].startswith("二组晒场至五组桥头 860 米")
    assert row["supporters"] == 29
    minutes = begin_sheet(desk, case.id, "deliberation")
    assert minutes["day"] == day
    assert minutes["agreed"].startswith("二组晒场至五组桥头")
    assert minutes["speeches"]
    assert begin_sheet(desk, case.id, "publicity")["meeting-day"] == day
    fill(desk, case.id, "suggestions", day=day)
    (duty,) = begin_sheet(desk, case.id, "duties")["items"]
    assert duty["matter"] == row["content"]
    with pytest.raises(Refused, match="跟着会议走"):
        plan_day(desk, case.id, "2026-01-01")
    before = f"{int(day[:4]) - 1}{day[4:]}"
    with pytest.raises(Refused, match="早于会议日期"):
        fill(desk, case.id, "duties", items=[{**duty, "unit": "村委会", "person": "王芳", "due": before}], day=day)


def test_the_gates_of_a_meeting_by_law_see_its_verdicts(desk: Desk) -> None:
    (case,) = cases(desk)
    place_case(desk, case.id, "middle", "hard")
    accept_case(desk, case.id, "villagers-representatives")
    day = read_case(desk, case.id).case.meeting_day
    move_case(desk, case.id, "party")
    complete(desk, case.id, "party-study", day)
    move_case(desk, case.id, "notice")
    save_sheet(desk, case.id, "notice-record", {})
    with pytest.raises(Refused, match="还缺表单：通知送达记录"):
        move_case(desk, case.id, "meeting")
    complete(desk, case.id, "notice-record", day)
    move_case(desk, case.id, "meeting")
    gates = {gate.gate: gate.open for gate in read_case(desk, case.id).gates}
    assert gates["quorum"] is True
    assert gates["passed"] is True
    assert move_case(desk, case.id, "publish").stage == "publish"


def test_the_meeting_that_was_held_stills_the_reminder_of_the_quarter(desk: Desk) -> None:
    assert not any("次村民代表会议" in str(due.words) for due in what_is_due(desk))


def test_the_months_figures_are_those_of_the_sealed_evening_and_are_printed(desk: Desk) -> None:
    (case,) = cases(desk)
    day = read_case(desk, case.id).case.meeting_day
    figures = count(desk, "month", day).figures
    row = next(one for one in figures.kinds if one.title == "村民代表会议")
    with desk.store.read() as work:
        (sealed,) = [one for one in work.ledger.after(0) if one.record.kind == "meeting"]
        assert sealed.body is not None
        meeting = read(sealed.body, SealedMeeting)
    came = [one for one in meeting.roll if one.spans and not one.observer]
    assert (row.times, row.expected, row.present) == (1, 41, len(came)) == (1, 41, 34)
    assert (row.present_share(2), row.present_share()) == ("82.93%", "83%")
    assert row.women == sum(one.sex == "女" for one in came) > 0
    assert (row.yes, row.no) == (sum(poll.yes for poll in meeting.polls), sum(poll.no for poll in meeting.polls))
    assert (figures.funnel.collected, figures.promises.kept()) == (1, "--")
    assert count(desk, "month", f"{int(day[:4]) - 1}{day[4:]}").figures.meetings == ()
    assert count(desk, "year", day).figures.meetings == figures.meetings
    printed = print_period(desk, MONTH_END, "month", day)
    assert (printed.print.paper, printed.missing) == ("month-end", ())
    with desk.store.read() as work:
        kept = work.prints.get(printed.print.print_id)
        assert kept is not None
        assert work.blobs.read(kept.pdf) == printed.pdf
