"""Two small panels over the minutes for what may be missing when the evening begins: 应到, and an item."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit

from desktop.domain import actions as a
from desktop.domain.presence import BASES, bases, listed_figures
from desktop.gui.hall.over import Over
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show

MOST = 99_999


class DeclarePanel(Over):
    """应到, asked for as the rule set asks for it; it is declared, and what the list says stands beside it."""

    brief = True

    def __init__(self) -> None:
        super().__init__(_("应到人数"))
        self._fields: dict[str, QLineEdit] = {}
        self._why = Words("", "hall")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(px(16))
        self._rows.setColumnStretch(2, 1)
        self.confirm = BigButton(_("确认"), self._confirm, kind="main")
        self.body.addWidget(self._why)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def draw(self, state: HallState) -> None:
        meeting = state.meeting
        listed = listed_figures(meeting)
        self._why.put(_("应到由您按实际申报，不由程序从名册上数。两者一致，才有法定结论。"))
        for base in bases(state.rule):
            if base in self._fields:
                continue
            field = QLineEdit(str(meeting.declared.get(base, "")))
            field.setValidator(QIntValidator(1, MOST, field))
            field.setFixedWidth(px(110))
            field.returnPressed.connect(self._confirm)
            self._fields[base] = field
            row = len(self._fields)
            self._rows.addWidget(Words(BASES[base], "hall", wrap=False), row, 0)
            self._rows.addWidget(field, row, 1)
            self._rows.addWidget(Words(_("名册上 {n}", n=listed[base]), "hall", wrap=False), row, 2)
            field.setAccessibleName(show(BASES[base]))

    def opened(self) -> None:
        self.notice.clear()
        field = next(iter(self._fields.values()))
        field.setFocus()
        field.selectAll()

    def _confirm(self) -> None:
        given = {base: int(field.text()) for base, field in self._fields.items() if field.text().isdecimal()}
        self.act.emit(
            a.DeclareEligible(
                members=given.get("members"), adults=given.get("adults"), households=given.get("households")
            )
        )


class AddItemPanel(Over):
    """An item that comes up in the hall, or was forgotten."""

    brief = True

    def __init__(self) -> None:
        super().__init__(_("添加议题"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("议题名称，例如：村道拓宽方案"))
        self.field.returnPressed.connect(self._add)
        self.body.addWidget(self.field)
        self.body.addWidget(self.notice)
        self.body.addWidget(BigButton(_("添加"), self._add, kind="main"), 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def opened(self) -> None:
        self.notice.clear()
        self.field.clear()
        self.field.setFocus()

    def _add(self) -> None:
        self.act.emit(a.AddItem(title=self.field.text()))
