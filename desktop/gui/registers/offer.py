"""Names offered while one is typed: those of a register, by characters, pinyin or initials."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit
from shiboken6 import isValid

from desktop.domain.registers.finding import matches
from desktop.gui.cases.sheet.fields import Entry
from desktop.gui.cases.sheet.form import FormView
from desktop.gui.cases.sheet.rows import Rows
from desktop.gui.page import Page
from desktop.services.registers.people import offered
from forms.sheets import Column, Field, FieldType

SIDE = "side"
"""Column of a table that says which side somebody stands for."""
MOST = 8
BETWEEN = "、"
_LAST = re.compile(r"^(.*[、,，;；/\s])?([^、,，;；/\s]*)$")


class Offer(QCompleter):
    """Below `line`: names that fit what stands behind the last 、. Enter or a click takes one."""

    def __init__(self, line: QLineEdit, names: Sequence[str], *, many: bool) -> None:
        super().__init__(line)
        self.names = tuple(names)
        self._line, self._many = line, many
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setWidget(line)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line.textEdited.connect(self.look)
        self.activated.connect(self.take)

    def look(self, text: str) -> tuple[str, ...]:
        """Show the names that fit; what was shown is returned."""
        _before, last = self._parts(text)
        hits = tuple(name for name in self.names if last and matches(last, name) and name != last)[:MOST]
        self._model.setStringList(list(hits))
        if hits:
            self.complete()
        elif (popup := self.popup()) is not None:
            popup.hide()
        return hits

    def take(self, name: str) -> None:
        before, _last = self._parts(self._line.text())
        self._line.setText(before + name)

    def _parts(self, text: str) -> tuple[str, str]:
        found = _LAST.match(text) if self._many else None
        return (found[1] or "", found[2]) if found else ("", text.strip())


def ask_and_offer(page: Page, view: FormView) -> None:
    """Ask the desk for the names, where the form asks for somebody of a register."""
    wanted = {name for field in view.fields for name in field.people_of}
    wanted |= {name for field in view.fields for column in field.columns for name in column.people_of}
    if wanted:
        page.ask(offered, tuple(sorted(wanted)), then=lambda found: offer(view, *found), quiet=True)


def offer(view: FormView, people: Mapping[str, Sequence[str]], sides: Mapping[str, str] | None = None) -> None:
    """Attach the names of registers to all fields of the form that ask for somebody of them.

    `sides`: name to the side that is filled in beside it, where a table has a column for that.
    """
    if not isValid(view):
        return  # another form has taken its place meanwhile
    for field in view.fields:
        made = view.entries[field.id]
        if isinstance(made, Rows):
            add = partial(_in_row, made, people, sides or {})
            made.each = add
            for row in made.rows:
                for column in field.columns:
                    add(column, row[column.id])
        else:
            _attach(field, made, people)


def _in_row(
    rows: Rows, people: Mapping[str, Sequence[str]], sides: Mapping[str, str], column: Column, entry: Entry
) -> None:
    made = _attach(column, entry, people)

    def fill_side(name: str) -> None:
        row = next((one for one in rows.rows if one[column.id] is entry), {})
        if SIDE in row and name in sides:
            row[SIDE].put(sides[name])

    if made is not None and sides:
        made.activated.connect(fill_side)


def _attach(field: Field | Column, entry: Entry, people: Mapping[str, Sequence[str]]) -> Offer | None:
    names = list(dict.fromkeys(name for register in field.people_of for name in people.get(register, ())))
    if not names or not isinstance(entry.widget, QLineEdit):
        return None
    return Offer(entry.widget, names, many=field.type is FieldType.PEOPLE)
