"""The vote from question to verdict, over the middle of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.meeting import ACCLAMATION, ELECTION, ROLL_CALL, Poll
from desktop.gui.hall.over import Over
from desktop.gui.hall.people import Finders
from desktop.gui.hall.touch import touch_style
from desktop.gui.hall.vote.acclaim import AcclaimForm
from desktop.gui.hall.vote.ask import AskForm
from desktop.gui.hall.vote.count import CountForm
from desktop.gui.hall.vote.elect import ElectForm
from desktop.gui.hall.vote.election import ElectionForm
from desktop.gui.hall.vote.form import PollForm
from desktop.gui.hall.vote.result import Result
from desktop.gui.hall.vote.roll_call import RollCallForm
from desktop.gui.hall_state import HallState, base_and_need, decided_poll
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _

ASK, ELECT, COUNT, RESULT = range(4)
FORMS: dict[str, type[PollForm]] = {ROLL_CALL: RollCallForm, ACCLAMATION: AcclaimForm, ELECTION: ElectionForm}
"""All others count hands or ballots."""


class VotePanel(Over):
    """Shows what the evening asks for: the question, the form of the open vote, or the result of the last."""

    draft = Signal(str)
    turned = Signal()
    """Something else stands here, and the bottom line says what comes next."""

    def __init__(self) -> None:
        super().__init__(_("表决"))
        self.setStyleSheet(touch_style())
        self._state: HallState | None = None
        self._finders: Finders | None = None
        self._again = False
        self._electing = False
        self._kept = ""
        self.ask = AskForm()
        self.elect = ElectForm()
        for asking in (self.ask, self.elect):
            asking.act.connect(self.act)
            asking.undo.connect(self.undo)
        self.ask.elect.connect(self.begin_election)
        self.elect.left.connect(self.closed.emit)
        self.question = Words("", "hall-head")
        self.need = Words("", "hall")
        self.form: PollForm | None = None
        """Of the open vote; None while none is open."""
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        counting = QWidget()
        column = QVBoxLayout(counting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.question)
        column.addWidget(self.need)
        column.addLayout(self._place, 1)
        self.result = Result()
        self.result.again.clicked.connect(lambda _checked=False: self.act.emit(a.Recount(reason=_("会上要求重新计票"))))
        self.result.back.clicked.connect(lambda _checked=False: self.closed.emit())
        self.result.round_two.connect(self._round_two)
        self._forms = QStackedWidget()
        for form in (self.ask, self.elect, counting, self.result):
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
            self._electing = False
            self._show(self._state)
        self.focus_first()

    @property
    def asking(self) -> bool:
        """Whether the question is to be settled, and how the vote is held."""
        return self._forms.currentIndex() == ASK

    @property
    def electing(self) -> bool:
        """Whether the list of candidates is being made."""
        return self._forms.currentIndex() == ELECT

    @property
    def counting(self) -> CountForm | None:
        """The numbers of a show of hands or of ballots, while they are asked for."""
        return self.form if isinstance(self.form, CountForm) and self._forms.currentIndex() == COUNT else None

    def focus_first(self) -> None:
        """The cursor to where the hands go on."""
        shown = self._forms.currentIndex()
        if shown == COUNT and self.form is not None:
            self.form.opened()
        elif shown == ELECT:
            self.elect.opened()
        elif shown == RESULT:
            self.result.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_election(self) -> None:
        """The list of candidates in place of the question."""
        self._again = self._electing = True
        if self._state is not None:
            self._show(self._state)
        self.turned.emit()
        self.focus_first()

    def hold(self, method: str) -> None:
        """Begin the vote on what stands here."""
        if method == ELECTION:
            self.elect.open_election()
        else:
            self.ask.open_poll(method)

    def count(self) -> None:
        """The one button of the bottom line, while a vote is open."""
        self.notice.clear()
        if self.form is not None:
            self.form.count()

    def refused(self, _why: object = None) -> None:
        """Something asked for was not done."""
        if isinstance(self.form, RollCallForm):
            self.form.refused()

    def know(self, finders: Finders) -> None:
        self._finders = finders
        self.elect.know(finders)
        if self.form is not None:
            self.form.know(finders)

    def restore(self, kept: str) -> None:
        """The draft of a count that was interrupted; taken when the form for its vote is made."""
        self._kept = kept

    def draw(self, state: HallState) -> None:
        before = self._state
        self._state = state
        poll = state.meeting.poll
        if before is not None and _which(before.meeting.poll) != _which(poll):
            self._again = self._electing = False
            self.notice.clear()
        self._show(state)
        if before is not None and _which(before.meeting.poll) != _which(poll) and self.isVisible():
            self.focus_first()

    def _show(self, state: HallState) -> None:
        meeting = state.meeting
        poll = meeting.poll
        if poll is not None:
            form = self._form(poll)
            self.question.setText(poll.question)
            self.need.put(base_and_need(state, poll))
            form.draw(state)
            self._forms.setCurrentIndex(COUNT)
            return
        self._forget()
        done = decided_poll(meeting, meeting.current)
        if done is not None and not self._again:
            self.result.draw(done)
            self._forms.setCurrentIndex(RESULT)
        elif self._electing:
            self.elect.draw(state)
            self._forms.setCurrentIndex(ELECT)
        else:
            self.ask.draw(state)
            self._forms.setCurrentIndex(ASK)

    def _form(self, poll: Poll) -> PollForm:
        if self.form is not None and _which(self.form.poll) == _which(poll):
            return self.form
        self._forget()
        self.form = form = FORMS.get(poll.method, CountForm)(poll)
        form.act.connect(self.act)
        form.undo.connect(self.undo)
        form.told.connect(self.notice.tell)
        form.restore(self._kept)
        self._kept = ""
        form.draft.connect(self.draft)
        if self._finders is not None:
            form.know(self._finders)
        self._place.addWidget(form)
        return form

    def _forget(self) -> None:
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _round_two(self, names: tuple[str, ...], seats: int) -> None:
        """Another election for the seats that stayed empty."""
        question = self.result.question.text()
        self.begin_election()
        self.elect.prefill(_("{question}（再选）", question=question), names, seats)


def _which(poll: Poll | None) -> tuple[str, str, int] | None:
    """A vote that goes over to another method, or is counted again, has another form."""
    return (poll.id, poll.method, len(poll.earlier)) if poll is not None else None
