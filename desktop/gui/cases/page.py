"""事项: written down in five fields, listed below, and put on the agenda of a meeting that is being prepared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from desktop.domain.case import CLOSED, DELIBERATED, ON_AGENDA, OPEN, PEOPLE, SOURCES, Case
from desktop.gui.page import Page
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.list_meetings import MeetingLine, list_meetings
from desktop.services.open_case import cases, open_case
from desktop.services.prepare_meeting import Preparation, put_on_agenda

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class CasesPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("事项"))
        self.cases: tuple[Case, ...] = ()
        self.meetings: tuple[MeetingLine, ...] = ()
        self.name = fields.line(_("一句话说清是什么事"))
        self.proposer = fields.line(_("谁提出的"), 10)
        self.source = fields.choice()
        for code, words in _sources().items():
            self.source.addItem(words, code)
        self.source.setCurrentIndex(self.source.findData(PEOPLE))
        self.households = fields.line(_("可不填"), 5)
        self.request = QPlainTextEdit()
        self.request.setPlaceholderText(_("想怎么办，照原话写"))
        self.request.setTabChangesFocus(True)
        self.request.setFixedHeight(px(76))
        self.write = BigButton(_("记下"), self._write)
        self.words = Words(_("已记下的事项"), "head")
        self.table = Table((_("记下日期"), _("事项名称"), _("提出人"), _("户数"), _("进展")), (7, 25, 8, 4))
        self.table.marked.connect(lambda _row: self._marked())
        self.nothing = Words(_("还没有记过事项。群众来反映，先在上面记一句。"), "quiet")
        self.where = fields.choice(12, 26)
        self.put = BigButton(_("列入议程"), self._put, kind="main")
        self.hint = Elided("", "quiet")
        self.body.addLayout(self._intake())
        self.body.addSpacing(px(6))
        for widget in (self.words, self.nothing, self.table):
            self.body.addWidget(widget, 1 if widget is self.table else 0)
        self.body.addStretch(0)
        self.foot.insertWidget(0, self.hint, 1)
        self.foot.addWidget(self.where)
        self.foot.addWidget(self.put)

    def shown(self, **args: object) -> None:
        self.ask(_look, then=self._show)
        self.name.setFocus()

    def _intake(self) -> QHBoxLayout:
        left, right = fields.form(), fields.form()
        fields.add(left, _("事项名称"), self.name)
        fields.add(left, _("诉求"), self.request)
        fields.add(right, _("提出人"), self.proposer)
        fields.add(right, _("来源"), self.source)
        fields.add(right, _("涉及户数"), self.households)
        row = QHBoxLayout()
        row.setSpacing(px(20))
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        button = QVBoxLayout()
        button.addStretch(1)
        button.addWidget(self.write)
        row.addLayout(button)
        return row

    def _write(self) -> None:
        households = self.households.text().strip()
        if households and not households.isdecimal():
            self.notice.tell(_("户数“{text}”不是数字。请填数字，不知道就空着。", text=households))
            self.households.setFocus()
            return
        write = partial(
            open_case,
            title=self.name.text(),
            proposer=self.proposer.text(),
            source=self.source.currentData() or PEOPLE,
            households=int(households) if households else None,
            request=self.request.toPlainText(),
        )
        self.ask(write, then=self._written)

    def _written(self, case: Case) -> None:
        self.session.saved(case.opened_at)
        for field in (self.name, self.proposer, self.households):
            field.clear()
        self.request.clear()
        self.shown()

    def _show(self, answer: tuple[tuple[Case, ...], tuple[MeetingLine, ...]]) -> None:
        found, self.meetings = answer
        self.cases = tuple(sorted(found, key=lambda case: case.opened_at, reverse=True))
        states = {
            OPEN: _("待议"),
            ON_AGENDA: _("已列入议程"),
            DELIBERATED: _("已议过"),
            CLOSED: _("已办结"),
        }
        self.table.fill(
            [
                (
                    case.opened_at[:10],
                    case.title,
                    case.proposer,
                    "" if case.households is None else str(case.households),
                    states.get(case.state, case.state),
                )
                for case in self.cases
            ]
        )
        chosen = self.where.currentData() or self.session.meeting.id
        self.where.clear()
        for line in self.meetings:
            self.where.addItem(f"{line.date}  {line.title}", line.id)
        self.where.setCurrentIndex(max(0, self.where.findData(chosen)))
        self.table.setVisible(bool(self.cases))
        self.words.setVisible(bool(self.cases))
        self.nothing.setVisible(not self.cases)
        self._marked()

    def _marked(self) -> None:
        case = self._case()
        ready = case is not None and case.state == OPEN
        self.where.setVisible(bool(self.meetings) and bool(self.cases))
        self.put.setVisible(bool(self.cases))
        self.put.setEnabled(ready)
        self.put.rename(_("列入议程") if self.meetings else _("新开会议"))
        self.hint.setText(_("选中：{title}", title=case.title) if case else "")

    def _case(self) -> Case | None:
        return self.cases[self.table.row] if 0 <= self.table.row < len(self.cases) else None

    def _put(self) -> None:
        case = self._case()
        if case is None:
            return
        if not self.meetings:
            self.session.meeting.id = ""
            self.session.go("prepare", case=case.id)
            return
        self.ask(put_on_agenda, case.id, self.where.currentData(), then=partial(self._on_agenda, case))

    def _on_agenda(self, case: Case, prepared: Preparation) -> None:
        self.session.saved(prepared.saved_at)
        self.shown()
        self.notice.tell(
            _("“{case}”已列入“{meeting}”的议程。", case=case.title, meeting=prepared.meeting.title), "good"
        )


def _look(desk: Desk) -> tuple[tuple[Case, ...], tuple[MeetingLine, ...]]:
    return cases(desk), tuple(line for line in list_meetings(desk) if line.stage == "planned")


def _sources() -> dict[str, str]:
    english = {"party": _("党政点题"), "people": _("群众出题"), "member": _("委员荐题")}
    return {code: english.get(code, words) for code, words in SOURCES.items()}
