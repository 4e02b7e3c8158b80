"""Names offered while one is typed: those of a register, by characters, pinyin or initials."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.domain.registers.finding import matches
from desktop.gui.cases.sheet.fields import Entry
from desktop.gui.cases.sheet.form import FormView
from desktop.gui.cases.sheet.rows import Rows
from forms.sheets import Column, Field, FieldType

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


def offer(view: FormView, people: Mapping[str, Sequence[str]]) -> None:
    """Attach the names of registers to all fields of the form that ask for somebody of them."""
    for field in view.fields:
        made = view.entries[field.id]
        if isinstance(made, Rows):
            made.each = lambda column, entry: _attach(column, entry, people)
            for row in made.rows:
                for column in field.columns:
                    _attach(column, row[column.id], people)
        else:
            _attach(field, made, people)


def _attach(field: Field | Column, entry: Entry, people: Mapping[str, Sequence[str]]) -> None:
    names = list(dict.fromkeys(name for register in field.people_of for name in people.get(register, ())))
    if names and isinstance(entry.widget, QLineEdit):
        Offer(entry.widget, names, many=field.type is FieldType.PEOPLE)
