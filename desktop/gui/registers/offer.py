"""Names offered while one is typed: those of a register, by characters, pinyin or initials."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout
from shiboken6 import isValid

from desktop.domain.registers.finding import matches
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.sheet.fields import Entry
from desktop.gui.sheet.form import FormView
from desktop.gui.sheet.rows import Rows
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.registers.people import SIDE, Offered, Willing, offered, willing
from forms.sheets import Column, Field, FieldType

BESIDE = (SIDE, "grid", "sector", "unit", "hall")
"""Fields that follow from who somebody is."""
MOST = 8
_LAST = re.compile(r"^(.*[、,，;；/\s])?([^、,，;；/\s]*)$")


class Offer(QListWidget):
    """Below `line`, within its window: names that fit what stands behind the last 、. Enter or a click takes one.

    It is no window of its own, so that the input method never loses its field.
    """

    taken = Signal(str)

    def __init__(self, line: QLineEdit, names: Sequence[str], *, many: bool) -> None:
        super().__init__(line)
        self.names = tuple(names)
        self._line, self._many = line, many
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()
        line.textEdited.connect(self.look)
        line.installEventFilter(self)
        self.itemClicked.connect(lambda item: self.take(item.text()))

    def look(self, text: str) -> tuple[str, ...]:
        """Show the names that fit; what was shown is returned."""
        _before, last = self._parts(text)
        hits = tuple(name for name in self.names if last and matches(last, name) and name != last)[:MOST]
        self.clear()
        self.addItems(hits)
        if hits:
            self.setCurrentRow(0)
            self._place()
        self.setVisible(bool(hits))
        return hits

    def take(self, name: str) -> None:
        """Put the name in the place of what was being typed."""
        before, _last = self._parts(self._line.text())
        self._line.setText(before + name)
        self.hide()
        self.taken.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and self.isVisible():
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._key(event.key())
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + step)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take(self.item(max(0, self.currentRow())).text())
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def _place(self) -> None:
        """Below the field, above everything else of the window; above the field where there is no room below."""
        window = self._line.window()
        self.setParent(window)
        height = px(36) * min(self.count(), MOST) + px(6)
        corner = self._line.mapTo(window, QPoint(0, self._line.height()))
        if corner.y() + height > window.height():
            corner.setY(max(0, corner.y() - self._line.height() - height))
        self.setGeometry(corner.x(), corner.y(), max(self._line.width(), px(160)), height)
        self.raise_()

    def _parts(self, text: str) -> tuple[str, str]:
        found = _LAST.match(text) if self._many else None
        return (found[1] or "", found[2]) if found else ("", text.strip())


def ask_and_offer(page: Page, view: FormView) -> None:
    """Ask the desk for the names, where the form asks for somebody of a register."""
    wanted = {name for field in view.fields for name in field.people_of}
    wanted |= {name for field in view.fields for column in field.columns for name in column.people_of}
    if wanted:
        page.ask(offered, tuple(sorted(wanted)), then=partial(offer, view), quiet=True)


def suggest(page: Page, view: FormView, case: str) -> None:
    """Above a list of who takes part: who said so, and whose interests go with the case."""

    def told(found: tuple[Willing, ...]) -> None:
        said = "、".join(one.name for one in found if one.said)
        perhaps = "、".join(_("{name}（{care}）", name=one.name, care=one.interest) for one in found if not one.said)
        parts = [_("有意参与：{names}", names=said)] if said else []
        parts += [_("可能合适：{names}", names=perhaps)] if perhaps else []
        column = view.layout() if isValid(view) else None
        if parts and isinstance(column, QVBoxLayout):
            column.insertWidget(0, Words("　".join(parts), "quiet"))

    if any(column.id == SIDE for field in view.fields for column in field.columns):
        page.ask(willing, case, then=told, quiet=True)


def offer(view: FormView, found: Offered) -> None:
    """Attach the names of registers to all fields of the form that ask for somebody of them.

    When one is taken, what the register says of that person is filled in beside it, wherever nothing stands yet.
    """
    if not isValid(view):
        return  # another form has taken its place meanwhile
    for field in view.fields:
        made = view.entries[field.id]
        if isinstance(made, Rows):
            add = partial(_in_row, made, found)
            made.each = add
            for row in made.rows:
                for column in field.columns:
                    add(column, row[column.id])
        elif field.type is FieldType.PERSON:
            beside = {
                one.id: entry
                for one in view.fields
                if one.id in BESIDE and isinstance(entry := view.entries[one.id], Entry)
            }
            _attach(field, made, found, partial(dict, beside))
        else:
            _attach(field, made, found, dict)


def _in_row(rows: Rows, found: Offered, column: Column, entry: Entry) -> None:
    def beside() -> Mapping[str, Entry]:
        row = next((one for one in rows.rows if one[column.id] is entry), {})
        return {name: one for name, one in row.items() if name in BESIDE}

    _attach(column, entry, found, beside)


def _attach(field: Field | Column, entry: Entry, found: Offered, beside: Callable[[], Mapping[str, Entry]]) -> None:
    names = list(dict.fromkeys(name for register in field.people_of for name in found.people.get(register, ())))
    if not names or not isinstance(entry.widget, QLineEdit):
        return
    made = Offer(entry.widget, names, many=field.type is FieldType.PEOPLE)
    entry.widget.destroyed.connect(made.deleteLater)

    def fill(name: str) -> None:
        for field_id, other in beside().items():
            value = found.facts.get(name, {}).get(field_id)
            if value and other.get() is None:
                other.put(value)

    made.taken.connect(fill)
