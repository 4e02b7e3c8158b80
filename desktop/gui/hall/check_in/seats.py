"""The seat list, sorted by group, each seat with its number on the sign-in sheet: tap to check in; those who came are ticked and grey."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desktop.domain.events import Attendee
from desktop.domain.meeting import Meeting
from desktop.gui.hall.touch import TARGET
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _

MOST = 400
"""People; with more the list is no faster than the field, and is left out."""
GROUP, SEAT = 84, 108
"""Widths in px at scale 1: the group's name, and a seat with its number and a name of three characters."""
_NUMERALS = {sign: n for n, sign in enumerate("零一二三四五六七八九")}


class SeatList(QScrollArea):
    """`tapped` carries the id of the person. Without `marks` it is for naming somebody, and nobody is ticked off."""

    tapped = Signal(str)

    def __init__(self, *, marks: bool = True) -> None:
        super().__init__()
        self._marks = marks
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[str, BigButton] = {}
        self._people: tuple[Attendee, ...] = ()
        self._counts: dict[str, Words] = {}
        self._grid = QGridLayout()
        self._columns = 0

    def sizeHint(self) -> QSize:
        """Small: it takes what room there is, and scrolls."""
        return QSize(px(GROUP + 3 * SEAT), px(150))

    def draw(self, meeting: Meeting, offered: Callable[[str], bool] | None = None) -> None:
        """`offered`: whose seat can be tapped; left out, everybody's."""
        people = tuple(meeting.eligible.values())
        if people != self._people:
            self._people = people
            self._build(people)
        inside = set(meeting.inside)
        for person, button in self.buttons.items():
            if offered is not None:
                button.setEnabled(offered(person))
            if self._marks:
                self._mark(button, here=person in inside, left=person in meeting.presence, proxy=person in meeting.proxies)
        for group, words in self._counts.items():
            everyone = [one for one in people if one.group == group]
            there = sum(one.person in inside for one in everyone)
            words.put(_("{group} {here}/{all}", group=group or _("未分组"), here=there, all=len(everyone)))

    @staticmethod
    def _mark(button: BigButton, *, here: bool, left: bool, proxy: bool) -> None:
        if button.isChecked() != here:
            button.setChecked(here)
        name = button.property("name")
        button.rename(
            f"✓ {button.property('alone')}" if here else _("{name} 委托", name=name) if proxy else _("{name} 已离场", name=name) if left else name
        )

    def _build(self, people: tuple[Attendee, ...]) -> None:
        self.buttons, self._counts = {}, {}
        holder = QWidget()
        self.setWidget(holder)
        if len(people) > MOST:
            return
        for group in grouped(people):
            members = [one for one in people if one.group == group]
            self._counts[group] = Words("", "hall", wrap=False)
            for one in members:
                self._button(one, members, 1 + people.index(one))
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, px(4), 0)
        self._grid.setHorizontalSpacing(px(4))
        self._grid.setVerticalSpacing(px(3))
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many seats beside each other as fit, a new row for each group."""
        columns = max(1, (self.viewport().width() - px(GROUP)) // px(SEAT))
        if not self.buttons or columns == self._columns:
            return
        for column in range(1, max(columns, self._columns) + 1):
            self._grid.setColumnStretch(column, int(column <= columns))
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
            self._grid.setRowStretch(row, 0)
        self._columns = columns
        row = 0
        for group, title in self._counts.items():
            members = [self.buttons[one.person] for one in self._people if one.group == group]
            self._grid.addWidget(title, row, 0)
            for n, button in enumerate(members):
                self._grid.addWidget(button, row + n // columns, 1 + n % columns)
            row += math.ceil(len(members) / columns)
            self._grid.setRowMinimumHeight(row, px(6))
            row += 1
        self._grid.setRowStretch(row, 1)

    def _button(self, one: Attendee, members: list[Attendee], number: int) -> BigButton:
        """Number and name; two of one name in one group also bear their label."""
        alone = sum(other.name == one.name for other in members) == 1
        shown = one.name if alone else one.label
        name = f"{number} {shown}"
        button = BigButton(name, partial(self._tap, one.person), kind="seat")
        button.setProperty("name", name)
        button.setProperty("alone", shown)
        button.setCheckable(self._marks)
        button.setMinimumHeight(px(TARGET))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons[one.person] = button
        return button

    def _tap(self, person: str) -> None:
        button = self.buttons[person]
        if self._marks:
            button.setChecked(not button.isChecked())  # what is shown as done is on disk: it turns grey after the commit
        self.tapped.emit(person)


def grouped(people: tuple[Attendee, ...]) -> list[str]:
    """The groups in their own order: 一组, 二组, 十组; then what has no number, as in the roster."""
    groups = list(dict.fromkeys(one.group for one in people))
    return sorted(groups, key=lambda group: (number_of(group) == 0, number_of(group)))


def number_of(group: str) -> int:
    """The number in a group's name, in Chinese or Arabic numerals below a hundred; 0 for none."""
    digits = "".join(sign for sign in group if sign.isdecimal())
    if digits:
        return int(digits)
    signs = [sign for sign in group if sign in _NUMERALS or sign == "十"]
    if "十" in signs:
        at = signs.index("十")
        tens = _NUMERALS.get(signs[at - 1], 1) if at else 1
        return tens * 10 + (_NUMERALS.get(signs[at + 1], 0) if at + 1 < len(signs) else 0)
    return _NUMERALS[signs[0]] if signs else 0
