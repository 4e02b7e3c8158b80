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

from desktop.domain.actions import CountHands, OpenItem, OpenMeeting, OpenPoll, RequestSpeech, StartSpeaker
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
    evening.qtbot.wait(400)
    said = texts(projector.canvas)
    assert names[0] in said
    assert "1:42" in said
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
