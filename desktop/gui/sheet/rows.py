"""A table of a form on the screen: one row of fields for each row, and always an empty one to go on in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.sheet.fields import Entry, entry
from desktop.gui.theme import px
from desktop.gui.titles import label_of, titled
from desktop.gui.words import _
from forms.sheets import Column, Field, FieldType

LEAST = 2
"""Rows that an empty table shows."""
STRETCH = {FieldType.TEXT: 3, FieldType.PARAGRAPH: 3, FieldType.PERSON: 2}


class Rows(QWidget):
    """`get` leaves out rows in which nothing stands."""

    def __init__(self, field: Field, changed: Callable[[], object]) -> None:
        super().__init__()
        self._field, self._changed = field, changed
        self.each: Callable[[Column, Entry], object] | None = None
        """Hears of every field that is added."""
        self.rows: list[dict[str, Entry]] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(px(4))
        self._grid.setContentsMargins(0, 0, 0, 0)
        for at, column in enumerate(field.columns):
            self._grid.addWidget(Words(label_of(column), "quiet", wrap=False), 0, at)
            self._grid.setColumnStretch(at, STRETCH.get(column.type, 1))
        self.more = BigButton(_("加一行"), self._add, kind="quiet")
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.addLayout(self._grid)
        column_of_all.addWidget(self.more)
        for _number in range(LEAST):
            self._add()

    @property
    def widget(self) -> QWidget:
        """Itself, as an entry has it."""
        return self

    def get(self) -> list[dict[str, Any]] | None:
        found = []
        for row in self.rows:
            values = {name: one.get() for name, one in row.items()}
            kept = {name: value for name, value in values.items() if value not in (None, "")}
            if kept:
                found.append(kept)
        return found or None

    def put(self, value: Any) -> None:
        rows = [row for row in value or () if isinstance(row, Mapping)]
        while len(self.rows) < len(rows) + 1:
            self._add()
        for at, row in enumerate(self.rows):
            for name, one in row.items():
                one.put(rows[at].get(name) if at < len(rows) else None)

    def _add(self) -> None:
        row: dict[str, Entry] = {}
        for at, column in enumerate(self._field.columns):
            row[column.id] = entry(column, self._changed, narrow=True)
            row[column.id].widget.setAccessibleName(titled(column))
            if self.each is not None:
                self.each(column, row[column.id])
            self._grid.addWidget(row[column.id].widget, len(self.rows) + 1, at)
        self.rows.append(row)
        self._changed()
