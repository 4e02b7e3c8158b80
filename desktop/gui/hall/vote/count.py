"""Counting: numbers in one row that must add up while they are typed; with ballots also 唱票; the verdict as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.meeting import BALLOT, Poll
from desktop.gui.hall.state import HallState
from desktop.gui.hall.vote.numbers import NumberRow
from desktop.gui.hall.vote.strokes import StrokeBoard
from desktop.gui.hall.vote.tally import KINDS, Check, Tally, action, check
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px


class CountForm(QWidget):
    """`act` carries the count; `draft` what stands here, to be kept until it is counted."""

    act = Signal(object)
    draft = Signal(str)
    undo = Signal()

    def __init__(self, poll: Poll) -> None:
        super().__init__()
        self.poll = poll
        self._state: HallState | None = None
        self.row = NumberRow(poll.method)
        self.row.changed.connect(self._changed)
        self.row.entered.connect(self.count)
        self.row.undo.connect(self.undo.emit)
        self.sum = Words("", "hall-head")
        self.verdict = Words("", "hall", narrow=False)
        self.board = StrokeBoard() if poll.method == BALLOT else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.row)
        column.addWidget(self.sum)
        column.addWidget(self.verdict)
        if self.board is not None:
            self.board.called.connect(self._called)
            column.addWidget(self.board)
        column.addStretch(1)
        if poll.method == BALLOT:
            self.row.put({"issued": poll.present})

    def draw(self, state: HallState) -> None:
        self._state = state
        self._judge()

    def opened(self) -> None:
        self.row.begin()

    def restore(self, kept: str) -> None:
        """What stood here when the program ended."""
        poll, *numbers, called = kept.split("|") if kept.count("|") >= 2 else ("", "")
        if poll != self.poll.id:
            return
        if self.board is not None:
            self.board.put(Tally(called))
        self.row.put({name: int(n) for name, _eq, n in (one.partition("=") for one in numbers) if n.isdecimal()})

    def count(self) -> None:
        """Ask for the count; what does not add up is refused with the sum."""
        self.act.emit(action(self.poll, self.row.numbers()))

    def _called(self, tally: Tally) -> None:
        self.row.put({name: tally.count(n) for n, name in enumerate(KINDS, 1)})
        self._changed()

    def _changed(self) -> None:
        self._judge()
        numbers = (f"{name}={n}" for name, n in self.row.numbers().items())
        called = self.board.tally.called if self.board is not None else ""
        self.draft.emit("|".join((self.poll.id, *numbers, called)))

    def _judge(self) -> None:
        if self._state is None or self._state.meeting.poll != self.poll:
            return
        said: Check = check(self._state.evening, self._state.rule, self.poll, self.row.numbers())
        started = bool(self.row.numbers().keys() - {"issued"})
        self.sum.put(said.sentence, "good-hall" if said.good else "warning-hall" if started else "hall")
        self.verdict.put(said.verdict if said.verdict is not None else "")
        self.verdict.setVisible(said.verdict is not None)
