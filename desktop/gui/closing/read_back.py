"""宣读: the minutes in large type, page by page, to be read aloud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.closing.reading import paragraphs
from desktop.gui.closing.state import ClosingState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import LINE_LENGTH, NEXT, px
from desktop.gui.words import _, show

_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
GAP = "\n"
Fits = Callable[[str], bool]


class ReadPane(QWidget):
    """`turned` when another page is in sight."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ()
        self.pages: list[str] = [""]
        self.page = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text = Words("", "read")
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text.setMaximumWidth(px(NEXT) * LINE_LENGTH)
        self.text.setMinimumHeight(px(60))
        self.where = Words("", "hall", wrap=False)
        self.back = BigButton(_("上一页"), lambda: self.turn(-1))
        self.on = BigButton(_("下一页"), lambda: self.turn(1))
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addWidget(self.where)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.text, 1)
        column.addLayout(row)

    def draw(self, state: ClosingState) -> None:
        texts = tuple(show(one) for one in paragraphs(state.meeting))
        if texts != self._texts:
            self._texts = texts
            self.page = 0
            self._set_pages()

    @property
    def last(self) -> bool:
        """Whether the last page is in sight."""
        return self.page == len(self.pages) - 1

    def turn(self, by: int) -> None:
        """One page on (1) or back (-1)."""
        self.page = max(0, min(len(self.pages) - 1, self.page + by))
        self._show()
        self.setFocus()
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_pages()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Space: 1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Up: -1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)

    def _set_pages(self) -> None:
        """Whole paragraphs as far as they fit; one that is longer than a page is cut at a sentence's end."""
        font = QFont(self.font())
        font.setPixelSize(px(NEXT))
        metrics = QFontMetrics(font)
        width = min(self.width(), px(NEXT) * LINE_LENGTH) - px(4)
        room = self.height() - px(64)

        def fits(text: str) -> bool:
            return metrics.boundingRect(QRect(0, 0, width, 100_000), int(_WRAP), text).height() <= room

        self.pages = paged(self._texts, fits)
        self.page = min(self.page, len(self.pages) - 1)
        self._show()

    def _show(self) -> None:
        self.text.setText(self.pages[self.page])
        self.where.setText(_("第 {n} 页，共 {all} 页", n=self.page + 1, all=len(self.pages)))
        self.back.setEnabled(self.page > 0)
        self.on.setEnabled(not self.last)


def paged(texts: tuple[str, ...], fits: Fits) -> list[str]:
    """Pages of paragraphs; every sign of the texts stands on one of them."""
    pages: list[str] = []
    page = ""
    for text in texts:
        rest = text
        while rest:
            whole = f"{page}{GAP}{rest}" if page else rest
            if fits(whole):
                page, rest = whole, ""
            elif page:
                pages.append(page)
                page = ""
            else:
                cut = _cut(rest, fits)
                pages.append(rest[:cut])
                rest = rest[cut:]
    return [*pages, page] if page or not pages else pages


def _cut(text: str, fits: Fits) -> int:
    """How much of a long paragraph goes onto one page: to the end of a sentence where there is one, at least one sign."""
    most = next((n for n in range(len(text), 1, -1) if fits(text[:n])), 1)
    end = max((text.rfind(sign, 0, most) for sign in "。；！？"), default=-1)
    return end + 1 if end > 0 else most
