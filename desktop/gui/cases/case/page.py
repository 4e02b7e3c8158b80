"""一件事项: its stages above; below, what this stage asks for, all its sheets, its way, and what happened to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.case import CLOSED, ENDED, Case
from desktop.domain.cases.routing import ROUTES
from desktop.domain.cases.screening import said
from desktop.domain.cases.sheets import CaseSheet
from desktop.domain.cases.travel import Override, shut
from desktop.domain.procedure import Judged
from desktop.gui.cases import words
from desktop.gui.cases.case.now import Now
from desktop.gui.cases.case.stages import strip_of
from desktop.gui.cases.case.way import Way
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words, rule
from desktop.gui.parts.layouts import scrolling
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.titles import titled
from desktop.gui.words import _, show
from desktop.services.cases.find import find_cases
from desktop.services.cases.move import close_case, move_case, send_back
from desktop.services.cases.read import CaseFile, read_case
from forms.sheets import SheetForm

if TYPE_CHECKING:
    from desktop.services.desk import Desk

NOW, SHEETS, WAY, HISTORY = range(4)
END = ""
"""What stands for the end, in the list of where a case may go on to."""


class CasePage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.case = ""
        self.file: CaseFile | None = None
        self.forms: dict[str, SheetForm] = {}
        self.nothing = Words(_("先在“事项”里打开一件事项。"), "next", narrow=True)
        self.facts = Elided("", "quiet")
        self.county = Words("", "good")
        self.stages = Words("", wrap=True)
        self.now = Now(self, self._changed, self._go_sheet)
        self.sheets = Table((_("日期"), _("表"), _("哪一步"), _("状态")), (7, 16, 12))
        self.sheets.taken.connect(self._open_sheet)
        self.more = fields.choice(10, 18)
        self.way = Way(self, self._changed, self._go_sheet)
        self.history = Table((_("时间"), _("做了什么"), _("谁批准、为什么")), (9, 34))
        self.pages = QStackedWidget()
        for widget in (self._scrolled(self.now), self._all_sheets(), self._scrolled(self.way), self.history):
            self.pages.addWidget(widget)
        self.where = fields.choice(8, 16)
        self.where.activated.connect(lambda _index: self._dress())
        self.onward = BigButton(_("进入下一步"), self._onward, kind="main", key="F5")
        self.again = fields.choice(6, 12)
        self.reason = fields.line(_("理由"), 16)
        self.name = fields.line(_("批准人姓名"), 7)
        self.back = BigButton(_("再评议"), self._back)
        self.pass_ = BigButton(_("特殊情况放行"), self._pass)
        self._lay_out()
        self._dress()

    def _lay_out(self) -> None:
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.county)
        self.body.addWidget(self.stages)
        self.tabs = QWidget()
        row = QHBoxLayout(self.tabs)
        row.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        for number, text in enumerate((_("进度"), _("所有的表"), _("去向"), _("经过"))):
            button = BigButton(text, partial(self.pages.setCurrentIndex, number), kind="tab")
            button.setCheckable(True)
            button.setChecked(number == NOW)
            group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._group = group
        self.body.addWidget(self.tabs)
        self.body.addWidget(rule())
        self.body.addWidget(self.pages, 1)
        self.pass_row = QWidget()
        passing = QHBoxLayout(self.pass_row)
        passing.setContentsMargins(0, 0, 0, 0)
        for widget in (self.reason, self.name, self.pass_, self.again, self.back):
            passing.addWidget(widget)
        passing.addStretch(1)
        self.body.addWidget(self.pass_row)
        self.foot.insertWidget(0, BigButton(_("回到事项"), lambda: self.session.go("cases")))
        self.foot.addWidget(self.where)
        self.foot.addWidget(self.onward)

    def _scrolled(self, widget: QWidget) -> QWidget:
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, px(8), 0)
        inner.addWidget(widget)
        inner.addStretch(1)
        return scrolling(inner)

    def _all_sheets(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheets, 1)
        row = QHBoxLayout()
        row.addWidget(Words(_("另填一张"), wrap=False))
        row.addWidget(self.more)
        row.addWidget(BigButton(_("填写"), lambda: self._go_sheet(form=self.more.currentData())))
        row.addStretch(1)
        column.addLayout(row)
        return whole

    def shown(self, case: object = "", **args: object) -> None:
        fresh = bool(case) and str(case) != self.case
        self.case = str(case) or self.case
        if fresh:
            self.file = None
            self.pages.setCurrentIndex(NOW)
            self._group.button(NOW).setChecked(True)
        self._dress()
        if self.case:
            self.ask(_look, self.case, then=self._show)

    def _show(self, answer: tuple[CaseFile, dict[str, SheetForm], tuple[Case, ...]]) -> None:
        self.file, self.forms, others = answer
        file, case = self.file, self.file.case
        self.title(case.title)
        households = "" if case.households is None else _("{n} 户", n=case.households)
        route = show(ROUTES[case.route]) if case.route else ""
        due = _("{day} 前办", day=case.due) if case.due else ""
        theme = _("主题：{theme}", theme=case.theme) if case.theme else ""
        parts = (case.proposer, "、".join(case.co_signers), households, theme, words.state_of(case), show(said(case)), route, due,
                 case.reason, case.request)  # fmt: skip
        self.facts.setText("　·　".join(part for part in parts if part))
        self.county.put(_answer(file))
        self.county.setVisible(bool(self.county.text()))
        self.stages.setText(strip_of(file))
        self.now.show_case(file, self.forms)
        self.way.show_case(file, others)
        self._fill_sheets(file)
        self.history.fill(
            [
                (
                    line.at[:16].replace("T", " "),
                    show(line.words),
                    "　".join(part for part in (line.name, line.note) if part),
                )
                for line in reversed(file.lines)
            ]
        )
        self._ways(file)
        self._dress()

    def _fill_sheets(self, file: CaseFile) -> None:
        stages = {stage.id: titled(stage) for stage in file.procedure.stages} if file.procedure else {}
        self.sheets.fill(
            [
                (
                    sheet.day or sheet.saved_at[:10],
                    titled(self.forms[sheet.form]),
                    stages.get(sheet.stage, ""),
                    self._word(file, sheet),
                )
                for sheet in file.sheets
            ]
        )
        if not self.more.count():
            for form in sorted(self.forms.values(), key=titled):
                self.more.addItem(titled(form), form.id)

    def _word(self, file: CaseFile, sheet: CaseSheet) -> str:
        if sheet.past:
            return _("上一轮")
        if sheet.sealed:
            return _("已定稿")
        return _("没填全") if sheet.id in file.incomplete else _("已填")

    def _ways(self, file: CaseFile) -> None:
        stages = {stage.id: titled(stage) for stage in file.procedure.stages} if file.procedure else {}
        back = file.stage.back if file.stage else ()
        self.where.clear()
        for to in file.ways:
            if to not in back:
                self.where.addItem(stages[to], to)
        if file.closing is not None and file.case.state not in ENDED:
            self.where.addItem(_("办结"), END)
        self.again.clear()
        for to in back:
            self.again.addItem(stages[to], to)

    def _dress(self) -> None:
        file = self.file
        there = file is not None
        self.nothing.setVisible(not self.case)
        for widget in (self.facts, self.tabs, self.pages):
            widget.setVisible(there)
        self.heading.setVisible(there)
        self.stages.setVisible(there and bool(self.stages.text()))
        ended = there and file is not None and file.case.state in ENDED
        self.where.setVisible(self.where.count() > 1 and not ended)
        self.onward.setVisible(self.where.count() > 0 and not ended)
        barred = there and not ended and self.where.count() > 0 and bool(self._barred())
        may_back = self.again.count() > 0 and there and (not ended or (file is not None and file.case.state == CLOSED))
        self.pass_row.setVisible(barred or may_back)
        self.name.setVisible(barred)
        self.pass_.setVisible(barred)
        self.again.setVisible(may_back)
        self.back.setVisible(may_back)
        if there and self.where.count() > 0:
            to = self.where.currentText()
            self.onward.rename(_("办结") if self.where.currentData() == END else _("进入：{stage}", stage=to))
        self.session.missing(show(self._barred()[0].sentence) if barred else "")

    def _barred(self) -> tuple[Judged, ...]:
        if self.file is None or self.where.currentData() is None:
            return ()
        to = str(self.where.currentData())
        return shut(self.file.ways.get(to, ()) if to else self.file.closing or ())

    def _go_sheet(self, **which: str) -> None:
        self.session.go("sheet", case=self.case, **which)

    def _open_sheet(self, row: int) -> None:
        if self.file is not None:
            self._go_sheet(sheet=self.file.sheets[row].id)

    def _onward(self, override: Override | None = None) -> None:
        to = self.where.currentData()
        act = partial(close_case, override=override) if to == END else partial(move_case, to=to, override=override)
        self.ask(lambda desk: act(desk, case_id=self.case), then=self._moved)

    def _pass(self) -> None:
        self._onward(Override(self.name.text(), self.reason.text()))

    def _back(self) -> None:
        self.ask(send_back, self.case, self.again.currentData(), self.reason.text(), then=self._moved)

    def _moved(self, case: Case) -> None:
        self.reason.clear()
        self.name.clear()
        self._changed(case)

    def _changed(self, _answer: object) -> None:
        self.ask(_look, self.case, then=self._show, quiet=True)


def _answer(file: CaseFile) -> str:
    """The county's last word on it, in full."""
    line = next((one for one in reversed(file.lines) if one.kind == "answered"), None)
    if line is None:
        return ""
    head = f"{file.case.answered} {show(line.words)}" + (f"（{line.name}）" if line.name else "")
    return "：".join(filter(None, (head, line.note)))


def _look(desk: Desk, case_id: str) -> tuple[CaseFile, dict[str, SheetForm], tuple[Case, ...]]:
    return read_case(desk, case_id), dict(desk.pack.sheets), find_cases(desk).cases
