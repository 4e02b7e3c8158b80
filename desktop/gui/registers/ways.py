"""Above the form of an entry: its states, one button each, and what it leads to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.registers.entry import Tied
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.layouts import empty
from desktop.gui.theme import px
from desktop.gui.titles import titled
from desktop.gui.words import _
from desktop.services.registers.open_entry import OpenedEntry
from desktop.services.registers.ties import Target
from forms.registers import Link


class States(QWidget):
    """`go` is called with the state whose sheet is to be opened; empty for the entry itself."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self.buttons: dict[str, BigButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(6))

    def show_of(self, opened: OpenedEntry) -> None:
        empty(self._row)
        self.buttons = {}
        self.setVisible(bool(opened.steps) and opened.of is not None)
        if not opened.steps:
            return
        self._add("", _("提出"), opened, there=True)
        for step in opened.steps:
            text = titled(step.state)
            if step.complete:
                text = f"{text} ✓ {step.day[5:]}".strip()
            self._add(step.state.id, text, opened, there=step.sheet is not None)
        self._row.addStretch(1)

    def _add(self, state: str, text: str, opened: OpenedEntry, *, there: bool) -> None:
        if state == opened.state:
            self._row.addWidget(Words(f"▸ {text}", "head", wrap=False))
            return
        button = BigButton(text, partial(self._go, state))
        button.setEnabled(there or (opened.next is not None and opened.next.id == state))
        self.buttons[state] = button
        self._row.addWidget(button)
        button.show()


class Ties(QWidget):
    """One row for each link of the register: what the entry leads to, what it could lead to, and the button that ties."""

    wanted = Signal(str)
    """Id of a link whose targets are asked for."""
    tied = Signal(str, str)
    untied = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, tuple[Target, ...]] = {}
        self.choices: dict[str, QComboBox] = {}
        self.buttons: dict[str, BigButton] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(px(4))

    def show_of(self, links: tuple[Link, ...], ties: tuple[Tied, ...]) -> None:
        empty(self._rows)
        self.choices, self.buttons = {}, {}
        for link in links:
            self._link(link, [tie for tie in ties if tie.kind == link.id])
            self.wanted.emit(link.id)

    def offer(self, kind: str, targets: tuple[Target, ...]) -> None:
        """What the link can lead to; the best fit stands first."""
        self.targets[kind] = targets
        box = self.choices.get(kind)
        if box is not None:
            box.clear()
            for one in targets:
                box.addItem(_("{title}（合适）", title=one.title) if one.fit else one.title, one.id)
            box.setVisible(bool(targets))
            self.buttons[kind].setVisible(bool(targets))

    def _link(self, link: Link, ties: list[Tied]) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Words(titled(link), wrap=False))
        box = fields.choice(8, 16)
        button = BigButton(_("连上"), partial(self._tie, link.id))
        self.choices[link.id], self.buttons[link.id] = box, button
        for widget in (box, button):
            widget.hide()
            head.addWidget(widget)
        head.addStretch(1)
        self._rows.addLayout(head)
        for tie in ties:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(Elided(f"　{tie.title}"), 1)
            row.addWidget(BigButton(_("取消"), partial(self.untied.emit, link.id, tie.id), kind="quiet"))
            self._rows.addLayout(row)

    def _tie(self, kind: str) -> None:
        target = self.choices[kind].currentData()
        if target:
            self.tied.emit(kind, target)
