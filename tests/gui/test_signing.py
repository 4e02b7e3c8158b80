"""Signing on the screen: pen, finger and mouse draw the same kind of strokes; nothing is signed that was not in sight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain import actions as a
from desktop.gui.closing.sign.canvas import CENT, SignCanvas
from desktop.gui.closing.state import SEAL, SIGN
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.papers.print_paper import print_paper
from desktop.services.papers.signatures import signatures_of
from tests.gui.evening import Evening, make_evening

STROKES = [[(40 + 90 * s + 3 * n, 40 + n * (s + 2) % 60) for n in range(15)] for s in range(3)]


@pytest.fixture
def canvas(qtbot: QtBot) -> SignCanvas:
    made = SignCanvas()
    qtbot.addWidget(made)
    made.resize(500, 160)
    made.show()
    return made


def by_mouse(canvas: SignCanvas, stroke: Sequence[tuple[int, int]]) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*stroke[0]))
    for point in stroke[1:]:
        QTest.mouseMove(canvas, QPoint(*point))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*stroke[-1]))


def by_finger(canvas: SignCanvas, stroke: Sequence[tuple[int, int]]) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(canvas, device).press(0, QPoint(*stroke[0]), canvas).commit()
    for point in stroke[1:]:
        QTest.touchEvent(canvas, device).move(0, QPoint(*point), canvas).commit()
    QTest.touchEvent(canvas, device).release(0, QPoint(*stroke[-1]), canvas).commit()


def by_pen(canvas: SignCanvas, stroke: Sequence[tuple[int, int]]) -> None:
    pen = QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Pressure | QInputDevice.Capability.Position,
        1,
        1,
    )
    kinds = [
        QTabletEvent.Type.TabletPress,
        *[QTabletEvent.Type.TabletMove] * (len(stroke) - 1),
        QTabletEvent.Type.TabletRelease,
    ]
    for number, (kind, (x, y)) in enumerate(zip(kinds, [*stroke, stroke[-1]], strict=True)):
        held = Qt.MouseButton.NoButton if kind == QTabletEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
        at = QPointF(x + 0.25, y)
        event = QTabletEvent(
            kind,
            pen,
            at,
            at,
            0.2 + 0.05 * number,
            0,
            0,
            0,
            0,
            0,
            Qt.KeyboardModifier.NoModifier,
            Qt.MouseButton.LeftButton,
            held,
        )
        QApplication.sendEvent(canvas, event)


@pytest.mark.parametrize(("how", "device"), [(by_mouse, "mouse"), (by_finger, "touch"), (by_pen, "pen")])
def test_strokes_are_kept_with_place_pressure_and_time(canvas: SignCanvas, how: object, device: str) -> None:
    for stroke in STROKES:
        how(canvas, stroke)  # type: ignore[operator]
    drawing = canvas.drawing()
    assert drawing.device == device
    assert (drawing.width, drawing.height) == (500 * CENT, 160 * CENT)
    assert len(drawing.strokes) == len(STROKES)
    shift = 25 if device == "pen" else 0
    for drawn, meant in zip(drawing.strokes, STROKES, strict=True):
        assert [(point.x, point.y) for point in drawn] == [(x * CENT + shift, y * CENT) for x, y in meant]
        assert all(first.t <= second.t for first, second in pairwise(drawn))
    pressures = [point.pressure for stroke in drawing.strokes for point in stroke]
    assert (pressures[:3] == [200, 250, 300]) if device == "pen" else not any(pressures)
    canvas.take_back()
    assert len(canvas.drawing().strokes) == len(STROKES) - 1
    canvas.clear()
    assert canvas.empty


def test_a_hand_that_slips_off_signs_no_farther_than_the_frame(canvas: SignCanvas) -> None:
    canvas.begin(QPointF(-20, 50), 2.0, "pen")
    canvas.go_on(QPointF(900, 900), -1.0)
    canvas.end()
    assert [(p.x, p.y, p.pressure) for p in canvas.drawing().strokes[0]] == [(0, 5000, 1000), (50000, 16000, 0)]


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    """Confirmed, not sealed; the place to sign in front."""
    made = make_evening(qtbot, window, village)
    made.came(30)
    made.do(a.OpenMeeting(), a.OpenItem(item=made.state.meeting.items[0].id), a.WriteLine(text="先修东段"))
    made.do(a.CloseItem(), a.Adjourn(), a.ReadBack(), a.ConfirmMinutes())
    made.go("closing")
    made.closing.turn(SIGN)
    made.settle()
    return made


def signed(evening: Evening) -> int:
    with evening.desk.store.read() as work:
        return len(signatures_of(work, evening.meeting))


def test_a_name_is_written_under_the_whole_text_and_falls_when_the_text_changes(evening: Evening) -> None:
    page, pane = evening.closing, evening.closing.sign
    assert pane.name.text() == "赵建国"
    assert not pane.canvas.isEnabled()
    by_mouse(pane.canvas, STROKES[0])
    assert pane.canvas.empty
    while not pane.text.seen:
        pane.on.click()
    assert pane.canvas.isEnabled()
    by_mouse(pane.canvas, STROKES[0][:2])
    pane.sign.click()
    evening.settle()
    assert "只点了一下" in page.notice.text
    assert signed(evening) == 0
    pane.undo.click()
    assert not pane.sign.isEnabled()
    for stroke in STROKES:
        by_mouse(pane.canvas, stroke)
    pane.sign.click()
    evening.settle()
    assert "屏幕已签" in pane.table.rows[0][2]
    assert pane.canvas.empty
    assert "赵建国" in pane.still.text()  # ink is still missing

    page.undo()
    evening.settle()
    assert "主持人赵建国要重新签名" in evening.window.strip._missing.text()
    assert "重新签" in pane.table.rows[0][2]
    page.do(a.WriteLine(text="后修西段"))
    page.do(a.ConfirmMinutes())
    evening.settle()
    page.turn(SIGN)
    evening.settle()
    assert "重新签" in pane.table.rows[0][2]
    assert "后修西段" in pane.text.toPlainText()
    assert not pane.text.seen


def test_ink_and_fingerprints_are_noted_by_keyboard_alone(evening: Evening) -> None:
    page, pane = evening.closing, evening.closing.sign
    assert not pane.ink.isEnabled()  # nothing was printed
    pane.table.selectRow(2)
    pane.name.setText("吴桂兰")
    QTest.keyClick(pane.cannot, Qt.Key.Key_Return)
    assert page.state is not None
    meeting = page.state.meeting
    homes = {meeting.eligible[one].household: one for one in meeting.inside}
    first, second = [
        one for one in homes.values() if meeting.eligible[one].name not in (meeting.host, meeting.recorder)
    ][:2]
    pane.mark.field.chosen.emit(first)
    QTest.keyClick(pane.mark.keep, Qt.Key.Key_Return)
    evening.settle()
    assert "2 位见证人" in page.notice.text
    pane.mark.field.chosen.emit(second)
    QTest.keyClick(pane.mark.keep, Qt.Key.Key_Return)
    evening.settle()
    assert "按指印" in pane.table.rows[2][2]
    page.turn(SEAL)
    for _press in ("seal", "yes, seal"):
        page.main.click()
        evening.settle()
    assert page.step == SIGN
    print_paper(evening.desk, evening.meeting, "minutes")
    page._look_again()
    evening.settle()
    for row in range(3):
        pane.table.selectRow(row)
        assert pane.ink.isEnabled()
        QTest.keyClick(pane.ink, Qt.Key.Key_Return)
        evening.settle()
    assert pane.still.text() == "纸上的签名都齐了。"
    assert "见证人" in pane.table.rows[2][2]
