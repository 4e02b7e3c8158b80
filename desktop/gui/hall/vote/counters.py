"""The two who count: their names, what the second one has, and where the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall.vote.numbers import MOST
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import Sentence, say


class Counters(QWidget):
    """`titles` are the columns of the second one's numbers, by name. `entered` after Enter in the last field."""

    changed = Signal()
    entered = Signal()
    undo = Signal()

    def __init__(self, titles: Mapping[str, Sentence | str]) -> None:
        super().__init__()
        self.titles = dict(titles)
        self.names = tuple(self._name(title) for title in (_("计票人一姓名"), _("计票人二姓名")))
        self.fields: dict[str, QLineEdit] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        for field in self.names:
            row.addWidget(field, 1)
        for name, title in titles.items():
            self.fields[name] = field = QLineEdit()
            field.setValidator(QIntValidator(0, MOST, field))
            field.setFixedWidth(px(64))
            field.setAccessibleName(_("计票人二：{what}", what=title))
            field.textChanged.connect(lambda _text: self.changed.emit())
            field.returnPressed.connect(self._enter)
            UndoKey(field, partial(_empty, field), self.undo.emit)
            row.addWidget(Words(title, "hall", wrap=False))
            row.addWidget(field)
        row.addStretch(1)

    def _name(self, title: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(title)
        field.setPlaceholderText(title)
        field.setMinimumWidth(px(96))
        field.setMaximumWidth(px(200))
        field.returnPressed.connect(self._enter)
        field.textChanged.connect(lambda _text: self.changed.emit())
        UndoKey(field, partial(_empty, field), self.undo.emit)
        return field

    @property
    def people(self) -> tuple[str, str]:
        """The names as written."""
        first, second = (field.text().strip() for field in self.names)
        return first, second

    def numbers(self) -> dict[str, int]:
        """What the second one has, as far as it was typed."""
        return {name: int(field.text()) for name, field in self.fields.items() if field.text().isdecimal()}

    def put(self, people: tuple[str, ...], numbers: Mapping[str, int]) -> None:
        """Fill the fields that are empty."""
        for field, name in zip(self.names, people, strict=False):
            if not field.text():
                field.setText(name)
        for name, number in numbers.items():
            if name in self.fields and not self.fields[name].text():
                self.fields[name].setText(str(number))

    def empty(self) -> None:
        """Both count again: the names stay."""
        for field in self.fields.values():
            field.setText("")

    @property
    def used(self) -> bool:
        """Whether a second count is being entered."""
        return bool(self.numbers())

    def lacking(self) -> Sentence | None:
        """What has still to be written, and the cursor there; None where nothing."""
        for field in self.names:
            if not field.text().strip():
                field.setFocus()
                return say("请写两位计票人的姓名。")
        if self.people[0] == self.people[1]:
            self.names[1].setFocus()
            return say("计票要两个人。请写另一位计票人的姓名。")
        for name, field in self.fields.items():
            if not field.text():
                field.setFocus()
                return say("还要第二位计票人的票数：{what}。两人一致才能计票。", what=self._titled(name))
        return None

    def differs(self, first: Mapping[str, int]) -> Sentence | None:
        """Where the two differ, in words; None where they agree as far as the second was typed."""
        second = self.numbers()
        told: Sentence | None = None
        one, other = self.people
        for name, number in second.items():
            if first.get(name, 0) != number:
                part = say(
                    "{what}：{one} {n} 票，{other} {m} 票",
                    what=self._titled(name),
                    one=one or _("计票人一"),
                    n=first.get(name, 0),
                    other=other or _("计票人二"),
                    m=number,
                )
                told = part if told is None else say("{first}；{then}", first=told, then=part)
        return None if told is None else say("两人不一致。{where}。请核对，或者重新唱票。", where=told)

    def _titled(self, name: str) -> str:
        return show(self.titles[name])

    def _enter(self) -> None:
        fields = [*self.names, *self.fields.values()]
        empty = next((field for field in fields if not field.text()), None)
        if empty is not None:
            empty.setFocus()
        else:
            self.entered.emit()


def _empty(field: QLineEdit) -> bool:
    return not field.text()
