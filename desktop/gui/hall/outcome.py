"""What becomes of the open item, where it is not what the vote says: each outcome is a button with its digit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

from desktop.domain import actions as a
from desktop.gui.hall.over import Over
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import say

AMENDED = "amended"
OUTCOMES = (
    ("noted", say("已听取")),
    ("accepted", say("通过")),
    (AMENDED, say("修改后通过")),
    ("refused", say("未通过")),
    ("delayed", say("改期再议")),
    ("withdrawn", say("撤回本项")),
)
"""In the order of their digits, from 1."""


class OutcomePanel(Over):
    brief = True

    def __init__(self) -> None:
        super().__init__(_("本项结果"))
        self._item = ""
        self.title = Words("", "hall-head")
        grid = QGridLayout()
        grid.setSpacing(px(8))
        self.buttons: dict[str, BigButton] = {}
        for place, (state, words) in enumerate(OUTCOMES):
            button = BigButton(f"{place + 1}  {show(words)}", partial(self.choose, state))
            grid.addWidget(button, place // 2, place % 2)
            self.buttons[state] = button
        self.ask = Words(_("修改后的内容（会后印在记录里）"), "hall")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(120))
        self.text.setAccessibleName(_("修改后的内容（会后印在记录里）"))
        self.text.installEventFilter(self)
        self.keep = BigButton(_("按修改后的通过"), self._amended, kind="main")
        self.body.addWidget(self.title)
        self.body.addLayout(grid)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.ask)
        self.body.addWidget(self.text)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._write(False)

    def opened(self) -> None:
        self.notice.clear()
        self._write(False)
        self.buttons["noted"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draw(self, state: HallState) -> None:
        current = state.meeting.current
        self.title.setText(current.title if current is not None else "")
        if current is not None and current.id != self._item:
            self._item = current.id
            self.text.setPlainText(current.text or current.title)

    def choose(self, state: str) -> None:
        """The outcome; of an amended item the wording is asked for."""
        if state == AMENDED:
            self._write(True)
            self.text.setFocus()
            self.text.selectAll()
        else:
            self.act.emit(a.CloseItem(state=state))

    def _write(self, on: bool) -> None:
        for part in (self.ask, self.text, self.keep):
            part.setVisible(on)

    def _amended(self) -> None:
        self.act.emit(a.CloseItem(state=AMENDED, text=self.text.toPlainText()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps the wording, Shift+Enter goes on with it below."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._amended()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(OUTCOMES):
            self.choose(OUTCOMES[int(digit) - 1][0])
            return
        super().keyPressEvent(event)
