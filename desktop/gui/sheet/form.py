"""A form on the screen, drawn from its definition: one label and one entry for each field, in their order.

What cannot be is said under its field as soon as the cursor leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.cases.typed import Problem
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.sheet.fields import Entry, entry
from desktop.gui.sheet.rows import Rows
from desktop.gui.theme import px
from desktop.gui.titles import label_of, titled
from desktop.gui.words import _, tongue
from forms.language import CHINESE
from forms.sheets import Field, FieldType, SheetForm

PICTURE = 180
"""Height at which an attached picture is shown."""
Judge = Callable[[Mapping[str, Any]], tuple[Problem, ...]]


class FormView(QWidget):
    """`values` gives what stands there now. `changed` hears of every change, `attach` of a wish to attach a file.

    `judge` says what cannot be; `leave_out` are fields that are drawn elsewhere.
    """

    def __init__(
        self,
        form: SheetForm,
        version: int,
        changed: Callable[[], object],
        attach: Callable[[str], object],
        *,
        judge: Judge | None = None,
        leave_out: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.fields = tuple(field for field in form.at(version) if field.id not in leave_out)
        self.entries: dict[str, Entry | Rows] = {}
        self.wrong: dict[str, Words] = {}
        """What cannot be, under the field where it stands."""
        self.pictures: dict[str, QLabel] = {}
        """Pictures that are attached, under their fields."""
        self._judge, self._left = judge, set[str]()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(3))
        for field in self.fields:
            self._add(column, field, changed, attach)
        column.addStretch(1)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _add(
        self, column: QVBoxLayout, field: Field, changed: Callable[[], object], attach: Callable[[str], object]
    ) -> None:
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
        self.wrong[field.id] = Words("", "warning")
        self.wrong[field.id].hide()
        column.addWidget(self.wrong[field.id])
        column.addSpacing(px(5))

    def values(self) -> dict[str, Any]:
        found = {name: one.get() for name, one in self.entries.items()}
        return {name: value for name, value in found.items() if value is not None}

    def fill(self, values: Mapping[str, Any]) -> None:
        for name, one in self.entries.items():
            one.put(values.get(name))

    def first(self) -> QWidget:
        """Where the cursor goes: the first field."""
        return self.entries[self.fields[0].id].widget

    def look(self, *left: str) -> None:
        """Say what cannot be under each field that the cursor has left; all of them where none is named."""
        self._left.update(left or self.entries)
        found: dict[str, Problem] = {}
        for problem in self._judge(self.values()) if self._judge is not None else ():
            found.setdefault(problem[0], problem)
        for name, words in self.wrong.items():
            problem_here = found.get(name) if name in self._left else None
            words.put(problem_here[1] if problem_here else "")
            words.setVisible(problem_here is not None)

    def _moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        """The cursor has left a field, or a cell of a table."""
        if old is None or not self.isAncestorOf(old):
            return
        name = next(
            (name for name, one in self.entries.items() if one.widget is old or one.widget.isAncestorOf(old)), ""
        )
        if name:
            self.look(name)

    def picture(self, field: str, data: bytes) -> None:
        """What is attached to a field, where it is a picture; anything else stays a name."""
        found = QPixmap()
        if found.loadFromData(data):
            tall = min(px(PICTURE), found.height())
            self.pictures[field].setPixmap(found.scaledToHeight(tall, Qt.TransformationMode.SmoothTransformation))
            self.pictures[field].show()

    def _attaching(self, field: Field, widget: QWidget, attach: Callable[[str], object]) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(widget, 1)
        line.addWidget(BigButton(_("附上照片或文件"), lambda: attach(field.id)))
        column.addLayout(line)
        self.pictures[field.id] = QLabel()
        self.pictures[field.id].hide()
        column.addWidget(self.pictures[field.id])
        return whole
