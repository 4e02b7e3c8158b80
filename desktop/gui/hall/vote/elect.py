"""Before an election: who stands, how many are elected, and whether a ballot may name somebody else."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.meeting import Meeting
from desktop.gui.hall.check_in.who import Who
from desktop.gui.hall.people import Finders
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.projector.view import public_name
from desktop.gui.theme import px
from desktop.gui.words import _

MOST_SEATS = 50


class ElectForm(QWidget):
    """Names come one after the other from the field or the seats; the bottom line begins the election."""

    act = Signal(object)
    undo = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: HallState | None = None
        self._item = ""
        self.names: list[str] = []
        self.question = QLineEdit()
        self.question.setAccessibleName(_("选举事项"))
        self.who = Who(_("候选人：姓名、拼音或首字母，回车加一位"), self._may_stand)
        self.who.chosen.connect(self._chosen)
        self.who.typed.connect(self.add)
        self.who.left.connect(self.left)
        self.who.undo.connect(self.undo)
        self.list = QListWidget()
        self.list.setAccessibleName(_("候选人，按票上的顺序"))
        self.list.setMaximumHeight(px(150))
        self.drop = BigButton(_("去掉这一位"), self._drop, kind="quiet")
        self.seats = QLineEdit("1")
        self.seats.setValidator(QIntValidator(1, MOST_SEATS, self.seats))
        self.seats.setFixedWidth(px(64))
        self.seats.setAccessibleName(_("应选人数"))
        self.fewer = BigButton("−", partial(self._step, -1))
        self.more = BigButton("＋", partial(self._step, 1))
        self.fewer.setAccessibleName(_("少选一人"))
        self.more.setAccessibleName(_("多选一人"))
        self.others = BigButton("", kind="tab")
        self.others.setCheckable(True)
        self.others.toggled.connect(self._name_others)
        self._name_others()
        self._lay_out()

    def _lay_out(self) -> None:
        how = QHBoxLayout()
        how.addWidget(Words(_("应选"), "hall", wrap=False))
        for widget in (self.fewer, self.seats, self.more):
            how.addWidget(widget)
        how.addWidget(self.others)
        how.addStretch(1)
        how.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.question)
        column.addWidget(self.list)
        column.addLayout(how)
        column.addWidget(self.who, 1)

    def draw(self, state: HallState) -> None:
        self._state = state
        current = state.meeting.current
        if current is not None and current.id != self._item:
            self._item = current.id
            self.question.setText(_("选举：{title}", title=current.title))
            self.names = []
            self._show()
        self.who.draw(state.meeting)

    def know(self, finders: Finders) -> None:
        self.who.know(finders)

    def opened(self) -> None:
        self.who.begin()

    def prefill(self, question: str, names: tuple[str, ...], seats: int) -> None:
        """Another round between these."""
        self.question.setText(question)
        self.names = list(names)
        self.seats.setText(str(max(1, seats)))
        self._show()

    def add(self, name: str) -> None:
        """One more on the list; who stands there already is not added twice."""
        if name and name not in self.names:
            self.names.append(name)
        self._show()
        self.who.begin()

    def open_election(self) -> None:
        """What is wrong with the list is told by the refusal."""
        rest = self.who.field.line.text().strip()
        if rest:
            self.add(rest)
        self.act.emit(
            a.OpenElection(
                question=self.question.text(),
                candidates=tuple(self.names),
                seats=int(self.seats.text() or 0),
                others=self.others.isChecked(),
            )
        )

    def _may_stand(self, meeting: Meeting, person: str) -> bool:
        return person in meeting.eligible and not {public_name(meeting, person), meeting.label(person)} & set(self.names)

    def _chosen(self, person: str) -> None:
        if self._state is not None:
            name = public_name(self._state.meeting, person)  # it will stand on ballots and on the wall
            self.add(name if name not in self.names else self._state.meeting.label(person))

    def _drop(self) -> None:
        at = self.list.currentRow() if self.list.currentRow() >= 0 else len(self.names) - 1
        if self.names:
            del self.names[at]
        self._show()
        self.who.begin()

    def _name_others(self, _on: bool = False) -> None:
        self.others.rename(_("另选他人：可以 ✓") if self.others.isChecked() else _("另选他人：不可以"))

    def _step(self, by: int) -> None:
        self.seats.setText(str(min(MOST_SEATS, max(1, int(self.seats.text() or 0) + by))))

    def _show(self) -> None:
        self.list.clear()
        self.list.addItems([f"{n}  {name}" for n, name in enumerate(self.names, 1)])
        if self.names:
            self.list.scrollToItem(self.list.item(len(self.names) - 1), QListWidget.ScrollHint.EnsureVisible)
        if self._state is not None:
            self.who.draw(self._state.meeting)
        self.list.setCurrentRow(-1)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
