"""F4: someone raised a hand. One field over the minutes; it closes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.queue import SIDES
from desktop.gui.hall.asked import Asked, asked
from desktop.gui.hall.over import Over
from desktop.gui.hall.people import Finders, matches
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.keys import bind
from desktop.gui.parts.labels import Words
from desktop.gui.parts.person_field import ID, Choice, PersonField
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.procedures import Order

SHORT = 118
"""Width of a name in the list of those who are there, in px at scale 1; a longer one takes two."""
RANKS = (0, 1, 2, 3)
"""Ranks of a point of order that have a button; by keys up to 9."""


class RequestPanel(Over):
    def __init__(self) -> None:
        super().__init__(_("要求发言"))
        self._state: HallState | None = None
        self._finders: Finders | None = None
        self._typed = Asked(name="")
        self.field = PersonField(self._find, _("谁举手？姓名、拼音或首字母"), "hall")
        self.field.list.setMinimumHeight(px(44))
        self.field.list.setMaximumHeight(px(224))
        self.field.line.textChanged.connect(lambda _text: self._which_list())
        self.present = QListWidget()
        self.present.setAccessibleName(_("在场的人"))
        self.present.setFlow(QListWidget.Flow.LeftToRight)
        self.present.setWrapping(True)
        self.present.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.present.setMinimumHeight(px(92))
        self.present.itemClicked.connect(lambda item: self._chosen(item.data(ID)))
        self.present.itemActivated.connect(lambda item: self._chosen(item.data(ID)))
        self.field.chosen.connect(self._chosen)
        self.field.entered.connect(self._nobody)
        self.field.left.connect(self.closed.emit)
        self._undo_key = UndoKey(self.field.line, lambda: not self.field.line.text(), self.undo.emit)
        self.order, self.called = False, False
        self.side, self.rank = "", 0
        self.kind = bind(BigButton("", self.turn), "Ctrl+P")
        self.chair = bind(BigButton("", self._call), "Ctrl+H")
        kinds = QHBoxLayout()
        kinds.setSpacing(px(8))
        kinds.addWidget(self.kind)
        kinds.addWidget(self.chair)
        kinds.addStretch(1)
        sides = {**{side: show(words) for side, words in SIDES.items()}, "": _("没有说")}
        self.sides = {side: self._tab(words, partial(self._take_side, side)) for side, words in sides.items()}
        ranks = {rank: _("{n} 级", n=rank) if rank else _("不分级") for rank in RANKS}
        self.ranks = {rank: self._tab(words, partial(self._take_rank, rank)) for rank, words in ranks.items()}
        self.hint = Words(_("回车记下第一个。排在哪里由规则定，名单上写着为什么。"), "hall")
        self._sides = self._row(_("站在哪一边？也可以在名字后面打 + 或 -"), tuple(self.sides.values()))
        self._ranks = self._row(_("数字小的先听。也可以在名字后面打 !1"), tuple(self.ranks.values()))
        self.body.addWidget(self.field)
        self.body.addWidget(self.present, 1)
        self.body.addWidget(self.notice)
        self.body.addLayout(kinds)
        self.body.addWidget(self._sides)
        self.body.addWidget(self._ranks)
        self.body.addWidget(self.hint)
        self.setFocusProxy(self.field)
        self._name()

    def opened(self) -> None:
        self.notice.clear()
        self.order, self.called, self.side, self.rank = False, False, "", 0
        self._name()
        self._typed = Asked(name="")
        self._list_present()
        self._which_list()
        self.field.clear()
        self.field.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn(self) -> None:
        """From an ordinary request to a point of order, or back."""
        self.order = not self.order
        self._again()

    def know(self, finders: Finders) -> None:
        self._finders = finders
        self.field.refresh()

    def draw(self, state: HallState) -> None:
        self._state = state
        self._name()

    def _call(self) -> None:
        self.called = not self.called
        self._again()

    def _take_side(self, side: str) -> None:
        self.side = side
        self._again()

    def _take_rank(self, rank: int) -> None:
        self.rank = rank
        self._again()

    def _again(self) -> None:
        self._name()
        self._list_present()
        self.field.refresh()
        self.field.line.setFocus()

    def _name(self) -> None:
        """What the buttons say, and which of them there are."""
        self.kind.rename(_("程序问题：是（优先） Ctrl+P") if self.order else _("程序问题：否 Ctrl+P"))
        self.chair.rename(_("主持人点名：是 Ctrl+H") if self.called else _("主持人点名：否 Ctrl+H"))
        meeting = self._state.meeting if self._state is not None else None
        self.chair.setVisible(meeting is not None and meeting.list_closed and not self.order)
        alternate = meeting is not None and meeting.speakers.order is Order.ALTERNATE
        self._sides.setVisible(alternate and not self.order)
        self._ranks.setVisible(self.order)
        self.hint.setVisible(not alternate and not self.order)
        for side, button in self.sides.items():
            button.setChecked(side == self.side)
        for rank, one in self.ranks.items():
            one.setChecked(rank == self.rank)

    def _list_present(self) -> None:
        """Everybody in the hall who may be noted, for a finger or the mouse; by groups, as they sit."""
        self.present.clear()
        if self._state is None:
            return
        meeting = self._state.meeting
        waiting = {one.person for one in meeting.requests if one.point_of_order == self.order}
        for person in (*meeting.eligible, *meeting.observers):
            presence = meeting.presence.get(person)
            if presence is not None and presence.inside and person not in waiting:
                item = QListWidgetItem(meeting.label(person))
                item.setData(ID, person)
                long = self.present.fontMetrics().horizontalAdvance(meeting.label(person)) > px(SHORT - 16)
                item.setSizeHint(QSize(px(2 * SHORT if long else SHORT), px(44)))
                self.present.addItem(item)

    def _which_list(self) -> None:
        """While nothing is typed, all who are there; then those who match."""
        typed = bool(self.field.line.text())
        self.field.list.setVisible(typed)
        self.present.setVisible(not typed)

    def _find(self, text: str) -> Sequence[Choice]:
        if self._state is None:
            return []
        self._typed = asked(text)
        meeting = self._state.meeting
        order = self.order or self._typed.rank is not None
        waiting = [one.person for one in meeting.requests if one.point_of_order == order]
        return matches(
            self._finders, self._typed.name, meeting, lambda p: p in meeting.presence and meeting.presence[p].inside, waiting
        )

    def _chosen(self, person: str) -> None:
        """What was typed behind the name says more than the buttons."""
        typed = self._typed
        if self.order or typed.rank is not None:
            rank = self.rank if typed.rank is None else typed.rank
            self.act.emit(a.RequestSpeech(person=person, point_of_order=True, rank=rank))
        else:
            self.act.emit(a.RequestSpeech(person=person, side=typed.side or self.side, called=self.called))
        self.closed.emit()

    def _nobody(self, text: str) -> None:
        name = asked(text).name
        known = self._state is not None and matches(self._finders, name, self._state.meeting, lambda _person: True)
        if known:
            self.notice.tell(_("“{text}”还没有签到，或已经在等候。请先签到。", text=name))
        else:
            self.notice.tell(_("在场的人里没有“{text}”。", text=name))

    def _row(self, words: str, buttons: Sequence[QWidget]) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout()
        layout.setSpacing(px(6))
        for button in buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Words(words, "hall"))
        column.addLayout(layout)
        return row

    @staticmethod
    def _tab(words: str, clicked: partial[None]) -> BigButton:
        button = BigButton(words, clicked, kind="tab")
        button.setCheckable(True)
        return button
