"""The middle of the page, where her hands are: the lines of the minutes and the one field in which the next is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.gui.hall.offers import Offers
from desktop.gui.hall.timeline import Row, timeline
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall.wrapped import wrap_rows
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.theme import LARGEST, look, px
from desktop.gui.words import _, show, tongue
from forms.language import CHINESE


class MinutesPanel(QWidget):
    """`entered` carries a finished line as typed, `typing` what stands in the field after each key."""

    entered = Signal(str)
    typing = Signal(str)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self.list = QListWidget()
        wrap_rows(self.list)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.who = Elided("", "hall")
        self.field = QPlainTextEdit()
        self.field.setFixedHeight(px(72))
        self.field.setPlaceholderText(_("在这里记录，回车存一条"))
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(_("记录"))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self._undo_key = UndoKey(self.field, lambda: not self.text, self.undo.emit)
        self.write = BigButton(_("存这一条"), self._enter)
        self.write.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.phrases = BigButton(_("短语 ;"), self.offer, kind="quiet")
        self.last = BigButton(_("上次 ;0"), lambda: self.offer(last=True), kind="quiet")
        self._wording: dict[str, tuple[str, ...]] = {}
        self._item = self._usually = ""
        self._from = -1
        beside = QVBoxLayout()
        beside.addWidget(self.write)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self.field, 1)
        row.addLayout(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(Words(_("记录 F6"), "hall-head", wrap=False))
        top.addStretch(1)
        for button in (self.phrases, self.last):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            top.addWidget(button)
        if look.scale >= LARGEST and tongue.current != CHINESE:
            self.last.hide()  # there is no room for both, and among the phrases 0 says the same
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.who)
        column.addLayout(row)
        self.setFocusProxy(self.field)
        self.offers = Offers(self)
        self.offers.taken.connect(self._insert)

    def know_phrases(self, phrases: tuple[str, ...], wording: dict[str, tuple[str, ...]]) -> None:
        """What two keys put in: phrases, and how it was written last time, by item (empty: while none is open)."""
        self.offers.phrases, self._wording = phrases, wording
        self.offers.last = wording.get(self._item, ())

    def offer(self, *, last: bool = False) -> None:
        """Open what can be put in; what is typed from here on chooses."""
        if self.offers.isVisible() and self._from == self.field.textCursor().position():
            self._close_offers()
            return
        self._open_offers(self.field.textCursor().position(), last=last)
        self.field.setFocus()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.toPlainText()

    def put(self, text: str) -> None:
        """Put this text into the field, the cursor at its end."""
        self.field.setPlainText(text)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def draw(self, state: HallState) -> None:
        rows = timeline(state.meeting)
        kept = len(self._rows) if rows[: len(self._rows)] == self._rows else 0
        if kept == 0:
            self.list.clear()
        for row in rows[kept:]:
            self._add(row)
        if rows != self._rows:
            self.list.scrollToBottom()
        self._rows = rows
        self._item = state.meeting.current.id if state.meeting.current is not None else ""
        self.offers.last = self._wording.get(self._item, ())
        floor = state.meeting.floor
        if floor is not None:
            self._usually = _("记在 {name} 名下（先打“：”则记为记录员）", name=state.meeting.label(floor.person))
        else:
            self._usually = _("先写“姓名：”再写内容，就记在那人名下")
        self.whose("")
        self.who.setVisible(state.meeting.stage != "planned")

    def whose(self, name: str) -> None:
        """Whose line it will be by what is typed before the colon; empty: as always."""
        self.who.setText(_("记在 {name} 名下", name=name) if name else self._usually)

    def _add(self, row: Row) -> None:
        item = QListWidgetItem(show(row.text))
        if not row.line:
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter finishes the line, Shift+Enter goes on with it below."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if self._key_of_offers(event):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.offers.isVisible():
            self.offers.place(self.field)

    def _key_of_offers(self, event: QKeyEvent) -> bool:
        """Alt and a digit puts a phrase in at once; while the list is open, arrows, Enter and Esc are its own."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
            place = event.key() - Qt.Key.Key_1
            if place < 0:
                self.offer(last=True)
            elif place < len(self.offers.phrases):
                self._from = self.field.textCursor().position()
                self._insert(self.offers.phrases[place])
            return True
        if not self.offers.isVisible():
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.offers.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._close_offers()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.offers.marked:
            self._insert(self.offers.marked)
            return True
        return False

    def _typed(self) -> None:
        """A semicolon opens the phrases; a digit behind it takes one, anything else leaves the text as it was typed."""
        self.typing.emit(self.text)
        cursor = self.field.textCursor().position()
        if not self.offers.isVisible():
            if self.field.hasFocus() and self.text[cursor - 1 : cursor] in (";", "\uff1b"):
                self._open_offers(cursor - 1)
            return
        chosen = self.offers.typed(self.text[self._from : cursor]) if cursor >= self._from else None
        if chosen is None:
            self._close_offers()
        elif chosen:
            self._insert(chosen)

    def _open_offers(self, at: int, *, last: bool = False) -> None:
        self._from = at
        self.offers.place(self.field)
        self.offers.open(last=last)

    def _close_offers(self) -> None:
        self._from = -1
        self.offers.hide()

    def _insert(self, text: str) -> None:
        """In place of the keys that chose it. Ctrl+Z in the field takes it out again."""
        cursor, start = self.field.textCursor(), self._from
        self._close_offers()
        if start >= 0:
            cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.field.setTextCursor(cursor)
        self.field.setFocus()

    def _enter(self) -> None:
        self._close_offers()
        if self.text.strip():
            self.entered.emit(self.text)
        self.field.setFocus()
