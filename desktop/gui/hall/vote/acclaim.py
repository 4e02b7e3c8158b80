"""无异议通过: one action where nobody objects; whoever does is named, and the vote goes over to a counted one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain import actions as a
from desktop.domain.meeting import BALLOT, HANDS, ROLL_CALL, Meeting, Poll
from desktop.gui.hall.check_in.who import Who
from desktop.gui.hall.people import Finders
from desktop.gui.hall.shortcut import give_key
from desktop.gui.hall.vote.form import PollForm
from desktop.gui.hall.vote.running import verdict
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _
from forms.language import say

INSTEAD = ((HANDS, say("改为举手")), (BALLOT, say("改为投票")), (ROLL_CALL, say("改为点名")))


class AcclaimForm(PollForm):
    """Enter on the one button passes it; a name in the field is an objection."""

    def __init__(self, poll: Poll) -> None:
        super().__init__(poll)
        self.passed = BigButton(_("无人反对，通过"), self.count, kind="main")
        self.verdict = Words("", "hall", narrow=False)
        self.objections = Words("", "warning-hall")
        self.who = Who(_("谁反对？姓名、拼音或首字母"), self._may_object)
        self.who.chosen.connect(lambda person: self.act.emit(a.Dissent(person=person)))
        self.who.typed.connect(self._nobody)
        self.who.undo.connect(self.undo)
        self.who.left.connect(self.passed.setFocus)
        self.ways = {}
        row = QHBoxLayout()
        for n, (method, words) in enumerate(INSTEAD, 1):
            button = BigButton(_("{name}  Ctrl+{n}", name=words, n=n), partial(self._turn, method))
            give_key(button, f"Ctrl+{n}")
            self.ways[method] = button
            row.addWidget(button)
        row.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(self.passed)
        top.addWidget(self.verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(Words(_("有人反对就不能这样通过：记下是谁，再改为计票的表决。"), "hall"))
        column.addWidget(self.objections)
        column.addLayout(row)
        column.addWidget(self.who, 1)

    @staticmethod
    def _may_object(meeting: Meeting, person: str) -> bool:
        poll = meeting.poll
        return poll is not None and person in poll.voters and person not in poll.dissent

    def draw(self, state: HallState) -> None:
        super().draw(state)
        against = self.poll.dissent
        names = "、".join(state.meeting.label(person) for person in against)
        self.objections.put(_("{names} 有异议。请改为举手、投票或点名。", names=names) if against else "")
        self.objections.setVisible(bool(against))
        self.passed.setVisible(not against)
        found = verdict(state, a.Acclaim())
        self.verdict.put(found.sentence if found is not None else "")
        self.ways[HANDS].become("main" if against else "plain")
        self.who.draw(state.meeting)
        if against and self.isVisible():
            self.ways[HANDS].setFocus(Qt.FocusReason.OtherFocusReason)

    def know(self, finders: Finders) -> None:
        self.who.know(finders)

    def opened(self) -> None:
        (self.ways[HANDS] if self.poll.dissent else self.passed).setFocus(Qt.FocusReason.OtherFocusReason)

    def count(self) -> None:
        """Nobody objects; where somebody does, over to hands."""
        if self.poll.dissent:
            self._turn(HANDS)
        else:
            self.act.emit(a.Acclaim())

    def _turn(self, method: str) -> None:
        self.act.emit(a.TurnPoll(method=method))

    def _nobody(self, text: str) -> None:
        self.told.emit(say("“{text}”在表决开始时不在场，或者不在名单上。请核对姓名。", text=text))
