"""Counting: numbers in one row that must add up while they are typed; with ballots also 唱票 by two; the verdict as it will be printed."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain import actions as a
from desktop.domain.meeting import BALLOT, Meeting, Poll
from desktop.domain.voters import heads
from desktop.gui.hall.vote.counters import Counters
from desktop.gui.hall.vote.form import PollForm
from desktop.gui.hall.vote.numbers import TITLES, NumberRow
from desktop.gui.hall.vote.strokes import StrokeBoard
from desktop.gui.hall.vote.tally import KINDS, Check, Tally, action, check
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _


class Kept(Struct, frozen=True, kw_only=True):
    """A count that is being made, as its draft keeps it."""

    poll: str
    numbers: dict[str, int] = {}
    called: str = ""
    people: tuple[str, ...] = ()
    second: dict[str, int] = {}


class CountForm(PollForm):
    """Hands and ballots."""

    def __init__(self, poll: Poll) -> None:
        super().__init__(poll)
        self.row = NumberRow(poll.method)
        self.row.changed.connect(self._changed)
        self.row.entered.connect(self.count)
        self.row.undo.connect(self.undo)
        self.sum = Words("", "hall-head")
        self.verdict = Words("", "hall", narrow=False)
        self.board: StrokeBoard | None = None
        self.counters: Counters | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.row)
        column.addWidget(self.sum)
        if poll.method == BALLOT:
            self.board = StrokeBoard()
            self.board.called.connect(self._called)
            self.counters = Counters({name: TITLES[name] for name in KINDS})
            self.counters.changed.connect(self._changed)
            self.counters.entered.connect(self.count)
            self.counters.undo.connect(self.undo)
            self.again = BigButton(_("重新唱票"), self.call_again, kind="quiet")
            self.again.hide()
            self.board.below.addWidget(self.again)
            column.addWidget(self.board)
            column.addWidget(self.counters)
            self.first = Words("", "hall")
            column.addWidget(self.first)
        column.addWidget(self.verdict)
        column.addStretch(1)

    def draw(self, state: HallState) -> None:
        first = self.state is None
        super().draw(state)
        if self.counters is not None:
            if first:
                self.row.put({"issued": heads(state.rule, self.poll), **self.row.numbers()})
                self.counters.put(tuple(self.poll.tallies) or last_counters(state.meeting), {})
            self.first.setText(first_counts(self.poll))
            self.first.setVisible(bool(self.poll.first_tallies))
        self._judge()

    def opened(self) -> None:
        self.row.begin()

    def restore(self, kept: str) -> None:
        try:
            found = msgspec.json.decode(kept, type=Kept)
        except msgspec.DecodeError:
            return
        if found.poll != self.poll.id:
            return
        if self.board is not None and self.counters is not None:
            self.board.put(Tally(found.called))
            self.counters.put(found.people, found.second)
        self.row.put(found.numbers)

    def count(self) -> None:
        """Ask for the count; what does not add up is refused with the sum, and what two counted differently with where."""
        if self.counters is not None and self.board is not None and (self._as_called() or self.counters.used):
            lacking = self.counters.lacking()
            if lacking is not None:
                self.told.emit(lacking)
                return
            mine = {name: self.row.numbers().get(name, 0) for name in KINDS}
            self._give_tallies(mine)
            differs = self.counters.differs(mine)
            if differs is not None:
                self.again.show()  # where they differ stands under the numbers
                return
        self.act.emit(action(self.poll, self.row.numbers()))

    def _give_tallies(self, mine: dict[str, int]) -> None:
        """What each of the two has is a fact of its own, and stays where they disagree."""
        assert self.counters is not None
        for person, numbers in zip(self.counters.people, (mine, self.counters.numbers()), strict=True):
            if self.poll.tallies.get(person) != numbers:
                self.act.emit(a.Tally(counter=person, numbers=numbers))

    def call_again(self) -> None:
        """Both count anew; what they had first is on disk."""
        assert self.board is not None
        assert self.counters is not None
        self.board.put(Tally())
        self.counters.empty()
        self.row.put(dict.fromkeys(KINDS, 0))
        self.again.hide()
        self.board.setFocus()
        self._changed()

    def _as_called(self) -> bool:
        """Whether the row says what was called out here; numbers typed over it come from a sheet that two have signed."""
        if self.board is None or not self.board.tally.called:
            return False
        tally, numbers = self.board.tally, self.row.numbers()
        return all(numbers.get(name, 0) == tally.count(n) for n, name in enumerate(KINDS, 1))

    def _called(self, tally: Tally) -> None:
        self.row.put({name: tally.count(n) for n, name in enumerate(KINDS, 1)})
        self._changed()

    def _changed(self) -> None:
        self._judge()
        kept = Kept(
            poll=self.poll.id,
            numbers=self.row.numbers(),
            called=self.board.tally.called if self.board is not None else "",
            people=self.counters.people if self.counters is not None else (),
            second=self.counters.numbers() if self.counters is not None else {},
        )
        self.draft.emit(msgspec.json.encode(kept).decode())

    def _judge(self) -> None:
        if self.state is None or self.state.meeting.poll is None or self.state.meeting.poll.id != self.poll.id:
            return
        said: Check = check(self.state.evening, self.state.rule, self.poll, self.row.numbers())
        started = bool(self.row.numbers().keys() - {"issued"})
        differs = self.counters.differs(self.row.numbers()) if self.counters is not None else None
        sentence, good = (differs, False) if differs is not None else (said.sentence, said.good)
        self.sum.put(sentence, "good-hall" if good else "warning-hall" if started else "hall")
        self.verdict.put(said.verdict if said.verdict is not None else "")
        self.verdict.setVisible(said.verdict is not None)


def last_counters(meeting: Meeting) -> tuple[str, ...]:
    """Who counted the last vote of this evening that two counted."""
    return next((tuple(poll.tallies) for poll in reversed(meeting.polls) if len(poll.tallies) > 1), ())


def first_counts(poll: Poll) -> str:
    """What was counted before counting again: 甲 20、4、3、1."""
    if not poll.first_tallies:
        return ""
    counts = "；".join(f"{who} {'、'.join(map(str, numbers.values()))}" for who, numbers in poll.first_tallies)
    return _("第一次计的：{counts}", counts=counts)
