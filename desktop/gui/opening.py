"""Before the desk is open: that it is being opened, the question for the passphrase, and what stood in the way."""

from __future__ import annotations

import queue
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.notice import Notice
from desktop.gui.theme import px
from desktop.gui.words import _
from forms.language import Sentence


class Opening(QWidget):
    """One page: a sentence in large type, below it the passphrase when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words(_("正在打开……"), "next")
        self.hint = Words("", narrow=True)
        self.first, self.second = fields.line("", 16), fields.line("", 16)
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._again = Words(_("再输一次"), wrap=False)
        self.notice = Notice()
        self.button = BigButton(_("打开"), self._given, kind="main")
        self._answer: Callable[[str], object] | None = None
        form = fields.form()
        fields.add(form, _("口令"), self.first)
        form.addRow(self._again, self.second)
        self.form = QWidget()
        self.form.setLayout(form)
        self.first.returnPressed.connect(self._next_field)
        self.second.returnPressed.connect(self.button.click)
        self._column = QVBoxLayout()
        self._column.setSpacing(px(16))
        for widget in (self.words, self.hint, self.form, self.notice):
            self._column.addWidget(widget)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(px(80), px(80), px(80), px(20))
        inner = QVBoxLayout()
        inner.addLayout(self._column)
        inner.addStretch(1)
        outer.addLayout(inner, 1)
        self.wait()

    def wait(self) -> None:
        """It is being opened."""
        self.words.put(_("正在打开……"))
        for widget in (self.hint, self.form, self.button, self.notice):
            widget.hide()

    def ask(self, answer: Callable[[str], object], *, first_time: bool) -> None:
        """Ask for the passphrase; twice where it is a new one."""
        self._answer = answer
        self.words.put(_("请定一个口令") if first_time else _("请输入口令"))
        self.hint.put(
            _("这台电脑没有钥匙串，数据要用口令锁住。每次打开都要输；请写下来，锁在柜子里，忘了就打不开。") if first_time else ""
        )
        self.hint.setVisible(first_time)
        self.second.setVisible(first_time)
        self._again.setVisible(first_time)
        self.form.show()
        self.button.rename(_("打开"))
        self.button.show()
        self.first.clear()
        self.second.clear()
        self.first.setFocus()

    def refuse(self, sentence: Sentence, again: Callable[[], object]) -> None:
        """What stood in the way; the button tries again."""
        self.wait()
        self.words.put(_("没有打开。"))
        self.notice.tell(sentence)
        self._answer = lambda _text: again()
        self.button.rename(_("再试"))
        self.button.show()
        self.button.setFocus()

    def _next_field(self) -> None:
        if self.second.isVisible():
            self.second.setFocus()
        else:
            self.button.click()

    def _given(self) -> None:
        if self.form.isVisible():
            if not self.first.text().strip():
                self.notice.tell(_("口令不能空着。"))
                return
            if self.second.isVisible() and self.first.text() != self.second.text():
                self.notice.tell(_("两次输入的口令不一样，请再输一次。"))
                return
        answer, text = self._answer, self.first.text()
        self._answer = None
        if answer is not None:
            self.wait()
            answer(text)


class Asker(QObject):
    """Carries the question from the worker, which waits, to the page, and the answer back."""

    _asked = Signal()

    def __init__(self, opening: Opening, first_time: Callable[[], bool]) -> None:
        super().__init__()
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._asked.connect(
            lambda: opening.ask(self._answers.put, first_time=first_time()), Qt.ConnectionType.QueuedConnection
        )

    def __call__(self) -> str:
        """Called on the worker's thread; waits for the recorder."""
        self._asked.emit()
        return self._answers.get()

    def give_up(self) -> None:
        """The window closes: nobody will answer."""
        self._answers.put("")
