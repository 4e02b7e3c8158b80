"""去向: what it is about, three ways, up the levels, reported and taken up; merged with another case, split into several."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.domain.case import Case
from desktop.domain.cases.routing import LEVEL_WORDS, NEIGHBOURS, ROUTES, SHEETS
from desktop.gui.cases.theme import theme_field
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.date_field import DateField
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import beside
from desktop.gui.parts.page import Page
from desktop.gui.parts.person_field import Choice, PersonField
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.cases.name_theme import name_theme
from desktop.services.cases.read import CaseFile
from desktop.services.cases.route import adopt_case, forward_case, raise_case, route_case
from desktop.services.cases.sort import merge_cases, split_case


class Way(QWidget):
    def __init__(self, page: Page, changed: Callable[[object], object], go_sheet: Callable[..., object]) -> None:
        super().__init__()
        self._page, self._changed, self._go_sheet = page, changed, go_sheet
        self.case = self._route_now = ""
        self._others: tuple[Case, ...] = ()
        form = fields.form()
        self.setLayout(form)
        self.routes = {route: BigButton(show(text), partial(self._route, route)) for route, text in ROUTES.items()}
        for button in self.routes.values():
            button.setCheckable(True)
        self.theme = theme_field()
        self.level = Words("", wrap=False)
        self.why = fields.line(_("为什么本级解决不了"), 18)
        self.day = DateField()
        self.sent = Words("", "quiet", wrap=False)
        self.into = PersonField(self._find, _("另一件事项的名称"))
        self.into.list.setFixedHeight(px(80))
        self.into.chosen.connect(self._merge)
        self.parts = QPlainTextEdit()
        self.parts.setPlaceholderText(_("一行一件"))
        self.parts.setFixedHeight(px(80))
        self.parts.setTabChangesFocus(True)
        self.sheet = BigButton(_("填去向的表"), self._sheet)
        self.name = BigButton(_("定下"), lambda: self._do(name_theme, self.theme.currentText()))
        fields.add(form, _("主题"), beside(self.theme, self.name))
        fields.add(form, _("三向分流"), beside(*self.routes.values(), self.sheet))
        up = BigButton(_("报上一级"), lambda: self._do(raise_case, self.why.text()))
        fields.add(form, _("现在哪一级"), beside(self.level, self.why, up))
        send = BigButton(_("登记报送"), lambda: self._do(forward_case, self.day.day))
        took = BigButton(_("登记采用"), lambda: self._do(adopt_case, self.day.day))
        fields.add(form, _("社情民意"), beside(self.day, send, took, self.sent))
        fields.add(form, _("并到另一件"), self.into)
        split = BigButton(_("拆开"), lambda: self._do(split_case, self.parts.toPlainText().splitlines()))
        fields.add(form, _("拆成几件"), self.parts)
        form.addRow(QWidget(), beside(split))

    def show_case(self, file: CaseFile, others: tuple[Case, ...]) -> None:
        self.case, self._others = file.case.id, others
        self.theme.setCurrentText(file.case.theme)
        for route, button in self.routes.items():
            button.setChecked(route == file.case.route)
        self.sheet.setVisible(bool(file.case.route))
        self._route_now = file.case.route
        self.sheet.rename(_("进调解室") if self._route_now == NEIGHBOURS else _("填去向的表"))
        self.level.setText(show(LEVEL_WORDS[file.case.level]))
        self.day.set_day(file.today)
        told = [
            _("{day} 报送", day=file.case.forwarded) if file.case.forwarded else "",
            _("{day} 被上级采用", day=file.case.adopted) if file.case.adopted else "",
        ]
        self.sent.setText("　".join(text for text in told if text))

    def _do(self, act: Callable[..., object], *args: Any) -> None:
        self._page.ask(act, self.case, *args, then=self._changed)

    def _route(self, route: str) -> None:
        self._do(route_case, route)

    def _sheet(self) -> None:
        if self._route_now == NEIGHBOURS:
            self._page.session.go("mediation", case=self.case)
        else:
            self._go_sheet(form=SHEETS[self._route_now])

    def _find(self, text: str) -> list[Choice]:
        near = [one for one in self._others if text in one.title and one.id != self.case]
        return [Choice(one.id, f"{one.title}（{one.opened_at[:10]}）") for one in near[:5]]

    def _merge(self, into: str) -> None:
        self._page.ask(merge_cases, self.case, into, then=lambda case: self._page.session.go("case", case=case.id))
