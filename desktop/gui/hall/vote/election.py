"""唱票 of an election: ballot after ballot, 正 for each candidate, what the second counter has beside it."""

from __future__ import annotations

from functools import partial

import msgspec
from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.domain import actions as a
from desktop.domain.meeting import Poll
from desktop.domain.voters import heads
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall.vote.ballots import Ballots
from desktop.gui.hall.vote.count import first_counts, last_counters
from desktop.gui.hall.vote.counters import Counters
from desktop.gui.hall.vote.form import PollForm
from desktop.gui.hall.vote.numbers import MOST, TITLES
from desktop.gui.hall.vote.strokes import Marks
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import say

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
PAPERS = ("issued", "returned", "invalid")


class Kept(Struct, frozen=True, kw_only=True):
    """As the draft keeps it."""

    poll: str
    ballots: Ballots
    numbers: dict[str, int] = {}
    people: tuple[str, ...] = ()
    second: dict[str, int] = {}


class ElectionForm(PollForm):
    """Keys 1 to 9 and on: a name on this ballot; Enter: the next ballot; 0: it is invalid; Backspace: back."""

    def __init__(self, poll: Poll) -> None:
        super().__init__(poll)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ballots = Ballots(seats=poll.seats)
        self.names: list[str] = []
        self.fields: dict[str, QLineEdit] = {}
        self._marks: dict[str, Marks] = {}
        self.buttons: dict[str, BigButton] = {}
        self.counters = Counters({"invalid": TITLES["invalid"]})
        self.counters.changed.connect(self._changed)
        self.counters.entered.connect(self.count)
        self.counters.undo.connect(self.undo)
        self.now = Words("", "hall-head")
        self.rest = Words("", "hall")
        self.first = Words("", "hall")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(px(10))
        self._rows.setVerticalSpacing(px(4))
        self._rows.setColumnStretch(1, 1)
        self._rows.addWidget(self.now, 0, 0, 1, 3)
        self._rows.addWidget(Words(_("计票人二"), "hall", wrap=False), 0, 3)
        self.next = BigButton(_("下一张（回车）"), self.next_ballot)
        self.spoil = BigButton(_("这张无效（0）"), self.spoil_ballot)
        self.back = BigButton(_("退回（退格）"), self.take_back)
        self.again = BigButton(_("重新唱票"), self.call_again, kind="quiet")
        self.again.hide()
        self.other = QLineEdit()
        self.other.setPlaceholderText(_("另选的人，回车"))
        self.other.setFixedWidth(px(190))
        self.other.setVisible(poll.others)
        self.other.returnPressed.connect(self._another)
        for button in (self.next, self.spoil, self.back, self.again):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        for name in poll.candidates:
            self._row(name)

    def _lay_out(self) -> None:
        papers, keys = QHBoxLayout(), QHBoxLayout()
        for name in PAPERS:
            papers.addWidget(Words(TITLES[name], "hall", wrap=False))
            papers.addWidget(self._number(name, show(TITLES[name])))
        papers.addWidget(self.rest, 1)
        for widget in (self.next, self.spoil, self.back, self.other):
            keys.addWidget(widget)
        keys.addWidget(self.again)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(papers)
        column.addLayout(keys)
        column.addLayout(self._rows)
        column.addWidget(self.counters)
        column.addWidget(self.first)
        column.addStretch(1)

    def _number(self, name: str, title: str) -> QLineEdit:
        field = QLineEdit()
        field.setValidator(QIntValidator(0, MOST, field))
        field.setFixedWidth(px(84))
        field.setAccessibleName(title)
        field.textChanged.connect(lambda _text: self._changed())
        field.returnPressed.connect(self._enter_number)
        UndoKey(field, lambda: not field.text(), self.undo.emit)
        self.fields[name] = field
        return field

    def _row(self, name: str) -> None:
        """One more who stands, or was named besides."""
        self.names.append(name)
        n = len(self.names)
        key = KEYS[n - 1] if n <= len(KEYS) else ""
        button = BigButton(f"{key}  {name}", partial(self.call, name), kind="tab")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumWidth(px(190))
        self.buttons[name], self._marks[name] = button, Marks()
        self.counters.titles[name] = name
        second = QLineEdit()
        second.setValidator(QIntValidator(0, MOST, second))
        second.setFixedWidth(px(84))
        second.setAccessibleName(_("计票人二：{what}", what=name))
        second.textChanged.connect(lambda _text: self._changed())
        second.returnPressed.connect(self._enter_number)
        self.counters.fields[name] = second
        for column, widget in enumerate((button, self._marks[name], self._number(f"={name}", name), second)):
            self._rows.addWidget(widget, n, column)

    def draw(self, state: HallState) -> None:
        first = self.state is None
        super().draw(state)
        if first:
            if not self.fields["issued"].text():
                self.fields["issued"].setText(str(heads(state.rule, self.poll)))
            self.counters.put(tuple(self.poll.tallies) or last_counters(state.meeting), {})
        self.first.setText(first_counts(self.poll))
        self.first.setVisible(bool(self.poll.first_tallies))
        self._tell()

    def opened(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self, kept: str) -> None:
        try:
            found = msgspec.json.decode(kept, type=Kept)
        except msgspec.DecodeError:
            return
        if found.poll != self.poll.id:
            return
        self._put(found.ballots)
        for name, number in found.numbers.items():
            if name in self.fields:
                self.fields[name].setText(str(number))
        self.counters.put(found.people, found.second)

    def call(self, name: str) -> None:
        """This name stands on the ballot that is being read."""
        self._take(self.ballots.name(name))

    def next_ballot(self) -> None:
        if not self.ballots.now and self.ballots.returned >= self._value("issued"):
            self.told.emit(say("发出的 {n} 张都唱完了。请填第二位计票人的票数，再计票。", n=self._value("issued")))
            return
        if self.ballots.too_many:
            self.told.emit(
                say(
                    "这张选了 {n} 人，多于应选的 {seats} 人，已记为无效。",
                    n=len(self.ballots.now),
                    seats=self.poll.seats,
                )
            )
        self._take(self.ballots.next())

    def spoil_ballot(self) -> None:
        self._take(self.ballots.spoil())

    def take_back(self) -> None:
        self._take(self.ballots.back())

    def call_again(self) -> None:
        """Both count anew; what they had first is on disk."""
        self.counters.empty()
        self.again.hide()
        self._take(Ballots(seats=self.poll.seats))

    def count(self) -> None:
        """Ask for the count; two must have the same where it was called out here."""
        if self.ballots.now:
            self._take(self.ballots.next())
        mine = self._votes()
        if self.ballots.done or self.counters.used:
            lacking = self.counters.lacking()
            if lacking is not None:
                self.told.emit(lacking)
                return
            tallied = {**mine, "invalid": self._value("invalid")}
            for person, numbers in zip(self.counters.people, (tallied, self.counters.numbers()), strict=True):
                if self.poll.tallies.get(person) != numbers:
                    self.act.emit(a.Tally(counter=person, numbers=numbers))
            differs = self.counters.differs(tallied)
            if differs is not None:
                self.again.show()  # where they differ stands beside the papers
                return
        self.act.emit(
            a.CountElection(
                issued=self._value("issued"), returned=self._value("returned"), invalid=self._value("invalid"), votes=mine
            )
        )

    def _votes(self) -> dict[str, int]:
        return {name: self._value(f"={name}") for name in self.names}

    def _value(self, name: str) -> int:
        text = self.fields[name].text()
        return int(text) if text.isdecimal() else 0

    def _another(self) -> None:
        name = self.other.text().strip()
        self.other.clear()
        if name and name not in self.names:
            self._row(name)
        if name:
            self.call(name)

    def _take(self, ballots: Ballots) -> None:
        self._put(ballots)
        self.setFocus()
        self._changed()

    def _put(self, ballots: Ballots) -> None:
        self.ballots = ballots
        for name in ballots.everyone:
            if name not in self.names:
                self._row(name)
        numbers = {"returned": ballots.returned, "invalid": ballots.invalid}
        numbers |= {f"={name}": ballots.votes(name) for name in self.names}
        for name, number in numbers.items():
            if self.fields[name].text() != str(number):
                self.fields[name].setText(str(number))

    def _changed(self) -> None:
        if len(self.fields) < len(PAPERS) + len(self.names):
            return  # the row is being made
        self._tell()
        kept = Kept(
            poll=self.poll.id,
            ballots=self.ballots,
            numbers={name: self._value(name) for name, field in self.fields.items() if field.text()},
            people=self.counters.people,
            second=self.counters.numbers(),
        )
        self.draft.emit(msgspec.json.encode(kept).decode())

    def _tell(self) -> None:
        for name in self.names:
            self._marks[name].show_count(self._value(f"={name}"))
            self.buttons[name].setChecked(name in self.ballots.now)
        read = "、".join(self.ballots.now)
        n = self.ballots.returned + 1
        if self.ballots.too_many:
            self.now.put(_("第 {n} 张：{names}（多于应选 {seats} 人，这张无效）", n=n, names=read, seats=self.poll.seats), "warning-hall")
        else:
            self.now.put(_("第 {n} 张：{names}", n=n, names=read or _("念到谁按谁的数字，可以少选")), "hall-head")
        differs = self.counters.differs({**self._votes(), "invalid": self._value("invalid")})
        left = self._value("issued") - self._value("returned")
        rest = _("应选 {seats} 人；还有 {left} 张没有唱", seats=self.poll.seats, left=left)
        self.rest.put(differs if differs is not None else rest, "warning-hall" if differs is not None else "hall")

    def _enter_number(self) -> None:
        fields = [*self.fields.values(), *self.counters.names, *self.counters.fields.values()]
        empty = next((field for field in fields if not field.text()), None)
        if empty is not None:
            empty.setFocus()
        else:
            self.count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        key, text = event.key(), event.text().lower()
        if text == "0":
            self.spoil_ballot()
        elif text and text in KEYS[: len(self.names)]:
            self.call(self.names[KEYS.index(text)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_ballot()
        elif key == Qt.Key.Key_Backspace:
            self.take_back()
        else:
            super().keyPressEvent(event)
