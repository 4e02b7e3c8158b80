"""Second step: 应到, declared by the recorder; where the meeting's list says otherwise, it is settled here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.actions import DeclareEligible
from desktop.gui.parts import fields
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import empty
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.meetings.prepare_meeting import Base, Preparation


class Declare(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.inputs: dict[str, QLineEdit] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(10))
        self.answer = Words("", "good")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(Words(_("应到多少，由您确认。它要和右边的名单一致，才能算法定人数。")))
        column.addLayout(self._rows)
        column.addWidget(self.answer)
        column.addWidget(Words(_("名单不对时：到“名册”改好表格再导入，然后回第 1 步再存一次。"), "quiet"))
        column.addStretch(1)

    def fill(self, prepared: Preparation) -> None:
        """Show what was declared, and whether it agrees with the list."""
        if tuple(self.inputs) != tuple(base.id for base in prepared.bases):
            self._rebuild(prepared.bases)
        for base in prepared.bases:
            self.inputs[base.id].setText("" if base.declared is None else str(base.declared))
        if prepared.unsettled is None:
            self.answer.put(_("应到人数与名单一致 ✓"), "good")
        elif any(base.declared is not None for base in prepared.bases):
            self.answer.put(prepared.unsettled, "warning")
        else:
            self.answer.put("")

    @property
    def action(self) -> DeclareEligible | None:
        """What was typed as an action; None where something typed is no number."""
        numbers: dict[str, int | None] = {}
        for base, field in self.inputs.items():
            text = field.text().strip()
            if text and not text.isdecimal():
                return None
            numbers[base] = int(text) if text else None
        return DeclareEligible(
            members=numbers.get("members"), adults=numbers.get("adults"), households=numbers.get("households")
        )

    def _rebuild(self, bases: Sequence[Base]) -> None:
        empty(self._rows)
        self.inputs = {}
        for base in bases:
            field = fields.line("", 5)
            field.setProperty("size", "hall")
            field.setAccessibleName(show(base.title))
            row = QHBoxLayout()
            row.setSpacing(px(12))
            row.addWidget(Words(_("应到{who}", who=base.title), "hall", wrap=False))
            row.addWidget(field)
            row.addWidget(Words(_("名单上是 {n}", n=base.listed), "quiet", wrap=False))
            row.addStretch(1)
            self._rows.addLayout(row)
            self.inputs[base.id] = field
