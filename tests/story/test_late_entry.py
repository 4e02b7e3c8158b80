"""A sheet kept on paper is keyed in afterwards with its real times, and whatever came from paper stays marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap import open_desk
from desktop.domain import actions as a
from desktop.domain.events import Moment
from desktop.domain.late_entry import PAPER
from desktop.services.desk import Desk
from desktop.services.meetings.late_entry import Row, key_in_sheet
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.meetings.seal_meeting import frozen
from forms.language import Refused
from tests.pc import PASSPHRASE, settle

DAY = "2026-06-18"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    opened = open_desk(tmp_path / "data")
    yield settle(opened)
    opened.close()


@pytest.fixture
def running(desk: Desk) -> RunningMeeting:
    made = RunningMeeting(desk, plan_meeting(desk, Plan(title="村民代表会议", date=DAY)))
    made.do(a.DeclareEligible(members=len(made.evening.meeting.eligible)))
    made.do(a.AddItem(title="水费"))
    return made


def at(time: str) -> str:
    return f"{DAY}T{time}:00"


def test_a_sheet_is_keyed_in_with_its_times_and_marked(desk: Desk, running: RunningMeeting) -> None:
    first, second, third = list(running.evening.meeting.eligible)[:3]
    running.do(a.CheckIn(person=third))
    rows = (Row(person=first, came=at("19:05")), Row(person=second, came=at("19:10"), left=at("20:15")))
    assert key_in_sheet(running, rows) == 3
    stored = RunningMeeting(desk, running.meeting_id).evening.meeting
    assert stored.presence[first].spans == ((at("19:05"), ""),)
    assert stored.presence[second].spans == ((at("19:10"), at("20:15")),)
    assert [stored.presence[person].on_paper for person in (first, second, third)] == [True, True, False]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("2026-06-17T19:05:00", ""), "开会那天"),
        (("2026-06-20T19:05:00", ""), "开会那天"),
        ((at("19:30"), at("19:05")), "早于签到"),
        (("", ""), "没有时间"),
    ],
)
def test_a_time_that_cannot_be_is_refused(running: RunningMeeting, row: tuple[str, str], told: str) -> None:
    person = next(iter(running.evening.meeting.eligible))
    with pytest.raises(Refused, match=told):
        key_in_sheet(running, (Row(person=person, came=row[0], left=row[1]),))


def test_speeches_votes_and_lines_from_paper_are_sealed_as_such(desk: Desk, running: RunningMeeting) -> None:
    people = list(running.evening.meeting.eligible)
    key_in_sheet(running, tuple(Row(person=person, came=at("19:05")) for person in people))

    def paper(action: a.AnyAction, time: str) -> None:
        running.do(action, Moment(at(time), PAPER))

    paper(a.OpenMeeting(), "19:30")
    paper(a.OpenItem(item=running.evening.meeting.items[0].id), "19:31")
    paper(a.StartSpeaker(person=people[0]), "19:32")
    paper(a.WriteLine(text="先修东段", person=people[0]), "19:33")
    paper(a.EndSpeaker(), "19:34")
    paper(a.OpenPoll(question="水费"), "19:40")
    paper(a.CountHands(yes=len(people), no=0, abstain=0), "19:41")
    running.do(a.WriteLine(text="来电了"))
    with desk.store.read() as work:
        sealed = frozen(desk, work, running.meeting_id)
    assert [speech.on_paper for speech in sealed.speeches] == [True]
    assert [poll.on_paper for poll in sealed.polls] == [True]
    assert [line.on_paper for line in sealed.lines] == [True, False]
    assert sealed.speeches[0].seconds == 120
    assert sealed.polls[0].decided_at == at("19:41")
