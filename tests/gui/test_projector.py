"""The projector: large, live, and nothing on it that the public may not see."""

from __future__ import annotations

from typing import cast

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.actions import (
    CallVote,
    CountElection,
    CountHands,
    OpenElection,
    OpenItem,
    OpenMeeting,
    OpenPoll,
    RequestSpeech,
    StartSpeaker,
    Tally,
)
from desktop.gui.projector.canvas import SMALLEST, Canvas
from desktop.gui.projector.view import public_name, shown
from desktop.gui.projector.window import Projector, second_screen
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.gui.evening import Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    made = make_evening(qtbot, window, village)
    made.came(28)
    made.do(OpenMeeting(), OpenItem(item=made.state.meeting.items[1].id))
    return made


@pytest.fixture
def projector(evening: Evening) -> Projector:
    evening.press("F8")
    opened = evening.hall.projector
    assert opened is not None
    evening.qtbot.addWidget(opened)
    return opened


def texts(canvas: Canvas) -> str:
    """What is drawn, at the size of a small projector."""
    canvas.resize(1024, 768)
    canvas.grab()
    assert canvas.smallest_drawn >= SMALLEST == 48
    return "\n".join(canvas.drawn)


def test_it_follows_the_evening_live(evening: Evening, projector: Projector) -> None:
    people = evening.members
    assert "二组至五组村道拓宽方案" in texts(projector.canvas)
    assert "到会 28/41" in texts(projector.canvas)
    evening.do(StartSpeaker(person=people[0]), *(RequestSpeech(person=person) for person in people[1:5]))
    names = [public_name(evening.state.meeting, person) for person in people]
    evening.clock.seconds += 18
    evening.qtbot.waitUntil(lambda: "1:42" in texts(projector.canvas), timeout=60_000)  # by itself
    said = texts(projector.canvas)
    assert names[0] in said
    assert f"接下来：{names[1]}、{names[2]}" in said
    assert names[3] not in said
    evening.do(OpenPoll(question="是否同意拓宽村道"))
    assert "同意要有 15 票" in texts(projector.canvas)
    evening.do(CountHands(yes=20, no=5, abstain=3))
    said = texts(projector.canvas)
    assert "通过" in said
    assert all(word in said for word in ("同意", "20", "不同意", "5", "弃权", "3"))


def test_no_phone_no_household_no_birth_year(evening: Evening, projector: Projector) -> None:
    """Two of one name are told apart by the group, even where paper and recorder's screen say more."""
    meeting = evening.state.meeting
    people = list(meeting.eligible.values())
    secret = {p.person: replace(p, label=f"{p.name}（户主{p.head}·{p.birth_year}年生·户号{p.household}）") for p in people}
    told = replace(meeting, eligible=secret)
    state = replace(evening.state, evening=replace(evening.state.evening, meeting=told))
    everything = str(shown(state)) + "".join(public_name(told, person) for person in secret)
    assert "户主" not in everything
    assert not any(one.birth_year and one.birth_year in everything for one in people)
    assert not any(one.household and f"户号{one.household}" in everything for one in people)
    twins = [one.person for one in people if one.name == "张伟"]
    assert len({public_name(told, person) for person in twins}) == 2


def test_whoever_did_not_vote_is_part_of_the_bar(evening: Evening) -> None:
    evening.do(OpenPoll(question="是否同意"), CountHands(yes=20, no=3, abstain=1))
    bars = shown(evening.state).bars
    assert [part.number for part in bars] == [20, 3, 1, 4]
    assert sum(part.number for part in bars) == 28


def test_a_long_question_is_cut_rather_than_made_small(evening: Evening, projector: Projector) -> None:
    evening.do(OpenPoll(question="二组晒场至五组桥头的路面由三米拓宽到四米五" * 20))
    assert "…" in texts(projector.canvas)


def test_dark_and_light_by_a_key_and_closed_by_f8(evening: Evening, projector: Projector) -> None:
    def ground() -> int:
        return projector.canvas.grab().toImage().pixelColor(3, 3).lightness()

    assert ground() > 200
    QTest.keyClick(projector, Qt.Key.Key_R)
    assert ground() < 60
    evening.press("F8")
    assert not projector.isVisible()
    evening.press("F8")
    assert projector.isVisible()
    assert ground() < 60


def test_the_second_screen_is_taken_where_there_is_one(evening: Evening) -> None:
    first = QApplication.primaryScreen()

    class Screen:
        """Stands for a second screen, which no test machine has."""

        def geometry(self) -> QRect:
            return QRect(1366, 0, 1920, 1080)

    other = cast("QScreen", Screen())
    assert second_screen(first, [first]) is None
    assert second_screen(first, [first, other]) is other


def test_of_a_mediation_and_of_an_open_ballot_nothing_is_told(evening: Evening) -> None:
    state = evening.state
    private = replace(state.meeting, procedure="mediation")
    hidden = shown(replace(state, evening=replace(state.evening, meeting=private)))
    people = state.meeting.eligible.values()
    assert state.meeting.title not in str(hidden)
    assert not any(item.title in str(hidden) for item in state.meeting.items)
    assert not any(one.name in str(hidden) for one in people)
    evening.do(OpenPoll(question="是否同意", method="ballot"))
    evening.do(Tally(counter="王芳", numbers={"yes": 17, "no": 9, "abstain": 1, "invalid": 1}))
    seen = shown(evening.state)
    assert (seen.bars, seen.rows, seen.speaker) == ((), (), "")
    assert "17" not in str(seen)


def test_an_election_is_drawn_as_bars_with_numbers_and_the_tie_is_marked(evening: Evening, projector: Projector) -> None:
    names = tuple(f"候选人{sign}" for sign in "甲乙丙丁戊己庚辛壬癸")
    evening.do(OpenElection(question="选举监督委员会", candidates=names, seats=2))
    assert "应选 2 人" in texts(projector.canvas)
    votes = {names[0]: 20, names[1]: 16, names[2]: 16}
    evening.do(CountElection(issued=28, returned=28, invalid=0, votes=votes))
    said = texts(projector.canvas)
    assert "当选 1 人，空缺 1 个" in said
    assert f"✓ {names[0]}" in said
    assert f"＝ {names[1]}" in said
    assert "20" in said


@pytest.mark.long
def test_a_roll_call_runs_on_the_screen_with_the_name_that_is_called(evening: Evening, projector: Projector) -> None:
    people = evening.members
    evening.do(OpenPoll(question="是否同意拓宽村道", method="roll-call"))
    evening.do(CallVote(person=people[0], vote="yes"))
    said = texts(projector.canvas)
    assert f"请 {public_name(evening.state.meeting, people[1])} 表态" in said
    assert "同意 1" in said
    assert public_name(evening.state.meeting, people[0]) not in said
