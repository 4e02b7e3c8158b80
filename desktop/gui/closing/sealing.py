"""确认定稿: what will stand for good, what is still missing, in plain words; and two outcomes to choose from."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.closing.correct import CorrectPane
from desktop.gui.closing.state import ClosingState
from desktop.gui.hall_state import ITEM_STATES, ordinal
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import scrolling
from desktop.gui.theme import px
from desktop.gui.words import _, show


class SealPane(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.asked = False
        self.heading = Words("", "next")
        self.facts = Words("", "hall")
        self.missing = Words("", "warning-hall")
        self.correct = CorrectPane()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for words in (self.heading, self.facts, self.missing):
            column.addWidget(words)
        column.addWidget(self.correct)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(column))

    def draw(self, state: ClosingState) -> None:
        meeting = state.meeting
        objections = sum(line.kind == "objection" for line in meeting.lines)
        items = [
            _("{ordinal}：{title}——{state}", ordinal=ordinal(n), title=item.title, state=ITEM_STATES[item.state])
            for n, item in enumerate(meeting.items, 1)
        ]
        counted = _(
            "到会 {came} 人，记录 {lines} 条，宣读时提出意见 {objections} 条",
            came=len(meeting.came),
            lines=len(meeting.lines) - objections,
            objections=objections,
        )
        self.facts.setText("\n".join([*items, counted]))
        lacking = [] if state.sealed else [show(one) for one in state.missing]
        self.missing.setText("\n".join(lacking))
        self.missing.setVisible(bool(lacking))
        self.correct.setVisible(state.sealed)
        self.correct.draw(state.corrections)
        if state.sealed:
            self.asked = False
            self.heading.setText(_("已经定稿。接着打印、签名。"))
        elif self.asked:
            self.heading.setText(_("定稿以后一个字也不能改，发现错误只能另作更正。现在定稿吗？"))
        elif lacking:
            self.heading.setText(_("还差这些，才能定稿"))
        else:
            self.heading.setText(_("都齐了，可以定稿"))
