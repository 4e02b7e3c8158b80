"""Where the stick is plugged in: what the system shows as removable, or a folder that the recorder chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.upload.stick.places import stick_places
from forms.language import refuse

LOOK = 2000
"""Milliseconds after which a stick that was plugged in is seen."""


class StickPlace(QWidget):
    """While it is shown it looks for sticks; the first one is chosen, and what the recorder chose stays."""

    def __init__(self) -> None:
        super().__init__()
        self._own: list[Path] = []
        self._shown: list[Path] | None = None
        self.list = fields.choice(14, 26)
        self.list.setAccessibleName(_("U 盘在哪里"))
        self.other = BigButton(_("选文件夹"), self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(self.list)
        row.addWidget(self.other)
        row.addStretch(1)
        self.setFocusProxy(self.list)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)

    def folder(self) -> Path:
        """The place that is chosen. Raises Refused where there is none."""
        place = self.list.currentData()
        if not place:
            raise refuse("没有看到 U 盘。请插好 U 盘等几秒，或者点“选文件夹”指给程序看。")
        return Path(place)

    def choose(self, folder: Path) -> None:
        """The stick is here, though the system does not say so."""
        if folder not in self._own:
            self._own.insert(0, folder)
        self.look()
        self.list.setCurrentIndex(self.list.findData(str(folder)))

    def look(self) -> None:
        """See what is plugged in now."""
        places = [*dict.fromkeys([*self._own, *stick_places()])]
        if places == self._shown:
            return
        before, self._shown = self.list.currentData(), places
        self.list.clear()
        for place in places:
            self.list.addItem(str(place), str(place))
        if not places:
            self.list.addItem(_("没有看到 U 盘"), "")
        self.list.setCurrentIndex(max(self.list.findData(before), 0) if before else 0)

    def showEvent(self, event: QShowEvent) -> None:
        self.look()
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("U 盘在哪里"))
        if chosen:
            self.choose(Path(chosen))
