"""The vote from question to verdict, over the middle of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.meeting import BALLOT, Poll
from desktop.gui.hall.over import Over
from desktop.gui.hall.state import HallState, base_and_need, decided_poll
from desktop.gui.hall.vote.ask import AskForm
from desktop.gui.hall.vote.count import CountForm
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _
from forms.language import say

ASK, COUNT, RESULT = range(3)


class VotePanel(Over):
    """Shows what the evening asks for: the question, the count of the open vote, or the result of the last."""

    act = Signal(object)
    draft = Signal(str)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__(_("表决"))
        self._state: HallState | None = None
        self._again = False
        self._kept = ""
        self.ask = AskForm()
        self.ask.act.connect(self.act)
        self.ask.undo.connect(self.undo)
        self.question = Words("", "hall-head")
        self.need = Words("", "hall")
        self.count: CountForm | None = None
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        counting = QWidget()
        column = QVBoxLayout(counting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.question)
        column.addWidget(self.need)
        column.addLayout(self._place, 1)
        self.result = _Result()
        self.result.again.clicked.connect(lambda _checked=False: self.act.emit(a.Recount(reason=_("会上要求重新计票"))))
        self.result.back.clicked.connect(lambda _checked=False: self.closed.emit())
        self._forms = QStackedWidget()
        for form in (self.ask, counting, self.result):
            self._forms.addWidget(form)
        area = QScrollArea()  # a long question in large type never makes the window taller
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._forms)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.notice)

    def opened(self) -> None:
        """F5: whatever stands next about voting."""
        self.notice.clear()
        if self._state is not None:
            self._again = self._state.meeting.poll is None
            self._show(self._state)
        self.focus_first()

    @property
    def asking(self) -> bool:
        """Whether the question is to be settled, and how the vote is held."""
        return self._forms.currentIndex() == ASK

    @property
    def counting(self) -> CountForm | None:
        """The form of the open vote, while it is the one that is shown."""
        return self.count if self._forms.currentIndex() == COUNT else None

    def focus_first(self) -> None:
        """The cursor to where the hands go on."""
        if self.counting is not None:
            self.counting.opened()
        elif not self.asking:
            self.result.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self, kept: str) -> None:
        """The draft of a count that was interrupted; taken when the form for its vote is made."""
        self._kept = kept

    def draw(self, state: HallState) -> None:
        before = self._state
        self._state = state
        poll = state.meeting.poll
        if before is not None and (before.meeting.poll is None) != (poll is None):
            self._again = False
            self.notice.clear()
        self._show(state)
        if before is not None and before.meeting.poll != poll and self.isVisible():
            self.focus_first()

    def _show(self, state: HallState) -> None:
        meeting = state.meeting
        poll = meeting.poll
        if poll is not None:
            self._count(poll)
            self.question.setText(poll.question)
            self.need.put(base_and_need(state, poll))
            assert self.count is not None
            self.count.draw(state)
            self._forms.setCurrentIndex(COUNT)
            return
        self._forget()
        done = decided_poll(meeting, meeting.current)
        if done is not None and not self._again:
            self.result.draw(done)
            self._forms.setCurrentIndex(RESULT)
        else:
            self.ask.draw(state)
            self._forms.setCurrentIndex(ASK)

    def _count(self, poll: Poll) -> None:
        if self.count is not None and self.count.poll == poll:
            return
        self._forget()
        self.count = CountForm(poll)
        self.count.act.connect(self.act)
        self.count.undo.connect(self.undo)
        self.count.restore(self._kept)
        self._kept = ""
        self.count.draft.connect(self.draft)
        self._place.addWidget(self.count)

    def _forget(self) -> None:
        if self.count is not None:
            self._place.removeWidget(self.count)
            self.count.deleteLater()
            self.count = None


class _Result(QWidget):
    """The verdict, to be read out as it will be printed."""

    def __init__(self) -> None:
        super().__init__()
        self.said = Words("", "next")
        self.question = Words("", "hall")
        self.numbers = Words("", "hall-head")
        self.sentence = Words("", "read")
        self.back = BigButton(_("回到记录"))
        self.again = BigButton(_("重新计票"), kind="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for words in (self.said, self.question, self.numbers, self.sentence):
            column.addWidget(words)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def draw(self, poll: Poll) -> None:
        count, verdict = poll.count, poll.verdict
        assert count is not None
        assert verdict is not None
        self.said.put(say("通过") if verdict.passed else say("没有通过"))
        self.question.setText(poll.question)
        if poll.method == BALLOT:
            self.numbers.put(
                say(
                    "发出 {issued}，收回 {returned}；同意 {yes}，不同意 {no}，弃权 {abstain}，无效 {invalid}",
                    issued=count.issued or 0, returned=count.returned or 0, yes=count.yes, no=count.no,
                    abstain=count.abstain, invalid=count.invalid or 0,
                )
            )  # fmt: skip
        else:
            self.numbers.put(say("同意 {yes}，不同意 {no}，弃权 {abstain}", yes=count.yes, no=count.no, abstain=count.abstain))
        self.sentence.put(verdict.sentence)


