"""The steps of a mediation: the list of them on the left, what was said in the marked one and on which day beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases.mediation import Step
from desktop.gui.parts.labels import Words
from desktop.gui.sheet.fields import Entry, entry
from desktop.gui.theme import px
from desktop.gui.titles import titled


class Steps(QWidget):
    """`changed` hears of everything that is typed; `values` holds notes and days of all steps."""

    def __init__(self, steps: tuple[Step, ...], changed: Callable[[], object]) -> None:
        super().__init__()
        self.steps = steps
        self._changed = changed
        self.entries: dict[str, Entry] = {}
        self.list = QListWidget()
        self.list.setFixedWidth(px(210))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("、".join(titled(step.notes) for step in steps))
        self.pages = QStackedWidget()
        for step in steps:
            self.list.addItem(QListWidgetItem(titled(step.notes)))
            self.pages.addWidget(self._page(step))
        self.list.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.list.itemActivated.connect(lambda _item: self.here.setFocus())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(self.list)
        row.addWidget(self.pages, 1)

    def _page(self, step: Step) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(Words(titled(step.notes), "head"))
        notes, day = entry(step.notes, self._typed), entry(step.day, self._typed)
        self.entries |= {step.notes.id: notes, step.day.id: day}
        notes.widget.setMinimumHeight(px(150))
        notes.widget.setMaximumHeight(px(600))
        notes.widget.setAccessibleName(titled(step.notes))
        day.widget.setAccessibleName(titled(step.day))
        column.addWidget(notes.widget, 1)
        line = QHBoxLayout()
        line.addWidget(Words(titled(step.day), wrap=False))
        line.addWidget(day.widget)
        line.addStretch(1)
        column.addLayout(line)
        return page

    @property
    def here(self) -> QWidget:
        """Where the notes of the marked step are typed."""
        return self.entries[self.steps[max(self.list.currentRow(), 0)].notes.id].widget

    @property
    def step(self) -> Step:
        """The marked one."""
        return self.steps[max(self.list.currentRow(), 0)]

    def values(self) -> dict[str, Any]:
        return {name: one.get() for name, one in self.entries.items()}

    def fill(self, values: Mapping[str, Any]) -> None:
        for name, one in self.entries.items():
            if one.get() != values.get(name):
                one.put(values.get(name))
        self._mark()

    def go(self, step: str) -> None:
        """To this step, with the cursor in its notes."""
        self.list.setCurrentRow(next(n for n, one in enumerate(self.steps) if one.notes.id == step))
        self.here.setFocus(Qt.FocusReason.TabFocusReason)

    def date(self, day: str) -> None:
        """The marked step is of `day`, where something is written and no day stands there yet."""
        notes, when = self.entries[self.step.notes.id], self.entries[self.step.day.id]
        if notes.get() and not when.get():
            when.put(day)

    def _typed(self) -> None:
        self._mark()
        self._changed()

    def _mark(self) -> None:
        for row, step in enumerate(self.steps):
            item = self.list.item(row)
            notes = self.entries.get(step.notes.id)
            done = notes is not None and bool(notes.get())
            if item is not None:
                item.setText(f"{'✓' if done else '□'} {titled(step.notes)}")
