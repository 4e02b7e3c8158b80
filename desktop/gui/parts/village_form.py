"""The village's name, its twelve-digit code, and where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.gui.parts import fields
from desktop.gui.words import _
from forms.province import PROVINCES

if TYPE_CHECKING:
    from desktop.services.name_village import Village


class VillageForm(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = fields.line(_("如：柳溪村"), 14)
        self.code = fields.line(_("12 位统计用区划代码"), 14)
        self.township = fields.line(_("如：白蒲镇"), 14)
        self.county = fields.line(_("如：如皋市"), 14)
        self.province = fields.choice()
        self.province.addItem("")
        self.province.addItems(list(PROVINCES))
        layout = fields.form()
        fields.add(layout, _("村名"), self.name)
        fields.add(layout, _("村的编码"), self.code)
        fields.add(layout, _("乡镇（街道）"), self.township)
        fields.add(layout, _("县（市、区）"), self.county)
        fields.add(layout, _("省（自治区、直辖市）"), self.province)
        self.setLayout(layout)

    @property
    def facts(self) -> dict[str, str]:
        """As `name_village` takes them."""
        return {
            "name": self.name.text(),
            "code": self.code.text(),
            "township": self.township.text(),
            "county": self.county.text(),
            "province": self.province.currentText(),
        }

    def fill(self, village: Village) -> None:
        self.name.setText(village.name)
        self.code.setText(village.code)
        self.township.setText(village.township)
        self.county.setText(village.county)
        self.province.setCurrentText(village.province)
