"""记下事项: a slip is keyed in without the mouse; what is alike already shows while the title is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.case import PEOPLE, Case
from desktop.domain.cases.alike import Alike
from desktop.gui.cases import words
from desktop.gui.cases.proposer import Proposer
from desktop.gui.cases.theme import theme_field
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided
from desktop.gui.parts.page import Page
from desktop.gui.theme import px
from desktop.gui.titles import names
from desktop.gui.words import _
from desktop.services.cases.find import like_this
from desktop.services.cases.open_case import open_case
from desktop.services.cases.proposers import proposers

PAUSE_MS = 250
"""After the last key, before it is asked what is alike."""


class Intake(QWidget):
    """Enter goes on to the next field, and in the last one writes the slip down. Source, way and theme stay for the next slip."""

    written = Signal(object)
    """The case, once it is on disk."""
    opened = Signal(str)
    """The id of a case that is alike, to be looked at."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.name = fields.line(_("一句话说清是什么事"))
        self.proposer = Proposer()
        self.proposer.offered.connect(self._offer)
        self.co_signers = fields.line(_("联名的人，用顿号分开"))
        self.source = fields.choice(8)
        for code, text in words.sources().items():
            self.source.addItem(text, code)
        self.source.setCurrentIndex(self.source.findData(PEOPLE))
        self.way = fields.choice(6)
        self.way.addItem(_("怎么来的"), "")
        for code, text in words.ways().items():
            self.way.addItem(text, code)
        self.theme = theme_field()
        self.households = fields.line(_("可不填"), 5)
        self.request = QPlainTextEdit()
        self.request.setPlaceholderText(_("想怎么办，照原话写"))
        self.request.setTabChangesFocus(True)
        self.request.setFixedHeight(px(82))
        self.write = BigButton(_("记下"), self._write, key="F4")
        self.alike = Elided("", "warning")
        self.look = BigButton(_("打开"), self._look, kind="quiet")
        self._near: tuple[Alike, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.name.textChanged.connect(lambda _text: self._timer.start())
        self._people_asked = False
        for typed in (self.name, self.proposer):
            typed.textChanged.connect(lambda _text: self._ask_people())
        self._lay_out()
        self._show(())

    def _lay_out(self) -> None:
        left, right = fields.form(), fields.form()
        fields.add(left, _("事项名称"), self.name)
        fields.add(left, _("诉求"), self.request)
        fields.add(left, _("联名人"), self.co_signers)
        fields.add(right, _("提出人"), self.proposer)
        fields.add(right, _("涉及户数"), self.households)
        origin = QWidget()
        both = QHBoxLayout(origin)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.source)
        both.addWidget(self.way)
        both.addStretch(1)
        origin.setFocusProxy(self.source)
        fields.add(right, _("来源"), origin)
        fields.add(right, _("主题"), self.theme)
        row = QHBoxLayout()
        row.setSpacing(px(20))
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        self.corner, self.beside = QVBoxLayout(), QHBoxLayout()
        self.beside.addStretch(1)
        self.beside.addWidget(self.write)
        self.corner.addStretch(1)
        self.corner.addLayout(self.beside)
        row.addLayout(self.corner)
        near = QHBoxLayout()
        near.addWidget(self.alike, 1)
        near.addWidget(self.look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4))
        whole.addLayout(row)
        whole.addLayout(near)
        self._keys()

    def _keys(self) -> None:
        order: list[QWidget] = [
            self.name, self.proposer, self.households, self.request, self.co_signers, self.source, self.way, self.theme,
            self.write,
        ]  # fmt: skip
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        steps: dict[QLineEdit, Callable[[], object]] = {
            self.name: self.proposer.setFocus,
            self.proposer: self.households.setFocus,
            self.households: self._write,
            self.co_signers: self._write,
        }
        for field, step in steps.items():
            field.returnPressed.connect(lambda step=step: step())

    def shown(self) -> None:
        """The page has come to the front: the roster may have changed. Its names are read once a slip is begun."""
        if self._people_asked:
            self._page.ask(partial(proposers, known=self.proposer.version), then=self.proposer.know, quiet=True)

    def _ask_people(self) -> None:
        """For who only looks at the list, the pinyin of thousands of names need not be made."""
        if not self._people_asked:
            self._people_asked = True
            self.shown()

    def _offer(self, told: str) -> None:
        """Who is meant by the letters; what is alike comes back when that is settled."""
        if told:
            self.look.hide()
            self.alike.setText(told)
        else:
            self._show(self._near)

    def _ask(self) -> None:
        title = self.name.text()
        self._page.ask(partial(like_this, title=title), then=self._show, quiet=True)

    def _show(self, near: tuple[Alike, ...]) -> None:
        self._near = near
        self.look.setVisible(bool(near))
        told = "；".join(
            _("{title}（{day}，{proposer}，{state}）",
              title=one.case.title, day=one.case.opened_at[:10], proposer=words.who_of(one.case) or "—",
              state=words.state_of(one.case))
            for one in near
        )  # fmt: skip
        self.alike.setText(_("可能已经记过：{cases}", cases=told) if near else "")

    def _look(self) -> None:
        if self._near:
            self.opened.emit(self._near[0].case.id)

    def _write(self) -> None:
        self.proposer.take()
        households = self.households.text().strip()
        if households and not households.isdecimal():
            self._page.notice.tell(_("户数“{text}”不是数字。请填数字，不知道就空着。", text=households))
            self.households.setFocus()
            return
        write = partial(
            open_case,
            title=self.name.text(),
            proposer=self.proposer.text(),
            source=self.source.currentData() or PEOPLE,
            households=int(households) if households else None,
            request=self.request.toPlainText(),
            way=self.way.currentData() or "",
            co_signers=names(self.co_signers.text()),
            theme=self.theme.currentText(),
        )
        self._page.ask(write, then=self._written)

    def _written(self, case: Case) -> None:
        for field in (self.name, self.proposer, self.households, self.co_signers):
            field.clear()
        self.request.clear()
        self._timer.stop()
        self._show(())
        self.name.setFocus()
        self.written.emit(case)
