"""Buttons and rows that a finger finds: 44 px and more, in the panels that are worked in a hurry."""

from __future__ import annotations

from desktop.gui.theme import px

TARGET = 44
"""Pixels at scale 1."""


def touch_style() -> str:
    """A style sheet for a panel; 44 px with border and padding of the hall's buttons."""
    return (
        f"QPushButton {{ min-height: {px(34)}px; }}"
        f'QPushButton[kind="seat"] {{ min-height: {px(40)}px; }}'
        f"QListWidget::item {{ padding: {px(8)}px {px(4)}px; }}"
    )
