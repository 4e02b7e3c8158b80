"""Fields with their labels in front, and what stands wrong with them behind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from desktop.gui.parts.labels import Words
from desktop.gui.theme import px


def form() -> QFormLayout:
    """A column of labelled fields."""
    layout = QFormLayout()
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    layout.setHorizontalSpacing(px(12))
    layout.setVerticalSpacing(px(7))
    layout.setContentsMargins(0, 0, 0, 0)
    return layout


def add(layout: QFormLayout, label: str, field: QWidget) -> None:
    """A row; the label names the field for those who cannot see it, too."""
    words = Words(label, wrap=False)
    words.setBuddy(field)
    field.setAccessibleName(label)
    layout.addRow(words, field)


def choice(least: int = 8, most: int = 0) -> QComboBox:
    """A list to choose from, as wide as its widest entry, within `least` and `most` Chinese characters."""
    field = QComboBox()
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    field.setMinimumWidth(px(16) * least + px(44))
    if most:
        field.setMaximumWidth(px(16) * most + px(44))
    return field


def line(placeholder: str = "", chars: int = 0) -> QLineEdit:
    """A line to type in, `chars` Chinese characters wide if given."""
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    if chars:
        field.setMaximumWidth(px(16) * chars + px(24))
    return field
