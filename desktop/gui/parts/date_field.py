"""A day, typed as people write it; the weekday behind it confirms what was meant. Nothing is read off the clock."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _

_DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*|(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2})\D(\d{2})|(\d{2})(\d{2})")


def day_of(text: str) -> str:
    """The ISO day that was typed (2026-6-1, 2026年6月1日, 20260601), or the text as it is where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DAY.fullmatch(plain)
    if found is None:
        return plain
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return plain


def time_of(text: str) -> str:
    """The time that was typed (19:30, 19：30, 1930) as 19:30, or the text as it is where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _TIME.fullmatch(plain)
    if found is None:
        return plain
    hour, minute = (part for part in found.groups() if part is not None)
    return f"{int(hour):02d}:{minute}" if int(hour) < 24 and int(minute) < 60 else plain


def weekday(day: str) -> str:
    """星期三 for an ISO day; empty for anything else."""
    names = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    try:
        return names[date.fromisoformat(day).weekday()] if len(day) == 10 else ""
    except ValueError:
        return ""


class DateField(QWidget):
    """`day` is the ISO day, the text as typed where it is none, or empty."""

    def __init__(self, placeholder: str = "2026-06-18") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setFixedWidth(px(150))
        self._weekday = Words("", "good", wrap=False)
        self.line.textChanged.connect(lambda text: self._weekday.setText(weekday(day_of(text))))
        self.line.editingFinished.connect(lambda: self.line.setText(day_of(self.line.text())))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(self.line)
        row.addWidget(self._weekday, 1)
        self.setFocusProxy(self.line)

    @property
    def day(self) -> str:
        return day_of(self.line.text())

    def set_day(self, day: str) -> None:
        self.line.setText(day)
