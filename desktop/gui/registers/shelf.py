"""The registers on the left, under the heads of their groups, each with how many entries it has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.gui.theme import px
from desktop.gui.titles import titled
from desktop.gui.words import _
from desktop.services.registers.read_register import Kept
from forms.registers import Group

ID = Qt.ItemDataRole.UserRole


def groups() -> dict[Group, str]:
    return {
        Group.PEOPLE: _("村外的人"),
        Group.PLACES: _("处所和组织"),
        Group.WORK: _("履职"),
        Group.PROPOSALS: _("提案"),
    }


class RegisterList(QListWidget):
    """`chosen` carries the id of a register."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(px(236))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("台账"))
        self.currentItemChanged.connect(self._changed)

    def fill(self, kept: tuple[Kept, ...], current: str) -> None:
        """Show them; the one that was chosen stays chosen, the first one is where none was."""
        self.blockSignals(True)
        self.clear()
        group = None
        for one in kept:
            if one.register.group is not group:
                group = one.register.group
                head = QListWidgetItem(groups()[group])
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(head)
            text = f"　{titled(one.register)}"
            item = QListWidgetItem(f"{text}　{one.number}" if one.number else text)
            item.setData(ID, one.register.id)
            self.addItem(item)
            if one.register.id == (current or kept[0].register.id):
                self.setCurrentItem(item)
        self.blockSignals(False)

    @property
    def register(self) -> str:
        row = self.currentRow()
        return str(self.item(row).data(ID) or "") if row >= 0 else ""

    def choose(self, register: str) -> None:
        for row in range(self.count()):
            if self.item(row).data(ID) == register:
                self.setCurrentRow(row)

    def _changed(self) -> None:
        if self.register:
            self.chosen.emit(self.register)
