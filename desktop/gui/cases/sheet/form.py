"""All fields of a form in one column, drawn from its definition; what is required bears a star."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.cases.sheet.fields import Entry, entry
from desktop.gui.cases.sheet.rows import Rows
from desktop.gui.cases.words import label_of, titled
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, tongue
from forms.language import CHINESE
from forms.sheets import Field, FieldType, SheetForm


class FormView(QWidget):
    """`values` gives what stands there now. `changed` hears of every change, `attach` of a wish to attach a file."""

    def __init__(
        self, form: SheetForm, version: int, changed: Callable[[], object], attach: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.fields = form.at(version)
        self.entries: dict[str, Entry | Rows] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(3))
        for field in self.fields:
            label = Words(label_of(field))
            column.addWidget(label)
            note = field.note if tongue.current == CHINESE else field.note_en or field.note
            if note:
                column.addWidget(Words(note, "quiet"))
            made: Entry | Rows = Rows(field, changed) if field.type is FieldType.TABLE else entry(field, changed)
            self.entries[field.id] = made
            widget = made.widget
            widget.setAccessibleName(titled(field))
            label.setBuddy(widget)
            column.addWidget(self._attaching(field, widget, attach) if field.type is FieldType.ATTACHMENT else widget)
            column.addSpacing(px(5))
        column.addStretch(1)

    def values(self) -> dict[str, Any]:
        found = {name: one.get() for name, one in self.entries.items()}
        return {name: value for name, value in found.items() if value is not None}

    def fill(self, values: Mapping[str, Any]) -> None:
        for name, one in self.entries.items():
            one.put(values.get(name))

    def first(self) -> QWidget:
        """Where the cursor goes: the first field."""
        return self.entries[self.fields[0].id].widget

    def _attaching(self, field: Field, widget: QWidget, attach: Callable[[str], object]) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(widget, 1)
        line.addWidget(BigButton(_("附上照片或文件"), lambda: attach(field.id)))
        return row
