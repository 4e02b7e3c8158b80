"""The strip at the bottom: what was saved, what is missing, and what Ctrl+Z would take back and Ctrl+Y do again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.theme import px
from desktop.gui.words import _, tongue
from forms.language import CHINESE

if TYPE_CHECKING:
    from forms.papers import PaperForm


class Strip(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._saved = Words("", "quiet", wrap=False)
        self._missing = Elided("", "warning")
        self._undo = BigButton(_("撤销"), self.take_back, kind="quiet")
        self._action: Callable[[], object] | None = None
        self._redo = BigButton(_("重做"), self.do_again, kind="quiet")
        self._again: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(20))
        row.addWidget(self._saved)
        row.addWidget(self._missing, 1)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        self.setFixedHeight(px(40))
        self.undo()

    def saved(self, at: str) -> None:
        """`at` is an ISO time; only the time of day is shown."""
        self._saved.setText(_("已存 {at}", at=at[11:19]) if at else "")

    def archived(self, paper: PaperForm) -> None:
        """Such a paper has just gone into the archive."""
        name = paper.zh if tongue.current == CHINESE else paper.en
        self._saved.setText(_("已归档：{paper}", paper=name))

    def missing(self, text: str) -> None:
        self._missing.setText(text)

    def undo(self, name: str = "", action: Callable[[], object] | None = None) -> None:
        """What can be taken back; what can be done again is said afterwards, or there is nothing."""
        self._action = action
        self.redo()
        self._undo.setVisible(bool(name))
        self._undo.rename(_("撤销：{name}（Ctrl+Z）", name=name))

    def redo(self, name: str = "", action: Callable[[], object] | None = None) -> None:
        self._again = action
        self._redo.setVisible(bool(name))
        self._redo.rename(_("重做：{name}（Ctrl+Y）", name=name))

    def do_again(self) -> None:
        """What the button and Ctrl+Y do."""
        if self._again is not None:
            self._again()

    def take_back(self) -> None:
        """What the button and Ctrl+Z do."""
        if self._action is not None:
            self._action()
