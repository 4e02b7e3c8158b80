"""The seat list, sorted by group: tap to check in; those who came are grey."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desktop.domain.events import Attendee
from desktop.domain.meeting import Meeting
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import look, px
from desktop.gui.words import _

MOST = 400
"""People; with more the list is no faster than the field, and is left out."""
_NUMERALS = {sign: n for n, sign in enumerate("零一二三四五六七八九")}


class SeatList(QScrollArea):
    """`tapped` carries the id of the person."""

    tapped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[str, BigButton] = {}
        self._people: tuple[Attendee, ...] = ()
        self._counts: dict[str, Words] = {}

    def draw(self, meeting: Meeting) -> None:
        people = tuple(meeting.eligible.values())
        if people != self._people:
            self._people = people
            self._build(people)
        inside = set(meeting.inside)
        for person, button in self.buttons.items():
            here = person in inside
            if button.isChecked() != here:
                button.setChecked(here)
            came = here or person not in meeting.presence
            name = button.property("name")
            button.rename(f"✓ {name}" if here else name if came else _("{name} 已离场", name=name))
        for group, words in self._counts.items():
            everyone = [one for one in people if one.group == group]
            there = sum(one.person in inside for one in everyone)
            words.say(_("{group} {here}/{all}", group=group or _("未分组"), here=there, all=len(everyone)))

    def _build(self, people: tuple[Attendee, ...]) -> None:
        self.buttons, self._counts = {}, {}
        holder = QWidget()
        self.setWidget(holder)
        if len(people) > MOST:
            return
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, px(4), 0)
        grid.setHorizontalSpacing(px(4))
        grid.setVerticalSpacing(px(3))
        columns = 5 if look.scale <= 1.1 else 3
        row = 0
        for group in grouped(people):
            title = Words("", "hall", wrap=False)
            self._counts[group] = title
            members = [one for one in people if one.group == group]
            grid.addWidget(title, row, 0, 2 if len(members) > columns else 1, 1, Qt.AlignmentFlag.AlignTop)
            for n, one in enumerate(members):
                grid.addWidget(self._button(one, members), row + n // columns, 1 + n % columns)
            row += -(-len(members) // columns)
            grid.setRowMinimumHeight(row, px(8))
            row += 1
        grid.setRowStretch(row, 1)
        for column in range(1, columns + 1):
            grid.setColumnStretch(column, 1)

    def _button(self, one: Attendee, members: list[Attendee]) -> BigButton:
        """The name; two of one name in one group also bear their label."""
        alone = sum(other.name == one.name for other in members) == 1
        button = BigButton(one.name, partial(self._tap, one.person), kind="seat")
        button.setProperty("name", one.name if alone else one.label)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons[one.person] = button
        return button

    def _tap(self, person: str) -> None:
        button = self.buttons[person]
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
