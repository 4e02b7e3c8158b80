"""主题: the field in which it is said what a case is about, at intake and on the page of the case."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from desktop.domain.case import THEMES
from desktop.gui.parts import fields
from desktop.gui.words import _


def theme_field() -> QComboBox:
    """One of the themes that are offered first, or whatever the village writes; empty where nobody said."""
    field = fields.choice(6)
    field.addItems(["", *THEMES])
    field.setEditable(True)
    typed = field.lineEdit()
    assert typed is not None
    typed.setPlaceholderText(_("可不填"))
    return field
