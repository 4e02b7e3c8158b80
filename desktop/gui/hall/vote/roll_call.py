"""点名表决: names in the order of the list, a key for each answer, each answer on disk before the next name is read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout

from desktop.domain import actions as a
from desktop.domain.events import VoteCalled
from desktop.domain.meeting import Poll
from desktop.gui.hall.vote.form import PollForm
from desktop.gui.hall.vote.running import Call, calls, outlook, totals
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import say

ANSWERS = {"yes": say("同意"), "no": say("不同意"), "abstain": say("弃权")}
KEYS = {"1": "yes", "2": "no", "3": "abstain"}
MARKS = {"yes": "○", "no": "✕", "abstain": "△", "": "  "}


class RollCallForm(PollForm):
    """1 同意, 2 不同意, 3 弃权, Backspace takes back, the arrows go to another name, Enter counts once all have answered."""

    def __init__(self, poll: Poll) -> None:
        super().__init__(poll)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.everyone: tuple[Call, ...] = ()
        self.at = 0
        self._sent: dict[str, str] = {}
        self.name = Words("", "next")
        self.answers = {
            vote: BigButton(_("{n}  {name}", n=key, name=ANSWERS[vote]), partial(self.answer, vote), kind="tab")
            for key, vote in KEYS.items()
        }
        for button in self.answers.values():
            button.setCheckable(True)
        self.back = BigButton(_("退回（退格）"), self.take_back)
        self.skip = BigButton(_("没有应答（↓）"), self.go_on)
        for button in (*self.answers.values(), self.back, self.skip):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.totals = Words("", "hall-head")
        self.outlook = Words("", "hall", narrow=False)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.go_to(self.list.row(item)))
        self._lay_out()

    def _lay_out(self) -> None:
        votes, others = QHBoxLayout(), QHBoxLayout()
        for button in self.answers.values():
            votes.addWidget(button, 1)
        others.addWidget(self.back)
        others.addWidget(self.skip)
        others.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.name)
        left.addLayout(votes)
        left.addLayout(others)
        left.addWidget(self.totals)
        left.addWidget(self.outlook)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addLayout(left, 3)
        row.addWidget(self.list, 2)

    def draw(self, state: HallState) -> None:
        first = self.state is None
        super().draw(state)
        before = {one.person: one.vote for one in self.everyone}
        self.everyone = calls(state.meeting, state.rule, self.poll)
        for one in self.everyone:
            if one.vote and self._sent.get(one.person) == one.vote:
                del self._sent[one.person]
            elif before.get(one.person) and not one.vote and not self._sent:
                self.at = self._place(one.person)  # taken back: this one is asked again
        if first:
            self.at = next((n for n, one in enumerate(self.everyone) if not one.vote), max(0, len(self.everyone) - 1))
        self._show()

    def opened(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self, vote: str) -> None:
        """What the one who is called says; the next name stands there at once, the mark when it is on disk."""
        if not self.everyone:
            return
        one = self.everyone[self.at]
        if (self._sent.get(one.person) or one.vote) != vote:
            self._sent[one.person] = vote
            self.act.emit(a.CallVote(person=one.person, vote=vote))
        self.go_on()
        self.setFocus()

    def refused(self) -> None:
        """An answer was not taken: the name stands there again."""
        waiting = [person for person in self._sent if self.poll.votes.get(person) != self._sent[person]]
        self._sent.clear()
        if waiting:
            self.at = self._place(waiting[0])
            self._show()

    def take_back(self) -> None:
        """The last answer, if that was the last thing done; else only the name before this one."""
        last = self.state.evening.last if self.state is not None else None
        if self._sent or (last is not None and isinstance(last.event, VoteCalled)):
            self._sent.clear()
            self.undo.emit()
        else:
            self.go_to(self.at - 1)
        self.setFocus()

    def go_on(self) -> None:
        """To the next name."""
        self.go_to(self.at + 1)

    def go_to(self, place: int) -> None:
        """To this name, from 0; nowhere beyond the list."""
        self.at = max(0, min(place, len(self.everyone) - 1))
        self._show()
        self.setFocus()

    def count(self) -> None:
        """Whoever has not answered counts in the base, and for nothing."""
        self.act.emit(a.CountRollCall())

    def _place(self, person: str) -> int:
        return next((n for n, one in enumerate(self.everyone) if one.person == person), self.at)

    def _show(self) -> None:
        if self.state is None or not self.everyone:
            return
        one = self.everyone[self.at]
        self.name.setText(_("{n}/{all}  {name}", n=self.at + 1, all=len(self.everyone), name=show(one.name)))
        for vote, button in self.answers.items():
            button.setChecked(vote == (self._sent.get(one.person) or one.vote))
        self.totals.put(totals(self.everyone))
        self.outlook.put(outlook(self.state, self.poll, self.everyone))
        self._fill()

    def _fill(self) -> None:
        rows = [f"{MARKS[one.vote]}  {show(one.name)}" for one in self.everyone]
        if self.list.count() != len(rows):
            self.list.clear()
            self.list.addItems(rows)
        for n, text in enumerate(rows):
            item = self.list.item(n)
            if item.text() != text:
                item.setText(text)
        self.list.setCurrentRow(self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        key = event.key()
        if event.text() in KEYS:
            self.answer(KEYS[event.text()])
        elif key == Qt.Key.Key_Backspace:
            self.take_back()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.go_on()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.go_to(self.at - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        waiting = next((n for n, one in enumerate(self.everyone) if not one.vote and one.person not in self._sent), None)
        if waiting is None:
            self.count()
        else:
            left = sum(not one.vote for one in self.everyone)
            self.told.emit(say("还有 {n} 人没有表态。接着点名；要就此结束，请点右下角“结束点名”。", n=left))
            self.go_to(waiting)
