"""The hall fits a small screen in both languages and at 125 %, and nothing on it is smaller than 20 px."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.actions import (
    AbandonPoll,
    CountElection,
    OpenElection,
    OpenItem,
    OpenMeeting,
    OpenPoll,
    RequestSpeech,
    StartSpeaker,
)
from desktop.gui import theme
from desktop.gui.hall.page import HallPage
from desktop.gui.window import MainWindow
from desktop.gui.words import tongue
from desktop.services.desk import Desk
from forms.language import CHINESE, ENGLISH
from tests.gui.evening import Evening, make_evening

SIZE = (1366, 768)
FINGER = 44


@pytest.fixture(params=[(CHINESE, 1.0), (CHINESE, 1.25), (ENGLISH, 1.0), (ENGLISH, 1.25)])
def evening(request: pytest.FixtureRequest, qtbot: QtBot, window: MainWindow, village: Desk) -> Iterator[Evening]:
    language, scale = request.param
    tongue.current = language
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, scale)
    window.rebuild()
    window.resize(*SIZE)
    yield make_evening(qtbot, window, village)
    theme.dress(app, 1.0)


def holds(evening: Evening) -> None:
    """What is in front fits, and its type is large enough."""
    evening.settle()
    window, page = evening.window, evening.hall
    QApplication.processEvents()
    assert (window.width(), window.height()) == SIZE
    assert window.minimumSizeHint().width() <= SIZE[0]
    assert window.minimumSizeHint().height() <= SIZE[1]
    small = [(type(one).__name__, QFontInfo(one.font()).pixelSize()) for one in written(page) if one.isVisible()]
    assert min(size for _name, size in small) >= round(theme.HALL * theme.look.scale) - 1, sorted(small, key=lambda s: s[1])[:5]
    cut = [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible() and clipped(button)]
    assert cut == []
    touched = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and not page.check_in.seats.isAncestorOf(one)]
    low = [(one.text(), one.height()) for one in touched if one.height() < round(FINGER * theme.look.scale) - 1]
    assert low == [], "a finger needs 44 px"


def written(page: HallPage) -> list[QWidget]:
    kinds = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QListWidget)
    return [one for kind in kinds for one in page.findChildren(kind)]


def clipped(button: QAbstractButton) -> bool:
    return button.fontMetrics().horizontalAdvance(button.text()) > button.width()


def test_every_state_of_the_evening_fits(evening: Evening) -> None:
    holds(evening)
    evening.came(27)
    evening.hall.check_in.field.line.setText("z")
    holds(evening)
    evening.do(*[RequestSpeech(person=evening.members[0])])  # refused: not begun
    holds(evening)
    evening.came(28)
    evening.do(OpenMeeting(), OpenItem(item=evening.state.meeting.items[1].id), StartSpeaker(person=evening.members[0]))
    evening.do(*(RequestSpeech(person=person) for person in evening.members[1:7]))
    evening.hall.back_to_minutes()
    holds(evening)
    evening.hall.top.toggle()
    holds(evening)
    evening.press("F4")
    holds(evening)
    evening.press("F5")
    holds(evening)
    evening.do(OpenPoll(question="是否同意：" + "二组晒场至五组桥头，路面由 3 米拓宽到 4.5 米；" * 3, method="ballot"))
    evening.press("F5")
    form = evening.hall.vote.counting
    assert form is not None
    form.row.put({"issued": 28, "returned": 28, "yes": 28, "no": 0, "abstain": 0, "invalid": 0})
    holds(evening)
    evening.next()
    holds(evening)


@pytest.mark.long
@pytest.mark.parametrize("evening", [(ENGLISH, 1.25)], indirect=True)
def test_the_other_votes_proxies_and_the_paper_sheet_fit_where_words_are_longest(evening: Evening) -> None:
    hall = evening.hall
    evening.came(28)
    evening.do(OpenMeeting(), OpenItem(item=evening.state.meeting.items[1].id))
    hall.open(hall.stage.proxies)
    holds(evening)
    hall.open(hall.stage.sheet)
    for kind in hall.stage.sheet.kinds:
        hall.stage.sheet.choose(kind)
        holds(evening)
    evening.press("F5")
    hall.vote.begin_election()
    holds(evening)
    for method in ("roll-call", "acclamation"):
        evening.do(OpenPoll(question="是否同意拓宽村道", method=method))
        evening.press("F5")
        holds(evening)
        evening.do(AbandonPoll())
    evening.do(OpenElection(question="选举", candidates=tuple(f"第{n}位候选人" for n in range(1, 9)), seats=3, others=True))
    evening.press("F5")
    holds(evening)
    evening.do(CountElection(issued=28, returned=28, invalid=0, votes={"第1位候选人": 20, "第2位候选人": 16}))
    holds(evening)
