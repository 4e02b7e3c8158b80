"""补录整张: what was kept on paper while the power was out, keyed in line by line with its real times, and stored in one go."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from desktop.domain.meeting import ELECTION
from desktop.gui.hall.check_in import sheet_lines as s
from desktop.gui.hall.check_in.who import Who
from desktop.gui.hall.over import Over
from desktop.gui.hall.people import Finders
from desktop.gui.hall.shortcut import give_key
from desktop.gui.hall.touch import touch_style
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import Tall
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import Refused, say

MOST = 9_999


class SheetPanel(Over):
    """`key_in` carries the `Noted` of all lines; `draft` what stands here, to be kept until it is stored."""

    key_in = Signal(object)
    draft = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("补录整张"))
        self.setStyleSheet(touch_style())
        self._state: HallState | None = None
        self._person = ""
        self._storing = 0
        self.lines: tuple[s.SheetLine, ...] = ()
        self.kind = s.CAME
        self.kinds: dict[str, BigButton] = {}
        for n, (kind, words) in enumerate(s.KINDS.items(), 1):
            self.kinds[kind] = button = BigButton(_("{n} {name}", name=words, n=n), partial(self.choose, kind), kind="tab")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            give_key(button, f"Ctrl+{n}")
        self.at = self._time(_("纸上写的时间"))
        self.until = self._time(_("讲到几点"))
        self.method = QComboBox()
        for method, words in s.METHODS.items():
            self.method.addItem(show(words), method)
        self.method.setAccessibleName(_("怎样表决的"))
        self.method.currentIndexChanged.connect(lambda _n: self._show_kind())
        self.method.installEventFilter(self)
        self.item = QComboBox()
        self.item.setAccessibleName(_("哪一项议题"))
        self.item.installEventFilter(self)
        self.text = QLineEdit()
        self.text.returnPressed.connect(self._enter)
        titles = {
            "seats": _("应选"),
            "issued": _("发出"),
            "returned": _("收回"),
            "yes": _("同意"),
            "no": _("不同意"),
            "abstain": _("弃权"),
            "invalid": _("无效"),
        }
        self.numbers = {name: self._number(title) for name, title in titles.items()}
        self.listed = QLineEdit()
        self.listed.returnPressed.connect(self._enter)
        self.who = Who(_("谁？姓名、拼音、首字母或座号"), lambda meeting, person: person in meeting.eligible or person in meeting.observers)
        self.who.chosen.connect(self._chosen)
        self.who.typed.connect(lambda text: self.notice.tell(_("名单上没有“{text}”。", text=text)))
        self.who.left.connect(self.closed)
        self.add = BigButton(_("加这一行（回车）"), self._add)
        self.list = QListWidget()
        self.list.setAccessibleName(_("还没有存入的各行"))
        self.list.setMinimumHeight(px(56))
        self.drop = BigButton(_("删去这一行"), self._drop, kind="quiet")
        self.store = BigButton("", self.store_all, kind="main")
        give_key(self.store, "Ctrl+Return")
        self._lay_out()
        self._show_kind()

    def _lay_out(self) -> None:
        kinds = QGridLayout()
        for n, button in enumerate(self.kinds.values()):
            kinds.addWidget(button, n // 5, n % 5)
        line, counted = QHBoxLayout(), QHBoxLayout()
        for widget in (self.at, self.until, self.method, self.item, self.text, self.add):
            line.addWidget(widget, 1 if widget is self.text else 0)
        for number in self.numbers.values():
            counted.addWidget(number)
        counted.addWidget(self.listed, 1)
        counted.addStretch(0)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.drop)
        below.addWidget(self.store)
        columns = QHBoxLayout()
        columns.setSpacing(px(12))
        columns.addWidget(self.who, 7)
        columns.addWidget(self.list, 4)
        inside = QWidget()
        form = QVBoxLayout(inside)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(px(8))
        form.addWidget(Words(_("照纸上写的时间一行一行补进来，先后不论，最后一次存入，都标“补录”。选事由按 Ctrl+数字。"), "hall"))
        form.addLayout(kinds)
        form.addLayout(line)
        form.addLayout(counted)
        form.addWidget(self.notice)
        form.addLayout(columns, 1)
        self.body.addWidget(Tall(inside), 1)
        self.body.addLayout(below)

    def _time(self, title: str) -> QLineEdit:
        field = QLineEdit()
        field.setInputMask("99:99")
        field.setFixedWidth(px(92))
        field.setAccessibleName(title)
        field.setToolTip(title)
        field.returnPressed.connect(self._enter)
        return field

    def _number(self, title: str) -> QLineEdit:
        field = QLineEdit()
        field.setValidator(QIntValidator(0, MOST, field))
        field.setFixedWidth(px(96))
        field.setAccessibleName(title)
        field.setPlaceholderText(title)
        field.returnPressed.connect(self._enter)
        return field

    def opened(self) -> None:
        self.notice.clear()
        if self._state is not None:
            self.who.draw(self._state.meeting)
        self._show_lines()
        self._first()

    def know(self, finders: Finders) -> None:
        self.who.know(finders)

    def restore(self, kept: str) -> None:
        """Lines that had not been stored when the program ended."""
        self.lines = s.read(kept)
        self._show_lines()

    def draw(self, state: HallState) -> None:
        before, self._state = self._state, state
        if self._storing and state.evening.length > self._storing:
            self._storing = 0
            self.lines = ()
            self._changed()
        items = [(item.id, item.title) for item in state.meeting.items]
        if before is None or items != [(self.item.itemData(n), self.item.itemText(n)) for n in range(self.item.count())]:
            self.item.clear()
            for item, title in items:
                self.item.addItem(title, item)
        if self.isVisible():
            self.who.draw(state.meeting)
            self._show_lines()

    def refused(self, _why: object = None) -> None:
        """The sheet was not stored."""
        self._storing = 0

    def choose(self, kind: str) -> None:
        """What the next line says."""
        self.kind = kind
        self._show_kind()
        self._first()

    def store_all(self) -> None:
        """Everything on the sheet, or nothing of it."""
        self.notice.clear()
        if self._state is None:
            return
        if not self.lines:
            self.notice.tell(_("还没有一行。请先写时间、选事由，再加这一行。"))
            self._first()
            return
        self._storing = self._state.evening.length
        try:
            wanted = s.noted(self.lines, self._state.meeting)
        except Refused as refused:
            self.refused()
            self.notice.tell(refused.sentence)
            return
        self.key_in.emit(wanted)

    def _first(self) -> None:
        self._person = ""
        self.who.field.clear()
        self.at.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.at.selectAll()

    def _show_kind(self) -> None:
        asks = s.asks(self.kind, self._method)
        for kind, button in self.kinds.items():
            button.setChecked(kind == self.kind)
        self.text.setPlaceholderText(_("表决事项") if self.kind == s.VOTED else _("内容"))
        names = _("得票：甲 20、乙 15") if self._method == ELECTION else _("同意：甲、乙；不同意：丙；弃权：丁")
        self.listed.setPlaceholderText(names)
        self.listed.setAccessibleName(names)
        for wanted in (False, True):  # first hide: all of them at once would make the window larger
            for name, field in {**self._named(), "person": self.who}.items():
                if (name in asks) is wanted:
                    field.setVisible(wanted)

    def _fields(self) -> list[QWidget]:
        """In which order Enter goes through them; the way of voting is changed by Tab or mouse, for it is seldom another."""
        named = {**self._named(), "person": self.who.field.line}
        return [self.at, *(named[name] for name in s.asks(self.kind, self._method) if name != "method")]

    def _named(self) -> dict[str, QWidget]:
        return {
            "until": self.until,
            "method": self.method,
            "item": self.item,
            "text": self.text,
            **self.numbers,
            "listed": self.listed,
        }

    @property
    def _method(self) -> str:
        return str(self.method.currentData())

    def _enter(self) -> None:
        """On to the next field; in the last one the line is added. A time may be left empty where it may be."""
        fields = self._fields()
        now = self.focusWidget()
        if now is self.method:
            self.text.setFocus()
            return
        if now in fields and now is not fields[-1]:
            fields[fields.index(now) + 1].setFocus()
            return
        self._add()

    def _chosen(self, person: str) -> None:
        self._person = person
        if self.kind == s.SPOKE and not self.text.text():
            assert self._state is not None
            self.notice.tell(_("{name}：讲了什么？写完回车。", name=self._state.meeting.label(person)), "good")
            self.text.setFocus()
            return
        self._add()

    def _add(self) -> None:
        if self._state is None:
            return
        meeting, asks = self._state.meeting, s.asks(self.kind, self._method)
        line = s.SheetLine(
            kind=self.kind,
            at=self.at.text(),
            until=self.until.text() if self.until.text() != ":" and "until" in s.ASKS[self.kind] else "",
            person=self._person if "person" in s.ASKS[self.kind] else "",
            item=str(self.item.currentData() or "") if self.kind == s.ITEM else "",
            text=self.text.text().strip() if "text" in s.ASKS[self.kind] else "",
            method=self._method,
            listed=self.listed.text().strip() if "listed" in asks else "",
            **{name: int(field.text() or 0) if name in asks else 0 for name, field in self.numbers.items()},
        )
        try:
            self.lines = (*self.lines, s.checked(line, meeting))
        except Refused as refused:
            self.notice.tell(refused.sentence)
            return
        self.notice.clear()
        for field in (self.until, self.text, self.listed, *self.numbers.values()):
            field.clear()
        self._changed()
        self._first()

    def _drop(self) -> None:
        at = self.list.currentRow() if self.list.currentRow() >= 0 else len(self.lines) - 1
        self.lines = tuple(line for n, line in enumerate(self.lines) if n != at)
        self._changed()

    def _changed(self) -> None:
        self._show_lines()
        self.draft.emit(s.keep(self.lines))

    def _show_lines(self) -> None:
        if self._state is None:
            return
        meeting = self._state.meeting
        self.list.clear()
        self.list.addItems([f"{n}  {show(s.told(line, meeting))}" for n, line in enumerate(self.lines, 1)])
        self.list.scrollToBottom()
        self.store.rename(show(say("存入 {n} 行  Ctrl+回车", n=len(self.lines))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a list goes on as in a field."""
        if watched in (self.item, self.method) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter:
                self._enter()
            return enter
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._drop()
            return
        super().keyPressEvent(event)
