"""Help over the right side of the page (F1): one short text for each page, from resources/help/window."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.theme import px
from desktop.gui.words import _, tongue

WIDTH = 340


class Help(QFrame):
    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("help")
        self.setFixedWidth(px(WIDTH))
        self.text = QTextBrowser()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(8))
        column.addWidget(self.text, 1)
        column.addWidget(BigButton(_("收起帮助"), self.hide, key="F1"), 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    def toggle(self, page: str) -> None:
        self.setVisible(self.isHidden())
        self.place()
        self.about(page)

    def place(self) -> None:
        """Along the right edge of whatever it lies over."""
        self.setGeometry(self._over.width() - self.width(), 0, self.width(), self._over.height())
        self.raise_()

    def about(self, page: str) -> None:
        """Show the help of this page, if help is open."""
        if not self.isHidden():
            file = files("resources") / "help" / "window" / tongue.current / f"{page}.md"
            self.text.setMarkdown(file.read_text(encoding="utf-8") if file.is_file() else _("这一页没有帮助。"))
