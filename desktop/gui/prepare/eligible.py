"""Who is eligible, by the roster: the count in large type, the names below, two of one name told apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.events import Attendee
from desktop.gui.parts.labels import Words
from desktop.gui.parts.table import Table
from desktop.gui.words import _


class EligibleList(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.count = Words("", "hall-head")
        self.table = Table((_("姓名"), _("性别"), _("出生"), _("组"), _("身份")), (11, 2, 3, 3))
        self.unclear = Words("", "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addWidget(self.unclear)
        self.fill(())

    def fill(self, people: Sequence[Attendee], unclear: int = 0) -> None:
        """`unclear`: how many more there are of whom the roster does not say whether they are eighteen."""
        self.unclear.put(_("另有 {n} 人看不出是否满 18 岁，没有列入。请在名册里补上出生年月。", n=unclear))
        self.unclear.setVisible(unclear > 0)
        if people:
            self.count.put(_("名册上可以参加的：{n} 人", n=len(people)))
        else:
            self.count.put(_("填好日期，这里列出可以参加的人。"))
        self.table.fill([(one.label, one.sex, one.birth_year, one.group, one.office) for one in people])
