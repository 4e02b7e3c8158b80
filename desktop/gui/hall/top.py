"""The top line: the item, the law's answer at this moment, the clock; below it who of those invited is missing, and, when
asked, the article in full."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.hall_state import Answer, HallState, answer, headline
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.theme import px
from desktop.gui.words import _, show


class TopLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._headline = Elided("", "title")
        self.answer = Words("", "hall-head", wrap=False)
        self.why = BigButton(_("依据"), self.toggle, key="F7", kind="quiet")
        self._clock = Words("", "title", wrap=False)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self._headline, 1)
        row.addWidget(self.answer)
        row.addWidget(self.why)
        row.addWidget(self._clock)
        self.who = Elided("", "warning")
        self.who.hide()
        self.law = QFrame()
        self.law.setObjectName("law")
        self.sentence = Words("", "hall")
        inside = QVBoxLayout(self.law)
        inside.setContentsMargins(px(12), px(4), px(12), px(4))
        inside.addWidget(self.sentence)
        self.law.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(row)
        column.addWidget(self.who)
        column.addWidget(self.law)
        self._said: Answer | None = None

    def draw(self, state: HallState) -> None:
        self._said = answer(state)
        self._headline.setText(show(headline(state.meeting)))
        role = {True: "good-hall", False: "warning-hall", None: "hall-head"}[self._said.met]
        self.answer.put(self._said.short, role)
        self.sentence.put(self._said.full)
        self._missing(state)

    def _missing(self, state: HallState) -> None:
        """Who of those that must deliberate a case is not in the hall; the case that is open alone, while one is."""
        here = state.meeting.current.case if state.meeting.current is not None else ""
        lacks = [one.words for one in state.came if one.words is not None and (one.case == here or not here)]
        waits = bool(lacks) and bool(state.meeting.inside) and not state.meeting.ended_at
        self.who.setText("　".join(show(words) for words in lacks))
        self.who.setVisible(waits)

    def toggle(self) -> None:
        """Show or hide the article and the arithmetic."""
        self.law.setVisible(self.law.isHidden())

    def tick(self, now: str) -> None:
        """`now` is an ISO time."""
        self._clock.setText(now[11:16])
